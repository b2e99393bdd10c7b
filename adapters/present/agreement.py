"""An agreement: its page, what is noted about it, who does what, and its review."""

from collections.abc import Iterator
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
    Line,
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
from adapters.present.commitment_rows import commitment_row
from adapters.present.forms import errors, text_field, typed
from adapters.present.paths import path_lines
from adapters.present.proposal import text_fields
from adapters.present.read_all import text_rows
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import ReviewChoice, Verb
from adapters.present.written import written
from decisions.agreements.agreement import Standing
from decisions.commitments.commitment import Standing as Committed
from decisions.ids import MemberId
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import AgreementRecord
from decisions.rounds.text import TITLE_LIMIT
from decisions.workdays import local_day

STANDS: Final = frozenset({Standing.IN_FORCE, Standing.UNDER_REVIEW})


def agreement(record: AgreementRecord, reader: Reader, screen: Screen) -> Page:
    w = reader.copy
    sections = [
        Section("", (*standing_blocks(record, reader), _buttons(record, reader))),
        Section(w("agreement.text"), tuple(text_rows(record.agreement.text, reader))),
        Section(w("result.who_does_what"), tuple(_commitments(record, reader))),
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


def _commitments(record: AgreementRecord, reader: Reader) -> Iterator[Block]:
    w, today = reader.copy, local_day(reader.now, record.circle.settings.zone)
    wanted = sorted(record.commitments, key=lambda one: one.standing in (Committed.DONE, Committed.DROPPED))
    if not wanted:
        yield Line(words(w("agreement.no_commitments")))
    for one in wanted:
        yield commitment_row(one, record.reader.id, record.members, today, reader)


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
    """That a review has begun (``REVIEW``)."""
    w, one = reader.copy, record.agreement
    title = cut(one.text.title, MAX_TITLE)
    open_it = _button(reader, "button.open_agreement", Verb.OPEN_AGREEMENT, one.id)
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
