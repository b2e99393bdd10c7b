"""The messages that come of reminders when their moment has come: one for each person, whatever is due; and one for each of
those who coordinate, about who may need help."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, select

from decisions.commitments.reminding import Due, due_now
from decisions.commitments.reminding import Told as Heard
from decisions.ids import MemberId
from decisions.rounds.notices import NoticeKind, To
from storage.digests import join_digests, with_digest
from storage.joining import alone, join_all, joined_by
from storage.messages import coordinators
from storage.outbox import MEMBER, insert_messages, unaddressed
from storage.postings import unsent
from storage.reminder_parts import PART, Part, keep, parts

MOST: Final = 100
"""Parts in one transaction: the writer waits meanwhile."""
Said = dict[str, Any]
"""One commitment of a message: ``id``, ``due``, and of a reminder ``wave``, ``late`` and since when (``at``), of a call for
help ``who``."""
_Person = tuple[UUID, UUID]


def any_to_remind(connection: Connection, now: datetime) -> bool:
    one = select(PART.c.remind_at).where(PART.c.remind_at <= now).limit(1)
    return connection.execute(one).first() is not None


def remind_those_due(connection: Connection, now: datetime, limit: int = MOST) -> int:
    """Puts down what is now due, together with when each has been told and is next to be; returns how many parts were looked
    at: none while another worker puts something down. What is of no use any more is passed over in silence."""
    if not alone(connection):
        return 0
    keys = connection.execute(
        select(*PART.primary_key.columns)
        .where(PART.c.remind_at <= now)
        .order_by(PART.c.remind_at, *PART.primary_key.columns)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    mine: dict[_Person, list[Said]] = {}
    theirs: dict[_Person, list[tuple[Part, Said]]] = {}
    kept: list[tuple[Part, Heard, datetime | None]] = []
    to_help = _Helping(connection)
    for part in parts(connection, keys):
        if part.one.due is None:
            kept.append((part, part.told, None))
            continue
        due = due_now(part.reminders, part.one.due, part.told, now, part.mornings)
        kept.append((part, due.told, due.next_at))
        if due.person is not None:
            mine.setdefault((part.network, part.member), []).append(_of_reminder(part, due.person, now))
        if due.coordinator is not None:
            for member in to_help(part):
                theirs.setdefault((part.network, member), []).append((part, _of_help(part)))
    _put(connection, NoticeKind.REMINDER, {whom: (said, now) for whom, said in mine.items()}, now)
    _put(connection, NoticeKind.MAY_NEED_HELP, _not_in_digests(connection, theirs, now), now)
    keep(connection, kept)
    return len(keys)


def _of_reminder(part: Part, due: Due, now: datetime) -> Said:
    about = {"id": str(part.one.id), "due": str(part.one.due), "wave": due.reminder.wave}
    return {**about, "late": due.late, "at": now.isoformat()}


def _of_help(part: Part) -> Said:
    return {"id": str(part.one.id), "due": str(part.one.due), "who": str(part.member)}


class _Helping:
    """Who hears that somebody may need help: the network's coordinators, or where it has none but that person, whoever
    facilitates the circle. Nobody hears it of themselves."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[UUID, Sequence[UUID]] = {}

    def __call__(self, part: Part) -> tuple[UUID, ...]:
        if part.network not in self._known:
            self._known[part.network] = coordinators(self._connection, part.network)
        others = tuple(member for member in self._known[part.network] if member != part.member)
        facilitator = part.circle.facilitator
        if others or facilitator in (None, part.member):
            return others
        return (facilitator,)


def _not_in_digests(
    connection: Connection, theirs: dict[_Person, list[tuple[Part, Said]]], now: datetime
) -> dict[_Person, tuple[list[Said], datetime]]:
    """What no digest says that is about to leave anyway."""
    there: set[_Person] = set()
    for network in sorted({network for network, _ in theirs}):
        said = {whom: [one for _, one in ones] for (net, whom), ones in theirs.items() if net == network}
        there |= {(network, whom) for whom in join_digests(connection, network, said)}
    left = {person: ones for person, ones in theirs.items() if person not in there}
    return _at_their_hour(connection, left, now)


def _at_their_hour(
    connection: Connection, theirs: dict[_Person, list[tuple[Part, Said]]], now: datetime
) -> dict[_Person, tuple[list[Said], datetime]]:
    """Each when it may reach them, by their own wishes and those of the circle of which they hear first; or in the same morning
    with a digest of theirs."""
    found = {}
    for (network, member), ones in theirs.items():
        m = MEMBER.c
        own = select(m.time_zone, m.reminders).where(m.network_id == network, m.id == member)
        row = connection.execute(own).one()
        opens = ones[0][0].circle.mornings(row.time_zone, row.reminders).next_open(now)
        at = with_digest(connection, network, member, opens)
        found[network, member] = ([said for _, said in ones], at)
    return found


# --- messages ---------------------------------------------------------------------------------------------------


def _put(
    connection: Connection,
    kind: NoticeKind,
    wanted: dict[_Person, tuple[list[Said], datetime]],
    now: datetime,
) -> None:
    """Each joined with what has not left yet: of two that say the same commitment the newer stands."""
    new = []
    for network in sorted({network for network, _ in wanted}):
        there = {f"{kind}:{whom}": (whom, *each) for (net, whom), each in wanted.items() if net == network}
        waiting = {merge: joined_by("id", commitments=said) for merge, (_, said, _) in there.items()}
        known = join_all(connection, network, waiting)
        for merge, (whom, said, at) in there.items():
            if merge not in known:
                key = f"{merge}:{now.isoformat()}:{said[0]['id']}"
                new.append(_message(network, MemberId(whom), kind, key, said, at))
    insert_messages(connection, new)


def _message(
    network: UUID, member: MemberId, kind: NoticeKind, key: str, said: list[Said], at: datetime
) -> dict[str, Any]:
    return {
        "network_id": network,
        "key": key,
        "merge": f"{kind}:{member}",
        "kind": kind,
        "addressed_to": To.MEMBER,
        "member_id": member,
        "group_id": None,
        "round_id": None,
        "agreement_id": None,
        "about": None,
        "facts": json.dumps({"commitments": said}),
        **unaddressed(),
        **unsent(at),
    }
