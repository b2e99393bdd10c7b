"""The mends: each of these fails with botbuilder-core 4.17.1 as it is."""

import asyncio
import contextlib
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from botbuilder.core import TurnContext
from botbuilder.schema import Activity, ErrorResponseException
from botbuilder.schema.teams import TaskModuleMessageResponse, TaskModuleRequest, TaskModuleResponse
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import ClaimsIdentity, MicrosoftAppCredentials
from msrest.universal_http.requests import ClientRetryPolicy

from adapters.teams.adapter import CardAction, TeamsHandler
from adapters.teams.answer import Answer
from adapters.teams.clients import Kept, KeptConnectors
from adapters.teams.tokens import SignInFailed
from tests.adapters.teams.conftest import Doorstep, a_doorstep, activity
from tests.fakes.teams_identity import FakeIdentity

CARD = {
    "statusCode": 200,
    "type": "application/vnd.microsoft.card.adaptive",
    "value": {"type": "AdaptiveCard", "version": "1.5", "body": []},
}
DIALOG = {"task": {"type": "continue", "value": {"title": "Propose", "card": {"content": {}}}}}


class OwnHandler(TeamsHandler):
    """As somebody would build it on the SDK's handler."""

    def __init__(self) -> None:
        self.pressed: list[CardAction] = []

    async def on_card_action(self, turn_context: TurnContext, action: CardAction) -> Any:
        self.pressed.append(action)
        return CARD

    async def on_teams_task_module_fetch(self, turn_context: TurnContext, request: TaskModuleRequest) -> Any:
        return DIALOG

    async def on_teams_task_module_submit(self, turn_context: TurnContext, request: TaskModuleRequest) -> Any:
        return TaskModuleResponse(task=TaskModuleMessageResponse(value="Recorded"))

    async def on_teams_messaging_extension_fetch_task(self, turn_context: TurnContext, action: Any) -> Any:
        return DIALOG

    async def on_teams_messaging_extension_submit_action(self, turn_context: TurnContext, action: Any) -> Any:
        return DIALOG

    async def on_teams_messaging_extension_query(self, turn_context: TurnContext, query: Any) -> Any:
        return {"composeExtension": {"type": "result", "attachments": []}}


@pytest.fixture
def handler(doorstep: Doorstep) -> OwnHandler:
    own = OwnHandler()
    doorstep.handler = own.on_turn
    return own


# --- defect 1: a body that is JSON already ---


@pytest.mark.parametrize(
    ("name", "answered"),
    [
        ("adaptiveCard/action", CARD),
        ("task/fetch", DIALOG),
        ("composeExtension/fetchTask", DIALOG),
        ("composeExtension/submitAction", DIALOG),
        ("composeExtension/query", {"composeExtension": {"type": "result", "attachments": []}}),
    ],
)
async def test_an_invoke_is_answered_with_the_json_that_was_given(
    doorstep: Doorstep, handler: OwnHandler, name: str, answered: Any
) -> None:
    pressed = {"type": "Action.Execute", "verb": "v"}
    value = {"action": pressed} if name.startswith("adaptive") else {"data": {}, "commandId": "propose"}
    assert await doorstep.post(activity(name=name, value=value)) == (200, answered)


async def test_one_of_the_sdks_models_is_written_once(doorstep: Doorstep, handler: OwnHandler) -> None:
    status, body = await doorstep.post(activity(name="task/submit", value={"data": {}}))
    assert (status, body["task"]["value"]) == (200, "Recorded")


# --- defect 2: the action of a card ---


async def test_a_cards_action_says_what_was_pressed(doorstep: Doorstep, handler: OwnHandler) -> None:
    execute = {"type": "Action.Execute", "id": "b", "verb": "consent", "data": {"id": "r-1"}}
    assert (await doorstep.post(activity(value={"action": execute, "trigger": "manual"})))[0] == 200
    assert (await doorstep.post(activity(value={"action": execute, "trigger": "automatic"})))[0] == 200
    assert handler.pressed == [
        CardAction("consent", {"id": "r-1"}, "b"),
        CardAction("consent", {"id": "r-1"}, "b", automatic=True),
    ]


@pytest.mark.parametrize(
    "value",
    [
        None,
        "x",
        [],
        {},
        {"action": None},
        {"action": "x"},
        {"action": {"type": "Action.Submit"}},
        {"action": {"type": "Action.Execute", "verb": 7}},
        {"action": {"type": "Action.Execute", "data": "x"}},
    ],
    ids=str,
)
async def test_a_value_that_is_no_action_is_400(
    doorstep: Doorstep, handler: OwnHandler, errors: Callable[[], list[str]], value: Any
) -> None:
    status, body = await doorstep.post(activity(value=value))
    assert (status, body["value"]["code"]) == (400, "BadRequest")
    assert handler.pressed == []
    assert errors() == []


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
    doorstep: Doorstep, handler: OwnHandler, errors: Callable[[], list[str]]
) -> None:
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
    doorstep.identity.sign_in_hangs = 0.5
    sending = [
        asyncio.create_task(
            speaks.conversations.send_to_conversation("19:x", Activity(type="message", text="Later"))
        )
        for _ in range(3)
    ]
    longest = 0.0
    while not all(task.done() for task in sending):
        before = time.monotonic()
        assert (await doorstep.post())[0] == 200
        longest = max(longest, time.monotonic() - before)
    await asyncio.gather(*sending)
    assert longest < 0.4
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
