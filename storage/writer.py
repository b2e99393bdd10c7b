"""The one writer: it alone loads, settles, decides and records.

It takes everything that waits, decides it in one transaction, commits once, and only then says so. On SQLite there is one
writer in one process (``storage/lock.py``); on PostgreSQL any number of processes, each with one, held apart by row locks.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import Any, Final, Self, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from decisions.commands import Command
from decisions.refusals import Refusal
from storage.batch import Declined, Done, Job, decide_all, settle_due
from storage.database import Database
from storage.remembered import Remembered
from storage.tables import METADATA
from storage.ticket import Ticket, resolve_all
from storage.unit import OnRecorded, StreamKey, Unit

T = TypeVar("T")
MOST_AT_ONCE: Final = 256
"""Commands in one transaction."""
A_MOMENT: Final = 0.002
LONGEST_GATHERING: Final = 0.03
"""Seconds, both: see ``Writer._gather``."""
FORGETS: Final = 0.98
"""What is left, after each transaction, of how many were at it at once."""
TRY_AGAIN_AFTER: Final = 0.05
"""Seconds between tries to begin, while the database is locked by something else or is not there."""
MOST_TRIES: Final = 3
"""Of one command, when the database goes away in the middle of it."""
PASSING: Final = frozenset({"40001", "40P01"})
"""PostgreSQL's words for "another transaction was in the way": the same one may well succeed."""
TAKEN: Final = "23505"
"""PostgreSQL's word for a key that is there already."""
TAKEN_MEANWHILE: Final = frozenset(METADATA.tables[name].primary_key.name for name in ("done_key", "journal"))
"""By another process that has just recorded the same press, or begun the same stream: what is new is under no lock. Done again,
it is known as a repeat, or goes on from there."""

log: Final = logging.getLogger(__name__)


class WriterStopped(Exception):
    """The writer no longer takes anything: Rondo is stopping."""


