"""One database, and one application after another on it that is killed at work; at the end one that lives on."""

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
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

NEWCOMERS, CHANGES = 7, 3
"""Members who press "OK to try" in one life of the application, and members of an earlier one who change that."""
FIRST: Final = 10
SOON: Final = 0.15
A_MOMENT: Final = 0.02
PATIENCE: Final = 1.0
"""Seconds."""
DELIVERIES: Final = 4
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
        await self._some_moment(load, deeds)
        await app.kill()
        await load
        self.deeds += deeds
        self.lived += 1

    async def _some_moment(self, load: "asyncio.Task[None]", deeds: Sequence[Deed]) -> None:
        """Soon; or after some answers; or between a card's leaving and Rondo's knowing of it. A slow machine gets to all."""
        match self.chance.choice(("soon", "soon", "answers", "answers", "card")):
            case "soon":
                await asyncio.sleep(self.chance.uniform(0, SOON))
            case "answers":
                answers = self.chance.randrange(len(deeds))
                await _until(lambda: len(acknowledged(deeds)) >= answers or load.done())
                await asyncio.sleep(self.chance.uniform(0, A_MOMENT))
            case "card":
                cards = self._cards_sent()
                await _until(lambda: self._cards_sent() > cards or load.done())

    def _cards_sent(self) -> int:
        return len(self.slack.called("chat.postMessage")) + len(self.slack.called("chat.update"))

    async def _plan(self) -> list[Deed]:
        begin = FIRST + self.lived * NEWCOMERS
        changed = {deed.member for deed in self.deeds if deed.doing is Doing.WORRY}
        said = [deed.member for deed in acknowledged(self.deeds) if deed.doing is Doing.OK_TO_TRY]
        plan = [(member, Doing.OK_TO_TRY) for member in range(begin, begin + NEWCOMERS)]
        plan += [(member, Doing.WORRY) for member in said if member not in changed][:CHANGES]
        plan += [(begin, Doing.QUESTION)] if self.lived % 2 == 0 else []
        self.chance.shuffle(plan)
        return [await self.desk.draft(member, user(member), doing) for member, doing in plan]

    async def deliver_again(self, deeds: Sequence[Deed]) -> None:
        """The same requests, signed anew: each is answered, and who was told before is told the same."""
        told = {deed: deed.told for deed in deeds}
        self.slack.private_words.clear()
        for deed in deeds:
            deed.told = None
        for _ in range(DELIVERIES):
            # As Slack does: what was not answered in time, on a busy machine, comes once more.
            await do_all(self.slack, [deed for deed in deeds if deed.told is None])
        assert all(deed.told is not None for deed in deeds)
        assert [deed for deed in deeds if told[deed] not in (None, deed.told)] == []
        await self.slack.until(lambda: _were_confirmed(self.slack, deeds))

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


async def _until(happened: Callable[[], bool]) -> None:
    """Or until that is not to be expected any more."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while not happened():  # noqa: ASYNC110
                await asyncio.sleep(0.001)


def _were_confirmed(slack: FakeSlack, deeds: Sequence[Deed]) -> bool:
    """A click is confirmed beside the card, a form in its own answer: with what stands by now, which they may have changed."""
    recorded = ("Recorded: OK to try", "Recorded: OK, with a worry")
    told = {word.to for word in slack.private_words if any(words in word.words for words in recorded)}
    return all(_was_confirmed(deed, told) for deed in deeds)


def _was_confirmed(deed: Deed, told: Collection[str]) -> bool:
    if deed.doing is Doing.OK_TO_TRY:
        return user(deed.member) in told
    return ("Recorded" if deed.doing is Doing.WORRY else "Your question is in") in str(deed.told)


@contextlib.asynccontextmanager
async def lives(url: str, nursery: Nursery, log: Path, *, times: int, seed: int) -> AsyncIterator[Lives]:
    """``url`` has the schema in it. A first life posts the card; in it somebody opens the forms."""
    shift = [shift_to_monday()]
    async with FakeSlack(clock=lambda: time.time() + shift[0]) as slack:
        members = FIRST + NEWCOMERS * times + FIRST
        gathering = await asyncio.to_thread(gather, url, slack, members, A_MONDAY)
        app = await nursery.start(log, shift=shift[0], settings=gathering.settings)
        slack.connect(app.url)
        await slack.until(lambda: gathering.channel.cards)
        desk = await Desk.open(slack, gathering.card, user(3))
        await app.kill()
        yield Lives(gathering, nursery, log, desk, shift, random.Random(seed))
