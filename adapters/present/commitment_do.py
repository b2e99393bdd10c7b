"""What a reader can do about a commitment: the nearest things as buttons, everything as rows."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from adapters.cards import (
    MAX_BUTTONS_IN_SIGHT,
    Action,
    Block,
    Button,
    Buttons,
    Item,
    Line,
    Paragraph,
    Quote,
    Tone,
    words,
)
from adapters.present.commitment_words import day_said, name_of, silence_said
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from adapters.present.written import written
from decisions.commitments.commitment import Commitment, Standing
from decisions.commitments.record import CommitmentRecord, MayDo, answers_day

_IN_SIGHT: Final = 3
EMAIL: Final = "email"
_NEAREST: Final = (
    (MayDo.FINISH, Verb.FINISH),
    (MayDo.TAKE_BACK, Verb.TAKE_BACK_PASSED),
    (MayDo.TAKE_BACK_DAY, Verb.TAKE_BACK_DAY),
    (MayDo.SUGGEST_DAY, Verb.SUGGEST_DAY),
    (MayDo.HAND_OVER, Verb.HAND_TO),
    (MayDo.TAKE, Verb.TAKE_ON),
    (MayDo.OFFER_HELP, Verb.LEND_A_HAND),
    (MayDo.TELL_OUTCOME, Verb.TELL_WHAT_CAME),
    (MayDo.ASK_ANOTHER, Verb.ASK_ANOTHER),
    (MayDo.REOPEN, Verb.REOPEN_COMMITMENT),
    (MayDo.COMMENT, Verb.COMMENT),
    (MayDo.DROP, Verb.DROP_COMMITMENT),
)
"""What is in sight of all that one may do: the first three of these."""
_ROWS: Final = (
    (MayDo.FINISH, Verb.FINISH),
    (MayDo.TELL_OUTCOME, Verb.TELL_WHAT_CAME),
    (MayDo.SUGGEST_DAY, Verb.SUGGEST_DAY),
    (MayDo.HAND_OVER, Verb.HAND_TO),
    (MayDo.TAKE, Verb.TAKE_ON),
    (MayDo.ASK_ANOTHER, Verb.ASK_ANOTHER),
    (MayDo.OFFER_HELP, Verb.LEND_A_HAND),
    (MayDo.ASK_TO_HELP, Verb.ASK_TO_HELP),
    (MayDo.SNOOZE, Verb.SNOOZE),
    (MayDo.BLOCK, Verb.BLOCK),
    (MayDo.UNBLOCK, Verb.UNBLOCK),
    (MayDo.STEPS, Verb.STEPS),
    (MayDo.COMMENT, Verb.COMMENT),
    (MayDo.CHANGE, Verb.CHANGE_COMMITMENT),
    (MayDo.SKIP, Verb.SKIP_ONCE),
    (MayDo.REOPEN, Verb.REOPEN_COMMITMENT),
    (MayDo.DROP, Verb.DROP_COMMITMENT),
)
_ENDS_ONE_TIME: Final = (Verb.FINISH, Verb.SKIP_ONCE)
_IN_WORDS: Final = frozenset(
    {Verb.BLOCK, Verb.UNBLOCK, Verb.REOPEN_COMMITMENT, Verb.TAKE_BACK_PASSED, Verb.TAKE_BACK_DAY}
)
"""On a page their buttons alone would not be plain."""
DO_ROWS: Final = tuple(verb for _, verb in _ROWS)


def do_first(record: CommitmentRecord, reader: Reader, more: Button | None = None) -> Iterator[Block]:
    """What waits for the reader's word; else the nearest things that they can do."""
    waiting = tuple(_waiting(record, reader))
    for at, (question, buttons) in enumerate(waiting, 1):
        yield from question
        last = (more,) if more is not None and at == len(waiting) else ()
        yield Buttons((*buttons, *last))
    if not waiting:
        nearest = tuple(_nearest(record, reader))[:_IN_SIGHT]
        if nearest or more is not None:
            yield Buttons((*nearest, *((more,) if more is not None else ())))


