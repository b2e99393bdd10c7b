"""What every stream can do inside a transaction: settle, handle commands, record events, be written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from decisions.commands import Command
from decisions.events import Event
from decisions.rounds.round import Seat
from storage.journal import Chain
from storage.tables.streams import Subject

if TYPE_CHECKING:
    from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Head:
    """A stream's row, as it was when it was locked."""

    network_id: UUID
    id: UUID
    subject: Subject
    revision: int
    seq: int
    hash: bytes
    last_at: datetime
    due_at: datetime | None
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What one transaction did to one stream. ``before`` is None when it began in it."""

    network_id: UUID
    stream_id: UUID
    subject: Subject
    revision: int
    at: datetime
    before: Any
    after: Any
    events: tuple[Event, ...]


class Stream:
    """One round, circle, member or agreement in a transaction. ``state`` is None until it begins."""

    subject: ClassVar[Subject]

    def __init__(self, unit: "Unit", head: Head) -> None:
        self.unit = unit
        self.connection = unit.connection
        self.head = head
        self.network_id = head.network_id
        self.id = head.id
        self.now = max(unit.now, head.last_at)
        """Never before what the stream has already seen."""
        self.chain = Chain(head.network_id, head.id, head.subject, head.seq, head.hash)
        self.events: list[Event] = []
        self.state: Any = None if head.is_new else self.load()
        self.before = self.state

    def load(self) -> Any:
        """The state as it stands in the tables."""
        raise NotImplementedError

    def decide(self, command: Command) -> Sequence[Event]:
        """The events that a command leads to now. Raises ``Refusal``."""
        raise NotImplementedError

    def keep(self, event: Event) -> None:
        """Evolve ``state`` by the event and write what of it has a table of its own, or note it for ``flush``."""
        raise NotImplementedError

    def flush(self) -> None:
        """Write what ``keep`` has noted."""

    def prepare(self, commands: Iterable[Command]) -> None:
        """Load at once what deciding these commands will look at."""

    def settle(self) -> None:
        """Record what has fallen due, each event as of its own time."""

    def next_due(self) -> datetime | None:
        return None

    def follow(self, events: Sequence[Event]) -> None:
        """What these events do to other streams, in the same transaction."""

    def seat_of(self, command: Command) -> Seat | None:
        """The seat of whoever gives the command, when it is in hand."""
        return None

    def handle(self, command: Command) -> tuple[Event, ...]:
        """Decide and record. Raises ``Refusal``, and then nothing of the command is recorded."""
        events = tuple(self.decide(command))
        if events:
            self.record(events)
        return events

    def record(self, events: Sequence[Event]) -> None:
        for event in events:
            self.keep(event)
            self.chain.append(event)
        self.events.extend(events)
        self.follow(events)

    @property
    def shown(self) -> Any:
        """The state as anybody may see it."""
        return self.state

    @property
    def revision(self) -> int:
        return self.head.revision + bool(self.events)

    def change(self) -> Change:
        at = max(self.now, self.head.last_at)
        return Change(
            self.network_id,
            self.id,
            self.subject,
            self.revision,
            at,
            self.before,
            self.state,
            tuple(self.events),
        )
