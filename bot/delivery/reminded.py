"""Draws reminders, and what those who coordinate hear, from the commitments as they are when the message leaves."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection

from adapters.present.commitment_reminders import help_card, reminder_card
from adapters.present.reader import Reader
from bot.delivery.drawing import Drawn, of_circle
from decisions.commitments.record import CommitmentRecord
from decisions.commitments.reminded import Heard, Reminded, still_needs_help, still_reminds
from decisions.commitments.reminding import Wave
from decisions.ids import MemberId
from decisions.rounds.notices import NoticeKind
from decisions.workdays import local_day
from storage.lanes import Due
from storage.outbox import EMAIL, takes_reminders_by_email
from storage.reading.commitments import commitment_record
from storage.reading.heard import heard_of

OF_REMINDERS = frozenset({NoticeKind.REMINDER, NoticeKind.MAY_NEED_HELP})


def draw_reminder(connection: Connection, due: Due, reader: Reader, now: datetime) -> Drawn | None:
    """None where all of it has been done meanwhile, moved or put off, or where they want none by email any more."""
    reminds = due.kind is NoticeKind.REMINDER
    if reminds and reader.where == EMAIL and not _by_email(connection, due):
        return None
    left = still_said(connection, due, reader, now, reminds=reminds)
    if not left:
        return None
    card = reminder_card(left, reader) if reminds else help_card(left, reader)
    return Drawn(of_circle(card, *(one.record.circle.name for one in left)), closes=True)


def still_said(
    connection: Connection, due: Due, reader: Reader, now: datetime, *, reminds: bool
) -> tuple[Reminded, ...]:
    """Of the commitments of a message, what is still worth saying."""
    said = json.loads(due.facts)["commitments"]
    return tuple(_left(connection, due.network, said, reader, now, reminds=reminds))


def _by_email(connection: Connection, due: Due) -> bool:
    return due.member is not None and takes_reminders_by_email(connection, due.network, due.member)


def _left(
    connection: Connection,
    network: UUID,
    said: list[dict[str, Any]],
    reader: Reader,
    now: datetime,
    *,
    reminds: bool,
) -> Iterator[Reminded]:
    """``days`` are counted by the clock of whoever reads it."""
    today = local_day(now, reader.zone)
    for fact in said:
        if reader.member is None:
            return
        record = commitment_record(connection, network, UUID(fact["id"]), reader.member, now)
        if record is not None and _still(record, fact, reader.member, today, reminds=reminds):
            days = (today - date.fromisoformat(fact["due"])).days
            late = fact.get("late", False) or _waited(fact, reader)
            one = Reminded(record, Wave(fact.get("wave", Wave.COORDINATOR)), days, late)
            yield one if reminds else _as_heard(connection, network, one)


def _as_heard(connection: Connection, network: UUID, one: Reminded) -> Reminded:
    commitment = one.record.commitment
    heard = heard_of(connection, network, (commitment,)).get(commitment.id, Heard.NOT_REMINDED)
    return replace(one, heard=heard)


def _waited(fact: dict[str, Any], reader: Reader) -> bool:
    """It was to leave on an earlier day of theirs."""
    at = fact.get("at")
    return at is not None and local_day(datetime.fromisoformat(at), reader.zone) < reader.today


def _still(
    record: CommitmentRecord, fact: dict[str, Any], reader: MemberId, today: date, *, reminds: bool
) -> bool:
    day = date.fromisoformat(fact["due"])
    if reminds:
        return still_reminds(record.commitment, reader, day, today)
    return still_needs_help(record.commitment, MemberId(UUID(fact["who"])), day)
