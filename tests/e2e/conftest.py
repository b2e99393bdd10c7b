"""The whole of Rondo, ready to be used by people."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.e2e.circle import EarlyYears
from tests.e2e.neighbourhood import Neighbourhood, a_neighbourhood
from tests.e2e.several_places import BothSides
from tests.e2e.teams_side import TeamsSide, a_teams_side
from tests.storage.conftest import database_url, with_schema

__all__ = ["database_url"]


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Neighbourhood]:
    """On SQLite."""
    url = f"sqlite:///{tmp_path / 'rondo.db'}"
    with_schema(url)
    async with a_neighbourhood(url) as ready:
        yield ready


@pytest.fixture
async def each_town(database_url: str) -> AsyncIterator[Neighbourhood]:
    """The test runs once on SQLite and once on PostgreSQL."""
    async with a_neighbourhood(database_url) as ready:
        yield ready


@pytest.fixture
async def circle(town: Neighbourhood) -> EarlyYears:
    """Five people of a channel that has just become a circle, and a parent partner with a link of her own."""
    return await EarlyYears.begin(town)


@pytest.fixture
async def side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TeamsSide]:
    """Teams beside Slack, on SQLite; nobody has installed anything yet."""
    url = f"sqlite:///{tmp_path / 'rondo.db'}"
    with_schema(url)
    async with a_teams_side(url, monkeypatch) as ready:
        yield ready


@pytest.fixture
async def both(side: TeamsSide) -> BothSides:
    """A circle that meets in a Slack channel and in a Teams channel."""
    both = await BothSides.begin(side)
    await both.connect()
    return both
