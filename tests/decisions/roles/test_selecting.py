"""A role and its selections: for whom it can begin, as what the role is described, until when, and when the next one begins."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from decisions.events import Event
from decisions.ids import CircleId, RoundId
from decisions.refusals import Reason, Refusal
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.evolve import evolve, evolved
from decisions.roles.role import Description, Filling, How, Role, Term, WhyLeft
from decisions.roles.selecting import (
    check_selectable,
    drafted_for,
    next_selection,
    to_be_followed,
    vacancy_of,
    waits_for,
)
from decisions.roles.turning import settle
from decisions.rounds.commands import WriteDraft
from decisions.rounds.consent.drafting import write_draft
from decisions.rounds.selection.vacancy import Vacancy
from decisions.rounds.settings import Settings
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from tests.decisions.people import ANA, BO, CIRCLE, CY, DI, HAL, NETWORK, ROUND, SEATS
from tests.decisions.roles.world import RoleWorld, at

LEAD = Description("Lead", "So that somebody keeps it together.", "Calls us together.", "The dates.")


def a_role(filling: Filling = Filling.SELECTION, **fields: Any) -> RoleWorld:
    return RoleWorld().make(filling=filling, description=LEAD, **fields)


def followed(world: RoleWorld, moment: datetime) -> list[int]:
    """The terms for which the next selection is to begin, of all that time has done by then."""
    found: list[int] = []
    role, before = world.known, len(world.events)
    world.until(moment)
    for event in world.events[before:]:
        found += [term.number for term in to_be_followed(role, (event,))]
        role = evolve(role, event)
    return found


# --- for which role ---------------------------------------------------------------------------------------------


def test_a_role_that_is_filled_by_selection_can_be_selected_for() -> None:
    role = a_role().known
    assert check_selectable(role, CIRCLE) is role


@pytest.mark.parametrize("filling", [one for one in Filling if one is not Filling.SELECTION])
def test_a_role_that_is_filled_in_another_way_cannot(filling: Filling) -> None:
    assert refused(a_role(filling)) is Reason.NOT_BY_SELECTION


def test_neither_can_another_circles_nor_one_that_is_not_there_nor_one_that_is_ended() -> None:
    world = a_role()
    with pytest.raises(Refusal) as refusal:
        check_selectable(world.known, CircleId(NETWORK))
    assert refusal.value.reason is Reason.NOT_FOUND
    with pytest.raises(Refusal) as refusal:
        check_selectable(None, CIRCLE)
    assert refusal.value.reason is Reason.NOT_FOUND
    world.do(BO, c.EndRole)
    assert refused(world) is Reason.ROLE_ENDED


def refused(world: RoleWorld) -> Reason:
    with pytest.raises(Refusal) as refusal:
        check_selectable(world.known, CIRCLE)
    return refusal.value.reason


# --- as it is described -----------------------------------------------------------------------------------------


def test_people_are_selected_for_the_role_as_it_is_described() -> None:
    world = a_role(months=6, places=2)
    vacancy = vacancy_of(world.known, "UTC", world.now)
    assert vacancy == Vacancy("Lead", LEAD.purpose, LEAD.responsibilities, until=date(2026, 9, 4), places=2)


def test_a_term_without_months_has_no_last_day() -> None:
    world = a_role()
    assert vacancy_of(world.known, "UTC", world.now).until is None


def test_the_last_day_is_by_the_circles_clock() -> None:
    role, late = a_role(months=1).known, datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    days = [vacancy_of(role, zone, late).until for zone in ("UTC", "Asia/Tokyo")]
    assert days == [date(2026, 4, 4), date(2026, 4, 5)]


def test_only_the_places_that_are_vacant_or_come_to_their_end_are_filled() -> None:
    world = a_role(months=6, places=3)
    world.do(ANA, c.SeatSelected, members=(ANA,))
    assert vacancy_of(world.known, "UTC", world.now).places == 2
    world.wait(days=60)
    world.do(CY, c.SeatSelected, members=(CY, DI))
    assert vacancy_of(world.known, "UTC", world.now).places == 3, "nobody's end is near: all of it"
    world.until(at(20, month=8))
    assert vacancy_of(world.known, "UTC", world.now).places == 1


def test_with_fewer_places_no_more_are_filled_than_there_are() -> None:
    world = a_role(months=6, places=2)
    world.do(ANA, c.SeatSelected, members=(ANA, CY))
    world.until(at(20, month=8))
    world.change(places=1)
    assert vacancy_of(world.known, "UTC", world.now).places == 1


def test_the_next_term_is_reckoned_from_the_end_of_the_one_before_and_its_last_day_stays() -> None:
    world = a_role(months=6)
    world.do(ANA, c.SeatSelected, members=(ANA,), until=date(2026, 8, 31))
    world.until(at(10, month=8))
    first = vacancy_of(world.known, "UTC", world.now).until
    assert first == date(2027, 2, 28)
    world.do(CY, c.SeatSelected, members=(CY,), until=first)
    world.until(datetime(2027, 2, 10, tzinfo=UTC))
    assert vacancy_of(world.known, "UTC", world.now).until == date(2027, 8, 31)


def test_a_draft_that_describes_it_otherwise_keeps_the_roles_name() -> None:
    world = a_role(months=6)
    own = Vacancy("Boss", "To lead.", term="Half a year")
    assert drafted_for(world.known, draft(own), "UTC", world.now).vacancy == replace(own, name="Lead")
    taken = drafted_for(world.known, draft(None), "UTC", world.now).vacancy
    assert taken == vacancy_of(world.known, "UTC", world.now)


def draft(vacancy: Vacancy | None, way: Way = Way.SELECTION) -> WriteDraft:
    return WriteDraft(
        network_id=NETWORK,
        by=ANA,
        round_id=ROUND,
        circle_id=CIRCLE,
        text=Text("Lead", "To lead."),
        way=way,
        vacancy=vacancy,
        role=RoleWorld().make().known.id,
    )


def test_only_a_selection_is_about_a_role() -> None:
    roster = tuple(SEATS.values())
    at_all = {way: write_draft(draft(None, way), roster, 1, "x@1", at(4)).role for way in Way}
    assert [way for way, role in at_all.items() if role is not None] == [Way.SELECTION]


# --- as it was chosen for ---------------------------------------------------------------------------------------


def test_what_everyone_consented_to_is_the_roles_description_once_it_is_filled() -> None:
    world = a_role()
    new = {"purpose": "So that we meet.", "responsibilities": "Books the hall."}
    world.do(ANA, c.SeatSelected, members=(ANA,), **new)
    assert world.known.description == replace(LEAD, **new)
    assert (world.known.places, world.known.filling) == (1, Filling.SELECTION)


def test_what_was_not_described_otherwise_stays_and_where_nobody_takes_it_all_does() -> None:
    world = a_role()
    world.do(ANA, c.SeatSelected, members=(ANA,), purpose=LEAD.purpose)
    assert world.of(e.RoleChanged) == []
    assert a_role().do(BO, c.SeatSelected, members=(HAL,), purpose="Another") == ()


# --- until when -------------------------------------------------------------------------------------------------


def test_who_is_selected_until_a_day_holds_it_on_that_day_too() -> None:
    world = RoleWorld(settings=Settings(zone="Europe/Berlin")).make(filling=Filling.SELECTION, months=6)
    world.do(ANA, c.SeatSelected, members=(ANA,), until=date(2026, 6, 30))
    (term,) = world.known.terms
    assert (term.how, term.until) == (How.SELECTED, datetime(2026, 6, 30, 22, tzinfo=UTC))
    assert world.do(ANA, c.SeatSelected, members=(ANA,), until=date(2026, 6, 30)) == ()


def test_where_deciding_took_longer_than_that_a_term_is_as_long_as_the_roles() -> None:
    world = a_role(months=6)
    world.do(ANA, c.SeatSelected, members=(ANA,), until=date(2026, 3, 3))
    assert world.known.terms[0].until == at(4, 10, 9)


@pytest.mark.parametrize("filling", [Filling.APPOINTED, Filling.VOLUNTEER, Filling.ROTATION])
def test_a_role_that_is_filled_in_another_way_by_now_seats_nobody(filling: Filling) -> None:
    world = a_role()
    world.change(filling=filling)
    assert world.do(ANA, c.SeatSelected, members=(ANA,)) == ()
    assert world.holders == ()


def test_a_role_that_has_ended_seats_nobody() -> None:
    world = a_role()
    world.do(BO, c.EndRole)
    assert world.do(ANA, c.SeatSelected, members=(ANA,)) == ()


# --- the next one -----------------------------------------------------------------------------------------------


def test_the_next_selection_begins_when_the_end_comes_near_and_not_again_when_it_has_come() -> None:
    world = a_role(months=6)
    world.do(ANA, c.SeatSelected, members=(ANA,))
    assert followed(world, at(4, month=8)) == []
    assert followed(world, at(8, month=8)) == [1]
    assert followed(world, at(8, month=12)) == []
    assert world.of(e.RoleLeft)[0].term == 1


def test_whose_term_ended_while_nothing_was_running_is_followed_all_the_same() -> None:
    world = a_role(months=1)
    world.do(ANA, c.SeatSelected, members=(ANA,))
    events = settle(world.case(), world.known, at(1, month=6))
    (left,) = [event for event in events if isinstance(event, e.RoleLeft)]
    assert [term.number for term in to_be_followed(world.known, events)] == [left.term] == [1]


def test_nobody_is_selected_after_who_stepped_down_or_in_a_role_filled_otherwise() -> None:
    world = a_role(months=6)
    world.do(ANA, c.SeatSelected, members=(ANA,))
    before = world.known
    assert to_be_followed(before, world.do(ANA, c.StepDown)) == ()
    other = a_role(Filling.VOLUNTEER, months=6)
    other.do(ANA, c.Volunteer)
    assert followed(other, at(4, month=12)) == []
    assert other.holders == ()


def test_what_begins_after_the_same_terms_is_the_same_round() -> None:
    world = a_role(places=2, months=6)
    world.do(ANA, c.SeatSelected, members=(ANA, CY))
    role, (first, second) = world.known, world.known.terms

    def after(*terms: Term) -> RoundId:
        return next_selection(role, [term.number for term in terms])

    assert after(first, second) == after(second, first) == after(first)
    assert after(second) != after(first)


def put_off() -> Role:
    world = a_role(places=2, months=6)
    world.do(ANA, c.SeatSelected, members=(ANA, CY))
    waits: Event = e.SelectionPutOff(terms=(2,), at=world.now)
    return evolved(world.known, (e.SelectionOpened(round_id=ROUND, at=world.now), waits, waits))


def test_what_was_put_off_begins_when_the_round_it_waits_for_is_over_and_somebody_is_missing() -> None:
    role = put_off()
    near = evolve(role, e.EndComesNear(term=2, member=CY, at=at(5)))
    left = evolve(role, e.RoleLeft(term=2, member=CY, why=WhyLeft.TERM_ENDED, at=at(5)))
    assert waits_for(near, ROUND) == waits_for(left, ROUND) == (2,)
    assert waits_for(role, ROUND) == (), "somebody has been chosen for all"
    assert waits_for(near, RoundId(UUID(int=99))) == ()
    assert waits_for(replace(near, ended=True), ROUND) == ()
    assert waits_for(replace(near, filling=Filling.APPOINTED), ROUND) == ()


def test_what_was_put_off_is_seen_to_when_another_selection_opens() -> None:
    opened = e.SelectionOpened(round_id=RoundId(UUID(int=99)), at=at(6))
    assert evolve(put_off(), opened).put_off == ()


def test_a_role_knows_the_newest_round_in_which_people_are_selected_for_it() -> None:
    role = a_role().known
    opened: Event = e.SelectionOpened(round_id=ROUND, at=at(5))
    assert (role.selection, evolve(role, opened).selection) == (None, ROUND)
