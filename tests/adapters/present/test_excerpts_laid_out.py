"""Of a text that is laid out its lines stay lines, as far as there is room."""

import pytest

from adapters.present.excerpts import paragraphs

TEXT = "For *all* of us.\n\n*Hub commits to*\n- a room\n- a key\n\nFirst day: Monday"


def said(text: str, words: int, limit: int = 500) -> list[str]:
    return [part.plain for part in paragraphs(text, words, limit)]


def test_what_has_room_is_shown_whole() -> None:
    assert said(TEXT, 50) == ["For all of us.", "Hub commits to\n• a room\n• a key", "First day: Monday"]


@pytest.mark.parametrize(("words", "limit"), [(12, 500), (50, 50)])
def test_lines_are_never_cut(words: int, limit: int) -> None:
    assert said(TEXT, words, limit) == ["For all of us.", "Hub commits to\n• a room\n…"]


def test_of_a_first_line_that_is_too_long_the_beginning_is_shown() -> None:
    assert said("one two three four", 2) == ["one two…"]
    assert said("", 9) == [""]
