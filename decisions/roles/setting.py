"""Making a role, changing it and ending it; and setting the rotation by which it passes around."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final
from uuid import UUID, uuid5

from decisions.events import Event
from decisions.ids import CircleId, GroupId
from decisions.recurring.rhythm import openings
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.case import RoleCase
from decisions.roles.dates import counted
from decisions.roles.evolve import evolve
from decisions.roles.fairness.rules import AtLeastFrom, RotationRule
from decisions.roles.role import LONGEST_TERM, MOST_PLACES, Description, Filling, WhyLeft
from decisions.roles.rota import Rota
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
    description = _described(command.description, command.filling)
    made = e.RoleMade(
        role_id=command.role_id,
        network_id=command.network_id,
        circle_id=command.circle_id,
        by=command.by,
        kind=command.kind,
        places=command.places,
        filling=command.filling,
        months=command.months,
        description=description,
        at=now,
    )
    if command.rota is None or command.filling is not Filling.ROTATION:
        return (made,)
    made_case = replace(case, role=evolve(None, made))
    seed = first_seed(command.circle_id, case.made_before)
    return (made, *_rota_set(made_case, _set_rota(command, command.rota), seed, now))


def _set_rota(command: c.MakeRole, rota: c.FirstRota) -> c.SetRota:
    return c.SetRota(
        network_id=command.network_id,
        by=command.by,
        role_id=command.role_id,
        rhythm=rota.rhythm,
        since=rota.since,
        rules=rota.rules,
    )


def change(case: RoleCase, command: c.ChangeRole, now: datetime) -> tuple[Event, ...]:
    _must_steer(case, command)
    role = case.known()
    _check(command.places, command.months)
    changed = e.RoleChanged(
        by=command.by,
        places=command.places,
        filling=command.filling,
        months=command.months,
        description=_described(command.description, command.filling),
        at=now,
    )
    as_it_is = (role.places, role.filling, role.months, role.description)
    if (changed.places, changed.filling, changed.months, changed.description) == as_it_is:
        return ()
    if role.rota is not None and changed.filling is Filling.ROTATION:
        _check_enough_places(role.rota.rules, changed.places, "places")
    return (changed,)


def end(case: RoleCase, command: c.EndRole, now: datetime) -> tuple[Event, ...]:
    _must_steer(case, command)
    ended = tuple(left(term, WhyLeft.ROLE_ENDED, now) for term in case.known().terms)
    return (*ended, e.RoleEnded(by=command.by, at=now))


# --- the rotation -----------------------------------------------------------------------------------------------


def set_rota(case: RoleCase, command: c.SetRota, now: datetime) -> tuple[Event, ...]:
    """The turn under way goes on; the one that comes next begins by the new rhythm. Where that is at nearly the same time, who
    was asked for it stays asked."""
    return _rota_set(case, command, uuid5(case.known().id, "rotation"), now)


def first_seed(circle: CircleId, made_before: int) -> UUID:
    """Of the draws that settle ties in the rotation with which a circle's next role is made. It is there before anybody opens the
    form, the same for everybody and however often: so nobody can look for a draw that they like (docs/decisions/0048)."""
    return uuid5(circle, f"rotation of role {made_before + 1}")


def _rota_set(case: RoleCase, command: c.SetRota, seed: UUID, now: datetime) -> tuple[Event, ...]:
    """``seed``: for a rotation that is new."""
    _must_steer(case, command)
    role, settings = case.known(), case.circle.settings
    rules = _checked_rules(command.rules, role.places)
    before = role.rota
    present = None if before is None else before.present
    rhythm, since = counted(command.rhythm.checked(), command.since, present, settings.zone, now)
    if before is not None and (before.rhythm, before.since, before.rules) == (rhythm, since, rules):
        return ()
    if since not in _first_days(before, settings.zone):
        if since < local_day(now, settings.zone):
            raise Refusal(Reason.DATE_NOT_AHEAD, at_field="since")
        if since > local_day(now + FARTHEST, settings.zone):
            raise Refusal(Reason.DATE_TOO_FAR, at_field="since")
    begins_at, ends_at = islice(openings(rhythm, since, settings, now), 2)
    rota_set = e.RotaSet(
        by=command.by,
        rhythm=rhythm,
        since=since,
        rules=rules,
        seed=seed if before is None else before.seed,
        begins_at=begins_at,
        ends_at=ends_at,
        at=now,
    )
    return (rota_set,)


def _first_days(rota: Rota | None, zone: str) -> tuple[date, ...]:
    """From which it is counted already, or can be though they have gone by."""
    if rota is None:
        return ()
    return (rota.since,) if rota.present is None else (rota.since, local_day(rota.present.begins_at, zone))


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


def _checked_rules(rules: tuple[RotationRule, ...], places: int) -> tuple[RotationRule, ...]:
    different = tuple(dict.fromkeys(rules))
    if len(different) > MOST_RULES:
        raise Refusal(Reason.TOO_MANY_RULES, {"most": MOST_RULES}, at_field="rules")
    if any(isinstance(rule, AtLeastFrom) and rule.many < 1 for rule in different):
        raise Refusal(Reason.OUT_OF_RANGE, {"least": 1, "most": MOST_PLACES}, at_field="rules")
    _check_enough_places(different, places, "rules")
    return different


def _check_enough_places(rules: tuple[RotationRule, ...], places: int, field: str) -> None:
    """Of two rules for one group the stricter counts."""
    wanted: dict[GroupId, int] = {}
    for rule in rules:
        if isinstance(rule, AtLeastFrom):
            wanted[rule.group] = max(rule.many, wanted.get(rule.group, 0))
    if (many := sum(wanted.values())) > places:
        raise Refusal(Reason.MORE_THAN_PLACES, {"wanted": many, "places": places}, at_field=field)


def _described(description: Description, filling: Filling) -> Description:
    """A selection asks whom people want for what it is for, and cannot open without that."""
    described = description.checked()
    if filling is Filling.SELECTION and not described.purpose:
        raise Refusal(Reason.SELECTION_NEEDS_PURPOSE, at_field="purpose")
    return described


def _check(places: int, months: int | None) -> None:
    if not 1 <= places <= MOST_PLACES:
        raise Refusal(Reason.OUT_OF_RANGE, {"least": 1, "most": MOST_PLACES}, at_field="places")
    if months is not None and not 1 <= months <= LONGEST_TERM:
        raise Refusal(Reason.OUT_OF_RANGE, {"least": 1, "most": LONGEST_TERM}, at_field="months")


def _must_steer(case: RoleCase, command: c.RoleCommand) -> None:
    if not case.steers:
        raise Refusal(Reason.ONLY_CIRCLES_FACILITATOR)
