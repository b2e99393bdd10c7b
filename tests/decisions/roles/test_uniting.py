"""Who leaves the circle leaves its roles; and two who are one person hold them as one."""

from decisions.ids import MemberId
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.fairness.standing import TURN
from decisions.roles.role import Filling, WhyLeft
from tests.decisions.people import ANA, BO, CY, DI, EVA, GUS
from tests.decisions.roles.world import FOUR, RoleWorld, a_rota


def the_others(*members: MemberId) -> list[MemberId]:
    return [one for one in FOUR if one not in members]


# --- leaving ----------------------------------------------------------------------------------------------------


def test_who_leaves_in_their_turn_is_followed_by_the_next_in_line() -> None:
    world = a_rota().turn()
    (who,) = world.holders
    world.leave(who)
    assert world.holders == ()
    assert world.of(e.RoleLeft)[-1].why is WhyLeft.LEFT_CIRCLE
    (asked,) = [place.member for place in world.present.asked]
    assert asked != who


def test_who_leaves_while_asked_is_asked_no_more() -> None:
    world = a_rota().until_asked()
    (who,) = world.asked
    world.leave(who)
    assert len(world.asked) == 1
    assert who not in world.asked
    world.turn()
    assert world.rota.standing(who) is None


def test_what_was_offered_to_or_by_who_leaves_is_over() -> None:
    world = RoleWorld().make(filling=Filling.APPOINTED)
    world.offer(BO, c.AskToHold, ANA)
    world.leave(ANA)
    assert world.known.offers == ()
    rota = a_rota().until_asked()
    (who,) = rota.asked
    rota.offer(who, c.HandOn, the_others(who)[0])
    rota.leave(who)
    assert rota.known.offers == ()


def test_nobody_is_asked_by_themselves_once_two_are_one_person() -> None:
    world = RoleWorld().make(filling=Filling.APPOINTED)
    world.offer(BO, c.AskToHold, ANA)
    world.unite(BO, ANA)
    assert world.known.offers == ()


def test_leaving_is_noted_once_and_of_no_moment_where_they_had_no_part() -> None:
    world = a_rota().turn()
    (who,) = world.holders
    world.leave(who)
    world.do(GUS, c.NoteHolderLeft)
    empty = RoleWorld().make()
    assert empty.do(ANA, c.NoteHolderLeft) == ()


def test_who_comes_again_begins_as_somebody_new() -> None:
    world = a_rota()
    who = world.turn().holders[0]
    world.leave(who)
    world.turn()
    world.join(who)
    world.turn()
    found = world.rota.standing(who)
    assert found is not None
    assert found.turns == int(who in world.holders)


# --- two who are one --------------------------------------------------------------------------------------------


def test_where_the_other_held_it_the_member_holds_it() -> None:
    world = a_rota().turn()
    (other,) = world.holders
    member = the_others(other)[0]
    world.unite(member, other)
    assert world.holders == (member,)
    found = world.rota.standing(member)
    assert found is not None
    assert found.turns == 1
    assert world.rota.standing(other) is None


def test_where_both_held_it_a_place_is_vacant_and_somebody_else_is_asked() -> None:
    world = a_rota(places=2).turn()
    member, other = world.holders
    world.unite(member, other)
    assert world.holders == (member,)
    (left,) = world.of(e.RoleLeft)
    assert (left.member, left.why) == (other, WhyLeft.LEFT_CIRCLE)
    asked = [place.member for place in world.present.asked if place.member != member]
    assert len(asked) == 1


def test_where_both_were_asked_a_yes_stands_and_the_other_place_is_asked_of_somebody_else() -> None:
    world = a_rota(places=2).until_asked()
    member, other = world.asked
    world.accept(other)
    world.unite(member, other)
    assert world.coming.accepted == (member,)
    assert len(world.asked) == 2
    assert other not in world.asked


def test_a_no_of_the_other_is_no_no_where_the_member_is_asked() -> None:
    world = a_rota().until_asked()
    (other,) = world.asked
    world.decline(other)
    (member,) = world.asked
    world.unite(member, other)
    assert world.asked == (member,)
    assert world.coming.refused == ()


def test_a_no_of_the_other_is_the_members() -> None:
    world = a_rota().until_asked()
    (other,) = world.asked
    world.decline(other)
    member = the_others(other, *world.asked)[0]
    world.unite(member, other)
    assert [one for one, _ in world.coming.refused] == [member]


def test_what_was_counted_to_the_other_is_the_members_to_say_no_to() -> None:
    world = a_rota().until_asked()
    world.stopped_until(world.coming.begins_at)
    (other,) = [place.member for place in world.present.asked]
    member = the_others(other)[0]
    world.unite(member, other)
    world.do(member, c.DeclineTurn, turn=1)
    found = world.rota.standing(member)
    assert found is not None
    assert (found.turns, found.excused) == (0, 1)


def test_a_swap_between_the_two_is_none() -> None:
    world = a_rota().until_asked()
    (who,) = world.asked
    other = the_others(who)[0]
    world.agree(who, c.OfferSwap, other)
    world.unite(who, other)
    assert (world.asked, world.coming.exchanges, world.rota.promises) == ((who,), (), ())


def test_a_swap_with_the_other_is_one_with_the_member() -> None:
    world = a_rota().until_asked()
    (who,) = world.asked
    other, member, *_ = the_others(who)
    world.agree(who, c.OfferSwap, other)
    world.unite(member, other)
    assert [(one.of, one.by) for one in world.coming.exchanges] == [(who, member)]
    assert [(one.of, one.by) for one in world.rota.promises] == [(member, who)]


def test_what_the_other_said_and_wrote_is_the_members() -> None:
    world = RoleWorld([*FOUR, EVA]).make(filling=Filling.VOLUNTEER, places=2)
    world.do(CY, c.Volunteer)
    world.do(CY, c.WriteHandover, term=1, learned="Ask early")
    world.do(DI, c.Volunteer)
    world.do(DI, c.AskBack, term=1, id=world.remark(), words="Who has the key?")
    world.do(DI, c.GoAway, first=world.now.date())
    world.offer(DI, c.HandOn, BO)
    world.unite(ANA, CY)
    world.unite(EVA, DI)
    role = world.known
    assert role.holders == (ANA, EVA)
    assert (role.handovers[0].by, role.handovers[0].questions[0].by) == (ANA, EVA)
    assert ([one.member for one in role.away], role.offers[0].by) == ([EVA], EVA)


def test_an_offer_between_the_two_is_over() -> None:
    world = RoleWorld().make(filling=Filling.VOLUNTEER)
    world.do(ANA, c.Volunteer)
    world.offer(ANA, c.HandOn, CY)
    world.unite(ANA, CY)
    assert world.known.offers == ()


def test_uniting_is_of_no_moment_where_the_other_had_no_part() -> None:
    world = RoleWorld().make()
    assert world.do(ANA, c.UniteHolders, other=CY) == ()


def test_one_person_is_owed_no_more_than_a_turn() -> None:
    world = a_rota().turn().turn()
    member, other = world.holders[0], the_others(world.holders[0])[0]
    world.unite(member, other)
    for one in world.rota.standings:
        assert (
            one.even + sum(amount for _, amount in one.reasons) == one.lag + (one.turns + one.excused) * TURN
        )
        assert abs(one.lag) < TURN
