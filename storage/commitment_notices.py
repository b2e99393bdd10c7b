"""What people should hear of a commitment, put down in the transaction of what happened to it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, and_, or_, select

from decisions.commitments.commitment import Commitment, OriginKind
from decisions.commitments.notices import notices_for_commitment
from decisions.ids import MemberId
from decisions.rounds.notices import NoticeKind
from storage.circle_rows import circle_there
from storage.lanes import Due
from storage.messages import put_messages
from storage.outbox import OUTBOX
from storage.postings import keep_result_true
from storage.streams.known import steers
from storage.streams.stream import Change
from storage.tables import METADATA
from storage.tables.delivery import Delivery

_agreement: Final = METADATA.tables["agreement"]
_seat: Final = METADATA.tables["circle_seat"]


def tell_of_commitment(connection: Connection, change: Change) -> None:
    one: Commitment = change.after
    gone = _gone(connection, one, change.before or one)
    messages = notices_for_commitment(change.before, one, change.events, gone)
    facts = {"commitment_id": str(one.id)}
    put_messages(connection, one.network_id, one.circle_id, messages, facts)
    if one.origin.kind is OriginKind.AGREEMENT:
        _keep_card_true(connection, one, change.at)


def asked_meanwhile(connection: Connection, due: Due, commitment: UUID) -> bool:
    """Whether what they were first asked has not left yet, or left only after it was time to ask them once more."""
    o = OUTBOX.c
    first = f"{NoticeKind.COMMITMENT_ASKED}:{commitment}:{due.member}:"
    own = (o.network_id == due.network, o.member_id == due.member, o.key.startswith(first))
    waits = and_(o.state == Delivery.OPEN, o.shown == 0)
    asked = select(o.key).where(*own, or_(waits, o.shown_at > due.first_wanted_at))
    return connection.execute(asked.limit(1)).first() is not None


def _gone(connection: Connection, one: Commitment, before: Commitment) -> frozenset[MemberId]:
    """Who had a part in it, and neither sits in the circle now nor steers it."""
    people = {*one.people, *before.people}
    s = _seat.c
    here = (s.network_id == one.network_id, s.circle_id == one.circle_id, s.member_id.in_(people))
    away = people - set(connection.execute(select(s.member_id).where(*here)).scalars())
    if not away:
        return frozenset()
    circle = circle_there(connection, one.network_id, one.circle_id)
    return frozenset(member for member in away if not steers(connection, circle, member))


def _keep_card_true(connection: Connection, one: Commitment, at: datetime) -> None:
    """The card of the agreement's round says who does what."""
    a = _agreement.c
    from_it = select(a.round_id).where(a.network_id == one.network_id, a.id == one.origin.about)
    round_id = connection.execute(from_it).scalar_one_or_none()
    if round_id is not None:
        keep_result_true(connection, one.network_id, round_id, at)
