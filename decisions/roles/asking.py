"""Who takes a turn: looking for them, asking, asking once more, passing over; and what they say (docs/decisions/0050)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final

from decisions.events import Event
from decisions.ids import MemberId
from decisions.roles import events as e
from decisions.roles.case import RoleCase
from decisions.roles.evolve import evolved
from decisions.roles.fairness import choosing as fair
from decisions.roles.fairness.rules import Person
from decisions.roles.role import Exchange, Role, Rota, Said, Turn
from decisions.workdays import at_local

LONGEST_LEAD: Final = timedelta(days=7)
"""So long before a turn begins people are asked; of short turns, half of one."""
SHORTEST_STEP: Final = timedelta(hours=12)
LATE_STEP: Final = timedelta(days=1)


def lead(turn: Turn) -> timedelta:
    return min(LONGEST_LEAD, (turn.ends_at - turn.begins_at) / 2)


def plan_at(turn: Turn) -> datetime:
    return turn.begins_at - lead(turn)


# --- whom the rotation takes --------------------------------------------------------------------------------------


def people(case: RoleCase, role: Role, turn: Turn) -> tuple[Person, ...]:
    """Everybody in the circle, as they stand towards that turn."""
    return tuple(
        Person(
            seat.member,
            seat.group,
            seat.organisation,
            case.held.get(seat.member, frozenset()),
            case.load.get(seat.member, 0),
            away=is_away(role, seat.member, turn, case.zone),
        )
        for seat in case.circle.seats
    )


def is_away(role: Role, member: MemberId, turn: Turn, zone: str) -> bool:
    """On the day on which it begins, or for half of it or more; or they are still learning."""
    if any(one.member == member and _learns_in(one.since_turn, turn.number) for one in role.learners):
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


def _learns_in(since_turn: int | None, number: int) -> bool:
    return since_turn is None or since_turn >= number


def _covers(first: datetime, after: datetime | None, turn: Turn) -> bool:
    end = turn.ends_at if after is None else min(after, turn.ends_at)
    if first <= turn.begins_at < end:
        return True
    return end - max(first, turn.begins_at) >= (turn.ends_at - turn.begins_at) / 2


def as_chosen(case: RoleCase, role: Role, turn: Turn) -> fair.Chosen:
    """Whom the rotation takes for the turn, as things are: whoever has been asked stays asked."""
    return fair.choose(_fair_turn(case, role, turn), _rota(role).standings)


def order(case: RoleCase, role: Role, turns: int) -> tuple[fair.Chosen, ...]:
    """The coming turn and those after it, if nobody comes, goes or refuses: what is shown to people."""
    rota = _rota(role)
    return fair.preview(_fair_turn(case, role, rota.coming), rota.standings, turns)


def _fair_turn(case: RoleCase, role: Role, turn: Turn) -> fair.Turn:
    rota = _rota(role)
    taken = {exchange.by: exchange.of for exchange in turn.exchanges}
    return fair.Turn(
        number=turn.number,
        seats=role.places,
        people=people(case, role, turn),
        seed=rota.seed.hex,
        rules=frozenset(rota.rules),
        resting=turn.resting,
        holders=frozenset(role.holders),
        said_yes=frozenset(taken.get(one.member, one.member) for one in turn.asked),
        refused=dict(turn.refused),
    )


def keeps_the_rules(case: RoleCase, role: Role, turn: Turn, members: Iterable[MemberId]) -> bool:
    """Whether just these people may hold it together in that turn."""
    wanted = frozenset(members)
    there = tuple(
        replace(person, away=False) for person in people(case, role, turn) if person.member in wanted
    )
    alone = replace(_fair_turn(case, role, turn), people=there, said_yes=wanted, refused={})
    return frozenset(fair.choose(alone, ()).members) == wanted


# --- asking -------------------------------------------------------------------------------------------------------


def planned(case: RoleCase, role: Role, number: int, now: datetime) -> tuple[Event, ...]:
    """Whoever is to be asked for the turn now, so that its places are filled as far as they can be. () where all that can be done
    has been."""
    rota = _rota(role)
    turn = rota.turn(number)
    if turn is None:
        return ()
    found: list[Event] = []
    wanted = role.places - len(turn.asked)
    chosen = as_chosen(case, role, turn)
    replaced = {exchange.of for exchange in turn.exchanges}
    unasked = [one for one in chosen.members if turn.place(one) is None and one not in replaced]
    for member in unasked[:wanted]:
        found.extend(_ask(case, role, turn, member, now))
    if not turn.planned or (turn.vacant, turn.unmet) != (chosen.vacant, chosen.unmet):
        found.insert(0, e.TurnPlanned(turn=number, vacant=chosen.vacant, unmet=chosen.unmet, at=now))
    return tuple(found)


def _ask(case: RoleCase, role: Role, turn: Turn, member: MemberId, now: datetime) -> Iterator[Event]:
    """Where they owe it to somebody who took a turn of theirs, it is asked of that one."""
    promise = next((one for one in _rota(role).promises if one.of == member), None)
    if promise is not None and _can_take(case, role, turn, promise):
        yield e.TurnExchanged(turn=turn.number, of=promise.of, by=promise.by, swap=False, at=now)
        return
    yield e.MemberAsked(turn=turn.number, member=member, next_at=now + step(turn, now), at=now)


def _can_take(case: RoleCase, role: Role, turn: Turn, promise: Exchange) -> bool:
    if is_away(role, promise.by, turn, case.zone) or turn.place(promise.by) is not None:
        return False
    others = [one.member for one in turn.asked]
    return keeps_the_rules(case, role, turn, (*others, promise.by))


def step(turn: Turn, now: datetime) -> timedelta:
    """From being asked until being asked once more, and from there until somebody else is asked."""
    left = turn.begins_at - now
    return max(SHORTEST_STEP, left / 3) if left > timedelta() else LATE_STEP


def reminded(case: RoleCase, role: Role, turn: Turn, now: datetime) -> tuple[Event, ...]:
    """What comes of silence: they are asked once more; then somebody else is, where there is anybody else."""
    found: tuple[Event, ...] = ()
    for place in turn.asked:
        if place.said is Said.YES or place.next_at > now:
            continue
        if not place.again:
            next_at = now + step(turn, now)
            found += (e.AskedOnceMore(turn=turn.number, member=place.member, next_at=next_at, at=now),)
            continue
        passed = (e.PassedOver(turn=turn.number, member=place.member, at=now),)
        after = evolved(role, (*found, *passed))
        others = planned(case, after, turn.number, now)
        if any(isinstance(event, e.MemberAsked | e.TurnExchanged) for event in others):
            found += (*passed, *others)
        else:
            found += (e.AskedOnceMore(turn=turn.number, member=place.member, next_at=turn.ends_at, at=now),)
    return found


def _rota(role: Role) -> Rota:
    if role.rota is None:
        raise ValueError(f"role {role.id} is in no rotation")
    return role.rota
