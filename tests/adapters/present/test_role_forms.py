"""The forms of a role ask for what it needs, and for no more."""

import pytest

from adapters.cards import ChoiceField, DateField, Form, TextField
from adapters.desk import Screen
from adapters.present.screens import SCREENS
from decisions.recurring.rhythm import Every
from decisions.roles.role import Filling
from tests.adapters.present import ballots
from tests.adapters.present import builders as b
from tests.adapters.present import roles as r
from tests.adapters.present.role_views import DATED, MAKING, show


def field(form: object, name: str) -> object:
    assert isinstance(form, Form)
    return next(one for one in form.body if getattr(one, "name", "") == name)


@pytest.mark.parametrize("filling", list(Filling))
def test_what_it_is_for_must_be_said_only_of_a_role_for_which_people_are_chosen(filling: Filling) -> None:
    carried = {**MAKING, "kind": "own", "filling": filling, "page": "sure"}
    made = show("make_role", r.a_circles_roles(), b.LEE, "en", **carried)
    changed = show("change_role", r.Story(rhythm=None, filling=filling).record(b.LEE), b.LEE, "en")
    for form in (made, changed):
        purpose = field(form, "purpose")
        assert isinstance(purpose, TextField)
        assert purpose.required is (filling is Filling.SELECTION)
        assert ("before they name somebody" in purpose.hint) is (filling is Filling.SELECTION)


def test_the_date_that_is_offered_is_the_one_on_which_the_turn_under_way_ends() -> None:
    record = r.Story(rhythm=r.DATED, began=40 * r.DAY).until(b.NOW).record(b.LEE)
    assert record.role.rota is not None
    first = field(show("set_rota", record, b.LEE, "en", page="often"), "since")
    assert isinstance(first, DateField)
    days = {**DATED, "since": str(first.value), "page": "days"}
    until = field(show("set_rota", record, b.LEE, "en", **days), "until")
    assert isinstance(until, DateField)
    assert until.value == record.role.rota.coming.begins_at.date()


def test_a_date_is_offered_to_roles_and_not_to_votes() -> None:
    form = show("set_rota", r.passed_around().record(b.LEE), b.LEE, "en", page="often")
    vote = SCREENS["repeat"].present(ballots.an_open(), b.a_reader(), Screen("repeat"))
    offered = [field(one, "every") for one in (form, vote)]
    assert [
        Every.DATE in {o.value for o in one.options} for one in offered if isinstance(one, ChoiceField)
    ] == [
        True,
        False,
    ]
