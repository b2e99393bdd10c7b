"""Where there is room for so many, whoever said first that they are in is in, and the others wait in that order."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.ids import MemberId
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.ballot import Ballot, Method, Rules
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.line import Line
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.notices import NoticeKind, notices_for
from tests.decisions.people import ANA, BO, CY, DI, EVERYONE
from tests.decisions.test_ballots import a_ballot
from tests.decisions.world import World


def an_opt_in(room: int = 2) -> World:
    return a_ballot(Ballot(Method.OPT_IN, METHODS[Method.OPT_IN].options, Rules(limit=room)))


def says(world: World, member: MemberId, key: str, **fields: Any) -> tuple[e.MovedUp, ...]:
    """Who moves up because of it."""
    choice = Choice.of({key: 1})
    events = world.do(member, c.GiveAnswer, kind=Kind.CHOICE, choice=choice, replace=True, **fields)
    return tuple(event for event in events if isinstance(event, e.MovedUp))


def all_in(world: World, *members: MemberId) -> World:
    for member in members:
        says(world, member, "in")
    return world


def who_is_in(world: World) -> list[MemberId]:
    return [member for member, number in world.numbered() if number <= world.round.line.let_in]


def who_waits(world: World) -> list[MemberId]:
    return [member for member, _ in world.waiting(set())]


def test_once_it_is_full_the_next_ones_wait_in_their_order() -> None:
    world = all_in(an_opt_in(room=2), CY, ANA, DI, BO)
    assert (who_is_in(world), who_waits(world)) == ([CY, ANA], [DI, BO])
    assert (world.round.line.taken, world.round.line.waiting) == (2, 2)


def test_whoever_steps_back_makes_room_for_the_first_who_waits() -> None:
    world = all_in(an_opt_in(room=2), CY, ANA, DI, BO)
    (moved,) = says(world, CY, "out")
    assert moved.member == DI
    assert (who_is_in(world), who_waits(world)) == ([ANA, DI], [BO])


def test_sitting_it_out_makes_room_too() -> None:
    world = all_in(an_opt_in(room=1), CY, ANA)
    events = world.do(CY, c.GiveAnswer, kind=Kind.STAND_ASIDE, replace=True)
    assert [event.member for event in events if isinstance(event, e.MovedUp)] == [ANA]


def test_whoever_stops_waiting_moves_nobody_up() -> None:
    world = all_in(an_opt_in(room=1), CY, ANA, DI)
    assert says(world, ANA, "out") == ()
    assert (who_is_in(world), who_waits(world)) == ([CY], [DI])


def test_saying_it_again_or_saying_why_keeps_the_place() -> None:
    world = all_in(an_opt_in(room=1), CY, ANA)
    says(world, CY, "in")
    says(world, CY, "in", words="I bring the cake.")
    assert (who_is_in(world), who_waits(world)) == ([CY], [ANA])


def test_whoever_comes_back_stands_at_the_end() -> None:
    world = all_in(an_opt_in(room=1), CY, ANA, DI)
    says(world, CY, "out")
    says(world, CY, "in")
    assert (who_is_in(world), who_waits(world)) == ([ANA], [DI, CY])


def test_a_free_place_is_taken_by_the_next_who_comes() -> None:
    world = all_in(an_opt_in(room=2), CY, ANA)
    says(world, CY, "out")
    says(world, DI, "in")
    assert (who_is_in(world), who_waits(world)) == ([ANA, DI], [])


def test_what_is_written_down_has_its_place_once_it_is_confirmed() -> None:
    world = an_opt_in(room=1)
    choice = Choice.of({"in": 1})
    world.do(BO, c.WriteDown, member=CY, kind=Kind.CHOICE, choice=choice)
    all_in(world, ANA)
    world.do(CY, c.ConfirmWritten, right=True)
    assert (who_is_in(world), who_waits(world)) == ([ANA], [CY])


@pytest.mark.parametrize(("one", "other"), [(CY, ANA), (ANA, CY)])
def test_two_accounts_of_one_person_have_the_earlier_of_their_two_places(
    one: MemberId, other: MemberId
) -> None:
    world = all_in(an_opt_in(room=2), CY, ANA, DI)
    events = world.are_one(one, other)
    assert [event.member for event in events if isinstance(event, e.MovedUp)] == [DI]
    assert who_is_in(world) == [one, DI]


def test_who_leaves_the_circle_leaves_their_place() -> None:
    world = all_in(an_opt_in(room=1), CY, ANA, DI)
    events = world.leaves(CY)
    assert [event.member for event in events if isinstance(event, e.MovedUp)] == [ANA]
    assert (who_is_in(world), who_waits(world)) == ([ANA], [DI])
    assert world.leaves(DI)[1:] == ()
    assert who_waits(world) == []


def test_an_account_that_waited_too_leaves_the_line() -> None:
    world = all_in(an_opt_in(room=1), CY, DI, ANA)
    world.are_one(CY, DI)
    assert (who_is_in(world), who_waits(world)) == ([CY], [ANA])
    assert world.round.line.waiting == 1


def test_who_moves_up_is_told_and_nobody_else() -> None:
    world = all_in(an_opt_in(room=1), CY, ANA, DI)
    before = world.round
    events = world.do(CY, c.GiveAnswer, kind=Kind.STAND_ASIDE, replace=True)
    (notice,) = notices_for(before, world.round, events)
    assert (notice.kind, notice.member) == (NoticeKind.MOVED_UP, ANA)


def test_where_there_is_room_for_everyone_nobody_has_a_number() -> None:
    world = all_in(an_opt_in(room=0), CY, ANA)
    assert world.numbered() == []
    assert world.round.line == Line()


@given(
    st.integers(1, 4),
    st.lists(st.tuples(st.sampled_from(EVERYONE), st.sampled_from(["in", "out"])), max_size=40),
)
def test_whatever_they_say_the_line_is_who_has_been_in_the_longest(
    room: int, said: list[tuple[MemberId, str]]
) -> None:
    world, line = an_opt_in(room), list[MemberId]()
    for member, key in said:
        before = line[:room]
        if key == "out" and member in line:
            line.remove(member)
        elif key == "in" and member not in line:
            line.append(member)
        moved = says(world, member, key)
        assert who_is_in(world) == line[:room]
        assert who_waits(world) == line[room:]
        assert (world.round.line.taken, world.round.line.waiting) == (len(line[:room]), len(line[room:]))
        joined = member if key == "in" else None
        assert [one.member for one in moved] == [m for m in line[:room] if m not in before and m != joined]


@given(st.permutations(EVERYONE[:5]), st.permutations(EVERYONE[:5]))
def test_it_does_not_matter_who_they_are(first: list[MemberId], second: list[MemberId]) -> None:
    one, other = all_in(an_opt_in(2), *first), all_in(an_opt_in(2), *second)
    renamed = dict(zip(first, second, strict=True))
    assert [renamed[member] for member in who_is_in(one)] == who_is_in(other)
