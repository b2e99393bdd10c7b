"""People and turns in few words."""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID

from decisions.ids import GroupId, MemberId, OrganisationId
from decisions.roles.fairness.choosing import Chosen, Turn, choose
from decisions.roles.fairness.rules import Person, RotationRule
from decisions.roles.fairness.standing import Standing

PARENTS: Final = GroupId(UUID(int=1000))
CLINICS: Final = GroupId(UUID(int=1001))


def member(number: int) -> MemberId:
    return MemberId(UUID(int=number))


def organisation(number: int) -> OrganisationId:
    return OrganisationId(UUID(int=2000 + number))


def people(many: int, **fields: Any) -> list[Person]:
    return [Person(member(number), **fields) for number in range(1, many + 1)]


def a_turn(
    there: Iterable[Person],
    seats: int = 1,
    rules: Iterable[RotationRule] = (),
    number: int = 1,
    **fields: Any,
) -> Turn:
    return Turn(number, seats, tuple(there), fields.pop("seed", "seed"), frozenset(rules), **fields)


def turns(
    many: int,
    there: Iterable[Person],
    seats: int = 1,
    rules: Iterable[RotationRule] = (),
    before: Sequence[Standing] = (),
    seed: str = "seed",
) -> list[Chosen]:
    """One after the other, in which nothing happens but turns."""
    rules, there, holders = frozenset(rules), tuple(there), frozenset[MemberId]()
    chosen: list[Chosen] = []
    for number in range(1, many + 1):
        turn = Turn(number, seats, there, seed, rules, holders=holders)
        chosen.append(choose(turn, chosen[-1].standings if chosen else before))
        holders = frozenset(chosen[-1].members)
    return chosen


def standing(chosen: Chosen, number: int) -> Standing:
    return next(standing for standing in chosen.standings if standing.member == member(number))
