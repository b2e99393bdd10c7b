"""The picture of who is linked with whom: a dot for each on a circle, a line for each link."""

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

from adapters.cards import LinkMap
from adapters.text import cut

RADIUS: Final = 130
_LABEL: Final = 14
"""Characters of a name beside its dot; the whole of it is in the table."""
_AWAY: Final = 16
_TOP: Final = 0.01
"""Nearer than this to the middle, a name stands above or below its dot and not beside it."""
_WIDEST: Final = 6


@dataclass(frozen=True, slots=True)
class Dot:
    x: int
    y: int
    at_x: int
    at_y: int
    anchor: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """``width`` grows with how much links the two; ``said`` tells both and by what."""

    x1: int
    y1: int
    x2: int
    y2: int
    width: int
    said: str


def drawn_map(block: LinkMap) -> tuple[list[Dot], list[Line]]:
    """Within 270 to each side and 205 up and down, the first of the names above all."""
    dots = [_dot(number, name, len(block.names)) for number, name in enumerate(block.names)]
    lines = []
    for link in block.links:
        one, other = dots[link.one], dots[link.other]
        said = f"{one.name} – {other.name}: {', '.join(link.by)}"
        width = min(2 * len(link.by), _WIDEST)
        lines.append(Line(one.x, one.y, other.x, other.y, width, said))
    return dots, lines


def _dot(number: int, name: str, many: int) -> Dot:
    turn = 2 * pi * number / max(many, 1) - pi / 2
    across, down = cos(turn), sin(turn)
    x, y = round(RADIUS * across), round(RADIUS * down)
    if abs(across) < _TOP:
        return Dot(x, y, x, y + (28 if down > 0 else -18), "middle", cut(name, _LABEL), name)
    side = _AWAY if across > 0 else -_AWAY
    return Dot(x, y, x + side, y + 5, "start" if across > 0 else "end", cut(name, _LABEL), name)
