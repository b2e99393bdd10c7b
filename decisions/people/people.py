"""Who there is: plain facts about a network, its organisations, groups and members."""

from dataclasses import dataclass
from datetime import date, datetime

from decisions.commitments.digest_times import USUAL as USUAL_DIGEST
from decisions.commitments.digest_times import DigestTimes
from decisions.commitments.wishes import USUAL, Wishes
from decisions.ids import CircleId, GroupId, MemberId, NetworkId, OrganisationId, PlaceId
from decisions.rounds.settings import Settings


@dataclass(frozen=True, slots=True)
class Network:
    id: NetworkId
    name: str
    locale: str = "en"
    holidays: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    id: OrganisationId
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """A stakeholder group. ``name`` is what the network calls it, in the plural: "parent partners"."""

    id: GroupId
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """One person, one voice. ``name`` is what others see."""

    id: MemberId
    name: str
    locale: str = "en"
    time_zone: str = "UTC"
    organisation: OrganisationId | None = None
    is_coordinator: bool = False
    active: bool = True
    locale_chosen: bool = False
    """By themselves: what their platforms say of it counts no more."""


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """One account of a member, as it is told of: its platform, and what its workspace or tenant is called."""

    platform: str
    workspace: str = ""


@dataclass(frozen=True, slots=True)
class CircleSeat:
    """A member in a circle, in the capacity in which they sit there."""

    member: MemberId
    group: GroupId
    organisation: OrganisationId


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who answers for a member of a circle from ``since`` until ``until``, in what lets somebody."""

    member: MemberId
    stand_in: MemberId
    since: datetime
    until: datetime

    def at(self, now: datetime) -> bool:
        return self.since <= now < self.until


@dataclass(frozen=True, slots=True)
class Circle:
    """The members who decide together. ``settings`` are the defaults of its rounds; ``places`` are where it meets."""

    id: CircleId
    network_id: NetworkId
    name: str
    facilitator: MemberId | None
    settings: Settings
    seats: tuple[CircleSeat, ...] = ()
    places: frozenset[PlaceId] = frozenset()
    stand_ins: tuple[StandIn, ...] = ()
    """At most one a member. One whose time is over may still be among them."""
    reminders: Wishes = USUAL
    """Of what its people said they would do."""
    digest: DigestTimes = USUAL_DIGEST
    """When those who steer it hear how it stands."""

    def may_be_steered_by(self, member: MemberId) -> bool:
        """Its facilitator; anybody in it while it has none. (A coordinator of the network may, too.)"""
        if self.facilitator is None:
            return self.seat(member) is not None
        return self.facilitator == member

    def seat(self, member: MemberId) -> CircleSeat | None:
        return next((seat for seat in self.seats if seat.member == member), None)

    def next_facilitator(self, proposers: tuple[MemberId, ...]) -> MemberId | None:
        """Who facilitates past exploring when the facilitator is the proposer: the member who has sat here longest and
        proposes nothing in this round; None when there is nobody else."""
        return next((seat.member for seat in self.seats if seat.member not in proposers), None)
