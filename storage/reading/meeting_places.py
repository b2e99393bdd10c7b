"""The places of a circle: what is spoken there, who meets nowhere else, and what stands in the way of reaching it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, and_, func, or_, select

from decisions.ids import CircleId, MemberId, PlaceId
from decisions.rounds.record import MeetingPlace
from storage.reading.people import spoken_in
from storage.tables import METADATA
from storage.tables.delivery import Delivery
from storage.tables.people import SeatedThrough

_place: Final = METADATA.tables["place"]
_person: Final = METADATA.tables["place_person"]
_seat: Final = METADATA.tables["circle_seat"]
_posting: Final = METADATA.tables["posting"]


@dataclass(frozen=True, slots=True)
class PlaceNow:
    """Whose place it is now, and what is spoken there (empty: nobody knows)."""

    circle_id: CircleId | None
    locale: str


def place_now(connection: Connection, network_id: UUID, place_id: UUID) -> PlaceNow | None:
    own = (_place.c.network_id == network_id, _place.c.id == place_id)
    row = connection.execute(select(_place.c.circle_id, spoken_in(_place)).where(*own)).one_or_none()
    return None if row is None else PlaceNow(*row)


def meeting_places(
    connection: Connection, network_id: UUID, circle_id: UUID, reader: MemberId
) -> tuple[MeetingPlace, ...]:
    p = _place.c
    rows = connection.execute(
        select(p.id, p.name, p.conversation, p.platform, p.locale, spoken_in(_place).label("spoken"))
        .where(p.network_id == network_id, p.circle_id == circle_id)
        .order_by(func.lower(p.name), p.id)
    ).all()
    alone = _only_there(connection, network_id, circle_id, reader)
    failing = _failing(connection, network_id, [row.id for row in rows])
    return tuple(
        MeetingPlace(
            id=PlaceId(row.id),
            name=row.name or row.conversation,
            platform=row.platform,
            locale=row.spoken,
            chosen=row.locale,
            only_here=alone.get(row.id, 0),
            why=failing.get(row.id, ("", None))[0],
            since=failing.get(row.id, ("", None))[1],
        )
        for row in rows
    )


def _only_there(
    connection: Connection, network_id: UUID, circle_id: UUID, reader: MemberId
) -> dict[UUID, int]:
    """How many others sit in the circle through a place and are in no other of its places."""
    here, place, s = _person.c, _place.c, _seat.c
    another, elsewhere = _person.alias("another"), _place.alias("elsewhere")
    meets_elsewhere = (
        select(another.c.place_id)
        .join(elsewhere, and_(elsewhere.c.network_id == network_id, elsewhere.c.id == another.c.place_id))
        .where(another.c.network_id == network_id, another.c.member_id == here.member_id)
        .where(another.c.place_id != here.place_id, elsewhere.c.circle_id == circle_id)
        .correlate(_person)
        .exists()
    )
    statement = (
        select(here.place_id, func.count())
        .select_from(_person)
        .join(_place, and_(place.network_id == here.network_id, place.id == here.place_id))
        .join(_seat, and_(s.network_id == here.network_id, s.member_id == here.member_id))
        .where(here.network_id == network_id, place.circle_id == circle_id, s.circle_id == circle_id)
        .where(s.through == SeatedThrough.PLACE, s.member_id != reader, ~meets_elsewhere)
        .group_by(here.place_id)
    )
    return {row[0]: row[1] for row in connection.execute(statement)}


def _failing(
    connection: Connection, network_id: UUID, places: list[UUID]
) -> dict[UUID, tuple[str, datetime | None]]:
    """Why what should be shown in a place is not, and since when: of what has failed for good first."""
    p = _posting.c
    stuck: Any = or_(
        p.state == Delivery.FAILED, and_(p.state == Delivery.OPEN, p.wanted > p.shown, p.why != "")
    )
    since = func.min(p.first_wanted_at)
    statement = (
        select(p.place_id, p.why, since)
        .where(p.network_id == network_id, p.place_id.in_(places), stuck)
        .group_by(p.place_id, p.state, p.why)
        .order_by(p.state.desc(), since.desc())
    )
    return {place: (why, at) for place, why, at in connection.execute(statement)} if places else {}
