"""When what comes again is next due."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from dateutil.rrule import rrulestr

from decisions.commitments.commitment import Commitment, Promise
from decisions.recurring.rhythm import Every, Rhythm, openings
from decisions.rounds.settings import Settings
from decisions.workdays import at_local, local_day

_DAY: Final = timedelta(days=1)
_LONGEST_STEP: Final = timedelta(days=40)
"""No week or month is longer."""


def first_due(promise: Promise, settings: Settings, now: datetime) -> Promise:
    """With the first day of its rhythm from today on; itself where it has none."""
    if promise.rhythm is None:
        return promise
    today = local_day(now, settings.zone)
    return replace(promise, due=_next(promise.rhythm, today, today - _DAY, settings))


def next_due(known: Commitment, settings: Settings, now: datetime) -> date | None:
    """The next day of its rhythm: after the one that it is due now, also where that has been moved, and not before today. None
    where it comes once."""
    rhythm = known.promise.rhythm
    if rhythm is None:
        return None
    today = local_day(now, settings.zone)
    due = known.due or today
    regular = known.first_due or due
    return _next(rhythm, _counted_from(rhythm, regular), max(due, regular, today - _DAY), settings)


def _next(rhythm: Rhythm, since: date, after: date, settings: Settings) -> date | None:
    end_of_day = at_local(after, rhythm.at, settings.zone)
    coming = openings(rhythm, since, settings, end_of_day)
    return next((day for day in (local_day(at, settings.zone) for at in coming) if day > after), None)


def _counted_from(rhythm: Rhythm, regular: date) -> date:
    """The day by the calendar alone that ``regular`` stands for. A holiday may have moved it into another week or month, from
    which those that are left out would be counted wrongly."""
    if rhythm.every in (Every.WORKDAY, Every.LAST_WORKDAY):
        return regular
    each = replace(rhythm, weeks=1, month_step=1).rule
    days = rrulestr(each, dtstart=datetime.combine(regular - _LONGEST_STEP, time()))
    before = days.before(datetime.combine(regular, time()), inc=True)
    return regular if before is None else before.date()
