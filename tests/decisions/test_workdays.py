"""Deadlines fall Tuesday to Thursday at 8 pm in the circle's zone; holidays do not count (consent.md, "Stages")."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.rounds.settings import Settings
from decisions.workdays import (
    add_workdays,
    at_local,
    deadline_after,
    deadline_after_workdays,
    deadline_on_or_after,
    local_day,
    next_workday_morning,
)
from tests.decisions.wandering import ZONES, holidays, moments

NEW_YORK = "America/New_York"
settings_of_time = st.builds(Settings, zone=st.sampled_from(ZONES), holidays=holidays)


def at(zone: str, *when: int) -> datetime:
    return datetime(*when, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("moment", "deadline"),
    [
        (at(NEW_YORK, 2026, 3, 2, 9), at(NEW_YORK, 2026, 3, 3, 20)),
        (at(NEW_YORK, 2026, 3, 3, 20), at(NEW_YORK, 2026, 3, 3, 20)),
        (at(NEW_YORK, 2026, 3, 3, 20, 1), at(NEW_YORK, 2026, 3, 4, 20)),
        (at(NEW_YORK, 2026, 3, 5, 21), at(NEW_YORK, 2026, 3, 10, 20)),
        (at(NEW_YORK, 2026, 3, 6, 9), at(NEW_YORK, 2026, 3, 10, 20)),
    ],
    ids=["Monday", "Tuesday at eight", "just after eight", "Thursday night, clocks change", "Friday"],
)
def test_a_deadline_is_the_next_tuesday_to_thursday_at_eight(moment: datetime, deadline: datetime) -> None:
    assert deadline_on_or_after(moment, Settings(zone=NEW_YORK)) == deadline


def test_no_deadline_falls_on_a_holiday() -> None:
    settings = Settings(holidays=(date(2026, 3, 3), date(2026, 3, 4)))
    assert deadline_on_or_after(at("UTC", 2026, 3, 2, 9), settings) == at("UTC", 2026, 3, 5, 20)


def test_workdays_leave_out_weekends_and_holidays() -> None:
    friday = at("UTC", 2026, 3, 6, 15)
    assert add_workdays(friday, 1, Settings()) == at("UTC", 2026, 3, 9, 15)
    assert add_workdays(friday, 1, Settings(holidays=(date(2026, 3, 9),))) == at("UTC", 2026, 3, 10, 15)
    assert add_workdays(friday, 0, Settings()) == friday


def test_workdays_are_those_of_the_circles_zone() -> None:
    """Friday 23:00 in UTC is Saturday on Kiritimati: a workday later is Monday there."""
    friday = at("UTC", 2026, 3, 6, 23)
    later = add_workdays(friday, 1, Settings(zone="Pacific/Kiritimati"))
    assert later.astimezone(ZoneInfo("Pacific/Kiritimati")).date() == date(2026, 3, 9)


def test_a_workday_keeps_its_clock_time_when_clocks_change() -> None:
    before = at(NEW_YORK, 2026, 3, 6, 20)
    assert add_workdays(before, 1, Settings(zone=NEW_YORK)) == at(NEW_YORK, 2026, 3, 9, 20)
    assert at(NEW_YORK, 2026, 3, 9, 20) - before == timedelta(days=3, hours=-1)


def test_a_clock_time_that_is_skipped_is_the_same_moment_after_the_skip() -> None:
    assert at_local(date(2026, 3, 8), time(2, 30), NEW_YORK) == at(NEW_YORK, 2026, 3, 8, 3, 30)


def test_of_a_clock_time_that_comes_twice_it_is_the_first() -> None:
    assert at_local(date(2026, 11, 1), time(1, 30), NEW_YORK) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_the_next_workday_morning_is_nine_o_clock_there() -> None:
    friday_night = at(NEW_YORK, 2026, 3, 6, 23)
    assert next_workday_morning(friday_night, Settings(zone=NEW_YORK)) == at(NEW_YORK, 2026, 3, 9, 9)
    early_monday = at(NEW_YORK, 2026, 3, 9, 1)
    assert next_workday_morning(early_monday, Settings(zone=NEW_YORK)) == at(NEW_YORK, 2026, 3, 10, 9)


@pytest.mark.parametrize(
    ("opened", "closes"),
    [
        ((2026, 3, 2, 10), (2026, 3, 10, 20)),
        ((2026, 3, 5, 20), (2026, 3, 10, 20)),
        ((2026, 3, 7, 10), (2026, 3, 17, 20)),
    ],
    ids=["Monday", "Thursday at eight", "Saturday: a weekend that has begun is not one"],
)
def test_five_days_include_a_whole_weekend(opened: tuple[int, ...], closes: tuple[int, ...]) -> None:
    deadline = deadline_after(at("UTC", *opened), timedelta(days=5), Settings(), spans_weekend=True)
    assert deadline == at("UTC", *closes)


def test_where_no_weekend_is_asked_for_none_is_waited_for() -> None:
    saturday = at("UTC", 2026, 3, 7, 10)
    assert deadline_after(saturday, timedelta(days=3), Settings()) == at("UTC", 2026, 3, 10, 20)


@settings(deadline=None)
@given(moments, settings_of_time, st.integers(0, 12))
def test_a_deadline_is_never_before_its_workdays_and_soon_after(
    moment: datetime, settings: Settings, count: int
) -> None:
    deadline = deadline_after_workdays(moment, count, settings)
    local = deadline.astimezone(ZoneInfo(settings.zone))
    assert (local.time(), local.strftime("%a") in {"Tue", "Wed", "Thu"}) == (time(20), True)
    assert local.date() not in settings.holidays
    assert timedelta(0) <= deadline - add_workdays(moment, count, settings) < timedelta(days=50)


@settings(deadline=None)
@given(moments, settings_of_time, st.integers(1, 12))
def test_so_many_workdays_lie_between(moment: datetime, settings: Settings, count: int) -> None:
    later = add_workdays(moment, count, settings)
    day, last = local_day(moment, settings.zone), local_day(later, settings.zone)
    between = [day + timedelta(days=n) for n in range(1, (last - day).days + 1)]
    workdays = [
        one for one in between if one.strftime("%a") not in {"Sat", "Sun"} and one not in settings.holidays
    ]
    assert len(workdays) == count
    assert workdays[-1] == last


@settings(deadline=None)
@given(moments, settings_of_time)
def test_a_weekend_lies_within_when_it_must(moment: datetime, settings: Settings) -> None:
    deadline = deadline_after(moment, timedelta(days=5), settings, spans_weekend=True)
    zone = ZoneInfo(settings.zone)
    first, last = moment.astimezone(zone).date(), deadline.astimezone(zone).date()
    whole = [(first + timedelta(days=n)).strftime("%a") for n in range(1, (last - first).days)]
    assert ("Sat", "Sun") in list(pairwise(whole))
