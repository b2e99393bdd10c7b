"""Consenting: everyone asked answers; the answers stay sealed until the pass closes."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import WITH_WORDS, Answer, Kind
from decisions.rounds.consent.asking import open_exploring
from decisions.rounds.round import Case, RoundEvents, Seat
from decisions.rounds.settings import Form
from decisions.rounds.text import checked_words

_ANSWERS: Final = frozenset({Kind.CONSENT, Kind.CONCERN, Kind.OBJECTION, Kind.STAND_ASIDE})


def give_answer(case: Case, command: c.GiveAnswer, now: datetime) -> RoundEvents:
    """Sealed, and changeable until the pass closes. The same answer again is no event."""
    answer = _answer(command.kind, command.words, command.fix, now, named=command.named)
    return answered(case, command, answer, now)


def answered(case: Case, command: c.GiveAnswer, answer: Answer, now: datetime) -> RoundEvents:
    """An answer that has been checked, unless it says what was said before. Of another kind than that, it must say that it
    replaces it."""
    if case.seat.answer is not None and case.seat.answer.says_the_same(answer):
        return ()
    before = counted(case.seat)
    if before is not None and before is not command.kind and not command.replace:
        raise Refusal(Reason.WOULD_REPLACE, {"before": before.value, "kind": command.kind.value})
    return (given(case, case.seat, answer, now),)


def write_down(case: Case, command: c.WriteDown, now: datetime) -> RoundEvents:
    return told_facilitator(case, command, _answer(command.kind, command.words, command.fix, now), now)


def told_facilitator(case: Case, command: c.WriteDown, answer: Answer, now: datetime) -> RoundEvents:
    """What somebody told the facilitator. It counts once they confirm it; a person who has answered is left alone."""
    seat = case.seat_of
    if seat is None or not seat.asked:
        raise Refusal(Reason.NOT_ASKED, at_field="member")
    if seat.heard:
        raise Refusal(Reason.ALREADY_HEARD, at_field="member")
    return (given(case, seat, replace(answer, written_by=command.by, confirmed=False), now),)


def confirm_written(case: Case, command: c.ConfirmWritten, now: datetime) -> RoundEvents:
    answer, round = case.seat.answer, case.round
    if answer is None or answer.written_by is None:
        raise Refusal(Reason.NOTHING_TO_CONFIRM)
    if answer.confirmed:
        return ()
    if command.right:
        return (given(case, case.seat, replace(answer, confirmed=True, at=now), now),)
    return (e.AnswerTakenBack(by=command.by, version=round.version, pass_no=round.pass_no, at=now),)


def talk_first(case: Case, command: c.TalkFirst, now: datetime) -> RoundEvents:
    """In the short form, before anything else: the full form starts, and the answers so far do not count."""
    round = case.round
    if round.settings.form is not Form.SHORT or round.pass_no > 1:
        raise Refusal(Reason.FULL_FORM_ALREADY)
    return (open_exploring(round, case.roster, now),)


def _answer(kind: Kind, words: str, fix: str, now: datetime, *, named: bool = True) -> Answer:
    """Checked: a worry and a problem need words, the other answers have none. What is said in another way is no answer here."""
    if kind not in _ANSWERS:
        raise Refusal(Reason.NOT_A_CHOICE)
    if kind not in WITH_WORDS:
        return Answer(kind=kind, at=now)
    return Answer(
        kind=kind,
        at=now,
        words=checked_words(words, "words"),
        fix=checked_words(fix, "fix", required=False) if kind is Kind.OBJECTION else "",
        named=named,
    )


def given(case: Case, seat: Seat, answer: Answer, now: datetime) -> e.AnswerGiven:
    """The event by which somebody in the electorate has answered the present pass."""
    if seat.group is None:
        raise Refusal(Reason.NOT_ASKED)
    return e.AnswerGiven(
        by=seat.member,
        version=case.round.version,
        pass_no=case.round.pass_no,
        group=seat.group,
        answer=answer,
        before=counted(seat),
        lent=seat.guest or answer.stood_in_by is not None,
        lent_before=seat.guest or (seat.answer is not None and seat.answer.stood_in_by is not None),
        at=now,
    )


def counted(seat: Seat) -> Kind | None:
    """The kind of their answer that counts now."""
    return seat.answer.kind if seat.answer is not None and seat.answer.confirmed else None
