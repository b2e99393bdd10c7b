"""One transaction of the writer: the streams that it has locked, and what will be written of them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import Connection

from storage.bulk import Upsert
from storage.journal import NO_HASH, append_all
from storage.raw import Raw, as_time, as_uuid
from storage.remembered import Remembered
from storage.streams.stream import Change, Head, Stream
from storage.tables import METADATA
from storage.tables.streams import Subject

S = TypeVar("S", bound=Stream)
StreamKey = tuple[UUID, UUID]
"""Network and stream: what is locked in this order."""
OnRecorded = Callable[[Connection, Change], None]
"""Called for each stream that changed, inside the transaction."""

_stream: Final = METADATA.tables["stream"]
_put_streams: Final = Upsert(
    _stream,
    ("network_id", "id", "subject", "revision", "seq", "hash", "last_at", "due_at", "checked_seq"),
    update=("revision", "seq", "hash", "last_at", "due_at"),
)
_lock: Final = Raw(
    "SELECT id, subject, revision, seq, hash, last_at, due_at FROM stream "
    "WHERE network_id = {p} AND id {among} ORDER BY id{lock}"
)


class Unit:
    """``now`` is read after the transaction began, and again under the locks, for which it may have waited; a stream's own time
    never runs behind its last event."""

    def __init__(self, connection: Connection, clock: Callable[[], datetime], remembered: Remembered) -> None:
        self.connection = connection
        self.now = clock()
        self._clock = clock
        self.remembered = remembered
        self._heads: dict[StreamKey, Head] = {}
        self._streams: dict[StreamKey, Stream] = {}

    def lock(self, keys: Iterable[StreamKey]) -> None:
        """Lock these streams, in the order of their ids; those that are not there yet are left out."""
        missing = sorted({key for key in keys if key not in self._heads})
        if not missing:
            return
        for network_id, keys_there in groupby(missing, key=itemgetter(0)):
            for row in _lock(self.connection, network_id, [id for _, id in keys_there]):
                id = as_uuid(row[0])
                self._heads[network_id, id] = _head(network_id, id, row)
        self.now = max(self.now, self._clock())

    def find(self, kind: type[S], network_id: UUID, id: UUID) -> S | None:
        """The stream, locked, with its state; None when there is no such stream in the network."""
        key = (network_id, id)
        known = self._streams.get(key)
        if known is None:
            self.lock((key,))
            head = self._heads.get(key)
            if head is None or head.subject is not kind.subject:
                return None
            known = self._streams[key] = kind(self, head)
        return known if isinstance(known, kind) else None

    def find_or_begin(self, kind: type[S], network_id: UUID, id: UUID) -> S | None:
        """The stream, or a new one that its first event will begin; None when the id is another subject's."""
        found = self.find(kind, network_id, id)
        if found is not None or (network_id, id) in self._heads:
            return found
        head = Head(network_id, id, kind.subject, 0, 0, NO_HASH, self.now, None, is_new=True)
        begun = self._streams[network_id, id] = kind(self, head)
        return begun

    def flush(self) -> None:
        """Write what the streams have noted, so that statements can see it."""
        for stream in self._streams.values():
            stream.flush()

    def finish(self, on_recorded: Sequence[OnRecorded]) -> None:
        """Write everything that is still only in memory, and tell who listens. The caller commits."""
        self.flush()
        changed = [stream for stream in self._streams.values() if stream.events]
        if not changed:
            return
        _put_streams(self.connection, [_row(stream) for stream in changed])
        append_all(self.connection, (stream.chain for stream in changed))
        for stream in changed:
            change = stream.change()
            for listener in on_recorded:
                listener(self.connection, change)

    def remember(self) -> None:
        """After the commit: keep what the next transaction would otherwise load again."""
        for key, stream in self._streams.items():
            if stream.state is not None:
                self.remembered.keep(key, stream.revision, stream.state)


def _row(stream: Stream) -> tuple[Any, ...]:
    head = stream.head
    due_at = stream.next_due()
    return (
        head.network_id,
        head.id,
        head.subject,
        stream.revision,
        stream.chain.seq,
        stream.chain.hash,
        stream.now,
        due_at,
        0,
    )


def _head(network_id: UUID, id: UUID, row: Any) -> Head:
    _, subject, revision, seq, hash, last_at, due_at = row
    due = None if due_at is None else as_time(due_at)
    return Head(network_id, id, Subject(subject), revision, seq, bytes(hash), as_time(last_at), due)
