"""Roles of circles, and everybody's terms in them: those that go on and those that are over."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from decisions.roles.role import Filling, How, RoleKind, WhyLeft
from storage.tables.columns import belongs_to, one_of

GOES_ON = text("ended_at IS NULL")


class RoleRow(SQLModel, table=True):
    """When its stream is due (``stream.due_at``), somebody is asked, a turn begins, or a term ends."""

    __tablename__ = "role"
    __table_args__ = (
        belongs_to("circle", "circle_id"),
        Index(None, "network_id", "circle_id", "ended"),
    )

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    circle_id: UUID
    kind: RoleKind = one_of(RoleKind, "kind")
    filling: Filling = one_of(Filling, "filling")
    ended: bool = False
    name: str
    body: str
    """``Role`` as JSON (``storage/codec.py``): whom a turn is asked of, too."""


class RoleTermRow(SQLModel, table=True):
    """One person's time in a role. ``ended_at`` None: they hold it now."""

    __tablename__ = "role_term"
    __table_args__ = (
        belongs_to("role", "role_id"),
        belongs_to("member", "member_id"),
        Index(None, "network_id", "member_id", "role_id"),
        Index(
            "ix_role_term_goes_on",
            "network_id",
            "member_id",
            sqlite_where=GOES_ON,
            postgresql_where=GOES_ON,
        ),
    )

    network_id: UUID = Field(primary_key=True)
    role_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    member_id: UUID
    how: How = one_of(How, "how")
    since: datetime
    until: datetime | None = None
    ended_at: datetime | None = None
    why_left: WhyLeft | None = one_of(WhyLeft, "why_left", default=None, nullable=True)
    turn: int | None = None
