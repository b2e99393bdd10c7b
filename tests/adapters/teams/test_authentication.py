"""Who gets in: 401 to all others, and nothing of what they sent runs."""

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from botbuilder.schema import Activity, ConversationAccount
from botframework.connector.auth import ClaimsIdentity, JwtTokenExtractor

from adapters.teams.adapter import TeamsAdapter
from adapters.teams.authentication import Authentication, NotAuthenticated
from adapters.teams.keys import AGAIN_AFTER_A_FAILURE, UNKNOWN_EVERY
from adapters.teams.routes import Messages
from adapters.teams.settings import TeamsSettings
from tests.adapters.teams.conftest import SERVICE, TENANT, Doorstep, a_doorstep, activity
from tests.fakes.teams_identity import FakeIdentity, rsa_key

Claims = Callable[[FakeIdentity], str]
MINUTES = 60

FORGED: dict[str, Claims] = {
    "none": lambda identity: "",
    "malformed": lambda identity: "abc",
    "three parts of junk": lambda identity: "a.b.c",
    "not ASCII": lambda identity: "ñandú",
    "claims in a list": lambda identity: jwt.PyJWS().encode(
        b"[1]", rsa_key("key-1"), algorithm="RS256", headers={"kid": "key-1"}
    ),
    "cut short": lambda identity: identity.token()[:-20],
    "with another's claims": lambda identity: _with_claims_of(identity),
    "expired beyond the tolerance": lambda identity: identity.token(exp=-6 * MINUTES),
    "not valid yet": lambda identity: identity.token(nbf=6 * MINUTES),
    "without an end": lambda identity: identity.token(exp=...),
    "for another bot": lambda identity: identity.token(aud="33333333-0000-4000-8000-000000000003"),
    "for nobody": lambda identity: identity.token(aud=...),
    "for an empty app id": lambda identity: identity.token(aud=""),
    "of another issuer": lambda identity: identity.token(iss="https://login.example"),
    "of no issuer": lambda identity: identity.token(iss=...),
    "of the emulator's issuer": lambda identity: identity.token(
        iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/",
        ver="1.0",
        appid=identity.app_id,
    ),
    "of another bot": lambda identity: identity.token(
        ver="2.0",
        azp="44444444-0000-4000-8000-000000000004",
        iss="https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0",
    ),
    "of an anonymous skill": lambda identity: identity.token(appid="AnonymousSkill"),
    "signed with another key": lambda identity: identity.token(key="another", headers={"kid": "key-1"}),
    "with an unknown key": lambda identity: identity.token(key="another"),
    "with no key's name": lambda identity: identity.token(headers={"kid": ...}),
    "not signed": lambda identity: identity.token(algorithm="none"),
    "signed with a shared secret": lambda identity: identity.token(algorithm="HS256"),
    "signed with the wrong algorithm": lambda identity: identity.token(algorithm="RS384"),
    "for another service URL": lambda identity: identity.token("https://attacker.example/"),
    "for no service URL": lambda identity: identity.token(serviceurl=...),
}


def _with_claims_of(identity: FakeIdentity) -> str:
    head, _, signature = identity.token().split(".")
    _, claims, _ = identity.token(aud=identity.app_id, exp=7_200).split(".")
    return f"{head}.{claims}.{signature}"


@pytest.mark.parametrize("token", FORGED)
async def test_a_token_that_is_not_teams_is_401_and_nothing_runs(doorstep: Doorstep, token: str) -> None:
    status, text = await doorstep.post(token=FORGED[token](doorstep.identity))
    assert (status, text) == (401, "not authenticated")
    assert doorstep.turns == []
    assert (await doorstep.post())[0] == 200


HEADERS = {
    "another scheme": "Basic {}",
    "in small letters": "bearer {}",
    "no scheme": "{}",
    "only a scheme": "Bearer",
    "an empty token": "Bearer ",
    "two tokens": "Bearer {} {}",
    "two spaces": "Bearer  {}",
}


@pytest.mark.parametrize("header", HEADERS)
async def test_only_a_bearers_token_counts(doorstep: Doorstep, header: str) -> None:
    token = doorstep.identity.token(SERVICE)
    status, _ = await doorstep.post(token="", Authorization=HEADERS[header].format(token, token))
    assert status == 401
    assert doorstep.turns == []


