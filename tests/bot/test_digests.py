"""A circle's digest as it leaves: once, with what is so then, and only where there is something to say."""

import asyncio
import json
from datetime import UTC, datetime, time, timedelta

import pytest

from adapters.delivery import DeliveryFailed
from bot.delivery.cards import Cards
from decisions.commitments import commands as c
from decisions.commitments.digest_times import DigestTimes
from decisions.people.commands import SetDigest
from decisions.rounds.notices import NoticeKind
from tests.bot.town import Town, a_town
from tests.support.builders import done
from tests.support.commitments import promised, submit

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


def digests(town: Town, number: int = 0) -> list[str]:
    said = [message.text for message in town.server.at(town.account(number))]
    return [text for text in said if "the week in short" in text]


async def reach(town: Town, moment: datetime) -> None:
    town.clock.at = moment
    await town.pass_time(seconds=5)


async def promises(town: Town, number: int) -> None:
    await asyncio.to_thread(promised, town.writer, town.people, town.people.members[number])


async def test_it_leaves_on_monday_morning_to_who_facilitates(database_url: str) -> None:
    async with a_town(database_url, drawing=Cards("")) as town:
        await promises(town, 1)
        await finish(town)
        await reach(town, MONDAY - timedelta(minutes=1))
        assert digests(town) == []
        await reach(town, MONDAY)
        await reach(town, MONDAY + timedelta(days=1))
        assert [digests(town, number) for number in range(3)] == [["Circle: the week in short"], [], []]


async def test_with_nothing_to_say_it_is_not_sent(embedded_url: str) -> None:
    async with a_town(embedded_url, drawing=Cards("")) as town:
        await promises(town, 1)
        await reach(town, MONDAY)
        assert digests(town) == []
        assert town.outbox(NoticeKind.DIGEST) == []
        await reach(town, MONDAY + timedelta(days=7))
        assert len(digests(town)) == 1, "it is a few days past its day by then"


async def test_what_has_changed_before_it_leaves_is_told_as_it_is_then(embedded_url: str) -> None:
    async with a_town(embedded_url, drawing=Cards("")) as town:
        one = await asyncio.to_thread(
            promised, town.writer, town.people, town.people.members[1], (MONDAY - timedelta(days=1)).date()
        )
        town.clock.at = MONDAY
        await town.worker._digest(MONDAY)
        assert len(town.outbox(NoticeKind.DIGEST)) == 1
        await asyncio.to_thread(submit, town.writer, one, c.Finish, town.people.members[1])
        await town.pass_time(seconds=5)
        assert digests(town) == [], "it is done, and belongs to the next week"


async def test_after_a_stop_of_weeks_one_leaves(embedded_url: str) -> None:
    async with a_town(embedded_url, drawing=Cards("")) as town:
        await promises(town, 1)
        await reach(town, MONDAY + timedelta(days=40))
        assert len(digests(town)) == 1


async def test_of_two_that_could_not_leave_the_newer_one_does(embedded_url: str) -> None:
    async with a_town(embedded_url, drawing=Cards("")) as town:
        await promises(town, 1)
        await finish(town)
        town.server.failing = lambda method, where: DeliveryFailed(permanent=False, why="down")
        await reach(town, MONDAY)
        await promises(town, 1)
        await reach(town, MONDAY + timedelta(days=7))
        town.server.failing = lambda method, where: None
        await reach(town, MONDAY + timedelta(days=7, hours=1))
        (message,) = town.server.at(town.account(0))
        assert message.key.endswith((MONDAY + timedelta(days=7)).isoformat())


async def test_two_workers_send_it_once(database_url: str) -> None:
    async with a_town(database_url, drawing=Cards("")) as town:
        await promises(town, 1)
        await finish(town)
        other = town.another_worker(drawing=Cards(""))
        town.clock.at = MONDAY
        await asyncio.gather(*(worker.tick_once(MONDAY) for worker in (town.worker, other)))
        await reach(town, MONDAY + timedelta(seconds=30))
        await other.stop()
        assert len(digests(town)) == 1


HELP = datetime(2026, 12, 14, 9, tzinfo=UTC)
"""The working day after the last reminder of what was due on December 4."""


@pytest.mark.parametrize("weekday_and_hour", [(0, 9), (0, 11)])
async def test_who_may_need_help_comes_with_the_digest_of_that_morning(
    database_url: str, weekday_and_hour: tuple[int, int]
) -> None:
    async with a_town(database_url, drawing=Cards("")) as town:
        await promises(town, 1)
        await choose(town, *weekday_and_hour)
        await until_help(town)
        for hours in range(4):
            await reach(town, HELP + timedelta(hours=hours))
        assert [text for text in heard(town) if "help" in text] == []
        assert len(heard(town)) == 2, "the week in which it was due, and this one"
        assert [len(json.loads(row.facts)["commitments"]) for row in town.outbox(NoticeKind.DIGEST)] == [0, 1]


async def test_it_does_not_wait_for_a_digest_of_another_day(embedded_url: str) -> None:
    async with a_town(embedded_url, drawing=Cards("")) as town:
        await promises(town, 1)
        await choose(town, 2, 9)
        await until_help(town)
        await reach(town, HELP)
        assert [text for text in heard(town) if "may need help" in text] == [
            "Member 1 may need help with “Check the aid rules”."
        ]


def heard(town: Town) -> list[str]:
    return [message.text for message in town.server.at(town.account(0))]


async def choose(town: Town, weekday: int, hour: int) -> None:
    command = SetDigest(
        network_id=town.people.network_id,
        by=town.people.facilitator,
        circle_id=town.people.circle_id,
        times=DigestTimes(weekday, time(hour)),
    )
    await asyncio.to_thread(lambda: done(town.writer.submit(command, "").result(30)))


async def until_help(town: Town) -> None:
    """Every morning until the last reminder has left."""
    for day in range(1, 12):
        await reach(town, datetime(2026, 12, day, 11, 0, 1, tzinfo=UTC))


async def finish(town: Town) -> None:
    """Somebody keeps a promise, on Sunday."""
    town.clock.at = MONDAY - timedelta(days=1)

    def do() -> None:
        one = promised(town.writer, town.people, town.people.members[2], due=None)
        done(submit(town.writer, one, c.Finish, town.people.members[2]))

    await asyncio.to_thread(do)
