"""The mail server cannot be reached: nobody's address is blamed, and what is still of use goes out once it can be."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from adapters.cards import PersonalCard
from adapters.delivery import DeliveryFailed, MessageRef
from adapters.desk import Account, Platform
from adapters.email.send import RATES
from bot.delivery.cards import Cards
from bot.worker import Worker
from decisions.commitments import commands as c
from decisions.commitments.commitment import Commitment, Promise
from decisions.rounds.notices import NoticeKind
from storage.away import mail_away
from storage.outbox import MEMBER, OUTBOX
from storage.tables.delivery import Delivery
from tests.adapters.present.shown import snapshot
from tests.bot.town import Server, Town, a_town
from tests.support.builders import done, new_id
from tests.support.commitments import asks, tell

LEE, BO, CY = 0, 1, 2
"""Lee facilitates, Bo asks, Cy reads email."""
HOUR = timedelta(hours=1)


@dataclass
class MailServer(Server):
    cards: list[str] = field(default_factory=list)
    """What arrived, whole."""

    async def direct(self, account: Account, card: PersonalCard, *, key: str, again: bool) -> MessageRef:
        ref = await super().direct(account, card, key=key, again=again)
        self.cards.append(snapshot(card))
        return ref


@pytest.fixture
async def town(embedded_url: str) -> AsyncIterator[Town]:
    """With a mail server of its own, ``mail``."""
    async with a_town(embedded_url, by_email=CY, drawing=Cards("")) as ready:
        senders = {Platform.SLACK: ready.server, Platform.EMAIL: MailServer(ready.clock, rates=RATES)}
        ready.worker = Worker(
            ready.database, ready.writer, senders, Cards(""), ready.clock, random=lambda: 1.0
        )
        yield ready
        await ready.worker.stop()


def mail(town: Town) -> MailServer:
    server = town.worker.senders[Platform.EMAIL]
    assert isinstance(server, MailServer)
    return server


def goes_away(town: Town, why: str = "unreachable") -> None:
    away = DeliveryFailed(permanent=False, why=why, maybe_sent=True)
    mail(town).failing = lambda method, where: away


def comes_back(town: Town) -> None:
    mail(town).failing = lambda method, where: None


async def is_asked(town: Town, what: str = "Bring chairs") -> Commitment:
    people = town.people
    by, who = people.members[BO], people.members[CY]
    return await asyncio.to_thread(asks, town.writer, people, by, who, what=what)


def told(town: Town) -> list[str]:
    """What Lee has read about email."""
    return [message.text for message in town.server.at(town.account(LEE)) if "email" in message.text]


def read_in_mails(town: Town) -> list[str]:
    return [message.text for message in mail(town).at(f"@{town.people.members[CY]}")]


@pytest.mark.parametrize("why", ["unreachable", "timed_out", "mail_login_refused"])
async def test_it_is_told_once_and_of_no_person(town: Town, why: str) -> None:
    goes_away(town, why)
    await is_asked(town)
    await town.pass_time(hours=2, step=HOUR)
    assert told(town) == []
    await town.pass_time(days=2, step=HOUR)
    await is_asked(town, "Print the flyers")
    await town.pass_time(days=9, step=6 * HOUR)
    (once,) = told(town)
    assert once.startswith("Rondo has not been able to send email since ")
    assert town.outbox(NoticeKind.PERSON_UNREACHED) == []


async def test_what_waited_leaves_once_and_says_that_it_is_late(town: Town) -> None:
    """It is not followed at once by that they are still waited for."""
    goes_away(town)
    await is_asked(town)
    await town.pass_time(days=3, step=HOUR)
    assert [row.kind for row in town.outbox(NoticeKind.COMMITMENT_ASKED_AGAIN)] != []
    comes_back(town)
    await town.pass_time(days=1, step=HOUR)
    assert read_in_mails(town) == ["Member 1 asks: would you do this? Bring chairs"]
    assert ["This comes late, sorry." in card for card in mail(town).cards] == [True]


async def test_what_is_of_no_use_any_more_does_not_leave(town: Town) -> None:
    goes_away(town)
    one = await is_asked(town)
    await town.pass_time(hours=5, step=HOUR)
    await asyncio.to_thread(tell, town.writer, one, c.Drop, town.people.members[BO], words="not needed")
    comes_back(town)
    await town.pass_time(hours=5, step=HOUR)
    assert read_in_mails(town) == ["Member 1 has let this go: Bring chairs"]


async def test_who_answers_in_time_is_asked_once_more_as_ever(town: Town) -> None:
    await is_asked(town)
    await town.pass_time(days=3, step=HOUR)
    first, again = read_in_mails(town)
    assert (first, again) == (
        "Member 1 asks: would you do this? Bring chairs",
        "Member 1 is still waiting for your word: Bring chairs",
    )


async def test_the_next_time_it_is_away_is_news(town: Town) -> None:
    for what in ("Bring chairs", "Print the flyers"):
        goes_away(town)
        await is_asked(town, what)
        await town.pass_time(days=1, step=HOUR)
        comes_back(town)
        await town.pass_time(days=1, step=HOUR)
    assert len(told(town)) == 2


async def test_who_coordinates_and_reads_email_is_not_written_to_by_email(town: Town) -> None:
    change = update(MEMBER).where(MEMBER.c.id == town.people.members[CY]).values(is_coordinator=True)
    await asyncio.to_thread(lambda: town.writer.run(lambda unit: unit.connection.execute(change)).result(30))
    goes_away(town)
    people = town.people
    await asyncio.to_thread(asks, town.writer, people, people.members[BO], people.members[CY])
    await town.pass_time(days=2, step=HOUR)
    assert all(row.platform != "email" for row in town.outbox(NoticeKind.MAIL_AWAY))
    assert len(told(town)) == 1


async def test_it_is_still_away_while_what_failed_waits_for_somebodys_hour(town: Town) -> None:
    people, cy = town.people, town.people.members[CY]
    promise = Promise("Print the flyers", date(2026, 11, 30))
    own: dict[str, Any] = {"network_id": people.network_id, "by": cy, "who": cy}
    one = c.MakeCommitment(**own, commitment_id=new_id(), circle_id=people.circle_id, promise=promise)
    done(await town.writer.submit(one, ""))
    town.clock.at = datetime(2026, 11, 27, 8, tzinfo=UTC)
    away = DeliveryFailed(permanent=False, why="unreachable", retry_after=20 * 3600.0)
    mail(town).failing = lambda method, where: away
    await town.pass_time(days=1, step=HOUR)
    (row,) = [row for row in town.rows(OUTBOX) if row.platform == "email"]
    assert row.next_at == datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert town.database.read_now(lambda connection: mail_away(connection, people.network_id)) is not None


async def test_who_was_never_shown_it_is_told_the_next_time(town: Town) -> None:
    goes_away(town)
    busy = DeliveryFailed(permanent=False, why="busy")
    town.server.failing = lambda method, where: busy
    await is_asked(town)
    await town.pass_time(hours=4, step=HOUR)
    closed = update(OUTBOX).values(state=Delivery.CLOSED, shown=OUTBOX.c.wanted)
    await asyncio.to_thread(lambda: town.writer.run(lambda unit: unit.connection.execute(closed)).result(30))
    town.server.failing = lambda method, where: None
    await is_asked(town, "Print the flyers")
    await town.pass_time(hours=5, step=HOUR)
    assert len(told(town)) == 1
