"""Nobody can hold it hostage: silence, departure, and the powers that people have (consent.md)."""

from datetime import date, timedelta

import pytest

from decisions.ids import MemberId
from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.round import ProblemStatus, Stage, Why
from decisions.rounds.settings import Form, Settings
from decisions.workdays import add_workdays, deadline_after_workdays
from tests.decisions.builders import (
    ALL_OK,
    DEFAULTS,
    HARM,
    ONE_PROBLEM,
    TWO_PROBLEMS,
    a_draft,
    a_world,
    answer,
    ask_question,
    close,
    give,
    offer,
    opened,
    the_problem,
)
from tests.decisions.people import ANA, BO, CY, DI, EVA, FLO, GUS, HAL, SEATS, remark
from tests.decisions.world import World

OPEN = (Stage.EXPLORING, Stage.AMENDING, Stage.CONSENTING, Stage.TESTING, Stage.INTEGRATING)


# --- the facilitator ------------------------------------------------------------------------------------------


def test_a_facilitator_silent_for_two_workdays_on_their_turn_can_be_replaced() -> None:
    world = a_world(Stage.INTEGRATING)
    silent = add_workdays(world.now, 2, DEFAULTS)
    world.passes_to(silent - timedelta(seconds=1))
    assert world.refused(DI, c.TakeOverFacilitation) is Reason.TOO_SOON
    world.passes_to(silent)
    (passed,) = world.do(DI, c.TakeOverFacilitation)
    assert isinstance(passed, e.FacilitationPassed)
    assert (passed.to, passed.before, passed.taken_over) == (DI, BO, True)
    assert (world.round.facilitator, world.round.facilitator_turn) == (DI, None)


def test_a_facilitator_for_whom_nothing_waits_is_not_silent() -> None:
    world = a_world(Stage.CONSENTING)
    world.passes_by(days=4)
    assert world.refused(DI, c.TakeOverFacilitation) is Reason.FACILITATOR_IS_ACTIVE


def test_a_facilitator_who_suggests_a_fix_is_not_silent() -> None:
    world = a_world(Stage.INTEGRATING)
    world.do(BO, c.SuggestFix, id=remark(1), kind=c.FixKind.MEASURE, text="Count who comes.")
    assert world.round.facilitator_turn is None


def test_neither_the_proposer_nor_an_objector_takes_over() -> None:
    world = a_world(Stage.INTEGRATING, answers=TWO_PROBLEMS)
    world.do(FLO, c.MeToo, problem_id=the_problem(world).id)
    world.do(EVA, c.MeToo, problem_id=the_problem(world).id)
    world.passes_by(days=3)
    assert world.refused(ANA, c.TakeOverFacilitation) is Reason.NOT_THE_PROPOSER
    for objector in (CY, FLO, EVA):
        assert world.refused(objector, c.TakeOverFacilitation) is Reason.NOT_THE_RAISER
    assert world.refused(BO, c.TakeOverFacilitation) is Reason.ALREADY_FACILITATES
    world.do(DI, c.TakeOverFacilitation)


def test_a_facilitator_who_has_left_can_be_replaced_at_once() -> None:
    world = a_world(Stage.CONSENTING)
    world.leaves(BO)
    assert world.round.facilitator is None
    world.do(DI, c.TakeOverFacilitation)
    assert world.round.facilitator == DI


def test_facilitation_is_handed_to_a_member_who_neither_proposes_nor_objects() -> None:
    world = a_world(Stage.INTEGRATING)
    assert world.refused(BO, c.HandFacilitationTo, member=ANA) is Reason.NOT_THE_PROPOSER
    assert world.refused(BO, c.HandFacilitationTo, member=CY) is Reason.NOT_THE_RAISER
    assert world.refused(BO, c.HandFacilitationTo, member=HAL) is Reason.NOT_IN_CIRCLE
    assert world.refused(DI, c.HandFacilitationTo, member=DI) is Reason.ONLY_FACILITATOR
    assert world.do(BO, c.HandFacilitationTo, member=BO) == ()
    world.do(BO, c.HandFacilitationTo, member=DI)
    assert world.round.facilitator == DI


