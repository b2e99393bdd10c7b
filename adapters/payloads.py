"""The parts of a platform's payload, by their shape alone: what is there and of the right kind, or nothing."""

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]


class Malformed(Exception):
    """Not a shape that the platform sends; the text names the part."""


def object_of(payload: Json, name: str) -> Json:
    """Raises ``Malformed`` where there is none."""
    found = payload.get(name)
    if not isinstance(found, dict):
        raise Malformed(name)
    return found


def some_of(payload: Json, name: str) -> Json:
    """The object of that name, or an empty one."""
    found = payload.get(name)
    return found if isinstance(found, dict) else {}


def objects_of(payload: Json, name: str) -> list[Json]:
    """The objects in the list of that name."""
    found = payload.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def word_of(payload: Json, name: str) -> str:
    """The text of that name, or an empty one."""
    found = payload.get(name)
    return found if isinstance(found, str) else ""
