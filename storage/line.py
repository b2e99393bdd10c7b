"""Who takes part in an opt-in, and who waits for a place: read only as far as is asked for."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from decisions.ids import MemberId
from decisions.rounds.answers import Answer
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.opt_in import IN
from decisions.rounds.ballots.waiting import room
from decisions.rounds.round import Round
from storage.tables import METADATA

_answer: Final = METADATA.tables["answer"]
_seat: Final = METADATA.tables["seat"]


def waiting(
    connection: Connection, round: Round, without: Collection[UUID] = ()
) -> Iterator[tuple[MemberId, int]]:
    """Those who wait, the first one first, each with their number in line."""
    a = _answer.c
    statement = (
        select(a.member_id, a.number)
        .where(*_numbered(round), a.number > round.line.let_in, a.member_id.not_in(without))
        .order_by(a.number)
    )
    for member, number in connection.execute(statement):
        yield MemberId(member), number


def place_among_waiting(connection: Connection, round: Round, answer: Answer | None) -> int:
    """1 for whoever moves up next; 0 for somebody who does not wait."""
    if answer is None or answer.number is None or answer.number <= round.line.let_in:
        return 0
    a = _answer.c
    ahead = select(func.count()).where(
        *_numbered(round), a.number > round.line.let_in, a.number <= answer.number
    )
    return int(connection.execute(ahead).scalar_one())


def who_is_in(connection: Connection, round: Round, most: int) -> tuple[MemberId, ...]:
    """Of an opt-in, however many there is room for."""
    a = _answer.c
    if not room(round):
        said_in = select(a.member_id).where(*_counts(round), a.choice == str(Choice.of({IN: 1})), *_is_here())
        return _members(connection, said_in.order_by(a.member_id).limit(most))
    let_in = select(a.member_id).where(*_numbered(round), a.number <= round.line.let_in)
    return _members(connection, let_in.order_by(a.number).limit(most))


def who_waits(connection: Connection, round: Round, most: int) -> tuple[MemberId, ...]:
    return tuple(member for member, _ in islice(waiting(connection, round), most))


def _members(connection: Connection, statement: Select[Any]) -> tuple[MemberId, ...]:
    return tuple(MemberId(member) for member in connection.execute(statement).scalars())


def _is_here() -> tuple[ColumnElement[bool], ...]:
    """Whoever has left the circle meanwhile takes no part."""
    s, a = _seat.c, _answer.c
    key = ("network_id", "round_id", "pass_no", "member_id")
    return (exists().where(*(s[name] == a[name] for name in key), s.left.is_(False)),)


def _numbered(round: Round) -> tuple[ColumnElement[bool], ...]:
    return (*_counts(round), _answer.c.number.is_not(None))


def _counts(round: Round) -> tuple[ColumnElement[bool], ...]:
    a = _answer.c
    of_it = (a.network_id == round.network_id, a.round_id == round.id, a.pass_no == round.pass_no)
    return (*of_it, a.confirmed.is_(True))
