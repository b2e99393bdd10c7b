"""*Next step*: the facilitator ends a stage before its time, where nobody loses a say by it."""

from datetime import datetime

from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.consent.asking import open_consenting
from decisions.rounds.consent.closing import SLIP, closing_time, time_for_what_is_new
from decisions.rounds.consent.drafting import open_amending
from decisions.rounds.consent.facilitation import passed_on
from decisions.rounds.round import DECIDING, NAMING, Case, Round, RoundEvents, Stage


def move_on(case: Case, command: c.MoveOn, now: datetime) -> RoundEvents:
    """Refuses with ``NOT_YET`` and why."""
    if why := why_not_yet(case.round):
        raise Refusal(Reason.NOT_YET, {"why": why})
    match case.round.stage:
        case Stage.EXPLORING:
            return (*passed_on(case.round, now), open_amending(case.round, now))
        case Stage.AMENDING:
            return (open_consenting(case.round, case.roster, now),)
        case _:
            closes_at = closes_by_next_step(case.round, now)
            return (
                (e.EveryoneHeard(closes_at=closes_at, at=now),)
                if closes_at != closing_time(case.round)
                else ()
            )


def closes_by_next_step(round: Round, now: datetime) -> datetime:
    """When a pass closes in which everyone was heard, if the facilitator goes on now: not later than without it."""
    closes = time_for_what_is_new(round, now + SLIP)
    return min(closes, closing_time(round) or closes)


def why_not_yet(round: Round) -> str:
    """What stands against the next step now; empty when nothing does: ``open_question``, ``voices``, ``problem``."""
    if round.stage in (Stage.EXPLORING, Stage.AMENDING) and round.open_questions:
        return "open_question"
    if round.stage is Stage.EXPLORING and 2 * round.tally.heard < round.tally.asked:
        return "voices"
    if round.stage in DECIDING | NAMING and not round.tally.everyone_heard:
        return "voices"
    return "problem" if round.stage in (Stage.TESTING, Stage.INTEGRATING) else ""
