"""What people should hear of a role, put down in the transaction of what happened to it."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, select

from decisions.events import Event
from decisions.roles.events import RoleChanged, RotaSet, RuleRested
from decisions.roles.notices import FOR_ALL, RoleNotice, notices_for_role
from decisions.roles.role import Role
from decisions.rounds.asks import next_in_hours
from decisions.rounds.notices import To
from storage.codec import SETTINGS, from_json
from storage.messages import coordinators, message_row, names_of
from storage.outbox import CIRCLE, MEMBER, insert_messages
from storage.postings import PLACE, WITHOUT_POSTINGS, lane_of, unsent
from storage.streams.stream import Change
from storage.tables import METADATA

_SEAT: Final = METADATA.tables["circle_seat"]
_A_DAY: Final = timedelta(days=1)


def tell_of_role(connection: Connection, change: Change) -> None:
    role: Role = change.after
    notices = notices_for_role(change.before, role, change.events)
    if not notices:
        return
    one = (CIRCLE.c.network_id == role.network_id, CIRCLE.c.id == role.circle_id)
    circle = connection.execute(
        select(CIRCLE.c.name, CIRCLE.c.facilitator_id, CIRCLE.c.settings).where(*one)
    ).one()
    names = names_of(connection, role.network_id, (notice.people for notice in notices))
    steered = _steered(change.events)
    rows = []
    for notice in notices:
        facts = {
            "role": role.description.name,
            "role_id": str(role.id),
            "circle": circle.name,
            "circle_id": str(role.circle_id),
            "zone": from_json(SETTINGS, circle.settings).zone,
            **notice.facts,
            **{part: [names[id] for id in ids] for part, ids in notice.people.items()},
        }
        told = json.dumps(facts)
        row = message_row(role.network_id, notice.key, notice.kind, notice.member, told, notice.about)
        own = _to(connection, role, notice, circle.facilitator_id, steered)
        rows += [(notice, {**row, **to}) for to in own]
    zones = _zones(connection, role, {row["member_id"] for _, row in rows})
    insert_messages(
        connection,
        [{**row, **unsent(_due(notice, zones.get(row["member_id"]), change.at))} for notice, row in rows],
    )


def _due(notice: RoleNotice, zone: str | None, now: datetime) -> datetime:
    """To one person between 9:00 and 20:00 of their own clock, as all that is asked of people; at once where by the next morning
    it would be over."""
    due = max(notice.not_before, now)
    if zone is None:
        return due
    return next_in_hours(due, notice.latest or due + _A_DAY, zone) or due


def _to(
    connection: Connection, role: Role, notice: RoleNotice, facilitator: UUID | None, steered: frozenset[UUID]
) -> Iterator[dict[str, Any]]:
    """What is different for each of those who get it."""
    if notice.member is not None:
        yield {}
    elif notice.in_places:
        yield from _in_places(connection, role, notice)
    elif steer := (facilitator,) if facilitator is not None else coordinators(connection, role.network_id):
        yield from _each(notice, steer, steered)
    elif notice.kind in FOR_ALL:
        told = [*_in_places(connection, role, notice)]
        yield from told or _each(notice, _members(connection, role), steered | {*notice.people.get("by", ())})


def _each(notice: RoleNotice, members: Sequence[UUID], knowing: frozenset[UUID]) -> Iterator[dict[str, Any]]:
    """Who is told it as the one whom it is about is not told it twice."""
    for member in members:
        if member not in knowing and member not in notice.people.get("who", ()):
            yield {"key": f"{notice.key}:{member}", "member_id": member}


def _in_places(connection: Connection, role: Role, notice: RoleNotice) -> Iterator[dict[str, Any]]:
    for place in _places(connection, role):
        yield {
            "key": f"{notice.key}:{place.id}",
            "addressed_to": To.PLACE,
            "place_id": place.id,
            "lane": lane_of(place.platform, place.tenant),
            "platform": place.platform,
            "tenant": place.tenant,
            "user_id": place.conversation,
        }


def _steered(events: Sequence[Event]) -> frozenset[UUID]:
    """Who has set up what came of it, and has seen it then; not who has said something as one of those who take turns."""
    return frozenset(event.by for event in events if isinstance(event, RotaSet | RoleChanged | RuleRested))


def _places(connection: Connection, role: Role) -> Sequence[Any]:
    p = PLACE.c
    here = (p.network_id == role.network_id, p.circle_id == role.circle_id)
    meets = select(p.id, p.platform, p.tenant, p.conversation).where(
        *here, p.platform.not_in(WITHOUT_POSTINGS)
    )
    return connection.execute(meets.order_by(p.id)).all()


def _members(connection: Connection, role: Role) -> Sequence[UUID]:
    s = _SEAT.c
    here = (s.network_id == role.network_id, s.circle_id == role.circle_id)
    return connection.execute(select(s.member_id).where(*here).order_by(s.member_id)).scalars().all()


def _zones(connection: Connection, role: Role, members: Collection[UUID | None]) -> dict[UUID | None, str]:
    m = MEMBER.c
    wanted = [member for member in members if member is not None]
    found = select(m.id, m.time_zone).where(m.network_id == role.network_id, m.id.in_(wanted))
    return {row.id: row.time_zone for row in connection.execute(found)}
