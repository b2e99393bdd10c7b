"""Rounds, who was asked in each pass, and what they said.

What grows with the members has a table; what is small and belongs to a process is in the round's ``body``
(docs/decisions/0005-rounds-in-tables-and-a-body.md).
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from decisions.rounds.answers import Kind
from decisions.rounds.record import RemarkKind
from decisions.rounds.round import Stage
from storage.tables.columns import belongs_to, one_of


class RoundRow(SQLModel, table=True):
    __tablename__ = "round"
    __table_args__ = (
        belongs_to("circle", "circle_id"),
        belongs_to("member", "proposer_id"),
        belongs_to("member", "facilitator_id"),
        UniqueConstraint("network_id", "ref"),
        Index(None, "network_id", "circle_id", "stage"),
        Index(None, "network_id", "proposer_id"),
        Index(None, "network_id", "facilitator_id"),
    )

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    circle_id: UUID
    ref: int
    process: str
    stage: Stage = one_of(Stage, "stage")
    version: int
    pass_no: int
    deadline: datetime | None = None
    proposer_id: UUID
    facilitator_id: UUID | None = None
    title: str
    ended_at: datetime | None = None
    body: str
    """The rest of ``Round`` as JSON (``storage/codec.py``); its tally is in ``tally``."""


class RoundPassRow(SQLModel, table=True):
    """One asking of everyone about one version."""

    __tablename__ = "round_pass"
    __table_args__ = (belongs_to("round", "round_id"),)

    network_id: UUID = Field(primary_key=True)
    round_id: UUID = Field(primary_key=True)
    pass_no: int = Field(primary_key=True)
    stage: Stage = one_of(Stage, "stage")
    version: int
    opened_at: datetime
    unsealed_at: datetime | None = None
    """Until then nothing of its answers may be shown; exploring is never sealed and never unsealed."""


class ProposalVersionRow(SQLModel, table=True):
    __tablename__ = "proposal_version"
    __table_args__ = (
        belongs_to("round", "round_id"),
        belongs_to("member", "written_by"),
    )

    network_id: UUID = Field(primary_key=True)
    round_id: UUID = Field(primary_key=True)
    version: int = Field(primary_key=True)
    text: str
    """``Text`` as JSON."""
    because: str = "[]"
    """Whose words it answers, as JSON."""
    written_by: UUID
    at: datetime


class SeatRow(SQLModel, table=True):
    """The electorate: a member in a pass, in the capacity in which they were asked, fixed when it opened."""

    __tablename__ = "seat"
    __table_args__ = (
        ForeignKeyConstraint(
            ["network_id", "round_id", "pass_no"],
            ["round_pass.network_id", "round_pass.round_id", "round_pass.pass_no"],
        ),
        belongs_to("member", "member_id"),
        belongs_to("stakeholder_group", "group_id"),
        belongs_to("organisation", "organisation_id"),
        Index(None, "network_id", "member_id"),
        Index(None, "ask_at"),
        {"sqlite_with_rowid": False},
    )

    network_id: UUID = Field(primary_key=True)
    round_id: UUID = Field(primary_key=True)
    pass_no: int = Field(primary_key=True)
    member_id: UUID = Field(primary_key=True)
    group_id: UUID
    organisation_id: UUID
    heard: bool = False
    left: bool = False
    """They have left the circle meanwhile; what they said stays."""
    ask_at: datetime | None = None
    """When they are to be asked in private, unless they have been heard by then."""
    asked_at: datetime | None = None
    last_call_at: datetime | None = None
    last_called_at: datetime | None = None
    guest: bool = False
    """Of the round alone, and not of its circle."""
    ask_ref: str | None = None
    """The message in which they were asked, as its platform names it."""
    reminded: bool = False


class AnswerRow(SQLModel, table=True):
    __tablename__ = "answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["network_id", "round_id", "pass_no", "member_id"],
            ["seat.network_id", "seat.round_id", "seat.pass_no", "seat.member_id"],
        ),
        {"sqlite_with_rowid": False},
    )

    network_id: UUID = Field(primary_key=True)
    round_id: UUID = Field(primary_key=True)
    pass_no: int = Field(primary_key=True)
    member_id: UUID = Field(primary_key=True)
    version: int
    kind: Kind = one_of(Kind, "kind")
    words: str = ""
    fix: str = ""
    named: bool = True
    written_by: UUID | None = None
    confirmed: bool = True
    at: datetime
    choice: str | None = None
    """In a ballot, ``Choice`` as text."""
    number: int | None = None
    """In line, where there is room for so many."""
    stood_in_by: UUID | None = None


class TallyRow(SQLModel, table=True):
    """One stakeholder group in one pass. The kinds are sealed until the pass is unsealed."""

    __tablename__ = "tally"
    __table_args__ = (
        ForeignKeyConstraint(
            ["network_id", "round_id", "pass_no"],
            ["round_pass.network_id", "round_pass.round_id", "round_pass.pass_no"],
        ),
        belongs_to("stakeholder_group", "group_id"),
        {"sqlite_with_rowid": False},
    )

    network_id: UUID = Field(primary_key=True)
    round_id: UUID = Field(primary_key=True)
    pass_no: int = Field(primary_key=True)
    group_id: UUID = Field(primary_key=True)
    asked: int = 0
    heard: int = 0
    guests: int = 0
    lent: int = 0
    consent: int = 0
    concern: int = 0
    objection: int = 0
    stand_aside: int = 0
    choice: int = 0
    spoken: int = 0
    nominated: int = 0


class SecretBallotRow(SQLModel, table=True):
    """What somebody voted in secret: under a receipt of chance, and with nothing that says whose it is, or when it came."""

    __tablename__ = "secret_ballot"
    __table_args__ = (
        belongs_to("round", "round_id"),
        # PostgreSQL's statistics would hold samples of what has been voted by now.
        {"sqlite_with_rowid": False, "postgresql_with": {"autovacuum_enabled": "false"}},
    )

    network_id: UUID = Field(primary_key=True)
    round_id: UUID = Field(primary_key=True)
    receipt: str = Field(primary_key=True)
    choice: str | None
    """``Choice`` as text; NULL for a blank ballot."""


class TracesRow(SQLModel, table=True):
    """A round that voted in secret and is over: what the database's file still has of how its ballots came is to be wiped."""

    __tablename__ = "traces"
    __table_args__ = (belongs_to("round", "round_id"),)

    network_id: UUID = Field(primary_key=True)
    round_id: UUID = Field(primary_key=True)


