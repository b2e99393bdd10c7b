"""A day as people write it, in English or Spanish: read into a date, and written so that it reads alike.

What has a month in words, or is so many days or weeks away, is read by dateparser; other ways to say it are in ``day_forms``. A
time of day is not looked at. A day without a year is the next such day, today included; where a number can be a day or a month,
the locale decides.
"""

import re
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta
from typing import Final

from adapters.calendar_words import month_names, parser, weekdays_in
from adapters.copy import words_for
from adapters.day_forms import NoSuchDay, day_by_form, day_in, month_end, numbered, one_of
from adapters.day_words import LONGEST_DAY, day_words
from adapters.text import clean, cut
from decisions.commitments.asking import FURTHEST, check_day
from decisions.refusals import Reason, Refusal

_READ: Final = 1_000
"""Characters that are looked at at all."""
_TOLD: Final = 60
"""Characters of it that a refusal repeats."""
_A_DAY: Final = timedelta(days=1)
_DECEMBER: Final = 12
_CENTURY: Final = 2000
_NUMBER: Final = re.compile(r"\d+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_TOO_LONG: Final = frozenset({"next year", "last year", "this year"})
"""For a day."""
_ARTICLE: Final = re.compile(r"\b(?:el|the|dia)\b ?")
_ANY_DAY: Final = date(2026, 1, 1)
_DAY_FIRST: Final = frozenset({"es"})
"""Locales that write 3/12 for 3 December."""


def read_day(
    text: str, *, locale: str, today: date, at_field: str = "", furthest: int | None = FURTHEST
) -> date:
    """Today or later. Raises ``Refusal`` at that field, whatever was typed: EMPTY, NOT_A_DAY, NO_SUCH_DAY, WRONG_WEEKDAY,
    DATE_NOT_AHEAD, or DATE_TOO_FAR beyond so many days: five years, or with None never."""
    line = " ".join(clean(text[:_READ]).split())
    if not line:
        raise Refusal(Reason.EMPTY, at_field=at_field)
    facts = {"line": cut(line, _TOLD)}
    said = day_words(line)
    try:
        day = _day(said, words_for(locale).locale, today) if len(line) <= LONGEST_DAY else None
    except NoSuchDay as no:
        raise Refusal(Reason.NO_SUCH_DAY, {**facts, "day": no.last.isoformat()}, at_field) from no
    if day is None:
        raise Refusal(Reason.NOT_A_DAY, facts, at_field)
    if weekdays_in(said, day.month) - {day.weekday()}:
        raise Refusal(Reason.WRONG_WEEKDAY, {**facts, "day": day.isoformat()}, at_field)
    check_day(day, today, at_field, furthest)
    return day


def day_written(day: date, locale: str, today: date) -> str:
    """With its weekday, and with its year where that is not near: "Friday, December 4". ``read_day`` reads it as this day."""
    say = words_for(words_for(locale).locale)
    if day >= today:
        return say.weekday(day, today)
    return say("when.weekday_date", weekday=say.day_of_the_week(day), day=say.day(day))


def names_a_day(text: str) -> bool:
    """Whether somebody means a day by it, in any of our languages: even one that there is not, or that is past."""
    try:
        read_day(text, locale="en", today=_ANY_DAY)
    except Refusal as refusal:
        return refusal.reason not in (Reason.EMPTY, Reason.NOT_A_DAY)
    return True


# --- which day it is ------------------------------------------------------------------------------------------

_LEAD: Final = r"(?:[^\W\d_]+\.?,? )?"
"""A weekday, which is looked at later."""
_ISO: Final = re.compile(rf"{_LEAD}(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}})(?:t[\d:.]*z?)?")
_IN_NUMBERS: Final = re.compile(
    rf"{_LEAD}(\d{{1,2}})(?:([-/])(\d{{1,2}})|([-/.])(\d{{1,2}})\4(\d{{4}}|\d{{2}}))"
)
_MONTH: Final = one_of(month_names())
_YEAR: Final = r"(?:-|,? )?(?:de |del )?'?(?P<y>\d{4}|\d{2})?\b"
_NAMED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?P<n>\d{{1,2}})(?:st|nd|rd|th)?(?:[-/ ](?:de |of )?)?(?P<m>{_MONTH}){_YEAR}",
        rf"\b(?P<m>{_MONTH})[-/ ]?(?:the )?(?P<n>\d{{1,2}})(?:st|nd|rd|th)?\b{_YEAR}",
    )
)
"""A day of a month by its name, to find one that there is not."""


def _day(said: str, locale: str, today: date) -> date | None:
    """Raises ``NoSuchDay``."""
    return day_by_form(said, today) or _by_numbers(said, locale, today) or _by_name(said, locale, today)


def _by_numbers(said: str, locale: str, today: date) -> date | None:
    if found := _ISO.fullmatch(said):
        return _dated(int(found[4]), int(found[3]), found[1], today)
    found = _IN_NUMBERS.fullmatch(said)
    if found is None:
        return None
    day, month = int(found[1]), int(found[3] or found[5])
    if locale not in _DAY_FIRST:
        day, month = month, day
    if month > _DECEMBER:
        day, month = month, day
    return _dated(day, month, found[6], today)


def _by_name(said: str, locale: str, today: date) -> date | None:
    """By dateparser, which passes over more numbers than it needs. A date is looked for from yesterday on, so that today's is
    today."""
    for pattern in _NAMED:
        if found := pattern.search(said):
            _dated(int(found["n"]), numbered(month_names(), found["m"]), found["y"], today)
    said, numbers = _ARTICLE.sub("", said), len(_NUMBER.findall(said))
    for kind, base, most in (("relative-time", today, 1), ("absolute-time", today - _A_DAY, 2)):
        if numbers > most or said in _TOO_LONG or not _LETTER.search(said):
            continue
        at = datetime.combine(base, time())
        read = parser(locale, at, kinds=(kind,), parts=("day", "month")).get_date_data(said)
        if read.date_obj is not None:
            day: date = read.date_obj.date()
            return day
    return None


def _dated(number: int, month: int, year: str | None, today: date) -> date | None:
    """Without a year, the next one; a 29 February is not looked for in later years. Raises ``NoSuchDay``."""
    in_year = today.year + ((month, number) < (today.month, today.day))
    if year is not None:
        in_year = int(year) + (_CENTURY if len(year) == 2 else 0)
    if not 1 <= month <= _DECEMBER or not MINYEAR <= in_year < MAXYEAR:
        return None
    return day_in(number, month_end(in_year, month))
