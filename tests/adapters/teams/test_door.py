"""What does not get in, and how it is told so."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from botbuilder.core import TurnContext

from adapters.teams.answer import Answer
from adapters.teams.door import LARGEST_BODY
from adapters.teams.routes import MESSAGES
from tests.adapters.teams.conftest import SERVICE, TENANT, Doorstep, activity


def odd(**parts: Any) -> bytes:
    return json.dumps(activity(**parts)).encode()


JUNK: dict[str, bytes] = {
    "nothing": b"",
    "not UTF-8": b"\xff\xfe\x00",
    "UTF-16": json.dumps(activity()).encode("utf-16"),
    "broken JSON": b'{"type": ',
    "deep JSON": b"[" * 100_000,
    "deep JSON inside": b'{"type":"message","value":' + b'{"a":' * 40_000 + b"1" + b"}" * 40_001,
    "a list": b"[1]",
    "a number": b"7",
    "an endless number": b'{"type": ' + b"9" * 10_000 + b"}",
    "half a character": odd(text="\ud800"),
}
MALFORMED: dict[str, bytes] = {
    **JUNK,
    "no type": odd(type=...),
    "an empty type": odd(type=""),
    "a type that is no text": odd(type=7),
    "an endless type": odd(type="x" * 10_000),
    "a type that is a list": odd(type=["message"]),
    "from nobody": odd(**{"from": ...}),
    "from a list": odd(**{"from": ["29:rosa"]}),
    "from somebody without an id": odd(**{"from": {"name": "Rosa"}}),
    "from somebody with an odd id": odd(**{"from": {"id": 7}}),
    "from somebody with an endless id": odd(**{"from": {"id": "2" * 10_000}}),
    "nowhere": odd(conversation=...),
    "in a conversation of words": odd(conversation="19:x"),
    "in a conversation without an id": odd(conversation={"tenantId": TENANT}),
    "in a tenant that is no text": odd(conversation={"id": "19:x", "tenantId": {"id": TENANT}}),
    "to a recipient of words": odd(recipient="28:rondo"),
    "with a text that is no text": odd(text={"a": 1}),
    "with a name that is no text": odd(name=["adaptiveCard/action"]),
    "with a service URL that is no text": odd(serviceUrl={"url": SERVICE}),
    "with channel data in words": odd(channelData="x"),
    "with members in a dictionary": odd(membersAdded={"0": {}}),
    "with members that are words": odd(membersAdded=["29:rosa"]),
    "with endless members": odd(membersAdded=[{"id": "29:x"}] * 2_000),
}


@pytest.mark.parametrize("what", MALFORMED)
async def test_a_shape_that_teams_does_not_send_is_400_and_nothing_runs(
    doorstep: Doorstep, what: str
) -> None:
    status, text = await doorstep.post(MALFORMED[what])
    assert status == 400
    assert text.startswith("unexpected activity: ")
    assert doorstep.turns == []


@pytest.mark.parametrize("what", JUNK)
@pytest.mark.parametrize("token", ["", "a.b.c"])
async def test_nothing_is_parsed_before_the_token_holds(doorstep: Doorstep, what: str, token: str) -> None:
    assert (await doorstep.post(JUNK[what], token=token))[0] == 401


async def test_a_body_that_is_too_large_is_413(doorstep: Doorstep) -> None:
    assert (await doorstep.post(b"{" + b" " * LARGEST_BODY))[0] == 413
    assert doorstep.turns == []


async def test_the_largest_body_gets_in(doorstep: Doorstep) -> None:
    body = odd(text="x")
    assert (await doorstep.post(body + b" " * (LARGEST_BODY - len(body))))[0] == 200


async def test_a_body_that_does_not_tell_its_length_is_counted(doorstep: Doorstep) -> None:
    async def endless() -> Any:
        for _ in range(40):
            yield b" " * 65_536

    with pytest.raises((aiohttp.ClientError, AssertionError)):
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{doorstep.url}{MESSAGES}", data=endless()) as response,
        ):
            assert response.status != 413


@pytest.mark.parametrize(
    "kind", ["typing", "endOfConversation", "trace", "command", "somethingNew", "invokeResponse"]
)
async def test_types_that_nobody_acts_upon_are_answered_and_pass_by(doorstep: Doorstep, kind: str) -> None:
    assert await doorstep.post(activity(type=kind)) == (200, "")
    assert doorstep.turns == []


@pytest.mark.parametrize("kind", ["message", "conversationUpdate", "installationUpdate", "invoke", "event"])
async def test_the_types_that_we_know_run(doorstep: Doorstep, kind: str) -> None:
    assert (await doorstep.post(activity(type=kind)))[0] == 200
    (turn,) = doorstep.turns
    assert turn.activity.type == kind


ODD: dict[str, Any] = {
    "a value of words": {"value": "x"},
    "a value of nothing": {"value": None},
    "entities of a number": {"entities": 7},
    "no recipient": {"recipient": None},
    "a tenant of words": {"channelData": {"tenant": TENANT}},
    "asked for replies in the answer": {"deliveryMode": "expectReplies"},
    "a timestamp of words": {"timestamp": "soon", "localTimestamp": 7},
}


@pytest.mark.parametrize("what", ODD)
async def test_odd_parts_that_do_not_matter_here_get_in(doorstep: Doorstep, what: str) -> None:
    status, body = await doorstep.post(activity(**ODD[what]))
    assert (status, body["value"]) == (200, "ok")


async def test_the_handler_gets_what_was_sent(doorstep: Doorstep) -> None:
    sent = activity(
        type="conversationUpdate",
        membersAdded=[{"id": "29:bo", "name": "Bo", "aadObjectId": "b", "tenantId": TENANT}],
        entities=[{"type": "clientInfo", "country": "ES"}],
    )
    assert (await doorstep.post(sent))[0] == 200
    got = doorstep.turns[0].activity
    assert (got.from_property.id, got.from_property.aad_object_id) == (
        sent["from"]["id"],
        sent["from"]["aadObjectId"],
    )
    assert (got.conversation.tenant_id, got.conversation.is_group) == (TENANT, True)
    assert (got.locale, got.local_timezone) == ("en-GB", "Europe/Madrid")
    assert [member.name for member in got.members_added] == ["Bo"]
    assert got.additional_properties == sent


async def test_what_the_handler_answers_is_sent_as_it_is(doorstep: Doorstep) -> None:
    async def answers(turn: TurnContext) -> Answer:
        return Answer(202, {"words": "sí, ¡ya!", "list": [1, {"a": None}]})

    doorstep.handler = answers
    assert await doorstep.post() == (202, {"words": "sí, ¡ya!", "list": [1, {"a": None}]})


async def test_requests_run_beside_each_other(doorstep: Doorstep) -> None:
    gathered = asyncio.Event()

    async def waits(turn: TurnContext) -> Answer:
        if len(doorstep.turns) == 8:
            gathered.set()
        await asyncio.wait_for(gathered.wait(), 5)
        return Answer()

    doorstep.handler = waits
    answers = await asyncio.gather(*(doorstep.post() for _ in range(8)))
    assert [status for status, _ in answers] == [200] * 8


async def test_other_methods_and_addresses_are_not_ours(doorstep: Doorstep) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{doorstep.url}{MESSAGES}") as response:
            assert response.status == 405
        async with session.post(f"{doorstep.url}{MESSAGES}/x") as response:
            assert response.status == 404
