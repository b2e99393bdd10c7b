"""What was said in a question round, and the order in which it is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, TypeVar
from uuid import UUID

from decisions.ids import GroupId, MemberId
from decisions.rounds.ballots.lot import drawn

_UNNAMED: Final = "unnamed"


@dataclass(frozen=True, slots=True)
class Spoken:
    """One person's words."""

    by: MemberId
    group: GroupId
    words: str
    named: bool = True
    """May the circle see their name beside the words?"""


Said = TypeVar("Said", bound=Spoken)


def in_turns(spoken: Iterable[Said], seed: UUID) -> tuple[Said, ...]:
    """The groups take turns, so that none is read first for being large or quick; which one begins, and who does in each, is
    drawn by lot (docs/decisions/0039).

    Those without a name take turns as one group more: if their place among the others' told the group, it could tell the person.
    """
    waiting: dict[str, list[Said]] = {}
    for one in spoken:
        waiting.setdefault(str(one.group) if one.named else _UNNAMED, []).append(one)
    turns = zip_longest(*(_by_lot(waiting[group], seed) for group in drawn(seed.hex, waiting)))
    return tuple(one for turn in turns for one in turn if one is not None)


def _by_lot(spoken: Iterable[Said], seed: UUID) -> tuple[Said, ...]:
    by_member = {str(one.by): one for one in spoken}
    return tuple(by_member[member] for member in drawn(seed.hex, by_member))
