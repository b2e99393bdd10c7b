"""The small forms about a commitment: another day, another person, what came of it, what it waits for."""

from collections.abc import Iterable
from datetime import date, timedelta

from adapters.cards import (
    Action,
    Block,
    ChoiceField,
    Field,
    Form,
    Line,
    Option,
    Paragraph,
    TextField,
    Words,
    words,
)
from adapters.desk import Screen
from adapters.present.commitment_do import step_rows
from adapters.present.commitment_words import day_or_none, day_said, name_of, what_of
from adapters.present.forms import OPTION_LABEL, errors, people_options, text_field, typed
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Snoozes, Verb
from decisions.commitments.commitment import STEP_LIMIT, WHAT_LIMIT, Said, Standing
from decisions.commitments.record import CommitmentRecord
from decisions.ids import MemberId

_DAY = 120
_WORDS = 500
NOTHING = "none"
"""Where it waits for no other commitment."""


def decline_commitment(record: CommitmentRecord, reader: Reader, screen: Screen) -> Form:
    why, title = _words(reader, screen, Verb.DECLINE_COMMITMENT), "decline_commitment.title"
    return _form(record, reader, screen, Verb.DECLINE_COMMITMENT, why, title=title, submit="form.send")


def suggest_day(record: CommitmentRecord, reader: Reader, screen: Screen) -> Form:
    w, one = reader.copy, record.commitment
    day = TextField(
        "due", w("suggest_day.due"), typed(screen, "due"), w("commit.by_when_hint"), max_length=_DAY
    )
    now = Line(words(w("suggest_day.now", due=day_or_none(one.due, reader))))
    why = _words(reader, screen, Verb.SUGGEST_DAY)
    if one.asked_by == one.accountable:
        means = Line(words(w("suggest_day.alone")))
        return _form(record, reader, screen, Verb.SUGGEST_DAY, now, day, why, means)
    other = one.asked_by if reader.member == one.accountable else one.accountable
    means = Line(words(w("suggest_day.means", name=name_of(record.members, other, w))))
    return _form(record, reader, screen, Verb.SUGGEST_DAY, now, day, why, means, submit="commit.ask")


def ask_another(record: CommitmentRecord, reader: Reader, screen: Screen) -> Form:
    taken = (record.commitment.accountable,)
    return _whom(record, reader, screen, Verb.ASK_ANOTHER, "who", taken)


def ask_to_help(record: CommitmentRecord, reader: Reader, screen: Screen) -> Form:
    one = record.commitment
    taken = (one.accountable, *(helper.member for helper in one.helpers if helper.said is not Said.NO))
    return _whom(record, reader, screen, Verb.ASK_TO_HELP, "who", taken)


def hand_to(record: CommitmentRecord, reader: Reader, screen: Screen) -> Form:
    more = (_words(reader, screen, Verb.HAND_TO),)
    return _whom(record, reader, screen, Verb.HAND_TO, "to", (record.commitment.accountable,), more)


def _whom(
    record: CommitmentRecord,
    reader: Reader,
    screen: Screen,
    verb: Verb,
    name: str,
    taken: Iterable[MemberId | None],
    more: tuple[Field, ...] = (),
) -> Form:
    """Somebody of the circle is asked; until they say yes, nothing changes."""
    w, not_these = reader.copy, set(taken)
    people = people_options(
        (str(seat.member), record.members[seat.member].name)
        for seat in record.circle.seats
        if seat.member not in not_these and seat.member in record.members
    )
    if not people:
        return _form(record, reader, screen, verb, Paragraph(words(w("role_ask.nobody"))), submit=None)
    who = ChoiceField(name, w(f"{verb}.who"), people, typed(screen, name))
    means = Line(words(w("role_ask.means")))
    return _form(record, reader, screen, verb, who, *more, means, submit="commit.ask")


def tell_what_came(record: CommitmentRecord, reader: Reader, screen: Screen) -> Form:
    said = text_field("words", reader.copy("tell_what_came.words"), screen, default=record.commitment.outcome)
    return _form(record, reader, screen, Verb.TELL_WHAT_CAME, said)


