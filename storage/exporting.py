"""The record of a network, for people to keep and read elsewhere: what a member of each circle may read, and no more."""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, select

from storage.reading.parts import unsealed_passes
from storage.replay import Entry, entries, readable
from storage.round_rows import load_round
from storage.tables import METADATA

FORMAT: Final = "rondo-export@1"
_network: Final = METADATA.tables["network"]
_round: Final = METADATA.tables["round"]
_agreement: Final = METADATA.tables["agreement"]


def exported(connection: Connection, network_id: UUID) -> Iterator[dict[str, Any]]:
    """A head, then each event of each round that was opened and of each agreement, in order. What is sealed is not in it,
    nor who said what they said without their name, nor anybody's address or link."""
    name = connection.execute(select(_network.c.name).where(_network.c.id == network_id)).scalar_one()
    yield {"format": FORMAT, "network": str(network_id), "name": name}
    for round_id in _ids(connection, _round, network_id):
        yield from _of_round(connection, network_id, round_id)
    for agreement_id in _ids(connection, _agreement, network_id):
        for entry in entries(connection, network_id, agreement_id):
            yield _line("agreement", agreement_id, entry)


def networks(connection: Connection) -> list[UUID]:
    return list(connection.execute(select(_network.c.id).order_by(_network.c.name)).scalars())


def _of_round(connection: Connection, network_id: UUID, round_id: UUID) -> Iterator[dict[str, Any]]:
    round = load_round(connection, network_id, round_id)
    if round is None:
        return
    unsealed = frozenset(number for _, number in unsealed_passes(connection, network_id, (round_id,)))
    for entry in readable(entries(connection, network_id, round_id), round, unsealed):
        yield _line("round", round_id, entry)


def _ids(connection: Connection, table: Any, network_id: UUID) -> list[UUID]:
    found = select(table.c.id).where(table.c.network_id == network_id).order_by(table.c.ref)
    return list(connection.execute(found).scalars())


def _line(subject: str, stream: UUID, entry: Entry) -> dict[str, Any]:
    said = {**entry.open, **(entry.own or {})}
    return {subject: str(stream), "seq": entry.seq, "event": entry.event, "at": entry.at, **said}
