"""How a problem is fixed: together, and in a new version (consent.md, "When somebody sees a problem", 3 to 5)."""

from dataclasses import replace
from datetime import timedelta

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
    OTHER_TEXT,
    TEXT,
    TWO_PROBLEMS,
    a_draft,
    a_world,
    answer,
    ask_for_test,
    close,
    give,
    offer,
    opened,
    the_problem,
    version_2,
)
from tests.decisions.people import ANA, BO, CY, DI, EVA, FLO, remark
from tests.decisions.world import World


def two_problems() -> World:
    return a_world(Stage.INTEGRATING, answers=TWO_PROBLEMS)


def fixed(world: World, raiser: MemberId = CY) -> None:
    world.do(raiser, c.FixedForMe, problem_id=the_problem(world, raiser).id)


def test_integrating_lasts_five_workdays() -> None:
    world = a_world(Stage.INTEGRATING)
    assert world.round.deadline == deadline_after_workdays(world.now, 5, DEFAULTS)


def test_anyone_of_the_circle_suggests_a_fix() -> None:
    world = a_world(Stage.INTEGRATING)
    facts = {"kind": c.FixKind.TRY_SMALLER, "text": "One Tuesday a month."}
    (suggested,) = world.do(EVA, c.SuggestFix, id=remark(1), problem_id=the_problem(world).id, **facts)
    assert isinstance(suggested, e.FixSuggested)
    assert world.refused(EVA, c.SuggestFix, id=remark(2), problem_id=remark(9), **facts) is Reason.NOT_FOUND


def test_a_new_version_needs_the_raiser_and_the_proposer() -> None:
    world = a_world(Stage.INTEGRATING)
    offer(world)
    assert world.is_at(Stage.INTEGRATING), "the raiser has not said a word yet"
    fixed(world)
    assert (world.round.stage, world.round.text, world.round.version) == (Stage.CONSENTING, OTHER_TEXT, 2)
    assert the_problem(world).status is ProblemStatus.FIXED


def test_the_proposer_says_still_does_the_job_of_a_text_that_a_co_author_offers() -> None:
    world = opened(a_draft(co_authors=(DI,)), form=Form.SHORT)
    close(answer(world, ONE_PROBLEM))
    offer(world, by=DI)
    fixed(world)
    assert world.is_at(Stage.INTEGRATING)
    world.do(ANA, c.StillDoesTheJob)
    assert world.is_at(Stage.CONSENTING)


def test_there_is_nothing_to_say_still_does_the_job_of_before_a_text_is_offered() -> None:
    assert a_world(Stage.INTEGRATING).refused(ANA, c.StillDoesTheJob) is Reason.NOTHING_TO_CONFIRM


def test_only_the_raiser_says_whether_it_is_fixed() -> None:
    world = offer(a_world(Stage.INTEGRATING))
    problem = the_problem(world).id
    assert world.refused(DI, c.FixedForMe, problem_id=problem) is Reason.ONLY_RAISER
    assert world.refused(DI, c.NotYetFixed, problem_id=problem, text="No.") is Reason.ONLY_RAISER
    assert world.refused(BO, c.KeepAsWorry, problem_id=problem) is Reason.ONLY_RAISER


def test_problems_that_pull_against_each_other_are_fixed_in_one_version() -> None:
    world = offer(two_problems())
    fixed(world)
    assert world.is_at(Stage.INTEGRATING)
    fixed(world, FLO)
    assert world.is_at(Stage.CONSENTING)
    assert {problem.status for problem in world.round.problems} == {ProblemStatus.FIXED}


def test_not_yet_keeps_the_text_from_going_on() -> None:
    world = offer(a_world(Stage.INTEGRATING))
    world.do(CY, c.NotYetFixed, problem_id=the_problem(world).id, text="And on holidays?")
    world.to_the_end()
    assert (world.round.stage, world.round.why) == (Stage.MEETING, Why.NO_FIX_IN_TIME)


def test_not_yet_from_one_holds_what_another_is_silent_about() -> None:
    world = offer(two_problems())
    world.do(CY, c.NotYetFixed, problem_id=the_problem(world).id, text="And on holidays?")
    world.to_the_end()
    assert (world.round.stage, world.round.version) == (Stage.MEETING, 1)


def test_another_text_is_a_new_question_to_the_raiser() -> None:
    world = offer(two_problems())
    fixed(world)
    offer(world, text=replace(OTHER_TEXT, title="Later hours"))
    assert the_problem(world).fixed_in is None
    fixed(world, FLO)
    assert world.is_at(Stage.INTEGRATING)


