"""A commitment inside a transaction; and what befalls it when other things, or its people, change."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Row, and_, delete, insert, or_, select, update
from uuid_utils.compat import uuid7

from decisions.commands import Command
from decisions.commitments import commands as c
from decisions.commitments import events as e
from decisions.commitments.case import CommitmentCase
from decisions.commitments.commitment import OVER, Commitment, Origin, OriginKind, Said, Standing
from decisions.commitments.engine import decide, next_due, settle
from decisions.commitments.evolve import evolve
from decisions.events import Event
from decisions.ids import CommitmentId, MemberId, NetworkId, RemarkId
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from storage.circle_rows import circle_there
from storage.codec import COMMITMENT, from_json, to_json
from storage.commitment_happenings import count
from storage.digest_rows import begin_digests
from storage.streams.known import steers
from storage.streams.stream import Stream
from storage.tables import METADATA
from storage.tables.streams import Subject

if TYPE_CHECKING:
    from storage.unit import Unit

_commitment: Final = METADATA.tables["commitment"]
_part: Final = METADATA.tables["commitment_part"]
_OF_ORIGIN: Final = {
    OriginKind.AGREEMENT: METADATA.tables["agreement"],
    OriginKind.ROLE: METADATA.tables["role"],
    OriginKind.MOU: METADATA.tables["mou"],
}
LONGEST_CHAIN: Final = 50
"""Of commitments that wait for one another."""


class CommitmentStream(Stream):
    subject = Subject.COMMITMENT
    state: Commitment | None

    def load(self) -> Commitment | None:
        remembered = self.unit.remembered.at((self.network_id, self.id), self.head.revision)
        if isinstance(remembered, Commitment):
            return remembered
        row = self.connection.execute(select(_commitment).where(*self._own)).one_or_none()
        return None if row is None else commitment_from(row)

    def decide(self, command: Command) -> Sequence[Event]:
        circle = self._circle(command)
        if isinstance(command, c.MakeCommitment):
            self._check_origin(command.origin, circle)
        waits = frozenset[CommitmentId]()
        if isinstance(command, c.Block) and command.on is not None:
            waits = self._waits_of(command.on)
        by_steerer = steers(self.connection, circle, command.by)
        case = CommitmentCase(self.state, circle, by_steerer, self._asker_steers(circle), waits)
        return decide(case, command, self.now)

    def settle(self) -> None:
        """What fell due while nothing was running is done now, in its order and each as of its own time."""
        due = self.next_due()
        if self.state is None or due is None or due > self.now:
            return
        circle = circle_there(self.connection, self.network_id, self.state.circle_id)
        while events := settle(CommitmentCase(self.state, circle), self.state, self.now):
            self.record(events)

    def next_due(self) -> datetime | None:
        return None if self.state is None else next_due(self.state)

    def keep(self, event: Event) -> None:
        if self.state is not None:
            count(self.connection, event, self.state, self.chain.seq + 1)
        self.state = evolve(self.state, event)
        if isinstance(event, e.CommitmentMade):
            key = {"network_id": self.network_id, "id": self.id}
            self.connection.execute(insert(_commitment).values(**key, **_columns(self.state)))
            begin_digests(self.connection, self.network_id, event.circle_id, event.at)

    def flush(self) -> None:
        if self.state is None or not self.events or self.state is self.before:
            return
        self.connection.execute(update(_commitment).where(*self._own).values(**_columns(self.state)))
        self._write_parts(self.state)

    def follow(self, events: Sequence[Event]) -> None:
        """What waits for it waits no more once it is over; of what comes again, once it is done one time."""
        ended = next((event for event in events if isinstance(event, _ENDS)), None)
        if ended is None or self.state is None:
            return
        if not self.state.over and not isinstance(ended, e.CommitmentDone):
            return
        self.unit.flush()
        network, done = NetworkId(self.network_id), CommitmentId(self.id)
        in_vain = not isinstance(ended, e.CommitmentDone)
        for stream in _settled(self.unit, self.network_id, _commitment.c.waits_for == self.id):
            waits = CommitmentId(stream.id)
            stream.handle(
                c.NoteOtherDone(
                    network_id=network, by=ended.by, commitment_id=waits, on=done, in_vain=in_vain
                )
            )

    # --- what it looks at -------------------------------------------------------------------------------------

    @property
    def _own(self) -> tuple[Any, ...]:
        return (_commitment.c.network_id == self.network_id, _commitment.c.id == self.id)

    def _circle(self, command: Command) -> Circle:
        if self.state is not None:
            return circle_there(self.connection, self.network_id, self.state.circle_id)
        if isinstance(command, c.MakeCommitment):
            return circle_there(self.connection, self.network_id, command.circle_id)
        raise Refusal(Reason.NOT_FOUND)

    def _asker_steers(self, circle: Circle) -> bool:
        """Asked of the database only where they do not sit in the circle."""
        if self.state is None or circle.seat(self.state.asked_by) is not None:
            return False
        return steers(self.connection, circle, self.state.asked_by)

    def _check_origin(self, origin: Origin, circle: Circle) -> None:
        """What it comes from is the circle's own: whoever reads the one may read the other."""
        table = _OF_ORIGIN.get(origin.kind)
        if table is None:
            return
        own = (table.c.network_id == self.network_id, table.c.id == origin.about)
        if (
            self.connection.execute(select(table.c.id).where(*own, table.c.circle_id == circle.id)).first()
            is None
        ):
            raise Refusal(Reason.NOT_FOUND)

    def _waits_of(self, on: CommitmentId) -> frozenset[CommitmentId]:
        """Itself and what it waits for, all the way. Raises ``Refusal`` for one that is not there, or is over."""
        k, found, at = _commitment.c, set[CommitmentId](), on
        for _ in range(LONGEST_CHAIN):
            one = select(k.waits_for, k.standing, k.circle_id).where(
                k.network_id == self.network_id, k.id == at
            )
            row = self.connection.execute(one).one_or_none()
            if at == on and (row is None or self.state is None or row.circle_id != self.state.circle_id):
                raise Refusal(Reason.NOT_FOUND, at_field="on")
            if at == on and row is not None and row.standing in OVER:
                raise Refusal(Reason.COMMITMENT_IS_OVER, {"standing": row.standing.value}, at_field="on")
            found.add(at)
            if row is None or row.waits_for is None or row.waits_for in found:
                break
            at = CommitmentId(row.waits_for)
        return frozenset(found)

    # --- what is written --------------------------------------------------------------------------------------

    def _write_parts(self, one: Commitment) -> None:
        own = (_part.c.network_id == self.network_id, _part.c.commitment_id == self.id)
        there = {row.member_id: row for row in self.connection.execute(select(_part).where(*own))}
        wanted = parts_of(one)
        gone = [member for member in there if member not in wanted]
        if gone:
            self.connection.execute(delete(_part).where(*own, _part.c.member_id.in_(gone)))
        for member, (accountable, said) in wanted.items():
            values = {"accountable": accountable, "said": said}
            row = there.get(member)
            if row is None:
                key = {"network_id": self.network_id, "commitment_id": self.id, "member_id": member}
                self.connection.execute(insert(_part).values(**key, **values, **self._told(member, there)))
            elif (row.accountable, row.said) != (accountable, said):
                one_row = (*own, _part.c.member_id == member)
                self.connection.execute(update(_part).where(*one_row).values(values))

    def _told(self, member: MemberId, there: Mapping[UUID, Row[Any]]) -> dict[str, Any]:
        """What somebody has heard as another, who turned out to be the same person, they need not hear again."""
        others = {
            event.other
            for event in self.events
            if isinstance(event, e.DoersUnited) and event.member == member
        }
        was = next((there[other] for other in others if other in there), None)
        return {} if was is None else {"told_at": was.told_at, "others_told_at": was.others_told_at}


