"""What is counted of a circle's commitments over time: a row for each time."""

from typing import Final

from sqlalchemy import Connection, delete, func, insert, select

from decisions.commitments import events as e
from decisions.commitments.commitment import Commitment, Standing
from decisions.events import Event
from storage.tables import METADATA
from storage.tables.commitments import Happening

_happening: Final = METADATA.tables["commitment_happening"]


def count(connection: Connection, event: Event, before: Commitment, number: int) -> None:
    """Where the event is counted; and what turns out not to have been so is counted no more. ``number``: of the event in its
    stream."""
    if isinstance(event, e.CommitmentReopened):
        _count_no_more(connection, before)
    happening = counts_as(event, before)
    if happening is not None:
        row = {
            "network_id": before.network_id,
            "commitment_id": before.id,
            "number": number,
            "circle_id": before.circle_id,
            "happening": happening,
            "at": event.at,
        }
        connection.execute(insert(_happening).values(row))


def counts_as(event: Event, before: Commitment) -> Happening | None:
    """What an event is counted as over time; None for the others."""
    match event:
        case e.CommitmentDone():
            return Happening.KEPT_LATE if event.late else Happening.KEPT
        case e.DayMoved() if before.standing is Standing.OPEN and event.due != before.due:
            return Happening.MOVED
        case e.CommitmentDropped() if before.accepted_at is not None:
            return Happening.DROPPED
        case e.HandOverAnswered() if event.accept:
            return Happening.HANDED_OVER
    return None


def _count_no_more(connection: Connection, before: Commitment) -> None:
    """What is wanted after all was not kept, or not let go, the last time."""
    dropped = before.standing is Standing.DROPPED
    ended = (Happening.DROPPED,) if dropped else (Happening.KEPT, Happening.KEPT_LATE)
    h = _happening.c
    own = (h.network_id == before.network_id, h.commitment_id == before.id)
    last = select(func.max(h.number)).where(*own, h.happening.in_(ended)).scalar_subquery()
    connection.execute(delete(_happening).where(*own, h.number == last))