def test_the_proposer_never_facilitates_past_exploring_if_anybody_else_can() -> None:
    world = opened(a_draft(), facilitator=ANA, next_facilitator=EVA)
    assert world.round.facilitator == ANA
    world.until_next()
    assert world.round.facilitator == EVA


def test_in_the_short_form_the_proposer_never_facilitates_if_anybody_else_can() -> None:
    assert opened(a_draft(), facilitator=ANA, form=Form.SHORT).round.facilitator == BO


def test_if_who_was_to_facilitate_next_has_left_somebody_else_does() -> None:
    world = opened(a_draft(), facilitator=ANA, next_facilitator=EVA)
    world.leaves(EVA)
    world.until_next()
    assert world.round.facilitator == BO, "who has sat there longest and does not propose"


def test_who_carries_it_on_does_not_facilitate_it() -> None:
    world = a_world(Stage.INTEGRATING)
    world.leaves(ANA)
    world.do(BO, c.CarryOn)
    assert (world.round.proposer, world.round.facilitator) == (BO, DI), "Cy, longer there, sees a problem"


def test_more_time_asked_for_when_all_have_been_heard_is_given() -> None:
    world = a_world(Stage.CONSENTING, answers=ALL_OK)
    assert world.round.closes_early is not None
    world.do(BO, c.Extend, workdays=5)
    give(world, CY, Kind.CONCERN)
    deadline = world.round.deadline
    close(world)
    assert world.now == deadline


@pytest.mark.parametrize("stage", OPEN)
def test_the_facilitator_may_extend_each_stage_twice(stage: Stage) -> None:
    world = a_world(stage)
    for _ in range(2):
        before = world.round.deadline
        assert before is not None
        world.do(BO, c.Extend, workdays=3)
        assert world.round.deadline == deadline_after_workdays(before, 3, DEFAULTS)
    assert world.refused(BO, c.Extend, workdays=3) is Reason.NO_MORE_EXTENSIONS


@pytest.mark.parametrize("workdays", [0, 11])
def test_one_extension_is_one_to_ten_workdays(workdays: int) -> None:
    assert a_world(Stage.CONSENTING).refused(BO, c.Extend, workdays=workdays) is Reason.NOT_A_NUMBER


def test_a_reminder_goes_out_once_in_a_pass_and_only_while_somebody_is_missing() -> None:
    world = a_world(Stage.CONSENTING)
    world.do(BO, c.Remind)
    assert world.refused(BO, c.Remind) is Reason.ALREADY_REMINDED
    heard = answer(a_world(Stage.CONSENTING), ALL_OK)
    assert heard.refused(BO, c.Remind) is Reason.ALREADY_HEARD


def test_next_step_waits_for_open_questions_and_for_half_of_the_voices() -> None:
    world = a_world(Stage.EXPLORING)
    assert world.refused(BO, c.MoveOn) is Reason.NOT_YET
    for member in (CY, DI, EVA):
        world.do(member, c.NothingToAdd)
    world.do(BO, c.MoveOn)
    assert world.is_at(Stage.AMENDING)
    world.do(BO, c.MoveOn)
    assert world.is_at(Stage.CONSENTING)
    asked = a_world(Stage.EXPLORING)
    ask_question(asked, CY)
    asked.until_next()
    assert asked.refused(BO, c.MoveOn) is Reason.NOT_YET


@pytest.mark.parametrize("stage", [Stage.TESTING, Stage.INTEGRATING])
def test_there_is_no_next_step_past_a_problem(stage: Stage) -> None:
    assert a_world(stage).refused(BO, c.MoveOn) is Reason.NOT_YET


# --- ends that somebody chooses -------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", OPEN)
def test_the_proposer_withdraws_at_any_time_before_adoption(stage: Stage) -> None:
    world = a_world(stage)
    assert world.refused(BO, c.Withdraw) is Reason.ONLY_PROPOSER
    text = world.round.text
    world.do(ANA, c.Withdraw, words="Not now.")
    assert (world.round.stage, world.round.why) == (Stage.WITHDRAWN, Why.WITHDRAWN_BY_PROPOSER)
    assert world.round.text == text, "it stays for others to take up"


