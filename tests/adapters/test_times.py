"""Times as people write them: read as they are meant, or told apart with the words of the line."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.copy import LOCALES
from adapters.times import Lines
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.moment import LONGEST, SHORTEST, Moment

CHICAGO = "America/Chicago"
NOW = datetime(2026, 11, 30, 18, tzinfo=UTC)
"""Monday, noon in Chicago."""
ZONES = (CHICAGO, "Europe/Madrid", "America/Santiago", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
"""Lord Howe's clocks change by half an hour; Santiago's at midnight."""


def read(text: str, locale: str = "en", zone: str = CHICAGO) -> list[tuple[str, int, str]]:
    """By the clock in the zone."""
    lines = Lines(zone, NOW, locale, minutes=60)
    return [
        (f"{moment.starts.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}", moment.minutes, note)
        for moment, note in lines.read(text)
    ]


def refused(text: str, locale: str = "en", zone: str = CHICAGO) -> tuple[Reason, str]:
    with pytest.raises(Refusal) as refusal:
        read(text, locale, zone)
    return refusal.value.reason, str(refusal.value.facts["line"])


@pytest.mark.parametrize(
    ("line", "starts"),
    [
        ("Mon 7 Dec 16:00", "2026-12-07 16:00"),
        ("Monday, Dec 7, 4 pm", "2026-12-07 16:00"),
        ("Dec. 7th at 4:00 p.m.", "2026-12-07 16:00"),
        ("12/7 4pm", "2026-12-07 16:00"),
        ("tomorrow 4pm", "2026-12-01 16:00"),
        ("Tuesday 6 pm", "2026-12-01 18:00"),
        ("next Tuesday 6 pm", "2026-12-08 18:00"),
        ("6 pm next Tue", "2026-12-08 18:00"),
        ("mon 9:00", "2026-12-07 09:00"),
        ("Mon Nov 30, 9:00", "2026-11-30 09:00"),
        ("Dec 7 noon", "2026-12-07 12:00"),
        ("Dec 7 - 16:00", "2026-12-07 16:00"),
        ("Fri 9.30", "2026-12-04 09:30"),
        ("Jan 5 9am", "2027-01-05 09:00"),
        ("2026-12-07 16:00", "2026-12-07 16:00"),
        ("2026-12-07T16:00", "2026-12-07 16:00"),
        ("2026-12-07T22:00Z", "2026-12-07 16:00"),
        ("2026-12-07T23:00+01:00", "2026-12-07 16:00"),
    ],
)
def test_a_day_and_a_time_in_english(line: str, starts: str) -> None:
    assert read(line) == [(starts, 60, "")]


@pytest.mark.parametrize(
    ("line", "starts"),
    [
        ("7 dic 16:00", "2026-12-07 16:00"),
        ("lun. 7 dic. 16:00", "2026-12-07 16:00"),
        ("7/12 16:00", "2026-12-07 16:00"),
        ("lunes 7 de diciembre a las 4 de la tarde", "2026-12-07 16:00"),
        ("lunes, 7 de diciembre, 4 p. m.", "2026-12-07 16:00"),
        ("7 dic 16h", "2026-12-07 16:00"),
        ("7 dic 16h30", "2026-12-07 16:30"),
        ("mañana a las 9 de la mañana", "2026-12-01 09:00"),
        ("pasado mañana 10:00", "2026-12-02 10:00"),
        ("el martes a las 18 h", "2026-12-01 18:00"),
        ("el próximo lunes 10:00", "2026-12-07 10:00"),
        ("viernes que viene 10:00", "2026-12-04 10:00"),
        ("7 dic a mediodía", "2026-12-07 12:00"),
        ("3 mar 18:00", "2027-03-03 18:00"),
        ("mar 8 dic 18:00", "2026-12-08 18:00"),
        ("Tue Dec 8, 6 pm", "2026-12-08 18:00"),
    ],
)
def test_a_day_and_a_time_in_spanish_or_in_the_other_language(line: str, starts: str) -> None:
    assert read(line, "es") == [(starts, 60, "")]


@pytest.mark.parametrize(
    ("line", "starts", "minutes"),
    [
        ("Mon 7 Dec 16:00-17:30", "16:00", 90),
        ("Mon Dec 7, 4:00 pm – 5:30 pm", "16:00", 90),
        ("Mon Dec 7 4-5pm", "16:00", 60),
        ("Dec 7 from 4 to 5:30 pm", "16:00", 90),
        ("Mon Dec 7 11-1pm", "11:00", 120),
        ("Mon Dec 7 4pm-5:30", "16:00", 90),
        ("Mon Dec 7 11am-1", "11:00", 120),
        ("Dec 7 23:30-00:30", "23:30", 60),
        ("lun 7 dic de 16 a 17:30", "16:00", 90),
        ("7 dic 4 a 5 de la tarde", "16:00", 60),
        ("7 dic de las 16 a las 17:30", "16:00", 90),
        ("2026-12-07 22:00-23:30 UTC", "16:00", 90),
    ],
)
def test_from_when_until_when(line: str, starts: str, minutes: int) -> None:
    assert read(line) == [(f"2026-12-07 {starts}", minutes, "")]


def test_a_day_of_the_month_before_a_time_is_not_when_it_begins() -> None:
    assert read("12 dic a las 10:00", "es") == [("2026-12-12 10:00", 60, "")]
    reason, _ = refused("sábado 12 a las 10:00")
    assert reason is Reason.WRONG_WEEKDAY, "the month is missing, and no day is guessed"


def test_a_line_that_is_only_a_time_is_on_the_day_of_the_one_above() -> None:
    assert read("Mon 7 Dec 9:00\n\n 10 am \n14:00-15:30\nTue 8 Dec 9:00") == [
        ("2026-12-07 09:00", 60, ""),
        ("2026-12-07 10:00", 60, ""),
        ("2026-12-07 14:00", 90, ""),
        ("2026-12-08 09:00", 60, ""),
    ]


@pytest.mark.parametrize(
    "line", ["Mon 7 Dec 16:00 - at the library - room 2", "Mon 7 Dec – 4 pm – at the library - room 2"]
)
def test_what_stands_behind_a_time_is_a_note(line: str) -> None:
    assert read(line) == [("2026-12-07 16:00", 60, "at the library - room 2")]


NO_TIMES = (
    "banana",
    "Dec 7",
    "Dec 7 pm",
    "tomorrow at 4",
    "1 hour",
    "now",
    "Dec 7 25:00",
    "31 Nov 10:00",
    "Thu 9-10",
    "Mon 7 Dec at the library",
    "2026 16:00",
    "Dec 7 16:00-15:00",
    "-",
)


@pytest.mark.parametrize("line", NO_TIMES)
def test_what_is_not_a_day_and_a_time_is_told_by_its_words(line: str) -> None:
    assert refused(f"Tue 8 Dec 16:00\n{line}") == (Reason.NOT_A_TIME, line)


def test_a_time_without_a_day_has_none_to_stand_on_where_it_is_the_first() -> None:
    assert refused("4 pm\nTue 8 Dec 16:00") == (Reason.NOT_A_TIME, "4 pm")


def test_a_long_line_is_told_by_its_beginning() -> None:
    assert refused("x" * 500) == (Reason.NOT_A_TIME, "x" * 59 + "…")


def test_a_weekday_that_contradicts_the_date_is_told() -> None:
    assert refused("Mon 8 Dec 16:00") == (Reason.WRONG_WEEKDAY, "Mon 8 Dec 16:00")
    assert refused("miercoles 8 dic 16:00", "es")[0] is Reason.WRONG_WEEKDAY
    assert refused("mar 7 dic 16:00", "es")[0] is Reason.WRONG_WEEKDAY


def test_a_time_that_the_clocks_skip_is_told_and_of_one_that_comes_twice_it_is_the_first() -> None:
    assert refused("Mar 14 2027 2:30 am") == (Reason.CLOCK_SKIPS_IT, "Mar 14 2027 2:30 am")
    assert refused("2026-09-06 00:30", zone="America/Santiago")[0] is Reason.CLOCK_SKIPS_IT
    ((moment, _),) = Lines(CHICAGO, NOW, "en", 60).read("Nov 7 2027 1:30 am")
    assert moment.starts == datetime(2027, 11, 7, 6, 30, tzinfo=UTC)


def test_a_meeting_over_a_clock_change_lasts_as_long_as_it_lasts() -> None:
    assert read("Mar 14 2027 1:00-4:00") == [("2027-03-14 01:00", 120, "")]
    assert read("Nov 7 2027 0:30-3:00") == [("2027-11-07 00:30", 210, "")]


moments = st.builds(
    Moment,
    st.integers(0, 5 * 365 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    st.sampled_from((SHORTEST, 30, 60, 90, LONGEST)) | st.integers(SHORTEST, LONGEST),
)
near_changes = st.builds(
    lambda change, minutes, length: Moment(change + timedelta(minutes=minutes), length),
    st.sampled_from((datetime(2027, 11, 7, 7, tzinfo=UTC), datetime(2027, 3, 14, 8, tzinfo=UTC))),
    st.integers(-180, 180),
    st.sampled_from((30, 60, 90, LONGEST)),
)


@settings(max_examples=150, deadline=None)
@given(moments | near_changes, st.sampled_from(ZONES), st.sampled_from(sorted(LOCALES)), st.integers(0, 400))
def test_whatever_is_written_reads_the_same(moment: Moment, zone: str, locale: str, later: int) -> None:
    lines = Lines(zone, NOW + timedelta(days=later), locale, minutes=60)
    assert list(lines.read(f"{lines.written(moment)} - a note")) == [(moment, "a note")]


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=40) | st.from_regex(r"[0-9:. /ampdeclunhoy-]{1,25}", fullmatch=True),
    st.sampled_from(ZONES),
    st.sampled_from(sorted(LOCALES)),
)
def test_whatever_is_typed_is_a_moment_or_refused(text: str, zone: str, locale: str) -> None:
    try:
        found = [moment for moment, _ in Lines(zone, NOW, locale, 60).read(text)]
    except Refusal:
        return
    assert all(isinstance(moment, Moment) for moment in found)
