"""After a pass has closed: late words are not an answer, and not lost; and what it all means is told."""

from datetime import datetime

from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.round import Case, RoundEvents
from decisions.rounds.text import checked_words


def keep_late_words(case: Case, command: c.KeepLateWords, now: datetime) -> RoundEvents:
    words = checked_words(command.words, "words")
    return (e.LateWordsKept(id=command.id, by=command.by, words=words, at=now),)


def tell_outcome(case: Case, command: c.TellOutcome, now: datetime) -> RoundEvents:
    """By the facilitator; by an author where nobody in the circle facilitates it. The same words again are no event."""
    round, before = case.round, case.round.outcome_statement
    facilitated = case.seat_of is not None and case.seat_of.in_circle
    if facilitated and command.by != round.facilitator:
        raise Refusal(Reason.ONLY_FACILITATOR)
    words = checked_words(command.words, "words")
    if before is not None and before.words == words:
        return ()
    version = 1 if before is None else before.version + 1
    return (e.OutcomeTold(by=command.by, version=version, words=words, at=now),)
