"""Workdays and deadlines in a circle's zone. Everything takes and gives aware UTC datetimes."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from decisions.rounds.settings import Settings

DEADLINE_HOUR: Final = time(20, 0)
MORNING: Final = time(9, 0)
_DEADLINE_WEEKDAYS: Final = frozenset({1, 2, 3})
"""Tuesday to Thursday (Monday is 0)."""
_SATURDAY, _SUNDAY = 5, 6


def local_day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def at_local(day: date, clock_time: time, zone: str) -> datetime:
    """That clock time on that day in the zone, in UTC. A time that the clock skips is the same moment after the skip; of one
    that comes twice, the first."""
    return datetime.combine(day, clock_time, ZoneInfo(zone)).astimezone(UTC)


def is_workday(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < _SATURDAY and day not in holidays


def add_workdays(moment: datetime, count: int, settings: Settings) -> datetime:
    """The same clock time ``count`` workdays later, in the circle's zone; holidays and weekends do not count."""
    zone = ZoneInfo(settings.zone)
    local = moment.astimezone(zone)
    day = local.date()
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day, settings.holidays)
    return datetime.combine(day, local.timetz().replace(tzinfo=None), zone).astimezone(UTC)


def deadline_on_or_after(moment: datetime, settings: Settings) -> datetime:
    """The first Tuesday, Wednesday or Thursday at 8 pm that is not before ``moment`` and no holiday (consent.md)."""
    day = local_day(moment, settings.zone)
    while True:
        candidate = at_local(day, DEADLINE_HOUR, settings.zone)
        if candidate >= moment and day.weekday() in _DEADLINE_WEEKDAYS and day not in settings.holidays:
            return candidate
        day += timedelta(days=1)


def deadline_after_workdays(moment: datetime, count: int, settings: Settings) -> datetime:
    return deadline_on_or_after(add_workdays(moment, count, settings), settings)


def deadline_after(
    moment: datetime, length: timedelta, settings: Settings, *, spans_weekend: bool = False
) -> datetime:
    """The deadline of a stage that lasts ``length`` by the clock on the wall, also when clocks change meanwhile; with
    ``spans_weekend`` a whole Saturday and Sunday lie within it."""
    lasts_until = (moment.astimezone(ZoneInfo(settings.zone)) + length).astimezone(UTC)
    deadline = deadline_on_or_after(lasts_until, settings)
    while spans_weekend and not _has_weekend(moment, deadline, settings.zone):
        deadline = deadline_on_or_after(deadline + timedelta(hours=1), settings)
    return deadline


def _has_weekend(start: datetime, end: datetime, zone: str) -> bool:
    """Whether a whole Saturday and the Sunday after it lie between the two."""
    day, last = local_day(start, zone) + timedelta(days=1), local_day(end, zone)
    days = {(day + timedelta(days=n)).weekday() for n in range(max(0, (last - day).days))}
    return {_SATURDAY, _SUNDAY} <= days


def next_workday_morning(moment: datetime, settings: Settings) -> datetime:
    """9:00 of the next workday after the day of ``moment``, in the circle's zone."""
    day = local_day(moment, settings.zone) + timedelta(days=1)
    while not is_workday(day, settings.holidays):
        day += timedelta(days=1)
    return at_local(day, MORNING, settings.zone)