def parts_of(one: Commitment) -> dict[MemberId, tuple[bool, Said]]:
    """For each with a part in doing it: whether they are accountable, and what they have said."""
    parts = {helper.member: (False, helper.said) for helper in one.helpers}
    if one.accountable is not None:
        declined = one.standing is Standing.DECLINED
        said = Said.YES if one.accepted_at is not None else Said.NO if declined else Said.NOTHING
        parts[one.accountable] = (True, said)
    return parts


_ENDS: Final = (e.CommitmentDone, e.CommitmentDropped, e.CommitmentDeclined)


# --- what follows from elsewhere ----------------------------------------------------------------------------------


def note_part_left(unit: "Unit", network_id: UUID, circle_id: UUID, member: MemberId) -> None:
    """Everything of that circle in which they had a part, and which is not over, hears of it."""
    has_part = select(_part.c.commitment_id).where(
        _part.c.network_id == network_id, _part.c.member_id == member
    )
    here = and_(
        _commitment.c.circle_id == circle_id,
        _commitment.c.standing.not_in(OVER),
        or_(_commitment.c.id.in_(has_part), _commitment.c.body.contains(str(member))),
    )
    network = NetworkId(network_id)
    for stream in _settled(unit, network_id, here):
        stream.handle(c.NotePartLeft(network_id=network, by=member, commitment_id=CommitmentId(stream.id)))


