"""Text on its way out, before a platform has made it its own."""

import pytest

from adapters.cards import Span, Words
from adapters.text import clean, cut, cut_words, isolated, width


def test_text_that_runs_right_to_left_keeps_to_itself() -> None:
    assert isolated("שלום") == "\u2068שלום\u2069"
    assert isolated("plain ñ") == "plain ñ"
    assert clean("abc\u202edcb\u2066\x00") == "abcdcb"


@pytest.mark.parametrize(
    ("text", "limit", "left"),
    [("short", 10, "short"), ("exactly ten", 10, "exactly t…"), ("😀" * 4, 5, "😀😀…"), ("none", 0, "")],
)
def test_a_cut_text_ends_in_an_ellipsis(text: str, limit: int, left: str) -> None:
    assert cut(text, limit) == left
    assert width(left) <= limit


def test_rich_text_is_cut_in_the_style_in_which_it_ends() -> None:
    said = Words((Span("Meet "), Span("every week", bold=True), Span(" at noon")))
    assert cut_words(said, 11) == Words((Span("Meet "), Span("every…", bold=True)))
    assert cut_words(said, 15).plain == "Meet every wee…"
    assert cut_words(said, 100) == said


def test_a_link_that_is_cut_leads_nowhere() -> None:
    """What went may be the part that tells where it leads."""
    link = Span("our page (host.example)", url="https://host.example")
    assert cut_words(Words((link,)), 12) == Words((Span("our page (h…"),))
    assert cut_words(Words((link,)), 23) == Words((link,))
