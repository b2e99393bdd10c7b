"""Plays the sample network's story through the real writer, with a clock that can stand in the past."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from bot.clock import Clock
from bot.demo.people import (
    BY_KEY,
    EVENTS,
    GROUPS,
    NETWORK_NAME,
    ORGANISATIONS,
    PEOPLE,
    STEERING,
    TENANT,
    ZONE,
    sample_id,
)
from bot.demo.story import round_id, tell
from decisions.commands import Command
from decisions.ids import CircleId, GroupId, MemberId, NetworkId, OrganisationId, RemarkId
from decisions.people.commands import MakeCircle
from decisions.people.people import CircleSeat, Member
from decisions.rounds.commands import OpenRound
from decisions.rounds.consent.closing import agreement_id
from decisions.rounds.round import Round
from decisions.rounds.settings import Closing, Form, GroupNeed, Settings
from storage.batch import Declined
from storage.database import Database
from storage.founding import Founding, found
from storage.keys import WEB, AccountKey
from storage.reading.parts import load_circles
from storage.round_rows import load_round
from storage.writer import Writer

NETWORK: Final = NetworkId(sample_id("network"))
_CIRCLES: Final = {
    "steering": ("Steering circle", STEERING, "lee"),
    "events": ("Family events", EVENTS, "helen"),
}


@dataclass
class StoryClock:
    """Stands still until it is set."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()


async def play(database: Database, clock: Clock) -> bool:
    """Makes the sample network, with its past. False when it is there already."""
    today = clock.now()
    story = StoryClock(today - timedelta(days=120))
    with Writer(database, story.now) as writer:
        stage = HouseStage(database, writer, story, today)
        made = await writer.run(lambda unit: found(unit, _founding()))
        if isinstance(made, Declined) or not made.state:
            return False
        await stage.make_circles()
        await tell(stage)
    return True


def _founding() -> Founding:
    return Founding(
        id=NETWORK,
        name=NETWORK_NAME,
        organisations={_organisation(key): name for key, name in ORGANISATIONS.items()},
        groups={_group(key): name for key, name in GROUPS.items()},
        members={
            AccountKey(WEB, TENANT, person.key): Member(
                id=person.id,  # type: ignore[arg-type]
                name=person.name,
                locale=person.locale,
                time_zone=ZONE,
                organisation=_organisation(person.organisation),
                is_coordinator=person.is_coordinator,
            )
            for person in PEOPLE
        },
    )


def _organisation(key: str) -> OrganisationId:
    return OrganisationId(sample_id(f"organisation {key}"))


def _group(key: str) -> GroupId:
    return GroupId(sample_id(f"group {key}"))


def _seat(key: str) -> CircleSeat:
    person = BY_KEY[key]
    return CircleSeat(person.id, _group(person.group), _organisation(person.organisation))  # type: ignore[arg-type]


@dataclass
class HouseStage:
    """Fulfils ``bot.demo.story.Stage``."""

    database: Database
    writer: Writer
    clock: StoryClock
    today: datetime

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def at(self, ago: timedelta) -> None:
        """Step by step, so that what falls due on the way does so at its own time."""
        until = self.today - ago
        if until < self.clock.at:
            raise ValueError("the story does not go back in time")
        self.clock.at = until
        while True:
            settled = await self.writer.settle_due()
            if isinstance(settled, Declined) or not settled.state:
                return

    async def does(self, person: str, command: type[Command], /, **fields: Any) -> None:
        self.clock.at += timedelta(seconds=20)
        given = command(network_id=NETWORK, by=BY_KEY[person].id, **fields)  # type: ignore[arg-type]
        outcome = await self.writer.submit(given, "")
        if isinstance(outcome, Declined):
            raise ValueError(f"{person} cannot {command.__name__}: {outcome.refusal}")

    async def opens(self, person: str, round: str, form: Form) -> None:
        found_round = await self._round(round)
        wanted, reader = {found_round.circle_id}, MemberId(BY_KEY[person].id)
        circles = await self.database.read(lambda c: load_circles(c, NETWORK, wanted, reader))
        circle = circles[found_round.circle_id]
        await self.does(
            person,
            OpenRound,
            round_id=found_round.id,
            settings=circle.settings,
            form=form,
            facilitator=circle.facilitator,
            next_facilitator=circle.next_facilitator(found_round.authors),
            seed=sample_id(f"seed {round}"),
        )

    async def problem_of(self, person: str, round: str) -> RemarkId:
        found_round = await self._round(round)
        member = BY_KEY[person].id
        return next(problem.id for problem in found_round.open_problems if problem.raiser == member)

    async def agreement_of(self, round: str) -> UUID:
        return agreement_id(round_id(round))

    async def make_circles(self) -> None:
        for key, (name, people, facilitator) in _CIRCLES.items():
            settings = Settings(
                zone=ZONE,
                voices=(GroupNeed(_group("parents"), count=2 if key == "steering" else 1),),
                closing=Closing.AT_ONCE if key == "events" else Closing.NEXT_MORNING,
            )
            await self.does(
                facilitator,
                MakeCircle,
                circle_id=CircleId(sample_id(f"circle {key}")),
                name=name,
                place_id=None,
                facilitator=BY_KEY[facilitator].id,
                settings=settings,
                seats=tuple(_seat(person) for person in people),
            )

    async def _round(self, name: str) -> Round:
        found_round = await self.database.read(lambda c: load_round(c, NETWORK, round_id(name)))
        if found_round is None:
            raise ValueError(f"no round {name}")
        return found_round