def test_nothing_is_withdrawn_after_adoption() -> None:
    world = close(answer(a_world(Stage.CONSENTING), ALL_OK))
    assert world.refused(ANA, c.Withdraw) is Reason.IT_IS_OVER


@pytest.mark.parametrize("stage", OPEN)
@pytest.mark.parametrize("member", [ANA, BO])
def test_proposer_or_facilitator_may_come_back_to_it_later(stage: Stage, member: MemberId) -> None:
    world = a_world(stage)
    today = world.now.date()
    assert world.refused(member, c.ComeBackLater, come_back_on=today) is Reason.DATE_NOT_AHEAD
    day = today + timedelta(days=30)
    world.do(member, c.ComeBackLater, come_back_on=day)
    assert (world.round.stage, world.round.come_back_on) == (Stage.DEFERRED, day)


@pytest.mark.parametrize("stage", OPEN)
def test_the_facilitator_may_take_it_to_a_meeting(stage: Stage) -> None:
    world = a_world(stage)
    assert world.refused(ANA, c.TakeToMeeting) is Reason.ONLY_FACILITATOR
    world.do(BO, c.TakeToMeeting)
    assert (world.round.stage, world.round.why) == (Stage.MEETING, Why.TAKEN_TO_MEETING)


# --- a silent or departed proposer ----------------------------------------------------------------------------


def silent_in_integrating() -> World:
    world = a_world(Stage.INTEGRATING)
    world.until_next()
    assert world.round.carry_on_since == world.now
    return world


def test_a_proposer_silent_for_five_workdays_of_integrating_may_be_replaced_by_any_member() -> None:
    world = silent_in_integrating()
    world.joins(SEATS[GUS])
    world.do(GUS, c.CarryOn)
    offer(world, by=GUS)
    world.do(CY, c.FixedForMe, problem_id=the_problem(world).id)
    assert (world.round.stage, world.round.proposer) == (Stage.CONSENTING, GUS)


def test_when_nobody_carries_it_on_in_integrating_it_is_deferred() -> None:
    world = silent_in_integrating()
    assert world.round.deadline == deadline_after_workdays(world.now, 5, DEFAULTS)
    world.until_next()
    assert (world.round.stage, world.round.why) == (Stage.DEFERRED, Why.PROPOSER_SILENT)


def test_who_carries_it_on_gets_as_long_as_the_proposer_had() -> None:
    world = silent_in_integrating()
    world.do(DI, c.CarryOn)
    assert world.round.deadline == deadline_after_workdays(world.now, 5, DEFAULTS)
    world.until_next()
    assert (world.round.stage, world.round.why) == (Stage.MEETING, Why.NO_FIX_IN_TIME)


def test_a_proposer_need_not_carry_on_their_own() -> None:
    assert silent_in_integrating().do(ANA, c.CarryOn) == ()


@pytest.mark.parametrize("stage", OPEN)
def test_when_the_proposer_leaves_any_member_may_carry_it_on_at_once(stage: Stage) -> None:
    world = a_world(stage)
    world.leaves(ANA)
    world.do(DI, c.CarryOn)
    assert (world.round.proposer, world.round.proposer_left, world.round.carry_on_since) == (DI, False, None)


@pytest.mark.parametrize("stage", [Stage.AMENDING, Stage.INTEGRATING])
def test_when_the_proposer_leaves_there_are_five_whole_workdays_to_carry_it_on(stage: Stage) -> None:
    world = a_world(stage)
    assert world.round.deadline is not None
    world.passes_to(world.round.deadline - timedelta(hours=1))
    world.leaves(ANA)
    assert world.round.deadline == deadline_after_workdays(world.now, 5, DEFAULTS)


def test_a_proposers_departure_is_remembered_from_stage_to_stage() -> None:
    world = a_world(Stage.EXPLORING)
    world.leaves(ANA)
    world.until_next()
    assert world.is_at(Stage.AMENDING)
    world.do(DI, c.CarryOn)
    assert world.round.proposer == DI


def test_without_open_questions_a_departed_proposer_holds_nothing_up() -> None:
    world = a_world(Stage.AMENDING)
    world.leaves(ANA)
    world.until_next()
    assert world.is_at(Stage.CONSENTING)


