"""What happens to a role: past tense."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from decisions.events import Event, personal
from decisions.ids import CircleId, MemberId, NetworkId, RemarkId, RoleId, RoundId
from decisions.recurring.rhythm import Rhythm
from decisions.roles.fairness.choosing import Unmet
from decisions.roles.fairness.rules import RotationRule
from decisions.roles.fairness.standing import Standing
from decisions.roles.role import Description, Filling, How, OfferKind, RoleKind, WhyLeft

# --- the role itself --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleMade(Event):
    """The first event of its stream."""

    role_id: RoleId
    network_id: NetworkId
    circle_id: CircleId
    by: MemberId
    kind: RoleKind
    places: int
    filling: Filling
    months: int | None
    description: Description = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChanged(Event):
    by: MemberId
    places: int
    filling: Filling
    months: int | None
    description: Description = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEnded(Event):
    by: MemberId


# --- the rotation -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaSet(Event):
    """The turn that comes first, or next, begins and ends then."""

    by: MemberId
    rhythm: Rhythm
    since: date
    rules: tuple[RotationRule, ...]
    seed: UUID
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnsReckoned(Event):
    """By the circle's clock and holidays as they are now."""

    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRested(Event):
    by: MemberId
    turn: int
    rule: RotationRule


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnPlanned(Event):
    """Its places have been looked at: who is asked follows. ``vacant``: for how many nobody could be, and ``unmet``, why."""

    turn: int
    vacant: int = 0
    unmet: tuple[Unmet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAsked(Event):
    """Whether they take the turn. ``next_at``: when they are asked once more. ``instead_of``: whose turn it is, where they owe it
    to them since a swap."""

    turn: int
    member: MemberId
    next_at: datetime
    instead_of: MemberId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOnceMore(Event):
    """``next_at``: when somebody else is asked instead."""

    turn: int
    member: MemberId
    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyElseToAsk(Event):
    """They have said nothing, and stay asked: until ``next_at``, when it is looked for others once more."""

    turn: int
    member: MemberId
    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberUnasked(Event):
    """They need not take the turn, and it costs them nothing: the rules, the places or the people are not what they were, or
    somebody else has taken it up."""

    turn: int
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnAccepted(Event):
    """By somebody who was asked; or by somebody who was not, for a place that was vacant."""

    turn: int
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnDeclined(Event):
    turn: int
    by: MemberId
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnPassedOver(Event):
    """They have said nothing: somebody else is asked, and their turn comes again."""

    turn: int
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnBegan(Event):
    """Who held it until now no longer does; who takes it up follows. ``standings``: everybody's, with this turn's shares,
    and ``counted``, to whom it is counted. ``missed``: how many turns have gone by before it, for nothing was running; what was
    said was said of the first of them, so everybody is asked anew. ``end_named`` False: it ends after as long as the one before,
    until somebody names a date."""

    turn: int
    begins_at: datetime
    ends_at: datetime
    next_ends_at: datetime
    counted: tuple[MemberId, ...]
    standings: tuple[Standing, ...]
    missed: int = 0
    end_named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WentAway(Event):
    """``turns``: for which they had been asked, and no longer are."""

    by: MemberId
    turns: tuple[int, ...]
    first: date
    last: date | None
    why: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack(Event):
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningBegun(Event):
    """``turns``: for which they had been asked, and no longer are."""

    by: MemberId
    turns: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftRotation(Event):
    """They have left the circle, and with it whatever they were asked."""

    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnExchanged(Event):
    r"""``by`` takes the turn that was ``of``\ 's; where it was a swap, ``of`` takes the next one of ``by``."""

    turn: int
    of: MemberId
    by: MemberId
    swap: bool


# --- holding it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTaken(Event):
    """``term`` is the number of their term in the role."""

    term: int
    member: MemberId
    how: How
    until: datetime | None
    turn: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLeft(Event):
    term: int
    member: MemberId
    why: WhyLeft
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndComesNear(Event):
    """Of a term that came of no rotation: what follows is to be seen to."""

    term: int
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionOpened(Event):
    """Everyone is asked whom they nominate for it, in that round."""

    round_id: RoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionPutOff(Event):
    """The next selection after these terms waits: people are being selected already."""

    terms: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMade(Event):
    id: RemarkId
    kind: OfferKind
    by: MemberId
    to: MemberId
    lapses_at: datetime
    turn: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAnswered(Event):
    id: RemarkId
    by: MemberId
    accept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferEnded(Event):
    """Nobody answered it in time; or it was taken back, or what it was about is no longer so."""

    id: RemarkId


# --- handing over -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverWritten(Event):
    by: MemberId
    term: int
    in_motion: str = personal(default="")
    learned: str = personal(default="")
    talk_to: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBack(Event):
    by: MemberId
    term: int
    id: RemarkId
    words: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredBack(Event):
    by: MemberId
    term: int
    id: RemarkId
    words: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldersUnited(Event):
    """``other`` turned out to be the same person as ``member``."""

    member: MemberId
    other: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsErased(Event):
    """What a member wrote is gone from the role: their notes with what was asked about them, what they asked about the notes of
    others, and why they are away."""

    member: MemberId
