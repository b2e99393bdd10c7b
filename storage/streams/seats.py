"""Who acts in a round, and what rules look at beside it: loaded for the members who act, never for everyone else."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Join, and_, or_, select

from decisions.ids import MemberId, RemarkId
from decisions.rounds.answers import WITH_WORDS, Answer, Kind, SealedWords
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.record import RemarkKind
from decisions.rounds.round import Because, OpenQuestion, RosterSeat, Round, Seat
from storage.bulk import DialectName
from storage.raw import AllRows, as_time, as_uuid
from storage.tables import METADATA

_member: Final = METADATA.tables["member"]
_circle_seat: Final = METADATA.tables["circle_seat"]
_round: Final = METADATA.tables["round"]
_seat: Final = METADATA.tables["seat"]
_answer: Final = METADATA.tables["answer"]
_test_answer: Final = METADATA.tables["test_answer"]
_remark: Final = METADATA.tables["remark"]
SAID: Final = (
    "kind",
    "at",
    "words",
    "fix",
    "named",
    "written_by",
    "confirmed",
    "choice",
    "number",
    "stood_in_by",
)
_REMARKS_TO_ANSWER: Final = (RemarkKind.QUESTION, RemarkKind.REACTION, RemarkKind.SUGGESTION)


def _beside(dialect: DialectName, table: str, own: str) -> str:
    """A member's own row of ``table``, or none. PostgreSQL is told that there is but one: when it does not know yet how large a
    round has become, it would otherwise read all of it to find the few who act."""
    its = f"{own} AND {table}.member_id = member.id"
    if dialect == "sqlite":
        return f"LEFT JOIN {table} ON {its}"
    return f"LEFT JOIN LATERAL (SELECT * FROM {table} WHERE {its} LIMIT 1) AS {table} ON TRUE"  # noqa: S608  (our own words)


def _columns(tried: str) -> tuple[str, ...]:
    own = ("member.id", "member.active", "member.is_coordinator")
    sits = ("circle_seat.group_id", "circle_seat.organisation_id")
    asked = ("seat.group_id", "seat.organisation_id", "seat.heard", 'seat."left"', "seat.guest")
    return (*own, *sits, *asked, tried, *(f"answer.{name}" for name in SAID))


def _of_seats(dialect: DialectName, test: str = "") -> str:
    own = "{0}.network_id = {{p}} AND {0}.round_id = {{p}} AND {0}.pass_no = {{p}}"
    return f"""
        FROM member
        {_beside(dialect, "circle_seat", "circle_seat.network_id = {p} AND circle_seat.circle_id = {p}")}
        {_beside(dialect, "seat", own.format("seat"))}
        {_beside(dialect, "answer", own.format("answer"))}
        {test}
        WHERE member.network_id = {{p}} AND member.id {{among}}
        """


def _of_seats_in_test(dialect: DialectName) -> str:
    own = "test_answer.network_id = {p} AND test_answer.round_id = {p} AND test_answer.problem_id = {p}"
    return _of_seats(dialect, _beside(dialect, "test_answer", own))


_seats: Final = AllRows(_columns("NULL"), _of_seats)
_seats_in_test: Final = AllRows(_columns("test_answer.try_anyway"), _of_seats_in_test)


def load_seats(connection: Connection, round: Round, members: Collection[UUID]) -> dict[MemberId, Seat]:
    """The seats of these members in the round's present pass, in one statement. Who is in no circle of it has one too."""
    network = round.network_id
    here = (network, round.id, round.pass_no)
    values = (network, round.circle_id, *here, *here)
    if round.test is None:
        rows = _seats(connection, *values, network, list(members))
    else:
        test = (network, round.id, round.test.problem)
        rows = _seats_in_test(connection, *values, *test, network, list(members))
    found = {seat.member: seat for seat in map(_seat_from, rows)}
    return {MemberId(id): found.get(MemberId(id)) or Seat(MemberId(id)) for id in members}


def _seat_from(row: Any) -> Seat:
    (id, active, coordinator, group, organisation, asked_as, asked_from, heard, left, guest, tried, *said) = (
        row
    )
    return Seat(
        member=as_uuid(id),
        in_circle=bool(active) and group is not None,
        is_coordinator=bool(coordinator),
        asked=asked_as is not None and not left,
        heard=bool(heard),
        group=as_uuid(asked_as or group),
        organisation=as_uuid(asked_from or organisation),
        answer=None if said[0] is None else _raw_answer(said),
        test_answer=None if tried is None else bool(tried),
        guest=bool(guest) and bool(active),
    )


def _raw_answer(said: Any) -> Answer:
    kind, at, words, fix, named, written_by, confirmed, choice, number, stood_in_by = said
    chosen = None if choice is None else Choice.parse(choice)
    by, instead = as_uuid(written_by), as_uuid(stood_in_by)
    counts = bool(confirmed)
    return Answer(Kind(kind), as_time(at), words, fix, bool(named), by, counts, chosen, number, instead)


