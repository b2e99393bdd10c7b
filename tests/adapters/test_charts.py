"""Charts and counts in rounds: said in words everywhere, folded where there are many, within every limit."""

import re
from collections.abc import Callable

import pytest

from adapters.cards import (
    BARS_IN_SIGHT,
    Block,
    Chart,
    ChartBar,
    Link,
    LinkMap,
    Page,
    PersonalCard,
    Section,
    SharedCard,
    Step,
    Steps,
)
from adapters.charts import simpler
from adapters.copy import words_for
from adapters.email.render import Drawing
from adapters.present.charts import chart
from adapters.slack.render import home_view, message
from adapters.teams import render as teams
from adapters.text import signs_of
from adapters.web.maps import ACROSS, DOTS_AT, ROW, drawn_map, near_each_other
from tests.adapters import ballots
from tests.adapters.test_marks import PAGES, READER, TEXTS
from tests.fakes.slack_limits import MESSAGE_SIZE, blocks_size, faults, view_faults, words_of
from tests.fakes.teams_limits import faults as teams_faults
from tests.fakes.teams_limits import words_of as teams_words_of
from tests.support.html import Node, parse

SIGN = 9.9
"""How wide a sign of the map's names is, in a wide fount."""
SIZES = (1, 2, 6, 7, 10, 25, 100)


def page(block: Block) -> Node:
    drawn = PAGES.page(READER, Page("Result", (Section("", (block,)),)))
    return parse(bytes(drawn.body).decode()).find("main")[0]


def slack_words(block: Block) -> str:
    return words_of(message(SharedCard("x", (block,)))["blocks"])


def teams_words(block: Block) -> str:
    return teams_words_of(teams.card(SharedCard("x", (block,))))


def email_words(block: Block) -> str:
    letter = Drawing(lambda action: "https://rondo.example/x").letter(
        PersonalCard("x", (block,)), language="en", footer=""
    )
    return letter.text


SAID = {"slack": slack_words, "teams": teams_words, "email": email_words}


@pytest.mark.parametrize("platform", SAID)
def test_in_a_chat_each_bar_is_said_before_it_is_drawn(platform: str) -> None:
    said = SAID[platform](ballots.a_chart(3)).splitlines()
    assert "✓ A day at the beach · 11 of 12 (91%)" in said
    assert "The children's museum · 8 of 12 (66%)" in said
    signs = [line for line in said if set(line) <= {"▰", "▱"} and line]
    assert signs == ([] if platform == "email" else ["▰▰▰▰▰▰▰▰▰▱", "▰▰▰▰▰▰▱▱▱▱", "▰▰▰▰▱▱▱▱▱▱"])


@pytest.mark.parametrize("platform", SAID)
def test_in_a_chat_the_bars_that_are_not_in_sight_are_counted(platform: str) -> None:
    said = SAID[platform](ballots.a_chart(100))
    assert "Outing 6 ·" in said
    assert "Outing 7 ·" not in said
    assert "and 94 more" in said
    assert "more" not in SAID[platform](ballots.a_chart(BARS_IN_SIGHT))


def test_what_is_not_in_sight_is_counted_in_the_readers_language() -> None:
    bars = [ChartBar("a", "1 de 2", 1, 2)] * 7
    assert chart("Título", bars, words_for("es")).rest == "y 1 más"


def test_on_a_page_every_bar_is_there_in_words_and_the_drawing_is_for_the_eye_alone() -> None:
    drawn = page(ballots.a_chart(100))
    assert len(drawn.find("svg")) == len(drawn.find("li")) == 100
    assert all(svg.attributes["aria-hidden"] == "true" for svg in drawn.find("svg"))
    [folded] = drawn.find("details")
    assert folded.find("summary")[0].text == "and 94 more"
    assert len(folded.find("li")) == 94
    [chosen] = drawn.find("li", **{"class": "chosen"})
    assert chosen.text == "A day at the beach 11 of 12 (91%)"


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 12, 0), (1, 100, 1), (6, 12, 5), (99, 100, 9), (12, 12, 10), (15, 12, 10), (-1, 12, 0), (0, 0, 0)],
)
def test_a_bar_of_signs_is_full_only_when_it_is_the_whole(part: int, whole: int, shown: int) -> None:
    assert signs_of(part, whole) == "▰" * shown + "▱" * (10 - shown)


@pytest.mark.parametrize(
    ("part", "whole", "width"), [(1, 3, "33.33"), (5, 0, "100.0"), (0, 3, "0.0"), (-1, 3, "0.0")]
)
def test_a_bar_on_a_page_is_as_long_as_its_part(part: int, whole: int, width: str) -> None:
    drawn = page(Chart("", (ChartBar("a", "b", part, whole),)))
    assert drawn.find("rect")[1].attributes["width"] == width


# --- rounds ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("platform", SAID)
def test_in_a_chat_the_last_rounds_say_what_happened_and_who_held_what(platform: str) -> None:
    said = SAID[platform](ballots.a_count(12))
    assert "6 rounds went before these." in said
    assert "Round 6:" not in said
    assert "Round 11: The children's museum is out: its 11 answers go to the next choice." in said
    assert "A day at the beach 24 · The children's museum 23" in said


def test_in_a_chat_no_more_options_are_named_than_one_can_take_in() -> None:
    rounds = (Step("Round 1", tuple("87654321"), "Outing 8 is out."),)
    said = slack_words(Steps("Round by round", tuple(f"Outing {at}" for at in range(1, 9)), rounds))
    assert "Outing 5 4 · Outing 6 3 · …" in said


