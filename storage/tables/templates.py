"""Templates of votes, and votes that open anew by themselves: each its circle's own."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from decisions.recurring.recurrence import Going
from storage.tables.columns import belongs_to, one_of


class TemplateRow(SQLModel, table=True):
    """One that is there; of one that was removed only its journal stays."""

    __tablename__ = "template"
    __table_args__ = (
        belongs_to("circle", "circle_id"),
        belongs_to("member", "made_by"),
        UniqueConstraint("network_id", "circle_id", "same_name"),
    )

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    circle_id: UUID
    name: str
    same_name: str
    """Equal for names that read the same (``decisions/templates/template.py``)."""
    made_by: UUID
    pattern: str
    """``Pattern`` as JSON (``storage/codec.py``)."""


class RecurrenceRow(SQLModel, table=True):
    """When its stream is due (``stream.due_at``), the next one opens."""

    __tablename__ = "recurrence"
    __table_args__ = (
        belongs_to("circle", "circle_id"),
        belongs_to("member", "set_by"),
        Index(None, "network_id", "circle_id", "going"),
        Index(None, "network_id", "set_by"),
    )

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    circle_id: UUID
    set_by: UUID
    going: Going = one_of(Going, "going")
    rule: str
    """Its rhythm, as RFC 5545 writes it."""
    next_at: datetime | None = None
    body: str
    """``Recurrence`` as JSON (``storage/codec.py``)."""
