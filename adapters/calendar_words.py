"""What days and times that people write have in common: the weekdays that a line names, and dateparser as we ask it."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Final

from babel import Locale
from dateparser.date import DateDataParser

from adapters.copy import LOCALES

_MARCH: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST: Final = 3
"""Letters of a weekday's name that are enough to know it by."""


def bare(text: str) -> str:
    """Without accents, in small letters."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def weekdays_in(said: str, month: int) -> frozenset[int]:
    """The weekdays that a line about a day of that month names (Monday is 0), in any of our languages, by three letters of their
    name or more. *Mar* is a Tuesday in Spanish, and March in both."""
    words = [word for word in _WORD.findall(bare(said)) if len(word) >= _SHORTEST]
    if month == _MARCH:
        words = [word for word in words if word != "mar"]
    return frozenset(
        n for word in words for n, names in weekday_names().items() if any(w.startswith(word) for w in names)
    )


@cache
def weekday_names() -> dict[int, tuple[str, ...]]:
    """Bare, in all of our languages."""
    return _names("days")


@cache
def month_names() -> dict[int, tuple[str, ...]]:
    """Bare, in all of our languages; January is 1."""
    return _names("months")


def parser(locale: str, base: datetime, *, kinds: Sequence[str], parts: Sequence[str]) -> DateDataParser:
    """Reads first as ``locale`` writes dates, then as the others do; what does not say its year is ahead of ``base``. ``kinds``
    are ``relative-time`` and ``absolute-time``; ``parts``, such as ``day``, a date must name."""
    return DateDataParser(
        languages=sorted(LOCALES, key=lambda each: each != locale),
        use_given_order=True,
        settings={
            "RELATIVE_BASE": base,
            "PREFER_DATES_FROM": "future",
            "PARSERS": list(kinds),
            "REQUIRE_PARTS": list(parts),
            "RETURN_TIME_AS_PERIOD": True,
        },
    )


def _names(of: str) -> dict[int, tuple[str, ...]]:
    wide = [getattr(Locale.parse(locale), of)["format"]["wide"] for locale in LOCALES]
    return {n: tuple(bare(names[n]) for names in wide) for n in wide[0]}