def drop_commitment(record: CommitmentRecord, reader: Reader, screen: Screen) -> Form:
    why = record.commitment.standing is not Standing.DECLINED
    means = (Line(words(reader.copy("drop_commitment.means"))),) if why else ()
    return _form(
        record,
        reader,
        screen,
        Verb.DROP_COMMITMENT,
        _words(reader, screen, Verb.DROP_COMMITMENT, required=why),
        *means,
    )


def change_commitment(record: CommitmentRecord, reader: Reader, screen: Screen) -> Form:
    w, promise = reader.copy, record.commitment.promise
    what = TextField("what", w("commit.what"), typed(screen, "what", promise.what), max_length=WHAT_LIMIT)
    known_by = TextField(
        "known_by",
        w("commit.known_by"),
        typed(screen, "known_by", promise.known_by),
        required=False,
        max_length=_WORDS,
    )
    return _form(record, reader, screen, Verb.CHANGE_COMMITMENT, what, known_by)


def snooze(record: CommitmentRecord, reader: Reader, screen: Screen) -> Form:
    """Of *Tomorrow* and *Next week* the day is said on which reminders of it next come; two that are one stand once."""
    w, tomorrow = reader.copy, reader.today + timedelta(days=1)
    first, week = record.reminded_from(tomorrow), record.reminded_from(next_monday(reader.today))
    options = [Option(Snoozes.TOMORROW, day_said(first, reader))]
    if first == tomorrow:
        named = w(f"snooze.{Snoozes.TOMORROW}")
        options = [Option(Snoozes.TOMORROW, named, day_said(first, reader))]
    if week != first:
        options.append(Option(Snoozes.NEXT_WEEK, w(f"snooze.{Snoozes.NEXT_WEEK}"), day_said(week, reader)))
    options.append(Option(Snoozes.DAY, w(f"snooze.{Snoozes.DAY}")))
    until = ChoiceField("until", w("snooze.until"), tuple(options), typed(screen, "until", Snoozes.TOMORROW))
    day = TextField(
        "day",
        w("snooze.which"),
        typed(screen, "day"),
        w("commit.by_when_hint"),
        required=False,
        max_length=_DAY,
    )
    return _form(record, reader, screen, Verb.SNOOZE, until, day, Line(words(w("snooze.means"))))


def next_monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def steps(record: CommitmentRecord, reader: Reader, screen: Screen) -> Form:
    step = TextField("words", reader.copy("steps.words"), typed(screen, "words"), max_length=STEP_LIMIT)
    rows = step_rows(record, reader, edit=True)
    return _form(record, reader, screen, Verb.STEPS, *rows, step, submit="steps.add", close="form.finished")


def comment(record: CommitmentRecord, reader: Reader, screen: Screen) -> Form:
    said = _words(reader, screen, Verb.COMMENT, required=True)
    return _form(record, reader, screen, Verb.COMMENT, said, submit="form.send")


def block(record: CommitmentRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    fields: list[Block | Field] = [_words(reader, screen, Verb.BLOCK)]
    if record.others:
        others = (Option(str(id), cut(what, OPTION_LABEL)) for id, what in record.others)
        options = (Option(NOTHING, w("block.nothing")), *others)
        fields.append(ChoiceField("on", w("block.on"), options, typed(screen, "on", NOTHING)))
    return _form(record, reader, screen, Verb.BLOCK, *fields)


# --- what they share ----------------------------------------------------------------------------------------------


def _words(reader: Reader, screen: Screen, verb: Verb, *, required: bool = False) -> TextField:
    return TextField(
        "words",
        reader.copy(f"{verb}.words"),
        typed(screen, "words"),
        multiline=True,
        required=required,
        max_length=_WORDS,
    )


def _form(
    record: CommitmentRecord,
    reader: Reader,
    screen: Screen,
    verb: Verb,
    *body: Block | Field,
    title: str = "",
    submit: str | None = "form.save",
    close: str = "form.cancel",
) -> Form:
    """``title``, ``submit`` and ``close`` are keys: of what stands above, else as on the button that led here; of what the button
    says, without which nothing can be sent; and of the way out."""
    w, one = reader.copy, record.commitment
    what: Words = words(what_of(one), bold=True)
    return Form(
        w(title or f"button.{verb}"),
        (Line(what), *body),
        Action(verb, str(one.id)),
        submit=w(submit) if submit is not None else None,
        close=w(close),
        errors=errors(screen, reader),
        behind=Action(Verb.OPEN_COMMITMENT, str(one.id)),
    )
