"""Databases with the schema in them, for tests of what runs on top of storage."""

from pathlib import Path

import pytest

from tests.storage.conftest import database_url, with_schema

__all__ = ["database_url", "embedded_url"]


@pytest.fixture
def embedded_url(tmp_path: Path) -> str:
    """An embedded database: for what does not depend on which it is, and takes long."""
    url = f"sqlite:///{tmp_path / 'rondo.db'}"
    with_schema(url)
    return url
