"""Short references (``R-12``): counted for each network, whatever they are of."""

from typing import Final
from uuid import UUID

from sqlalchemy import Connection, update

from storage.tables import METADATA

_network: Final = METADATA.tables["network"]


def next_ref(connection: Connection, network_id: UUID) -> int:
    """One that has not been given out yet; what is counted in a transaction that fails is given out again."""
    counted = (
        update(_network)
        .where(_network.c.id == network_id)
        .values(last_ref=_network.c.last_ref + 1)
        .returning(_network.c.last_ref)
    )
    return int(connection.execute(counted).scalar_one())
