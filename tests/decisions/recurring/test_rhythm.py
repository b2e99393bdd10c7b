"""When something comes again: by the calendar, by the circle's clock, around holidays."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.recurring.rhythm import (
    LAST,
    LONGEST_MONTHS,
    LONGEST_WEEKS,
    NTHS,
    Every,
    Rhythm,
    next_openings,
    openings,
)
from decisions.refusals import Reason, Refusal
from decisions.rounds.settings import Settings
from decisions.workdays import is_workday

ZONES = (
    "America/Chicago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Pacific/Chatham",
    "UTC",
)
"""Clocks that change by an hour and by half of one, in the north and in the south, at midnight, and never."""
CHICAGO = Settings(zone="America/Chicago")
NEW_YEAR = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


def days(rhythm: Rhythm, many: int = 4, *, since: str = "2026-01-01", **settings: Any) -> list[str]:
    """As the circle's calendar has them."""
    circle = Settings(**{"zone": "America/Chicago", **settings})
    found = next_openings(rhythm, date.fromisoformat(since), circle, NEW_YEAR, many)
    return [f"{moment.astimezone(ZoneInfo(circle.zone)):%m-%d}" for moment in found]


def test_every_first_monday() -> None:
    assert days(Rhythm(Every.MONTH_WEEKDAY)) == ["01-05", "02-02", "03-02", "04-06"]


def test_the_last_friday_of_every_month() -> None:
    assert days(Rhythm(Every.MONTH_WEEKDAY, weekday=4, nth=LAST)) == ["01-30", "02-27", "03-27", "04-24"]


def test_every_workday_leaves_out_weekends() -> None:
    assert days(Rhythm(Every.WORKDAY), 5) == ["01-01", "01-02", "01-05", "01-06", "01-07"]


def test_every_second_week_counts_from_its_first_day() -> None:
    rhythm = Rhythm(Every.WEEK, weekday=2, weeks=2)
    assert days(rhythm, 3, since="2026-01-01") == ["01-14", "01-28", "02-11"]
    assert days(rhythm, 3, since="2026-01-05") == ["01-07", "01-21", "02-04"]


def test_day_31_is_the_last_day_of_a_shorter_month() -> None:
    assert days(Rhythm(Every.MONTH_DAY, day=31)) == ["01-31", "02-28", "03-31", "04-30"]
    assert days(Rhythm(Every.MONTH_DAY, day=30), 2) == ["01-30", "02-28"]
    assert days(Rhythm(Every.MONTH_DAY, day=28), 2) == ["01-28", "02-28"]


def test_the_last_workday_of_every_month() -> None:
    assert days(Rhythm(Every.LAST_WORKDAY)) == ["01-30", "02-27", "03-31", "04-30"]


def test_once_a_quarter_counts_from_its_first_month() -> None:
    first_mondays = Rhythm(Every.MONTH_WEEKDAY, month_step=3)
    assert days(first_mondays) == ["01-05", "04-06", "07-06", "10-05"]
    assert days(first_mondays, 2, since="2026-02-01") == ["02-02", "05-04"]
    assert days(Rhythm(Every.MONTH_DAY, day=31, month_step=3), 3) == ["01-31", "04-30", "07-31"]
    assert days(Rhythm(Every.LAST_WORKDAY, month_step=6), 2) == ["01-30", "07-31"]


def test_a_holiday_moves_it_to_the_next_workday() -> None:
    holidays = (date(2026, 1, 5), date(2026, 1, 6))
    assert days(Rhythm(Every.MONTH_WEEKDAY), 2, holidays=holidays) == ["01-07", "02-02"]


def test_on_workdays_a_holiday_is_left_out_and_nothing_comes_twice() -> None:
    assert days(Rhythm(Every.WORKDAY), 3, holidays=(date(2026, 1, 2),)) == ["01-01", "01-05", "01-06"]


def test_the_last_workday_moves_to_the_one_before_and_stays_in_its_month() -> None:
    holidays = (date(2026, 1, 30), date(2026, 1, 29))
    assert days(Rhythm(Every.LAST_WORKDAY), 2, holidays=holidays) == ["01-28", "02-27"]


def test_a_weekend_that_was_asked_for_is_kept() -> None:
    assert days(Rhythm(Every.WEEK, weekday=6), 2) == ["01-04", "01-11"]
    assert days(Rhythm(Every.MONTH_DAY, day=1), 2, since="2026-01-15") == ["02-01", "03-01"], "Sundays"


def test_the_clock_on_the_wall_stays_when_clocks_change() -> None:
    found = islice(openings(Rhythm(Every.WEEK, time(9, 0)), date(2026, 3, 2), CHICAGO, NEW_YEAR), 2)
    assert list(found) == [datetime(2026, 3, 2, 15, 0, tzinfo=UTC), datetime(2026, 3, 9, 14, 0, tzinfo=UTC)]


