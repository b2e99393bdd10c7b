"""The row that says when a circle's digest is due."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from decisions.commitments.digest_times import USUAL
from storage.bulk import dialect_of
from storage.codec import SETTINGS, from_json
from storage.outbox import CIRCLE
from storage.tables import METADATA

DIGEST: Final = METADATA.tables["circle_digest"]


def begin_digests(connection: Connection, network_id: UUID, circle_id: UUID, now: datetime) -> None:
    """From the circle's first commitment on; where they have begun, it stays as it is."""
    d = DIGEST.c
    known = select(d.next_at).where(d.network_id == network_id, d.circle_id == circle_id)
    if connection.execute(known).first() is not None:
        return
    c = CIRCLE.c
    settings = connection.execute(
        select(c.settings).where(c.network_id == network_id, c.id == circle_id)
    ).scalar_one()
    next_at = USUAL.after(now, from_json(SETTINGS, settings).zone)
    insert = sqlite.insert if dialect_of(connection) == "sqlite" else postgresql.insert
    row = {"network_id": network_id, "circle_id": circle_id, "next_at": next_at}
    connection.execute(insert(DIGEST).values(row).on_conflict_do_nothing())


def is_newest(connection: Connection, network_id: UUID, circle_id: UUID, until: datetime) -> bool:
    """Whether no newer digest of the circle has been due than that of ``until``."""
    d = DIGEST.c
    told = select(d.told_until).where(d.network_id == network_id, d.circle_id == circle_id)
    return connection.execute(told).scalar_one_or_none() == until
