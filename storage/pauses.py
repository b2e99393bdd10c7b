"""What opened by itself and no longer does: told, in the same transaction, to who can do something about it."""

import json
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, select

from decisions.ids import MemberId
from decisions.recurring.events import RecurrencePaused
from decisions.recurring.recurrence import Recurrence, WhyPaused
from decisions.rounds.notices import Notice, NoticeKind, To
from decisions.rounds.round import Stage
from storage.messages import coordinators
from storage.outbox import CIRCLE, MEMBER, ROUND, put

_KINDS: Final = {
    WhyPaused.SETTER_LEFT: NoticeKind.REPEAT_SETTER_LEFT,
    WhyPaused.COULD_NOT_OPEN: NoticeKind.REPEAT_NOT_OPENED,
}


def tell_of_pause(connection: Connection, recurrence: Recurrence, event: RecurrencePaused) -> None:
    """Nobody, when a person paused it. That its setter left: whoever facilitates the circle, or the coordinators."""
    kind = _KINDS.get(event.why)
    if kind is None:
        return
    one = (CIRCLE.c.network_id == recurrence.network_id, CIRCLE.c.id == recurrence.circle_id)
    circle = connection.execute(select(CIRCLE.c.name, CIRCLE.c.facilitator_id).where(*one)).one()
    told: Iterable[UUID] = (recurrence.by,)
    if kind is NoticeKind.REPEAT_SETTER_LEFT:
        told = (
            (circle.facilitator_id,)
            if circle.facilitator_id
            else coordinators(connection, recurrence.network_id)
        )
    facts = {
        "title": recurrence.pattern.title,
        "circle": circle.name,
        "recurrence_id": str(recurrence.id),
        "setter": _name(connection, recurrence),
        **_draft(connection, recurrence),
    }
    key = f"{kind}:{recurrence.id}:{event.at.isoformat()}"
    notices = [
        Notice(kind, To.MEMBER, f"{key}:{member}", event.at, member=MemberId(member)) for member in told
    ]
    put(connection, recurrence.network_id, notices, facts=json.dumps(facts))


def _name(connection: Connection, recurrence: Recurrence) -> str:
    one = (MEMBER.c.network_id == recurrence.network_id, MEMBER.c.id == recurrence.by)
    return str(connection.execute(select(MEMBER.c.name).where(*one)).scalar_one())


def _draft(connection: Connection, recurrence: Recurrence) -> dict[str, str]:
    """The one that could not open, where it was written at all."""
    r = ROUND.c
    found = select(r.id).where(
        r.network_id == recurrence.network_id,
        r.proposer_id == recurrence.by,
        r.stage == Stage.DRAFT,
        r.body.contains(str(recurrence.id)),
    )
    id = connection.execute(found.order_by(r.ref.desc()).limit(1)).scalar_one_or_none()
    return {"draft": str(id)} if id is not None else {}
