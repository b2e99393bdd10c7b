"""How often a lane may call its platform, and how long is waited before trying again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from adapters.delivery import Rate, Rates
from storage.lanes import Due, Method

FIRST_GAP: Final = 1.0
LONGEST_GAP: Final = 10.0
"""Seconds between two edits of one card: the first change shows at once, the next ones ever later, up to
this."""
FIRST_RETRY: Final = 2.0
LONGEST_RETRY: Final = 600.0
GIVE_UP_AFTER: Final = 12
"""Tries, spread over about an hour."""


@dataclass
class Bucket:
    """Never more than the rate's ``count`` in any span of its ``seconds``: a small burst, then evenly."""

    rate: Rate
    filled_at: datetime
    tokens: float

    @classmethod
    def full(cls, rate: Rate, now: datetime) -> "Bucket":
        return cls(rate, now, float(_burst(rate)))

    def take(self, now: datetime) -> bool:
        """Takes a token, if there is one."""
        burst = _burst(self.rate)
        passed = max(0.0, (now - self.filled_at).total_seconds())
        refill = max(self.rate.count - burst, 1) / self.rate.seconds
        self.tokens = min(float(burst), self.tokens + passed * refill)
        self.filled_at = max(now, self.filled_at)
        if self.tokens < 1 - 1e-9:
            return False
        self.tokens -= 1
        return True


def _burst(rate: Rate) -> int:
    return max(1, rate.count // 9)


@dataclass
class Budgets:
    """The buckets of one lane: posts for each conversation, edits and direct messages for the whole
    workspace.

    """

    rates: Rates
    _buckets: dict[tuple[Method, str], Bucket] = field(default_factory=dict)

    def take(self, due: Due, now: datetime) -> bool:
        key = (due.method, due.conversation if due.method is Method.POST else "")
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket.full(self._rate(due.method), now)
        return bucket.take(now)

    def _rate(self, method: Method) -> Rate:
        return {Method.POST: self.rates.post, Method.EDIT: self.rates.edit, Method.DIRECT: self.rates.direct}[
            method
        ]


def next_gap(due: Due, now: datetime) -> float:
    """Seconds before the card is edited again: one after a quiet while, else twice as many as before, up to
    ten."""
    quiet = due.shown_at is None or (now - due.shown_at).total_seconds() > max(2 * due.gap, FIRST_GAP)
    return FIRST_GAP if quiet or not due.gap else min(LONGEST_GAP, 2 * due.gap)


def retry_in(attempts: int, random: Callable[[], float]) -> timedelta:
    """Twice as long after each try, up to ten minutes, and somewhere between half of that and all of it."""
    longest = min(LONGEST_RETRY, FIRST_RETRY * 2.0 ** min(attempts - 1, 20))
    return timedelta(seconds=longest * (0.5 + random() / 2))
