"""How often something opens: asked, said in words in both languages, and shown before it is so."""

from dataclasses import replace
from datetime import time

import pytest

from adapters.cards import ChoiceField, Form
from adapters.copy import words_for
from adapters.desk import Screen
from adapters.present.pages import next_page
from adapters.present.rhythm_form import WEEKS, read_rhythm
from adapters.present.rhythm_words import rhythm_said
from adapters.present.verbs import Verb
from decisions.recurring.recurrence import Going, WhyPaused
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason, Refusal
from decisions.rounds.round import Stage
from tests.adapters.present import ballots
from tests.adapters.present import builders as b
from tests.adapters.present.recurring_views import (
    FIRST_MONDAY,
    RHYTHMS,
    a_recurrence_record,
    one_of_several,
    picked,
    show,
)
from tests.adapters.present.shown import buttons_of
from tests.adapters.present.template_views import a_pattern, a_template_record


def a_form(name: str, record: object, screen: Screen | None = None, locale: str = "en") -> Form:
    form = show(name, record, locale, screen)
    assert isinstance(form, Form)
    return form


def names(form: Form) -> list[str]:
    return [field.name for field in form.fields]


def verbs(form: Form) -> set[str]:
    return {button.action.verb for button in buttons_of(form)}


@pytest.mark.parametrize(
    ("rhythm", "english", "spanish"),
    [
        (FIRST_MONDAY, "every first Monday at 9 am", "el primer lunes de cada mes, 9:00"),
        (
            replace(FIRST_MONDAY, month_step=3),
            "every 3 months, on the first Monday, at 9 am",
            "cada 3 meses, el primer lunes, 9:00",
        ),
        (
            Rhythm(Every.LAST_WORKDAY, month_step=6),
            "every 6 months, on the last workday, at 9 am",
            "cada 6 meses, el último día hábil, 9:00",
        ),
        (Rhythm(Every.WORKDAY), "every workday at 9 am", "cada día hábil, 9:00"),
        (Rhythm(Every.WEEK, weekday=2), "every Wednesday at 9 am", "cada miércoles, 9:00"),
        (
            Rhythm(Every.WEEK, time(17, 30), weekday=4, weeks=2),
            "every 2 weeks on Friday at 5:30 pm",
            "cada 2 semanas, el viernes, 17:30",
        ),
        (Rhythm(Every.MONTH_DAY, day=15), "on day 15 of every month at 9 am", "el día 15 de cada mes, 9:00"),
        (
            Rhythm(Every.MONTH_DAY, day=31),
            "on day 31 of every month, or its last, at 9 am",
            "el día 31 de cada mes, o el último, 9:00",
        ),
        (
            Rhythm(Every.LAST_WORKDAY),
            "on the last workday of every month at 9 am",
            "el último día hábil de cada mes, 9:00",
        ),
    ],
)
def test_a_rhythm_in_words(rhythm: Rhythm, english: str, spanish: str) -> None:
    assert (rhythm_said(rhythm, words_for("en")), rhythm_said(rhythm, words_for("es"))) == (english, spanish)


def test_the_pages_ask_no_more_than_the_rhythm_needs() -> None:
    for every, asked in (
        (Every.WEEK, ["weekday", "weeks"]),
        (Every.MONTH_DAY, ["day", "month_step"]),
        (Every.MONTH_WEEKDAY, ["nth", "weekday", "month_step"]),
        (Every.LAST_WORKDAY, ["month_step"]),
    ):
        following = next_page(Verb.REPEAT, {"every": every, "at": "09:00", "since": "2026-12-20"}, {})
        assert following is not None
        assert following.carried["page"] == "2"
        assert (
            names(a_form("repeat", ballots.an_open(), Screen("repeat", carried=following.carried))) == asked
        )
    following = next_page(Verb.REPEAT, {"every": Every.WORKDAY}, {})
    assert following is not None
    assert following.carried["page"] == "3"
    assert next_page(Verb.REPEAT, {}, picked(FIRST_MONDAY, "3")) is None, "it acts"


@pytest.mark.parametrize("rhythm", RHYTHMS)
def test_what_was_picked_is_read_as_it_was_meant(rhythm: Rhythm) -> None:
    assert read_rhythm(picked(rhythm, "3")) == rhythm


def test_what_cannot_be_read_is_as_usual() -> None:
    odd = {"every": "fortnightly", "at": "25:99", "weekday": "x", "weeks": "9999", "nth": "--1"}
    assert read_rhythm(odd) == Rhythm(Every.WEEK)


