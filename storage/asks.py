"""Who is asked when, kept at each seat; and the messages that come of it when the moment has come.

A seat's ``ask_at`` is when its member is next to be asked: the ask itself first, then the last call, then
nothing. So the index on it holds only what is still to come.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, and_, case, select, update

from decisions.events import Event
from decisions.rounds.asks import AskPlan, plan_asks, still_to_ask
from decisions.rounds.notices import NoticeKind, To
from decisions.rounds.round import Round
from storage.joining import Told, alone, join
from storage.outbox import MEMBER, OUTBOX, ROUND, SEAT, insert_messages, unaddressed
from storage.postings import unsent
from storage.tables.delivery import Delivery

MOST: Final = 100
"""Seats in one transaction: the writer waits meanwhile."""
OF_THE_ASK: Final = (
    SEAT.c.ask_at,
    SEAT.c.asked_at,
    SEAT.c.last_call_at,
    SEAT.c.last_called_at,
    SEAT.c.ask_ref,
    SEAT.c.reminded,
)


def plan(connection: Connection, before: Round | None, after: Round, events: Sequence[Event]) -> None:
    """Writes down when those asked are asked, by each one's own zone: a statement for each zone, not for
    each member."""
    for wanted in plan_asks(before, after, events):
        for zone in _zones(connection, after, wanted.pass_no):
            _plan_zone(connection, after, wanted, zone)


def _zones(connection: Connection, round: Round, pass_no: int) -> Sequence[str]:
    same_person = and_(MEMBER.c.network_id == SEAT.c.network_id, MEMBER.c.id == SEAT.c.member_id)
    query = (
        select(MEMBER.c.time_zone)
        .distinct()
        .join(SEAT, same_person)
        .where(
            SEAT.c.network_id == round.network_id,
            SEAT.c.round_id == round.id,
            SEAT.c.pass_no == pass_no,
        )
    )
    return connection.execute(query).scalars().all()


def _plan_zone(connection: Connection, round: Round, wanted: AskPlan, zone: str) -> None:
    living_there = select(MEMBER.c.id).where(
        MEMBER.c.network_id == round.network_id, MEMBER.c.time_zone == zone
    )
    seats = update(SEAT).where(
        SEAT.c.network_id == round.network_id,
        SEAT.c.round_id == round.id,
        SEAT.c.pass_no == wanted.pass_no,
        SEAT.c.heard.is_(False),
        SEAT.c.member_id.in_(living_there),
    )
    if wanted.only:
        seats = seats.where(SEAT.c.member_id.in_(wanted.only))
    last_call = wanted.last_call_at(zone)
    if wanted.opens:
        seats = seats.where(SEAT.c.member_id.not_in(wanted.spared))
        connection.execute(seats.values(ask_at=wanted.ask_at(zone), last_call_at=last_call))
    elif wanted.reminds:
        _remind(connection, seats, wanted, last_call)
    else:
        moved = case((SEAT.c.asked_at.is_not(None), last_call), else_=SEAT.c.ask_at)
        uncalled = seats.where(SEAT.c.last_called_at.is_(None))
        connection.execute(uncalled.values(last_call_at=last_call, ask_at=moved))


def _remind(connection: Connection, seats: Any, wanted: AskPlan, at: datetime | None) -> None:
    """A reminder by hand is the last call; exploring has none, and there it is the ask that comes sooner."""
    if at is None:
        return
    if wanted.last_calls:
        uncalled = seats.where(SEAT.c.last_called_at.is_(None))
        connection.execute(uncalled.values(ask_at=at, last_call_at=at, reminded=True))
    else:
        unasked = seats.where(SEAT.c.asked_at.is_(None), SEAT.c.ask_at > at)
        connection.execute(unasked.values(ask_at=at, reminded=True))


def any_to_ask(connection: Connection, now: datetime) -> bool:
    return connection.execute(select(SEAT.c.ask_at).where(SEAT.c.ask_at <= now).limit(1)).first() is not None


def ask_those_due(connection: Connection, now: datetime, limit: int = MOST) -> int:
    """Puts down one message for each person of whom something is now asked; returns how many seats were
    looked at: none while another worker is at it, for two that shared out one person's seats would ask twice.

    Who has been heard, and whoever was to be asked in a pass that is over, is passed over in silence.
    """
    if not alone(connection):
        return 0
    rows = connection.execute(_due(now, limit)).all()
    keys = _put_asks(connection, (row for row in rows if _is_useful(row, now)), now)
    for row in rows:
        _done(connection, row, keys[_person(row)] if _is_useful(row, now) else None, now)
    return len(rows)


def _due(now: datetime, limit: int) -> Any:
    same_round = and_(ROUND.c.network_id == SEAT.c.network_id, ROUND.c.id == SEAT.c.round_id)
    return (
        select(
            SEAT,
            ROUND.c.stage.label("stage"),
            ROUND.c.pass_no.label("present_pass"),
            ROUND.c.deadline.label("deadline"),
        )
        .join(ROUND, same_round)
        .where(SEAT.c.ask_at <= now)
        .order_by(SEAT.c.ask_at, SEAT.c.network_id, SEAT.c.member_id, SEAT.c.round_id)
        .limit(limit)
        .with_for_update(of=SEAT, skip_locked=True)
    )


def _is_useful(row: Row[Any], now: datetime) -> bool:
    said = row.heard or row.left
    return still_to_ask(row.stage, row.present_pass, row.deadline, pass_no=row.pass_no, heard=said, now=now)


def _is_last_call(row: Row[Any], now: datetime) -> bool:
    return row.asked_at is not None or (row.last_call_at is not None and row.last_call_at <= now)


def _person(row: Row[Any]) -> tuple[UUID, UUID]:
    return row.network_id, row.member_id


def _put_asks(
    connection: Connection, rows: Iterable[Row[Any]], now: datetime
) -> dict[tuple[UUID, UUID], str]:
    """One message for each person, about all that is due; added to one that has not left yet. Returns their
    keys."""
    by_person: dict[tuple[UUID, UUID], list[Row[Any]]] = {}
    for row in rows:
        by_person.setdefault(_person(row), []).append(row)
    keys, new = {}, []
    for (network, member), due in by_person.items():
        waves = [_wave(row, now) for row in due]
        key = _join(connection, network, member, waves)
        if key is None:
            key = f"ask:{member}:" + ":".join(str(part) for part in waves[0].values())
            new.append(_message(network, member, key, due[0].round_id, waves, now))
        keys[network, member] = key
    insert_messages(connection, new)
    return keys


def _wave(row: Row[Any], now: datetime) -> dict[str, Any]:
    return {"round": str(row.round_id), "pass": row.pass_no, "last_call": _is_last_call(row, now)}


def _join(connection: Connection, network: UUID, member: UUID, waves: list[dict[str, Any]]) -> str | None:
    """The key of the member's ask that has not left yet, with these waves added to it; None when there is
    none."""

    def joined(facts: Told) -> dict[str, Any]:
        known = facts.get("waves", [])
        return {"waves": known + [wave for wave in waves if wave not in known]}

    return join(connection, network, f"ask:{member}", joined)


def waves_of(facts: str) -> list[dict[str, Any]]:
    """What an ask is about: a list of ``round``, ``pass`` and ``last_call``."""
    waves: list[dict[str, Any]] = json.loads(facts).get("waves", [])
    return waves


def _message(
    network: UUID, member: UUID, key: str, round_id: UUID, waves: list[dict[str, Any]], now: datetime
) -> dict[str, Any]:
    return {
        "network_id": network,
        "key": key,
        "merge": f"ask:{member}",
        "kind": NoticeKind.ASK,
        "addressed_to": To.MEMBER,
        "member_id": member,
        "group_id": None,
        "round_id": round_id,
        "agreement_id": None,
        "about": None,
        "facts": json.dumps({"waves": waves}),
        **unaddressed(),
        **unsent(now),
    }


def _done(connection: Connection, row: Row[Any], key: str | None, now: datetime) -> None:
    """What has been dealt with is due no more; the last call is next after the ask. An earlier ask of it
    folds."""
    last_call = _is_last_call(row, now)
    values: dict[str, Any] = {"ask_at": None if last_call or key is None else row.last_call_at}
    if key is not None:
        values |= {"asked_at": row.asked_at or now, "ask_ref": key}
        if last_call:
            values["last_called_at"] = now
        if row.ask_ref is not None and row.ask_ref != key:
            _supersede(connection, row, now)
    seat = and_(*(column == getattr(row, column.name) for column in SEAT.primary_key.columns))
    connection.execute(update(SEAT).where(seat).values(**values))


def ask_once(connection: Connection, round: Round, own: UUID, other: UUID, now: datetime) -> None:
    """Two of those asked in the present pass turn out to be one person, who keeps the first one's seat: what only the other
    has been asked counts as asked, and where both have been, the other's ask folds."""
    present = (
        SEAT.c.network_id == round.network_id,
        SEAT.c.round_id == round.id,
        SEAT.c.pass_no == round.pass_no,
    )
    both = select(SEAT).where(*present, SEAT.c.member_id.in_((own, other)))
    seats = {row.member_id: row for row in connection.execute(both)}
    if len(seats) < 2 or seats[other].asked_at is None:
        return
    if seats[own].asked_at is not None:
        _supersede(connection, seats[other], now)
        return
    asked = {column.name: getattr(seats[other], column.name) for column in OF_THE_ASK}
    connection.execute(update(SEAT).where(*present, SEAT.c.member_id == own).values(**asked))


