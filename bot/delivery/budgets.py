"""How often a lane may call its platform, and how long is waited before trying again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from adapters.delivery import Rate, Rates
from storage.away import AWAY
from storage.lanes import Due, Method

FIRST_GAP: Final = 1.0
LONGEST_GAP: Final = 10.0
"""Seconds between two edits of one card: the first change shows at once, the next ones ever later, up to
this."""
FIRST_RETRY: Final = 2.0
MOST_BUCKETS: Final = 20_000
"""Conversations of one lane that are counted at once."""
_ALL: Final = -1
"""The bucket of everything in the workspace; each limit of a conversation is known by its number."""
LONGEST_RETRY: Final = 600.0
GIVE_UP_AFTER: Final = 12
"""Tries, spread over about an hour; more where a platform's rates keep trying for longer."""


@dataclass
class Bucket:
    """Never more than the rate's ``count`` in any span of its ``seconds``: a small burst, then evenly."""

    rate: Rate
    filled_at: datetime
    tokens: float

    @classmethod
    def full(cls, rate: Rate, now: datetime) -> "Bucket":
        return cls(rate, now, float(_burst(rate)))

    def has(self, now: datetime) -> bool:
        """Whether there is a token to take."""
        burst = _burst(self.rate)
        passed = max(0.0, (now - self.filled_at).total_seconds())
        refill = max(self.rate.count - burst, 1) / self.rate.seconds
        self.tokens = min(float(burst), self.tokens + passed * refill)
        self.filled_at = max(now, self.filled_at)
        return self.tokens >= 1 - 1e-9

    def take(self, now: datetime) -> bool:
        """Takes a token, if there is one."""
        if not self.has(now):
            return False
        self.tokens -= 1
        return True


def _burst(rate: Rate) -> int:
    return max(1, rate.count // 9)


@dataclass
class Budgets:
    """The buckets of one lane: posts for each conversation, edits and direct messages for the whole workspace; and what its
    platform allows of all of them, in each conversation and in the workspace."""

    rates: Rates
    _buckets: dict[tuple[Method | int, str], Bucket] = field(default_factory=dict)

    def take(self, due: Due, now: datetime) -> bool:
        """From every bucket that counts it, or from none."""
        whose = due.conversation if due.method is Method.POST else ""
        keys: list[tuple[Method | int, str]] = [(due.method, whose)]
        keys += [(number, due.conversation) for number in range(len(self.rates.each))]
        if self.rates.all is not None:
            keys.append((_ALL, ""))
        buckets = [self._bucket(key, now) for key in keys]
        return all(bucket.has(now) for bucket in buckets) and all(bucket.take(now) for bucket in buckets)

    def _bucket(self, key: tuple[Method | int, str], now: datetime) -> Bucket:
        if key not in self._buckets:
            if len(self._buckets) >= MOST_BUCKETS:
                self._buckets.clear()
            kind = key[0]
            self._buckets[key] = Bucket.full(self._rate(kind), now)
        return self._buckets[key]

    def _rate(self, kind: Method | int) -> Rate:
        if kind == _ALL and self.rates.all is not None:
            return self.rates.all
        if isinstance(kind, int):
            return self.rates.each[kind]
        return {Method.POST: self.rates.post, Method.EDIT: self.rates.edit, Method.DIRECT: self.rates.direct}[
            kind
        ]


def next_gap(due: Due, now: datetime, first: float = FIRST_GAP) -> float:
    """Seconds before the card is edited again: ``first`` after a quiet while, else twice as many as before, up to ten."""
    quiet = due.shown_at is None or (now - due.shown_at).total_seconds() > max(2 * due.gap, first)
    return first if quiet or not due.gap else min(max(LONGEST_GAP, first), 2 * due.gap)


def given_up(due: Due, why: str, now: datetime, rates: Rates) -> bool:
    """Whether a message that may yet arrive has been tried for long enough. Only what is for one person waits for a server that
    is away: that a card does not arrive, whoever facilitates should hear within the hour."""
    waited = (now - due.first_wanted_at).total_seconds()
    away = why in AWAY and due.member is not None
    patience = max(rates.keeps_trying, rates.waits_for_server if away else 0.0)
    return due.attempts >= GIVE_UP_AFTER and waited >= patience


def retry_in(attempts: int, random: Callable[[], float], most: float = LONGEST_RETRY) -> timedelta:
    """Twice as long after each try, up to ``most`` seconds, and somewhere between half of that and all of it."""
    longest = min(most, FIRST_RETRY * 2.0 ** min(attempts - 1, 20))
    return timedelta(seconds=longest * (0.5 + random() / 2))
