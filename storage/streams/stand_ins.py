"""Who answers for whom in a circle, in its table."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from decisions.people.people import StandIn
from decisions.rounds.round import Round
from storage.tables import METADATA

_stand_in: Final = METADATA.tables["stand_in"]


def stands_in(connection: Connection, round: Round, member: UUID, stand_in: UUID, now: datetime) -> bool:
    """Whether that one answers for the member in the round's circle now."""
    s = _stand_in.c
    statement = select(s.member_id).where(
        s.network_id == round.network_id,
        s.circle_id == round.circle_id,
        s.member_id == member,
        s.stand_in_id == stand_in,
        s.since <= now,
        s.until > now,
    )
    return connection.execute(statement).first() is not None


def load_stand_ins(connection: Connection, network_id: UUID, circle_id: UUID) -> tuple[StandIn, ...]:
    s = _stand_in.c
    statement = (
        select(s.member_id, s.stand_in_id, s.since, s.until)
        .where(s.network_id == network_id, s.circle_id == circle_id)
        .order_by(s.since, s.member_id)
    )
    return tuple(StandIn(*row) for row in connection.execute(statement))


def write_stand_ins(
    connection: Connection, network_id: UUID, circle_id: UUID, those: Iterable[StandIn]
) -> None:
    """These and no others: they are few."""
    s = _stand_in.c
    here = (s.network_id == network_id, s.circle_id == circle_id)
    connection.execute(delete(_stand_in).where(*here))
    rows = [
        {
            "network_id": network_id,
            "circle_id": circle_id,
            "member_id": one.member,
            "stand_in_id": one.stand_in,
            "since": one.since,
            "until": one.until,
        }
        for one in those
    ]
    if rows:
        connection.execute(insert(_stand_in), rows)