def do_rows(record: CommitmentRecord, reader: Reader) -> Iterator[Item]:
    """Everything, each with when one would want it."""
    w, one = reader.copy, record.commitment
    for may, verb in _ROWS:
        if may in record.may:
            tone = Tone.DANGER if verb is Verb.DROP_COMMITMENT else Tone.PLAIN
            said = _why(verb, record, reader)
            yield Item(words(said), Button(w(f"button.{verb}"), of_commitment(verb, one), tone, spoken=said))
    if MayDo.TAKE_BACK in record.may and one.offer is not None:
        said = w("commitment_do.offered", name=name_of(record.members, one.offer.to, w))
        take_back = of_commitment(Verb.TAKE_BACK_PASSED, one)
        yield Item(words(said), Button(w("button.take_back_passed"), take_back, spoken=said))
    if MayDo.TAKE_BACK_DAY in record.may and one.suggestion is not None:
        said = w("commitment_do.take_back_day", day=day_said(one.suggestion.due, reader))
        take_back = of_commitment(Verb.TAKE_BACK_DAY, one)
        yield Item(words(said), Button(w("button.take_back_day"), take_back, spoken=said))


def do_in_short(record: CommitmentRecord, reader: Reader, above: Collection[Block]) -> Iterator[Block]:
    """The same for a page, without what has its button ``above``: a sentence stands only beside what would not be plain without
    it."""
    there = {button.action for block in above if isinstance(block, Buttons) for button in block.buttons}
    plain, said = [], []
    for row in do_rows(record, reader):
        if row.button is None or row.button.action in there:
            continue
        verb = row.button.action.verb
        quiet = verb is Verb.SNOOZE and row.words.plain != reader.copy(f"commitment_do.{Verb.SNOOZE}")
        if verb in _IN_WORDS or quiet:
            said.append(row)
        else:
            plain.append(row.button)
    for first in range(0, len(plain), MAX_BUTTONS_IN_SIGHT):
        yield Buttons(tuple(plain[first : first + MAX_BUTTONS_IN_SIGHT]))
    yield from said


def _why(verb: Verb, record: CommitmentRecord, reader: Reader) -> str:
    if verb is Verb.SNOOZE:
        return _quiet(record, reader)
    is_of_last = verb is Verb.REOPEN_COMMITMENT and record.commitment.standing is Standing.OPEN
    return reader.copy("commitment_do.not_done" if is_of_last else f"commitment_do.{verb}")


def _quiet(record: CommitmentRecord, reader: Reader) -> str:
    """That nothing reminds the reader of it for now, and until when."""
    w, snooze = reader.copy, record.commitment.snooze(record.reader.id)
    if snooze is None or snooze.until <= reader.today:
        return w(f"commitment_do.{Verb.SNOOZE}")
    return w("commitment_do.quiet_until", day=day_said(record.reminded_from(snooze.until), reader))


def step_rows(record: CommitmentRecord, reader: Reader, *, edit: bool = False) -> Iterator[Item]:
    """Each with a button for those who do it: to tick it off, or where ``edit``, to take it out."""
    w, one = reader.copy, record.commitment
    for step in one.steps:
        said = w("commitment.step_done" if step.done else "commitment.step", step=step.words)
        button = None
        if MayDo.STEPS in record.may:
            verb = Verb.REMOVE_STEP if edit else Verb.UNTICK_STEP if step.done else Verb.TICK_STEP
            button = Button(w(f"button.{verb}"), Action(verb, f"{one.id}:{step.id}"), spoken=step.words)
        yield Item(words(said), button)


# --- what waits for the reader ------------------------------------------------------------------------------------

Waiting = tuple[tuple[Block, ...], tuple[Button, ...]]


def _waiting(record: CommitmentRecord, reader: Reader) -> Iterator[Waiting]:
    """Each question with the words that came with it, and its buttons."""
    w, one = reader.copy, record.commitment
    if MayDo.ACCEPT in record.may and one.standing is Standing.ASKED:
        if one.suggestion is None or one.suggestion.by != reader.member:
            yield _question(w("commitment.would_you")), ask_buttons(one, reader)
        else:
            first = Button(w("button.first_day"), of_commitment(Verb.ACCEPT_COMMITMENT, one))
            yield (), (first, _button(reader, of_commitment(Verb.DECLINE_COMMITMENT, one)))
    if MayDo.HELP in record.may:
        name = name_of(record.members, one.accountable, w)
        yield _question(w("commitment.would_you_help", name=name)), help_buttons(one, reader)
    if MayDo.ANSWER_DAY in record.may and one.suggestion is not None:
        name, day = name_of(record.members, one.suggestion.by, w), day_said(one.suggestion.due, reader)
        asked = _question(w("commitment.would_day_do", name=name, day=day), one.suggestion.words, name)
        if answers_day(one, record.reader.id):
            asked = (*asked, Line(words(silence_said(one, reader, record.circle.settings.zone))))
        yield asked, day_buttons(one, reader)
    if MayDo.ANSWER_OFFER in record.may and one.offer is not None:
        name = name_of(record.members, one.offer.by, w)
        asked = _question(w("commitment.would_you_take", name=name), one.offer.words, name)
        yield asked, offer_buttons(one, reader)


