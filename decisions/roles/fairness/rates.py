"""How many turns each person should get, turn by turn, where rules make an even share impossible: as even as they allow.

Everybody's share rises at once, until a rule stops some of them; the others' rise on (progressive filling, max-min fairness:
Bertsekas and Gallager, *Data Networks*, 1992, 6.5.2). What rules allow in one turn is the intersection of two polymatroids (one
of organisations, one of groups), so every share that is reached this way is a mixture of sets that they allow (Edmonds 1970).
People of one organisation and one kind have the same share.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Final

from decisions.ids import OrganisationId
from decisions.roles.fairness.rules import Bounds
from decisions.roles.fairness.standing import TURN, Why

Cell = tuple[OrganisationId | None, int]
"""An organisation (None where it makes no difference) and a kind of people (see ``Bounds``)."""
_BOTH: Final = (Why.AT_LEAST_FROM, Why.ONE_PER_ORGANISATION)


@dataclass(frozen=True, slots=True)
class Rate:
    """``because``: the rules that make it less or more than an even share. None do when empty."""

    share: int
    because: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class _Limit:
    """These people together have no more than ``most``."""

    most: Fraction
    cells: frozenset[Cell]
    because: tuple[Why, ...]

    def height(self, people: Mapping[Cell, int], levels: Mapping[Cell, Fraction]) -> Fraction:
        """How high the share of those whose share still rises can be."""
        used = sum((levels[cell] * people[cell] for cell in self.cells if cell in levels), Fraction(0))
        return (self.most - used) / sum(people[cell] for cell in self.cells if cell not in levels)


@dataclass(frozen=True, slots=True)
class _Fullness:
    """Nobody's share rises so far that fewer seats than possible are filled: the seats for ``kinds``, and those that
    organisations can fill, less what is counted in both, are no fewer than ``filled`` (a cut of the network from organisations to
    seats). Whoever has a share above it would keep others out of seats that they themselves cannot fill.
    """

    kinds: frozenset[int]
    room: Fraction
    """Seats for these kinds, and for anybody without an organisation who is of none of them, and what organisations can fill,
    while nobody has a share."""
    outside: Mapping[OrganisationId | None, Fraction]
    """What organisations could fill with people of none of these kinds, at most one seat each; without those that have none."""

    def stops(
        self, level: Fraction, people: Mapping[Cell, int], levels: Mapping[Cell, Fraction], filled: Fraction
    ) -> tuple[Fraction, frozenset[Cell]]:
        """How high the rest may rise, at most to ``level``, and who stops there (Newton's method, from above)."""
        mine = [(cell[0], cell) for cell in people if cell[0] in self.outside and cell[1] in self.kinds]
        while True:
            inside: dict[OrganisationId | None, Fraction] = {}
            rising: dict[OrganisationId | None, int] = {}
            for organisation, cell in mine:
                share = people[cell] * levels.get(cell, level)
                inside[organisation] = inside.get(organisation, Fraction(0)) + share
                rising[organisation] = rising.get(organisation, 0) + (0 if cell in levels else people[cell])
            over = {
                organisation: self.outside[organisation] - 1 + share for organisation, share in inside.items()
            }
            tight = {
                organisation for organisation, beyond in over.items() if beyond >= 0 and rising[organisation]
            }
            short = filled - self.room + sum((beyond for beyond in over.values() if beyond > 0), Fraction(0))
            if short <= 0 or not tight:
                stopped = frozenset(cell for place, cell in mine if place in tight and cell not in levels)
                return level, stopped if short >= 0 else frozenset()
            level -= short / sum(rising[organisation] for organisation in tight)


def rates(people: Mapping[Cell, int], bounds: Bounds, rested: bool) -> dict[Cell, Rate]:
    """``people``: how many there are. ``rested``: nobody serves twice running, so each at most in every second turn."""
    each = Fraction(1, 2) if rested else Fraction(1)
    levels: dict[Cell, Fraction] = {}
    causes: dict[Cell, tuple[Why, ...]] = {}
    if not bounds.can_be_met:
        return {cell: Rate(0, (Why.AT_LEAST_FROM,)) for cell in people}
    limits = [limit for limit in _limits(people, bounds) if limit.cells]
    cuts = list(_cuts(people, bounds, each)) if bounds.required and bounds.one_per_organisation else []
    filled = min((cut.room for cut in cuts), default=Fraction(0))
    while len(levels) < len(people):
        limits = [limit for limit in limits if not limit.cells <= levels.keys()]
        heights = [limit.height(people, levels) for limit in limits]
        level = min([each, *heights])
        stops = [cut.stops(level, people, levels, filled) for cut in cuts]
        lowest = min([level, *(height for height, _ in stops)])
        stopped = [
            (limit.cells, limit.because)
            for limit, height in zip(limits, heights, strict=True)
            if height == lowest
        ]
        if lowest == each:
            stopped.append((frozenset(people), (Why.NOT_TWICE_RUNNING,) if rested else ()))
        stopped += [(cells, _BOTH) for height, cells in stops if height == lowest]
        for cells, because in sorted(stopped, key=lambda stop: not stop[1]):
            for cell in cells - levels.keys():
                levels[cell], causes[cell] = lowest, because
    return _with_causes(people, levels, causes, bounds)


def _with_causes(
    people: Mapping[Cell, int],
    levels: Mapping[Cell, Fraction],
    causes: Mapping[Cell, tuple[Why, ...]],
    bounds: Bounds,
) -> dict[Cell, Rate]:
    """Whose share is more than even has it from all who were stopped earlier; who has an even one needs no cause."""
    everybody = sum(people.values())
    even = min(Fraction(1), Fraction(bounds.seats, everybody)) if everybody else Fraction(0)
    less = {why for cell in people if levels[cell] < even for why in causes[cell]}
    more = tuple(why for why in Why if why in less)
    return {
        cell: Rate(int(level * TURN), () if level == even else causes[cell] if level < even else more)
        for cell, level in levels.items()
    }


def _limits(people: Mapping[Cell, int], bounds: Bounds) -> Iterator[_Limit]:
    for kept in _kinds(bounds):
        most = bounds.seats - sum(bounds.required[kind][1] for kind in kept)
        others = frozenset(cell for cell in people if cell[1] not in kept)
        yield _Limit(Fraction(most), others, (Why.AT_LEAST_FROM,) if kept else ())
    organisations: dict[OrganisationId, set[Cell]] = {}
    for cell in people:
        if cell[0] is not None:
            organisations.setdefault(cell[0], set()).add(cell)
    for theirs in organisations.values():
        yield _Limit(Fraction(1), frozenset(theirs), (Why.ONE_PER_ORGANISATION,))


def _cuts(people: Mapping[Cell, int], bounds: Bounds, each: Fraction) -> Iterator[_Fullness]:
    anybody = bounds.seats - sum(many for _, many in bounds.required)
    rest = len(bounds.required)
    for required in _kinds(bounds):
        seats = Fraction(sum(bounds.required[kind][1] for kind in required))
        for kinds in (required, required | {rest}):
            outside: dict[OrganisationId, Fraction] = {}
            alone = Fraction(0)
            for (organisation, kind), many in people.items():
                share = Fraction(0) if kind in kinds else many * each
                if organisation is None:
                    alone += share
                else:
                    outside[organisation] = outside.get(organisation, Fraction(0)) + share
            filling: dict[OrganisationId | None, Fraction] = {
                place: min(Fraction(1), share) for place, share in outside.items() if share
            }
            room = seats + (anybody if kinds else 0) + alone + sum(filling.values(), Fraction(0))
            yield _Fullness(kinds, room, filling)


def _kinds(bounds: Bounds) -> Iterator[frozenset[int]]:
    required = range(len(bounds.required))
    for many in range(len(required) + 1):
        yield from map(frozenset, combinations(required, many))
