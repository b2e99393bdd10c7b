"""Consensus, gradients of agreement, opting in and sense checks, by examples."""

import pytest

from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots import consensus, gradients
from decisions.rounds.ballots.ballot import Base, Method, Side, Threshold
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.methods import METHODS
from tests.decisions.ballots.elections import a_ballot, counted, every_choice, figures

CONSENSUS = a_ballot(Method.CONSENSUS)
OWN = [method for method, counting in METHODS.items() if counting.options]


@pytest.mark.parametrize("method", OWN)
def test_exactly_one_of_the_answers_is_given(method: Method) -> None:
    ballot = a_ballot(method, passes_at="reserve")
    first, second, *_ = ballot.keys
    assert every_choice(ballot) == [Choice.of({key: 1}) for key in reversed(ballot.keys)]
    for choice in (Choice(()), Choice.of({first: 1, second: 1}), Choice.of({first: 2}), Choice.of({"z": 1})):
        with pytest.raises(Refusal) as refusal:
            METHODS[method].checked(ballot, choice)
        assert refusal.value.reason in {Reason.NOT_A_CHOICE, Reason.OUT_OF_RANGE}


@pytest.mark.parametrize("method", OWN)
def test_nothing_is_decided_when_nobody_answers(method: Method) -> None:
    result = counted(a_ballot(method, passes_at="reserve"), {}, eligible=10)
    assert (result.counted, result.winners, result.tied, result.margin) == (0, (), (), None)


def test_one_block_blocks() -> None:
    result = counted(CONSENSUS, {"agree=1": 99, "block=1": 1})
    assert (result.winners, result.margin) == ((), 1)
    assert figures(result) == {"agree": 99, "aside": 0, "block": 1}
    assert [standing.meets_threshold for standing in result.standings] == [True, True, False]


def test_whoever_stands_aside_lets_the_others_go_ahead() -> None:
    result = counted(CONSENSUS, {"agree=1": 1, "aside=1": 9})
    assert (result.winners, result.margin) == ((consensus.AGREE,), 1)


def test_where_all_stand_aside_nobody_has_decided_anything() -> None:
    assert counted(CONSENSUS, {"aside=1": 9}).winners == ()


def test_too_many_who_stand_aside_can_be_no_consensus() -> None:
    ballot = a_ballot(Method.CONSENSUS, thresholds=(("aside", Threshold(20, Side.AT_MOST)),))
    assert counted(ballot, {"agree=1": 8, "aside=1": 2}).winners == ("agree",)
    result = counted(ballot, {"agree=1": 7, "aside=1": 3})
    assert (result.winners, result.margin, result.standings[1].meets_threshold) == ((), 1, False)


def test_there_are_eight_gradients_from_endorsement_to_veto() -> None:
    keys = [option.key for option in gradients.OPTIONS]
    assert len(keys) == 8
    assert (keys[0], keys[3], keys[-1]) == ("endorse", "abstain", "veto")


def test_all_must_be_at_the_passing_level_or_better_unless_less_was_set() -> None:
    all_of_us = a_ballot(Method.GRADIENTS, passes_at="reserve")
    assert counted(all_of_us, {"endorse=1": 3, "minor=1": 3, "reserve=1": 1}).winners == ("reserve",)
    assert counted(all_of_us, {"endorse=1": 9, "abstain=1": 1}).winners == ()
    most = a_ballot(Method.GRADIENTS, passes_at="reserve", thresholds=(("reserve", Threshold(75)),))
    passes = counted(most, {"endorse=1": 4, "minor=1": 3, "reserve=1": 2, "serious=1": 3})
    assert (passes.winners, passes.margin) == (("reserve",), 1)
    fails = counted(most, {"endorse=1": 4, "minor=1": 3, "reserve=1": 1, "serious=1": 4})
    assert (fails.winners, fails.margin) == ((), 1)
    assert figures(fails)["endorse"] == 4


def test_to_say_how_few_may_be_at_the_passing_level_is_not_to_say_how_many_must_be() -> None:
    lukewarm = (("reserve", Threshold(50, Side.AT_MOST)),)
    ballot = a_ballot(Method.GRADIENTS, passes_at="reserve", thresholds=lukewarm)
    assert counted(ballot, {"endorse=1": 1, "reserve=1": 1}).winners == ("reserve",)
    assert counted(ballot, {"endorse=1": 1, "abstain=1": 1}).winners == ()
    assert counted(ballot, {"reserve=1": 2}).winners == ()


def test_support_can_be_of_all_who_may_answer() -> None:
    half = (("minor", Threshold(50, base=Base.ELIGIBLE)),)
    ballot = a_ballot(Method.GRADIENTS, passes_at="minor", thresholds=half)
    assert counted(ballot, {"endorse=1": 2, "minor=1": 3}, eligible=10).winners == ("minor",)
    unreachable = counted(ballot, {"endorse=1": 2, "minor=1": 2}, eligible=10)
    assert (unreachable.winners, unreachable.margin) == ((), None)


def test_at_most_so_many_at_an_answer_or_worse() -> None:
    thresholds = (("reserve", Threshold(50)), ("serious", Threshold(10, Side.AT_MOST)))
    ballot = a_ballot(Method.GRADIENTS, passes_at="reserve", thresholds=thresholds)
    assert counted(ballot, {"endorse=1": 17, "dislike=1": 1, "serious=1": 1, "veto=1": 1}).winners == (
        "reserve",
    )
    result = counted(ballot, {"endorse=1": 17, "serious=1": 1, "veto=1": 2})
    assert (result.winners, result.margin) == ((), 1)


def test_who_is_in_is_counted_whatever_the_limit() -> None:
    ballot = a_ballot(Method.OPT_IN, limit=2)
    result = counted(ballot, {"in=1": 5, "out=1": 3})
    assert (figures(result), result.winners, result.margin) == ({"in": 5, "out": 3}, ("in",), 5)
    assert counted(ballot, {"out=1": 3}).winners == ()


def test_it_goes_ahead_once_enough_are_in() -> None:
    ballot = a_ballot(Method.OPT_IN, thresholds=(("in", Threshold(30, base=Base.ELIGIBLE)),))
    assert counted(ballot, {"in=1": 3}, eligible=10).winners == ("in",)
    assert counted(ballot, {"in=1": 2, "out=1": 8}, eligible=10).winners == ()


def test_a_sense_check_decides_nothing() -> None:
    result = counted(a_ballot(Method.SENSE_CHECK), {"good=1": 9, "unsure=1": 2, "worried=1": 1})
    assert figures(result) == {"good": 9, "unsure": 2, "worried": 1}
    assert (result.winners, result.tied, result.margin, result.counted) == ((), (), None, 12)
