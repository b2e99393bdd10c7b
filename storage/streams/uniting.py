"""Two members are one person: what follows in circles, rounds and agreements, in the same transaction."""

from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import or_, select

from decisions.agreements.events import PartsUnited
from decisions.ids import NetworkId, RecurrenceId
from decisions.people import events as e
from decisions.recurring.commands import UniteSetter
from decisions.rounds.commands import UniteVoices
from decisions.rounds.round import FINAL
from storage.streams.agreement_stream import AgreementStream
from storage.streams.circle_stream import CircleStream
from storage.streams.commitment_stream import unite_doers
from storage.streams.member_stream import MemberStream
from storage.streams.mou_stream import unite_signatories
from storage.streams.recurrence_stream import recurrences_of_setter
from storage.streams.role_stream import unite_holders
from storage.streams.round_stream import RoundStream
from storage.tables import METADATA
from storage.tables.people import SeatedThrough

if TYPE_CHECKING:
    from storage.unit import Unit

_circle: Final = METADATA.tables["circle"]
_circle_seat: Final = METADATA.tables["circle_seat"]
_round: Final = METADATA.tables["round"]
_seat: Final = METADATA.tables["seat"]
_remark: Final = METADATA.tables["remark"]
_agreement: Final = METADATA.tables["agreement"]


def unite_parts(unit: "Unit", network_id: UUID, event: e.MembersUnited) -> None:
    """Rounds that are over stay as they were; in those that are open the two have one voice."""
    unit.flush()
    circles = _circles(unit, network_id, event.other)
    rounds = _rounds(unit, network_id, event.other)
    agreements = _agreements(unit, network_id, event.other)
    unit.lock((network_id, id) for id in (event.other, *circles, *rounds, *agreements))
    gone = unit.find_or_begin(MemberStream, network_id, event.other)
    if gone is not None:
        gone.record((event,))
    as_other = {id: _unite_seats(unit, network_id, id, event) for id in circles}
    for id, circle_id in rounds.items():
        _unite_voices(unit, network_id, id, event, as_other=as_other.get(circle_id, False))
    for id in agreements:
        agreement = unit.find(AgreementStream, network_id, id)
        if agreement is not None:
            agreement.record((PartsUnited(member=event.member, other=event.other, at=event.at),))
    for recurrence in recurrences_of_setter(unit, network_id, event.other):
        recurrence.handle(
            UniteSetter(
                network_id=NetworkId(network_id),
                by=event.member,
                recurrence_id=RecurrenceId(recurrence.id),
                other=event.other,
            )
        )
    unite_holders(unit, network_id, event.member, event.other)
    unite_doers(unit, network_id, event.member, event.other)
    unite_signatories(unit, network_id, event.member, event.other)


def _unite_seats(unit: "Unit", network_id: UUID, id: UUID, event: e.MembersUnited) -> bool:
    """Whether they sit there in the capacity of the other's seat: one that somebody gave them goes before one that came of being
    in a place."""
    circle = unit.find(CircleStream, network_id, id)
    if circle is None or circle.state is None:
        return False
    through = circle.seated_through(event.member, event.other)
    as_other = (
        through.get(event.member) is SeatedThrough.PLACE
        and through.get(event.other, SeatedThrough.PLACE) is not SeatedThrough.PLACE
    )
    circle.record((e.SeatsUnited(member=event.member, other=event.other, as_other=as_other, at=event.at),))
    return as_other


def _unite_voices(
    unit: "Unit", network_id: UUID, id: UUID, event: e.MembersUnited, *, as_other: bool
) -> None:
    stream = unit.find(RoundStream, network_id, id)
    if stream is None or stream.state is None:
        return
    stream.settle()
    if stream.state.is_over:
        return
    command = UniteVoices(
        network_id=NetworkId(network_id),
        by=event.member,
        round_id=stream.state.id,
        other=event.other,
        as_other=as_other,
    )
    stream.handle(command)


def _circles(unit: "Unit", network_id: UUID, member: UUID) -> list[UUID]:
    """Those in which the member sits, or which they facilitate."""
    c, s = _circle.c, _circle_seat.c
    sits = select(s.circle_id).where(s.network_id == network_id, s.member_id == member)
    found = select(c.id).where(c.network_id == network_id, or_(c.id.in_(sits), c.facilitator_id == member))
    return list(unit.connection.execute(found.order_by(c.id)).scalars())


def _rounds(unit: "Unit", network_id: UUID, member: UUID) -> dict[UUID, UUID]:
    """The open rounds in which the member has a seat, has said something or has a part; each with its circle."""
    r = _round.c
    asked = select(_seat.c.round_id).where(_seat.c.network_id == network_id, _seat.c.member_id == member)
    said = select(_remark.c.round_id).where(_remark.c.network_id == network_id, _remark.c.member_id == member)
    part = or_(r.proposer_id == member, r.facilitator_id == member, r.body.contains(str(member)))
    found = select(r.id, r.circle_id).where(
        r.network_id == network_id, r.stage.not_in(FINAL), or_(r.id.in_(asked), r.id.in_(said), part)
    )
    return {row.id: row.circle_id for row in unit.connection.execute(found.order_by(r.id))}


def _agreements(unit: "Unit", network_id: UUID, member: UUID) -> list[UUID]:
    a = _agreement.c
    found = select(a.id).where(a.network_id == network_id, a.body.contains(str(member))).order_by(a.id)
    return list(unit.connection.execute(found).scalars())
