"""An agreement: its page, what is noted about it, who does what, and its review."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from adapters.cards import (
    MAX_TITLE,
    Action,
    Block,
    Button,
    Buttons,
    ChoiceField,
    DateField,
    Form,
    Heading,
    Item,
    Line,
    Listing,
    Option,
    Page,
    Paragraph,
    PersonalCard,
    Quote,
    Section,
    TextField,
    words,
)
from adapters.desk import Screen
from adapters.present.forms import errors, people_options, text_field, typed, typed_date
from adapters.present.paths import path_lines
from adapters.present.proposal import text_fields
from adapters.present.read_all import text_rows
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import ReviewChoice, Verb
from adapters.present.written import written
from decisions.agreements.agreement import Agreement, Standing, Task
from decisions.ids import MemberId
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import AgreementRecord
from decisions.rounds.text import TITLE_LIMIT

STANDS: Final = frozenset({Standing.IN_FORCE, Standing.UNDER_REVIEW})


def agreement(record: AgreementRecord, reader: Reader, screen: Screen) -> Page:
    w = reader.copy
    sections = [
        Section("", (*standing_blocks(record, reader), _buttons(record, reader))),
        Section(w("agreement.text"), tuple(text_rows(record.agreement.text, reader))),
        Section(w("result.who_does_what"), _tasks(record, reader)),
    ]
    if record.agreement.criteria or record.agreement.notes:
        sections.append(Section(w("agreement.for_the_review"), _for_the_review(record, reader)))
    crumbs = (
        (w("home.crumb"), Action(Verb.HOME)),
        (record.circle.name, Action(Verb.OPEN_CIRCLE, str(record.circle.id))),
    )
    live = (f"round:{record.round.id}", f"agreement:{record.agreement.id}")
    return Page(cut(record.agreement.text.title, MAX_TITLE), tuple(sections), live=live, crumbs=crumbs)


def standing_blocks(record: AgreementRecord, reader: Reader) -> tuple[Block, ...]:
    """Whether it is in force, and when it is looked at again."""
    one, w = record.agreement, reader.copy
    day = reader.day(one.review_day)
    blocks: list[Block] = [Paragraph(words(w(f"standing.{one.standing}", day=day)))]
    if one.standing is Standing.UNDER_REVIEW and one.why_review is not None:
        blocks.append(Line(words(w(f"why_review.{one.why_review}"))))
    return tuple(blocks)


def _buttons(record: AgreementRecord, reader: Reader) -> Buttons:
    one = record.agreement
    if one.standing not in STANDS:
        return Buttons((_button(reader, "button.open_round_page", Verb.OPEN_ROUND, one.round_id),))
    review = (
        _button(reader, "button.review", Verb.REVIEW_CHOICE, one.id)
        if one.standing is Standing.UNDER_REVIEW
        else _button(reader, "button.not_working", Verb.NOT_WORKING, one.id)
    )
    return Buttons(
        (
            _button(reader, "button.who_does_what", Verb.WHO_DOES_WHAT, one.id),
            _button(reader, "button.note", Verb.NOTE, one.id),
            review,
            _button(reader, "button.open_round_page", Verb.OPEN_ROUND, one.round_id),
        )
    )


def _button(reader: Reader, label: str, verb: Verb, about: UUID) -> Button:
    return Button(reader.copy(label), Action(verb, str(about)))


def _tasks(record: AgreementRecord, reader: Reader) -> tuple[Block, ...]:
    tasks = [task for task in record.agreement.tasks if task.accepted is not False]
    if not tasks:
        return (Line(words(reader.copy("agreement.no_tasks"))),)
    return tuple(block for task in tasks for block in _task(record, task, reader))


def _task(record: AgreementRecord, task: Task, reader: Reader) -> tuple[Block, ...]:
    said = Item(words(task_said(record, task, reader)))
    if task.accepted is None and task.who == record.reader.id:
        return (said, task_buttons(record.agreement, task, reader))
    return (said,)


def task_said(record: AgreementRecord, task: Task, reader: Reader) -> str:
    w = reader.copy
    state = w("task.accepted") if task.accepted else w("task.asked")
    parts = [task.what, _name(record, task.who, reader)]
    if task.by_when is not None:
        parts.append(reader.day(task.by_when))
    return " · ".join([*parts, state])


def task_buttons(one: Agreement, task: Task, reader: Reader) -> Buttons:
    w, id = reader.copy, f"{one.id}:{task.id}"
    return Buttons(
        (
            Button(w("button.accept_task"), Action(Verb.ACCEPT_TASK, id)),
            Button(w("button.decline_task"), Action(Verb.DECLINE_TASK, id)),
        )
    )


def _for_the_review(record: AgreementRecord, reader: Reader) -> tuple[Block, ...]:
    w = reader.copy
    worries = tuple(
        Quote(written(c.words), _name(record, c.by, reader) if c.named else w("people.a_member"))
        for c in record.agreement.criteria
    )
    notes = tuple(
        Quote(written(note.words), _name(record, note.by, reader)) for note in record.agreement.notes
    )
    return (*worries, *notes)


def _name(record: AgreementRecord, member: MemberId, reader: Reader) -> str:
    found = record.members.get(member)
    return found.name if found else reader.copy("people.somebody")


# --- forms --------------------------------------------------------------------------------------------------


def who_does_what(record: AgreementRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    here = {seat.member for seat in record.circle.seats}
    people = people_options((str(m.id), m.name) for m in record.members.values() if m.id in here)
    fields = (
        TextField(
            "what", w("task.what"), typed(screen, "what"), placeholder=w("task.what_hint"), max_length=300
        ),
        ChoiceField("who", w("task.who"), people, typed(screen, "who"), w("task.who_hint")),
        DateField("by_when", w("task.by_when"), typed_date(screen, "by_when"), required=False),
    )
    return _form(record, reader, screen, Verb.WHO_DOES_WHAT, w("result.who_does_what"), *fields)


def note(record: AgreementRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    field = text_field("words", w("note.words"), screen, placeholder=w("note.words_hint"))
    return _form(record, reader, screen, Verb.NOTE, w("button.note"), field)


def not_working(record: AgreementRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    field = text_field("words", w("not_working.words"), screen, placeholder=w("not_working.words_hint"))
    return _form(record, reader, screen, Verb.NOT_WORKING, w("button.not_working"), field)


def review_choice(record: AgreementRecord, reader: Reader, screen: Screen) -> Form:
    """What should become of an agreement under review: the choice makes a proposal."""
    w = reader.copy
    options = tuple(Option(str(c), w(f"review.{c}"), w(f"review.{c}_means")) for c in ReviewChoice)
    choice = ChoiceField("choice", w("review.what_now"), options, typed(screen, "choice"))
    lesson = Line(words(w("review.becomes_a_proposal")))
    blocks = _for_the_review(record, reader)[:6]
    return Form(
        w("review.title"),
        (_about(record), *standing_blocks(record, reader), *blocks, choice, lesson),
        Action(Verb.REVIEW_CHOICE, str(record.agreement.id)),
        submit=w("propose.next"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def review_proposal(record: AgreementRecord, reader: Reader, screen: Screen) -> Form:
    """The proposal that a review begins with: to keep it as it is, to change it, or to drop it."""
    w = reader.copy
    choice = typed(screen, "review", str(ReviewChoice.KEEP))
    text = replace(record.agreement.text, review_on=None)
    if choice == ReviewChoice.DROP:
        title = cut(w("review.drop_title", title=text.title), TITLE_LIMIT)
        text = replace(text, title=title, plainly="", proposal=w("review.drop_text", title=text.title))
    return Form(
        w("review.title"),
        (*text_fields(reader, screen, text), *path_lines(record.circle, record.groups, reader)),
        Action(Verb.PROPOSE, str(record.circle.id)),
        submit=w("propose.preview"),
        close=w("form.cancel"),
        carried={"about_agreement": str(record.agreement.id), "review": choice},
        errors=errors(screen, reader),
    )


def _about(record: AgreementRecord) -> Line:
    return Line(words(cut(record.agreement.text.title, MAX_TITLE), bold=True))


def _form(
    record: AgreementRecord,
    reader: Reader,
    screen: Screen,
    verb: Verb,
    title: str,
    *fields: TextField | ChoiceField | DateField,
) -> Form:
    return Form(
        title,
        (_about(record), *fields, Line(words(reader.copy(f"{verb}.foot")))),
        Action(verb, str(record.agreement.id)),
        submit=reader.copy("answer.send"),
        close=reader.copy("form.cancel"),
        errors=errors(screen, reader),
    )


# --- private messages ---------------------------------------------------------------------------------------


def agreement_notice(
    kind: NoticeKind, record: AgreementRecord, reader: Reader, about: UUID | None = None
) -> PersonalCard:
    """That a review has begun (``REVIEW``), or that somebody is asked to do something (``TASK``, ``about``
    it)."""
    w, one = reader.copy, record.agreement
    title = cut(one.text.title, MAX_TITLE)
    open_it = _button(reader, "button.open_agreement", Verb.OPEN_AGREEMENT, one.id)
    task = next((task for task in one.tasks if task.id == about), None)
    if kind is NoticeKind.TASK and task is not None:
        note = w("notice.task", name=_name(record, task.asked_by, reader), title=title)
        rows = Listing((words(task_said(record, task, reader)),))
        buttons = task_buttons(one, task, reader) if task.accepted is None else Buttons((open_it,))
        return PersonalCard(note, (Heading(title), Paragraph(words(note)), rows, buttons))
    note = w("notice.review", title=title)
    review = _button(reader, "button.review", Verb.REVIEW_CHOICE, one.id)
    return PersonalCard(
        note,
        (
            Heading(title),
            Paragraph(words(note)),
            *standing_blocks(record, reader),
            Buttons((review, open_it)),
        ),
    )
