"""How a platform is reached that names each conversation and each person anew for every bot (Teams).

These belong to an installation, not to a network: a conversation is one before it is any circle's place.
"""

from sqlmodel import Field, SQLModel


class ConversationRow(SQLModel, table=True):
    """A channel, a group chat or a personal chat that Rondo has been in. ``gone``: it has been taken out, or blocked."""

    __tablename__ = "conversation"

    platform: str = Field(primary_key=True)
    tenant: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    service_url: str
    kind: str
    team: str = ""
    gone: bool = False


class HandleRow(SQLModel, table=True):
    """A person's handle for Rondo, and their personal chat with it (empty while there is none)."""

    __tablename__ = "handle"

    platform: str = Field(primary_key=True)
    tenant: str = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    handle: str
    service_url: str
    conversation: str = ""
