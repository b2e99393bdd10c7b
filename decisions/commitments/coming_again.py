"""When what comes again is next due."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from decisions.commitments.commitment import Commitment, Promise
from decisions.recurring.rhythm import Rhythm, openings
from decisions.rounds.settings import Settings
from decisions.workdays import at_local, local_day

_DAY: Final = timedelta(days=1)


def first_time(promise: Promise, settings: Settings, now: datetime) -> Promise:
    """With the day on which it is due first, where it names none: the first of its rhythm from today on. Itself where it comes
    once."""
    if promise.rhythm is None:
        return promise
    today = local_day(now, settings.zone)
    due = promise.due or _next(promise.rhythm, today, today - _DAY, settings)
    return replace(promise, due=due, since=promise.due or today)


def next_due(known: Commitment, settings: Settings, now: datetime) -> date | None:
    """The next day of its rhythm: after the one that it is due now, also where that has been moved, and not before today. None
    where it comes once."""
    promise, today = known.promise, local_day(now, settings.zone)
    if promise.rhythm is None:
        return None
    latest = max(day for day in (known.due, known.first_due, today - _DAY) if day is not None)
    return _next(promise.rhythm, promise.since or latest, latest, settings)


def _next(rhythm: Rhythm, since: date, after: date, settings: Settings) -> date | None:
    end_of_day = at_local(after, rhythm.at, settings.zone)
    coming = openings(rhythm, since, settings, end_of_day)
    return next((day for day in (local_day(at, settings.zone) for at in coming) if day > after), None)


def next_time(rhythm: Rhythm, today: date, settings: Settings) -> date | None:
    """The first day of the rhythm that is later than today."""
    return _next(rhythm, today, today, settings)