def unite_doers(unit: "Unit", network_id: UUID, member: MemberId, other: MemberId) -> None:
    """In every commitment in which ``other`` has or had a part."""
    network = NetworkId(network_id)
    for stream in _settled(unit, network_id, _commitment.c.body.contains(str(other))):
        one = CommitmentId(stream.id)
        stream.handle(c.UniteParts(network_id=network, by=member, commitment_id=one, other=other))


def offer_with_role(unit: "Unit", network_id: UUID, role_id: UUID, holders: Sequence[MemberId]) -> None:
    """What somebody does for a role that they no longer hold is offered to who holds it now, each to the first of them: it moves
    over only with their yes. What the rules do not let (whoever did it has left) stays as it is."""
    if not holders:
        return
    left_over = and_(
        _commitment.c.origin == OriginKind.ROLE,
        _commitment.c.origin_id == role_id,
        _commitment.c.accountable_id.not_in(holders),
        _commitment.c.standing == Standing.OPEN,
    )
    network = NetworkId(network_id)
    for stream in _settled(unit, network_id, left_over):
        doer = None if stream.state is None or stream.state.offer is not None else stream.state.accountable
        if doer is None:
            continue
        offer, one = RemarkId(uuid7()), CommitmentId(stream.id)
        with contextlib.suppress(Refusal):
            stream.handle(c.HandOver(network_id=network, by=doer, commitment_id=one, id=offer, to=holders[0]))


def _settled(unit: "Unit", network_id: UUID, which: Any) -> Iterator["CommitmentStream"]:
    """Each of these, locked and brought up to now."""
    found = select(_commitment.c.id).where(_commitment.c.network_id == network_id, which)
    ids = list(unit.connection.execute(found.order_by(_commitment.c.id)).scalars())
    unit.lock((network_id, id) for id in ids)
    for id in ids:
        stream = unit.find(CommitmentStream, network_id, id)
        if stream is not None:
            stream.settle()
            yield stream


# --- rows ---------------------------------------------------------------------------------------------------------


def commitment_from(row: Row[Any]) -> Commitment:
    return from_json(COMMITMENT, row.body)


def _columns(one: Commitment) -> dict[str, Any]:
    return {
        "circle_id": one.circle_id,
        "accountable_id": one.accountable,
        "standing": one.standing,
        "due": one.due,
        "origin": one.origin.kind,
        "origin_id": one.origin.about,
        "waits_for": None if one.blocked is None else one.blocked.on,
        "since": one.since,
        "ended_at": one.ended_at,
        "what": one.promise.what,
        "body": to_json(COMMITMENT, one),
    }
