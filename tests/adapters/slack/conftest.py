"""Slack's adapter as it runs: behind FastAPI on a real port, with a fake Slack on another and a fake desk behind."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI

from adapters.desk import Account, PlaceKey, Platform, Who
from adapters.slack.connection import Slack
from adapters.slack.installations import InstallationRow
from adapters.slack.settings import SlackSettings
from tests.fakes.desk import FakeDesk, Responses, typed_words
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import SlackPerson
from tests.fakes.slack_things import Channel


class SpelledKeys:
    """Says the key itself and what is put into it, so that a test sees which sentence was chosen."""

    def __init__(self, locale: str) -> None:
        self.locale = locale

    def __call__(self, key: str, /, **values: str | int) -> str:
        return " ".join([f"{self.locale}:{key}", *(f"{name}={value}" for name, value in values.items())])

    def n(self, key: str, n: int, /, **values: str | int) -> str:
        return self(key, n=n, **values)


class Rows:
    """Installations in memory."""

    def __init__(self) -> None:
        self.rows: dict[str, InstallationRow] = {}

    async def save(self, row: InstallationRow) -> None:
        self.rows.pop(row.tenant, None)
        self.rows[row.tenant] = row

    async def find(self, tenant: str) -> InstallationRow | None:
        within = [row for row in self.rows.values() if row.enterprise == tenant]
        return self.rows.get(tenant) or (within[-1] if within else None)

    async def delete(self, tenant: str) -> None:
        self.rows.pop(tenant, None)


@dataclass
class House:
    slack: FakeSlack
    desk: FakeDesk
    responses: Responses
    app: Slack
    url: str = ""
    rows: Rows = field(default_factory=Rows)

    def rosa(self, **facts: Any) -> SlackPerson:
        """Somebody whom the desk knows."""
        person = self.slack.person("Rosa Díaz", **facts)
        self.known(person)
        return person

    def known(self, person: SlackPerson, *, locale: str = "en") -> Who:
        return self.desk.knows(Account(Platform.SLACK, self.slack.team, person.user), locale=locale)

    def known_as(self, person: SlackPerson) -> str:
        """The desk's id of somebody whom it knows."""
        return str(self.desk.people[Account(Platform.SLACK, self.slack.team, person.user)].member_id)

    def general(self, *people: SlackPerson, private: bool = False, known: bool = True) -> Channel:
        """A channel with Rondo in it; ``known`` to the desk."""
        channel = self.slack.channel("general", list(people), private=private)
        channel.members.append(self.slack.rondo)
        if known:
            self.desk.knows_place(self.key(channel))
        return channel

    def key(self, channel: Channel) -> PlaceKey:
        return PlaceKey(Platform.SLACK, self.slack.team, channel.id)

    async def settled(self) -> None:
        """What was begun behind the answers is done, and the private words are sent."""
        await self.app.background.drain(5)
        await self.slack.until(lambda: not self.app.confirmations.waiting)


@contextlib.asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    """The application on a port of its own, by the server that production uses."""
    config = uvicorn.Config(app, port=0, log_level="error", lifespan="off", loop="asyncio", ws="none")
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    # Its own main loop only ticks, and would hold up every test's end by a tenth of a second.
    await server.startup()
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await server.shutdown()


@contextlib.asynccontextmanager
async def a_house(**settings: Any) -> AsyncIterator[House]:
    async with FakeSlack() as slack:
        desk, responses, rows = FakeDesk(), Responses(), Rows()
        given = {
            "bot_token": slack.token,
            "signing_secret": slack.secret,
            "api_url": slack.api_url,
        } | settings
        app = Slack(
            SlackSettings(**given),
            desk=desk,
            respond=responses,
            read_words=typed_words,
            rows=rows,
            catalogue=SpelledKeys,
        )
        web = FastAPI()
        web.include_router(app.routes)
        await app.start()
        try:
            async with served(web) as url:
                slack.connect(url)
                yield House(slack, desk, responses, app, url, rows)
        finally:
            await app.stop()


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with a_house() as ready:
        yield ready
