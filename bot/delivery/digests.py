"""Draws the digests of somebody's circles from what is so when they leave."""

import json
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from adapters.present.commitment_reminders import help_card
from adapters.present.digest_notice import digest_notice
from adapters.present.reader import Reader
from bot.delivery.drawing import Drawn, of_circle
from bot.delivery.reminded import still_said
from decisions.commitments.digest import DigestRecord
from storage.digest_rows import is_newest
from storage.lanes import Due
from storage.reading.digest import digest_record


def draw_digest(connection: Connection, due: Due, reader: Reader, now: datetime) -> Drawn | None:
    """None where there is nothing to say."""
    records = tuple(_records(connection, due, reader, now))
    helped = still_said(connection, due, reader, now, reminds=False)
    if not records and not helped:
        return None
    card = digest_notice(records, reader, helped) if records else help_card(helped, reader)
    named = (*(each.circle.name for each in records), *(one.record.circle.name for one in helped))
    return Drawn(of_circle(card, *named), closes=True)


def _records(connection: Connection, due: Due, reader: Reader, now: datetime) -> Iterator[DigestRecord]:
    """Without those of which there is nothing to say, a newer one has been due meanwhile, the circle wants none any more, or
    which are no longer theirs to read."""
    for told in json.loads(due.facts)["circles"]:
        circle, since, until = (
            UUID(told["circle_id"]),
            datetime.fromisoformat(told["since"]),
            datetime.fromisoformat(told["until"]),
        )
        if reader.member is None or not is_newest(connection, due.network, circle, until):
            continue
        record = digest_record(connection, due.network, circle, reader.member, since, now, until)
        if record is not None and record.has_news(until) and record.circle.digest.on:
            yield record
