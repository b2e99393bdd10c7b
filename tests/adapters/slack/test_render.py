"""Cards as Slack draws them: the golden files, the limits, and what people wrote staying text."""

import json
from pathlib import Path
from typing import Any

import pytest

from adapters.cards import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    Form,
    Item,
    Line,
    Page,
    Paragraph,
    PersonalCard,
    Section,
    SharedCard,
    Span,
    TextField,
    Words,
    words,
)
from adapters.slack.render import Metadata, card_view, form_view, home_view, message
from adapters.slack.text import inert, mrkdwn
from tests.adapters import ballots
from tests.adapters.slack import cards
from tests.fakes.slack_limits import MESSAGE_SIZE, blocks_size, faults, length, view_faults, words_of
from tests.fakes.slack_things import buttons_in

GOLDEN = Path(__file__).parent / "golden"

DRAWN = {
    "consenting": lambda: message(cards.consenting()),
    "testing": lambda: message(cards.testing()),
    "confirmation": lambda: message(cards.confirmation()),
    "confirmation-modal": lambda: card_view(cards.confirmation(), close="Close", channel="C1"),
    "answer-form": lambda: form_view(cards.answer_form(), channel="C1"),
    "home": lambda: home_view(cards.home()),
    "chart": lambda: message(SharedCard("x", (ballots.a_chart(7),))),
    "count": lambda: message(SharedCard("x", (ballots.a_count(),))),
    "marks-of-rows": lambda: form_view(ballots.form_of(ballots.scores(values={"beach": "4"}))),
    "marks-by-place": lambda: form_view(ballots.form_of(ballots.ranking(values={"farm": "1"}))),
    "marks-of-many": lambda: form_view(ballots.form_of(ballots.times(26, values={"farm": "1"}))),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_card_is_drawn_as_its_golden_file(name: str, request: pytest.FixtureRequest) -> None:
    """To draw them anew: delete the file, run this once, and look at what changed."""
    drawn = DRAWN[name]()
    path = GOLDEN / f"{name}.json"
    if not path.exists():
        path.write_text(json.dumps(drawn, ensure_ascii=False, indent=1) + "\n")
        pytest.fail(f"{path.name} was not there; it has been drawn. Look at it, and run again.")
    assert drawn == json.loads(path.read_text())


@pytest.mark.parametrize("card", [cards.consenting(), cards.testing(), cards.confirmation()])
def test_slack_takes_every_card(card: Card) -> None:
    assert faults(message(card)["blocks"], "message") == []
    assert view_faults(card_view(card, close="Close")) == []


def test_slack_takes_the_form_and_the_home() -> None:
    assert view_faults(form_view(cards.answer_form())) == []
    assert view_faults(home_view(cards.home()), home=True) == []


# --- limits ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [cards.LONG, "😀" * 5_000, "&<>" * 3_000, "\u05d0" * 5_000, "*_~`:a:" * 2_000]
)
def test_every_limit_holds_at_the_longest_text(text: str) -> None:
    blocks = cards.every_block_at_its_longest(text)
    drawn = message(SharedCard(text, blocks))
    assert faults(drawn["blocks"], "message") == []
    assert blocks_size(drawn["blocks"]) <= MESSAGE_SIZE
    assert 0 < length(drawn["text"]) <= 3_000


def test_every_limit_holds_in_a_form_at_its_longest() -> None:
    view = form_view(cards.a_form_at_its_longest(), channel="C" * 60, thread="1" * 20)
    assert view_faults(view) == []


def test_no_button_is_dropped_at_the_longest_text() -> None:
    blocks = cards.every_block_at_its_longest()
    assert len(buttons_in(message(SharedCard("x", blocks))["blocks"])) == 6
    assert len(buttons_in(form_view(cards.a_form_at_its_longest())["blocks"])) == 32


def test_a_message_of_too_many_parts_keeps_its_buttons_and_says_that_more_is_hidden() -> None:
    button = Button("OK to try", Action("consent"))
    blocks: tuple[Block, ...] = (*(Paragraph(words(f"part {at}")) for at in range(80)), Buttons((button,)))
    drawn = message(SharedCard("x", blocks))["blocks"]
    assert len(drawn) <= 50
    assert len(buttons_in(drawn)) == 1
    assert "+32" in words_of(drawn)


def test_a_home_of_too_many_rows_is_cut_at_its_longest_section_and_says_how_many() -> None:
    row = Item(words("A round"), Button("Answer", Action("more")))
    page = Page(
        "Home", (Section("Waiting for you", (row,) * 200), Section("In force", (Paragraph(words("One")),)))
    )
    view = home_view(page, lambda rows: f"and {rows} more")
    assert view_faults(view, home=True) == []
    assert "In force" in words_of(view["blocks"])
    assert "and 104 more" in words_of(view["blocks"])


def test_an_empty_page_is_still_a_home() -> None:
    assert view_faults(home_view(Page("Home", ())), home=True) == []


def test_what_the_form_carries_comes_back_as_it_was() -> None:
    metadata = Metadata(cards.act("answer"), {"kind": "objection", "words": 'a "b" ñ'}, "C1", "17.5")
    assert Metadata.read(metadata.written()) == metadata


@pytest.mark.parametrize(
    "junk", [None, "", "{", "[]", "7", '{"a": 3, "c": [1]}', '{"c": {"x": 1}}', "[" * 100_000]
)
def test_metadata_that_is_not_ours_is_empty(junk: object) -> None:
    read = Metadata.read(junk)
    assert read.action is None
    assert read.carried == {}


