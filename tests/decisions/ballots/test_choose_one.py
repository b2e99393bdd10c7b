"""Choose one: the most marked is chosen."""

import pytest

from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Base, Method, Side, Threshold
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.choose_one import checked
from decisions.rounds.ballots.lot import drawn
from tests.decisions.ballots.elections import LOT, SEED, a_ballot, counted, figures

BALLOT = a_ballot(Method.CHOOSE_ONE, "abcd")


@pytest.mark.parametrize("said", ["", "a=2", "a=1 b=1", "z=1", "a=1 z=0"])
def test_exactly_one_of_the_options_is_marked(said: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked(BALLOT, Choice.parse(said))
    assert refused.value.reason in {Reason.NOT_A_CHOICE, Reason.OUT_OF_RANGE}


def test_not_to_mark_an_option_and_to_mark_it_with_0_are_one_choice() -> None:
    assert checked(BALLOT, Choice.parse("a=0 b=1")) == Choice.parse("b=1")


def test_the_most_marked_is_chosen_and_the_margin_is_half_its_lead() -> None:
    result = counted(BALLOT, {"a=1": 4, "b=1": 9, "c=1": 2})
    assert result.winners == ("b",)
    assert figures(result) == {"a": 4, "b": 9, "c": 2, "d": 0}
    assert [standing.marks for standing in result.standings] == [((1, 4),), ((1, 9),), ((1, 2),), ()]
    assert (result.counted, result.tied, result.by_lot, result.margin) == (15, (), False, 3)


def test_a_tie_is_said_to_be_one() -> None:
    result = counted(BALLOT, {"a=1": 3, "b=1": 1, "c=1": 3})
    assert (result.winners, result.tied, result.by_lot, result.margin) == ((), ("a", "c"), False, 1)


def test_a_tie_is_drawn_where_that_was_set_before() -> None:
    result = counted(a_ballot(Method.CHOOSE_ONE, "abcd", **LOT), {"a=1": 3, "b=1": 1, "c=1": 3})
    assert (result.winners, result.tied, result.by_lot) == (drawn(SEED, "ac")[:1], ("a", "c"), True)


def test_several_places_are_filled_as_far_as_no_tie_stands() -> None:
    two = a_ballot(Method.CHOOSE_ONE, "abcd", seats=2)
    clear = counted(two, {"a=1": 3, "b=1": 5, "c=1": 1})
    assert (clear.winners, clear.tied, clear.margin) == (("b", "a"), (), 1)
    tied = counted(two, {"a=1": 3, "b=1": 5, "c=1": 3})
    assert (tied.winners, tied.tied) == (("b",), ("a", "c"))
    both_first = counted(two, {"a=1": 3, "b=1": 3, "c=1": 1})
    assert (both_first.winners, both_first.tied) == (("a", "b"), ())


def test_an_option_that_nobody_marked_is_never_chosen() -> None:
    result = counted(a_ballot(Method.CHOOSE_ONE, "abcd", seats=3), {"a=1": 5})
    assert (result.winners, result.tied) == (("a",), ())
    nobody = counted(BALLOT, {})
    assert (nobody.winners, nobody.tied, nobody.counted, nobody.margin) == ((), (), 0, None)


@pytest.mark.parametrize(
    ("threshold", "meets"),
    [
        (Threshold(60), True),
        (Threshold(61), False),
        (Threshold(60, Side.AT_MOST), True),
        (Threshold(59, Side.AT_MOST), False),
        (Threshold(30, base=Base.ELIGIBLE), True),
        (Threshold(31, base=Base.ELIGIBLE), False),
        (Threshold(29, Side.AT_MOST, Base.ELIGIBLE), False),
    ],
)
def test_an_option_that_misses_its_threshold_is_not_chosen(threshold: Threshold, meets: bool) -> None:
    ballot = a_ballot(Method.CHOOSE_ONE, "abcd", thresholds=(("a", threshold),))
    result = counted(ballot, {"a=1": 6, "b=1": 3, "c=1": 1}, eligible=20)
    assert result.standings[0].meets_threshold is meets
    assert result.winners == (("a",) if meets else ("b",))


def test_no_rounding_decides() -> None:
    third = a_ballot(Method.CHOOSE_ONE, "abcd", thresholds=(("a", Threshold(33)),))
    assert counted(third, {"a=1": 33, "b=1": 32, "c=1": 31, "d=1": 4}).winners == ("a",)
    assert counted(third, {"a=1": 33, "b=1": 32, "c=1": 31, "d=1": 5}).winners == ("b",)


def test_several_thresholds_of_one_option_must_all_be_met() -> None:
    most = Threshold(40, Side.AT_MOST)
    both = (("a", Threshold(20)), ("a", most), ("a", Threshold(30)), ("a", Threshold(60, Side.AT_MOST)))
    ballot = a_ballot(Method.CHOOSE_ONE, "abcd", thresholds=both)
    assert counted(ballot, {"a=1": 40, "b=1": 31, "c=1": 29}).winners == ("a",)
    assert counted(ballot, {"a=1": 41, "b=1": 30, "c=1": 29}).winners == ("b",)
    assert counted(ballot, {"a=1": 29, "b=1": 25, "c=1": 25, "d=1": 21}).winners == ()
