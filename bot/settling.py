"""What time does to rounds and agreements: played for many streams at once, and for each on its own when one of them fails."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final

import structlog
from sqlalchemy.exc import DBAPIError

from storage.batch import due_streams, settle_one
from storage.database import Database
from storage.tables.streams import Subject
from storage.unit import StreamKey
from storage.writer import Writer, WriterStopped

log = structlog.get_logger(__name__)
AT_ONCE: Final = 20
"""Streams in one transaction."""
FIRST_WAIT: Final = timedelta(seconds=5)
"""Until a stream that failed is tried again; twice as long each time."""
LONGEST_WAIT: Final = timedelta(minutes=10)


@dataclass(slots=True)
class _Stuck:
    """A stream that fails by itself: it stays due, and is tried again, each time later."""

    subject: Subject
    wait: timedelta
    until: datetime


@dataclass
class Settling:
    """One stream that cannot be settled holds up no other. What is stuck this process remembers; in the database it is due
    as before, so that nothing of it is lost."""

    database: Database
    writer: Writer
    _stuck: dict[StreamKey, _Stuck] = field(default_factory=dict, repr=False)

    async def settle(self, now: datetime) -> None:
        """Everything that is due at ``now``, but what is put off until later."""
        for key, stuck in list(self._stuck.items()):
            if stuck.until <= now:
                await self._settle_alone(stuck.subject, key, now)
        settled = AT_ONCE
        while settled == AT_ONCE:
            settled = await self._settle_some(now)

    async def _settle_some(self, now: datetime) -> int:
        put_off = frozenset(self._stuck)
        try:
            outcome = await self.writer.settle_due(AT_ONCE, put_off)
        except Exception as problem:
            if _is_elsewhere(problem):
                raise
            due = await self.database.read(lambda c: due_streams(c, now, AT_ONCE, put_off))
            for subject, key in due:
                await self._settle_alone(subject, key, now)
            return len(due)
        settled: int = outcome.state
        return settled

    async def _settle_alone(self, subject: Subject, key: StreamKey, now: datetime) -> None:
        try:
            await self.writer.run(partial(settle_one, subject=subject, key=key))
        except Exception as problem:
            if _is_elsewhere(problem):
                raise
            if key not in self._stuck:  # said once, not at each try
                log.exception("a stream does not settle", subject=subject.value, stream=str(key[1]))
            self._put_off(subject, key, now)
        else:
            if self._stuck.pop(key, None) is not None:
                log.warning("a stream settles again", subject=subject.value, stream=str(key[1]))

    def _put_off(self, subject: Subject, key: StreamKey, now: datetime) -> None:
        known = self._stuck.get(key)
        wait = min(known.wait * 2, LONGEST_WAIT) if known else FIRST_WAIT
        self._stuck[key] = _Stuck(subject, wait, now + wait)


def _is_elsewhere(problem: Exception) -> bool:
    """Nothing is wrong with the stream: Rondo stops, or the database is away."""
    return isinstance(problem, WriterStopped) or (
        isinstance(problem, DBAPIError) and problem.connection_invalidated
    )
