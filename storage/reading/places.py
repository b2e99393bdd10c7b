"""A place as a circle: what it is, or what it would be."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, and_, select

from decisions.ids import CircleId, GroupId, MemberId, NetworkId, OrganisationId, PlaceId
from decisions.people.people import Circle, CircleSeat, Member, Network
from decisions.rounds.settings import Settings
from storage.circle_rows import load_circle
from storage.keys import PlaceKey
from storage.reading.parts import People, belongs, load_circles, load_members, load_people
from storage.reading.people import find_place
from storage.tables import METADATA

_person: Final = METADATA.tables["place_person"]
_member: Final = METADATA.tables["member"]
_group: Final = METADATA.tables["stakeholder_group"]
_organisation: Final = METADATA.tables["organisation"]


@dataclass(frozen=True, slots=True)
class PlaceAsCircle:
    """``circle`` is None while the place is no circle's; ``seats`` are then its people, in the network's default capacity."""

    reader: Member
    people: People
    place_id: PlaceId | None
    name: str
    seats: tuple[CircleSeat, ...]
    members: dict[MemberId, Member]
    settings: Settings
    circle: Circle | None = None

    @property
    def may_change(self) -> bool:
        """Whether the reader may make the circle, or change it (as ``decisions/people/engine.py`` decides)."""
        return (
            self.circle is None
            or self.reader.is_coordinator
            or self.circle.facilitator in (self.reader.id, None)
        )

    @property
    def network(self) -> Network:
        return self.people.network


def place_as_circle(
    connection: Connection, network_id: UUID, reader: MemberId, key: PlaceKey
) -> PlaceAsCircle | None:
    """None when the place is not known, is another network's, or the reader is not among its people."""
    place = find_place(connection, key)
    if place is None or place.network_id != network_id:
        return None
    if place.circle_id is not None:
        found = circle_as_place(connection, network_id, reader, place.circle_id)
        return replace(found, place_id=place.place_id) if found is not None else None
    people, me = _readers(connection, network_id, reader)
    if people is None or me is None:
        return None
    seats = _people_of(connection, network_id, place.place_id)
    if all(seat.member != reader for seat in seats):
        return None
    members = load_members(connection, network_id, [seat.member for seat in seats])
    settings = Settings(zone=me.time_zone, holidays=people.network.holidays)
    return PlaceAsCircle(me, people, place.place_id, place.name, seats, members, settings)


def circle_as_place(
    connection: Connection, network_id: UUID, reader: MemberId, circle_id: CircleId
) -> PlaceAsCircle | None:
    """A circle that is there already; None when it is not, or the reader neither sits there nor coordinates."""
    people, me = _readers(connection, network_id, reader)
    circle = load_circles(connection, network_id, {circle_id}, reader).get(circle_id)
    if people is None or me is None or circle is None or not belongs(connection, me, circle):
        return None
    members = load_members(connection, network_id, [seat.member for seat in circle.seats])
    return PlaceAsCircle(me, people, None, circle.name, circle.seats, members, circle.settings, circle)


def circle_for(
    connection: Connection, network_id: UUID, reader: MemberId, circle_id: CircleId
) -> Circle | None:
    """The circle with all its seats; None when it is not there, or not the reader's to know of."""
    circle = load_circle(connection, network_id, circle_id)
    me = load_members(connection, network_id, (reader,)).get(reader)
    return circle if circle is not None and me is not None and belongs(connection, me, circle) else None


def _readers(
    connection: Connection, network_id: UUID, reader: MemberId
) -> tuple[People | None, Member | None]:
    return load_people(connection, network_id), load_members(connection, network_id, (reader,)).get(reader)


def _people_of(connection: Connection, network_id: UUID, place_id: UUID) -> tuple[CircleSeat, ...]:
    """The place's people, each in the network's first group, for their own organisation or the network's first."""
    group = _first(connection, _group, network_id)
    organisation = _first(connection, _organisation, network_id)
    p, m = _person.c, _member.c
    found = connection.execute(
        select(m.id, m.organisation_id)
        .join(_person, and_(p.network_id == m.network_id, p.member_id == m.id))
        .where(p.network_id == network_id, p.place_id == place_id, m.active.is_(True))
        .order_by(m.name, m.id)
    )
    return tuple(
        CircleSeat(MemberId(id), GroupId(group), OrganisationId(own or organisation)) for id, own in found
    )


def _first(connection: Connection, table: object, network_id: NetworkId | UUID) -> UUID:
    columns = table.c  # type: ignore[attr-defined]
    statement = select(columns.id).where(columns.network_id == network_id)
    found: UUID = connection.execute(
        statement.order_by(columns.is_default.desc(), columns.id).limit(1)
    ).scalar_one()
    return found
