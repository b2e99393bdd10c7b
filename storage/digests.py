"""When each circle's digest is due, and the messages that come of it: to the network's coordinators and whoever facilitates.

Where there is nothing to say there is none; what it says is settled when it leaves, from what is so then."""

import json
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from decisions.commitments.digest_times import SAME_WEEK, USUAL
from decisions.ids import MemberId
from decisions.rounds.notices import NoticeKind, To
from storage.codec import SETTINGS, from_json
from storage.digest_rows import DIGEST
from storage.messages import coordinators
from storage.outbox import CIRCLE, MEMBER, insert_messages, unaddressed
from storage.postings import unsent
from storage.reading.digest import digest_record

MOST: Final = 20
"""Circles in one transaction: the writer waits meanwhile."""


def any_digest_due(connection: Connection, now: datetime) -> bool:
    one = select(DIGEST.c.next_at).where(DIGEST.c.next_at <= now).limit(1)
    return connection.execute(one).first() is not None


def put_digests_due(connection: Connection, now: datetime, limit: int = MOST) -> int:
    """Puts down what is due, of each circle only the newest one however many were missed, together with when its next one is.
    Returns how many circles were looked at: none while another worker has them."""
    d, c = DIGEST.c, CIRCLE.c
    rows = connection.execute(
        select(DIGEST, c.facilitator_id, c.settings)
        .join(CIRCLE, (c.network_id == d.network_id) & (c.id == d.circle_id))
        .where(d.next_at <= now)
        .order_by(d.next_at, d.network_id, d.circle_id)
        .limit(limit)
        .with_for_update(of=DIGEST, skip_locked=True)
    ).all()
    messages: list[dict[str, Any]] = []
    for row in rows:
        zone = from_json(SETTINGS, row.settings).zone
        until = USUAL.until(now, zone)
        # The circle's zone may have changed since ``next_at`` was reckoned: that makes no second one of the same week.
        is_new = row.told_until is None or until - row.told_until >= SAME_WEEK
        since = USUAL.before(until, zone)
        if is_new and (readers := _readers(connection, row)):
            record = digest_record(
                connection, row.network_id, row.circle_id, MemberId(readers[0]), since, now, until
            )
            if record is not None and record.has_news:
                messages += [_message(row, member, since, until, now) for member in readers]
        values = {"next_at": USUAL.after(now, zone), "told_until": until if is_new else row.told_until}
        own = (d.network_id == row.network_id, d.circle_id == row.circle_id)
        connection.execute(update(DIGEST).where(*own).values(values))
    insert_messages(connection, messages)
    return len(rows)


def _readers(connection: Connection, row: Row[Any]) -> list[UUID]:
    """Each once."""
    found = list(coordinators(connection, row.network_id))
    m = MEMBER.c
    facilitates = select(m.id).where(m.network_id == row.network_id, m.id == row.facilitator_id, m.active)
    found += connection.execute(facilitates).scalars()
    return list(dict.fromkeys(found))


def _message(row: Row[Any], member: UUID, since: datetime, until: datetime, now: datetime) -> dict[str, Any]:
    told = {"circle_id": str(row.circle_id), "since": since.isoformat(), "until": until.isoformat()}
    merge = f"digest:{row.circle_id}:{member}"
    return {
        "network_id": row.network_id,
        "key": f"{merge}:{until.isoformat()}",
        "merge": merge,
        "kind": NoticeKind.DIGEST,
        "addressed_to": To.MEMBER,
        "member_id": member,
        "group_id": None,
        "place_id": None,
        "round_id": None,
        "agreement_id": None,
        "about": None,
        "facts": json.dumps(told),
        **unaddressed(),
        **unsent(now),
    }
