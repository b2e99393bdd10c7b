"""Teams' door as it runs: behind Starlette on a real port, with fake identity services on others and a handler that remembers."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
import uvicorn
from botbuilder.core import TurnContext
from starlette.applications import Starlette

from adapters.teams.adapter import TeamsAdapter
from adapters.teams.answer import Answer
from adapters.teams.authentication import Authentication
from adapters.teams.routes import MESSAGES, Messages, teams_routes
from adapters.teams.settings import TeamsSettings
from tests.fakes.teams_identity import FakeIdentity

TENANT = "aaaaaaaa-0000-4000-8000-00000000000a"
SERVICE = "https://smba.example/emea/"
Json = dict[str, Any]


def activity(**parts: Any) -> Json:
    """A press on a card, in a channel; ``parts`` replace, and ``...`` takes one away."""
    whole: Json = {
        "type": "invoke",
        "id": "f:1",
        "name": "adaptiveCard/action",
        "timestamp": "2026-11-24T10:00:00.000Z",
        "localTimezone": "Europe/Madrid",
        "locale": "en-GB",
        "serviceUrl": SERVICE,
        "channelId": "msteams",
        "from": {"id": "29:rosa", "name": "Rosa Díaz", "aadObjectId": "00000000-0000-4000-8000-000000000001"},
        "recipient": {"id": "28:rondo", "name": "Rondo"},
        "conversation": {
            "id": "19:general@thread.tacv2;messageid=1",
            "tenantId": TENANT,
            "conversationType": "channel",
            "isGroup": True,
        },
        "channelData": {"tenant": {"id": TENANT}},
        "value": {"action": {"type": "Action.Execute", "verb": "consent", "data": {"id": "r-1"}}},
    }
    return {name: value for name, value in (whole | parts).items() if value is not ...}


class Clock:
    """Seconds that only a test moves."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Doorstep:
    identity: FakeIdentity
    authentication: Authentication
    clock: Clock
    url: str = ""
    turns: list[TurnContext] = field(default_factory=list)
    handler: Callable[[TurnContext], Awaitable[Answer]] | None = None

    async def take(self, turn: TurnContext) -> Answer:
        self.turns.append(turn)
        if self.handler is not None:
            return await self.handler(turn)
        return Answer(
            200, {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "ok"}
        )

    async def post(
        self, body: bytes | Json | None = None, token: str | None = None, **headers: str
    ) -> tuple[int, Any]:
        """As Teams posts; with its own token unless ``token`` is another, or ``""`` for none."""
        if token is None:
            token = self.identity.token(SERVICE)
        given = {"Content-Type": "application/json; charset=utf-8"} | headers
        if token:
            given.setdefault("Authorization", f"Bearer {token}")
        content: Any = (
            {"data": body} if isinstance(body, bytes) else {"json": activity() if body is None else body}
        )
        if "json" in content:
            given.pop("Content-Type")
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.url}{MESSAGES}", headers=given, **content) as response,
        ):
            json_type = response.content_type == "application/json"
            return response.status, await (response.json() if json_type else response.text())


@contextlib.asynccontextmanager
async def served(app: Any) -> AsyncIterator[str]:
    """The application on a port of its own, by the server that production uses."""
    config = uvicorn.Config(app, port=0, log_level="error", lifespan="off", loop="asyncio", ws="none")
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        # Its own way of stopping takes a tenth of a second, at each test's end.
        for listening in server.servers:
            listening.close()
        for connection in list(server.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(0.002)


@contextlib.asynccontextmanager
async def a_doorstep(identity: FakeIdentity, **settings: Any) -> AsyncIterator[Doorstep]:
    given = {
        "app_id": identity.app_id,
        "app_password": identity.app_password,
        "tenant_id": TENANT,
        "allowed_tenants": frozenset({TENANT}),
        "bot_framework": identity.bot_framework,
    } | settings
    clock = Clock()
    authentication = Authentication(TeamsSettings(**given), now=clock)
    await authentication.start()
    doorstep = Doorstep(identity, authentication, clock)
    routes = teams_routes(Messages(TeamsAdapter(authentication), doorstep.take)).routes
    try:
        async with served(Starlette(routes=routes)) as url:
            doorstep.url = url
            yield doorstep
    finally:
        await authentication.close()


@pytest.fixture
async def identity(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeIdentity]:
    # In a thread: whoever asked it while blocking the test's loop would otherwise wait for ever.
    with FakeIdentity().in_a_thread() as ready:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", ready.ca_bundle)
        yield ready


@pytest.fixture
async def doorstep(identity: FakeIdentity) -> AsyncIterator[Doorstep]:
    async with a_doorstep(identity) as ready:
        yield ready


@pytest.fixture
def errors(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What was logged as an error."""
    return lambda: [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
