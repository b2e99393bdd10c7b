"""A database with Rondo's schema in it, on SQLite and on PostgreSQL."""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from storage.database import Database
from storage.migrate import upgrade
from storage.writer import Writer
from tests.support.builders import TurnedClock
from tests.support.postgres import Postgres

SQLITE: Final = "sqlite:///"


def with_schema(url: str) -> None:
    """The schema in an empty database. An embedded one is a copy of what was migrated once in this process."""
    if not url.startswith(SQLITE):
        _migrate(url)
        return
    made = Path(url.removeprefix(SQLITE))
    if made.exists():
        _migrate(url)
    else:
        shutil.copyfile(_migrated(), made)


@cache
def _migrated() -> Path:
    folder = tempfile.mkdtemp(prefix="rondo-schema-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _migrate(f"{SQLITE}{folder}/schema.db")
    return Path(folder, "schema.db")


def _migrate(url: str) -> None:
    database = Database(url)
    upgrade(database)
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database with the schema in it; the test runs once on each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'rondo.db'}"
        with_schema(url)
        yield url
        return
    server: Postgres = request.getfixturevalue("postgres")
    with server.spare(server.template("schema", with_schema)) as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def writer(database: Database, clock: TurnedClock) -> Iterator[Writer]:
    """A writer at work on each kind of database."""
    with Writer(database, clock) as writer:
        yield writer
