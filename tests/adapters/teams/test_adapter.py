"""The mends: each of these fails with botbuilder-core 4.17.1 as it is."""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from botbuilder.core import TurnContext
from botbuilder.schema import Activity, ErrorResponseException
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import ClaimsIdentity, MicrosoftAppCredentials
from msrest.universal_http.requests import ClientRetryPolicy

from adapters.teams.answer import Answer
from adapters.teams.clients import Kept, KeptConnectors
from adapters.teams.tokens import SignInFailed
from tests.adapters.teams.conftest import Doorstep, a_doorstep, activity
from tests.fakes.teams_identity import FakeIdentity

# --- defect 1: the SDK answers 500 to every invoke with a body ---


async def test_an_invoke_is_answered_with_the_json_that_the_turn_gave(doorstep: Doorstep) -> None:
    card = {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": {"body": []}}

    async def draws(turn: TurnContext) -> Answer:
        return Answer(200, card)

    doorstep.handler = draws
    assert await doorstep.post() == (200, card)


async def test_a_turn_has_the_activity_as_it_came(doorstep: Doorstep) -> None:
    came = activity(value={"action": {"verb": "consent", "data": {"a": 1}}, "odd": [None]})
    assert (await doorstep.post(came))[0] == 200
    (turn,) = doorstep.turns
    assert turn.activity.additional_properties == came


# --- what goes wrong ---


async def test_a_bug_is_logged_once_with_the_reference_that_is_answered(
    doorstep: Doorstep, errors: Callable[[], list[str]]
) -> None:
    async def stumbles(turn: TurnContext) -> Answer:
        raise KeyError("oh")

    doorstep.handler = stumbles
    status, body = await doorstep.post()
    (said,) = errors()
    assert status == 500
    assert body["error"]["message"].startswith("reference ")
    assert said.endswith(body["error"]["message"])


async def test_an_answer_that_is_no_json_is_a_bug_too(
    doorstep: Doorstep, errors: Callable[[], list[str]]
) -> None:
    async def answers(turn: TurnContext) -> Answer:
        return Answer(200, {"at": object()})

    doorstep.handler = answers
    assert (await doorstep.post())[0] == 500
    assert len(errors()) == 1


async def test_an_invoke_that_nobody_answers_is_logged_with_a_reference(
    doorstep: Doorstep, errors: Callable[[], list[str]]
) -> None:
    async def knows_none(turn: TurnContext) -> Answer:
        return Answer(501)

    doorstep.handler = knows_none
    assert (await doorstep.post(activity(name="tab/fetch", value={})))[0] == 501
    (said,) = errors()
    assert "501" in said
    assert "reference" in said


# --- what Rondo sends ---


class Connector:
    """Answers what is sent to Teams with what it is told to."""

    def __init__(self) -> None:
        self.authorizations: list[str] = []
        self.status, self.headers = 200, dict[str, str]()
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        await request.read()
        self.authorizations.append(request.headers.get("Authorization", ""))
        return web.json_response({"id": "1"}, status=self.status, headers=self.headers)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["Connector"]:
        application = web.Application()
        application.router.add_route("*", "/{rest:.*}", self.take)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        try:
            yield self
        finally:
            await runner.cleanup()


@pytest.fixture
async def connector() -> AsyncIterator[Connector]:
    async with Connector().running() as ready:
        yield ready


async def client(doorstep: Doorstep, connector: Connector) -> Any:
    bot = ClaimsIdentity({"aud": doorstep.identity.app_id, "appid": doorstep.identity.app_id}, True)
    return await doorstep.authentication.create_connector_factory(bot).create(connector.url, None)


async def test_what_is_sent_carries_a_token_and_one_sign_in_is_enough(
    doorstep: Doorstep, connector: Connector
) -> None:
    async def replies(turn: TurnContext) -> Answer:
        await turn.send_activity("Recorded")
        return Answer()

    doorstep.handler = replies
    token = doorstep.identity.token(connector.url)
    for _ in range(3):
        assert (await doorstep.post(activity(type="message", serviceUrl=connector.url), token))[0] == 200
    speaks = await client(doorstep, connector)
    await speaks.conversations.send_to_conversation("19:x", Activity(type="message", text="Later"))
    assert len(connector.authorizations) == 4
    assert all(doorstep.identity.accepts(sent) for sent in connector.authorizations)
    assert len(doorstep.identity.sign_ins) == 1
    assert doorstep.identity.sign_ins[0]["scope"] == "https://api.botframework.com/.default"


async def test_signing_in_never_blocks_the_loop(doorstep: Doorstep, connector: Connector) -> None:
    speaks = await client(doorstep, connector)
    doorstep.identity.sign_in_hangs = 1.0
    sending = [
        asyncio.create_task(
            speaks.conversations.send_to_conversation("19:x", Activity(type="message", text="Later"))
        )
        for _ in range(3)
    ]
    answered = 0
    while not all(task.done() for task in sending):
        assert (await doorstep.post())[0] == 200
        answered += 1
    await asyncio.gather(*sending)
    assert answered > 4, "a loop that is blocked answers one before and one after the sign-in"
    assert len(doorstep.identity.sign_ins) == 1


async def test_a_sign_in_that_is_refused_says_so(doorstep: Doorstep, connector: Connector) -> None:
    doorstep.identity.refuses_sign_in = True
    speaks = await client(doorstep, connector)
    with pytest.raises(SignInFailed, match="invalid_client"):
        await speaks.conversations.send_to_conversation("19:x", Activity(type="message", text="Later"))
    assert connector.authorizations == []


@pytest.mark.parametrize("status", [429, 502, 503])
async def test_the_sdk_sends_once_and_leaves_trying_again_to_us(
    doorstep: Doorstep, connector: Connector, status: int
) -> None:
    connector.status, connector.headers = status, {"Retry-After": "2"}
    speaks = await client(doorstep, connector)
    with pytest.raises(ErrorResponseException) as refused:
        await speaks.conversations.update_activity("19:x", "1", Activity(type="message", text="Later"))
    assert refused.value.response.status_code == status
    assert refused.value.response.headers["Retry-After"] == "2"
    assert len(connector.authorizations) == 1


async def test_in_the_playground_what_is_sent_carries_no_token(
    identity: FakeIdentity, connector: Connector
) -> None:
    async def replies(turn: TurnContext) -> Answer:
        await turn.send_activity("Recorded")
        return Answer()

    async with a_doorstep(identity, app_id="", playground=True) as doorstep:
        doorstep.handler = replies
        assert (await doorstep.post(activity(type="message", serviceUrl=connector.url), ""))[0] == 200
    assert connector.authorizations == [""]
    assert identity.sign_ins == []


# --- cost ---


class Counting:
    """Makes clients, as the SDK's factory does."""

    def __init__(self) -> None:
        self.made: list[tuple[str, str]] = []

    async def create(self, service_url: str, audience: str) -> Any:
        self.made.append((service_url, audience))
        config = ConnectorClient(MicrosoftAppCredentials.empty(), base_url=service_url).config
        return SimpleNamespace(config=config)


async def test_a_client_is_made_once_for_each_address_and_audience_and_the_oldest_go() -> None:
    kept, counting = Kept(most=2), Counting()
    connectors = KeptConnectors(kept, "app", counting, "https://audience.example")
    first = await connectors.create("https://a.example/")
    assert await connectors.create("https://a.example/", "https://audience.example") is first
    await connectors.create("https://b.example/")
    await connectors.create("https://a.example/", "https://another.example")
    assert [url[8] for url, _ in counting.made] == ["a", "b", "a"]
    assert len(kept) == 2
    assert await connectors.create("https://a.example/") is not first


def test_msrest_finds_its_retry_codes_in_a_set_and_they_are_the_same() -> None:
    make: Any = ClientRetryPolicy
    policy = make()
    assert isinstance(policy.safe_codes, frozenset)
    assert policy.policy.status_forcelist == [
        408,
        *(code for code in range(500, 999) if code not in (501, 505)),
    ]


@pytest.mark.slow
def test_the_bot_framework_is_not_imported_before_teams_is_set_up() -> None:
    program = "import sys, bot.app, bot.cli, adapters.teams.settings; print([n for n in sys.modules if 'botb' in n])"
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert told.stdout.strip() == "[]"
