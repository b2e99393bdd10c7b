"""A field of marks, as each platform draws it: what is marked comes back, and every limit holds up to a hundred rows."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.cards import Action, ChoiceField, ManyField, MarksField
from adapters.copy import words_for
from adapters.desk import Press, Screen, Who
from adapters.marks import marked, written
from adapters.present.forms import typed_marks
from adapters.present.verbs import Verb
from adapters.presses.fields import Sent
from adapters.slack import fields as slack_fields
from adapters.slack.modals import field_errors
from adapters.slack.render import form_view
from adapters.teams import fields as teams_fields
from adapters.teams import render as teams
from adapters.web.addresses import Addresses
from adapters.web.assets import Assets
from adapters.web.read import Posted
from adapters.web.render import Pages, Reader
from adapters.web.settings import WebSettings
from decisions.ids import MemberId, NetworkId
from decisions.refusals import Reason, Refusal
from tests.adapters import ballots
from tests.adapters.present.builders import NOW
from tests.fakes.slack_limits import view_faults, words_of
from tests.fakes.teams import inputs_in
from tests.fakes.teams_limits import faults, task_faults
from tests.support.html import Node, parse

SIZES = (2, 10, 11, 25, 26, 100)
TEXTS = ("Long words ", "漢", "😀", "א", "*_<@U1>[a](b)<b>&amp;")
VIEW_SIZE = 250_000
"""Bytes: Slack answers ``view_too_large`` to more."""
PAGES = Pages(WebSettings("https://rondo.example", "a secret of the tests", lambda: NOW, words_for), Assets())
READER = Reader(
    words_for("en"), "en", Addresses("https://rondo.example"), token="t", name="Ana", back="/home"
)
Json = dict[str, Any]
Values = Mapping[str, str | tuple[str, ...]]
AnyField = MarksField | ChoiceField | ManyField


def choice(many: int, text: str = "") -> ChoiceField:
    return ChoiceField("one", text * 99 or "Where?", ballots.some_rows(many, text))


def several(many: int, text: str = "") -> ManyField:
    return ManyField("some", text * 99 or "Where?", ballots.some_rows(many, text))


# --- each platform as it draws a field and sends it untouched -------------------------------------------------


def dialog(field: AnyField) -> Json:
    return teams.dialog(ballots.form_of(field), key="k", required_words="Please fill this in")


def inline(field: AnyField) -> Json:
    return teams.inline_form(ballots.form_of(field), key="k", required_words="Please fill this in")


def page(field: AnyField) -> Node:
    return parse(bytes(PAGES.form(READER, ballots.form_of(field)).body).decode())


def through_slack(field: AnyField) -> Values:
    state = {
        block["block_id"]: {block["element"]["action_id"]: _slack_value(block["element"])}
        for block in form_view(ballots.form_of(field))["blocks"]
        if block["type"] == "input"
    }
    return slack_fields.values_of(state)


def _slack_value(element: Json) -> Json:
    return {
        "type": element["type"],
        "selected_option": element.get("initial_option"),
        "selected_options": element.get("initial_options", []),
    }


def through_teams(field: AnyField) -> Values:
    filled = {
        each["id"]: each["value"] for each in inputs_in(dialog(field)["card"]["content"]) if "value" in each
    }
    (send,) = dialog(field)["card"]["content"]["actions"]
    return teams_fields.values_of(send["data"] | filled)


def through_a_browser(field: AnyField) -> Values:
    form = Posted(tuple(_held(page(field))))
    return {**form.below("f."), **form.many()}


def _held(drawn: Node) -> Iterator[tuple[str, str]]:
    for node in drawn.find("select", "input"):
        if node.tag == "select":
            chosen = [option for option in node.find("option") if "selected" in option.attributes]
            yield node.attributes["name"], chosen[0].attributes["value"]
        elif node.attributes.get("type") == "radio" and "checked" in node.attributes:
            yield node.attributes["name"], node.attributes["value"]


THROUGH: Mapping[str, Callable[[AnyField], Values]] = {
    "slack": through_slack,
    "teams": through_teams,
    "web": through_a_browser,
}


@st.composite
def filled_fields(draw: st.DrawFn) -> MarksField:
    kind = draw(st.sampled_from(sorted(ballots.KINDS)))
    empty = ballots.KINDS[kind](draw(st.integers(4, 100)))
    rows = st.sampled_from([row.value for row in empty.rows])
    marks = [mark.value for mark in empty.scale]
    if empty.each_once:
        order = draw(st.lists(rows, unique=True, max_size=len(marks)))
        return ballots.ranking(len(empty.rows), values=dict(zip(order, marks, strict=False)))
    given = draw(st.dictionaries(rows, st.sampled_from(marks)))
    return ballots.KINDS[kind](len(empty.rows), values=given)


@pytest.mark.parametrize("platform", THROUGH)
@given(field=filled_fields())
@settings(max_examples=40, deadline=None)
def test_what_is_marked_stays_marked(platform: str, field: MarksField) -> None:
    assert dict(marked(THROUGH[platform](field), "marks")) == field.values


@pytest.mark.parametrize("platform", THROUGH)
@pytest.mark.parametrize("kind", ballots.KINDS)
@pytest.mark.parametrize("many", SIZES)
def test_nothing_is_marked_to_begin_with(platform: str, kind: str, many: int) -> None:
    sent = THROUGH[platform](ballots.KINDS[kind](many))
    assert marked(sent, "marks") == ()
    assert any(name.startswith("marks") for name in sent), "It can be told apart from a form that did not ask"


# --- limits ---------------------------------------------------------------------------------------------------

FIELDS: Mapping[str, Callable[[int, str], AnyField]] = {
    **ballots.KINDS,
    "many dots": lambda many, text: ballots.dots(many, text, budget=100),
    "one": choice,
    "some": several,
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("many", SIZES)
@pytest.mark.parametrize("kind", FIELDS)
def test_every_limit_holds(kind: str, many: int, text: str) -> None:
    field = FIELDS[kind](many, text)
    view = form_view(ballots.form_of(field))
    assert view_faults(view) == []
    assert len(json.dumps(view, ensure_ascii=False).encode()) < VIEW_SIZE
    assert task_faults(dialog(field)) == []
    assert faults(inline(field)) == []


@pytest.mark.parametrize("kind", FIELDS)
def test_markup_in_the_words_of_a_row_is_shown_as_text(kind: str) -> None:
    field = FIELDS[kind](11, "<b>x</b> [a](b) *c* ")
    assert page(field).find("b") == []
    body = json.dumps(dialog(field)["card"]["content"]["body"], ensure_ascii=False)
    menus = [each for each in dialog(field)["card"]["content"]["body"] if "choices" in each]
    assert "](" not in json.dumps([each["choices"] for each in menus])
    assert "x" in body


# --- how it folds ---------------------------------------------------------------------------------------------


def slack_menus(field: MarksField) -> list[tuple[str, str]]:
    blocks = form_view(ballots.form_of(field))["blocks"]
    return [(each["label"]["text"], each["element"]["type"]) for each in blocks if each["type"] == "input"]


def teams_inputs(field: MarksField) -> list[tuple[str, str]]:
    return [(each["label"], each["type"]) for each in inputs_in(dialog(field)["card"]["content"])]


def columns_of(field: MarksField) -> list[int]:
    """How many inputs stand side by side, row by row."""
    body = dialog(field)["card"]["content"]["body"]
    sets = [each["columns"] for each in body if each["type"] == "ColumnSet"]
    return [sum(bool(column["items"]) for column in columns) for columns in sets]


def test_in_slack_each_row_has_a_menu_and_of_many_rows_each_mark_has_one() -> None:
    assert slack_menus(ballots.scores(25))[0] == ("A day at the beach", "static_select")
    assert slack_menus(ballots.scores(26)) == [(str(at), "multi_static_select") for at in range(6)]


def test_in_slack_what_is_ranked_is_chosen_place_by_place() -> None:
    assert slack_menus(ballots.ranking(3)) == [
        (f"{place} choice", "static_select") for place in ("1st", "2nd", "3rd")
    ]
    assert len(slack_menus(ballots.ranking(25))) == 25
    assert len(slack_menus(ballots.ranking(100))) == 8


def test_in_slack_a_row_of_a_mark_is_never_called_optional_and_can_be_taken_back() -> None:
    blocks = form_view(ballots.form_of(ballots.scores(values={"beach": "4"})))["blocks"]
    rows = [block for block in blocks if block["type"] == "input"]
    assert not any(row["optional"] for row in rows)
    assert rows[0]["element"]["initial_option"]["text"]["text"] == "4"
    assert rows[1]["element"]["initial_option"]["text"]["text"] == "–"


def test_a_mark_that_is_given_is_offered_however_many_there_are() -> None:
    offered = [label for label, _ in slack_menus(ballots.dots(30, budget=60, values={"farm": "55"}))]
    assert offered == [*map(str, range(1, 11)), "55"]
    spread = [label for label, _ in slack_menus(ballots.dots(30, budget=10))]
    assert spread == [*map(str, range(1, 11))]


def test_in_teams_menus_give_way_to_numbers_and_of_words_to_a_menu_of_each() -> None:
    assert teams_inputs(ballots.scores(25))[0] == ("A day at the beach", "Input.ChoiceSet")
    assert teams_inputs(ballots.scores(26))[0] == ("A day at the beach", "Input.Number")
    assert teams_inputs(ballots.ranking(12))[0] == ("1st choice", "Input.ChoiceSet")
    assert teams_inputs(ballots.ranking(13))[0] == ("A day at the beach", "Input.Number")
    assert len(teams_inputs(ballots.times(50))) == 50
    assert [label for label, _ in teams_inputs(ballots.times(51))] == ["Yes", "If need be", "No"]


def test_in_teams_the_numbers_of_many_short_rows_stand_two_in_a_row() -> None:
    assert columns_of(ballots.scores(27)) == [2] * 13 + [1]
    assert columns_of(ballots.scores(27, text="A label that takes the whole width of a phone")) == []
    assert columns_of(ballots.scores(25)) == []


def test_teams_may_send_a_number_as_a_number() -> None:
    sent = teams_fields.values_of({"f.marks.a": 3, "f.marks.b": 2.0, "f.marks.c": "1"})
    assert dict(marked(sent, "marks")) == {"a": "3", "b": "2", "c": "1"}


def test_on_a_page_short_marks_stand_side_by_side_and_others_are_a_menu() -> None:
    assert len(page(ballots.times()).find("input", type="radio")) == 3 * 4
    assert len(page(ballots.dots()).find("select")) == 4
    assert len(page(ballots.ranking()).find("select")) == 4


# --- read back ------------------------------------------------------------------------------------------------


def sent(values: Values | None, carried: Mapping[str, str] | None = None) -> Sent:
    who = Who(NetworkId(uuid4()), MemberId(uuid4()), "Lee", "en", "UTC")
    return Sent.of(Press(who, Action(Verb.ANSWER), "key", values, carried or {}), Verb.ANSWER)


@pytest.mark.parametrize(
    "values",
    [
        {"marks.a": "2", "marks.b": "", "marks.c": "1"},
        {"marks:1": "c", "marks:2": "a", "marks:3": ""},
        {"marks:1": ("c",), "marks:2": ("a",), "marks:3": ()},
        {"marks": "a=2 c=1"},
        {"marks": "a=2 c=1 junk"},
    ],
)
def test_marks_read_the_same_however_they_were_asked(values: Values) -> None:
    assert sent({"other": "x", **values}).marks("marks") == {"a": "2", "c": "1"}


def test_what_travelled_counts_only_where_the_form_did_not_ask() -> None:
    assert sent(None, {"marks": written({"a": "2"})}).marks("marks") == {"a": "2"}
    assert sent({"marks.a": ""}, {"marks": "a=2"}).marks("marks") == {}


@pytest.mark.parametrize(
    "values", [{"marks:1": "a", "marks:2": "a"}, {"marks:1": ("a", "b"), "marks:2": ("b",)}]
)
def test_two_marks_of_one_row_are_asked_about_and_not_guessed(values: Values) -> None:
    with pytest.raises(Refusal) as refused:
        sent(values).marks("marks")
    assert (refused.value.reason, refused.value.at_field) == (Reason.MARKED_TWICE, "marks")


def test_a_corrected_form_shows_what_was_marked_and_a_new_one_what_was_said_before() -> None:
    before = {"b": "5"}
    assert typed_marks(Screen("x"), "marks", before) == before
    assert typed_marks(Screen("x", typed={"marks.a": "1"}), "marks", before) == {"a": "1"}
    assert typed_marks(Screen("x", typed={"marks.a": ""}), "marks", before) == {}
    assert typed_marks(Screen("x", typed={"words": "a"}), "marks", before) == before
    assert typed_marks(Screen("x", typed={"marks:1": "a", "marks:2": "a"}), "marks") == {"a": "1"}
    assert typed_marks(Screen("x", carried={"marks": "a=1"}), "marks", before) == {"a": "1"}


def test_slack_shows_what_is_wrong_with_the_marks_at_the_first_of_them() -> None:
    form = ballots.form_of(ballots.scores(), {"marks": "That is more than ten"})
    assert field_errors(form, ("words", "marks.a", "marks.b")) == {"marks.a": "That is more than ten"}
    assert field_errors(form, ("words", "marks2.a")) is None
    assert "That is more than ten" in words_of(form_view(form)["blocks"])
