"""Turns by person and by group against an even share, with the reasons on record for what differs."""

from collections.abc import Iterable
from dataclasses import dataclass

from decisions.ids import GroupId, MemberId
from decisions.roles.fairness.standing import TURN, Standing, Why, added


@dataclass(frozen=True, slots=True)
class PersonsTurns:
    """Shares are in ``TURN``\\ s. ``even + sum of reasons + unexplained == turns * TURN``; a turn that somebody was excused from
    is among the reasons, as a turn less. ``unexplained`` is always less than one turn."""

    member: MemberId
    group: GroupId | None
    turns: int
    excused: int
    even: int
    reasons: tuple[tuple[Why, int], ...]

    @property
    def off_even(self) -> int:
        """Turns beyond an even share; negative: fewer."""
        return self.turns * TURN - self.even

    @property
    def unexplained(self) -> int:
        return self.off_even - sum(amount for _, amount in self.reasons)


@dataclass(frozen=True, slots=True)
class GroupsTurns:
    """The same for a group's people together."""

    group: GroupId | None
    people: int
    turns: int
    even: int
    reasons: tuple[tuple[Why, int], ...]


@dataclass(frozen=True, slots=True)
class Fairness:
    """People: who served most beyond an even share comes last. Groups in the order of their ids, those without one last."""

    people: tuple[PersonsTurns, ...]
    groups: tuple[GroupsTurns, ...]


def fairness(standings: Iterable[Standing]) -> Fairness:
    """Of whoever is given: the standings after the last turn, and, to count them too, those of people who have left as they were
    before they did."""
    people = sorted(map(_turns, standings), key=lambda person: (person.off_even, person.member.int))
    groups: dict[GroupId | None, list[PersonsTurns]] = {}
    for person in people:
        groups.setdefault(person.group, []).append(person)
    in_order = sorted(groups, key=lambda group: (group is None, str(group)))
    return Fairness(tuple(people), tuple(_together(group, groups[group]) for group in in_order))


def _turns(standing: Standing) -> PersonsTurns:
    return PersonsTurns(
        member=standing.member,
        group=standing.group,
        turns=standing.turns,
        excused=standing.excused,
        even=standing.even,
        reasons=added(standing.reasons, {Why.EXCUSED: -standing.excused * TURN}),
    )


def _together(group: GroupId | None, people: list[PersonsTurns]) -> GroupsTurns:
    reasons: tuple[tuple[Why, int], ...] = ()
    for person in people:
        reasons = added(reasons, dict(person.reasons))
    return GroupsTurns(
        group=group,
        people=len(people),
        turns=sum(person.turns for person in people),
        even=sum(person.even for person in people),
        reasons=reasons,
    )
