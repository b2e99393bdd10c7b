"""Reminders leave by the worker, drawn from the commitments as they are at that moment."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.delivery.cards import Cards
from decisions.commitments import commands as c
from decisions.commitments.commitment import Commitment, Promise
from decisions.commitments.digest_times import DigestTimes
from decisions.ids import MemberId
from decisions.people.commands import SetDigest
from decisions.rounds.notices import NoticeKind
from storage.outbox import OUTBOX
from tests.bot.town import Town, a_town
from tests.support.builders import done, new_id

DUE = date(2026, 12, 4)
"""A Friday."""
ON_THE_DAY = datetime(2026, 12, 4, 9, tzinfo=UTC)


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with a_town(database_url, drawing=Cards("https://rondo.example")) as town:
        yield town


async def promises(town: Town, number: int, what: str = "Check the aid rules") -> Commitment:
    who = town.people.members[number]
    command = c.MakeCommitment(
        network_id=town.people.network_id,
        by=who,
        commitment_id=new_id(),
        circle_id=town.people.circle_id,
        who=who,
        promise=Promise(what, DUE),
    )
    return await tells(town, command)


async def tells(town: Town, command: c.CommitmentCommand) -> Commitment:
    def do() -> Commitment:
        state: Commitment = done(town.writer.submit(command, "").result(30)).state
        return state

    return await asyncio.to_thread(do)


def of(one: Commitment, by: MemberId | None = None) -> dict[str, Any]:
    return {"network_id": one.network_id, "by": by or one.accountable, "commitment_id": one.id}


async def falls_due(town: Town) -> None:
    """The worker looks, and puts down what is due, but nothing leaves yet."""
    await town.worker._remind(town.clock.at)


async def test_one_message_leaves_on_the_day_and_says_everything(town: Town) -> None:
    await promises(town, 1)
    await promises(town, 1, "Book the room")
    town.clock.at = ON_THE_DAY
    await town.tick()
    await town.tick(minutes=1)
    (message,) = town.channel(town.account(1))
    assert "Check the aid rules" in message.text
    assert "Book the room" in message.text


async def test_what_was_done_meanwhile_is_not_in_it(town: Town) -> None:
    first, _ = await promises(town, 1), await promises(town, 1, "Book the room")
    town.clock.at = ON_THE_DAY
    await falls_due(town)
    await tells(town, c.Finish(**of(first)))
    await town.tick()
    (message,) = town.channel(town.account(1))
    assert message.text == "Today: Book the room"


@pytest.mark.parametrize("how", ["done", "snoozed", "moved", "blocked"])
async def test_where_nothing_of_it_is_left_nothing_is_sent(town: Town, how: str) -> None:
    one = await promises(town, 1)
    town.clock.at = ON_THE_DAY
    await falls_due(town)
    later = date(2026, 12, 9)
    commands: dict[str, c.CommitmentCommand] = {
        "done": c.Finish(**of(one)),
        "snoozed": c.SnoozeReminders(**of(one), until=later),
        "moved": c.SuggestDay(**of(one), id=new_id(), due=later),
        "blocked": c.Block(**of(one), words="The form is missing"),
    }
    await tells(town, commands[how])
    await town.tick()
    await town.tick(minutes=5)
    assert not town.channel(town.account(1))


async def test_what_could_not_leave_is_joined_by_what_falls_due_next(town: Town) -> None:
    await promises(town, 1)
    town.clock.at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    await falls_due(town)
    town.clock.at = ON_THE_DAY
    await falls_due(town)
    (row,) = town.outbox(NoticeKind.REMINDER)
    (said,) = json.loads(row.facts)["commitments"]
    assert said["wave"] == "today"


async def test_a_worker_that_dies_between_the_claim_and_the_message_leaves_it_to_the_next(town: Town) -> None:
    await promises(town, 1)
    town.clock.at = ON_THE_DAY
    town.server.waits = 3600
    await town.worker._look(town.clock.at)
    await asyncio.wait_for(town.server.reached.wait(), 20)
    for task in town.worker._at_work.values():
        task.cancel()
    town.server.waits = 0
    town.clock.at += timedelta(minutes=5)
    other = town.another_worker(drawing=Cards("https://rondo.example"))
    await other.tick_once(town.clock.at)
    await other.tick_once(town.clock.at + timedelta(minutes=1))
    await other.stop()
    assert len(town.channel(town.account(1))) == 1
    assert len(town.rows(OUTBOX)) == 1


async def test_after_a_stop_it_says_that_it_is_late_and_how_it_is_now(town: Town) -> None:
    await promises(town, 1)
    town.clock.at = datetime(2026, 12, 9, 11, tzinfo=UTC)
    await town.tick()
    (message,) = town.channel(town.account(1))
    assert message.text == "Due 5 days ago: Check the aid rules"
    (row,) = town.outbox(NoticeKind.REMINDER)
    assert json.loads(row.facts)["commitments"][0]["late"]


async def test_in_the_end_whoever_facilitates_hears_who_may_need_help(town: Town) -> None:
    people = town.people
    where: dict[str, Any] = {"network_id": people.network_id, "circle_id": people.circle_id}
    without_digest = SetDigest(**where, by=people.facilitator, times=DigestTimes(on=False))
    await asyncio.to_thread(lambda: done(town.writer.submit(without_digest, "").result(30)))
    one = await promises(town, 1)
    town.clock.at = datetime(2026, 12, 14, 9, tzinfo=UTC)
    await town.tick()
    (message,) = town.channel(town.account(0))
    assert message.text == "Member 1 may need help with “Check the aid rules”."
    assert one.accountable == town.people.members[1]
