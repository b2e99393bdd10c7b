"""What was kept, moved and let go, week by week."""

from collections.abc import Iterator, Sequence

from adapters.cards import Block, Line, Plot, PlotPoint, words
from adapters.present.reader import Reader
from decisions.commitments.over_time import Counted, Week


def over_time(weeks: Sequence[Week], reader: Reader) -> Iterator[Block]:
    """``weeks``: the newest first."""
    w = reader.copy
    points = tuple(
        PlotPoint(
            w("digest.week_of", day=reader.day(week.monday)), w.short_day(week.monday), _counts(week.counted)
        )
        for week in reversed(weeks)
    )
    kept, moved, dropped = (sum(each) for each in zip(*(point.counts for point in points), strict=True))
    counts = (("digest.kept_n", kept), ("digest.moved_n", moved), ("digest.dropped_n", dropped))
    said = w("board.in_weeks", weeks=len(weeks), counted=w.list([w.n(key, n) for key, n in counts]))
    yield Line(words(said))
    series = (w("digest.done"), w("digest.moved"), w("digest.let_go"))
    yield Plot(w("board.plot"), series, points, w("board.as_table"), said)


def _counts(counted: Counted) -> tuple[int, ...]:
    return counted.kept, counted.moved, counted.dropped
