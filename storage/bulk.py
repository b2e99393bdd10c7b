"""Many rows in few statements, made once for each database: the path of an answer.

One statement with many rows is one call into the driver, and so one handing over of the interpreter, where a statement for each
row would be as many.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import Connection, Enum, LargeBinary, Table, Uuid
from sqlmodel.sql.sqltypes import UTCDateTime

DialectName = Literal["sqlite", "postgresql"]
MOST_ROWS: Final = 64
"""In one statement. Few different texts, so that the driver's cache of prepared statements holds them."""


class Upsert:
    """Puts rows into a table. Rows whose key is there already get the columns of ``update`` anew (none: they stay)."""

    def __init__(
        self, table: Table, columns: Sequence[str], *, update: Sequence[str] = (), merge: bool = True
    ) -> None:
        self.table = table
        self.columns = tuple(columns)
        self._tail = _tail(table, update) if merge else ""

    def __call__(self, connection: Connection, rows: Sequence[Sequence[Any]]) -> None:
        dialect = dialect_of(connection)
        encoders = self._encoders(dialect)
        for start in range(0, len(rows), MOST_ROWS):
            chunk = rows[start : start + MOST_ROWS]
            values = [
                value if value is None or encode is None else encode(value)
                for row in chunk
                for encode, value in zip(encoders, row, strict=True)
            ]
            connection.exec_driver_sql(self._statement(dialect, len(chunk)), tuple(values))

    @cache  # noqa: B019  (statements live as long as the process)
    def _statement(self, dialect: DialectName, rows: int) -> str:
        mark = "?" if dialect == "sqlite" else "%s"
        one = "(" + ",".join([mark] * len(self.columns)) + ")"
        names = ",".join(f'"{name}"' for name in self.columns)
        values = ",".join([one] * rows)
        return f'INSERT INTO "{self.table.name}" ({names}) VALUES {values}{self._tail}'  # noqa: S608  (our own names)

    @cache  # noqa: B019
    def _encoders(self, dialect: DialectName) -> tuple[Callable[[Any], Any] | None, ...]:
        return tuple(encoder(self.table.c[name].type, dialect) for name in self.columns)


def _tail(table: Table, update: Sequence[str]) -> str:
    key = ",".join(f'"{column.name}"' for column in table.primary_key.columns)
    if not update:
        return f" ON CONFLICT ({key}) DO NOTHING"
    changes = ",".join(f'"{name}"=excluded."{name}"' for name in update)
    return f" ON CONFLICT ({key}) DO UPDATE SET {changes}"


def dialect_of(connection: Connection) -> DialectName:
    return "sqlite" if connection.dialect.name == "sqlite" else "postgresql"


def encoder(kind: object, dialect: DialectName) -> Callable[[Any], Any] | None:
    """How a value of a column of this type is handed to the driver; None: as it is."""
    if isinstance(kind, Enum):
        return _value
    if dialect == "sqlite":
        if isinstance(kind, Uuid):
            return _hex
        if isinstance(kind, UTCDateTime):
            return sqlite_time
    elif isinstance(kind, LargeBinary):
        return bytes
    return None


def _value(member: Any) -> str:
    return str(member.value)


def _hex(id: UUID) -> str:
    return id.hex


def sqlite_time(at: datetime) -> str:
    """As SQLAlchemy keeps a time on SQLite."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
