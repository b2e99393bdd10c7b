"""A circle's templates: in its room, all of them so many a page, and what is in each."""

from collections.abc import Iterator, Sequence
from typing import Final

from adapters.cards import (
    Action,
    Block,
    Button,
    Buttons,
    Facts,
    Form,
    Heading,
    Item,
    Line,
    Listing,
    Paragraph,
    Tone,
    words,
)
from adapters.copy import Copy
from adapters.desk import Screen
from adapters.present.ballot_rules import RULES, rule_said
from adapters.present.ballot_settings import settings_said
from adapters.present.ballot_words import label_of
from adapters.present.forms import typed
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.ids import RoundId
from decisions.rounds.ballots.table import BALLOT
from decisions.rounds.record import CircleRecord
from decisions.rounds.round import Round, Stage
from decisions.templates.pattern import Close, Pattern
from decisions.templates.record import TemplateRecord
from decisions.templates.template import Template

IN_THE_ROOM: Final = 5
A_PAGE: Final = 10
_OPTIONS: Final = 20


def in_the_room(record: CircleRecord, reader: Reader) -> tuple[Block, ...]:
    """The first few, and the way to the others and to a new one."""
    w, id = reader.copy, str(record.circle.id)
    rows = _rows(record.templates[:IN_THE_ROOM], reader) or (Line(words(w("templates.none"))),)
    take_in = Button(w("button.take_in_template"), Action(Verb.TAKE_IN_TEMPLATE, id))
    if len(record.templates) <= IN_THE_ROOM:
        return (*rows, Buttons((take_in,)))
    label = w("button.all_templates")
    spoken = w.n("templates.all", len(record.templates))
    return (*rows, Buttons((Button(label, Action(Verb.TEMPLATES, id), spoken=spoken), take_in)))


def templates(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    """One page of them. ``page`` is carried, from 1."""
    w, id = reader.copy, str(record.circle.id)
    pages = max(1, -(-len(record.templates) // A_PAGE))
    page = _page(typed(screen, "page"), pages)
    here = record.templates[(page - 1) * A_PAGE : page * A_PAGE]
    return Form(
        w("templates.title"),
        (
            Heading(record.circle.name),
            *(_rows(here, reader) or (Line(words(w("templates.none"))),)),
            *_turning(page, pages, id, w),
            Buttons((Button(w("button.take_in_template"), Action(Verb.TAKE_IN_TEMPLATE, id)),)),
        ),
        Action(Verb.TEMPLATES, id),
        close=w("form.close"),
    )


def template(record: TemplateRecord, reader: Reader, screen: Screen) -> Form:
    """What is in it, and what can be done with it."""
    w, kept = reader.copy, record.template
    action = Action(Verb.OPEN_TEMPLATE, str(kept.id))
    begin = Button(w("button.start_from"), Action(Verb.START_FROM, str(kept.id)), Tone.PRIMARY)
    return Form(
        w("template.title"),
        (
            Heading(kept.name),
            *_asked(kept.pattern, reader),
            Facts(tuple(_facts(record, reader))),
            Buttons((begin,)),
            *_rest(record, w),
        ),
        action,
        close=w("form.close"),
    )


# --- lists ----------------------------------------------------------------------------------------------------


def _rows(shown: Sequence[Template], reader: Reader) -> tuple[Block, ...]:
    return tuple(_row(each, reader) for each in shown)


def _row(each: Template, reader: Reader) -> Item:
    w = reader.copy
    row = w.rich("list.row", title=cut(each.name, 80), said=w(f"method.{each.pattern.method}"))
    action = Action(Verb.OPEN_TEMPLATE, str(each.id))
    return Item(row, Button(w("button.open"), action, spoken=row.plain.replace("\n", ": ")))


def _page(text: str, pages: int) -> int:
    """From 1 to ``pages``, whatever came with the press."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1
    return min(max(number, 1), pages)


def _turning(page: int, pages: int, id: str, w: Copy) -> Iterator[Block]:
    if pages == 1:
        return
    yield Line(words(w("templates.page", page=page, pages=pages)))
    to = [("button.earlier", page - 1)] * (page > 1) + [("button.later_ones", page + 1)] * (page < pages)
    yield Buttons(tuple(Button(w(label), Action(Verb.TEMPLATES, f"{id}:{number}")) for label, number in to))


# --- one of them ----------------------------------------------------------------------------------------------


def _asked(pattern: Pattern, reader: Reader) -> Iterator[Block]:
    w = reader.copy
    if pattern.title:
        yield Paragraph(words(pattern.title, bold=True))
    if pattern.more:
        yield Paragraph(written(pattern.more))
    if pattern.options:
        shown = [label_of(pattern.ballot, each, w) for each in pattern.options[:_OPTIONS]]
        left = len(pattern.options) - len(shown)
        rest = [w.n("ballot.and_more", left)] if left else []
        yield Listing(tuple(words(label) for label in (*shown, *rest)))
    if not (pattern.title or pattern.options):
        yield Line(words(w("template.only_settings")))


def _facts(record: TemplateRecord, reader: Reader) -> Iterator[tuple[str, str]]:
    w, pattern = reader.copy, record.template.pattern
    ballot = pattern.begun
    yield w("ballot.method_short"), w(f"method.{pattern.method}")
    yield w("ballot.closes_at_short"), closes_said(pattern.closes, w)
    for name in RULES[ballot.method]:
        if said := rule_said(ballot, name, w):
            yield w(f"ballot.{name}_short"), said
    yield w("template.settings"), settings_said(_drafted(record), w) or w("settings.usual")
    yield w("template.by"), record.maker.name


def _drafted(record: TemplateRecord) -> Round:
    """As the draft that would begin from it."""
    kept, circle = record.template, record.circle
    return Round(
        id=RoundId(kept.id),
        network_id=kept.network_id,
        circle_id=circle.id,
        ref=0,
        process=BALLOT.key,
        stage=Stage.DRAFT,
        settings=circle.settings,
        proposer=kept.made_by,
        text=kept.pattern.text,
        ballot=kept.pattern.begun,
        terms=kept.pattern.terms,
    )


def closes_said(closes: Close | None, w: Copy) -> str:
    if closes is None:
        return w("template.closes_as_circle")
    return w.n("template.closes", closes.days, time=w.time(closes.at))


def _rest(record: TemplateRecord, w: Copy) -> Iterator[Block]:
    id = str(record.template.id)
    if record.template.pattern.asks:
        repeat = Button(w("button.repeat"), Action(Verb.REPEAT_TEMPLATE, id))
        yield Item(words(w("often.repeat")), repeat)
    yield Item(words(w("template.share")), Button(w("button.share"), Action(Verb.SHARE_TEMPLATE, id)))
    if record.may_change:
        rename = Button(w("button.rename"), Action(Verb.RENAME_TEMPLATE, id))
        yield Item(words(w("template.rename")), rename)
        remove = Button(w("button.delete"), Action(Verb.REMOVE_TEMPLATE, id), Tone.DANGER)
        yield Item(words(w("preview.forget")), remove)
