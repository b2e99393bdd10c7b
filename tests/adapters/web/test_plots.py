"""The picture of counts over time: its columns are as high as what they stand for, and everything is within it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.cards import Plot, PlotPoint
from adapters.web.plots import drawn_plot

NEARLY = 0.2
"""A tenth is rounded off each side."""
COUNTS = st.lists(st.tuples(*[st.integers(0, 500)] * 3), max_size=60)


def plot(*counts: tuple[int, ...]) -> Plot:
    points = tuple(PlotPoint(f"Week {n}", f"Nov {n}", each) for n, each in enumerate(counts))
    return Plot("Over time", ("done", "moved", "let go"), points, "Table", "All of it")


def test_the_parts_stand_on_one_another_and_say_how_many_they_are() -> None:
    drawn = drawn_plot(plot((3, 0, 1)))
    kept, dropped = drawn.parts
    assert (kept.series, kept.said) == (0, "Week 0: done 3")
    assert (dropped.series, dropped.said) == (2, "Week 0: let go 1")
    assert kept.y + kept.height == pytest.approx(drawn.ground, abs=NEARLY)
    assert dropped.y + dropped.height == pytest.approx(kept.y, abs=NEARLY)
    assert [label.text for label in drawn.labels] == ["4", "Nov 0"]


def test_nothing_is_drawn_of_weeks_in_which_nothing_was() -> None:
    assert drawn_plot(plot()).parts == ()
    drawn = drawn_plot(plot((0, 0, 0), (0, 0, 0)))
    assert drawn.parts == ()
    assert [label.text for label in drawn.labels] == ["Nov 0", "Nov 1"]


def test_the_newest_week_has_a_label_however_many_there_are() -> None:
    below = [label for label in drawn_plot(plot(*[(1, 0, 0)] * 12)).labels if label.text.startswith("Nov")]
    assert [label.text for label in below] == ["Nov 1", "Nov 3", "Nov 5", "Nov 7", "Nov 9", "Nov 11"]
    assert below[-1].anchor == "end", "or it would run over the edge"


@given(COUNTS)
@settings(max_examples=40, deadline=None)
def test_heights_are_in_proportion_and_all_is_within_the_picture(counts: list[tuple[int, ...]]) -> None:
    drawn = drawn_plot(plot(*counts))
    most = max((sum(each) for each in counts), default=0)
    heights = [(part, int(part.said.rsplit(" ", 1)[1])) for part in drawn.parts]
    assert len(heights) == sum(count > 0 for each in counts for count in each)
    for part, count in heights:
        assert part.height == pytest.approx(120 * count / most, abs=NEARLY)
        assert part.x >= 0
        assert part.x + part.width <= drawn.width + NEARLY
        assert part.y >= 0
        assert part.y + part.height <= drawn.ground + NEARLY
    for label in drawn.labels:
        assert 0 <= label.x <= drawn.width
        assert 0 < label.y <= drawn.height
