"""Setting up a ballot: a way is suggested, the form keeps what was typed, and the preview shows what the circle will see."""

from dataclasses import replace
from datetime import date, timedelta

from adapters.cards import ChoiceField, Form
from adapters.copy import words_for
from adapters.desk import Screen
from adapters.present.ballot_chooser import WAYS, Many, Need, Say, fitting, way_named
from adapters.present.ballot_options import read_options, written_options
from adapters.present.ballot_rules import RARE_RULES, RULES
from adapters.present.pages import NextPage, next_page
from adapters.present.verbs import Verb
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import BallotOption, Method
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.round import Stage
from decisions.rounds.settings import Settings
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from tests.adapters.present import builders as b
from tests.adapters.present.ballot_setup_views import NOBODY, PLACES, a_ballot, a_ballot_record, show
from tests.adapters.present.shown import buttons_of, snapshot


def a_form(name: str = "edit_ballot", screen: Screen | None = None, **changes: object) -> Form:
    form = show(name, a_ballot_record(**changes), "en", screen)  # type: ignore[arg-type]
    assert isinstance(form, Form)
    return form


def values(form: Form) -> dict[str, object]:
    return {field.name: field.value for field in form.fields if not hasattr(field, "values")}


# --- which way ----------------------------------------------------------------------------------------------


def test_three_answers_name_the_fitting_way() -> None:
    wanted = {
        (Need.CHOOSE, Many.ONE, Say.MARK): Method.CHOOSE_ONE,
        (Need.CHOOSE, Many.ONE, Say.ORDER): Method.INSTANT_RUNOFF,
        (Need.CHOOSE, Many.SEVERAL, Say.ORDER): Method.STV,
        (Need.CHOOSE, Many.SEVERAL, Say.POINTS): Method.DOTS,
        (Need.STAND, Many.ONE, Say.MARK): Method.SENSE_CHECK,
        (Need.STAND, Many.ONE, Say.POINTS): Method.GRADIENTS,
        (Need.TIME, Many.SEVERAL, Say.ORDER): Method.TIME_POLL,
        (Need.JOIN, Many.ONE, Say.MARK): Method.OPT_IN,
    }
    assert {asked: fitting(*asked) for asked in wanted} == wanted


def test_only_ways_that_there_are_are_suggested_or_offered() -> None:
    found = {fitting(need, many, say) for need in Need for many in Many for say in Say}
    assert found <= set(WAYS) == {*METHODS, Way.QUESTION, Way.ADVICE, Way.SELECTION}
    assert fitting("", "", "") is Method.CHOOSE_ONE
    form = show("ballot", b.a_circle_record(), "en")
    assert isinstance(form, Form)
    (ways,) = (field for field in form.fields if field.name == "method")
    assert isinstance(ways, ChoiceField)
    assert {option.value for option in ways.options} == {"suggest", *WAYS}
    assert way_named("by_shouting") is None


def test_a_way_that_was_picked_leads_to_its_form_and_else_one_is_suggested() -> None:
    answers = {"need": "choose", "many": "one", "say": "mark", "method": "suggest"}
    typed = {"title": "Where?"}
    assert next_page(Verb.BALLOT, answers, typed) == NextPage(
        "ballot", {"title": "Where?", "page": "suggested", "method": "choose_one"}
    )
    form = NextPage("ballot", {"title": "Where?", "page": "form", "method": "choose_one"})
    assert next_page(Verb.BALLOT, {**answers, "method": "choose_one"}, typed) == form
    assert next_page(Verb.BALLOT, {"method": "choose_one"}, {**typed, "page": "suggested"}) == form
    assert next_page(Verb.BALLOT, {"title": "Where?"}, {"page": "form"}) is None
    for way in (Way.QUESTION, Way.ADVICE, Way.SELECTION):
        assert next_page(Verb.BALLOT, {**answers, "method": way}, typed) == NextPage(way, typed)


def test_a_suggestion_says_when_it_is_good_and_when_not() -> None:
    screen = Screen("ballot", carried={"page": "suggested", "method": "choose_one"})
    shown = snapshot(show("ballot", b.a_circle_record(), "en", screen))
    for said in ("We suggest: Choose one", "Good for two options", "Not good when some of many options"):
        assert said in shown


