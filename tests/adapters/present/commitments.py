"""Commitments of the sample circle, moved on by commands, for one reader."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from decisions.commitments import commands as c
from decisions.commitments import record
from decisions.commitments.case import CommitmentCase
from decisions.commitments.commitment import Commitment, Origin, OriginKind, Promise, Step
from decisions.commitments.engine import decide
from decisions.commitments.evolve import evolve
from decisions.commitments.record import (
    CommitmentRecord,
    CommitmentsRecord,
    OwnCommitment,
    OwnCommitments,
    as_seen_by,
    may_do,
)
from decisions.ids import CommitmentId, MemberId, RemarkId
from decisions.people.people import Circle
from decisions.recurring.rhythm import Every, Rhythm
from tests.adapters.present import builders as b

COMMITMENT, OTHER = CommitmentId(UUID(int=601)), CommitmentId(UUID(int=602))
DUE: Final = date(2026, 12, 4)
"""A Friday."""
LATER: Final = date(2026, 12, 11)
FROM_AGREEMENT: Final = Origin(OriginKind.AGREEMENT, b.AGREEMENT)


def remark(number: int) -> RemarkId:
    return RemarkId(UUID(int=620 + number))


class Promised:
    """One commitment, told what people do."""

    def __init__(
        self,
        *,
        long: bool = False,
        by: MemberId = b.LEE,
        who: MemberId = b.ROSA,
        due: date | None = DUE,
        id: CommitmentId = COMMITMENT,
        rhythm: Rhythm | None = None,
        **more: Any,
    ) -> None:
        self.world = b.World(long)
        self.now = b.NOW
        self.id = id
        self.commitment: Commitment | None = None
        known_by = self.world.text("The list is in the channel.", 300)
        promise = Promise(self.world.text("Check the aid rules", 300), due, known_by, rhythm)
        self.does(by, c.MakeCommitment, circle_id=self.world.circle.id, who=who, promise=promise, **more)

    @property
    def one(self) -> Commitment:
        assert self.commitment is not None
        return self.commitment

    @property
    def circle(self) -> Circle:
        return self.world.circle

    def does(self, by: MemberId, kind: type[c.CommitmentCommand], **fields: Any) -> "Promised":
        command = kind(network_id=b.NETWORK.id, by=by, commitment_id=self.id, **fields)
        case = CommitmentCase(self.commitment, self.circle, self.circle.may_be_steered_by(by))
        for event in decide(case, command, self.now):
            self.commitment = evolve(self.commitment, event)
        return self

    def yes(self) -> "Promised":
        who = self.one.accountable
        assert who is not None
        return self.does(who, c.AcceptCommitment)

    def for_reader(self, reader: MemberId, *, later: int = 0, **changes: Any) -> CommitmentRecord:
        """``later``: days from now."""
        steers = self.circle.may_be_steered_by(reader)
        found = CommitmentRecord(
            reader=self.world.members[reader],
            circle=self.circle,
            commitment=as_seen_by(self.one, reader, steers=steers),
            members=self.world.members,
            today=b.NOW.date() + timedelta(days=later),
            changed_at=b.NOW,
            changes=1,
            may=may_do(self.one, self.circle, reader, steers=steers),
            origin=self.world.text("A fund for child care", 80) if self.one.origin.about else "",
            others=((OTHER, self.world.text("Open the fund", 300)),),
        )
        return replace(found, **changes)


def asked(*, long: bool = False, **more: Any) -> Promised:
    return Promised(long=long, origin=FROM_AGREEMENT, **more)


def under_way(*, long: bool = False, **more: Any) -> Promised:
    return asked(long=long, **more).yes()


def with_everything(*, long: bool = False) -> Promised:
    """Helpers, steps, comments, what it waits for; it comes again."""
    steps = tuple(Step(remark(number), b.World(long).text("Read them", 200)) for number in range(3))
    rhythm = Rhythm(Every.MONTH_DAY, day=4, month_step=3)
    one = under_way(long=long, helpers=(b.JO, b.TOMAS), steps=steps, rhythm=rhythm)
    one.does(b.JO, c.AcceptCommitment)
    one.does(b.ROSA, c.TickStep, id=remark(0))
    one.does(b.JO, c.AddComment, id=remark(11), words=one.world.text("I found the old ones."))
    return one.does(b.ROSA, c.Block, words=one.world.text("The ministry has not answered."), on=OTHER)


def several(
    *ones: Commitment, reader: MemberId = b.LEE, long: bool = False, ended: tuple[Commitment, ...] = ()
) -> CommitmentsRecord:
    world = b.World(long)
    origins: Mapping[UUID, str] = {b.AGREEMENT: world.text("A fund for child care", 80)}
    return CommitmentsRecord(
        reader=world.members[reader],
        circle=world.circle,
        commitments=ones,
        ended=ended,
        members=world.members,
        organisations=world.organisations,
        origins=origins,
        today=b.NOW.date(),
        steers=world.circle.may_be_steered_by(reader),
    )


def own(*ones: Commitment, reader: MemberId, long: bool = False) -> OwnCommitments:
    world = b.World(long)
    found = [OwnCommitment(one, world.circle.name, b.NOW.date()) for one in ones]
    return record.own(found, reader, world.members)
