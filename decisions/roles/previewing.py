"""What a rotation would come to, before it is set."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, pairwise
from typing import Final

from decisions.recurring.rhythm import openings
from decisions.roles import commands as c
from decisions.roles.candidates import order
from decisions.roles.case import RoleCase
from decisions.roles.engine import decide
from decisions.roles.evolve import evolve
from decisions.roles.fairness.choosing import Chosen
from decisions.roles.role import Role
from decisions.rounds.settings import Settings

TURNS_SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class PlannedTurn:
    begins_at: datetime
    ends_at: datetime
    chosen: Chosen


@dataclass(frozen=True, slots=True)
class Preview:
    """``turns``: the first ones, if nobody comes, goes or refuses."""

    role: Role
    turns: tuple[PlannedTurn, ...]


def preview(
    case: RoleCase, command: c.MakeRole | c.SetRota, now: datetime, many: int = TURNS_SHOWN
) -> Preview | None:
    """None where there would be no rotation. Raises ``Refusal`` as the command would."""
    role = case.role
    for event in decide(case, command, now):
        role = evolve(role, event)
    if role is None or role.rota is None:
        return None
    chosen = order(replace(case, role=role), role, many)
    times = pairwise(_beginnings(role, case.circle.settings, many))
    return Preview(role, tuple(PlannedTurn(*when, one) for when, one in zip(times, chosen, strict=True)))


def _beginnings(role: Role, settings: Settings, many: int) -> Iterator[datetime]:
    """Of so many turns, and the end of the last."""
    if role.rota is None:
        return
    coming = role.rota.coming
    yield from (coming.begins_at, coming.ends_at)
    yield from islice(openings(role.rota.rhythm, role.rota.since, settings, coming.ends_at), many - 1)
