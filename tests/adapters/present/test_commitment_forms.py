"""What a form about a commitment offers its reader."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from adapters.cards import ChoiceField, PersonalCard
from adapters.desk import Screen
from adapters.present.commitment_form import commit
from adapters.present.commitment_forms import snooze
from adapters.present.commitment_page import commitment
from adapters.present.commitment_recorded import commitment_recorded
from adapters.present.reminder_settings import reminders_row
from adapters.present.verbs import Verb
from adapters.slack.render import form_view
from adapters.teams.render import inline_form
from adapters.typed import read_words
from decisions.commitments import commands as c
from decisions.commitments.wishes import NOTHING_SET, OwnWishes
from decisions.refusals import Reason, Refusal
from tests.adapters.present import builders as b
from tests.adapters.present import commitments as k
from tests.adapters.present.shown import snapshot


def test_tomorrow_is_offered_by_the_clock_of_who_reads() -> None:
    """By the circle's it is Thursday already."""
    evening = datetime(2026, 11, 26, 4, tzinfo=UTC)
    record = k.under_way().for_reader(b.ROSA, today=evening.date())
    reader = replace(b.a_reader(b.ROSA), zone="America/Los_Angeles", now=evening)
    form = snooze(record, reader, Screen("snooze"))
    (until,) = (field for field in form.body if isinstance(field, ChoiceField))
    assert "Thursday" in until.options[0].description


def offered(now: datetime, own: OwnWishes = NOTHING_SET, holidays: tuple[date, ...] = ()) -> list[str]:
    record = k.under_way().for_reader(b.ROSA, own_wishes=own)
    settings = replace(record.circle.settings, holidays=holidays)
    record = replace(record, circle=replace(record.circle, settings=settings))
    form = snooze(record, replace(b.a_reader(b.ROSA), now=now), Screen("snooze"))
    (until,) = (field for field in form.body if isinstance(field, ChoiceField))
    return [f"{one.label} {one.description}".strip() for one in until.options][:-1]


FRIDAY = datetime(2026, 11, 27, 16, tzinfo=UTC)


def test_before_a_weekend_the_next_day_with_reminders_is_offered_once() -> None:
    assert offered(FRIDAY) == ["Monday, November 30"]


def test_before_a_holiday_the_day_after_it_is_offered() -> None:
    assert offered(FRIDAY, holidays=(date(2026, 11, 30),)) == ["Tuesday, December 1"]


def test_who_is_reminded_on_every_day_is_offered_tomorrow() -> None:
    every_day = OwnWishes(days_off=frozenset())
    assert offered(FRIDAY, every_day) == [
        "Tomorrow Saturday, November 28",
        "Next week Monday, November 30",
    ]


def test_what_is_quiet_says_until_when() -> None:
    quiet = k.under_way().does(b.ROSA, c.SnoozeReminders, until=date(2026, 11, 28)).for_reader(b.ROSA)
    page = commitment(quiet, replace(b.a_reader(b.ROSA), now=FRIDAY), Screen("commitment"))
    assert "No reminders until Monday, November 30" in snapshot(page)


def test_quiet_past_its_own_day_is_said() -> None:
    far = k.under_way().does(b.ROSA, c.SnoozeReminders, until=date(2026, 12, 30)).for_reader(b.ROSA)
    said = commitment_recorded(far, b.a_reader(b.ROSA), Screen("", carried={"verb": Verb.SNOOZE}))
    assert "Its day is before that" in said.notification


def test_an_hour_that_is_quiet_is_told_as_the_end_of_it() -> None:
    row = reminders_row(OwnWishes(at=time(19, 0), quiet_from=time(18, 0)), b.a_reader(b.ROSA))
    assert "8 am" in snapshot(PersonalCard("", (row,)))


def begun(*, line: str = "", **carried: str) -> dict[str, object]:
    """What stands in the fields of the form that begins so."""
    _, typed_line = read_words(f"commit {line}") if line else (None, {})
    screen = Screen("commit", carried={**typed_line, **carried})
    form = commit(b.a_circle_record(), b.a_reader(b.ROSA), screen)
    return {field.name: getattr(field, "value", None) for field in form.fields}


def test_a_full_name_of_the_circle_is_understood_in_a_typed_line() -> None:
    record = b.a_circle_record()
    called = record.members[b.LEE].name
    assert " " in called
    for line in (
        f"buy soap by Friday @{called}",
        f"buy soap @{called} by Friday",
        f"@{called} buy soap Friday",
    ):
        found = begun(line=line)
        assert (found["what"], found["by_when"], found["who"]) == ("buy soap", "Friday", str(b.LEE)), line


def test_a_full_name_that_is_only_typed_in_a_message_is_understood() -> None:
    called = b.a_circle_record().members[b.LEE].name
    message = {"origin": "message", "what": "x", "named": str(b.ROSA), "about": "x"}
    assert begun(**message, line="")["who"] == str(b.ROSA)
    screen = Screen("commit", carried={**message, "line": f"@{called}, can you buy soap?"})
    form = commit(b.a_circle_record(), b.a_reader(b.ROSA), screen)
    assert next(f for f in form.fields if f.name == "who").value == str(b.LEE)  # type: ignore[union-attr]


def test_what_few_need_is_folded_and_long_lists_are_menus() -> None:
    form = commit(b.a_circle_record(), b.a_reader(b.ROSA), Screen("commit"))
    assert form.folded == ("helpers", "known_by", "repeats")
    assert [f.name for f in form.fields if getattr(f, "menu", False)] == ["who", "helpers", "repeats"]
    kinds = [each["element"]["type"] for each in form_view(form)["blocks"] if each["type"] == "input"]
    assert kinds.count("static_select") + kinds.count("multi_static_select") == 3
    drawn = inline_form(form, key="k", required_words="!")
    styles = [each["style"] for each in drawn["body"] if each["type"] == "Input.ChoiceSet"]
    assert styles == ["compact"] * 3


def shown_back(**carried: str) -> str:
    filled = {"what": "Call", "who": str(b.ROSA), "page": "2", **carried}
    form = commit(b.a_circle_record(), b.a_reader(b.ROSA), Screen("commit", carried=filled))
    return snapshot(form)


def test_an_hour_that_is_left_out_is_told() -> None:
    told = b.a_reader(b.ROSA).copy("commit.no_hour")
    assert told in shown_back(by_when="Friday at noon")
    assert told not in shown_back(by_when="Friday")


def test_what_comes_again_needs_a_first_day() -> None:
    with pytest.raises(Refusal) as refusal:
        shown_back(repeats="weekly")
    assert (refusal.value.reason, refusal.value.at_field) == (Reason.FIRST_DAY_MISSING, "by_when")
    assert "Every week" in shown_back(repeats="weekly", by_when="Friday")


def test_a_day_that_is_a_holiday_of_the_circle_is_shown_back_as_one() -> None:
    record, christmas = b.a_circle_record(), date(2026, 12, 25)
    settings = replace(record.circle.settings, holidays=(christmas,))
    record = replace(record, circle=replace(record.circle, settings=settings))
    for by_when, said in (
        ("December 25", "December 25 · a holiday"),
        ("December 24", "Thursday, December 24"),
    ):
        typed = {"what": "Call", "who": str(b.JO), "by_when": by_when, "repeats": "once", "page": "2"}
        form = commit(record, b.a_reader(b.JO), Screen("commit", carried=typed))
        assert any(line.endswith(said) for line in snapshot(form).splitlines())
