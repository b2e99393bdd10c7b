"""The facilitator's and the proposer's powers, and how nobody can hold a round hostage by silence."""

from datetime import datetime
from typing import Final

from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.evolve import evolve_all
from decisions.rounds.round import Case, ProblemStatus, RosterSeat, Round, RoundEvents, Stage, Why
from decisions.rounds.text import checked_words
from decisions.workdays import add_workdays, deadline_after_workdays, local_day

TURN_WORKDAYS: Final = 2
"""After so many workdays of silence on their turn, the facilitator can be replaced."""
LONGEST_EXTENSION: Final = 10
"""Workdays that one *Extend* can add."""
SILENT_WORKDAYS: Final = 5
"""A proposer who has been silent this long can be replaced; as long again, and the round is deferred (consent.md)."""
BEFORE_FACILITATION_PASSES: Final = frozenset({Stage.DRAFT, Stage.EXPLORING})

_AUTHORS_TURN: Final = frozenset({Stage.AMENDING, Stage.INTEGRATING, Stage.DECIDING})
"""The stages in which whoever proposes, or decides, writes."""


def passed_on(round: Round, now: datetime) -> tuple[e.FacilitationPassed, ...]:
    """Whom it is about never facilitates past exploring, if anybody else can."""
    to = round.next_facilitator
    if round.facilitator is not None and round.facilitator not in round.concerned:
        return ()
    if to is None or to in round.concerned:
        return ()
    return (e.FacilitationPassed(to=to, before=round.facilitator, at=now),)


def successor(round: Round, roster: tuple[RosterSeat, ...]) -> MemberId | None:
    """Who can facilitate instead: of those whom it is not about and who see no problem, who sits there longest."""
    barred = {*round.concerned, *objectors(round)}
    return next((seat.member for seat in roster if seat.member not in barred), None)


def objectors(round: Round) -> frozenset[MemberId]:
    """Those who hold a problem that is open, and those who joined theirs to it."""
    held = {problem.raiser for problem in round.open_problems if problem.raiser is not None}
    return frozenset(held.union(*(problem.me_too for problem in round.open_problems)))


def invite_to_carry_on(round: Round, now: datetime) -> e.CarryOnInvited:
    """Five workdays, and never less than the stage still has."""
    deadline = deadline_after_workdays(now, SILENT_WORKDAYS, round.settings)
    return e.CarryOnInvited(deadline=max(deadline, round.deadline or deadline), at=now)


def extend(case: Case, command: c.Extend, now: datetime) -> RoundEvents:
    round = case.round
    if not 1 <= command.workdays <= LONGEST_EXTENSION:
        raise Refusal(Reason.NOT_A_NUMBER, at_field="workdays")
    if round.extensions >= round.settings.max_extensions or round.deadline is None:
        raise Refusal(Reason.NO_MORE_EXTENSIONS, {"limit": round.settings.max_extensions})
    deadline = deadline_after_workdays(round.deadline, command.workdays, round.settings)
    return (e.DeadlineMoved(deadline=deadline, by=command.by, at=now),)


def remind(case: Case, command: c.Remind, now: datetime) -> RoundEvents:
    if case.round.reminded:
        raise Refusal(Reason.ALREADY_REMINDED)
    if case.round.tally.everyone_heard:
        raise Refusal(Reason.ALREADY_HEARD)
    return (e.Reminded(by=command.by, at=now),)


def ask_for_call(case: Case, command: c.AskForCall, now: datetime) -> RoundEvents:
    return (e.CallAsked(by=command.by, words=checked_words(command.words, "words", required=False), at=now),)


def withdraw(case: Case, command: c.Withdraw, now: datetime) -> RoundEvents:
    why = Why.MOU_ENDED if command.mou_ended else Why.WITHDRAWN_BY_PROPOSER
    return (_ended(Stage.WITHDRAWN, why, command.by, command.words, now),)


def take_to_meeting(case: Case, command: c.TakeToMeeting, now: datetime) -> RoundEvents:
    return (_ended(Stage.MEETING, Why.TAKEN_TO_MEETING, command.by, command.words, now),)


def no_version_works(case: Case, command: c.NoVersionWorks, now: datetime) -> RoundEvents:
    return (_ended(Stage.NOT_AGREED, Why.NO_VERSION_WORKS, command.by, command.words, now),)


