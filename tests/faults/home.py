"""Rondo in this process, on a real port and in real time, with five people in a Slack channel who are asked something."""

import asyncio
import contextlib
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from sqlalchemy.engine import make_url

from bot.app import make_app
from bot.house import House, build
from bot.settings import load_settings
from tests.e2e.serving import a_free_port, serving
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import SlackPerson
from tests.faults.gathering import A_MONDAY, Gathering, gather, shift_to_monday, user
from tests.faults.nursery import ShiftedClock

T = TypeVar("T")
PEOPLE: Final = 5
GIVES_UP: Final = 60.0
"""Seconds after which a test no longer waits for what should have come: no time limit that anything is held to."""


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


async def told(person: SlackPerson, words: str = "") -> str:
    """What this person is told in private: the first of it that holds these words."""

    def so() -> list[str]:
        return [said.words for said in person.private_words if words in said.words]

    await person.slack.until(so, seconds=GIVES_UP)
    return so()[0]


@contextlib.contextmanager
def another_writes(url: str) -> Iterator[sqlite3.Connection]:
    """Somebody else (a backup, a console) holds the database's write lock, until they roll back."""
    connection = sqlite3.connect(str(make_url(url).database), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    finally:
        connection.close()


@contextlib.asynccontextmanager
async def picked_up(home: Home, pressing: Coroutine[Any, Any, T]) -> AsyncIterator[asyncio.Task[T]]:
    """The writer has picked up what is pressed, in a transaction that takes as long as this block."""
    first, then = threading.Event(), threading.Event()
    before = home.house.writer.run(lambda unit: first.wait(GIVES_UP))
    await home.slack.until(lambda: before.taken, seconds=GIVES_UP)
    long = home.house.writer.run(lambda unit: then.wait(GIVES_UP))
    pressed = asyncio.create_task(pressing)
    await pressed_waits(home)
    first.set()
    await home.slack.until(lambda: long.taken, seconds=GIVES_UP)
    try:
        yield pressed
    finally:
        then.set()


async def pressed_waits(home: Home) -> None:
    """Until something that was pressed waits for the writer, and not only what the worker does by itself."""
    writer = home.house.writer

    def waits() -> bool:
        return any(ticket.job.command and not ticket.withdrawn for ticket in tuple(writer._waiting))

    await home.slack.until(waits, seconds=GIVES_UP)
