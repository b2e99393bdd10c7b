"""Whether what a command names is the network's own: known before it is recorded, so that nothing fails at the last moment."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, Table, select

from decisions.commands import Command
from decisions.ids import MemberId
from decisions.people import commands as c
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.rounds.commands import InviteGuest
from decisions.rounds.settings import Settings
from storage.tables import METADATA

_GROUP: Final = METADATA.tables["stakeholder_group"]
_ORGANISATION: Final = METADATA.tables["organisation"]
_MEMBER: Final = METADATA.tables["member"]
_SEAT: Final = METADATA.tables["circle_seat"]


def check_circle_command(connection: Connection, command: Command) -> None:
    """Refuses a command about a circle that names a group, an organisation or a member of no or of another network."""
    network = command.network_id
    match command:
        case c.MakeCircle():
            _check_seats(connection, command)
            check_voices(connection, network, command.settings)
        case c.ChangeCircle():
            check_voices(connection, network, command.settings)
        case c.SeatMember():
            _check(connection, _MEMBER, network, (command.seat.member,), "member")
            _check(connection, _GROUP, network, (command.seat.group,), "group")
            _check(connection, _ORGANISATION, network, (command.seat.organisation,), "organisation")
        case c.NameStandIn():
            _check(connection, _MEMBER, network, (command.stand_in,), "stand_in")
        case c.InviteMember():
            _check(connection, _GROUP, network, (command.group,), "group")
        case c.ArrangeSeats():
            if command.group is not None and not command.group_name.strip():
                _check(connection, _GROUP, network, (command.group,), "group")
            if command.organisation is not None and not command.organisation_name.strip():
                _check(connection, _ORGANISATION, network, (command.organisation,), "organisation")


def check_voices(connection: Connection, network: UUID, settings: Settings) -> None:
    _check(connection, _GROUP, network, (need.group for need in settings.voices), "voices")


def check_facilitators(
    connection: Connection, network: UUID, circle: UUID, members: Iterable[UUID | None]
) -> None:
    """Those of ``members`` who are somebody sit in the circle."""
    wanted = {member for member in members if member is not None}
    s = _SEAT.c
    here = (s.network_id == network, s.circle_id == circle, s.member_id.in_(wanted))
    if wanted and set(connection.execute(select(s.member_id).where(*here)).scalars()) != wanted:
        raise Refusal(Reason.NOT_IN_CIRCLE, at_field="facilitator")


def check_group(connection: Connection, network: UUID, groups: Iterable[UUID], at_field: str) -> None:
    """They are the network's own."""
    _check(connection, _GROUP, network, groups, at_field)


def check_guest(connection: Connection, command: InviteGuest) -> None:
    """The group and the organisation for which a guest comes are the network's own."""
    _check(connection, _GROUP, command.network_id, (command.group,), "group")
    if not command.organisation_name.strip():
        _check(connection, _ORGANISATION, command.network_id, (command.organisation,), "organisation")


def _check_seats(connection: Connection, command: c.MakeCircle) -> None:
    network, seats = command.network_id, command.seats
    _check(connection, _MEMBER, network, (command.by,), "")
    _check(connection, _MEMBER, network, (command.facilitator,), "facilitator")
    _check(connection, _MEMBER, network, (seat.member for seat in seats), "members")
    _check(connection, _GROUP, network, (seat.group for seat in seats), "group")
    _check(connection, _ORGANISATION, network, (seat.organisation for seat in seats), "organisation")


def _check(connection: Connection, table: Table, network: UUID, ids: Iterable[UUID], at_field: str) -> None:
    wanted = set(ids)
    own = (table.c.network_id == network, table.c.id.in_(wanted))
    if wanted and set(connection.execute(select(table.c.id).where(*own)).scalars()) != wanted:
        raise Refusal(Reason.NOT_FOUND, at_field=at_field)


def steers(connection: Connection, circle: Circle, member: MemberId) -> bool:
    """Whether they may change what is the circle's: who facilitates it may, and a coordinator of the network."""
    return circle.may_be_steered_by(member) or is_coordinator(connection, circle.network_id, member)


def is_coordinator(connection: Connection, network_id: UUID, member: UUID) -> bool:
    m = _MEMBER.c
    found = select(m.is_coordinator).where(m.network_id == network_id, m.id == member, m.active.is_(True))
    return bool(connection.execute(found).scalar_one_or_none())
