"""How a circle's commitments and rounds stand, for one who steers it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, select

from decisions.agreements.agreement import Standing
from decisions.commitments.digest import AHEAD, Coming, ComingKind, DigestRecord
from decisions.commitments.record import as_seen_by
from decisions.ids import CircleId, MemberId
from decisions.mous.mou import MouStatus
from decisions.people.people import Circle
from decisions.rounds.record import RoundLine
from decisions.rounds.round import FINAL
from decisions.workdays import local_day
from storage.messages import coordinators
from storage.reading.commitments import circle_commitments
from storage.reading.heard import heard_of
from storage.reading.home import MOST_OPEN
from storage.reading.over_time import counted, weeks
from storage.reading.parts import load_agreements, load_circles, load_lines, load_members, load_people
from storage.reading.roles import circle_roles
from storage.tables import METADATA

_mou: Final = METADATA.tables["mou"]
_round: Final = METADATA.tables["round"]


def digest_record(
    connection: Connection,
    network_id: UUID,
    circle_id: UUID,
    reader: MemberId,
    since: datetime,
    now: datetime,
    until: datetime | None = None,
) -> DigestRecord | None:
    """What happened is counted from ``since`` on, and before ``until`` if there is one. None when the circle is not there, or
    the reader neither facilitates it nor coordinates the network."""
    people = load_people(connection, network_id)
    circle = load_circles(connection, network_id, {circle_id}, reader).get(CircleId(circle_id))
    me = load_members(connection, network_id, (reader,)).get(reader)
    if people is None or circle is None or me is None:
        return None
    if not (me.is_coordinator or circle.facilitator == reader):
        return None
    found = circle_commitments(connection, network_id, circle_id)
    coming = tuple(sorted(_coming(connection, circle, now), key=lambda one: (one.day, one.kind, one.what)))
    steer = tuple(MemberId(id) for id in coordinators(connection, network_id))
    named = {
        *(member for one in found for member in one.people),
        *(one.who for one in coming),
        *steer,
        circle.facilitator,
        reader,
    }
    record = DigestRecord(
        reader=me,
        circle=circle,
        at=now,
        since=since,
        counted=counted(connection, network_id, circle_id, since, until),
        commitments=tuple(as_seen_by(one, reader) for one in found),
        rounds=_rounds(connection, circle, reader),
        coming=coming,
        weeks=weeks(connection, circle, now),
        coordinators=steer,
        members=load_members(connection, network_id, named),
        groups=people.groups,
        organisations=people.organisations,
    )
    firsts = [each.overdue[0] for each in record.may_need_help]
    return replace(record, heard=heard_of(connection, network_id, firsts))


def _rounds(connection: Connection, circle: Circle, reader: MemberId) -> tuple[RoundLine, ...]:
    """Those that have been opened and go on, the newest first."""
    r = _round.c
    here = (r.network_id == circle.network_id, r.circle_id == circle.id, r.stage.not_in(FINAL))
    rows = connection.execute(select(_round).where(*here).order_by(r.ref.desc()).limit(MOST_OPEN)).all()
    lines = load_lines(connection, circle.network_id, rows, {circle.id: circle}, reader)
    return tuple(line for line in lines if line.round.opened_at is not None)


def _coming(connection: Connection, circle: Circle, now: datetime) -> Iterator[Coming]:
    """Reviews and ends within ``AHEAD``. A review that has begun is a matter of its round."""
    until = now + AHEAD
    for agreement in load_agreements(connection, circle.network_id, (circle.id,)):
        if agreement.standing is Standing.IN_FORCE and agreement.review_at <= until:
            yield Coming(ComingKind.REVIEW, agreement.review_day, agreement.text.title, agreement.id)
    for role in circle_roles(connection, circle.network_id, circle.id):
        for term in role.terms:
            if term.until is not None and term.until <= until:
                day = local_day(term.until, circle.settings.zone)
                yield Coming(ComingKind.TERM_ENDS, day, role.description.name, role.id, term.member)
    yield from _of_mous(connection, circle, now)


def _of_mous(connection: Connection, circle: Circle, now: datetime) -> Iterator[Coming]:
    m, zone = _mou.c, circle.settings.zone
    today, until = local_day(now, zone), local_day(now + AHEAD, zone)
    holds = (MouStatus.IN_FORCE, MouStatus.UNDER_REVIEW)
    here = (m.network_id == circle.network_id, m.circle_id == circle.id, m.status.in_(holds))
    for row in connection.execute(select(m.id, m.title, m.status, m.review_on, m.ends).where(*here)):
        review, ends = row.review_on, row.ends
        if row.status == MouStatus.IN_FORCE and review is not None and today <= review <= until:
            yield Coming(ComingKind.MOU_REVIEW, review, row.title, row.id)
        if ends is not None and today <= ends <= until:
            yield Coming(ComingKind.MOU_ENDS, ends, row.title, row.id)
