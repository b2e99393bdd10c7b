"""Who is chosen, once it is known what each option comes to."""

from collections.abc import Mapping
from dataclasses import dataclass

from decisions.rounds.ballots.ballot import Rules, Tie
from decisions.rounds.ballots.lot import drawn


@dataclass(frozen=True, slots=True)
class Places:
    """As in ``Result``."""

    winners: tuple[str, ...]
    tied: tuple[str, ...] = ()
    by_lot: bool = False


def placed(ranks: Mapping[str, int], rules: Rules) -> Places:
    """``ranks``: the options that may be chosen, in the ballot's order, the highest rank first in line. As many are chosen as
    there are seats. Where those that share a rank do not all find a place, they are tied: then only those above them are
    chosen, unless the lot fills the places that are left."""
    seats = rules.seats
    line = sorted(ranks, key=lambda key: -ranks[key])
    if len(line) <= seats or ranks[line[seats - 1]] > ranks[line[seats]]:
        return Places(tuple(line[:seats]))
    shared = ranks[line[seats]]
    above = tuple(key for key in line if ranks[key] > shared)
    tied = tuple(key for key in line if ranks[key] == shared)
    if rules.tie is Tie.STANDS:
        return Places(above, tied)
    return Places(above + drawn(rules.seed, tied)[: seats - len(above)], tied, by_lot=True)
