"""Commitments, everybody's part in them, and what became of them over time."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from decisions.commitments.commitment import OriginKind, Said, Standing
from storage.tables.columns import belongs_to, one_of

TO_REMIND = text("remind_at IS NOT NULL")
WAITS = text("waits_for IS NOT NULL")


class CommitmentRow(SQLModel, table=True):
    """When its stream is due (``stream.due_at``), somebody has said nothing for too long; reminders are due by its parts."""

    __tablename__ = "commitment"
    __table_args__ = (
        belongs_to("circle", "circle_id"),
        belongs_to("member", "accountable_id"),
        Index(None, "network_id", "circle_id", "standing", "due"),
        Index(None, "network_id", "accountable_id", "standing"),
        Index(None, "network_id", "origin", "origin_id"),
        Index("ix_commitment_waits", "network_id", "waits_for", sqlite_where=WAITS, postgresql_where=WAITS),
    )

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    circle_id: UUID
    accountable_id: UUID | None = None
    standing: Standing = one_of(Standing, "standing")
    due: date | None = None
    origin: OriginKind = one_of(OriginKind, "origin")
    origin_id: UUID | None = None
    waits_for: UUID | None = None
    """Another commitment that has to be done first."""
    since: datetime
    ended_at: datetime | None = None
    what: str
    body: str
    """``Commitment`` as JSON (``storage/codec.py``)."""


class CommitmentPartRow(SQLModel, table=True):
    """One person's part in a commitment that is not over."""

    __tablename__ = "commitment_part"
    __table_args__ = (
        belongs_to("commitment", "commitment_id"),
        belongs_to("member", "member_id"),
        Index(None, "network_id", "member_id"),
        Index("ix_commitment_part_remind", "remind_at", sqlite_where=TO_REMIND, postgresql_where=TO_REMIND),
    )

    network_id: UUID = Field(primary_key=True)
    commitment_id: UUID = Field(primary_key=True)
    member_id: UUID = Field(primary_key=True)
    accountable: bool = False
    said: Said = one_of(Said, "said")
    remind_at: datetime | None = None
    """When they are next reminded, or a coordinator hears of it; None: nothing is to come."""
    told_at: datetime | None = None
    """When they were last reminded."""
    others_told_at: datetime | None = None
    """When the coordinators last heard of it."""


class Happening(StrEnum):
    """What is counted over time."""

    KEPT = "kept"
    KEPT_LATE = "kept_late"
    MOVED = "moved"
    DROPPED = "dropped"
    HANDED_OVER = "handed_over"


class CommitmentHappeningRow(SQLModel, table=True):
    """Once for each time that something of a commitment is counted. It names nobody."""

    __tablename__ = "commitment_happening"
    __table_args__ = (
        belongs_to("commitment", "commitment_id"),
        belongs_to("circle", "circle_id"),
        Index(None, "network_id", "circle_id", "at"),
    )

    network_id: UUID = Field(primary_key=True)
    commitment_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    circle_id: UUID
    happening: Happening = one_of(Happening, "happening")
    at: datetime


class CircleDigestRow(SQLModel, table=True):
    """When a circle's next digest leaves; from its first commitment on, or since somebody said when it should."""

    __tablename__ = "circle_digest"
    __table_args__ = (
        belongs_to("circle", "circle_id"),
        Index(None, "next_at"),
    )

    network_id: UUID = Field(primary_key=True)
    circle_id: UUID = Field(primary_key=True)
    next_at: datetime | None = None
    """None: the circle wants none."""
    told_until: datetime | None = None
    """The moment of the newest one; None: none has been due yet."""
