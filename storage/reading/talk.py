"""Which round words in a chat are about."""

from typing import Final
from uuid import UUID

from sqlalchemy import Connection, and_, select

from decisions.ids import RoundId
from decisions.rounds.round import Stage
from storage.keys import PlaceKey
from storage.reading.people import find_place
from storage.tables import METADATA

MOST: Final = 20
_OPEN: Final = (Stage.EXPLORING, Stage.AMENDING, Stage.CONSENTING, Stage.VOTING)
"""While a question can be asked."""
_round: Final = METADATA.tables["round"]
_posting: Final = METADATA.tables["posting"]


def rounds_talked_about(
    connection: Connection, network_id: UUID, key: PlaceKey, thread: str
) -> tuple[RoundId, ...]:
    """The round of which a message stands at the head of ``thread``; else those in which the place's circle can be asked
    something, the newest first."""
    place = find_place(connection, key)
    if place is None or place.network_id != network_id:
        return ()
    p = _posting.c
    at_the_head = select(p.round_id).where(
        p.network_id == network_id, p.place_id == place.place_id, p.message == thread
    )
    found = connection.execute(at_the_head.limit(1)).scalar() if thread else None
    if found is not None:
        return (RoundId(found),)
    r = _round.c
    in_circle = and_(r.network_id == network_id, r.circle_id == place.circle_id, r.stage.in_(_OPEN))
    newest = select(r.id).where(in_circle).order_by(r.id.desc()).limit(MOST)
    return tuple(RoundId(id) for id in connection.execute(newest).scalars())
