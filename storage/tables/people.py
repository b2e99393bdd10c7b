"""Networks, their organisations and groups, members with their accounts, and their circles."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from decisions.people.codes import CodePurpose
from storage.tables.columns import belongs_to, of_a_network, one_of


class SeatedThrough(StrEnum):
    """How somebody came to sit in a circle: who came through a place leaves with it."""

    PLACE = "place"
    INVITATION = "invitation"
    PERSON = "person"
    """Somebody seated them by hand."""


class NetworkRow(SQLModel, table=True):
    __tablename__ = "network"

    id: UUID = Field(primary_key=True)
    name: str
    locale: str = "en"
    holidays: str = "[]"
    """Dates, as a JSON list."""
    last_ref: int = 0
    """The newest short reference (``R-12``) that was given out."""


class WorkspaceRow(SQLModel, table=True):
    """A workspace or tenant of a platform: its people's network when no place says otherwise."""

    __tablename__ = "workspace"
    __table_args__ = (
        of_a_network(),
        UniqueConstraint("platform", "tenant"),
    )

    network_id: UUID = Field(primary_key=True)
    platform: str = Field(primary_key=True)
    tenant: str = Field(primary_key=True)
    name: str = ""
    enterprise: str = ""
    """The organisation that the workspace is part of, where its platform has such."""
    installation: bytes | None = None
    """What the platform gave at the installation, tokens included: sealed by the adapter, which alone opens it."""
    installed_at: datetime | None = None


class OrganisationRow(SQLModel, table=True):
    __tablename__ = "organisation"
    __table_args__ = (of_a_network(),)

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    name: str
    is_default: bool = False
    """Where newcomers are until somebody says otherwise."""


class StakeholderGroupRow(SQLModel, table=True):
    __tablename__ = "stakeholder_group"
    __table_args__ = (of_a_network(),)

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    name: str
    is_default: bool = False
    position: int = 0
    """In which order the groups are shown."""


class MemberRow(SQLModel, table=True):
    __tablename__ = "member"
    __table_args__ = (
        belongs_to("organisation", "organisation_id"),
        belongs_to("member", "united_with"),
        of_a_network(),
    )

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    name: str
    locale: str = "en"
    locale_chosen: bool = False
    """By the member: what their platforms say of it counts no more."""
    time_zone: str = "UTC"
    email: str = ""
    organisation_id: UUID | None = None
    is_coordinator: bool = False
    active: bool = True
    united_with: UUID | None = None
    """The member who turned out to be the same person, and speaks for both."""
    reminders: str | None = None
    """``OwnWishes`` as JSON; None: they have set nothing."""
    wishes_link_at: datetime | None = None
    """Since when they ask for a new personal link, because theirs no longer works."""


class IdentityRow(SQLModel, table=True):
    """One account of a member. A personal link is one too: ``web``, ``link``, and its secret's digest.

    The same account may belong to members of several networks: the place then decides which is meant."""

    __tablename__ = "identity"
    __table_args__ = (
        belongs_to("member", "member_id"),
        Index(None, "platform", "tenant", "user_id"),
        Index(None, "network_id", "member_id"),
    )

    network_id: UUID = Field(primary_key=True)
    platform: str = Field(primary_key=True)
    tenant: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    member_id: UUID
    made_at: datetime
    seen_at: datetime | None = None
    """When it last acted: who is on several platforms is asked where they last answered."""
    informs: bool = True
    """Whether what its platform says of the person (name, language, zone) is taken: of several accounts one does."""
    expires_at: datetime | None = None
    """Of a link that was made for an email."""
    revoked_at: datetime | None = None


class CircleRow(SQLModel, table=True):
    __tablename__ = "circle"
    __table_args__ = (
        belongs_to("member", "facilitator_id"),
        of_a_network(),
    )

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    name: str
    facilitator_id: UUID | None = None
    settings: str
    """``Settings`` as JSON (``storage/codec.py``)."""
    reminders: str | None = None
    """``Wishes`` as JSON; None: nobody has set anything."""
    digest: str | None = None
    """``DigestTimes`` as JSON; None: nobody has set anything."""


