"""Voting: everyone asked says what they choose, and what is chosen is counted at the close."""

from dataclasses import replace
from datetime import datetime

from decisions.events import Event
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.ballots.by_group import by_group
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.disagreement import disagrees
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.opening import asked
from decisions.rounds.ballots.result import Result
from decisions.rounds.ballots.secret import too_few_to_hide
from decisions.rounds.ballots.terms import Reasons
from decisions.rounds.ballots.waiting import in_line, moved_up
from decisions.rounds.consent import consenting, facilitation, uniting
from decisions.rounds.consent.closing import closes_early, closing_time, short_of
from decisions.rounds.consent.consenting import given, told_facilitator
from decisions.rounds.evolve import evolve
from decisions.rounds.round import Case, Round, RoundEvents, Stage, Why
from decisions.rounds.text import checked_words
from decisions.workdays import deadline_after_workdays


def vote(case: Case, command: c.GiveAnswer, now: datetime) -> RoundEvents:
    """A choice, or sitting it out; changeable until the close where the terms allow it. The same answer again is no event, and
    neither is the same option tapped again: the reason that was given for it stays. What would be final is asked about first.
    What a stand-in has said gives way to it without a question."""
    _check_open(case.round)
    answer = checked_answer(case.round, command, now, named=command.named)
    before = _own(case.seat.answer)
    if before is not None and (before.says_the_same(answer) or _tapped_again(before, answer, command)):
        return ()
    if before is not None and before.confirmed:
        if not case.round.terms.changeable:
            raise Refusal(Reason.ANSWER_IS_FINAL)
        if _says_otherwise(before, answer) and not command.replace:
            raise Refusal(Reason.WOULD_REPLACE, {"before": before.kind.value, "kind": answer.kind.value})
    if not case.round.terms.changeable and not command.replace:
        raise Refusal(Reason.WOULD_BE_FINAL, {"kind": answer.kind.value})
    return in_line(case, case.seat, given(case, case.seat, answer, now))


def _own(answer: Answer | None) -> Answer | None:
    return None if answer is None or answer.stood_in_by is not None else answer


def confirm_written(case: Case, command: c.ConfirmWritten, now: datetime) -> RoundEvents:
    """What was written down for them counts from now on, and so does their place in line."""
    events = consenting.confirm_written(case, command, now)
    return tuple(
        event
        for one in events
        for event in (in_line(case, case.seat, one) if isinstance(one, e.AnswerGiven) else (one,))
    )


def unite_voices(case: Case, command: c.UniteVoices, now: datetime) -> RoundEvents:
    """Of two places in line one is kept, and whoever waits first may have the other."""
    united, *more = uniting.unite_voices(case, command, now)
    return (united, *more, *moved_up(case, evolve(case.round, united), united))


def note_departure(case: Case, command: c.NoteDeparture, now: datetime) -> RoundEvents:
    """What they said stays, but not the place that they had: it is somebody else's."""
    (left,) = facilitation.note_departure(case, command, now)
    if not isinstance(left, e.MemberLeft) or case.seat.answer is None:
        return (left,)
    left = replace(left, gave_up=case.seat.answer.number)
    return (left, *moved_up(case, evolve(case.round, left), left))


def write_down(case: Case, command: c.WriteDown, now: datetime) -> RoundEvents:
    _check_open(case.round)
    return told_facilitator(case, command, checked_answer(case.round, command, now), now)


def turn_voting(case: Case, now: datetime) -> tuple[Event, ...]:
    """Closes at the deadline; or, where its terms let it and everyone asked has answered, next morning (or two minutes later).
    Short of quorum or voices it goes on once by itself."""
    closes = closing_time(case.round)
    if closes is not None and closes <= now:
        return _closed(case, now)
    return closes_early(case.round, now) if may_close_early(case.round) else ()


def _may_go_on(round: Round) -> bool:
    """Once, while somebody can still be heard. Not where the next one like it comes anyway, and would find this one open."""
    waits = not round.extended_by_itself and not round.tally.everyone_heard
    return waits and round.recurrence is None


def may_close_early(round: Round) -> bool:
    """Whether it closes before its day, once all have answered. Not where guests may still come, and not once it has been
    reopened: there most have answered already, and may think again until the day that was named."""
    terms = round.terms
    return terms.closes_when_all_answered and not terms.guests and round.reopened is None


def _closed(case: Case, now: datetime) -> tuple[Event, ...]:
    round = case.round
    short = short_of(round) or (Why.TOO_FEW_TO_HIDE if too_few_to_hide(round) else None)
    if short and _may_go_on(round):
        length = round.settings.lengths.extension_workdays
        return (e.DeadlineMoved(deadline=deadline_after_workdays(now, length, round.settings), at=now),)
    unsealed = e.Unsealed(pass_no=round.pass_no, worries=(), problems=(), at=now)
    if too_few_to_hide(round):
        return (unsealed, e.RoundEnded(stage=Stage.NOT_HEARD_ENOUGH, why=Why.TOO_FEW_TO_HIDE, at=now))
    result = counted_result(case)
    stage, why = (Stage.NOT_HEARD_ENOUGH, short) if short else _comes_to(result)
    return (
        unsealed,
        e.BallotCounted(pass_no=round.pass_no, result=result, at=now),
        e.RoundEnded(stage=stage, why=why, at=now),
    )


def _check_open(round: Round) -> None:
    if round.terms.secret:
        raise Refusal(Reason.ONLY_BY_FORM)


def counted_result(case: Case) -> Result:
    """What the choices come to as they are now."""
    ballot, eligible = asked(case.round), case.round.tally.asked
    result = METHODS[ballot.method].count(ballot, case.profile, eligible)
    if not case.round.terms.by_group:
        return result
    return replace(result, by_group=by_group(ballot, case.profile, eligible))


def _comes_to(result: Result) -> tuple[Stage, Why]:
    if result.winners:
        return Stage.DECIDED, Why.COUNTED
    if not result.counted:
        return Stage.UNDECIDED, Why.NOBODY_CHOSE
    return Stage.UNDECIDED, Why.TIED if result.tied else Why.NO_OPTION_ENOUGH


def checked_answer(
    round: Round, command: c.GiveAnswer | c.WriteDown | c.AnswerFor, now: datetime, *, named: bool = True
) -> Answer:
    if command.kind is Kind.STAND_ASIDE:
        return Answer(kind=command.kind, at=now)
    if command.kind is not Kind.CHOICE or command.choice is None:
        raise Refusal(Reason.NOT_A_CHOICE)
    ballot = asked(round)
    choice = METHODS[ballot.method].checked(ballot, command.choice)
    words = _reason(round, choice, command.words)
    return Answer(kind=Kind.CHOICE, at=now, words=words, named=named, choice=choice)


def _reason(round: Round, choice: Choice, words: str) -> str:
    match round.terms.reasons:
        case Reasons.OFF:
            return ""
        case Reasons.FOR_DISAGREEMENT:
            return checked_words(words, "words", required=disagrees(asked(round), choice))
        case asks:
            return checked_words(words, "words", required=asks is Reasons.REQUIRED)


def _says_otherwise(before: Answer, answer: Answer) -> bool:
    return (before.kind, before.choice) != (answer.kind, answer.choice)


def _tapped_again(before: Answer, answer: Answer, command: c.GiveAnswer) -> bool:
    """Only the form, which has shown the reason, takes it away."""
    from_form = command.replace or bool(answer.words)
    return before.confirmed and not from_form and not _says_otherwise(before, answer)
