"""Connections: one kind that writes, one kind that only reads, on SQLite and on PostgreSQL."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool, QueuePool

T = TypeVar("T")
READERS: Final = 4
"""Threads that read, and connections for them."""
BUSY_FOR: Final = 5.0
"""Seconds that SQLite waits for another connection (a backup, a console) before it gives up."""
CHECKPOINT_PAGES: Final = 8_000
"""Pages of the write-ahead log (32 MB) before SQLite carries them over into the database: with its own 1,000 a load of answers
waits for that several times a second."""


class Database:
    """A database by its address. Nothing connects before it is used; ``close`` ends every connection."""

    def __init__(self, url: str, *, readers: int = READERS) -> None:
        self.url = make_url(url)
        self.on_sqlite = self.url.get_backend_name() == "sqlite"
        self.writing = self._engine(for_writing=True)
        self.reading = self._engine(for_writing=False, size=readers)
        for engine in (self.writing, self.reading):
            event.listen(engine, "handle_error", _keep_to_the_first_line)
        self._threads = ThreadPoolExecutor(readers, thread_name_prefix="reader")

    async def read(self, load: Callable[[Connection], T]) -> T:
        """What ``load`` makes of one consistent view of the database; never waits for the writer."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.read_now, load)

    def read_now(self, load: Callable[[Connection], T]) -> T:
        """The same, in this thread."""
        with self.reading.connect() as connection, connection.begin():
            return load(connection)

    def close(self) -> None:
        self._threads.shutdown(wait=True)
        self.writing.dispose()
        self.reading.dispose()

    def _engine(self, *, for_writing: bool, size: int = 1) -> Engine:
        if self.on_sqlite:
            return _sqlite_engine(self.url, for_writing=for_writing, size=size)
        if for_writing:
            return create_engine(
                self.url,
                poolclass=QueuePool,
                pool_size=2,
                max_overflow=2,
                pool_pre_ping=True,
                hide_parameters=True,
            )
        engine = create_engine(
            self.url, pool_size=size, max_overflow=0, pool_pre_ping=True, hide_parameters=True
        )
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _keep_to_the_first_line(context: ExceptionContext) -> None:
    """PostgreSQL's details quote the row that it refuses, sealed words and all: no log may have them."""
    first = str(context.original_exception).partition("\n")[0]
    context.original_exception.args = (first,)
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = (f"({type(context.original_exception).__name__}) {first}",)


def _sqlite_engine(url: Any, *, for_writing: bool, size: int) -> Engine:
    arguments = {"timeout": BUSY_FOR, "check_same_thread": False, "cached_statements": 512}
    if for_writing:
        engine = create_engine(url, poolclass=NullPool, connect_args=arguments, hide_parameters=True)
    else:
        engine = create_engine(
            url,
            poolclass=QueuePool,
            pool_size=size,
            max_overflow=0,
            connect_args=arguments,
            hide_parameters=True,
        )
    begin = "BEGIN IMMEDIATE" if for_writing else "BEGIN"

    @event.listens_for(engine, "connect")
    def _set_up(raw: Any, _record: Any) -> None:
        set_up_sqlite(raw, for_writing=for_writing)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def set_up_sqlite(raw: Any, *, for_writing: bool) -> None:
    """Durable (synchronous FULL, asserted), with foreign keys held, and transactions begun by us."""
    raw.isolation_level = None
    cursor = raw.cursor()
    if for_writing:
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.execute("PRAGMA cache_size = -65536")
    if not for_writing:
        cursor.execute("PRAGMA query_only = ON")
    cursor.execute("PRAGMA synchronous")
    full = 2
    if cursor.fetchone()[0] != full:
        raise RuntimeError(
            "SQLite does not keep what it is told: synchronous is not FULL on this connection."
        )
    cursor.close()
