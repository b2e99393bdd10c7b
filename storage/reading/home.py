"""What waits for one member, a circle's room, and an agreement: each for one reader."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, and_, or_, select

from decisions.commitments.commitment import OriginKind
from decisions.commitments.digest import missing_of
from decisions.commitments.wishes import OwnWishes
from decisions.ids import CircleId, MemberId
from decisions.people.people import Circle, Member
from decisions.rounds.notices import waits_for_a_yes_of
from decisions.rounds.record import AgreementRecord, CircleRecord, HomeRecord, RoundLine
from decisions.rounds.round import ASKING, DECIDING, FINAL, NAMING, Problem, Round, Stage
from storage.codec import own_wishes_of
from storage.keys import WEB
from storage.messages import coordinators
from storage.outbox import EMAIL
from storage.reading.accounts import accounts_of
from storage.reading.commitments import commitments_from, own_commitments
from storage.reading.meeting_places import meeting_places
from storage.reading.mous import any_linkage, own_mous
from storage.reading.parts import (
    belongs,
    circles_of,
    load_agreements,
    load_circles,
    load_lines,
    load_members,
    load_people,
    load_rounds,
)
from storage.reading.people import networks_beside
from storage.reading.recurring import circle_recurrences
from storage.reading.roles import own_roles
from storage.reading.said_to import with_calls, with_questions
from storage.reading.templates import circle_templates
from storage.streams.agreement_stream import agreement_from
from storage.streams.guests import guest_rounds
from storage.streams.member_stream import member_from
from storage.streams.stand_ins import load_stand_ins
from storage.tables import METADATA
from storage.unreached import is_unreached

MOST_OPEN: Final = 200
MOST_ENDED: Final = 20
_round: Final = METADATA.tables["round"]
_agreement: Final = METADATA.tables["agreement"]
_member: Final = METADATA.tables["member"]
_circle_seat: Final = METADATA.tables["circle_seat"]


def home_record(
    connection: Connection, network_id: UUID, reader: MemberId, now: datetime
) -> HomeRecord | None:
    """What waits for the reader and what they can do; None when there is no such member."""
    people = load_people(connection, network_id)
    me = load_members(connection, network_id, (reader,)).get(reader)
    if people is None or me is None:
        return None
    circles = load_circles(connection, network_id, circles_of(connection, network_id, reader), reader)
    rows = _open_rounds(connection, network_id, circles, guest_rounds(connection, network_id, reader))
    found = load_lines(connection, network_id, rows, circles, reader)
    lines = with_calls(connection, network_id, [line for line in found if _shown(line, reader)], reader)
    lines = with_questions(connection, network_id, lines, reader)
    agreements = load_agreements(connection, network_id, circles)
    reminders, email = _reminders(connection, network_id, reader)
    accounts = accounts_of(connection, network_id, reader)
    by_mail = all(account.platform in (WEB, EMAIL) for account in accounts)
    return HomeRecord(
        reader=me,
        network=people.network,
        circles=tuple(circles.values()),
        groups=people.groups,
        waiting=tuple(sorted((line for line in lines if waits_for(line)), key=_nearest)),
        facilitating=tuple(sorted((line for line in lines if _facilitates(line, reader)), key=_stuck_first)),
        proposed=tuple(line for line in lines if reader in line.round.authors),
        agreements=agreements,
        to_confirm=tuple(line for line in lines if _to_confirm(line)),
        link_wishes=_link_wishes(connection, network_id, circles.values(), reader),
        beside=networks_beside(connection, network_id, reader),
        accounts=accounts,
        roles=own_roles(connection, network_id, reader),
        commitments=own_commitments(connection, network_id, reader, now),
        reminders=reminders,
        email=email,
        email_fails=bool(email) and by_mail and is_unreached(connection, network_id, reader),
        coordinators_missing=missing_of(len(coordinators(connection, network_id)))
        if me.is_coordinator
        else 0,
        mous=own_mous(connection, network_id, reader),
        linked=any_linkage(connection, network_id),
    )


def only_one_waiting(
    connection: Connection, network_id: UUID, reader: MemberId, now: datetime
) -> UUID | None:
    """The round that waits for the reader, when nothing else does."""
    home = home_record(connection, network_id, reader, now)
    if home is None or home.commitments.waits or home.roles.waits or home.mous.waits:
        return None
    rounds = {line.round.id for line in (*home.waiting, *home.to_confirm)}
    return rounds.pop() if len(rounds) == 1 else None


def open_to_newcomers(connection: Connection, network_id: UUID, circle_id: UUID) -> UUID | None:
    """The circle's round that closes first, of those in which whoever joins now can take part: those that explore."""
    r = _round.c
    statement = (
        select(r.id)
        .where(r.network_id == network_id, r.circle_id == circle_id, r.stage == Stage.EXPLORING)
        .order_by(r.deadline, r.ref)
        .limit(1)
    )
    found: UUID | None = connection.execute(statement).scalar_one_or_none()
    return found


