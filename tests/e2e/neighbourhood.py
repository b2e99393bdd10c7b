"""The whole of Rondo on a real port, beside a fake Slack and a mail server: only they and the clock are made up.

    async with a_neighbourhood(url) as town:
        rosa = town.slack.person("Rosa Díaz")
        ...
        await town.pass_time(until=town.round_closes)

Time stands still until the test turns it; what falls due on the way happens on the way, as in life.
"""

import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import httpx

from adapters.web.settings import SampleMembers
from bot.app import make_app
from bot.house import House, build
from bot.settings import Settings
from bot.worker import Worker
from tests.e2e.serving import a_free_port, serving
from tests.fakes.mail import FakeMail
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_person import SlackPerson
from tests.support.people_web import WebPerson

A_MONDAY: Final = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
"""Nine in the morning in Chicago, with two full weeks before the holidays."""
STEP: Final = timedelta(hours=3)
SLOWEST_EDIT: Final = 11
"""Seconds: a card is edited at most once in ten."""
PATIENCE: Final = 30
"""Seconds in which work behind an answer is done, however busy the machine is."""


@dataclass
class TurnedClock:
    """Stands still until it is turned."""

    at: datetime = A_MONDAY

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()


@dataclass(repr=False)
class Neighbourhood:
    """``url`` is where Rondo listens; ``slack`` is the workspace that it is in."""

    house: House
    worker: Worker
    clock: TurnedClock
    slack: FakeSlack
    mail: FakeMail
    url: str
    _clients: list[httpx.AsyncClient] = field(default_factory=list)

    # --- time ---

    async def settle(self) -> None:
        """Until nothing more is to be sent: the answers behind the requests, and every posting that is due."""
        await self.behind()
        quiet = 0
        while quiet < 2:
            before = len(self.slack.calls)
            self.clock.at += timedelta(seconds=SLOWEST_EDIT)
            await self.worker.tick_once(self.clock.at)
            await self.behind()
            quiet = quiet + 1 if len(self.slack.calls) == before else 0

    async def behind(self) -> None:
        """What Rondo does behind its answers is done."""
        if self.house.rosters is not None:
            await self.house.rosters.until_read()
        await self.house.web.background.drain(PATIENCE)
        slack = self.house.slack
        if slack is None:
            return
        await slack.background.drain(PATIENCE)
        await self.slack.until(lambda: not slack.confirmations.waiting)

    async def pass_time(self, until: datetime | None = None, **by: float) -> None:
        """Forward, in steps in which the worker does what falls due."""
        end = until or self.clock.at + timedelta(**by)
        while self.clock.at < end:
            self.clock.at = min(end, self.clock.at + STEP)
            await self.worker.tick_once(self.clock.at)
        await self.settle()

    async def until(self, happened: Callable[[], object], *, days: int = 14) -> None:
        """Time passes until it has happened; fails when it has not after so many days."""
        end = self.clock.at + timedelta(days=days)
        while not happened():
            assert self.clock.at < end, f"It did not happen in {days} days. {self.slack.methods[-6:]}"
            await self.pass_time(hours=6)

    # --- people ---

    def window(self) -> httpx.AsyncClient:
        """A browser of somebody's own, without JavaScript."""
        # Without TLS here, there is no need to read the authorities' certificates.
        client = httpx.AsyncClient(base_url=self.url, timeout=20, verify=False)
        self._clients.append(client)
        return client

    async def by_link(self, link: str) -> WebPerson:
        return await WebPerson.by_link(self.window(), link)

    async def sees_home(self, person: SlackPerson) -> str:
        """What stands in somebody's App Home, opened now."""
        await person.open_home()
        await self.behind()
        return person.home.words

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()


def surroundings(url: str, slack: FakeSlack, smtp: str) -> dict[str, Any]:
    """What Rondo is told from outside, beginning with where it is to listen. ``url`` is a database with the schema in it."""
    port = a_free_port()
    return {
        "database_url": url,
        "port": port,
        "rondo_base_url": f"http://127.0.0.1:{port}",
        "slack_bot_token": slack.token,
        "slack_signing_secret": slack.secret,
        "slack_api_url": slack.api_url,
        "smtp_url": smtp,
        "mail_from": "Rondo <rondo@example.org>",
    }


@contextlib.asynccontextmanager
async def a_neighbourhood(
    url: str, *, at: datetime = A_MONDAY, sample_members: SampleMembers | None = None, **more: Any
) -> AsyncIterator[Neighbourhood]:
    """``url`` is a database with the schema in it."""
    clock = TurnedClock(at)
    mail = FakeMail()
    async with FakeSlack(clock=lambda: clock.at.timestamp(), page=3) as slack, mail.listening() as smtp:
        settings = Settings(**surroundings(url, slack, smtp) | more)
        async with at_work(settings, clock, slack, mail, sample_members) as town:
            try:
                yield town
            finally:
                await town.close()


@contextlib.asynccontextmanager
async def at_work(
    settings: Settings,
    clock: TurnedClock,
    slack: FakeSlack,
    mail: FakeMail,
    sample_members: SampleMembers | None = None,
) -> AsyncIterator[Neighbourhood]:
    """Rondo in this process, until it is told to stop. The windows that people have opened stay open."""
    # What is told when time is up is tested in tests/faults.
    house = build(settings, clock, sample_members=sample_members, patience=PATIENCE)
    async with serving(make_app(house, with_worker=False), settings.port) as address:
        slack.connect(address)
        worker = house.worker()
        try:
            yield Neighbourhood(house, worker, clock, slack, mail, address)
        finally:
            house.stopping = True
            await worker.stop()
