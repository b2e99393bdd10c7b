"""Lanes: who may send to which workspace, what is due there, and what came of each try.

A worker holds a lane for the length of a lease and alone sends there meanwhile. Each row is leased too
before it is sent and marked after: whatever happens between, the next try knows that an earlier one may
have arrived (``maybe_sent``).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, Table, and_, case, literal, or_, select, text, union, update
from sqlalchemy.dialects import postgresql, sqlite

from decisions.rounds.notices import NoticeKind
from decisions.rounds.postings import CardKind
from storage.bulk import dialect_of
from storage.keys import AccountKey, PlaceKey
from storage.outbox import OUTBOX
from storage.outbox import TO_DO as OUTBOX_TO_DO
from storage.postings import PLACE, POSTING
from storage.tables import METADATA
from storage.tables.delivery import Delivery

LANE: Final = METADATA.tables["lane"]
POSTING_TO_DO: Final = text("posting.state = 'open' AND posting.wanted > posting.shown")
MOST: Final = 200
"""Rows looked at in one go."""


class Method(StrEnum):
    """What a lane's rates count."""

    POST = "post"
    EDIT = "edit"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Ref:
    """A message that was sent, as its platform names it."""

    conversation: str
    message: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """Something to send or to edit now. ``place`` is set for a card and for what else is said in a place,
    ``account`` and ``member`` for a message."""

    network: UUID
    key: tuple[Any, ...]
    """The row's primary key."""
    kind: CardKind | NoticeKind
    round_id: UUID | None
    about: str
    wanted: int
    shown: int
    attempts: int
    again: bool
    """An earlier try may have arrived."""
    first_wanted_at: datetime
    gap: float
    shown_at: datetime | None
    urgent: bool = False
    ref: Ref | None = None
    place: PlaceKey | None = None
    place_id: UUID | None = None
    thread: Ref | None = None
    """The round's own card in the same place."""
    account: AccountKey | None = None
    member: UUID | None = None
    agreement_id: UUID | None = None
    facts: str = "{}"

    @property
    def method(self) -> Method:
        if self.ref is not None:
            return Method.EDIT
        return Method.POST if self.place is not None else Method.DIRECT

    @property
    def conversation(self) -> str:
        """What must stay in order: a place, or one person's messages."""
        if self.place is not None:
            return self.place.conversation
        return f"@{self.account.user}" if self.account else ""

    @property
    def name(self) -> str:
        """The same at each try: the key by which a sender finds an earlier one."""
        return ":".join(str(part) for part in self.key)

    @property
    def table(self) -> Table:
        return POSTING if isinstance(self.kind, CardKind) else OUTBOX


# --- lanes ------------------------------------------------------------------------------------------------


