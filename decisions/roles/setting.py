"""Making a role, changing it and ending it; and setting the rotation by which it passes around."""

from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from decisions.events import Event
from decisions.recurring.rhythm import openings
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.asking import planned
from decisions.roles.case import RoleCase
from decisions.roles.evolve import evolved
from decisions.roles.fairness.rules import AtLeastFrom, RotationRule
from decisions.roles.role import LONGEST_TERM, MOST_PLACES, Role, RoleKind, Rota, WhyLeft
from decisions.roles.turning import left
from decisions.rounds.settings import Settings
from decisions.workdays import local_day

FARTHEST: Final = timedelta(days=366)
MOST_RULES: Final = 8


def make(case: RoleCase, command: c.MakeRole, now: datetime) -> tuple[Event, ...]:
    if case.role is not None:
        return ()
    _must_steer(case, command)
    _check(command.places, command.months)
    made = e.RoleMade(
        role_id=command.role_id,
        network_id=command.network_id,
        circle_id=command.circle_id,
        by=command.by,
        kind=command.kind,
        places=1 if command.kind is RoleKind.FACILITATOR else command.places,
        filling=command.filling,
        months=command.months,
        description=command.description.checked(),
        at=now,
    )
    return (made,)


def change(case: RoleCase, command: c.ChangeRole, now: datetime) -> tuple[Event, ...]:
    _must_steer(case, command)
    role = case.known()
    _check(command.places, command.months)
    changed = e.RoleChanged(
        by=command.by,
        places=1 if role.kind is RoleKind.FACILITATOR else command.places,
        filling=command.filling,
        months=command.months,
        description=command.description.checked(),
        at=now,
    )
    as_it_is = (role.places, role.filling, role.months, role.description)
    if (changed.places, changed.filling, changed.months, changed.description) == as_it_is:
        return ()
    return (changed, *asked_anew(case, evolved(role, (changed,)), now))


def end(case: RoleCase, command: c.EndRole, now: datetime) -> tuple[Event, ...]:
    _must_steer(case, command)
    ended = tuple(left(term, WhyLeft.ROLE_ENDED, now) for term in case.known().terms)
    return (*ended, e.RoleEnded(by=command.by, at=now))


# --- the rotation -----------------------------------------------------------------------------------------------


def set_rota(case: RoleCase, command: c.SetRota, now: datetime) -> tuple[Event, ...]:
    """The turn under way goes on; the one that comes next begins by the new rhythm."""
    _must_steer(case, command)
    role, settings = case.known(), case.circle.settings
    rules = _checked_rules(command.rules, role.places)
    today = local_day(now, settings.zone)
    if command.since < today:
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="since")
    if command.since > local_day(now + FARTHEST, settings.zone):
        raise Refusal(Reason.DATE_TOO_FAR, at_field="since")
    begins_at, ends_at = islice(openings(command.rhythm.checked(), command.since, settings, now), 2)
    rota_set = e.RotaSet(
        by=command.by,
        rhythm=command.rhythm,
        since=command.since,
        rules=rules,
        seed=command.seed if role.rota is None else role.rota.seed,
        begins_at=begins_at,
        ends_at=ends_at,
        at=now,
    )
    return (rota_set,)


def reckon(case: RoleCase, command: c.ReckonTurns, now: datetime) -> tuple[Event, ...]:
    rota = case.known().rota
    if rota is None:
        return ()
    begins_at, ends_at = next_turn(rota, case.circle.settings, now)
    if (begins_at, ends_at) == (rota.coming.begins_at, rota.coming.ends_at):
        return ()
    return (e.TurnsReckoned(begins_at=begins_at, ends_at=ends_at, at=now),)


def next_turn(rota: Rota, settings: Settings, now: datetime) -> tuple[datetime, datetime]:
    """When the next turn begins and ends, by the circle's clock and holidays."""
    begins_at, ends_at = islice(openings(rota.rhythm, rota.since, settings, now), 2)
    return begins_at, ends_at


def asked_anew(case: RoleCase, role: Role, now: datetime) -> tuple[Event, ...]:
    """Of the turns that have been planned: what now follows for their places."""
    found: tuple[Event, ...] = ()
    if role.rota is None:
        return found
    for turn in (role.rota.present, role.rota.coming):
        if turn is not None and turn.planned:
            found += planned(case, evolved(role, found), turn.number, now)
    return found


def _checked_rules(rules: tuple[RotationRule, ...], places: int) -> tuple[RotationRule, ...]:
    different = tuple(dict.fromkeys(rules))
    if len(different) > MOST_RULES:
        raise Refusal(Reason.TOO_MANY_RULES, {"most": MOST_RULES}, at_field="rules")
    wanted = sum(rule.many for rule in different if isinstance(rule, AtLeastFrom))
    if wanted > places:
        raise Refusal(Reason.MORE_THAN_PLACES, {"wanted": wanted, "places": places}, at_field="rules")
    return different


def _check(places: int, months: int | None) -> None:
    if not 1 <= places <= MOST_PLACES:
        raise Refusal(Reason.OUT_OF_RANGE, {"least": 1, "most": MOST_PLACES}, at_field="places")
    if months is not None and not 1 <= months <= LONGEST_TERM:
        raise Refusal(Reason.OUT_OF_RANGE, {"least": 1, "most": LONGEST_TERM}, at_field="months")


def _must_steer(case: RoleCase, command: c.RoleCommand) -> None:
    if not case.steers:
        raise Refusal(Reason.ONLY_CIRCLES_FACILITATOR)
