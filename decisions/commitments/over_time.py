"""What became of a circle's commitments over time. It names nobody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from decisions.workdays import local_day


@dataclass(frozen=True, slots=True)
class Counted:
    """What became of commitments in some time. ``kept`` includes ``kept_late``: done after its day."""

    kept: int = 0
    kept_late: int = 0
    moved: int = 0
    dropped: int = 0

    @property
    def any(self) -> bool:
        return bool(self.kept or self.moved or self.dropped)


@dataclass(frozen=True, slots=True)
class Week:
    """``monday``: its first day, by the circle's clock."""

    monday: date
    counted: Counted


def week_of(moment: datetime, zone: str) -> date:
    """Its Monday, in the zone."""
    day = local_day(moment, zone)
    return day - timedelta(days=day.weekday())
