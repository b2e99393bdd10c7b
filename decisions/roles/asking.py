"""Asking people to take a turn: whom and when, once more, and passing over (docs/decisions/0050)."""

from datetime import datetime, timedelta
from typing import Final

from decisions.events import Event
from decisions.ids import MemberId
from decisions.roles import events as e
from decisions.roles.candidates import is_away, keeps_the_rules, next_in_line
from decisions.roles.case import RoleCase
from decisions.roles.evolve import evolved
from decisions.roles.fairness.choosing import Chosen
from decisions.roles.role import Role
from decisions.roles.rota import Said, Turn, lead
from decisions.rounds.asks import in_hours

SHORTEST_STEP: Final = timedelta(hours=12)
LATE_STEP: Final = timedelta(days=1)


def plan_at(turn: Turn) -> datetime:
    return turn.begins_at - lead(turn)


def filled(case: RoleCase, role: Role, number: int, now: datetime) -> tuple[Event, ...]:
    """Whoever is to be asked for that turn now, so that its places are filled as far as they can be. () where all that can be
    done has been."""
    turn = None if role.rota is None else role.rota.turn(number)
    if turn is None:
        return ()
    chosen = next_in_line(case, role, turn)
    asked = _asked(case, role, turn, chosen, now) if _is_worth_asking(turn, now) else ()
    vacant = role.unfilled(turn) - len(asked)
    unmet = chosen.unmet if vacant and chosen.vacant else ()
    if turn.planned and (turn.vacant, turn.unmet) == (vacant, unmet):
        return asked
    return (e.TurnPlanned(turn=turn.number, vacant=vacant, unmet=unmet, at=now), *asked)


def _asked(
    case: RoleCase, role: Role, turn: Turn, chosen: Chosen, now: datetime
) -> tuple[e.MemberAsked, ...]:
    """Where somebody owes a turn to one who took theirs, that one is asked first."""
    placed = role.placed(turn)
    owners = {turn.owner(member) for member in placed}
    next_at = _next_at(case, turn, now)
    found: list[e.MemberAsked] = []
    for member in chosen.members:
        if len(found) == role.unfilled(turn):
            break
        if member in placed or member in owners:
            continue
        together = (*placed, *(one.member for one in found))
        for who in (*_promised_by(case, role, turn, member), member):
            if who not in together and keeps_the_rules(case, role, turn, (*together, who)):
                owner = None if who == member else member
                found.append(
                    e.MemberAsked(turn=turn.number, member=who, next_at=next_at, instead_of=owner, at=now)
                )
                break
    return tuple(found)


def _promised_by(case: RoleCase, role: Role, turn: Turn, member: MemberId) -> tuple[MemberId, ...]:
    refused = {one for one, _ in turn.refused}
    promises = () if role.rota is None else role.rota.promises
    return tuple(
        one.by
        for one in promises
        if one.of == member and one.by not in refused and not is_away(role, one.by, turn, case.zone)
    )


def _is_worth_asking(turn: Turn, now: datetime) -> bool:
    """Nobody is asked for the last day of a turn; of short ones, not for the last half."""
    return now < turn.ends_at - min(LATE_STEP, (turn.ends_at - turn.begins_at) / 2)


def step(turn: Turn, now: datetime) -> timedelta:
    """From being asked until being asked once more, and from there until somebody else is asked."""
    left = turn.begins_at - now
    return max(SHORTEST_STEP, left / 3) if left > timedelta() else min(LATE_STEP, (turn.ends_at - now) / 3)


def _next_at(case: RoleCase, turn: Turn, now: datetime) -> datetime:
    """In the hours of the circle's day; nobody is asked once more when most of the time until then was night."""
    pause = step(turn, now)
    return in_hours(now + pause, now + pause / 2, case.zone)


def reminded(case: RoleCase, role: Role, turn: Turn, now: datetime) -> tuple[Event, ...]:
    """What comes of silence: they are asked once more; then somebody else is, where there is anybody else."""
    for place in turn.asked:
        if place.said is Said.NOTHING and place.next_at <= now:
            return _silent(case, role, turn, place.member, now, again=place.again)
    return ()


def _silent(
    case: RoleCase, role: Role, turn: Turn, member: MemberId, now: datetime, *, again: bool
) -> tuple[Event, ...]:
    if not again:
        next_at = _next_at(case, turn, now)
        return (e.AskedOnceMore(turn=turn.number, member=member, next_at=next_at, at=now),)
    passed = e.TurnPassedOver(turn=turn.number, member=member, at=now)
    others = filled(case, evolved(role, (passed,)), turn.number, now)
    if any(isinstance(event, e.MemberAsked) for event in others):
        return (passed, *others)
    next_at = turn.begins_at if now < turn.begins_at else turn.ends_at
    return (e.NobodyElseToAsk(turn=turn.number, member=member, next_at=next_at, at=now),)
