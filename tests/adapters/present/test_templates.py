"""Templates on screens: found again, begun from, shared and taken in."""

from dataclasses import replace
from datetime import date

from adapters.cards import ChoiceField, DateField, Form, TextField, View
from adapters.desk import Screen
from adapters.present.pages import NextPage, next_page
from adapters.present.screens import SCREENS
from adapters.present.templates import A_PAGE, IN_THE_ROOM
from decisions.rounds.ballots.ballot import Method, Threshold
from decisions.templates.pattern import Pattern
from decisions.templates.template import MOST_TEMPLATES
from tests.adapters.present import builders as b
from tests.adapters.present.shown import buttons_of
from tests.adapters.present.template_views import (
    a_circle_with,
    a_pattern,
    a_template,
    a_template_record,
    show,
)


def a_form(name: str, record: object, screen: Screen | None = None) -> Form:
    form = show(name, record, "en", screen)
    assert isinstance(form, Form)
    return form


def labels(form: View) -> list[str]:
    return [button.label for button in buttons_of(form)]


def values(form: Form) -> dict[str, object]:
    return {field.name: field.value for field in form.fields if not hasattr(field, "values")}


def test_the_room_shows_a_few_and_leads_to_the_others() -> None:
    opened = [
        each for each in buttons_of(show("circle", a_circle_with(40))) if each.action.verb == "open_template"
    ]
    assert len(opened) == IN_THE_ROOM
    assert "All templates" in labels(show("circle", a_circle_with(40)))
    assert "All templates" not in labels(show("circle", a_circle_with(IN_THE_ROOM)))


def test_forty_are_leafed_through_page_by_page() -> None:
    found: list[str] = []
    for page in range(1, 5):
        screen = Screen("templates", carried={"page": str(page)})
        form = a_form("templates", a_circle_with(40), screen)
        found += [each.action.id for each in buttons_of(form) if each.action.verb == "open_template"]
    assert found == [str(a_template(n).id) for n in range(1, 41)]
    assert len(found) == 4 * A_PAGE


def test_a_page_that_is_not_there_is_the_nearest_that_is() -> None:
    for page in ("99", "-1", "x", ""):
        assert labels(a_form("templates", a_circle_with(12), Screen("templates", carried={"page": page})))
    first = a_form("templates", a_circle_with(12), Screen("templates", carried={"page": "0"}))
    assert "Earlier ones" not in labels(first)
    assert "Next ones" in labels(first)


def test_only_who_may_change_it_is_offered_to() -> None:
    assert {"Rename", "Delete"} <= set(labels(a_form("template", a_template_record())))
    for_others = set(labels(a_form("template", a_template_record(may_change=False))))
    assert {"Start from it", "Share"} <= for_others
    assert not {"Rename", "Delete"} & for_others


def test_a_form_that_is_begun_from_it_holds_what_it_holds() -> None:
    form = a_form("start_from", a_template_record())
    held = values(form)
    assert held["title"] == "What do we do first?"
    assert held["options"] == "The library - free, with a ramp\nThe clinic"
    assert held["budget"] == "7"
    assert form.carried["template"] == str(a_template().id)
    (closes,) = (field for field in form.fields if isinstance(field, DateField))
    assert closes.value == date.fromordinal(b.NOW.date().toordinal() + 7)


def test_the_chooser_offers_templates_where_there_are_any() -> None:
    (offered,) = (
        field for field in a_form("ballot", a_circle_with(MOST_TEMPLATES)).fields if field.name == "template"
    )
    assert isinstance(offered, ChoiceField)
    assert len(offered.options) == MOST_TEMPLATES + 1
    assert all(field.name != "template" for field in a_form("ballot", b.a_circle_record()).fields)


def test_a_template_that_is_picked_goes_before_the_questions() -> None:
    id = str(a_template().id)
    picked = next_page("ballot", {"template": id, "method": "suggest"}, {"title": "Where?"})
    assert picked == NextPage("ballot", {"title": "Where?", "page": "form", "template": id})
    form = a_form("ballot", a_circle_with(3), Screen("ballot", carried=picked.carried))
    assert form.carried["method"] == "dots"
    none = next_page("ballot", {"template": "none", "method": "score"}, {})
    assert none == NextPage("ballot", {"page": "form", "method": "score"})


def test_a_question_that_was_typed_stays_where_a_template_has_none() -> None:
    bare = replace(a_circle_with(0), templates=(a_template(pattern=Pattern(Method.SCORE)),))
    carried = {"title": "Where?", "page": "form", "template": str(a_template().id)}
    assert values(a_form("ballot", bare, Screen("ballot", carried=carried)))["title"] == "Where?"


def test_who_types_a_templates_name_begins_from_it() -> None:
    form = a_form("ballot", a_circle_with(3), Screen("ballot", carried={"title": "what  FIRST"}))
    assert form.carried["template"] == str(a_template().id)
    assert values(form)["title"] == "What do we do first?", "the template's own question, not its name"
    other = a_form("ballot", a_circle_with(3), Screen("ballot", carried={"title": "What first?"}))
    assert "template" not in other.carried


def test_a_template_that_is_gone_leads_to_the_chooser() -> None:
    carried = {"page": "form", "template": str(b.uid(999))}
    assert "need" in values(a_form("ballot", a_circle_with(2), Screen("ballot", carried=carried)))


def test_a_level_stays_where_the_options_are_written_anew() -> None:
    pattern = replace(a_pattern(), method=Method.APPROVAL, options=(), passing=Threshold(60))
    facts = str(a_form("template", a_template_record(pattern=pattern)).body)
    assert "60% must be reached" in facts


def test_all_of_the_text_can_be_copied_or_is_not_shown() -> None:
    record = a_template_record(long=True)
    (whole,) = a_form("share_template", record).fields
    assert isinstance(whole, TextField)
    assert whole.value == record.written
    assert len(whole.value) <= whole.max_length
    reader = replace(b.a_reader(b.JO), where="slack")
    chat = SCREENS["share_template"].present(record, reader, Screen("share_template"))
    assert isinstance(chat, Form)
    assert chat.fields == (), "a chat would cut it, and a part of it is worth nothing"


def test_from_its_text_one_comes_back_to_the_template() -> None:
    assert next_page("share_template", {"written": "{}"}, {}) == NextPage("template", {})
