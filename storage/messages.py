"""What people should hear of a circle's subject (a commitment, ...), put down in the transaction of what happened to it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from decisions.ids import MemberId
from decisions.messages import Message
from decisions.rounds.notices import NoticeKind, To
from storage.codec import SETTINGS, from_json
from storage.outbox import CIRCLE, MEMBER, insert_messages, unaddressed
from storage.postings import unsent

PeopleInIt = Mapping[str, tuple[MemberId, ...]]
"""Whose names are told, by what they are in it."""


def put_messages(
    connection: Connection,
    network: UUID,
    circle: UUID,
    messages: Sequence[Message],
    facts: Mapping[str, Any],
) -> None:
    """Each message once, with ``facts``, what the circle is called and its zone, and the names of the people in it."""
    if not messages:
        return
    one = (CIRCLE.c.network_id == network, CIRCLE.c.id == circle)
    there = connection.execute(
        select(CIRCLE.c.name, CIRCLE.c.facilitator_id, CIRCLE.c.settings).where(*one)
    ).one()
    names = names_of(connection, network, (message.people for message in messages))
    zone = from_json(SETTINGS, there.settings).zone
    shared = {"circle": there.name, "circle_id": str(circle), "zone": zone, **facts}
    rows = []
    for message in messages:
        own = {**shared, **message.facts}
        own |= {part: [names[id] for id in ids] for part, ids in message.people.items()}
        row = message_row(network, message.key, message.kind, message.member, json.dumps(own), message.about)
        row |= unsent(message.not_before)
        rows += [{**row, **to} for to in _to(connection, network, message, there.facilitator_id)]
    insert_messages(connection, rows)


def message_row(
    network: UUID, key: str, kind: NoticeKind, member: UUID | None, facts: str, about: UUID | None = None
) -> dict[str, Any]:
    """A message to one person about no round and no agreement, as the outbox keeps it; without when it is due."""
    return {
        "network_id": network,
        "key": key,
        "merge": key,
        "kind": kind,
        "addressed_to": To.MEMBER,
        "member_id": member,
        "group_id": None,
        "place_id": None,
        "round_id": None,
        "agreement_id": None,
        "about": about,
        "facts": facts,
        **unaddressed(),
    }


def _to(
    connection: Connection, network: UUID, message: Message, facilitator: UUID | None
) -> Iterator[dict[str, Any]]:
    """What is different for each of those who get it."""
    if message.member is not None:
        yield {}
        return
    steer = (facilitator,) if facilitator is not None else coordinators(connection, network)
    for member in steer:
        if member != message.by:
            yield {"key": f"{message.key}:{member}", "member_id": member}


def coordinators(connection: Connection, network: UUID) -> Sequence[UUID]:
    """The network's, in the order of their ids."""
    m = MEMBER.c
    found = select(m.id).where(m.network_id == network, m.is_coordinator.is_(True), m.active.is_(True))
    return connection.execute(found.order_by(m.id)).scalars().all()


def names_of(connection: Connection, network: UUID, people: Iterable[PeopleInIt]) -> dict[MemberId, str]:
    """What everybody is called who is told of in these messages."""
    wanted = {id for each in people for ids in each.values() for id in ids}
    if not wanted:
        return {}
    m = MEMBER.c
    found = select(m.id, m.name).where(m.network_id == network, m.id.in_(wanted))
    return {MemberId(row.id): row.name for row in connection.execute(found)}
