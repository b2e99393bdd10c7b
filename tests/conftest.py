"""What every test may ask for; each fixture is explained where it is made."""

import gc
import os
import sys

import pytest

from bot.settings import Settings
from tests.support.chromium import browser, page
from tests.support.engines import share
from tests.support.postgres import each_database_url, postgres, postgres_url, sqlite_url
from tests.support.teams_schema import teams_schemas

__all__ = ["browser", "each_database_url", "page", "postgres", "postgres_url", "sqlite_url", "teams_schemas"]

# A developer's own settings must not change what a test means.
for name in Settings.model_fields:
    os.environ.pop(name.upper(), None)

share()

# At each request of a test's client httpcore asks whether trio is there, and Python searched all its folders for it.
sys.modules.setdefault("trio", None)  # type: ignore[arg-type]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first: otherwise one worker is still at it when the others have nothing left to do."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


# Ten thousand tests and all they import live as long as the run: looking through them for garbage, again and again,
# took a quarter of the collection and a tenth of the rest.
gc.disable()


def pytest_collection_finish() -> None:
    """From here on only what tests make is looked through."""
    gc.freeze()
    gc.enable()
