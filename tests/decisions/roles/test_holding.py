"""Holding a role outside a turn: asked, volunteering, selected, for so many months, stepping down; and what a glance tells."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from decisions.refusals import Reason
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.fairness.rules import AtLeastFrom, NotTwiceRunning
from decisions.roles.fairness.standing import Why
from decisions.roles.role import Filling, Health, How, RoleKind, WhyLeft
from decisions.rounds.settings import Settings
from tests.decisions.people import ANA, BO, CY, DI, FLO, GUS, HAL, PARENTS
from tests.decisions.roles.world import RoleWorld, a_rota, at


def a_role(filling: Filling = Filling.VOLUNTEER, **fields: Any) -> RoleWorld:
    return RoleWorld().make(filling=filling, **fields)


# --- asked ------------------------------------------------------------------------------------------------------


def test_nobody_holds_what_they_were_asked_to_hold_until_they_say_yes() -> None:
    world = a_role(Filling.APPOINTED)
    id = world.offer(BO, c.AskToHold, ANA)
    assert world.holders == ()
    world.do(ANA, c.AnswerOffer, id=id, accept=True)
    (term,) = world.known.terms
    assert (term.member, term.how, term.until) == (ANA, How.APPOINTED, None)


def test_who_says_no_is_left_in_peace_and_can_be_asked_again() -> None:
    world = a_role(Filling.APPOINTED)
    id = world.offer(BO, c.AskToHold, ANA)
    world.do(ANA, c.AnswerOffer, id=id, accept=False)
    assert (world.holders, world.known.offers) == ((), ())
    world.agree(BO, c.AskToHold, ANA)
    assert world.holders == (ANA,)


def test_only_who_steers_asks_and_only_somebody_of_the_circle() -> None:
    world = a_role(Filling.APPOINTED)
    ask = {"id": world.remark(), "who": CY}
    assert world.refused(ANA, c.AskToHold, **ask).reason is Reason.ONLY_CIRCLES_FACILITATOR
    assert world.refused(HAL, c.AskToHold, **ask).reason is Reason.NOT_IN_CIRCLE
    refusal = world.refused(BO, c.AskToHold, id=world.remark(), who=GUS)
    assert (refusal.reason, refusal.at_field) == (Reason.NOT_IN_CIRCLE, "who")


def test_who_steers_can_take_it_up_themselves() -> None:
    world = a_role(Filling.APPOINTED)
    world.offer(BO, c.AskToHold, BO)
    assert world.holders == (BO,)
    assert world.do(BO, c.AskToHold, id=world.remark(), who=BO) == ()


def test_what_the_circle_chooses_by_consent_nobody_gives_away_alone() -> None:
    world = a_role(Filling.SELECTION)
    for who in (ANA, BO):
        refusal = world.refused(BO, c.AskToHold, id=world.remark(), who=who)
        assert refusal.reason is Reason.CHOSEN_BY_CONSENT


def test_who_was_asked_before_the_circle_chose_to_choose_is_asked_no_more() -> None:
    world = a_role(Filling.APPOINTED)
    id = world.offer(BO, c.AskToHold, ANA)
    world.change(filling=Filling.SELECTION)
    assert world.known.offers == ()
    assert world.refused(ANA, c.AnswerOffer, id=id, accept=True).reason is Reason.OFFER_IS_OVER


def test_who_takes_it_up_by_themselves_is_asked_no_more() -> None:
    world = a_role(places=2)
    world.offer(BO, c.AskToHold, ANA)
    world.do(ANA, c.Volunteer)
    assert (world.holders, world.known.offers) == ((ANA,), ())


def test_asking_the_same_person_again_is_asking_once() -> None:
    world = a_role(Filling.APPOINTED)
    world.offer(BO, c.AskToHold, ANA)
    assert world.do(BO, c.AskToHold, id=world.remark(), who=ANA) == ()


def test_an_offer_lapses_after_a_fortnight() -> None:
    world = a_role(Filling.APPOINTED)
    id = world.offer(BO, c.AskToHold, ANA)
    world.wait(days=14)
    assert world.known.offers == ()
    assert world.refused(ANA, c.AnswerOffer, id=id, accept=True).reason is Reason.OFFER_IS_OVER


def test_the_first_yes_has_the_place_and_the_other_offer_is_over() -> None:
    world = a_role(Filling.APPOINTED)
    first, second = (world.offer(BO, c.AskToHold, who) for who in (ANA, CY))
    world.do(CY, c.AnswerOffer, id=second, accept=True)
    assert [event.id for event in world.of(e.OfferEnded)] == [first]
    assert world.refused(ANA, c.AnswerOffer, id=first, accept=True).reason is Reason.OFFER_IS_OVER
    assert world.refused(BO, c.AskToHold, id=world.remark(), who=DI).reason is Reason.NO_PLACE_VACANT
    assert world.refused(BO, c.AskToHold, id=world.remark(), who=CY).reason is Reason.HOLDS_IT_ALREADY


def test_an_offer_is_answered_by_whom_it_is_made_to_and_taken_back_by_who_made_it() -> None:
    world = a_role(Filling.APPOINTED)
    id = world.offer(BO, c.AskToHold, ANA)
    assert world.refused(CY, c.AnswerOffer, id=id, accept=True).reason is Reason.NOT_FOUND
    assert world.refused(CY, c.TakeBackOffer, id=id).reason is Reason.NOT_FOUND
    world.do(BO, c.TakeBackOffer, id=id)
    assert world.do(BO, c.TakeBackOffer, id=id) == ()
    assert world.known.offers == ()


def test_the_same_answer_twice_is_one_and_another_comes_too_late() -> None:
    world = a_role(Filling.APPOINTED)
    id = world.offer(BO, c.AskToHold, ANA)
    world.do(ANA, c.AnswerOffer, id=id, accept=True)
    assert world.do(ANA, c.AnswerOffer, id=id, accept=True) == ()
    assert world.refused(ANA, c.AnswerOffer, id=id, accept=False).reason is Reason.OFFER_IS_OVER


# --- volunteering -----------------------------------------------------------------------------------------------


def test_a_vacant_place_is_whoevers_who_volunteers() -> None:
    world = a_role(places=2)
    world.do(ANA, c.Volunteer)
    world.do(CY, c.Volunteer)
    assert world.do(CY, c.Volunteer) == ()
    assert world.holders == (ANA, CY)
    assert world.refused(DI, c.Volunteer).reason is Reason.NO_PLACE_VACANT


@pytest.mark.parametrize("filling", [Filling.SELECTION, Filling.APPOINTED])
def test_nobody_volunteers_into_what_the_circle_fills_otherwise(filling: Filling) -> None:
    assert a_role(filling).refused(ANA, c.Volunteer).reason is Reason.FILLED_OTHERWISE


def test_a_volunteer_takes_the_place_of_somebody_who_is_silent() -> None:
    world = a_rota().until_asked().stopped_until(at(9))
    (silent,) = [place.member for place in world.present.asked]
    (other, *_) = [one for one in (ANA, BO, CY, DI) if one != silent]
    world.do(other, c.Volunteer)
    assert world.holders == (other,)
    account = world.rota.standing(silent)
    assert account is not None
    assert (account.turns, account.excused) == (0, 0)
    assert world.refused(silent, c.AcceptTurn, turn=1).reason is Reason.NOT_YOUR_TURN
    assert world.until_asked().asked == (silent,)


def test_who_volunteers_for_the_turn_that_they_are_asked_for_says_yes_to_it() -> None:
    world = a_rota().until_asked().stopped_until(at(9))
    (asked,) = [place.member for place in world.present.asked]
    world.do(asked, c.Volunteer)
    account = world.rota.standing(asked)
    assert account is not None
    assert (account.turns, account.because_of(Why.EXCHANGED)) == (1, 0)


def test_a_volunteer_keeps_to_the_rules_of_the_turn() -> None:
    world = a_rota(AtLeastFrom(PARENTS), members=[ANA, BO, FLO], places=2).turn()
    assert world.known.vacant == 1
    other = next(one for one in (ANA, BO, FLO) if one not in world.holders)
    assert world.refused(other, c.Volunteer).reason is Reason.BREAKS_A_RULE
    world.join(DI)
    world.do(DI, c.Volunteer)
    assert DI in world.holders


def test_before_the_first_turn_a_volunteer_holds_it_until_that_begins() -> None:
    world = a_rota()
    world.do(CY, c.Volunteer)
    assert world.holders == (CY,)
    world.turn()
    assert len(world.holders) == 1
    assert len(world.of(e.RoleLeft)) == 1


def test_who_is_asked_to_help_out_holds_it_for_the_turn_under_way() -> None:
    world = a_rota(NotTwiceRunning(), members=[ANA, BO]).until_asked()
    world.decline(*world.asked).decline(*world.asked).until_begun()
    world.agree(BO, c.AskToHold, ANA)
    (term,) = world.known.terms
    assert (term.turn, term.until) == (1, at(16))
    assert world.until_begun().holders == ()


# --- selected ---------------------------------------------------------------------------------------------------


def test_a_selection_seats_them_for_a_term() -> None:
    world = a_role(Filling.SELECTION, months=6)
    world.do(ANA, c.SeatSelected, members=(ANA,))
    (term,) = world.known.terms
    assert (term.member, term.how, term.until) == (ANA, How.SELECTED, at(4, 10, 9))
    assert world.do(ANA, c.SeatSelected, members=(ANA,)) == ()


def test_who_is_selected_takes_the_place_of_whoever_held_it() -> None:
    world = a_role(Filling.SELECTION)
    world.do(ANA, c.SeatSelected, members=(ANA,))
    world.do(CY, c.SeatSelected, members=(CY,))
    assert world.holders == (CY,)
    assert world.of(e.RoleLeft)[-1].why is WhyLeft.TERM_ENDED


def test_a_co_lead_joins_whoever_holds_it() -> None:
    world = a_role(Filling.SELECTION, places=2)
    world.do(ANA, c.SeatSelected, members=(ANA,))
    world.do(CY, c.SeatSelected, members=(CY,))
    assert world.holders == (ANA, CY)


def test_of_two_the_one_whose_term_ends_first_is_followed() -> None:
    world = a_role(Filling.SELECTION, places=2, months=6)
    world.do(ANA, c.SeatSelected, members=(ANA,))
    world.wait(days=30)
    world.do(CY, c.SeatSelected, members=(CY,))
    world.do(DI, c.SeatSelected, members=(DI,))
    assert world.holders == (CY, DI)


def test_with_a_place_less_the_next_selection_leaves_as_many_as_there_are_places() -> None:
    world = a_role(Filling.SELECTION, places=2)
    world.do(ANA, c.SeatSelected, members=(ANA, CY))
    world.change(places=1)
    world.do(DI, c.SeatSelected, members=(DI,))
    assert world.holders == (DI,)


def test_who_is_selected_again_begins_another_term() -> None:
    world = a_role(Filling.SELECTION, months=6)
    world.do(ANA, c.SeatSelected, members=(ANA,))
    world.until(at(20, month=8))
    world.do(ANA, c.SeatSelected, members=(ANA,))
    (term,) = world.known.terms
    assert (term.number, term.until) == (2, datetime(2027, 2, 20, 9, tzinfo=UTC))


def test_who_has_left_meanwhile_is_not_seated_and_a_rotation_goes_on() -> None:
    world = a_role(Filling.SELECTION)
    assert world.do(GUS, c.SeatSelected, members=(GUS,)) == ()
    turning = a_rota().turn()
    assert turning.do(ANA, c.SeatSelected, members=(ANA,)) == ()


# --- terms ------------------------------------------------------------------------------------------------------


def test_a_term_of_months_is_told_of_four_weeks_ahead_and_ends() -> None:
    world = a_role(months=3)
    world.do(ANA, c.Volunteer)
    end = at(4, 10, 6)
    world.until(end - timedelta(days=28, hours=1))
    assert world.of(e.EndComesNear) == []
    world.until(end - timedelta(days=28))
    assert [event.member for event in world.of(e.EndComesNear)] == [ANA]
    assert world.known.health(world.now) is Health.GOOD
    world.until(end - timedelta(days=14))
    assert world.known.health(world.now) is Health.ENDS_SOON
    world.until(end)
    assert (world.holders, world.known.health(world.now)) == ((), Health.VACANT)
    assert len(world.of(e.EndComesNear)) == 1


def test_the_end_of_a_short_term_is_told_when_half_of_it_is_over() -> None:
    world = a_role(months=1)
    world.do(ANA, c.Volunteer)
    world.wait(days=15)
    assert world.of(e.EndComesNear) == []
    world.wait(days=1)
    assert len(world.of(e.EndComesNear)) == 1


def test_a_term_that_ended_during_a_stop_ended_on_its_day() -> None:
    world = a_role(months=1)
    world.do(ANA, c.Volunteer)
    world.stopped_until(at(1, month=6))
    (left,) = world.of(e.RoleLeft)
    assert (left.at, left.why) == (at(4, 10, 4), WhyLeft.TERM_ENDED)
    assert world.of(e.EndComesNear) == []


def test_a_term_ends_at_the_same_time_by_the_circles_clock_and_in_a_shorter_month_on_its_last_day() -> None:
    berlin = Settings(zone="Europe/Berlin")
    world = RoleWorld(now=datetime(2026, 1, 31, 9, tzinfo=UTC), settings=berlin)
    world.make(filling=Filling.VOLUNTEER, months=1, places=2)
    world.do(ANA, c.Volunteer)
    assert world.known.terms[0].until == datetime(2026, 2, 28, 9, tzinfo=UTC)
    world.change(months=3)
    world.do(CY, c.Volunteer)
    assert world.known.terms[1].until == datetime(2026, 4, 30, 8, tzinfo=UTC)


def test_without_months_they_hold_it_until_they_step_down() -> None:
    world = a_role()
    world.do(ANA, c.Volunteer)
    world.wait(days=2_000)
    assert world.holders == (ANA,)
    assert world.known.health(world.now) is Health.GOOD


# --- letting go -------------------------------------------------------------------------------------------------


def test_stepping_down_leaves_the_place_vacant() -> None:
    world = a_role()
    world.do(ANA, c.Volunteer)
    world.do(ANA, c.StepDown, words="The new baby")
    (left,) = world.of(e.RoleLeft)
    assert (world.holders, left.why, left.words) == ((), WhyLeft.STEPPED_DOWN, "The new baby")
    assert world.do(ANA, c.StepDown) == ()
    assert world.refused(CY, c.StepDown).reason is Reason.HOLDS_IT_NOT


def test_when_somebody_steps_down_in_their_turn_the_next_in_line_is_asked_and_not_they() -> None:
    world = a_rota().turn()
    (who,) = world.holders
    world.do(who, c.StepDown)
    (asked,) = [place.member for place in world.present.asked]
    assert asked != who
    world.do(asked, c.AcceptTurn, turn=1)
    assert world.holders == (asked,)
    account = world.rota.standing(who)
    assert account is not None
    assert account.turns == 1


def test_in_a_circle_of_one_who_steps_down_is_not_asked_again_for_that_turn() -> None:
    world = a_rota(members=[ANA]).turn()
    world.do(ANA, c.StepDown)
    assert [place.member for place in world.present.asked] == []
    assert world.turn().holders == (ANA,)


def test_several_may_facilitate_together() -> None:
    world = RoleWorld().make(kind=RoleKind.FACILITATOR, places=3).rotate()
    assert len(world.turn().holders) == 3
    world.change(places=2)
    assert len(world.turn().holders) == 2


def test_a_turn_that_is_followed_by_a_yes_is_well() -> None:
    world = a_rota().turn()
    assert world.known.health(world.now) is Health.GOOD
    world.until_asked()
    assert world.known.health(world.now) is Health.ENDS_SOON
    world.accept()
    assert world.known.health(world.now) is Health.GOOD


# --- the circle's facilitator -----------------------------------------------------------------------------------


def test_whoever_facilitates_the_circle_holds_the_role_as_long_as_the_one_before_would_have() -> None:
    world = a_role(Filling.VOLUNTEER, kind=RoleKind.FACILITATOR, months=6)
    world.do(ANA, c.Volunteer)
    until = world.known.terms[0].until
    world.wait(days=30)
    world.do(BO, c.SeatFacilitator, who=CY)
    (term,) = world.known.terms
    assert (term.member, term.how, term.until) == (CY, How.APPOINTED, until)
    assert world.of(e.RoleLeft)[-1].why is WhyLeft.REPLACED
    assert world.do(BO, c.SeatFacilitator, who=CY) == ()
    world.do(CY, c.SeatFacilitator, who=None)
    assert (world.holders, world.of(e.RoleLeft)[-1].why) == ((), WhyLeft.HANDED_ON)


def test_no_other_role_follows_who_facilitates_and_nobody_from_outside_holds_it() -> None:
    scribe = a_role(Filling.VOLUNTEER)
    assert scribe.do(BO, c.SeatFacilitator, who=CY) == ()
    world = a_role(Filling.VOLUNTEER, kind=RoleKind.FACILITATOR)
    assert world.do(BO, c.SeatFacilitator, who=HAL) == ()
