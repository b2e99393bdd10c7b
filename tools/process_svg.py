"""A state diagram as SVG, laid out by rule: stages from top to bottom, their ends beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Final

WIDTH: Final = 1180
STAGE_X, STAGE_WIDTH, STAGE_HEIGHT = 500, 170, 44
END_X, END_WIDTH = 860, 290
TOP, STEP = 90, 190
LANE: Final = 62
"""Between the paths that go round other stages, on the left."""
STYLE: Final = """
  text { font: 13px system-ui, sans-serif; fill: #1d2733; }
  .name { font-weight: 600; font-size: 15px; }
  .label { paint-order: stroke; stroke: #fff; stroke-width: 5px; stroke-linejoin: round; }
  .stage { fill: #e6f0fa; stroke: #2f5d8a; stroke-width: 1.5; }
  .end { fill: #f3efe6; stroke: #8a6d2f; stroke-width: 1.5; }
  .way { fill: none; stroke: #2f5d8a; stroke-width: 1.5; marker-end: url(#tip); }
  .ending { fill: none; stroke: #b7a57a; stroke-width: 1; marker-end: url(#tip); }
"""


@dataclass(frozen=True, slots=True)
class Way:
    """From one stage to another, and by what. ``source`` None: from every stage that is open."""

    source: str | None
    to: str
    labels: tuple[str, ...]


def picture(stages: Sequence[str], ends: Sequence[str], ways: Sequence[Way], anywhere: Sequence[Way]) -> str:
    heights = {stage: TOP + STEP * n for n, stage in enumerate(stages)}
    inner = [way for way in ways if way.to in heights and way.source in heights]
    boxes = {end: _end_lines(end, ways, anywhere) for end in ends}
    tops, bottom = _stacked(boxes)
    height = max(bottom, TOP + STEP * len(stages) - 60)
    parts = [*_ending_ways(ways, heights, tops, boxes), *_inner_ways(inner, heights)]
    parts += [_stage(stage, y) for stage, y in heights.items()]
    parts += [_end(end, tops[end], lines) for end, lines in boxes.items()]
    return _svg(height, parts)


def _svg(height: int, parts: Sequence[str]) -> str:
    tip = (
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#2f5d8a"/></marker></defs>'
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="Stages of a round">'
    ground = f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>'
    return "\n".join((head, f"<style>{STYLE}</style>", tip, ground, *parts, "</svg>\n"))


def _stage(stage: str, y: int) -> str:
    box = f'<rect class="stage" x="{STAGE_X}" y="{y}" width="{STAGE_WIDTH}" height="{STAGE_HEIGHT}" rx="10"/>'
    return box + _text(STAGE_X + STAGE_WIDTH // 2, y + 28, stage, "name", "middle")


# --- ends: a box each, which says from where and by what --------------------------------------------------------


def _end_lines(end: str, ways: Sequence[Way], anywhere: Sequence[Way]) -> list[str]:
    said: dict[tuple[str, ...], list[str]] = {}
    for way in ways:
        if way.to == end and way.source is not None:
            said.setdefault(way.labels, []).append(way.source)
    told = [f"from {', '.join(sources)}: {'; '.join(labels)}" for labels, sources in said.items()]
    told += [f"at any time: {'; '.join(way.labels)}" for way in anywhere if way.to == end]
    told += [f"goes on to {way.to}: {'; '.join(way.labels)}" for way in ways if way.source == end]
    return [line for one in told for line in wrap(one, 40)]


def _stacked(boxes: dict[str, list[str]]) -> tuple[dict[str, int], int]:
    tops, y = {}, 40
    for end, lines in boxes.items():
        tops[end] = y
        y += _end_height(lines) + 26
    return tops, y


def _end_height(lines: Sequence[str]) -> int:
    return 36 + 18 * len(lines)


def _end(end: str, y: int, lines: Sequence[str]) -> str:
    height = _end_height(lines)
    box = f'<rect class="end" x="{END_X}" y="{y}" width="{END_WIDTH}" height="{height}" rx="10"/>'
    name = _text(END_X + 14, y + 24, end.replace("_", " "), "name", "start")
    said = [_text(END_X + 14, y + 44 + 18 * n, line, "", "start") for n, line in enumerate(lines)]
    return "".join((box, name, *said))


def _ending_ways(
    ways: Sequence[Way], heights: dict[str, int], tops: dict[str, int], boxes: dict[str, list[str]]
) -> list[str]:
    drawn = []
    for way in ways:
        if way.source is None or way.to not in tops:
            continue
        x, y = STAGE_X + STAGE_WIDTH, heights[way.source] + STAGE_HEIGHT // 2
        end_y = tops[way.to] + _end_height(boxes[way.to]) // 2
        drawn.append(
            f'<path class="ending" d="M{x} {y}C{x + 110} {y} {END_X - 110} {end_y} {END_X} {end_y}"/>'
        )
    return drawn


# --- between stages: the next one straight down, all others round the left ---------------------------------------


def _inner_ways(ways: Sequence[Way], heights: dict[str, int]) -> list[str]:
    order = list(heights)
    drawn, lane = [], 0
    for way in sorted(ways, key=lambda one: abs(order.index(one.to) - order.index(one.source or one.to))):
        if way.source is None:
            continue
        if order.index(way.to) == order.index(way.source) + 1:
            drawn.append(_straight(way, heights))
        else:
            lane += 1
            drawn.append(_round(way, heights, lane))
    return drawn


def _straight(way: Way, heights: dict[str, int]) -> str:
    x, start = STAGE_X + STAGE_WIDTH // 2, heights[way.source or way.to] + STAGE_HEIGHT
    end = heights[way.to]
    line = f'<path class="way" d="M{x} {start}V{end - 2}"/>'
    return line + _labels(x + 10, (start + end) // 2, way, "start", 26)


def _round(way: Way, heights: dict[str, int], lane: int) -> str:
    start, end = heights[way.source or way.to] + 12, heights[way.to] + 32
    if end > start:
        start, end = start + 20, end - 20
    x, left = STAGE_X, STAGE_X - 30 - LANE * lane
    line = f'<path class="way" d="M{x} {start}H{left + 12}Q{left} {start} {left} {start + (12 if end > start else -12)}'
    line += f'V{end + (-12 if end > start else 12)}Q{left} {end} {left + 12} {end}H{x - 2}"/>'
    return line + _labels(left - 8, start + (end - start) * 3 // 10, way, "end", 24)


def _labels(x: int, middle: int, way: Way, anchor: str, width: int) -> str:
    lines = [line for label in way.labels for line in wrap(label, width)]
    top = middle - 9 * len(lines) + 14
    return "".join(_text(x, top + 18 * n, line, "label", anchor) for n, line in enumerate(lines))


def _text(x: int, y: int, said: str, kind: str, anchor: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(said)}</text>'
