"""Deciding: whoever owns the decision makes it, and says how they used the advice."""

from datetime import date, datetime

from decisions.refusals import Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.advice.advisers import Decision
from decisions.rounds.consent.closing import agreement_id
from decisions.rounds.consent.drafting import silent_proposer
from decisions.rounds.round import Case, RoundEvents, Stage, Why
from decisions.rounds.text import checked_words, review_fault
from decisions.workdays import local_day


def decide(case: Case, command: c.Decide, now: datetime) -> RoundEvents:
    """With a day on which it is looked at again it stands as an agreement until then; without one it is told, and over."""
    round = case.round
    decision = Decision(
        text=checked_words(command.decision, "decision"),
        advice_used=checked_words(command.advice_used, "advice_used"),
        review_on=_checked_day(command.review_on, local_day(now, round.settings.zone)),
    )
    stands = None if decision.review_on is None else agreement_id(round.id)
    ended = e.RoundEnded(
        stage=Stage.DECIDED, why=Why.OWNER_DECIDED, by=command.by, agreement_id=stands, at=now
    )
    return (e.DecisionMade(by=command.by, decision=decision, at=now), ended)


def _checked_day(day: date | None, today: date) -> date | None:
    fault: Refusal | None = None if day is None else review_fault(day, today)
    if fault is not None:
        raise fault
    return day


def turn_deciding(case: Case, now: datetime) -> RoundEvents:
    """Of a silent owner any member may take the place; when nobody does in as long again, it is for later."""
    round = case.round
    if round.deadline is None or round.deadline > now:
        return ()
    return (silent_proposer(round, now),)
