"""A commitment, its circle and a clock, moved on by commands and by time."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from decisions.commitments import commands as c
from decisions.commitments.case import CommitmentCase
from decisions.commitments.commitment import Commitment, Promise
from decisions.commitments.engine import decide, next_due, settle
from decisions.commitments.evolve import evolve
from decisions.events import Event
from decisions.ids import CommitmentId, MemberId, RemarkId
from decisions.people.people import Circle, CircleSeat
from decisions.refusals import Reason, Refusal
from decisions.rounds.settings import Settings
from tests.decisions.people import ANA, BO, CIRCLE, CY, DI, NETWORK, SEATS

COMMITMENT: Final = CommitmentId(UUID(int=31))
OTHER: Final = CommitmentId(UUID(int=32))
NOW: Final = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
"""A Wednesday."""
FRIDAY: Final = date(2026, 3, 13)
MONDAY: Final = date(2026, 3, 16)
FOUR: Final = (ANA, BO, CY, DI)


def remark(number: int) -> RemarkId:
    return RemarkId(UUID(int=400 + number))


def _seat(member: MemberId) -> CircleSeat:
    return CircleSeat(member, SEATS[member].group, SEATS[member].organisation)


class CommitmentWorld:
    """``steerer`` facilitates the circle."""

    def __init__(
        self, members: Iterable[MemberId] = FOUR, *, now: datetime = NOW, steerer: MemberId = BO
    ) -> None:
        self.now = now
        self.steerer = steerer
        self.commitment: Commitment | None = None
        self.events: list[Event] = []
        self.waits: frozenset[CommitmentId] = frozenset()
        seats = tuple(_seat(member) for member in members)
        self.circle = Circle(CIRCLE, NETWORK, "Family Hub", steerer, Settings(), seats)

    @property
    def one(self) -> Commitment:
        assert self.commitment is not None
        return self.commitment

    def case(self, by: MemberId) -> CommitmentCase:
        asker_steers = self.commitment is not None and self.commitment.asked_by == self.steerer
        return CommitmentCase(self.commitment, self.circle, by == self.steerer, asker_steers, self.waits)

    def do(self, by: MemberId, kind: type[c.CommitmentCommand], **fields: Any) -> tuple[Event, ...]:
        """What the command leads to. Raises ``Refusal``."""
        self.settle()
        command = kind(network_id=NETWORK, by=by, commitment_id=COMMITMENT, **fields)
        return self._keep(decide(self.case(by), command, self.now))

    def refuses(self, by: MemberId, kind: type[c.CommitmentCommand], **fields: Any) -> tuple[Reason, str]:
        self.settle()
        before = self.commitment
        try:
            self.do(by, kind, **fields)
        except Refusal as refusal:
            assert self.commitment == before
            return refusal.reason, refusal.at_field
        raise AssertionError(f"{kind.__name__} was not refused")

    def asks(self, by: MemberId = ANA, who: MemberId = CY, due: date | None = FRIDAY, **fields: Any) -> None:
        promise = Promise("Check the aid rules", due, rhythm=fields.pop("rhythm", None))
        self.do(by, c.MakeCommitment, circle_id=CIRCLE, who=who, promise=promise, **fields)

    def says_yes(self, by: MemberId = ANA, who: MemberId = CY, **fields: Any) -> None:
        self.asks(by, who, **fields)
        if by != who:
            self.do(who, c.AcceptCommitment)

    def settle(self) -> tuple[Event, ...]:
        if self.commitment is None:
            return ()
        happened: list[Event] = []
        for _ in range(20):
            events = settle(self.case(self.steerer), self.one, self.now)
            if not events:
                return tuple(happened)
            happened += self._keep(events)
        raise AssertionError("it settles without end")

    def pass_time(self, **later: float) -> tuple[Event, ...]:
        self.now += timedelta(**later)
        return self.settle()

    def until_next(self) -> tuple[Event, ...]:
        due = next_due(self.one)
        assert due is not None
        self.now = max(self.now, due)
        return self.settle()

    def joins(self, member: MemberId) -> None:
        self.circle = replace(self.circle, seats=(*self.circle.seats, _seat(member)))

    def leaves(self, member: MemberId) -> tuple[Event, ...]:
        seats = tuple(seat for seat in self.circle.seats if seat.member != member)
        self.circle = replace(self.circle, seats=seats)
        return self.do(member, c.NotePartLeft)

    def _keep(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        for event in events:
            self.commitment = evolve(self.commitment, event)
        self.events += events
        return events