def test_carried_text_gives_way_when_there_is_too_much() -> None:
    written = Metadata(cards.act("answer"), {"words": '"' * 4_000, "kind": "concern"}).written()
    assert length(written) <= 3_000
    assert Metadata.read(written).carried["kind"] == "concern"
    assert Metadata.read(written).carried["words"].endswith("…")


# --- what people wrote stays text -------------------------------------------------------------------------------


HOSTILE = [
    "<!channel>",
    "<@U123>",
    "<https://evil.example|click>",
    "*bold* _it_ ~no~ `code`",
    "> quote",
    ":tada:",
    "&lt;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_persons_words_in_rich_text_are_exactly_what_they_wrote(text: str) -> None:
    (block,) = message(PersonalCard("x", (Paragraph(words(text)),)))["blocks"]
    assert block["type"] == "rich_text"
    assert block["elements"][0]["elements"] == [{"type": "text", "text": text}]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_persons_words_beside_a_button_are_plain_text(text: str) -> None:
    (block,) = message(PersonalCard("x", (Item(words(text), Button("Go", Action("go"))),)))["blocks"]
    assert block["text"] == {"type": "plain_text", "text": text, "emoji": False}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;"),
        ("*bold*", "∗bold∗"),
        ("_it_ and ~no~", "ˍitˍ and ∼no∼"),
        ("`code`", "ˋcodeˋ"),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("> quote\nnot > quote", "\u200b&gt; quote\nnot &gt; quote"),
        (":tada: at 5:30", ":\u2060tada: at 5:30"),
    ],
)
def test_mrkdwn_is_made_inert(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_a_notification_cannot_call_the_channel() -> None:
    assert "<" not in message(SharedCard("<!channel> *now*", ()))["text"]


def test_styled_small_print_is_marked_around_the_words_and_not_around_the_spaces() -> None:
    styled = Words(
        (Span("Closes "), Span("Mon*day ", bold=True), Span("5 pm", url="https://x.example/?a=1&b=<2>|3"))
    )
    assert mrkdwn(styled, 500) == "Closes *Mon*day* <https://x.example/?a=1&amp;b=%3C2%3E%7C3|5 pm>"


def test_a_mark_beside_a_letter_is_kept_apart_from_it() -> None:
    assert (
        mrkdwn(Words((Span("half"), Span("bold", bold=True), Span("word"))), 500)
        == "half\u200b*bold*\u200bword"
    )


def test_only_real_addresses_become_links() -> None:
    styled = Words((Span("here", url="javascript:alert(1)"), Span("there", url="https://x.example")))
    (block,) = message(PersonalCard("x", (Paragraph(styled),)))["blocks"]
    assert [leaf["type"] for leaf in block["elements"][0]["elements"]] == ["text", "link"]


def test_small_print_with_styles_links_nothing_by_itself() -> None:
    (block,) = message(PersonalCard("x", (Line(Words((Span("a", bold=True), Span("#general")))),)))["blocks"]
    assert block["elements"][0]["verbatim"] is True


# --- buttons and forms ------------------------------------------------------------------------------------------


def test_every_button_has_an_action_id_of_its_own_and_says_what_it_asks_for() -> None:
    pressed = buttons_in(message(cards.consenting())["blocks"])
    assert len({button["action_id"] for button in pressed}) == len(pressed) == 5
    assert [Action.parse(button["value"]) for button in pressed][1] == cards.act("consent")


def test_answers_are_equal_and_the_one_thing_to_press_is_not() -> None:
    assert all("style" not in button for button in buttons_in(message(cards.consenting())["blocks"]))
    assert buttons_in(home_view(cards.home())["blocks"])[0]["style"] == "primary"


def test_a_bar_says_its_words_first() -> None:
    assert "Heard 7 of 12  ▰▰▰▰▰▱▱▱▱▱" in words_of(message(cards.consenting())["blocks"])


@pytest.mark.parametrize(("options", "kind"), [(10, "radio_buttons"), (11, "static_select")])
def test_up_to_ten_options_are_all_in_sight(options: int, kind: str) -> None:
    assert _first_element(_choice(options))["type"] == kind


def test_more_than_a_hundred_options_come_in_groups() -> None:
    element = _first_element(_choice(250))
    assert [len(group["options"]) for group in element["option_groups"]] == [84, 84, 82]
    assert element["option_groups"][1]["label"]["text"] == "Option 84 – Option 167"


def _choice(options: int) -> Form:
    from adapters.cards import ChoiceField, Option

    every = tuple(Option(str(at), f"Option {at}") for at in range(options))
    return Form("Choose", (ChoiceField("one", "One", every),), Action("choose"), submit="Send")


def _first_element(form: Form) -> dict[str, Any]:
    view = form_view(form)
    assert view_faults(view) == []
    found: dict[str, Any] = view["blocks"][0]["element"]
    return found


def test_errors_stand_above_what_they_are_about() -> None:
    form = Form(
        "Propose",
        (TextField("title", "Title"), TextField("outcome", "Outcome")),
        Action("propose"),
        submit="Send",
        errors={"": "Nothing was saved", "outcome": "Too long"},
    )
    kinds = [block["type"] for block in form_view(form)["blocks"]]
    assert kinds == ["rich_text", "input", "rich_text", "input"]
    assert words_of(form_view(form)["blocks"]).splitlines()[0] == " Nothing was saved"
