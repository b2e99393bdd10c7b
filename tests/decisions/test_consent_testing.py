"""The test of a problem: may it be set aside? (consent.md, "When somebody sees a problem", 1 and 2)."""

from datetime import timedelta

import pytest

from decisions.ids import MemberId
from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.round import ProblemStatus, Stage
from decisions.workdays import add_workdays, deadline_after_workdays
from tests.decisions.builders import (
    ALL_OK,
    DEFAULTS,
    HARM,
    TWO_PROBLEMS,
    a_world,
    answer,
    ask_for_test,
    close,
    offer,
    the_problem,
)
from tests.decisions.people import ANA, BO, CROWD, CY, DI, EVA, EVERYONE, FLO, GUS, SEATS
from tests.decisions.world import World

REASON = "We look again in a month."


def say(world: World, *members: MemberId, try_anyway: bool = True, reason: str = REASON) -> World:
    for member in members:
        assert world.round.test is not None
        facts = {"problem_id": world.round.test.problem, "try_anyway": try_anyway, "reason": reason}
        world.do(member, c.AnswerTest, **facts)
    return world


# --- asking for one -------------------------------------------------------------------------------------------


def test_a_problem_stands_unless_a_test_is_asked_for() -> None:
    world = a_world(Stage.INTEGRATING)
    world.passes_by(days=3)
    assert (world.round.stage, the_problem(world).open) == (Stage.INTEGRATING, True)


def test_two_members_of_different_organisations_ask_for_a_test() -> None:
    world = a_world(Stage.INTEGRATING)
    problem = the_problem(world).id
    world.do(DI, c.AskForTest, problem_id=problem)
    assert world.is_at(Stage.INTEGRATING)
    world.do(ANA, c.AskForTest, problem_id=problem)
    assert world.is_at(Stage.INTEGRATING), "Ana and Di are both of the clinic"
    world.do(BO, c.AskForTest, problem_id=problem)
    assert world.is_at(Stage.TESTING)


def test_asking_twice_is_asking_once() -> None:
    world = a_world(Stage.INTEGRATING)
    world.do(DI, c.AskForTest, problem_id=the_problem(world).id)
    assert world.do(DI, c.AskForTest, problem_id=the_problem(world).id) == ()


def test_who_raised_it_does_not_ask_for_its_test() -> None:
    world = a_world(Stage.INTEGRATING)
    assert world.refused(CY, c.AskForTest, problem_id=the_problem(world).id) is Reason.NOT_THE_RAISER


def test_who_was_not_asked_does_not_ask_for_a_test() -> None:
    world = a_world(Stage.INTEGRATING)
    world.joins(SEATS[GUS])
    assert world.refused(GUS, c.AskForTest, problem_id=the_problem(world).id) is Reason.NOT_ASKED


def test_a_test_is_asked_for_within_two_workdays_of_unsealing() -> None:
    world = a_world(Stage.INTEGRATING)
    window = add_workdays(world.now, 2, DEFAULTS)
    world.passes_to(window)
    world.do(DI, c.AskForTest, problem_id=the_problem(world).id)
    world.passes_to(window + timedelta(seconds=1))
    assert world.refused(BO, c.AskForTest, problem_id=the_problem(world).id) is Reason.TEST_WINDOW_OVER


def test_a_problem_is_tested_once() -> None:
    world = say(a_world(Stage.TESTING), DI, try_anyway=False)
    assert world.is_at(Stage.INTEGRATING)
    assert world.refused(BO, c.AskForTest, problem_id=the_problem(world).id) is Reason.ALREADY_TESTED


def test_tests_run_one_at_a_time_and_each_problem_has_its_own_two_workdays() -> None:
    world = a_world(Stage.TESTING, answers=TWO_PROBLEMS)
    other = the_problem(world, FLO)
    assert world.refused(DI, c.AskForTest, problem_id=other.id) is Reason.NOT_NOW
    world.until_next()
    assert world.round.test_window == add_workdays(world.now, 2, DEFAULTS)
    ask_for_test(world, other)
    assert (world.round.stage, world.round.test and world.round.test.problem) == (Stage.TESTING, other.id)


def test_there_is_no_window_when_every_problem_has_been_tested() -> None:
    world = say(a_world(Stage.TESTING), DI, try_anyway=False)
    assert world.round.test_window is None


def test_a_test_does_not_undo_the_text_on_offer() -> None:
    world = offer(a_world(Stage.INTEGRATING))
    offered = world.round.next_text
    say(ask_for_test(world, the_problem(world)), DI, try_anyway=False)
    assert offered is not None
    assert (world.round.next_text, world.round.still_does_the_job) == (offered, True)


# --- answering one --------------------------------------------------------------------------------------------


def test_a_test_lasts_two_workdays() -> None:
    world = a_world(Stage.TESTING)
    assert world.round.deadline == deadline_after_workdays(world.now, 2, DEFAULTS)


def test_an_answer_to_a_test_has_a_reason() -> None:
    world = a_world(Stage.TESTING)
    facts = {"problem_id": the_problem(world).id, "try_anyway": True}
    assert world.refused(DI, c.AnswerTest, **facts, reason=" ") is Reason.EMPTY


def test_the_one_who_raised_it_stands_apart() -> None:
    world = a_world(Stage.TESTING)
    facts = {"problem_id": the_problem(world).id, "try_anyway": False, "reason": HARM}
    assert world.refused(CY, c.AnswerTest, **facts) is Reason.NOT_THE_RAISER


