"""When what nobody has just done may reach somebody: reminders, and what time alone has brought."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, select

from decisions.rounds.notices import NoticeKind
from storage.lanes import Due
from storage.outbox import MEMBER
from storage.reminder_parts import circles_there
from storage.tables import METADATA

_COMMITMENT: Final = METADATA.tables["commitment"]
_OF_COMMITMENTS: Final = frozenset({NoticeKind.REMINDER, NoticeKind.MAY_NEED_HELP})


def may_reach(connection: Connection, due: Due, now: datetime) -> datetime:
    """Now; or for what waits for their hour, and had to wait for longer (the mail server was away, nothing ran), the first moment
    after it that is neither quiet nor on a day off, by their wishes in the circle. Of several circles, the first of these."""
    if due.member is None or due.ref is not None:
        return now
    here = _circles(connection, due, json.loads(due.facts or "{}"))
    if not here:
        return now
    own = (MEMBER.c.network_id == due.network, MEMBER.c.id == due.member)
    person = connection.execute(select(MEMBER.c.time_zone, MEMBER.c.reminders).where(*own)).one()
    circles = circles_there(connection, due.network, here).values()
    opens = (each.mornings(person.time_zone, person.reminders).next_open(now) for each in circles)
    return min(opens, default=now)


def _circles(connection: Connection, due: Due, facts: Mapping[str, Any]) -> set[UUID]:
    """None of what may leave at any time."""
    if facts.get("by_clock"):
        return {UUID(facts["circle_id"])}
    if due.kind not in _OF_COMMITMENTS:
        return set()
    ids = [UUID(one["id"]) for one in facts["commitments"]]
    there = (_COMMITMENT.c.network_id == due.network, _COMMITMENT.c.id.in_(ids))
    return set(connection.execute(select(_COMMITMENT.c.circle_id).where(*there)).scalars())
