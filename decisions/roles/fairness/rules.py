"""Rules that a circle can set for who may hold a role, alone or together. They are hard: rather than break one, a seat stays
vacant. In one turn a person may let one rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from decisions.ids import GroupId, MemberId, OrganisationId, RoleId


@dataclass(frozen=True, slots=True)
class AtLeastFrom:
    """So many of the seats are for people of this group; one that they cannot fill stays vacant."""

    group: GroupId
    many: int = 1


@dataclass(frozen=True, slots=True)
class OnePerOrganisation:
    """Never two from one organisation. Who belongs to none may serve beside anybody."""

    kind: Literal["one_per_organisation"] = "one_per_organisation"
    """Tells it apart from another rule of which nothing more is to be said, wherever it is kept."""


@dataclass(frozen=True, slots=True)
class NotTwiceRunning:
    """Whoever holds the role now does not hold it in the next turn."""

    kind: Literal["not_twice_running"] = "not_twice_running"


@dataclass(frozen=True, slots=True)
class HasServed:
    """Only people who have held that role before."""

    role: RoleId


RotationRule = AtLeastFrom | OnePerOrganisation | NotTwiceRunning | HasServed


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the rotation as it is known now. ``load``: how many roles they hold, in all circles."""

    member: MemberId
    group: GroupId | None = None
    organisation: OrganisationId | None = None
    held: frozenset[RoleId] = frozenset()
    load: int = 0
    away: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the rules say about how many of each kind may serve in one turn. A kind is a number: that of a group in
    ``required``, or ``len(required)`` for everybody else."""

    seats: int
    required: tuple[tuple[AtLeastFrom, int], ...]
    one_per_organisation: bool

    def kind(self, group: GroupId | None) -> int:
        kinds = (n for n, (rule, _) in enumerate(self.required) if rule.group == group)
        return next(kinds, len(self.required))

    def organisation(self, organisation: OrganisationId | None) -> OrganisationId | None:
        """None where it makes no difference."""
        return organisation if self.one_per_organisation else None

    @property
    def can_be_met(self) -> bool:
        return sum(many for _, many in self.required) <= self.seats

    def with_seats_for(self, kinds: Sequence[int]) -> "Bounds":
        """One more for each of these kinds of people."""
        required = tuple((rule, many + kinds.count(kind)) for kind, (rule, many) in enumerate(self.required))
        return replace(self, seats=self.seats + len(kinds), required=required)

    def allow(self, counts: tuple[int, ...]) -> bool:
        """``counts``: how many of each kind. Those who are missing of a required group keep their seats vacant."""
        kept = sum(max(0, many - counts[n]) for n, (_, many) in enumerate(self.required))
        return sum(counts) + kept <= self.seats


def bounds(seats: int, rules: Iterable[RotationRule]) -> Bounds:
    """Of two rules for one group the stricter counts."""
    strictest: dict[GroupId, AtLeastFrom] = {}
    one = False
    for rule in rules:
        if isinstance(rule, AtLeastFrom) and rule.many > 0:
            known = strictest.get(rule.group)
            strictest[rule.group] = rule if known is None or rule.many > known.many else known
        one = one or isinstance(rule, OnePerOrganisation)
    required = tuple((strictest[group], strictest[group].many) for group in sorted(strictest, key=str))
    return Bounds(seats, required, one)


def may_ever_serve(person: Person, rules: Iterable[RotationRule]) -> bool:
    """Whether no rule keeps them out of the rotation as a whole."""
    return all(rule.role in person.held for rule in rules if isinstance(rule, HasServed))
