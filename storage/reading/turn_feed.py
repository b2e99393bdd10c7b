"""The turns of a circle for a member's calendar, as long as they have not stopped their links."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, func, select

from decisions.ids import MemberId
from decisions.people.people import Circle
from decisions.roles.record import TurnEntry
from storage.circle_rows import load_circle
from storage.reading.parts import belongs, load_members
from storage.reading.roles import turn_entries
from storage.tables import METADATA

_journal: Final = METADATA.tables["journal"]


def links_stopped(connection: Connection, network_id: UUID, member: MemberId) -> int:
    """How often they have stopped their links: an address that was made before leads nowhere after it."""
    j = _journal.c
    own = (j.network_id == network_id, j.stream_id == member, j.entry.contains('"event":"LinksRevoked"'))
    return int(connection.execute(select(func.count()).select_from(_journal).where(*own)).scalar_one())


def turns_for_calendar(
    connection: Connection, network_id: UUID, circle_id: UUID, member: MemberId, stopped: int, now: datetime
) -> tuple[Circle, tuple[TurnEntry, ...]] | None:
    """None for who has stopped their links since, or may no longer know of the circle."""
    circle = load_circle(connection, network_id, circle_id)
    me = load_members(connection, network_id, (member,)).get(member)
    if circle is None or me is None or not me.active or not belongs(connection, me, circle):
        return None
    if links_stopped(connection, network_id, member) != stopped:
        return None
    return circle, turn_entries(connection, network_id, circle_id, now)