FOREIGN: dict[str, Any] = {
    "to another service URL": {"serviceUrl": "https://smba.example/amer/"},
    "without a service URL": {"serviceUrl": ...},
    "with an empty service URL": {"serviceUrl": ""},
    "of a tenant that is not on the list": {
        "conversation": {"id": "19:x", "tenantId": "another"},
        "channelData": {"tenant": {"id": "another"}},
    },
    "of no tenant": {"conversation": {"id": "19:x"}, "channelData": ...},
    "of two tenants, one not on the list": {"channelData": {"tenant": {"id": "another"}}},
    "of another channel": {"channelId": "webchat"},
    "of the emulator": {"channelId": "emulator"},
    "of no channel": {"channelId": ...},
}


@pytest.mark.parametrize("what", FOREIGN)
@pytest.mark.parametrize("kind", ["invoke", "message", "somethingNew"])
async def test_an_activity_that_the_token_is_not_for_is_401_and_nothing_runs(
    doorstep: Doorstep, what: str, kind: str
) -> None:
    status, _ = await doorstep.post(activity(type=kind, **FOREIGN[what]))
    assert status == 401
    assert doorstep.turns == []


@pytest.mark.parametrize(
    "url", ["http://smba.example/emea/", "ftp://smba.example/", "https://", "//x", "https://[::1"]
)
async def test_a_service_url_that_is_not_protected_is_401_even_when_it_is_signed(
    doorstep: Doorstep, url: str
) -> None:
    status, _ = await doorstep.post(activity(serviceUrl=url), doorstep.identity.token(url))
    assert status == 401
    assert doorstep.turns == []


@pytest.mark.parametrize("times", [{"exp": -4 * MINUTES}, {"nbf": 4 * MINUTES}])
async def test_clocks_may_differ_by_five_minutes(doorstep: Doorstep, times: Any) -> None:
    assert (await doorstep.post(token=doorstep.identity.token(**times)))[0] == 200


@pytest.mark.parametrize(
    "named", [{"channelData": ...}, {"conversation": {"id": "19:x"}}, {"serviceUrl": "http://127.0.0.1:9/x/"}]
)
async def test_the_right_token_lets_the_activity_run(doorstep: Doorstep, named: Any) -> None:
    wanted = activity(**named)
    assert (await doorstep.post(wanted, doorstep.identity.token(wanted["serviceUrl"])))[0] == 200
    (turn,) = doorstep.turns
    assert turn.activity.from_property.name == "Rosa Díaz"
    assert turn.activity.value["action"]["verb"] == "consent"


async def test_a_key_that_is_not_endorsed_for_teams_signs_nothing() -> None:
    with FakeIdentity(endorsements=("webchat",)).in_a_thread() as identity:
        async with a_doorstep(identity) as doorstep:
            assert (await doorstep.post())[0] == 401
            assert doorstep.turns == []


async def test_keys_without_endorsements_are_taken_as_the_sdk_takes_them() -> None:
    with FakeIdentity(endorsements=None).in_a_thread() as identity:
        async with a_doorstep(identity) as doorstep:
            assert (await doorstep.post())[0] == 200


# --- an empty app id, and the playground ---


def test_without_an_app_id_it_is_not_even_made() -> None:
    with pytest.raises(ValueError, match="TEAMS_APP_ID"):
        TeamsSettings(app_password="p", allowed_tenants=frozenset({TENANT}))


def test_the_password_is_not_shown() -> None:
    assert "hush" not in repr(TeamsSettings(app_id="a", app_password="hush"))


HERE = "http://127.0.0.1:56150/"


async def test_in_the_playground_nobody_needs_a_token(identity: FakeIdentity) -> None:
    async with a_doorstep(identity, app_id="", playground=True, allowed_tenants=frozenset()) as doorstep:
        for channel in ("msteams", "emulator"):
            made_up = activity(serviceUrl=HERE, channelId=channel, conversation={"id": "p"}, channelData=...)
            assert (await doorstep.post(made_up, token=""))[0] == 200
        assert len(doorstep.turns) == 2
        assert identity.keys_fetched == 0


