"""Private messages that must still leave: put down with the change that calls for them, addressed when they
are due."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, and_, func, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite

from decisions.events import Event
from decisions.ids import AgreementId, MemberId, NetworkId, RoundId
from decisions.rounds.notices import FOLDS, Notice, NoticeKind, To, may_end_notices, taken_up
from decisions.rounds.round import FINAL, Round
from storage.bulk import dialect_of
from storage.codec import own_wishes_of
from storage.postings import lane_of, unsent
from storage.tables import METADATA
from storage.tables.delivery import Delivery

OUTBOX: Final = METADATA.tables["outbox"]
IDENTITY: Final = METADATA.tables["identity"]
MEMBER: Final = METADATA.tables["member"]
ROUND: Final = METADATA.tables["round"]
SEAT: Final = METADATA.tables["seat"]
AGREEMENT: Final = METADATA.tables["agreement"]
CIRCLE: Final = METADATA.tables["circle"]
TO_DO: Final = text("outbox.state = 'open' AND outbox.wanted > outbox.shown")
NO_ACCOUNT: Final = "no_account"
NOT_WANTED: Final = "not_wanted"
"""Why a reminder is not sent of which somebody wants none there."""
NOBODY: Final = "nobody"
"""Why a message waits whose part nobody holds."""
_AUDIENCES: Final = frozenset({To.GROUP, To.BY_LINK, To.UNHEARD_OR_BY_LINK, To.ASKED_IN_PRIVATE})
LOOK_AGAIN: Final = timedelta(days=1)
"""A circle may get a facilitator without any round hearing of it."""
READ_FIRST: Final = timedelta(minutes=5)
"""Who pressed a message's own button reads the confirmation there, before it folds."""
WEB: Final = "web"
EMAIL: Final = "email"


def put(
    connection: Connection,
    network: NetworkId,
    notices: Sequence[Notice],
    *,
    round_id: RoundId | None = None,
    agreement_id: AgreementId | None = None,
    facts: str = "{}",
) -> None:
    """Puts each notice down once, whatever is repeated; under a notice's gap, once for each time that has
    passed."""
    about = {"round_id": round_id, "agreement_id": agreement_id, "facts": facts}
    rows = [row for notice in notices if (row := _row(connection, network, notice)) is not None]
    insert_messages(connection, [{**row, **about} for row in rows])


