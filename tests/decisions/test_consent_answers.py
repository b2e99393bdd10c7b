"""Answers while consenting: who is asked, what they may say, and that it stays sealed (consent.md, "Answers")."""

import timeit
from dataclasses import replace

import pytest

from decisions.engine import decide
from decisions.events import personal_fields
from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds import events as e
from decisions.rounds.answers import Kind
from decisions.rounds.consent.table import CONSENT
from decisions.rounds.evolve import evolve_all
from decisions.rounds.round import Stage
from tests.decisions.builders import (
    ALL_OK,
    HARM,
    ONE_PROBLEM,
    WORRY,
    a_world,
    answer,
    close,
    give,
    version_2,
    write_down,
)
from tests.decisions.people import ANA, BO, CY, DI, EVA, EVERYONE, FLO, GUS, NETWORK, PARENTS, ROUND, SEATS

OF_OTHER_WAYS = frozenset({Kind.CHOICE, Kind.SPOKEN, Kind.NOMINATED})


@pytest.mark.parametrize("kind", sorted(set(Kind) - OF_OTHER_WAYS))
def test_each_answer_is_heard_as_what_it_is(kind: Kind) -> None:
    world = answer(a_world(Stage.CONSENTING), {CY: kind})
    assert world.round.tally.heard == 1
    assert world.round.tally.of(kind) == 1
    assert world.round.tally.groups[PARENTS].heard == 1


@pytest.mark.parametrize("kind", sorted(OF_OTHER_WAYS))
def test_no_proposal_takes_a_vote_or_words_to_a_question(kind: Kind) -> None:
    world = a_world(Stage.CONSENTING)
    assert world.refused(CY, c.GiveAnswer, kind=kind, words="The library.") is Reason.NOT_A_CHOICE


@pytest.mark.parametrize("kind", [Kind.CONCERN, Kind.OBJECTION])
def test_a_worry_and_a_problem_need_one_line(kind: Kind) -> None:
    world = a_world(Stage.CONSENTING)
    assert world.refused(CY, c.GiveAnswer, kind=kind, words="  ") is Reason.EMPTY
    give(world, CY, kind, words="No.")
    assert world.round.tally.heard == 1


def test_the_other_answers_have_no_words() -> None:
    world = a_world(Stage.CONSENTING)
    give(world, CY, Kind.CONSENT, words="Mind the bus.", fix="A taxi.")
    said = world.seat(CY).answer
    assert said is not None
    assert (said.words, said.fix) == ("", "")


def test_only_a_problem_says_what_would_fix_it() -> None:
    world = a_world(Stage.CONSENTING)
    give(world, CY, Kind.OBJECTION, fix="Child care.")
    give(world, DI, Kind.CONCERN, fix="Child care.")
    fixes = [world.answers[1, member].answer.fix for member in (CY, DI)]
    assert fixes == ["Child care.", ""]


def test_everyone_may_change_their_answer_until_it_closes() -> None:
    world = a_world(Stage.CONSENTING)
    give(world, CY, Kind.OBJECTION)
    give(world, CY, Kind.CONSENT)
    assert (world.round.tally.heard, world.round.tally.of(Kind.OBJECTION)) == (1, 0)
    close(answer(world, ALL_OK))
    assert world.round.problems == ()


def test_another_kind_of_answer_is_asked_about_before_it_replaces_one() -> None:
    world = a_world(Stage.CONSENTING)
    give(world, CY, Kind.OBJECTION)
    assert world.refused(CY, c.GiveAnswer, kind=Kind.CONSENT) is Reason.WOULD_REPLACE
    give(world, CY, Kind.OBJECTION, words="Too dark.", replace=False)
    assert world.answers[1, CY].answer.words == "Too dark."


def test_the_same_answer_again_records_nothing() -> None:
    world = a_world(Stage.CONSENTING)
    give(world, CY, Kind.CONCERN)
    assert world.do(CY, c.GiveAnswer, kind=Kind.CONCERN, words=f" {WORRY} ") == ()


