"""What people write looks right in Slack, in Teams, on a page and in an email, and is obeyed in none of them."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.cards import Action, Button, Item, Line, Listing, Paragraph, PersonalCard, Quote
from adapters.copy import words_for
from adapters.email.render import Drawing
from adapters.present.written import written
from adapters.slack.render import message
from adapters.teams import render as teams
from adapters.web.addresses import Addresses
from adapters.web.assets import Assets
from adapters.web.render import Look, Pages, Reader
from adapters.web.settings import WebSettings
from tests.adapters.present.builders import NOW
from tests.fakes.teams_limits import every
from tests.support.html import Node, parse

SAID = "*Pay* each _parent_, ~not~ [our page](https://evil.example/a?b=1&c)"
SHOWN = "Pay each parent, not our page (evil.example)"
OPEN = Button("Open", Action("read_all"))
PAGES = Pages(WebSettings("https://rondo.example", "a secret of the tests", lambda: NOW, words_for), Assets())
OBEYED = frozenset({"user", "usergroup", "channel", "broadcast", "emoji", "date", "team"})
"""What Slack would make a mention of, or put something else in the place of."""
ELEMENTS = frozenset(
    {"section", "div", "h2", "p", "strong", "em", "s", "bdi", "a", "ul", "li", "button"}
    | {"figure", "blockquote", "figcaption"}
)
UNSEEN = re.compile("[\u200b\u2060\u2068\u2069]")
HOSTILE = st.lists(
    st.sampled_from(
        [
            *("<!channel>", "<@U1|ana>", "@channel", "<#C1>", "<https://evil.example|bank>", ":tada:", "> "),
            *("<at>Ana</at>", "{{DATE(2026-01-01T00:00:00Z)}}", "[a](b)", "# ", "1. ", "![x](y)", "\\"),
            *("<script>alert(1)</script>", "<b>", "</p>", "&amp;", "&lt;", '"', "'", "javascript:alert(1)"),
            *("*", "_", "~", "`", "[x](https://evil.example)", "https://x.example", "a", " ", "\n", "é", "ש"),
        ]
    ),
    max_size=12,
).map("".join)


def a_card(text: str) -> PersonalCard:
    said = written(text)
    return PersonalCard(
        "Something", (Paragraph(said), Quote(said, "Ana"), Listing((said,)), Line(said), Item(said, OPEN))
    )


# --- in the styles of each ---


def slack_leaves(text: str) -> list[Mapping[str, Any]]:
    (block,) = message(PersonalCard("x", (Paragraph(written(text)),)))["blocks"]
    leaves: list[Mapping[str, Any]] = block["elements"][0]["elements"]
    return leaves


def test_in_slack_marks_are_styles_of_rich_text() -> None:
    leaves = slack_leaves(SAID)
    assert "".join(leaf["text"] for leaf in leaves) == SHOWN
    assert [leaf.get("style") for leaf in leaves if "style" in leaf] == [
        {"bold": True},
        {"italic": True},
        {"strike": True},
    ]
    assert [leaf["url"] for leaf in leaves if leaf["type"] == "link"] == ["https://evil.example/a?b=1&c"]


def test_in_slacks_small_print_they_are_its_own_marks() -> None:
    (block,) = message(PersonalCard("x", (Line(written(SAID)),)))["blocks"]
    (element,) = block["elements"]
    link = "<https://evil.example/a?b=1&amp;c|our page (evil.example)>"
    assert element == {
        "type": "mrkdwn",
        "verbatim": True,
        "text": f"*Pay* each _parent_, ~not~ {link}",
    }


def test_in_teams_they_are_properties_of_text_runs() -> None:
    (block,) = teams.card(PersonalCard("x", (Paragraph(written(SAID)),)))["body"]
    runs = block["inlines"]
    assert "".join(run["text"] for run in runs) == SHOWN
    assert [run["text"] for run in runs if run.get("weight") == "Bolder"] == ["Pay"]
    assert [run["text"] for run in runs if run.get("italic")] == ["parent"]
    assert [run["text"] for run in runs if run.get("strikethrough")] == ["not"]
    assert [run["selectAction"]["url"] for run in runs if "selectAction" in run] == [
        "https://evil.example/a?b=1&c"
    ]


def drawn_on_a_page(card: PersonalCard) -> Node:
    reader = Reader(words_for("en"), "en", Addresses("https://rondo.example"))
    return parse(PAGES.card(reader, card, Look.NOT_DONE))


def in_an_email(card: PersonalCard) -> Node:
    letter = Drawing(lambda action: "https://rondo.example/me/x").letter(card, language="en", footer="")
    return parse(letter.html.removeprefix("<!doctype html>"))


@pytest.mark.parametrize(("draw", "struck"), [(drawn_on_a_page, "s"), (in_an_email, "del")])
def test_on_a_page_and_in_an_email_they_are_elements(draw: Any, struck: str) -> None:
    page = draw(PersonalCard("x", (Paragraph(written(SAID)),)))
    (paragraph,) = [node for node in page.find("p") if node.find("strong")]
    assert paragraph.raw == SHOWN
    assert [paragraph.find(tag)[0].raw for tag in ("strong", "em", struck)] == ["Pay", "parent", "not"]
    (link,) = paragraph.find("a")
    assert link.attributes["href"] == "https://evil.example/a?b=1&c"
    assert {"nofollow", "noopener"} <= set(link.attributes["rel"].split())


# --- and never obeyed ---


@settings(deadline=None)
@given(HOSTILE)
def test_slack_finds_nothing_to_obey(text: str) -> None:
    for part in every(message(a_card(text))["blocks"]):
        assert part.get("type") not in OBEYED
        if part.get("type") == "link":
            assert part["url"].startswith("https://")
        if part.get("type") == "mrkdwn":
            assert all(found.startswith("https://") for found in re.findall("<([^>]*)", part["text"]))
    if text.strip():
        assert UNSEEN.sub("", "".join(leaf["text"] for leaf in slack_leaves(text))) == written(text).plain


@settings(deadline=None)
@given(HOSTILE)
def test_teams_finds_nothing_to_obey(text: str) -> None:
    for part in every(teams.card(a_card(text))):
        if part.get("type") == "TextRun":
            assert not re.search(r"<at|<b|<script|\{\{DATE|\]\(|\*|`", part["text"])
            assert part.get("selectAction", {"url": "https://"})["url"].startswith("https://")


@settings(deadline=None)
@given(HOSTILE)
def test_a_browser_finds_nothing_to_obey(text: str) -> None:
    page = drawn_on_a_page(a_card(text))
    assert {node.tag for node in page.all()} <= ELEMENTS
    hrefs = [node.attributes["href"] for node in page.find("a")]
    assert all(href.startswith(("https://", "/")) for href in hrefs)
    assert any(written(text).plain.strip() in node.raw for node in page.find("p"))
