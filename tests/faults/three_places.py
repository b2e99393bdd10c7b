"""A circle that meets in Slack, in Teams and in the browser; and applications, one after another, that it decides with.

The circle is made by a house in this process. Everything after that is done by an application in a process of its own, in real
time, which can be killed; the next one listens at the same address.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.settings import Settings
from storage.database import Database
from storage.postings import POSTING
from storage.tables import METADATA
from tests.e2e.circle import PROPOSAL, TITLE, EarlyYears
from tests.e2e.neighbourhood import TurnedClock, at_work, surroundings
from tests.e2e.several_places import BothSides
from tests.e2e.teams_side import TeamsSide, registered
from tests.e2e.three_places import in_teams
from tests.fakes.mail import FakeMail
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import SlackPerson
from tests.fakes.slack_things import Message, Modal
from tests.fakes.teams import FakeTeams, Post
from tests.fakes.teams_identity import FakeIdentity
from tests.faults.lives import BETWEEN
from tests.faults.running import Nursery, Running

M = TypeVar("M", Message, Post)
JOURNAL: Final = METADATA.tables["journal"]
LONG: Final = 30.0
"""Seconds until something shows: how long that takes is not what is tested."""


@dataclass
class ThreePlaces:
    both: BothSides
    nursery: Nursery
    log: Path
    settings: dict[str, Any]
    shift: list[float]
    database: Database
    app: Running | None = None

    @property
    def slack(self) -> FakeSlack:
        return self.both.side.town.slack

    @property
    def teams(self) -> FakeTeams:
        return self.both.side.teams

    @property
    def here(self) -> EarlyYears:
        return self.both.slack

    # --- lives ---

    async def begins(self, **later: float) -> None:
        """An application on the same database, so much later; at least so that what the one before had leased is free."""
        self.shift[0] += max(timedelta(**later).total_seconds(), BETWEEN)
        assert self.both.side.identity is not None
        bundle = self.both.side.identity.ca_bundle
        self.app = await self.nursery.start(
            self.log, settings=self.settings, shift=self.shift[0], REQUESTS_CA_BUNDLE=bundle
        )

    async def is_killed(self) -> None:
        assert self.app is not None
        await self.app.kill()

    async def is_killed_and_begins_again(self) -> None:
        await self.is_killed()
        await self.begins()

    async def lives_on(self) -> None:
        """Nothing happens to it."""

    async def stops(self) -> None:
        assert self.app is not None
        await self.app.stop()

    async def stops_until_the_next_morning(self) -> None:
        await self.stops()
        await self.begins(days=1)

    # --- what shows ---

    async def until(self, happened: Callable[[], object]) -> None:
        await self.slack.until(happened, seconds=LONG)

    async def show(self, in_slack: str, in_teams_: str) -> None:
        """Waits until both cards do."""
        await self.until(lambda: in_slack in self.here.card.words and in_teams_ in in_teams(self.both).words)

    async def asked(self, messages: Callable[[], Sequence[M]], button: str) -> M:
        """Waits for the message to somebody that has this button: the newest."""
        await self.until(lambda: any(button in each.buttons for each in messages()))
        return next(each for each in reversed(messages()) if button in each.buttons)

    def recorded(self, event: str) -> int:
        """How many of these the journal has."""
        mine = JOURNAL.c.entry.like(f'%"event":"{event}"%')
        counted = select(func.count()).select_from(JOURNAL).where(mine)
        return int(self.database.read_now(lambda connection: connection.execute(counted).scalar_one()))

    def known_cards(self) -> int:
        """How many Rondo knows to stand somewhere."""
        counted = select(func.count()).select_from(POSTING).where(POSTING.c.message.is_not(None))
        return int(self.database.read_now(lambda connection: connection.execute(counted).scalar_one()))

    # --- what people do ---

    async def opens(self) -> None:
        """Rosa, in Slack and in the short form."""
        rosa = self.here.rosa
        await rosa.command(f"/rondo propose {TITLE}", self.here.channel)
        await rosa.until_modal("New proposal")
        await rosa.submit(PROPOSAL)
        await rosa.until_modal("This is what the circle will see")
        await rosa.submit({"How do we decide?": "Ask at once"})
        await rosa.close()

    async def form(self, person: SlackPerson, on: Message | Modal, button: str, words: str) -> None:
        """Opens it in Slack: ``words`` stand in it."""
        await person.press(on, button)
        await person.until_modal(words)


@contextlib.asynccontextmanager
async def three_places(
    url: str, nursery: Nursery, log: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[ThreePlaces]:
    """``url`` is a database with the schema in it. The circle meets in all three, and an application is at work."""
    clock, mail = TurnedClock(), FakeMail()
    async with contextlib.AsyncExitStack() as around:
        identity = await around.enter_async_context(FakeIdentity())
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", identity.ca_bundle)
        accepts = lambda token: identity.accepts(f"Bearer {token}")  # noqa: E731
        teams = await around.enter_async_context(FakeTeams(checks_token=accepts))
        slack = await around.enter_async_context(FakeSlack(clock=lambda: clock.at.timestamp()))
        smtp = await around.enter_async_context(mail.listening())
        session = await around.enter_async_context(aiohttp.ClientSession())
        teams.clock = slack.clock
        settings = surroundings(url, slack, smtp) | registered(identity)
        async with at_work(Settings(**settings), clock, slack, mail) as town:
            around.push_async_callback(town.close)
            both = await BothSides.begin(TeamsSide(town, teams, identity, session))
            await both.connect()
        shift = [clock.at.timestamp() - time.time()]
        slack.clock = teams.clock = lambda: time.time() + shift[0]
        database = Database(url)
        around.callback(database.close)
        places = ThreePlaces(both, nursery, log, settings, shift, database)
        await places.begins()
        yield places
        await places.stops()
    assert "Traceback" not in await asyncio.to_thread(log.read_text)
