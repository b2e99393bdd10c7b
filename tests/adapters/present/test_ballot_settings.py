"""How a ballot is held: a form of its own, and one line that says what is not as usual."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.cards import ChoiceField, Form, ManyField, TextField
from adapters.copy import words_for
from adapters.desk import Screen
from adapters.present.ballot_settings import SETTINGS, settings_said
from adapters.present.verbs import Verb
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Method, Rules, Threshold, Tie
from decisions.rounds.ballots.opening import asked
from decisions.rounds.ballots.terms import Reasons, Shown, Terms, usual_terms
from decisions.rounds.round import Round
from tests.adapters.present import builders as b
from tests.adapters.present.ballot_setup_views import a_ballot, a_ballot_record, show
from tests.adapters.present.shown import buttons_of, snapshot

ALWAYS_TICKED = {"guests", "closes_when_all_answered", "changeable", "by_group"}


def the_settings(
    method: Method = Method.CHOOSE_ONE, screen: Screen | None = None, terms: Terms | None = None
) -> Form:
    record = a_ballot_record(ballot=a_ballot(method), terms=terms or Terms())
    form = show("ballot_settings", record, "en", screen)
    assert isinstance(form, Form)
    return form


def a_draft(method: Method = Method.CHOOSE_ONE, terms: Terms | None = None) -> Round:
    return a_ballot_record(ballot=a_ballot(method), terms=terms or Terms()).round


def test_the_form_shows_the_settings_as_they_stand() -> None:
    form = the_settings(terms=Terms(shown=Shown.ALWAYS, changeable=False, members_add=True))
    found = {field.name: field.value for field in form.fields if not hasattr(field, "values")}
    assert found == {
        "asked": "circle",
        "opens_at": None,
        "shown": "always",
        "reasons": "optional",
        "passing": "",
        "base": "answers",
        "tie": "stands",
    }
    assert ticks(form) == (
        {*ALWAYS_TICKED, "stand_ins", "members_add", "shuffled"},
        ("closes_when_all_answered", "members_add"),
    )
    assert form.action.verb == Verb.BALLOT_SETTINGS


def test_nothing_is_asked_that_the_way_of_voting_does_not_know() -> None:
    asked_of = {field.name for field in the_settings(Method.SENSE_CHECK).fields}
    assert asked_of == {"asked", "people", "opens_at", "shown", "reasons", "ticked"}
    assert ticks(the_settings(Method.SENSE_CHECK))[0] == {*ALWAYS_TICKED, "stand_ins"}


def ticks(form: Form) -> tuple[set[str], tuple[str, ...]]:
    """What can be ticked, and what is."""
    (field,) = (field for field in form.fields if field.name == "ticked")
    assert isinstance(field, ManyField)
    return {option.value for option in field.options}, field.values


def test_what_was_unticked_stays_so_when_something_else_is_wrong() -> None:
    refused = Refusal(Reason.NOT_A_NUMBER, {"least": 0, "most": 100}, at_field="passing")
    screen = Screen("ballot_settings", typed={"passing": "most"}, errors={"passing": refused})
    assert ticks(the_settings(screen=screen, terms=Terms(members_add=True)))[1] == ()


@pytest.mark.parametrize("method", Method)
def test_a_reason_for_disagreement_is_offered_where_one_can_disagree(method: Method) -> None:
    (reasons,) = (field for field in the_settings(method).fields if field.name == "reasons")
    assert isinstance(reasons, ChoiceField)
    offered = {option.value for option in reasons.options}
    against = {Method.SENSE_CHECK, Method.CONSENSUS, Method.GRADIENTS}
    assert ("for_disagreement" in offered) is (method in against)


def test_what_was_typed_stays_with_what_is_wrong_beside_it() -> None:
    refused = Refusal(Reason.NOT_A_NUMBER, {"least": 0, "most": 100}, at_field="passing")
    typed = {"passing": "most of us", "shown": "always"}
    form = the_settings(screen=Screen("ballot_settings", typed=typed, errors={"passing": refused}))
    (passing,) = (field for field in form.fields if field.name == "passing")
    assert isinstance(passing, TextField)
    assert passing.value == "most of us"
    assert form.errors == {"passing": "Please write a whole number from 0 to 100."}


def test_what_is_wrong_on_the_other_form_is_said_above_the_fields_by_what_that_is_called() -> None:
    ahead = Refusal(Reason.DATE_NOT_AHEAD, at_field="closes_at")
    form = the_settings(screen=Screen("ballot_settings", errors={"closes_at": ahead}))
    assert form.errors == {"": "Open until: Please choose a day that is still to come."}


def test_a_level_that_does_not_fit_is_said_at_its_field() -> None:
    refused = Refusal(Reason.OUT_OF_RANGE, {"least": 0, "most": 100}, at_field="thresholds")
    form = the_settings(screen=Screen("ballot_settings", errors={"thresholds": refused}))
    assert form.errors == {"passing": "Please give a whole number from 0 to 100."}


@pytest.mark.parametrize("method", Method)
def test_nothing_is_said_of_settings_that_are_as_usual(method: Method) -> None:
    usual = usual_terms(method)
    assert settings_said(a_draft(method, terms=usual), words_for("en")) == ""
    later = replace(usual, closes_at=b.NOW + timedelta(days=9))
    assert settings_said(a_draft(method, terms=later), words_for("en")) == ""


def test_one_line_says_what_is_not_as_usual() -> None:
    draft = a_draft(
        terms=Terms(None, Shown.ALWAYS, Reasons.REQUIRED, changeable=False, members_add=True, by_group=True)
    )
    rules = Rules(thresholds=(("1", Threshold(60)),), tie=Tie.LOT)
    draft = replace(draft, ballot=replace(asked(draft), rules=rules))
    assert settings_said(draft, words_for("en")) == (
        "everyone sees the results all the time · everyone says why · answers are final · others may add options"
        " · the result is told by group, too · 60% must be reached · a tie is drawn by lot"
    )


def test_the_preview_has_that_line_and_leads_to_the_form() -> None:
    usual = show("preview", a_ballot_record(), "en")
    assert "Settings: all as usual" in snapshot(usual)
    final = show("preview", a_ballot_record(terms=Terms(changeable=False)), "en")
    assert "Settings: answers are final" in snapshot(final)
    assert Verb.BALLOT_SETTINGS in {button.action.verb for button in buttons_of(final)}


def test_each_setting_has_a_name_of_its_own() -> None:
    names = [setting.name for setting in SETTINGS]
    assert len(names) == len(set(names))
