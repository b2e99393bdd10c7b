"""Sentences, times and lists, in each language."""

from datetime import UTC, date, datetime, timedelta

import pytest

from adapters.cards import Span, Words
from adapters.copy import ANY_LANGUAGE, LOCALES, words_for
from adapters.copy.catalogue import parse, plain

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
CHICAGO = "America/Chicago"


@pytest.mark.parametrize(
    ("locale", "hours", "said"),
    [
        ("en", 3, "today 9 am"),
        ("en", 30, "tomorrow noon"),
        ("en", 59, "Thursday 5 pm, in 2 days"),
        ("en", 59.5, "Thursday 5:30 pm, in 2 days"),
        ("en", 400, "December 10, 10 pm"),
        ("en", -20, "yesterday 10 am"),
        ("es", 59, "el jueves a las 17:00, en 2 días"),
        ("es", 30, "mañana a las 12:00"),
    ],
)
def test_a_moment_is_said_in_the_readers_zone_and_language(locale: str, hours: float, said: str) -> None:
    assert words_for(locale).when(NOW + timedelta(hours=hours), CHICAGO, NOW) == said


def test_a_day_names_its_year_when_it_is_far() -> None:
    en, es = words_for("en"), words_for("es")
    assert en.day(date(2027, 2, 22), NOW.date()) == "February 22"
    assert en.day(date(2027, 2, 22)) == "February 22, 2027"
    assert es.day(date(2028, 2, 22), NOW.date()) == "22 de febrero de 2028"


def test_an_unknown_zone_is_told_in_utc() -> None:
    assert words_for("en").at(NOW, "Mars/Olympus", NOW) == "today noon"


def test_a_language_without_words_is_answered_in_english() -> None:
    assert words_for("fr-FR") is words_for("en")
    assert words_for("es_MX") is words_for("es")


def test_whose_language_nobody_knows_is_told_in_all_of_them() -> None:
    w = words_for(ANY_LANGUAGE)
    assert w("slack.still_working").splitlines() == [
        words_for(locale)("slack.still_working") for locale in LOCALES
    ]
    assert w("slack.close") == "Close / Cerrar"


def test_a_list_is_joined_as_the_language_does() -> None:
    assert words_for("en").list(["a", "b", "c"]) == "a, b, and c"
    assert words_for("es").list(["a", "b", "c"]) == "a, b y c"


def test_markup_in_a_template_is_understood_and_in_what_is_put_in_it_is_not() -> None:
    assert [(part.text, part.bold, part.url) for part in parse("**By {name}**: [see]{link}_it_")] == [
        ("By ", True, ""),
        ("name", True, ""),
        (": ", False, ""),
        ("see", False, "link"),
        ("it", False, ""),
    ]
    assert plain("Hello {name}", {"name": "{evil} **x**"}) == "Hello {evil} **x**"


def test_rich_words_keep_what_people_wrote_as_it_is() -> None:
    said = words_for("en").rich("when.weekday", day="**Thursday** [x]{y}", time=Span("5", italic=True))
    assert said == Words((Span("**Thursday** [x]{y}"), Span(" "), Span("5", italic=True)))


def test_a_placeholder_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError):
        words_for("en")("when.today")
