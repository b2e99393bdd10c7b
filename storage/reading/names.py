"""What networks and organisations are called."""

from typing import Any, Final

from sqlalchemy import func, select

from storage.tables import METADATA

_place: Final = METADATA.tables["place"]


def name_of(table: Any, network_id: Any) -> Any:
    """The name of a network or an organisation (a table or an alias of it), as a column. Where a platform tells no workspace's
    name its id was written down, which says nothing to people: the name of its first place stands for it."""
    p = _place.alias("first_place").c
    first = select(p.name).where(p.network_id == network_id, p.tenant == table.c.name, p.name != "")
    return func.coalesce(first.order_by(p.id).limit(1).scalar_subquery(), table.c.name).label("called")
