"""What the writer does inside one transaction with everything that waited."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Select, delete, select

from decisions.agreements.commands import AgreementCommand
from decisions.commands import Command
from decisions.commitments.commands import CommitmentCommand
from decisions.mous.commands import MouCommand
from decisions.people.commands import CircleCommand, MemberCommand
from decisions.recurring.commands import RecurrenceCommand
from decisions.refusals import Reason, Refusal
from decisions.roles.commands import RoleCommand
from decisions.rounds.commands import RoundCommand
from decisions.rounds.round import Seat
from decisions.templates.commands import TemplateCommand
from storage.bulk import Upsert
from storage.raw import AllRows, as_uuid
from storage.streams.agreement_stream import AgreementStream
from storage.streams.circle_stream import CircleStream
from storage.streams.commitment_stream import CommitmentStream
from storage.streams.member_stream import MemberStream
from storage.streams.mou_stream import MouStream
from storage.streams.recurrence_stream import RecurrenceStream
from storage.streams.role_stream import RoleStream
from storage.streams.round_stream import RoundStream
from storage.streams.stream import Stream
from storage.streams.template_stream import TemplateStream
from storage.tables import METADATA
from storage.tables.streams import Subject
from storage.unit import StreamKey, Unit

KEYS_LAST: Final = timedelta(days=14)
"""How long a repeat is known: far longer than any platform delivers again."""

_done: Final = METADATA.tables["done_key"]
_stream: Final = METADATA.tables["stream"]
_put_keys: Final = Upsert(_done, ("network_id", "digest", "stream_id", "outcome", "at"), merge=False)
_find_keys: Final = AllRows(
    ("digest", "stream_id"), "FROM done_key WHERE network_id = {p} AND digest {among}"
)
_KINDS: Final[tuple[tuple[type[Command], type[Stream]], ...]] = (
    (RoundCommand, RoundStream),
    (CircleCommand, CircleStream),
    (MemberCommand, MemberStream),
    (AgreementCommand, AgreementStream),
    (TemplateCommand, TemplateStream),
    (RecurrenceCommand, RecurrenceStream),
    (RoleCommand, RoleStream),
    (CommitmentCommand, CommitmentStream),
    (MouCommand, MouStream),
)
_OF_SUBJECT: Final[dict[Subject, type[Stream]]] = {kind.subject: kind for _, kind in _KINDS}


@dataclass(frozen=True, slots=True)
class Job:
    """A command with the key by which its repeat is known; or a task."""

    command: Command | None = None
    key: str = ""
    task: Callable[[Unit], Any] | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """It is durable. ``state`` is the subject as it was committed and as anybody may see it, one object for all commands that
    were committed together; ``events`` are the names of what happened (none: it was so already, or it is a repeat). ``seat`` is
    the member's own seat in a round after it, where it was in hand."""

    state: Any
    events: tuple[str, ...] = ()
    repeat: bool = False
    seat: Seat | None = None


@dataclass(frozen=True, slots=True)
class Declined:
    """The rules said no, and nothing of it is recorded. ``state`` is the subject as it stands, as anybody may see it."""

    refusal: Refusal
    state: Any = None


def decide_all(unit: Unit, jobs: Sequence[Job]) -> list[Done | Declined]:
    """The outcome of each job, in order. Commands between two tasks are decided stream by stream, in their own order."""
    outcomes: list[Done | Declined | None] = [None] * len(jobs)
    for is_task, group in groupby(range(len(jobs)), key=lambda n: jobs[n].task is not None):
        numbers = list(group)
        if is_task:
            for number in numbers:
                outcomes[number] = _run(unit, jobs[number])
        else:
            for number, outcome in _decide(unit, [(number, jobs[number]) for number in numbers]):
                outcomes[number] = outcome
    return [outcome for outcome in outcomes if outcome is not None]


def settle_due(unit: Unit, limit: int, put_off: Collection[StreamKey] = ()) -> int:
    """Settle the streams that have been due for longest, without those that are ``put_off``; those that another process holds
    are its own to settle."""
    found = unit.connection.execute(_due(unit.now, limit, put_off).with_for_update(skip_locked=True)).all()
    unit.lock((row.network_id, row.id) for row in found)
    for row in sorted(found, key=lambda row: (row.network_id, row.id)):
        _settle(unit, row.subject, (row.network_id, row.id))
    return len(found)


def due_streams(
    connection: Connection, now: datetime, limit: int, put_off: Collection[StreamKey] = ()
) -> list[tuple[Subject, StreamKey]]:
    """Those that ``settle_due`` would settle; only reads."""
    found = connection.execute(_due(now, limit, put_off))
    return [(row.subject, (row.network_id, row.id)) for row in found]