def test_who_is_asked_is_fixed_when_it_opens() -> None:
    world = a_world(Stage.CONSENTING)
    world.joins(SEATS[GUS])
    assert world.refused(GUS, c.GiveAnswer, kind=Kind.CONSENT) is Reason.NOT_ASKED
    assert world.round.tally.asked == len(EVERYONE)


def test_who_joins_later_takes_part_from_the_next_pass_on() -> None:
    world = a_world(Stage.INTEGRATING)
    world.joins(SEATS[GUS])
    version_2(world)
    give(world, GUS, Kind.CONSENT)
    assert world.round.tally.asked == len(EVERYONE) + 1


def test_the_capacity_in_which_somebody_speaks_is_fixed_when_it_opens() -> None:
    world = a_world(Stage.CONSENTING)
    world.joins(replace(SEATS[CY], group=SEATS[BO].group))
    give(world, CY, Kind.CONSENT)
    assert world.round.tally.groups[PARENTS].heard == 1


def test_an_answer_to_another_version_or_pass_is_refused() -> None:
    world = a_world(Stage.INTEGRATING)
    shown = world.round.shown
    version_2(world)
    assert world.refused(CY, c.GiveAnswer, kind=Kind.CONSENT, shown=shown) is Reason.OTHER_VERSION
    assert world.refused(CY, c.ConfirmWritten, shown=shown) is Reason.OTHER_VERSION
    give(world, CY, Kind.CONSENT, shown=world.round.shown)


def test_who_has_left_keeps_what_they_said_and_says_no_more() -> None:
    world = a_world(Stage.CONSENTING)
    give(world, CY, Kind.CONSENT)
    world.leaves(CY)
    assert (
        world.refused(CY, c.GiveAnswer, kind=Kind.OBJECTION, words=HARM, replace=True) is Reason.NOT_IN_CIRCLE
    )
    assert world.round.tally.of(Kind.CONSENT) == 1


# --- sealed --------------------------------------------------------------------------------------------------


def test_worries_and_problems_take_effect_only_at_unsealing() -> None:
    world = answer(a_world(Stage.CONSENTING), {**ONE_PROBLEM, DI: Kind.CONCERN})
    assert (world.round.problems, world.round.criteria) == ((), ())
    close(world)
    (problem,), (worry,) = world.round.problems, world.round.criteria
    assert (problem.raised_by, problem.harm, problem.group) == (CY, HARM, PARENTS)
    assert (worry.by, worry.words, worry.from_problem) == (DI, WORRY, False)


def test_what_somebody_says_is_personal_in_the_journal() -> None:
    assert {"answer", "before"} <= personal_fields(e.AnswerGiven)
    assert {"worries", "problems"} <= personal_fields(e.Unsealed)


def test_a_pass_that_ends_without_a_result_is_never_unsealed() -> None:
    world = answer(a_world(Stage.CONSENTING), ONE_PROBLEM)
    world.do(ANA, c.Withdraw)
    assert not any(isinstance(event, e.Unsealed) for event in world.events)
    assert HARM not in repr(world.round)


# --- written down by the facilitator -------------------------------------------------------------------------


def test_what_the_facilitator_writes_down_counts_once_it_is_confirmed() -> None:
    world = a_world(Stage.CONSENTING)
    write_down(world, CY, Kind.CONCERN, words=WORRY)
    assert world.round.tally.heard == 0
    world.do(CY, c.ConfirmWritten)
    assert world.round.tally.of(Kind.CONCERN) == 1
    assert world.do(CY, c.ConfirmWritten) == ()


def test_what_was_written_down_and_not_confirmed_never_counts() -> None:
    world = answer(a_world(Stage.CONSENTING), {m: k for m, k in ALL_OK.items() if m != CY})
    write_down(world, CY, Kind.OBJECTION, words=HARM)
    close(world)
    assert world.is_at(Stage.AGREED)
    assert (world.round.problems, world.round.tally.heard) == ((), 5)


