"""Advising: those named are asked, and anyone of the circle may advise. All read it as it comes, for it is a conversation."""

from datetime import datetime

from decisions.events import Event
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.advice.advisers import Advisers
from decisions.rounds.ballots.opening import check_question, closing_day
from decisions.rounds.consent.drafting import opening
from decisions.rounds.consent.facilitation import passed_on
from decisions.rounds.evolve import evolve_all
from decisions.rounds.round import Case, RosterSeat, Round, RoundEvents, Stage, Why
from decisions.rounds.text import checked_words
from decisions.workdays import deadline_after_workdays


def ask_for_advice(case: Case, command: c.OpenRound, now: datetime) -> tuple[Event, ...]:
    """Whoever opens it decides. Somebody whom it affects must be named: without them it is no advice process."""
    check_question(case.round.text)
    advisers = advisers_of(case.round)
    if not advisers.affected:
        raise Refusal(Reason.EMPTY, at_field="affected")
    if not {seat.member for seat in case.roster}.issuperset(advisers.named):
        raise Refusal(Reason.NOT_IN_CIRCLE, at_field="affected")
    opened = opening(case, command, now)
    round = evolve_all(case.round, (opened,))
    return (opened, *passed_on(round, now), _open_advising(round, case.roster, now))


def advisers_of(round: Round) -> Advisers:
    if round.advisers is None:
        raise ValueError(f"round {round.id} follows {round.process} and asks nobody for advice")
    return round.advisers


def _open_advising(round: Round, roster: tuple[RosterSeat, ...], now: datetime) -> e.PassOpened:
    named = advisers_of(round).named
    return e.PassOpened(
        stage=Stage.ADVISING,
        pass_no=round.pass_no + 1,
        version=round.version,
        seats=tuple(seat for seat in roster if seat.member in named),
        deadline=closing_day(round, now),
        at=now,
    )


def give_advice(case: Case, command: c.GiveAdvice, now: datetime) -> RoundEvents:
    """As often as somebody likes; once the owner decides, still, until they have."""
    if command.by == case.round.proposer:
        raise Refusal(Reason.NOT_THE_PROPOSER)
    given = e.AdviceGiven(
        id=command.id,
        by=command.by,
        first_word=_is_first_word(case),
        group=case.seat.group,
        text=checked_words(command.words, "words"),
        at=now,
    )
    return (given,)


def nothing_to_add(case: Case, command: c.NothingToAdd, now: datetime) -> RoundEvents:
    """From who is not named, or has been heard, it changes nothing: the button is on everyone's card."""
    if not _is_first_word(case):
        return ()
    return (e.PassedOver(by=command.by, group=case.seat.group, at=now),)


def turn_advising(case: Case, now: datetime) -> RoundEvents:
    """The owner decides once all who are named have been heard, or at the deadline. With nobody heard whom it affects, it goes on
    once by itself; and then it ends undecided, for an owner who hears nobody concerned does not decide for them."""
    round = case.round
    if not round.tally.everyone_heard and (round.deadline is None or round.deadline > now):
        return ()
    if not advisers_of(round).nobody_affected_heard:
        return (open_deciding(round, now),)
    if round.extended_by_itself:
        return (e.RoundEnded(stage=Stage.NOT_HEARD_ENOUGH, why=Why.NOBODY_AFFECTED, at=now),)
    length = round.settings.lengths.extension_workdays
    return (e.DeadlineMoved(deadline=deadline_after_workdays(now, length, round.settings), at=now),)


def open_deciding(round: Round, now: datetime) -> e.DecidingOpened:
    length = round.settings.lengths.integrating_workdays
    return e.DecidingOpened(deadline=deadline_after_workdays(now, length, round.settings), at=now)


def _is_first_word(case: Case) -> bool:
    return case.round.stage is Stage.ADVISING and case.seat.asked and not case.seat.heard
