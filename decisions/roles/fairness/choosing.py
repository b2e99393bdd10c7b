"""Who holds a role in the next turn, and in those that follow."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from decisions.ids import MemberId
from decisions.roles.fairness.ledger import Ledger, closed, come_and_gone, opened
from decisions.roles.fairness.picking import Picking, cut
from decisions.roles.fairness.rates import Cell, Rate, rates
from decisions.roles.fairness.rules import (
    NotTwiceRunning,
    Person,
    RotationRule,
    bounds,
    may_ever_serve,
)
from decisions.roles.fairness.sets import Candidate, best
from decisions.roles.fairness.standing import TURN, Standing, Why, WhyExcused, why


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of one role. ``number`` counts up, ``seed`` is published, ``holders`` hold the role until then, ``resting`` are
    rules that a person lets rest for this turn. ``said_yes``: who has taken it on, and keeps it if the rules can be met.
    ``refused``: who is asked in vain, unless they have said yes since; what it costs them is taken only if it would have been
    their turn, whoever has said yes to it instead.
    """

    number: int
    seats: int
    people: tuple[Person, ...]
    seed: str
    rules: frozenset[RotationRule] = frozenset()
    resting: frozenset[RotationRule] = frozenset()
    holders: frozenset[MemberId] = frozenset()
    said_yes: frozenset[MemberId] = frozenset()
    refused: Mapping[MemberId, WhyExcused] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def in_force(self) -> frozenset[RotationRule]:
        return self.rules - self.resting


@dataclass(frozen=True, slots=True)
class Unmet:
    """``missing``: so many of the vacant seats would be filled if this rule rested."""

    rule: RotationRule
    missing: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """``members``: whoever comes first in the order, first. Where seats are ``vacant`` and no rule is unmet, there are too few
    people, or only several rules together could fill them by resting (``missing_together``)."""

    turn: int
    members: tuple[MemberId, ...]
    standings: tuple[Standing, ...]
    rates: Mapping[MemberId, Rate]
    vacant: int = 0
    unmet: tuple[Unmet, ...] = ()
    missing_together: int = 0
    excused: tuple[MemberId, ...] = ()


def choose(turn: Turn, before: Iterable[Standing]) -> Chosen:
    """``before``: the standings after the turn before, in any order; nothing before the first. Never raises, whoever is missing,
    and never breaks a rule. Call it again for the same turn, from the same standings, whenever somebody says yes or no."""
    return _chosen(turn, before, None)


def counted(turn: Turn, before: Iterable[Standing], members: Collection[MemberId]) -> Chosen:
    """The same when the turn begins, and just these take their seats, whatever the order and the rules say of them: it is counted
    to them, and to nobody else. ``before``: as for ``choose``."""
    return _chosen(replace(turn, said_yes=frozenset(members)), before, tuple(members))


