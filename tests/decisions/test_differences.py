"""What changed in a text is shown whole, readable, and in no time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.rounds.differences import Change, Piece, differences


def _joined(old: str, new: str, without: Change) -> str:
    return "".join(piece.text for piece in differences(old, new) if piece.change is not without)


@given(st.text(alphabet="ab .!\n", max_size=80), st.text(alphabet="ab .!\n", max_size=80))
def test_both_texts_can_be_read_from_the_changes(old: str, new: str) -> None:
    assert _joined(old, new, Change.IN) == old
    assert _joined(old, new, Change.OUT) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [("a b " * 700, "a c " * 700), (". " * 1_500, "! " * 1_500), ("a. b. " * 500, "a. c. " * 500)],
)
def test_texts_that_repeat_a_few_words_are_not_compared_word_by_word(old: str, new: str) -> None:
    """The first of these would take minutes."""
    assert differences(old, new) == (Piece(old, Change.OUT), Piece(new, Change.IN))


def test_one_word_that_changed_stands_alone() -> None:
    pieces = differences("We meet on Monday evening. Bring food.", "We meet on Friday evening. Bring food.")
    assert [piece.text for piece in pieces if piece.change is not Change.SAME] == ["Monday", "Friday"]


def test_a_sentence_that_says_something_else_is_shown_as_two() -> None:
    pieces = differences("We pay parents by the hour in cash.", "Gift cards go to all who took part.")
    assert [piece.change for piece in pieces] == [Change.OUT, Change.IN]
