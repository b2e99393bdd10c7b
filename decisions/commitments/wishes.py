"""How somebody wants to be reminded, as their circle has it and as they have it themselves, and which moments that leaves."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Final
from zoneinfo import ZoneInfo

from decisions.refusals import Reason, Refusal
from decisions.workdays import MORNING, local_day

MOST_OFFSETS: Final = 5
FURTHEST: Final = 60
"""Days, before or after."""
_WEEK: Final = 7
_WEEKEND: Final = frozenset({5, 6})
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)
_MINUTES: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Wishes:
    """Complete: a circle's, or a person's once they are ``merged``. Clock times are by the person's own clock, to the minute."""

    before: tuple[int, ...] = (3, 1)
    """Days before it is due, the furthest first."""
    on_the_day: bool = True
    after: tuple[int, ...] = (1, 3, 7)
    """Days after it was due, the nearest first. The last says that the coordinator hears next."""
    at: time = MORNING
    quiet_from: time = time(20, 0)
    quiet_until: time = time(8, 0)
    """That minute is quiet no more. Earlier than ``quiet_from``: on the next day. The same: nothing is quiet."""
    days_off: frozenset[int] = _WEEKEND
    """Weekdays; Monday is 0."""
    tell_coordinator: bool = True
    """Once the last of ``after`` did not help; without any, nobody else is told. The circle's alone to set."""

    def checked(self) -> "Wishes":
        """Itself, each offset once and in order. Raises ``Refusal`` at the field that makes no sense."""
        _check_hour(self)
        return replace(
            self,
            before=_checked_offsets("before", self.before)[::-1],
            after=_checked_offsets("after", self.after),
            days_off=_checked_days_off(self.days_off),
        )

    @property
    def hour(self) -> time:
        """``at``; where that is quiet, the end of the quiet time."""
        return self.quiet_until if self.quiet_at(self.at) else self.at

    def quiet_at(self, clock: time) -> bool:
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= clock < self.quiet_until
        return clock >= self.quiet_from or clock < self.quiet_until


USUAL: Final = Wishes()


@dataclass(frozen=True, slots=True)
class OwnWishes:
    """What one person has set for themselves, as in ``Wishes``. None: as the circle has it."""

    before: tuple[int, ...] | None = None
    on_the_day: bool | None = None
    after: tuple[int, ...] | None = None
    at: time | None = None
    quiet_from: time | None = None
    quiet_until: time | None = None
    days_off: frozenset[int] | None = None
    by_email: bool = True
    """False: no reminder reaches them by email; of when reminders come it says nothing."""

    @property
    def as_circle(self) -> bool:
        """When they are reminded they leave to each circle."""
        return replace(self, by_email=True) == NOTHING_SET

    def checked(self) -> "OwnWishes":
        """As ``Wishes.checked``. An hour that only the circle's quiet hours hold up comes at their end."""
        at, start, end = self.at, self.quiet_from, self.quiet_until
        if at is not None and start is not None and end is not None:
            _check_hour(Wishes(at=at, quiet_from=start, quiet_until=end))
        return replace(
            self,
            before=None if self.before is None else _checked_offsets("before", self.before)[::-1],
            after=None if self.after is None else _checked_offsets("after", self.after),
            days_off=None if self.days_off is None else _checked_days_off(self.days_off),
        )

    def merged(self, circle: Wishes) -> Wishes:
        """The circle's, and over them the person's own.

        Where the coordinator is told in the end, the last reminder before that stays the circle's, and none is later: so
        nobody can put off that the coordinator hears, and nobody is spoken of who was not warned."""
        own = {field.name: getattr(self, field.name) for field in fields(circle) if hasattr(self, field.name)}
        mine = replace(circle, **{name: wish for name, wish in own.items() if wish is not None})
        if not (circle.tell_coordinator and circle.after):
            return replace(mine, tell_coordinator=False)
        last = max(circle.after)
        return replace(mine, after=(*(days for days in mine.after if days < last), last))


NOTHING_SET: Final = OwnWishes()


@dataclass(frozen=True, slots=True)
class Mornings:
    """When somebody may be reminded: once a day at their hour, on days that are neither theirs nor the network's to rest.
    ``wishes`` are checked ones, ``zone`` is an IANA name."""

    wishes: Wishes
    zone: str
    holidays: Collection[date] = ()

    def on(self, day: date) -> datetime:
        """Their hour on that day, in UTC. A time that the clock skips is as long after the skip; of one that comes twice, the
        first. Where the skip leads into quiet time or the next day: the first minute of the day after it that is not quiet,
        or else the last before it."""
        zone = ZoneInfo(self.zone)
        hour = self.wishes.hour
        moment = datetime.combine(day, hour, zone).astimezone(UTC)
        local = moment.astimezone(zone)
        if local.time() == hour or self._suits(local, day):
            return moment
        minutes = chain(range(1, _MINUTES), range(-1, -_MINUTES, -1))
        near = (moment + step * _MINUTE for step in minutes)
        return next((found for found in near if self._suits(found.astimezone(zone), day)), moment)

    def works(self, day: date) -> bool:
        return day.weekday() not in self.wishes.days_off and day not in self.holidays

    def workday_until(self, day: date) -> date:
        """That day, or the last before it on which they may be reminded."""
        while not self.works(day):
            day -= _DAY
        return day

    def workday_from(self, day: date) -> date:
        """That day, or the first after it on which they may be reminded."""
        while not self.works(day):
            day += _DAY
        return day

    def next_open(self, moment: datetime) -> datetime:
        """``moment`` itself if something that is late may reach them then: their hour has come that day, and nothing is quiet.
        Or else the first moment after it at which it may."""
        local = moment.astimezone(ZoneInfo(self.zone))
        day = local.date()
        if self.works(day):
            if self.on(day) > moment:
                return self.on(day)
            if not self.wishes.quiet_at(local.time()):
                return moment
            quiet_ends = replace(self, wishes=replace(self.wishes, at=self.wishes.quiet_until)).on(day)
            if quiet_ends > moment:
                return quiet_ends
        return self.on(self.workday_from(day + _DAY))

    def day_of(self, moment: datetime) -> date:
        return local_day(moment, self.zone)

    def _suits(self, local: datetime, day: date) -> bool:
        return local.date() == day and not self.wishes.quiet_at(local.time())


def _check_hour(wishes: Wishes) -> None:
    if wishes.quiet_at(wishes.at):
        raise Refusal(Reason.HOUR_IS_QUIET, at_field="at")


def _checked_offsets(name: str, offsets: Iterable[int]) -> tuple[int, ...]:
    """The nearest first."""
    found = tuple(sorted(set(offsets)))
    if any(not 1 <= days <= FURTHEST for days in found):
        raise Refusal(Reason.OUT_OF_RANGE, {"least": 1, "most": FURTHEST}, at_field=name)
    if len(found) > MOST_OFFSETS:
        raise Refusal(Reason.TOO_MANY_CHOSEN, {"most": MOST_OFFSETS}, at_field=name)
    return found


def _checked_days_off(days: frozenset[int]) -> frozenset[int]:
    if not days <= frozenset(range(_WEEK)):
        raise Refusal(Reason.OUT_OF_RANGE, {"least": 0, "most": _WEEK - 1}, at_field="days_off")
    if len(days) == _WEEK:
        raise Refusal(Reason.NO_DAY_LEFT, at_field="days_off")
    return days
