"""What is put down for people when its moment has come: by one worker at a time, and joined with what has not left yet."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, func, select, update

from storage.bulk import dialect_of
from storage.outbox import OUTBOX
from storage.tables.delivery import Delivery

PUTTING_DOWN: Final = 20261130
"""PostgreSQL's lock of whoever puts asks, reminders and digests down."""
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
    found = {row.merge: row for row in _waiting(connection, network, list(wanted))}
    if found:
        same = and_(OUTBOX.c.network_id == network, OUTBOX.c.key == bindparam("one"))
        changed = [
            {"one": row.key, "now": json.dumps(wanted[merge](json.loads(row.facts)))}
            for merge, row in found.items()
        ]
        connection.execute(update(OUTBOX).where(same).values(facts=bindparam("now")), changed)
    return {merge: row.key for merge, row in found.items()}


def take_along(
    connection: Connection, network: UUID, merges: Sequence[str], until: datetime
) -> dict[str, dict[str, Any]]:
    """The facts of the messages under ``merges`` that would leave by ``until`` and have not: another says it now in their place,
    and they are over."""
    found = [row for row in _waiting(connection, network, merges) if row.next_at <= until]
    keys = [row.key for row in found]
    over = update(OUTBOX).where(OUTBOX.c.network_id == network, OUTBOX.c.key.in_(keys))
    connection.execute(over.values(state=Delivery.CLOSED, shown=OUTBOX.c.wanted))
    return {row.merge: json.loads(row.facts) for row in found}


def joined_by(by: str, **lists: Iterable[Mapping[str, Any]]) -> Callable[[Told], dict[str, Any]]:
    """Facts with each of these lists joined to what was there: of two that are the same by that name, the newer stands."""

    def joined(facts: Told) -> dict[str, Any]:
        now = dict(facts)
        for name, newer in lists.items():
            known = {one[by]: one for one in facts.get(name, ())}
            now[name] = list((known | {one[by]: one for one in newer}).values())
        return now

    return joined


def _waiting(connection: Connection, network: UUID, merges: Sequence[str]) -> Sequence[Any]:
    return connection.execute(
        select(OUTBOX.c.merge, OUTBOX.c.key, OUTBOX.c.facts, OUTBOX.c.next_at)
        .where(
            OUTBOX.c.network_id == network,
            OUTBOX.c.merge.in_(merges),
            OUTBOX.c.state == Delivery.OPEN,
            OUTBOX.c.shown == 0,
            OUTBOX.c.lease_until.is_(None),
            OUTBOX.c.maybe_sent.is_(False),
        )
        .order_by(OUTBOX.c.key)
        .with_for_update()
    ).all()
