"""Who belongs is who is in the channel: also when Slack fails, people come while others are read, or an event is lost."""

import asyncio

import pytest
from sqlalchemy import select

from storage.tables import METADATA
from tests.e2e.circle import EarlyYears

MEMBER, SEAT = METADATA.tables["member"], METADATA.tables["circle_seat"]


def seated(circle: EarlyYears) -> set[str]:
    """The circle, by name."""
    names = select(MEMBER.c.name).join(SEAT, SEAT.c.member_id == MEMBER.c.id)
    return set(circle.town.house.database.read_now(lambda c: c.execute(names).scalars()))


async def test_who_joins_while_slack_fails_is_seated_soon_after(circle: EarlyYears) -> None:
    nia = circle.town.slack.person("Nia Newcomer")
    circle.town.slack.trouble("users.info", status=500, times=3)
    await nia.joins(circle.channel)
    await circle.town.behind()
    assert "Nia Newcomer" not in seated(circle)
    await circle.town.pass_time(hours=16)
    assert "Nia Newcomer" in seated(circle)


async def test_who_leaves_while_slack_fails_is_unseated_soon_after(circle: EarlyYears) -> None:
    circle.town.slack.trouble("conversations.members", status=500, times=3)
    await circle.connie.leaves(circle.channel)
    await circle.town.behind()
    await circle.town.pass_time(hours=16)
    assert "Connie Ext" not in seated(circle)


async def test_what_slack_never_told_is_seen_within_a_day(circle: EarlyYears) -> None:
    nia = circle.town.slack.person("Nia Newcomer")
    circle.channel.members.append(nia.user)
    circle.channel.members.remove(circle.connie.user)
    await circle.town.pass_time(hours=30)
    assert "Nia Newcomer" in seated(circle)
    assert "Connie Ext" not in seated(circle)


async def test_who_joins_while_the_others_are_being_read_stays(circle: EarlyYears) -> None:
    """The list that was read began before they came."""
    town = circle.town
    nia = town.slack.person("Nia Newcomer")
    town.slack.trouble("users.info", hang=0.5, times=1)
    reading = asyncio.create_task(circle.connie.leaves(circle.channel))
    await town.slack.until(lambda: town.slack.methods[-1] == "users.info", seconds=8)
    town.clock.at += town.clock.at.resolution
    await nia.joins(circle.channel)
    await reading
    await town.behind()
    assert "Nia Newcomer" in seated(circle)
    assert "Connie Ext" not in seated(circle)


async def test_an_event_that_cannot_be_noted_is_told_again(circle: EarlyYears) -> None:
    """Slack hears 503 and delivers it again; the first try has used nothing up."""
    nia = circle.town.slack.person("Nia Newcomer")
    circle.town.house.writer.stop()
    with pytest.raises(AssertionError, match="503"):
        await nia.joins(circle.channel)
    circle.town.house.writer._stopping = False
    circle.town.house.writer.start()
    assert (await nia.again()).status == 200
    await circle.town.behind()
    assert "Nia Newcomer" in seated(circle)
