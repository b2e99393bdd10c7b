"""A ballot that has closed is opened again: everyone sees by whom, why and until when (docs/decisions/0042)."""

from datetime import datetime

from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.ballots.opening import check_close
from decisions.rounds.round import Case, RoundEvents
from decisions.rounds.text import checked_words


def reopen(case: Case, command: c.Reopen, now: datetime) -> RoundEvents:
    """The same asking goes on: who was asked still is, and what they said stands until they say otherwise. Never of a secret
    ballot: two counts of it, and who voted between them, would tell who voted what."""
    if case.round.terms.secret:
        raise Refusal(Reason.STAYS_CLOSED)
    if command.closes_at is None:
        raise Refusal(Reason.EMPTY, at_field="closes_at")
    check_close(command.closes_at, now)
    why = checked_words(command.words, "words")
    return (e.BallotReopened(by=command.by, deadline=command.closes_at, words=why, at=now),)