def test_before_it_is_so_the_next_three_are_shown() -> None:
    form = a_form("repeat", ballots.an_open(), Screen("repeat", carried=picked(FIRST_MONDAY, "3")))
    text = str(form.body)
    assert "Opens every first Monday at 9 am." in text
    for day in ("Monday, January 4", "Monday, February 1", "Monday, March 1"):
        assert day in text
    assert form.submit == "Repeat it"
    assert form.carried["every"] == Every.MONTH_WEEKDAY


def test_another_clock_than_the_readers_is_named() -> None:
    record = ballots.an_open()
    assert b.World().circle.settings.zone == b.a_reader().zone
    carried = Screen("repeat", carried=picked(FIRST_MONDAY, "3"))
    assert "clock (" not in str(a_form("repeat", record, carried).body)
    circle = replace(record.circle, settings=replace(record.circle.settings, zone="Asia/Tokyo"))
    assert "clock (Asia/Tokyo)" in str(a_form("repeat", replace(record, circle=circle), carried).body)


def test_what_is_wrong_is_said_on_the_page_that_asks_for_it() -> None:
    refusal = Refusal(Reason.DATE_NOT_AHEAD, at_field="since")
    screen = Screen("repeat", carried=picked(FIRST_MONDAY, "3"), errors={"since": refusal})
    form = a_form("repeat", ballots.an_open(), screen)
    assert "since" in names(form)
    assert set(form.errors) == {"since"}
    assert form.carried["page"] == "1"


def test_a_change_begins_with_what_is_set() -> None:
    record = a_recurrence_record(rhythm=Rhythm(Every.WEEK, time(7, 45), weekday=5, weeks=5))
    first = {field.name: field for field in a_form("change_repeat", record).fields}
    every, at = first["every"], first["at"]
    assert isinstance(every, ChoiceField)
    assert isinstance(at, ChoiceField)
    assert (every.value, at.value) == (Every.WEEK, "07:45")
    days = a_form("change_repeat", record, Screen("change_repeat", carried={"page": "2", "every": "week"}))
    weekday, weeks = days.fields
    assert isinstance(weekday, ChoiceField)
    assert isinstance(weeks, ChoiceField)
    assert (weekday.value, weeks.value) == ("5", "5")
    assert len(weeks.options) == len(WEEKS) + 1


def test_who_may_pauses_changes_and_stops_it() -> None:
    form = a_form("recurrence", a_recurrence_record())
    assert (form.submit, form.action.verb) == ("Pause", Verb.PAUSE_REPEAT)
    assert {Verb.CHANGE_REPEAT, Verb.STOP_REPEAT} <= verbs(form)
    others = a_form("recurrence", a_recurrence_record(may_change=False))
    assert others.submit is None
    assert verbs(others) == {Verb.OPEN_ROUND}, "the way to the last one"


def test_what_is_paused_is_set_going_again_and_what_is_stopped_is_not() -> None:
    paused = a_recurrence_record(going=Going.PAUSED, next_at=None, why=WhyPaused.SETTER_LEFT)
    form = a_form("recurrence", paused)
    assert (form.submit, form.action.verb) == ("Set going again", Verb.RESUME_REPEAT)
    assert "has left" in str(form.body)
    stopped = a_form("recurrence", a_recurrence_record(going=Going.STOPPED, next_at=None))
    assert stopped.submit is None


def test_a_vote_that_opened_by_itself_says_so_and_leads_to_the_one_before() -> None:
    for view in (show("round", one_of_several()), show("more", one_of_several())):
        assert Verb.OPEN_REPEAT in {button.action.verb for button in buttons_of(view)}
        assert Verb.REPEAT not in {button.action.verb for button in buttons_of(view)}
    page = str(show("round", one_of_several()))
    assert "Opens by itself every first Monday at 9 am" in page
    assert "Last time" in page


def test_a_question_repeats_and_a_proposal_does_not() -> None:
    listening = b.a_record(Stage.LISTENING, reader=b.JO, process="question@1")
    assert Verb.REPEAT in {button.action.verb for button in buttons_of(show("more", listening))}
    consenting = b.a_record(Stage.CONSENTING, reader=b.JO)
    assert Verb.REPEAT not in {button.action.verb for button in buttons_of(show("more", consenting))}


def test_only_what_asks_something_can_repeat() -> None:
    assert Verb.REPEAT_TEMPLATE in verbs(a_form("template", a_template_record()))
    bare = a_template_record(pattern=replace(a_pattern(), title=""))
    assert Verb.REPEAT_TEMPLATE not in verbs(a_form("template", bare))