def test_an_offered_text_differs_from_the_one_that_everyone_was_asked_about() -> None:
    world = offer(a_world(Stage.INTEGRATING))
    assert world.refused(ANA, c.ChangeText, text=OTHER_TEXT) is Reason.NOTHING_CHANGED
    assert world.refused(ANA, c.ChangeText, text=TEXT) is Reason.NOTHING_CHANGED


def test_the_first_offer_gives_its_readers_five_workdays_and_later_ones_no_more() -> None:
    world = a_world(Stage.INTEGRATING)
    world.passes_by(days=6)
    offer(world)
    given = world.round.deadline
    assert given == deadline_after_workdays(world.now, 5, DEFAULTS)
    world.passes_by(hours=30)
    offer(world, text=replace(OTHER_TEXT, title="Later hours"))
    assert world.round.deadline == given


def test_a_raiser_who_is_content_with_the_text_as_it_is_ends_the_matter() -> None:
    world = a_world(Stage.INTEGRATING)
    fixed(world)
    assert (world.round.stage, world.round.version) == (Stage.AGREED, 1)


def test_a_raiser_may_keep_it_as_a_worry() -> None:
    world = a_world(Stage.INTEGRATING)
    world.do(CY, c.KeepAsWorry, problem_id=the_problem(world).id)
    assert (world.round.stage, [worry.words for worry in world.round.criteria]) == (Stage.AGREED, [HARM])


def test_with_the_last_doubt_kept_as_a_worry_the_offered_text_goes_on() -> None:
    world = offer(two_problems())
    fixed(world)
    world.do(FLO, c.KeepAsWorry, problem_id=the_problem(world, FLO).id)
    assert (world.round.stage, world.round.tally.asked) == (Stage.CONSENTING, 6)


# --- me too ---------------------------------------------------------------------------------------------------


def test_objections_that_say_the_same_are_joined() -> None:
    world = two_problems()
    world.do(FLO, c.MeToo, problem_id=the_problem(world).id)
    assert the_problem(world, FLO).status is ProblemStatus.JOINED
    assert the_problem(world).me_too == (FLO,)
    version_2(world)


def test_me_too_with_the_last_doubt_sends_the_offered_text_to_everyone() -> None:
    world = offer(two_problems())
    fixed(world)
    world.do(FLO, c.MeToo, problem_id=the_problem(world).id)
    assert (world.round.stage, world.round.tally.asked) == (Stage.CONSENTING, 6)


def test_a_joined_problem_stands_again_if_the_others_raiser_keeps_theirs_as_a_worry() -> None:
    world = two_problems()
    world.do(FLO, c.MeToo, problem_id=the_problem(world).id)
    world.do(CY, c.KeepAsWorry, problem_id=the_problem(world).id)
    assert the_problem(world, FLO).open
    assert world.is_at(Stage.INTEGRATING)


def test_a_joined_problem_stands_again_if_the_other_is_content_with_the_text_as_it_is() -> None:
    world = two_problems()
    world.do(FLO, c.MeToo, problem_id=the_problem(world).id)
    fixed(world)
    assert the_problem(world, FLO).open


def test_nobody_joins_their_own_problem() -> None:
    world = a_world(Stage.INTEGRATING)
    assert world.refused(CY, c.MeToo, problem_id=the_problem(world).id) is Reason.NOT_THE_RAISER
    world.do(DI, c.MeToo, problem_id=the_problem(world).id)
    assert world.do(DI, c.MeToo, problem_id=the_problem(world).id) == ()


# --- a silent raiser ------------------------------------------------------------------------------------------


def test_a_silent_raiser_is_asked_again_after_a_workday() -> None:
    world = offer(a_world(Stage.INTEGRATING))
    asked = add_workdays(world.now, 1, DEFAULTS)
    (again,) = world.until_next()
    assert isinstance(again, e.RaisersAskedAgain)
    assert (world.now, again.problems) == (asked, (the_problem(world).id,))


def gone_on_unconfirmed() -> World:
    world = offer(a_world(Stage.INTEGRATING))
    offered = world.now
    world.until_next()
    world.until_next()
    assert world.now == add_workdays(offered, 4, DEFAULTS)
    return world


def test_three_workdays_after_the_second_ask_the_version_goes_on_unconfirmed() -> None:
    world = gone_on_unconfirmed()
    problem = the_problem(world)
    assert world.is_at(Stage.CONSENTING)
    assert (problem.open, problem.unconfirmed) == (True, True)


def test_an_unconfirmed_version_is_not_adopted_but_goes_to_a_meeting() -> None:
    world = close(answer(gone_on_unconfirmed(), {m: k for m, k in ALL_OK.items() if m != CY}))
    assert (world.round.stage, world.round.why) == (Stage.MEETING, Why.NOBODY_CONFIRMED)


