"""How many ballots put which number beside which option: what every method that is not ranked counts from."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.choice import Profile


@dataclass(frozen=True, slots=True)
class Marks:
    """A number that nobody wrote is 0: what is left of ``counted``, and not kept."""

    counted: int
    beside: Mapping[str, Mapping[int, int]]
    """By option, then by number: ballots."""

    def ballots(self, key: str) -> int:
        """How many mark the option with anything but 0."""
        return sum(self.beside[key].values())

    def total(self, key: str, worth: Sequence[int]) -> int:
        """What the option's numbers come to together, when each adds its ``worth``."""
        return sum(worth[number] * many for number, many in self.beside[key].items())

    def numbers(self, key: str) -> tuple[tuple[int, int], ...]:
        """(number, ballots) for each number beside the option, the lowest first, without 0."""
        return tuple(sorted(self.beside[key].items()))

    def with_none(self, key: str) -> Iterator[tuple[int, int]]:
        """(number, ballots), the lowest first, beginning with 0."""
        yield 0, self.counted - self.ballots(key)
        yield from self.numbers(key)


def marked(ballot: Ballot, profile: Profile) -> Marks:
    """Goes through the profile once, and keeps one number for each option and each number beside it."""
    counted = 0
    beside: dict[str, Counter[int]] = {key: Counter() for key in ballot.keys}
    for pile in profile:
        counted += pile.many
        for key, number in pile.choice.marks:
            if number:
                beside[key][number] += pile.many
    return Marks(counted, beside)