def take_lanes(
    connection: Connection,
    owner: str,
    now: datetime,
    lease: timedelta,
    *,
    platforms: Collection[str],
    busy: Collection[str] = (),
    limit: int = 16,
) -> list[str]:
    """Lanes of these platforms on which something is due, that nobody else holds and no platform holds up:
    ours until ``now + lease``. Those at which we are ``busy`` are left out: however long a platform keeps us waiting there, the
    others have their turn."""
    due = {key for key in lanes_with_work(connection, now) if key.partition(":")[0] in platforms}
    due -= set(busy)
    if not due:
        return []
    insert = sqlite.insert if dialect_of(connection) == "sqlite" else postgresql.insert
    connection.execute(
        insert(LANE).on_conflict_do_nothing(), [{"key": key, "owner": ""} for key in sorted(due)]
    )
    free = or_(LANE.c.owner == owner, LANE.c.lease_until.is_(None), LANE.c.lease_until <= now)
    open_now = or_(LANE.c.held_until.is_(None), LANE.c.held_until <= now)
    keys = connection.execute(
        select(LANE.c.key)
        .where(LANE.c.key.in_(due), free, open_now)
        .order_by(LANE.c.lease_until, LANE.c.key)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ours = list(keys.scalars())
    ours_now = update(LANE).where(LANE.c.key.in_(ours)).values(owner=owner, lease_until=now + lease)
    connection.execute(ours_now)
    return ours


def lanes_with_work(connection: Connection, now: datetime) -> set[str]:
    """Lanes on which something is due, whoever holds them."""
    cards = select(POSTING.c.lane).where(POSTING_TO_DO, POSTING.c.next_at <= now)
    messages = select(OUTBOX.c.lane).where(OUTBOX_TO_DO, OUTBOX.c.next_at <= now, OUTBOX.c.lane != "")
    return set(connection.execute(union(cards, messages)).scalars())


def free_lanes(connection: Connection, owner: str) -> None:
    """Gives back what ``owner`` holds, so that another need not wait for its leases to end."""
    connection.execute(update(LANE).where(LANE.c.owner == owner).values(owner="", lease_until=None))


def end_leases(connection: Connection) -> None:
    """Ends every lease, of lanes and of rows: for a process that has the database to itself, whatever an earlier one was at
    when it died. What was being sent then may have arrived, and is looked for first (``maybe_sent``)."""
    connection.execute(update(LANE).where(LANE.c.owner != "").values(owner="", lease_until=None))
    for table in (POSTING, OUTBOX):
        connection.execute(update(table).where(table.c.lease_until.is_not(None)).values(lease_until=None))


def hold_up(connection: Connection, lane: str, until: datetime) -> None:
    """The platform asked to wait: nothing more on this lane before ``until``."""
    later = case((LANE.c.held_until > until, LANE.c.held_until), else_=literal(until, LANE.c.held_until.type))
    connection.execute(update(LANE).where(LANE.c.key == lane).values(held_until=later))


# --- what is due ------------------------------------------------------------------------------------------


def claim(
    connection: Connection, lane: str, now: datetime, lease: timedelta, choose: Callable[[Due], bool]
) -> list[Due]:
    """What is due on the lane and ``choose`` takes, stage turns first and then the oldest; leased until it
    is marked."""
    cards = [_card(row) for row in connection.execute(_due_cards(lane, now))]
    messages = [_message(row) for row in connection.execute(_due_messages(lane, now))]
    taken = [due for due in sorted(cards + messages, key=_turn) if choose(due)]
    for due in taken:
        row = due.table
        connection.execute(
            update(row)
            .where(_same(due))
            .values(lease_until=now + lease, attempts=row.c.attempts + 1, maybe_sent=True)
        )
    return taken


def _turn(due: Due) -> tuple[Any, ...]:
    folded = due.member is not None and due.ref is not None
    return folded, not due.urgent, due.first_wanted_at, due.name


def _due_cards(lane: str, now: datetime) -> Any:
    """A card other than the round's own waits until that one stands: it belongs to its thread."""
    root = POSTING.alias("root")
    same_place = and_(
        root.c.network_id == POSTING.c.network_id,
        root.c.round_id == POSTING.c.round_id,
        root.c.kind == CardKind.ROUND,
        root.c.place_id == POSTING.c.place_id,
    )
    where = and_(PLACE.c.network_id == POSTING.c.network_id, PLACE.c.id == POSTING.c.place_id)
    return (
        select(
            POSTING,
            PLACE.c.platform,
            PLACE.c.tenant,
            PLACE.c.conversation.label("place_conversation"),
            root.c.conversation.label("root_conversation"),
            root.c.message.label("root_message"),
            root.c.link.label("root_link"),
        )
        .join(PLACE, where)
        .outerjoin(root, same_place)
        .where(
            POSTING_TO_DO,
            POSTING.c.lane == lane,
            POSTING.c.next_at <= now,
            _not_leased(POSTING, now),
            or_(POSTING.c.kind == CardKind.ROUND, root.c.message.is_not(None)),
        )
        .order_by(POSTING.c.urgent.desc(), POSTING.c.first_wanted_at)
        .limit(MOST)
        .with_for_update(of=POSTING, skip_locked=True)
    )


def _due_messages(lane: str, now: datetime) -> Any:
    return (
        select(OUTBOX)
        .where(OUTBOX_TO_DO, OUTBOX.c.lane == lane, OUTBOX.c.next_at <= now, _not_leased(OUTBOX, now))
        .order_by(OUTBOX.c.shown, OUTBOX.c.first_wanted_at)
        .limit(MOST)
        .with_for_update(skip_locked=True)
    )


def _not_leased(table: Table, now: datetime) -> Any:
    return or_(table.c.lease_until.is_(None), table.c.lease_until <= now)


def _card(row: Row[Any]) -> Due:
    root = Ref(row.root_conversation, row.root_message, row.root_link) if row.root_message else None
    return Due(
        **_common(row, POSTING),
        about=row.about,
        place=PlaceKey(row.platform, row.tenant, row.place_conversation),
        place_id=row.place_id,
        thread=None if row.kind is CardKind.ROUND else root,
    )


def _message(row: Row[Any]) -> Due:
    names = (row.platform, row.tenant, row.user_id)
    return Due(
        **_common(row, OUTBOX),
        about=str(row.about or ""),
        place=None if row.place_id is None else PlaceKey(*names),
        place_id=row.place_id,
        account=AccountKey(*names) if row.place_id is None else None,
        member=row.member_id,
        agreement_id=row.agreement_id,
        facts=row.facts,
    )


def _common(row: Row[Any], table: Table) -> dict[str, Any]:
    return {
        "network": row.network_id,
        "key": tuple(getattr(row, column.name) for column in table.primary_key.columns),
        "kind": row.kind,
        "round_id": row.round_id,
        "wanted": row.wanted,
        "shown": row.shown,
        "attempts": row.attempts + 1,
        "again": row.maybe_sent,
        "first_wanted_at": row.first_wanted_at,
        "gap": row.gap,
        "shown_at": row.shown_at,
        "urgent": row.urgent,
        "ref": Ref(row.conversation, row.message, row.link) if row.message is not None else None,
    }


def _same(due: Due) -> Any:
    columns: Iterable[Any] = due.table.primary_key.columns
    return and_(*(column == value for column, value in zip(columns, due.key, strict=True)))


# --- what came of it --------------------------------------------------------------------------------------


def mark_shown(
    connection: Connection, due: Due, ref: Ref, now: datetime, *, next_at: datetime, gap: float, closes: bool
) -> None:
    """It arrived, and shows what was wanted when it was claimed. What was wanted since then is due at
    ``next_at``. A message that folds keeps the moment at which it was sent: the next one waits from then."""
    row = due.table
    caught_up = row.c.wanted == due.wanted
    folded = closes and due.member is not None and due.ref is not None
    connection.execute(
        update(row)
        .where(_same(due))
        .values(
            shown=due.wanted,
            shown_at=due.shown_at if folded else now,
            first_wanted_at=now,
            next_at=next_at,
            gap=gap,
            urgent=case((caught_up, False), else_=row.c.urgent),
            attempts=0,
            lease_until=None,
            maybe_sent=False,
            conversation=ref.conversation,
            message=ref.message,
            link=ref.link,
            state=Delivery.CLOSED if closes else Delivery.OPEN,
            why="",
        )
    )


def mark_pointless(connection: Connection, due: Due) -> None:
    """It has nothing to say any more, and is not sent."""
    values = {"state": Delivery.CLOSED, "shown": due.wanted, "lease_until": None, "maybe_sent": due.again}
    connection.execute(update(due.table).where(_same(due)).values(values))


def mark_later(
    connection: Connection, due: Due, why: str, next_at: datetime, *, maybe_sent: bool, counts: bool = True
) -> None:
    """It did not go out and is tried again; without a new ``why`` the last one stands. ``counts``: whether this try counts
    towards giving up."""
    values = {
        "attempts": due.attempts if counts else due.attempts - 1,
        "lease_until": None,
        "maybe_sent": maybe_sent,
        "next_at": next_at,
        **({"why": why} if why else {}),
    }
    connection.execute(update(due.table).where(_same(due)).values(values))


def mark_failed(
    connection: Connection, due: Due, why: str, *, maybe_sent: bool = False, gone: bool = False
) -> None:
    """Trying again is no use before somebody has acted. ``gone``: it was taken down; if it is wanted again,
    it is posted anew."""
    values = {"state": Delivery.FAILED, "lease_until": None, "maybe_sent": maybe_sent, "why": why}
    if gone:
        values |= {"message": None, "link": ""}
    connection.execute(update(due.table).where(_same(due)).values(values))
