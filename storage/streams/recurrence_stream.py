"""A vote that opens anew by itself, inside a transaction: the round that it opens begins in the same one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Row, insert, select, update

from decisions.commands import Command
from decisions.events import Event
from decisions.ids import NetworkId, RoundId
from decisions.people.people import Circle
from decisions.recurring import commands as c
from decisions.recurring import events as e
from decisions.recurring.engine import (
    Due,
    RecurrenceCase,
    could_not_open,
    decide,
    evolve,
    left_out,
    repeated,
    terms_at,
    what_is_due,
)
from decisions.recurring.recurrence import Going, Recurrence
from decisions.refusals import Reason, Refusal
from decisions.rounds.commands import OpenRound, WriteDraft
from storage.circle_rows import circle_there
from storage.codec import RECURRENCE, from_json, to_json
from storage.streams.known import steers
from storage.streams.round_stream import RoundStream
from storage.streams.stream import Stream
from storage.tables import METADATA
from storage.tables.streams import Subject

if TYPE_CHECKING:
    from storage.unit import Unit

_table: Final = METADATA.tables["recurrence"]


class RecurrenceStream(Stream):
    subject = Subject.RECURRENCE
    state: Recurrence | None

    def load(self) -> Recurrence | None:
        remembered = self.unit.remembered.at((self.network_id, self.id), self.head.revision)
        if isinstance(remembered, Recurrence):
            return remembered
        row = self.connection.execute(select(_table).where(*self._own)).one_or_none()
        return None if row is None else recurrence_from(row)

    def decide(self, command: Command) -> Sequence[Event]:
        circle = self._circle(command)
        by = command.by
        case = RecurrenceCase(
            recurrence=self.state,
            settings=circle.settings,
            in_circle=circle.seat(by) is not None,
            steers=steers(self.connection, circle, by),
        )
        if isinstance(command, c.SetRecurrence) and command.after is not None:
            self._must_be_of(circle, command.after)
        return decide(case, command, self.now)

    def settle(self) -> None:
        """What is due opens now, and not as of its own time: whoever is asked has all of the time to answer."""
        if self.state is None or self.state.next_at is None or self.state.next_at > self.now:
            return
        circle = self._circle_of(self.state.circle_id)
        due = what_is_due(self.state, circle.settings, self.now)
        if due is not None:
            self.record((self._come_round(self.state, circle, due),))

    def next_due(self) -> Any:
        return None if self.state is None else self.state.next_at

    def keep(self, event: Event) -> None:
        self.state = evolve(self.state, event)
        if isinstance(event, e.RecurrenceSet):
            key = {"network_id": self.network_id, "id": self.id}
            self.connection.execute(insert(_table).values(**key, **_columns(self.state)))

    def flush(self) -> None:
        if self.state is not None and self.events and self.state is not self.before:
            self.connection.execute(update(_table).where(*self._own).values(**_columns(self.state)))

    # --- opening ----------------------------------------------------------------------------------------------

    def _come_round(self, recurrence: Recurrence, circle: Circle, due: Due) -> Event:
        if self._is_open(recurrence):
            return left_out(due, self.now)
        try:
            opened = self._open(recurrence, circle, due)
        except Refusal as refusal:
            return could_not_open(refusal, self.now)
        return repeated(due, opened, self.now)

    def _is_open(self, recurrence: Recurrence) -> bool:
        """Whether the one before still is, once it has been brought up to now."""
        if recurrence.last_round is None:
            return False
        before = self.unit.find(RoundStream, self.network_id, recurrence.last_round)
        if before is None or before.state is None:
            return False
        before.settle()
        return before.state.opened_at is not None and not before.state.is_over

    def _open(self, recurrence: Recurrence, circle: Circle, due: Due) -> RoundId:
        """Written and opened in the name of whoever set it, by the same rules as theirs. Where they refuse to open it, the
        draft stays with them."""
        round_id, network = recurrence.round_at(due.at), NetworkId(self.network_id)
        head: dict[str, Any] = {"network_id": network, "by": recurrence.by, "round_id": round_id}
        stream = self.unit.find_or_begin(RoundStream, self.network_id, round_id)
        if stream is None:
            raise ValueError(f"recurrence {self.id}: what is due at {due.at} is there as something else")
        draft = WriteDraft(
            **head,
            circle_id=circle.id,
            text=recurrence.pattern.text,
            ballot=recurrence.pattern.ballot,
            way=recurrence.pattern.way,
            terms=terms_at(recurrence, due, circle.settings, self.now),
            recurrence=recurrence.id,
            follows=recurrence.last_round,
        )
        stream.handle(draft)
        opening = OpenRound(
            **head,
            settings=circle.settings,
            form=circle.settings.form,
            facilitator=circle.facilitator,
            next_facilitator=circle.next_facilitator((recurrence.by,)),
            seed=recurrence.seed_at(due.at),
        )
        stream.handle(opening)
        return round_id

    # --- what it looks at -------------------------------------------------------------------------------------

    @property
    def _own(self) -> tuple[Any, ...]:
        return (_table.c.network_id == self.network_id, _table.c.id == self.id)

    def _circle(self, command: Command) -> Circle:
        if self.state is not None:
            return self._circle_of(self.state.circle_id)
        if isinstance(command, c.SetRecurrence):
            return self._circle_of(command.circle_id)
        raise Refusal(Reason.NOT_FOUND)

    def _circle_of(self, id: UUID) -> Circle:
        return circle_there(self.connection, self.network_id, id)

    def _must_be_of(self, circle: Circle, round_id: UUID) -> None:
        before = self.unit.find(RoundStream, self.network_id, round_id)
        if before is None or before.state is None or before.state.circle_id != circle.id:
            raise Refusal(Reason.NOT_FOUND)


def recurrences_of_circle(unit: "Unit", network_id: UUID, circle_id: UUID) -> list[RecurrenceStream]:
    """Those that are not stopped, locked."""
    return _locked(unit, network_id, _table.c.circle_id == circle_id)


def recurrences_of_setter(unit: "Unit", network_id: UUID, member: UUID) -> list[RecurrenceStream]:
    """Those that are not stopped, locked."""
    return _locked(unit, network_id, _table.c.set_by == member)


def _locked(unit: "Unit", network_id: UUID, which: Any) -> list[RecurrenceStream]:
    here = (_table.c.network_id == network_id, _table.c.going != Going.STOPPED, which)
    found = select(_table.c.id).where(*here)
    ids = list(unit.connection.execute(found.order_by(_table.c.id)).scalars())
    streams = (unit.find(RecurrenceStream, network_id, id) for id in ids)
    return [stream for stream in streams if stream is not None]


def recurrence_from(row: Row[Any]) -> Recurrence:
    return from_json(RECURRENCE, row.body)


def _columns(recurrence: Recurrence) -> dict[str, Any]:
    return {
        "circle_id": recurrence.circle_id,
        "set_by": recurrence.by,
        "going": recurrence.going,
        "rule": recurrence.rhythm.rule,
        "next_at": recurrence.next_at,
        "body": to_json(RECURRENCE, recurrence),
    }
