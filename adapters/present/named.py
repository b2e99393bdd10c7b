"""Whom people mean by a name that they type."""

from collections.abc import Iterable, Mapping

from adapters.calendar_words import bare


def named_among(names: Iterable[str], people: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of those who are meant, each once, and the names that are nobody's or several people's. ``people``: names by id. A
    name is meant whole, without its blanks and dots, or by one of its words; an id means itself."""
    found: list[str] = []
    unknown: list[str] = []
    for name in filter(None, names):
        meant = name if name in people else _meant(bare(name), people)
        if meant is None:
            unknown.append(name)
        else:
            found.append(meant)
    return tuple(dict.fromkeys(found)), tuple(unknown)


def _meant(name: str, people: Mapping[str, str]) -> str | None:
    """Who bears the name as a whole comes before who bears it among others."""
    whole = [id for id, called in people.items() if _in_one(bare(called)) == _in_one(name)]
    partly = [id for id, called in people.items() if name in bare(called).split()]
    close = whole or partly
    return close[0] if len(close) == 1 else None


def _in_one(name: str) -> str:
    return "".join(sign for sign in name if sign.isalnum())
