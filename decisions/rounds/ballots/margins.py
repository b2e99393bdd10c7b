"""The margin of methods that choose: the fewest ballots that, filled in otherwise, would have changed who is chosen.

A ballot is at its most against the result when it gives all that it can to one option that is not chosen, and nothing to one that
is. So the margin is the fewest such ballots over all these pairs of options; or the fewest that take a chosen option below its
threshold; or, where places are left, the fewest that bring one more option above its own.

Where a tie stands, one ballot breaks it. Where the lot decides, options with the same figure are as far apart as the lot puts
them, and ``equals`` says so.

It is None when no ballots could change anything, and not worked out
- with a threshold that an option must not exceed: it can then lose by being liked more, and what is the fewest depends on which
  options the same people marked;
- on a scale finer than marked or not, where an option that is not chosen is below its threshold (two needs at once, with ballots
  that serve each differently), or where there are more than ``MOST_PAIRS`` pairs (each is looked at for each pile).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from decisions.rounds.ballots.ballot import Ballot, Tie
from decisions.rounds.ballots.bars import Bar
from decisions.rounds.ballots.choice import Profile
from decisions.rounds.ballots.lot import drawn
from decisions.rounds.ballots.marks import Marks
from decisions.rounds.ballots.places import Places
from decisions.rounds.ballots.scale import MARKED, Scale

MOST_PAIRS: Final = 100


@dataclass(frozen=True, slots=True)
class Contest:
    """A count, as far as its margin needs it."""

    ballot: Ballot
    marks: Marks
    scale: Scale
    bars: Mapping[str, Bar]
    places: Places

    @property
    def others(self) -> tuple[str, ...]:
        """The options that are not chosen."""
        return tuple(key for key in self.ballot.keys if key not in self.places.winners)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """(chosen, other) for each two of them."""
        return tuple((chosen, other) for chosen in self.places.winners for other in self.others)

    def needed(self, key: str) -> int:
        """The figure with which it may be chosen."""
        return max(1, self.bars[key].least)

    def figure(self, key: str) -> int:
        return self.marks.total(key, self.scale.figure)

    def lead(self, chosen: str, other: str) -> int:
        """By how much ``other`` must gain on ``chosen`` to take its place, or share it so that it is lost."""
        worth = self.scale.worth(self.marks.counted)
        apart = self.marks.total(chosen, worth) - self.marks.total(other, worth)
        return apart if self.equals(chosen, other) else apart + 1

    def equals(self, chosen: str, other: str) -> bool:
        """Whether ``chosen`` loses its place when ``other`` draws level."""
        rules = self.ballot.rules
        return rules.tie is Tie.STANDS or drawn(rules.seed, (chosen, other))[0] == other


def margin(contest: Contest, profile: Profile) -> int | None:
    if not contest.marks.counted or any(bar.most is not None for bar in contest.bars.values()):
        return None
    places = contest.places
    if places.tied and not places.by_lot:
        return 1
    ways = [_fewest_to_lower(contest, key) for key in places.winners]
    if len(places.winners) < contest.ballot.rules.seats:
        ways += [_fewest_to_raise(contest, key) for key in contest.others]
    elif contest.scale is MARKED:
        ways += [_fewest_marks(contest, chosen, other) for chosen, other in contest.pairs]
    elif _is_simple(contest):
        ways += _fewest_points(contest, profile)
    else:
        return None
    return min((way for way in ways if way is not None), default=None)


def _is_simple(contest: Contest) -> bool:
    """Whether ``_fewest_points`` can tell."""
    reach = all(contest.needed(key) <= max(1, contest.figure(key)) for key in contest.others)
    return reach and len(contest.pairs) <= MOST_PAIRS


def _fewest_to_lower(contest: Contest, key: str) -> int | None:
    """Ballots that put 0 beside it, until it may not be chosen."""
    figure = contest.scale.figure
    gains = ((figure[number], many) for number, many in contest.marks.numbers(key))
    return _fewest(contest.figure(key) - contest.needed(key) + 1, gains)


def _fewest_to_raise(contest: Contest, key: str) -> int | None:
    """Ballots that put the most beside it, until it may be chosen."""
    figure, best = contest.scale.figure, contest.scale.best
    gains = ((best - figure[number], many) for number, many in contest.marks.with_none(key))
    return _fewest(contest.needed(key) - contest.figure(key), gains)


def _fewest_marks(contest: Contest, chosen: str, other: str) -> int | None:
    """At least as many ballots mark ``chosen`` alone of the two as it leads by, and each of these counts twice: so it is half the
    lead, whoever marked what."""
    half = -(-contest.lead(chosen, other) // 2)
    reach = _fewest_to_raise(contest, other)
    return None if reach is None else max(half, reach)


def _fewest_points(contest: Contest, profile: Profile) -> Iterator[int | None]:
    """For each pair. Goes through the profile once more, and keeps how often each gain is possible."""
    worth = contest.scale.worth(contest.marks.counted)
    gains: dict[tuple[str, str], Counter[int]] = {pair: Counter() for pair in contest.pairs}
    for pile in profile:
        given = dict(pile.choice.marks)
        for (chosen, other), gain in gains.items():
            gain[worth[given.get(chosen, 0)] + worth[-1] - worth[given.get(other, 0)]] += pile.many
    for (chosen, other), gain in gains.items():
        yield _fewest(contest.lead(chosen, other), gain.items())


def _fewest(needed: int, gains: Iterable[tuple[int, int]]) -> int | None:
    """How many ballots gain ``needed``, the greatest gain first; None when all of them do not. ``gains``: (gain, ballots)."""
    used = 0
    for gain, many in sorted(gains, reverse=True):
        if needed <= 0 or gain <= 0:
            break
        taken = min(many, -(-needed // gain))
        needed -= taken * gain
        used += taken
    return used if needed <= 0 else None
