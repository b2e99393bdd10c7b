"""Two members turn out to be one person: one voice, and no two parts that one person cannot have."""

import pytest

from decisions.ids import MemberId
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.round import Stage
from tests.decisions.builders import a_world
from tests.decisions.people import ANA, BO, CY, DI, EVA, GUS, PARENTS, SCHOOLS


@pytest.mark.parametrize(("first", "second"), [(CY, EVA), (EVA, CY)])
def test_of_two_answers_the_later_one_stands(first: MemberId, second: MemberId) -> None:
    world = a_world(Stage.CONSENTING)
    asked = world.round.tally.asked
    world.do(first, c.GiveAnswer, kind=Kind.CONSENT)
    world.passes_by(minutes=5)
    world.do(second, c.GiveAnswer, kind=Kind.CONCERN, words="It is late.")
    (united, *_) = world.are_one(CY, EVA)
    assert isinstance(united, e.VoicesUnited)
    assert united.answered_twice
    assert united.other_answer_stands == (second == EVA)
    tally = world.round.tally
    assert (tally.asked, tally.heard) == (asked - 1, 1)
    assert (tally.of(Kind.CONSENT), tally.of(Kind.CONCERN)) == (0, 1)


@pytest.mark.parametrize("as_other", [False, True])
def test_they_speak_in_one_capacity(as_other: bool) -> None:
    world = a_world(Stage.CONSENTING)
    before = {group: tally.asked for group, tally in world.round.tally.groups.items()}
    world.do(EVA, c.GiveAnswer, kind=Kind.CONSENT)
    world.are_one(CY, EVA, as_other=as_other)
    after = world.round.tally.groups
    kept, gone = (SCHOOLS, PARENTS) if as_other else (PARENTS, SCHOOLS)
    assert (after[kept].asked, after[kept].heard) == (before[kept], 1)
    assert (after[gone].asked if gone in after else 0) == before[gone] - 1


def test_of_two_answers_to_a_test_the_later_one_stands_and_one_fewer_is_asked() -> None:
    world = a_world(Stage.TESTING)
    test = world.round.test
    assert test is not None
    holder = world.round.problems[0].raiser
    first, second = [member for member in world.electorate if member not in (holder, world.round.proposer)][
        :2
    ]
    world.do(first, c.AnswerTest, problem_id=test.problem, try_anyway=True, reason="It is short.")
    world.passes_by(minutes=1)
    world.do(second, c.AnswerTest, problem_id=test.problem, try_anyway=True, reason="It is short.")
    world.are_one(first, second)
    assert world.round.test is not None
    assert (world.round.test.asked, world.round.test.try_anyway) == (test.asked - 1, 1)


def test_whoever_turns_out_to_hold_the_problem_takes_no_part_in_its_test() -> None:
    world = a_world(Stage.TESTING)
    test = world.round.test
    assert test is not None
    holder = world.round.problems[0].raiser
    assert holder is not None
    other = next(m for m in world.electorate if m not in (holder, world.round.proposer))
    world.do(other, c.AnswerTest, problem_id=test.problem, try_anyway=True, reason="It is short.")
    world.are_one(other, holder)
    assert world.round.problems[0].raiser == other
    assert world.round.test is not None
    assert world.round.test.try_anyway == 0


def test_a_proposer_who_turns_out_to_facilitate_hands_it_on() -> None:
    world = a_world(Stage.CONSENTING)
    assert (world.round.proposer, world.round.facilitator) == (ANA, BO)
    events = world.are_one(ANA, BO)
    assert any(isinstance(event, e.FacilitationPassed) for event in events)
    assert world.round.facilitator not in (None, ANA, BO)


def test_in_exploring_the_next_one_is_named() -> None:
    world = a_world(Stage.EXPLORING)
    world.are_one(ANA, BO)
    assert world.round.facilitator == ANA
    assert world.round.next_facilitator not in (None, ANA, BO)


def test_whoever_said_me_too_to_their_own_problem_says_it_no_more() -> None:
    world = a_world(Stage.INTEGRATING)
    problem = world.round.problems[0]
    assert problem.raiser is not None
    me_too = DI if problem.raiser != DI else CY
    world.do(me_too, c.MeToo, problem_id=problem.id)
    world.are_one(problem.raiser, me_too)
    assert world.round.problems[0].me_too == ()


def test_what_somebody_without_a_seat_becomes_one_with_stays_as_it_was() -> None:
    """Who was not asked, and turns out to be somebody who was, has that voice."""
    world = a_world(Stage.CONSENTING)
    world.do(EVA, c.GiveAnswer, kind=Kind.CONSENT)
    before = world.round.tally
    world.are_one(GUS, EVA)
    assert world.round.tally == before
    assert world.seat(GUS).asked
    assert world.seat(GUS).heard