def _supersede(connection: Connection, row: Row[Any], now: datetime) -> None:
    """Takes the round out of the earlier ask, which is then edited."""
    same = and_(OUTBOX.c.network_id == row.network_id, OUTBOX.c.key == row.ask_ref)
    facts = connection.execute(select(OUTBOX.c.facts).where(same)).scalar()
    if facts is None:
        return
    left = [wave for wave in waves_of(facts) if wave["round"] != str(row.round_id)]
    connection.execute(
        update(OUTBOX)
        .where(same, OUTBOX.c.state == Delivery.OPEN)
        .values(
            facts=json.dumps({"waves": left}),
            wanted=case((OUTBOX.c.shown > 0, OUTBOX.c.wanted + 1), else_=OUTBOX.c.wanted),
            first_wanted_at=now,
            next_at=now,
        )
    )


def still_asked(connection: Connection, network: UUID, member: UUID, facts: str, now: datetime) -> list[UUID]:
    """The rounds of an ask that still wait for this member's word, in the order in which they were put
    down."""
    found = []
    for wave in waves_of(facts):
        row = connection.execute(
            select(SEAT.c.heard, SEAT.c.left, SEAT.c.pass_no, ROUND.c.stage, ROUND.c.deadline)
            .add_columns(ROUND.c.pass_no.label("present_pass"))
            .join(ROUND, and_(ROUND.c.network_id == SEAT.c.network_id, ROUND.c.id == SEAT.c.round_id))
            .where(
                SEAT.c.network_id == network,
                SEAT.c.round_id == UUID(wave["round"]),
                SEAT.c.pass_no == wave["pass"],
                SEAT.c.member_id == member,
            )
        ).one_or_none()
        if row is not None and _is_useful(row, now):
            found.append(UUID(wave["round"]))
    return found
