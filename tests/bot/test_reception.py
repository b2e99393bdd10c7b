"""Who comes is recognised together with whoever comes at the same moment, and never from memory."""

import asyncio
from datetime import timedelta
from typing import Any

from sqlalchemy import event, update

from bot.reception import Reception, Sightings
from storage.database import Database
from storage.keys import AccountKey, PlaceKey
from storage.reading.people import Comer, Recognised
from storage.tables import METADATA
from tests.bot.town import Town, a_town

IDENTITY = METADATA.tables["identity"]
HERE = PlaceKey("slack", "T1", "C0")


def account(number: int) -> AccountKey:
    return AccountKey("slack", "T1", f"U{number}")


def members(found: list[Recognised | None]) -> list[object]:
    return [one.member_id if one else None for one in found]


def statements(database: Database) -> list[str]:
    seen: list[str] = []
    event.listen(database.reading, "before_cursor_execute", lambda *given: seen.append(given[2]))
    return seen


async def test_those_who_come_together_are_looked_up_together(database_url: str) -> None:
    async with a_town(database_url, members=20) as town:
        desk = Reception(town.database)
        seen = statements(town.database)
        found = await asyncio.gather(*(desk.recognise(Comer(account(n), HERE)) for n in (*range(20), 99)))
        assert members(found) == [*town.people.members, None]
        assert len([text for text in seen if text.startswith("SELECT")]) == 2


async def test_who_comes_during_a_look_waits_for_the_next_one(database_url: str) -> None:
    async with a_town(database_url) as town:
        desk = Reception(town.database)
        first = asyncio.create_task(desk.recognise(Comer(account(0))))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        await asyncio.to_thread(_revoke, town, 1)
        assert members([await desk.recognise(Comer(account(1))), await first]) == [
            None,
            town.people.members[0],
        ]


def _revoke(town: Town, number: int) -> None:
    with town.database.writing.begin() as connection:
        one = IDENTITY.c.user_id == f"U{number}"
        connection.execute(update(IDENTITY).where(one).values(revoked_at=town.clock.at))


async def test_one_who_gives_up_waiting_keeps_nobody_else_from_being_recognised(database_url: str) -> None:
    async with a_town(database_url) as town:
        desk = Reception(town.database)
        impatient = asyncio.create_task(desk.recognise(Comer(account(0))))
        patient = asyncio.create_task(desk.recognise(Comer(account(1))))
        await asyncio.sleep(0)
        impatient.cancel()
        assert members([await patient]) == [town.people.members[1]]


async def test_a_failure_is_told_to_everyone_who_waits_and_to_nobody_later(database_url: str) -> None:
    async with a_town(database_url) as town:
        broken = Reception(Database("sqlite:////nowhere/at/all.db"))
        told = await asyncio.gather(
            *(broken.recognise(Comer(account(n))) for n in range(3)), return_exceptions=True
        )
        assert all(isinstance(each, Exception) for each in told)
        broken.database = town.database
        assert members([await broken.recognise(Comer(account(0)))]) == [town.people.members[0]]


async def test_where_somebody_acts_is_written_down_once_with_that_of_the_others(
    database_url: str,
) -> None:
    async with a_town(database_url) as town:
        sightings, network = Sightings(town.writer, every=0.02), town.people.network_id
        for number in (0, 1, 0):
            sightings.note(network, town.people.members[number], account(number))
        await _until_seen(town, 2)
        assert {row.user_id: row.seen_at for row in _seen(town)} == dict.fromkeys(("U0", "U1"), town.clock.at)
        town.clock.at += timedelta(hours=1)
        sightings.note(network, town.people.members[0], account(0))
        sightings.note(network, town.people.members[2], account(2))
        await _until_seen(town, 3)
        assert {row.user_id for row in _seen(town) if row.seen_at == town.clock.at} == {"U2"}


async def _until_seen(town: Town, many: int) -> None:
    async with asyncio.timeout(5):
        while len(_seen(town)) < many:  # noqa: ASYNC110  (nothing tells when it is written)
            await asyncio.sleep(0.01)


def _seen(town: Town) -> list[Any]:
    return [row for row in town.rows(IDENTITY) if row.seen_at is not None]
