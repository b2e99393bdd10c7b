"""Words for one language: sentences by key, plurals, times in the reader's zone, lists and numbers."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone_gmt, get_timezone_location
from babel.lists import format_list
from babel.numbers import format_decimal

from adapters.cards import Span, Words
from adapters.copy.catalogue import Part, catalogue, parse, plain

LOCALES: Final[Mapping[str, str]] = {"en": "English", "es": "Español"}
"""The languages that we have words for, each with its own name for itself."""
ANY_LANGUAGE: Final = "mul"
"""The locale of somebody whose language nobody knows yet (ISO 639's word for several languages): each sentence in all of ours."""
_DEFAULT: Final = "en"
_BABEL: Final[Mapping[str, str]] = {"en": "en", "es": "es_419"}

_PRIVATE_USE: Final = 0xE000
"""Signs that no text of ours holds."""
SHORT: Final = 12
_A_MONDAY: Final = date(2024, 1, 1)
"""Characters of what is no sentence."""

Value = str | int
RichValue = str | int | Span | Words


def words_for(locale: str, where: str = "") -> "Copy":
    """The words for a locale (``es``, ``es-MX``, ``es_419``, ...); English for one that we have none for; for ``ANY_LANGUAGE``,
    all of them. ``where`` is a platform: a sentence that is another one there has a key of its own, ``<key>.in_<where>``."""
    if locale == ANY_LANGUAGE:
        return _everyone()
    language = locale.replace("_", "-").split("-")[0].lower()
    return _copy(language if language in LOCALES else _DEFAULT, where)


def load_words() -> None:
    """Reads every catalogue and what Babel knows of its language, so that the first person to press something need not
    wait for it."""
    for locale in LOCALES:
        words_for(locale).weekday(date(2026, 1, 1), date(2026, 1, 1))
        words_for(locale).number(1)


@cache
def _everyone() -> "Copy":
    return EveryLanguage(_DEFAULT)


@cache
def _copy(language: str, where: str = "") -> "Copy":
    return Copy(language, where)


class Copy:
    """One language's words. A key that the language lacks is taken from English; one that English lacks is a
    ``KeyError``."""

    def __init__(self, locale: str, where: str = "") -> None:
        self.locale: Final = locale
        self._where: Final = f".in_{where}" if where else ""
        self._babel: Final = Locale.parse(_BABEL.get(locale, locale))
        self._catalogue: Final = catalogue(locale)

    def __call__(self, key: str, /, **values: Value) -> str:
        """The sentence for a key, as plain text."""
        return plain(self._template(key), self._said(values))

    def n(self, key: str, n: int, /, **values: Value) -> str:
        """The sentence for a count; ``{n}`` is the count itself."""
        return plain(self._template(key, n), self._said({"n": n, **values}))

    def rich(self, key: str, /, **values: RichValue) -> Words:
        """The sentence in its styles. What is put in stays as it is: markup in it is shown, not obeyed."""
        spans: list[Span] = []
        for part in parse(self._template(key)):
            spans += self._spans(part, values)
        return Words(tuple(spans))

    def has(self, key: str, /) -> bool:
        return key in self._catalogue.forms or key in catalogue(_DEFAULT).forms

    # --- time -----------------------------------------------------------------------------------------------

    def when(self, moment: datetime, zone: str, now: datetime) -> str:
        """A moment as people say it, with how far away: "Thursday 5 pm, in 2 days". Both are aware."""
        local, today = _local(moment, zone), _local(now, zone).date()
        days = (local.date() - today).days
        said = self.at(moment, zone, now)
        return self.n("when.in_days", days, when=said) if 2 <= days <= 13 else said

    def at(self, moment: datetime, zone: str, now: datetime) -> str:
        """A moment as people say it: "today 5 pm", "Thursday 5 pm", "December 3, 5 pm"."""
        local, today = _local(moment, zone), _local(now, zone).date()
        days = (local.date() - today).days
        at = self.time(local.timetz())
        if -1 <= days <= 1:
            near = {-1: "when.yesterday", 0: "when.today", 1: "when.tomorrow"}[days]
            return self(near, time=at)
        if -6 <= days <= 6:
            return self("when.weekday", day=format_date(local.date(), "EEEE", self._babel), time=at)
        return self("when.date", day=self.day(local.date(), today), time=at)

    def time(self, at: time) -> str:
        """A time of day: "5 pm", "5:30 pm", "noon"; "17:00"."""
        if (at.hour, at.minute) == (12, 0):
            return self("format.noon")
        pattern = self("format.time") if at.minute else self("format.hour")
        return format_time(at.replace(tzinfo=None), pattern, locale=self._babel).lower()

    def day(self, day: date, today: date | None = None) -> str:
        """A day: "February 22"; with its year, unless ``today`` is in the same year or less than ten months
        before it."""
        near = today is not None and (day.year == today.year or 0 <= (day - today).days < 300)
        if not near:
            return format_date(day, "long", self._babel)
        return format_skeleton("MMMMd", datetime.combine(day, time(12)), locale=self._babel)

    def short_day(self, day: date) -> str:
        """As short as can be: "Nov 30"; "30 nov"."""
        return format_skeleton("MMMd", datetime.combine(day, time(12)), locale=self._babel)

    def span(self, starts: datetime, ends: datetime, zone: str, now: datetime) -> tuple[str, str]:
        """From when until when, in two parts that stand beside each other with a dash between: ("Mon, Dec 7, 4", "5:30 pm")."""
        local, until, today = _local(starts, zone), _local(ends, zone), _local(now, zone).date()
        near = 0 <= (local.date() - today).days < 300
        day = format_skeleton("MMMEd" if near else "yMMMEd", local.replace(tzinfo=None), locale=self._babel)
        begins, finishes = self.time(local.timetz()), self.time(until.timetz())
        clock, _, half = begins.rpartition(" ")
        if clock and finishes.endswith(f" {half}"):
            begins = clock
        return self("when.span", day=day, time=begins), finishes

    def zone(self, zone: str) -> str:
        """What people call the time in a zone, by its city: "Chicago time"."""
        if zone.startswith("Etc/"):
            return get_timezone_gmt(datetime(2000, 1, 1, tzinfo=_zone(zone)), locale=self._babel)
        city = get_timezone_location(_zone(zone), locale=self._babel, return_city=True)
        return city if city in {"UTC", "GMT"} else self("when.zone", city=city.rpartition("/")[2])

    def weekday(self, day: date, today: date | None = None) -> str:
        """A day with its weekday: "Thursday, December 3"; with its year as ``day`` has it."""
        return self("when.weekday_date", weekday=self.day_of_the_week(day), day=self.day(day, today))

    def day_of_the_week(self, day: date) -> str:
        """ "Thursday"."""
        return format_date(day, "EEEE", self._babel)

    def weekday_name(self, weekday: int) -> str:
        """Of a day of the week; Monday is 0."""
        return format_date(_A_MONDAY + timedelta(days=weekday), "EEEE", self._babel)

    @property
    def first_weekday(self) -> int:
        """With which a week begins where the language is spoken; Monday is 0."""
        return int(self._babel.first_week_day)

    # --- lists and numbers ----------------------------------------------------------------------------------

    def list(self, items: Iterable[str]) -> str:
        """The items as a sentence has them: "a, b, and c"."""
        return format_list(list(items), locale=self._babel)

    def rich_list(self, items: Iterable[Words]) -> Words:
        """The same, with each item in its own styles."""
        kept = list(items)
        signs = [chr(_PRIVATE_USE + at) for at in range(len(kept))]
        spans: list[Span] = []
        for part in re.split(f"([{''.join(signs)}])", self.list(signs)) if kept else ():
            spans += kept[ord(part) - _PRIVATE_USE].spans if part in signs else (Span(part),) if part else ()
        return Words(tuple(spans))

    def number(self, n: int | Decimal) -> str:
        return format_decimal(n, locale=self._babel)

    # --- inside ---------------------------------------------------------------------------------------------

    def _template(self, key: str, n: int | None = None) -> str:
        if self._where and key + self._where in self._catalogue.forms:
            key += self._where
        words = self._catalogue if key in self._catalogue.forms else catalogue(_DEFAULT)
        forms = words.forms[key]
        return forms[0] if n is None else forms[min(words.plural_form(n), len(forms) - 1)]

    def _said(self, values: Mapping[str, Value]) -> Mapping[str, str]:
        return {
            name: value if isinstance(value, str) else self.number(value) for name, value in values.items()
        }

    def _spans(self, part: Part, values: Mapping[str, RichValue]) -> tuple[Span, ...]:
        url = str(values[part.url]) if part.url else None
        if not part.is_placeholder:
            return (Span(part.text, bold=part.bold, italic=part.italic, url=url),)
        value = values[part.text]
        if isinstance(value, Words):
            return value.spans
        if isinstance(value, Span):
            return (value,)
        text = value if isinstance(value, str) else self.number(value)
        return (Span(text, bold=part.bold, italic=part.italic, url=url),)


class EveryLanguage(Copy):
    """Each sentence in every language, one below the other; what is as short as a label, beside each other."""

    def __call__(self, key: str, /, **values: Value) -> str:
        return _together([words_for(locale)(key, **values) for locale in LOCALES])

    def n(self, key: str, n: int, /, **values: Value) -> str:
        return _together([words_for(locale).n(key, n, **values) for locale in LOCALES])


def _together(said: list[str]) -> str:
    return (" / " if max(map(len, said)) < SHORT else "\n").join(dict.fromkeys(said))


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(_zone(zone))


def _zone(name: str) -> ZoneInfo:
    """UTC for one that is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
