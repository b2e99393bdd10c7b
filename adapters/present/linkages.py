"""Which organisations are linked with whom, by which memorandums: as a picture with its table, and each memorandum in a row."""

from collections.abc import Iterator

from adapters.cards import Action, Block, Button, Item, Line, Link, Page, Section, words
from adapters.desk import Screen
from adapters.present.charts import link_map
from adapters.present.mou_words import organisation_said, organisations_said, status_said, title_of
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.mous.record import LinkagesRecord
from decisions.rounds.text import TITLE_LIMIT

_ROWS = 30
"""Memorandums that are named with their review; the map has all."""


def linkages(record: LinkagesRecord, reader: Reader, screen: Screen) -> Page:
    w = reader.copy
    sections = [Section("", tuple(_map(record, reader)))]
    if record.linkages:
        sections.append(Section(w("linkages.by_what"), tuple(_rows(record, reader))))
    if record.coming:
        sections.append(Section(w("linkages.coming"), tuple(_coming(record, reader))))
    return Page(w("linkages.title"), tuple(sections), crumbs=((w("home.crumb"), Action(Verb.HOME)),))


def _map(record: LinkagesRecord, reader: Reader) -> Iterator[Block]:
    """Those that are linked with nobody are named below it."""
    w, found = reader.copy, record.links
    linked = {id for link in found for id in (link.one, link.other)}
    order = [id for id in record.organisations if id in linked]
    if not found:
        yield Line(words(w("linkages.none")))
        return
    names = [organisation_said(record.organisations, id, w) for id in order]
    links = [
        Link(order.index(one.one), order.index(one.other), tuple(each.title for each in one.linkages))
        for one in found
    ]
    heads = (w("linkages.who"), w("linkages.by_what"))
    yield link_map(w("linkages.map"), heads, names, links, w)
    alone = [id for id in record.organisations if id not in linked]
    if alone:
        shown = organisations_said(record.organisations, alone[:_ROWS], w)
        yield Line(words(w("linkages.alone", names=shown)))


def _coming(record: LinkagesRecord, reader: Reader) -> Iterator[Item]:
    for mou in record.coming[:_ROWS]:
        title = title_of(mou.terms, reader.copy)
        row = reader.copy.rich("list.row", title=title, said=status_said(mou, record.organisations, reader))
        yield Item(row, Button(reader.copy("button.open"), Action(Verb.OPEN_MOU, str(mou.id)), spoken=title))


def _rows(record: LinkagesRecord, reader: Reader) -> Iterator[Item]:
    w = reader.copy
    for one in record.linkages[:_ROWS]:
        parts = [organisations_said(record.organisations, one.parties, w), w(f"mou.row_{one.status}")]
        if one.review_on is not None:
            parts.append(w("linkages.review", day=reader.day(one.review_on)))
        title = cut(one.title, TITLE_LIMIT)
        opens = Button(w("button.open"), Action(Verb.OPEN_MOU, str(one.id)), spoken=title)
        row = w.rich("list.row", title=title, said=" · ".join(parts))
        yield Item(row, opens if one.readable else None)
