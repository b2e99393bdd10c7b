"""The parts of which records are made: people, circles, lines of rounds."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, and_, func, or_, select

from decisions.agreements.agreement import Agreement
from decisions.agreements.engine import STANDS
from decisions.ids import CircleId, GroupId, MemberId, OrganisationId
from decisions.people.people import Circle, CircleSeat, Group, Member, Network, Organisation
from decisions.rounds.record import RoundLine
from decisions.rounds.round import ASKING, Round, Seat
from decisions.rounds.tally import voices_missing
from storage.circle_rows import circle_from
from storage.reading.names import name_of
from storage.round_rows import round_from, tallies
from storage.streams.agreement_stream import agreement_from
from storage.streams.member_stream import member_from
from storage.streams.seats import SAID, answer_from
from storage.tables import METADATA

MOST_SEATS: Final = 1_000
"""Of one circle in a record: more are in no list that people could read."""

_network: Final = METADATA.tables["network"]
_organisation: Final = METADATA.tables["organisation"]
_group: Final = METADATA.tables["stakeholder_group"]
_member: Final = METADATA.tables["member"]
_circle: Final = METADATA.tables["circle"]
_circle_seat: Final = METADATA.tables["circle_seat"]
_round: Final = METADATA.tables["round"]
_pass: Final = METADATA.tables["round_pass"]
_seat: Final = METADATA.tables["seat"]
_answer: Final = METADATA.tables["answer"]
_test_answer: Final = METADATA.tables["test_answer"]
_agreement: Final = METADATA.tables["agreement"]


@dataclass(frozen=True, slots=True)
class People:
    """The network with its groups and organisations: what every record carries."""

    network: Network
    groups: Mapping[GroupId, Group]
    organisations: Mapping[OrganisationId, Organisation]


def load_people(connection: Connection, network_id: UUID) -> People | None:
    own = select(_network, name_of(_network, _network.c.id)).where(_network.c.id == network_id)
    row = connection.execute(own).one_or_none()
    if row is None:
        return None
    holidays = tuple(date.fromisoformat(day) for day in json.loads(row.holidays))
    g, o = _group.c, _organisation.c
    groups = connection.execute(
        select(g.id, g.name).where(g.network_id == network_id).order_by(g.position, g.id)
    )
    called = name_of(_organisation, network_id)
    organisations = connection.execute(
        select(o.id, called).where(o.network_id == network_id).order_by(called, o.id)
    )
    return People(
        Network(row.id, row.called, row.locale, holidays),
        {id: Group(id, name) for id, name in groups},
        {id: Organisation(id, name) for id, name in organisations},
    )


def load_members(
    connection: Connection, network_id: UUID, ids: Iterable[MemberId | None]
) -> dict[MemberId, Member]:
    wanted = {id for id in ids if id is not None}
    if not wanted:
        return {}
    statement = select(_member).where(_member.c.network_id == network_id, _member.c.id.in_(wanted))
    return {row.id: member_from(row) for row in connection.execute(statement)}


def load_circles(
    connection: Connection, network_id: UUID, ids: Collection[UUID], reader: MemberId
) -> dict[CircleId, Circle]:
    """The circles without their places, each with at most ``MOST_SEATS`` of its seats and always with the reader's own, in two
    statements."""
    if not ids:
        return {}
    s = _circle_seat.c
    seats: dict[UUID, list[CircleSeat]] = {}
    number = func.row_number().over(partition_by=s.circle_id, order_by=(s.position, s.member_id))
    numbered = (
        select(s.circle_id, s.member_id, s.group_id, s.organisation_id, number.label("number"))
        .where(s.network_id == network_id, s.circle_id.in_(list(ids)))
        .subquery()
        .c
    )
    found = connection.execute(
        select(numbered.circle_id, numbered.member_id, numbered.group_id, numbered.organisation_id)
        .where(or_(numbered.number <= MOST_SEATS, numbered.member_id == reader))
        .order_by(numbered.number)
    )
    for circle_id, *seat in found:
        seats.setdefault(circle_id, []).append(CircleSeat(*seat))
    c = _circle.c
    rows = connection.execute(
        select(_circle).where(c.network_id == network_id, c.id.in_(list(ids))).order_by(c.name, c.id)
    )
    return {row.id: circle_from(row, tuple(seats.get(row.id, ()))) for row in rows}


def circles_of(connection: Connection, network_id: UUID, member: UUID) -> list[UUID]:
    """The ids of the circles in which a member sits."""
    s = _circle_seat.c
    found = select(s.circle_id).where(s.network_id == network_id, s.member_id == member)
    return list(connection.execute(found).scalars())


def belongs(connection: Connection, me: Member, circle: Circle) -> bool:
    """Whether the circle is the member's to know of: they sit there, or coordinate the network."""
    return me.is_coordinator or circle.id in circles_of(connection, circle.network_id, me.id)


def load_agreements(
    connection: Connection, network_id: UUID, circles: Collection[UUID]
) -> tuple[Agreement, ...]:
    """Those in force in these circles, the newest first."""
    if not circles:
        return ()
    a = _agreement.c
    statement = (
        select(_agreement)
        .where(a.network_id == network_id, a.circle_id.in_(list(circles)), a.standing.in_(STANDS))
        .order_by(a.since.desc(), a.id)
    )
    return tuple(agreement_from(row) for row in connection.execute(statement))