def _reminders(connection: Connection, network_id: UUID, reader: MemberId) -> tuple[OwnWishes, str]:
    """How they want to be reminded, and at which address they read."""
    own = (_member.c.network_id == network_id, _member.c.id == reader)
    row = connection.execute(select(_member.c.reminders, _member.c.email).where(*own)).one()
    return own_wishes_of(row.reminders), row.email


def _link_wishes(
    connection: Connection, network_id: UUID, circles: Iterable[Circle], reader: MemberId
) -> tuple[tuple[CircleId, Member], ...]:
    """Who asks for a new link, in the circles that the reader facilitates; each person once."""
    own = [circle.id for circle in circles if circle.facilitator == reader]
    m, s = _member.c, _circle_seat.c
    statement = (
        select(s.circle_id.label("in_circle"), _member)
        .join(_circle_seat, and_(s.network_id == m.network_id, s.member_id == m.id))
        .where(s.network_id == network_id, s.circle_id.in_(own), m.wishes_link_at.is_not(None))
        .order_by(m.wishes_link_at)
    )
    rows = connection.execute(statement) if own else ()
    return tuple({row.id: (CircleId(row.in_circle), member_from(row)) for row in rows}.values())


def circle_record(
    connection: Connection, network_id: UUID, circle_id: UUID, reader: MemberId, now: datetime
) -> CircleRecord | None:
    """A circle's room; None when the reader neither sits there nor coordinates the network."""
    people = load_people(connection, network_id)
    circle = load_circles(connection, network_id, {circle_id}, reader).get(CircleId(circle_id))
    me = load_members(connection, network_id, (reader,)).get(reader)
    if people is None or circle is None or me is None or not belongs(connection, me, circle):
        return None
    circles = {circle.id: circle}
    going_on = _open_rounds(connection, network_id, circles)
    ended = _ended_rounds(connection, network_id, circle_id)
    lines = load_lines(connection, network_id, [*going_on, *ended], circles, reader)
    shown = [line for line in lines if _shown(line, reader)]
    return CircleRecord(
        reader=me,
        network=people.network,
        circle=replace(circle, stand_ins=load_stand_ins(connection, network_id, circle_id)),
        members=load_members(connection, network_id, (seat.member for seat in circle.seats)),
        groups=people.groups,
        organisations=people.organisations,
        rounds=tuple(line for line in shown if not line.round.is_over),
        ended=tuple(line for line in shown if line.round.is_over),
        agreements=load_agreements(connection, network_id, (circle_id,)),
        may_change=me.is_coordinator or circle.facilitator in (reader, None),
        places=meeting_places(connection, network_id, circle_id, reader),
        today=now.astimezone(ZoneInfo(circle.settings.zone)).date(),
        templates=circle_templates(connection, network_id, circle_id),
        recurrences=circle_recurrences(connection, network_id, circle_id),
    )