def test_an_answer_is_to_the_test_that_runs() -> None:
    world = a_world(Stage.TESTING, answers=TWO_PROBLEMS)
    facts = {"problem_id": the_problem(world, FLO).id, "try_anyway": True, "reason": REASON}
    assert world.refused(DI, c.AnswerTest, **facts) is Reason.NOT_FOUND


def test_when_everyone_says_to_try_it_anyway_it_is_set_aside_and_kept_as_a_worry() -> None:
    world = say(a_world(Stage.TESTING), ANA, BO, DI, EVA, FLO)
    problem, (worry,) = the_problem(world), world.round.criteria
    assert (problem.status, world.round.stage) == (ProblemStatus.SET_ASIDE, Stage.AGREED)
    assert (worry.words, worry.by, worry.from_problem) == (HARM, CY, True)


def test_half_of_those_asked_are_enough_at_the_deadline() -> None:
    world = say(a_world(Stage.TESTING), ANA, BO, DI)
    assert world.is_at(Stage.TESTING)
    world.until_next()
    assert the_problem(world).status is ProblemStatus.SET_ASIDE


def test_fewer_than_half_of_those_asked_set_nothing_aside() -> None:
    world = say(a_world(Stage.TESTING), BO, DI)
    world.until_next()
    assert (world.round.stage, the_problem(world).open) == (Stage.INTEGRATING, True)


def test_one_of_the_raisers_group_must_say_so() -> None:
    world = say(a_world(Stage.TESTING), ANA, BO, EVA, FLO)
    world.until_next()
    assert (world.round.stage, the_problem(world).open) == (Stage.INTEGRATING, True)


def test_one_who_says_to_fix_it_first_is_enough_and_then_the_test_is_over() -> None:
    world = say(a_world(Stage.TESTING), ANA, BO, DI, EVA)
    say(world, FLO, try_anyway=False)
    assert (world.round.stage, the_problem(world).open) == (Stage.INTEGRATING, True)


def test_nobody_answering_a_test_leaves_the_problem_standing() -> None:
    world = a_world(Stage.TESTING)
    world.until_next()
    assert (world.round.stage, the_problem(world).open) == (Stage.INTEGRATING, True)


def test_who_answers_a_test_again_counts_once() -> None:
    world = say(a_world(Stage.TESTING), DI, BO)
    say(world, DI, BO, DI)
    assert world.round.test is not None
    assert world.round.test.try_anyway == 2


def test_a_test_cannot_be_objected_to() -> None:
    world = a_world(Stage.TESTING)
    assert world.refused(DI, c.GiveAnswer, kind=Kind.OBJECTION, words=HARM) is Reason.CLOSED
    assert world.refused(DI, c.AskForTest, problem_id=the_problem(world).id) is Reason.NOT_NOW


def test_who_joined_it_does_not_stand_again_after_it_was_set_aside() -> None:
    world = a_world(Stage.TESTING, answers=TWO_PROBLEMS)
    world.do(FLO, c.MeToo, problem_id=the_problem(world).id)
    say(world, ANA, BO, DI, EVA, FLO)
    assert the_problem(world, FLO).status is ProblemStatus.JOINED
    assert world.is_at(Stage.AGREED)


def test_with_the_last_problem_set_aside_what_else_was_fixed_goes_on_to_everyone() -> None:
    """The offered text waited only for the problem that was tested."""
    world = a_world(Stage.INTEGRATING, answers=TWO_PROBLEMS)
    offer(world)
    world.do(FLO, c.FixedForMe, problem_id=the_problem(world, FLO).id)
    say(ask_for_test(world, the_problem(world)), ANA, BO, DI, EVA, FLO)
    assert (world.round.stage, world.round.version) == (Stage.CONSENTING, 2)
    assert world.round.tally.asked == 6


def test_the_raiser_may_end_a_test_by_keeping_it_as_a_worry() -> None:
    world = a_world(Stage.TESTING)
    world.do(CY, c.KeepAsWorry, problem_id=the_problem(world).id)
    assert (world.round.stage, the_problem(world).status) == (Stage.AGREED, ProblemStatus.WITHDRAWN)


def test_who_takes_over_a_problem_leaves_its_test() -> None:
    world = say(a_world(Stage.TESTING), DI, ANA, BO)
    world.leaves(CY)
    world.do(DI, c.TakeOverProblem, problem_id=the_problem(world).id)
    assert world.round.test is not None
    assert (world.round.test.try_anyway, dict(world.round.test.anyway_groups).get(SEATS[DI].group)) == (
        2,
        None,
    )
    world.until_next()
    assert the_problem(world).open


@pytest.mark.parametrize("commenter", [FLO, GUS])
def test_who_was_not_asked_does_not_answer_a_test(commenter: MemberId) -> None:
    world = a_world(Stage.CONSENTING, *EVERYONE, *CROWD, deciding=(ANA, BO, CY, DI, EVA))
    world.joins(SEATS[GUS])
    close(answer(world, {**ALL_OK, CY: Kind.OBJECTION}))
    ask_for_test(world, the_problem(world))
    facts = {"problem_id": the_problem(world).id, "try_anyway": True, "reason": REASON}
    assert world.refused(commenter, c.AnswerTest, **facts) is Reason.ASKED_OF_OTHERS
