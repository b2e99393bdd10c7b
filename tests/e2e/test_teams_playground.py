"""In the Agents Playground, which opens no dialogs, has no cards as wide as the window and no views of one's own."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.circle import PROPOSAL
from tests.e2e.teams_side import MUST_BE_HEARD, TeamsSide, a_playground
from tests.fakes.teams import Conversation
from tests.fakes.teams_person import TeamsPerson
from tests.storage.conftest import with_schema


@dataclass
class Playing:
    """Three people of a group chat. Lee has added Rondo and made them a circle."""

    side: TeamsSide
    group: Conversation
    lee: TeamsPerson
    rosa: TeamsPerson
    sam: TeamsPerson


@pytest.fixture
async def playing(tmp_path: Path) -> AsyncIterator[Playing]:
    url = f"sqlite:///{tmp_path / 'rondo.db'}"
    with_schema(url)
    async with a_playground(url) as side:
        lee, rosa, sam = (side.person(name) for name in ("Lee Wong", "Rosa Díaz", "Sam Levy"))
        group = side.teams.group([each.person for each in (lee, rosa, sam)])
        await lee.installs(group)
        await side.behind()
        told = lee.chat.posts[-1]
        await lee.press(told, "Start")
        await lee.fill_card(told, {MUST_BE_HEARD: ["members"], "What is the circle called?": "Thursdays"})
        yield Playing(side, group, lee, rosa, sam)


async def test_a_door_opens_in_its_own_place(playing: Playing) -> None:
    lee = playing.lee
    await lee.says("help", playing.group)
    await playing.side.behind()
    door = playing.group.posts[-1]
    await lee.press(door, "Help")
    assert lee.sees(door).startswith("Write me one of these words")
    await lee.press(door, "Home")
    assert "Nothing waits for you now." in lee.sees(door)


async def test_a_round_is_opened_and_answered_in_the_cards(playing: Playing) -> None:
    side, group, rosa, sam = playing.side, playing.group, playing.rosa, playing.sam
    await rosa.says("propose Paid meetings", group)
    await side.behind()
    door = group.posts[-1]
    await rosa.press(door, "Write it")
    assert rosa.sees(door).startswith("New proposal")
    await rosa.fill_card(door, {name: value for name, value in PROPOSAL.items() if value is not None})
    await rosa.fill_card(door, {"How do we decide?": "Ask at once"})
    assert "It is open: “Paid meetings”" in rosa.sees(door), "and no second card of the round"
    await side.settle()
    card = side.card(group)
    await sam.press(card, "I see a problem")
    await sam.fill_card(card, {"What problem do you see?": "There is no budget"})
    assert "you see a problem" in sam.sees(card)
    await side.settle()
    assert "Heard 1 of 3" in card.words
    assert not {"msteams", "refresh"} & card.card.keys(), (
        "the Playground would say that it does not know them"
    )
