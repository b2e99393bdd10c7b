"""A circle from its row, and from those who sit there."""

from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, select

from decisions.ids import CircleId, PlaceId
from decisions.people.people import Circle, CircleSeat
from decisions.refusals import Reason, Refusal
from storage.codec import SETTINGS, digest_times_of, from_json, wishes_of
from storage.streams.stand_ins import load_stand_ins
from storage.tables import METADATA

_circle: Final = METADATA.tables["circle"]
_seat: Final = METADATA.tables["circle_seat"]
_place: Final = METADATA.tables["place"]


def load_circle(connection: Connection, network_id: UUID, circle_id: UUID) -> Circle | None:
    """The circle with those who sit there, the longest first."""
    one = (_circle.c.network_id == network_id, _circle.c.id == circle_id)
    row = connection.execute(select(_circle).where(*one)).one_or_none()
    if row is None:
        return None
    s = _seat.c
    seats = connection.execute(
        select(s.member_id, s.group_id, s.organisation_id)
        .where(s.network_id == network_id, s.circle_id == circle_id)
        .order_by(s.position, s.member_id)
    )
    in_circle = (_place.c.network_id == network_id, _place.c.circle_id == circle_id)
    meets = frozenset(map(PlaceId, connection.execute(select(_place.c.id).where(*in_circle)).scalars()))
    circle = circle_from(row, tuple(CircleSeat(*seat) for seat in seats))
    return replace(circle, places=meets, stand_ins=load_stand_ins(connection, network_id, circle_id))


def circle_there(connection: Connection, network_id: UUID, circle_id: UUID) -> Circle:
    """The same. Refuses where there is none."""
    circle = load_circle(connection, network_id, circle_id)
    if circle is None:
        raise Refusal(Reason.NOT_FOUND)
    return circle


def circle_from(row: Any, seats: tuple[CircleSeat, ...]) -> Circle:
    """Without its places and its stand-ins."""
    settings = from_json(SETTINGS, row.settings)
    circle = Circle(CircleId(row.id), row.network_id, row.name, row.facilitator_id, settings, seats)
    return replace(circle, reminders=wishes_of(row.reminders), digest=digest_times_of(row.digest))
