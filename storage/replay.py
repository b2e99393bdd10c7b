"""Reading the journal to make the state again from its events, and erasing from it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, or_, select, update

from decisions.agreements import engine as agreements
from decisions.agreements.agreement import Agreement
from decisions.commitments import evolve as commitments
from decisions.commitments.commitment import Commitment
from decisions.events import Event
from decisions.ids import MemberId
from decisions.mous import evolve as mous
from decisions.mous.mou import Mou
from decisions.people import engine as people
from decisions.people.people import Circle
from decisions.recurring import engine as recurring
from decisions.recurring.recurrence import Recurrence
from decisions.roles import evolve as roles
from decisions.roles.role import Role
from decisions.rounds.evolve import evolve
from decisions.rounds.round import Round
from decisions.templates import engine as templates
from decisions.templates.template import Template
from storage.codec import join
from storage.streams.mou_stream import erase_reasons
from storage.streams.role_stream import erase_words
from storage.tables import METADATA
from storage.tables.streams import Subject
from storage.unit import Unit

_journal: Final = METADATA.tables["journal"]
_member: Final = METADATA.tables["member"]
State = Round | Circle | Agreement | Template | Recurrence | Role | Commitment | Mou


class Erased(Exception):
    """What was personal in an event has been erased: it can be verified, but not replayed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as the journal holds it. ``own`` is None when it has nothing personal, or that is erased or hidden."""

    seq: int
    event: str
    at: str
    subject: Subject
    open: dict[str, Any]
    own: dict[str, Any] | None
    erased: bool

    def decoded(self) -> Event:
        if self.erased:
            raise Erased(f"{self.event}, number {self.seq}")
        return join(self.event, self.at, self.open, self.own)

    @property
    def when(self) -> datetime:
        return datetime.fromisoformat(self.at)


def entries(connection: Connection, network_id: UUID, stream_id: UUID) -> Iterator[Entry]:
    """Everything that happened in a stream, in order. Not for showing: see ``storage/readable.py``."""
    j = _journal.c
    statement = (
        select(j.entry, j.personal)
        .where(j.network_id == network_id, j.stream_id == stream_id)
        .order_by(j.seq)
    )
    for row in connection.execute(statement):
        entry = json.loads(row.entry)
        erased = entry["personal"] is not None and row.personal is None
        own = json.loads(row.personal) if row.personal is not None else None
        yield Entry(
            entry["seq"],
            entry["event"],
            entry["at"],
            Subject(entry["subject"]),
            entry["open"],
            own,
            erased,
        )


# --- replaying ------------------------------------------------------------------------------------------------


def replay(connection: Connection, network_id: UUID, stream_id: UUID) -> State | None:
    """The state that the journal's events make; None when there are none. Raises ``Erased`` when they are no longer whole."""
    state: Any = None
    for entry in entries(connection, network_id, stream_id):
        event = entry.decoded()
        match entry.subject:
            case Subject.ROUND:
                state = evolve(state, event)
            case Subject.CIRCLE:
                state = people.evolve(state, event)
            case Subject.AGREEMENT:
                state = agreements.evolve(state, event)
            case Subject.TEMPLATE:
                state = templates.evolve(state, event)
            case Subject.RECURRENCE:
                state = recurring.evolve(state, event)
            case Subject.ROLE:
                state = roles.evolve(state, event)
            case Subject.COMMITMENT:
                state = commitments.evolve(state, event)
            case Subject.MOU:
                state = mous.evolve(state, event)
            case _:
                raise ValueError("a member's events are news of them, and make no state")
    found: State | None = state
    return found


# --- erasing --------------------------------------------------------------------------------------------------


def erase_member(unit: Unit, network_id: UUID, member: MemberId) -> int:
    """Empty what the journal holds of a member, under whatever account: their own entries, and others' that quote them. How many
    entries. And what they wrote in roles is gone from the roles themselves (docs/decisions/0054), as are from
    memorandums the reasons that they gave.

    The chain still verifies. Backups that were made before are not reached."""
    j, m = _journal.c, _member.c
    same = select(m.id).where(m.network_id == network_id, m.united_with == member)
    ids = [member, *unit.connection.execute(same).scalars()]
    erase_words(unit, network_id, ids)
    erase_reasons(unit, network_id, ids)
    quoted = (j.personal.contains(str(id), autoescape=True) for id in ids)
    return _erase(unit, j.network_id == network_id, or_(j.member_id.in_(ids), *quoted))


def erase_entries(unit: Unit, network_id: UUID, stream_id: UUID, numbers: Iterable[int]) -> int:
    """Empty the personal parts of some entries of a stream. How many had one."""
    j = _journal.c
    return _erase(unit, j.network_id == network_id, j.stream_id == stream_id, j.seq.in_(list(numbers)))


def _erase(unit: Unit, *where: Any) -> int:
    own = (*where, _journal.c.personal.is_not(None))
    return unit.connection.execute(update(_journal).where(*own).values(personal=None, salt=None)).rowcount
