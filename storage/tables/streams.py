"""Streams, their journal, and the keys by which a repeat is known."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from storage.tables.columns import belongs_to, of_a_network, one_of


class Subject(StrEnum):
    """What a stream is about."""

    ROUND = "round"
    CIRCLE = "circle"
    MEMBER = "member"
    AGREEMENT = "agreement"
    TEMPLATE = "template"
    RECURRENCE = "recurrence"
    ROLE = "role"
    COMMITMENT = "commitment"
    MOU = "mou"


class StreamRow(SQLModel, table=True):
    """One round, circle, member or agreement: the row that is locked while it changes, the head of its
    journal, how often it has changed, and when time next does something to it."""

    __tablename__ = "stream"
    __table_args__ = (
        of_a_network(),
        Index(None, "id"),
        Index(None, "due_at"),
        Index(
            "ix_stream_unchecked",
            "network_id",
            sqlite_where=text("seq > checked_seq"),
            postgresql_where=text("seq > checked_seq"),
        ),
    )

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    subject: Subject = one_of(Subject, "subject")
    revision: int = 0
    """Counts the transactions that changed it: what a live page compares."""
    seq: int = 0
    hash: bytes
    """Of the newest journal entry; 32 zero bytes before the first."""
    last_at: datetime
    """When it last changed: its time never runs backwards."""
    due_at: datetime | None = None
    checked_seq: int = 0
    """Up to here a checkpoint has chained it."""


class JournalRow(SQLModel, table=True):
    """One event. ``hash`` chains it to the entry before; what is personal enters it only as a commitment."""

    __tablename__ = "journal"
    __table_args__ = (
        belongs_to("stream", "stream_id"),
        Index(None, "network_id", "member_id"),
        {"sqlite_with_rowid": False},
    )

    network_id: UUID = Field(primary_key=True)
    stream_id: UUID = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    entry: str
    """Canonical JSON: format, stream, number, event, time, the open part, the personal part's commitment."""
    hash: bytes
    member_id: UUID | None = None
    """Whose words ``personal`` holds."""
    personal: str | None = None
    salt: bytes | None = None


class CheckpointRow(SQLModel, table=True):
    """The heads of a network's streams that changed since the checkpoint before, chained to it."""

    __tablename__ = "checkpoint"
    __table_args__ = (of_a_network(),)

    network_id: UUID = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    at: datetime
    entry: str
    hash: bytes


class DoneKeyRow(SQLModel, table=True):
    """A command that has been recorded, so that its repeat is a no-op. Cleaned up by age."""

    __tablename__ = "done_key"
    __table_args__ = (
        of_a_network(),
        Index(None, "at"),
        {"sqlite_with_rowid": False},
    )

    network_id: UUID = Field(primary_key=True)
    digest: UUID = Field(primary_key=True)
    """128 bits of a digest of the member and the key."""
    stream_id: UUID
    outcome: str
    """What it came to, in short: the names of its events, with commas; empty when it was so already."""
    at: datetime
