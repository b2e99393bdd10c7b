"""Two members turn out to be one person: they have one voice, and no two parts that one person cannot have."""

from dataclasses import replace
from datetime import datetime

from decisions.ids import MemberId
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.consent.facilitation import BEFORE_FACILITATION_PASSES, passed_on, successor
from decisions.rounds.evolve import evolve
from decisions.rounds.round import Case, RosterSeat, Round, RoundEvents


def unite_voices(case: Case, command: c.UniteVoices, now: datetime) -> RoundEvents:
    """Nobody facilitates their own proposal past exploring: where the two parts come together, the next one facilitates."""
    round, voices = case.round, case.voices
    united = e.VoicesUnited(
        by=command.by,
        other=command.other,
        as_other=command.as_other,
        answered_twice=voices.answered_twice,
        other_answer_stands=voices.other_answer_stands,
        next_facilitator=command.by if round.next_facilitator == command.other else round.next_facilitator,
        voices=voices,
        at=now,
    )
    roster = tuple(seat for seat in case.roster if seat.member != command.other)
    united = replace(united, next_facilitator=_next_facilitator(evolve(round, united), roster))
    after = evolve(round, united)
    if after.facilitator not in after.concerned or after.stage in BEFORE_FACILITATION_PASSES:
        return (united,)
    return (united, *passed_on(after, now))


def _next_facilitator(round: Round, roster: tuple[RosterSeat, ...]) -> MemberId | None:
    """As it was, unless it is now somebody who proposes; and where who facilitates proposes, there is one."""
    if round.next_facilitator is not None and round.next_facilitator not in round.concerned:
        return round.next_facilitator
    if round.next_facilitator is None and round.facilitator not in round.concerned:
        return None
    return successor(round, roster)
