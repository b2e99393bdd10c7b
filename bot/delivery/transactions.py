"""The worker's own transactions: short, so that nobody's answer waits long for them."""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from storage.batch import Done
from storage.database import Database
from storage.unit import Unit
from storage.writer import Writer

T = TypeVar("T")
TRIES: Final = 3
"""For one transaction, while something else keeps the database."""


class Transactions:
    """On SQLite they are tasks of the one writer, committed with the answers that wait beside them; on
    PostgreSQL, whose rows are locked one by one, they have a connection of their own. What reads never
    waits for either."""

    def __init__(self, database: Database, writer: Writer) -> None:
        self._database = database
        self._writer = writer
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="worker")

    async def write(self, change: Callable[[Connection], T]) -> T:
        """What ``change`` returns, once it is committed."""
        if not self._database.on_sqlite:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._write_now, change)

        def task(unit: Unit) -> T:
            return change(unit.connection)

        outcome = await self._writer.run(task)
        if not isinstance(outcome, Done):
            raise TypeError("a task of the worker's refuses nothing")
        result: T = outcome.state
        return result

    async def read(self, load: Callable[[Connection], T]) -> T:
        return await self._database.read(load)

    def close(self) -> None:
        self._thread.shutdown(wait=True)

    def _write_now(self, change: Callable[[Connection], T]) -> T:
        for _ in range(TRIES - 1):
            # Nothing has been written when the wait for the writer was in vain, so it can be done again.
            with contextlib.suppress(OperationalError):
                return self._write_once(change)
        return self._write_once(change)

    def _write_once(self, change: Callable[[Connection], T]) -> T:
        with self._database.writing.begin() as connection:
            return change(connection)
