"""Making a role, changing it, ending it, and setting how it turns."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from decisions.ids import RoleId
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.fairness.rules import (
    AtLeastFrom,
    HasServed,
    NotTwiceRunning,
    OnePerOrganisation,
    RotationRule,
)
from decisions.roles.role import Description, Filling, Health, RoleKind, WhyLeft
from tests.decisions.people import ANA, BO, CIRCLE, CY, FUNDERS, HAL, PARENTS, PROVIDERS
from tests.decisions.roles.world import FOUR, MONDAYS, NOW, RoleWorld, a_rota, at

DESCRIBED = Description(" Host ", purpose="That people feel at home", domain="The kettle")


def making(**fields: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "circle_id": CIRCLE,
        "kind": RoleKind.HOST,
        "description": DESCRIBED,
        "places": 1,
        "filling": Filling.ROTATION,
    }
    return {**usual, **fields}


def setting(**fields: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {"rhythm": MONDAYS, "since": NOW.date(), "rules": ()}
    return {**usual, **fields}


# --- the role itself --------------------------------------------------------------------------------------------


def test_a_role_is_made_by_who_steers_the_circle_and_is_vacant() -> None:
    world = RoleWorld()
    assert world.refused(ANA, c.MakeRole, **making()).reason is Reason.ONLY_CIRCLES_FACILITATOR
    assert world.refused(HAL, c.MakeRole, **making()).reason is Reason.NOT_IN_CIRCLE
    world.do(BO, c.MakeRole, **making())
    assert world.known.description == replace(DESCRIBED, name="Host")
    assert (world.known.health(NOW), world.known.made_by) == (Health.VACANT, BO)
    assert world.do(BO, c.MakeRole, **making()) == ()


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"description": Description("  ")}, Reason.EMPTY, "name"),
        ({"description": Description("n" * 81)}, Reason.TOO_LONG, "name"),
        ({"description": Description("Host", purpose="p" * 3_001)}, Reason.TOO_LONG, "purpose"),
        ({"places": 0}, Reason.OUT_OF_RANGE, "places"),
        ({"places": 7}, Reason.OUT_OF_RANGE, "places"),
        ({"months": 0}, Reason.OUT_OF_RANGE, "months"),
        ({"months": 61}, Reason.OUT_OF_RANGE, "months"),
    ],
)
def test_what_a_role_cannot_be(fields: dict[str, Any], reason: Reason, field: str) -> None:
    refusal = RoleWorld().refused(BO, c.MakeRole, **making(**fields))
    assert (refusal.reason, refusal.at_field) == (reason, field)


def test_what_is_not_there_is_not_found() -> None:
    assert RoleWorld().refused(BO, c.EndRole).reason is Reason.NOT_FOUND


def test_changing_it_leaves_whoever_holds_it() -> None:
    world = RoleWorld().make(filling=Filling.VOLUNTEER, places=2)
    world.do(ANA, c.Volunteer)
    world.do(CY, c.Volunteer)
    world.change(places=1, description=Description("Hosts"))
    assert (world.holders, world.known.vacant, world.known.description.name) == ((ANA, CY), 0, "Hosts")
    assert world.change() == ()
    id = world.offer(CY, c.HandOn, BO)
    assert world.refused(BO, c.AnswerOffer, id=id, accept=True).reason is Reason.NO_PLACE_VACANT
    world.do(ANA, c.StepDown)
    assert world.refused(BO, c.Volunteer).reason is Reason.NO_PLACE_VACANT


def test_only_who_steers_changes_or_ends_it() -> None:
    world = RoleWorld().make()
    assert world.refused(ANA, c.EndRole).reason is Reason.ONLY_CIRCLES_FACILITATOR
    assert world.refused(ANA, c.SetRota, **setting()).reason is Reason.ONLY_CIRCLES_FACILITATOR


def test_a_role_that_has_ended_is_nobodys() -> None:
    world = a_rota().turn()
    world.until_asked()
    world.do(BO, c.EndRole)
    assert world.holders == ()
    assert world.of(e.RoleLeft)[-1].why is WhyLeft.ROLE_ENDED
    assert world.refused(ANA, c.Volunteer).reason is Reason.ROLE_ENDED
    assert world.do(BO, c.EndRole) == ()
    assert world.do(ANA, c.NoteHolderLeft) == ()
    assert len(world.events) == len(world.wait(days=400).events)


@pytest.mark.parametrize("purpose", ["", "  "])
def test_a_role_to_be_filled_by_selection_says_what_it_is_for(purpose: str) -> None:
    silent: dict[str, Any] = {"description": Description("Lead", purpose), "filling": Filling.SELECTION}
    world = RoleWorld().make()
    made = RoleWorld().refused(BO, c.MakeRole, **making(**silent))
    changed = world.refused(BO, c.ChangeRole, places=1, **silent)
    for refusal in (made, changed):
        assert (refusal.reason, refusal.at_field) == (Reason.SELECTION_NEEDS_PURPOSE, "purpose")
    world.change(description=Description("Lead", purpose), filling=Filling.VOLUNTEER)
    world.change(description=Description("Lead", "To call us together."), filling=Filling.SELECTION)
    assert world.known.filling is Filling.SELECTION


# --- the rotation -----------------------------------------------------------------------------------------------


def test_the_first_turn_begins_when_the_rhythm_first_has_it() -> None:
    world = a_rota()
    assert (world.coming.number, world.coming.begins_at, world.coming.ends_at) == (1, at(9), at(16))
    later = RoleWorld().make().rotate(since=date(2026, 3, 10))
    assert later.coming.begins_at == at(16)


@pytest.mark.parametrize(
    ("fields", "reason", "field"),
    [
        ({"since": date(2026, 3, 3)}, Reason.DATE_NOT_AHEAD, "since"),
        ({"since": date(2027, 4, 3)}, Reason.DATE_TOO_FAR, "since"),
        ({"rhythm": Rhythm(Every.WEEK, weeks=0)}, Reason.OUT_OF_RANGE, "weeks"),
        ({"rules": (AtLeastFrom(PARENTS), AtLeastFrom(FUNDERS))}, Reason.MORE_THAN_PLACES, "rules"),
        ({"rules": (AtLeastFrom(PARENTS, 2),)}, Reason.MORE_THAN_PLACES, "rules"),
        ({"rules": (AtLeastFrom(PARENTS, 0),)}, Reason.OUT_OF_RANGE, "rules"),
        (
            {"rules": tuple(HasServed(RoleId(UUID(int=100 + n))) for n in range(9))},
            Reason.TOO_MANY_RULES,
            "rules",
        ),
    ],
)
def test_what_a_rotation_cannot_be(fields: dict[str, Any], reason: Reason, field: str) -> None:
    refusal = RoleWorld().make().refused(BO, c.SetRota, **setting(**fields))
    assert (refusal.reason, refusal.at_field) == (reason, field)


def test_of_two_rules_for_one_group_the_stricter_counts() -> None:
    rules: tuple[RotationRule, ...] = (AtLeastFrom(PARENTS), AtLeastFrom(PARENTS, 2), AtLeastFrom(PARENTS))
    world = RoleWorld().make(places=2).rotate(*rules)
    assert world.rota.rules == rules[:2]


@pytest.mark.parametrize("many", [(1, 3), (3, 1)])
def test_the_stricter_of_two_counts_against_the_places_whichever_was_named_first(
    many: tuple[int, int],
) -> None:
    rules = tuple(AtLeastFrom(PARENTS, one) for one in many)
    refusal = RoleWorld().make(places=2).refused(BO, c.SetRota, **setting(rules=rules))
    assert (refusal.reason, refusal.facts["wanted"]) == (Reason.MORE_THAN_PLACES, 3)


def test_fewer_places_than_the_rules_ask_for_are_refused() -> None:
    world = a_rota(AtLeastFrom(PARENTS), AtLeastFrom(PROVIDERS), places=2)
    role = world.known
    fields = {"description": role.description, "filling": role.filling, "places": 1}
    refusal = world.refused(BO, c.ChangeRole, **fields)
    assert (refusal.reason, refusal.at_field) == (Reason.MORE_THAN_PLACES, "places")


def test_setting_it_as_it_is_changes_nothing_even_long_after() -> None:
    world = a_rota().turn()
    since, seed = world.rota.since, world.rota.seed
    assert world.do(BO, c.SetRota, **setting(since=since)) == ()
    world.do(BO, c.SetRota, **setting(since=since, rules=(NotTwiceRunning(),)))
    assert (world.rota.seed, world.rota.rules) == (seed, (NotTwiceRunning(),))


def test_a_new_rule_in_mid_term_leaves_who_said_yes_if_they_keep_it() -> None:
    world = a_rota(members=FOUR).turn()
    before = world.holders
    world.until_asked().accept()
    asked = world.asked
    world.do(BO, c.SetRota, **setting(since=world.rota.since, rules=(OnePerOrganisation(),)))
    assert (world.holders, world.asked, world.coming.accepted) == (before, asked, asked)


def test_who_does_not_keep_a_new_rule_need_not_come_and_somebody_else_is_asked() -> None:
    world = a_rota(members=[ANA, BO, CY]).until_asked()
    while world.asked[0] == CY:
        world.decline(CY)
    (who,) = world.accept().asked
    world.do(BO, c.SetRota, **setting(rules=(AtLeastFrom(PARENTS),)))
    assert [event.member for event in world.of(e.MemberUnasked)] == [who]
    assert world.asked == (CY,)


def test_another_rhythm_in_mid_term_asks_anew_for_its_first_turn() -> None:
    world = a_rota().turn()
    holders = world.holders
    (who,) = world.until_asked().accept().asked
    world.do(BO, c.SetRota, **setting(rhythm=Rhythm(Every.MONTH_DAY, day=20), since=world.now.date()))
    assert (world.coming.number, world.coming.begins_at, world.asked) == (2, at(20), ())
    (term,) = world.known.terms
    assert (world.holders, term.until, world.present.ends_at) == (holders, at(20), at(20))
    world.until(at(13))
    assert world.holders == holders
    assert world.asked == (who,)


def test_everybodys_turns_stay_when_the_rotation_is_set_anew() -> None:
    world = a_rota()
    held = [world.turn().holders[0] for _ in range(2)]
    world.do(BO, c.SetRota, **setting(rhythm=Rhythm(Every.WEEK, weekday=2), since=world.now.date()))
    held += [world.turn().holders[0] for _ in range(2)]
    assert set(held) == set(FOUR)


def test_a_rotation_ends_when_it_is_filled_otherwise_and_they_hold_it_until_their_turn_is_over() -> None:
    world = a_rota().turn()
    (who,) = world.until_asked().asked
    world.offer(who, c.OfferSwap, next(one for one in FOUR if one not in (who, *world.holders)))
    world.change(filling=Filling.VOLUNTEER)
    assert world.known.rota is None
    assert world.known.offers == ()
    assert world.refused(who, c.AcceptTurn, turn=2).reason is Reason.IN_NO_ROTATION
    assert len(world.holders) == 1
    assert world.until(at(16)).holders == ()


def test_a_rotation_that_begins_again_begins_with_its_first_turn() -> None:
    world = a_rota().turn()
    world.change(filling=Filling.VOLUNTEER)
    world.do(BO, c.SetRota, **setting(since=world.now.date()))
    assert world.coming.number == 1
    assert world.turn().present.number == 1
    assert len(world.holders) == 1


def test_a_place_more_is_asked_for_and_a_place_less_is_not() -> None:
    world = a_rota().until_asked()
    (first,) = world.accept().asked
    world.change(places=2)
    assert set(world.asked) > {first}
    world.change(places=1)
    assert world.asked == (first,)
    assert len(world.of(e.MemberUnasked)) == 1


def test_a_place_more_in_mid_term_is_asked_for_too() -> None:
    world = a_rota().turn()
    world.change(places=2)
    assert len(world.known.placed(world.present)) == 2
    assert world.present.vacant == 0
