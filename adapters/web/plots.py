"""The picture of counts over time: a column for each time, in parts that stand on one another."""

from dataclasses import dataclass
from typing import Final

from adapters.cards import Plot

_WIDTH: Final = 340
_TOP, _GROUND, _HEIGHT = 18, 138, 156
_EDGE: Final = 6
_GAP: Final = 0.35
"""Of a column's room, that stays empty."""
_LABELS: Final = 6
"""Labels below the columns, at most."""


@dataclass(frozen=True, slots=True)
class Piece:
    series: int
    x: float
    y: float
    width: float
    height: float
    said: str


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Within ``width`` and ``height``; the columns stand on ``ground``."""

    parts: tuple[Piece, ...]
    labels: tuple[Label, ...]
    width: int = _WIDTH
    height: int = _HEIGHT
    ground: int = _GROUND


def drawn_plot(plot: Plot) -> Drawn:
    """The highest column fills the height; over each stands how many it is, and below every few when it was."""
    room = (_WIDTH - 2 * _EDGE) / max(len(plot.points), 1)
    most = max((sum(point.counts) for point in plot.points), default=0) or 1
    every = -(-len(plot.points) // _LABELS) or 1
    parts: list[Piece] = []
    labels: list[Label] = []
    for number, point in enumerate(plot.points):
        x, y = _EDGE + room * number, float(_GROUND)
        for series, (name, count) in enumerate(zip(plot.series, point.counts, strict=True)):
            if count:
                height = (_GROUND - _TOP) * count / most
                y -= height
                said = f"{point.label}: {name} {count}"
                left = x + room * _GAP / 2
                parts.append(
                    Piece(
                        series,
                        round(left, 1),
                        round(y, 1),
                        round(room * (1 - _GAP), 1),
                        round(height, 1),
                        said,
                    )
                )
        if total := sum(point.counts):
            labels.append(Label(round(x + room / 2, 1), round(y - 5, 1), str(total)))
        if (len(plot.points) - 1 - number) % every == 0:
            labels.append(_below(round(x + room / 2, 1), point.short))
    return Drawn(tuple(parts), tuple(labels))


def _below(x: float, text: str) -> Label:
    """Not over the edge."""
    if x > _WIDTH - 20:
        return Label(_WIDTH, _HEIGHT - 3, text, "end")
    return Label(max(x, 0), _HEIGHT - 3, text, "start" if x < 20 else "middle")
