"""Thresholds, as whole figures that an option must reach or must not exceed."""

from collections.abc import Mapping
from dataclasses import dataclass

from decisions.rounds.ballots.ballot import Ballot, Base, Side


@dataclass(frozen=True, slots=True)
class Bar:
    """The figures with which an option meets its thresholds: ``least`` to ``most``, both included."""

    least: int = 0
    most: int | None = None

    def met_by(self, figure: int) -> bool:
        return figure >= self.least and (self.most is None or figure <= self.most)


def bars(ballot: Ballot, counted: int, eligible: int, *, most_of_one: int = 1) -> Mapping[str, Bar]:
    """One for each option. Percents are of what the counted, or the eligible, could give an option at most: each of them
    ``most_of_one``. Figures are whole, so a share is rounded to the next whole figure that fulfils it, and nothing is lost."""
    found = dict.fromkeys(ballot.keys, Bar())
    for key, threshold in ballot.rules.thresholds:
        people = counted if threshold.base is Base.ANSWERS else eligible
        hundredths = threshold.percent * people * most_of_one
        bar = found[key]
        if threshold.side is Side.AT_LEAST:
            found[key] = Bar(max(bar.least, -(-hundredths // 100)), bar.most)
        else:
            cap = hundredths // 100
            found[key] = Bar(bar.least, cap if bar.most is None else min(bar.most, cap))
    return found
