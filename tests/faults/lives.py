"""One database, and one application after another on it that is killed at work; at the end one that lives on."""

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bot.app import make_app
from bot.house import build
from bot.settings import load_settings
from tests.bot.town import TurnedClock
from tests.e2e.serving import a_free_port, serving
from tests.fakes.slack import FakeSlack
from tests.faults.gathering import A_MONDAY, Gathering, gather, shift_to_monday, user
from tests.faults.hands import Deed, Desk, Doing, acknowledged, do_all
from tests.faults.running import Nursery
from tests.faults.truth import waiting_cards

NEWCOMERS, CHANGES = 11, 4
"""Members who press "OK to try" in one life of the application, and members of an earlier one who change that."""
FIRST: Final = 10
SHORTEST_LOAD, LONGEST_LOAD = 0.1, 0.8
"""Seconds from the first request within which the kill comes: about as long as the load takes on this machine."""
BETWEEN: Final = 61.0
"""Seconds by which the clock is on at each restart: what the dead process had leased is free again."""

WITHIN: Final = timedelta(minutes=5)
"""A thread takes one post a second."""


@dataclass
class Lives:
    gathering: Gathering
    nursery: Nursery
    log: Path
    desk: Desk
    shift: list[float]
    chance: random.Random
    load_takes: float
    """Seconds."""
    deeds: list[Deed] = field(default_factory=list)
    lived: int = 0

    @property
    def slack(self) -> FakeSlack:
        return self.gathering.slack

    async def live_and_die(self) -> None:
        """A load begins, and at some moment of it the process is gone."""
        self.shift[0] += BETWEEN
        app = await self.nursery.start(self.log, shift=self.shift[0], settings=self.gathering.settings)
        self.slack.connect(app.url)
        deeds = await self._plan()
        load = asyncio.create_task(do_all(self.slack, deeds))
        await asyncio.sleep(self.chance.uniform(0, self.load_takes))
        await app.kill()
        await load
        self.deeds += deeds
        self.lived += 1

    async def _plan(self) -> list[Deed]:
        begin = FIRST + self.lived * NEWCOMERS
        changed = {deed.member for deed in self.deeds if deed.doing is Doing.WORRY}
        said = [deed.member for deed in acknowledged(self.deeds) if deed.doing is Doing.OK_TO_TRY]
        plan = [(member, Doing.OK_TO_TRY) for member in range(begin, begin + NEWCOMERS)]
        plan += [(member, Doing.WORRY) for member in said if member not in changed][:CHANGES]
        plan += [(begin, Doing.QUESTION)] if self.lived % 3 == 0 else []
        self.chance.shuffle(plan)
        return [await self.desk.draft(member, user(member), doing) for member, doing in plan]

    async def deliver_again(self, deeds: Sequence[Deed]) -> None:
        """The same requests, signed anew: each is answered, and who was told before is told the same."""
        told = {deed: deed.told for deed in deeds}
        self.slack.private_words.clear()
        for deed in deeds:
            deed.told = None
        await do_all(self.slack, deeds)
        assert all(deed.told is not None for deed in deeds)
        assert [deed for deed in deeds if told[deed] not in (None, deed.told)] == []
        await self.slack.until(lambda: all(_was_confirmed(self.slack, deed) for deed in deeds))

    @contextlib.asynccontextmanager
    async def living_on(self) -> AsyncIterator[Callable[[], Awaitable[None]]]:
        """Rondo in this process, and what lets its worker bring every card up to date."""
        clock = TurnedClock(datetime.fromtimestamp(self.slack.clock() + BETWEEN, UTC))
        self.slack.clock = lambda: clock.at.timestamp()
        port = a_free_port()
        house = build(load_settings(None, port=port, **self.gathering.settings), clock)
        worker = house.worker()

        async def ticks() -> None:
            until = clock.at + WITHIN
            while behind := waiting_cards(self.gathering):
                clock.at += timedelta(seconds=2)
                assert clock.at < until, f"they never become true: {behind}"
                await worker.tick_once(clock.at)

        async with serving(make_app(house, with_worker=False), port) as url:
            self.slack.connect(url)
            yield ticks
            await worker.stop()


def _was_confirmed(slack: FakeSlack, deed: Deed) -> bool:
    """A click is confirmed beside the card; a form in its own answer."""
    if deed.doing is Doing.OK_TO_TRY:
        mine = (word.words for word in slack.private_words if word.to == user(deed.member))
        return any("Recorded: OK to try" in words for words in mine)
    return ("Recorded" if deed.doing is Doing.WORRY else "Your question is in") in str(deed.told)


@contextlib.asynccontextmanager
async def lives(url: str, nursery: Nursery, log: Path, *, times: int, seed: int) -> AsyncIterator[Lives]:
    """``url`` has the schema in it. A first life posts the card; in it somebody opens the forms, and a load is timed."""
    shift = [shift_to_monday()]
    async with FakeSlack(clock=lambda: time.time() + shift[0]) as slack:
        members = FIRST + NEWCOMERS * times + FIRST
        gathering = await asyncio.to_thread(gather, url, slack, members, A_MONDAY)
        app = await nursery.start(log, shift=shift[0], settings=gathering.settings)
        slack.connect(app.url)
        await slack.until(lambda: gathering.channel.cards)
        desk = await Desk.open(slack, gathering.card, user(3))
        deeds = [await desk.draft(member, user(member), Doing.OK_TO_TRY) for member in range(2, FIRST)]
        began = time.monotonic()
        await do_all(slack, deeds)
        took = min(LONGEST_LOAD, max(SHORTEST_LOAD, 2 * (time.monotonic() - began)))
        await app.kill()
        yield Lives(gathering, nursery, log, desk, shift, random.Random(seed), took, deeds)