# --- sealing --------------------------------------------------------------------------------------------------


def sealed(round: Round) -> Round:
    """The round as anybody may see it while its pass is sealed."""
    return round.with_tally(round.tally.without_kinds())


def load_rounds(connection: Connection, network_id: UUID, rows: Collection[Row[Any]]) -> dict[UUID, Round]:
    """Rounds from their rows, in the same order, each with the tally of its present pass: the kinds only when unsealed."""
    passes = [(row.id, row.pass_no) for row in rows]
    counted = tallies(connection, network_id, passes) if passes else {}
    open_to_see = unsealed_passes(connection, network_id, [row.id for row in rows])
    found: dict[UUID, Round] = {}
    for row in rows:
        round = round_from(row, counted[row.id, row.pass_no])
        found[row.id] = round if (row.id, row.pass_no) in open_to_see else sealed(round)
    return found


def unsealed_passes(
    connection: Connection, network_id: UUID, rounds: Collection[UUID]
) -> frozenset[tuple[UUID, int]]:
    if not rounds:
        return frozenset()
    p = _pass.c
    statement = select(p.round_id, p.pass_no).where(
        p.network_id == network_id, p.round_id.in_(list(rounds)), p.unsealed_at.is_not(None)
    )
    return frozenset((round_id, pass_no) for round_id, pass_no in connection.execute(statement))


# --- lines ----------------------------------------------------------------------------------------------------


def load_lines(
    connection: Connection,
    network_id: UUID,
    rows: Collection[Row[Any]],
    circles: Mapping[CircleId, Circle],
    reader: MemberId,
) -> list[RoundLine]:
    """Rounds in a list, each with the reader's own seat in it."""
    rounds = load_rounds(connection, network_id, rows)
    seats = _own_seats(connection, network_id, rounds, circles, reader)
    names = load_members(connection, network_id, (round.proposer for round in rounds.values()))
    return [_line(round, circles, seats[round.id], names) for round in rounds.values()]


def _line(
    round: Round, circles: Mapping[CircleId, Circle], seat: Seat, names: Mapping[MemberId, Member]
) -> RoundLine:
    asking = round.stage in ASKING
    circle, proposer = circles.get(round.circle_id), names.get(round.proposer)
    return RoundLine(
        round=round,
        circle_name=circle.name if circle else "",
        seat=seat,
        proposer_name=proposer.name if proposer else "",
        missing_count=round.tally.asked - round.tally.heard if asking else 0,
        voices_short=voices_missing(round.tally, round.settings) if asking else {},
    )


def _own_seats(
    connection: Connection,
    network_id: UUID,
    rounds: Mapping[UUID, Round],
    circles: Mapping[CircleId, Circle],
    reader: MemberId,
) -> dict[UUID, Seat]:
    """The reader's seat in each of these rounds, with their own answer, in two statements."""
    asked = _asked_seats(connection, network_id, rounds, reader)
    tried = _own_tests(connection, network_id, rounds, reader)
    seats = {}
    for id, round in rounds.items():
        circle = circles.get(round.circle_id)
        sits = circle.seat(reader) if circle else None
        seat = asked.get(id) or Seat(
            reader, group=sits.group if sits else None, organisation=sits.organisation if sits else None
        )
        test = tried.get((id, round.test.problem)) if round.test else None
        seats[id] = replace(seat, in_circle=sits is not None, test_answer=test)
    return seats


def _asked_seats(
    connection: Connection, network_id: UUID, rounds: Mapping[UUID, Round], reader: MemberId
) -> dict[UUID, Seat]:
    if not rounds:
        return {}
    s, a, r = _seat.c, _answer.c, _round.c
    present = and_(r.network_id == s.network_id, r.id == s.round_id, r.pass_no == s.pass_no)
    said = and_(
        a.network_id == s.network_id,
        a.round_id == s.round_id,
        a.pass_no == s.pass_no,
        a.member_id == s.member_id,
    )
    statement = (
        select(s.round_id, s.group_id, s.organisation_id, s.heard, s.left, s.guest)
        .add_columns(*(a[name] for name in SAID))
        .join(_round, present)
        .outerjoin(_answer, said)
        .where(s.network_id == network_id, s.member_id == reader, s.round_id.in_(list(rounds)))
    )
    found = {}
    for id, group, organisation, heard, left, guest, *own in connection.execute(statement):
        found[id] = Seat(
            reader,
            guest=guest,
            asked=not left,
            heard=heard,
            group=group,
            organisation=organisation,
            answer=answer_from(own),
        )
    return found


def _own_tests(
    connection: Connection, network_id: UUID, rounds: Mapping[UUID, Round], reader: MemberId
) -> dict[tuple[UUID, UUID], bool]:
    tested = [id for id, round in rounds.items() if round.test is not None]
    if not tested:
        return {}
    t = _test_answer.c
    statement = select(t.round_id, t.problem_id, t.try_anyway).where(
        t.network_id == network_id, t.round_id.in_(tested), t.member_id == reader
    )
    return {(round_id, problem): answer for round_id, problem, answer in connection.execute(statement)}
