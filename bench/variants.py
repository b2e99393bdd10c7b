"""The measurements, each made of turns: every variant has one in every round, so that a busy machine is busy for all."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import aiohttp

from adapters.copy import words_for
from bench.clicks import SECRET, Clicks
from bench.community import answers_in, settle
from bench.fake_slack import FakeSlack
from bench.load import Leg, percentile, press_all
from bench.plan import Plan
from bench.servers import Server, a_process, a_server, said

RONDO: Final = "Rondo"
BOLT: Final = "bare Bolt"
WRITER: Final = "writer alone"
BALLOT: Final = "writer, a ballot"
ONE: Final = "1 process"
TWO: Final = "2 processes"
CARD_WITHIN: Final = 60.0
QUIET: Final = 60.0
"""Seconds that the last edit of the card is waited for."""

Tell = Callable[[str], None]


@dataclass
class Measured:
    """The turns of each variant, in the order of the rounds."""

    legs: dict[str, list[Leg]] = field(default_factory=dict)
    not_recorded: int = 0
    """Of all clicks: the machine was too busy, and the member was told so."""

    def add(self, name: str, leg: Leg) -> None:
        self.legs.setdefault(name, []).append(leg)

    def rates(self, name: str) -> list[float]:
        return [leg.rate for leg in self.legs[name]]

    def ratios(self, name: str, to: str) -> list[float]:
        """Of each round: what was measured at about the same time is compared."""
        return [a.rate / b.rate for a, b in zip(self.legs[name], self.legs[to], strict=True)]

    def cpu(self, name: str) -> float:
        """Milliseconds of processor time for each click, all threads of the application together."""
        legs = self.legs[name]
        return 1_000 * sum(leg.cpu for leg in legs) / sum(leg.clicks for leg in legs)

    def milliseconds(self, name: str, share: float) -> float:
        """Within which this share of all the variant's clicks was acknowledged."""
        return 1_000 * percentile([took for leg in self.legs[name] for took in leg.took], share)


@dataclass(frozen=True, slots=True)
class Burst:
    """Many answers at once, and the edits of the card that came of them: the first so many seconds after the first answer,
    the others with ``gaps`` between them."""

    leg: Leg
    first_edit: float
    gaps: Sequence[float]
    shows_all_after: float
    """Seconds after the last answer."""


@dataclass(frozen=True, slots=True)
class Sending:
    """Confirmations that had gathered, sent."""

    sent: int
    seconds: float


@dataclass
class Voters:
    """Hands out members who have not answered yet."""

    next: int = 0

    def take(self, many: int) -> range:
        taken = range(self.next, self.next + many)
        self.next += many
        return taken


async def on_sqlite(url: str, plan: Plan, slack: FakeSlack, tell: Tell) -> tuple[Measured, Burst, Sending]:
    """A burst; Rondo, Bolt and the writer in turns; then the confirmations that had gathered."""
    tell(f"a circle of {plan.members:,} members")
    _ = await asyncio.to_thread(settle, url, plan.members)
    async with AsyncExitStack() as running:
        rondo = await running.enter_async_context(a_rondo(url, slack, with_worker=True))
        bolt = await running.enter_async_context(a_server("bench.bolt_app", slack_settings(slack)))
        writer = await running.enter_async_context(_writer(url, plan))
        ballot = await running.enter_async_context(_writer(url, plan, ballot=True))
        clicks, voters, measured = await clicks_on(slack), Voters(), Measured()
        tell(f"a burst of {plan.burst:,} answers, and the edits of the card")
        burst = await _burst(rondo, clicks, voters.take(plan.burst), slack, plan)
        await press_all((bolt,), clicks.requests(range(plan.warm_up)))
        for number in range(plan.rounds):
            tell(f"SQLite: round {number + 1} of {plan.rounds}")
            mine = voters.take(plan.clicks)
            measured.add(RONDO, await press_all((rondo,), clicks.requests(mine)))
            measured.add(BOLT, await press_all((bolt,), clicks.requests(mine)))
            measured.add(WRITER, await writer(number * plan.clicks, plan.clicks))
            measured.add(BALLOT, await ballot(number * plan.clicks, plan.clicks))
        tell("the confirmations that have gathered")
        sending = await _sending(rondo)
    measured.not_recorded = told_otherwise(answers_in(url), voters.next)
    return measured, burst, sending


