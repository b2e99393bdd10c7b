"""Checkpoints, and the proof that nothing in the journal was changed, left out or cut off."""

import json
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, exists, func, insert, select, tuple_, update

from storage.codec import canonical
from storage.journal import FORMAT, NO_HASH, instant
from storage.tables import METADATA
from storage.unit import Unit

_journal: Final = METADATA.tables["journal"]
_stream: Final = METADATA.tables["stream"]
_checkpoint: Final = METADATA.tables["checkpoint"]
_network: Final = METADATA.tables["network"]
_AT_ONCE: Final = 500
_CHECKPOINTS_AT_ONCE: Final = 20
_TELL_EVERY: Final = 1_000

Progress = Callable[[int, int], None]
"""Told how many rows have been checked, and of how many."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """The first row that is not as it was written. ``seq`` numbers the stream's entries, or the network's checkpoints."""

    table: str
    network_id: UUID
    stream_id: UUID | None
    seq: int
    why: str

    def __str__(self) -> str:
        where = f"stream {self.stream_id}, " if self.stream_id else ""
        return f"{self.table}: network {self.network_id}, {where}number {self.seq}: {self.why}."


# --- making checkpoints ---------------------------------------------------------------------------------------


def checkpoint(unit: Unit) -> int:
    """Chain, for each network, the heads of the streams that changed since its last checkpoint. How many networks had any.

    Run it each minute: ``writer.run(checkpoint)``."""
    s = _stream.c
    changed = select(s.network_id).where(s.seq > s.checked_seq).distinct().order_by(s.network_id)
    networks = list(unit.connection.execute(changed).scalars())
    return sum(_checkpoint_network(unit, network_id) for network_id in networks)


def _checkpoint_network(unit: Unit, network_id: UUID) -> bool:
    """False when another process has done it, while this one waited for its lock."""
    s, c = _stream.c, _checkpoint.c
    alone = select(_network.c.id).where(_network.c.id == network_id).with_for_update(key_share=True)
    unit.connection.execute(alone)
    heads = unit.connection.execute(
        select(s.id, s.seq, s.hash).where(s.network_id == network_id, s.seq > s.checked_seq).order_by(s.id)
    ).all()
    if not heads:
        return False
    last = unit.connection.execute(
        select(c.seq, c.hash).where(c.network_id == network_id).order_by(c.seq.desc()).limit(1)
    ).one_or_none()
    seq, prev = (last.seq + 1, last.hash) if last else (1, NO_HASH)
    entry = canonical(
        {
            "at": instant(unit.now),
            "format": FORMAT,
            "heads": [[str(head.id), head.seq, bytes(head.hash).hex()] for head in heads],
            "network": str(network_id),
            "prev": bytes(prev).hex(),
            "seq": seq,
        }
    )
    row = {"network_id": network_id, "seq": seq, "at": unit.now, "entry": entry}
    unit.connection.execute(insert(_checkpoint), [{**row, "hash": sha256(entry.encode()).digest()}])
    checked = (
        update(_stream)
        .where(s.network_id == bindparam("of_network"), s.id == bindparam("of_stream"))
        .values(checked_seq=bindparam("up_to"))
    )
    unit.connection.execute(
        checked, [{"of_network": network_id, "of_stream": head.id, "up_to": head.seq} for head in heads]
    )
    return True


# --- checking -------------------------------------------------------------------------------------------------


def verify(connection: Connection, progress: Progress = lambda done, of: None) -> Wrong | None:
    """The first row that is wrong in the journal or the checkpoints, or None. Reads row by row, in constant memory."""
    total = _count(connection, _journal) + _count(connection, _checkpoint)
    with closing(_checks(connection)) as checks:
        for done, wrong in enumerate(checks, 1):
            if wrong is not None:
                return wrong
            if done % _TELL_EVERY == 0:
                progress(done, total)
    progress(total, total)
    return None


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _checks(connection: Connection) -> Generator[Wrong | None]:
    yield from _check_journal(connection)
    yield from _check_empty_streams(connection)
    yield from _check_checkpoints(connection)


def _rows(connection: Connection, statement: Any) -> Iterator[Any]:
    options = {"stream_results": True, "yield_per": _AT_ONCE}
    with connection.execute(statement, execution_options=options) as rows:
        yield from rows


def _check_journal(connection: Connection) -> Iterator[Wrong | None]:
    """Row after row; at the end of each stream, whether its head is there."""
    j, s = _journal.c, _stream.c
    of = and_(s.network_id == j.network_id, s.id == j.stream_id)
    statement = (
        select(_journal, s.seq.label("head_seq"), s.hash.label("head_hash"))
        .join(_stream, of, isouter=True)
        .order_by(j.network_id, j.stream_id, j.seq)
    )
    before: Any = None
    for row in _rows(connection, statement):
        if before is not None and before.stream_id != row.stream_id and (cut := _cut_off(before)):
            yield cut
        follows = before if before is not None and before.stream_id == row.stream_id else None
        why = _wrong_with(row, follows)
        yield _wrong(row, why) if why else None
        before = row
    if before is not None and (cut := _cut_off(before)):
        yield cut


def _wrong_with(row: Any, before: Any) -> str:
    """What is wrong with an entry, in words; empty when nothing is."""
    number, prev = (before.seq + 1, before.hash) if before is not None else (1, NO_HASH)
    if row.seq != number:
        return f"an entry is missing before it (expected number {number})"
    if sha256(row.entry.encode()).digest() != bytes(row.hash):
        return "its hash is not that of what stands there"
    entry = json.loads(row.entry)
    if entry["prev"] != bytes(prev).hex():
        return "it does not follow the entry before it"
    if (entry["network"], entry["stream"], entry["seq"]) != (
        str(row.network_id),
        str(row.stream_id),
        row.seq,
    ):
        return "it was written for another place"
    if (row.personal is None) != (row.salt is None):
        return "its personal part was erased by halves"
    if row.personal is None:
        return ""
    if sha256(bytes(row.salt) + row.personal.encode()).hexdigest() != entry["personal"]:
        return "its personal part is not what was committed to"
    return ""


def _cut_off(last: Any) -> Wrong | None:
    if last.head_seq is None:
        return _wrong(last, "its stream is missing")
    if (last.seq, bytes(last.hash)) != (last.head_seq, bytes(last.head_hash)):
        return _wrong(last, f"the stream goes on to number {last.head_seq}, and the journal does not")
    return None


def _check_empty_streams(connection: Connection) -> Iterator[Wrong | None]:
    s, j = _stream.c, _journal.c
    written = exists().where(j.network_id == s.network_id, j.stream_id == s.id)
    for row in _rows(connection, select(s.network_id, s.id, s.seq).where(s.seq > 0, ~written)):
        yield Wrong("journal", row.network_id, row.id, row.seq, "none of the stream's entries is there")


def _check_checkpoints(connection: Connection) -> Iterator[Wrong | None]:
    before: Any = None
    while rows := _next_checkpoints(connection, before):
        for row in rows:
            follows = before if before is not None and before.network_id == row.network_id else None
            why = _wrong_with_checkpoint(connection, row, follows)
            yield Wrong("checkpoint", row.network_id, None, row.seq, why) if why else None
            before = row


def _next_checkpoints(connection: Connection, after: Any) -> Sequence[Any]:
    c = _checkpoint.c
    statement = select(_checkpoint).order_by(c.network_id, c.seq).limit(_CHECKPOINTS_AT_ONCE)
    if after is not None:
        statement = statement.where(tuple_(c.network_id, c.seq) > (after.network_id, after.seq))
    return connection.execute(statement).all()


def _wrong_with_checkpoint(connection: Connection, row: Any, before: Any) -> str:
    number, prev = (before.seq + 1, before.hash) if before is not None else (1, NO_HASH)
    if row.seq != number:
        return f"a checkpoint is missing before it (expected number {number})"
    if sha256(row.entry.encode()).digest() != bytes(row.hash):
        return "its hash is not that of what stands there"
    entry = json.loads(row.entry)
    if entry["prev"] != bytes(prev).hex() or entry["network"] != str(row.network_id):
        return "it does not follow the checkpoint before it"
    for start in range(0, len(entry["heads"]), _AT_ONCE):
        if why := _wrong_with_heads(connection, row.network_id, entry["heads"][start : start + _AT_ONCE]):
            return why
    return ""


def _wrong_with_heads(connection: Connection, network_id: UUID, heads: Sequence[Sequence[Any]]) -> str:
    j = _journal.c
    wanted = {(UUID(stream), seq): hash for stream, seq, hash in heads}
    found = connection.execute(
        select(j.stream_id, j.seq, j.hash).where(
            j.network_id == network_id, tuple_(j.stream_id, j.seq).in_(list(wanted))
        )
    )
    there = {(row.stream_id, row.seq): bytes(row.hash).hex() for row in found}
    for (stream, seq), hash in wanted.items():
        if there.get((stream, seq)) != hash:
            return f"the journal of stream {stream} no longer has what it chained as number {seq}"
    return ""


def _wrong(row: Any, why: str) -> Wrong:
    return Wrong("journal", row.network_id, row.stream_id, row.seq, why)
