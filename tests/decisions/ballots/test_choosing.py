"""Worked examples of the methods that choose among options, counted by hand."""

from fractions import Fraction

import pytest

from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots import approval, choose_several, dots, score
from decisions.rounds.ballots.ballot import Base, Method, Threshold
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.methods import METHODS
from tests.decisions.ballots.elections import a_ballot, counted, every_choice, figures

# choose several


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", Reason.TOO_FEW_CHOSEN),
        ("a=1", Reason.TOO_FEW_CHOSEN),
        ("a=1 b=1 c=1 d=1", Reason.TOO_MANY_CHOSEN),
    ],
)
def test_fewer_or_more_than_the_rules_say_are_refused(said: str, reason: Reason) -> None:
    ballot = a_ballot(Method.CHOOSE_SEVERAL, "abcd", least=2, most=3)
    with pytest.raises(Refusal) as refusal:
        choose_several.checked(ballot, Choice.parse(said))
    assert (refusal.value.reason, refusal.value.at_field) == (reason, "choice")
    assert set(refusal.value.facts.values()) == {2 if reason is Reason.TOO_FEW_CHOSEN else 3}


def test_without_a_most_all_may_be_marked() -> None:
    ballot = a_ballot(Method.CHOOSE_SEVERAL, "abc", least=0)
    assert len(every_choice(ballot)) == 8
    assert len(every_choice(a_ballot(Method.CHOOSE_SEVERAL, "abc", least=1, most=2))) == 6


def test_the_two_workshops_that_most_would_come_to_are_chosen() -> None:
    ballot = a_ballot(Method.CHOOSE_SEVERAL, "abcd", least=1, most=2, seats=2)
    result = counted(ballot, {"a=1 b=1": 4, "b=1 c=1": 3, "c=1": 3, "d=1": 1})
    assert figures(result) == {"a": 4, "b": 7, "c": 6, "d": 1}
    assert (result.winners, result.margin) == (("b", "c"), 1)


# approval


def test_what_most_can_live_with_is_chosen_though_fewer_like_it_best() -> None:
    ballot = a_ballot(Method.APPROVAL)
    result = counted(ballot, {"a=1 b=1": 25, "a=1": 20, "b=1": 15, "c=1": 40})
    assert figures(result) == {"a": 45, "b": 40, "c": 40}
    assert (result.winners, result.margin) == (("a",), 3)


def test_to_approve_of_none_is_an_answer_and_counts_for_thresholds() -> None:
    ballot = a_ballot(Method.APPROVAL, thresholds=(("a", Threshold(50)),))
    assert approval.checked(ballot, Choice.parse("a=0")) == Choice(())
    assert counted(ballot, {"a=1": 5, "": 5}).winners == ("a",)
    nothing = counted(ballot, {"a=1": 5, "": 6})
    assert (nothing.winners, nothing.counted, nothing.standings[0].meets_threshold) == ((), 11, False)


# score


@pytest.mark.parametrize(("said", "taken"), [("a=3 b=1", True), ("a=4", False), ("", True), ("z=1", False)])
def test_a_score_is_from_0_to_the_top(said: str, taken: bool) -> None:
    ballot = a_ballot(Method.SCORE, top=3)
    if taken:
        assert score.checked(ballot, Choice.parse(said)) == Choice.parse(said)
        return
    with pytest.raises(Refusal):
        score.checked(ballot, Choice.parse(said))


@pytest.mark.parametrize(("method", "top"), [(Method.APPROVAL, 1), (Method.SCORE, 5), (Method.TIME_POLL, 2)])
@pytest.mark.parametrize("above", [False, True])
def test_a_number_out_of_range_is_refused_with_what_would_do(method: Method, top: int, above: bool) -> None:
    choice = Choice.of({"b": top + 1 if above else -1})
    with pytest.raises(Refusal) as refusal:
        METHODS[method].checked(a_ballot(method), choice)
    assert refusal.value.reason is Reason.OUT_OF_RANGE
    assert refusal.value.facts == {"least": 0, "most": top}
    assert refusal.value.at_field == "option.b"


