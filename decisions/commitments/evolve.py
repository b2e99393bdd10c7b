"""A commitment after something has happened to it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from decisions.commitments import events as e
from decisions.commitments import said
from decisions.commitments.commitment import (
    COMMENTS_KEPT,
    OVER,
    Blocked,
    Comment,
    Commitment,
    Helper,
    LastTime,
    Snooze,
    Standing,
    Step,
)
from decisions.commitments.one_person import one_person
from decisions.events import Event


def evolve(commitment: Commitment | None, event: Event) -> Commitment:
    """The commitment after the event. Raises ``ValueError`` for an event that is none of a commitment's."""
    if isinstance(event, e.CommitmentMade):
        return _made(event)
    if commitment is None:
        raise ValueError(f"a commitment begins with CommitmentMade, not with {type(event).__name__}")
    after = _AFTER.get(type(event))
    if after is None:
        raise ValueError(f"{type(event).__name__} is not an event of a commitment")
    return after(event, commitment)


def evolved(commitment: Commitment, events: Iterable[Event]) -> Commitment:
    for event in events:
        commitment = evolve(commitment, event)
    return commitment


def _made(event: e.CommitmentMade) -> Commitment:
    return Commitment(
        id=event.commitment_id,
        network_id=event.network_id,
        circle_id=event.circle_id,
        promise=event.promise,
        origin=event.origin,
        asked_by=event.by,
        accountable=event.who,
        standing=Standing.ASKED,
        since=event.at,
        helpers=tuple(Helper(member) for member in event.helpers),
        asked_next_at=event.ask_again_at,
        steps=event.steps,
        first_due=event.promise.due,
    )


# --- keeping it -------------------------------------------------------------------------------------------------


def _changed(event: e.CommitmentChanged, one: Commitment) -> Commitment:
    return replace(one, promise=replace(one.promise, what=event.what, known_by=event.known_by))


def _done(event: e.CommitmentDone, one: Commitment) -> Commitment:
    one = replace(one, kept=one.kept + 1, kept_late=one.kept_late + event.late)
    if event.next_due is None:
        return said.ended(event, one, Standing.DONE, event.words)
    last = LastTime(
        by=event.by,
        at=event.at,
        due=one.due,
        first_due=one.first_due,
        next_due=event.next_due,
        late=event.late,
        words=event.words,
        steps=one.steps,
    )
    return replace(_again(one, event.next_due, event.at), last_time=last)


def _again(one: Commitment, due: Any, at: Any) -> Commitment:
    """As it begins when it comes again."""
    return replace(
        one,
        promise=replace(one.promise, due=due),
        stands_since=at,
        first_due=due,
        moved=0,
        suggestion=None,
        other_day=None,
        last_time=None,
        blocked=None,
        in_vain=None,
        snoozes=(),
        steps=tuple(replace(step, done=False) for step in one.steps),
    )


def _told(event: e.OutcomeOfDoingTold, one: Commitment) -> Commitment:
    if one.over or one.last_time is None:
        return replace(one, words=event.words)
    return replace(one, last_time=replace(one.last_time, words=event.words))


def _skipped(event: e.SkippedOnce, one: Commitment) -> Commitment:
    return _again(one, event.next_due, event.at)


def _dropped(event: e.CommitmentDropped, one: Commitment) -> Commitment:
    return replace(said.ended(event, one, Standing.DROPPED, event.words), mou_over=event.mou_over)


def _reopened(event: e.CommitmentReopened, one: Commitment) -> Commitment:
    """What comes again is never over by being done: its last time is taken back. Anything else had been done once."""
    if not one.over and one.last_time is not None:
        return _last_time_again(one, one.last_time, event)
    kept, late = (0, 0) if one.standing is Standing.DONE else (one.kept, one.kept_late)
    return replace(
        one,
        standing=Standing.OPEN,
        stands_since=event.at,
        ended_at=None,
        ended_by=None,
        words="",
        mou_over=False,
        kept=kept,
        kept_late=late,
    )


