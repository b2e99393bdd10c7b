"""The message budget of cards.md, counted over whole rounds: real engine, storage, cards and worker."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from bot.delivery.cards import Cards
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.notices import FOLDS, NoticeKind
from decisions.rounds.round import Round, Stage
from decisions.rounds.settings import Form
from storage.outbox import OUTBOX
from storage.round_rows import load_round
from storage.tables.delivery import Delivery
from tests.bot.town import Town, a_town
from tests.support.builders import a_text

PROPOSER, OBJECTOR, EARLY, SILENT, BY_LINK = 1, 2, 3, 4, 5
HEARD_EARLY = (0, PROPOSER, OBJECTOR, EARLY)


@dataclass
class Journey:
    """One round from its opening to its end. Who answers does so at once; two never say a word."""

    town: Town
    round: Round
    problem: bool
    acted: set[tuple[Stage, int]] = field(default_factory=set)

    async def to_its_end(self) -> Round:
        for _ in range(8 * 90):
            if self.round.is_over:
                await self.town.pass_time(minutes=10, step=timedelta(seconds=20))
                return self.round
            step = (self.round.stage, self.round.pass_no)
            if step not in self.acted:
                self.acted.add(step)
                await self.act()
            await self.town.tick(hours=3)
            self.read()
        raise AssertionError(f"it never ends: {self.round.stage}")

    def read(self) -> None:
        found = self.town.database.read_now(lambda k: load_round(k, self.round.network_id, self.round.id))
        assert found is not None
        self.round = found

    async def act(self) -> None:
        match self.round.stage:
            case Stage.EXPLORING:
                for number in HEARD_EARLY:
                    if number != PROPOSER:
                        await self.town.does(c.NothingToAdd(**self.by(number)))
            case Stage.AMENDING:
                await self.town.does(c.AskEveryone(**self.by(PROPOSER)))
                self.read()
                await self.act()
            case Stage.CONSENTING:
                await self.answer()
            case Stage.INTEGRATING:
                await self.fix()
        self.read()

    async def answer(self) -> None:
        self.acted.add((self.round.stage, self.round.pass_no))
        objects = self.problem and self.round.version == 1
        await self.town.answer(self.round, [number for number in HEARD_EARLY if number != OBJECTOR])
        kind = Kind.OBJECTION if objects else Kind.CONSENT
        await self.town.answer(self.round, [OBJECTOR], kind, "Nobody can fetch them." if objects else "")

    async def fix(self) -> None:
        text = a_text(proposal="We open the room on Saturdays from ten until the review.")
        await self.town.does(c.ChangeText(**self.by(PROPOSER), text=text))
        (problem,) = self.round.open_problems
        await self.town.does(c.FixedForMe(**self.by(OBJECTOR), problem_id=problem.id))
        self.read()
        if self.round.stage is Stage.INTEGRATING and not self.round.still_does_the_job:
            await self.town.does(c.StillDoesTheJob(**self.by(PROPOSER)))
        self.read()
        if self.round.stage is Stage.CONSENTING:
            await self.answer()

    def by(self, number: int) -> dict[str, Any]:
        people = self.town.people
        return {"network_id": people.network_id, "by": people.members[number], "round_id": self.round.id}


@pytest.mark.parametrize(
    ("problem", "channel", "early", "silent", "by_link"),
    [(False, 3, 0, 3, 4), (True, 5, 1, 5, 6)],
    ids=["smooth", "a problem and version 2"],
)
async def test_a_whole_round_keeps_the_message_budget(
    database_url: str, problem: bool, channel: int, early: int, silent: int, by_link: int
) -> None:
    async with a_town(
        database_url, members=6, by_email=BY_LINK, drawing=Cards("https://rondo.example")
    ) as town:
        round = await Journey(town, await town.opens(Form.FULL), problem).to_its_end()
        assert round.stage is Stage.AGREED
        assert round.version == (2 if problem else 1)
        in_thread = [m for m in town.channel() if m.thread and not m.broadcast]
        assert len(town.channel()) - len(in_thread) <= channel
        assert len(town.server.at(town.account(EARLY))) <= early
        assert len(town.server.at(town.account(SILENT))) <= silent
        letters = town.server.at(f"@{town.people.members[BY_LINK]}")
        assert len(letters) <= by_link
        assert len(letters) == len(town.server.at(town.account(SILENT))) + 1, "the result comes by email too"
        assert "agreed" in letters[-1].text.lower() or "force" in letters[-1].text.lower()


async def test_what_is_over_says_so_everywhere(embedded_url: str) -> None:
    async with a_town(embedded_url, members=6, drawing=Cards("https://rondo.example")) as town:
        await Journey(town, await town.opens(Form.FULL), problem=True).to_its_end()
        asks = town.server.at(town.account(SILENT))
        assert asks
        assert all(len(message.texts) > 1 for message in asks), "every ask has been folded"
        told = [row for row in town.rows(OUTBOX) if row.kind in FOLDS]
        assert {row.kind for row in told} > {NoticeKind.AMENDING, NoticeKind.PROBLEMS}
        assert all(row.state is Delivery.CLOSED for row in told), "and so has what was told of a problem"
