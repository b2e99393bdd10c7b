"""A time at which people could meet: what an option of a time poll is."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

SHORTEST: Final = 5
LONGEST: Final = 12 * 60
"""Minutes. What is longer is rather a slip of the pen, and its end could not be told by the clock alone."""
USUAL: Final = 60


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """``starts`` is aware UTC, ``minutes`` how long it lasts. Ordered by time, the shorter first."""

    starts: datetime
    minutes: int = USUAL

    def __post_init__(self) -> None:
        if self.starts.utcoffset() != timedelta(0):
            raise ValueError(f"not in UTC: {self.starts!r}")
        if not SHORTEST <= self.minutes <= LONGEST:
            raise ValueError(f"not a length: {self.minutes!r}")
        object.__setattr__(self, "starts", self.starts.astimezone(UTC))

    @property
    def ends(self) -> datetime:
        return self.starts + timedelta(minutes=self.minutes)
