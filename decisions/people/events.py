"""What happens to circles and memberships: past tense."""

from dataclasses import dataclass
from datetime import datetime

from decisions.commitments.digest_times import DigestTimes
from decisions.commitments.wishes import OwnWishes, Wishes
from decisions.events import Event, personal
from decisions.ids import CircleId, GroupId, InvitationId, MemberId, NetworkId, OrganisationId, PlaceId
from decisions.people.people import CircleSeat
from decisions.rounds.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleMade(Event):
    circle_id: CircleId
    network_id: NetworkId
    by: MemberId
    name: str
    place_id: PlaceId | None
    facilitator: MemberId
    settings: Settings
    seats: tuple[CircleSeat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleChanged(Event):
    by: MemberId
    name: str
    facilitator: MemberId | None
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSeated(Event):
    by: MemberId
    seat: CircleSeat


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberUnseated(Event):
    by: MemberId
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInNamed(Event):
    """In a circle: takes the place of whomever they had named before."""

    by: MemberId
    stand_in: MemberId
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StandInEnded(Event):
    """Before its time."""

    by: MemberId
    member: MemberId
    stand_in: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindersSet(Event):
    """In a circle."""

    by: MemberId
    wishes: Wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSet(Event):
    """In a circle."""

    by: MemberId
    times: DigestTimes


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNamed(Event):
    """The network has a new stakeholder group."""

    id: GroupId
    by: MemberId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationNamed(Event):
    """The network has a new organisation."""

    id: OrganisationId
    by: MemberId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberInvited(Event):
    id: InvitationId
    by: MemberId
    digest: str
    group: GroupId
    expires_at: datetime
    for_member: MemberId | None = None
    """A member already, who needs a new link of their own."""
    name: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Event):
    """By an invitation, with a link of their own."""

    invitation_id: InvitationId
    member: MemberId
    seat: CircleSeat
    link_digest: str
    locale: str
    time_zone: str
    name: str = personal()
    email: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberMet(Event):
    """A platform told of somebody: a new member of the network, or news of one."""

    member: MemberId
    organisation: OrganisationId | None
    locale: str
    time_zone: str
    active: bool
    name: str = personal()
    account: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinatorNamed(Event):
    """``by`` is None for the first: whoever brought Rondo to a network that had none."""

    member: MemberId
    by: MemberId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountCodeAsked(Event):
    member: MemberId
    digest: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAdded(Event):
    """An account that was nobody's in the network is one more of the member's."""

    member: MemberId
    digest: str
    account: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersUnited(Event):
    """``other`` turned out to be the same person as ``member``, who speaks for both from now on. In both their journals."""

    member: MemberId
    other: MemberId
    by: MemberId
    digest: str = ""
    """Of the code that showed it; empty when a coordinator said so."""
    through: str = personal(default="")
    """The account with which the code was entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatsUnited(Event):
    """In a circle: one seat for one person. ``as_other``: in the capacity of the other's."""

    member: MemberId
    other: MemberId
    as_other: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRemindersSet(Event):
    """When somebody rests is their own affair."""

    member: MemberId
    wishes: OwnWishes = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageChosen(Event):
    """From now on no platform's news change it."""

    member: MemberId
    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailChanged(Event):
    """Empty: they want no mail at all."""

    member: MemberId
    email: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkMade(Event):
    """``by`` is None when the house made it, for an email to the member."""

    member: MemberId
    by: MemberId | None
    digest: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksRevoked(Event):
    """All that were made before. In a circle's journal: their member took a new one instead, made there by an invitation."""

    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkWished(Event):
    """Somebody's link no longer works, and they ask for a new one."""

    member: MemberId
    by_email: bool = False
    """It goes to their address, and nobody is asked to make one."""
