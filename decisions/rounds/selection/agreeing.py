"""Consent about those who are proposed, as in every consent round; with no problem left, they say whether they take the role."""

from datetime import datetime

from decisions.events import Event
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.consent.closing import close_consenting, outcome
from decisions.rounds.consent.facilitation import departed
from decisions.rounds.consent.integrating import left_as_worries
from decisions.rounds.consent.testing import close_testing
from decisions.rounds.evolve import evolve
from decisions.rounds.round import Case, Round, RoundEvents, Stage, Why
from decisions.rounds.selection.proposing import open_proposing
from decisions.workdays import deadline_after_workdays


def came_to(round: Round, now: datetime) -> tuple[Event, ...]:
    """What a pass comes to: what consent says, and where that adopts, it is for the nominees to say yes."""
    events = outcome(round, now)
    adopted = any(isinstance(event, e.RoundEnded) and event.stage is Stage.AGREED for event in events)
    return (open_accepting(round, now),) if adopted else events


def turn_consenting(case: Case, now: datetime) -> tuple[Event, ...]:
    return close_consenting(case, now, came_to)


def turn_testing(case: Case, now: datetime) -> tuple[Event, ...]:
    return close_testing(case, now, came_to)


def turn_integrating(case: Case, now: datetime) -> tuple[Event, ...]:
    """Ends when no problem is open, or at the deadline, when a meeting goes on with it."""
    round = case.round
    if not round.open_problems:
        return came_to(round, now)
    return left_as_worries(round, now) or _out_of_time(round, now)


def _out_of_time(round: Round, now: datetime) -> tuple[Event, ...]:
    if round.deadline is None or round.deadline > now:
        return ()
    often = round.versions_asked >= round.settings.max_versions
    why = Why.TOO_MANY_VERSIONS if often else Why.NO_FIX_IN_TIME
    return (e.RoundEnded(stage=Stage.MEETING, why=why, at=now),)


def open_accepting(round: Round, now: datetime) -> e.AcceptingOpened:
    length = round.settings.lengths.amending_workdays
    return e.AcceptingOpened(deadline=deadline_after_workdays(now, length, round.settings), at=now)


def note_departure(case: Case, command: c.NoteDeparture, now: datetime) -> RoundEvents:
    """What they said stays. Of somebody who is proposed nothing more is asked: it is the facilitator's turn again."""
    left = departed(case, command, now)
    was, after = case.round.selection, evolve(case.round, left)
    if was is None or command.by not in was.proposed:
        return (left,)
    return (left, open_proposing(after, now))
