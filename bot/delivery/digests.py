"""Draws a circle's digest from what is so when it leaves."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from adapters.present.digest import digest_notice
from adapters.present.reader import Reader
from bot.delivery.drawing import Drawn
from storage.digest_rows import is_newest
from storage.lanes import Due
from storage.reading.digest import digest_record


def draw_digest(connection: Connection, due: Due, reader: Reader, now: datetime) -> Drawn | None:
    """None where there is nothing to say, a newer one has been due meanwhile, or it is no longer theirs to read."""
    told = json.loads(due.facts)
    circle, since, until = (
        UUID(told["circle_id"]),
        datetime.fromisoformat(told["since"]),
        datetime.fromisoformat(told["until"]),
    )
    if reader.member is None or not is_newest(connection, due.network, circle, until):
        return None
    record = digest_record(connection, due.network, circle, reader.member, since, now, until)
    if record is None or not record.has_news:
        return None
    return Drawn(digest_notice(record, reader), closes=True)
