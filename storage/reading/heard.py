"""Whether somebody has been reminded of what they are late with, before others are told."""

import json
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, or_, select

from decisions.commitments.commitment import Commitment
from decisions.commitments.reminded import Heard
from decisions.commitments.reminding import Wave
from decisions.ids import CommitmentId
from decisions.rounds.notices import NoticeKind
from storage.codec import own_wishes_of
from storage.outbox import MEMBER, OUTBOX

_IN_TIME: Final = Wave.BEFORE
_Said = tuple[UUID, str, str]


def heard_of(connection: Connection, network: UUID, ones: Iterable[Commitment]) -> dict[CommitmentId, Heard]:
    """Of each, whether a reminder of its day or later has reached whoever is accountable for it."""
    theirs = [one for one in ones if one.accountable is not None]
    said = set(_said(connection, network, theirs))
    left = [one for one in theirs if (one.accountable, str(one.id), str(one.due)) not in said]
    none_wanted = _want_none(connection, network, left)
    found = dict.fromkeys((one.id for one in theirs), Heard.REMINDED)
    for one in left:
        found[one.id] = Heard.WANTS_NONE if one.accountable in none_wanted else Heard.NOT_REMINDED
    return found


def _said(connection: Connection, network: UUID, ones: list[Commitment]) -> Iterator[_Said]:
    if not ones:
        return
    o = OUTBOX.c
    found = select(o.member_id, o.facts).where(
        o.network_id == network,
        o.member_id.in_({one.accountable for one in ones}),
        o.kind == NoticeKind.REMINDER,
        o.shown_at.is_not(None),
        or_(*(o.facts.contains(str(one.id)) for one in ones)),
    )
    for row in connection.execute(found):
        for fact in json.loads(row.facts)["commitments"]:
            if fact["wave"] != _IN_TIME:
                yield row.member_id, fact["id"], fact["due"]


def _want_none(connection: Connection, network: UUID, ones: list[Commitment]) -> set[UUID]:
    if not ones:
        return set()
    m = MEMBER.c
    those = {one.accountable for one in ones}
    found = select(m.id, m.reminders).where(m.network_id == network, m.id.in_(those))
    return {row.id for row in connection.execute(found) if not own_wishes_of(row.reminders).by_email}
