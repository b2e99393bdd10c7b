"""A circle's commitments, one of them, and what of them is a member's own: each for one reader."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, and_, or_, select

from decisions.commitments.commitment import OVER, Commitment, OriginKind, Standing
from decisions.commitments.record import (
    CommitmentRecord,
    CommitmentsRecord,
    OwnCommitment,
    OwnCommitments,
    as_seen_by,
    may_do,
    own,
)
from decisions.commitments.wishes import OwnWishes
from decisions.ids import CommitmentId, MemberId
from decisions.people.people import Circle
from decisions.workdays import local_day
from storage.circle_rows import load_circle
from storage.codec import SETTINGS, from_json, own_wishes_of
from storage.outbox import MEMBER
from storage.reading.over_time import weeks
from storage.reading.parts import belongs, circles_of, load_members, load_people
from storage.streams.commitment_stream import commitment_from
from storage.tables import METADATA

MOST: Final = 500
"""Of a circle, that are not over."""
MOST_ENDED: Final = 100
MOST_IN_A_FILE: Final = 10_000
MOST_OTHERS: Final = 50
WEEKS_SHOWN: Final = 12
_LATELY: Final = timedelta(days=7)
_commitment: Final = METADATA.tables["commitment"]
_part: Final = METADATA.tables["commitment_part"]
_circle: Final = METADATA.tables["circle"]
_agreement: Final = METADATA.tables["agreement"]
_role: Final = METADATA.tables["role"]
_mou: Final = METADATA.tables["mou"]
_stream: Final = METADATA.tables["stream"]


def load_commitment(connection: Connection, network_id: UUID, id: UUID) -> Commitment | None:
    one = select(_commitment).where(_commitment.c.network_id == network_id, _commitment.c.id == id)
    row = connection.execute(one).one_or_none()
    return None if row is None else commitment_from(row)


def circle_commitments(
    connection: Connection, network_id: UUID, circle_id: UUID, most: int = MOST
) -> tuple[Commitment, ...]:
    """Those that are not over: what is due first comes first, what has no day last."""
    k = _commitment.c
    open_here = (k.network_id == network_id, k.circle_id == circle_id, k.standing.not_in(OVER))
    found = select(_commitment).where(*open_here).order_by(k.due.is_(None), k.due, k.since, k.id).limit(most)
    return tuple(commitment_from(row) for row in connection.execute(found))


def commitments_from(
    connection: Connection, network_id: UUID, kind: OriginKind, about: UUID, reader: MemberId
) -> tuple[Commitment, ...]:
    """Those that come from that agreement, role or MOU, in the order in which they were asked, as the reader may see them."""
    k = _commitment.c
    own = (k.network_id == network_id, k.origin == kind, k.origin_id == about)
    found = select(_commitment).where(*own).order_by(k.since, k.id).limit(MOST)
    return tuple(as_seen_by(commitment_from(row), reader) for row in connection.execute(found))


def commitment_record(
    connection: Connection, network_id: UUID, id: UUID, reader: MemberId, now: datetime
) -> CommitmentRecord | None:
    """None when it is not there, or not of a circle that the reader may know of."""
    one = load_commitment(connection, network_id, id)
    circle = load_circle(connection, network_id, one.circle_id) if one is not None else None
    me = load_members(connection, network_id, (reader,)).get(reader)
    if one is None or circle is None or me is None or not belongs(connection, me, circle):
        return None
    steers = me.is_coordinator or circle.may_be_steered_by(reader)
    named = {*_named(one), *(seat.member for seat in circle.seats), circle.facilitator, reader}
    waiting = one.in_vain if one.blocked is None else one.blocked.on
    other = None if waiting is None else load_commitment(connection, network_id, waiting)
    about, s = one.origin.about, _stream.c
    changes = select(s.last_at, s.revision).where(s.network_id == network_id, s.id == id)
    changed_at, revision = connection.execute(changes).one()
    return CommitmentRecord(
        reader=me,
        circle=circle,
        commitment=as_seen_by(one, reader, steers=steers),
        members=load_members(connection, network_id, named),
        today=local_day(now, circle.settings.zone),
        changed_at=changed_at,
        changes=revision,
        may=may_do(one, circle, reader, steers=steers),
        origin="" if about is None else _origins(connection, network_id, (one,)).get(about, ""),
        waits_for="" if other is None else other.promise.what,
        others=_others(connection, circle, one.id),
        own_wishes=_own_wishes(connection, network_id, reader),
    )


def _own_wishes(connection: Connection, network_id: UUID, reader: MemberId) -> OwnWishes:
    own = (MEMBER.c.network_id == network_id, MEMBER.c.id == reader)
    return own_wishes_of(connection.execute(select(MEMBER.c.reminders).where(*own)).scalar_one())


def commitments_record(
    connection: Connection,
    network_id: UUID,
    circle_id: UUID,
    reader: MemberId,
    now: datetime,
    most: int = MOST,
    most_ended: int = MOST_ENDED,
) -> CommitmentsRecord | None:
    """None when the circle is not there, or is not the reader's to know of."""
    circle = load_circle(connection, network_id, circle_id)
    me = load_members(connection, network_id, (reader,)).get(reader)
    people = load_people(connection, network_id)
    if circle is None or me is None or people is None or not belongs(connection, me, circle):
        return None
    found = circle_commitments(connection, network_id, circle_id, most)
    ended = _ended(connection, network_id, circle_id, most_ended)
    named = {
        *(member for one in (*found, *ended) for member in _named(one)),
        *(seat.member for seat in circle.seats),
        circle.facilitator,
        reader,
    }
    return CommitmentsRecord(
        reader=me,
        circle=circle,
        commitments=tuple(as_seen_by(one, reader) for one in found),
        ended=tuple(as_seen_by(one, reader) for one in ended),
        members=load_members(connection, network_id, named),
        organisations=people.organisations,
        origins=_origins(connection, network_id, (*found, *ended)),
        today=local_day(now, circle.settings.zone),
        steers=me.is_coordinator or circle.may_be_steered_by(reader),
        weeks=weeks(connection, circle, now, WEEKS_SHOWN),
    )


