"""Whom a message mentions in Teams and who wrote it: as Teams knows them, and as the message's words call them."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from adapters.payloads import Json, objects_of, some_of, word_of
from adapters.text import clean

MOST: Final = 20
"""People of one message who are looked at."""
_LONGEST: Final = 256
_INSIDE: Final = re.compile(r"\A<at\b[^<>]*>([^<>]*)</at>\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mentioned:
    """``user``: the directory id, ``handle``: Teams' own name of the person for this bot; a message tells one or the other."""

    name: str
    user: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """Of a message. ``writer`` is None for an app; ``written``: when (ISO)."""

    mentioned: tuple[Mentioned, ...] = ()
    writer: Mentioned | None = None
    written: str = ""


def in_words(activity: Json) -> tuple[Mentioned, ...]:
    """Of words to Rondo, without Rondo itself."""
    rondo = some_of(activity, "recipient").get("id")
    return tuple(each for each in _of_entities(activity) if each.handle != rondo)[:MOST]


def _of_entities(activity: Json) -> Iterator[Mentioned]:
    for entity in objects_of(activity, "entities"):
        person = some_of(entity, "mentioned")
        inside = _INSIDE.match(word_of(entity, "text").strip())
        name = _name(html.unescape(inside[1]) if inside else word_of(person, "name"))
        if entity.get("type") == "mention" and name:
            yield Mentioned(name, _id(person, "aadObjectId"), _id(person, "id"))


def of_message(payload: Json, text: str) -> People:
    """``text``: what the message says. A name that was mentioned word by word is one name."""
    spelled: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for mention in objects_of(payload, "mentions"):
        user = some_of(some_of(mention, "mentioned"), "user")
        if id := _id(user, "id"):
            spelled.setdefault(id, []).append(_name(word_of(mention, "mentionText")))
            names[id] = _name(word_of(user, "displayName"))
    found = (Mentioned(_called(text, names[id], parts), id) for id, parts in spelled.items())
    user = some_of(some_of(payload, "from"), "user")
    writer = Mentioned(_name(word_of(user, "displayName")), _id(user, "id"))
    return People(
        tuple(each for each in found if each.name)[:MOST],
        writer if writer.user else None,
        word_of(payload, "createdDateTime")[:_LONGEST],
    )


def _called(text: str, name: str, parts: list[str]) -> str:
    """As they are called in the text, or else by their name."""
    words = list(dict.fromkeys(filter(None, parts)))
    names = (" ".join(words), name, *words)
    return next((each for each in names if each and each in text), name or " ".join(words))


def _name(text: str) -> str:
    return " ".join(clean(text[:_LONGEST].replace("\xa0", " ")).split())


def _id(source: Json, name: str) -> str:
    found = word_of(source, name)
    return found if len(found) <= _LONGEST else ""
