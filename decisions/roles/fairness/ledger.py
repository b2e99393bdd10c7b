"""Everybody's account while a turn is chosen: who comes, goes or is away, and what that moves between the others.

Each organisation and kind of people that a rule speaks of keeps what it is owed when one of its people comes or goes: the others
of it share the difference. So within it, people differ by whole turns, never by more than one, and those who have served once
less in this lap are its next. All shares together stay what all turns together are.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from decisions.ids import MemberId
from decisions.roles.fairness.rates import Cell, Rate
from decisions.roles.fairness.rules import Bounds, Person
from decisions.roles.fairness.standing import TURN, Excuse, Standing, Why, WhyExcused, added


@dataclass(slots=True)
class Ledger:
    """Of those in the rotation, in ``TURN``s. Made by ``opened``, for one turn; it changes until ``closed``."""

    turn: int
    bounds: Bounds
    people: Mapping[MemberId, Person]
    before: Mapping[MemberId, Standing]
    lag: dict[MemberId, int] = field(default_factory=dict)
    moved: dict[MemberId, dict[Why, int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )
    excuses: dict[MemberId, WhyExcused] = field(default_factory=dict)
    cells: dict[Cell, set[MemberId]] = field(default_factory=lambda: defaultdict(set))

    def cell(self, who: Person | Standing) -> Cell:
        return self.bounds.organisation(who.organisation), self.bounds.kind(who.group)

    def others(self, cell: Cell) -> Sequence[MemberId]:
        """With whom somebody of this cell shares: their own, or where there are none, as near as possible."""
        organisation, kind = cell
        if own := self.cells.get(cell):
            return tuple(own)
        near = [own for known, own in self.cells.items() if organisation and known[0] == organisation]
        near = near or [own for known, own in self.cells.items() if known[1] == kind]
        return tuple(member for own in near for member in own) or tuple(self.lag)

    def share_out(self, amount: int, among: Sequence[MemberId], why: Why) -> None:
        """The same to each; what cannot be divided is left away."""
        each = abs(amount) // len(among) * (1 if amount > 0 else -1) if among else 0
        if each:
            for member in among:
                self.lag[member] += each
                self.moved[member][why] += each

    def place(self, coming: Sequence[tuple[MemberId, int | None]], cell: Cell) -> None:
        """Each at what they were owed when they went (None: they are new, and owed as much as the others on average), as near as
        may be: among their own a whole number of turns from the others, and never more than one from any."""
        own = [self.lag[other] for other in self.cells.get(cell, ())]
        near = own or [self.lag[other] for other in self.others(cell)]
        low, high = (min(near), max(near)) if near else (0, 0)
        average = sum(near) // len(near) if near else 0
        moved = {Why.AWAY: 0, Why.JOINED: 0}
        for member, owed in coming:
            wanted = owed if owed is not None else average if own else 0
            at = min(max(wanted, high - TURN), low + TURN)
            if own:
                steps = (
                    step for step in (high - TURN, low, high, low + TURN) if high - TURN <= step <= low + TURN
                )
                at = min(steps, key=lambda step: (abs(step - wanted), step))
            low, high = min(low, at), max(high, at)
            why = Why.JOINED if owed is None else Why.AWAY
            self.lag[member] = at
            self.moved[member][why] += at - (owed or 0)
            moved[why] += at
        self.cells[cell].update(member for member, _ in coming)
        for why, amount in moved.items():
            self.share_out(-amount, tuple(self.cells[cell] if own else self.lag), why)

    def excuse(self, member: MemberId, why: WhyExcused) -> None:
        """It costs them the turn; whom that pays is not for them to say."""
        self.excuses[member] = why
        self.lag[member] -= TURN

    def owed(self, members: Iterable[MemberId], shares: Mapping[MemberId, Rate]) -> int:
        return sum(self.lag[member] + shares[member].share for member in members)


def opened(
    turn: int, bounds: Bounds, inside: Mapping[MemberId, Person], before: Iterable[Standing]
) -> Ledger:
    """``inside``: who is in the rotation in this turn. Everybody else in ``before`` has left or is away."""
    known = {standing.member: standing for standing in before}
    ledger = Ledger(turn, bounds, inside, known)
    for member in sorted(inside, key=_by_id):
        if (standing := known.get(member)) and standing.counted:
            ledger.lag[member] = standing.lag
            ledger.cells[ledger.cell(inside[member])].add(member)
    return ledger


def come_and_gone(ledger: Ledger, there: Iterable[MemberId]) -> None:
    """``there``: who has not left, even if they are away."""
    staying = frozenset(there)
    gone: dict[tuple[Cell, Why], int] = defaultdict(int)
    coming: dict[Cell, list[tuple[MemberId, int | None]]] = defaultdict(list)
    for member in sorted(ledger.before, key=_by_id):
        standing = ledger.before[member]
        if standing.counted and member not in ledger.people:
            gone[ledger.cell(standing), Why.AWAY if member in staying else Why.LEFT] += standing.lag
        elif member in ledger.people and member not in ledger.lag:
            coming[ledger.cell(ledger.people[member])].append((member, standing.lag))
    for member in sorted(ledger.people.keys() - ledger.before.keys(), key=_by_id):
        coming[ledger.cell(ledger.people[member])].append((member, None))
    for (cell, why), owed in gone.items():
        ledger.share_out(owed, ledger.others(cell), why)
    for cell, members in coming.items():
        ledger.place(members, cell)


def closed(
    ledger: Ledger,
    everybody: Iterable[Person],
    members: Collection[MemberId],
    shares: Mapping[MemberId, Rate],
    even: int,
) -> tuple[Standing, ...]:
    """What is written down of each: of those who are away too, but not of those who have left. ``even`` is the even share of
    those who are there."""
    serving = frozenset(members)
    nothing = Rate(0)
    return tuple(
        _closed(ledger, person, person.member in serving, shares.get(person.member, nothing), even)
        for person in sorted(everybody, key=lambda person: person.member.int)
    )


def _closed(ledger: Ledger, person: Person, serves: bool, rate: Rate, even: int) -> Standing:
    standing = ledger.before.get(person.member) or Standing(person.member, since=ledger.turn)
    if person.away:
        return replace(standing, group=person.group, organisation=person.organisation, counted=False)
    lag = ledger.lag.get(person.member)
    moved = ledger.moved.get(person.member, {})
    if rate.share != even:
        why = rate.because[0] if rate.because else Why.CHANGED
        moved = {**moved, why: moved.get(why, 0) + rate.share - even}
    excuse = ledger.excuses.get(person.member)
    return Standing(
        member=person.member,
        group=person.group,
        organisation=person.organisation,
        lag=standing.lag if lag is None else lag,
        even=standing.even + even,
        reasons=added(standing.reasons, moved) if moved else standing.reasons,
        turns=standing.turns + serves,
        excused=standing.excused + (excuse is not None),
        since=ledger.turn if serves or excuse else standing.since,
        last_excuse=Excuse(ledger.turn, excuse) if excuse else standing.last_excuse,
        counted=lag is not None,
    )


def _by_id(member: MemberId) -> int:
    return member.int
