"""Those who coordinate are not told that somebody was reminded who was not."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest

from adapters.cards import PersonalCard
from adapters.delivery import DeliveryFailed, MessageRef
from adapters.desk import Account, Platform
from bot.delivery.cards import Cards
from bot.worker import Worker
from decisions.commands import Command
from decisions.commitments import commands as c
from decisions.commitments.commitment import Promise
from decisions.commitments.reminded import Heard
from decisions.commitments.wishes import OwnWishes
from decisions.people import commands as p
from storage.reading.digest import digest_record
from tests.adapters.present.shown import snapshot
from tests.bot.town import Server, Town, a_town
from tests.support.builders import done, new_id

LEE, CY = 0, 2
DUE = date(2026, 11, 26)
"""A Thursday."""
LOST = DeliveryFailed(permanent=True, why="account_inactive")
FIRST = "They have heard of it first."


class Whole(Server):
    """Keeps what arrived as people see it."""

    async def direct(self, account: Account, card: PersonalCard, *, key: str, again: bool) -> MessageRef:
        ref = await super().direct(account, card, key=key, again=again)
        self.messages[ref.message].texts.append(snapshot(card))
        return ref


@pytest.fixture
async def town(embedded_url: str) -> AsyncIterator[Town]:
    async with a_town(embedded_url, by_email=CY, drawing=Cards("")) as ready:
        ready.server = Whole(ready.clock)
        senders = {Platform.SLACK: ready.server, Platform.EMAIL: ready.server}
        ready.worker = Worker(
            ready.database, ready.writer, senders, Cards(""), ready.clock, random=lambda: 1.0
        )
        yield ready
        await ready.worker.stop()


async def is_late(town: Town, *, wants_email: bool) -> str:
    """What Lee reads once it is long overdue."""
    people, cy = town.people, town.people.members[CY]
    own: dict[str, Any] = {"network_id": people.network_id, "by": cy}
    wishes, promise = OwnWishes(by_email=wants_email), Promise("Print the flyers", DUE)
    about: dict[str, Any] = {"commitment_id": new_id(), "circle_id": people.circle_id}
    commands: tuple[Command, ...] = (
        p.SetOwnReminders(**own, member=cy, wishes=wishes, email="cy@example.org"),
        c.MakeCommitment(**own, **about, who=cy, promise=promise),
    )
    for command in commands:
        done(await town.writer.submit(command, ""))
    await town.pass_time(days=14, step=timedelta(hours=2))
    (read,) = [each.text for each in town.server.at(town.account(LEE)) if "may need help" in each.text]
    return read


async def test_who_was_reminded_has_heard_of_it_first(town: Town) -> None:
    assert FIRST in await is_late(town, wants_email=True)
    assert heard(town) == [Heard.REMINDED]


async def test_who_wants_none_by_email_has_not(town: Town) -> None:
    read = await is_late(town, wants_email=False)
    assert FIRST not in read
    assert "wants no reminders by email" in read
    assert heard(town) == [Heard.WANTS_NONE]


async def test_whom_no_reminder_reached_has_not(town: Town) -> None:
    own = f"@{town.people.members[CY]}"
    town.server.failing = lambda method, where: LOST if where == own else None
    read = await is_late(town, wants_email=True)
    assert FIRST not in read
    assert "no reminder has reached them" in read
    assert heard(town) == [Heard.NOT_REMINDED]


def heard(town: Town) -> list[Heard]:
    """As the week in short has it."""
    people, now = town.people, town.clock.at
    record = town.database.read_now(
        lambda k: digest_record(k, people.network_id, people.circle_id, people.members[LEE], now, now)
    )
    assert record is not None
    return list(record.heard.values())
