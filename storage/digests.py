"""When each circle's digest is due, and the messages that come of it: to the network's coordinators and whoever facilitates.

Where there is nothing to say there is none; what it says is settled when it leaves, from what is so then. What one person is to
hear at one moment is one message: of several circles, and of who may need help."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, select, update

from decisions.commitments.digest_times import SAME_WEEK
from decisions.ids import MemberId
from decisions.rounds.notices import NoticeKind
from storage.digest_rows import DIGEST, next_digest_of, times_of
from storage.joining import Told, alone, join_all, joined_by, take_along
from storage.messages import coordinators, message_row
from storage.outbox import CIRCLE, MEMBER, insert_messages
from storage.postings import unsent
from storage.reading.digest import digest_record

MOST: Final = 20
"""Circles in one transaction: the writer waits meanwhile."""
SAME_MORNING: Final = timedelta(hours=3)
"""So long somebody's call for help waits for a digest of theirs."""
_GRACE: Final = timedelta(minutes=5)
"""After a digest was due, until what waited for it leaves without it."""
_TWO_WEEKS: Final = timedelta(weeks=2)
"""Longer than between any two, unless some have not left."""
_Person = tuple[UUID, UUID]


def any_digest_due(connection: Connection, now: datetime) -> bool:
    one = select(DIGEST.c.next_at).where(DIGEST.c.next_at <= now).limit(1)
    return connection.execute(one).first() is not None


def put_digests_due(connection: Connection, now: datetime, limit: int = MOST) -> int:
    """Puts down what is due, of each circle only the newest one however many were missed, together with when its next one is.
    Returns how many circles were looked at: none while another worker puts something down."""
    if not alone(connection):
        return 0
    d = DIGEST.c
    rows = connection.execute(
        select(DIGEST)
        .where(d.next_at <= now)
        .order_by(d.next_at, d.network_id, d.circle_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    told: dict[_Person, list[dict[str, str]]] = {}
    for row in rows:
        times, zone = times_of(connection, row.network_id, row.circle_id)
        until = max(row.next_at, times.until(now, zone))
        since = times.before(until, zone)
        if row.told_until is not None and until - row.told_until <= _TWO_WEEKS:
            since = row.told_until
        facts = {"circle_id": str(row.circle_id), "since": since.isoformat(), "until": until.isoformat()}
        newest = until
        if row.told_until is not None and until < row.told_until + SAME_WEEK:
            newest = row.told_until
        else:
            for member in _readers_of_news(connection, row, since, until, now):
                told.setdefault((row.network_id, member), []).append(facts)
        values = {"next_at": times.next(now, zone, newest), "told_until": newest}
        own = (d.network_id == row.network_id, d.circle_id == row.circle_id)
        connection.execute(update(DIGEST).where(*own).values(values))
    for network in sorted({network for network, _ in told}):
        _put(connection, network, {whom: said for (net, whom), said in told.items() if net == network}, now)
    return len(rows)


def with_digest(connection: Connection, network: UUID, member: UUID, at: datetime) -> datetime:
    """When what the member is to hear at ``at`` leaves by itself, if no digest of theirs has taken it along before."""
    due = next_digest_of(connection, network, member, at + SAME_MORNING)
    return at if due is None else max(at, due) + _GRACE


def join_digests(
    connection: Connection, network: UUID, said: Mapping[UUID, list[dict[str, Any]]]
) -> frozenset[UUID]:
    """Adds who may need help to the digests that have not left yet; returns whose those are."""
    wanted = {_merge(member): joined_by("id", commitments=ones) for member, ones in said.items()}
    known = join_all(connection, network, wanted)
    return frozenset(member for member in said if _merge(member) in known)


def _readers_of_news(
    connection: Connection, row: Row[Any], since: datetime, until: datetime, now: datetime
) -> list[UUID]:
    """Nobody where there is nothing to say."""
    readers = _readers(connection, row)
    if not readers:
        return []
    record = digest_record(connection, row.network_id, row.circle_id, MemberId(readers[0]), since, now, until)
    return readers if record is not None and record.has_news(until) else []


def _readers(connection: Connection, row: Row[Any]) -> list[UUID]:
    """Each once."""
    found = list(coordinators(connection, row.network_id))
    c, m = CIRCLE.c, MEMBER.c
    facilitates = (
        select(m.id)
        .join(CIRCLE, (c.network_id == m.network_id) & (c.facilitator_id == m.id))
        .where(c.network_id == row.network_id, c.id == row.circle_id, m.active)
    )
    found += connection.execute(facilitates).scalars()
    return list(dict.fromkeys(found))


def _merge(member: UUID) -> str:
    return f"{NoticeKind.DIGEST}:{member}"


def _put(
    connection: Connection, network: UUID, told: Mapping[UUID, list[dict[str, str]]], now: datetime
) -> None:
    """Each joined with what has not left yet; what waits to be told of who may need help comes along."""
    waiting = {f"{NoticeKind.MAY_NEED_HELP}:{member}": member for member in told}
    along = take_along(connection, network, list(waiting), now + SAME_MORNING)
    help_with = {waiting[merge]: facts["commitments"] for merge, facts in along.items()}
    wanted = {_merge(member): _also(circles, help_with.get(member, [])) for member, circles in told.items()}
    known = join_all(connection, network, wanted)
    insert_messages(
        connection,
        [
            _message(network, member, circles, help_with.get(member, []), now)
            for member, circles in told.items()
            if _merge(member) not in known
        ],
    )


def _also(
    circles: Iterable[dict[str, str]], commitments: Iterable[dict[str, Any]]
) -> Callable[[Told], dict[str, Any]]:
    of_circles, of_help = joined_by("circle_id", circles=circles), joined_by("id", commitments=commitments)
    return lambda facts: of_help(of_circles(facts))


def _message(
    network: UUID,
    member: UUID,
    circles: list[dict[str, str]],
    commitments: list[dict[str, Any]],
    now: datetime,
) -> dict[str, Any]:
    facts = json.dumps({"circles": circles, "commitments": commitments})
    first = circles[0]
    key = f"{NoticeKind.DIGEST}:{first['circle_id']}:{member}:{first['until']}"
    row = message_row(network, key, NoticeKind.DIGEST, member, facts)
    return {**row, "merge": _merge(member), **unsent(now)}
