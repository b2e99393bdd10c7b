"""The shares that a ballot asks for, as people set them: one to be reached, one not to be exceeded, both of the same people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from decisions.rounds.ballots.ballot import Ballot, Base, Method, Side, Threshold
from decisions.rounds.ballots.opt_in import IN

AGAINST: Final[Mapping[Method, str]] = {Method.CONSENSUS: "aside", Method.GRADIENTS: "veto"}
"""Of methods that ask about one thing, the answer that may be given by so many at most, with all less favourable ones."""


@dataclass(frozen=True, slots=True)
class Shares:
    """In percent of ``base``."""

    least: int = 0
    """0: none is set."""
    most: int | None = None
    """None: none is set; 0 is nobody."""
    base: Base = Base.ANSWERS


def shares_of(ballot: Ballot) -> Shares:
    """As ``thresholds_for`` sets them."""
    found = [threshold for _, threshold in ballot.rules.thresholds]
    if not found:
        return Shares()
    least = next((each.percent for each in found if each.side is Side.AT_LEAST), 0)
    most = next((each.percent for each in found if each.side is Side.AT_MOST), None)
    return Shares(least, most, found[0].base)


def thresholds_for(ballot: Ballot, shares: Shares) -> tuple[tuple[str, Threshold], ...]:
    """Every option has to reach ``least``; of a method's own answers the one that says yes."""
    return tuple(_thresholds(ballot, shares))


def _thresholds(ballot: Ballot, shares: Shares) -> Iterator[tuple[str, Threshold]]:
    if shares.least:
        for key in _to_reach(ballot):
            yield key, Threshold(shares.least, base=shares.base)
    if shares.most is not None and ballot.method in AGAINST:
        yield AGAINST[ballot.method], Threshold(shares.most, Side.AT_MOST, shares.base)


def _to_reach(ballot: Ballot) -> tuple[str, ...]:
    match ballot.method:
        case Method.OPT_IN:
            return (IN,)
        case Method.GRADIENTS:
            return (ballot.rules.passes_at,)
    return ballot.keys
