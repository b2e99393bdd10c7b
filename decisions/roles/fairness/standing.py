"""What each person's turns come to against an even share, and why it is not exactly that."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from decisions.ids import GroupId, MemberId, OrganisationId
from decisions.roles.fairness.rules import (
    AtLeastFrom,
    HasServed,
    NotTwiceRunning,
    OnePerOrganisation,
    RotationRule,
)

TURN: Final = 720_720_000_000
"""One turn, in the unit in which shares are counted: whole numbers, so that nothing is rounded differently anywhere, and
divisible by every number up to 16. A share leaves away less than one such unit: over ten years of weeks, a billionth of a
turn."""


class Why(StrEnum):
    """Why somebody's turns differ from an even share."""

    AT_LEAST_FROM = "at_least_from"
    ONE_PER_ORGANISATION = "one_per_organisation"
    NOT_TWICE_RUNNING = "not_twice_running"
    HAS_SERVED = "has_served"
    JOINED = "joined"
    """Somebody new counts as one who has served in this lap, or has not, whichever is nearer."""
    LEFT = "left"
    """What somebody who left was owed, or owed, is shared by those who stay."""
    AWAY = "away"
    """The same, for as long as somebody is away."""
    EXCUSED = "excused"
    """A turn was asked of somebody and not served by them."""
    EXCHANGED = "exchanged"
    """Somebody served in another's place."""
    VOLUNTEERED = "volunteered"
    CHANGED = "changed"
    """The rules, the seats or somebody's organisation or group are not what they were."""


class WhyExcused(StrEnum):
    DECLINED = "declined"
    SILENT = "silent"
    """Asked, asked again, and passed over."""


@dataclass(frozen=True, slots=True)
class Excuse:
    turn: int
    why: WhyExcused


@dataclass(frozen=True, slots=True)
class Standing:
    """One person's account for one role; shares are in ``TURN``\\ s. Always:
    ``even + sum of reasons == lag + (turns + excused) * TURN``.
    """

    member: MemberId
    group: GroupId | None = None
    organisation: OrganisationId | None = None
    lag: int = 0
    """What they are owed (or, negative, have done beyond their share): between minus one turn and one turn."""
    even: int = 0
    """In each turn in which they were there, as many seats as there were, divided by as many people."""
    reasons: tuple[tuple[Why, int], ...] = ()
    """Each at most once."""
    turns: int = 0
    excused: int = 0
    since: int = 0
    """The turn they last served or were excused from, or before which they came."""
    last_excuse: Excuse | None = None
    counted: bool = False
    """In the last turn they were there, and no rule kept them out as a whole."""

    def because_of(self, why: Why) -> int:
        return dict(self.reasons).get(why, 0)


def why(rule: RotationRule) -> Why:
    match rule:
        case AtLeastFrom():
            return Why.AT_LEAST_FROM
        case OnePerOrganisation():
            return Why.ONE_PER_ORGANISATION
        case NotTwiceRunning():
            return Why.NOT_TWICE_RUNNING
        case HasServed():
            return Why.HAS_SERVED


def added(known: tuple[tuple[Why, int], ...], more: Mapping[Why, int]) -> tuple[tuple[Why, int], ...]:
    """In one order, without those that come to nothing."""
    amounts = dict(known)
    for why, amount in more.items():
        amounts[why] = amounts.get(why, 0) + amount
    return tuple(sorted((why, amount) for why, amount in amounts.items() if amount))


def exchanged(instead_of: Standing, by: Standing, turn: int) -> tuple[Standing, Standing]:
    """One served in the place of the other, by agreement: both stay where they are in the order, so a swap is done twice and
    a turn that is handed on is a gift. Of the standings after that turn was chosen."""
    return _exchanged(instead_of, -1), replace(_exchanged(by, 1), since=turn)


def _exchanged(standing: Standing, turns: int) -> Standing:
    reasons = added(standing.reasons, {Why.EXCHANGED: turns * TURN})
    return replace(standing, turns=standing.turns + turns, reasons=reasons)
