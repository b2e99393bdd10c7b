"""Deciding: a command and the state as it is give events, or a refusal; time alone gives events too."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from decisions.events import Event
from decisions.process import Process, Rule, Who
from decisions.refusals import Reason, Refusal
from decisions.rounds.commands import DraftCommand, RoundCommand, TimedCommand
from decisions.rounds.evolve import evolve_all
from decisions.rounds.round import FINAL, Case, Round, Seat, Stage

_MOST_TURNS: Final = 50
"""More turns than any process has stages, problems apart: a loop in the table is a bug, and rises."""


def decide(process: Process, case: Case, command: RoundCommand, now: datetime) -> tuple[Event, ...]:
    """The events that the command leads to, those of the stages that turn because of it included.

    Raises ``Refusal`` when the rules say no. The case is settled first (see ``settle``): what is already due happens before
    the command, so that an answer after the deadline is no answer, whatever has ticked.
    """
    due = process.next_due(case.round)
    if due is not None and due <= now:
        raise RuntimeError(f"{process.key}: settle first, {case.round.stage} was due at {due}")
    rule = allowed(process, case, type(command))
    if command.shown and command.shown != case.round.shown:
        raise Refusal(Reason.OTHER_VERSION, {"version": case.round.version})
    events = rule.run(case, command, now)
    return events + _turned(process, _after(case, events), now)


def allowed(process: Process, case: Case, command: type[RoundCommand]) -> Rule:
    """The rule for such a command now, by whoever sits in the case's seat. Raises ``Refusal`` when its stage is over or it is
    not theirs to give: known before a word is typed."""
    rule = process.rule(case.round.stage, command)
    if rule is None:
        raise _not_here(case.round.stage, command, case)
    _check_who(rule, case)
    return rule


def settle(process: Process, case: Case, now: datetime) -> tuple[Event, ...]:
    """What has fallen due by ``now``, in order and each as of its own time; () when nothing has."""
    events: tuple[Event, ...] = ()
    for _ in range(_most_turns(case)):
        due = process.next_due(case.round)
        if due is None or due > now:
            return events
        happened = _turned(process, case, due)
        if not happened:
            raise RuntimeError(f"{process.key}: something was due in {case.round.stage} and nothing happened")
        case = _after(case, happened)
        events += happened
    raise RuntimeError(f"{process.key}: {case.round.stage} turns without end")


def _turned(process: Process, case: Case, now: datetime) -> tuple[Event, ...]:
    events: tuple[Event, ...] = ()
    for _ in range(_most_turns(case)):
        turn = process.turns.get(case.round.stage)
        happened = turn.run(case, now) if turn else ()
        if not happened:
            return events
        case = _after(case, happened)
        events += happened
    raise RuntimeError(f"{process.key}: {case.round.stage} turns without end")


def _after(case: Case, events: tuple[Event, ...]) -> Case:
    """The case as the events leave it. What was said in a pass is no word about the next one."""
    round = evolve_all(case.round, events)
    if round.pass_no == case.round.pass_no:
        return replace(case, round=round)
    return replace(case, round=round, sealed=())


def _most_turns(case: Case) -> int:
    return _MOST_TURNS + len(case.round.problems)


def _not_here(stage: Stage, command: type[RoundCommand], case: Case) -> Refusal:
    if stage in FINAL:
        reason = Reason.CLOSED if issubclass(command, TimedCommand) else Reason.IT_IS_OVER
        return Refusal(reason, {"stage": stage.value})
    if issubclass(command, DraftCommand):
        return Refusal(Reason.ALREADY_OPEN, {"stage": stage.value})
    if issubclass(command, TimedCommand) and stage is not Stage.DRAFT:
        asked = case.round.versions_asked or case.round.selection is not None
        reason = Reason.CLOSED if asked else Reason.NOT_NOW
        return Refusal(reason, {"stage": stage.value})
    return Refusal(Reason.NOT_NOW, {"stage": stage.value})


def _asked_if_there(round: Round, seat: Seat) -> bool:
    """Whether they would have been asked, had they sat in the circle when it asked."""
    if round.parties:
        return seat.organisation in round.parties
    decides = not round.deciding or round.stage is Stage.EXPLORING or seat.member in round.deciding
    return decides and round.terms.asks(seat.member, seat.group)


def _check_who(rule: Rule, case: Case) -> None:
    """Whatever part somebody has in a round, they act in it as a member of the circle: who has left says no more. A guest
    answers, and does nothing else."""
    round, seat = case.round, case.seat
    if rule.who in (Who.HOUSE, Who.INVITED):
        return
    guest = seat.guest and rule.who is Who.ASKED
    if not seat.in_circle and not guest:
        raise Refusal(Reason.NOT_IN_CIRCLE)
    match rule.who:
        case Who.ASKED if not seat.asked:
            came_later = _asked_if_there(round, seat)
            raise Refusal(Reason.NOT_ASKED if came_later else Reason.ASKED_OF_OTHERS)
        case Who.AUTHORS if seat.member not in round.authors:
            raise Refusal(Reason.ONLY_PROPOSER)
        case Who.PROPOSER if seat.member != round.proposer:
            raise Refusal(Reason.ONLY_PROPOSER)
        case Who.FACILITATOR if seat.member != round.facilitator:
            raise Refusal(Reason.ONLY_FACILITATOR)
        case Who.AUTHORS_OR_FACILITATOR if seat.member not in (*round.authors, round.facilitator):
            raise Refusal(Reason.ONLY_PROPOSER_OR_FACILITATOR)
