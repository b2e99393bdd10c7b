"""Teams beside the bare Bot Framework; and Slack, Teams, and both at once, on one round of one circle with a place on each."""

import asyncio
import statistics
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Final

import aiohttp

from adapters.copy import words_for
from bench.channel import Channel
from bench.clicks import Clicks
from bench.community import answers_in, events_in, settle
from bench.executes import Executes
from bench.fake_slack import FakeSlack
from bench.load import Leg, press_all
from bench.plan import Plan
from bench.servers import Server, a_server
from bench.variants import CARD_WITHIN, Measured, Tell, Voters, a_rondo, clicks_on
from tests.fakes.teams import TENANT, Conversation, FakeTeams
from tests.fakes.teams_identity import FakeIdentity

TEAMS: Final = "Teams"
FRAMEWORK: Final = "bare Bot Framework"
DOOR: Final = "bare, Rondo's door"
"""The bare framework with its slow reading of bodies replaced by Rondo's."""
SLACK: Final = "Slack"
MIXED: Final = "Slack and Teams"


@dataclass(frozen=True, slots=True)
class Counted:
    """Of both platforms together: ``recorded`` is how many answers the database holds, ``events`` how many its journal tells of.
    ``cards`` of the ``presses`` in Teams were answered with a new card."""

    sent: int
    recorded: int
    events: int
    presses: int
    cards: int


@dataclass(frozen=True, slots=True)
class Platforms:
    """The turns of all four, and what came of them in the database."""

    measured: Measured
    counted: Counted

    def ratio(self, to: str = FRAMEWORK) -> float:
        """Of what the bare framework answers, in the middle of the rounds."""
        return statistics.median(self.measured.ratios(TEAMS, to))

    def mixed_ratio(self) -> float:
        """Of the slower platform alone, likewise."""
        legs = self.measured.legs
        alone = [min(a.rate, b.rate) for a, b in zip(legs[SLACK], legs[TEAMS], strict=True)]
        return statistics.median(mixed.rate / one for mixed, one in zip(legs[MIXED], alone, strict=True))


@dataclass(frozen=True, slots=True)
class FakeMicrosoft:
    """Both of its servers, and the channel where the circle meets."""

    teams: FakeTeams
    identity: FakeIdentity
    conversation: Conversation

    @property
    def channel(self) -> Channel:
        return Channel(TENANT, self.conversation.id, self.conversation.team, self.teams.url)

    @property
    def settings(self) -> Mapping[str, str]:
        return {
            "TEAMS_APP_ID": self.identity.app_id,
            "TEAMS_APP_PASSWORD": self.identity.app_password,
            "TEAMS_TENANT_ID": TENANT,
            "REQUESTS_CA_BUNDLE": self.identity.ca_bundle,
            **self.identity.bot_framework,
        }


@asynccontextmanager
async def a_fake_microsoft() -> AsyncIterator[FakeMicrosoft]:
    async with FakeIdentity() as identity, FakeTeams() as teams:
        yield FakeMicrosoft(teams, identity, teams.channel("General", []))


async def on_both_platforms(url: str, plan: Plan, slack: FakeSlack, tell: Tell) -> Platforms:
    """Teams, the bare framework, Slack, and both mixed, in turns."""
    tell(f"Slack and Teams: a circle of {plan.teams_members:,} members")
    slack.posted.clear()
    async with a_fake_microsoft() as microsoft, AsyncExitStack() as running:
        _ = await asyncio.to_thread(settle, url, plan.teams_members, microsoft.channel)
        rondo = await running.enter_async_context(
            a_rondo(url, slack, with_worker=True, teams=microsoft.settings)
        )
        clicks, executes, voters = await clicks_on(slack), await _executes(microsoft), Voters()
        card = await _card_of(rondo, executes.requests(voters.take(1))[0])
        bare = {
            name: await running.enter_async_context(
                a_server(
                    "bench.framework_app", {**microsoft.settings, "BENCH_CARD": card, "BENCH_DOOR": door}
                )
            )
            for name, door in ((FRAMEWORK, "0"), (DOOR, "1"))
        }
        turns = _Turns(rondo, bare, clicks, executes, voters, presses=1, cards=1)
        await turns.warm_up(plan.warm_up - 1)
        for number in range(plan.teams_rounds):
            tell(f"Slack and Teams: round {number + 1} of {plan.teams_rounds}")
            await turns.round(plan.teams_clicks)
    counted = Counted(voters.next, answers_in(url), events_in(url), turns.presses, turns.cards)
    return Platforms(turns.measured, counted)


@dataclass
class _Turns:
    """``presses`` are those in Teams that Rondo has answered, ``cards`` those of them that it answered with a card."""

    rondo: Server
    bare: Mapping[str, Server]
    clicks: Clicks
    executes: Executes
    voters: Voters
    presses: int
    cards: int
    measured: Measured = field(default_factory=Measured)

    async def warm_up(self, many: int) -> None:
        mine = self.executes.requests(self.voters.take(many))
        await self._rondo(mine, many)
        for bare in self.bare.values():
            await press_all((bare,), mine)

    async def round(self, many: int) -> None:
        """Each has its turn. Both bare ones are pressed by those who have pressed in Rondo just before."""
        mine = self.executes.requests(self.voters.take(many))
        self.measured.add(TEAMS, await self._rondo(mine, many))
        for name, bare in self.bare.items():
            self.measured.add(name, await press_all((bare,), mine))
        self.measured.add(SLACK, await self._rondo(self.clicks.requests(self.voters.take(many)), 0))
        half = many // 2
        in_slack = self.clicks.requests(self.voters.take(half))
        in_teams = self.executes.requests(self.voters.take(half))
        mixed = [each for both in zip(in_slack, in_teams, strict=True) for each in both]
        self.measured.add(MIXED, await self._rondo(mixed, half))

    async def _rondo(self, requests: Sequence[bytes], in_teams: int) -> Leg:
        leg = await press_all((self.rondo,), requests)
        self.presses += in_teams
        self.cards += leg.cards
        return leg


async def _executes(microsoft: FakeMicrosoft) -> Executes:
    """From the card that the worker has posted by itself."""
    posts = microsoft.conversation.posts
    await microsoft.teams.until(lambda: posts, seconds=CARD_WITHIN)
    return Executes(posts[0], microsoft.channel, microsoft.identity, words_for("en")("button.consent"))


async def _card_of(rondo: Server, request: bytes) -> str:
    """What Rondo answers to a press: the bare framework answers with the same."""
    head, _, body = request.partition(b"\r\n\r\n")
    told = dict(line.split(": ", 1) for line in head.decode().splitlines()[1:])
    names = ("Authorization", "Content-Type")
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"http://127.0.0.1:{rondo.port}/api/messages",
            data=body,
            headers={name: told[name] for name in names},
        ) as answer,
    ):
        return await answer.text()
