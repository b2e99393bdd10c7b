"""A commitment after something has happened to it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from decisions.commitments import events as e
from decisions.commitments.commitment import (
    COMMENTS_KEPT,
    OVER,
    Answered,
    Blocked,
    Comment,
    Commitment,
    Helper,
    Offer,
    Said,
    Snooze,
    Standing,
    Step,
    Suggestion,
)
from decisions.commitments.one_person import one_person
from decisions.events import Event
from decisions.ids import MemberId, RemarkId

ANSWERS_KEPT: Final = 10


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


# --- asking -----------------------------------------------------------------------------------------------------


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


def _accepted(event: e.CommitmentAccepted, one: Commitment) -> Commitment:
    return replace(
        one,
        standing=Standing.OPEN,
        accepted_at=event.at,
        stands_since=event.at,
        first_due=one.due,
        moved=0,
        suggestion=None,
        asked_next_at=None,
        ended_at=None,
        ended_by=None,
        words="",
        helpers=_without(one.helpers, event.by),
    )


def _declined(event: e.CommitmentDeclined, one: Commitment) -> Commitment:
    return replace(_ended(event, one, Standing.DECLINED, event.words), accepted_at=None)


def _asked_again(event: e.DoerAskedAgain, one: Commitment) -> Commitment:
    return replace(one, asked_again=True, asked_next_at=event.next_at)


def _nothing_said(_: e.NothingSaid, one: Commitment) -> Commitment:
    return replace(one, asked_next_at=None)


def _another_asked(event: e.AnotherAsked, one: Commitment) -> Commitment:
    """Whoever asks them is the one who asked; who takes it upon themselves does it for whoever had asked before."""
    return replace(
        one,
        standing=Standing.ASKED,
        accountable=event.who,
        asked_by=one.asked_by if event.who == event.by else event.by,
        since=one.since if event.who == event.by else event.at,
        helpers=_without(one.helpers, event.who),
        accepted_at=None,
        asked_again=False,
        asked_next_at=event.ask_again_at,
        suggestion=None,
        ended_at=None,
        ended_by=None,
        words="",
    )


def _helper_asked(event: e.HelperAsked, one: Commitment) -> Commitment:
    return replace(one, helpers=(*_without(one.helpers, event.who), Helper(event.who)))


def _helper_answered(event: e.HelperAnswered, one: Commitment) -> Commitment:
    said, since = (Said.YES, event.at) if event.accept else (Said.NO, None)
    helpers = tuple(
        replace(helper, said=said, since=since) if helper.member == event.by else helper
        for helper in one.helpers
    )
    return replace(one, helpers=helpers)


# --- another day, another person --------------------------------------------------------------------------------


def _day_suggested(event: e.DaySuggested, one: Commitment) -> Commitment:
    """Whoever names another day has said something: they are not asked once more."""
    suggestion = Suggestion(event.id, event.by, event.due, event.words, event.answer_by)
    said = event.by == one.accountable
    return replace(one, suggestion=suggestion, asked_next_at=None if said else one.asked_next_at)


def _suggestion_declined(event: e.SuggestionDeclined, one: Commitment) -> Commitment:
    answered = one.answered if event.by is None else _with(one, event.id, event.by, accept=False)
    waited = one.suggestion is not None and one.suggestion.by == one.accountable
    since = event.at if waited else one.stands_since
    return replace(_asked_anew(event, one), suggestion=None, answered=answered, stands_since=since)


def _day_moved(event: e.DayMoved, one: Commitment) -> Commitment:
    counts = one.standing is Standing.OPEN and event.due != one.due
    answered = one.answered if event.by is None else _with(one, event.id, event.by, accept=True)
    return replace(
        _asked_anew(event, one),
        promise=replace(one.promise, due=event.due),
        suggestion=None,
        snoozes=(),
        moved=one.moved + counts,
        stands_since=event.at,
        answered=answered,
    )


def _asked_anew(event: e.SuggestionDeclined | e.DayMoved, one: Commitment) -> Commitment:
    if one.standing is not Standing.ASKED:
        return one
    return replace(one, asked_again=False, asked_next_at=event.ask_again_at)


def _offered(event: e.HandOverOffered, one: Commitment) -> Commitment:
    return replace(one, offer=Offer(event.id, event.by, event.to, event.words, event.lapses_at))


def _offer_answered(event: e.HandOverAnswered, one: Commitment) -> Commitment:
    one = replace(one, offer=None, answered=_with(one, event.id, event.by, accept=event.accept))
    if not event.accept:
        return one
    return replace(
        one,
        accountable=event.by,
        accepted_at=event.at,
        stands_since=event.at,
        helpers=_without(one.helpers, event.by),
        suggestion=None,
        snoozes=(),
    )


def _offer_ended(_: e.HandOverEnded, one: Commitment) -> Commitment:
    return replace(one, offer=None)


# --- keeping it -------------------------------------------------------------------------------------------------


def _changed(event: e.CommitmentChanged, one: Commitment) -> Commitment:
    return replace(one, promise=replace(one.promise, what=event.what, known_by=event.known_by))


def _done(event: e.CommitmentDone, one: Commitment) -> Commitment:
    one = replace(one, kept=one.kept + 1, kept_late=one.kept_late + event.late)
    if event.next_due is None:
        return _ended(event, one, Standing.DONE, event.words)
    return replace(_again(one, event.next_due, event.at), words=event.words)


def _again(one: Commitment, due: Any, at: Any) -> Commitment:
    """As it begins when it comes again."""
    return replace(
        one,
        promise=replace(one.promise, due=due),
        stands_since=at,
        first_due=due,
        moved=0,
        suggestion=None,
        blocked=None,
        snoozes=(),
        steps=tuple(replace(step, done=False) for step in one.steps),
    )


def _told(event: e.OutcomeOfDoingTold, one: Commitment) -> Commitment:
    return replace(one, words=event.words)


def _skipped(event: e.SkippedOnce, one: Commitment) -> Commitment:
    return _again(one, event.next_due, event.at)


def _dropped(event: e.CommitmentDropped, one: Commitment) -> Commitment:
    return replace(_ended(event, one, Standing.DROPPED, event.words), mou_over=event.mou_over)


def _reopened(event: e.CommitmentReopened, one: Commitment) -> Commitment:
    """What comes again is never over by being done: so this had been done once."""
    kept, late = (0, 0) if one.standing is Standing.DONE else (one.kept, one.kept_late)
    return replace(
        one,
        standing=Standing.OPEN,
        stands_since=event.at,
        ended_at=None,
        ended_by=None,
        words="",
        kept=kept,
        kept_late=late,
    )


def _ended(event: Any, one: Commitment, standing: Standing, words: str) -> Commitment:
    return replace(
        one,
        standing=standing,
        ended_at=event.at,
        ended_by=event.by,
        words=words,
        suggestion=None,
        offer=None,
        asked_next_at=None,
        blocked=None,
        snoozes=(),
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
    return replace(one, blocked=Blocked(event.by, event.at, event.words, event.on))


def _unblocked(_: e.CommitmentUnblocked, one: Commitment) -> Commitment:
    return replace(one, blocked=None)


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
    return replace(one, helpers=_without(one.helpers, event.member), snoozes=snoozes)


def _united(event: e.DoersUnited, one: Commitment) -> Commitment:
    return one_person(one, event.member, event.other)


def _without(helpers: tuple[Helper, ...], member: MemberId) -> tuple[Helper, ...]:
    return tuple(helper for helper in helpers if helper.member != member)


def _with(one: Commitment, id: RemarkId, by: MemberId, *, accept: bool) -> tuple[Answered, ...]:
    return (Answered(id, by, accept), *one.answered)[:ANSWERS_KEPT]


_AFTER: Final[dict[type[Event], Callable[[Any, Commitment], Commitment]]] = {
    e.CommitmentAccepted: _accepted,
    e.CommitmentDeclined: _declined,
    e.DoerAskedAgain: _asked_again,
    e.NothingSaid: _nothing_said,
    e.AnotherAsked: _another_asked,
    e.HelperAsked: _helper_asked,
    e.HelperAnswered: _helper_answered,
    e.DaySuggested: _day_suggested,
    e.SuggestionDeclined: _suggestion_declined,
    e.DayMoved: _day_moved,
    e.HandOverOffered: _offered,
    e.HandOverAnswered: _offer_answered,
    e.HandOverEnded: _offer_ended,
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
