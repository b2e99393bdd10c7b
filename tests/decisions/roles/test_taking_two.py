"""What takes two: handing on and swapping. Both say yes, and the accounts stay as they would have been."""

from dataclasses import replace

import pytest

from decisions.ids import MemberId, OrganisationId
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.fairness.rules import OnePerOrganisation
from decisions.roles.fairness.standing import TURN, Why
from decisions.roles.role import Filling, How, WhyLeft
from decisions.roles.rota import Exchange
from tests.decisions.people import ANA, BO, CY, DI, EVERYONE, GUS, SEATS
from tests.decisions.roles.world import FOUR, RoleWorld, a_rota, at


def two(world: RoleWorld) -> tuple[MemberId, MemberId]:
    """Who is asked for the coming turn, and somebody who is not."""
    (who,) = world.until_asked().asked
    return who, next(one for one in FOUR if one not in (who, *world.holders))


def account(world: RoleWorld, member: MemberId) -> tuple[int, int]:
    """Turns served, and turns more or fewer by agreement."""
    found = world.rota.standing(member)
    assert found is not None
    return found.turns, found.because_of(Why.EXCHANGED) // TURN


def until_asked_of(world: RoleWorld, member: MemberId) -> RoleWorld:
    """Turns go by until it is that member's, or whoever's who owes it."""
    for _ in range(2 * len(FOUR)):
        world.until_asked()
        if world.coming.owner(world.asked[0]) == member:
            return world
        world.accept().until_begun()
    raise AssertionError("it does not come")


# --- swaps ------------------------------------------------------------------------------------------------------


def test_a_swap_needs_the_others_yes() -> None:
    world = a_rota()
    who, other = two(world)
    id = world.offer(who, c.OfferSwap, other)
    assert world.asked == (who,)
    world.do(other, c.AnswerOffer, id=id, accept=False)
    assert world.asked == (who,)


def test_in_a_swap_each_serves_in_the_place_of_the_other() -> None:
    world = a_rota()
    who, other = two(world)
    world.agree(who, c.OfferSwap, other)
    world.until_begun()
    assert world.holders == (other,)
    assert (account(world, who), account(world, other)) == ((0, -1), (1, 1))
    until_asked_of(world, other)
    assert world.asked == (who,)
    assert world.of(e.MemberAsked)[-1].instead_of == other
    world.accept().until_begun()
    assert world.holders == (who,)
    assert (account(world, who), account(world, other)) == ((1, 0), (1, 0))
    assert world.rota.promises == ()


def test_after_a_swap_the_order_is_what_it_would_have_been() -> None:
    plain, swapped = a_rota(), a_rota()
    who, other = two(swapped)
    swapped.agree(who, c.OfferSwap, other)
    for _ in range(8):
        plain.turn()
        swapped.turn()
    lags = [{one.member: one.lag for one in world.rota.standings} for world in (plain, swapped)]
    assert lags[0] == lags[1]


def test_whoever_swapped_is_asked_and_may_say_no_to_the_turn_that_they_owe() -> None:
    world = a_rota()
    who, other = two(world)
    world.agree(who, c.OfferSwap, other)
    until_asked_of(world.until_begun(), other)
    world.decline(who)
    assert world.asked == (other,)
    assert world.rota.promises == (Exchange(other, who),)


def test_a_turn_that_is_owed_is_paid_by_whoever_takes_it_over() -> None:
    world = a_rota()
    who, other = two(world)
    world.agree(who, c.OfferSwap, other)
    until_asked_of(world.until_begun(), other)
    third = next(one for one in FOUR if one not in (who, other, *world.holders))
    world.agree(who, c.HandOn, third)
    assert (world.asked, world.rota.promises) == ((third,), ())
    world.until_begun()
    assert [account(world, one) for one in (who, other)] == [(0, -1), (1, 0)]


def test_who_owes_a_turn_and_is_away_then_owes_the_next() -> None:
    world = a_rota()
    who, other = two(world)
    world.agree(who, c.OfferSwap, other)
    world.until_begun()
    world.do(who, c.GoAway, first=world.now.date())
    until_asked_of(world, other)
    assert world.asked == (other,)
    world.do(who, c.ComeBack)
    until_asked_of(world.accept().until_begun(), other)
    assert world.asked == (who,)


def test_a_swap_is_off_when_the_other_cannot_come_after_all() -> None:
    world = a_rota()
    who, other = two(world)
    world.agree(who, c.OfferSwap, other)
    world.decline(other)
    assert world.asked == (who,)
    assert world.rota.promises == ()


def test_a_swap_is_off_when_the_other_leaves() -> None:
    world = a_rota()
    who, other = two(world)
    world.agree(who, c.OfferSwap, other)
    world.leave(other)
    assert world.asked == (who,)
    assert world.rota.promises == ()


