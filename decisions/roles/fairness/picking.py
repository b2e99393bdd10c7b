"""Who serves in one turn, when some refuse; and what rules make of a person's share is written down before it is a whole turn."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from decisions.ids import MemberId
from decisions.roles.fairness.ledger import Ledger
from decisions.roles.fairness.order import in_order
from decisions.roles.fairness.rates import Rate
from decisions.roles.fairness.sets import Owed, best
from decisions.roles.fairness.standing import TURN, Why, WhyExcused

_PASSES = 10


@dataclass(frozen=True, slots=True)
class Picking:
    """``able``: who could serve in this turn, and has not refused."""

    ledger: Ledger
    shares: Mapping[MemberId, Rate]
    seed: str
    increase: Callable[[Sequence[int], Sequence[int]], Mapping[MemberId, int]]
    """What everybody's share would be more, if there were seats more for these kinds of people, instead of those."""

    def best(self, able: Collection[MemberId], said_yes: Collection[MemberId]) -> tuple[MemberId, ...]:
        kinds = [0] * (len(self.ledger.bounds.required) + 1)
        for (_, kind), own in self.ledger.cells.items():
            kinds[kind] += self.ledger.owed(own, self.shares)
        order = in_order(self.ledger, self.shares, able, frozenset(said_yes), self.seed)
        return best(order, self.ledger.bounds, Owed(tuple(kinds)))

    def willing(
        self,
        able: Collection[MemberId],
        said_yes: Collection[MemberId],
        refused: Mapping[MemberId, WhyExcused],
        served: Collection[MemberId] | None = None,
    ) -> tuple[MemberId, ...]:
        """Whoever refuses is passed over when their turn comes, and not before: it costs them the turn, also when by now somebody
        else has said yes to it. Who has said yes in the end has not refused. ``served``: where it is known who takes their
        seats, nobody else is paid for it."""
        refused = {member: why for member, why in refused.items() if member not in said_yes}
        first = frozenset(said_yes) | self._asked_before(able, said_yes, refused)
        known = None if served is None else {*served, *refused}
        members = self.best(able, first)
        asked: list[int] = []
        while refusing := [member for member in members if member in refused]:
            able = frozenset(able) - frozenset(refusing)
            instead = self.best(able, first)
            replaced = [
                member for member in instead if member not in members and (known is None or member in known)
            ]
            asked += self._excuse(refusing, replaced, refused, asked)
            members = instead
        return members

    def _asked_before(
        self,
        able: Collection[MemberId],
        said_yes: Collection[MemberId],
        refused: Mapping[MemberId, WhyExcused],
    ) -> frozenset[MemberId]:
        """Who refused a seat that one of those has now who have said yes: without that one it would be theirs."""
        if not refused or not said_yes:
            return frozenset()
        yes = frozenset(said_yes)
        found = frozenset[MemberId]().union(
            *(self._passed_over(able, yes - {member}, refused) for member in yes)
        )
        return found - self._passed_over(able, yes, refused)

    def _passed_over(
        self, able: Collection[MemberId], said_yes: Collection[MemberId], refused: Collection[MemberId]
    ) -> frozenset[MemberId]:
        found: set[MemberId] = set()
        while refusing := {member for member in self.best(able, said_yes) if member in refused}:
            found |= refusing
            able = frozenset(able) - refusing
        return frozenset(found)

    def _excuse(
        self,
        refusing: Sequence[MemberId],
        instead: Sequence[MemberId],
        refused: Mapping[MemberId, WhyExcused],
        asked: Sequence[int],
    ) -> list[int]:
        """Where one of their own serves instead, the others of these are paid for it. Otherwise it is as if there had been one
        seat more for whoever serves instead; ``asked``, and what is returned, is for which kinds. Nobody is paid where the seat
        stays vacant."""
        ledger = self.ledger
        left = [ledger.cell(ledger.people[member]) for member in instead]
        strangers = []
        for member in refusing:
            ledger.excuse(member, refused[member])
            cell = ledger.cell(ledger.people[member])
            if cell in left:
                left.remove(cell)
                ledger.share_out(TURN, tuple(ledger.cells[cell]), Why.EXCUSED)
            else:
                strangers.append(cell[1])
        there = [kind for _, kind in left]
        for_anybody = len(ledger.bounds.required)
        same = [kind for kind in strangers if kind in there]
        more = [kind if kind in same else for_anybody for kind in strangers][: len(there)]
        for member, amount in self.increase(asked, [*asked, *more]).items() if more else ():
            ledger.lag[member] += amount
            ledger.moved[member][Why.EXCUSED] += amount
        return more


def cut(ledger: Ledger, because: Mapping[MemberId, Why], otherwise: Why) -> None:
    """Nobody is owed a whole turn, or owes one, for ever: what is beyond is written down and shared out among the others."""
    for attempt in range(_PASSES):
        beyond = {member: lag for member, lag in ledger.lag.items() if abs(lag) >= TURN}
        for member, lag in sorted(beyond.items(), key=lambda item: item[0].int):
            kept = TURN - 1 if lag > 0 else 1 - TURN
            why = because.get(member, otherwise)
            ledger.lag[member] = kept
            ledger.moved[member][why] += kept - lag
            if attempt < _PASSES - 1:
                others = tuple(other for other in ledger.lag if other not in beyond)
                ledger.share_out(lag - kept, others, why)
