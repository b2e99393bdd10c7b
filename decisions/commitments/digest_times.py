"""When a circle's digest leaves: once a week, by the circle's clock."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

from decisions.workdays import MORNING, at_local, local_day

_DAY, _MOMENT = timedelta(days=1), timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class DigestTimes:
    """``weekday``: Monday is 0. ``at``: by the clock of the circle's zone, an IANA name. Moments are aware UTC datetimes. An hour
    that the clock skips is as long after the skip; of one that comes twice, the first."""

    weekday: int = 0
    at: time = MORNING

    def after(self, moment: datetime, zone: str) -> datetime:
        """The first one later than ``moment``."""
        day = local_day(moment, zone)
        while day.weekday() != self.weekday or at_local(day, self.at, zone) <= moment:
            day += _DAY
        return at_local(day, self.at, zone)

    def until(self, moment: datetime, zone: str) -> datetime:
        """The newest one that is not later than ``moment``."""
        day = local_day(moment, zone)
        while day.weekday() != self.weekday or at_local(day, self.at, zone) > moment:
            day -= _DAY
        return at_local(day, self.at, zone)

    def before(self, moment: datetime, zone: str) -> datetime:
        """The newest one that is earlier than ``moment``."""
        return self.until(moment - _MOMENT, zone)


USUAL: Final = DigestTimes()
SAME_WEEK: Final = timedelta(days=5)
"""Two that are less apart are one and the same week's, by clocks of two zones."""
