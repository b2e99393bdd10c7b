"""What opens anew by itself in a circle, and what a round that did so is one of: for one reader."""

from typing import Final
from uuid import UUID

from sqlalchemy import Connection, select

from decisions.ids import MemberId
from decisions.recurring.record import LastTime, RecurrenceRecord
from decisions.recurring.recurrence import Going, Recurrence, WhyPaused
from decisions.rounds.round import Round
from storage.deliveries import links_for
from storage.reading.parts import belongs, load_circles, load_members
from storage.round_rows import load_round
from storage.streams.recurrence_stream import recurrence_from
from storage.tables import METADATA

_table: Final = METADATA.tables["recurrence"]


def circle_recurrences(connection: Connection, network_id: UUID, circle_id: UUID) -> tuple[Recurrence, ...]:
    """Those that are not stopped, in the order in which they come."""
    t = _table.c
    here = (t.network_id == network_id, t.circle_id == circle_id, t.going != Going.STOPPED)
    found = select(_table).where(*here).order_by(t.next_at.is_(None), t.next_at, t.id)
    return tuple(recurrence_from(row) for row in connection.execute(found))


def recurrence_record(
    connection: Connection, network_id: UUID, id: UUID, reader: MemberId
) -> RecurrenceRecord | None:
    """None when it is not there, or not of a circle that the reader may know of."""
    recurrence = load_recurrence(connection, network_id, id)
    if recurrence is None:
        return None
    circle_id = recurrence.circle_id
    circle = load_circles(connection, network_id, {circle_id}, reader).get(circle_id)
    members = load_members(connection, network_id, (reader, recurrence.by))
    me = members.get(reader)
    if circle is None or me is None or not belongs(connection, me, circle):
        return None
    steers = me.is_coordinator or circle.may_be_steered_by(reader)
    takes_over = recurrence.why is WhyPaused.SETTER_LEFT and circle.seat(reader) is not None
    return RecurrenceRecord(
        reader=me,
        circle=circle,
        recurrence=recurrence,
        setter=members[recurrence.by],
        last=_last_time(connection, network_id, recurrence.last_round, reader),
        may_change=steers or takes_over or recurrence.by == reader,
    )


def load_recurrence(connection: Connection, network_id: UUID, id: UUID) -> Recurrence | None:
    one = select(_table).where(_table.c.network_id == network_id, _table.c.id == id)
    row = connection.execute(one).one_or_none()
    return None if row is None else recurrence_from(row)


def recurrence_of(connection: Connection, round: Round) -> Recurrence | None:
    """What opened the round, while it is not stopped."""
    if round.recurrence is None:
        return None
    found = load_recurrence(connection, round.network_id, round.recurrence)
    return found if found is not None and found.going is not Going.STOPPED else None


def last_time_of(
    connection: Connection, round: Round, reader: MemberId, place: UUID | None
) -> LastTime | None:
    return _last_time(connection, round.network_id, round.follows, reader, place)


def _last_time(
    connection: Connection,
    network_id: UUID,
    round_id: UUID | None,
    reader: MemberId,
    place: UUID | None = None,
) -> LastTime | None:
    before = load_round(connection, network_id, round_id) if round_id is not None else None
    if before is None or before.opened_at is None:
        return None
    links = links_for(connection, network_id, before.id, reader, place)
    return LastTime(before.id, before.opened_at, next(iter(links.values()), ""))