class Writer:
    """``now`` is the clock. ``on_recorded`` is called for every stream that changed, inside the transaction.

    Use it as a context manager, or ``start`` and ``stop``: stopping records what is waiting and then ends.
    """

    def __init__(
        self, database: Database, now: Callable[[], datetime], on_recorded: Sequence[OnRecorded] = ()
    ) -> None:
        self._database = database
        self._now = now
        self._on_recorded = tuple(on_recorded)
        self._remembered = Remembered()
        self._waiting: deque[Ticket] = deque()
        self._changed = threading.Condition()
        self._stopping = False
        self._had_company = False
        self._at_once = 0.0
        self._thread: threading.Thread | None = None
        self._shut_out = False

    # --- from any thread, or from an event loop --------------------------------------------------------------

    def submit(self, command: Command, key: str) -> Ticket:
        """Decide and record a command, soon. ``key`` makes a repeat by the same member a no-op (empty: never a repeat).

        The ticket's ``outcome`` comes once it is durable: ``Done``, or ``Declined`` with the refusal."""
        return self._put(Ticket(Job(command=command, key=key)))

    def run(self, task: Callable[[Unit], T]) -> Ticket:
        """Run ``task`` in the writer's transaction; ``Done.state`` is what it returns. It may be run again when the transaction
        that it was part of failed, so it must do nothing but write through the unit. A refusal undoes all of it."""
        return self._put(Ticket(Job(task=task)))

    def settle_due(self, limit: int = 20, put_off: Collection[StreamKey] = ()) -> Ticket:
        """Play what has fallen due in at most ``limit`` rounds and agreements; ``Done.state`` is how many there were."""
        return self.run(lambda unit: settle_due(unit, limit, put_off))

    def withdraw(self, ticket: Ticket) -> bool:
        """Take out what still waits. False: it has been picked up, and its outcome will come."""
        with self._changed:
            if ticket.taken:
                return False
            ticket.withdrawn = True
            return True

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    # --- its life --------------------------------------------------------------------------------------------

    def start(self) -> Self:
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()
        return self

    def stop(self, timeout: float | None = None) -> None:
        """Record what is waiting, then end. With ``timeout`` (seconds) it gives up on what cannot be recorded by then."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout)
        with self._changed:
            left = [ticket for ticket in self._waiting if not ticket.withdrawn]
            self._waiting.clear()
        resolve_all((ticket, _left_behind(ticket)) for ticket in left)

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _put(self, ticket: Ticket) -> Ticket:
        with self._changed:
            if self._stopping:
                raise WriterStopped("Rondo is stopping, and takes nothing more.")
            self._waiting.append(ticket)
            self._changed.notify()
        return ticket

    # --- in its own thread -----------------------------------------------------------------------------------

    def _work(self) -> None:
        connection: Connection | None = None
        while self._wait():
            try:
                if connection is None:
                    connection = self._database.writing.connect()
                connection.begin()
            except DBAPIError:
                self._tell(shut_out=True)
                _drop(connection)
                connection = None
                self._pause()
                continue
            self._tell(shut_out=False)
            connection = self._record(connection, self._take())
        _drop(connection)

    def _tell(self, *, shut_out: bool) -> None:
        """Once when it begins and once when it is over, not at each try."""
        if shut_out and not self._shut_out:
            log.warning("The database does not let us write at the moment; trying again until it does.")
        elif self._shut_out and not shut_out:
            log.warning("The database lets us write again.")
        self._shut_out = shut_out

    def _wait(self) -> bool:
        """Until something waits; False when there is nothing more to come."""
        with self._changed:
            while True:
                while self._waiting and self._waiting[0].withdrawn:
                    del self._waiting[0]
                if self._waiting:
                    break
                if self._stopping:
                    return False
                self._changed.wait()
        if self._had_company:
            self._gather()
        return True

    def _gather(self) -> None:
        """Wait for all who are at it at once, or until nobody has come for a moment. Where answers come in company the others are
        on their way, and one commit, one handing over of the interpreter, then serves many. Were they recorded in parts, each
        would be committed while the next is read, and writer and event loop would wait for the interpreter at every statement.
        Who comes alone waits for nobody."""
        until = time.monotonic() + LONGEST_GATHERING
        enough = min(MOST_AT_ONCE, max(2, round(self._at_once)))
        before = 0
        while before < len(self._waiting) < enough and time.monotonic() < until:
            before = len(self._waiting)
            time.sleep(A_MOMENT)

    def _pause(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: False, timeout=TRY_AGAIN_AFTER)

    def _take(self) -> list[Ticket]:
        """Everything that waits. Only after the transaction has begun: until then it can still be withdrawn."""
        taken: list[Ticket] = []
        with self._changed:
            while self._waiting and len(taken) < MOST_AT_ONCE:
                ticket = self._waiting.popleft()
                if not ticket.withdrawn:
                    ticket.taken = True
                    taken.append(ticket)
        self._had_company = len(taken) > 1
        self._at_once = max(len(taken) + len(self._waiting), self._at_once * FORGETS)
        return taken

    def _record(self, connection: Connection, tickets: list[Ticket]) -> Connection | None:
        """All in one transaction; if that fails, one by one, so that what is wrong with one hurts no other."""
        committing = False
        try:
            unit = Unit(connection, self._now, self._remembered)
            outcomes = decide_all(unit, [ticket.job for ticket in tickets])
            unit.finish(self._on_recorded)
            committing = True
            connection.commit()
            unit.remember()
        except Exception as problem:
            kept = _rolled_back(connection)
            if _is_passing(problem):
                self._put_back(tickets, problem, maybe_recorded=committing)
                return kept
            if len(tickets) == 1:
                resolve_all([(tickets[0], _failed(problem))])
                return kept
            log.warning("A transaction of %d failed; recording them one by one.", len(tickets), exc_info=True)
            return self._one_by_one(kept, tickets)
        self._at_once = max(self._at_once, len(tickets) + len(self._waiting))
        resolve_all(zip(tickets, outcomes, strict=True))
        return connection

    def _one_by_one(self, connection: Connection | None, tickets: list[Ticket]) -> Connection | None:
        for number, ticket in enumerate(tickets):
            try:
                if connection is None:
                    connection = self._database.writing.connect()
                connection.begin()
            except DBAPIError as problem:
                _drop(connection)
                self._put_back(tickets[number:], problem, maybe_recorded=False)
                return None
            connection = self._record(connection, [ticket])
        return connection

    def _put_back(self, tickets: list[Ticket], problem: Exception, *, maybe_recorded: bool) -> None:
        """They wait again, before all others, and can be withdrawn again. What may have been recorded can not: done again it
        is a repeat, known by its key; without a key it must not be done again, and what went wrong rises."""
        hopeless: list[Ticket] = []
        with self._changed:
            for ticket in reversed(tickets):
                ticket.tries += 1
                ticket.maybe_recorded |= maybe_recorded
                if ticket.tries > MOST_TRIES or (ticket.maybe_recorded and not ticket.job.key):
                    hopeless.append(ticket)
                    continue
                ticket.taken = ticket.maybe_recorded
                self._waiting.appendleft(ticket)
        resolve_all((ticket, problem) for ticket in hopeless)


def _failed(problem: Exception) -> Any:
    """A refusal is an outcome; anything else is a bug or a broken database, and rises where it is waited for."""
    return Declined(problem) if isinstance(problem, Refusal) else problem


def _is_passing(problem: Exception) -> bool:
    """The connection is gone, or another transaction was in the way: nothing is wrong with what was to be recorded."""
    if not isinstance(problem, DBAPIError):
        return False
    state = getattr(problem.orig, "sqlstate", "")
    taken = state == TAKEN and _constraint(problem) in TAKEN_MEANWHILE
    return problem.connection_invalidated or state in PASSING or taken


def _constraint(problem: DBAPIError) -> str:
    said = getattr(problem.orig, "diag", None)
    return getattr(said, "constraint_name", "")


def _left_behind(ticket: Ticket) -> Exception:
    if ticket.maybe_recorded:
        return RuntimeError("Rondo has stopped, and nobody knows whether this was recorded.")
    return WriterStopped("Rondo has stopped, and this is not recorded.")


def _rolled_back(connection: Connection) -> Connection | None:
    try:
        connection.rollback()
    except DBAPIError:
        _drop(connection)
        return None
    if connection.invalidated:
        _drop(connection)
        return None
    return connection


def _drop(connection: Connection | None) -> None:
    if connection is not None:
        try:
            connection.close()
        except DBAPIError:
            log.debug("A broken connection did not close.", exc_info=True)


__all__ = ["Declined", "Done", "Ticket", "Writer", "WriterStopped"]
