"""What people ask of a circle or of their own membership: imperatives."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from decisions.commands import Command
from decisions.commitments.digest_times import DigestTimes
from decisions.commitments.wishes import OwnWishes, Wishes
from decisions.ids import CircleId, GroupId, InvitationId, MemberId, OrganisationId, PlaceId
from decisions.people.people import CircleSeat
from decisions.rounds.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleCommand(Command):
    circle_id: CircleId

    @property
    def stream(self) -> UUID:
        return self.circle_id


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCircle(CircleCommand):
    """From a place that is no circle's yet; its people are the circle. ``seats`` are they, as the desk read them."""

    name: str
    place_id: PlaceId | None
    facilitator: MemberId
    settings: Settings
    seats: tuple[CircleSeat, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCircle(CircleCommand):
    """By its facilitator or a coordinator. Rounds that are open keep the settings with which they opened."""

    name: str
    facilitator: MemberId | None
    settings: Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatMember(CircleCommand):
    """Somebody joins the circle, or sits there in another capacity from now on."""

    seat: CircleSeat


@dataclass(frozen=True, slots=True, kw_only=True)
class UnseatMember(CircleCommand):
    """Somebody leaves the circle (``member`` is ``by``), or is taken out by its facilitator or a coordinator."""

    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrangeSeats(CircleCommand):
    """Who belongs: these people speak here for this group, and belong to this organisation. With a name, the group or the
    organisation is a new one, and the id is its own (made at the edge); None: each stays in their own."""

    members: tuple[MemberId, ...]
    group: GroupId | None
    organisation: OrganisationId | None
    group_name: str = ""
    organisation_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteMember(CircleCommand):
    """A link that only invites: pressing *Join* on it makes the person's own. Only the secret's digest comes here."""

    id: InvitationId
    digest: str
    group: GroupId
    expires_at: datetime
    name: str = ""
    member: MemberId | None = None
    """Somebody who is a member already, and has asked for a new link of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinByInvitation(CircleCommand):
    """``by`` is the new member's id, made at the edge; ``link_digest`` is of their own link's secret."""

    invitation_digest: str
    link_digest: str
    name: str
    locale: str
    time_zone: str
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameStandIn(CircleCommand):
    """Another member answers for ``by`` in the circle, from the first day to the last (both included, in the circle's zone)."""

    stand_in: MemberId
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EndStandIn(CircleCommand):
    """Nobody answers for ``member`` any more: said by them, or by their stand-in."""

    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReminders(CircleCommand):
    """By its facilitator or a coordinator: how the circle's people are reminded who have set nothing else for themselves."""

    wishes: Wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDigest(CircleCommand):
    """By its facilitator or a coordinator: when its weekly digest leaves, and whether."""

    times: DigestTimes


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberCommand(Command):
    """About one's own membership, or (for a coordinator or facilitator) another's."""

    member: MemberId

    @property
    def stream(self) -> UUID:
        return self.member


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOwnReminders(MemberCommand):
    """How they want to be reminded, in all their circles. ``email``: the address at which they read; None: as it is."""

    wishes: OwnWishes
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseLanguage(MemberCommand):
    """In which they read everything, wherever it reaches them. ``locale`` is one that there are words for."""

    locale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRemindersByEmail(MemberCommand):
    """Whether reminders may reach them by email; when they come stays as it is."""

    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeLink(MemberCommand):
    """A personal link to the browser; earlier ones keep working until they are revoked or too old."""

    digest: str
    mailed: bool = False
    """The house makes it, for an email to the member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeLinks(MemberCommand):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForAccountCode(MemberCommand):
    """A code to enter with another account of one's own. Only its digest comes here."""

    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAccount(MemberCommand):
    """An account that is nobody's in the network yet is this member's too, as the code shows that they asked for."""

    digest: str
    platform: str
    tenant: str
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UniteMembers(MemberCommand):
    """``other`` is the same person as ``member``, who speaks for both from now on. By the other, with the code for which the
    member asked; or, without a code, by a coordinator."""

    other: MemberId
    digest: str = ""
    through: str = ""
    """The account with which the code was entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCoordinator(MemberCommand):
    """``member`` coordinates the network too: by a coordinator; where there is none, by who facilitates a circle of theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForLink(MemberCommand):
    """From somebody whose link no longer works: it goes to their address, or whoever facilitates their circles is told."""

    by_email: bool = False
    """Whether Rondo can send emails."""
