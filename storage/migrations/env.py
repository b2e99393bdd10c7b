"""Alembic's way in. ``storage/migrate.py`` hands it a connection on which a transaction has begun."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from storage.tables import METADATA


def render(kind: str, item: Any, using: AutogenContext) -> str | Literal[False]:
    """SQLModel's own column types, as a revision writes them."""
    if kind == "type" and isinstance(item, UTCDateTime):
        using.imports.add("from sqlmodel.sql.sqltypes import UTCDateTime")
        return "UTCDateTime()"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=render,
    compare_type=True,
)
context.run_migrations()