@pytest.mark.parametrize(
    "parts", [{"serviceUrl": SERVICE}, {"serviceUrl": ...}, {"channelId": "webchat"}], ids=str
)
async def test_the_playground_is_this_machine_only(identity: FakeIdentity, parts: Any) -> None:
    async with a_doorstep(identity, app_id="", playground=True) as doorstep:
        assert (await doorstep.post(activity(**({"serviceUrl": HERE} | parts)), token=""))[0] == 401
        assert doorstep.turns == []


@pytest.mark.parametrize(
    ("caller", "status"), [("10.0.0.9", 401), ("127.0.0.1", 200), ("::1", 200), ("", 401)]
)
async def test_nobody_speaks_to_the_playground_from_another_machine(
    identity: FakeIdentity, caller: str, status: int
) -> None:
    async def body() -> Any:
        return {"type": "http.request", "body": json.dumps(activity(serviceUrl=HERE)).encode()}

    async with a_doorstep(identity, app_id="", playground=True) as doorstep:
        door = Messages(TeamsAdapter(doorstep.authentication), doorstep.take)
        scope: dict[str, Any] = {"type": "http", "headers": [], "client": (caller, 1) if caller else None}
        assert (await door.received(scope, body)).status_code == status
        assert len(doorstep.turns) == (1 if status == 200 else 0)


async def test_with_an_app_id_the_playground_needs_tokens_too(identity: FakeIdentity) -> None:
    async with a_doorstep(identity, playground=True) as doorstep:
        assert (await doorstep.post(activity(serviceUrl=HERE), token=""))[0] == 401
        assert doorstep.turns == []


async def test_without_a_list_of_tenants_nobody_gets_in(identity: FakeIdentity) -> None:
    async with a_doorstep(identity, allowed_tenants=frozenset()) as doorstep:
        assert (await doorstep.post())[0] == 401


async def test_a_tenant_in_large_letters_is_the_same(identity: FakeIdentity) -> None:
    async with a_doorstep(identity, allowed_tenants=frozenset({TENANT.upper()})) as doorstep:
        assert (await doorstep.post())[0] == 200


# --- keys ---


async def test_keys_are_there_before_the_first_request_and_fetched_once(doorstep: Doorstep) -> None:
    assert doorstep.identity.keys_fetched == 1
    for _ in range(3):
        assert (await doorstep.post())[0] == 200
    assert doorstep.identity.keys_fetched == 1


async def test_a_new_key_is_known_after_a_refresh_and_the_old_one_no_more(doorstep: Doorstep) -> None:
    old = doorstep.identity.token(SERVICE)
    doorstep.identity.rotate()
    assert (await doorstep.post(token=old))[0] == 200
    assert await doorstep.authentication.keys.refresh()
    assert (await doorstep.post())[0] == 200
    assert (await doorstep.post(token=old))[0] == 401


async def test_a_new_key_is_fetched_when_it_is_first_seen(doorstep: Doorstep) -> None:
    doorstep.identity.rotate()
    assert (await doorstep.post())[0] == 200
    assert doorstep.identity.keys_fetched == 2


async def test_unknown_keys_are_looked_for_once_a_minute(doorstep: Doorstep) -> None:
    for at in range(20):
        assert (await doorstep.post(token=doorstep.identity.token(key=f"made-up-{at % 2}")))[0] == 401
    assert doorstep.identity.keys_fetched == 2
    doorstep.clock.seconds += UNKNOWN_EVERY
    assert (await doorstep.post(token=doorstep.identity.token(key="made-up-0")))[0] == 401
    assert doorstep.identity.keys_fetched == 3


async def test_while_a_refresh_fails_the_keys_stay(doorstep: Doorstep) -> None:
    doorstep.identity.fails = True
    assert not await doorstep.authentication.keys.refresh()
    assert (await doorstep.post())[0] == 200


async def test_a_house_without_a_network_starts_and_lets_nobody_in(identity: FakeIdentity) -> None:
    identity.fails = True
    async with a_doorstep(identity) as doorstep:
        assert (await doorstep.post())[0] == 401
        identity.fails = False
        doorstep.clock.seconds += AGAIN_AFTER_A_FAILURE
        assert (await doorstep.post())[0] == 200