def test_somebody_of_the_raisers_group_may_confirm_it() -> None:
    world = gone_on_unconfirmed()
    problem = the_problem(world).id
    assert world.refused(EVA, c.FixedForMe, problem_id=problem) is Reason.ONLY_RAISERS_GROUP
    world.do(DI, c.FixedForMe, problem_id=problem)
    close(answer(world, {m: k for m, k in ALL_OK.items() if m != CY}))
    assert world.is_at(Stage.AGREED)


def test_a_raiser_who_is_fine_with_the_new_version_has_confirmed_it() -> None:
    world = close(answer(gone_on_unconfirmed(), ALL_OK))
    assert (world.round.stage, the_problem(world).status) == (Stage.AGREED, ProblemStatus.FIXED)


def test_a_raiser_who_sits_the_new_version_out_has_not_confirmed_it() -> None:
    world = close(answer(gone_on_unconfirmed(), {**ALL_OK, CY: Kind.STAND_ASIDE}))
    assert world.is_at(Stage.MEETING)


def test_a_new_problem_takes_the_place_of_the_unconfirmed_one() -> None:
    world = close(answer(gone_on_unconfirmed(), ONE_PROBLEM))
    old, new = world.round.problems
    assert (old.status, old.joined_to, new.open, new.me_too) == (ProblemStatus.JOINED, new.id, True, ())
    assert not old.unconfirmed, "it waits for nobody's word any more"
    world.do(CY, c.KeepAsWorry, problem_id=new.id)
    assert world.is_at(Stage.AGREED), "the raiser need not say so of both"


def test_who_wrote_the_proposal_does_not_confirm_for_the_raisers_group() -> None:
    """ANA is of FLO's group."""
    world = offer(a_world(Stage.INTEGRATING, answers={**ALL_OK, FLO: Kind.OBJECTION}))
    world.until_next()
    world.until_next()
    problem = the_problem(world, FLO)
    assert problem.unconfirmed
    assert world.refused(ANA, c.FixedForMe, problem_id=problem.id) is Reason.NOT_THE_PROPOSER


def test_who_wrote_the_proposal_does_not_take_over_a_problem_with_it() -> None:
    world = a_world(Stage.INTEGRATING, answers={**ALL_OK, FLO: Kind.OBJECTION})
    world.leaves(FLO)
    problem = the_problem(world, FLO)
    assert world.refused(ANA, c.TakeOverProblem, problem_id=problem.id) is Reason.NOT_THE_PROPOSER


def test_beside_a_new_problem_the_group_may_still_confirm_the_unconfirmed_one() -> None:
    said = {**{m: k for m, k in ALL_OK.items() if m != CY}, FLO: Kind.OBJECTION}
    world = close(answer(gone_on_unconfirmed(), said))
    assert world.is_at(Stage.INTEGRATING)
    world.do(DI, c.FixedForMe, problem_id=the_problem(world).id)
    assert the_problem(world).status is ProblemStatus.FIXED
    assert [problem.raised_by for problem in world.round.open_problems] == [FLO]


def test_what_is_not_unconfirmed_is_not_the_groups_to_confirm() -> None:
    world = version_2(a_world(Stage.INTEGRATING))
    assert world.refused(DI, c.FixedForMe, problem_id=the_problem(world).id) is Reason.NOTHING_TO_CONFIRM


# --- versions -------------------------------------------------------------------------------------------------


def test_after_three_versions_a_meeting() -> None:
    world = a_world(Stage.INTEGRATING)
    for number in (2, 3):
        offer(world, text=replace(TEXT, title=f"Hours, version {number}"))
        world.do(CY, c.FixedForMe, problem_id=the_problem(world).id)
        close(answer(world, ONE_PROBLEM))
    assert world.refused(ANA, c.ChangeText, text=TEXT) is Reason.NO_MORE_VERSIONS
    world.to_the_end()
    assert (world.round.stage, world.round.why) == (Stage.MEETING, Why.TOO_MANY_VERSIONS)


def test_a_circle_may_set_how_many_versions() -> None:
    world = a_world(Stage.INTEGRATING, settings=Settings(max_versions=1))
    assert world.refused(ANA, c.ChangeText, text=OTHER_TEXT) is Reason.NO_MORE_VERSIONS
    assert world.to_the_end().round.why is Why.TOO_MANY_VERSIONS


def test_without_a_fix_in_time_a_meeting() -> None:
    world = a_world(Stage.INTEGRATING)
    world.passes_by(days=1)
    facts = {"kind": c.FixKind.MEASURE, "text": "Count who comes."}
    world.do(ANA, c.SuggestFix, id=remark(1), **facts)
    world.to_the_end()
    assert (world.round.stage, world.round.why) == (Stage.MEETING, Why.NO_FIX_IN_TIME)


