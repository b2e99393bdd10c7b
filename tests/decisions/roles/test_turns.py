"""Whose turn it is: asked, asked once more, passed over; and what people say."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from decisions.ids import MemberId
from decisions.people.people import CircleSeat
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.candidates import order
from decisions.roles.fairness.rules import AtLeastFrom, HasServed, NotTwiceRunning, OnePerOrganisation
from decisions.roles.fairness.standing import Why, WhyExcused
from decisions.roles.role import How, WhyLeft
from decisions.rounds.settings import Settings
from tests.decisions.people import ANA, BO, CLINIC, CY, DI, EVA, EVERYONE, FLO, GUS, PARENTS, PROVIDERS
from tests.decisions.roles.world import FOUR, MONDAYS, SCRIBE, RoleWorld, a_rota, at

MONDAY: Final = at(9)
"""When the first turn begins."""


def first_asked(world: RoleWorld) -> MemberId:
    return world.until_asked().asked[0]


def others(*members: MemberId) -> list[MemberId]:
    return [one for one in FOUR if one not in members]


def standing(world: RoleWorld, member: MemberId) -> tuple[int, int]:
    """Turns, and turns that somebody was excused from."""
    found = world.rota.standing(member)
    assert found is not None
    return found.turns, found.excused


# --- asking -----------------------------------------------------------------------------------------------------


def test_people_are_asked_a_week_ahead_or_half_of_a_short_turn() -> None:
    monthly = RoleWorld().make().rotate(rhythm=Rhythm(Every.MONTH_DAY, day=20))
    assert monthly.until_asked().now == at(13)
    weekly = a_rota().until(MONDAY)
    assert weekly.until_asked().now == at(13)
    daily = RoleWorld(now=at(7)).make().rotate(rhythm=Rhythm(Every.WORKDAY)).until_begun()
    assert daily.until_asked().now == at(9, 17)


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Auckland"])
def test_nobody_is_asked_once_more_nor_passed_over_in_the_night_of_the_circle(zone: str) -> None:
    world = RoleWorld(settings=Settings(zone=zone)).make(places=2).rotate()
    for _ in range(6):
        world.until_begun()
    asked = world.of(e.AskedOnceMore, e.TurnPassedOver)
    hours = {event.at.astimezone(ZoneInfo(zone)).hour for event in asked}
    assert len(asked) > 10
    assert hours <= set(range(9, 21))


def test_what_begins_sooner_is_asked_at_once() -> None:
    world = RoleWorld(now=at(8)).make().rotate()
    assert world.until(at(8)).coming.planned


def test_everybody_has_a_turn_before_anybody_has_two() -> None:
    world = a_rota()
    held = [world.turn().holders[0] for _ in range(8)]
    assert set(held[:4]) == set(held[4:]) == set(FOUR)


def test_the_order_that_is_shown_is_the_one_that_comes() -> None:
    world = a_rota()
    shown = [chosen.members for chosen in order(world.case(), world.known, 6)]
    assert [world.turn().holders for _ in range(6)] == shown


def test_the_order_that_is_shown_knows_who_said_no_and_who_is_away_when() -> None:
    world = a_rota()
    world.decline(first_asked(world))
    world.do(CY, c.GoAway, first=date(2026, 3, 15), last=date(2026, 3, 29))
    world.accept()
    shown = [chosen.members for chosen in order(world.case(), world.known, 6)]
    world.until_begun()
    assert [world.holders, *(world.turn().holders for _ in range(5))] == shown
    assert CY not in {*shown[1], *shown[2]}
    assert (CY,) in shown


def test_a_yes_takes_it_up_when_the_turn_begins_and_not_before() -> None:
    world = a_rota()
    who = first_asked(world)
    assert world.accept().holders == ()
    world.until_begun()
    (term,) = world.known.terms
    assert (term.member, term.how, term.since, term.until) == (who, How.TURN, MONDAY, at(16))


def test_whoever_held_it_no_longer_does_when_the_next_turn_begins() -> None:
    world = a_rota().turn()
    before = world.holders
    assert world.turn().holders != before
    assert world.of(e.RoleLeft)[-1].why is WhyLeft.TERM_ENDED


def test_nobody_goes_on_because_nobody_follows() -> None:
    world = a_rota().turn().until_begun()
    assert world.holders == ()


def test_silence_is_asked_once_more_then_somebody_else_is() -> None:
    world = a_rota()
    who = first_asked(world)
    world.until(at(6))
    assert world.of(e.AskedOnceMore) == []
    world.until(at(7))
    assert [event.member for event in world.of(e.AskedOnceMore)] == [who]
    assert world.asked == (who,)
    world.until(at(8))
    assert [event.member for event in world.of(e.TurnPassedOver)] == [who]
    assert len(world.asked) == 1
    assert who not in world.asked


def test_who_is_passed_over_comes_again_as_who_said_no_does() -> None:
    silent, refusing = a_rota(), a_rota()
    who = first_asked(silent)
    assert first_asked(refusing) == who
    refusing.decline(who).accept().until_begun()
    silent.until(at(7, 20)).accept().until_begun()
    assert standing(silent, who) == standing(refusing, who) == (0, 1)
    for world in (silent, refusing):
        assert who in [world.turn().holders[0] for _ in range(5)]


def test_a_late_yes_takes_the_place_at_once() -> None:
    world = a_rota(members=[ANA]).until(MONDAY + timedelta(days=3))
    assert world.holders == ()
    world.do(ANA, c.AcceptTurn, turn=1)
    (term,) = world.known.terms
    assert (term.since, term.until) == (world.now, at(16))
    assert standing(world, ANA) == (1, 0)


def test_silence_until_the_end_of_the_turn_is_a_turn_not_served() -> None:
    world = a_rota(members=[ANA]).until_begun().until_begun()
    assert standing(world, ANA) == (1, 1)
    passed = [(event.turn, event.member) for event in world.of(e.TurnPassedOver)]
    assert passed == [(1, ANA)]
    assert world.of(e.NobodyElseToAsk)


def test_where_there_is_nobody_else_the_silent_are_not_asked_over_and_over() -> None:
    world = a_rota(members=[ANA]).until_begun().until_begun()
    heard = [event for event in world.of(e.MemberAsked, e.AskedOnceMore) if event.turn == 1]
    assert len(heard) == 2


# --- yes and no -------------------------------------------------------------------------------------------------


def test_after_a_no_the_next_in_line_is_asked() -> None:
    world = a_rota()
    who = first_asked(world)
    world.decline(who)
    assert len(world.asked) == 1
    assert who not in world.asked


def test_a_yes_can_be_taken_back_until_the_turn_begins() -> None:
    world = a_rota()
    who = first_asked(world)
    world.accept().decline(who)
    assert who not in world.asked
    world.accept().until_begun()
    (holder,) = world.holders
    assert world.refused(holder, c.DeclineTurn, turn=1).reason is Reason.YOU_HOLD_IT


def test_a_no_costs_the_turn_that_it_would_have_been() -> None:
    world = a_rota()
    who = first_asked(world)
    world.decline(who).accept().until_begun()
    assert standing(world, who) == (0, 1)
    account = world.rota.standing(who)
    assert account is not None
    assert account.last_excuse is not None
    assert account.last_excuse.why is WhyExcused.DECLINED
    assert who not in [world.turn().holders[0] for _ in range(2)]


def test_a_no_after_the_turn_has_begun_costs_it_too() -> None:
    world = a_rota()
    who = first_asked(world)
    world.stopped_until(MONDAY)
    world.do(who, c.DeclineTurn, turn=1)
    assert standing(world, who) == (0, 1)
    (other,) = [place.member for place in world.present.asked]
    world.do(other, c.AcceptTurn, turn=1)
    assert world.holders == (other,)
    assert standing(world, other) == (1, 0)


def test_whoever_steps_in_for_a_turn_under_way_keeps_their_place_in_the_order() -> None:
    world = a_rota()
    world.decline(first_asked(world))
    world.stopped_until(MONDAY)
    (who,) = [place.member for place in world.present.asked]
    world.do(who, c.DeclineTurn, turn=1)
    (other,) = [place.member for place in world.present.asked]
    before = world.rota.standing(other)
    world.do(other, c.AcceptTurn, turn=1)
    after = world.rota.standing(other)
    assert before is not None
    assert after is not None
    assert (after.lag, after.turns) == (before.lag, 1)
    assert after.because_of(Why.EXCHANGED) > 0


def test_where_everybody_says_no_the_place_is_vacant_and_anybody_may_still_come() -> None:
    world = a_rota().until_asked()
    while world.asked:
        world.decline(*world.asked)
    assert world.coming.vacant == 1
    assert world.coming.unmet == ()
    world.accept(CY)
    assert world.until_begun().holders == (CY,)


def test_once_it_has_begun_a_vacant_place_is_anybodys_who_comes() -> None:
    world = a_rota().until_asked()
    while world.asked:
        world.decline(*world.asked)
    world.until_begun()
    assert not world.holders
    world.do(DI, c.Volunteer)
    assert world.holders == (DI,)


def test_nobody_takes_a_turn_that_somebody_else_is_asked_for() -> None:
    world = a_rota()
    (other, *_) = others(first_asked(world))
    assert world.refused(other, c.AcceptTurn, turn=1).reason is Reason.NOT_YOUR_TURN
    assert world.refused(other, c.DeclineTurn, turn=1).reason is Reason.NOT_YOUR_TURN
    assert world.refused(GUS, c.AcceptTurn, turn=1).reason is Reason.NOT_IN_CIRCLE
    assert world.refused(other, c.AcceptTurn, turn=3).reason is Reason.TURN_IS_OVER


def test_a_turn_that_is_over_is_said_to_be() -> None:
    world = a_rota()
    who = first_asked(world)
    world.turn().turn().until_begun()
    assert world.refused(who, c.AcceptTurn, turn=1).reason is Reason.TURN_IS_OVER


def test_saying_it_twice_says_it_once() -> None:
    world = a_rota()
    who = first_asked(world)
    world.accept()
    assert world.do(who, c.AcceptTurn, turn=1) == ()
    world.decline(who)
    assert world.do(who, c.DeclineTurn, turn=1) == ()
    world.until_asked().accept().until_begun()
    assert world.do(world.holders[0], c.AcceptTurn, turn=1) == ()


# --- after a stop -----------------------------------------------------------------------------------------------


def test_after_a_stop_people_are_asked_for_the_turn_of_now() -> None:
    world = a_rota().stopped_until(at(31, 12))
    began = world.of(e.TurnBegan)[-1]
    assert (began.begins_at, began.ends_at, began.missed) == (at(30), at(6, 9, 4), 3)
    (place,) = world.present.asked
    assert world.now < place.next_at <= world.now + timedelta(days=1)
    assert [event.turn for event in world.of(e.MemberAsked)] == [1]


def test_a_yes_to_a_turn_that_is_over_is_not_one_to_the_turn_of_now() -> None:
    world = a_rota()
    who = first_asked(world)
    world.accept().stopped_until(at(24))
    assert world.holders == ()
    assert [place.member for place in world.present.asked] == [who]


def test_a_yes_stands_where_the_stop_was_shorter_than_the_turn() -> None:
    world = a_rota()
    who = first_asked(world)
    world.accept().stopped_until(at(12))
    (term,) = world.known.terms
    assert (term.member, term.since) == (who, MONDAY)


def test_nobody_is_asked_when_the_turn_is_nearly_over() -> None:
    world = a_rota(members=[]).until(at(15, 12))
    world.join(ANA)
    assert [event.turn for event in world.of(e.MemberAsked)] == [2]
    assert world.present.vacant == 1


# --- away, back, learning ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "reason"), [((3, 2), Reason.LAST_BEFORE_FIRST), ((-3, -2), Reason.DATE_NOT_AHEAD)]
)
def test_an_absence_ends_after_it_begins_and_not_before_today(days: tuple[int, int], reason: Reason) -> None:
    world = a_rota()
    first, last = (world.now.date() + timedelta(days=one) for one in days)
    refused = world.refused(BO, c.GoAway, first=first, last=last)
    assert (refused.reason, refused.at_field) == (reason, "last")


def test_who_is_away_is_not_asked_and_it_costs_nothing() -> None:
    world = a_rota()
    who = first_asked(world)
    world.do(who, c.GoAway, first=date(2026, 3, 9), last=date(2026, 3, 10), why="A wedding")
    assert who not in world.asked
    assert len(world.asked) == 1
    world.accept().until_begun()
    assert standing(world, who) == (0, 0)
    assert world.until_asked().asked == (who,)


def test_who_is_away_for_the_smaller_part_of_a_turn_is_asked() -> None:
    world = a_rota(members=[ANA, BO])
    who = first_asked(world)
    world.do(who, c.GoAway, first=date(2026, 3, 10), last=date(2026, 3, 12))
    assert world.asked == (who,)
    world.do(who, c.GoAway, first=date(2026, 3, 10), last=date(2026, 3, 14))
    assert who not in world.asked


def test_what_was_said_of_other_days_stays() -> None:
    world = a_rota()
    world.do(ANA, c.GoAway, first=date(2026, 7, 1), last=date(2026, 7, 14))
    world.do(ANA, c.GoAway, first=date(2026, 9, 1), last=date(2026, 9, 14))
    assert [one.first for one in world.known.away] == [date(2026, 7, 1), date(2026, 9, 1)]
    world.do(ANA, c.GoAway, first=date(2026, 9, 10), last=date(2026, 9, 20))
    assert [one.first for one in world.known.away] == [date(2026, 7, 1), date(2026, 9, 10)]
    world.do(ANA, c.ComeBack)
    assert not world.known.away
    assert world.do(ANA, c.ComeBack) == ()


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2026, 3, 1), date(2026, 3, 3), "last"),
        (date(2026, 3, 9), date(2026, 3, 8), "last"),
        (date(2036, 3, 9), None, "first"),
        (date(2026, 3, 9), date(2036, 3, 8), "last"),
    ],
)
def test_an_absence_is_of_days_that_can_be(first: date, last: date | None, field: str) -> None:
    assert a_rota().refused(ANA, c.GoAway, first=first, last=last).at_field == field


def test_going_away_leaves_what_they_hold() -> None:
    world = a_rota().turn()
    (who,) = world.holders
    world.do(who, c.GoAway, first=date(2026, 3, 10))
    assert world.holders == (who,)
    assert world.do(who, c.GoAway, first=date(2026, 3, 10)) == ()
    for _ in range(4):
        assert who not in world.turn().holders


def test_going_away_with_an_answer_owed_to_a_turn_that_has_begun_costs_nothing() -> None:
    world = a_rota()
    who = first_asked(world)
    world.stopped_until(MONDAY)
    world.do(who, c.GoAway, first=date(2026, 3, 9), last=date(2026, 3, 20))
    assert who not in [place.member for place in world.present.asked]
    assert standing(world, who) == (0, 0)


def test_coming_back_fills_a_place_that_was_vacant() -> None:
    world = a_rota(members=[ANA])
    world.do(ANA, c.GoAway, first=date(2026, 3, 5))
    world.until_asked()
    assert (world.asked, world.coming.vacant) == ((), 1)
    world.do(ANA, c.ComeBack)
    assert (world.asked, world.coming.vacant) == ((ANA,), 0)


def test_who_learns_first_goes_along_for_a_turn_and_takes_the_next() -> None:
    world = a_rota(members=[ANA, BO])
    who = first_asked(world)
    world.do(who, c.LearnFirst)
    assert who not in world.asked
    assert world.do(who, c.LearnFirst) == ()
    world.accept().until_begun()
    assert world.until_asked().asked == (who,)
    world.accept().until_begun()
    assert not world.known.is_learning(who)
    assert world.refused(who, c.LearnFirst).reason is Reason.YOU_HOLD_IT


def test_learning_with_nobody_else_there_leaves_one_turn_vacant_and_not_more() -> None:
    world = a_rota(members=[ANA])
    world.do(ANA, c.LearnFirst)
    world.until_begun()
    assert world.holders == ()
    assert world.turn().holders == (ANA,)


def test_without_a_rotation_there_is_no_turn_to_speak_of() -> None:
    world = RoleWorld().make()
    assert world.refused(ANA, c.LearnFirst).reason is Reason.IN_NO_ROTATION
    assert world.refused(ANA, c.AcceptTurn, turn=1).reason is Reason.IN_NO_ROTATION


# --- rules ------------------------------------------------------------------------------------------------------


def test_a_place_for_a_group_stays_vacant_without_it_and_says_why() -> None:
    rule = AtLeastFrom(PARENTS)
    world = a_rota(rule, members=[ANA, BO, FLO], places=2).until_asked()
    assert len(world.asked) == 1
    assert world.coming.vacant == 1
    assert [(unmet.rule, unmet.missing) for unmet in world.coming.unmet] == [(rule, 1)]


def test_a_rule_rests_for_one_turn_and_not_for_the_next() -> None:
    world = a_rota(AtLeastFrom(PARENTS), members=[ANA, BO, FLO], places=2).until_asked()
    assert world.refused(ANA, c.RestRule, turn=1, number=0).reason is Reason.ONLY_CIRCLES_FACILITATOR
    assert world.refused(BO, c.RestRule, turn=1, number=1).reason is Reason.NOT_FOUND
    assert world.refused(BO, c.RestRule, turn=2, number=0).reason is Reason.TURN_IS_OVER
    world.do(BO, c.RestRule, turn=1, number=0)
    assert (len(world.asked), world.coming.vacant, world.coming.unmet) == (2, 0, ())
    assert world.do(BO, c.RestRule, turn=1, number=0) == ()
    assert len(world.accept().until_begun().holders) == 2
    assert world.until_asked().coming.vacant == 1


def test_a_rule_rests_for_a_turn_that_has_begun() -> None:
    world = a_rota(NotTwiceRunning(), members=[ANA]).turn().until_begun()
    assert world.present.vacant == 1
    world.do(BO, c.RestRule, turn=2, number=0)
    assert [place.member for place in world.present.asked] == [ANA]


def test_who_has_done_another_role_first_is_asked_once_they_have() -> None:
    world = a_rota(HasServed(SCRIBE), members=[ANA, BO]).until_asked()
    assert world.coming.vacant == 1
    world.held[BO] = frozenset({SCRIBE})
    world.do(BO, c.ReckonTurns)
    assert world.turn().holders == (BO,)


def test_whoever_is_asked_instead_keeps_the_rules_with_those_who_said_yes() -> None:
    world = a_rota(OnePerOrganisation(), members=EVERYONE, places=2).until_asked()
    for _ in range(4):
        first, second = world.accept(world.asked[0]).asked
        world.decline(second)
        if len(world.asked) == 1:
            break
        organisations = {world.circle.seat(one).organisation for one in world.asked}  # type: ignore[union-attr]
        assert len(organisations) == 2
        assert first in world.asked


def test_who_moves_to_the_others_organisation_need_not_come() -> None:
    world = a_rota(OnePerOrganisation(), members=[ANA, BO], places=2).until_asked().accept()
    first, second = world.asked
    seats = tuple(CircleSeat(member, PROVIDERS, CLINIC) for member in (ANA, BO))
    world.circle = replace(world.circle, seats=seats)
    world.until_begun()
    assert world.holders == (first,)
    assert [event.member for event in world.of(e.MemberUnasked)] == [second]
    assert standing(world, second) == (0, 0)


def test_a_late_yes_keeps_to_the_rules_as_people_sit_now() -> None:
    world = a_rota(OnePerOrganisation(), members=[ANA, BO], places=2).until_asked().stopped_until(MONDAY)
    world.do(ANA, c.AcceptTurn, turn=1)
    seats = tuple(CircleSeat(member, PROVIDERS, CLINIC) for member in (ANA, BO))
    world.circle = replace(world.circle, seats=seats)
    assert world.refused(BO, c.AcceptTurn, turn=1).reason is Reason.BREAKS_A_RULE


def test_who_helps_out_in_this_turn_need_not_take_the_next() -> None:
    world = a_rota(NotTwiceRunning(), members=[ANA, BO, CY]).until_asked()
    while world.asked:
        world.decline(*world.asked)
    world.until_begun().until_asked()
    (who,) = world.asked
    world.do(who, c.Volunteer)
    assert world.holders == (who,)
    assert who not in world.asked
    assert len(world.asked) == 1


# --- who is there -----------------------------------------------------------------------------------------------


def test_an_empty_circle_turns_without_anybody() -> None:
    world = a_rota(members=[]).until_begun().until_begun()
    assert (world.holders, world.present.vacant) == ((), 1)
    world.join(ANA)
    assert world.until_asked().turn().holders == (ANA,)


def test_a_circle_of_one_takes_every_turn() -> None:
    world = a_rota(members=[ANA])
    assert [world.turn().holders for _ in range(3)] == [(ANA,)] * 3


def test_somebody_new_is_asked_for_a_place_that_was_vacant() -> None:
    world = a_rota(members=[ANA], places=2).until_asked()
    assert world.coming.vacant == 1
    world.join(EVA)
    assert set(world.asked) == {ANA, EVA}


# --- clocks -----------------------------------------------------------------------------------------------------


def test_turns_keep_to_the_circles_clock_when_it_changes() -> None:
    berlin = Settings(zone="Europe/Berlin")
    world = RoleWorld(now=at(20), settings=berlin).make().rotate()
    begun = [world.turn().present.begins_at for _ in range(3)]
    assert begun == [at(23, 8), at(30, 7), at(6, 7, month=4)]


def test_the_31st_is_the_end_of_each_month() -> None:
    world = RoleWorld(now=datetime(2026, 1, 5, tzinfo=at(1).tzinfo)).make()
    world.rotate(rhythm=Rhythm(Every.MONTH_DAY, day=31))
    begun = [world.turn().present.begins_at.date() for _ in range(4)]
    assert begun == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_a_new_holiday_moves_the_turn_with_whoever_said_yes() -> None:
    world = a_rota().until_asked().accept()
    (who,) = world.asked
    world.circle = replace(world.circle, settings=Settings(holidays=(MONDAY.date(),)))
    world.do(BO, c.ReckonTurns)
    assert world.coming.begins_at == at(10)
    assert world.do(BO, c.ReckonTurns) == ()
    world.until_begun()
    assert (world.holders, world.present.begins_at) == ((who,), at(10))


def test_the_turn_under_way_lasts_until_the_next_begins() -> None:
    world = a_rota().turn()
    world.circle = replace(world.circle, settings=Settings(holidays=(at(16).date(),)))
    world.do(BO, c.ReckonTurns)
    assert world.present.ends_at == world.known.terms[0].until == at(17)
    assert MONDAYS.at.hour == 9