def settle_one(unit: Unit, subject: Subject, key: StreamKey) -> None:
    """Settle one stream, in a transaction that nobody else's settling is in."""
    unit.lock((key,))
    _settle(unit, subject, key)


def forget_old_keys(unit: Unit) -> int:
    """Clean up the keys whose repeats can no longer come; how many there were."""
    return unit.connection.execute(delete(_done).where(_done.c.at < unit.now - KEYS_LAST)).rowcount


def digest_of(command: Command, key: str) -> UUID:
    """A key is its member's own: nobody's repeat can be another's first."""
    return UUID(bytes=sha256(f"{command.by}|{key}".encode()).digest()[:16])


def _due(now: datetime, limit: int, put_off: Collection[StreamKey]) -> Select[Any]:
    s = _stream.c
    due = select(s.network_id, s.id, s.subject).where(s.due_at <= now).order_by(s.due_at).limit(limit)
    return due.where(s.id.not_in([id for _, id in put_off])) if put_off else due


def _settle(unit: Unit, subject: Subject, key: StreamKey) -> None:
    stream = unit.find(_OF_SUBJECT[subject], *key)
    if stream is not None:
        stream.settle()


def _run(unit: Unit, job: Job) -> Done:
    unit.flush()
    return Done(job.task(unit) if job.task else None)


def _decide(unit: Unit, numbered: Sequence[tuple[int, Job]]) -> Iterator[tuple[int, Done | Declined]]:
    waiting: dict[StreamKey, list[tuple[int, Command, UUID | None]]] = {}
    for number, job in numbered:
        if job.command is not None:
            digest = digest_of(job.command, job.key) if job.key else None
            key: StreamKey = (job.command.network_id, job.command.stream)
            waiting.setdefault(key, []).append((number, job.command, digest))
    unit.lock(waiting)
    repeats = _known(unit, waiting)
    recorded: list[tuple[Any, ...]] = []
    for key in sorted(waiting):
        for number, outcome in _decide_one(unit, key, waiting[key], repeats, recorded):
            yield number, outcome
    _put_keys(unit.connection, recorded)


def _known(unit: Unit, waiting: dict[StreamKey, list[tuple[int, Command, UUID | None]]]) -> dict[UUID, UUID]:
    """The keys that have been recorded, each with the stream that it was about. Looked up under the streams' locks, so that
    no repeat slips past."""
    digests: dict[UUID, list[UUID]] = {}
    for key, ones in waiting.items():
        digests.setdefault(key[0], []).extend(digest for _, _, digest in ones if digest is not None)
    return {
        as_uuid(row[0]): as_uuid(row[1])
        for network, wanted in digests.items()
        if wanted
        for row in _find_keys(unit.connection, network, wanted)
    }


def _decide_one(
    unit: Unit,
    key: StreamKey,
    ones: Sequence[tuple[int, Command, UUID | None]],
    repeats: dict[UUID, UUID],
    recorded: list[tuple[Any, ...]],
) -> Iterator[tuple[int, Done | Declined]]:
    """The commands of one stream, in the order in which they came."""
    stream = _open(unit, key, ones[0][1])
    if stream is None:
        for number, _, _ in ones:
            yield number, Declined(Refusal(Reason.NOT_FOUND))
        return
    stream.settle()
    stream.prepare(command for _, command, _ in ones)
    done: list[tuple[int, tuple[str, ...], Seat | None]] = []
    for number, command, digest in ones:
        if digest is not None and digest in repeats:
            yield number, _as_the_first(unit, stream, command, repeats[digest])
            continue
        try:
            events = stream.handle(command)
        except Refusal as refusal:
            yield number, Declined(refusal, stream.shown)
            continue
        names = tuple(type(event).__name__ for event in events)
        if digest is not None:
            repeats[digest] = key[1]
            recorded.append((key[0], digest, key[1], ",".join(names), stream.now))
        done.append((number, names, stream.seat_of(command)))
    shown = stream.shown
    for number, names, seat in done:
        yield number, Done(shown, names, not names, seat)


def _as_the_first(unit: Unit, stream: Stream, command: Command, first: UUID) -> Done:
    """What a repeat is answered with. What makes something new names it anew each time: the first one's stands."""
    if first == command.stream:
        return Done(stream.shown, repeat=True, seat=stream.seat_of(command))
    made = unit.find(type(stream), command.network_id, first)
    return Done(made.shown if made is not None else None, repeat=True)


def _open(unit: Unit, key: StreamKey, command: Command) -> Stream | None:
    for of, kind in _KINDS:
        if isinstance(command, of):
            return unit.find_or_begin(kind, *key)
    raise TypeError(f"{type(command).__name__} is about nothing that is stored")