def test_a_proposer_who_has_left_has_no_part_in_it_any_more() -> None:
    world = a_world(Stage.AMENDING)
    world.leaves(ANA)
    assert world.refused(ANA, c.Withdraw) is Reason.NOT_IN_CIRCLE


# --- a departed objector --------------------------------------------------------------------------------------


def test_an_objector_who_leaves_keeps_their_objection_open_for_two_workdays() -> None:
    world = a_world(Stage.INTEGRATING)
    world.leaves(CY)
    problem = the_problem(world)
    assert (problem.open, problem.raiser, problem.raised_by) == (True, None, CY)
    gone = add_workdays(world.now, 2, DEFAULTS)
    world.until_next()
    assert (world.now, the_problem(world).status) == (gone, ProblemStatus.LEFT_AS_WORRY)
    assert [worry.words for worry in world.round.criteria] == [HARM]
    assert world.is_at(Stage.AGREED), "at once, not only when the stage would have ended"


def test_anyone_of_their_group_takes_it_over() -> None:
    world = a_world(Stage.INTEGRATING)
    problem = the_problem(world).id
    assert world.refused(DI, c.TakeOverProblem, problem_id=problem) is Reason.PROBLEM_IS_HELD
    world.leaves(CY)
    assert world.refused(EVA, c.TakeOverProblem, problem_id=problem) is Reason.ONLY_RAISERS_GROUP
    world.do(DI, c.TakeOverProblem, problem_id=problem)
    world.passes_by(days=3)
    assert (the_problem(world).open, the_problem(world).raiser) == (True, DI)


def test_who_has_just_joined_the_group_may_take_it_over() -> None:
    world = a_world(Stage.INTEGRATING)
    world.leaves(CY)
    world.joins(SEATS[GUS])
    world.do(GUS, c.TakeOverProblem, problem_id=the_problem(world).id)
    assert the_problem(world).raiser == GUS


def test_an_objector_who_left_while_it_was_sealed_has_two_workdays_from_unsealing() -> None:
    world = answer(a_world(Stage.CONSENTING), ONE_PROBLEM)
    world.leaves(CY)
    close(world)
    assert the_problem(world).raiser is None
    unsealed = world.now
    world.until_next()
    assert world.now == add_workdays(unsealed, 2, DEFAULTS)


def test_an_objector_who_left_during_the_test_has_two_workdays_from_its_end() -> None:
    world = a_world(Stage.TESTING)
    world.leaves(CY)
    world.until_next()
    assert world.is_at(Stage.INTEGRATING)
    tested = world.now
    world.until_next()
    assert (world.now, the_problem(world).status) == (
        add_workdays(tested, 2, DEFAULTS),
        ProblemStatus.LEFT_AS_WORRY,
    )


def test_a_joined_problem_of_somebody_who_left_can_be_taken_over_when_it_stands_again() -> None:
    world = a_world(Stage.INTEGRATING, answers={**ALL_OK, CY: Kind.OBJECTION, DI: Kind.OBJECTION})
    world.do(DI, c.MeToo, problem_id=the_problem(world).id)
    world.leaves(DI)
    world.passes_by(days=1)
    world.do(CY, c.KeepAsWorry, problem_id=the_problem(world).id)
    again = the_problem(world, DI)
    assert (again.open, again.raiser, again.left_at) == (True, None, world.now)
    world.do(CY, c.TakeOverProblem, problem_id=again.id)
    assert the_problem(world, DI).raiser == CY


def test_who_leaves_having_said_nothing_is_not_heard() -> None:
    world = answer(a_world(Stage.CONSENTING), {m: k for m, k in ALL_OK.items() if m != EVA})
    world.leaves(EVA)
    assert (world.round.tally.asked, world.round.tally.heard, world.round.closes_early) == (6, 5, None)
    assert close(world).round.stage is Stage.AGREED


def test_a_round_that_nobody_looks_after_ends_by_itself() -> None:
    world = opened(a_draft(), settings=Settings(holidays=(date(2026, 3, 10),)), facilitator=None)
    for member in (ANA, BO, CY):
        world.leaves(member)
    assert world.to_the_end().round.is_over
