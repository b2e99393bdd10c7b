"""A proposal's text, and the difference between two versions of it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.refusals import Reason, Refusal
from decisions.rounds.differences import Change, Piece, differences
from decisions.rounds.text import Text, changed_fields, checked_words
from tests.decisions.builders import TEXT

words = st.lists(
    st.sampled_from(["open", "until", "8", "pm", ",", " ", "\n", "–", "née", "8:30"]), max_size=12
).map("".join)


def test_the_difference_is_told_word_by_word() -> None:
    assert differences("Open until 8 pm.", "Open until 7 pm, with child care.") == (
        Piece("Open until ", Change.SAME),
        Piece("8", Change.OUT),
        Piece("7", Change.IN),
        Piece(" pm", Change.SAME),
        Piece(", with child care", Change.IN),
        Piece(".", Change.SAME),
    )


def test_nothing_changed_is_one_piece() -> None:
    assert differences("Open.", "Open.") == (Piece("Open.", Change.SAME),)
    assert differences("", "") == ()


@settings(deadline=None)
@given(words | st.text(max_size=40), words | st.text(max_size=40))
def test_what_stayed_and_went_out_is_the_old_text_and_what_stayed_and_came_in_the_new(
    old: str, new: str
) -> None:
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.IN) == old
    assert "".join(piece.text for piece in pieces if piece.change is not Change.OUT) == new
    assert all(piece.text for piece in pieces)


def test_the_fields_that_differ_are_named_in_their_order() -> None:
    other = replace(TEXT, title="Later hours", review_on=date(2027, 1, 1))
    assert changed_fields(TEXT, other) == ("title", "review_on")
    assert changed_fields(TEXT, TEXT) == ()


def test_words_are_trimmed_and_bounded() -> None:
    assert checked_words(" Yes. ", "text") == "Yes."
    assert checked_words("  ", "text", required=False) == ""
    with pytest.raises(Refusal) as empty:
        checked_words("\n", "text")
    assert (empty.value.reason, empty.value.at_field) == (Reason.EMPTY, "text")
    with pytest.raises(Refusal) as long:
        checked_words("x" * 3_001, "text")
    assert (long.value.reason, long.value.facts) == (Reason.TOO_LONG, {"limit": 3_000, "length": 3_001})


def test_every_fault_of_a_text_is_named_in_the_order_of_its_fields() -> None:
    today = date(2026, 3, 2)
    text = Text(title=" ", proposal="", plainly="x" * 3_001, review_on=today)
    assert [(fault.at_field, fault.reason) for fault in text.faults(today)] == [
        ("title", Reason.EMPTY),
        ("proposal", Reason.EMPTY),
        ("plainly", Reason.TOO_LONG),
        ("review_on", Reason.DATE_NOT_AHEAD),
    ]
