"""Databases with the schema in them, and the process that applications are forked from."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.running import Nursery, a_nursery
from tests.storage.conftest import database_url, with_schema
from tests.support.postgres import Postgres

__all__ = ["database_url"]


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
