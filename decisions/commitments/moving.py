"""Another day, and another person: each holds once the other one has said yes.

When whoever does it names another day and nobody answers, that day holds after three workdays, and before it comes: who asked
has been told so, and a person who says early that they need longer must not be left without an answer. Said so late that no
workday is left for an answer, it needs a yes. When whoever asked names one, silence is no yes: nobody is committed by somebody
else (docs/decisions/0055).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from decisions.commitments import commands as c
from decisions.commitments import events as e
from decisions.commitments.asking import check_day, later
from decisions.commitments.case import CommitmentCase
from decisions.commitments.commitment import Answered, Commitment, Offer, Standing, Suggestion
from decisions.events import Event
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.text import checked_words
from decisions.workdays import add_workdays, at_local, is_workday, local_day

ANSWER_WITHIN: Final = 3
"""Workdays."""
ANSWER_UNTIL: Final = time(17, 0)
"""On the last workday before a day that is to hold by silence."""
OFFER_LASTS: Final = 5
"""Workdays."""
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_LAST_MINUTE: Final = time(23, 59)


# --- another day ------------------------------------------------------------------------------------------------


def suggest_day(case: CommitmentCase, command: c.SuggestDay, now: datetime) -> tuple[Event, ...]:
    known = case.not_over()
    if known.has_answered(command.id):
        return ()
    if command.by not in (known.accountable, known.asked_by):
        raise Refusal(Reason.ONLY_WHO_DOES_IT_OR_ASKED)
    check_day(command.due, case.today(now), "due")
    words = checked_words(command.words, "words", required=False)
    if command.due == known.due and known.suggestion is None:
        raise Refusal(Reason.SAME_DAY, at_field="due")
    waiting = known.suggestion
    if waiting is not None and (waiting.by, waiting.due, waiting.words) == (command.by, command.due, words):
        return ()
    suggested = e.DaySuggested(
        id=command.id,
        by=command.by,
        due=command.due,
        words=words,
        answer_by=_answer_by(case, command.due, now, may_hold=command.by == known.accountable),
        at=now,
    )
    if who_answers(case, known, command.by):
        return (suggested,)
    return (suggested, *_agreed(known, command, command.by, now, later(case, now)))


def who_answers(case: CommitmentCase, known: Commitment, by: MemberId) -> MemberId | None:
    """The other of the two who have agreed on the day; None where there is none: they asked it of themselves, the other has left,
    or nobody has said yes yet to what they asked for."""
    if by == known.accountable:
        other: MemberId | None = known.asked_by
    else:
        other = known.accountable if known.standing is Standing.OPEN else None
    return other if other is not None and other != by and case.is_there(other) else None


def answer_suggestion(case: CommitmentCase, command: c.AnswerSuggestion, now: datetime) -> tuple[Event, ...]:
    """Who steers the circle may answer for whoever asked, and for nobody who does it. Whoever named the day may take it back."""
    known = case.known()
    waiting = known.suggestion
    if waiting is None or waiting.id != command.id:
        if Answered(command.id, command.by, command.accept) in known.answered:
            return ()
        raise Refusal(Reason.OFFER_IS_OVER)
    for_the_asker = case.steers and waiting.by == known.accountable != command.by
    takes_back = command.by == waiting.by and not command.accept
    if command.by != who_answers(case, known, waiting.by) and not for_the_asker and not takes_back:
        raise Refusal(Reason.NOT_ASKED_OF_YOU)
    if not command.accept:
        return (_declined(case, waiting, command.by, now),)
    return _agreed(known, waiting, command.by, now)


def unanswered(case: CommitmentCase, waiting: Suggestion, now: datetime) -> tuple[Event, ...]:
    """The time for an answer is over."""
    known = case.known()
    if holds_by_silence(known, waiting, case.circle.settings.zone):
        return _agreed(known, waiting, None, now)
    return (_declined(case, waiting, None, now),)


def holds_by_silence(known: Commitment, waiting: Suggestion, zone: str) -> bool:
    """Whether that day is the day once the time for an answer is over; else it stays as it was. ``zone``: the circle's."""
    return waiting.by == known.accountable and local_day(waiting.answer_by, zone) < waiting.due