def test_what_they_did_not_say_is_taken_back() -> None:
    world = a_world(Stage.CONSENTING)
    write_down(world, CY)
    world.do(CY, c.ConfirmWritten, right=False)
    assert world.seat(CY).answer is None
    assert world.refused(CY, c.ConfirmWritten) is Reason.NOTHING_TO_CONFIRM


def test_their_own_answer_replaces_what_was_written_down() -> None:
    world = a_world(Stage.CONSENTING)
    write_down(world, CY)
    give(world, CY, Kind.OBJECTION)
    assert world.refused(CY, c.ConfirmWritten) is Reason.NOTHING_TO_CONFIRM
    assert (world.round.tally.of(Kind.CONSENT), world.round.tally.of(Kind.OBJECTION)) == (0, 1)


def test_nobody_is_written_down_who_has_answered_or_was_not_asked() -> None:
    world = a_world(Stage.CONSENTING)
    give(world, CY, Kind.CONSENT)
    world.joins(SEATS[GUS])
    assert world.refused(BO, c.WriteDown, member=CY, kind=Kind.OBJECTION, words=HARM) is Reason.ALREADY_HEARD
    assert world.refused(BO, c.WriteDown, member=GUS, kind=Kind.CONSENT) is Reason.NOT_ASKED
    assert world.refused(DI, c.WriteDown, member=EVA, kind=Kind.CONSENT) is Reason.ONLY_FACILITATOR


def test_nobody_confirms_for_somebody_else() -> None:
    world = a_world(Stage.CONSENTING)
    write_down(world, CY)
    assert world.refused(DI, c.ConfirmWritten) is Reason.NOTHING_TO_CONFIRM
    assert world.refused(BO, c.ConfirmWritten) is Reason.NOTHING_TO_CONFIRM


# --- call me -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "stage", [Stage.EXPLORING, Stage.AMENDING, Stage.CONSENTING, Stage.TESTING, Stage.INTEGRATING]
)
def test_call_me_is_the_facilitators_turn_and_not_an_answer(stage: Stage) -> None:
    world = a_world(stage)
    heard = world.round.tally.heard
    world.do(DI, c.AskForCall)
    assert world.round.facilitator_turn is not None
    assert world.round.tally.heard == heard


def test_a_facilitator_who_writes_down_what_they_were_told_has_called() -> None:
    world = a_world(Stage.CONSENTING)
    world.do(DI, c.AskForCall)
    write_down(world, DI)
    assert world.round.facilitator_turn is None


# --- the cost of one answer ----------------------------------------------------------------------------------


def test_an_answer_is_decided_without_looking_at_any_other() -> None:
    assert CONSENT.needs(Stage.CONSENTING, c.GiveAnswer) == frozenset()
    world = answer(a_world(Stage.CONSENTING), ALL_OK)
    command = c.GiveAnswer(network_id=NETWORK, by=FLO, round_id=ROUND, kind=Kind.STAND_ASIDE, replace=True)
    (given, *_) = decide(CONSENT, world.case(command), command, world.now)
    assert isinstance(given, e.AnswerGiven)
    assert given.before is Kind.CONSENT


def test_a_round_with_another_tally_is_otherwise_the_same() -> None:
    before = answer(a_world(Stage.CONSENTING), ONE_PROBLEM).round
    tally = before.tally.counted(PARENTS, Kind.OBJECTION, Kind.CONSENT)
    assert before.with_tally(tally) == replace(before, tally=tally)


def test_deciding_one_answer_takes_well_under_a_millisecond() -> None:
    """About 25 microseconds on a free machine; the bound is wide, so that a busy one does not fail it."""
    world = answer(a_world(Stage.CONSENTING), ALL_OK)
    command = c.GiveAnswer(network_id=NETWORK, by=CY, round_id=ROUND, kind=Kind.STAND_ASIDE, replace=True)
    case = world.case(command)

    def decided() -> None:
        evolve_all(case.round, decide(CONSENT, case, command, world.now))

    assert min(timeit.repeat(decided, number=200, repeat=5)) / 200 < 250e-6
