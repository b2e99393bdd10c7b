"""The row that says when a circle's digest is due."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from decisions.commitments.digest_times import DigestTimes
from storage.bulk import dialect_of
from storage.codec import SETTINGS, digest_times_of, from_json
from storage.outbox import CIRCLE, MEMBER
from storage.tables import METADATA

DIGEST: Final = METADATA.tables["circle_digest"]


def begin_digests(connection: Connection, network_id: UUID, circle_id: UUID, now: datetime) -> None:
    """From the circle's first commitment on; where they have begun, it stays as it is."""
    d = DIGEST.c
    known = select(d.circle_id).where(d.network_id == network_id, d.circle_id == circle_id)
    if connection.execute(known).first() is None:
        _begin(connection, network_id, circle_id, now)


def reckon_digest(
    connection: Connection, network_id: UUID, circle_id: UUID, now: datetime, *, begins: bool
) -> None:
    """When the next one is, by the day, the hour and the zone that the circle has now. One that is due already leaves all the
    same, unless the circle wants none any more. ``begins``: also where none has begun yet."""
    d = DIGEST.c
    own = (d.network_id == network_id, d.circle_id == circle_id)
    row = connection.execute(select(d.next_at, d.told_until).where(*own).with_for_update()).one_or_none()
    if row is None:
        if begins:
            _begin(connection, network_id, circle_id, now)
        return
    times, zone = times_of(connection, network_id, circle_id)
    if times.on and row.next_at is not None and row.next_at <= now:
        return
    connection.execute(update(DIGEST).where(*own).values(next_at=times.next(now, zone, row.told_until)))


def times_of(connection: Connection, network_id: UUID, circle_id: UUID) -> tuple[DigestTimes, str]:
    """The circle's, and its zone."""
    c = CIRCLE.c
    one = select(c.settings, c.digest).where(c.network_id == network_id, c.id == circle_id)
    circle = connection.execute(one).one()
    return digest_times_of(circle.digest), from_json(SETTINGS, circle.settings).zone


def next_digest_of(
    connection: Connection, network_id: UUID, member: UUID, until: datetime
) -> datetime | None:
    """When the member is next to get one of any circle, at ``until`` at the latest."""
    c, d, m = CIRCLE.c, DIGEST.c, MEMBER.c
    me = (m.network_id == network_id) & (m.id == member)
    coordinates = select(m.id).where(me, m.is_coordinator, m.active).exists()
    found = connection.execute(
        select(func.min(d.next_at))
        .join(CIRCLE, (c.network_id == d.network_id) & (c.id == d.circle_id))
        .where(d.network_id == network_id, d.next_at <= until, or_(c.facilitator_id == member, coordinates))
    )
    moment: datetime | None = found.scalar_one_or_none()
    return moment


def is_newest(connection: Connection, network_id: UUID, circle_id: UUID, until: datetime) -> bool:
    """Whether no newer digest of the circle has been due than that of ``until``."""
    d = DIGEST.c
    told = select(d.told_until).where(d.network_id == network_id, d.circle_id == circle_id)
    return connection.execute(told).scalar_one_or_none() == until


def _begin(connection: Connection, network_id: UUID, circle_id: UUID, now: datetime) -> None:
    times, zone = times_of(connection, network_id, circle_id)
    insert = sqlite.insert if dialect_of(connection) == "sqlite" else postgresql.insert
    row = {"network_id": network_id, "circle_id": circle_id, "next_at": times.next(now, zone, None)}
    connection.execute(insert(DIGEST).values(row).on_conflict_do_nothing())
