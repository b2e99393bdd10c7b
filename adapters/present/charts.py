"""Charts, counts and breakdowns with the words for what is not in sight."""

from collections.abc import Sequence

from adapters.cards import (
    BARS_IN_SIGHT,
    LINKS_IN_SIGHT,
    PARTS_IN_SIGHT,
    STEPS_IN_SIGHT,
    Breakdown,
    Chart,
    ChartBar,
    Link,
    LinkMap,
    Part,
    Step,
    Steps,
)
from adapters.copy import Copy


def chart(title: str, bars: Sequence[ChartBar], w: Copy) -> Chart:
    """``bars`` in the order in which they matter: the last of many are folded."""
    hidden = len(bars) - BARS_IN_SIGHT
    return Chart(title, tuple(bars), w.n("chart.rest", hidden) if hidden > 0 else "")


def steps(title: str, options: Sequence[str], rounds: Sequence[Step], w: Copy) -> Steps:
    """``options`` in the order in which they matter; what each round holds is in the same order."""
    hidden = len(rounds) - STEPS_IN_SIGHT
    return Steps(title, tuple(options), tuple(rounds), w.n("steps.rest", hidden) if hidden > 0 else "")


def breakdown(title: str, options: Sequence[str], parts: Sequence[Part], w: Copy) -> Breakdown:
    """``options`` and ``parts`` in the order in which they matter; what each part holds is in the options' order."""
    hidden = len(parts) - PARTS_IN_SIGHT
    rest = w.n("breakdown.rest", hidden) if hidden > 0 else ""
    return Breakdown(title, tuple(options), tuple(parts), rest)


def link_map(
    title: str, heads: tuple[str, str], names: Sequence[str], links: Sequence[Link], w: Copy
) -> LinkMap:
    """``names`` in the order in which they stand around; ``links`` name them by their number."""
    hidden = len(links) - LINKS_IN_SIGHT
    rest = w.n("linkages.rest", hidden) if hidden > 0 else ""
    return LinkMap(title, heads, tuple(names), tuple(links), rest)
