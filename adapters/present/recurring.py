"""What opens anew by itself: set, looked at, changed, paused and stopped; and told where it had to pause."""

from collections.abc import Iterator, Mapping

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
    Paragraph,
    PersonalCard,
    Tone,
    words,
)
from adapters.desk import Screen
from adapters.present.forms import errors
from adapters.present.reader import Reader
from adapters.present.rhythm_form import coming_blocks, rhythm_form
from adapters.present.rhythm_words import moments_said, rhythm_said
from adapters.present.scene import Scene, cut
from adapters.present.templates import closes_said
from adapters.present.verbs import Verb
from decisions.recurring.record import RecurrenceRecord
from decisions.recurring.recurrence import Going, Recurrence, WhyPaused
from decisions.recurring.rhythm import Every, Rhythm, next_openings
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import CircleRecord, RoundRecord
from decisions.templates.record import TemplateRecord
from decisions.workdays import local_day

_TITLE = 80
_USUAL = Rhythm(Every.MONTH_WEEKDAY)


# --- setting it -----------------------------------------------------------------------------------------------


def repeat(record: RoundRecord, reader: Reader, screen: Screen) -> Form:
    """A vote, from now on."""
    scene = Scene(record, reader)
    return _set(reader, screen, record, scene.action(Verb.REPEAT), scene.title)


def repeat_template(record: TemplateRecord, reader: Reader, screen: Screen) -> Form:
    action = Action(Verb.REPEAT_TEMPLATE, str(record.template.id))
    return _set(reader, screen, record, action, record.template.pattern.title)


def change_repeat(record: RecurrenceRecord, reader: Reader, screen: Screen) -> Form:
    before = record.recurrence
    action = Action(Verb.CHANGE_REPEAT, str(before.id))
    since = max(before.since, local_day(reader.now, record.circle.settings.zone))
    return rhythm_form(reader, screen, record.circle, action, (before.rhythm, since))


def _set(
    reader: Reader, screen: Screen, record: RoundRecord | TemplateRecord, action: Action, title: str
) -> Form:
    lead = (Heading(title), Line(words(reader.copy("repeat.lead", circle=record.circle.name))))
    return rhythm_form(reader, screen, record.circle, action, (_USUAL, None), lead)


# --- what is set ----------------------------------------------------------------------------------------------


def in_the_room(record: CircleRecord, reader: Reader) -> tuple[Block, ...]:
    """What opens anew in a circle, the next one first."""
    return tuple(_row(each, record.circle.settings.zone, reader) for each in record.recurrences)


def recurrence(record: RecurrenceRecord, reader: Reader, screen: Screen) -> Form:
    """How often it opens, and when next; sending it pauses it, or sets it going again."""
    w, kept = reader.copy, record.recurrence
    paused = kept.going is Going.PAUSED
    verb = Verb.RESUME_REPEAT if paused else Verb.PAUSE_REPEAT
    may = record.may_change and kept.going is not Going.STOPPED
    return Form(
        w("repeat.title"),
        (
            Heading(cut(kept.pattern.title, _TITLE)),
            Paragraph(words(w("repeat.opens", rhythm=rhythm_said(kept.rhythm, w)), bold=True)),
            *_state(record, reader),
            Facts(
                (
                    (w("repeat.by"), record.setter.name),
                    (w("repeat.closes"), closes_said(kept.pattern.closes, w)),
                )
            ),
            *_last(record, reader),
            *(_changes(kept, reader) if may else ()),
        ),
        Action(verb, str(kept.id)),
        submit=w("button.resume" if paused else "button.pause") if may else None,
        close=w("form.close"),
        errors=errors(screen, reader),
    )


def stop_repeat(record: RecurrenceRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    return Form(
        w("repeat.stop_title"),
        (
            Paragraph(words(w("repeat.stop_asks", title=record.recurrence.pattern.title), bold=True)),
            Line(words(w("repeat.stop_stays"))),
        ),
        Action(Verb.STOP_REPEAT, str(record.recurrence.id)),
        submit=w("button.stop_repeat"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def recurrence_notice(kind: NoticeKind, facts: Mapping[str, str], reader: Reader) -> PersonalCard:
    """It has paused by itself: to who facilitates, or to who set it."""
    w = reader.copy
    title, circle = cut(facts["title"], _TITLE), cut(facts["circle"], _TITLE)
    said = w(f"notice.{kind}", title=title, circle=circle, name=facts["setter"])
    opens = Button(w("button.open"), Action(Verb.OPEN_REPEAT, facts["recurrence_id"]))
    drafts = (
        (Button(w("button.see_draft"), Action(Verb.PREVIEW, facts["draft"])),) if "draft" in facts else ()
    )
    return PersonalCard(said, (Paragraph(words(said)), Buttons((*drafts, opens))))


# --- parts ----------------------------------------------------------------------------------------------------


def _row(each: Recurrence, zone: str, reader: Reader) -> Item:
    w = reader.copy
    said = rhythm_said(each.rhythm, w)
    if each.next_at is None:
        said = w("repeat.row_paused", rhythm=said)
    else:
        said = w("repeat.row", rhythm=said, next=moments_said((each.next_at,), zone, reader)[0])
    row = w.rich("list.row", title=cut(each.pattern.title, _TITLE), said=said)
    action = Action(Verb.OPEN_REPEAT, str(each.id))
    return Item(row, Button(w("button.open"), action, spoken=row.plain.replace("\n", ": ")))


def _state(record: RecurrenceRecord, reader: Reader) -> Iterator[Block]:
    w, kept, settings = reader.copy, record.recurrence, record.circle.settings
    if kept.next_at is not None:
        then = next_openings(kept.rhythm, kept.since, settings, kept.next_at, 2)
        yield from coming_blocks((kept.next_at, *then), settings.zone, reader)
    elif kept.going is Going.STOPPED:
        yield Paragraph(words(w("repeat.stopped")))
    else:
        why = kept.why or WhyPaused.BY_PERSON
        yield Paragraph(words(w(f"repeat.{why}", name=record.setter.name)))
    if kept.left_out is not None:
        day = moments_said((kept.left_out,), settings.zone, reader)[0]
        yield Line(words(w("repeat.left_out", when=day)))


def _last(record: RecurrenceRecord, reader: Reader) -> Iterator[Block]:
    if record.last is None:
        return
    w = reader.copy
    row = words(w("repeat.last", when=reader.at(record.last.opened_at)))
    yield Item(row, Button(w("button.open"), Action(Verb.OPEN_ROUND, str(record.last.id)), spoken=row.plain))


def _changes(kept: Recurrence, reader: Reader) -> Iterator[Block]:
    w, id = reader.copy, str(kept.id)
    yield Item(words(w("repeat.not_right")), Button(w("button.change"), Action(Verb.CHANGE_REPEAT, id)))
    stop = Button(w("button.stop_repeat"), Action(Verb.STOP_REPEAT, id), Tone.DANGER)
    yield Item(words(w("preview.forget")), stop)