def circle_called(connection: Connection, network_id: UUID, reader: MemberId, words: str) -> UUID | None:
    """The one circle of theirs whose name the words are or hold, in any case."""
    said = " ".join(words.split()).casefold()
    circles = circles_of(connection, network_id, reader)
    c = _circle.c
    rows = connection.execute(select(c.id, c.name).where(c.network_id == network_id, c.id.in_(circles))).all()
    named = [row.id for row in rows if " ".join(row.name.split()).casefold() in said]
    return named[0] if len(named) == 1 else None


def own_commitments(
    connection: Connection, network_id: UUID, reader: MemberId, now: datetime
) -> OwnCommitments:
    """In all circles in which they sit. What they asked others for stays for some days after it has ended."""
    k, p = _commitment.c, _part.c
    mine = select(p.commitment_id).where(p.network_id == network_id, p.member_id == reader)
    # Whoever asked answers another day, and who is asked to take over answers that: neither has a part yet.
    asks = k.body.contains(str(reader))
    theirs = (
        select(_commitment, _circle.c.name.label("circle"), _circle.c.settings)
        .join(_circle, and_(_circle.c.network_id == k.network_id, _circle.c.id == k.circle_id))
        .where(k.network_id == network_id)
        .where(or_(k.standing.not_in(OVER), k.standing == Standing.DECLINED, k.ended_at >= now - _LATELY))
        .where(k.circle_id.in_(circles_of(connection, network_id, reader)))
        .where(or_(k.id.in_(mine), asks))
        .order_by(k.standing.in_(OVER), k.due.is_(None), k.due, k.since, k.id)
        .limit(MOST)
    )
    found = [
        OwnCommitment(
            as_seen_by(commitment_from(row), reader),
            row.circle,
            local_day(now, from_json(SETTINGS, row.settings).zone),
        )
        for row in connection.execute(theirs)
    ]
    named = {member for one in found for member in _named(one.commitment)}
    return own(found, reader, load_members(connection, network_id, named))


# --- parts --------------------------------------------------------------------------------------------------------


def _ended(connection: Connection, network_id: UUID, circle_id: UUID, most: int) -> tuple[Commitment, ...]:
    k = _commitment.c
    over = (k.network_id == network_id, k.circle_id == circle_id, k.standing.in_(OVER))
    found = select(_commitment).where(*over).order_by(k.ended_at.desc(), k.id).limit(most)
    return tuple(commitment_from(row) for row in connection.execute(found))


def _others(connection: Connection, circle: Circle, id: CommitmentId) -> tuple[tuple[CommitmentId, str], ...]:
    k = _commitment.c
    here = (k.network_id == circle.network_id, k.circle_id == circle.id, k.standing.not_in(OVER), k.id != id)
    found = select(k.id, k.what).where(*here).order_by(k.due.is_(None), k.due, k.id).limit(MOST_OTHERS)
    return tuple((CommitmentId(row.id), row.what) for row in connection.execute(found))


def _origins(connection: Connection, network_id: UUID, ones: Iterable[Commitment]) -> Mapping[UUID, str]:
    """What the agreements, roles and memorandums from which these come are called."""
    wanted = {kind: {one.origin.about for one in ones if one.origin.kind is kind} for kind in OriginKind}
    called: dict[UUID, str] = {}
    for kind, table, name in (
        (OriginKind.AGREEMENT, _agreement, _agreement.c.title),
        (OriginKind.ROLE, _role, _role.c.name),
        (OriginKind.MOU, _mou, _mou.c.title),
    ):
        if ids := [id for id in wanted[kind] if id is not None]:
            these = select(table.c.id, name).where(table.c.network_id == network_id, table.c.id.in_(ids))
            called |= {row[0]: row[1] for row in connection.execute(these)}
    return called


def _named(one: Commitment) -> set[MemberId | None]:
    offer, suggestion = one.offer, one.suggestion
    parts: set[Any] = {*one.people, one.ended_by, *(comment.by for comment in one.comments)}
    parts |= {offer.by, offer.to} if offer is not None else set()
    parts |= {suggestion.by} if suggestion is not None else set()
    parts |= {one.last_time.by} if one.last_time is not None else set()
    parts |= {one.passed.by} if one.passed is not None else set()
    parts |= {one.other_day.by, one.other_day.answered_by} if one.other_day is not None else set()
    parts |= {one.blocked.by} if one.blocked is not None else set()
    return parts
