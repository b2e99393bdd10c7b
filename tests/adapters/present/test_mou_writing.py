"""What is wrong on a page of a memorandum is always said: beside its field, or above the others."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adapters.cards import ChoiceField, Form, TextField
from adapters.desk import Screen
from adapters.present.screens import SCREENS
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.round import Stage
from tests.adapters.present import builders as b
from tests.adapters.present import mous as m
from tests.adapters.present.shown import buttons_of, text_of


def proposing(**changes: Any) -> Form:
    record = m.Promised(**changes).for_reader(b.LEE)
    form = SCREENS["propose_mou"].present(record, b.a_reader(b.LEE, "en"), Screen("propose_mou"))
    assert isinstance(form, Form)
    return form


def test_before_they_are_asked_it_is_said_by_when_each_way_decides() -> None:
    (how, starts) = proposing().fields
    assert isinstance(how, ChoiceField)
    assert [option.label for option in how.options] == [
        "Talk first: decided about December 8",
        "Ask at once: decided about December 1",
    ]
    assert isinstance(starts, TextField)
    assert (starts.name, starts.value) == ("starts", "Tuesday, December 1")


def test_a_first_day_after_that_is_not_asked_about_again() -> None:
    assert [field.name for field in proposing(starts=m.STARTS + timedelta(days=60)).fields] == ["form"]


@pytest.mark.parametrize("reader", [b.LEE, b.ROSA])
def test_whoever_steers_is_led_to_where_people_of_a_new_party_are_named(reader: MemberId) -> None:
    record = m.Promised().for_reader(reader)
    seats = tuple(seat for seat in record.circle.seats if seat.organisation != b.CLINIC)
    record = replace(record, circle=replace(record.circle, seats=seats))
    page = SCREENS["mou"].present(record, b.a_reader(reader, "en"), Screen("mou"))
    verbs = [button.action.verb for button in buttons_of(page)]
    assert (Verb.WHO_BELONGS in verbs) == (reader == b.LEE)
    assert "Nobody from there is in the circle yet" in text_of(page)


def test_a_round_leads_to_its_memorandum_and_changes_the_text_there() -> None:
    record = b.a_record(Stage.AMENDING, reader=b.ROSA, mou=m.MOU)
    for name in ("more", "round"):
        view = SCREENS[name].present(record, b.a_reader(b.ROSA, "en"), Screen(name))
        verbs = {button.action.verb: button.action.id for button in buttons_of(view)}
        assert Verb.CHANGE_TEXT not in verbs
        wanted = Verb.EDIT_MOU if name == "more" else Verb.OPEN_MOU
        assert verbs[wanted] == str(m.MOU)


@pytest.mark.parametrize(
    ("page", "field", "where"),
    [("3", "ends", "ends"), ("3", "signatory", ""), ("2", "review_on", ""), ("1", "title", "title")],
)
def test_nothing_is_refused_without_a_word(page: str, field: str, where: str) -> None:
    wrong = Screen("edit_mou", carried={"page": page}, errors={field: Refusal(Reason.NOT_FOUND)})
    form = SCREENS["edit_mou"].present(m.Promised().for_reader(b.LEE), b.a_reader(b.LEE, "en"), wrong)
    assert isinstance(form, Form)
    assert list(form.errors) == [where]
    assert form.errors[where]
