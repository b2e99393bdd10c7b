"""What people write is read as a few styles, and as nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.cards import Span, Words
from adapters.present.excerpts import beginning, shortly
from adapters.present.written import in_full, typed_out, unmarked, written

SIGNS = st.text(alphabet='ab 1.,(*)_~[]-\n/:`"é😀ש', max_size=60)
STYLED = st.builds(
    Span,
    st.text(alphabet="ab 1.,()_*~-\né", min_size=1, max_size=8),
    bold=st.booleans(),
    italic=st.booleans(),
    struck=st.booleans(),
    url=st.sampled_from([None, None, None, "https://x.example/a_b", "javascript:alert(1)"]),
)


def styles(text: str) -> list[tuple[str, str]]:
    """Each span with the signs of its styles."""
    return [
        (span.text, "*" * span.bold + "_" * span.italic + "~" * span.struck) for span in written(text).spans
    ]


def links(text: str) -> list[tuple[str, str]]:
    return [(span.text, span.url) for span in written(text).spans if span.url]


# --- marks ------------------------------------------------------------------------------------------------------


def test_marks_become_styles() -> None:
    assert styles("*Pay* each _parent_, ~not~.") == [
        ("Pay", "*"),
        (" each ", ""),
        ("parent", "_"),
        (", ", ""),
        ("not", "~"),
        (".", ""),
    ]


def test_marks_may_stand_in_each_other() -> None:
    assert styles("*pay _every_ parent*") == [("pay ", "*"), ("every", "*_"), (" parent", "*")]
    assert styles("_*both*_") == [("both", "*_")]


@pytest.mark.parametrize(
    "text",
    [
        "2*3*4",
        "2 * 3 * 4",
        "snake_case_name",
        "~5 to ~6",
        "**twice**",
        "__init__",
        "*_*",
        "* a star before an item",
        "a footnote* and another*",
        "/home/_cache_/x",
        "*over\ntwo lines*",
        "(*) and (*)",
        "an *open mark",
    ],
)
def test_what_is_not_clearly_a_mark_stays_a_sign(text: str) -> None:
    assert styles(text) == [(text, "")]


def test_an_item_of_a_list_has_a_round_point() -> None:
    assert (
        unmarked("We need:\n- *bread*\n  - milk\n1. and time") == "We need:\n• bread\n  • milk\n1. and time"
    )
    assert unmarked("-5 degrees\n--\n- ") == "-5 degrees\n--\n- "


# --- links ------------------------------------------------------------------------------------------------------


def test_an_address_is_a_link_and_ends_before_the_sentence_does() -> None:
    assert links("See https://x.example/a_b(c). Or (http://y.example/)!") == [
        ("https://x.example/a_b(c)", "https://x.example/a_b(c)"),
        ("http://y.example/", "http://y.example/"),
    ]


def test_a_link_says_where_it_leads_unless_its_words_do() -> None:
    to = "https://evil.example/login"
    assert links(f"[our bank]({to})") == [("our bank (evil.example)", to)]
    assert links(f"[bank.example]({to})") == [("bank.example (evil.example)", to)]
    assert links(f"[evil.example]({to})") == [("evil.example", to)]
    (found,) = links("[good.example](https://good.example.evil.example/)")
    assert found[0] == "good.example (good.example.evil.example)"


def test_a_link_in_a_mark_has_its_style() -> None:
    (link,) = written("*[our page](https://x.example)*").spans
    assert link == Span("our page (x.example)", bold=True, url="https://x.example")


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](data:text/html,hello)",
        "https://good.example@evil.example/",
        "[x](https://good.example@evil.example/)",
        "https://b\u0430nk.example/",
        "xhttps://x.example",
        "https://",
        "[ ] to do (later)",
    ],
)
def test_what_could_mislead_is_no_link(text: str) -> None:
    """A letter of another script in an address looks like ours; a name before ``@`` looks like the host."""
    assert links(text) == []
    assert unmarked(text) == text


def test_a_host_in_other_letters_is_named_in_letters_that_cannot_be_mistaken() -> None:
    to = "https://b\u0430nk.example/where/you/log/in"
    assert unmarked(f"[x]({to})") == "x (xn--bnk-6cd.example)"
    assert unmarked(f"[{to}]({to})") == f"{to} (xn--bnk-6cd.example)"


# --- shortening -------------------------------------------------------------------------------------------------


def test_an_excerpt_is_cut_between_words_and_leaves_no_stray_sign() -> None:
    assert shortly("Pay *every parent partner* weekly", 16) == Words(
        (Span("Pay "), Span("every", bold=True), Span("…"))
    )
    assert beginning("One *two three* four", 2).plain == "One two…"
    assert shortly("*Short*\n\nand  whole", 40) == Words((Span("Short", bold=True), Span(" and whole")))


def test_a_link_that_an_excerpt_cuts_leads_nowhere() -> None:
    text = "Read [all of it](https://x.example/page) today"
    assert [span.url for span in shortly(text, 24).spans] == [None, None, None]
    assert links(text) == [(span.text, span.url) for span in shortly(text, 80).spans if span.url]


# --- comparing --------------------------------------------------------------------------------------------------


def test_where_a_link_leads_is_part_of_what_is_compared() -> None:
    assert (
        in_full("*See* [the page](https://x.example/1)") == "See the page (x.example) <https://x.example/1>"
    )
    assert in_full("See https://x.example/1") == "See https://x.example/1"


# --- whatever is written ----------------------------------------------------------------------------------------


def without_signs(text: str) -> str:
    return "".join(sign for sign in text if sign not in "*_~")


@settings(deadline=None)
@given(st.text(alphabet='ab 1.,(*)_~\n/:`"é😀ש', max_size=60))
def test_every_sign_is_shown_but_marks_and_these_go_in_pairs(text: str) -> None:
    shown = unmarked(text)
    assert without_signs(shown) == without_signs(text)
    assert all((text.count(sign) - shown.count(sign)) % 2 == 0 for sign in "*_~")


@settings(deadline=None)
@given(SIGNS, st.integers(min_value=2, max_value=40))
def test_an_excerpt_is_the_beginning_of_what_is_shown(text: str, limit: int) -> None:
    short = shortly(text, limit).plain
    assert len(short) <= limit
    assert " ".join(unmarked(text).split()).startswith(short.removesuffix("…"))


@settings(deadline=None)
@given(st.lists(STYLED, max_size=6))
def test_rich_text_typed_out_is_read_as_the_same_words(spans: list[Span]) -> None:
    """Signs that stood in it already may pair with each other; none is added that is seen."""
    words = Words(tuple(spans))
    typed = typed_out(words, 3_000)
    shown, plain = unmarked(typed).replace(" (x.example)", ""), "".join(span.text for span in spans)
    assert without_signs(shown).replace("•", "-") == without_signs(plain)
    assert all(shown.count(sign) <= plain.count(sign) for sign in "*_~")
    assert all(span.url in (None, "https://x.example/a_b") for span in written(typed).spans)


def test_styles_are_typed_out_as_marks() -> None:
    said = Words(
        (
            Span("Pay "),
            Span("every parent ", bold=True),
            Span("(weekly)", italic=True, struck=True),
            Span(", see "),
            Span("our page", url="https://x.example/a"),
            Span("."),
        )
    )
    typed = typed_out(said, 3_000)
    assert typed == "Pay *every parent* _~(weekly)~_, see [our page](https://x.example/a)."
    assert written(typed).plain == "Pay every parent (weekly), see our page (x.example)."


def test_a_style_that_marks_cannot_say_where_it_stands_is_left_out() -> None:
    assert typed_out(Words((Span("un"), Span("believ", bold=True), Span("able"))), 99) == "unbelievable"
    assert typed_out(Words((Span("2*3", bold=True),)), 99) == "2*3"
    assert typed_out(Words((Span("two\nlines", bold=True),)), 99) == "*two*\n*lines*"


def test_what_is_typed_out_keeps_to_its_limit_with_its_marks_whole() -> None:
    said = Words((Span("Pay "), Span("every parent", bold=True), Span(" each week")))
    assert typed_out(said, 99) == "Pay *every parent* each week"
    assert typed_out(said, 16) == "Pay *every par…*"


def test_an_address_that_is_too_long_goes_and_the_words_stay() -> None:
    plan = Span("the plan", url="https://x.example/" + "a" * 3_000)
    address = "https://y.example/"
    said = Words((Span("Read "), plan, Span(" and "), Span("the list", url=address)))
    assert typed_out(said, 3_000) == f"Read the plan and [the list]({address})"