def test_who_asks_for_it_sees_what_every_way_is_good_for() -> None:
    carried = {"title": "Where?", "page": "suggested", "method": "choose_one"}
    page = next_page(Verb.BALLOT, {"method": "explain"}, carried)
    assert page == NextPage("ballot", {**carried, "page": "all"})
    screen = Screen("ballot", carried=page.carried)
    shown, w = snapshot(show("ballot", b.a_circle_record(), "en", screen)), words_for("en")
    missing = [m for m in METHODS if f"- {w(f'method.{m}')}: {w(f'method.{m}_good')}" not in shown]
    assert missing == []
    form = NextPage("ballot", {**carried, "page": "form", "method": "dots"})
    assert next_page(Verb.BALLOT, {"method": "dots"}, page.carried) == form


def test_the_suggestion_is_short() -> None:
    screen = Screen("ballot", carried={"page": "suggested", "method": "choose_one"})
    form = show("ballot", b.a_circle_record(), "en", screen)
    assert isinstance(form, Form)
    assert len(form.body) == 4


def test_every_method_says_which_rules_it_asks_for() -> None:
    assert set(RULES) == set(RARE_RULES) == set(Method)


# --- options ------------------------------------------------------------------------------------------------


def test_options_are_read_a_line_each_with_what_they_mean() -> None:
    text = " The library - free, with a ramp\n\n The clinic – Main St. - 2nd floor\nDrop-in centre \n"
    assert read_options(text) == (
        BallotOption("1", "The library", "free, with a ramp"),
        BallotOption("2", "The clinic", "Main St. - 2nd floor"),
        BallotOption("3", "Drop-in centre"),
    )


def test_what_is_written_reads_back_the_same() -> None:
    assert read_options(written_options(PLACES), PLACES) == PLACES


def test_what_a_member_wrote_on_several_lines_stays_one_option() -> None:
    added = (*PLACES, BallotOption("o1", "The school", "After class.\nBring a chair."))
    again = read_options(written_options(added), added)
    assert [option.key for option in again] == [option.key for option in added]
    assert again[-1] == added[-1]


def test_what_a_member_wrote_with_a_dash_stays_one_label() -> None:
    added = (
        BallotOption("o1", "Bus - early"),
        BallotOption("o2", "Bus", "early"),
        BallotOption("o3", "Bus - late", "9 - 10"),
    )
    assert read_options(written_options(added), added) == added


def test_an_option_whose_label_is_unchanged_keeps_its_key() -> None:
    edited = read_options("Online - by video\nThe park\nThe library", PLACES)
    assert [(option.key, option.label) for option in edited] == [
        ("3", "Online"),
        ("4", "The park"),
        ("1", "The library"),
    ]


def test_the_same_label_twice_has_two_keys() -> None:
    assert [option.key for option in read_options("Here\nHere", (BallotOption("1", "Here"),))] == ["1", "2"]


# --- the form -----------------------------------------------------------------------------------------------


def test_a_question_typed_before_stands_in_the_form_and_may_be_emptied() -> None:
    carried = {"title": "Where?", "text": "As Ana said.", "page": "form", "method": "choose_one"}
    form = show("ballot", b.a_circle_record(), "en", Screen("ballot", carried=carried))
    assert isinstance(form, Form)
    assert (values(form)["title"], values(form)["proposal"]) == ("Where?", "As Ana said.")
    assert form.carried == {"page": "form", "method": "choose_one"}


def test_a_draft_is_edited_as_it_stands() -> None:
    closes = b.NOW + timedelta(days=9)
    found = values(a_form(terms=Terms(closes)))
    assert found["options"] == "The library - free, with a ramp\nThe clinic\nOnline"
    assert found["closes_at"] == date(2026, 11, 30)


def test_what_was_typed_stays_and_errors_stand_at_its_fields() -> None:
    refused = {"option.2": Refusal(Reason.READS_THE_SAME, at_field="option.2")}
    typed = {"title": "Where?", "options": "Here\nhere", "closes_at": ""}
    form = a_form(
        screen=Screen("edit_ballot", typed=typed, errors=refused),
        terms=Terms(b.NOW + timedelta(days=9)),
    )
    found = values(form)
    assert (found["title"], found["options"]) == ("Where?", "Here\nhere")
    assert found["closes_at"] is None
    assert form.errors == {"options": "The clinic: Another option reads the same. Please change one of them."}