def _last_time_again(one: Commitment, last: LastTime, event: e.CommitmentReopened) -> Commitment:
    return replace(
        _again(one, last.due, event.at),
        first_due=last.first_due,
        steps=last.steps,
        kept=one.kept - 1,
        kept_late=one.kept_late - last.late,
    )


def _snoozed(event: e.RemindersSnoozed, one: Commitment) -> Commitment:
    others = tuple(snooze for snooze in one.snoozes if snooze.member != event.by)
    return replace(one, snoozes=(*others, Snooze(event.by, event.until, event.since)))


# --- on the way -------------------------------------------------------------------------------------------------


def _step_added(event: e.StepAdded, one: Commitment) -> Commitment:
    return replace(one, steps=(*one.steps, Step(event.id, event.words)))


def _step_ticked(event: e.StepTicked, one: Commitment) -> Commitment:
    steps = tuple(replace(step, done=event.done) if step.id == event.id else step for step in one.steps)
    return replace(one, steps=steps)


def _step_removed(event: e.StepRemoved, one: Commitment) -> Commitment:
    return replace(one, steps=tuple(step for step in one.steps if step.id != event.id))


def _comment_added(event: e.CommentAdded, one: Commitment) -> Commitment:
    comment = Comment(event.id, event.by, event.words, event.at)
    return replace(one, comments=(*one.comments, comment)[-COMMENTS_KEPT:])


def _blocked(event: e.CommitmentBlocked, one: Commitment) -> Commitment:
    return replace(one, blocked=Blocked(event.by, event.at, event.words, event.on), in_vain=None)


def _unblocked(event: e.CommitmentUnblocked, one: Commitment) -> Commitment:
    in_vain = one.blocked.on if event.in_vain and one.blocked is not None else None
    return replace(one, blocked=None, in_vain=in_vain)


# --- people -----------------------------------------------------------------------------------------------------


def _doer_left(_: e.DoerLeft, one: Commitment) -> Commitment:
    return replace(
        one,
        accountable=None,
        accepted_at=None,
        standing=one.standing if one.standing in OVER else Standing.NOBODYS,
        suggestion=None,
        asked_next_at=None,
        snoozes=(),
    )


def _helper_left(event: e.HelperLeft, one: Commitment) -> Commitment:
    snoozes = tuple(snooze for snooze in one.snoozes if snooze.member != event.member)
    return replace(one, helpers=said.without(one.helpers, event.member), snoozes=snoozes)


def _united(event: e.DoersUnited, one: Commitment) -> Commitment:
    return one_person(one, event.member, event.other)


_AFTER: Final[dict[type[Event], Callable[[Any, Commitment], Commitment]]] = {
    e.CommitmentAccepted: said.accepted,
    e.CommitmentDeclined: said.declined,
    e.DoerAskedAgain: said.asked_again,
    e.NothingSaid: said.nothing_said,
    e.AnotherAsked: said.another_asked,
    e.HelperAsked: said.helper_asked,
    e.HelperAnswered: said.helper_answered,
    e.DaySuggested: said.day_suggested,
    e.SuggestionDeclined: said.suggestion_declined,
    e.DayMoved: said.day_moved,
    e.HandOverOffered: said.offered,
    e.HandOverAnswered: said.offer_answered,
    e.HandOverEnded: said.offer_ended,
    e.CommitmentChanged: _changed,
    e.CommitmentDone: _done,
    e.OutcomeOfDoingTold: _told,
    e.SkippedOnce: _skipped,
    e.CommitmentDropped: _dropped,
    e.CommitmentReopened: _reopened,
    e.RemindersSnoozed: _snoozed,
    e.StepAdded: _step_added,
    e.StepTicked: _step_ticked,
    e.StepRemoved: _step_removed,
    e.CommentAdded: _comment_added,
    e.CommitmentBlocked: _blocked,
    e.CommitmentUnblocked: _unblocked,
    e.DoerLeft: _doer_left,
    e.HelperLeft: _helper_left,
    e.DoersUnited: _united,
}