def agreement_record(
    connection: Connection, network_id: UUID, agreement_id: UUID, reader: MemberId
) -> AgreementRecord | None:
    """An agreement with its round; None when it is not there, or not of a circle in which the reader sits."""
    a = _agreement.c
    found = select(_agreement).where(a.network_id == network_id, a.id == agreement_id)
    row = connection.execute(found).one_or_none()
    people = load_people(connection, network_id)
    me = load_members(connection, network_id, (reader,)).get(reader)
    if row is None or people is None or me is None:
        return None
    agreement = agreement_from(row)
    circle = load_circles(connection, network_id, {agreement.circle_id}, reader).get(agreement.circle_id)
    if circle is None or not belongs(connection, me, circle):
        return None
    rows = _rounds(connection, network_id, (agreement.round_id,))
    commitments = commitments_from(connection, network_id, OriginKind.AGREEMENT, agreement.id, reader)
    named = {
        *(seat.member for seat in circle.seats),
        *(worry.by for worry in agreement.criteria),
        *(note.by for note in agreement.notes),
        *(member for one in commitments for member in one.people),
        agreement.review_asked_by,
        reader,
    }
    return AgreementRecord(
        reader=me,
        network=people.network,
        circle=circle,
        agreement=agreement,
        members=load_members(connection, network_id, named),
        groups=people.groups,
        round=load_rounds(connection, network_id, rows)[agreement.round_id],
        commitments=commitments,
    )


def waits_for(line: RoundLine) -> bool:
    """Whether the round asks something of the line's reader."""
    round, seat = line.round, line.seat
    author = seat.member in round.authors
    match round.stage:
        case stage if stage in ASKING:
            return (seat.asked and not seat.heard) or (author and bool(round.open_questions))
        case Stage.AMENDING:
            return author
        case Stage.DECIDING:
            return seat.member == round.proposer
        case Stage.PROPOSING:
            return seat.member == round.facilitator
        case Stage.ACCEPTING:
            return waits_for_a_yes_of(round, seat.member)
        case Stage.TESTING:
            return seat.asked and seat.test_answer is None and not _holds_tested(round, seat.member)
        case Stage.INTEGRATING:
            offered = round.next_text is not None
            if line.asked_about or (author and offered and not round.still_does_the_job):
                return True
            return offered and any(_waits(p, seat.member, round.version) for p in round.open_problems)
        case _:
            return False


def _waits(problem: Problem, member: MemberId, version: int) -> bool:
    return problem.raiser == member and problem.fixed_in != version + 1 and not problem.not_yet


def _holds_tested(round: Round, member: MemberId) -> bool:
    problem = round.problem(round.test.problem) if round.test else None
    return problem is not None and problem.raiser == member


def _shown(line: RoundLine, reader: MemberId) -> bool:
    """A draft, and one that was thrown away, is its authors' own."""
    return line.round.opened_at is not None or (
        reader in line.round.authors and line.round.stage is Stage.DRAFT
    )


def _facilitates(line: RoundLine, reader: MemberId) -> bool:
    return line.round.facilitator == reader and line.round.opened_at is not None


def _to_confirm(line: RoundLine) -> bool:
    answer = line.seat.answer
    return line.round.stage in DECIDING | NAMING and answer is not None and not answer.confirmed


def _nearest(line: RoundLine) -> tuple[bool, float, int]:
    deadline = line.round.deadline
    return (deadline is None, deadline.timestamp() if deadline else 0.0, line.round.ref)


def _stuck_first(line: RoundLine) -> tuple[Any, ...]:
    waiting = line.round.facilitator_turn
    return (waiting is None, waiting.timestamp() if waiting else 0.0, *_nearest(line))


def _open_rounds(
    connection: Connection, network_id: UUID, circles: Collection[UUID], also: Collection[UUID] = ()
) -> list[Row[Any]]:
    """The rounds that go on in these circles, and which of these others do, the newest first."""
    r = _round.c
    statement = (
        select(_round)
        .where(r.network_id == network_id, r.stage.not_in(FINAL))
        .where(or_(r.circle_id.in_(list(circles)), r.id.in_(list(also))))
        .order_by(r.ref.desc())
        .limit(MOST_OPEN)
    )
    return list(connection.execute(statement))


def _ended_rounds(connection: Connection, network_id: UUID, circle_id: UUID) -> list[Row[Any]]:
    r = _round.c
    statement = (
        select(_round)
        .where(r.network_id == network_id, r.circle_id == circle_id)
        .where(r.stage.in_(FINAL - {Stage.DISCARDED}))
        .order_by(r.ended_at.desc(), r.ref.desc())
        .limit(MOST_ENDED)
    )
    return list(connection.execute(statement))


def _rounds(connection: Connection, network_id: UUID, ids: Collection[UUID]) -> list[Row[Any]]:
    r = _round.c
    return list(connection.execute(select(_round).where(r.network_id == network_id, r.id.in_(ids))))
