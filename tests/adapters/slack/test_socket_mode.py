"""The same application over Slack's websocket."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from adapters.desk import Confirmed
from tests.adapters.slack import cards
from tests.adapters.slack.conftest import House, a_house
from tests.adapters.slack.test_clicks import posted
from tests.adapters.slack.test_door import click
from tests.fakes.desk import a_card
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_socket import FakeSocket


async def socket_of(house: House) -> FakeSocket:
    await house.slack.until(lambda: isinstance(house.slack.socket, FakeSocket))
    assert isinstance(house.slack.socket, FakeSocket)
    return house.slack.socket


async def acknowledged(house: House, kind: str, payload: Mapping[str, Any]) -> object:
    socket = await socket_of(house)
    envelope = await socket.send(kind, dict(payload))
    await house.slack.until(lambda: envelope in socket.acknowledged)
    return socket.acknowledged[envelope]


async def test_a_click_is_recorded_then_acknowledged_and_confirmed() -> None:
    async with a_house(app_token=FakeSlack.app_token) as house:
        rosa = house.rosa()
        card = posted(house, house.general(rosa))
        house.responses.ready["consent"] = Confirmed(cards.confirmation())
        button = next(block for block in card.blocks if block["type"] == "actions")["elements"][0]
        payload = rosa._person() | rosa._on_message(card) | {"type": "block_actions", "trigger_id": "t"}
        answer = await acknowledged(
            house, "interactive", {**payload, "actions": [{**button, "action_ts": "1.1"}]}
        )
        assert answer is None
        assert len(house.responses.recorded) == 1
        await house.settled()
        assert rosa.private_words[0].words.startswith("Recorded: OK to try")


async def test_a_commands_words_travel_in_the_acknowledgement() -> None:
    async with a_house(app_token=FakeSlack.app_token) as house:
        rosa = house.rosa()
        payload = {
            "command": "/rondo",
            "text": "help",
            "user_id": rosa.user,
            "team_id": house.slack.team,
            "channel_id": "D1",
        }
        answer = await acknowledged(house, "slash_commands", payload)
        assert isinstance(answer, dict)
        assert answer["response_type"] == "ephemeral"
        assert "Nothing is ready for help" in json.dumps(answer)


async def test_an_event_is_acknowledged_and_worked_on() -> None:
    async with a_house(app_token=FakeSlack.app_token) as house:
        rosa = house.rosa()
        house.desk.screens["home"] = cards.home()
        payload = {
            "type": "event_callback",
            "event_id": "Ev1",
            "team_id": house.slack.team,
            "event": {"type": "app_home_opened", "user": rosa.user, "tab": "home"},
        }
        assert await acknowledged(house, "events_api", payload) is None
        await house.slack.until(lambda: rosa.user in house.slack.homes)


@pytest.mark.parametrize("payload", [{}, {"type": "nonsense"}, click(user=7), click(actions=[])])
async def test_what_makes_no_sense_is_acknowledged_so_that_it_does_not_come_again(
    payload: dict[str, object],
) -> None:
    async with a_house(app_token=FakeSlack.app_token) as house:
        assert await acknowledged(house, "interactive", payload) is None
        assert house.responses.presses == []


async def test_a_form_is_answered_with_its_next_view() -> None:
    async with a_house(app_token=FakeSlack.app_token) as house:
        rosa = house.rosa()
        house.responses.ready["answer"] = Confirmed(a_card("Recorded"))
        view = {
            "id": "V1",
            "type": "modal",
            "state": {"values": {}},
            "private_metadata": '{"a": "v1|answer|r|1.1"}',
        }
        answer = await acknowledged(
            house, "interactive", rosa._person() | {"type": "view_submission", "view": view}
        )
        assert isinstance(answer, dict)
        assert answer["response_action"] == "update"
