"""A rhythm in words, and the moments at which something comes."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from adapters.copy import Copy
from adapters.present.reader import Reader
from decisions.recurring.rhythm import LAST, Every, Rhythm

_EVERY_MONTH_HAS = 28
_IN_MONTHS = frozenset({Every.MONTH_DAY, Every.MONTH_WEEKDAY, Every.LAST_WORKDAY})


def rhythm_said(rhythm: Rhythm, w: Copy) -> str:
    """ "every first Monday at 9 am" """
    at, weekday = w.time(rhythm.at), w.weekday_name(rhythm.weekday)
    if rhythm.month_step > 1 and rhythm.every in _IN_MONTHS:
        return w(
            f"rhythm.months_{_which(rhythm)}", n=rhythm.month_step, weekday=weekday, day=rhythm.day, time=at
        )
    match rhythm.every:
        case Every.WEEK:
            return w.n("rhythm.week", rhythm.weeks, weekday=weekday, time=at)
        case Every.DATE:
            return w.n("rhythm.date", rhythm.days, time=at)
        case Every.MONTH_WEEKDAY:
            return w(f"rhythm.{_which(rhythm)}", weekday=weekday, time=at)
        case Every.MONTH_DAY:
            return w(f"rhythm.{_which(rhythm)}", day=rhythm.day, time=at)
    return w(f"rhythm.{rhythm.every}", time=at)


def _which(rhythm: Rhythm) -> str:
    """Which day of a month it is."""
    match rhythm.every:
        case Every.MONTH_WEEKDAY:
            return "nth_last" if rhythm.nth == LAST else f"nth_{rhythm.nth}"
        case Every.MONTH_DAY:
            return "month_day" if rhythm.day <= _EVERY_MONTH_HAS else "month_day_or_last"
    return rhythm.every


def moments_said(moments: Iterable[datetime], zone: str, reader: Reader) -> tuple[str, ...]:
    """ "Monday, December 7, 9 am", by the circle's clock: the rhythm is said by it, too."""
    w = reader.copy
    locals = (moment.astimezone(ZoneInfo(zone)) for moment in moments)
    return tuple(
        w("rhythm.moment", day=w.weekday(local.date(), reader.today), time=w.time(local.timetz()))
        for local in locals
    )