def test_a_close_that_is_too_far_away_says_how_far_is_too_far() -> None:
    refused = Refusal(Reason.DATE_TOO_FAR, at_field="closes_at")
    form = a_form(screen=Screen("edit_ballot", errors={"closes_at": refused}))
    assert form.errors == {"closes_at": "That day is too far away. A year is the most."}


def test_a_ballot_that_ended_is_asked_again_as_a_new_one() -> None:
    over = a_form("propose_again", stage=Stage.WITHDRAWN, terms=Terms(b.NOW - timedelta(days=1)))
    assert (over.action.verb, over.action.id) == (Verb.BALLOT, str(b.CIRCLE))
    assert over.carried == {"page": "form", "method": "choose_one", "again": str(b.ROUND)}
    assert values(over)["options"] == "The library - free, with a ramp\nThe clinic\nOnline"
    assert values(over)["closes_at"] is None


def test_what_is_asked_again_is_still_known_when_its_form_is_refused() -> None:
    carried = {"page": "form", "method": "choose_one", "again": str(b.ROUND)}
    empty = {"title": Refusal(Reason.EMPTY, at_field="title")}
    form = show("ballot", b.a_circle_record(), "en", Screen("ballot", carried=carried, errors=empty))
    assert isinstance(form, Form)
    assert form.carried == carried


def test_an_open_vote_is_changed_by_the_same_form_without_how_it_is_held() -> None:
    form = a_form("change_ballot", stage=Stage.VOTING, **NOBODY)
    assert {field.name for field in form.fields} == {"title", "proposal", "options"}
    assert (form.action.verb, form.submit) == (Verb.CHANGE_BALLOT, "Save")


def test_once_somebody_has_answered_it_says_that_it_stays() -> None:
    form = a_form("change_ballot", stage=Stage.VOTING)
    assert "Somebody has answered, so what is asked stays as it is." in snapshot(form)
    assert (form.fields, form.submit) == ((), None)


def test_who_takes_part_is_never_asked_in_secret() -> None:
    assert "secret" in {field.name for field in a_form().fields}
    assert "secret" not in {field.name for field in a_form(ballot=a_ballot(Method.OPT_IN)).fields}


def test_every_field_of_the_form_is_labelled_once() -> None:
    form = a_form()
    labels = [field.label for field in form.fields]
    assert len(labels) == len(set(labels))


# --- the preview --------------------------------------------------------------------------------------------


def test_the_preview_shows_the_question_the_options_and_how_it_is_counted() -> None:
    shown = snapshot(a_form("preview"))
    for part in (
        "Where do we meet from January on?",
        "We need a ramp.",
        "The library: free, with a ramp",
        "How we ask Choose one",
        "Steering · 12 people",
        "Settings: all as usual",
        "Rosa Díaz",
    ):
        assert part in shown


def test_the_preview_names_the_close_in_the_circles_zone_though_a_draft_has_no_settings_yet() -> None:
    draft = snapshot(a_form("preview", settings=Settings()))
    assert "8 pm" in draft
    assert draft == snapshot(a_form("preview"))


def test_a_ballot_opens_once_nothing_is_missing() -> None:
    form = a_form("preview")
    assert (form.submit, form.action.verb) == ("Open the vote", Verb.OPEN)
    assert {button.action.verb for button in buttons_of(form)} == {
        Verb.EDIT_BALLOT,
        Verb.BALLOT_SETTINGS,
        Verb.SAVE_TEMPLATE,
        Verb.REPEAT,
        Verb.DISCARD,
    }


def test_all_that_is_missing_is_said_at_once() -> None:
    ballot = replace(a_ballot_record().round.ballot, options=PLACES[:1])  # type: ignore[type-var]
    form = a_form("preview", ballot=ballot, text=Text(" ", ""), terms=Terms(b.NOW - timedelta(days=1)))
    shown = snapshot(form)
    assert "- The question: Please write something here." in shown
    assert "- Options: Please give at least 2 options." in shown
    assert "- Open until: Please choose a day that is still to come." in shown
    assert (form.submit, form.fields) == (None, ())
