"""What is so in the very moment: at the edge of a turn or an absence, and of who has said yes first."""

from datetime import date, time

import pytest

from decisions.recurring.rhythm import Every, Rhythm
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.roles.offers import OFFER_LASTS
from decisions.roles.role import Filling
from tests.decisions.people import ANA, BO, CY, DI
from tests.decisions.roles.world import FOUR, RoleWorld, a_rota, at

FORTNIGHTS = Rhythm(Every.WEEK, time(0), weeks=2)
"""From midnight to midnight: whole days."""


@pytest.mark.parametrize(
    ("first", "last", "is_asked"),
    [
        (9, 9, False),
        (8, 8, True),
        (10, 15, True),
        (10, 16, False),
        (17, 22, True),
        (16, 22, False),
    ],
)
def test_away_when_it_begins_or_for_half_of_it_is_away(first: int, last: int, is_asked: bool) -> None:
    """The turn takes the days from the 9th to the 22nd of March."""
    world = RoleWorld([ANA]).make().rotate(rhythm=FORTNIGHTS, since=date(2026, 3, 9))
    world.do(ANA, c.GoAway, first=date(2026, 3, first), last=date(2026, 3, last))
    world.until_asked()
    assert (world.coming.begins_at, world.coming.ends_at) == (at(9, 0), at(23, 0))
    assert (ANA in world.asked) is is_asked


def test_a_stop_that_lasts_until_a_turn_ends_begins_the_next_one() -> None:
    world = a_rota().until_asked().accept().stopped_until(at(16))
    (began,) = world.of(e.TurnBegan)
    assert (began.begins_at, began.missed, world.holders) == (at(16), 1, ())


def test_with_a_place_less_who_has_said_yes_stays_asked() -> None:
    world = a_rota(places=2).until_asked()
    first, second = world.asked
    world.accept(second)
    world.change(places=1)
    assert world.asked == (second,)
    assert [event.member for event in world.of(e.MemberUnasked)] == [first]


def test_who_is_asked_in_a_short_turn_is_asked_once_more_before_it_is_over() -> None:
    world = RoleWorld().make().rotate(rhythm=Rhythm(Every.WORKDAY)).stopped_until(at(5, 12))
    (place,) = world.present.asked
    assert (world.present.ends_at, place.next_at) == (at(6), at(5, 19))


def test_to_hand_on_is_open_for_two_weeks_and_never_longer_than_the_term() -> None:
    world = RoleWorld().make(filling=Filling.VOLUNTEER, months=6)
    world.do(ANA, c.Volunteer)
    world.offer(ANA, c.HandOn, CY)
    assert world.known.offers[0].lapses_at == world.now + OFFER_LASTS
    turning = a_rota().turn()
    (holder,) = turning.holders
    turning.offer(holder, c.HandOn, next(one for one in FOUR if one != holder))
    assert turning.known.offers[0].lapses_at == turning.present.ends_at


def test_who_is_selected_takes_the_place_of_whoever_has_the_least_time_left() -> None:
    world = RoleWorld().make(filling=Filling.SELECTION, places=2)
    for who, until in ((ANA, date(2026, 9, 1)), (BO, date(2026, 6, 1))):
        world.do(who, c.SeatSelected, members=(who,), until=until)
    world.do(DI, c.SeatSelected, members=(DI,))
    assert world.holders == (ANA, DI)