def _answer_by(case: CommitmentCase, day: date, now: datetime, *, may_hold: bool) -> datetime:
    """Three workdays, but never longer than that day; where silence ``may_hold``, until the last workday before it."""
    settings = case.circle.settings
    within = add_workdays(now, ANSWER_WITHIN, settings)
    before = day - _DAY
    while not is_workday(before, settings.holidays):
        before -= _DAY
    closes = at_local(before, ANSWER_UNTIL, settings.zone)
    if may_hold and closes > now:
        return min(within, closes)
    return min(within, max(at_local(day, _LAST_MINUTE, settings.zone), now + _MINUTE))


def _declined(
    case: CommitmentCase, waiting: Suggestion, by: MemberId | None, now: datetime
) -> e.SuggestionDeclined:
    """Who has not said yes yet is asked anew."""
    asked = later(case, now) if case.known().standing is Standing.ASKED else None
    return e.SuggestionDeclined(id=waiting.id, by=by, ask_again_at=asked, at=now)


def _agreed(
    known: Commitment,
    said: c.SuggestDay | Suggestion,
    by: MemberId | None,
    now: datetime,
    ask_again_at: datetime | None = None,
) -> tuple[Event, ...]:
    """The day holds; and whoever was asked and named a day of their own has said yes with it."""
    moved = e.DayMoved(id=said.id, by=by, due=said.due, at=now)
    if known.standing is not Standing.ASKED:
        return (moved,)
    if said.by == known.accountable:
        return (moved, e.CommitmentAccepted(by=said.by, at=now))
    return (replace(moved, ask_again_at=ask_again_at),)


# --- another person ---------------------------------------------------------------------------------------------


def hand_over(case: CommitmentCase, command: c.HandOver, now: datetime) -> tuple[Event, ...]:
    known = case.under_way()
    if known.has_answered(command.id):
        return ()
    case.must_be_theirs(command.by)
    if not case.sits_here(command.to):
        raise Refusal(Reason.NOT_IN_CIRCLE, at_field="to")
    if command.to == command.by:
        raise Refusal(Reason.DOES_IT_ALREADY, at_field="to")
    words = checked_words(command.words, "words", required=False)
    waiting = known.offer
    if waiting is not None and (waiting.to, waiting.words) == (command.to, words):
        return ()
    earlier = _taken_back(waiting, command.by, now)
    offered = e.HandOverOffered(
        id=command.id,
        by=command.by,
        to=command.to,
        words=words,
        lapses_at=add_workdays(now, OFFER_LASTS, case.circle.settings),
        at=now,
    )
    return (*earlier, offered)


def answer_hand_over(case: CommitmentCase, command: c.AnswerHandOver, now: datetime) -> tuple[Event, ...]:
    known = case.known()
    offer = known.offer
    if offer is None or offer.id != command.id:
        if Answered(command.id, command.by, command.accept) in known.answered:
            return ()
        raise Refusal(Reason.OFFER_IS_OVER)
    if command.by != offer.to:
        raise Refusal(Reason.NOT_ASKED_OF_YOU)
    return (e.HandOverAnswered(id=offer.id, by=command.by, accept=command.accept, at=now),)


def take_back(case: CommitmentCase, command: c.TakeBackHandOver, now: datetime) -> tuple[Event, ...]:
    known = case.known()
    if known.offer is None or known.offer.id != command.id:
        return ()
    case.must_be_theirs(command.by)
    return tuple(_taken_back(known.offer, command.by, now))


def _taken_back(offer: Offer | None, by: MemberId, now: datetime) -> Iterable[Event]:
    return () if offer is None else (e.HandOverEnded(id=offer.id, by=by, at=now),)