def test_a_time_that_the_clock_skips_comes_once_just_after() -> None:
    found = next_openings(Rhythm(Every.WEEK, time(2, 30), weekday=6), date(2026, 3, 8), CHICAGO, NEW_YEAR, 1)
    assert found == (datetime(2026, 3, 8, 8, 30, tzinfo=UTC),)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"weekday": 7}, "weekday"),
        ({"weeks": 0}, "weeks"),
        ({"day": 32}, "day"),
        ({"nth": 5}, "nth"),
        ({"month_step": 13}, "month_step"),
    ],
)
def test_a_rhythm_that_never_comes_is_refused_at_its_field(wrong: dict[str, int], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        Rhythm(Every.WEEK, **wrong).checked()  # type: ignore[arg-type]
    assert refused.value.at_field == field
    assert refused.value.reason in (Reason.OUT_OF_RANGE, Reason.NOT_A_CHOICE)


@pytest.mark.parametrize(
    ("days", "reason"),
    [(0, Reason.DATE_NOT_AHEAD), (-3, Reason.DATE_NOT_AHEAD), (5 * 366 + 1, Reason.DATE_TOO_FAR)],
)
def test_a_date_is_after_the_first_day_and_not_too_far(days: int, reason: Reason) -> None:
    with pytest.raises(Refusal) as refused:
        Rhythm(Every.DATE, days=days).checked()
    assert (refused.value.reason, refused.value.at_field) == (reason, "until")
    assert Rhythm(Every.WEEK, days=days).checked().days == days


def test_after_a_date_that_is_named_it_is_as_long_again() -> None:
    assert days(Rhythm(Every.DATE, days=45), 4, since="2026-01-20") == ["01-20", "03-06", "04-20", "06-04"]


# --- whatever the rhythm, the zone and the holidays ----------------------------------------------------------

rhythms = st.builds(
    Rhythm,
    every=st.sampled_from(Every),
    at=st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45))),
    weekday=st.integers(0, 6),
    weeks=st.integers(1, LONGEST_WEEKS),
    day=st.integers(1, 31),
    nth=st.sampled_from(NTHS),
    month_step=st.integers(1, LONGEST_MONTHS),
    days=st.integers(1, 800),
)
calendars = st.dates(date(2024, 1, 1), date(2030, 12, 31))
moments = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
circles = st.builds(
    Settings,
    zone=st.sampled_from(ZONES),
    holidays=st.lists(calendars, max_size=12, unique=True).map(lambda found: tuple(sorted(found))),
)


@given(rhythms, calendars, circles, moments)
def test_the_moments_are_later_and_later(
    rhythm: Rhythm, since: date, circle: Settings, after: datetime
) -> None:
    found = (after, *next_openings(rhythm, since, circle, after, 6))
    assert all(one < other for one, other in pairwise(found))


@given(rhythms, calendars, circles, moments)
def test_each_is_at_its_time_of_the_circles_clock_and_on_no_holiday(
    rhythm: Rhythm, since: date, circle: Settings, after: datetime
) -> None:
    for moment in next_openings(rhythm, since, circle, after, 6):
        local = moment.astimezone(ZoneInfo(circle.zone))
        skipped = (
            local - timedelta(hours=1) < local.replace(hour=rhythm.at.hour, minute=rhythm.at.minute) < local
        )
        assert local.time() == rhythm.at or skipped
        assert local.date() not in circle.holidays
        assert local.date() >= since - timedelta(days=40 if rhythm.every is Every.LAST_WORKDAY else 0)
        if rhythm.every in (Every.WORKDAY, Every.LAST_WORKDAY):
            assert is_workday(local.date(), circle.holidays)


@given(rhythms, calendars, circles, moments, st.integers(1, 5))
def test_where_one_looks_from_changes_nothing_of_what_comes(
    rhythm: Rhythm, since: date, circle: Settings, after: datetime, many: int
) -> None:
    found = next_openings(rhythm, since, circle, after, many + 1)
    assert next_openings(rhythm, since, circle, found[-2], 1) == found[-1:]


@given(calendars, circles, st.integers(1, 31), st.integers(1, LONGEST_MONTHS), moments)
def test_a_day_of_the_month_comes_once_in_every_month_or_every_so_many(
    since: date, circle: Settings, day: int, every: int, after: datetime
) -> None:
    usual = Settings(zone=circle.zone)
    found = next_openings(Rhythm(Every.MONTH_DAY, day=day, month_step=every), since, usual, after, 13)
    months = [moment.astimezone(ZoneInfo(circle.zone)) for moment in found]
    assert all(
        (other.year * 12 + other.month) - (one.year * 12 + one.month) == every
        for one, other in pairwise(months)
    )


@given(rhythms, calendars, circles, moments)
def test_it_falls_where_a_calendar_counted_by_hand_has_it(
    rhythm: Rhythm, since: date, circle: Settings, after: datetime
) -> None:
    """Day by day, without RFC 5545."""
    usual = Settings(zone=circle.zone)
    first = next_openings(rhythm, since, usual, after, 1)[0].astimezone(ZoneInfo(circle.zone)).date()
    assert _is_one(rhythm, since, first)
    day = max(since, after.astimezone(ZoneInfo(circle.zone)).date() + timedelta(days=1))
    while day < first:
        assert not _is_one(rhythm, since, day)
        day += timedelta(days=1)


def _is_one(rhythm: Rhythm, since: date, day: date) -> bool:
    between = (day.year - since.year) * 12 + day.month - since.month
    if rhythm.every not in (Every.WORKDAY, Every.WEEK, Every.DATE) and between % rhythm.month_step:
        return False
    in_month = (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    match rhythm.every:
        case Every.WORKDAY:
            return day.weekday() < 5
        case Every.WEEK:
            weeks = ((day - timedelta(day.weekday())) - (since - timedelta(since.weekday()))).days // 7
            return day.weekday() == rhythm.weekday and weeks % rhythm.weeks == 0
        case Every.MONTH_DAY:
            return day.day == min(rhythm.day, in_month.day)
        case Every.MONTH_WEEKDAY:
            nth = (day.day - 1) // 7 + 1
            is_last = day.day + 7 > in_month.day
            return day.weekday() == rhythm.weekday and (is_last if rhythm.nth == LAST else nth == rhythm.nth)
        case Every.DATE:
            return (day - since).days % rhythm.days == 0
        case Every.LAST_WORKDAY:
            left = (in_month.day - day.day + 1) if day.weekday() < 5 else 0
            later = [day + timedelta(days=n) for n in range(1, left)]
            return bool(left) and all(other.weekday() >= 5 for other in later)
