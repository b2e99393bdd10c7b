"""Cards as Teams draws them: the golden files, the limits, and what people wrote staying text."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from adapters.cards import (
    AGAIN,
    Action,
    Button,
    Buttons,
    Changes,
    ChoiceField,
    DateField,
    Divider,
    Facts,
    Form,
    Heading,
    Item,
    Line,
    ManyField,
    Option,
    Paragraph,
    PersonalCard,
    Quote,
    SharedCard,
    Span,
    TextField,
    Tone,
    Words,
    words,
)
from adapters.teams import render
from adapters.teams.blocks import Spoken
from adapters.teams.buttons import IN_A_MESSAGE, Travels, action_sets
from adapters.teams.fields import values_of
from adapters.teams.text import inert
from tests.adapters import ballots
from tests.adapters.present.gallery import every_view
from tests.adapters.slack import cards
from tests.fakes.teams_limits import (
    MESSAGE_SIZE,
    actions_in,
    faults,
    size_of,
    task_faults,
    words_of,
)

GOLDEN = Path(__file__).parent / "golden"
Json = dict[str, Any]
REFRESH = Action("more", cards.ROUND)


def a_dialog(form: Form) -> Json:
    return render.dialog(
        form, key="k1", required_words="Please fill this in", place="19:c@thread.tacv2", thread="17"
    )


def content(task: Json) -> Json:
    found: Json = task["card"]["content"]
    return found


def an_inline_form(form: Form) -> Json:
    return render.inline_form(form, key="k1", required_words="Please fill this in")


DRAWN = {
    "consenting": lambda: render.card(cards.consenting(), refresh_for=["29:a"], refresh=REFRESH),
    "testing": lambda: render.card(cards.testing(), spoken=Spoken("taken out:", "put in:")),
    "confirmation": lambda: render.card(cards.confirmation(), confirms=True),
    "own-view": lambda: render.own_view(cards.consenting(), cards.confirmation()),
    "answer-dialog": lambda: a_dialog(cards.answer_form()),
    "answer-inline": lambda: an_inline_form(replace(cards.answer_form(), behind=REFRESH)),
    "chart": lambda: render.card(SharedCard("x", (ballots.a_chart(7),))),
    "count": lambda: render.card(SharedCard("x", (ballots.a_count(),))),
    "marks-of-rows": lambda: a_dialog(ballots.form_of(ballots.scores(values={"beach": "4"}))),
    "marks-by-place": lambda: a_dialog(ballots.form_of(ballots.ranking(values={"farm": "1"}))),
    "marks-typed": lambda: a_dialog(ballots.form_of(ballots.dots(26, values={"farm": "3"}))),
    "confirmation-dialog": lambda: render.card_dialog(cards.confirmation(), confirms=True, place="19:c"),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_card_is_drawn_as_its_golden_file(name: str) -> None:
    """To draw them anew: delete the file, run this once, and look at what changed."""
    drawn = DRAWN[name]()
    path = GOLDEN / f"{name}.json"
    if not path.exists():
        path.write_text(json.dumps(drawn, ensure_ascii=False, indent=1) + "\n")
        pytest.fail(f"{path.name} was not there; it has been drawn. Look at it, and run again.")
    assert drawn == json.loads(path.read_text())


# --- limits --------------------------------------------------------------------------------------------------


def _faults_of(view: object) -> Iterator[str]:
    """Of a view in each way that Teams may show it."""
    if isinstance(view, Form):
        yield from task_faults(a_dialog(view))
        yield from faults(an_inline_form(view))
    elif isinstance(view, SharedCard | PersonalCard):
        yield from faults(render.card(view))
        yield from faults(render.card(view, confirms=True, refresh=REFRESH, refresh_for=["29:a"]))
        yield from task_faults(render.card_dialog(view))


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
@pytest.mark.parametrize("locale", ["en", "es"])
def test_teams_takes_every_view(locale: str, long: bool) -> None:
    found = {name: list(_faults_of(view)) for name, view in every_view(locale, long=long).items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("locale", ["en", "es"])
def test_everybody_who_was_heard_gets_a_view_of_their_own(locale: str) -> None:
    views = every_view(locale, long=True)
    shared, own = views["card-consenting"], views["recorded-objection"]
    assert isinstance(shared, SharedCard)
    assert isinstance(own, PersonalCard)
    drawn = render.own_view(shared, own, refresh=REFRESH, refresh_for=["29:a"])
    assert faults(drawn) == []
    verbs = [str(action["data"]["a"]).split("|")[1] for action in actions_in(drawn)]
    assert verbs == ["read_all", "answer", "call_me", "more"]


@pytest.mark.parametrize(
    "text", [cards.LONG, "😀" * 5_000, "&<>" * 3_000, "\u05d0" * 5_000, "*_~`[a](b)" * 2_000]
)
def test_every_limit_holds_at_the_longest_text(text: str) -> None:
    blocks = cards.every_block_at_its_longest(text)
    drawn = render.card(SharedCard(text, blocks))
    assert faults(drawn) == []
    assert len(actions_in(drawn)) == 6


def test_every_limit_holds_in_a_form_at_its_longest() -> None:
    """With a menu of everybody in a large circle, and thirty buttons that each carry what the form does."""
    form = cards.a_form_at_its_longest()
    task = a_dialog(replace(form, body=tuple(p for p in form.body if getattr(p, "name", "") != "e")))
    assert task_faults(task) == []
    assert len(actions_in(content(task))) == 33


def test_texts_are_shortened_alike_and_never_when_all_fits() -> None:
    long, short = "a" * 20_000, "b" * 300
    drawn = words_of(render.card(SharedCard("x", (Paragraph(words(short)),) * 4)))
    assert "…" not in drawn
    fitted = render.card(SharedCard("x", tuple(Paragraph(words(long)) for _ in range(20))))
    assert len({part["inlines"][0]["text"] for part in fitted["body"]}) == 1
    assert size_of(fitted) <= MESSAGE_SIZE


def test_an_empty_card_is_still_a_card() -> None:
    assert faults(render.card(SharedCard("", ()))) == []
    assert task_faults(render.notice_dialog("One moment")) == []


def test_the_checker_finds_what_teams_would_not_show() -> None:
    execute = {"type": "Action.Execute", "title": "x" * 21, "verb": "v", "data": {"a": "1"}}
    body = [
        {"type": "ActionSet", "actions": [execute] * 3},
        {"type": "ActionSet", "actions": [execute]},
        {"type": "TextBlock", "text": "a", "id": "one"},
        {"type": "Media", "id": "one"},
        {"type": "Input.Text", "id": "f.a", "isRequired": True, "colour": "red"},
    ]
    found = faults({"type": "AdaptiveCard", "version": "1.6", "body": body}, dialog=True)
    for wrong in (
        "version 1.5",
        "actions in a row",
        "20 characters",
        "wrap",
        "unsupported element",
        "2 times",
    ):
        assert any(wrong in fault for fault in found), wrong
    for wrong in ("does nothing in a dialog", "fall back on", "label", "says nothing", "'colour'"):
        assert any(wrong in fault for fault in found), wrong


# --- what people wrote stays text ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*bold* and 2*3*4", "\u2217bold\u2217 and 2\u22173\u22174"),
        ("_it_ and snake_case_name", "\u02cdit\u02cd and snake_case_name"),
        ("~~no~~ ~5", "\u223c\u223cno\u223c\u223c ~5"),
        ("`code`", "\u02cbcode\u02cb"),
        ("[click](https://evil.example)", "[click]\u200b(https://evil.example)"),
        ("[a]: https://evil.example", "[a]\u200b: https://evil.example"),
        ("<at>Everyone</at> <b>", "<\u200bat>Everyone<\u200b/at> <\u200bb>"),
        ("&lt; R&D; &", "&\u200blt; R&\u200bD; &"),
        (
            "# one\n> two\n- three\n12. four\n+ five",
            "\u200b# one\n\u200b> two\n\u200b- three\n\u200b12. four\n\u200b+ five",
        ),
        ("a - b > c # d 3. e", "a - b > c # d 3. e"),
        ("    code", "\u200b    code"),
        ("\\* C:\\new \\[x]", "\\\u2217 C:\\new \\\u200b[x]"),
        ("{{DATE(2026-01-01T00:00:00Z)}}", "{\u200b{DATE(2026-01-01T00:00:00Z)}}"),
    ],
)
def test_nothing_that_people_write_is_read_as_markup(text: str, shown: str) -> None:
    assert inert(text) == shown


HOSTILE = "[x](https://evil.example) *b* <at>Ana</at> {{DATE(2026-01-01T00:00:00Z, SHORT)}}"


def test_it_is_inert_wherever_it_stands() -> None:
    said = words(HOSTILE)
    button = Button("Go", Action("more"))
    option = Option("a", HOSTILE, HOSTILE)
    blocks = (
        *(
            Heading(HOSTILE),
            Paragraph(said),
            Line(said),
            Quote(words(HOSTILE), HOSTILE),
            Facts(((HOSTILE, HOSTILE),)),
        ),
        *(Item(said, button), Changes((said,))),
    )
    form = Form(HOSTILE, (*blocks, ChoiceField("a", "A", (option,)), ManyField("b", "B", (option,))), REFRESH)
    body = json.dumps(content(a_dialog(form))["body"], ensure_ascii=False)
    for markup in ("](", "*", "<at>", "{{"):
        assert markup not in body
    drawn = render.card(SharedCard(HOSTILE, blocks))
    assert "<at>" not in drawn["speak"] + drawn["fallbackText"]


def test_only_real_addresses_become_links() -> None:
    styled = Words((Span("here", url="javascript:alert(1)"), Span("there", url="https://x.example")))
    (block,) = render.card(PersonalCard("x", (Paragraph(styled),)))["body"]
    assert ["selectAction" in run for run in block["inlines"]] == [False, True]


def test_what_went_out_and_came_in_is_also_said_in_words() -> None:
    changed = Changes((Words((Span("$20", struck=True), Span("$25", bold=True))),))
    drawn = render.card(SharedCard("x", (changed,)), spoken=Spoken("taken out:", "put in:"))
    assert "taken out: $20 put in: $25" in words_of(drawn)
    assert "$20 $25" in words_of(render.card(SharedCard("x", (changed,))))


def test_a_long_text_that_went_out_does_not_hide_what_came_in() -> None:
    changed = Changes(
        (Words((Span("old " * 2_000, struck=True), Span("new", bold=True), Span(" same " * 900))),)
    )
    said = words_of(render.card(SharedCard("x", (changed,))))
    assert "new same" in said
    assert said.count("…") == 2


def test_a_text_that_fits_a_dialog_is_read_there_whole() -> None:
    paragraphs = tuple(words(letter * 2_500) for letter in "abcdefgh")
    task = render.card_dialog(PersonalCard("x", (Changes(paragraphs),)))
    assert "…" not in words_of(content(task))


# --- buttons ---------------------------------------------------------------------------------------------------


def test_what_acts_at_once_is_executed_and_what_opens_a_form_opens_a_dialog() -> None:
    read_all, consent, concern, *_ = actions_in(render.card(cards.consenting()))
    assert consent["type"] == "Action.Execute"
    assert consent["data"] == consent["fallback"]["data"] == {"a": str(cards.act("consent"))}
    for opens in (read_all, concern):
        assert opens["type"] == "Action.Submit"
        assert opens["data"]["msteams"] == {"type": "task/fetch"}
    assert read_all["tooltip"] == "Read all of Pay parent partners"


def test_in_a_dialog_every_button_is_a_plain_submit_that_carries_where_it_was_opened() -> None:
    press = Buttons((Button("OK to try", Action("consent")), Button("More…", Action("more"))))
    form = Form("More", (press,), Action("more"), carried={"kind": "concern"})
    for action in actions_in(content(a_dialog(form))):
        assert action["type"] == "Action.Submit"
        assert action["associatedInputs"] == "none"
        sent = Travels({"kind": "concern"}, "k1", "19:c@thread.tacv2", "17")
        assert Travels.read(action["data"]) == sent
        assert "f" not in action["data"]


def test_a_form_in_a_message_is_sent_by_execute() -> None:
    send, leave = actions_in(an_inline_form(replace(cards.answer_form(), behind=REFRESH)))
    assert [send["type"], leave["type"]] == ["Action.Execute"] * 2
    assert send["data"]["f"] == ["f.kind", "f.words", "m.also", "f.by"]
    assert leave["data"] == {"a": str(REFRESH), "k": "k1"}


def test_the_page_before_and_what_is_behind_take_the_forms_place() -> None:
    back = Button("Change", Action("commit", "7", AGAIN))
    form = Form(
        "Who?", (), Action("commit"), "Save", "Cancel", carried={"what": "Call"}, back=back, behind=REFRESH
    )
    for drawn, kind in ((content(a_dialog(form)), "Action.Submit"), (an_inline_form(form), "Action.Execute")):
        _, change, leave = actions_in(drawn)
        assert (change["type"], leave["type"]) == (kind, kind)
        assert (change["data"]["a"], change["data"]["c"]) == (str(back.action), {"what": "Call"})
        assert (leave["title"], leave["data"]["a"], "c" in leave["data"]) == ("Cancel", str(REFRESH), False)
        assert "msteams" not in change["data"]


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (("OK to try", "OK, with a worry", "I see a problem", "More…"), [2, 2]),
        (("Sí, probemos", "Sí, con inquietud", "Veo un problema", "Más…"), [1, 1, 2]),
        (("Fix this first", "Try it anyway", "More…"), [2, 1]),
        (("Change my answer", "Add a worry"), [1, 1]),
        (("One",), [1]),
    ],
)
def test_two_buttons_at_most_share_a_row_and_only_when_a_phone_has_room(
    labels: tuple[str, ...], rows: list[int]
) -> None:
    buttons = Buttons(tuple(Button(label, Action("more")) for label in labels))
    body = render.card(SharedCard("x", (buttons,)))["body"]
    assert [len(each["actions"]) for each in body] == rows


def test_answers_are_equal_and_the_one_thing_to_press_is_not() -> None:
    assert all("style" not in action for action in actions_in(render.card(cards.consenting())))
    first = Buttons((Button("Open", Action("more"), Tone.PRIMARY),))
    assert actions_in(render.card(PersonalCard("x", (first,))))[0]["style"] == "positive"


def test_a_long_row_has_its_button_below() -> None:
    button = Button("Read all", Action("read_all"))
    short, long = (render.card(SharedCard("x", (Item(words("w" * n), button),)))["body"] for n in (100, 200))
    assert [each["type"] for each in short] == ["ColumnSet"]
    assert [each["type"] for each in long] == ["RichTextBlock", "ActionSet"]


def test_a_view_of_ones_own_is_asked_for_sixty_people_at_most() -> None:
    people = [f"29:{n}" for n in range(70)]
    drawn = render.card(cards.consenting(), refresh_for=people, refresh=REFRESH)
    assert drawn["refresh"]["userIds"] == people[:60]
    assert "refresh" not in render.card(cards.consenting(), refresh=REFRESH)


def test_a_divider_is_a_line_above_what_follows() -> None:
    body = render.card(SharedCard("x", (Paragraph(words("a")), Divider(), Paragraph(words("b")), Divider())))[
        "body"
    ]
    assert ["separator" in part for part in body] == [False, True]


# --- forms -----------------------------------------------------------------------------------------------------


def _inputs(form: Form) -> list[Json]:
    body = content(a_dialog(form))["body"]
    return [part for part in body if part["type"].startswith("Input.")]


def test_a_form_comes_back_as_it_was_filled_in() -> None:
    typed = {"f.kind": "objection", "f.words": "a, b", "m.also": "\u2205,lee", "f.by": "2027-02-22"}
    (send,) = content(a_dialog(cards.answer_form()))["actions"]
    assert values_of(send["data"] | typed) == {
        "kind": "objection",
        "words": "a, b",
        "also": ("", "lee"),
        "by": "2027-02-22",
    }
    assert Action.parse(send["data"]["a"]) == cards.act("answer")
    assert Travels.read(send["data"]).carried == {"kind": "objection"}


def test_what_is_left_empty_is_an_empty_text() -> None:
    (send,) = content(a_dialog(cards.answer_form()))["actions"]
    assert values_of(send["data"]) == {"kind": "", "words": "", "also": (), "by": ""}


@pytest.mark.parametrize(
    "junk", [{}, {"f": 3}, {"f": [1, None]}, {"f.a": True}, {"m.a": ["x"]}, {"x": "y"}, {"f": "f.a"}]
)
def test_junk_is_no_value(junk: Json) -> None:
    assert values_of(junk) == {}
    assert Travels.read(junk) == Travels()


def test_what_is_carried_gives_way_when_there_is_too_much() -> None:
    written = Travels({"words": "w" * 4_000, "kind": "concern"}).written()
    assert written["c"]["kind"] == "concern"
    assert written["c"]["words"].endswith("…")
    assert len(written["c"]["words"]) < 2_000


def test_only_what_is_required_must_be_filled_in_and_says_so() -> None:
    found = {each["id"]: each.get("errorMessage") for each in _inputs(cards.answer_form())}
    assert found == {
        "f.kind": "Please fill this in",
        "f.words": "Please fill this in",
        "m.also": None,
        "f.by": None,
    }


@pytest.mark.parametrize(("options", "style"), [(10, "expanded"), (11, "compact")])
def test_up_to_ten_options_are_all_in_sight(options: int, style: str) -> None:
    every_option = tuple(Option(str(at), f"Option {at}", "said") for at in range(options))
    form = Form("Choose", (ChoiceField("one", "One", every_option),), Action("choose"), submit="Send")
    (field,) = _inputs(form)
    assert field["style"] == style
    assert field["choices"][3] == {"title": "Option 3: said", "value": "3"}


def test_a_comma_in_one_of_several_choices_is_refused_when_it_is_drawn() -> None:
    form = Form("Choose", (ManyField("one", "One", (Option("a,b", "A"),)),), Action("choose"), submit="Send")
    with pytest.raises(ValueError, match="without a comma"):
        a_dialog(form)


def test_errors_stand_above_what_they_are_about() -> None:
    form = Form(
        "Propose",
        (TextField("title", "Title"), TextField("outcome", "Outcome"), DateField("by", "By")),
        Action("propose"),
        submit="Send",
        errors={"": "Nothing was saved", "outcome": "Too long"},
    )
    body = content(a_dialog(form))["body"]
    assert [part["type"] for part in body] == [
        "RichTextBlock",
        "Input.Text",
        "RichTextBlock",
        "Input.Text",
        "Input.Date",
    ]
    assert body[0]["inlines"][0]["text"] == "⚠ Nothing was saved"
    assert body[2]["inlines"][0]["color"] == "Attention"


def test_what_was_typed_is_shown_again_and_never_cut() -> None:
    text = "*a* " * 2_000
    form = Form("Propose", (TextField("title", "Title", text),), Action("propose"), submit="Send")
    (field,) = _inputs(form)
    assert field["value"] == text


def test_a_dialog_is_as_large_as_what_it_holds() -> None:
    assert render.card_dialog(cards.confirmation())["height"] == "small"
    assert a_dialog(cards.answer_form())["height"] == "medium"


@pytest.mark.parametrize(
    ("one", "other", "rows"),
    [
        ("OK to try", "OK, with a worry", 1),
        ("Fix this first", "Try it anyway", 1),
        ("Change my answer", "Call me", 2),
        ("Para mí está bien", "Todavía no", 2),
        ("Empezar", "Probar (1 minuto)", 2),
    ],
)
def test_two_labels_share_a_row_where_a_phone_shows_both_whole(one: str, other: str, rows: int) -> None:
    """As drawn 296 pixels wide in a font wider than Teams' own."""
    buttons = [Button(label, Action("more")) for label in (one, other)]
    assert len(action_sets(buttons, IN_A_MESSAGE)) == rows