def test_whoever_takes_the_turn_of_somebody_who_leaves_has_it_as_their_own() -> None:
    world = a_rota()
    who, other = two(world)
    world.agree(who, c.OfferSwap, other)
    world.leave(who)
    world.until_begun()
    assert world.holders == (other,)
    assert account(world, other) == (1, 0)


def test_who_swaps_and_then_goes_away_owes_it_all_the_same() -> None:
    world = a_rota()
    who, other = two(world)
    world.agree(who, c.OfferSwap, other)
    world.do(who, c.GoAway, first=at(9).date(), last=at(12).date())
    world.until_begun()
    assert (account(world, who), account(world, other)) == ((0, -1), (1, 1))
    found = world.rota.standing(who)
    assert found is not None
    assert (found.lag, found.even) == (TURN // 4 - TURN, TURN // 4)


def test_a_late_yes_to_a_turn_that_is_owed_pays_it() -> None:
    world = a_rota()
    who, other = two(world)
    world.agree(who, c.OfferSwap, other)
    until_asked_of(world.until_begun(), other).stopped_until(world.coming.begins_at)
    world.do(who, c.AcceptTurn, turn=world.present.number)
    assert (account(world, who), account(world, other)) == ((1, 0), (1, 0))
    assert world.rota.promises == ()


@pytest.mark.parametrize("third", [0, 1])
def test_whoever_stands_in_is_not_asked_for_another_place_too(third: int) -> None:
    world = a_rota(places=2).until_asked()
    who, second = world.asked
    others = [one for one in FOUR if one not in world.asked]
    world.agree(who, c.HandOn, others[third])
    world.decline(second)
    assert set(world.asked) == set(others)


def test_others_are_asked_who_fit_whoever_stands_in() -> None:
    world = a_rota(OnePerOrganisation(), members=EVERYONE, places=2).until_asked()
    who, second = world.asked

    def of(member: MemberId) -> OrganisationId | None:
        return SEATS[member].organisation

    stand_in = next(one for one in EVERYONE if of(one) not in (of(who), of(second)))
    world.agree(who, c.HandOn, stand_in)
    asked = set()
    while len(world.asked) == 2:
        last = next(one for one in world.asked if one != stand_in)
        asked.add(last)
        world.decline(last)
    assert asked == {one for one in EVERYONE if one != who and of(one) != of(stand_in)}


def test_a_swap_can_be_undone_by_another() -> None:
    world = a_rota()
    who, other = two(world)
    world.agree(who, c.OfferSwap, other)
    world.agree(other, c.OfferSwap, who)
    assert (world.coming.exchanges, world.rota.promises) == ((), ())
    world.until_begun()
    assert (world.holders, account(world, who)) == ((who,), (1, 0))


def test_what_was_taken_over_can_be_handed_on() -> None:
    world = a_rota()
    who, other = two(world)
    third = next(one for one in FOUR if one not in (who, other))
    world.agree(who, c.HandOn, other)
    world.agree(other, c.HandOn, third)
    world.until_begun()
    assert world.holders == (third,)
    assert [account(world, one) for one in (who, other, third)] == [(0, -1), (0, 0), (1, 1)]


def test_a_swap_is_offered_by_who_is_asked_to_somebody_who_is_not() -> None:
    world = a_rota(places=2).until_asked()
    first, second = world.asked
    (third, *_) = [one for one in FOUR if one not in world.asked]
    id = world.remark()
    assert world.refused(third, c.OfferSwap, id=id, who=first).reason is Reason.HOLDS_IT_NOT
    assert world.refused(first, c.OfferSwap, id=id, who=second).reason is Reason.HOLDS_IT_ALREADY
    assert world.refused(first, c.OfferSwap, id=id, who=first).reason is Reason.HOLDS_IT_ALREADY
    assert world.refused(first, c.OfferSwap, id=id, who=GUS).at_field == "who"


def test_an_offer_to_another_takes_the_place_of_the_one_before() -> None:
    world = a_rota()
    who, other = two(world)
    third = next(one for one in FOUR if one not in (who, other))
    before = world.offer(who, c.OfferSwap, other)
    assert world.do(who, c.OfferSwap, id=world.remark(), who=other) == ()
    world.offer(who, c.OfferSwap, third)
    assert world.refused(other, c.AnswerOffer, id=before, accept=True).reason is Reason.OFFER_IS_OVER


def test_offers_of_a_turn_are_over_when_it_begins_or_is_declined() -> None:
    world = a_rota()
    who, other = two(world)
    world.offer(who, c.OfferSwap, other)
    world.decline(who)
    assert world.known.offers == ()
    begun = a_rota()
    who, other = two(begun)
    begun.offer(who, c.OfferSwap, other)
    begun.accept(who).until_begun()
    assert begun.known.offers == ()


def test_a_swap_keeps_the_rules() -> None:
    world = a_rota(OnePerOrganisation(), places=2, members=[ANA, BO, CY, DI]).until_asked()
    fits = 0
    for who in (ANA, DI):
        for by in world.asked:
            if who in world.asked:
                continue
            (still,) = [one for one in world.asked if one != by]
            for kind in (c.OfferSwap, c.HandOn):
                if {who, still} == {ANA, DI}:
                    refused = world.refused(by, kind, id=world.remark(), who=who)
                    assert (refused.reason, refused.at_field) == (Reason.BREAKS_A_RULE, "who")
                    fits += 1
    assert fits


def test_a_swap_keeps_the_rules_as_they_are_when_it_is_said_yes_to() -> None:
    world = a_rota(OnePerOrganisation(), places=2).until_asked()
    by, still = world.asked
    seats = {seat.member: seat for seat in world.circle.seats}
    free = [one for one in seats if one not in world.asked]
    who = next(one for one in free if seats[one].organisation != seats[still].organisation)
    id = world.offer(by, c.OfferSwap, who)
    world.join(who, replace(seats[who], organisation=seats[still].organisation))
    assert world.refused(who, c.AnswerOffer, id=id, accept=True).reason is Reason.BREAKS_A_RULE


# --- handing on -------------------------------------------------------------------------------------------------


def test_a_coming_turn_is_handed_on_as_a_gift() -> None:
    world = a_rota()
    who, other = two(world)
    world.agree(who, c.HandOn, other)
    world.until_begun()
    assert (world.holders, world.rota.promises) == ((other,), ())
    assert (account(world, who), account(world, other)) == ((0, -1), (1, 1))
    assert until_asked_of(world, other).asked == (other,)


def test_what_is_left_of_a_turn_is_handed_on() -> None:
    world = a_rota().turn()
    (who,) = world.holders
    other = next(one for one in FOUR if one != who)
    world.wait(days=2)
    world.agree(who, c.HandOn, other)
    (term,) = world.known.terms
    assert (term.member, term.how, term.until, term.turn) == (other, How.HANDED_ON, at(16), 1)
    assert world.of(e.RoleLeft)[-1].why is WhyLeft.HANDED_ON
    assert (account(world, who), account(world, other)) == ((0, -1), (1, 1))
    assert [place.member for place in world.present.asked] == [other]


def test_a_term_is_handed_on_until_its_end() -> None:
    world = RoleWorld().make(filling=Filling.VOLUNTEER, months=6)
    world.do(ANA, c.Volunteer)
    world.agree(ANA, c.HandOn, CY)
    (term,) = world.known.terms
    assert (term.member, term.until) == (CY, at(4, 10, 9))


def test_an_offer_to_hand_on_is_over_when_who_made_it_lets_go() -> None:
    world = RoleWorld().make(filling=Filling.VOLUNTEER)
    world.do(ANA, c.Volunteer)
    id = world.offer(ANA, c.HandOn, CY)
    world.do(ANA, c.StepDown)
    assert world.refused(CY, c.AnswerOffer, id=id, accept=True).reason is Reason.OFFER_IS_OVER


def test_who_holds_nothing_hands_nothing_on_and_nobody_takes_over_what_they_hold() -> None:
    world = RoleWorld().make(filling=Filling.VOLUNTEER, places=2)
    world.do(ANA, c.Volunteer)
    world.do(CY, c.Volunteer)
    assert world.refused(DI, c.HandOn, id=world.remark(), who=ANA).reason is Reason.HOLDS_IT_NOT
    assert world.refused(ANA, c.HandOn, id=world.remark(), who=CY).reason is Reason.HOLDS_IT_ALREADY


def test_a_swap_is_of_no_moment_once_its_turn_went_by_unseen() -> None:
    world = a_rota()
    who, other = two(world)
    world.agree(who, c.OfferSwap, other)
    world.stopped_until(at(20))
    assert world.rota.promises == ()
    assert [place.member for place in world.present.asked] == [who]


def test_who_takes_over_from_a_helper_has_helped_once_and_the_helper_not_at_all() -> None:
    world = a_rota().until_asked()
    while world.asked:
        world.decline(*world.asked)
    world.until_begun().do(DI, c.Volunteer)
    assert account(world, DI) == (1, 1)
    world.agree(DI, c.HandOn, CY)
    assert world.holders == (CY,)
    assert (account(world, DI), account(world, CY)) == ((0, 0), (1, 1))


def test_when_the_turn_is_another_one_nothing_is_owed_for_it() -> None:
    world = a_rota()
    who, other = two(world)
    world.agree(who, c.OfferSwap, other)
    assert world.rota.promises == (Exchange(other, who),)
    world.rotate(rhythm=Rhythm(Every.MONTH_DAY, day=28))
    assert (world.coming.begins_at, world.asked) == (at(28), ())
    assert not world.rota.promises
