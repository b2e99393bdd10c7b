"""Finds the words in a text that are a day. They are found, and not read: what they mean depends on today and on the locale."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from adapters.calendar_words import bare, month_names, weekday_names
from adapters.day_forms import one_of
from adapters.day_words import NUMBERS
from adapters.days import names_a_day

_LONGEST: Final = 9
"""Words of one day."""
_MOST_TRIES: Final = 40
"""Each takes some milliseconds where it is no day."""
_READ: Final = 1_000
"""Characters of a text that are looked at."""

_NAME: Final = rf"(?:{one_of(weekday_names())}|{one_of(month_names())}|weds)"
_DATE: Final = r"(?:\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?|\d{4}([-/.])\d{1,2}\1\d{1,2})"
_CORE: Final = re.compile(
    rf"{_NAME}|{_DATE}|\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}-?{_NAME}(?:-?\d{{2,4}})?|month-end|year-end|year|ano|ocho"
    r"|(?:day|week|month|fortnight|dia|semana|mes)(?:e?s)?|weekend|today|tonight|tomorrow|hoy|noche|manana|eod|eob|cob"
)
"""Each day holds one of these, at least: a weekday, its number, a month, an hour are four."""
_MOST_CORES, _MOST_NAMES = 4, 2
_NAMED: Final = re.compile(_NAME)
_AMONG: Final = re.compile(
    r"\d{1,2}:\d{2}(?:[ap]m|h)?|\d{1,2}(?:[ap]m|h|hs|hrs|er|ro|o)|\d{4}|[ap]\.?m\.?|'s|time|from|after|now|hours?|horas?"
    r"|an?|one|una?|uno|two|dos|couple|par|three|tres|four|cuatro|five|cinco|six|seis|seven|siete|eight|nine|nueve|ten|diez"
    r"|eleven|once|twelve|doce|fifteen|quince|twenty|veinte|thirty|treinta|the|of|on|in|at|by|before|until|till|for|due|no|not"
    r"|later|than|latest|within|next|this|coming|first|last|thing|end|close|business|please|morning|afternoon|evening|noon"
    r"|midday|els?|la?s?|los|del?|en|al?|para|antes|hasta|mas|tardar|dentro|aqui|que|viene|proxim[oa]s?|siguiente|entrante"
    r"|est[ea]|otra|mismo|fin(?:es|al|ales)?|ultim[oa]|primer[oa]?|pasado|mediodia|tarde|por|favor"
)
"""What else may stand in one."""
_BEGINS: Final = re.compile(
    r"an?|una?|the|of|on|in|at|by|for|from|este|esta|this|next|els?|la?s?|los|del?|en|al?|para|por|que"
)
"""With these, something begins that is no longer the day."""
_BY: Final = re.compile(
    r"(?:(?:by|before|until|till|due|no later than|not later than|at the latest|para|hasta|a mas tardar|antes del?)\b ?)+"
)
_LEAD: Final = re.compile(rf"(?:(?:{_BY.pattern}|on|for)\s?)+")
_SPAN: Final = re.compile(
    rf"(?:for |durante )?(?:\d+|{'|'.join(NUMBERS)}) (?:of |de )?(?:day|week|month|fortnight|dia|semana|mes)(?:e?s)?"
)
"""For how long, and not when."""
_LOOKS_LIKE_ONE: Final = re.compile(
    r"(?:(?:the|el|la|in|on|for|en) )*(?!hoy|eod|eob|cob)[a-z]{3}|[\d/.-]{1,5}"
)
_NUMBERS: Final = re.compile(r"(?:(?:the|el|on|for|en|dia) )*\d[\d/.-]{0,4}(?:st|nd|rd|th)?")
_STOP: Final = re.compile(r"[.!?;:)\]\"”»]+$")
_SIGNS: Final = "([{\"'“‘«¿¡,.;:!?)]}”’»…—–-"


@dataclass(frozen=True, slots=True)
class DayFound:
    """Where it stands in the text, with *by* and the like ahead of it; and its own ``words``, as they were typed. ``is_due``: the
    text says *by*, *before*, *para*, *antes de*."""

    start: int
    end: int
    words: str
    is_due: bool


def days_in(text: str) -> Iterator[DayFound]:
    """In the order of the text, of its first thousand characters. What is rather no day ("the 2nd floor", "24/7", "she sat", "for
    two weeks") is one only where the text says by when."""
    return _days_in(text[:_READ], is_sure=False)


def day_at_end(text: str) -> DayFound | None:
    """Also "the 2nd"."""
    text = text.rstrip(_SIGNS + " \n\t")
    for found in _days_in(text, is_sure=True, last=_LONGEST):
        if found.end == len(text):
            return found
    return None


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    said: str
    """Bare, without the signs around it."""
    ends: bool
    """A sentence, or a part of one."""


def _days_in(text: str, *, is_sure: bool, last: int = 0) -> Iterator[DayFound]:
    words, at, tries = _words(text)[-last:], 0, 0
    while at < len(words) and tries < _MOST_TRIES:
        step = 1
        for run in _runs(words[at:]):
            tries += 1
            found = _found(text, run, is_sure=is_sure)
            if found is not None:
                yield found
                step = len(run)
                break
        at += step


def _words(text: str) -> list[_Word]:
    found = []
    for word in re.finditer(r"\S+", text):
        said = bare(word[0]).strip(_SIGNS).replace("’", "'")
        stop = _STOP.search(word[0]) is not None and not (word[0].endswith(".") and _is_short(said))
        found.append(_Word(word.start(), word.end(), said, stop))
    return found


def _is_short(said: str) -> bool:
    """For a longer name, and so with a full stop that ends nothing."""
    return re.fullmatch(rf"{_NAME}|[ap]\.m", said) is not None and len(said) <= len("sept")


def _runs(words: Sequence[_Word]) -> Iterator[Sequence[_Word]]:
    """From the first word on, the longest first: what may be a day, by its words alone."""
    known = list(
        takewhile(lambda word: _AMONG.fullmatch(word.said) or _CORE.fullmatch(word.said), words[:_LONGEST])
    )
    within = next((at for at, word in enumerate(known, 1) if word.ends), len(known))
    for many in range(within, 0, -1):
        said = [word.said for word in known[:many]]
        named = sum(_NAMED.fullmatch(word) is not None for word in said)
        told = sum(_CORE.fullmatch(word) is not None for word in said)
        if named <= _MOST_NAMES and 1 <= told <= _MOST_CORES and not _BEGINS.fullmatch(said[-1]):
            yield known[:many]


def _found(text: str, run: Sequence[_Word], *, is_sure: bool) -> DayFound | None:
    start, end = run[0].start, run[-1].start + len(text[run[-1].start : run[-1].end].rstrip(_SIGNS))
    said = " ".join(word.said for word in run)
    is_due = _BY.match(said) is not None
    if _SPAN.fullmatch(_LEAD.sub("", said, count=1)) or not names_a_day(text[start:end]):
        return None
    if not is_due and (_LOOKS_LIKE_ONE.fullmatch(said) or (_NUMBERS.fullmatch(said) and not is_sure)):
        return None
    return DayFound(start, end, _without_lead(text[start:end]), is_due)


def _without_lead(words: str) -> str:
    """As far as what is left is a day by itself: of *antes del 15* it is not."""
    parts = words.split()
    for at in range(len(parts) - 1, 0, -1):
        rest = " ".join(parts[at:])
        if _LEAD.fullmatch(bare(" ".join(parts[:at]))) and names_a_day(rest):
            return rest
    return words
