"""A rhythm in words, and the moments at which something comes."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from adapters.copy import Copy
from adapters.present.reader import Reader
from decisions.recurring.rhythm import LAST, Every, Rhythm

_EVERY_MONTH_HAS = 28


def rhythm_said(rhythm: Rhythm, w: Copy) -> str:
    """ "every first Monday at 9 am" """
    at, weekday = w.time(rhythm.at), w.weekday_name(rhythm.weekday)
    match rhythm.every:
        case Every.WEEK:
            return w.n("rhythm.week", rhythm.weeks, weekday=weekday, time=at)
        case Every.MONTH_WEEKDAY:
            nth = "last" if rhythm.nth == LAST else rhythm.nth
            return w(f"rhythm.nth_{nth}", weekday=weekday, time=at)
        case Every.MONTH_DAY:
            key = "rhythm.month_day" if rhythm.day <= _EVERY_MONTH_HAS else "rhythm.month_day_or_last"
            return w(key, day=rhythm.day, time=at)
    return w(f"rhythm.{rhythm.every}", time=at)


def moments_said(moments: Iterable[datetime], zone: str, reader: Reader) -> tuple[str, ...]:
    """ "Monday, December 7, 9 am", by the circle's clock: the rhythm is said by it, too."""
    w = reader.copy
    locals = (moment.astimezone(ZoneInfo(zone)) for moment in moments)
    return tuple(
        w("rhythm.moment", day=w.weekday(local.date(), reader.today), time=w.time(local.timetz()))
        for local in locals
    )
