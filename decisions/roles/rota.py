"""A rotation: its rhythm and its rules, the turn under way and the one that comes; and who is not asked."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from decisions.ids import MemberId
from decisions.recurring.rhythm import Rhythm
from decisions.roles.fairness.choosing import Unmet
from decisions.roles.fairness.rules import RotationRule
from decisions.roles.fairness.standing import Standing, WhyExcused

LONGEST_LEAD: Final = timedelta(days=7)


class Said(StrEnum):
    """What somebody asked to take a turn has said so far."""

    NOTHING = "nothing"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Asked:
    """``next_at``: when they are asked once more, and after that, when somebody else is asked instead."""

    member: MemberId
    said: Said
    next_at: datetime
    again: bool = False
    """They have been asked once more."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """``by`` takes what would be the turn of ``of``."""

    of: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn that is being filled, or that is under way with places that are still to be."""

    number: int
    begins_at: datetime
    ends_at: datetime
    planned: bool = False
    """Its places have been looked at: who is to be asked is asked."""
    asked: tuple[Asked, ...] = ()
    refused: tuple[tuple[MemberId, WhyExcused], ...] = ()
    """Who said no or nothing: they are not asked for this turn again."""
    exchanges: tuple[Exchange, ...] = ()
    resting: frozenset[RotationRule] = frozenset()
    """Rules that somebody lets rest, for this turn alone."""
    unmet: tuple[Unmet, ...] = ()
    """Why places stay vacant."""
    counted: tuple[MemberId, ...] = ()
    """To whom it has been counted, since it has begun: whoever had a place then."""
    vacant: int = 0
    """Places for which nobody could be asked."""
    held_before: tuple[MemberId, ...] = ()
    """Who held the role when it began."""

    def place(self, member: MemberId) -> Asked | None:
        return next((one for one in self.asked if one.member == member), None)

    @property
    def accepted(self) -> tuple[MemberId, ...]:
        return tuple(one.member for one in self.asked if one.said is Said.YES)

    def owner(self, member: MemberId) -> MemberId:
        """Whose turn it is that they take: their own, unless they take another's."""
        return next((one.of for one in self.exchanges if one.by == member), member)

    def with_place(self, place: Asked) -> "Turn":
        """Where they had refused, that is over."""
        others = tuple(one for one in self.asked if one.member != place.member)
        refused = tuple(one for one in self.refused if one[0] != place.member)
        return replace(self, asked=(*others, place), refused=refused)

    def without(self, member: MemberId) -> "Turn":
        """Where they had taken another's turn, that is over too."""
        asked = tuple(one for one in self.asked if one.member != member)
        exchanges = tuple(one for one in self.exchanges if one.by != member)
        return replace(self, asked=asked, exchanges=exchanges)

    def owned_by_takers_of(self, member: MemberId) -> "Turn":
        """Whoever took a turn of theirs has it as their own."""
        return replace(self, exchanges=tuple(one for one in self.exchanges if one.of != member))

    def moved(self, begins_at: datetime, ends_at: datetime) -> "Turn":
        """At other times: where these are nearly the same, whoever was asked stays asked; or else it is another turn."""
        shift = max(abs(begins_at - self.begins_at), abs(ends_at - self.ends_at))
        if shift < lead(self):
            return replace(self, begins_at=begins_at, ends_at=ends_at)
        return Turn(self.number, begins_at, ends_at)


@dataclass(frozen=True, slots=True)
class Rota:
    """``standings`` are of everybody in it, as the turn that began last leaves them."""

    rhythm: Rhythm
    since: date
    """The first day on which a turn can begin."""
    seed: UUID
    """From it follow the draws that settle ties; anybody may see it."""
    coming: Turn
    """The next turn, planned or not: it has a number and a beginning from the day on which the rotation is set."""
    rules: tuple[RotationRule, ...] = ()
    standings: tuple[Standing, ...] = ()
    present: Turn | None = None
    """The one under way."""
    promises: tuple[Exchange, ...] = ()
    """Of swaps: the next turn of ``of`` is taken by ``by``."""

    def turn(self, number: int) -> Turn | None:
        """The present or the coming one, by its number."""
        return next((turn for turn in (self.present, self.coming) if turn and turn.number == number), None)

    def is_under_way(self, turn: Turn) -> bool:
        return self.present is not None and self.present.number == turn.number

    def standing(self, member: MemberId) -> Standing | None:
        return next((one for one in self.standings if one.member == member), None)


# --- who is not asked -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Away:
    """Days in the circle's zone; ``last`` None: until they say that they are back."""

    member: MemberId
    first: date
    last: date | None = None
    why: str = ""

    def on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def over(self, day: date) -> bool:
        """On that day it is past."""
        return self.last is not None and self.last < day

    def overlaps(self, other: "Away") -> bool:
        return self.on(other.first) or other.on(self.first)


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody who goes along for a turn before they take one. ``since_turn`` None: the next that begins."""

    member: MemberId
    since_turn: int | None = None


def lead(turn: Turn) -> timedelta:
    """So long before it begins people are asked: a week; of shorter turns half of one, in whole days, for it begins at a good
    hour; of one that is no longer than a day, two thirds, which is the afternoon before."""
    length = turn.ends_at - turn.begins_at
    half = timedelta(days=(length / 2).days)
    return min(LONGEST_LEAD, half or length * 2 / 3)
