"""Schulze: rank the options, equal ranks allowed; the one wins that beats each other one, directly or by way of others.

All pairs are compared: how many rank ``a`` above ``b``, and how many the other way round. An option that nobody beats wins.
Where each is beaten by some other one (a circle), a win over somebody who wins over somebody counts too: a way is as strong
as its weakest win, and a win is as strong as the number of those who want it (winning votes). ``a`` is better than ``b``
when its strongest way to ``b`` is stronger than the strongest way back. There is always an option than which none is
better.

Good when one of several is to be chosen that the most can stand behind, also when it is nobody's first. Who wins does not
depend on options like the others, and ranking an option higher never harms it. Not good when people want to count along by
hand. For several seats, STV.

Source: M. Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
method, Social Choice and Welfare 36 (2011), 267 to 303.

Equal ranks are allowed and mean: I do not mind which. What is not ranked comes after all that is. Only the order counts, so
1, 1, 3 says what 1, 1, 2 says, and is kept as that.

Reads ``tie`` and ``seed``; chooses one. When there are several than which none is better, they are ``tied``; by lot, the
one that is drawn first wins. The margin is not worked out. A count keeps a number for each pair of options, and nothing of
a ballot.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

from decisions.rounds.ballots.ballot import Ballot, Tie
from decisions.rounds.ballots.choice import Choice, Profile
from decisions.rounds.ballots.lot import drawn
from decisions.rounds.ballots.marks import marked
from decisions.rounds.ballots.ranking import checked_ranks, number_of
from decisions.rounds.ballots.result import Duel, Result, Standing

Pairs = Mapping[str, Mapping[str, int]]
"""A number for each option (outside) against each other one (inside)."""


def checked(ballot: Ballot, choice: Choice) -> Choice:
    """Whole numbers from 1, beside as many options as one likes; kept without gaps."""
    choice = checked_ranks(ballot, choice)
    numbers = sorted({number for _, number in choice.marks})
    return Choice.of({key: numbers.index(number) + 1 for key, number in choice.marks})


def count(ballot: Ballot, profile: Profile, eligible: int) -> Result:
    """Figures are how many others an option is better than."""
    options = ballot.keys
    said = marked(ballot, profile)
    above = compared(options, profile)
    ways = strongest_ways(above)
    better = {a: sum(ways[a][b] > ways[b][a] for b in ways[a]) for a in options}
    unbeaten = tuple(a for a in options if all(ways[a][b] >= ways[b][a] for b in ways[a]))
    ranked = any(said.ballots(key) for key in options)
    winners, tied, by_lot = _decided(ballot, unbeaten if ranked else ())
    return Result(
        method=ballot.method,
        counted=said.counted,
        standings=tuple(Standing(key, Fraction(better[key]), said.numbers(key)) for key in options),
        winners=winners,
        tied=tied,
        by_lot=by_lot,
        duels=tuple(Duel(a, b, above[a][b], above[b][a]) for a, b in combinations(options, 2)),
    )


def compared(options: tuple[str, ...], profile: Profile) -> Pairs:
    """How many rank each option above each other one."""
    above = {a: {b: 0 for b in options if b != a} for a in options}
    for pile in profile:
        ranked = {key for key, _ in pile.choice.marks}
        lower = [key for key in options if key not in ranked]
        equal, rank = list[str](), 0
        for key, number in sorted(pile.choice.marks, key=number_of, reverse=True):
            if number != rank:
                lower += equal
                equal, rank = [], number
            equal.append(key)
            row = above[key]
            for other in lower:
                row[other] += pile.many
    return above


def strongest_ways(above: Pairs) -> Pairs:
    """How strong the strongest way is from each option to each other one: 0 when there is none."""
    ways = {a: {b: many if many > above[b][a] else 0 for b, many in row.items()} for a, row in above.items()}
    for via in ways:
        for a, row in ways.items():
            if a != via:
                row |= {b: max(row[b], min(row[via], ways[via][b])) for b in row if b != via}
    return ways


def _decided(ballot: Ballot, unbeaten: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Who won, who is tied, and whether the lot decided."""
    if len(unbeaten) < 2:
        return unbeaten, (), False
    if ballot.rules.tie is Tie.LOT:
        return drawn(ballot.rules.seed, unbeaten)[:1], unbeaten, True
    return (), unbeaten, False
