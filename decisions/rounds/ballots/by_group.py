"""A result by stakeholder group, as far as nobody can be read out of it.

A group is shown by itself when at least three of it have voted; among two, each knows what the other said. The others are shown
together. But the whole is told too, and whoever takes away from it what is shown has those others: so they must be three or more
as well, and else the smallest group that could be shown goes with them. This is the rule of the least number with secondary
suppression (A. Hundepool et al., *Statistical Disclosure Control*, Wiley 2012, chapter 4): of a table with one margin, what
remains is the one sum to be protected, so that no more is to be searched for.

It does not hide what a group of one mind has said, as little as a unanimous vote does.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from decisions.ids import GroupId
from decisions.rounds.ballots.ballot import ONE_OPTION, Ballot
from decisions.rounds.ballots.choice import Pile, Profile
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.result import GroupCount

LEAST: Final = 3
"""Who have voted, of a group that is shown by itself; and of all those together that are not."""
IN_THE_FILE: Final = ONE_OPTION
"""Of one option marked, the ballots of a group tell no more than its figures do, and the file may have the groups beside them. A
ballot with several marks is one in a few, and would tell more."""
_FEW: Final = 50_000
"""Piles that are kept in memory while each group is counted; more are gone through once for each."""


def by_group(ballot: Ballot, profile: Profile, eligible: int) -> tuple[GroupCount, ...]:
    """Each group counted by itself in the ballot's own way, the largest first, and those that are too small together at the end.
    Empty where that would tell no more than the whole."""
    alone = shown_alone(_voters(profile))
    few = tuple(islice(profile, _FEW + 1))
    piles: Profile = few if len(few) <= _FEW else profile
    parts = [(group, _Of(piles, frozenset({group}))) for group in alone]
    counts = [_counted(ballot, part, eligible, group) for group, part in parts]
    rest = _counted(ballot, _Of(piles, frozenset(alone), others=True), eligible, None)
    counts += [rest] if rest.counted else []
    return tuple(counts) if len(counts) > 1 else ()


def shown_alone(voters: Mapping[GroupId | None, int]) -> tuple[GroupId, ...]:
    """The groups that may be shown by themselves, of how many in each have voted; the largest first. None are those of whom no
    group is told."""
    together = voters.get(None, 0)
    order = sorted((many, str(group), group) for group, many in voters.items() if group is not None and many)
    while order and (order[0][0] < LEAST or 0 < together < LEAST):
        together += order.pop(0)[0]
    return tuple(group for _, _, group in reversed(order))


def _voters(profile: Profile) -> Counter[GroupId | None]:
    voters: Counter[GroupId | None] = Counter()
    for pile in profile:
        voters[pile.group] += pile.many
    return voters


@dataclass(frozen=True, slots=True)
class _Of:
    """The piles of some groups; with ``others``, of all but those."""

    profile: Profile
    groups: Collection[GroupId | None]
    others: bool = False

    def __iter__(self) -> Iterator[Pile]:
        return (pile for pile in self.profile if (pile.group in self.groups) is not self.others)


def _counted(ballot: Ballot, profile: Profile, eligible: int, group: GroupId | None) -> GroupCount:
    result = METHODS[ballot.method].count(ballot, profile, eligible)
    return GroupCount(group, result.counted, tuple((one.key, one.figure) for one in result.standings))
