"""What a rotation would come to is shown before it is so, and is what it comes to."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from decisions.ids import GroupId
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles.candidates import order
from decisions.roles.engine import decide
from decisions.roles.evolve import evolve
from decisions.roles.fairness.rules import AtLeastFrom
from decisions.roles.previewing import preview
from decisions.roles.role import Description, Filling, RoleKind
from tests.decisions.people import ANA, CIRCLE, NETWORK
from tests.decisions.roles.world import MONDAYS, NOW, ROLE, SEED, RoleWorld

FIRST = c.FirstRota(rhythm=MONDAYS, since=date(2026, 3, 5), rules=(), seed=SEED)


def making(**changes: object) -> c.MakeRole:
    command = c.MakeRole(
        network_id=NETWORK,
        by=ANA,
        role_id=ROLE,
        circle_id=CIRCLE,
        kind=RoleKind.SCRIBE,
        description=Description("Scribe"),
        places=2,
        filling=Filling.ROTATION,
        rota=FIRST,
    )
    return replace(command, **changes)  # type: ignore[arg-type]


CASE = replace(RoleWorld(steerer=ANA).case(ANA), role=None)


def test_the_turns_that_are_shown_are_those_that_come() -> None:
    shown = preview(CASE, making(), NOW)
    role = None
    for event in decide(CASE, making(), NOW):
        role = evolve(role, event)
    assert shown is not None
    assert role is not None
    assert role.rota is not None
    assert shown.role == role
    assert (shown.turns[0].begins_at, shown.turns[0].ends_at) == (
        role.rota.coming.begins_at,
        role.rota.coming.ends_at,
    )
    assert tuple(turn.chosen for turn in shown.turns) == order(replace(CASE, role=role), role, 6)


def test_each_turn_begins_when_the_one_before_ends() -> None:
    shown = preview(CASE, making(), NOW)
    assert shown is not None
    ends = [turn.ends_at for turn in shown.turns]
    assert [turn.begins_at for turn in shown.turns[1:]] == ends[:-1]


def test_a_rule_that_nobody_meets_leaves_places_vacant_and_is_named() -> None:
    nobody = AtLeastFrom(GroupId(UUID(int=99)))
    shown = preview(CASE, making(rota=replace(FIRST, rules=(nobody,))), NOW)
    assert shown is not None
    assert all((turn.chosen.vacant, turn.chosen.unmet[0].rule) == (1, nobody) for turn in shown.turns)


def test_it_refuses_as_the_command_does() -> None:
    past = making(rota=replace(FIRST, since=date(2026, 3, 1)))
    with pytest.raises(Refusal) as refusal:
        preview(CASE, past, NOW)
    assert (refusal.value.reason, refusal.value.at_field) == (Reason.DATE_NOT_AHEAD, "since")


def test_what_is_not_filled_by_rotation_has_none() -> None:
    assert preview(CASE, making(filling=Filling.VOLUNTEER), NOW) is None
    assert preview(CASE, making(rota=None), NOW) is None