def test_proposer_or_facilitator_may_say_that_no_version_works() -> None:
    for member in (ANA, BO):
        world = a_world(Stage.INTEGRATING)
        world.do(member, c.NoVersionWorks, words="We tried.")
        assert (world.round.stage, world.round.why) == (Stage.NOT_AGREED, Why.NO_VERSION_WORKS)
    assert a_world(Stage.INTEGRATING).refused(CY, c.NoVersionWorks) is Reason.ONLY_PROPOSER_OR_FACILITATOR


def test_you_said_we_changed_names_only_those_who_allow_it() -> None:
    world = a_world(Stage.CONSENTING)
    answer(world, {**{m: k for m, k in ALL_OK.items() if m not in (CY, DI)}, EVA: Kind.CONCERN})
    give(world, CY, Kind.OBJECTION, named=False)
    give(world, DI, Kind.CONCERN)
    close(world)
    worry = next(one for one in world.round.criteria if one.by == DI)
    remarks = (the_problem(world).id, worry.id)
    world.do(ANA, c.ChangeText, text=OTHER_TEXT, because=remarks)
    assert [(one.by, one.named) for one in world.round.next_because] == [(CY, False), (DI, True)]
    fixed(world)
    (taken,) = [event for event in world.events if isinstance(event, e.OfferedTextTaken)]
    assert [one.remark for one in taken.because] == list(remarks)


# --- nobody is cross-examined ---------------------------------------------------------------------------------


def test_a_question_about_a_problem_is_about_one_that_is_open() -> None:
    world = a_world(Stage.INTEGRATING)
    problem = the_problem(world).id
    (asked,) = world.do(DI, c.AskAboutProblem, problem_id=problem, id=remark(1), text="Which evenings?")
    assert isinstance(asked, e.AskedAboutProblem)
    fixed(world)
    assert (
        world.refused(DI, c.AskAboutProblem, problem_id=problem, id=remark(2), text="So?")
        is Reason.IT_IS_OVER
    )


def test_the_facilitator_offers_help_and_their_turn_is_over() -> None:
    world = a_world(Stage.INTEGRATING)
    problem = the_problem(world).id
    assert world.round.facilitator_turn == world.now
    assert world.refused(DI, c.OfferHelp, problem_id=problem) is Reason.ONLY_FACILITATOR
    world.do(BO, c.OfferHelp, problem_id=problem)
    assert world.round.facilitator_turn is None


def test_the_wait_for_a_silent_raiser_never_outlasts_the_first_offers_deadline() -> None:
    world = a_world(Stage.INTEGRATING)
    world.passes_by(days=6)
    offer(world)
    assert world.round.deadline is not None
    assert add_workdays(world.now, 4, DEFAULTS) < world.round.deadline + timedelta(seconds=1)


# --- a word is about the text that was shown ------------------------------------------------------------------


def test_a_stale_card_confirms_no_text_that_it_did_not_show() -> None:
    world = a_world(Stage.INTEGRATING)
    of_version_1 = world.round.shown
    offer(world)
    of_the_first = world.round.shown
    offer(world, text=replace(OTHER_TEXT, proposal="The clinic opens on Sundays."))
    about = {"problem_id": the_problem(world).id}
    for stale in (of_version_1, of_the_first):
        assert world.refused(CY, c.FixedForMe, **about, shown=stale) is Reason.OTHER_VERSION
        assert (
            world.refused(CY, c.NotYetFixed, **about, text="It closes.", shown=stale) is Reason.OTHER_VERSION
        )
        assert world.refused(ANA, c.StillDoesTheJob, shown=stale) is Reason.OTHER_VERSION
    world.do(CY, c.FixedForMe, **about, shown=world.round.shown)
    assert world.is_at(Stage.CONSENTING)


def test_a_test_leaves_the_offer_what_it_was() -> None:
    world = a_world(Stage.INTEGRATING)
    offer(world)
    shown = world.round.shown
    ask_for_test(world, the_problem(world))
    world.until_next()
    assert (world.round.stage, world.round.shown) == (Stage.INTEGRATING, shown)


def test_with_no_text_on_offer_a_word_is_about_version_and_pass() -> None:
    """Cards that were drawn before texts had a number say so too."""
    world = a_world(Stage.INTEGRATING)
    assert world.round.shown == "1.1"
    world.do(CY, c.FixedForMe, problem_id=the_problem(world).id, shown="1.1")
    assert version_2(a_world(Stage.INTEGRATING)).round.shown == "2.2"
