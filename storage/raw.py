"""Statements written out once for each database: for the path of an answer, where building them anew would cost more than
running them. Everything else uses SQLAlchemy's own."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection

from storage.bulk import DialectName, dialect_of

_FORMS: Final[dict[DialectName, dict[str, str]]] = {
    "sqlite": {"p": "?", "among": "IN (SELECT value FROM json_each(?))", "true": "1", "lock": ""},
    "postgresql": {"p": "%s", "among": "= ANY(%s)", "true": "TRUE", "lock": " FOR UPDATE"},
}


class Raw:
    """``template`` has ``{p}`` for a value, ``{among}`` for "is one of these ids" (or texts), ``{true}`` and ``{lock}``. Where
    that is not enough it is a function of the database's dialect."""

    def __init__(self, template: str | Callable[[DialectName], str]) -> None:
        self._texts = {
            dialect: (template(dialect) if callable(template) else template).format(**forms)
            for dialect, forms in _FORMS.items()
        }

    def text(self, connection: Connection) -> str:
        return self._texts[dialect_of(connection)]

    def __call__(self, connection: Connection, *values: Any) -> Any:
        dialect = dialect_of(connection)
        bound = _bound_sqlite(values) if dialect == "sqlite" else values
        return connection.exec_driver_sql(self._texts[dialect], bound)


class AllRows(Raw):
    """``columns`` ``FROM`` the rest, as a list of rows: on SQLite as one JSON text, and so in one step. The driver gives the
    interpreter away for every step, and while the event loop is busy each waits to get it back. No column may be of bytes; times
    and ids are as the driver gives them (``as_time``, ``as_uuid``)."""

    def __init__(self, columns: Sequence[str], rest: str | Callable[[DialectName], str]) -> None:
        def text(dialect: DialectName) -> str:
            listed = ", ".join(columns)
            chosen = f"json_group_array(json_array({listed}))" if dialect == "sqlite" else listed
            return f"SELECT {chosen} {rest(dialect) if callable(rest) else rest}"

        super().__init__(text)

    def __call__(self, connection: Connection, *values: Any) -> list[Any]:
        found = super().__call__(connection, *values)
        if dialect_of(connection) == "sqlite":
            rows: list[Any] = json.loads(found.scalar_one())
            return rows
        return list(found)


def _bound_sqlite(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(
        value.hex if isinstance(value, UUID) else _as_json(value) if isinstance(value, list) else value
        for value in values
    )


def _as_json(values: list[UUID] | list[str]) -> str:
    return json.dumps([value if isinstance(value, str) else value.hex for value in values])


@lru_cache(maxsize=65_536)
def _uuid(hex: str) -> UUID:
    return UUID(hex)


def as_uuid(value: Any) -> Any:
    """An id as the driver gives it: on SQLite a string of 32 digits."""
    return _uuid(value) if type(value) is str else value


def as_time(value: Any) -> Any:
    """A time as the driver gives it: on SQLite a string in UTC."""
    if type(value) is str:
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value.astimezone(UTC)
