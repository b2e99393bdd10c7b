"""A round's record for one reader."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, and_, case, or_, select

from decisions.agreements.agreement import Agreement
from decisions.commitments.commitment import Commitment, OriginKind
from decisions.ids import GroupId, MemberId, OrganisationId
from decisions.people.people import Circle
from decisions.rounds.answers import Answer
from decisions.rounds.record import (
    Remark,
    RemarkKind,
    RoundRecord,
    TestAnswerSeen,
    TextVersion,
)
from decisions.rounds.round import ASKING, DECIDING, Round, Seat
from decisions.rounds.tally import Tally
from storage.codec import BECAUSE, TEXT, from_json
from storage.deliveries import failed_for, links_for
from storage.line import place_among_waiting
from storage.mou_rows import load_mou
from storage.reading.ballots import seen_people, seen_reasons, seen_result, seen_who_can
from storage.reading.commitments import commitments_from
from storage.reading.parts import load_circles, load_members, load_people, sealed
from storage.reading.questions import seen_words, told_nominations
from storage.reading.recurring import last_time_of, recurrence_of
from storage.reading.stand_ins import standing_for
from storage.round_rows import load_round, tallies
from storage.streams.agreement_stream import agreement_from
from storage.streams.known import is_coordinator
from storage.streams.seats import SAID, answer_from, load_seats
from storage.tables import METADATA

MOST_MISSING: Final = 200
MOST_REMARKS: Final = 500
MOST_TEST_ANSWERS: Final = 200
NOBODY: Final = MemberId(UUID(int=0))
"""The reader of a shared card: it is the same for everyone, so it holds nothing of anybody."""

_pass: Final = METADATA.tables["round_pass"]
_version: Final = METADATA.tables["proposal_version"]
_seat: Final = METADATA.tables["seat"]
_answer: Final = METADATA.tables["answer"]
_remark: Final = METADATA.tables["remark"]
_test_answer: Final = METADATA.tables["test_answer"]
_agreement: Final = METADATA.tables["agreement"]
_FOR_ALL: Final = frozenset(
    {
        RemarkKind.QUESTION,
        RemarkKind.REACTION,
        RemarkKind.SUGGESTION,
        RemarkKind.ADVICE,
        RemarkKind.LATE_WORDS,
    }
)


def round_record(
    connection: Connection,
    network_id: UUID,
    round_id: UUID,
    reader: MemberId | None,
    now: datetime | None = None,
) -> RoundRecord | None:
    """What the reader may see of a round; with no reader, what everyone may see. None when it is not there, or not theirs. For
    whom they may answer is looked up as of ``now``, where that is given."""
    seen = _seen(connection, network_id, round_id, reader)
    record = None if seen is None else _with_seats(connection, *seen)
    if record is None or reader is None or now is None:
        return record
    others = standing_for(connection, record.round, reader, now)
    members = load_members(connection, network_id, others)
    return replace(record, standing_for=others, members={**record.members, **members})


def card_record(
    connection: Connection,
    network_id: UUID,
    round_id: UUID,
    reader: MemberId | None,
    place: UUID | None = None,
) -> RoundRecord | None:
    """Enough of it for its card; with a ``place``, for the card that stands there. While answers are asked for, that names nobody
    who only sits in the circle, and so reads none of them: it costs the same in a large circle."""
    seen = _seen(connection, network_id, round_id, reader)
    if seen is None:
        return None
    found, seat = seen
    if found.stage not in DECIDING:
        return _with_seats(connection, found, seat, place)
    people = load_people(connection, network_id)
    circle = Circle(found.circle_id, found.network_id, "", found.facilitator, found.settings)
    return None if people is None else _record(connection, found, circle, people, seat, place)


def _seen(
    connection: Connection, network_id: UUID, round_id: UUID, reader: MemberId | None
) -> tuple[Round, Seat] | None:
    found = load_round(connection, network_id, round_id)
    if found is None:
        return None
    me = reader or NOBODY
    seat = load_seats(connection, found, {me})[me]
    return (found, seat) if _may_see(connection, found, seat, shared=reader is None) else None


def _with_seats(
    connection: Connection, found: Round, seat: Seat, place: UUID | None = None
) -> RoundRecord | None:
    people = load_people(connection, found.network_id)
    circles = load_circles(connection, found.network_id, {found.circle_id}, seat.member)
    circle = circles.get(found.circle_id)
    if people is None or circle is None:
        return None
    return _record(connection, found, circle, people, seat, place)


def _may_see(connection: Connection, round: Round, seat: Seat, *, shared: bool) -> bool:
    """A draft is its authors' own; afterwards it is for the circle, those asked, and coordinators."""
    if round.opened_at is None:
        return seat.member in round.authors
    return shared or seat.in_circle or seat.asked or is_coordinator(connection, round.network_id, seat.member)


