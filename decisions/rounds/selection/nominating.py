"""Nominating, and the change round: everyone names somebody and says why, sealed; then all of it is told."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from decisions.events import Event
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Answer, Kind, SealedWords, nomination_of
from decisions.rounds.ballots.opening import open_asking
from decisions.rounds.consent.closing import closes_early, closing_time
from decisions.rounds.consent.consenting import answered, told_facilitator
from decisions.rounds.evolve import evolve_all
from decisions.rounds.question.spoken import in_turns
from decisions.rounds.round import Case, RosterSeat, Round, RoundEvents, Stage, Why
from decisions.rounds.selection.nominated import Nomination
from decisions.rounds.selection.proposing import open_proposing
from decisions.rounds.selection.vacancy import Selection
from decisions.rounds.text import checked_words
from decisions.workdays import deadline_after_workdays, local_day

_PASSES: Final = frozenset({Kind.NOMINATED, Kind.STAND_ASIDE})


def open_selection(case: Case, command: c.OpenRound, now: datetime) -> tuple[Event, ...]:
    """Everyone in the circle is asked for a nomination, whoever opens it too."""
    selection_of(case.round).vacancy.checked(local_day(now, command.settings.zone))
    return open_asking(case, replace(command, deciding=()), Stage.NOMINATING, now)


def nominate(case: Case, command: c.Nominate, now: datetime) -> RoundEvents:
    """Somebody who sits in the circle, oneself too. Changeable until it is told; the same again is no event."""
    nominee = case.seat_of
    if nominee is None or not nominee.in_circle:
        raise Refusal(Reason.NOT_IN_CIRCLE, at_field="member")
    answer = Answer(
        kind=Kind.NOMINATED,
        at=now,
        words=checked_words(command.words, "words"),
        choice=nomination_of(command.member),
    )
    return answered(case, command, answer, now)


def pass_over(case: Case, command: c.GiveAnswer, now: datetime) -> RoundEvents:
    """To nominate nobody; in the change round, to change nothing. A word about it is told with the reasons: "please not me"."""
    if command.kind is not Kind.STAND_ASIDE:
        raise Refusal(Reason.NOT_A_CHOICE)
    words = checked_words(command.words, "words", required=False)
    return answered(case, command, Answer(kind=command.kind, at=now, words=words), now)


def write_down(case: Case, command: c.WriteDown, now: datetime) -> RoundEvents:
    """A nomination, or none, that somebody told the facilitator. Sealed like the others, and it counts once they confirm it."""
    return told_facilitator(case, command, _told_by_phone(case, command, now), now)


def _told_by_phone(case: Case, command: c.WriteDown, now: datetime) -> Answer:
    if command.kind is Kind.STAND_ASIDE:
        return Answer(command.kind, now, checked_words(command.words, "words", required=False))
    if command.kind is not Kind.NOMINATED or command.nominee is None:
        raise Refusal(Reason.NOT_A_CHOICE)
    if all(seat.member != command.nominee for seat in case.roster):
        raise Refusal(Reason.NOT_IN_CIRCLE, at_field="nominee")
    return Answer(
        command.kind, now, checked_words(command.words, "words"), choice=nomination_of(command.nominee)
    )


def turn_nominating(case: Case, now: datetime) -> tuple[Event, ...]:
    """Closes at the deadline, or once everyone asked has been heard. With nobody nominated it goes on once by itself, if anybody
    has not been heard; and then it ends."""
    if not _closes_now(case.round, now):
        return closes_early(case.round, now)
    round = case.round
    told = _told(case, now)
    if evolve_all(round, told).selection != round.selection:
        return (*told, _open_changing(round, case.roster, now))
    if not round.extended_by_itself and not round.tally.everyone_heard:
        length = round.settings.lengths.extension_workdays
        return (e.DeadlineMoved(deadline=deadline_after_workdays(now, length, round.settings), at=now),)
    return (*told, e.RoundEnded(stage=Stage.UNDECIDED, why=Why.NOBODY_NOMINATED, at=now))


def turn_changing(case: Case, now: datetime) -> tuple[Event, ...]:
    """Closes at the deadline, or once everyone asked has been heard. Who says nothing keeps their nomination."""
    if not _closes_now(case.round, now):
        return closes_early(case.round, now)
    told = _told(case, now)
    return (*told, open_proposing(evolve_all(case.round, told), now))


def selection_of(round: Round) -> Selection:
    if round.selection is None:
        raise ValueError(f"round {round.id} follows {round.process} and selects nobody")
    return round.selection


def _closes_now(round: Round, now: datetime) -> bool:
    closes = closing_time(round)
    return closes is not None and closes <= now


def _open_changing(round: Round, roster: tuple[RosterSeat, ...], now: datetime) -> e.PassOpened:
    length = round.settings.lengths.amending_workdays
    return e.PassOpened(
        stage=Stage.CHANGING,
        pass_no=round.pass_no + 1,
        version=round.version,
        seats=roster,
        deadline=deadline_after_workdays(now, length, round.settings),
        at=now,
    )


def _told(case: Case, now: datetime) -> tuple[Event, ...]:
    """What was said in the pass, in turns and by lot: nothing tells who said it first, or whom most have named."""
    round = case.round
    here = frozenset(seat.member for seat in case.roster)
    said = (_said(one) for one in case.sealed if one.answer.confirmed and one.answer.kind in _PASSES)
    return (
        e.Unsealed(pass_no=round.pass_no, at=now),
        *(
            _event(one, at_home=one.nominee in here, now=now)
            for one in in_turns(said, round.seed or round.id)
        ),
    )


def _said(one: SealedWords) -> Nomination:
    answer = one.answer
    return Nomination(one.by, one.group, answer.words, nominee=answer.nominee, written_by=answer.written_by)


def _event(one: Nomination, *, at_home: bool, now: datetime) -> Event:
    if one.nominee is None:
        return e.WordsTold(by=one.by, group=one.group, words=one.words, at=now)
    return e.NominationTold(
        by=one.by, group=one.group, nominee=one.nominee, words=one.words, at_home=at_home, at=now
    )
