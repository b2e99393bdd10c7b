"""The picture of who is linked with whom: the names one below the other, where each is read on a phone however many there are,
and beside them an arc for each link."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from adapters.cards import Link, LinkMap
from adapters.text import cut

ROW: Final = 26
ACROSS: Final = 420
DOTS_AT: Final = 250
_AWAY: Final = 14
_ARCS: Final = ACROSS - DOTS_AT - 6
_NEAREST: Final = 14
_FARTHEST: Final = 40
"""For each row between two."""
_LABEL: Final = 23
"""Characters of a name beside its dot; the whole of it is in the table."""
_WIDEST: Final = 4
TONES: Final = 6
_ROUNDS: Final = 12
"""In which those that are linked draw near to each other."""


@dataclass(frozen=True, slots=True)
class Dot:
    """Its label ends at ``x``."""

    y: int
    x: int
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Arc:
    """``path`` as SVG has it; ``width`` grows with how much links the two; ``tone``: of so many as there are, that of the upper
    one, so that an eye can follow it; ``said`` tells both and by what."""

    path: str
    width: int
    tone: int
    said: str


@dataclass(frozen=True, slots=True)
class Picture:
    """``dots`` as the map's names stand."""

    height: int
    dots: tuple[Dot, ...]
    arcs: tuple[Arc, ...]


def drawn_map(block: LinkMap) -> Picture:
    """The same picture of the same map."""
    many = len(block.names)
    rows = {number: row for row, number in enumerate(near_each_other(many, block.links))}
    longest = max((abs(rows[link.one] - rows[link.other]) for link in block.links), default=1)
    dots = tuple(
        Dot(_middle_of(rows[number]), DOTS_AT - _AWAY, cut(name, _LABEL), name)
        for number, name in enumerate(block.names)
    )
    arcs = tuple(_arc(link, rows, longest, block.names) for link in block.links)
    return Picture(ROW * many, dots, arcs)


def near_each_other(many: int, links: Sequence[Link]) -> list[int]:
    """The numbers in an order in which those that are linked stand near each other: each is drawn to the middle of those with
    which it is linked, some times over (the barycentre heuristic of K. Sugiyama, S. Tagawa and M. Toda, 1981). Those that no link
    joins stay apart: the largest group first."""
    beside: list[set[int]] = [set() for _ in range(many)]
    for link in links:
        beside[link.one].add(link.other)
        beside[link.other].add(link.one)
    order: list[int] = []
    for group in sorted(_groups(beside), key=lambda one: (-len(one), one[0])):
        standing = group
        for _ in range(_ROUNDS):
            place = {number: at for at, number in enumerate(standing)}
            standing = sorted(standing, key=lambda one: (_middle(one, beside[one], place), one))
        order += standing
    return order


def _groups(beside: Sequence[set[int]]) -> list[list[int]]:
    """Whoever is linked, also over others."""
    left, found = set(range(len(beside))), []
    while left:
        group, reached = set[int](), {min(left)}
        while reached:
            group |= reached
            reached = set().union(*(beside[number] for number in reached)) - group
        found.append(sorted(group))
        left -= group
    return found


def _middle(number: int, beside: set[int], place: dict[int, int]) -> float:
    around = [place[other] for other in beside]
    return (sum(around) + place[number]) / (len(around) + 1)


def _middle_of(row: int) -> int:
    return ROW * row + ROW // 2


def _arc(link: Link, rows: dict[int, int], longest: int, names: Sequence[str]) -> Arc:
    """The farther away, the farther out."""
    top, bottom = sorted((rows[link.one], rows[link.other]))
    out = min(
        round(_NEAREST + (_ARCS - _NEAREST) * sqrt((bottom - top) / longest)), _FARTHEST * (bottom - top)
    )
    down = (_middle_of(bottom) - _middle_of(top)) // 2
    path = f"M{DOTS_AT} {_middle_of(top)}A{out} {down} 0 0 1 {DOTS_AT} {_middle_of(bottom)}"
    said = f"{names[link.one]} – {names[link.other]}: {', '.join(link.by)}"
    return Arc(path, min(len(link.by), _WIDEST), top % TONES, said)