def _record(
    connection: Connection, found: Round, circle: Circle, people: Any, seat: Seat, place: UUID | None
) -> RoundRecord:
    unsealed = _last_unsealed(connection, found)
    round = found if unsealed == found.pass_no else sealed(found)
    facilitates = seat.member == round.facilitator
    earlier = _earlier(connection, round, seat.member)
    counted = seen_result(connection, found, seat, closed=unsealed == found.pass_no)
    written = seat.answer if seat.answer is not None and not seat.answer.confirmed else None
    agreement = _agreement_of(connection, round)
    record = RoundRecord(
        round=round,
        circle=circle,
        network=people.network,
        members={},
        groups=people.groups,
        organisations=people.organisations,
        versions=_versions(connection, round),
        remarks=_remarks(connection, round, seat.member),
        seat=replace(seat, answer=None) if written else seat,
        earlier=earlier[0] if earlier else None,
        earlier_version=earlier[1] if earlier else None,
        written_for_reader=written,
        result=_result(connection, round, unsealed),
        missing=_missing(connection, round) if facilitates else (),
        missing_count=round.tally.asked - round.tally.heard if round.stage in ASKING else 0,
        test_answers=_test_answers(connection, round),
        counted=counted,
        **seen_people(connection, found, counted),
        waits_as=place_among_waiting(connection, found, seat.answer),
        nominations=told_nominations(connection, found),
        spoken=seen_words(connection, found, seat, closed=unsealed == found.pass_no),
        reasons=seen_reasons(connection, found) if unsealed == found.pass_no else (),
        who_can=seen_who_can(connection, found) if unsealed == found.pass_no else (),
        failed=failed_for(connection, round.network_id, round.id) if facilitates else (),
        mou=None if round.mou is None else load_mou(connection, round.network_id, round.mou),
        agreement=agreement,
        commitments=() if agreement is None else _commitments_of(connection, agreement, seat.member),
        card_links=links_for(connection, round.network_id, round.id, seat.member, place),
        recurrence=recurrence_of(connection, round),
        last_time=last_time_of(connection, round, seat.member, place),
    )
    named = frozenset(_named(record))
    members = load_members(connection, round.network_id, named)
    return replace(record, members=members, capacities=_capacities(connection, record, named))


# --- what is sealed -------------------------------------------------------------------------------------------


def _last_unsealed(connection: Connection, round: Round) -> int | None:
    p = _pass.c
    statement = (
        select(p.pass_no)
        .where(p.network_id == round.network_id, p.round_id == round.id, p.unsealed_at.is_not(None))
        .order_by(p.pass_no.desc())
    )
    return connection.execute(statement.limit(1)).scalar_one_or_none()


def _result(connection: Connection, round: Round, unsealed: int | None) -> Tally | None:
    if unsealed is None:
        return None
    key = (round.id, unsealed)
    return round.tally if unsealed == round.pass_no else tallies(connection, round.network_id, (key,))[key]


def _earlier(connection: Connection, round: Round, reader: MemberId) -> tuple[Answer, int] | None:
    """The reader's own newest answer in a pass before the present one, and to which version."""
    a = _answer.c
    statement = (
        select(a.version, *(a[name] for name in SAID))
        .where(a.network_id == round.network_id, a.round_id == round.id, a.member_id == reader)
        .where(a.pass_no < round.pass_no, a.confirmed.is_(True))
        .order_by(a.pass_no.desc())
    )
    row = connection.execute(statement.limit(1)).one_or_none()
    if row is None:
        return None
    version, *own = row
    answer = answer_from(own)
    return None if answer is None else (answer, version)


def _missing(connection: Connection, round: Round) -> tuple[MemberId, ...]:
    """Not yet heard: for the facilitator only; those whom the voice rule waits for first."""
    if round.stage not in ASKING:
        return ()
    s = _seat.c
    needed = [need.group for need in round.settings.voices]
    first = case((s.group_id.in_(needed), 0), else_=1)
    statement = (
        select(s.member_id)
        .where(s.network_id == round.network_id, s.round_id == round.id, s.pass_no == round.pass_no)
        .where(s.heard.is_(False), s.left.is_(False))
        .order_by(first, s.group_id, s.member_id)
    )
    return tuple(connection.execute(statement.limit(MOST_MISSING)).scalars())


# --- what was said --------------------------------------------------------------------------------------------


def _versions(connection: Connection, round: Round) -> tuple[TextVersion, ...]:
    v = _version.c
    statement = select(_version).where(v.network_id == round.network_id, v.round_id == round.id)
    return tuple(
        TextVersion(
            row.version, from_json(TEXT, row.text), row.written_by, row.at, from_json(BECAUSE, row.because)
        )
        for row in connection.execute(statement.order_by(v.version))
    )


