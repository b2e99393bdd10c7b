"""When what comes again is next due."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from decisions.commitments.commitment import Promise
from decisions.recurring.rhythm import openings
from decisions.rounds.settings import Settings
from decisions.workdays import at_local, local_day


def first_due(promise: Promise, settings: Settings, now: datetime) -> Promise:
    """With the first day of its rhythm from today on; itself where it has none."""
    if promise.rhythm is None:
        return promise
    yesterday = local_day(now, settings.zone) - timedelta(days=1)
    return replace(promise, due=_next(promise, yesterday, yesterday, settings))


def next_due(promise: Promise, settings: Settings, now: datetime) -> date | None:
    """The next day of its rhythm: after the one that it is due now, and not before today. None where it comes once."""
    if promise.rhythm is None:
        return None
    today = local_day(now, settings.zone)
    since = promise.due or today
    return _next(promise, since, max(since, today - timedelta(days=1)), settings)


def _next(promise: Promise, since: date, after: date, settings: Settings) -> date | None:
    if promise.rhythm is None:
        return None
    end_of_day = at_local(after, promise.rhythm.at, settings.zone)
    coming = openings(promise.rhythm, since, settings, end_of_day)
    return next((day for day in (local_day(at, settings.zone) for at in coming) if day > after), None)
