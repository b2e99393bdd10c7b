"""Listening: everyone asked says their words once, and all are told when it closes."""

from datetime import datetime

from decisions.events import Event
from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Answer, Kind, SealedWords
from decisions.rounds.ballots.opening import check_question, open_asking
from decisions.rounds.consent.closing import closes_early, closing_time
from decisions.rounds.consent.consenting import answered, told_facilitator
from decisions.rounds.question.spoken import Spoken, in_turns
from decisions.rounds.round import Case, RoundEvents, Stage, Why
from decisions.rounds.text import checked_words


def open_question(case: Case, command: c.OpenRound, now: datetime) -> tuple[Event, ...]:
    check_question(case.round.text)
    return open_asking(case, command, Stage.LISTENING, now)


def say(case: Case, command: c.GiveAnswer, now: datetime) -> RoundEvents:
    """Words, or nothing to add; changeable until the close. The same again is no event."""
    return answered(case, command, _answer(command, now, named=command.named), now)


def write_down(case: Case, command: c.WriteDown, now: datetime) -> RoundEvents:
    return told_facilitator(case, command, _answer(command, now), now)


def turn_listening(case: Case, now: datetime) -> tuple[Event, ...]:
    """Closes at the deadline; or, once everyone asked has been heard, next morning (or two minutes later). Who was not heard by
    then is said, and keeps nothing open: nothing is decided."""
    closes = closing_time(case.round)
    return _closed(case, now) if closes is not None and closes <= now else closes_early(case.round, now)


def _closed(case: Case, now: datetime) -> tuple[Event, ...]:
    round = case.round
    counted = (one for one in case.sealed if one.answer.confirmed)
    said = in_turns((_spoken(one) for one in counted), round.seed or round.id)
    return (
        e.Unsealed(pass_no=round.pass_no, at=now),
        *(e.WordsTold(by=one.by, group=one.group, words=one.words, named=one.named, at=now) for one in said),
        e.RoundEnded(stage=Stage.ANSWERED, why=Why.ANSWERED if said else Why.NOBODY_SPOKE, at=now),
    )


def _spoken(sealed: SealedWords) -> Spoken:
    return Spoken(sealed.by, sealed.group, sealed.answer.words, sealed.answer.named)


def _answer(command: c.GiveAnswer | c.WriteDown, now: datetime, *, named: bool = True) -> Answer:
    if command.kind is Kind.STAND_ASIDE:
        return Answer(kind=command.kind, at=now)
    if command.kind is not Kind.SPOKEN:
        raise Refusal(Reason.NOT_A_CHOICE)
    return Answer(kind=command.kind, at=now, words=checked_words(command.words, "words"), named=named)