def come_back_later(case: Case, command: c.ComeBackLater, now: datetime) -> RoundEvents:
    if command.come_back_on <= local_day(now, case.round.settings.zone):
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="come_back_on")
    ended = e.RoundEnded(
        stage=Stage.DEFERRED,
        why=Why.DEFERRED_BY_PERSON,
        by=command.by,
        words=checked_words(command.words, "words", required=False),
        come_back_on=command.come_back_on,
        at=now,
    )
    return (ended,)


def carry_on(case: Case, command: c.CarryOn, now: datetime) -> RoundEvents:
    """Any member takes the place of a proposer who has been silent or has left, and gets as long as they had. Who carries it
    on does not facilitate it, if anybody else can."""
    round = case.round
    if command.by == round.proposer:
        return ()
    if round.carry_on_since is None:
        raise Refusal(Reason.PROPOSER_IS_ACTIVE)
    deadline = round.deadline or now
    if round.stage in _AUTHORS_TURN:
        deadline = deadline_after_workdays(now, round.settings.lengths.integrating_workdays, round.settings)
    carried = e.CarriedOn(by=command.by, before=round.proposer, deadline=deadline, at=now)
    to = successor(evolve_all(round, (carried,)), case.roster)
    if command.by != round.facilitator or to is None:
        return (carried,)
    return (carried, e.FacilitationPassed(to=to, before=round.facilitator, at=now))


def take_over(case: Case, command: c.TakeOverFacilitation, now: datetime) -> RoundEvents:
    """Any member but the proposer and those with an open problem, when the facilitator is silent on their turn, has left, or
    is the proposer."""
    round = case.round
    if command.by == round.facilitator:
        raise Refusal(Reason.ALREADY_FACILITATES)
    _may_facilitate(round, command.by)
    proposes = round.facilitator in round.concerned and round.stage not in BEFORE_FACILITATION_PASSES
    if round.facilitator is not None and not proposes:
        silent = silent_from(round)
        if silent is None:
            raise Refusal(Reason.FACILITATOR_IS_ACTIVE)
        if silent > now:
            raise Refusal(Reason.TOO_SOON, {"at": silent.isoformat()})
    passed = e.FacilitationPassed(
        to=command.by, before=round.facilitator, by=command.by, taken_over=True, at=now
    )
    return (passed,)


def silent_from(round: Round) -> datetime | None:
    """From when on the facilitator counts as silent, and somebody else may take over; None when it is not their turn."""
    if round.facilitator_turn is None:
        return None
    return add_workdays(round.facilitator_turn, TURN_WORKDAYS, round.settings)


def hand_on(case: Case, command: c.HandFacilitationTo, now: datetime) -> RoundEvents:
    round, to = case.round, case.seat_of
    if to is None or not to.in_circle:
        raise Refusal(Reason.NOT_IN_CIRCLE, at_field="member")
    if command.member == round.facilitator:
        return ()
    _may_facilitate(round, command.member, at_field="member")
    return (e.FacilitationPassed(to=command.member, before=round.facilitator, by=command.by, at=now),)


def note_departure(case: Case, command: c.NoteDeparture, now: datetime) -> RoundEvents:
    """What they said stays. A problem that they hold can be taken over, and so can a proposal that waits for them."""
    left = departed(case, command, now)
    if command.by == case.round.proposer and case.round.stage in _AUTHORS_TURN:
        return (left, invite_to_carry_on(case.round, now))
    return (left,)


def departed(case: Case, command: c.NoteDeparture, now: datetime) -> e.MemberLeft:
    round, waits = case.round, (ProblemStatus.OPEN, ProblemStatus.JOINED)
    held = tuple(p.id for p in round.problems if p.status in waits and p.raiser == command.by)
    following = round.next_facilitator
    if following == command.by:
        still_there = tuple(seat for seat in case.roster if seat.member != command.by)
        following = successor(round, still_there)
    return e.MemberLeft(by=command.by, holds=held, next_facilitator=following, at=now)


def _may_facilitate(round: Round, member: MemberId, at_field: str = "") -> None:
    if member in round.concerned:
        not_they = Reason.NOT_THE_PROPOSER if round.selection is None else Reason.NOT_WHO_IS_PROPOSED
        raise Refusal(not_they, at_field=at_field)
    if member in objectors(round):
        raise Refusal(Reason.NOT_THE_RAISER, at_field=at_field)


def _ended(stage: Stage, why: Why, by: MemberId, words: str, now: datetime) -> e.RoundEnded:
    said = checked_words(words, "words", required=False)
    return e.RoundEnded(stage=stage, why=why, by=by, words=said, at=now)
