"""A circle's memorandums: what waits for the reader, what holds, what is on its way, and what has ended."""

from collections.abc import Iterable, Iterator

from adapters.cards import Action, Block, Button, Buttons, Item, Line, Page, Section, Tone, words
from adapters.desk import Screen
from adapters.present.mou_words import status_said, title_of
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.mous.mou import Mou, MouStatus
from decisions.mous.record import CircleMousRecord

_HOLDS = frozenset({MouStatus.IN_FORCE, MouStatus.UNDER_REVIEW})


def mous(record: CircleMousRecord, reader: Reader, screen: Screen) -> Page:
    w, circle, me = reader.copy, record.circle, record.reader.id
    waits = [mou for mou in record.mous if waits_to_be_signed(mou, me)]
    rest = [mou for mou in record.mous if mou not in waits]
    parts = (
        ("mous.to_sign", waits),
        ("mous.hold", [mou for mou in rest if mou.status in _HOLDS]),
        ("mous.coming", [mou for mou in rest if mou.status not in _HOLDS]),
    )
    sections = [Section("", tuple(_head(record, reader)))]
    for key, found in parts:
        if found:
            heading = w("home.count", heading=w(key), n=len(found))
            sections.append(Section(heading, tuple(_rows(found, record, reader))))
    if record.ended:
        sections.append(Section(w("mous.ended"), tuple(_rows(record.ended, record, reader)), folded=True))
    return Page(
        w("mous.title"),
        tuple(sections),
        live=(f"circle:{circle.id}",),
        crumbs=(
            (w("home.crumb"), Action(Verb.HOME)),
            (circle.name, Action(Verb.OPEN_CIRCLE, str(circle.id))),
        ),
    )


def waits_to_be_signed(mou: Mou, member: MemberId) -> bool:
    """By them."""
    return any(party.signatory == member for party in mou.unsigned)


def _head(record: CircleMousRecord, reader: Reader) -> Iterator[Block]:
    w = reader.copy
    yield Line(words(w("mous.what" if record.mous else "mous.none")))
    holds = any(mou.holds for mou in record.mous)
    buttons = [Button(w("button.linkages"), Action(Verb.LINKAGES))] if holds else []
    if record.may_draft:
        draft = Action(Verb.DRAFT_MOU, str(record.circle.id))
        buttons.insert(0, Button(w("button.draft_mou"), draft, Tone.PRIMARY))
    if buttons:
        yield Buttons(tuple(buttons))


def _rows(found: Iterable[Mou], record: CircleMousRecord, reader: Reader) -> Iterator[Item]:
    w = reader.copy
    for mou in found:
        title = title_of(mou.terms, w)
        row = w.rich("list.row", title=title, said=status_said(mou, record.organisations, reader))
        yield Item(row, Button(w("button.open"), Action(Verb.OPEN_MOU, str(mou.id)), spoken=title))
