"""A commitment in somebody's own words, from a line or from a message: what, by when, and who. A form begins with it; it says
what whoever sends the form has read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Final

from adapters.calendar_words import bare
from adapters.days import read_day
from adapters.days_in_text import DayFound, day_at_end, days_in
from adapters.text import clean, cut
from decisions.commitments.commitment import WHAT_LIMIT
from decisions.refusals import Reason, Refusal

_FIRST_SIGN, _LAST_SIGN = 0xE000, 0xF8FF
"""Signs that nobody types: each stands for somebody while a text is taken apart."""
_PEOPLE: Final = f"[{chr(_FIRST_SIGN)}-{chr(_LAST_SIGN)}]"
_MARKED: Final = re.compile(r"<@(?P<id>\w+)(?:\|(?P<label>[^<>]*))?>|<at\b[^<>]*>(?P<name>[^<>]*)</at>")
"""As Slack and Teams write somebody."""
_TYPED: Final = re.compile(r"(?<![\w.@])@(?!(?:here|channel|everyone|all)\b)(?P<name>[^\W_][\w.'’-]*\b)")
_TYPED_LONG: Final = re.compile(_TYPED.pattern + r"[ \xa0]+[^\W\d_]")
_AND: Final = r"(?:[\s,;:&+–—-]|\b(?:and|y|e)\b)*"
_AHEAD: Final = re.compile(rf"\A{_AND}(?:{_PEOPLE}{_AND})+")
_BEHIND: Final = re.compile(
    rf"[\s.!?]*(?P<people>(?:{_AND.replace('and', 'dna')}{_PEOPLE})+{_AND.replace('and', 'dna')})(?P<before>\w*)"
)
"""Of the text from its end, because from its beginning it would be looked for again and again."""
_CALLED: Final = re.compile(rf"\A{_AND}(?:{_PEOPLE}{_AND})*{_PEOPLE}\s*[,:–—-]\s*")
_NOT: Final = r"(?!['’]|\s+(?:not|never|no|nunca)\b)"
_POLITE: Final = r"(?:(?:please|por favor)\b,?\s*)?"
_ASKED: Final = re.compile(
    rf"\A(?:(?:hi|hey|hello|dear|hola|oye)\b{_AND})?(?:{_PEOPLE}{_AND})*[!¿¡\s]*{_POLITE}"
    r"(?:(?:can|could|will) (?:you|we)|puedes|pueden|podéis|podemos|podrías|podrían|podríais|podríamos)\b"
    rf"{_NOT},?\s*{_POLITE}(?=[\w{_PEOPLE[1:-1]}])"
    rf"|\A{_AND}(?:{_PEOPLE}{_AND})+(?:(?:please|por favor)\b,?\s*|(?:will|(?:is|are) going to|van? a)\b{_NOT}\s*)",
    re.IGNORECASE,
)
"""How a message asks somebody, or says that they will: what they do is what follows."""
_PART_OF_IT: Final = re.compile(
    r"(?:to|for|from|with|of|about|by|on|an?|para|de|del|con|por|sobre|ask|call|tell)", re.IGNORECASE
)
"""Whoever stands behind these at the end does not do it."""
_QUOTED: Final = re.compile('["“”„«]([^"“”„«»]+)["“”»]')
_BETWEEN: Final = " \t\n,;:–—-"
_SENTENCE_ENDS: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_OF_ONESELF: Final = re.compile(
    r"(?:i|i['’](?:ll|m|d|ve)|let me|yo|(?:me|te|les?|los?|las?|se)? ?\w+ré|me encargo|me comprometo|voy a)\b(?!['’])",
    re.IGNORECASE,
)
"""How somebody begins who speaks of what they will do."""


@dataclass(frozen=True, slots=True)
class InWords:
    """``by_when``: the words that are a day, as they were typed; empty where there are none. ``who``: ids of those who were
    mentioned; of a line also names as they were typed."""

    what: str
    by_when: str = ""
    who: tuple[str, ...] = ()


def commitment_in_words(
    text: str, mentions: Mapping[str, str] = MappingProxyType({}), people: Iterable[str] = ()
) -> InWords:
    """Of one line: *check the aid rules by next Friday @Lee*. Who is named where it begins or ends does it; whoever is named
    within is part of what. The day stands at the end, or at the beginning with *by*; *what* may stand in quotes. ``mentions``:
    people by their ids, each as they are called in the line, where its platform tells whom it mentions. ``people``: the names of
    those who may be meant by more than one word after an @."""
    taken = _Taken.apart(text, mentions, people)
    rest, ahead = taken.ahead(" ".join(taken.text.split()))
    rest, behind = taken.behind(rest)
    day = day_at_end(rest) or _day_ahead(rest)
    if day is not None:
        rest = rest[: day.start] if day.start else rest[day.end :]
        rest, more = taken.behind(rest)
        behind = (*more, *behind)
    what = rest.strip(_BETWEEN)
    quoted = _QUOTED.fullmatch(what)
    return InWords(
        taken.named(quoted[1].strip() if quoted else what),
        "" if day is None else day.words,
        tuple(dict.fromkeys((*ahead, *behind))),
    )


def from_message(
    text: str,
    mentions: Mapping[str, str],
    author: str,
    *,
    locale: str,
    today: date,
    written: date | None = None,
) -> InWords:
    """Of a message whose ``mentions`` are people by their ids, each as they are called in the text. ``what`` is the message or,
    where that is longer than a commitment may be, the sentence with the day or the first; of *can you bring the cups?* it is what
    follows the asking. A day is meant as of the day on which
    it was ``written`` (else ``today``); one that is past today is none. Who is mentioned does it; the ``author`` where nobody is,
    or where they speak of themselves; nobody where somebody is only typed with an @ (``named_in`` tells who)."""
    taken = _Taken.apart(text, mentions)
    whole = _CALLED.sub("", taken.text.strip(), count=1)
    day = _due_in(whole, locale, today, written or today)
    what = whole if len(taken.named(" ".join(whole.split()))) <= WHAT_LIMIT else _sentence(whole, day)
    what, _ = taken.behind(" ".join(what.split()))
    ending = day_at_end(what)
    if day is not None and ending is not None and ending.words == " ".join(day.words.split()):
        what, _ = taken.behind(what[: ending.start].rstrip(_BETWEEN))
    what = _without_asking(what)
    speaks = _OF_ONESELF.match(whole) is not None
    others = tuple(mentions) if mentions or _TYPED.search(text) else (author,)
    who = (author,) if speaks else others
    return InWords(
        cut(taken.named(what), WHAT_LIMIT), "" if day is None else " ".join(day.words.split()), who
    )


def _without_asking(text: str) -> str:
    rest = _ASKED.sub("", text, count=1)
    return rest.rstrip(_BETWEEN + "?") or text if rest != text else text


def named_in(text: str, people: Iterable[str]) -> tuple[str, ...]:
    """Who is typed with an @, each once: by their whole name where they are one of ``people``, else by one word."""
    return tuple(dict.fromkeys(known for known, _ in _Taken.apart(text, people=people).people.values()))


def is_typed_long(text: str) -> bool:
    """Whether more words follow a name that is typed with an @: they may be of the name."""
    return _TYPED_LONG.search(text) is not None


def _day_ahead(text: str) -> DayFound | None:
    found = next(days_in(text), None)
    if found is None or found.start:
        return None
    return found if found.is_due or text[found.end : found.end + 1] in {",", ":"} else None


def _due_in(text: str, locale: str, today: date, written: date) -> DayFound | None:
    """The first that the text says it is due by, else the first of all."""
    found = [day for day in days_in(text) if not _is_past(day.words, locale, today, written)]
    return next((day for day in found if day.is_due), next(iter(found), None))


def _is_past(words: str, locale: str, today: date, written: date) -> bool:
    try:
        return read_day(words, locale=locale, today=written) < today
    except Refusal as refusal:
        return refusal.reason is Reason.DATE_NOT_AHEAD


def _sentence(text: str, day: DayFound | None) -> str:
    """The one in which the day stands; else the first."""
    begins = 0
    for end in (*(found.start() for found in _SENTENCE_ENDS.finditer(text)), len(text)):
        if day is None or day.start < end:
            return text[begins:end].strip()
        begins = end
    return text


@dataclass(frozen=True, slots=True)
class _Taken:
    """A text in which each person is one sign, and who they are: how they are to be known, and what they are called."""

    text: str
    people: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def apart(
        cls, text: str, mentions: Mapping[str, str] = MappingProxyType({}), people: Iterable[str] = ()
    ) -> "_Taken":
        found: dict[str, tuple[str, str]] = {}
        text = re.sub(_PEOPLE, "", clean(text))

        def sign(known_as: str, called: str, _: re.Match[str] | None = None) -> str:
            one = chr(min(_FIRST_SIGN + len(found), _LAST_SIGN))
            found[one] = (known_as, called)
            return one

        def marked(mark: re.Match[str]) -> str:
            if mark["id"]:
                return sign(mark["id"], mentions.get(mark["id"]) or mark["label"] or mark["id"])
            return sign(mark["name"], mark["name"])

        text = _MARKED.sub(marked, text)
        for id, name in sorted(mentions.items(), key=lambda each: -len(each[1])):
            if name.strip():
                text = re.sub(rf"(?<!\w)@?{re.escape(name)}(?!\w)", partial(sign, id, name), text)
        for part, name in _long_names(people):
            text = re.sub(rf"(?<![\w.@])@{part}(?!\w)", partial(sign, name, name), text, flags=re.IGNORECASE)
        text = _TYPED.sub(lambda typed: sign(typed["name"], typed["name"]), text)
        return cls(text, found)

    def ahead(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The text without the people with whom it begins, and their ids."""
        found = _AHEAD.match(text)
        return (text[found.end() :], self._ids(found[0])) if found else (text, ())

    def behind(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The same of those with whom it ends, where it is not about them."""
        found = _BEHIND.match(text[::-1])
        if found is None or _PART_OF_IT.fullmatch(found["before"][::-1]):
            return text, ()
        return text[: len(text) - found.end("people")].rstrip(), self._ids(found["people"][::-1])

    def named(self, text: str) -> str:
        """With everybody's name again."""
        return re.sub(_PEOPLE, lambda found: self.people[found[0]][1], text)

    def _ids(self, text: str) -> tuple[str, ...]:
        return tuple(self.people[sign][0] for sign in re.findall(_PEOPLE, text))


def _long_names(people: Iterable[str]) -> list[tuple[str, str]]:
    """How names of several words may be typed, the longest first, as patterns, and the whole name of each: all of it, or what it
    begins with where nobody else's does."""
    names = sorted({" ".join(clean(name).split()) for name in people})
    begun: dict[tuple[str, ...], set[str]] = {}
    for name in names:
        parts = name.split()
        for many in range(2, len(parts) + 1):
            begun.setdefault(tuple(map(bare, parts[:many])), set()).add(name)
    found = [
        (r"\s+".join(map(_with_or_without_accents, name.split()[: len(first)])), name)
        for first, those in begun.items()
        for name in those
        if len(those) == 1 or len(first) == len(name.split())
    ]
    return sorted(found, key=lambda each: -len(each[0]))


def _with_or_without_accents(word: str) -> str:
    return "".join(f"(?:{re.escape(sign)}|{re.escape(bare(sign))})" for sign in word)
