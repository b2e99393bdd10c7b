"""What nobody has just done waits until it may reach people; what somebody does is told at once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from adapters.delivery import DeliveryFailed
from bot.delivery import lane
from bot.delivery.cards import Cards
from decisions.commitments import commands as c
from decisions.commitments.commitment import Commitment, Promise
from storage.lanes import Due
from storage.outbox import OUTBOX
from tests.bot.town import Town, a_town
from tests.support.builders import done, new_id
from tests.support.commitments import asks, tell

BO, CY = 1, 2
HOUR = timedelta(hours=1)
FRIDAY, SATURDAY = datetime(2026, 11, 27, 8, tzinfo=UTC), datetime(2026, 11, 28, 8, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
async def town(embedded_url: str) -> AsyncIterator[Town]:
    async with a_town(embedded_url, drawing=Cards("")) as ready:
        yield ready


def read(town: Town, number: int) -> list[tuple[str, datetime]]:
    """What has arrived, and when it was sent."""
    rows = {row.message: row.shown_at for row in town.rows(OUTBOX) if row.message}
    return [
        (message.text, rows[id])
        for id, message in town.server.messages.items()
        if message.where == town.account(number)
    ]


async def test_a_reminder_that_was_held_up_comes_on_no_day_off(town: Town) -> None:
    people, cy = town.people, town.people.members[CY]
    own: dict[str, Any] = {"network_id": people.network_id, "by": cy, "who": cy}
    promise = Promise("Print the flyers", date(2026, 11, 30))
    one = c.MakeCommitment(**own, commitment_id=new_id(), circle_id=people.circle_id, promise=promise)
    done(await town.writer.submit(one, ""))
    town.clock.at = FRIDAY
    away = DeliveryFailed(permanent=False, why="unreachable", retry_after=20 * 3600.0)
    town.server.failing = lambda method, where: away
    await town.pass_time(hours=3, step=HOUR)
    town.server.failing = lambda method, where: None
    await town.pass_time(days=3, step=HOUR)
    assert read(town, CY) == [("Today: Print the flyers", MONDAY)]


async def test_what_time_alone_brings_at_night_comes_in_the_morning(town: Town) -> None:
    one = await is_asked(town)
    await asyncio.to_thread(tell, town.writer, one, c.AcceptCommitment, town.people.members[CY])
    town.clock.at = FRIDAY + 10 * HOUR
    day = {"id": new_id(), "due": date(2026, 11, 27)}
    await asyncio.to_thread(tell, town.writer, one, c.SuggestDay, town.people.members[CY], **day)
    town.clock.at = SATURDAY
    await town.pass_time(days=3, step=HOUR)
    (stays,) = [(text, at) for text, at in read(town, CY) if "The day stays" in text]
    assert stays[1] == MONDAY


async def test_what_somebody_does_is_told_at_once(town: Town) -> None:
    town.clock.at = SATURDAY.replace(hour=23)
    await is_asked(town)
    await town.tick()
    assert read(town, CY) == [
        ("Member 1 asks: would you do this? Check the aid rules", SATURDAY.replace(hour=23))
    ]


async def test_a_row_whose_hour_cannot_be_read_is_tried_again_alone(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks_once(connection: Connection, due: Due, now: datetime) -> datetime:
        monkeypatch.undo()
        raise OperationalError("", {}, Exception("the database is away"))

    monkeypatch.setattr(lane, "may_reach", breaks_once)
    await is_asked(town)
    await town.tick()
    (row,) = [row for row in town.rows(OUTBOX) if row.why]
    assert (row.why, row.lease_until) == ("not_drawn", None)
    await town.pass_time(seconds=30)
    assert [text for text, _ in read(town, CY)] == ["Member 1 asks: would you do this? Check the aid rules"]


async def is_asked(town: Town) -> Commitment:
    people = town.people
    return await asyncio.to_thread(asks, town.writer, people, people.members[BO], people.members[CY])
