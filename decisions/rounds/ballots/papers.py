"""Ballot papers in parcels, as they move from option to option while a ranked ballot is counted.

A million different rankings do not fit into memory. Papers that are held by the same option, at the same value, and go on
alike lie in one parcel, and those that name nobody any more in none; where there would be too many parcels, what the papers
say further on is left away, and they are sorted anew, from the profile, when it is needed. So the memory is bounded, and a
count seldom goes through the profile more than two or three times.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from decisions.rounds.ballots.choice import Profile
from decisions.rounds.ballots.ranking import ranking

WHOLE: Final = 100_000
"""A paper's value when it is first held. All values are whole multiples of a hundred-thousandth, so that they are exact."""
PARCELS: Final = 50_000
"""At most so many are kept, unless one look ahead is already more."""
_MORE: Final = ""
"""Stands at the end of what a parcel says when its papers say more. No option has this key."""

Rest = tuple[str, ...]
"""Who holds the paper, and after that whom it names, as far as it is known here."""


@dataclass(frozen=True, slots=True)
class _Transfer:
    leaving: Mapping[str, tuple[int, int]]
    """From whom, and at what share of its value a paper goes on (numerator, denominator)."""
    to: frozenset[str]
    """Who may get papers now."""

    def of(self, value: int, rest: Rest) -> tuple[int, Rest]:
        """A hundred-thousandth that is not whole is left away."""
        part, whole = self.leaving[rest[0]]
        return value * part // whole, tuple([key for key in rest[1:] if key in self.to or key == _MORE])


class Papers:
    """Nothing in it is changed, only replaced: a shallow copy goes its own way."""

    def __init__(self, profile: Profile, options: tuple[str, ...], parcels: int = PARCELS) -> None:
        self._profile = profile
        self._options = options
        self._most = parcels
        self._transfers: tuple[_Transfer, ...] = ()
        self._kept: Mapping[str, int] = {}
        self._parcels = self._sorted()

    def held(self) -> dict[str, int]:
        """What each option holds, in hundred-thousandths."""
        held = {**dict.fromkeys(self._options, 0), **self._kept}
        for (value, rest), many in self._parcels.items():
            held[rest[0]] += value * many
        return held

    def exclude(self, out: tuple[str, ...], to: frozenset[str]) -> None:
        """All papers of those who are out go on at the value that they have."""
        self._transfer(_Transfer(dict.fromkeys(out, (1, 1)), to))

    def hand_on(self, surpluses: Mapping[str, int], to: frozenset[str]) -> None:
        """All papers of the options go on, with the surplus spread over them; the options keep the rest for good."""
        held = self.held()
        self._transfer(_Transfer({key: (surplus, held[key]) for key, surplus in surpluses.items()}, to))
        self._kept = {**self._kept, **{key: held[key] - surplus for key, surplus in surpluses.items()}}

    def _transfer(self, transfer: _Transfer) -> None:
        self._transfers += (transfer,)
        moved = Counter[tuple[int, Rest]]()
        for parcel, many in self._parcels.items():
            value, rest = transfer.of(*parcel) if parcel[1][0] in transfer.leaving else parcel
            if rest == (_MORE,):
                self._parcels = self._sorted()
                return
            if rest:
                moved[value, rest] += many
        self._parcels = moved

    def _sorted(self) -> Counter[tuple[int, Rest]]:
        parcels = Counter[tuple[int, Rest]]()
        look = len(self._options)
        for pile in self._profile:
            value, rest = self._where(ranking(pile.choice))
            if rest:
                parcels[value, _shortened(rest, look)] += pile.many
            while len(parcels) > self._most and look > 1:
                look //= 2
                parcels = _shorter(parcels, look)
        return parcels

    def _where(self, rest: Rest) -> tuple[int, Rest]:
        """Where a paper lies after all transfers until now."""
        value = WHOLE
        for transfer in self._transfers:
            if rest and rest[0] in transfer.leaving:
                value, rest = transfer.of(value, rest)
        if self._transfers:
            to = self._transfers[-1].to
            rest = (*rest[:1], *[key for key in rest[1:] if key in to])
        return value, rest


def _shortened(rest: Rest, look: int) -> Rest:
    return rest if len(rest) <= look else (*rest[:look], _MORE)


def _shorter(parcels: Counter[tuple[int, Rest]], look: int) -> Counter[tuple[int, Rest]]:
    shorter = Counter[tuple[int, Rest]]()
    for (value, rest), many in parcels.items():
        shorter[value, _shortened(rest, look)] += many
    return shorter
