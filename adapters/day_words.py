"""What people write around a day is taken away, and what dateparser does not know is said in words that it does."""

import re
from typing import Final

from adapters.calendar_words import bare

LONGEST_DAY: Final = 120
"""Characters."""

_BEFORE: Final = r"no later than|not later than|at the latest|a mas tardar|antes de|before|until|till|by|due|on|for|para|hasta"
_CLOCK: Final = (
    r"(?:\d{1,2}(?::\d{2})? ?(?:[ap]\.? ?m\b\.?|hrs?\b|hs?\b|horas?\b)"
    r"|\d{1,2}:\d{2}|\b(?:noon|midday|midnight|mediodia|medianoche)\b)"
)
_AT_AN_HOUR: Final = re.compile(rf"(?<![\w:/.-])(?:{_CLOCK}|(?:at|a las?) \d{{1,2}}$)")
_DAYS_END: Final = r"(?:eod|eob|cob|(?:the )?end of (?:the |my )?(?:work ?)?day|close of business)"
_SIGNS: Final = r"^[^\w']+|[^\w']+$"

_AROUND: Final = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (_SIGNS, ""),
        (r"^antes del ", "el "),
        (rf"^(?:(?:{_BEFORE}) )+", ""),
        (r",? \b(?:at the latest|latest|a mas tardar|como (?:maximo|tarde)|please|por favor)$", ""),
        (r",? \b(?:por|en|de|a) la (?:manana|tarde|noche)\b", ""),
        (rf",? ?\b(?:(?:at|by|from|before|a|antes de|hacia) )?(?:las? )?{_CLOCK}", ""),
        (r",? \b(?:at|a las?) \d{1,2}$", ""),
        (r",? ?\b(?:first thing|a (?:primera|ultima) hora)(?: on\b| del?\b)?", ""),
        (rf"^{_DAYS_END}$|^(?:al? )?fin(?:al)? del dia$", "today"),
        (rf",? ?\b(?:by )?{_DAYS_END}\b(?: on\b)?|,? ?\b(?:al? )?fin(?:al)? del dia\b(?: del?\b)?", ""),
        (r"(?<!this) (?:morning|afternoon|evening|night)$", ""),
        (_SIGNS, ""),
    )
)
NUMBERS: Final = {
    word: number
    for number, words in (
        (1, "a an one un una uno"),
        (2, "two dos couple par"),
        (3, "three tres"),
        (4, "four cuatro"),
        (5, "five cinco"),
        (6, "six seis"),
        (7, "seven siete"),
        (8, "eight ocho"),
        (9, "nine nueve"),
        (10, "ten diez"),
        (11, "eleven once"),
        (12, "twelve doce"),
        (15, "fifteen quince"),
        (20, "twenty veinte"),
        (30, "thirty treinta"),
    )
    for word in words.split()
}
_UNIT: Final = r"(?:days?|weeks?|months?|fortnights?|dias?|semanas?|mes(?:es)?)\b"
_COUNTED: Final = re.compile(rf"\b(?:(?:a|un) (?=couple|par))?({'|'.join(NUMBERS)})(?: of| de)? (?={_UNIT})")
_AS_KNOWN: Final = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\bweds?\b", "wednesday"),
        (r"\b(?:within|in|over) the next (?=\d)|\bwithin (?=\d)", "in "),
        (r"\b(?:dentro de|en|de aqui a) (?:l[oa]s )?(?:proxim[oa]s )?(?=\d)", "en "),
        (r"\b from (?:today|now)$| (?:desde|a partir de) (?:hoy|ahora)$|(?<=s)'? time$|(?<=k)'s time$", ""),
        (r"\bpasado manana\b", "en 2 dias"),
        (r"\bprimero (?=de\b)", "1 "),
        (r"\b(\d{1,2})\.?(?:er|ro|o|°) (?=de\b)", r"\1 "),
    )
)


def names_an_hour(line: str) -> bool:
    """*8 March 2:30 am*, *Friday at noon*, *el viernes a las 5*."""
    return _AT_AN_HOUR.search(" ".join(bare(line[:LONGEST_DAY]).split())) is not None


def day_words(line: str) -> str:
    """The day that is said, bare, and with single spaces. Of a line that is longer than a day can be, the beginning only."""
    said = bare(line[:LONGEST_DAY]).replace("’", "'")
    for pattern, instead in _AROUND:
        said = pattern.sub(instead, said)
    said = _COUNTED.sub(lambda found: f"{NUMBERS[found[1]]} ", said)
    for pattern, instead in _AS_KNOWN:
        said = pattern.sub(instead, said)
    return " ".join(said.split())