class CircleSeatRow(SQLModel, table=True):
    """A member in a circle, in the capacity in which they sit there. The lowest position came first."""

    __tablename__ = "circle_seat"
    __table_args__ = (
        belongs_to("circle", "circle_id"),
        belongs_to("member", "member_id"),
        belongs_to("stakeholder_group", "group_id"),
        belongs_to("organisation", "organisation_id"),
        Index(None, "network_id", "member_id"),
    )

    network_id: UUID = Field(primary_key=True)
    circle_id: UUID = Field(primary_key=True)
    member_id: UUID = Field(primary_key=True)
    group_id: UUID
    organisation_id: UUID
    position: int
    through: SeatedThrough = one_of(SeatedThrough, "through", default=SeatedThrough.PLACE)


class StandInRow(SQLModel, table=True):
    """Who answers for a member of a circle, and when."""

    __tablename__ = "stand_in"
    __table_args__ = (
        belongs_to("circle", "circle_id"),
        belongs_to("member", "member_id"),
        belongs_to("member", "stand_in_id"),
        Index(None, "network_id", "stand_in_id"),
    )

    network_id: UUID = Field(primary_key=True)
    circle_id: UUID = Field(primary_key=True)
    member_id: UUID = Field(primary_key=True)
    stand_in_id: UUID
    since: datetime
    until: datetime


class PlaceRow(SQLModel, table=True):
    """Where people talk, as its platform names it. A circle may have several; a place has one or none yet."""

    __tablename__ = "place"
    __table_args__ = (
        belongs_to("circle", "circle_id"),
        belongs_to("organisation", "organisation_id"),
        of_a_network(),
        UniqueConstraint("platform", "tenant", "conversation"),
        Index(None, "network_id", "circle_id"),
    )

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    platform: str
    tenant: str
    conversation: str
    circle_id: UUID | None = None
    organisation_id: UUID | None = None
    """To which its people belong who are new to the network; None: to the network's first."""
    name: str = ""
    private: bool = False
    locale: str = ""
    """The language that was chosen for it; empty: that of most of its people."""
    peoples_locale: str = ""
    """The language of most of its people; empty while nobody's is known."""
    changed_at: datetime | None = None
    """When its platform last told that somebody came or went."""
    read_again_at: datetime | None = Field(default=None, index=True)
    """When all of its people are to be read; None until they have been."""


class PlacePersonRow(SQLModel, table=True):
    __tablename__ = "place_person"
    __table_args__ = (
        belongs_to("place", "place_id"),
        belongs_to("member", "member_id"),
        Index(None, "network_id", "member_id"),
    )

    network_id: UUID = Field(primary_key=True)
    place_id: UUID = Field(primary_key=True)
    member_id: UUID = Field(primary_key=True)
    since: datetime


class InvitationRow(SQLModel, table=True):
    """A link that only invites. Of its secret only the digest is kept. It makes one member, or (``for_member``) gives one
    who is there already a new link of their own."""

    __tablename__ = "invitation"
    __table_args__ = (
        belongs_to("circle", "circle_id"),
        belongs_to("member", "invited_by"),
        belongs_to("stakeholder_group", "group_id"),
        UniqueConstraint("digest"),
    )

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    circle_id: UUID
    digest: str
    group_id: UUID
    invited_by: UUID
    for_member: UUID | None = None
    round_id: UUID | None = None
    """Into this one ballot, as a guest of it, and not into the circle."""
    organisation_id: UUID | None = None
    """Of a guest."""
    name: str = ""
    made_at: datetime
    expires_at: datetime
    used_by: UUID | None = None
    used_at: datetime | None = None
    revoked_at: datetime | None = None


class CodeRow(SQLModel, table=True):
    """A one-time code. Only its digest is kept."""

    __tablename__ = "code"
    __table_args__ = (
        belongs_to("member", "made_by"),
        belongs_to("circle", "circle_id"),
        UniqueConstraint("digest"),
        Index(None, "expires_at"),
    )

    network_id: UUID = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    purpose: CodePurpose = one_of(CodePurpose, "purpose")
    made_by: UUID
    circle_id: UUID | None = None
    expires_at: datetime
    used_at: datetime | None = None
