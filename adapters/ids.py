"""New ids: UUID version 7, made at the edge and carried inwards by commands."""

from uuid import UUID

from uuid_utils import compat


def new_id() -> UUID:
    return compat.uuid7()
