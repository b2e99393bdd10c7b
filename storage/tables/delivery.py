"""What must still leave: the cards that stand in places, the private messages, and the lanes on which both travel."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlmodel import Field, SQLModel

from decisions.rounds.notices import NoticeKind, To
from decisions.rounds.postings import CardKind
from storage.tables.columns import one_of

TO_DO = text("state = 'open' AND wanted > shown")


class Delivery(StrEnum):
    """How a posting or a message of the outbox stands."""

    OPEN = "open"
    """To be sent, or sent and kept true: there is something to do while ``wanted`` is above ``shown``."""
    CLOSED = "closed"
    """True for ever: nothing about it changes any more. Also of what had become pointless before it left."""
    FAILED = "failed"
    """A person must act; ``why`` says what stands in the way."""
    UNREACHABLE = "unreachable"
    """The member has no account to which anything can be sent: somebody tells them by other means."""


class PostingRow(SQLModel, table=True):
    """One card in one place. ``wanted`` counts the changes that it should show, ``shown`` those that it shows."""

    __tablename__ = "posting"
    __table_args__ = (
        ForeignKeyConstraint(["network_id", "round_id"], ["round.network_id", "round.id"]),
        ForeignKeyConstraint(["network_id", "place_id"], ["place.network_id", "place.id"]),
        Index("ix_posting_to_do", "lane", "next_at", sqlite_where=TO_DO, postgresql_where=TO_DO),
        {"sqlite_with_rowid": False},
    )

    network_id: UUID = Field(primary_key=True)
    round_id: UUID = Field(primary_key=True)
    kind: CardKind = one_of(CardKind, "kind", primary_key=True)
    about: str = Field(primary_key=True)
    """A version (``v2``) or a remark's id; empty where there is one a round."""
    place_id: UUID = Field(primary_key=True)
    lane: str
    state: Delivery = one_of(Delivery, "state", default=Delivery.OPEN)
    wanted: int = 1
    shown: int = 0
    urgent: bool = False
    """The stage has turned: it goes before what only counts."""
    first_wanted_at: datetime
    """Since when it does not show what it should."""
    next_at: datetime
    """Not before this moment."""
    shown_at: datetime | None = None
    gap: float = 0
    """Seconds that it waited between its last two edits: grows while there is much to show."""
    attempts: int = 0
    lease_until: datetime | None = None
    maybe_sent: bool = False
    """An earlier try may have arrived: the next one edits it instead of posting again."""
    conversation: str = ""
    message: str | None = None
    link: str = ""
    why: str = ""


class OutboxRow(SQLModel, table=True):
    """One private message, or one to a place that is about no round. Its words are made when it leaves; here stands only whom
    it is for and what about."""

    __tablename__ = "outbox"
    __table_args__ = (
        ForeignKeyConstraint(["network_id"], ["network.id"]),
        ForeignKeyConstraint(["network_id", "member_id"], ["member.network_id", "member.id"]),
        ForeignKeyConstraint(["network_id", "round_id"], ["round.network_id", "round.id"]),
        ForeignKeyConstraint(["network_id", "place_id"], ["place.network_id", "place.id"]),
        Index("ix_outbox_to_do", "lane", "next_at", sqlite_where=TO_DO, postgresql_where=TO_DO),
        Index(None, "network_id", "merge"),
        Index(None, "network_id", "round_id"),
        Index(None, "network_id", "member_id"),
        {"sqlite_with_rowid": False},
    )

    network_id: UUID = Field(primary_key=True)
    key: str = Field(primary_key=True)
    """The same at each try, and for each repeat of what caused it."""
    merge: str
    """What comes under one of these while none has left is one message."""
    kind: NoticeKind = one_of(NoticeKind, "kind")
    addressed_to: To = one_of(To, "addressed_to")
    member_id: UUID | None = None
    """None while it is for a part or a group: resolved when it is due."""
    group_id: UUID | None = None
    place_id: UUID | None = None
    """Of a message to a place; ``user_id`` is its conversation."""
    round_id: UUID | None = None
    agreement_id: UUID | None = None
    about: UUID | None = None
    facts: str = "{}"
    """JSON, for whoever words it."""
    lane: str = ""
    """Empty until it is due and its account has been looked up."""
    platform: str = ""
    tenant: str = ""
    user_id: str = ""
    state: Delivery = one_of(Delivery, "state", default=Delivery.OPEN)
    wanted: int = 1
    shown: int = 0
    urgent: bool = False
    first_wanted_at: datetime
    next_at: datetime
    shown_at: datetime | None = None
    gap: float = 0
    attempts: int = 0
    lease_until: datetime | None = None
    maybe_sent: bool = False
    conversation: str = ""
    message: str | None = None
    link: str = ""
    why: str = ""


class LaneRow(SQLModel, table=True):
    """One workspace on its way out. Whoever holds it alone sends there, so that rates and order hold."""

    __tablename__ = "lane"

    key: str = Field(primary_key=True)
    owner: str = ""
    lease_until: datetime | None = None
    held_until: datetime | None = None
    """The platform asked to wait."""
