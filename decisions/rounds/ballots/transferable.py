"""How a count of papers that move goes: round by round, somebody is elected or somebody is out, until all seats are filled.

Instant runoff and STV are both counted so. When several hold equally little and one of them has to go:

1. Those of them go together who together hold less than anybody else, when that cannot change who is elected.
2. Otherwise each way is gone to its end, up to ``WAYS`` of them. Where all end with the same options elected, the tie does
   not matter, and the last one in the ballot's order goes.
3. Otherwise the ballot's rule about ties is followed.
"""

from collections.abc import Callable, Mapping
from copy import copy
from fractions import Fraction
from typing import Final

from decisions.rounds.ballots.ballot import Ballot, Tie
from decisions.rounds.ballots.choice import Profile
from decisions.rounds.ballots.lot import drawn
from decisions.rounds.ballots.marks import Marks, marked
from decisions.rounds.ballots.papers import WHOLE, Papers
from decisions.rounds.ballots.result import CountStep, Result, Standing

WAYS: Final = 100
"""So many ways to go on are tried before a tie is taken to matter."""

Held = Mapping[str, int]
"""By option, in hundred-thousandths of a paper."""
Quota = Callable[[Held], int]
"""What elects, in hundred-thousandths, as long as the options hold this."""


class Tabulation:
    """One count on its way. It knows no rule about ties: it stops at each that may matter."""

    def __init__(
        self, papers: Papers, ballots: int, options: tuple[str, ...], seats: int, quota: Quota
    ) -> None:
        self.papers = papers
        self._ballots = ballots
        self._continuing = options
        self._seats = seats
        self._quota = quota
        self._held: Held = {}
        self._just_elected: tuple[str, ...] = ()
        self.elected: tuple[str, ...] = ()
        self.steps: tuple[CountStep, ...] = ()

    def fork(self) -> "Tabulation":
        """The same count, to try a way to go on."""
        other = copy(self)
        other.papers = copy(self.papers)
        return other

    def go_on(self) -> tuple[str, ...]:
        """Counts on to the end, and returns nothing, or until several hold equally little and it may matter who goes: these."""
        while True:
            self._held = self.papers.held()
            quota = self._quota(self._held)
            self._elect(quota)
            if not self._vacancies:
                self.note()
                return ()
            if surpluses := self._largest_surpluses(quota):
                self.note()
                self.papers.hand_on(surpluses, frozenset(self._continuing))
                continue
            lowest = self._lowest()
            if len(lowest) > 1 and not self._may_go_together(lowest, quota):
                return lowest
            self.exclude(lowest)

    def exclude(self, out: tuple[str, ...], *, by_lot: bool = False) -> None:
        self.note(out, by_lot=by_lot)
        self._continuing = tuple(key for key in self._continuing if key not in out)
        self.papers.exclude(out, frozenset(self._continuing))

    def note(self, out: tuple[str, ...] = (), *, by_lot: bool = False) -> None:
        """Writes down the step at which the count is."""
        gone = {key for step in self.steps for key in step.out}
        held = tuple((key, Fraction(each, WHOLE)) for key, each in self._held.items() if key not in gone)
        exhausted = self._ballots - sum((each for _, each in held), Fraction())
        self.steps += (CountStep(held, exhausted, self._just_elected, out, by_lot),)

    @property
    def _vacancies(self) -> int:
        return self._seats - len(self.elected)

    def _elect(self, quota: int) -> None:
        """Whoever has reached the quota, and all who are left when there is a seat for each of them."""
        reached = [key for key in self._continuing if self._held[key] >= quota]
        if len(self._continuing) <= self._vacancies:
            reached = [*self._continuing]
        self._just_elected = tuple(sorted(reached, key=lambda key: -self._held[key]))
        self.elected += self._just_elected
        self._continuing = tuple(key for key in self._continuing if key not in reached)

    def _largest_surpluses(self, quota: int) -> dict[str, int]:
        """The largest that is still to be handed on; of equal ones, all."""
        over = {key: self._held[key] - quota for key in self.elected if self._held[key] > quota}
        return {key: surplus for key, surplus in over.items() if surplus == max(over.values())}

    def _lowest(self) -> tuple[str, ...]:
        fewest = min(self._held[key] for key in self._continuing)
        return tuple(key for key in self._continuing if self._held[key] == fewest)

    def _may_go_together(self, lowest: tuple[str, ...], quota: int) -> bool:
        """One by one they would go before anybody else, and on the way nobody would be elected, or only the last one."""
        others = [self._held[key] for key in self._continuing if key not in lowest]
        if len(others) < self._vacancies:
            return False
        together = sum(self._held[key] for key in lowest)
        return together < min(others) and (self._vacancies == 1 or max(others) + together < quota)


def tabulate(ballot: Ballot, profile: Profile, seats: int, quota_for: Callable[[int], Quota]) -> Result:
    """Counts to the end, or to a tie that stands. ``quota_for`` is told how many rank anything."""
    said = marked(ballot, profile)
    rankings = sum(said.beside[key][1] for key in ballot.keys)
    if not rankings:
        return _result(ballot, said, (), (), (), by_lot=False)
    papers = Papers(profile, ballot.keys)
    count = Tabulation(papers, said.counted, ballot.keys, seats, quota_for(rankings))
    lots = set[str]()
    while tied := count.go_on():
        if makes_no_difference(count, tied):
            count.exclude(tied[-1:])
        elif ballot.rules.tie is Tie.LOT:
            lots |= set(tied)
            count.exclude(drawn(ballot.rules.seed, tied)[-1:], by_lot=True)
        else:
            count.note()
            return _result(ballot, said, count.steps, count.elected, tied, by_lot=False)
    tied = tuple(key for key in ballot.keys if key in lots)
    return _result(ballot, said, count.steps, count.elected, tied, by_lot=bool(lots))


def makes_no_difference(count: Tabulation, tied: tuple[str, ...]) -> bool:
    """Whether the same options are elected, whoever of the tied goes, and whoever goes at each tie after that. False too where
    that would take too long to find out."""
    outcomes = set[frozenset[str]]()
    ways = [(count, key) for key in tied]
    tried = 0
    while ways:
        at, key = ways.pop()
        tried += 1
        way = at.fork()
        way.exclude((key,))
        if further := way.go_on():
            ways += [(way, each) for each in further]
        else:
            outcomes.add(frozenset(way.elected))
        if len(outcomes) > 1 or tried + len(ways) > WAYS:
            return False
    return True


def _result(
    ballot: Ballot,
    said: Marks,
    steps: tuple[CountStep, ...],
    winners: tuple[str, ...],
    tied: tuple[str, ...],
    *,
    by_lot: bool,
) -> Result:
    figures = _figures(steps)
    standings = tuple(Standing(key, figures.get(key, Fraction()), said.numbers(key)) for key in ballot.keys)
    return Result(ballot.method, said.counted, standings, winners, tied, by_lot, steps)


def _figures(steps: tuple[CountStep, ...]) -> dict[str, Fraction]:
    """What each option held when it was elected or went, or at the end."""
    figures = dict[str, Fraction]()
    decided = set[str]()
    for step in steps:
        figures |= {key: held for key, held in step.held if key not in decided}
        decided |= {*step.elected, *step.out}
    return figures