def test_on_a_page_a_count_is_a_table_of_all_rounds() -> None:
    drawn = page(ballots.a_count(12))
    assert [each.text for each in drawn.find("th", scope="col")] == [f"Round {at}" for at in range(1, 12)]
    rows = drawn.find("tbody")[0].find("tr")
    assert rows[11].text == "Outing 12 13" + " –" * 10
    assert len(drawn.find("ol")[-1].find("li")) == 11


# --- parts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("platform", SAID)
def test_in_a_chat_each_part_says_how_much_it_is_and_what_it_holds(platform: str) -> None:
    said = SAID[platform](ballots.a_breakdown(8))
    assert "A day at the beach: 10 voted" in said
    assert "A day at the beach 0 · The children's museum 1 · A farm with animals 2" in said
    assert "and 2 more groups" in said


def test_on_a_page_the_parts_are_a_table() -> None:
    drawn = page(ballots.a_breakdown(8))
    assert len(drawn.find("th", scope="col")) == 8
    assert drawn.find("th", scope="col")[0].text == "A day at the beach"
    rows = drawn.find("tbody")[0].find("tr")
    assert rows[1].text == "The children's museum 9 voted 0 0 1 2 3 4 5 6"
    assert rows[1].find("td")[2].attributes["data-of"] == "A farm with animals"
    assert drawn.find("div", role="region")[0].attributes["aria-label"] == "By group: votes"


# --- a map of links -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("platform", SAID)
def test_in_a_chat_each_link_says_by_what(platform: str) -> None:
    block = ballots.a_link_map(8)
    said = SAID[platform](block)
    assert f"{block.names[0]} – {block.names[1]}: Rooms" in said
    assert f"{block.names[0]} – {block.names[2]}: Data · Money" in said
    assert "and 3 more links" in said


def test_on_a_page_the_links_are_a_picture_and_a_table() -> None:
    block = ballots.a_link_map(8)
    drawn = page(block)
    assert len(drawn.find("circle")) == len(block.names)
    assert len(drawn.find("path")) == len(drawn.find("tbody")[0].find("tr")) == len(block.links)
    assert drawn.find("svg")[0].attributes["aria-label"] == "Who is linked"
    assert drawn.find("tbody")[0].find("tr")[8].text == f"{block.names[0]} – {block.names[2]} Data Money"
    assert {line.attributes["stroke-width"] for line in drawn.find("path")} == {"1", "2"}


@pytest.mark.parametrize("many", SIZES)
def test_every_name_of_a_map_has_a_row_and_room_in_it(many: int) -> None:
    picture = drawn_map(ballots.a_link_map(many))
    assert sorted(dot.y for dot in picture.dots) == [ROW * row + ROW // 2 for row in range(many + 1)]
    assert all(dot.x - len(dot.label) * SIGN >= 0 for dot in picture.dots)
    assert picture.height == ROW * (many + 1)


def test_of_many_those_that_are_linked_stand_near_each_other() -> None:
    """Two groups whose members stand in turn: each group together, and within it a chain as it is."""
    links = [Link(n, n + 2, ("Rooms",)) for n in range(38)]
    order = near_each_other(40, links)
    assert {frozenset(order[:20]), frozenset(order[20:])} == {
        frozenset(range(0, 40, 2)),
        frozenset(range(1, 40, 2)),
    }
    assert near_each_other(40, links[::-1]) == order
    far = sum(abs(order.index(link.one) - order.index(link.other)) for link in links)
    assert far < 3 * len(links)


def test_an_arc_stays_within_the_picture() -> None:
    names = tuple(f"Organisation {n}" for n in range(60))
    block = LinkMap("Who", ("a", "b"), names, tuple(Link(0, n, ("x",)) for n in range(1, 60)))
    outward = [int(re.findall(r"A(\d+) ", arc.path)[0]) for arc in drawn_map(block).arcs]
    assert all(0 < out <= ACROSS - DOTS_AT for out in outward)


# --- limits ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", *TEXTS])
@pytest.mark.parametrize("many", SIZES)
@pytest.mark.parametrize("make", [ballots.a_chart, ballots.a_count, ballots.a_breakdown, ballots.a_link_map])
def test_every_limit_holds(make: Callable[[int, str], Block], many: int, text: str) -> None:
    block = make(max(2, many) if make is ballots.a_count else many, text)
    drawn = message(SharedCard("x", (block,)))["blocks"]
    assert faults(drawn, "message") == []
    assert blocks_size(drawn) <= MESSAGE_SIZE
    assert view_faults(home_view(Page("x", (Section("", (block,)),))), home=True) == []
    assert teams_faults(teams.card(SharedCard("x", (block,)))) == []


@pytest.mark.parametrize("many", [6, 100])
def test_no_bar_in_sight_is_cut_off_by_long_labels(many: int) -> None:
    said = slack_words(ballots.a_chart(many, "Long words "))
    assert said.count("of 12") == BARS_IN_SIGHT


@pytest.mark.parametrize("make", [ballots.a_chart, ballots.a_count, ballots.a_breakdown, ballots.a_link_map])
def test_markup_in_a_label_is_shown_as_text(make: Callable[[int, str], Block]) -> None:
    text = "<b>x</b> [a](b) *c* <!channel> "
    block = make(3, text)
    assert page(block).find("b") == []
    assert "](" not in teams_words(block)
    assert "*" not in teams_words(block)
    kinds = {each["type"] for each in message(SharedCard("x", (block,)))["blocks"]}
    assert kinds == {"rich_text"}


def test_what_is_no_chart_stays_as_it_is() -> None:
    blocks = ballots.form_of(ballots.scores()).body[:1]
    assert tuple(simpler(blocks)) == blocks  # type: ignore[arg-type]
