"""What waits for the writer, and how its outcome reaches whoever waits for it."""

import asyncio
from collections.abc import Generator, Iterable
from concurrent.futures import Future
from typing import Any

from storage.batch import Declined, Done, Job

Outcome = Done | Declined


class Ticket:
    """Await it in an event loop, or ask ``result`` in a thread. What went wrong rises there; a refusal is an outcome."""

    __slots__ = ("_future", "job", "loop", "maybe_recorded", "taken", "tries", "withdrawn")

    def __init__(self, job: Job) -> None:
        self.job = job
        self.taken = False
        self.withdrawn = False
        self.tries = 0
        """How often it was begun and the database was gone before its end."""
        self.maybe_recorded = False
        """The database was gone while it committed: only a repeat of it will tell."""
        try:
            self.loop: asyncio.AbstractEventLoop | None = asyncio.get_running_loop()
        except RuntimeError:
            self.loop = None
        self._future: Any = Future() if self.loop is None else self.loop.create_future()

    def result(self, timeout: float | None = None) -> Outcome:
        """The outcome, waited for in a thread (``timeout`` in seconds)."""
        outcome: Outcome = self._future.result(timeout)
        return outcome

    @property
    def done(self) -> bool:
        return bool(self._future.done())

    @property
    def future(self) -> "asyncio.Future[Outcome]":
        """In an event loop: the future of its outcome, for ``asyncio.wait`` and ``asyncio.shield``."""
        if self.loop is None:
            raise RuntimeError("submitted outside of an event loop: use result()")
        future: asyncio.Future[Outcome] = self._future
        return future

    def __await__(self) -> Generator[Any, None, Outcome]:
        return self.future.__await__()

    def settle(self, outcome: Outcome | Exception) -> None:
        if self._future.done():
            return
        if isinstance(outcome, Exception):
            self._future.set_exception(outcome)
        else:
            self._future.set_result(outcome)


def resolve_all(outcomes: Iterable[tuple[Ticket, Outcome | Exception]]) -> None:
    """Tell everybody. Each event loop is woken once, however many of its tickets are done."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[Ticket, Outcome | Exception]]] = {}
    for ticket, outcome in outcomes:
        if ticket.loop is None:
            ticket.settle(outcome)
        else:
            by_loop.setdefault(ticket.loop, []).append((ticket, outcome))
    for loop, waiting in by_loop.items():
        try:
            loop.call_soon_threadsafe(_set_all, waiting)
        except RuntimeError:
            continue  # the loop has ended: nobody waits any more


def _set_all(outcomes: Iterable[tuple[Ticket, Outcome | Exception]]) -> None:
    for ticket, outcome in outcomes:
        ticket.settle(outcome)