def _chosen(turn: Turn, before: Iterable[Standing], served: tuple[MemberId, ...] | None) -> Chosen:
    limits = bounds(turn.seats, turn.in_force)
    there = [person for person in turn.people if not person.away]
    inside = {person.member: person for person in there if may_ever_serve(person, turn.in_force)}
    ledger = opened(turn.number, limits, inside, before)
    come_and_gone(ledger, (person.member for person in turn.people))
    shares = _shares(ledger, there, turn)
    members = _served(ledger, shares, turn, served)
    even = min(TURN, turn.seats * TURN // len(there)) if there else 0
    standings = closed(ledger, turn.people, members, shares, even)
    vacant = turn.seats - len(members)
    unmet, together = _unmet(turn, turn.refused, len(members)) if vacant else ((), 0)
    return Chosen(turn.number, members, standings, shares, vacant, unmet, together, tuple(ledger.excuses))


def preview(turn: Turn, before: Iterable[Standing], turns: int) -> tuple[Chosen, ...]:
    """This turn and those after it, if nobody comes, goes or refuses: the order that is shown to people."""
    chosen: list[Chosen] = []
    standings = tuple(before)
    for _ in range(turns):
        chosen.append(choose(turn, standings))
        standings = chosen[-1].standings
        turn = replace(
            turn,
            number=turn.number + 1,
            holders=frozenset(chosen[-1].members),
            resting=frozenset(),
            said_yes=frozenset(),
            refused=MappingProxyType({}),
        )
    return tuple(chosen)


def _rates(ledger: Ledger, turn: Turn, more: Sequence[int] = ()) -> dict[Cell, Rate]:
    """``more``: seats more, each for a kind of people."""
    many = {cell: len(own) for cell, own in ledger.cells.items() if own}
    return rates(many, ledger.bounds.with_seats_for(more), _rested(turn.in_force))


def _rested(rules: Iterable[RotationRule]) -> bool:
    return any(isinstance(rule, NotTwiceRunning) for rule in rules)


def _shares(ledger: Ledger, there: Iterable[Person], turn: Turn) -> dict[MemberId, Rate]:
    found = _rates(ledger, turn)
    shares = {
        person.member: found[ledger.cell(person)]
        if person.member in ledger.lag
        else Rate(0, (Why.HAS_SERVED,))
        for person in there
    }
    if len(shares) == len(ledger.lag):
        return shares
    return {
        member: rate if rate.because else Rate(rate.share, (Why.HAS_SERVED,))
        for member, rate in shares.items()
    }


def _served(
    ledger: Ledger, shares: Mapping[MemberId, Rate], turn: Turn, served: tuple[MemberId, ...] | None
) -> tuple[MemberId, ...]:
    """Who serves, ``served`` where that is known; then everybody's account has their share of this turn, and what serving costs.
    Of whoever is in no rotation it is a gift."""

    def increase(instead_of: Sequence[int], seats: Sequence[int]) -> dict[MemberId, int]:
        less, more = (_rates(ledger, turn, kinds) for kinds in (instead_of, seats))
        return {
            member: more[cell].share - less[cell].share
            for cell, own in ledger.cells.items()
            for member in own
        }

    able = ledger.lag.keys() - (turn.holders if _rested(turn.in_force) else frozenset())
    picking = Picking(ledger, shares, turn.seed, increase)
    early = [member for member in turn.said_yes & able if ledger.lag[member] + shares[member].share <= 0]
    unasked = picking.best(able - turn.refused.keys(), ()) if early else turn.said_yes
    chosen = picking.willing(able, turn.said_yes, turn.refused, served)
    members = chosen if served is None else served
    for member in ledger.lag:
        ledger.lag[member] += shares[member].share
    for member in members:
        if member in ledger.lag:
            ledger.lag[member] -= TURN
        else:
            ledger.moved[member][Why.CHANGED] += TURN
    total = sum(ledger.lag.values())
    if _rested(turn.in_force) and (len(ledger.cells) == 1 or abs(total) >= TURN):
        ledger.share_out(-total, tuple(ledger.lag), Why.NOT_TWICE_RUNNING)
    volunteers = turn.said_yes.intersection(members).difference(unasked)
    cut(ledger, dict.fromkeys(volunteers, Why.VOLUNTEERED), _why_off(turn.in_force))
    return members


def _why_off(rules: Collection[RotationRule]) -> Why:
    kinds = {why(rule) for rule in rules} - {Why.HAS_SERVED}
    return next((reason for reason in Why if reason in kinds), Why.CHANGED)


def _unmet(turn: Turn, refused: Collection[MemberId], filled: int) -> tuple[tuple[Unmet, ...], int]:
    found = []
    for rule in sorted(turn.in_force, key=repr):
        more = most_filled(turn, turn.in_force - {rule}, refused) - filled
        if more > 0:
            found.append(Unmet(rule, more))
    together = most_filled(turn, frozenset(), refused) - filled
    return tuple(found), together


def most_filled(turn: Turn, rules: Collection[RotationRule], refused: Collection[MemberId] = ()) -> int:
    """How many seats can be filled in this turn under these rules."""
    limits = bounds(turn.seats, rules)
    rested = _rested(rules)
    able = [
        Candidate(person.member, limits.kind(person.group), limits.organisation(person.organisation))
        for person in turn.people
        if not person.away and may_ever_serve(person, rules) and person.member not in refused
        if not (rested and person.member in turn.holders)
    ]
    return len(best(able, limits))
