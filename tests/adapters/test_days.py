"""Days as people write them: read as they are meant, shown back alike, or refused with what is wrong."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.copy import LOCALES, words_for
from adapters.day_words import names_an_hour
from adapters.days import day_written, names_a_day, read_day
from adapters.present.forms import error_words
from decisions.refusals import Reason, Refusal

TODAY = date(2026, 11, 30)
"""Monday."""
DAY = timedelta(days=1)
FIVE_YEARS = 5 * 366


def read(text: str, locale: str = "en", today: date = TODAY) -> str:
    return read_day(text, locale=locale, today=today).isoformat()


def refused(text: str, locale: str = "en", today: date = TODAY) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        read_day(text, locale=locale, today=today, at_field="due")
    assert refusal.value.at_field == "due"
    return refusal.value


def told(text: str, locale: str = "en", today: date = TODAY) -> str:
    return error_words(refused(text, locale, today), words_for(locale))


# --- as people write it ---------------------------------------------------------------------------------------

IN_ENGLISH = {
    "today": "2026-11-30",
    "tonight": "2026-11-30",
    "by EOD": "2026-11-30",
    "end of the day": "2026-11-30",
    "tomorrow": "2026-12-01",
    "Tomorrow morning!": "2026-12-01",
    "the day after tomorrow": "2026-12-02",
    "Friday": "2026-12-04",
    "fri.": "2026-12-04",
    "Weds": "2026-12-02",
    "Thurs": "2026-12-03",
    "on Friday": "2026-12-04",
    "by this Friday": "2026-12-04",
    "this coming Friday": "2026-12-04",
    "Friday EOD": "2026-12-04",
    "EOD Friday": "2026-12-04",
    "end of day on Friday": "2026-12-04",
    "Friday at 5pm": "2026-12-04",
    "Friday, 5:30 p.m.": "2026-12-04",
    "noon on Friday": "2026-12-04",
    "first thing Friday": "2026-12-04",
    "Friday at the latest": "2026-12-04",
    "Friday, please": "2026-12-04",
    "next Friday": "2026-12-11",
    "Friday next week": "2026-12-11",
    "Friday of next week": "2026-12-11",
    "next week Friday": "2026-12-11",
    "Friday week": "2026-12-11",
    "a week from Friday": "2026-12-11",
    "Monday": "2026-12-07",
    "this Monday": "2026-11-30",
    "next Monday": "2026-12-07",
    "Thursday this week": "2026-12-03",
    "the end of the week": "2026-12-04",
    "this week": "2026-12-04",
    "next week": "2026-12-11",
    "end of next week": "2026-12-11",
    "this weekend": "2026-12-06",
    "next weekend": "2026-12-13",
    "a week from today": "2026-12-07",
    "a week from tomorrow": "2026-12-08",
    "in a week": "2026-12-07",
    "in two weeks": "2026-12-14",
    "in 2 weeks": "2026-12-14",
    "in two weeks' time": "2026-12-14",
    "two weeks from now": "2026-12-14",
    "two weeks": "2026-12-14",
    "in a fortnight": "2026-12-14",
    "a couple of weeks": "2026-12-14",
    "within the next 10 days": "2026-12-10",
    "in ten days": "2026-12-10",
    "in three months": "2027-02-28",
    "end of the month": "2026-11-30",
    "month-end": "2026-11-30",
    "the last day of the month": "2026-11-30",
    "next month": "2026-12-31",
    "the end of next month": "2026-12-31",
    "end of February": "2027-02-28",
    "end of Feb 2028": "2028-02-29",
    "end of November": "2026-11-30",
    "end of the year": "2026-12-31",
    "the 15th": "2026-12-15",
    "no later than the 15th": "2026-12-15",
    "the 30th": "2026-11-30",
    "the 15th of next month": "2026-12-15",
    "Friday the 4th": "2026-12-04",
    "Tue 15": "2026-12-15",
    "3 March": "2027-03-03",
    "March 3": "2027-03-03",
    "March 3rd": "2027-03-03",
    "the 3rd of March": "2027-03-03",
    "Mar 3": "2027-03-03",
    "Wednesday, March 3": "2027-03-03",
    "Wed 3 Mar 2027": "2027-03-03",
    "3-Mar-2027": "2027-03-03",
    "3 Mar 27": "2027-03-03",
    "Mar. 3, 2028": "2028-03-03",
    "before Mar 3, 5pm": "2027-03-03",
    "30 November": "2026-11-30",
    "29 November": "2027-11-29",
    "3/12": "2027-03-12",
    "12/3": "2026-12-03",
    "Thu 12/3": "2026-12-03",
    "13/12": "2026-12-13",
    "12/31/2026": "2026-12-31",
    "12/31/26": "2026-12-31",
    "2026-12-03": "2026-12-03",
    "2026/12/03": "2026-12-03",
    "2026-12-03T16:00": "2026-12-03",
    "29 February 2028": "2028-02-29",
    "pasado mañana": "2026-12-02",
    "el 3 de marzo": "2027-03-03",
}
IN_SPANISH = {
    "hoy": "2026-11-30",
    "hoy mismo": "2026-11-30",
    "esta noche": "2026-11-30",
    "al final del día": "2026-11-30",
    "mañana": "2026-12-01",
    "manana": "2026-12-01",
    "mañana por la mañana": "2026-12-01",
    "mañana a primera hora": "2026-12-01",
    "pasado mañana": "2026-12-02",
    "el viernes": "2026-12-04",
    "Viernes": "2026-12-04",
    "vie": "2026-12-04",
    "este viernes": "2026-12-04",
    "para el viernes": "2026-12-04",
    "antes del viernes": "2026-12-04",
    "el viernes a las 5 de la tarde": "2026-12-04",
    "el viernes a las 17:00": "2026-12-04",
    "el viernes, por favor": "2026-12-04",
    "a más tardar el viernes": "2026-12-04",
    "el viernes a más tardar": "2026-12-04",
    "el viernes que viene": "2026-12-04",
    "el próximo viernes": "2026-12-04",
    "el viernes de la próxima semana": "2026-12-11",
    "el viernes de la semana que viene": "2026-12-11",
    "el viernes en ocho": "2026-12-11",
    "hoy en ocho": "2026-12-07",
    "el lunes": "2026-12-07",
    "este lunes": "2026-11-30",
    "el martes": "2026-12-01",
    "el miércoles": "2026-12-02",
    "miercoles": "2026-12-02",
    "el sábado": "2026-12-05",
    "esta semana": "2026-12-04",
    "a finales de semana": "2026-12-04",
    "al final de la semana": "2026-12-04",
    "el fin de semana": "2026-12-06",
    "el próximo fin de semana": "2026-12-06",
    "la semana que viene": "2026-12-11",
    "la próxima semana": "2026-12-11",
    "en una semana": "2026-12-07",
    "en dos semanas": "2026-12-14",
    "dentro de dos semanas": "2026-12-14",
    "en un par de semanas": "2026-12-14",
    "en quince días": "2026-12-15",
    "dentro de 10 días": "2026-12-10",
    "dentro de 10 dias": "2026-12-10",
    "en los próximos 10 días": "2026-12-10",
    "en un mes": "2026-12-30",
    "a fin de mes": "2026-11-30",
    "a fines de mes": "2026-11-30",
    "al final del mes": "2026-11-30",
    "el último día del mes": "2026-11-30",
    "el mes que viene": "2026-12-31",
    "a finales del mes que viene": "2026-12-31",
    "a fin de año": "2026-12-31",
    "a finales de marzo": "2027-03-31",
    "fin de marzo de 2028": "2028-03-31",
    "el 15": "2026-12-15",
    "el día 15": "2026-12-15",
    "antes del 15": "2026-12-15",
    "el 15 del mes que viene": "2026-12-15",
    "viernes 4": "2026-12-04",
    "el 3 de marzo": "2027-03-03",
    "3 de marzo de 2028": "2028-03-03",
    "3 de marzo del 2028": "2028-03-03",
    "3 mar": "2027-03-03",
    "marzo 3": "2027-03-03",
    "miércoles 3 de marzo": "2027-03-03",
    "martes, 8 de dic.": "2026-12-08",
    "mar 8 dic": "2026-12-08",
    "primero de enero": "2027-01-01",
    "1º de enero": "2027-01-01",
    "1ro de enero": "2027-01-01",
    "3/12": "2026-12-03",
    "jue 3/12": "2026-12-03",
    "3-12": "2026-12-03",
    "3.12.2026": "2026-12-03",
    "12/31": "2026-12-31",
    "31/12/26": "2026-12-31",
    "2026-12-03": "2026-12-03",
    "next Friday": "2026-12-11",
    "March 3rd": "2027-03-03",
}


@pytest.mark.parametrize(("text", "day"), IN_ENGLISH.items())
def test_a_day_in_english(text: str, day: str) -> None:
    assert read(text) == day
    assert names_a_day(text)


@pytest.mark.parametrize(("text", "day"), IN_SPANISH.items())
def test_a_day_in_spanish_or_in_the_other_language(text: str, day: str) -> None:
    assert read(text, "es") == day
    assert names_a_day(text)


def test_a_day_without_a_year_is_the_next_such_day() -> None:
    second_of_january = date(2027, 1, 2)
    assert read("31 December", today=second_of_january) == "2027-12-31"
    assert read("1 de enero", "es", today=second_of_january) == "2028-01-01"
    assert read("2/1", "es", today=second_of_january) == "2027-01-02"


def test_on_a_friday_only_this_friday_is_today() -> None:
    friday = date(2026, 12, 4)
    assert {read(text, today=friday) for text in ("this Friday", "este viernes", "this week")} == {
        "2026-12-04"
    }
    assert {read(text, today=friday) for text in ("Friday", "next Friday", "el viernes que viene")} == {
        "2026-12-11"
    }


def test_on_a_weekend_next_week_is_the_one_that_begins_on_monday() -> None:
    sunday = date(2026, 12, 6)
    assert read("next Friday", today=sunday) == read("next week", today=sunday) == "2026-12-11"
    assert read("end of the week", today=sunday) == "2026-12-11"


def test_a_locale_of_a_country_is_its_languages() -> None:
    assert read("3/12", "es-MX") == "2026-12-03"
    assert day_written(date(2026, 12, 3), "es-MX", TODAY) == "jueves 3 de diciembre"


# --- shown back -----------------------------------------------------------------------------------------------

days_ahead = st.builds(
    lambda today, ahead: (date.fromordinal(today), date.fromordinal(today + ahead)),
    st.integers(date(2024, 1, 1).toordinal(), date(2032, 12, 31).toordinal()),
    st.integers(0, 60) | st.integers(280, 400) | st.integers(0, FIVE_YEARS),
)
locales = st.sampled_from(sorted(LOCALES))


def test_it_is_shown_with_its_weekday_and_with_its_year_where_that_is_not_near() -> None:
    assert day_written(date(2026, 12, 4), "en", TODAY) == "Friday, December 4"
    assert day_written(date(2028, 3, 3), "es", TODAY) == "viernes 3 de marzo de 2028"


@settings(max_examples=300, deadline=None)
@given(days_ahead, locales)
def test_whatever_is_written_reads_the_same(days: tuple[date, date], locale: str) -> None:
    today, day = days
    assert read_day(day_written(day, locale, today), locale=locale, today=today) == day


def test_a_day_that_is_past_is_written_with_its_year_so_that_it_reads_as_past() -> None:
    assert refused(day_written(date(2026, 3, 3), "en", TODAY)).reason is Reason.DATE_NOT_AHEAD


def _ways(day: date, locale: str) -> Iterator[str]:
    """Without the year, in both languages."""
    english, spanish = format_date(day, "MMMM", locale="en"), format_date(day, "MMMM", locale="es")
    yield from (f"{day.day} {english}", f"{english} {day.day}", f"the {day.day}th of {english[:3]}")
    yield from (f"el {day.day} de {spanish}", f"{day.day} {spanish[:3]}", f"{spanish} {day.day}")
    yield f"{day.day}/{day.month}" if locale == "es" else f"{day.month}/{day.day}"


@settings(max_examples=60, deadline=None)
@given(days_ahead, locales)
def test_however_it_is_written_without_a_year_it_is_the_next_such_day(
    days: tuple[date, date], locale: str
) -> None:
    today, day = days
    if (day.month, day.day) == (2, 29):
        day += DAY
    following = (today + DAY * n for n in range(367))
    first = next(each for each in following if (each.month, each.day) == (day.month, day.day))
    for text in _ways(day, locale):
        assert read_day(text, locale=locale, today=today) == first, text


@settings(max_examples=60, deadline=None)
@given(days_ahead.map(lambda days: days[0]), st.integers(0, 6), locales)
def test_a_weekday_is_in_the_week_that_is_meant(today: date, weekday: int, locale: str) -> None:
    name = words_for(locale).weekday_name(weekday)
    coming = read_day(name, locale=locale, today=today)
    assert 1 <= (coming - today).days <= 7
    nearest = read_day(f"this {name}", locale="en", today=today)
    assert 0 <= (nearest - today).days <= 6
    following = read_day(f"next {name}", locale="en", today=today)
    assert following.isocalendar()[:2] == (today + 7 * DAY).isocalendar()[:2]
    assert {coming.weekday(), nearest.weekday(), following.weekday()} == {weekday}


# --- refused --------------------------------------------------------------------------------------------------

NO_DAYS = (
    "banana",
    "soon",
    "asap",
    "when I can",
    "cuando pueda",
    "after the meeting",
    "before Christmas",
    "March",
    "en marzo",
    "mar",
    "15",
    "by 5",
    "5 pm",
    "next year",
    "el año que viene",
    "2027",
    "12/2027",
    "13/13",
    "0/5",
    "5/0",
    "2026-13-01",
    "0000-01-01",
    "99/99/9999",
    "the 45th",
    "Friday or Monday",
    "tomorrow 13/13",
    "3 March 4 5",
    "2026-12-03T or so",
    "in 99999999 years",
    "dentro de 9999999999999 días",
    "Q1",
    "-",
    "?!",
)


@pytest.mark.parametrize("text", NO_DAYS)
@pytest.mark.parametrize("locale", sorted(LOCALES))
def test_what_is_no_day_is_told_with_its_words(text: str, locale: str) -> None:
    refusal = refused(text, locale)
    assert (refusal.reason, refusal.facts) == (Reason.NOT_A_DAY, {"line": text})
    assert not names_a_day(text)


def test_what_is_no_day_is_told_with_an_example_that_is_one() -> None:
    assert (
        told("banana") == "“banana” is not a day that we can read. Write it like this: Friday, or December 4"
    )
    for locale in LOCALES:
        _, _, examples = told("banana", locale).partition(": ")
        for example in examples.replace(" o ", " or ").split(", or "):
            assert read(example, locale) == "2026-12-04"


def test_nothing_at_all_is_empty() -> None:
    assert refused(" \u202e\n").reason is Reason.EMPTY
    assert not names_a_day("")


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("31 February", "2027-02-28"),
        ("30 de febrero", "2027-02-28"),
        ("Feb 30", "2027-02-28"),
        ("2/30", "2027-02-28"),
        ("31/2", "2027-02-28"),
        ("29 Feb", "2027-02-28"),
        ("29 de febrero de 2027", "2027-02-28"),
        ("February 29th, 2027", "2027-02-28"),
        ("2027-02-29", "2027-02-28"),
        ("30 Feb 2028", "2028-02-29"),
        ("29 feb 29", "2029-02-28"),
        ("31 November", "2026-11-30"),
        ("el 31 de abril", "2027-04-30"),
        ("the 31st", "2026-11-30"),
        ("el 31", "2026-11-30"),
    ],
)
def test_a_day_that_there_is_not_is_told_with_the_months_last(text: str, last: str) -> None:
    refusal = refused(text)
    assert (refusal.reason, refusal.facts) == (Reason.NO_SUCH_DAY, {"line": text, "day": last})
    assert names_a_day(text)


def test_a_day_that_there_is_not_in_words() -> None:
    assert (
        told("29 Feb 2027")
        == "“29 Feb 2027”: there is no such day. That month ends on Sunday, February 28, 2027."
    )
    assert (
        told("30 de febrero", "es")
        == "“30 de febrero”: ese día no existe. Ese mes termina el domingo 28 de febrero de 2027."
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Monday 3 March 2027", "2027-03-03"),
        ("Monday, March 3", "2027-03-03"),
        ("lunes 3 de marzo", "2027-03-03"),
        ("mar 3 dic", "2026-12-03"),
        ("Mon 12/3", "2026-12-03"),
        ("Friday the 5th", "2026-12-05"),
        ("Monday 2026-12-03", "2026-12-03"),
    ],
)
def test_a_weekday_that_contradicts_the_date_is_told(text: str, day: str) -> None:
    refusal = refused(text)
    assert (refusal.reason, refusal.facts) == (Reason.WRONG_WEEKDAY, {"line": text, "day": day})


def test_which_weekday_it_is_is_told() -> None:
    assert "that day is a Wednesday" in told("Monday 3 March 2027")
    assert "ese día es miércoles" in told("lunes 3 de marzo", "es")


@pytest.mark.parametrize(
    "text",
    ["yesterday", "ayer", "last Friday", "el viernes pasado", "3 days ago", "3 March 2020", "1/1/0001", "1999-12-31"],
)  # fmt: skip
def test_a_day_that_is_past_is_refused(text: str) -> None:
    assert refused(text).reason is Reason.DATE_NOT_AHEAD


@pytest.mark.parametrize("text", ["3 March 2040", "31/12/9998", "in 9999 weeks", "en 7 años", "2040-01-01"])
def test_a_day_more_than_five_years_away_is_refused(text: str) -> None:
    assert refused(text).reason is Reason.DATE_TOO_FAR


def test_a_long_text_is_told_by_its_beginning() -> None:
    refusal = refused("Friday " * 100_000)
    assert (refusal.reason, len(str(refusal.facts["line"]))) == (Reason.NOT_A_DAY, 60)


words = st.sampled_from(
    sorted({word for text in (*IN_ENGLISH, *IN_SPANISH, *NO_DAYS) for word in text.split()})
)
typed = (
    st.text(max_size=130)
    | st.lists(words, max_size=7).map(" ".join)
    | st.from_regex(r"[0-9/. ,'º-]{1,25}", fullmatch=True)
    | st.from_regex(r"(in|en|el|the) [0-9]{1,12} [a-z]{1,8}", fullmatch=True)
)


@settings(max_examples=300, deadline=None)
@given(typed, locales)
def test_whatever_is_typed_is_a_day_ahead_or_refused(text: str, locale: str) -> None:
    try:
        day = read_day(text, locale=locale, today=TODAY)
    except Refusal:
        return
    assert 0 <= (day - TODAY).days <= FIVE_YEARS
    assert names_a_day(text)


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("8 March 2:30 am", True),
        ("Friday at noon", True),
        ("Friday 5pm", True),
        ("Friday at 5", True),
        ("el viernes a las 5", True),
        ("viernes 17 h", True),
        ("mañana al mediodía", True),
        ("Friday", False),
        ("March 3", False),
        ("3/12/2026", False),
        ("2026-12-03", False),
        ("in two weeks", False),
        ("el 15", False),
        ("a fin de mes", False),
        ("end of day Friday", False),
    ],
)
def test_an_hour_in_the_words_of_a_day_is_noticed(said: str, hour: bool) -> None:
    assert names_an_hour(said) is hour
