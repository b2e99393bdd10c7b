"""Deciding about commitments: which rule answers which command; and what time alone brings."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from decisions.commands import Command
from decisions.commitments import asking, keeping, leaving, moving, on_the_way
from decisions.commitments import commands as c
from decisions.commitments import events as e
from decisions.commitments.case import CommitmentCase
from decisions.commitments.commitment import Commitment, Standing
from decisions.events import Event
from decisions.refusals import Reason, Refusal

Rule = Callable[[CommitmentCase, Any, datetime], tuple[Event, ...]]


def decide(case: CommitmentCase, command: Command, now: datetime) -> tuple[Event, ...]:
    """The events that the command leads to; () when it is so already. The case is settled first (see ``settle``). Raises
    ``Refusal``."""
    rule = _RULES.get(type(command))
    if rule is None:
        raise Refusal(Reason.UNKNOWN_ACTION)
    if type(command) not in _OF_THE_HOUSE and not case.steers and not case.sits_here(command.by):
        raise Refusal(Reason.NOT_IN_CIRCLE)
    return rule(case, command, now)


def next_due(commitment: Commitment) -> datetime | None:
    """When time alone next brings something: silence after an ask, or the end of a suggestion or an offer."""
    if commitment.over:
        return None
    asked = commitment.asked_next_at if commitment.standing is Standing.ASKED else None
    suggestion = commitment.suggestion.answer_by if commitment.suggestion is not None else None
    offer = commitment.offer.lapses_at if commitment.offer is not None else None
    return min((at for at in (asked, suggestion, offer) if at is not None), default=None)


def settle(case: CommitmentCase, commitment: Commitment, now: datetime) -> tuple[Event, ...]:
    """What has fallen due first, as of its own time; () when nothing has. To be asked again until then."""
    due = next_due(commitment)
    if due is None or due > now:
        return ()
    suggestion, offer = commitment.suggestion, commitment.offer
    if suggestion is not None and suggestion.answer_by == due:
        return moving.unanswered(case, suggestion, due)
    if offer is not None and offer.lapses_at == due:
        return (e.HandOverEnded(id=offer.id, at=due),)
    return asking.nothing_said(case, commitment, due)


_OF_THE_HOUSE: Final = frozenset({c.NotePartLeft, c.NoteOtherDone, c.UniteParts})
_RULES: Final[dict[type[Command], Rule]] = {
    c.MakeCommitment: asking.make,
    c.AcceptCommitment: asking.accept,
    c.DeclineCommitment: asking.decline,
    c.AskAnother: asking.ask_another,
    c.AskToHelp: asking.ask_to_help,
    c.SuggestDay: moving.suggest_day,
    c.AnswerSuggestion: moving.answer_suggestion,
    c.HandOver: moving.hand_over,
    c.AnswerHandOver: moving.answer_hand_over,
    c.TakeBackHandOver: moving.take_back,
    c.ChangeCommitment: keeping.change,
    c.Finish: keeping.finish,
    c.SkipOnce: keeping.skip_once,
    c.Drop: keeping.drop,
    c.Reopen: keeping.reopen,
    c.SnoozeReminders: keeping.snooze,
    c.AddStep: on_the_way.add_step,
    c.TickStep: on_the_way.tick_step,
    c.RemoveStep: on_the_way.remove_step,
    c.AddComment: on_the_way.add_comment,
    c.Block: on_the_way.block,
    c.Unblock: on_the_way.unblock,
    c.NotePartLeft: leaving.part_left,
    c.NoteOtherDone: on_the_way.other_done,
    c.UniteParts: leaving.unite,
}
