"""One-time codes in a transaction: kept by their digest, looked up from anywhere, used once, and forgotten."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from decisions.people.codes import Code, CodePurpose
from storage.tables import METADATA

if TYPE_CHECKING:
    from storage.unit import Unit

KEPT_AFTER: Final = timedelta(days=30)
"""How long a code that can no longer be used is still told from one that never was."""

_code: Final = METADATA.tables["code"]


def keep_code(connection: Connection, code: Code) -> None:
    connection.execute(
        insert(_code).values(
            network_id=code.network_id,
            digest=code.digest,
            purpose=code.purpose,
            made_by=code.made_by,
            circle_id=code.circle_id,
            expires_at=code.expires_at,
        )
    )


def find_code(connection: Connection, purpose: CodePurpose, digest: str) -> Code | None:
    """The code whose digest it is, in whichever network it was made."""
    c = _code.c
    row = connection.execute(select(_code).where(c.digest == digest, c.purpose == purpose)).one_or_none()
    if row is None:
        return None
    return Code(
        network_id=row.network_id,
        purpose=row.purpose,
        digest=row.digest,
        made_by=row.made_by,
        expires_at=row.expires_at,
        circle_id=row.circle_id,
        used=row.used_at is not None,
    )


def use_code(connection: Connection, network_id: UUID, digest: str, at: datetime) -> None:
    one = (_code.c.network_id == network_id, _code.c.digest == digest)
    connection.execute(update(_code).where(*one).values(used_at=at))


def spoil_code(unit: "Unit", digest: str) -> None:
    """Others have seen it: it works no more."""
    unused = (_code.c.digest == digest, _code.c.used_at.is_(None))
    unit.connection.execute(update(_code).where(*unused).values(used_at=unit.now))


def forget_old_codes(unit: "Unit") -> int:
    """How many were forgotten."""
    old = delete(_code).where(_code.c.expires_at < unit.now - KEPT_AFTER)
    return unit.connection.execute(old).rowcount
