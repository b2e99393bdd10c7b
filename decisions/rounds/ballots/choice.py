"""What one person says in a ballot, the same for every method: a whole number beside some of the options.

Choose one, choose several, approval: 1 beside what is chosen. Score and dots: the points. Ranked: 1 for the first, 2 for the
second, ... Time poll: 2 for yes, 1 for if need be, 0 for no. Sense check, consensus and gradients have options of their own, of
which one is marked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from decisions.ids import GroupId


@dataclass(frozen=True, slots=True)
class Choice:
    """``marks`` are in the order of their keys, so that equal choices are equal and are written alike."""

    marks: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, marks: Mapping[str, int]) -> "Choice":
        return cls(tuple(sorted(marks.items())))

    @classmethod
    def parse(cls, text: str) -> "Choice":
        """Reads what ``str`` writes. Raises ``ValueError`` for anything else."""
        marks = dict[str, int]()
        for part in text.split():
            key, _, number = part.partition("=")
            if not key.isalnum() or not number.isdecimal() or key in marks:
                raise ValueError(f"not a choice: {text!r}")
            marks[key] = int(number)
        return cls.of(marks)

    def __str__(self) -> str:
        return " ".join(f"{key}={number}" for key, number in self.marks)

    def of_option(self, key: str) -> int | None:
        """The number beside the option, None when it is not marked."""
        return next((number for marked, number in self.marks if marked == key), None)


@dataclass(frozen=True, slots=True)
class Pile:
    """Equal choices on one pile. ``group`` is None where the ballot is not broken down by stakeholder group."""

    choice: Choice
    many: int = 1
    group: GroupId | None = None


class Profile(Protocol):
    """All choices of a ballot, in piles, in no particular order. It can be gone through more than once, each time from where the
    choices are stored: a count keeps none of them, and so needs no more memory for a million than for a hundred."""

    def __iter__(self) -> Iterator[Pile]: ...