def _question(said: str, theirs: str = "", name: str = "") -> tuple[Block, ...]:
    asked = Paragraph(words(said, bold=True))
    return (asked, Quote(written(theirs), name)) if theirs else (asked,)


def ask_buttons(one: Commitment, reader: Reader) -> tuple[Button, ...]:
    verbs = (Verb.ACCEPT_COMMITMENT, Verb.SUGGEST_DAY, Verb.DECLINE_COMMITMENT)
    return tuple(_button(reader, of_commitment(verb, one)) for verb in verbs)


def help_buttons(one: Commitment, reader: Reader) -> tuple[Button, ...]:
    verbs = (Verb.ACCEPT_COMMITMENT, Verb.DECLINE_COMMITMENT)
    return tuple(_button(reader, of_commitment(verb, one)) for verb in verbs)


def day_buttons(one: Commitment, reader: Reader) -> tuple[Button, ...]:
    part = f"{one.id}:{one.suggestion.id}" if one.suggestion is not None else str(one.id)
    return tuple(_button(reader, Action(verb, part)) for verb in (Verb.ACCEPT_DAY, Verb.DECLINE_DAY))


def offer_buttons(one: Commitment, reader: Reader) -> tuple[Button, ...]:
    part = f"{one.id}:{one.offer.id}" if one.offer is not None else str(one.id)
    return tuple(_button(reader, Action(verb, part)) for verb in (Verb.ACCEPT_PASSED, Verb.DECLINE_PASSED))


def reminder_buttons(record: CommitmentRecord, reader: Reader) -> tuple[Button, ...]:
    """What the reader can do in the reminder itself; who helps names no other day. In an email *Ask for help* is a link as well:
    there is no menu behind *More…*, and the first is the one to press."""
    one, wanted = record.commitment, (MayDo.FINISH, MayDo.SUGGEST_DAY, MayDo.SNOOZE)
    verbs = [verb for may, verb in _ROWS if may in wanted and may in record.may]
    if reader.where != EMAIL:
        more = Button(reader.copy("button.more"), Action(Verb.MORE_OF_COMMITMENT, str(one.id)))
        return (*(_button(reader, of_commitment(verb, one)) for verb in verbs), more)
    verbs += [Verb.ASK_TO_HELP] if MayDo.ASK_TO_HELP in record.may else []
    opens = Button(reader.copy("button.open"), Action(Verb.OPEN_COMMITMENT, str(one.id)))
    first, *others = (*(_button(reader, of_commitment(verb, one)) for verb in verbs), opens)
    return (replace(first, tone=Tone.PRIMARY), *others)


def _nearest(record: CommitmentRecord, reader: Reader) -> Iterator[Button]:
    for may, verb in _NEAREST:
        told = may is MayDo.TELL_OUTCOME and record.commitment.outcome
        if may in record.may and not told:
            yield _button(reader, of_commitment(verb, record.commitment))


def of_commitment(verb: Verb, one: Commitment) -> Action:
    """Of what comes again, what ends one time says which: a second click is not one on the next. What is taken back says which,
    too."""
    parts = {Verb.TAKE_BACK_PASSED: one.offer, Verb.TAKE_BACK_DAY: one.suggestion}
    if (part := parts.get(verb)) is not None:
        return Action(verb, f"{one.id}:{part.id}")
    which = one.first_due if verb in _ENDS_ONE_TIME and one.promise.rhythm is not None else None
    if verb is Verb.REOPEN_COMMITMENT and one.follows_last_time and one.last_time is not None:
        which = one.last_time.first_due
    return Action(verb, str(one.id), which.isoformat() if which is not None else "")


def _button(reader: Reader, action: Action) -> Button:
    return Button(reader.copy(f"button.{action.verb}"), action)
