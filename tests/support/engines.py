"""What SQLAlchemy works out of a statement, once in a test process: each test has a database of its own, and working out the
same statements for each again took a quarter of the time."""

from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

_COMPILED: Final[dict[Any, Any]] = {}


class _OneForAll(type):
    """Whoever asks for another instance gets the one there is."""

    _one: Any = None
    _asked_with: Any = None

    def __call__(cls, **arguments: Any) -> Any:
        if cls._one is None:
            cls._one, cls._asked_with = super().__call__(**arguments), arguments
        elif arguments != cls._asked_with:
            return super().__call__(**arguments)
        return cls._one


class _Shared:
    """To a dialect: what it learned of its database holds for every other, and what it compiled is kept."""

    _initialized = False

    def initialize(self, connection: Connection) -> None:
        if not self._initialized:
            super().initialize(connection)  # type: ignore[misc]
            self._initialized = True

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_COMPILED)


class SharedSQLite(_Shared, SQLiteDialect_pysqlite, metaclass=_OneForAll):
    supports_statement_cache = True


class SharedPostgreSQL(_Shared, PGDialect_psycopg, metaclass=_OneForAll):
    supports_statement_cache = True


def share() -> None:
    """From here on engines share what they work out."""
    registry.register("sqlite", __name__, SharedSQLite.__name__)
    registry.register("postgresql.psycopg", __name__, SharedPostgreSQL.__name__)
