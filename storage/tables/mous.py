"""Memorandums of understanding, and the organisations that are their parties."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from decisions.mous.mou import MouStatus
from storage.tables.columns import belongs_to, one_of


class MouRow(SQLModel, table=True):
    """When its stream is due (``stream.due_at``), it begins, comes up for review, or ends."""

    __tablename__ = "mou"
    __table_args__ = (
        belongs_to("circle", "circle_id"),
        Index(None, "network_id", "circle_id", "status"),
        Index(None, "network_id", "status"),
    )

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    circle_id: UUID
    ref: int
    status: MouStatus = one_of(MouStatus, "status")
    title: str
    starts: date | None = None
    review_on: date | None = None
    ends: date | None = None
    """Title and days: of the version in force; before any is, of the one on its way."""
    body: str
    """``Mou`` as JSON (``storage/codec.py``): its versions with their signatures, too."""


class MouPartyRow(SQLModel, table=True):
    """An organisation, and who signs for it."""

    __tablename__ = "mou_party"
    __table_args__ = (
        belongs_to("mou", "mou_id"),
        belongs_to("organisation", "organisation_id"),
        belongs_to("member", "signatory_id"),
        Index(None, "network_id", "organisation_id"),
        Index(None, "network_id", "signatory_id"),
    )

    network_id: UUID = Field(primary_key=True)
    mou_id: UUID = Field(primary_key=True)
    organisation_id: UUID = Field(primary_key=True)
    position: int
    signatory_id: UUID | None = None
