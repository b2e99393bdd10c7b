"""What a rotation would come to is shown before it is so, and is what it comes to."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from decisions.ids import CircleId, GroupId, RoleId
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.candidates import order
from decisions.roles.case import RoleCase
from decisions.roles.engine import decide
from decisions.roles.evolve import evolve
from decisions.roles.fairness.rules import AtLeastFrom, NotTwiceRunning
from decisions.roles.previewing import preview
from decisions.roles.role import Description, Filling, RoleKind
from decisions.roles.setting import first_seed
from tests.decisions.people import ANA, BO, CIRCLE, NETWORK
from tests.decisions.roles.world import MONDAYS, NOW, ROLE, RoleWorld, a_rota

FIRST = c.FirstRota(rhythm=MONDAYS, since=date(2026, 3, 5), rules=())


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


def drawn_for(case: RoleCase, command: c.MakeRole | c.SetRota) -> UUID:
    return next(event.seed for event in decide(case, command, NOW) if isinstance(event, e.RotaSet))


def test_nobody_finds_another_draw_by_looking_again() -> None:
    """Neither by a new form, nor by any other name, day, rule or number of places."""
    others = (
        making(role_id=RoleId(UUID(int=98))),
        making(description=Description("Keeper of notes"), kind=RoleKind.OWN, places=1),
        making(rota=replace(FIRST, since=date(2026, 4, 5), rules=(NotTwiceRunning(),))),
        making(by=BO),
    )
    drawn = {drawn_for(replace(CASE, steers=True), one) for one in (making(), *others)}
    assert drawn == {first_seed(CIRCLE, 0)}


def test_each_role_of_a_circle_and_each_circle_has_a_draw_of_its_own() -> None:
    """Else whoever is first in one would be first in all."""
    seeds = {drawn_for(replace(CASE, made_before=many), making()) for many in range(20)}
    assert len(seeds) == 20
    assert first_seed(CircleId(UUID(int=5)), 0) not in seeds


def test_a_rotation_that_is_taken_off_and_set_again_is_drawn_as_before() -> None:
    world = a_rota()
    seed = world.rota.seed
    world.change(filling=Filling.VOLUNTEER)
    world.rotate()
    assert world.rota.seed == seed
