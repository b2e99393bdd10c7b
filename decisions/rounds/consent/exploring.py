"""Exploring: everyone asks and gives one reaction each; the proposer answers."""

from datetime import datetime

from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.consent.drafting import open_amending
from decisions.rounds.consent.facilitation import passed_on
from decisions.rounds.round import Case, RoundEvents, Stage
from decisions.rounds.text import checked_words


def ask_question(case: Case, command: c.AskQuestion, now: datetime) -> RoundEvents:
    asked = e.QuestionAsked(
        id=command.id,
        by=command.by,
        first_word=_is_first_word(case),
        group=case.seat.group,
        text=checked_words(command.text, "text"),
        from_thread=command.from_thread,
        at=now,
    )
    return (asked,)


def share_reaction(case: Case, command: c.ShareReaction, now: datetime) -> RoundEvents:
    shared = e.ReactionShared(
        id=command.id,
        by=command.by,
        first_word=_is_first_word(case),
        group=case.seat.group,
        text=checked_words(command.text, "text"),
        named=command.named,
        at=now,
    )
    return (shared,)


def nothing_to_add(case: Case, command: c.NothingToAdd, now: datetime) -> RoundEvents:
    if not _is_first_word(case):
        return ()
    return (e.PassedOver(by=command.by, group=case.seat.group, at=now),)


def answer_question(case: Case, command: c.AnswerQuestion, now: datetime) -> RoundEvents:
    if case.question is None:
        raise Refusal(Reason.NOT_FOUND)
    answered = e.QuestionAnswered(
        question_id=command.question_id,
        by=command.by,
        first_answer=not case.question.answered,
        text=checked_words(command.text, "text"),
        at=now,
    )
    return (answered,)


def turn_exploring(case: Case, now: datetime) -> RoundEvents:
    """Ends when everyone has asked, reacted or passed, or at the deadline."""
    round = case.round
    if not round.tally.everyone_heard and (round.deadline is None or round.deadline > now):
        return ()
    return (*passed_on(round, now), open_amending(round, now))


def _is_first_word(case: Case) -> bool:
    return case.round.stage is Stage.EXPLORING and case.seat.asked and not case.seat.heard
