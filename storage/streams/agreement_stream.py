"""An agreement inside a transaction; and what the events of rounds do to agreements."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import Row, insert, select, update

from decisions.agreements import events as e
from decisions.agreements.agreement import Agreement
from decisions.agreements.engine import (
    STANDS,
    AgreementCase,
    decide,
    evolve,
    next_due,
    reached,
    replaced,
    settle,
)
from decisions.commands import Command
from decisions.events import Event
from decisions.refusals import Reason, Refusal
from decisions.rounds.events import RoundEnded, RoundOpened
from decisions.rounds.round import FINAL, Round
from storage.codec import AGREEMENT, from_json, to_json
from storage.streams.stream import Stream
from storage.tables import METADATA
from storage.tables.streams import Subject

if TYPE_CHECKING:
    from storage.unit import Unit

table: Final = METADATA.tables["agreement"]
_round: Final = METADATA.tables["round"]
_circle_seat: Final = METADATA.tables["circle_seat"]


class AgreementStream(Stream):
    subject = Subject.AGREEMENT
    state: Agreement | None

    def load(self) -> Agreement | None:
        remembered = self.unit.remembered.at((self.network_id, self.id), self.head.revision)
        if isinstance(remembered, Agreement):
            return remembered
        where = (table.c.network_id == self.network_id, table.c.id == self.id)
        row = self.connection.execute(select(table).where(*where)).one_or_none()
        return None if row is None else agreement_from(row)

    def decide(self, command: Command) -> Sequence[Event]:
        if self.state is None:
            raise Refusal(Reason.NOT_FOUND)
        return decide(AgreementCase(self.state, self._sits_here(self.state, command.by)), command, self.now)

    def settle(self) -> None:
        while self.state is not None and (events := settle(self.state, self.now)):
            self.record(events)

    def next_due(self) -> datetime | None:
        return None if self.state is None else next_due(self.state)

    def keep(self, event: Event) -> None:
        self.state = evolve(self.state, event)
        if isinstance(event, e.AgreementReached):
            key = {"network_id": self.network_id, "id": self.id}
            self.connection.execute(insert(table).values(**key, **_columns(self.state)))

    def flush(self) -> None:
        if self.state is None or not self.events or self.state is self.before:
            return
        own = (table.c.network_id == self.network_id, table.c.id == self.id)
        self.connection.execute(update(table).where(*own).values(**_columns(self.state)))

    def _sits_here(self, agreement: Agreement, member: UUID) -> bool:
        s = _circle_seat.c
        here = (s.network_id == self.network_id, s.circle_id == agreement.circle_id, s.member_id == member)
        return self.connection.execute(select(s.member_id).where(*here)).first() is not None


def after_round_event(unit: "Unit", round: Round, event: RoundOpened | RoundEnded) -> None:
    """A round about an agreement is its review's; an adopted one becomes an agreement, in the same transaction."""
    if isinstance(event, RoundOpened) and round.about_agreement is not None:
        older = unit.find(AgreementStream, round.network_id, round.about_agreement)
        if older is not None:
            older.record((e.ReviewRoundOpened(round_id=round.id, at=event.at),))
    if isinstance(event, RoundEnded) and event.agreement_id is not None:
        _adopt(unit, round, event, event.agreement_id)


def _adopt(unit: "Unit", round: Round, ended: RoundEnded, agreement_id: UUID) -> None:
    begun = unit.find_or_begin(AgreementStream, round.network_id, agreement_id)
    if begun is None or begun.state is not None:
        return
    unit.flush()
    reaching = reached(round, ended)
    older = _still_stands(unit, round)
    if older is None or older.state is None:
        begun.record((replace(reaching, replaces=None),))
        return
    begun.record((reaching,))
    older.record((replaced(older.state, reaching, drops=round.drops),))


def _still_stands(unit: "Unit", round: Round) -> AgreementStream | None:
    """The agreement that the round reviews; None when another has taken its place meanwhile: none is replaced twice."""
    if round.about_agreement is None:
        return None
    older = unit.find(AgreementStream, round.network_id, round.about_agreement)
    return older if older is not None and older.state and older.state.standing in STANDS else None


def check_reviewable(unit: "Unit", round: Round, agreement_id: UUID) -> None:
    """Refuses to review what no longer stands, or what another open round reviews."""
    older = unit.find(AgreementStream, round.network_id, agreement_id)
    if older is None or older.state is None:
        raise Refusal(Reason.NOT_FOUND)
    if older.state.standing not in STANDS:
        raise Refusal(Reason.NOT_AN_AGREEMENT)
    unit.flush()
    one = (_round.c.network_id == round.network_id, _round.c.id == older.state.review_round)
    stage = unit.connection.execute(select(_round.c.stage).where(*one)).scalar_one_or_none()
    if older.state.review_round != round.id and stage is not None and stage not in FINAL:
        raise Refusal(Reason.REVIEW_IS_OPEN)


def agreement_from(row: Row[Any]) -> Agreement:
    return from_json(AGREEMENT, row.body)


def _columns(agreement: Agreement) -> dict[str, Any]:
    return {
        "circle_id": agreement.circle_id,
        "round_id": agreement.round_id,
        "ref": agreement.ref,
        "standing": agreement.standing,
        "title": agreement.text.title,
        "since": agreement.since,
        "review_at": agreement.review_at,
        "body": to_json(AGREEMENT, agreement),
    }
