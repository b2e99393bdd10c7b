"""What was said in rounds to one reader alone, for a list of these rounds."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, func, select

from decisions.ids import MemberId
from decisions.rounds.record import RemarkKind, RoundLine
from storage.tables import METADATA

_remark: Final = METADATA.tables["remark"]
_member: Final = METADATA.tables["member"]


def with_calls(
    connection: Connection, network_id: UUID, lines: Sequence[RoundLine], reader: MemberId
) -> list[RoundLine]:
    """The lines; where the reader facilitates and it is their turn, with the names of those who asked for a call since."""
    turns = {line.round.id: line.round.facilitator_turn for line in lines if line.round.facilitator == reader}
    ids = [id for id, turn in turns.items() if turn is not None]
    if not ids:
        return list(lines)
    r, m = _remark.c, _member.c
    statement = (
        select(r.round_id, r.at, m.name)
        .join(_member, (m.network_id == r.network_id) & (m.id == r.member_id))
        .where(r.network_id == network_id, r.round_id.in_(ids), r.kind == RemarkKind.CALL)
        .order_by(r.at, r.id)
    )
    names: dict[UUID, list[str]] = {}
    for round_id, at, name in connection.execute(statement):
        turn = turns[round_id]
        if turn is not None and at >= turn and name not in names.get(round_id, ()):
            names.setdefault(round_id, []).append(name)
    return [replace(line, calls=tuple(names.get(line.round.id, ()))) for line in lines]


def with_questions(
    connection: Connection, network_id: UUID, lines: Sequence[RoundLine], reader: MemberId
) -> list[RoundLine]:
    """The lines; where the reader holds a problem, with how often they were asked about it in private."""
    held = [
        problem.id
        for line in lines
        for problem in line.round.open_problems
        if problem.raiser == reader and not problem.not_yet
    ]
    if not held:
        return list(lines)
    r = _remark.c
    statement = (
        select(r.round_id, func.count())
        .where(r.network_id == network_id, r.kind == RemarkKind.ABOUT_PROBLEM, r.about.in_(held))
        .group_by(r.round_id)
    )
    asked: dict[UUID, int] = dict(iter(connection.execute(statement)))
    return [replace(line, asked_about=asked.get(line.round.id, 0)) for line in lines]