async def test_a_key_server_that_hangs_holds_up_neither_the_loop_nor_those_with_known_keys(
    doorstep: Doorstep,
) -> None:
    doorstep.identity.hangs = 1.0
    stranger = asyncio.create_task(doorstep.post(token=doorstep.identity.token(key="made-up")))
    longest = asyncio.create_task(_longest_pause(0.5))
    await asyncio.sleep(0.05)
    began = time.monotonic()
    assert (await doorstep.post())[0] == 200
    assert time.monotonic() - began < 0.5
    assert not stranger.done()
    assert await longest < 0.4
    assert (await stranger)[0] == 401


async def _longest_pause(seconds: float) -> float:
    """How long this loop was blocked at most, in that time."""
    longest, began = 0.0, time.monotonic()
    while (before := time.monotonic()) - began < seconds:
        await asyncio.sleep(0.005)
        longest = max(longest, time.monotonic() - before)
    return longest


async def test_the_sdk_fetches_no_keys_itself(doorstep: Doorstep) -> None:
    cache = JwtTokenExtractor.metadataCache
    assert all(type(keys).__name__ in {"SigningKeys", "NoKeys"} for keys in cache.values())
    assert cache[doorstep.identity.metadata_url] is doorstep.authentication.keys


def test_keys_are_not_fetched_over_an_open_line() -> None:
    given = {"TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL": "http://login.example/keys"}
    with pytest.raises(ValueError, match="https"):
        Authentication(TeamsSettings(app_id="a", bot_framework=given))


# --- settings of other clouds ---


@pytest.mark.parametrize(
    ("given", "audience"),
    [
        ({}, "https://api.botframework.com"),
        ({"CHANNEL_SERVICE": "https://botframework.azure.us"}, "https://api.botframework.us"),
        ({"TO_CHANNEL_FROM_BOT_LOGIN_URL": "https://login.example/adfs"}, "https://api.botframework.com"),
        ({"TO_CHANNEL_FROM_BOT_OAUTH_SCOPE": "https://own.example"}, "https://own.example"),
    ],
)
def test_what_is_not_said_of_a_cloud_is_as_in_the_public_one(given: dict[str, str], audience: str) -> None:
    authentication = Authentication(TeamsSettings(app_id="a", app_password="p", bot_framework=given))
    assert authentication.get_originating_audience() == audience


def test_a_cloud_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="CHANNEL_SERVICE"):
        Authentication(
            TeamsSettings(app_id="a", bot_framework={"CHANNEL_SERVICE": "https://nowhere.example"})
        )


# --- the SDK's own ways in ---


async def test_the_sdks_own_way_in_checks_as_much(doorstep: Doorstep) -> None:
    authentication, header = doorstep.authentication, f"Bearer {doorstep.identity.token(SERVICE)}"
    there = ConversationAccount(id="19:x", tenant_id=TENANT)
    good = Activity(type="message", channel_id="msteams", service_url=SERVICE, conversation=there)
    signed = await authentication.authenticate_request(good, header)
    assert signed.claims_identity.is_authenticated
    for bad in (Activity(type="message", channel_id="msteams", conversation=there), Activity()):
        with pytest.raises(NotAuthenticated):
            await authentication.authenticate_request(bad, header)
    for none in ("", None):
        with pytest.raises(NotAuthenticated):
            await authentication.authenticate_request(good, none)  # type: ignore[arg-type]
    with pytest.raises(NotAuthenticated):
        await authentication.authenticate_streaming_request(header, "msteams")


async def test_clients_are_kept_for_each_address_and_audience(doorstep: Doorstep) -> None:
    for _ in range(3):
        assert (await doorstep.post())[0] == 200
    assert len(doorstep.authentication.kept) == 1
    bot = ClaimsIdentity({"aud": doorstep.identity.app_id, "appid": doorstep.identity.app_id}, True)
    factory = doorstep.authentication.create_connector_factory(bot)
    proactive = await factory.create(SERVICE, None)
    assert proactive is doorstep.turns[0].turn_state[TURNS_CLIENT]
    assert await factory.create("https://smba.example/amer/", None) is not proactive
    assert await factory.create(SERVICE, "https://another.example") is not proactive


TURNS_CLIENT = "ConnectorClient"
