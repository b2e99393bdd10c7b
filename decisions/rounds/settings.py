"""What a circle can set about its rounds. A round keeps the settings with which it opened."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from decisions.ids import GroupId
from decisions.refusals import Reason, Refusal

MAX_VERSIONS_LIMIT: Final = 10
LARGE_CIRCLE: Final = 15
"""Above this many people a smaller deciding group is offered."""


class Form(StrEnum):
    FULL = "full"
    SHORT = "short"
    """Straight to consenting; anyone may ask to talk first."""


class Closing(StrEnum):
    NEXT_MORNING = "next_morning"
    """Once everyone asked has answered: 9:00 of the next workday, or the deadline if that is earlier."""
    AT_ONCE = "at_once"
    """Once everyone asked has answered: two minutes later, to correct a slip."""


@dataclass(frozen=True, slots=True)
class GroupNeed:
    """How many of a stakeholder group must have been heard: a count, or a share of those asked (rounded up)."""

    group: GroupId
    count: int = 0
    share: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if self.count < 0 or not 0 <= self.share <= 1 or (self.count == 0) == (self.share == 0):
            raise Refusal(Reason.NOT_A_NUMBER, at_field="voices")

    def heard_needed(self, asked: int) -> int:
        """People of the group who must be heard, never nobody. A count holds even when fewer than that were asked."""
        return self.count or max(1, -(-self.share.numerator * asked // self.share.denominator))


@dataclass(frozen=True, slots=True)
class Quorum:
    """The share of those asked, and the number of people, who must have been heard."""

    share: Fraction = Fraction(1, 2)
    people: int = 3

    def heard_needed(self, asked: int) -> int:
        """A circle of fewer than ``people`` needs all of them: it could otherwise never decide."""
        of_share = -(-self.share.numerator * asked // self.share.denominator)
        return max(1, of_share, min(self.people, asked))


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long the stages last (consent.md, "Stages")."""

    exploring: timedelta = timedelta(days=4)
    amending_workdays: int = 3
    consenting: timedelta = timedelta(days=5)
    consenting_spans_weekend: bool = True
    testing_workdays: int = 2
    integrating_workdays: int = 5
    extension_workdays: int = 3


@dataclass(frozen=True, slots=True)
class Settings:
    zone: str = "UTC"
    """The circle's time zone, an IANA name."""
    holidays: tuple[date, ...] = ()
    """The network's: they are neither workdays nor days on which a deadline falls."""
    form: Form = Form.FULL
    lengths: Lengths = field(default_factory=Lengths)
    quorum: Quorum = field(default_factory=Quorum)
    voices: tuple[GroupNeed, ...] = ()
    """The voice rule: every need must be met."""
    closing: Closing = Closing.NEXT_MORNING
    max_versions: int = 3
    max_extensions: int = 2
    """By the facilitator, in one stage."""
    recommends: bool = False
    """"We gather views; our public meeting decides": the end is a recommendation."""
