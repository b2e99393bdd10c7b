"""One shape for what one person says, and a draw by lot that anyone can repeat."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.lot import drawn

KEYS = st.text("abcxyz019", min_size=1, max_size=8)


@given(st.dictionaries(KEYS, st.integers(0, 100)))
def test_a_choice_is_read_as_it_was_written(marks: dict[str, int]) -> None:
    choice = Choice.of(marks)
    assert Choice.parse(str(choice)) == choice
    assert {key: choice.of_option(key) for key in marks} == marks


def test_choices_that_say_the_same_are_equal_and_written_alike() -> None:
    one, other = Choice.of({"b": 2, "a": 1}), Choice.of({"a": 1, "b": 2})
    assert one == other
    assert str(one) == str(other) == "a=1 b=2"
    assert one.of_option("c") is None


@pytest.mark.parametrize("text", ["a", "a=", "=1", "a=1 a=2", "a=x", "a b=1", "<b>=1"])
def test_what_is_not_a_choice_is_not_read_as_one(text: str) -> None:
    with pytest.raises(ValueError, match="not a choice"):
        Choice.parse(text)


@given(st.text("0123456789abcdef", min_size=1), st.sets(KEYS, min_size=2), st.randoms())
def test_a_lot_depends_on_nothing_but_the_seed_and_the_options(
    seed: str, options: set[str], random: Random
) -> None:
    shuffled = sorted(options)
    random.shuffle(shuffled)
    order = drawn(seed, shuffled)
    assert order == drawn(seed, sorted(options))
    left_out = shuffled[0]
    assert drawn(seed, shuffled[1:]) == tuple(key for key in order if key != left_out)


def test_a_lot_favours_nobody() -> None:
    firsts = [drawn(f"seed {number}", "abcd")[0] for number in range(4_000)]
    assert all(850 < firsts.count(option) < 1_150 for option in "abcd")


def test_a_published_draw_stays_as_it_is() -> None:
    assert drawn("0" * 64, "abcdef") == ("c", "d", "b", "a", "f", "e")
