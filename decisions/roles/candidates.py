"""Whom a rotation takes for a turn, and who may hold the role together in it."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import islice

from decisions.ids import MemberId
from decisions.recurring.rhythm import openings
from decisions.roles.case import RoleCase
from decisions.roles.fairness import choosing as fair
from decisions.roles.fairness.rules import Person
from decisions.roles.role import Role
from decisions.roles.rota import Learner, Rota, Said, Turn
from decisions.workdays import at_local


def people(case: RoleCase, role: Role, turn: Turn) -> tuple[Person, ...]:
    """Everybody in the circle, as they stand towards that turn. Who has a place in it is not away, nor is whose place it was."""
    placed = {one for member in role.placed(turn) for one in (member, turn.owner(member))}
    return tuple(
        Person(
            seat.member,
            seat.group,
            seat.organisation,
            case.held.get(seat.member, frozenset()),
            case.load.get(seat.member, 0),
            away=seat.member not in placed and is_away(role, seat.member, turn, case.zone),
        )
        for seat in case.circle.seats
    )


def is_away(role: Role, member: MemberId, turn: Turn, zone: str) -> bool:
    """When it begins, or for half of it or more; or they are still learning."""
    if any(one.member == member and _learns_in(role, one, turn) for one in role.learners):
        return True
    return any(
        away.member == member
        and _covers(
            at_local(away.first, time.min, zone),
            None if away.last is None else at_local(away.last + timedelta(days=1), time.min, zone),
            turn,
        )
        for away in role.away
    )


def _learns_in(role: Role, learner: Learner, turn: Turn) -> bool:
    last = learner.since_turn or _rota(role).coming.number
    return turn.number <= last


def _covers(first: datetime, after: datetime | None, turn: Turn) -> bool:
    end = turn.ends_at if after is None else min(after, turn.ends_at)
    if first <= turn.begins_at < end:
        return True
    return end - max(first, turn.begins_at) >= (turn.ends_at - turn.begins_at) / 2


# --- by the order -----------------------------------------------------------------------------------------------


def next_in_line(case: RoleCase, role: Role, turn: Turn) -> fair.Chosen:
    """Whom the order takes beside those who have a place. Of the turn under way: who would be next after it."""
    exchanged = {one.by: one.of for one in turn.exchanges if case.sits_here(one.of)}
    owners = {of: case.circle.seat(by) for by, of in exchanged.items()}

    def as_seen(person: Person) -> Person:
        if seat := owners.get(person.member):
            return replace(person, group=seat.group, organisation=seat.organisation)
        return replace(person, away=True) if person.member in exchanged else person

    there = map(as_seen, people(case, role, turn))
    return fair.choose(_fair_turn(case, role, turn, there), _rota(role).standings)


def as_counted(case: RoleCase, role: Role, turn: Turn, placed: Collection[MemberId]) -> fair.Chosen:
    """Everybody's accounts after it, where it is counted to just these: whoever takes another's turn is not among them, but the
    other is, for the account is theirs."""
    fair_turn = _fair_turn(case, role, turn, people(case, role, turn))
    return fair.counted(fair_turn, _rota(role).standings, placed)


def order(case: RoleCase, role: Role, turns: int) -> tuple[fair.Chosen, ...]:
    """The coming turn and those after it, if nobody comes, goes or refuses any more: what is shown to people. Of each it is told
    whose turn it is, also where another takes it."""
    rota = _rota(role)
    turn = rota.coming
    if turn.planned:
        found = [as_counted(case, role, turn, [turn.owner(member) for member in role.placed(turn)])]
        holders = role.placed(turn)
    else:
        found = [next_in_line(case, role, turn)]
        holders = found[0].members
    moments = openings(rota.rhythm, rota.since, case.circle.settings, turn.ends_at)
    for ends_at in islice(moments, turns - 1):
        turn = Turn(turn.number + 1, turn.ends_at, ends_at)
        fair_turn = replace(
            _fair_turn(case, role, turn, people(case, role, turn)), holders=frozenset(holders)
        )
        found.append(fair.choose(fair_turn, found[-1].standings))
        holders = found[-1].members
    return tuple(found)


def _fair_turn(case: RoleCase, role: Role, turn: Turn, there: Iterable[Person]) -> fair.Turn:
    rota = _rota(role)
    under_way = rota.is_under_way(turn)
    refused = dict(turn.refused)
    placed = {turn.owner(one) if case.sits_here(turn.owner(one)) else one for one in role.placed(turn)}
    return fair.Turn(
        number=turn.number,
        seats=role.places,
        people=tuple(there),
        seed=rota.seed.hex,
        rules=frozenset(rota.rules),
        resting=turn.resting,
        holders=frozenset(turn.held_before if under_way else role.holders),
        said_yes=frozenset(placed | (set(turn.counted) - refused.keys())),
        refused=refused,
    )


# --- by the rules -----------------------------------------------------------------------------------------------


def keeps_the_rules(case: RoleCase, role: Role, turn: Turn, members: Collection[MemberId]) -> bool:
    """Whether just these people may hold it together in that turn."""
    wanted = frozenset(members)
    there = (replace(person, away=False) for person in people(case, role, turn) if person.member in wanted)
    alone = replace(_fair_turn(case, role, turn, there), said_yes=wanted, refused={})
    return frozenset(fair.choose(alone, ()).members) == wanted


def unfit(case: RoleCase, role: Role, turn: Turn) -> tuple[MemberId, ...]:
    """Who is asked for the turn, and cannot hold it beside the others: who said yes first comes first."""
    kept = [] if role.rota is None or not role.rota.is_under_way(turn) else list(role.holders)
    found = []
    for place in sorted(turn.asked, key=lambda one: one.said is not Said.YES):
        if place.member in kept:
            continue
        if keeps_the_rules(case, role, turn, [*kept, place.member]):
            kept.append(place.member)
        else:
            found.append(place.member)
    return tuple(found)


def _rota(role: Role) -> Rota:
    if role.rota is None:
        raise ValueError(f"role {role.id} is in no rotation")
    return role.rota