def _remarks(connection: Connection, round: Round, reader: MemberId) -> tuple[Remark, ...]:
    """What is for all; a question about a problem for its asker and its raiser; a call for the facilitator."""
    r = _remark.c
    held = [problem.id for problem in round.problems if reader in (problem.raiser, problem.raised_by)]
    about = and_(r.kind == RemarkKind.ABOUT_PROBLEM, or_(r.member_id == reader, r.about.in_(held)))
    seen = [r.kind.in_(_FOR_ALL), about]
    if reader == round.facilitator:
        seen.append(r.kind == RemarkKind.CALL)
    statement = (
        select(_remark)
        .where(r.network_id == round.network_id, r.round_id == round.id, or_(*seen))
        .order_by(r.at.desc(), r.id.desc())
        .limit(MOST_REMARKS)
    )
    return tuple(_remark_from(row) for row in reversed(connection.execute(statement).all()))


def _remark_from(row: Any) -> Remark:
    return Remark(
        id=row.id,
        kind=row.kind,
        by=row.member_id,
        at=row.at,
        text=row.text,
        named=row.named,
        version=row.version,
        about=row.about,
        answer=row.answer,
        answered_by=row.answered_by,
        fix_kind=row.fix_kind,
    )


def _test_answers(connection: Connection, round: Round) -> tuple[TestAnswerSeen, ...]:
    """Of the test that runs and of those that are over: why the circle tries it, or does not, is told as long as the round is."""
    tested = [problem.id for problem in round.problems if problem.tested]
    if not tested:
        return ()
    t = _test_answer.c
    statement = (
        select(t.problem_id, t.member_id, t.try_anyway, t.reason)
        .where(t.network_id == round.network_id, t.round_id == round.id)
        .where(t.problem_id.in_(tested))
        .order_by(t.at, t.member_id)
    )
    return tuple(TestAnswerSeen(*row) for row in connection.execute(statement.limit(MOST_TEST_ANSWERS)))


def _agreement_of(connection: Connection, round: Round) -> Agreement | None:
    """The agreement that it became; else the one that it is about."""
    a = _agreement.c
    about = or_(a.round_id == round.id, a.id == round.about_agreement)
    statement = select(_agreement).where(a.network_id == round.network_id, about)
    found = [agreement_from(row) for row in connection.execute(statement)]
    return min(found, key=lambda one: one.round_id != round.id, default=None)


# --- who is named ---------------------------------------------------------------------------------------------


def _commitments_of(connection: Connection, agreement: Agreement, reader: MemberId) -> tuple[Commitment, ...]:
    return commitments_from(connection, agreement.network_id, OriginKind.AGREEMENT, agreement.id, reader)


def _named(record: RoundRecord) -> Iterator[MemberId]:
    """Everybody in the circle, and everybody who is named in it."""
    round = record.round
    yield from (seat.member for seat in record.circle.seats)
    yield from (*round.authors, *record.missing, *round.terms.people)
    yield from round.advisers.named if round.advisers else ()
    for problem in round.problems:
        yield from (problem.raised_by, *problem.me_too)
        if problem.raiser is not None:
            yield problem.raiser
    yield from (worry.by for worry in round.criteria)
    yield from (why.by for version in record.versions for why in version.because)
    yield from (why.by for why in round.next_because)
    yield from (version.by for version in record.versions)
    yield from (seen.by for seen in record.test_answers)
    yield from (one.by for one in record.who_can)
    yield from (one.accountable for one in record.commitments if one.accountable is not None)
    yield from (*record.taking_part, *record.waiting)
    yield from (one.by for one in record.spoken)
    yield from _nominated(record)
    for why in record.reasons:
        yield from (one for one in (why.by, why.stood_in_by) if one is not None)
    if record.seat.answer is not None and record.seat.answer.stood_in_by is not None:
        yield record.seat.answer.stood_in_by
    for remark in record.remarks:
        yield remark.by
        if remark.answered_by is not None:
            yield remark.answered_by
    yield from (one for one in (round.facilitator, record.seat.member) if one is not None)
    if round.outcome_statement is not None:
        yield round.outcome_statement.by


def _nominated(record: RoundRecord) -> Iterator[MemberId]:
    for one in record.nominations:
        yield from (who for who in (one.by, one.nominee, one.written_by) if who is not None)
    for answer in (record.seat.answer, record.earlier, record.written_for_reader):
        if answer is not None and answer.nominee is not None:
            yield answer.nominee
    selection = record.round.selection
    if selection is not None:
        yield from (*selection.candidates, *selection.proposed, *selection.passed_over)
        yield from (one.member for one in selection.declined)


def _capacities(
    connection: Connection, record: RoundRecord, named: frozenset[MemberId]
) -> dict[MemberId, tuple[GroupId, OrganisationId]]:
    """In which capacity they were asked in the present pass; who was not asked, as they sit in the circle."""
    round, s = record.round, _seat.c
    sits = {seat.member: (seat.group, seat.organisation) for seat in record.circle.seats}
    statement = select(s.member_id, s.group_id, s.organisation_id).where(
        s.network_id == round.network_id,
        s.round_id == round.id,
        s.pass_no == round.pass_no,
        s.member_id.in_(named),
    )
    asked = {member: (group, organisation) for member, group, organisation in connection.execute(statement)}
    return {**sits, **asked}