def answer_from(said: Any) -> Answer | None:
    """An answer from its columns, in the order of ``SAID``; None when there is none."""
    kind, at, words, fix, named, written_by, confirmed, choice, number, stood_in_by = said
    if kind is None:
        return None
    chosen = None if choice is None else Choice.parse(choice)
    return Answer(kind, at, words, fix, named, written_by, confirmed, chosen, number, stood_in_by)


def load_roster(connection: Connection, network_id: UUID, circle_id: UUID) -> tuple[RosterSeat, ...]:
    """The circle's active members; who has sat there longest first."""
    s = _circle_seat.c
    statement = (
        select(s.member_id, s.group_id, s.organisation_id)
        .join(_member, and_(_member.c.network_id == s.network_id, _member.c.id == s.member_id))
        .where(s.network_id == network_id, s.circle_id == circle_id, _member.c.active.is_(True))
        .order_by(s.position, s.member_id)
    )
    return tuple(RosterSeat(*row) for row in connection.execute(statement))


def load_sealed(connection: Connection, round: Round) -> tuple[SealedWords, ...]:
    """What was said in words in the present pass and counts, and the answers of those whose problem went on unconfirmed."""
    raisers = [p.raiser for p in round.open_problems if p.unconfirmed and p.raiser is not None]
    a, s = _answer.c, _seat.c
    said_why_not = and_(a.kind == Kind.STAND_ASIDE, a.words != "")
    asked = and_(
        s.network_id == a.network_id,
        s.round_id == a.round_id,
        s.pass_no == a.pass_no,
        s.member_id == a.member_id,
    )
    statement = (
        select(a.member_id, s.group_id, s.organisation_id, s.left, *(a[name] for name in SAID))
        .join(_seat, asked)
        .where(a.network_id == round.network_id, a.round_id == round.id, a.pass_no == round.pass_no)
        .where(a.confirmed.is_(True), or_(a.kind.in_(WITH_WORDS), said_why_not, a.member_id.in_(raisers)))
        .order_by(a.at, a.member_id)
    )
    return tuple(_sealed_from(row) for row in connection.execute(statement))


def _sealed_from(row: Any) -> SealedWords:
    member, group, organisation, left, *said = row
    answer = answer_from(said)
    if answer is None:
        raise ValueError("an answer without a kind")
    return SealedWords(member, group, organisation, answer, left)


def load_question(connection: Connection, round: Round, question_id: UUID) -> OpenQuestion | None:
    r = _remark.c
    row = connection.execute(
        select(r.id, r.member_id, r.answer).where(
            r.network_id == round.network_id,
            r.id == question_id,
            r.round_id == round.id,
            r.kind == RemarkKind.QUESTION,
        )
    ).one_or_none()
    return None if row is None else OpenQuestion(row.id, row.member_id, answered=bool(row.answer))


def load_about(connection: Connection, round: Round, remarks: Collection[RemarkId]) -> tuple[Because, ...]:
    """The questions, reactions and suggestions among these, as a change may say that it answers them."""
    if not remarks:
        return ()
    r = _remark.c
    statement = select(r.id, r.member_id, r.text, r.named).where(
        r.network_id == round.network_id,
        r.round_id == round.id,
        r.id.in_(list(remarks)),
        r.kind.in_(_REMARKS_TO_ANSWER),
    )
    return tuple(Because(*row) for row in connection.execute(statement))


# --- what nobody told a round that was over ------------------------------------------------------------------


def united_meanwhile(
    connection: Connection, network_id: UUID, round_id: UUID
) -> tuple[MemberId, MemberId] | None:
    """Somebody of the present pass who is one person with another by now, and that other; None when there is nobody."""
    statement = (
        select(_member.c.id, _member.c.united_with)
        .select_from(_present(network_id, round_id))
        .where(_member.c.united_with.is_not(None))
        .order_by(_member.c.id)
    )
    row = connection.execute(statement.limit(1)).one_or_none()
    return None if row is None else (row.id, row.united_with)


def left_meanwhile(connection: Connection, network_id: UUID, round_id: UUID) -> list[MemberId]:
    """Those of the present pass who no longer sit in the circle."""
    sits = and_(
        _circle_seat.c.network_id == _round.c.network_id,
        _circle_seat.c.circle_id == _round.c.circle_id,
        _circle_seat.c.member_id == _seat.c.member_id,
    )
    statement = (
        select(_seat.c.member_id)
        .select_from(_present(network_id, round_id).outerjoin(_circle_seat, sits))
        .where(_seat.c.left.is_(False), _seat.c.guest.is_(False), _circle_seat.c.member_id.is_(None))
        .order_by(_seat.c.member_id)
    )
    return list(connection.execute(statement).scalars())


def _present(network_id: UUID, round_id: UUID) -> Join:
    """The round, the seats of its present pass, and whose they are."""
    asked = and_(
        _seat.c.network_id == _round.c.network_id,
        _seat.c.round_id == _round.c.id,
        _seat.c.pass_no == _round.c.pass_no,
        _round.c.network_id == network_id,
        _round.c.id == round_id,
    )
    person = and_(_member.c.network_id == _seat.c.network_id, _member.c.id == _seat.c.member_id)
    return _round.join(_seat, asked).join(_member, person)
