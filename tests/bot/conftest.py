"""Databases with the schema in them, for tests of what runs on top of storage."""

from tests.storage.conftest import database_url

__all__ = ["database_url"]
