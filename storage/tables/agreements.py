"""Agreements: proposals in force until their review decides."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from decisions.agreements.agreement import Standing
from storage.tables.columns import belongs_to, one_of


class AgreementRow(SQLModel, table=True):
    __tablename__ = "agreement"
    __table_args__ = (
        belongs_to("circle", "circle_id"),
        belongs_to("round", "round_id"),
        Index(None, "network_id", "circle_id", "standing"),
        Index(None, "network_id", "round_id"),
    )

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    circle_id: UUID
    round_id: UUID
    ref: int
    standing: Standing = one_of(Standing, "standing")
    title: str
    since: datetime
    review_at: datetime
    body: str
    """``Agreement`` as JSON (``storage/codec.py``)."""
