"""Somebody whom Rondo's messages do not reach: those who coordinate are told, once, until one gets through again."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, and_, func, or_, select, update

from decisions.commitments.wishes import USUAL, Mornings
from decisions.rounds.notices import NoticeKind
from storage.codec import own_wishes_of
from storage.joining import Told, join
from storage.lanes import Due
from storage.messages import coordinators, message_row
from storage.outbox import CIRCLE, EMAIL, MEMBER, NO_ACCOUNT, OUTBOX, insert_messages, unaddressed
from storage.postings import unsent
from storage.tables import METADATA
from storage.tables.delivery import Delivery

STILL_OF_USE: Final = timedelta(days=14)
KIND: Final = NoticeKind.PERSON_UNREACHED
_SEAT: Final = METADATA.tables["circle_seat"]
_SILENT: Final = frozenset({NoticeKind.PERSON_UNREACHED, NoticeKind.NOT_DELIVERED, NoticeKind.MAIL_AWAY})
"""What says that something did not arrive, and did not arrive itself: nobody is told of that, or it would never end."""
_ASKS: Final = frozenset(
    {
        NoticeKind.REMINDER,
        NoticeKind.COMMITMENT_ASKED,
        NoticeKind.COMMITMENT_ASKED_AGAIN,
        NoticeKind.COMMITMENT_HELP_ASKED,
        NoticeKind.COMMITMENT_OFFERED,
        NoticeKind.COMMITMENT_OTHER_DAY,
    }
)
"""Of these somebody should know who has no account to write to; in a round the coach says whom to text."""
_NOT_ARRIVED: Final = (Delivery.FAILED, Delivery.UNREACHABLE)
Said = dict[str, Any]
"""One person: ``member``, ``platform``, ``why``, ``at``, and what it was about, by id: a ``commitment`` or a ``round``."""


def tell_unreached(connection: Connection, due: Due, why: str, now: datetime) -> None:
    """A message of theirs was given up, or will never be let in."""
    if due.kind in _SILENT or due.member is None:
        return
    platform = due.account.platform if due.account is not None else ""
    about = _about(due.facts, due.round_id)
    _tell(connection, due.network, _said(due.member, platform, why, now, about), now)


def tell_no_account(connection: Connection, row: Row[Any], now: datetime) -> None:
    """They left no address, and are on no platform: of what they are asked to do they hear only on their page."""
    if row.kind in _ASKS:
        about = _about(row.facts, None)
        _tell(connection, row.network_id, _said(row.member_id, "", NO_ACCOUNT, now, about), now)


def is_unreached(connection: Connection, network: UUID, member: UUID) -> bool:
    """Whether the last that was wanted of them did not arrive."""
    o = OUTBOX.c
    own = (o.network_id == network, o.member_id == member)
    failed = select(func.max(o.first_wanted_at)).where(*own, o.state.in_(_NOT_ARRIVED), o.kind != KIND)
    at = connection.execute(failed).scalar_one()
    through = _last_through(connection, network, member)
    return at is not None and (through is None or through < at)


def write_again(connection: Connection, network: UUID, member: UUID, now: datetime) -> None:
    """They read somewhere else from now on: what of the last weeks did not arrive is due. What has become pointless meanwhile
    is not sent."""
    o = OUTBOX.c
    late = (o.network_id == network, o.member_id == member, o.state.in_(_NOT_ARRIVED), o.wanted > o.shown)
    connection.execute(
        update(OUTBOX)
        .where(*late, o.first_wanted_at > now - STILL_OF_USE, or_(o.platform == EMAIL, o.platform == ""))
        .values(state=Delivery.OPEN, attempts=0, maybe_sent=False, next_at=now, why="", **unaddressed())
    )


# --- who is told ------------------------------------------------------------------------------------------------


def _tell(connection: Connection, network: UUID, said: Said, now: datetime) -> None:
    member = UUID(said["member"])
    through = _last_through(connection, network, member)
    new = []
    for whom in _helpers(connection, network, member):
        if _knows(connection, network, whom, said["member"], through):
            continue
        merge = f"{KIND}:{whom}"
        if join(connection, network, merge, _joined(said)) is None:
            key = f"{merge}:{now.isoformat()}:{member}"
            row = message_row(network, key, KIND, whom, json.dumps({"people": [said]}))
            new.append({**row, "merge": merge, **unsent(when_it_may_reach(connection, network, whom, now))})
    insert_messages(connection, new)


def _helpers(connection: Connection, network: UUID, member: UUID) -> Sequence[UUID]:
    """The network's coordinators whom messages reach; where there is none but that person, whoever facilitates their circles."""
    others = [
        whom
        for whom in coordinators(connection, network)
        if whom != member and not is_unreached(connection, network, whom)
    ]
    return others or tuple(facilitators_of(connection, network, member))


def facilitators_of(connection: Connection, network: UUID, member: UUID) -> Iterator[UUID]:
    here = and_(CIRCLE.c.network_id == _SEAT.c.network_id, CIRCLE.c.id == _SEAT.c.circle_id)
    found = (
        select(CIRCLE.c.facilitator_id)
        .distinct()
        .join(_SEAT, here)
        .where(_SEAT.c.network_id == network, _SEAT.c.member_id == member)
        .where(CIRCLE.c.facilitator_id.is_not(None), CIRCLE.c.facilitator_id != member)
    )
    yield from connection.execute(found.order_by(CIRCLE.c.facilitator_id)).scalars()


def _knows(connection: Connection, network: UUID, whom: UUID, member: str, through: datetime | None) -> bool:
    """Whether they have been told since a message last got through to that person."""
    o = OUTBOX.c
    told = select(o.facts).where(o.network_id == network, o.member_id == whom, o.kind == KIND)
    return any(
        person["member"] == member and (through is None or datetime.fromisoformat(person["at"]) > through)
        for facts in connection.execute(told).scalars()
        for person in json.loads(facts)["people"]
    )


def _last_through(connection: Connection, network: UUID, member: UUID) -> datetime | None:
    o = OUTBOX.c
    own = (o.network_id == network, o.member_id == member, o.shown > 0)
    found: datetime | None = connection.execute(select(func.max(o.shown_at)).where(*own)).scalar_one()
    return found


def when_it_may_reach(connection: Connection, network: UUID, whom: UUID, now: datetime) -> datetime:
    """Their hour, by their own wishes: it is about no circle."""
    m = MEMBER.c
    own = select(m.time_zone, m.reminders).where(m.network_id == network, m.id == whom)
    row = connection.execute(own).one()
    return Mornings(own_wishes_of(row.reminders).merged(USUAL), row.time_zone).next_open(now)


# --- what is said -----------------------------------------------------------------------------------------------


def _said(member: UUID, platform: str, why: str, now: datetime, about: dict[str, str]) -> Said:
    return {"member": str(member), "platform": platform, "why": why, "at": now.isoformat(), **about}


def _about(facts: str, round_id: UUID | None) -> dict[str, str]:
    known = json.loads(facts or "{}")
    reminded = known.get("commitments") or [{}]
    commitment = known.get("commitment_id") or reminded[0].get("id")
    if commitment is not None:
        return {"commitment": str(commitment)}
    return {} if round_id is None else {"round": str(round_id)}


def _joined(said: Said) -> Any:
    def joined(facts: Told) -> dict[str, Any]:
        others = [person for person in facts["people"] if person["member"] != said["member"]]
        return {"people": [*others, said]}

    return joined
