"""Who wants reminders by email, set from an email: in the journal once for each change, and only of who is still here."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from bot.quieting import HouseMailWishes
from storage.outbox import MEMBER
from storage.tables import METADATA
from tests.bot.town import Town, a_town

JOURNAL = METADATA.tables["journal"]


@pytest.fixture
async def town(embedded_url: str) -> AsyncIterator[Town]:
    async with a_town(embedded_url) as ready:
        yield ready


def wishes(town: Town) -> HouseMailWishes:
    return HouseMailWishes(town.database, town.writer, town.clock)


def recorded(town: Town) -> int:
    wanted = select(func.count()).where(JOURNAL.c.entry.contains("OwnRemindersSet"))
    return int(town.database.read_now(lambda k: k.execute(wanted).scalar_one()))


async def test_it_is_off_and_on_again_and_a_repeat_is_nothing(town: Town) -> None:
    people, mail = town.people, wishes(town)
    own = (people.network_id, people.members[1])
    for on, changes in ((False, 1), (False, 1), (True, 2)):
        town.clock.at += timedelta(seconds=1)
        assert await mail.set(*own, on=on) is None
        found = await mail.reader(*own)
        assert found is not None
        assert (found.on, recorded(town)) == (on, changes)
    other = await mail.reader(people.network_id, people.members[2])
    assert other is not None
    assert other.on


async def test_who_has_left_and_who_is_of_another_network_is_not_there(town: Town) -> None:
    people, mail = town.people, wishes(town)
    bo, cy = people.members[1:3]
    left = update(MEMBER).where(MEMBER.c.id == bo).values(active=False)
    await asyncio.to_thread(lambda: town.writer.run(lambda unit: unit.connection.execute(left)).result(30))
    assert await mail.reader(people.network_id, bo) is None
    assert await mail.reader(people.network_id, cy) is not None
    assert await mail.reader(uuid4(), cy) is None
    assert await mail.set(uuid4(), cy, on=False) is not None
    assert recorded(town) == 0
