"""Writing a database's files anew, so that nothing is left in them of rows that are gone."""

import sqlite3
from contextlib import closing
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from storage.database import Database

LOCKED_FOR: Final = 2.0
"""Seconds to wait for whoever holds PostgreSQL's table (a dump): longer, and all who vote would wait behind us."""
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_BYTE: Final = 0xFF
"""The rest of SQLite's code says more exactly why."""
_LOCKED: Final = "55P03"
"""PostgreSQL's word for a lock that did not come in time."""
_SOMEBODY_MAY_SEE: Final = """
    WITH held AS (
        SELECT greatest(age(backend_xmin), age(backend_xid)) AS age FROM pg_stat_activity
        WHERE pid <> pg_backend_pid() AND (datname = current_database() OR datname IS NULL)
        UNION ALL SELECT age(xmin) FROM pg_replication_slots
        UNION ALL SELECT age(transaction) FROM pg_prepared_xacts WHERE database = current_database()
    )
    SELECT coalesce((SELECT max(age) FROM held) >= (SELECT min(age(xmin)) FROM {noted}), false)
"""
"""A transaction that is older than those which deleted the rows: PostgreSQL keeps the rows for it, even in a table that it writes
anew, and without any lock that we would wait for."""


def write_anew(database: Database, table: str, noted: str) -> bool:
    """Write SQLite's whole file anew and empty its log; write PostgreSQL's ``table`` anew. False when nothing is promised yet:
    somebody is writing, or may still see the rows that are gone. ``noted``: the table in which the transactions that deleted them
    have said so. Waits for who writes, and who writes waits for it. Raises what the database raises."""
    return _file_anew(database) if database.on_sqlite else _table_anew(database, table, noted)


def _file_anew(database: Database) -> bool:
    with closing(database.writing.raw_connection()) as connection:
        raw: Any = connection.driver_connection
        try:
            raw.execute("VACUUM")
            busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & _BYTE in _BUSY:
                return False
            raise
        return not busy


def _table_anew(database: Database, table: str, noted: str) -> bool:
    with database.writing.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.detach()  # what is set for it is for nobody after us
        if _somebody_may_see(connection, noted):
            return False
        connection.exec_driver_sql(f"SET lock_timeout = '{LOCKED_FOR}s'")
        try:
            connection.exec_driver_sql(f'VACUUM (FULL) "{table}"')
        except OperationalError as problem:
            if getattr(problem.orig, "sqlstate", "") == _LOCKED:
                return False
            raise
        return True


def _somebody_may_see(connection: Connection, noted: str) -> bool:
    return bool(connection.exec_driver_sql(_SOMEBODY_MAY_SEE.format(noted=noted)).scalar_one())
