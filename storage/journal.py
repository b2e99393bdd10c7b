"""The journal: what happened, appended for each stream, each entry chained to the one before by its hash.

What is personal in an event enters its entry only as SHA-256(salt, value); the value and its salt stand beside it. Erase both,
and the chain still verifies. Erasing does not reach backups.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from decisions.events import Event
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.events import AnswerGiven
from storage.bulk import Upsert
from storage.codec import canonical, split
from storage.tables import METADATA
from storage.tables.streams import Subject

FORMAT: Final = 1
NO_HASH: Final = bytes(32)
SALT_BYTES: Final = 32

_append = Upsert(
    METADATA.tables["journal"],
    ("network_id", "stream_id", "seq", "entry", "hash", "member_id", "personal", "salt"),
    merge=False,
)
Row = tuple[UUID, UUID, int, str, bytes, UUID | None, str | None, bytes | None]


@dataclass(slots=True)
class Chain:
    """The end of one stream's chain, and what is to be appended to it."""

    network_id: UUID
    stream_id: UUID
    subject: Subject
    seq: int = 0
    hash: bytes = NO_HASH
    rows: list[Row] = field(default_factory=list)

    def append(self, event: Event) -> None:
        self.seq += 1
        by = whose(event)
        open_part, own = _split(event)
        salt = os.urandom(SALT_BYTES) if own is not None else None
        committed = sha256(salt + own.encode()).hexdigest() if own is not None and salt is not None else None
        entry = self._entry(event, open_part, committed)
        self.hash = sha256(entry.encode()).digest()
        self.rows.append((self.network_id, self.stream_id, self.seq, entry, self.hash, by, own, salt))

    def _entry(self, event: Event, open_part: str, committed: str | None) -> str:
        """Canonical JSON: the keys stand in their order."""
        personal = f'"{committed}"' if committed else "null"
        return (
            f'{{"at":"{instant(event.at)}","event":"{type(event).__name__}","format":{FORMAT},'
            f'"network":"{self.network_id}","open":{open_part},"personal":{personal},'
            f'"prev":"{self.hash.hex()}","seq":{self.seq},"stream":"{self.stream_id}","subject":"{self.subject.value}"}}'
        )


def append_all(connection: Connection, chains: Iterable[Chain]) -> None:
    """Write what the chains are to be appended with. Their streams' rows must be there."""
    _append(connection, [row for chain in chains for row in chain.rows])


def instant(at: datetime) -> str:
    """ISO 8601 in UTC, as the codec writes it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def whose(event: Event) -> UUID | None:
    """Whose words the event's personal part holds."""
    member: UUID | None = getattr(event, "by", None) or getattr(event, "member", None)
    return member


def _split(event: Event) -> tuple[str, str | None]:
    if type(event) is AnswerGiven:
        return _answer_given(event)
    open_part, own = split(event)
    return canonical(open_part), None if own is None else canonical(own)


def _answer_given(event: AnswerGiven) -> tuple[str, str]:
    """As the codec writes it (a test compares), for the path that must be short."""
    answer = event.answer
    open_part = (
        f'{{"by":"{event.by}","group":"{event.group}","lent":{_truth(event.lent)},"lent_before":{_truth(event.lent_before)},'
        f'"pass_no":{event.pass_no},"version":{event.version}}}'
    )
    stood_in_by = f'"{answer.stood_in_by}"' if answer.stood_in_by else "null"
    written_by = f'"{answer.written_by}"' if answer.written_by else "null"
    before = f'"{event.before.value}"' if event.before else "null"
    own = (
        f'{{"answer":{{"at":"{instant(answer.at)}","choice":{_choice(answer.choice)},"confirmed":{_truth(answer.confirmed)},'
        f'"fix":{encode_basestring(answer.fix)},"kind":"{answer.kind.value}","named":{_truth(answer.named)},'
        f'"number":{_number(answer.number)},"stood_in_by":{stood_in_by},"words":{encode_basestring(answer.words)},"written_by":{written_by}}},'
        f'"before":{before},"gave_up":{_number(event.gave_up)}}}'
    )
    return open_part, own


def _number(number: int | None) -> str:
    return "null" if number is None else str(number)


def _choice(choice: Choice | None) -> str:
    if choice is None:
        return "null"
    marks = ",".join(f'["{key}",{number}]' for key, number in choice.marks)
    return f'{{"marks":[{marks}]}}'


def _truth(value: bool) -> str:
    return "true" if value else "false"
