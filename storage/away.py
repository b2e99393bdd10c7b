"""A mail server that cannot be reached: nobody's address is to blame. Those who coordinate are told once, until a message gets
through again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, func, or_, select

from decisions.rounds.notices import NoticeKind
from storage.lanes import Due
from storage.messages import coordinators, message_row
from storage.outbox import EMAIL, MEMBER, OUTBOX, TO_DO, insert_messages, on_a_chat_platform
from storage.postings import unsent
from storage.unreached import facilitators_of, when_it_may_reach

AWAY: Final = frozenset({"unreachable", "timed_out", "mail_login_refused"})
"""Why nothing went out at all, whoever it was for."""
TOLD_AFTER: Final = timedelta(hours=3)
KIND: Final = NoticeKind.MAIL_AWAY


@dataclass(frozen=True, slots=True)
class MailAway:
    """``since`` when nothing has gone out, and the names of those ``waiting`` for something."""

    since: datetime
    waiting: Sequence[str]


def is_of_the_server(due: Due, why: str) -> bool:
    return due.account is not None and due.account.platform == EMAIL and why in AWAY


def tell_away(connection: Connection, due: Due, why: str, now: datetime) -> None:
    """Called when a message did not go out and is tried again."""
    if due.member is None or not is_of_the_server(due, why):
        return
    away = mail_away(connection, due.network)
    if away is None or now - away.since < TOLD_AFTER:
        return
    new = []
    for whom in _who_hears(connection, due.network, due.member):
        merge = f"{KIND}:{whom}"
        if not _is_told(connection, due.network, merge):
            row = message_row(due.network, f"{merge}:{away.since.isoformat()}", KIND, whom, json.dumps({}))
            at = when_it_may_reach(connection, due.network, whom, now)
            new.append({**row, "merge": merge, **unsent(at)})
    insert_messages(connection, new)


def mail_away(connection: Connection, network: UUID) -> MailAway | None:
    """None where email goes out, as far as anybody has tried."""
    o = OUTBOX.c
    own = (o.network_id == network, o.platform == EMAIL)
    through = _last_through(connection, network)
    tried = (*own, TO_DO, o.shown == 0, o.why.in_(AWAY))
    news = () if through is None else (o.first_wanted_at >= through,)
    since = connection.execute(select(func.min(o.first_wanted_at)).where(*tried, *news)).scalar_one()
    return None if since is None else MailAway(since, _names(connection, network, tried))


def _names(connection: Connection, network: UUID, tried: tuple[Any, ...]) -> Sequence[str]:
    m = MEMBER.c
    waiting = select(OUTBOX.c.member_id).where(*tried)
    found = select(m.name).where(m.network_id == network, m.id.in_(waiting), m.active.is_(True))
    return connection.execute(found.order_by(m.name)).scalars().all()


def _who_hears(connection: Connection, network: UUID, member: UUID) -> Sequence[UUID]:
    """The network's coordinators who are on a chat platform; where there is none, whoever facilitates that person's circles."""
    there = (coordinators(connection, network), tuple(facilitators_of(connection, network, member)))
    return next((here for those in there if (here := _in_chat(connection, network, those))), ())


def _in_chat(connection: Connection, network: UUID, those: Sequence[UUID]) -> Sequence[UUID]:
    m = MEMBER.c
    found = select(m.id).where(
        m.network_id == network, m.id.in_(those), on_a_chat_platform(m.network_id, m.id)
    )
    return connection.execute(found.order_by(m.id)).scalars().all()


def _last_through(connection: Connection, network: UUID) -> datetime | None:
    o = OUTBOX.c
    own = (o.network_id == network, o.platform == EMAIL, o.shown > 0)
    found: datetime | None = connection.execute(select(func.max(o.shown_at)).where(*own)).scalar_one()
    return found


def _is_told(connection: Connection, network: UUID, merge: str) -> bool:
    """Told, or about to be; what was closed before it was sent told nobody."""
    o, through = OUTBOX.c, _last_through(connection, network)
    since = () if through is None else (o.first_wanted_at > through,)
    told = select(o.key).where(
        o.network_id == network, o.merge == merge, or_(TO_DO, o.shown_at.is_not(None)), *since
    )
    return connection.execute(told.limit(1)).first() is not None
