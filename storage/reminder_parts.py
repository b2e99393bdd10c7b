"""When each is next reminded of what they said they would do, kept at their part in it and reckoned anew when something about
it changes: what became of it, their circle's wishes or their own, its holidays, their clock."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, and_, bindparam, select, update

from decisions.commitments.commitment import Commitment, Standing
from decisions.commitments.reminded import reminders_for
from decisions.commitments.reminding import Reminder, Told, next_look
from decisions.commitments.wishes import Mornings, Wishes
from decisions.ids import MemberId
from decisions.people.events import MemberMet, OwnRemindersSet
from decisions.people.people import Circle, Member
from storage.codec import COMMITMENT, SETTINGS, from_json, own_wishes_of, wishes_of
from storage.outbox import CIRCLE, MEMBER
from storage.streams.stream import Change
from storage.tables import METADATA

PART: Final = METADATA.tables["commitment_part"]
_COMMITMENT: Final = METADATA.tables["commitment"]
_KEY: Final = tuple(PART.primary_key.columns)
AT_ONCE: Final = 500
"""Parts that one statement reads."""
_KEPT: Final = ("remind_at", "told_at", "others_told_at")


@dataclass(frozen=True, slots=True)
class OfCircle:
    """What of a circle its reminders depend on."""

    facilitator: UUID | None
    wishes: Wishes
    holidays: frozenset[Any]

    def mornings(self, zone: str, own: str | None) -> Mornings:
        """Of somebody there, by what they have set themselves."""
        return Mornings(own_wishes_of(own).merged(self.wishes), zone, self.holidays)


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in a commitment, locked, with what is reckoned from."""

    network: UUID
    member: MemberId
    one: Commitment
    circle: OfCircle
    mornings: Mornings
    told: Told
    remind_at: datetime | None

    @property
    def reminders(self) -> tuple[Reminder, ...]:
        return reminders_for(self.one, self.member, self.told, self.mornings)


# --- what changes -----------------------------------------------------------------------------------------------


def reckon(connection: Connection, change: Change) -> None:
    """Called for each stream that changed: when its people are next reminded is put down with it."""
    before, after = change.before, change.after
    p, k = PART.c, _COMMITMENT.c
    own = p.network_id == change.network_id
    if isinstance(after, Commitment):
        _reckon(connection, and_(own, p.commitment_id == after.id), change.at)
    elif isinstance(after, Circle) and isinstance(before, Circle) and _other_mornings(before, after):
        here = (k.network_id == change.network_id, k.circle_id == after.id, k.standing == Standing.OPEN)
        _reckon(connection, and_(own, p.commitment_id.in_(select(k.id).where(*here))), change.at)
    elif isinstance(after, Member) and _other_hours(change):
        _reckon(connection, and_(own, p.member_id == after.id), change.at)


def _other_mornings(before: Circle, after: Circle) -> bool:
    return (before.reminders, before.settings.holidays) != (after.reminders, after.settings.holidays)


def _other_hours(change: Change) -> bool:
    """Of a member's own journal the first event may be any, and nothing is known of them before it."""
    known = change.before is not None and change.before.time_zone == change.after.time_zone
    news = OwnRemindersSet if known else (OwnRemindersSet, MemberMet)
    return any(isinstance(event, news) for event in change.events)


def _reckon(connection: Connection, which: Any, now: datetime) -> None:
    keys = connection.execute(select(*_KEY).where(which).order_by(*_KEY).with_for_update()).all()
    kept = []
    for part in parts(connection, keys):
        waiting = part.remind_at is not None and part.remind_at <= now
        at = next_look(part.reminders, part.told, now, part.mornings, waiting=waiting)
        if at != part.remind_at:
            kept.append((part, part.told, at))
    keep(connection, kept)


# --- rows -------------------------------------------------------------------------------------------------------


def parts(connection: Connection, keys: Sequence[Row[Any]]) -> Iterator[Part]:
    """Those of these keys, which the caller has locked: what they are reckoned from is read only then."""
    by_network: dict[UUID, list[Row[Any]]] = {}
    for key in keys:
        by_network.setdefault(key.network_id, []).append(key)
    for network, own in by_network.items():
        for start in range(0, len(own), AT_ONCE):
            yield from _parts(connection, network, own[start : start + AT_ONCE])


def _parts(connection: Connection, network: UUID, keys: Sequence[Row[Any]]) -> Iterator[Part]:
    p, k, m = PART.c, _COMMITMENT.c, MEMBER.c
    wanted = {(key.commitment_id, key.member_id) for key in keys}
    commitments, members = map(set, zip(*wanted, strict=True))
    # Pairs in one IN would be looked for in all rows: SQLite takes no index for them.
    found = connection.execute(
        select(PART, k.body, k.circle_id, m.time_zone, m.reminders)
        .join(_COMMITMENT, and_(k.network_id == p.network_id, k.id == p.commitment_id))
        .join(MEMBER, and_(m.network_id == p.network_id, m.id == p.member_id))
        .where(p.network_id == network, p.commitment_id.in_(commitments), p.member_id.in_(members))
        .order_by(p.remind_at, p.commitment_id, p.member_id)
    )
    rows = [row for row in found if (row.commitment_id, row.member_id) in wanted]
    circles = circles_there(connection, network, {row.circle_id for row in rows})
    for row in rows:
        circle = circles[row.circle_id]
        yield Part(
            network=network,
            member=MemberId(row.member_id),
            one=from_json(COMMITMENT, row.body),
            circle=circle,
            mornings=circle.mornings(row.time_zone, row.reminders),
            told=Told(row.told_at, row.others_told_at),
            remind_at=row.remind_at,
        )


def keep(connection: Connection, kept: Iterable[tuple[Part, Told, datetime | None]]) -> None:
    """When each has been told, and is next to be."""
    rows = [
        {
            "network": part.network,
            "commitment": part.one.id,
            "member": part.member,
            **dict(zip(_KEPT, (at, told.person, told.coordinator), strict=True)),
        }
        for part, told, at in kept
    ]
    if rows:
        p = PART.c
        own = and_(
            p.network_id == bindparam("network"),
            p.commitment_id == bindparam("commitment"),
            p.member_id == bindparam("member"),
        )
        connection.execute(update(PART).where(own).values({name: bindparam(name) for name in _KEPT}), rows)


def circles_there(connection: Connection, network: UUID, ids: set[UUID]) -> dict[UUID, OfCircle]:
    c = CIRCLE.c
    found = select(c.id, c.facilitator_id, c.settings, c.reminders).where(
        c.network_id == network, c.id.in_(ids)
    )
    return {
        row.id: OfCircle(
            facilitator=row.facilitator_id,
            wishes=wishes_of(row.reminders),
            holidays=frozenset(from_json(SETTINGS, row.settings).holidays),
        )
        for row in connection.execute(found)
    }