def test_the_most_points_are_chosen_and_what_was_left_out_gets_none() -> None:
    ballot = a_ballot(Method.SCORE, top=10)
    result = counted(ballot, {"a=9 b=7": 3, "b=5 c=10": 2, "c=1": 1})
    assert figures(result) == {"a": 27, "b": 31, "c": 21}
    assert result.winners == ("b",)
    assert result.standings[0].marks == ((0, 3), (9, 3))
    assert result.margin == 1, "one of the two who gave b=5 could have given a=10 and b=0"


def test_a_threshold_is_a_share_of_the_points_that_all_could_give() -> None:
    ballot = a_ballot(Method.SCORE, top=10, thresholds=(("a", Threshold(45)),))
    assert counted(ballot, {"a=9": 3, "b=1": 3}).winners == ("a",)
    of_all = a_ballot(Method.SCORE, top=10, thresholds=(("a", Threshold(30, base=Base.ELIGIBLE)),))
    assert counted(of_all, {"a=9": 3, "b=1": 3}, eligible=9).winners == ("a",)
    assert counted(of_all, {"a=9": 3, "b=1": 3}, eligible=10).winners == ("b",)


# dots


def test_more_dots_than_there_are_cannot_be_given() -> None:
    ballot = a_ballot(Method.DOTS, budget=5)
    assert dots.checked(ballot, Choice.parse("a=3 b=0 c=2")) == Choice.parse("a=3 c=2")
    assert dots.checked(ballot, Choice(())) == Choice(())
    with pytest.raises(Refusal) as refusal:
        dots.checked(ballot, Choice.parse("a=3 c=3"))
    assert (refusal.value.reason, dict(refusal.value.facts)) == (
        Reason.OVER_BUDGET,
        {"budget": 5, "given": 6},
    )
    with pytest.raises(Refusal) as below:
        dots.checked(ballot, Choice.of({"a": 6, "b": -1}))
    assert below.value.reason is Reason.OVER_BUDGET, "nobody takes dots away to have more"


def test_the_most_dots_are_chosen() -> None:
    ballot = a_ballot(Method.DOTS, budget=5, seats=2)
    result = counted(ballot, {"a=5": 2, "a=1 b=4": 2, "b=2 c=3": 3})
    assert figures(result) == {"a": 12, "b": 14, "c": 9}
    assert (result.winners, result.margin) == (("b", "a"), 1)


# time poll


def test_the_time_at_which_most_can_is_the_best() -> None:
    ballot = a_ballot(Method.TIME_POLL)
    result = counted(ballot, {"a=2": 3, "b=1": 2, "a=2 b=1": 1, "b=2": 2})
    assert figures(result) == {"a": 4, "b": 5, "c": 0}
    assert result.winners == ("b",)
    assert result.standings[1].marks == ((0, 3), (1, 3), (2, 2))


def test_of_times_at_which_as_many_can_the_one_with_more_who_said_yes() -> None:
    ballot = a_ballot(Method.TIME_POLL)
    result = counted(ballot, {"a=2 b=1": 2, "a=1 b=2": 1, "c=2": 2})
    assert [standing.figure for standing in result.standings] == [Fraction(3), Fraction(3), Fraction(2)]
    assert (result.winners, result.tied) == (("a",), ())
    tied = counted(ballot, {"a=2 b=1": 1, "a=1 b=2": 1, "c=2": 1})
    assert (tied.winners, tied.tied, tied.margin) == ((), ("a", "b"), 1)


def test_everybody_who_can_outweighs_any_number_who_said_yes() -> None:
    result = counted(a_ballot(Method.TIME_POLL), {"a=2": 1_000, "b=1": 1_001})
    assert result.winners == ("b",)


def test_a_threshold_of_a_time_is_of_people_who_can() -> None:
    ballot = a_ballot(Method.TIME_POLL, thresholds=(("a", Threshold(75)),))
    assert counted(ballot, {"a=2": 1, "a=1": 2, "b=2": 1}).winners == ("a",)
    assert counted(ballot, {"a=2": 3, "b=2": 2}).winners == ("b",)


def test_without_a_top_a_score_is_up_to_five() -> None:
    assert score.checked(a_ballot(Method.SCORE), Choice.parse("a=5")) == Choice.parse("a=5")
    with pytest.raises(Refusal):
        score.checked(a_ballot(Method.SCORE), Choice.parse("a=6"))
