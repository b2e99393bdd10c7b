"""A chart, a count in rounds, a whole by its parts and the like, in the simpler blocks that every chat can draw."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from adapters.cards import (
    BARS_IN_SIGHT,
    HELD_IN_SIGHT,
    LINKS_IN_SIGHT,
    PARTS_IN_SIGHT,
    STEPS_IN_SIGHT,
    Block,
    Breakdown,
    Chart,
    ChartBar,
    Line,
    LinkMap,
    Listing,
    Paragraph,
    Plot,
    PlotPoint,
    SimpleBlock,
    Span,
    Step,
    Steps,
    Switch,
    Words,
    words,
)
from adapters.text import ELLIPSIS, cut, cut_words, signs_of

CHOSEN: Final = "✓ "
LONGEST: Final = 100
"""Characters of a label, and of the words beside it: all bars in sight fit into one text."""
SHORT: Final = 40
"""Characters of an option's name among those that hold something."""


def simpler(blocks: Sequence[Block], *, bars: bool = True) -> Iterator[SimpleBlock]:
    """The blocks with charts, counts and breakdowns in words; with ``bars``, signs below the words of a chart show how long each
    bar would be."""
    for block in blocks:
        match block:
            case Chart():
                yield from _chart(block, bars)
            case Steps():
                yield from _steps(block)
            case Breakdown():
                yield from _breakdown(block)
            case LinkMap():
                yield from _link_map(block)
            case Plot():
                yield from _plot(block)
            case Switch():
                yield Line(words(f"{block.label}: {block.buttons[block.chosen].label}"))
            case _:
                yield block


def _chart(chart: Chart, bars: bool) -> Iterator[SimpleBlock]:
    shown = chart.bars[:BARS_IN_SIGHT]
    lines = [words(cut(chart.title, LONGEST), bold=True), *(_bar(bar, signs=bars) for bar in shown)]
    yield Paragraph(_below_each_other([line for line in lines if line.plain]))
    if chart.rest:
        yield Line(words(chart.rest))


def _bar(bar: ChartBar, *, signs: bool) -> Words:
    """The words first, so that a screen reader has said them before it comes to the signs."""
    named = cut_words(bar.named, LONGEST)
    said = _with_sign(named).in_bold if bar.chosen else named
    drawn = (Span(f"\n{signs_of(bar.part, bar.whole)}"),) if signs else ()
    return Words((*said.spans, Span(f" · {cut(bar.words, LONGEST)}"), *drawn))


def _with_sign(named: Words) -> Words:
    first, *others = named.spans
    if first.at is not None:
        return Words((Span(CHOSEN), *named.spans))
    return Words((replace(first, text=CHOSEN + first.text), *others))


def _steps(steps: Steps) -> Iterator[SimpleBlock]:
    yield Paragraph(words(cut(steps.title, LONGEST), bold=True))
    if steps.rest:
        yield Line(words(steps.rest))
    yield Listing(tuple(_step(step, steps.options) for step in steps.steps[-STEPS_IN_SIGHT:]))


def _step(step: Step, options: Sequence[str]) -> Words:
    """What happened comes first: of a step that is too long, only the end of what was held is cut."""
    return _held(step.title, step.happened, options, step.held)


def _breakdown(breakdown: Breakdown) -> Iterator[SimpleBlock]:
    yield Paragraph(words(cut(breakdown.title, LONGEST), bold=True))
    shown = breakdown.parts[:PARTS_IN_SIGHT]
    yield Listing(tuple(_held(part.title, part.said, breakdown.options, part.held) for part in shown))
    if breakdown.rest:
        yield Line(words(breakdown.rest))


def _link_map(block: LinkMap) -> Iterator[SimpleBlock]:
    yield Paragraph(words(cut(block.title, LONGEST), bold=True))
    shown = block.links[:LINKS_IN_SIGHT]
    names = [cut(name, SHORT) for name in block.names]
    pairs = ((f"{names[link.one]} – {names[link.other]}", link.by) for link in shown)
    yield Listing(tuple(Words((Span(pair, bold=True), Span(f": {_by(by)}"))) for pair, by in pairs))
    if block.rest:
        yield Line(words(block.rest))


def _plot(plot: Plot) -> Iterator[SimpleBlock]:
    """The newest of them."""
    yield Paragraph(words(cut(plot.title, LONGEST), bold=True))
    counted = [point for point in plot.points if any(point.counts)][-PARTS_IN_SIGHT:]
    if counted:
        yield Listing(
            tuple(
                Words((Span(point.label, bold=True), Span(f": {_counts(plot, point)}"))) for point in counted
            )
        )


def _counts(plot: Plot, point: PlotPoint) -> str:
    pairs = zip(plot.series, point.counts, strict=True)
    return " · ".join(f"{cut(name, SHORT)} {count}" for name, count in pairs if count)


def _by(titles: Sequence[str]) -> str:
    """The first of them."""
    shown = [cut(title, SHORT) for title in titles[:HELD_IN_SIGHT]]
    return " · ".join(shown + ([ELLIPSIS] if len(titles) > HELD_IN_SIGHT else []))


def _held(title: str, said: str, options: Sequence[str], held: Sequence[str]) -> Words:
    """The title and what is said of it, and below it the first options with what they hold."""
    rows = [f"{cut(option, SHORT)} {figure}" for option, figure in zip(options, held, strict=True) if figure]
    named = rows[:HELD_IN_SIGHT] + ([ELLIPSIS] if len(rows) > HELD_IN_SIGHT else [])
    lead = (Span(cut(title, LONGEST), bold=True), Span(f": {said}"))
    return Words((*lead, Span(f"\n{' · '.join(named)}")) if named else lead)


def _below_each_other(lines: Sequence[Words]) -> Words:
    spans: list[Span] = []
    for line in lines:
        spans += [Span("\n")] if spans else []
        spans += line.spans
    return Words(tuple(spans))
