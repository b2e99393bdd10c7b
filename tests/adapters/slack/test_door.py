"""What does not get in, and how it is told so."""

import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from adapters.slack.door import LARGEST_BODY
from tests.adapters.slack.conftest import House
from tests.fakes.slack_person import signed

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


async def post(
    house: House, body: bytes, content_type: str = JSON, headers: dict[str, str] | None = None
) -> tuple[int, str]:
    """Signed as Slack signs, unless ``headers`` say otherwise."""
    given = signed(house.slack.secret, body, time.time()) if headers is None else headers
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{house.url}/slack/events", data=body, headers={"Content-Type": content_type, **given}
        ) as response,
    ):
        return response.status, await response.text()


def now() -> int:
    return int(time.time())


BODY = b'{"type": "url_verification", "challenge": "c"}'


def unsigned() -> dict[str, dict[str, str]]:
    """Headers that do not get in, as they are made at this moment."""
    return {
        "nothing": {},
        "no signature": {"X-Slack-Request-Timestamp": str(now())},
        "no timestamp": {"X-Slack-Signature": "v0=" + "0" * 64},
        "another secret": signed("another", BODY, time.time()),
        "of another body": signed("8f742231b10e8888abcd99yyyzzz85a5", b"{}", time.time()),
        "six minutes old": signed("8f742231b10e8888abcd99yyyzzz85a5", BODY, time.time() - 360),
        "six minutes ahead": signed("8f742231b10e8888abcd99yyyzzz85a5", BODY, time.time() + 360),
        "timestamp of words": {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=00"},
        "negative timestamp": {"X-Slack-Request-Timestamp": "-1", "X-Slack-Signature": "v0=00"},
        "endless timestamp": {"X-Slack-Request-Timestamp": "9" * 5_000, "X-Slack-Signature": "v0=00"},
        "other digits": {"X-Slack-Request-Timestamp": "١٢٣", "X-Slack-Signature": "v0=00"},
        "not ASCII": {"X-Slack-Request-Timestamp": str(now()), "X-Slack-Signature": "v0=ñ"},
    }


BODIES = {
    "json": (BODY, JSON),
    "not UTF-8": (b"\xff\xfe\x00", JSON),
    "broken": (b"{", JSON),
    "deep": (b"[" * 100_000, JSON),
    "ssl check": (b"ssl_check=1&token=x", FORM),
    "a click": (urlencode({"payload": "[1]"}).encode(), FORM),
}


@pytest.mark.parametrize("how", unsigned())
async def test_what_slack_did_not_sign_just_now_is_401(house: House, how: str) -> None:
    assert (await post(house, BODY, headers=unsigned()[how]))[0] == 401


@pytest.mark.parametrize("what", BODIES)
async def test_nothing_is_parsed_before_the_signature_holds(house: House, what: str) -> None:
    body, kind = BODIES[what]
    assert (await post(house, body, kind, headers={}))[0] == 401


async def test_a_challenge_is_answered(house: House) -> None:
    status, text = await post(house, BODY)
    assert (status, json.loads(text)) == (200, {"challenge": "c"})


async def test_a_signed_check_of_the_certificate_is_answered(house: House) -> None:
    assert await post(house, b"ssl_check=1&token=x", FORM) == (200, "")


def click(**parts: Any) -> dict[str, Any]:
    whole = {
        "type": "block_actions",
        "user": {"id": "U1", "team_id": "T0NETWORK"},
        "team": {"id": "T0NETWORK"},
        "channel": {"id": "C1", "name": "general"},
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"},
        "actions": [{"action_id": "v1|consent|1", "value": "v1|consent|r|1.1", "action_ts": "1.2"}],
        "response_url": "",
        "trigger_id": "t",
    }
    return {name: value for name, value in (whole | parts).items() if value is not ...}


def sent(payload: object) -> tuple[bytes, str]:
    return urlencode({"payload": json.dumps(payload)}).encode(), FORM


def event(**parts: Any) -> tuple[bytes, str]:
    whole = {
        "type": "event_callback",
        "event_id": "Ev1",
        "team_id": "T0NETWORK",
        "event": {"type": "team_join"},
    }
    return json.dumps(
        {name: value for name, value in (whole | parts).items() if value is not ...}
    ).encode(), JSON


view = {"id": "V1", "type": "modal", "state": {"values": {}}, "private_metadata": ""}
MALFORMED: dict[str, tuple[bytes, str]] = {
    "not UTF-8": (b"\xff\xfe", JSON),
    "broken JSON": (b'{"type": ', JSON),
    "deep JSON": (b"[" * 100_000, JSON),
    "a list": (b"[1]", JSON),
    "a number": (b"7", JSON),
    "an unknown type": (b'{"type": "dialog_submission"}', JSON),
    "a type that is no text": (b'{"type": {"a": 1}}', JSON),
    "an empty body": (b"", JSON),
    "an empty form": (b"", FORM),
    "a form not in UTF-8": (b"payload=%ff%fe", FORM),
    "a form of a thousand fields": ("&".join(f"f{at}=1" for at in range(1_000)).encode(), FORM),
    "a payload that is a list": sent([1]),
    "a payload that is no JSON": (b"payload=%7B", FORM),
    "a click by nobody": sent(click(user=...)),
    "a click by a list": sent(click(user=["U1"])),
    "a click with a user that is no text": sent(click(user={"id": 7})),
    "a click with an endless user": sent(click(user={"id": "U" * 100_000})),
    "a click from nowhere": sent(click(channel=..., container=...)),
    "a click without a team": sent(click(team=..., user={"id": "U1"})),
    "a click on nothing": sent(click(actions=[])),
    "a click on words": sent(click(actions=["press"])),
    "actions that are no list": sent(click(actions={"0": {}})),
    "a form without a view": sent({"type": "view_submission", "user": {"id": "U1"}, "team": {"id": "T1"}}),
    "a form without a state": sent(click(type="view_submission", view={**view, "state": None})),
    "a form with a state of words": sent(
        click(type="view_submission", view={**view, "state": {"values": "x"}})
    ),
    "a form without an id": sent(click(type="view_submission", view={**view, "id": ""})),
    "a shortcut without a name": sent(click(type="message_action")),
    "an event without an id": event(event_id=...),
    "an event of nothing": event(event="x"),
    "an event without a type": event(event={}),
    "an event from nowhere": event(team_id=...),
    "an event with odd authorizations": event(team_id=..., authorizations=["x"]),
    "a command by nobody": (
        urlencode({"command": "/rondo", "team_id": "T1", "channel_id": "C1"}).encode(),
        FORM,
    ),
    "a command from nowhere": (
        urlencode({"command": "/rondo", "team_id": "T1", "user_id": "U1"}).encode(),
        FORM,
    ),
}


@pytest.mark.parametrize("what", MALFORMED)
async def test_a_shape_that_slack_does_not_send_is_400_and_changes_nothing(house: House, what: str) -> None:
    status, text = await post(house, *MALFORMED[what])
    assert status == 400
    assert text
    assert house.responses.presses == []
    assert house.desk.meetings == []


ODD: dict[str, tuple[bytes, str]] = {
    "an enterprise of words": sent(click(enterprise="x", message="y", view=None)),
    "a view of words": sent(click(view="x", container={"channel_id": "C1"})),
    "metadata of junk": sent(click(type="view_submission", view={**view, "private_metadata": "[" * 10_000})),
    "fields of junk": sent(
        click(type="view_submission", view={**view, "state": {"values": {"a": 7, "b": {"v": []}}}})
    ),
    "an action id of lists": sent(click(actions=[{"action_id": ["x"], "value": {"y": 1}, "action_ts": 3}])),
    "authorizations of a number": event(authorizations=7),
    "a user that changed into words": event(event={"type": "user_change", "user": "U1"}),
    "a channel renamed into words": event(event={"type": "channel_rename", "channel": 7}),
    "an event that we do not follow": event(event={"type": "reaction_added"}),
}


@pytest.mark.parametrize("what", ODD)
async def test_odd_parts_are_answered_without_a_stumble(house: House, what: str) -> None:
    assert (await post(house, *ODD[what]))[0] == 200
    await house.app.background.drain(5)
    assert house.responses.presses == []


async def test_a_body_that_is_too_large_is_413(house: House) -> None:
    body = b"{" + b" " * LARGEST_BODY
    assert (await post(house, body))[0] == 413


async def test_a_body_that_does_not_tell_its_length_is_counted(house: House) -> None:
    async def endless() -> Any:
        for _ in range(40):
            yield b" " * 65_536

    with pytest.raises((aiohttp.ClientError, AssertionError)):
        async with (
            aiohttp.ClientSession() as session,
            session.post(
                f"{house.url}/slack/events", data=endless(), headers={"Content-Type": JSON}
            ) as response,
        ):
            assert response.status != 413
