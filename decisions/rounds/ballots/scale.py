"""What the numbers beside an option are worth."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Scale:
    """What each number adds, from 0 upwards; more never adds less."""

    figure: tuple[int, ...]
    """To the figure by which options are ranked."""
    then: tuple[int, ...] = ()
    """To what decides between options with the same figure: 0 or 1. Empty when nothing does."""

    @property
    def best(self) -> int:
        """The most that one ballot adds to a figure."""
        return self.figure[-1]

    def worth(self, counted: int) -> tuple[int, ...]:
        """One number for both, so that options rank by its sum over ``counted`` ballots as they do by figure and then."""
        if not self.then:
            return self.figure
        return tuple(
            figure * (counted + 1) + then for figure, then in zip(self.figure, self.then, strict=True)
        )


MARKED: Final = Scale((0, 1))
"""Marked, or not."""


def points(highest: int) -> Scale:
    """Each number is worth itself."""
    return Scale(tuple(range(highest + 1)))
