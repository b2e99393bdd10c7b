"""Databases with the schema in them, and the process that applications are forked from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.faults.running import Nursery, a_nursery
from tests.storage.conftest import database_url, with_schema
from tests.support.postgres import Postgres

__all__ = ["database_url"]


@pytest.fixture(autouse=True)
def plain_logs() -> Iterator[None]:
    """As in production: the prettier traceback, which draws every variable, holds up an event loop for seconds."""
    shown = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.stdlib.add_log_level, shown])
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    with a_nursery() as ready:
        yield ready


@pytest.fixture
def embedded_url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'rondo.db'}"
    with_schema(url)
    return url


@pytest.fixture
def server_url(postgres: Postgres) -> Iterator[str]:
    with postgres.database(postgres.template("schema", with_schema)) as url:
        yield url
