"""Draws whom messages do not reach, and that no email goes out at all, from what is so when it leaves."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from adapters.cards import Action
from adapters.present.reader import Reader
from adapters.present.unreached import Unreached, mail_away_card, unreached_card
from adapters.present.verbs import Verb
from bot.delivery.drawing import Drawn
from storage.away import mail_away
from storage.lanes import Due
from storage.outbox import MEMBER
from storage.reading.commitments import commitment_record
from storage.reading.rounds import round_record
from storage.unreached import is_unreached


def draw_unreached(connection: Connection, due: Due, reader: Reader, now: datetime) -> Drawn | None:
    """None where something has got through to all of them meanwhile."""
    people = tuple(_people(connection, due, reader, now))
    return Drawn(unreached_card(people, reader), closes=True) if people else None


def draw_mail_away(connection: Connection, due: Due, reader: Reader, now: datetime) -> Drawn | None:
    """None where email goes out again."""
    away = mail_away(connection, due.network)
    return None if away is None else Drawn(mail_away_card(away.since, away.waiting, reader), closes=True)


def _people(connection: Connection, due: Due, reader: Reader, now: datetime) -> Iterator[Unreached]:
    for said in json.loads(due.facts)["people"]:
        member = UUID(said["member"])
        name = _name(connection, due.network, member)
        if name is None or not is_unreached(connection, due.network, member):
            continue
        what, opens = _about(connection, due.network, said, reader, now)
        yield Unreached(name, said["platform"], said["why"], what, opens)


def _name(connection: Connection, network: UUID, member: UUID) -> str | None:
    """None of who has left."""
    own = (MEMBER.c.network_id == network, MEMBER.c.id == member, MEMBER.c.active.is_(True))
    name: str | None = connection.execute(select(MEMBER.c.name).where(*own)).scalar_one_or_none()
    return name


def _about(
    connection: Connection, network: UUID, said: dict[str, Any], reader: Reader, now: datetime
) -> tuple[str, Action | None]:
    """What it was about, and what opens that; nothing where it is not the reader's to know of."""
    if reader.member is not None and "commitment" in said:
        commitment = commitment_record(connection, network, UUID(said["commitment"]), reader.member, now)
        if commitment is not None:
            opens = Action(Verb.OPEN_COMMITMENT, said["commitment"])
            return commitment.commitment.promise.what, opens
    if reader.member is not None and "round" in said:
        round = round_record(connection, network, UUID(said["round"]), reader.member, now)
        if round is not None:
            return round.round.text.title, Action(Verb.OPEN_ROUND, said["round"])
    return "", None
