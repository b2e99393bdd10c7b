"""The preview shows all that the circle will read, and lets a draft be opened once nothing is missing."""

from dataclasses import replace
from datetime import date
from typing import Any

from adapters.cards import Form
from adapters.desk import Screen
from adapters.present.home import home
from adapters.present.preview import preview
from adapters.present.proposal import change_text, edit_draft
from adapters.present.verbs import Verb
from decisions.refusals import Reason, Refusal
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage
from decisions.rounds.text import Text
from tests.adapters.present import builders as b
from tests.adapters.present.shown import buttons_of, snapshot

PAST = date(2026, 11, 1)


def draft(**changes: Any) -> RoundRecord:
    return b.a_record(Stage.DRAFT, reader=b.ROSA, text=replace(b.World().proposal, **changes))


def previewed(record: RoundRecord) -> Form:
    return preview(record, b.a_reader(b.ROSA), Screen("preview"))


def test_everything_that_the_circle_will_read_is_in_the_preview() -> None:
    text = b.World().proposal
    shown = snapshot(previewed(draft()))
    for part in (text.title, text.plainly, text.proposal, text.outcome, text.measure, text.affects):
        assert part in shown
    assert "When we look again February 22" in shown
    assert "Rosa Díaz" in shown


def test_all_that_is_missing_is_said_at_once_and_the_round_cannot_be_opened() -> None:
    form = previewed(draft(title=" ", proposal="", review_on=PAST))
    shown = snapshot(form)
    assert "- Title: Please write something here." in shown
    assert "- What is proposed: Please write something here." in shown
    assert "- When we look again: " in shown
    assert (form.submit, form.fields) == (None, ())
    assert Verb.EDIT_DRAFT in {button.action.verb for button in buttons_of(form)}
    assert previewed(draft()).submit == "Open the round"


def test_a_draft_without_a_title_has_a_name_in_lists() -> None:
    line = b.a_line(Stage.DRAFT, text=Text("", ""))
    shown = snapshot(
        home(replace(b.a_home(empty=True), proposed=(line,)), b.a_reader(b.ROSA), Screen("home"))
    )
    assert "A draft without a title" in shown


def test_where_one_field_is_refused_all_that_are_wrong_are_named() -> None:
    refused = {"title": Refusal(Reason.EMPTY, at_field="title")}
    typed = {"title": "", "proposal": " ", "review_on": ""}
    screen = Screen("change_text", typed=typed, errors=refused)
    form = change_text(b.a_record(Stage.AMENDING, reader=b.ROSA), b.a_reader(b.ROSA), screen)
    assert set(form.errors) == {"title", "proposal", "review_on"}
    opened = Screen("edit_draft", errors=refused)
    assert set(edit_draft(draft(title="", review_on=PAST), b.a_reader(b.ROSA), opened).errors) == {
        "title",
        "review_on",
    }
