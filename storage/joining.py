"""What is put down for people when its moment has come: by one worker at a time, and joined with what has not left yet."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, func, select, update

from storage.bulk import dialect_of
from storage.outbox import OUTBOX
from storage.tables.delivery import Delivery

PUTTING_DOWN: Final = 20261130
"""PostgreSQL's lock of whoever puts asks and reminders down."""
Told = Mapping[str, Any]


def alone(connection: Connection) -> bool:
    """Whether nobody else puts anything down before this transaction ends: two who shared out what one person is to hear would
    write to them twice. On SQLite whoever writes is alone."""
    if dialect_of(connection) == "sqlite":
        return True
    return bool(connection.execute(select(func.pg_try_advisory_xact_lock(PUTTING_DOWN))).scalar_one())


def join(
    connection: Connection, network: UUID, merge: str, joined: Callable[[Told], dict[str, Any]]
) -> str | None:
    """The key of the message under ``merge`` that has not left yet, whose facts are now ``joined`` of what they were; None when
    there is none."""
    return join_all(connection, network, {merge: joined}).get(merge)


def join_all(
    connection: Connection, network: UUID, wanted: Mapping[str, Callable[[Told], dict[str, Any]]]
) -> dict[str, str]:
    """The same of many in two statements: by what they are merged, the keys of those that had not left."""
    waiting = connection.execute(
        select(OUTBOX.c.merge, OUTBOX.c.key, OUTBOX.c.facts)
        .where(
            OUTBOX.c.network_id == network,
            OUTBOX.c.merge.in_(list(wanted)),
            OUTBOX.c.state == Delivery.OPEN,
            OUTBOX.c.shown == 0,
            OUTBOX.c.lease_until.is_(None),
            OUTBOX.c.maybe_sent.is_(False),
        )
        .order_by(OUTBOX.c.key)
        .with_for_update()
    ).all()
    found = {row.merge: row for row in waiting}
    if found:
        same = and_(OUTBOX.c.network_id == network, OUTBOX.c.key == bindparam("one"))
        changed = [
            {"one": row.key, "now": json.dumps(wanted[merge](json.loads(row.facts)))}
            for merge, row in found.items()
        ]
        connection.execute(update(OUTBOX).where(same).values(facts=bindparam("now")), changed)
    return {merge: row.key for merge, row in found.items()}