class BallotResultRow(SQLModel, table=True):
    """What a ballot came to when it was counted."""

    __tablename__ = "ballot_result"
    __table_args__ = (
        ForeignKeyConstraint(
            ["network_id", "round_id", "pass_no"],
            ["round_pass.network_id", "round_pass.round_id", "round_pass.pass_no"],
        ),
    )

    network_id: UUID = Field(primary_key=True)
    round_id: UUID = Field(primary_key=True)
    pass_no: int = Field(primary_key=True)
    result: str
    """``Result`` as JSON."""


class TestAnswerRow(SQLModel, table=True):
    __test__ = False
    __tablename__ = "test_answer"
    __table_args__ = (
        belongs_to("round", "round_id"),
        belongs_to("member", "member_id"),
    )

    network_id: UUID = Field(primary_key=True)
    round_id: UUID = Field(primary_key=True)
    problem_id: UUID = Field(primary_key=True)
    member_id: UUID = Field(primary_key=True)
    group_id: UUID
    try_anyway: bool
    reason: str = ""
    at: datetime


class RemarkRow(SQLModel, table=True):
    """Something said in a round: a question, a reaction, a suggestion, a call for help, late words."""

    __tablename__ = "remark"
    __table_args__ = (
        belongs_to("round", "round_id"),
        belongs_to("member", "member_id"),
        Index(None, "network_id", "round_id", "pass_no"),
    )

    network_id: UUID = Field(primary_key=True)
    id: UUID = Field(primary_key=True)
    round_id: UUID
    kind: RemarkKind = one_of(RemarkKind, "kind")
    member_id: UUID
    at: datetime
    text: str = ""
    named: bool = True
    version: int
    pass_no: int
    about: UUID | None = None
    """The problem that it is about."""
    answer: str = ""
    answered_by: UUID | None = None
    answered_at: datetime | None = None
    fix_kind: str = ""