async def on_postgres(url: str, plan: Plan, slack: FakeSlack, tell: Tell) -> Measured:
    """One process and two in turns, on one database."""
    tell(f"PostgreSQL: a circle of {plan.postgres_members:,} members")
    _ = await asyncio.to_thread(settle, url, plan.postgres_members)
    slack.posted.clear()
    async with AsyncExitStack() as running:
        first = await running.enter_async_context(a_rondo(url, slack, with_worker=True))
        second = await running.enter_async_context(a_rondo(url, slack, with_worker=False))
        clicks, voters, measured = await clicks_on(slack), Voters(), Measured()
        await press_all((first, second), clicks.requests(voters.take(plan.warm_up)))
        for number in range(plan.postgres_rounds):
            tell(f"PostgreSQL: round {number + 1} of {plan.postgres_rounds}")
            for name, servers in ((ONE, (first,)), (TWO, (first, second))):
                requests = clicks.requests(voters.take(plan.postgres_clicks))
                measured.add(name, await press_all(servers, requests))
    measured.not_recorded = told_otherwise(answers_in(url), voters.next)
    return measured


# --- what is measured ------------------------------------------------------------------------------------------


async def clicks_on(slack: FakeSlack) -> Clicks:
    """From the card that the worker has posted by itself."""
    card = await slack.until_posted(CARD_WITHIN)
    return Clicks(card, slack.url, words_for("en")("button.consent"))


async def _burst(rondo: Server, clicks: Clicks, voters: range, slack: FakeSlack, plan: Plan) -> Burst:
    """The heard are counted in the card's own words, which is how people know."""
    requests = clicks.requests(voters)
    began = time.monotonic()
    leg = await press_all((rondo,), requests)
    ended = time.monotonic()
    everyone = words_for("en")("heard.bar", heard=voters.stop, asked=plan.members)
    async with asyncio.timeout(QUIET):
        while not (slack.updated and everyone in slack.updated[-1].words):
            slack.changed.clear()
            await slack.changed.wait()
    at = [edit.at for edit in slack.updated]
    gaps = [later - earlier for earlier, later in pairwise(at)]
    return Burst(leg, at[0] - began, gaps, at[-1] - ended)


async def _sending(rondo: Server) -> Sending:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"http://127.0.0.1:{rondo.port}/bench/send-confirmations") as answer,
    ):
        return Sending(**await answer.json())


def told_otherwise(recorded: int, acknowledged: int) -> int:
    """Slack hears that a click has arrived even when its member hears, after two seconds of waiting, that it is not recorded:
    how many those were. More answers than clicks would be a mistake."""
    if recorded > acknowledged:
        raise AssertionError(f"{acknowledged} clicks were acknowledged, and {recorded} answers are recorded")
    return acknowledged - recorded


# --- what runs -------------------------------------------------------------------------------------------------


def slack_settings(slack: FakeSlack) -> Mapping[str, str]:
    return {
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_API_URL": slack.api_url,
    }


@asynccontextmanager
async def a_rondo(
    url: str, slack: FakeSlack, *, with_worker: bool, teams: Mapping[str, str] | None = None
) -> AsyncIterator[Server]:
    """``teams``: the settings of a Rondo that is in Teams as well."""
    settings = {
        **slack_settings(slack),
        **(teams or {}),
        "DATABASE_URL": url,
        "BENCH_WORKER": str(int(with_worker)),
    }
    async with a_server("bench.rondo_app", settings) as server:
        yield server


@asynccontextmanager
async def _writer(
    beside: str, plan: Plan, *, ballot: bool = False
) -> AsyncIterator[Callable[[int, int], Awaitable[Leg]]]:
    """On a database of its own, beside the application's."""
    members = str(plan.rounds * plan.clicks + plan.warm_up)
    own = f"{beside}.{'ballot' if ballot else 'writer'}"
    environment = {"DATABASE_URL": own, "BENCH_MEMBERS": members, "BENCH_BALLOT": str(int(ballot))}
    async with a_process("bench.writer_alone", environment) as process:
        await said(process)
        stdin: Any = process.stdin

        async def leg(first: int, many: int) -> Leg:
            stdin.write(f"{first} {many}\n".encode())
            heard = json.loads(await said(process))
            return Leg(many, **heard)

        yield leg
