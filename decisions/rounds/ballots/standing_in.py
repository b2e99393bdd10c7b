"""A stand-in answers for the member who has named them (docs/decisions/0043)."""

from dataclasses import replace
from datetime import datetime

from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds.ballots.voting import checked_answer
from decisions.rounds.ballots.waiting import in_line
from decisions.rounds.consent.consenting import given
from decisions.rounds.round import Case, RoundEvents


def answer_for(case: Case, command: c.AnswerFor, now: datetime) -> RoundEvents:
    """Counts until the member answers, and takes the place of nothing that they have said, or have had written down."""
    round, seat = case.round, case.seat_of
    if round.terms.secret or not round.terms.stand_ins:
        raise Refusal(Reason.NO_STAND_INS)
    if not case.stands_in or seat is None or not seat.in_circle:
        raise Refusal(Reason.NOT_THEIR_STAND_IN)
    if not seat.asked:
        raise Refusal(Reason.THEY_ARE_NOT_ASKED)
    before = seat.answer
    if before is not None and before.stood_in_by is None:
        raise Refusal(Reason.ALREADY_HEARD)
    answer = replace(checked_answer(round, command, now, named=command.named), stood_in_by=command.by)
    if before is not None and before.says_the_same(answer):
        return ()
    if before is not None and not round.terms.changeable:
        raise Refusal(Reason.ANSWER_IS_FINAL)
    return in_line(case, seat, given(case, seat, answer, now))
