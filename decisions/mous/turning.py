"""What time does to a memorandum: its first day comes, its review comes near and begins, it ends."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from decisions.events import Event
from decisions.mous import events as e
from decisions.mous.mou import Mou, Version, WhyMouEnded, WhyMouReview
from decisions.mous.terms import MouTerms
from decisions.workdays import MORNING, at_local

NEAR_REVIEW: Final = timedelta(days=30)
"""So long before its review the people hear of it; where there is less time, when half of it is over."""
Turn = tuple[datetime, Callable[[Mou, datetime], tuple[Event, ...]]]


def next_due(mou: Mou) -> datetime | None:
    """When time alone next changes something; None when it never does."""
    return min((moment for moment, _ in _turns(mou)), default=None)


def settle(mou: Mou, now: datetime) -> tuple[Event, ...]:
    """What has fallen due first, by now, as of its own time; () when nothing has. To be asked for again, with what it is after
    that, until then."""
    turns = list(_turns(mou))
    if not turns:
        return ()
    moment, happens = min(turns, key=lambda turn: turn[0])
    return happens(mou, moment) if moment <= now else ()


def first_moment(day: date, zone: str) -> datetime:
    return at_local(day, time.min, zone)


def is_over(terms: MouTerms, zone: str, now: datetime) -> bool:
    """Whether the last day that they name is."""
    return terms.ends is not None and _last_moment(terms.ends, zone) <= now


def review_at(mou: Mou) -> datetime | None:
    """When the review of what is in force begins by itself; where that day was over when it came into force, then at once."""
    day = None if mou.in_force is None else mou.in_force.terms.review_on
    if day is None or mou.since is None:
        return None
    return max(at_local(day, MORNING, mou.zone), mou.since)


def _turns(mou: Mou) -> Iterator[Turn]:
    """Of two at the same moment, the first."""
    if mou.end is not None:
        return
    if mou.in_force is not None:
        yield from _ends(mou, mou.in_force)
    if mou.to_sign is not None:
        yield from _of_what_is_signed(mou, mou.to_sign)
    review = review_at(mou)
    if review is None or mou.review is not None or mou.since is None:
        return
    near = max(mou.since + (review - mou.since) / 2, review - NEAR_REVIEW)
    if not mou.review_told and near < review:
        yield near, _comes_near
    else:
        yield review, _review_starts


def _ends(mou: Mou, version: Version) -> Iterator[Turn]:
    since = _known(mou.since)
    if mou.notice is not None:
        yield max(first_moment(mou.notice.on, mou.zone), since), _ends_by_notice
    if version.terms.ends is not None:
        yield max(_last_moment(version.terms.ends, mou.zone), since), _ends_by_date


def _of_what_is_signed(mou: Mou, version: Version) -> Iterator[Turn]:
    if not mou.unsigned:
        last = max(one.at for one in version.signatures)
        yield max(_first_moment(mou, version), last), _begins
    elif version.terms.ends is not None:
        yield _last_moment(version.terms.ends, mou.zone), _lapses


def _known(moment: datetime | None) -> datetime:
    if moment is None:
        raise ValueError("a memorandum that is agreed or in force has been so since some moment")
    return moment


def _first_moment(mou: Mou, version: Version) -> datetime:
    if version.terms.starts is None:
        raise ValueError(f"version {version.number} of memorandum {mou.id} has no first day")
    return first_moment(version.terms.starts, mou.zone)


def _last_moment(ends: date, zone: str) -> datetime:
    """On its last day it still holds."""
    return first_moment(ends + timedelta(days=1), zone)


def _begins(mou: Mou, at: datetime) -> tuple[Event, ...]:
    version = mou.to_sign
    return () if version is None else (e.MouCameIntoForce(version=version.number, at=at),)


def _lapses(mou: Mou, at: datetime) -> tuple[Event, ...]:
    """Not signed by all before it would have been over."""
    if mou.in_force is None:
        return (e.MouEnded(why=WhyMouEnded.DATE, at=at),)
    return (e.AmendmentDropped(at=at),)


def _comes_near(mou: Mou, at: datetime) -> tuple[Event, ...]:
    day = mou.terms.review_on
    return () if day is None else (e.MouReviewCameNear(review_on=day, at=at),)


def _review_starts(_: Mou, at: datetime) -> tuple[Event, ...]:
    return (e.MouReviewStarted(why=WhyMouReview.DATE, at=at),)


def _ends_by_notice(mou: Mou, at: datetime) -> tuple[Event, ...]:
    notice = mou.notice
    if notice is None:
        return ()
    return (e.MouEnded(why=WhyMouEnded.NOTICE, by=notice.by, words=notice.words, at=at),)


def _ends_by_date(_: Mou, at: datetime) -> tuple[Event, ...]:
    return (e.MouEnded(why=WhyMouEnded.DATE, at=at),)
