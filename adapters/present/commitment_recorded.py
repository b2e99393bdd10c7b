"""What somebody sees once something about a commitment is recorded: what now is so."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from adapters.cards import Action, Button, Buttons, Paragraph, PersonalCard, words
from adapters.desk import Screen
from adapters.present.commitment_do import of_commitment
from adapters.present.commitment_form import CARRIED, no_hour
from adapters.present.commitment_words import day_or_none, day_said, due_said, name_of, names_of, what_of
from adapters.present.forms import typed
from adapters.present.own_calendar import day_button
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.commitments.commitment import Said, Standing
from decisions.commitments.moving import holds_by_silence
from decisions.commitments.record import CommitmentRecord, MayDo

DAY_TYPED: Final = "day_typed"
"""What was typed as another day."""
_AGAIN: Final = frozenset({Verb.COMMIT})
_IS_THEIRS: Final = frozenset(
    {Verb.ACCEPT_COMMITMENT, Verb.ACCEPT_PASSED, Verb.TAKE_ON, Verb.LEND_A_HAND, Verb.ACCEPT_DAY}
)
"""From then on the reader does it, or does it on another day."""
Says = Callable[[CommitmentRecord, Reader], str]


def commitment_recorded(record: CommitmentRecord, reader: Reader, screen: Screen) -> PersonalCard:
    """What was pressed travels as ``verb``."""
    verb = typed(screen, "verb")
    if verb in _SAID:
        said = _SAID[verb](record, reader)
    else:
        said = reader.copy(f"commitment_recorded.{verb}" if verb in PLAIN else "recorded.done")
    buttons = tuple(_buttons(record, reader, verb, screen))
    hour = no_hour(typed(screen, DAY_TYPED), reader)
    return PersonalCard(said, (Paragraph(words(said, bold=True)), *hour, Buttons(buttons)))


def _buttons(record: CommitmentRecord, reader: Reader, verb: str, screen: Screen) -> Iterator[Button]:
    w, one = reader.copy, record.commitment
    if verb in _AGAIN:
        origin = {name: typed(screen, name) for name in CARRIED}
        yield Button(w("button.add_another"), _another(record, origin))
    if verb in _IS_THEIRS:
        yield from day_button(record, reader)
        if MayDo.SUGGEST_DAY in record.may and one.due is not None and one.due < record.today:
            yield Button(w("button.suggest_day"), Action(Verb.SUGGEST_DAY, str(one.id)))
    if verb == Verb.FINISH and MayDo.TELL_OUTCOME in record.may and not one.outcome:
        yield Button(w("button.tell_what_came"), Action(Verb.TELL_WHAT_CAME, str(one.id)))
    if verb in (Verb.FINISH, Verb.DROP_COMMITMENT) and MayDo.REOPEN in record.may:
        yield Button(w("button.reopen_commitment"), of_commitment(Verb.REOPEN_COMMITMENT, one))
    if verb == Verb.DECLINE_PASSED:
        yield Button(w("button.commitments"), Action(Verb.COMMITMENTS, str(record.circle.id)))
        return
    yield Button(w("button.open"), Action(Verb.OPEN_COMMITMENT, str(one.id)), spoken=one.promise.what)


def _another(record: CommitmentRecord, origin: Mapping[str, str]) -> Action:
    """Of an agreement the next one comes from the same."""
    kind, _, id = origin.get("origin", "").partition(":")
    if kind == "agreement" and id:
        return Action(Verb.WHO_DOES_WHAT, id)
    return Action(Verb.COMMIT, str(record.circle.id))


# --- what depends on how it stands ----------------------------------------------------------------------------------


def _made(record: CommitmentRecord, reader: Reader) -> str:
    if record.commitment.accountable == record.reader.id:
        return _yours(record, reader)
    return _asked(record, reader)


def _yours(record: CommitmentRecord, reader: Reader) -> str:
    one = record.commitment
    return reader.copy("commitment_recorded.yours", what=what_of(one), due=due_said(one.due, reader))


def _asked(record: CommitmentRecord, reader: Reader) -> str:
    w, one = reader.copy, record.commitment
    name = name_of(record.members, one.accountable, w)
    return w("commitment_recorded.asked", name=name, what=what_of(one), due=due_said(one.due, reader))


def _accepted(record: CommitmentRecord, reader: Reader) -> str:
    one, w = record.commitment, reader.copy
    if one.accountable == record.reader.id:
        key = "yours_after_no" if one.after_no else "yours"
        return w(f"commitment_recorded.{key}", what=what_of(one), due=due_said(one.due, reader))
    return w("commitment_recorded.helps", name=name_of(record.members, one.accountable, w))


def _declined(record: CommitmentRecord, reader: Reader) -> str:
    w = reader.copy
    return w("commitment_recorded.declined", name=name_of(record.members, record.commitment.asked_by, w))


def _suggested(record: CommitmentRecord, reader: Reader) -> str:
    w, one = reader.copy, record.commitment
    waiting = one.suggestion
    if waiting is None:
        return w("commitment_recorded.moved", due=day_or_none(one.due, reader))
    other = one.asked_by if waiting.by == one.accountable else one.accountable
    name, day = name_of(record.members, other, w), day_said(waiting.due, reader)
    if holds_by_silence(one, waiting, record.circle.settings.zone):
        when = reader.when(waiting.answer_by)
        return w("commitment_recorded.suggested_holds", name=name, day=day, when=when)
    return w("commitment_recorded.suggested", name=name, day=day, now=day_or_none(one.due, reader))


def _due(key: str) -> Says:
    def said(record: CommitmentRecord, reader: Reader) -> str:
        return reader.copy(f"commitment_recorded.{key}", due=day_or_none(record.commitment.due, reader))

    return said


def _helper_asked(record: CommitmentRecord, reader: Reader) -> str:
    w = reader.copy
    asked = [helper.member for helper in record.commitment.helpers if helper.said is Said.NOTHING]
    return w("commitment_recorded.help_asked", names=names_of(record.members, asked, w))


def _offered(record: CommitmentRecord, reader: Reader) -> str:
    w, offer = reader.copy, record.commitment.offer
    if offer is None:
        return w("recorded.done")
    return w("commitment_recorded.hand_to", name=name_of(record.members, offer.to, w))


def _stays_with(record: CommitmentRecord, reader: Reader) -> str:
    w = reader.copy
    name = name_of(record.members, record.commitment.accountable, w)
    return w("commitment_recorded.decline_passed", name=name)


def _finished(record: CommitmentRecord, reader: Reader) -> str:
    """What somebody else did meanwhile is not their own."""
    w, one = reader.copy, record.commitment
    if one.standing is Standing.OPEN and one.due is not None:
        return w("commitment_recorded.comes_again", what=what_of(one), day=day_said(one.due, reader))
    if one.ended_by not in (None, record.reader.id):
        return w(
            "commitment_recorded.done_by", what=what_of(one), name=name_of(record.members, one.ended_by, w)
        )
    return w("commitment_recorded.finish", what=what_of(one))


def _snoozed(record: CommitmentRecord, reader: Reader) -> str:
    snooze = record.commitment.snooze(record.reader.id)
    if snooze is None:
        return reader.copy("recorded.done")
    until, due = record.reminded_from(snooze.until), record.commitment.due
    day = day_said(until, reader)
    if due is None or until <= due:
        return reader.copy("commitment_recorded.snooze", day=day)
    return reader.copy("commitment_recorded.snooze_past_due", day=day, due=day_said(due, reader))


_SAID: Final[Mapping[str, Says]] = {
    Verb.COMMIT: _made,
    Verb.ACCEPT_COMMITMENT: _accepted,
    Verb.DECLINE_COMMITMENT: _declined,
    Verb.SUGGEST_DAY: _suggested,
    Verb.ACCEPT_DAY: _due("moved"),
    Verb.DECLINE_DAY: _due("stays"),
    Verb.TAKE_BACK_DAY: _due("stays"),
    Verb.ASK_ANOTHER: _made,
    Verb.TAKE_ON: _yours,
    Verb.ASK_TO_HELP: _helper_asked,
    Verb.LEND_A_HAND: _accepted,
    Verb.FINISH: _finished,
    Verb.SKIP_ONCE: _due("skip_once"),
    Verb.HAND_TO: _offered,
    Verb.ACCEPT_PASSED: _yours,
    Verb.DECLINE_PASSED: _stays_with,
    Verb.REOPEN_COMMITMENT: _due("reopen_commitment"),
    Verb.SNOOZE: _snoozed,
}
PLAIN: Final = frozenset(
    {
        Verb.TELL_WHAT_CAME,
        Verb.DROP_COMMITMENT,
        Verb.CHANGE_COMMITMENT,
        Verb.TAKE_BACK_PASSED,
        Verb.COMMENT,
        Verb.BLOCK,
        Verb.UNBLOCK,
    }
)
