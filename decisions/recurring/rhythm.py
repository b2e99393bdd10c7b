"""When something comes again: a rhythm as a rule of RFC 5545, and the moments at which it does, by a circle's own clock."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import Final

from dateutil.rrule import rrulestr

from decisions.refusals import Reason, Refusal
from decisions.rounds.settings import Settings
from decisions.workdays import MORNING, at_local, is_workday, local_day

LONGEST_WEEKS: Final = 52
LONGEST_MONTHS: Final = 12
LONGEST_DAYS: Final = 5 * 366
LAST: Final = -1
NTHS: Final = (1, 2, 3, 4, LAST)
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKDAYS: Final = ",".join(_DAYS[:5])
_SHORTEST_MONTH: Final = 28
_MOST_MOVED: Final = timedelta(days=40)
"""Further than holidays put off anything."""


class Every(StrEnum):
    """What a rhythm counts in."""

    WORKDAY = "workday"
    WEEK = "week"
    """On one weekday, every so many weeks."""
    MONTH_DAY = "month_day"
    MONTH_WEEKDAY = "month_weekday"
    """The first Monday, the last Friday."""
    LAST_WORKDAY = "last_workday"
    DATE = "date"
    """On the first day, and on a date that somebody names; then after as long again, until another date is named."""


FOR_VOTES: Final = frozenset(Every) - {Every.DATE}
"""What opens anew by itself does so without anybody who names dates."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Each kind reads what it needs and ignores the rest. ``weekday``: Monday is 0."""

    every: Every
    at: time = MORNING
    """By the circle's clock; to the minute."""
    weekday: int = 0
    weeks: int = 1
    day: int = 1
    """Of the month; where it has fewer days, its last (see ``rule``)."""
    nth: int = 1
    """Which of a month's weekdays: one of ``NTHS``."""
    month_step: int = 1
    """Of those that count in months: every so many of them."""
    days: int = 28
    """Of a date: how many lie between the first day and it."""

    @property
    def rule(self) -> str:
        """As RFC 5545 writes it. By that, a month without a 31st is left out; but who asks for the 31st means the end of the
        month. So the rule takes the last that there is of the days from the 28th on."""
        match self.every:
            case Every.WORKDAY:
                return f"FREQ=WEEKLY;BYDAY={_WORKDAYS}"
            case Every.WEEK:
                return f"FREQ=WEEKLY;INTERVAL={self.weeks};BYDAY={_DAYS[self.weekday]}"
            case Every.MONTH_WEEKDAY:
                return f"{self._monthly};BYDAY={self.nth}{_DAYS[self.weekday]}"
            case Every.LAST_WORKDAY:
                return f"{self._monthly};BYDAY={_WORKDAYS};BYSETPOS=-1"
            case Every.DATE:
                return f"FREQ=DAILY;INTERVAL={self.days}"
        if self.day <= _SHORTEST_MONTH:
            return f"{self._monthly};BYMONTHDAY={self.day}"
        days = ",".join(str(day) for day in range(_SHORTEST_MONTH, self.day + 1))
        return f"{self._monthly};BYMONTHDAY={days};BYSETPOS=-1"

    @property
    def _monthly(self) -> str:
        return "FREQ=MONTHLY" if self.month_step == 1 else f"FREQ=MONTHLY;INTERVAL={self.month_step}"

    def checked(self) -> "Rhythm":
        """Itself. Raises ``Refusal`` for one that never comes."""
        for name, value, least, most in (
            ("weekday", self.weekday, 0, 6),
            ("weeks", self.weeks, 1, LONGEST_WEEKS),
            ("day", self.day, 1, 31),
            ("month_step", self.month_step, 1, LONGEST_MONTHS),
        ):
            if not least <= value <= most:
                raise Refusal(Reason.OUT_OF_RANGE, {"least": least, "most": most}, at_field=name)
        if self.nth not in NTHS:
            raise Refusal(Reason.NOT_A_CHOICE, at_field="nth")
        if self.every is Every.DATE and not 1 <= self.days <= LONGEST_DAYS:
            raise Refusal(Reason.DATE_NOT_AHEAD if self.days < 1 else Reason.DATE_TOO_FAR, at_field="until")
        return self


def openings(rhythm: Rhythm, since: date, settings: Settings, after: datetime) -> Iterator[datetime]:
    """The moments later than ``after``, each later than the one before, in UTC. ``since``: the first day that can be one; where
    weeks or months are left out, they are counted from its own. A holiday moves it to the next workday; the last workday of a
    month, to the one before."""
    last = after
    for day in _days(rhythm, since, local_day(after, settings.zone) - _MOST_MOVED):
        moment = at_local(_moved(rhythm, day, settings.holidays), rhythm.at, settings.zone)
        if moment > last:
            yield moment
            last = moment


def next_openings(
    rhythm: Rhythm, since: date, settings: Settings, after: datetime, many: int = 3
) -> tuple[datetime, ...]:
    return tuple(islice(openings(rhythm, since, settings, after), many))


def _days(rhythm: Rhythm, since: date, earliest: date) -> Iterator[date]:
    """By the calendar alone."""
    rule = rrulestr(rhythm.rule, dtstart=datetime.combine(since, time()))
    return (moment.date() for moment in rule.xafter(datetime.combine(earliest, time()), inc=True))


def _moved(rhythm: Rhythm, day: date, holidays: Collection[date]) -> date:
    """A Saturday or Sunday that was asked for is kept; where it has to move, it moves to a workday."""
    step = timedelta(days=-1 if rhythm.every is Every.LAST_WORKDAY else 1)
    if day not in holidays:
        return day
    while not is_workday(day, holidays):
        day += step
    return day
