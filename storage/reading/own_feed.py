"""What a member does by when, for their own calendar, as long as they have not stopped their links."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, and_, select

from decisions.commitments.commitment import Standing
from decisions.commitments.record import CommitmentForCalendar
from decisions.ids import MemberId
from decisions.roles.record import TurnEntry
from storage.circle_rows import load_circle
from storage.reading.parts import circles_of, load_members
from storage.reading.roles import turn_entries
from storage.reading.turn_feed import links_stopped
from storage.streams.commitment_stream import commitment_from
from storage.tables import METADATA

MOST: Final = 300
_commitment: Final = METADATA.tables["commitment"]
_part: Final = METADATA.tables["commitment_part"]
_circle: Final = METADATA.tables["circle"]
_stream: Final = METADATA.tables["stream"]


def commitments_for_calendar(
    connection: Connection, network_id: UUID, member: MemberId, stopped: int, only: UUID | None = None
) -> tuple[CommitmentForCalendar, ...] | None:
    """What they have said yes to and what has a day, in the circles in which they sit; ``only`` that one. None for who has
    stopped their links since, or is gone."""
    me = load_members(connection, network_id, (member,)).get(member)
    if me is None or not me.active or links_stopped(connection, network_id, member) != stopped:
        return None
    k, p, s = _commitment.c, _part.c, _stream.c
    own = (
        select(_commitment, _circle.c.name.label("circle"), s.revision, s.last_at)
        .join(_part, and_(p.network_id == k.network_id, p.commitment_id == k.id, p.member_id == member))
        .join(_circle, and_(_circle.c.network_id == k.network_id, _circle.c.id == k.circle_id))
        .join(_stream, and_(s.network_id == k.network_id, s.id == k.id))
        .where(k.network_id == network_id, k.standing == Standing.OPEN, k.due.is_not(None))
        .where(k.circle_id.in_(circles_of(connection, network_id, member)))
        .where(*(() if only is None else (k.id == only,)))
        .order_by(k.due, k.id)
        .limit(MOST)
    )
    found = (
        CommitmentForCalendar(commitment_from(row), row.circle, row.last_at, row.revision)
        for row in connection.execute(own)
    )
    return tuple(one for one in found if member in one.commitment.doing)


def own_turns(
    connection: Connection, network_id: UUID, member: MemberId, now: datetime
) -> tuple[tuple[str, str, tuple[TurnEntry, ...]], ...]:
    """Their turns, with each circle's name and zone."""
    found = []
    for id in circles_of(connection, network_id, member):
        circle = load_circle(connection, network_id, id)
        if circle is not None:
            theirs = tuple(e for e in turn_entries(connection, network_id, id, now) if member in e.members)
            found.append((circle.name, circle.settings.zone, theirs))
    return tuple(found)
