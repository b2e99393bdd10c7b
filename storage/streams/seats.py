"""Who acts in a round, and what rules look at beside it: loaded for the members who act, never for everyone else."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Select, and_, bindparam, null, or_, select

from decisions.ids import MemberId, RemarkId
from decisions.rounds.answers import WITH_WORDS, Answer, SealedWords
from decisions.rounds.record import RemarkKind
from decisions.rounds.round import Because, OpenQuestion, RosterSeat, Round, Seat
from storage.tables import METADATA

_member: Final = METADATA.tables["member"]
_circle_seat: Final = METADATA.tables["circle_seat"]
_seat: Final = METADATA.tables["seat"]
_answer: Final = METADATA.tables["answer"]
_test_answer: Final = METADATA.tables["test_answer"]
_remark: Final = METADATA.tables["remark"]
_SAID: Final = ("kind", "at", "words", "fix", "named", "written_by", "confirmed")
_REMARKS_TO_ANSWER: Final = (RemarkKind.QUESTION, RemarkKind.REACTION, RemarkKind.SUGGESTION)


def _seats_statement(*, with_test: bool) -> Select[Any]:
    network: Any = bindparam("network")
    round_id: Any = bindparam("round")
    pass_no: Any = bindparam("pass_no")
    sits = and_(
        _circle_seat.c.network_id == network,
        _circle_seat.c.circle_id == bindparam("circle"),
        _circle_seat.c.member_id == _member.c.id,
    )
    asked = and_(
        _seat.c.network_id == network,
        _seat.c.round_id == round_id,
        _seat.c.pass_no == pass_no,
        _seat.c.member_id == _member.c.id,
    )
    said = and_(
        _answer.c.network_id == network,
        _answer.c.round_id == round_id,
        _answer.c.pass_no == pass_no,
        _answer.c.member_id == _member.c.id,
    )
    joined = _member.outerjoin(_circle_seat, sits).outerjoin(_seat, asked).outerjoin(_answer, said)
    tried: Any = null()
    if with_test:
        tested = and_(
            _test_answer.c.network_id == network,
            _test_answer.c.round_id == round_id,
            _test_answer.c.problem_id == bindparam("problem"),
            _test_answer.c.member_id == _member.c.id,
        )
        joined, tried = joined.outerjoin(_test_answer, tested), _test_answer.c.try_anyway
    return (
        select(
            _member.c.id,
            _member.c.active,
            _member.c.is_coordinator,
            _circle_seat.c.group_id,
            _circle_seat.c.organisation_id,
            _seat.c.group_id,
            _seat.c.organisation_id,
            _seat.c.heard,
            _seat.c.left,
            tried,
            *(_answer.c[name] for name in _SAID),
        )
        .select_from(joined)
        .where(_member.c.network_id == network, _member.c.id.in_(bindparam("members", expanding=True)))
    )


_seats: Final = _seats_statement(with_test=False)
_seats_in_test: Final = _seats_statement(with_test=True)


def load_seats(connection: Connection, round: Round, members: Collection[UUID]) -> dict[MemberId, Seat]:
    """The seats of these members in the round's present pass, in one statement. Who is in no circle of it has one too."""
    values = {
        "network": round.network_id,
        "round": round.id,
        "circle": round.circle_id,
        "pass_no": round.pass_no,
        "members": list(members),
    }
    statement = _seats
    if round.test is not None:
        statement, values["problem"] = _seats_in_test, round.test.problem
    found = {row[0]: _seat_from(row) for row in connection.execute(statement, values)}
    return {MemberId(id): found.get(id) or Seat(MemberId(id)) for id in members}


def _seat_from(row: Any) -> Seat:
    (id, active, coordinator, group, organisation, asked_as, asked_from, heard, left, tried, *said) = row
    return Seat(
        member=MemberId(id),
        in_circle=bool(active) and group is not None,
        is_coordinator=bool(coordinator),
        asked=asked_as is not None and not left,
        heard=bool(heard),
        group=asked_as or group,
        organisation=asked_from or organisation,
        answer=answer_from(said),
        test_answer=tried,
    )


def answer_from(said: Any) -> Answer | None:
    """An answer from its columns, in the order of ``_SAID``; None when there is none."""
    kind, at, words, fix, named, written_by, confirmed = said
    if kind is None:
        return None
    return Answer(kind, at, words, fix, named, written_by, confirmed)


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
    """The worries and problems of the present pass that count, and the answers of those whose problem went on unconfirmed."""
    raisers = [p.raiser for p in round.open_problems if p.unconfirmed and p.raiser is not None]
    a, s = _answer.c, _seat.c
    asked = and_(
        s.network_id == a.network_id,
        s.round_id == a.round_id,
        s.pass_no == a.pass_no,
        s.member_id == a.member_id,
    )
    statement = (
        select(a.member_id, s.group_id, s.organisation_id, s.left, *(a[name] for name in _SAID))
        .join(_seat, asked)
        .where(a.network_id == round.network_id, a.round_id == round.id, a.pass_no == round.pass_no)
        .where(a.confirmed.is_(True), or_(a.kind.in_(WITH_WORDS), a.member_id.in_(raisers)))
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
