"""Somebody whom messages do not reach: those who coordinate hear of it once, and never of their own silence."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from datetime import timedelta

import pytest
from sqlalchemy import update

from adapters.delivery import DeliveryFailed
from bot.delivery.cards import Cards
from decisions.commitments.wishes import NOTHING_SET
from decisions.people import commands as p
from decisions.rounds.notices import NoticeKind
from storage.outbox import MEMBER
from storage.reading.home import home_record
from tests.bot.town import Town, a_town
from tests.support.builders import done
from tests.support.commitments import asks

LEE, BO, CY, DI = 0, 1, 2, 3
"""Lee facilitates."""


@pytest.fixture
async def town(embedded_url: str) -> AsyncIterator[Town]:
    async with a_town(embedded_url, drawing=Cards("")) as ready:
        yield ready


def told(town: Town, number: int) -> list[str]:
    """What somebody has read about people who are not reached."""
    return [message.text for message in town.server.at(town.account(number)) if "reach" in message.text]


def fails(town: Town, number: int) -> bool:
    """Whether their own home says so."""
    people, now = town.people, town.clock.now()
    home = town.database.read_now(lambda c: home_record(c, people.network_id, people.members[number], now))
    assert home is not None
    return home.email_fails


async def asked(town: Town, number: int, what: str = "Bring chairs") -> None:
    """More than a day passes after it, so that nothing falls on the moment of what comes next."""
    people = town.people
    who = people.members[number]
    await asyncio.to_thread(asks, town.writer, people, people.members[BO], who, what=what)
    await town.pass_time(hours=31, step=timedelta(hours=1))


def loses(town: Town, numbers: Iterable[int]) -> None:
    """The platform lets nothing through to these."""
    gone = {town.account(number) for number in numbers}
    lost = DeliveryFailed(permanent=True, why="account_inactive")
    town.server.failing = lambda method, where: lost if where in gone else None


async def coordinates(town: Town, *numbers: int) -> None:
    ids = [town.people.members[number] for number in numbers]
    change = update(MEMBER).where(MEMBER.c.id.in_(ids)).values(is_coordinator=True)
    await asyncio.to_thread(lambda: town.writer.run(lambda unit: unit.connection.execute(change)).result(30))


async def test_whoever_facilitates_hears_once_where_nobody_coordinates(town: Town) -> None:
    loses(town, [CY])
    await asked(town, CY)
    await asked(town, CY, "Tell the parents")
    assert [len(told(town, number)) for number in (LEE, BO, CY, DI)] == [1, 0, 0, 0]


async def test_each_of_those_who_coordinate_hears_and_nobody_else(town: Town) -> None:
    await coordinates(town, BO, DI)
    loses(town, [CY])
    await asked(town, CY)
    assert [len(told(town, number)) for number in (LEE, BO, CY, DI)] == [0, 1, 0, 1]


async def test_several_people_come_in_one_message(town: Town) -> None:
    loses(town, [CY, DI])
    people, town.clock.at = town.people, town.clock.at.replace(hour=22)
    for number in (CY, DI):
        who = people.members[number]
        await asyncio.to_thread(asks, town.writer, people, people.members[BO], who)
    await town.pass_time(days=1, step=timedelta(hours=1))
    assert len(told(town, LEE)) == 1


async def test_who_coordinates_and_is_not_reached_either_is_passed_over(town: Town) -> None:
    await coordinates(town, DI)
    loses(town, [CY, DI])
    await asked(town, DI)
    await asked(town, CY)
    assert len(told(town, LEE)) == 2, "of the coordinator, and then of Cy"
    assert told(town, DI) == []


async def test_where_nobody_at_all_is_reached_it_is_tried_once_for_each_and_ends(town: Town) -> None:
    loses(town, range(5))
    await asked(town, CY)
    await town.pass_time(days=20, step=timedelta(hours=6))
    tried = town.outbox(NoticeKind.PERSON_UNREACHED)
    about = sorted(person["member"] for row in tried for person in json.loads(row.facts)["people"])
    assert about == sorted(str(town.people.members[number]) for number in (BO, CY))
    assert {row.member_id for row in tried} == {town.people.members[LEE]}


async def test_after_something_got_through_it_is_news_again(town: Town) -> None:
    loses(town, [CY])
    await asked(town, CY)
    loses(town, [])
    await asked(town, CY, "Tell the parents")
    loses(town, [CY])
    await asked(town, CY, "Order the cheques")
    assert len(told(town, LEE)) == 2


async def test_of_what_somebody_without_any_account_is_asked_it_is_told(embedded_url: str) -> None:
    async with a_town(embedded_url, silent=CY, drawing=Cards("")) as town:
        await asked(town, CY)
        await asked(town, CY, "Tell the parents")
        assert len(told(town, LEE)) == 1


async def test_with_another_address_what_did_not_arrive_does_once(embedded_url: str) -> None:
    async with a_town(embedded_url, by_email=CY, drawing=Cards("")) as town:
        people, cy = town.people, town.people.members[CY]
        theirs = f"@{cy}"
        lost = DeliveryFailed(permanent=True, why="account_inactive")
        town.server.failing = lambda method, where: lost if where == theirs else None
        await asked(town, CY)
        assert len(told(town, LEE)) == 1
        loses(town, [])
        await town.pass_time(hours=3, step=timedelta(minutes=10))
        assert town.server.at(theirs) == [], "it stays undelivered as long as nothing has changed"
        assert fails(town, CY)
        assert not fails(town, BO)
        other = p.SetOwnReminders(
            network_id=people.network_id, by=cy, member=cy, wishes=NOTHING_SET, email="cy@example.org"
        )
        for _ in range(2):
            done(await asyncio.to_thread(lambda: town.writer.submit(other, "").result(30)))
            await town.pass_time(hours=3, step=timedelta(minutes=10))
        assert [message.text for message in town.server.at(theirs)] == [
            "Member 1 asks: would you do this? Bring chairs"
        ]
        assert not fails(town, CY)
