"""When a circle's digest leaves: once a week, by the circle's clock."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final

from decisions.refusals import Reason, Refusal
from decisions.workdays import MORNING, at_local, local_day

_WEEK: Final = 7
_DAY, _MOMENT = timedelta(days=1), timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class DigestTimes:
    """``weekday``: Monday is 0. ``at``: by the clock of the circle's zone, an IANA name. Moments are aware UTC datetimes. An hour
    that the clock skips is as long after the skip; of one that comes twice, the first."""

    weekday: int = 0
    at: time = MORNING
    on: bool = True
    """Whether there is one at all; the rest is kept for when there is again."""

    def checked(self) -> "DigestTimes":
        """Itself, to the minute. Raises ``Refusal`` at the field that makes no sense."""
        if not 0 <= self.weekday < _WEEK:
            raise Refusal(Reason.OUT_OF_RANGE, {"least": 0, "most": _WEEK - 1}, at_field="weekday")
        return replace(self, at=self.at.replace(second=0, microsecond=0, tzinfo=None, fold=0))

    def next(self, now: datetime, zone: str, newest: datetime | None) -> datetime | None:
        """The first one that is still to come, where the newest there has been was at ``newest``; None: there is none any more.
        What would come within ``SAME_WEEK`` of the newest is left out: that week has had its own."""
        if not self.on:
            return None
        return self.after(now if newest is None else max(now, newest + SAME_WEEK - _MOMENT), zone)

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
SAME_WEEK: Final = timedelta(days=3)
"""Two that are less apart are one and the same week's: the circle has meanwhile chosen another day, or another zone."""