def insert_messages(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Rows whose key is there already stay as they are."""
    if rows:
        insert = sqlite.insert if dialect_of(connection) == "sqlite" else postgresql.insert
        connection.execute(insert(OUTBOX).on_conflict_do_nothing(), list(rows))


def _row(connection: Connection, network: NetworkId, notice: Notice) -> dict[str, Any] | None:
    key, due = notice.key, notice.not_before
    if notice.gap is not None:
        same = and_(OUTBOX.c.network_id == network, OUTBOX.c.merge == notice.key)
        unsent_one = select(OUTBOX.c.key).where(same, TO_DO, OUTBOX.c.shown == 0).limit(1)
        if connection.execute(unsent_one).first() is not None:
            return None
        count, last = connection.execute(select(func.count(), func.max(OUTBOX.c.shown_at)).where(same)).one()
        key = f"{notice.key}#{count + 1}"
        due = max(due, last + notice.gap) if last is not None else due
    return {
        "network_id": network,
        "key": key,
        "merge": notice.key,
        "kind": notice.kind,
        "addressed_to": notice.to,
        "member_id": notice.member,
        "group_id": notice.group,
        "about": notice.about,
        **unaddressed(),
        **unsent(due),
    }


def unaddressed() -> dict[str, Any]:
    return {"lane": "", "platform": "", "tenant": "", "user_id": ""}


# --- addressing -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reach:
    """On which platforms messages can be sent to one person."""

    platforms: frozenset[str] = field(default_factory=frozenset)

    @property
    def email(self) -> bool:
        return EMAIL in self.platforms


def any_to_address(connection: Connection, now: datetime) -> bool:
    one = select(OUTBOX.c.key).where(TO_DO, OUTBOX.c.lane == "", OUTBOX.c.next_at <= now).limit(1)
    return connection.execute(one).first() is not None


NoAccount = Callable[[Connection, Row[Any], datetime], None]
"""Told of a message for somebody to whom nothing can be sent."""


def address_due(
    connection: Connection,
    now: datetime,
    reach: Reach,
    limit: int = 100,
    no_account: NoAccount = lambda connection, row, now: None,
) -> int:
    """Looks up whom the messages that are due are for, and where that person is asked; returns how many
    were looked at.

    A part in the round (proposer, facilitator) and a person's account are those of this moment, not of when
    it was put down.
    """
    due = (
        select(OUTBOX)
        .where(TO_DO, OUTBOX.c.lane == "", OUTBOX.c.next_at <= now)
        .order_by(OUTBOX.c.next_at, OUTBOX.c.key)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = connection.execute(due).all()
    for row in rows:
        _address(connection, row, now, reach, no_account)
    return len(rows)


def _address(
    connection: Connection, row: Row[Any], now: datetime, reach: Reach, no_account: NoAccount
) -> None:
    if row.addressed_to in _AUDIENCES:
        insert_messages(connection, list(_for_each(connection, row, now)))
        _set(connection, row, state=Delivery.CLOSED, shown=row.wanted)
        return
    member = row.member_id or _holder(connection, row)
    if member is None:
        _wait_for_holder(connection, row, now)
        return
    is_reminder = row.kind is NoticeKind.REMINDER
    no_email = row.kind is NoticeKind.MAIL_AWAY or (
        is_reminder and not takes_reminders_by_email(connection, row.network_id, member)
    )
    allowed = Reach(reach.platforms - {EMAIL}) if no_email else reach
    account = where_to_ask(connection, row.network_id, member, allowed)
    if account is None and no_email:
        _set(connection, row, member_id=member, state=Delivery.CLOSED, shown=row.wanted, why=NOT_WANTED)
        return
    if account is None:
        _set(connection, row, member_id=member, state=Delivery.UNREACHABLE, why=NO_ACCOUNT)
        no_account(connection, row, now)
        return
    platform, tenant, user = account
    _set(
        connection,
        row,
        member_id=member,
        lane=lane_of(platform, tenant),
        platform=platform,
        tenant=tenant,
        user_id=user,
        why="",
    )


def takes_reminders_by_email(connection: Connection, network: UUID, member: UUID) -> bool:
    own = (MEMBER.c.network_id == network, MEMBER.c.id == member)
    return own_wishes_of(connection.execute(select(MEMBER.c.reminders).where(*own)).scalar_one()).by_email


def _wait_for_holder(connection: Connection, row: Row[Any], now: datetime) -> None:
    """While nobody holds the part the message waits for whoever takes it on; with the round it ends."""
    if _is_over(connection, row):
        _set(connection, row, state=Delivery.CLOSED, shown=row.wanted, why=NOBODY)
    else:
        _set(connection, row, next_at=now + LOOK_AGAIN, why=NOBODY)


def _is_over(connection: Connection, row: Row[Any]) -> bool:
    one = and_(ROUND.c.network_id == row.network_id, ROUND.c.id == row.round_id)
    return row.agreement_id is None and connection.execute(select(ROUND.c.stage).where(one)).scalar() in FINAL


def look_for_holder(connection: Connection, network: NetworkId, round_id: RoundId, at: datetime) -> None:
    """A part has changed hands, or the round is over: what waited for somebody to hold it is due."""
    connection.execute(
        update(OUTBOX)
        .where(
            OUTBOX.c.network_id == network,
            OUTBOX.c.round_id == round_id,
            OUTBOX.c.state == Delivery.OPEN,
            OUTBOX.c.why == NOBODY,
        )
        .values(next_at=at)
    )


def _set(connection: Connection, row: Row[Any], **values: Any) -> None:
    same = and_(OUTBOX.c.network_id == row.network_id, OUTBOX.c.key == row.key)
    connection.execute(update(OUTBOX).where(same).values(**values))


def _for_each(connection: Connection, row: Row[Any], now: datetime) -> Iterator[dict[str, Any]]:
    """The same message for each member of its audience."""
    seats = (
        select(SEAT.c.member_id)
        .distinct()
        .where(SEAT.c.network_id == row.network_id, SEAT.c.round_id == row.round_id, SEAT.c.left.is_(False))
    )
    if row.addressed_to is To.GROUP:
        newest = select(func.max(SEAT.c.pass_no)).where(
            SEAT.c.network_id == row.network_id, SEAT.c.round_id == row.round_id
        )
        seats = seats.where(SEAT.c.group_id == row.group_id, SEAT.c.pass_no == newest.scalar_subquery())
    elif row.addressed_to is To.BY_LINK:
        seats = seats.where(~on_a_chat_platform(SEAT.c.network_id, SEAT.c.member_id))
    elif row.addressed_to is To.UNHEARD_OR_BY_LINK:
        by_link = ~on_a_chat_platform(SEAT.c.network_id, SEAT.c.member_id)
        seats = seats.where(or_(SEAT.c.heard.is_(False), by_link))
    else:
        seats = seats.where(*_in_private(row))
    for member in connection.execute(seats.order_by(SEAT.c.member_id)).scalars():
        yield {
            "network_id": row.network_id,
            "key": f"{row.key}:{member}",
            "merge": f"{row.merge}:{member}",
            "kind": row.kind,
            "addressed_to": To.MEMBER,
            "member_id": member,
            "group_id": row.group_id,
            "round_id": row.round_id,
            "agreement_id": row.agreement_id,
            "about": row.about,
            "facts": row.facts,
            **unaddressed(),
            **unsent(now),
        }


def _in_private(row: Row[Any]) -> tuple[Any, ...]:
    """Who was asked in a message of their own, or is on no chat platform; but not whoever told it, nor those to whom the result,
    which says it too, is still to be sent."""
    in_place_of_it = (
        select(OUTBOX.c.key)
        .where(
            OUTBOX.c.network_id == SEAT.c.network_id,
            OUTBOX.c.member_id == SEAT.c.member_id,
            OUTBOX.c.round_id == row.round_id,
            OUTBOX.c.kind == NoticeKind.RESULT,
            OUTBOX.c.state == Delivery.OPEN,
            OUTBOX.c.shown == 0,
        )
        .exists()
    )
    by_link = ~on_a_chat_platform(SEAT.c.network_id, SEAT.c.member_id)
    return or_(SEAT.c.asked_at.is_not(None), by_link), SEAT.c.member_id != row.about, ~in_place_of_it


def on_a_chat_platform(network: Any, member: Any) -> Any:
    return (
        select(IDENTITY.c.user_id)
        .where(
            IDENTITY.c.network_id == network,
            IDENTITY.c.member_id == member,
            IDENTITY.c.platform.not_in((WEB, EMAIL)),
            IDENTITY.c.revoked_at.is_(None),
        )
        .exists()
    )


def _holder(connection: Connection, row: Row[Any]) -> UUID | None:
    """Who holds the part that it is for."""
    if row.round_id is not None:
        part = ROUND.c.proposer_id if row.addressed_to is To.PROPOSER else ROUND.c.facilitator_id
        query = select(part).where(ROUND.c.network_id == row.network_id, ROUND.c.id == row.round_id)
    else:
        query = (
            select(CIRCLE.c.facilitator_id)
            .join(
                AGREEMENT,
                and_(AGREEMENT.c.network_id == CIRCLE.c.network_id, AGREEMENT.c.circle_id == CIRCLE.c.id),
            )
            .where(AGREEMENT.c.network_id == row.network_id, AGREEMENT.c.id == row.agreement_id)
        )
    holder: UUID | None = connection.execute(query).scalar()
    return holder


def where_to_ask(
    connection: Connection, network: UUID, member: UUID, reach: Reach
) -> tuple[str, str, str] | None:
    """The account (platform, tenant, user) through which the member last acted, of those that we can write
    to.

    A personal link stands for the member's email address, when there is one. None: they are told by other
    means.
    """
    person = connection.execute(
        select(MEMBER.c.email, MEMBER.c.active).where(MEMBER.c.network_id == network, MEMBER.c.id == member)
    ).one_or_none()
    if person is None or not person.active:
        return None
    by_email = (EMAIL, str(network), str(member)) if person.email and reach.email else None
    # A link that was only made, and never opened, says nothing about where somebody answers.
    never_opened = and_(IDENTITY.c.platform == WEB, IDENTITY.c.seen_at.is_(None))
    used = func.coalesce(IDENTITY.c.seen_at, IDENTITY.c.made_at)
    accounts = connection.execute(
        select(IDENTITY.c.platform, IDENTITY.c.tenant, IDENTITY.c.user_id)
        .where(
            IDENTITY.c.network_id == network,
            IDENTITY.c.member_id == member,
            IDENTITY.c.revoked_at.is_(None),
        )
        .order_by(never_opened, used.desc())
    ).all()
    for platform, tenant, user in accounts:
        if platform == WEB and by_email:
            return by_email
        if platform in reach.platforms and platform not in {WEB, EMAIL}:
            return platform, tenant, user
    return by_email


def fold_asks(connection: Connection, network: NetworkId, round_id: RoundId, at: datetime) -> None:
    """The round has turned: what was asked of people is edited, into what is asked now or into one line."""
    asked = select(SEAT.c.ask_ref).where(
        SEAT.c.network_id == network, SEAT.c.round_id == round_id, SEAT.c.ask_ref.is_not(None)
    )
    connection.execute(
        update(OUTBOX)
        .where(
            OUTBOX.c.network_id == network,
            OUTBOX.c.kind == NoticeKind.ASK,
            OUTBOX.c.state == Delivery.OPEN,
            OUTBOX.c.shown > 0,
            OUTBOX.c.key.in_(asked),
        )
        .values(wanted=OUTBOX.c.wanted + 1, first_wanted_at=at, next_at=at)
    )


def edit_again(
    connection: Connection, network: NetworkId, round_id: RoundId, kind: NoticeKind, at: datetime
) -> None:
    """What has been sent says something else now."""
    connection.execute(
        update(OUTBOX)
        .where(
            OUTBOX.c.network_id == network,
            OUTBOX.c.round_id == round_id,
            OUTBOX.c.kind == kind,
            OUTBOX.c.state == Delivery.OPEN,
            OUTBOX.c.shown > 0,
        )
        .values(wanted=OUTBOX.c.wanted + 1, first_wanted_at=at, next_at=at)
    )


def fold_notices(connection: Connection, round: Round, events: Sequence[Event], at: datetime) -> None:
    """Messages that have been sent and say what is no longer so are edited to one line."""
    if not may_end_notices(events):
        return
    acted = {getattr(event, "by", None) for event in events}
    sent = select(OUTBOX.c.network_id, OUTBOX.c.key, OUTBOX.c.kind, OUTBOX.c.about, OUTBOX.c.member_id).where(
        OUTBOX.c.network_id == round.network_id,
        OUTBOX.c.round_id == round.id,
        OUTBOX.c.kind.in_(FOLDS),
        OUTBOX.c.state == Delivery.OPEN,
        OUTBOX.c.shown > 0,
        OUTBOX.c.wanted == OUTBOX.c.shown,
    )
    rows: Sequence[Any] = connection.execute(sent).all()
    for row in rows:
        if taken_up(row.kind, row.about, MemberId(row.member_id), round, events):
            due = at + READ_FIRST if row.member_id in acted else at
            _set(connection, row, wanted=OUTBOX.c.wanted + 1, first_wanted_at=due, next_at=due)
