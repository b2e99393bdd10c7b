"""A circle in a Teams channel, beside whatever else the town has: real tokens, real HTTP, a fake connector."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from tests.e2e.neighbourhood import PATIENCE, Neighbourhood, a_neighbourhood
from tests.fakes.teams import TENANT, Conversation, FakeTeams, Json, Post
from tests.fakes.teams_identity import FakeIdentity
from tests.fakes.teams_person import TeamsPerson

MUST_BE_HEARD = "Who must be heard before we adopt anything?"


@dataclass
class TeamsSide:
    """``town.behind()`` waits for what Slack and Teams do behind their answers. ``identity`` is None in the playground."""

    town: Neighbourhood
    teams: FakeTeams
    identity: FakeIdentity | None
    session: aiohttp.ClientSession

    async def post(self, activity: Json) -> tuple[int, Any]:
        """As Teams sends it, with a token of its own; the playground has none."""
        token = self.identity.token(self.teams.url) if self.identity is not None else None
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        address = f"{self.town.url}/api/messages"
        async with self.session.post(address, json=activity, headers=headers) as response:
            is_json = response.content_type == "application/json"
            return response.status, await (response.json() if is_json else response.text())

    def person(self, name: str, **facts: Any) -> TeamsPerson:
        return TeamsPerson(self.teams, self.teams.person(name, **facts), self.post)

    async def settle(self) -> None:
        """Until nothing more is to be sent."""
        quiet = 0
        while quiet < 2:
            before = len(self.teams.calls)
            await self.town.settle()
            await self.behind()
            quiet = quiet + 1 if len(self.teams.calls) == before else 0

    async def behind(self) -> None:
        await self.town.behind()
        assert self.town.house.teams is not None
        await self.town.house.teams.background.drain(PATIENCE)

    def card(self, where: Conversation) -> Post:
        """The newest round's own card: the first post with buttons that is no answer in a thread."""
        return next(post for post in reversed(where.posts) if not post.thread and "More…" in post.buttons)


def registered(identity: FakeIdentity) -> dict[str, Any]:
    """What Rondo is told of its registration with Microsoft."""
    return {
        "teams_app_id": identity.app_id,
        "teams_app_password": identity.app_password,
        "teams_tenant_id": TENANT,
        **{name.lower(): value for name, value in identity.bot_framework.items()},
    }


@contextlib.asynccontextmanager
async def a_teams_side(url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TeamsSide]:
    """``url`` is a database with the schema in it. However busy the machine is, people wait here for an answer."""
    monkeypatch.setattr("adapters.teams.receiver.IN_TIME", PATIENCE)
    async with FakeIdentity() as identity:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", identity.ca_bundle)
        accepts = lambda token: identity.accepts(f"Bearer {token}")  # noqa: E731
        async with (
            FakeTeams(checks_token=accepts, page=3) as teams,
            aiohttp.ClientSession() as session,
            a_neighbourhood(url, **registered(identity)) as town,
        ):
            teams.clock = lambda: town.clock.at.timestamp()
            yield TeamsSide(town, teams, identity, session)


@contextlib.asynccontextmanager
async def a_playground(url: str) -> AsyncIterator[TeamsSide]:
    """The same in the Agents Playground: nobody has a token, and no button opens a dialog."""
    async with (
        FakeTeams() as teams,
        aiohttp.ClientSession() as session,
        a_neighbourhood(url, teams_playground=True) as town,
    ):
        teams.clock = lambda: town.clock.at.timestamp()
        yield TeamsSide(town, teams, None, session)
