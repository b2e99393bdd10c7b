"""Rondo in this process, on a real port and in real time, with five people in a Slack channel who are asked something."""

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy.engine import make_url

from bot.app import make_app
from bot.house import House, build
from bot.settings import load_settings
from tests.e2e.serving import a_free_port, serving
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import SlackPerson
from tests.faults.gathering import A_MONDAY, Gathering, gather, shift_to_monday, user
from tests.faults.nursery import ShiftedClock

PEOPLE: Final = 5


@dataclass
class Home:
    house: House
    gathering: Gathering

    @property
    def slack(self) -> FakeSlack:
        return self.gathering.slack

    def person(self, number: int) -> SlackPerson:
        return SlackPerson(self.slack, user(number))

    async def card(self) -> None:
        """Waits for the round's card."""
        await self.slack.until(lambda: self.gathering.channel.cards)


@contextlib.asynccontextmanager
async def at_home(url: str) -> AsyncIterator[Home]:
    """``url`` is a database with the schema in it. The worker is at work, and the card stands."""
    shift = shift_to_monday()
    async with FakeSlack(clock=lambda: time.time() + shift) as slack:
        gathering = await asyncio.to_thread(gather, url, slack, PEOPLE, A_MONDAY)
        port = a_free_port()
        house = build(load_settings(None, port=port, **gathering.settings), ShiftedClock(shift))
        async with serving(make_app(house, with_worker=True), port) as address:
            slack.connect(address)
            home = Home(house, gathering)
            await home.card()
            yield home


async def told(person: SlackPerson, nth: int = 1) -> str:
    """What this person is told in private, for the nth time."""
    await person.slack.until(lambda: len(person.private_words) >= nth, seconds=6)
    return person.private_words[nth - 1].words


@contextlib.contextmanager
def another_writes(url: str) -> Iterator[sqlite3.Connection]:
    """Somebody else (a backup, a console) holds the database's write lock, until they roll back."""
    connection = sqlite3.connect(str(make_url(url).database), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    finally:
        connection.close()


async def busy(home: Home, url: str, seconds: float) -> None:
    """From now on the writer is in a transaction that takes long, with everything that is pressed in the next moment."""
    with another_writes(url):
        slow = home.house.writer.run(lambda unit: time.sleep(seconds))
        await asyncio.sleep(0.4)
    assert not slow.done
