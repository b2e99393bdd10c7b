"""A commitment after what people have said of it: yes or no, another day, another person."""

from dataclasses import replace
from typing import Any, Final

from decisions.commitments import events as e
from decisions.commitments.commitment import (
    Answered,
    Commitment,
    Helper,
    Offer,
    OtherDay,
    Passed,
    Said,
    Standing,
    Suggestion,
)
from decisions.ids import MemberId, RemarkId

ANSWERS_KEPT: Final = 10


def accepted(event: e.CommitmentAccepted, one: Commitment) -> Commitment:
    return replace(
        one,
        standing=Standing.OPEN,
        accepted_at=event.at,
        after_no=one.standing is Standing.DECLINED,
        stands_since=event.at,
        first_due=one.due,
        moved=0,
        suggestion=None,
        other_day=one.other_day if one.other_day is not None and one.other_day.held else None,
        asked_next_at=None,
        ended_at=None,
        ended_by=None,
        words="",
        helpers=without(one.helpers, event.by),
    )


def declined(event: e.CommitmentDeclined, one: Commitment) -> Commitment:
    return replace(ended(event, one, Standing.DECLINED, event.words), accepted_at=None)


def asked_again(event: e.DoerAskedAgain, one: Commitment) -> Commitment:
    return replace(one, asked_again=True, asked_next_at=event.next_at)


def nothing_said(_: e.NothingSaid, one: Commitment) -> Commitment:
    return replace(one, asked_next_at=None)


def another_asked(event: e.AnotherAsked, one: Commitment) -> Commitment:
    """Whoever asks them is the one who asked; who takes it upon themselves does it for whoever had asked before."""
    return replace(
        one,
        standing=Standing.ASKED,
        accountable=event.who,
        asked_by=one.asked_by if event.who == event.by else event.by,
        since=one.since if event.who == event.by else event.at,
        helpers=without(one.helpers, event.who),
        accepted_at=None,
        asked_again=False,
        asked_next_at=event.ask_again_at,
        suggestion=None,
        other_day=None,
        passed=None,
        ended_at=None,
        ended_by=None,
        words="",
        mou_over=False,
    )


def helper_asked(event: e.HelperAsked, one: Commitment) -> Commitment:
    return replace(one, helpers=(*without(one.helpers, event.who), Helper(event.who)))


def helper_answered(event: e.HelperAnswered, one: Commitment) -> Commitment:
    said, since = (Said.YES, event.at) if event.accept else (Said.NO, None)
    helpers = tuple(
        replace(helper, said=said, since=since) if helper.member == event.by else helper
        for helper in one.helpers
    )
    return replace(one, helpers=helpers)


# --- another day, another person --------------------------------------------------------------------------------


def day_suggested(event: e.DaySuggested, one: Commitment) -> Commitment:
    """Whoever names another day has said something: they are not asked once more."""
    suggestion = Suggestion(event.id, event.by, event.due, event.words, event.answer_by)
    said = event.by == one.accountable
    return replace(one, suggestion=suggestion, asked_next_at=None if said else one.asked_next_at)


def suggestion_declined(event: e.SuggestionDeclined, one: Commitment) -> Commitment:
    answered = one.answered if event.by is None else _with(one, event.id, event.by, accept=False)
    waited = one.suggestion is not None and one.suggestion.by == one.accountable
    since = event.at if waited else one.stands_since
    settled = _settled(one, event.by, held=False)
    return replace(
        _asked_anew(event, one), suggestion=None, other_day=settled, answered=answered, stands_since=since
    )


def day_moved(event: e.DayMoved, one: Commitment) -> Commitment:
    counts = one.standing is Standing.OPEN and event.due != one.due
    answered = one.answered if event.by is None else _with(one, event.id, event.by, accept=True)
    return replace(
        _asked_anew(event, one),
        promise=replace(one.promise, due=event.due),
        suggestion=None,
        other_day=_settled(one, event.by, held=True),
        snoozes=(),
        moved=one.moved + counts,
        stands_since=event.at,
        answered=answered,
    )


def _settled(one: Commitment, by: MemberId | None, *, held: bool) -> OtherDay | None:
    """``by``: who answered. Whoever takes back what they named has named nothing."""
    named = one.suggestion
    if named is None or (by == named.by and not held):
        return one.other_day
    return OtherDay(named.by, named.due, one.due, named.words, held, by)


def _asked_anew(event: e.SuggestionDeclined | e.DayMoved, one: Commitment) -> Commitment:
    if one.standing is not Standing.ASKED:
        return one
    return replace(one, asked_again=False, asked_next_at=event.ask_again_at)


def offered(event: e.HandOverOffered, one: Commitment) -> Commitment:
    return replace(one, offer=Offer(event.id, event.by, event.to, event.words, event.lapses_at))


def offer_answered(event: e.HandOverAnswered, one: Commitment) -> Commitment:
    offer = one.offer
    one = replace(one, offer=None, answered=_with(one, event.id, event.by, accept=event.accept))
    if not event.accept:
        return one
    told = None if offer is None or not offer.words else Passed(offer.by, offer.words)
    return replace(
        one,
        accountable=event.by,
        accepted_at=event.at,
        after_no=False,
        stands_since=event.at,
        helpers=without(one.helpers, event.by),
        suggestion=None,
        passed=told,
        snoozes=(),
    )


def offer_ended(_: e.HandOverEnded, one: Commitment) -> Commitment:
    return replace(one, offer=None)


# --- parts ------------------------------------------------------------------------------------------------------


def ended(event: Any, one: Commitment, standing: Standing, words: str) -> Commitment:
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
        in_vain=None,
        snoozes=(),
    )


def without(helpers: tuple[Helper, ...], member: MemberId) -> tuple[Helper, ...]:
    return tuple(helper for helper in helpers if helper.member != member)


def _with(one: Commitment, id: RemarkId, by: MemberId, *, accept: bool) -> tuple[Answered, ...]:
    return (Answered(id, by, accept), *one.answered)[:ANSWERS_KEPT]
