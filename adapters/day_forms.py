"""The ways to say a day that dateparser does not know, in English and Spanish: each a pattern, and the day that it means.

What they mean where people differ: *Friday*, *el viernes que viene* and *el próximo viernes* are the one that comes, and not
today; *this Friday* may be today; *next Friday* is the one of next week, whose weeks begin on Monday. A week ends on its Friday,
and a weekend on Sunday.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from adapters.calendar_words import month_names, weekday_names

Found = re.Match[str]
Meant = Callable[[Found, date], date | None]

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7 * _DAY
_FRIDAY, _SUNDAY = 4, 6
_DECEMBER: Final = 12
_LONGEST_MONTH: Final = 31


@dataclass(frozen=True)
class NoSuchDay(Exception):
    """``last``: of the month that was meant."""

    last: date


def day_by_form(said: str, today: date) -> date | None:
    """None where no form is it. ``said``: bare, in single spaces, with nothing before or behind it. Raises ``NoSuchDay``."""
    for pattern, instead in _ALIKE:
        said = pattern.sub(instead, said)
    said = " ".join(said.split())
    for pattern, meant in _FORMS:
        found = pattern.fullmatch(said)
        if found is not None:
            return meant(found, today)
    return None


def next_weeks(said: str, today: date) -> str:
    """A line in which *next Tuesday* is said by its date."""
    return _NEXT_WEEKS.sub(lambda found: _of_week(_weekday(found), today, weeks=1).isoformat(), said)


def month_end(year: int, month: int) -> date:
    """Its last day."""
    return date(year + month // _DECEMBER, month % _DECEMBER + 1, 1) - _DAY


def day_in(number: int, last: date) -> date | None:
    """Of the month whose ``last`` day that is; None where no month has such a day. Raises ``NoSuchDay``."""
    if not 1 <= number <= _LONGEST_MONTH:
        return None
    if number > last.day:
        raise NoSuchDay(last)
    return last.replace(day=number)


def one_of(names: dict[int, tuple[str, ...]], *, but: str = "") -> str:
    """A pattern for any of the names, or three letters of it or more, with or without a full stop; ``but`` is none."""
    begun = {name[:n] for each in names.values() for name in each for n in range(3, len(name) + 1)}
    return rf"(?:{'|'.join(sorted(begun - {but}, key=lambda part: (-len(part), part)))})\b\.?"


def numbered(names: dict[int, tuple[str, ...]], word: str) -> int:
    """Which of them it is; ``word`` is one that ``one_of`` finds."""
    return next(n for n, each in names.items() if any(name.startswith(word.rstrip(".")) for name in each))


# --- what they mean -------------------------------------------------------------------------------------------


def _weekday(found: Found) -> int:
    return numbered(weekday_names(), found["w"])


def _first(weekday: int, day: date) -> date:
    """That day, or the first such weekday after it."""
    return day + _DAY * ((weekday - day.weekday()) % 7)


def _of_week(weekday: int, day: date, weeks: int = 0) -> date:
    """Of the week of that day, or so many weeks later."""
    return day + _DAY * (weekday - day.weekday()) + _WEEK * weeks


def _end_of_month(today: date, months: int = 0) -> date:
    month = today.month - 1 + months
    return month_end(today.year + month // _DECEMBER, month % _DECEMBER + 1)


def _end_of_named(found: Found, today: date) -> date:
    """Of the next such month, where no year is said."""
    month = numbered(month_names(), found["m"])
    return month_end(int(found["y"] or today.year + (month < today.month)), month)


def _of_the_month(found: Found, today: date) -> date | None:
    """Of this month or, once it has passed, of the next."""
    number = int(found["n"])
    passed = number < today.day and not found["now"]
    return day_in(number, _end_of_month(today, months=int(passed or bool(found["later"]))))


# --- how they are said ----------------------------------------------------------------------------------------

_ALIKE: Final = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\bdel\b", "de el"),
        (r"\bal\b", "a el"),
        (r"\b(?:hoy(?: mismo)?|esta (?:tarde|noche)|tonight|this (?:afternoon|evening))\b", "today"),
        (r"\bmanana\b", "tomorrow"),
        (r"\bfin de semana\b", "weekend"),
        (r"\b(?:a )?(?:el )?(?:fin|fines|final|finales|ultimo dia) de\b", "end"),
        (r"\b(?:end|last day) of\b", "end"),
        (r"\b(month|year)[- ]end\b", r"end \1"),
        (r"\bsemana\b", "week"),
        (r"\bmes\b", "month"),
        (r"\bano\b", "year"),
        (r"\b(?:el dia|dia|el|the) (\d{1,2})(?:st|nd|rd|th)?\b|\b(\d{1,2})(?:st|nd|rd|th)\b", r"day \1\2"),
        (r"\b(?:este|esta|presente)\b", "this"),
        (r"\b(?:upcoming|proxim[oa]|siguiente|entrante|que viene)\b", "coming"),
        (r"\b(?:pasado|past)\b", "last"),
        (r"\b(?:the|el|la|de|of|on)\b|,", " "),
        (r"\b(?:coming|otra) +(week|month)\b|\b(week|month) +coming\b", r"next \1\2"),
        (r"\ben ocho(?: dias)?\b", "week"),
        (r"\s+", " "),
    )
)
"""What is said in Spanish, or in more words, as the forms below have it."""

_W: Final = rf"(?P<w>{one_of(weekday_names(), but='mar')})"
"""*Mar* alone may be March."""
_M: Final = rf"(?P<m>{one_of(month_names())})"
_N: Final = r"(?P<n>\d{1,2})(?P<now> this month)?(?P<later> next month)?"
_MEAN: Final[tuple[tuple[str, Meant], ...]] = (
    (r"today", lambda _, today: today),
    (r"today week|a week (?:from )?today", lambda _, today: today + _WEEK),
    (r"tomorrow week|a week (?:from )?tomorrow", lambda _, today: today + _WEEK + _DAY),
    (rf"(?:coming )?{_W}(?: coming)?", lambda found, today: _first(_weekday(found), today + _DAY)),
    (rf"this (?:coming )?{_W}", lambda found, today: _first(_weekday(found), today)),
    (rf"{_W} this week", lambda found, today: _of_week(_weekday(found), today)),
    (rf"(?:next )?{_W}(?: next week)?", lambda found, today: _of_week(_weekday(found), today, weeks=1)),
    (rf"next week {_W}", lambda found, today: _of_week(_weekday(found), today, weeks=1)),
    (
        rf"(?:(?:a|1|one) week from )?{_W}(?: week)?",
        lambda f, today: _first(_weekday(f), today + _DAY) + _WEEK,
    ),
    (rf"(?:this )?(?:last )?{_W}(?: last)?", lambda found, today: _first(_weekday(found), today - _WEEK)),
    (r"(?:this|end|end this) week", lambda _, today: _first(_FRIDAY, today)),
    (r"(?:end )?next week", lambda _, today: _of_week(_FRIDAY, today, weeks=1)),
    (r"(?:this )?weekend", lambda _, today: _first(_SUNDAY, today)),
    (r"coming weekend|weekend coming", lambda _, today: _first(_SUNDAY, today + _DAY)),
    (r"next weekend", lambda _, today: _of_week(_SUNDAY, today, weeks=1)),
    (r"(?:this|end|end this) month", lambda _, today: _end_of_month(today)),
    (r"(?:end )?next month", lambda _, today: _end_of_month(today, months=1)),
    (r"end (?:this )?year", lambda _, today: date(today.year, _DECEMBER, 31)),
    (rf"end {_M}(?: (?P<y>[12]\d{{3}}))?", _end_of_named),
    (rf"(?:{_W} )?day {_N}", _of_the_month),
    (rf"{_W} {_N}", _of_the_month),
)
_FORMS: Final = tuple((re.compile(pattern), meant) for pattern, meant in _MEAN)
_NEXT_WEEKS: Final = re.compile(rf"\bnext {_W}", re.IGNORECASE)
