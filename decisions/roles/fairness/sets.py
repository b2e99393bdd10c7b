"""Of all sets of people who satisfy every rule together, the best: exactly, by dynamic programming over organisations.

A set is better when it fills more seats; then when each kind of people gets its whole turns (``Owed``); then when it has more of
those who must serve now; then when the first in the order in whom two sets differ is in it. Whatever the number of people, only
the first few of each kind can be in the best set: whoever is behind as many others of their kind, each from another
organisation, as there are seats, can be replaced by one of these. So the work is sorting, and at most
7 × 6 candidates × 1,716 counts (six seats, six required groups); with one required group, a few hundred steps.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from decisions.ids import MemberId, OrganisationId
from decisions.roles.fairness.rules import Bounds
from decisions.roles.fairness.standing import TURN

Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    member: MemberId
    kind: int
    organisation: OrganisationId | None
    must: int = 0
    """How many (they, their organisation) would fall a whole turn behind without it; less one where they would be a whole turn
    ahead with it."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What each kind of people is owed with this turn's share, in ``TURN``s."""

    kinds: tuple[int, ...]

    def cost(self, counts: Counts) -> tuple[int, int]:
        """Less is better: whole turns above or below, then the squares of what is left."""
        missed, squares = 0, 0
        for owed, many in zip(self.kinds, counts, strict=True):
            rest = owed - many * TURN
            missed += abs(rest) // TURN
            squares += rest * rest
        return missed, squares


def best(candidates: Sequence[Candidate], bounds: Bounds, owed: Owed | None = None) -> tuple[MemberId, ...]:
    """``candidates`` in the order in which they would be taken; the best set comes in it too. Empty where no set satisfies the
    rules (so many required that the seats do not suffice) or there is nobody."""
    few = tuple(_first_of_each_kind(candidates, bounds))
    states: dict[Counts, tuple[int, int]] = {(0,) * (len(bounds.required) + 1): (0, 0)}
    for block in _blocks(few):
        with_block = dict(states)
        for counts, (musts, taken) in states.items():
            if sum(counts) == bounds.seats:
                continue
            for place, candidate in block:
                after = (*counts[: candidate.kind], counts[candidate.kind] + 1, *counts[candidate.kind + 1 :])
                value = (musts + candidate.must, taken | 1 << (len(few) - 1 - place))
                if after not in with_block or with_block[after] < value:
                    with_block[after] = value
        states = with_block
    allowed = [counts for counts in states if bounds.allow(counts)]
    if not allowed:
        return ()

    def better(counts: Counts) -> tuple[int, int, int, int, int]:
        missed, squares = owed.cost(counts) if owed and bounds.required else (0, 0)
        musts, taken = states[counts]
        return sum(counts), -missed, musts, -squares, taken

    _, taken = states[max(allowed, key=better)]
    return tuple(
        candidate.member for place, candidate in enumerate(few) if taken >> (len(few) - 1 - place) & 1
    )


def _first_of_each_kind(candidates: Iterable[Candidate], bounds: Bounds) -> Iterator[Candidate]:
    seen: dict[int, int] = {}
    organisations: set[tuple[int, OrganisationId]] = set()
    for candidate in candidates:
        if seen.get(candidate.kind, 0) == bounds.seats:
            continue
        if candidate.organisation is not None:
            if (candidate.kind, candidate.organisation) in organisations:
                continue
            organisations.add((candidate.kind, candidate.organisation))
        seen[candidate.kind] = seen.get(candidate.kind, 0) + 1
        yield candidate


def _blocks(candidates: Sequence[Candidate]) -> Iterable[list[tuple[int, Candidate]]]:
    """Of each at most one can serve."""
    blocks: dict[object, list[tuple[int, Candidate]]] = {}
    for place, candidate in enumerate(candidates):
        key = candidate.member if candidate.organisation is None else candidate.organisation
        blocks.setdefault(key, []).append((place, candidate))
    return blocks.values()
