"""Pages that stay true by themselves: server-sent events that carry only "changed".

One task a process asks twice a second for the versions of everything that its open pages watch, in one
question however many pages there are. Nothing is sent inside anybody's transaction, and a page that hears
"changed" fetches itself like any reader.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import structlog

from adapters.web.settings import Versions

MAX_WATCHED: Final = 20
"""Streams that one page may watch."""
MAX_WATCH_TEXT: Final = 1_000

log = structlog.get_logger(__name__)


class TooMany(Exception):
    """As many pages are open as this process keeps true at once."""


@dataclass(eq=False)
class _Watcher:
    names: tuple[str, ...]
    seen: str
    account: str
    changed: asyncio.Event = field(default_factory=asyncio.Event)


class LivePoll:
    """Tells open pages that they are out of date.

    ``every`` and ``heartbeat`` are seconds. ``most`` pages are served at once, ``most_each`` for one account.
    ``stopping`` says that the server is on its way out: every stream ends then, so that nothing holds it
    back."""

    def __init__(
        self,
        versions: Versions,
        *,
        every: float = 0.5,
        heartbeat: float = 20.0,
        most: int = 1_000,
        most_each: int = 12,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self.versions: Final = versions
        self.stopping = stopping
        self._every = every
        self._heartbeat = heartbeat
        self._most = most
        self._most_each = most_each
        self._watchers: set[_Watcher] = set()
        self._accounts: Counter[str] = Counter()
        self._task: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def open_streams(self) -> int:
        return len(self._watchers)

    def watch(self, names: Sequence[str], seen: str, account: str) -> AsyncIterator[bytes]:
        """The stream of one page, which was drawn when the versions' ``etag`` was ``seen``. Raises
        ``TooMany``."""
        if self._closed or len(self._watchers) >= self._most or self._accounts[account] >= self._most_each:
            raise TooMany
        return self._stream(_Watcher(tuple(names), seen, account))

    async def close(self) -> None:
        """End every stream and the asking."""
        self._end_all()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _stream(self, watcher: _Watcher) -> AsyncIterator[bytes]:
        self._watchers.add(watcher)  # here, because a stream that is never read is never ended either
        self._accounts[watcher.account] += 1
        try:
            if self._task is None or self._task.done():
                self._task = asyncio.create_task(self._ask_for_ever(), name="live pages")
            yield b"retry: 3000\n\n"
            while not self._closed:
                try:
                    await asyncio.wait_for(watcher.changed.wait(), self._heartbeat)
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                watcher.changed.clear()
                if not self._closed:
                    yield b"event: changed\ndata: 1\n\n"
        finally:
            self._watchers.discard(watcher)
            self._accounts[watcher.account] -= 1
            self._accounts += Counter()

    async def _ask_for_ever(self) -> None:
        """Runs while anybody watches."""
        while self._watchers and not self.stopping():
            names = {name for each in self._watchers for name in each.names}
            try:
                self._tell(await self.versions(sorted(names)))
            except Exception:
                # A database that is away for a moment must not end every page's stream.
                log.warning("live_versions_failed", exc_info=True)
            await asyncio.sleep(self._every)
        if self.stopping():
            self._end_all()

    def _end_all(self) -> None:
        self._closed = True
        for watcher in self._watchers:
            watcher.changed.set()

    def _tell(self, versions: Mapping[str, int]) -> None:
        for watcher in self._watchers:
            now = etag(versions, watcher.names)
            if now != watcher.seen:
                watcher.seen = now
                watcher.changed.set()


def etag(versions: Mapping[str, int], names: Sequence[str]) -> str:
    """Short, and another one when any of the named streams has moved."""
    return "-".join(str(versions.get(name, 0)) for name in sorted(names))
