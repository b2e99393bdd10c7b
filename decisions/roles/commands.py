"""What people ask of a role: imperatives."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from decisions.commands import Command
from decisions.ids import CircleId, MemberId, RemarkId, RoleId
from decisions.recurring.rhythm import Rhythm
from decisions.roles.fairness.rules import RotationRule
from decisions.roles.role import Description, Filling, RoleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleCommand(Command):
    role_id: RoleId

    @property
    def stream(self) -> UUID:
        return self.role_id


# --- the role itself --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRota:
    """The rotation with which a role is made."""

    rhythm: Rhythm
    since: date
    rules: tuple[RotationRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeRole(RoleCommand):
    """``rota``: only where it is filled by rotation; without one, it is set later."""

    circle_id: CircleId
    kind: RoleKind
    description: Description
    places: int
    filling: Filling
    months: int | None = None
    rota: FirstRota | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRole(RoleCommand):
    """Who holds it goes on holding it. Another way of filling than by rotation ends the rotation."""

    description: Description
    places: int
    filling: Filling
    months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndRole(RoleCommand):
    """For good: nobody holds it any more."""


# --- the rotation -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRota(RoleCommand):
    """From now on it is filled by rotation. Of one that is there already, everybody's turns stay, and so does its draw."""

    rhythm: Rhythm
    since: date
    rules: tuple[RotationRule, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestRule(RoleCommand):
    """For that turn, and not for the next. ``number``: where the rule stands among the role's."""

    turn: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptTurn(RoleCommand):
    """Also by somebody who was not asked, where a place of it is vacant."""

    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineTurn(RoleCommand):
    """Somebody else is asked. ``words`` may be empty."""

    turn: int
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoAway(RoleCommand):
    """They are not asked on these days; ``last`` None: until they come back. ``why`` may be empty."""

    first: date
    last: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBack(RoleCommand):
    """Whatever they had said about being away is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnFirst(RoleCommand):
    """To go along for a turn before taking one."""


# --- holding it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToHold(RoleCommand):
    """Of somebody, by whoever steers the circle. It is theirs once they say yes."""

    id: RemarkId
    who: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer(RoleCommand):
    """For a place that is vacant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDown(RoleCommand):
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOn(RoleCommand):
    """Asks somebody to take over what they hold; or, where they hold nothing, their coming turn."""

    id: RemarkId
    who: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSwap(RoleCommand):
    """Asks somebody to take their coming turn; in return, that one's next turn is asked of them first."""

    id: RemarkId
    who: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOffer(RoleCommand):
    id: RemarkId
    accept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackOffer(RoleCommand):
    id: RemarkId


# --- handing over -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteHandover(RoleCommand):
    """By whoever holds it or held it; ``term`` is theirs. Writing it again replaces it."""

    term: int
    in_motion: str = ""
    learned: str = ""
    talk_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskBack(RoleCommand):
    """Of whoever wrote a handover."""

    term: int
    id: RemarkId
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerBack(RoleCommand):
    term: int
    id: RemarkId
    words: str


# --- the house's own --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteHolderLeft(RoleCommand):
    """``by`` has left the circle. Given by the house, not by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReckonTurns(RoleCommand):
    """The circle's clock, its holidays or its people have changed. Given by the house, not by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatSelected(RoleCommand):
    """A selection has chosen them, and they have said yes. ``until``: the last day of their term, in the circle's zone; None: as
    long as a term of the role is. ``purpose`` and ``responsibilities``: as they were chosen for it; empty: as the role has them.
    Given by the house, not by a person."""

    members: tuple[MemberId, ...]
    until: date | None = None
    purpose: str = ""
    responsibilities: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFacilitator(RoleCommand):
    """``by`` has said that ``who`` facilitates the circle from now on; None: nobody. Given by the house, not by a person."""

    who: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UniteHolders(RoleCommand):
    """``other`` turned out to be the same person as ``by``. Given by the house, not by a person."""

    other: MemberId
