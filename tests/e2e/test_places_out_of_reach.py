"""A place that cannot be reached does not hold up the others; the facilitator sees which, and it catches up when it is back."""

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest

from adapters.desk import PlaceKey, Platform
from bot.delivery.budgets import GIVE_UP_AFTER
from tests.e2e.several_places import BothSides
from tests.fakes.slack_person import SlackPerson
from tests.fakes.teams import TENANT

ALWAYS = 10_000


@pytest.fixture
async def both(both: BothSides) -> BothSides:
    """A circle that meets in Slack and in Teams, with a round that everyone is asked about."""
    await both.slack.proposes()
    await both.settle()
    return both


async def answers(both: BothSides, person: SlackPerson) -> None:
    """In Slack; and two seconds pass."""
    await both.slack.press(person, both.slack.card, "OK to try")
    await two_seconds(both)


async def two_seconds(both: BothSides) -> None:
    town = both.side.town
    town.clock.at += timedelta(seconds=2)
    await town.worker.tick_once(town.clock.at)


def told(both: BothSides) -> list[str]:
    """What Lee, who facilitates, was told of what did not arrive."""
    return [each.words for each in both.slack.lee.direct_messages if "did not arrive" in each.words]


async def test_while_teams_is_down_slack_shows_each_answer(both: BothSides) -> None:
    card, here = both.there, both.slack
    before = len(card.looks)
    both.side.teams.trouble("update", status=503, times=ALWAYS)
    both.side.teams.trouble("members", status=503, times=ALWAYS)
    for heard, person in enumerate((here.rosa, here.sam, here.connie), 1):
        await answers(both, person)
        assert f"Heard {heard} of 8" in here.card.words
        await both.side.town.settle()
    assert len(card.looks) == before
    assert "Cannot be reached since" in await both.circle_card()

    for _ in range(GIVE_UP_AFTER):
        both.side.town.clock.at += timedelta(minutes=10)
        await both.side.town.worker.tick_once(both.side.town.clock.at)
    await both.side.town.pass_time(hours=7)
    assert len(told(both)) == 1
    assert "Primera infancia: we could not reach it. We keep trying." in told(both)[0]

    both.side.teams.mended()
    await both.side.town.pass_time(hours=1)
    await both.settle()
    assert "3 de 8" in card.words
    assert len([post for post in both.general.posts if post.buttons == card.buttons]) == 1
    assert "Cannot be reached" not in await both.circle_card()


@pytest.mark.parametrize("trouble", [{"status": 500}, {"reset": True}, {"status": 500, "after": True}])
async def test_while_slack_is_down_teams_shows_each_answer(both: BothSides, trouble: dict[str, Any]) -> None:
    here, card = both.slack, both.there
    messages = len(here.channel.messages)
    both.side.town.slack.trouble("chat.update", times=ALWAYS, **trouble)
    for heard, person in enumerate((both.nora, both.omar), 1):
        await person.press(card, "Sí, probemos")
        await two_seconds(both)
        assert f"{heard} de 8" in card.words
        await both.settle()
    both.side.town.slack.mended()
    await both.side.town.pass_time(hours=1)
    assert "Heard 2 of 8" in here.card.words
    assert len(here.channel.messages) == messages


async def test_while_slacks_token_is_revoked_teams_shows_each_answer(both: BothSides) -> None:
    here, card = both.slack, both.there
    for method in ("chat.update", "chat.postMessage", "auth.test", "conversations.info"):
        both.side.town.slack.trouble(method, error="token_revoked", times=ALWAYS)
    await both.nora.press(card, "Sí, probemos")
    await two_seconds(both)
    assert "1 de 8" in card.words
    assert "Heard 0 of 8" in here.card.words
    await here.ana.open("/home")
    await here.ana.press("Open early-years")
    assert "Rondo was removed from this workspace. Install it again, then it catches up." in here.ana.text
    both.side.town.slack.mended()
    await both.side.town.pass_time(hours=1)
    assert "Heard 1 of 8" in here.card.words, "its people are read again until that works"


async def test_whoever_facilitates_is_told_once_of_a_place_however_many_rounds_it_misses(
    both: BothSides,
) -> None:
    here, first = both.slack, both.there
    await here.proposes(title="Meet on Mondays")
    await both.settle()
    second = both.there
    assert first is not second
    await both.nora.removes(both.general)
    for card in [each for each in here.channel.cards if "More…" in each.buttons]:
        await here.press(here.rosa, card, "OK to try")
    await both.settle()
    await both.side.town.pass_time(hours=7)
    assert len(told(both)) == 1
    assert (
        "Primera infancia: Rondo is no longer installed there. Install it again, then it catches up."
        in told(both)[0]
    )

    posts = len(both.general.posts)
    await both.nora.installs(both.general)
    await both.settle()
    for shown in (first, second):
        assert "1 de 8" in shown.words
    assert len(both.general.posts) == posts, "nothing is posted twice"


async def test_a_teams_that_does_not_answer_keeps_nobody_else_waiting(both: BothSides) -> None:
    """The Bot Framework's calls each block a thread; there are enough of them for the others."""
    teams, loop = both.side.teams, asyncio.get_running_loop()
    teams.trouble("members", hang=3, times=ALWAYS)
    assert both.side.town.house.teams is not None
    read = both.side.town.house.teams.read_people
    place = PlaceKey(Platform.TEAMS, TENANT, both.general.id)
    before = len(teams.calls)
    readings = [asyncio.create_task(read(place)) for _ in range(24)]
    await teams.until(lambda: len(teams.calls) - before >= 20)
    began = time.monotonic()
    await loop.getaddrinfo("localhost", 80)
    assert time.monotonic() - began < 1
    teams.mended()
    assert all(await asyncio.gather(*readings))
