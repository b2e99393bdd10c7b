"""People whom words mention, on their way from a platform to what is begun with these words: as text, a line for each."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from adapters.text import clean


@dataclass(frozen=True, slots=True)
class Mention:
    """``name``: as they are called in the words. ``member``: an id (untrusted, like all that travels); empty where nobody knows
    whose account it is."""

    name: str
    member: str = ""

    def __str__(self) -> str:
        """On one line; ``mentions`` reads it."""
        return " ".join(f"{self.member} {clean(self.name)}".split())


def mentioned(people: Iterable[Mention]) -> str:
    """Each once, in their order; who has no name is left out."""
    return "\n".join(dict.fromkeys(str(each) for each in people if clean(each.name).strip()))


def mentions(text: str) -> tuple[Mention, ...]:
    """Of what ``mentioned`` made, or of names alone."""
    return tuple(_mention(line) for line in text.splitlines() if line.strip())


def _mention(line: str) -> Mention:
    first, _, name = line.strip().partition(" ")
    try:
        return Mention(name, str(UUID(first))) if name else Mention(first)
    except ValueError:
        return Mention(line.strip())
