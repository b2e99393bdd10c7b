"""Roles as the worker keeps them: a turn is planned and begins by its ticks, and people hear of it."""

import asyncio
from pathlib import Path

from bot.delivery.cards import Cards
from decisions.roles import commands as c
from decisions.roles.fairness.rules import NotTwiceRunning
from decisions.roles.role import Role
from decisions.roles.turning import next_due
from storage.database import Database
from storage.deliveries import on_recorded
from storage.writer import Writer
from tests.bot.command_line import rondo
from tests.bot.town import Town, a_town
from tests.storage.conftest import with_schema
from tests.support.builders import TurnedClock, a_community
from tests.support.roles import a_role, begin, coming, in_turn, stored, tell
from tests.support.selections import without_facilitator

BASE = "https://rondo.example"


async def tick_when_due(town: Town, role: Role) -> Role:
    """The clock is turned to the moment, and the worker ticks; nobody else does anything."""
    due = next_due(stored(town.database, role))
    assert due is not None
    town.clock.at = max(due, town.clock.at)
    for _ in range(3):
        await town.tick(seconds=1)
    return stored(town.database, role)


async def test_a_turn_is_planned_and_begins_by_ticks_of_the_worker(database_url: str) -> None:
    async with a_town(database_url, drawing=Cards(BASE)) as town:
        role = await asyncio.to_thread(in_turn, town.writer, town.people)
        await town.tick()
        assert not coming(stored(town.database, role)).planned
        planned = await tick_when_due(town, role)
        (asked,) = coming(planned).asked
        account = town.account(town.people.members.index(asked.member))
        (message,) = town.server.at(account)
        assert message.text.startswith("Would you be scribe in Circle from ")
        await asyncio.to_thread(tell, town.writer, role, c.AcceptTurn, asked.member, turn=1)
        begun = await tick_when_due(town, role)
        assert begun.holders == (asked.member,)
        _, message = town.server.at(account)
        assert message.text.startswith("You are scribe in Circle now, until ")
        assert len(town.channel()) == 1, "the channel hears it, and once"
        await town.pass_time(seconds=10)
        assert len(town.channel()) == 1


async def test_a_circle_that_nobody_steers_hears_in_its_channel_that_a_role_is_vacant(
    database_url: str,
) -> None:
    async with a_town(database_url, drawing=Cards(BASE)) as town:
        people, holder = town.people, town.people.members[2]
        role = await asyncio.to_thread(a_role, town.writer, people)
        await asyncio.to_thread(tell, town.writer, role, c.Volunteer, holder)
        await asyncio.to_thread(without_facilitator, town.writer, people)
        await asyncio.to_thread(tell, town.writer, role, c.StepDown, holder)
        await town.pass_time(seconds=5)
        assert [message.text for message in town.channel()] == [
            "Member 2 is no longer scribe in Circle. The place is vacant."
        ]


async def test_who_has_answered_before_it_leaves_is_not_asked(database_url: str) -> None:
    async with a_town(database_url, drawing=Cards(BASE)) as town:
        role = await asyncio.to_thread(in_turn, town.writer, town.people)
        due = next_due(role)
        assert due is not None
        town.clock.at = due
        await asyncio.to_thread(lambda: town.writer.settle_due().result(30))
        (asked,) = coming(stored(town.database, role)).asked
        await asyncio.to_thread(tell, town.writer, role, c.AcceptTurn, asked.member, turn=1)
        await town.pass_time(seconds=5)
        assert town.server.at(town.account(town.people.members.index(asked.member))) == []


def test_fairness_shows_turns_against_an_even_share(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'rondo.db'}"
    with_schema(url)
    nothing = rondo(tmp_path, "fairness")
    assert (nothing.status, nothing.words.strip()) == (1, "No role passes around yet.")
    database, clock = Database(url), TurnedClock()
    with Writer(database, clock, (on_recorded,)) as writer:
        people = a_community(writer, members=4)
        role = in_turn(writer, people, NotTwiceRunning())
        for _ in range(4):
            begin(writer, clock, database, role)
    database.close()
    shown = rondo(tmp_path, "fairness", "--network", "early years", "--circle", "Circle")
    assert shown.status == 0
    assert "scribe, Circle (Early Years): 4 turns" in shown.words
    for number in range(4):
        assert any(
            f"Member {number}" in line and "1.00" in line and "+0.00" in line
            for line in shown.words.splitlines()
        )
    assert "parent partners" in shown.words
    lines = rondo(tmp_path, "fairness", "--role", "scribe", "--json").words
    assert '"turns": 4' in lines
    assert '"even": 1.0' in lines
    unknown = rondo(tmp_path, "fairness", "--role", "treasurer")
    assert (unknown.status, unknown.words.strip()) == (1, "No role passes around under these names.")
