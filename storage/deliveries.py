"""What a change asks to be sent, in the transaction of that change; and what could not be delivered."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, and_, exists, select

from decisions.agreements.agreement import Agreement
from decisions.commitments.commitment import Commitment
from decisions.ids import MemberId, NetworkId, RoundId
from decisions.mous.mou import Mou
from decisions.people.codes import CodePurpose
from decisions.people.events import (
    AccountAdded,
    EmailChanged,
    LinkWished,
    MembersUnited,
    StandInEnded,
    StandInNamed,
)
from decisions.people.people import Circle, StandIn
from decisions.people.places import PlaceConnected, PlaceLeft
from decisions.people.stand_ins import last_day
from decisions.recurring.events import RecurrencePaused
from decisions.roles.role import Role
from decisions.rounds.events import FacilitationPassed, OutcomeTold, RoundEnded
from decisions.rounds.notices import A_WEEK, Notice, NoticeKind, To, notices_for, notices_for_agreement
from decisions.rounds.record import FailedDelivery
from decisions.rounds.round import FINAL, Round
from decisions.workdays import local_day
from storage import asks
from storage.away import is_of_the_server
from storage.codes import find_code
from storage.commitment_notices import tell_of_commitment
from storage.lanes import Due
from storage.mou_notices import tell_of_mou
from storage.outbox import (
    EMAIL,
    IDENTITY,
    MEMBER,
    OUTBOX,
    WEB,
    edit_again,
    fold_asks,
    fold_notices,
    insert_messages,
    look_for_holder,
    put,
)
from storage.pauses import tell_of_pause
from storage.places import look_again
from storage.postings import PLACE, POSTING, keep_cards_true, keep_result_true, lane_of, unsent
from storage.reminder_parts import reckon
from storage.role_notices import tell_of_role
from storage.streams.stream import Change
from storage.tables import METADATA
from storage.tables.delivery import Delivery
from storage.unreached import tell_unreached, write_again

_ROUND: Final = METADATA.tables["round"]
_PERSON: Final = METADATA.tables["place_person"]
_TELLERS: Final[Mapping[type, Callable[[Connection, Change], None]]] = {
    Role: tell_of_role,
    Commitment: tell_of_commitment,
    Mou: tell_of_mou,
}
MOST_TOLD: Final = 50
BETWEEN_LINKS: Final = timedelta(minutes=15)
"""However often somebody asks for a new link by email."""


def on_recorded(connection: Connection, change: Change) -> None:
    """Called by the writer for each stream that changed: what people should see of it is put down with it."""
    if not change.events:
        return
    reckon(connection, change)
    if any(isinstance(event, LinkWished) and event.by_email for event in change.events):
        _send_link(connection, change)
    for event in change.events:
        if isinstance(event, MembersUnited | AccountAdded) and event.member == change.stream_id:
            _tell_accounts(connection, change, event)
        elif isinstance(event, EmailChanged):
            write_again(connection, change.network_id, event.member, change.at)
        elif isinstance(event, PlaceConnected | PlaceLeft):
            _tell_of_place(connection, change.after, event)
        elif isinstance(event, RecurrencePaused):
            tell_of_pause(connection, change.after, event)
        elif isinstance(event, StandInNamed | StandInEnded):
            _tell_of_stand_in(connection, change.after, event)
    if isinstance(change.after, Round):
        _of_round(connection, change.before, change.after, change)
    elif (tell := _TELLERS.get(type(change.after))) is not None:
        tell(connection, change)
    elif isinstance(change.after, Agreement):
        keep_result_true(connection, change.after.network_id, change.after.round_id, change.at)
        notices = notices_for_agreement(change.after, change.events)
        put(
            connection,
            change.after.network_id,
            notices,
            round_id=change.after.round_id,
            agreement_id=change.after.id,
        )


def _send_link(connection: Connection, change: Change) -> None:
    """The message carries a new link, as each email to somebody without an account does."""
    member = MemberId(change.stream_id)
    kind = NoticeKind.NEW_LINK
    notice = Notice(kind, To.MEMBER, f"{kind}:{member}", change.at, member=member, gap=BETWEEN_LINKS)
    put(connection, NetworkId(change.network_id), (notice,))


def _tell_accounts(connection: Connection, change: Change, event: MembersUnited | AccountAdded) -> None:
    """Each account on a chat platform but the one that has just said so: nobody should come to speak as another unnoticed."""
    i = IDENTITY.c
    own = (i.network_id == change.network_id, i.member_id == event.member, i.revoked_at.is_(None))
    accounts = select(i.platform, i.tenant, i.user_id).where(*own, i.platform.not_in((WEB, EMAIL)))
    said_so = event.through if isinstance(event, MembersUnited) else event.account
    rows = [
        {
            "network_id": change.network_id,
            "key": f"{NoticeKind.ONE_PERSON}:{event.member}:{event.at.isoformat()}:{number}",
            "merge": f"{NoticeKind.ONE_PERSON}:{event.member}",
            "kind": NoticeKind.ONE_PERSON,
            "addressed_to": To.MEMBER,
            "member_id": event.member,
            "lane": lane_of(platform, tenant),
            "platform": platform,
            "tenant": tenant,
            "user_id": user,
            **unsent(event.at),
        }
        for number, (platform, tenant, user) in enumerate(
            connection.execute(accounts.order_by(*accounts.selected_columns))
        )
        if f"{platform}:{tenant}:{user}" != said_so
    ]
    insert_messages(connection, rows)


def _tell_of_place(connection: Connection, circle: Circle, event: PlaceConnected | PlaceLeft) -> None:
    """Whoever facilitates, and whoever asked for the code: strangers may read along from now on, or people have left."""
    connected = isinstance(event, PlaceConnected)
    kind = NoticeKind.PLACE_CONNECTED if connected else NoticeKind.PLACE_LEFT
    code = (
        find_code(connection, CodePurpose.PLACE, event.digest) if isinstance(event, PlaceConnected) else None
    )
    facts = {"circle": circle.name, "circle_id": str(circle.id), **_named(connection, circle, event)}
    notices = [
        Notice(
            kind,
            To.MEMBER,
            f"{kind}:{event.place_id}:{member}:{event.at.isoformat()}",
            event.at,
            member=member,
        )
        for member in dict.fromkeys((circle.facilitator, code.made_by if code else None))
        if member is not None and member != event.by
    ]
    put(connection, circle.network_id, notices, facts=json.dumps(facts))


def _tell_of_stand_in(connection: Connection, circle: Circle, event: StandInNamed | StandInEnded) -> None:
    """The one of the two who has not said so."""
    facts = {
        "circle": circle.name,
        "circle_id": str(circle.id),
        "name": _called(connection, circle, event.by),
    }
    if isinstance(event, StandInNamed):
        kind, to = NoticeKind.STAND_IN_NAMED, event.stand_in
        one = StandIn(event.by, event.stand_in, event.since, event.until)
        zone = circle.settings.zone
        days = {"first": local_day(one.since, zone).isoformat(), "last": last_day(one, zone).isoformat()}
        facts |= {"member": str(event.by), **days}
    else:
        kind, to = NoticeKind.STAND_IN_ENDED, event.stand_in if event.by == event.member else event.member
    key = f"{kind}:{circle.id}:{to}:{event.at.isoformat()}"
    notice = Notice(kind, To.MEMBER, key, event.at, member=to)
    put(connection, circle.network_id, (notice,), facts=json.dumps(facts))


def _called(connection: Connection, circle: Circle, member: MemberId) -> str:
    person = (MEMBER.c.network_id == circle.network_id, MEMBER.c.id == member)
    return str(connection.execute(select(MEMBER.c.name).where(*person)).scalar_one())


def _named(connection: Connection, circle: Circle, event: PlaceConnected | PlaceLeft) -> dict[str, str]:
    place = (PLACE.c.network_id == circle.network_id, PLACE.c.id == event.place_id)
    row = connection.execute(select(PLACE.c.name, PLACE.c.conversation).where(*place)).one()
    return {
        "place": row.name or row.conversation,
        "by": _called(connection, circle, event.by),
    }


def _of_round(connection: Connection, before: Round | None, after: Round, change: Change) -> None:
    keep_cards_true(connection, before, after, change.events)
    asks.plan(connection, before, after, change.events)
    notices = notices_for(before, after, change.events)
    if notices:
        put(connection, after.network_id, notices, round_id=after.id)
    if any(isinstance(event, FacilitationPassed | RoundEnded) for event in change.events):
        look_for_holder(connection, after.network_id, after.id, change.at)
    fold_notices(connection, after, change.events, change.at)
    if any(isinstance(event, OutcomeTold) for event in change.events):
        edit_again(connection, after.network_id, after.id, NoticeKind.OUTCOME, change.at)
    if before is not None and (before.stage, before.pass_no) != (after.stage, after.pass_no):
        fold_asks(connection, after.network_id, after.id, change.at)


# --- what did not arrive ----------------------------------------------------------------------------------


def tell_of_failure(connection: Connection, due: Due, why: str, now: datetime) -> None:
    """The round's facilitator is told, once a week for each place (or person) and reason: of a place not for each round. Of a
    person those who coordinate are told too."""
    if due.member is not None and not is_of_the_server(due, why):
        tell_unreached(connection, due, why, now)
    if due.round_id is None or due.kind is NoticeKind.NOT_DELIVERED:
        return
    facts = json.dumps({"why": why, "place": str(due.place_id or ""), "member": str(due.member or "")})
    if due.place_id is not None:
        look_again(connection, due.network, due.place_id, now)
        if _is_told(connection, due.network, due.round_id, facts, now):
            return
    about = due.place_id or due.member
    notice = Notice(
        NoticeKind.NOT_DELIVERED,
        To.FACILITATOR,
        f"{NoticeKind.NOT_DELIVERED}:{due.round_id}:{about}:{why}",
        now,
        about=about,
        gap=A_WEEK,
    )
    put(connection, NetworkId(due.network), (notice,), round_id=RoundId(due.round_id), facts=facts)


def _is_told(connection: Connection, network: UUID, round_id: UUID, facts: str, now: datetime) -> bool:
    """Whether whoever facilitates this round is told the same about another round of theirs that goes on."""
    o, r = OUTBOX.c, _ROUND.c
    theirs = select(r.facilitator_id).where(r.network_id == network, r.id == round_id).scalar_subquery()
    told = (
        select(o.key)
        .join(_ROUND, and_(r.network_id == o.network_id, r.id == o.round_id))
        .where(o.network_id == network, o.kind == NoticeKind.NOT_DELIVERED, o.facts == facts)
        .where(o.round_id != round_id, o.first_wanted_at > now - A_WEEK)
        .where(r.facilitator_id == theirs, r.stage.not_in(FINAL))
    )
    return connection.execute(told.limit(1)).first() is not None


def failed_for(connection: Connection, network: UUID, round_id: UUID) -> tuple[FailedDelivery, ...]:
    """What of this round did not arrive and waits for somebody to act: each place and each person once a reason.

    Who has no account to write to is not among them: nothing was tried, and the coach says whom to text."""
    place = and_(PLACE.c.network_id == POSTING.c.network_id, PLACE.c.id == POSTING.c.place_id)
    cards = connection.execute(
        select(PLACE.c.name, PLACE.c.conversation, PLACE.c.platform, POSTING.c.why)
        .distinct()
        .join(POSTING, place)
        .where(
            POSTING.c.network_id == network,
            POSTING.c.round_id == round_id,
            POSTING.c.state == Delivery.FAILED,
        )
        .order_by(PLACE.c.name, POSTING.c.why)
        .limit(MOST_TOLD)
    )
    messages = connection.execute(
        select(OUTBOX.c.member_id, OUTBOX.c.why)
        .distinct()
        .where(
            OUTBOX.c.network_id == network,
            OUTBOX.c.round_id == round_id,
            OUTBOX.c.state == Delivery.FAILED,
            OUTBOX.c.member_id.is_not(None),
        )
        .order_by(OUTBOX.c.member_id, OUTBOX.c.why)
        .limit(MOST_TOLD)
    )
    in_places = tuple(
        FailedDelivery(row.why, place=row.name or row.conversation, platform=row.platform) for row in cards
    )
    return in_places + tuple(FailedDelivery(row.why, member=MemberId(row.member_id)) for row in messages)


def links_for(
    connection: Connection,
    network: UUID,
    round_id: UUID,
    reader: UUID | None = None,
    place: UUID | None = None,
) -> dict[str, str]:
    """Where the round's own card stands: the places' names and the addresses that open it; those where the reader is, first.

    With a ``place``, that alone: who reads there may not even see the others.
    """
    h = _PERSON.c
    there = (POSTING.c.place_id == place,) if place is not None else ()
    is_here = exists().where(h.network_id == network, h.place_id == PLACE.c.id, h.member_id == reader)
    its_place = and_(PLACE.c.network_id == POSTING.c.network_id, PLACE.c.id == POSTING.c.place_id)
    rows = connection.execute(
        select(PLACE.c.name, PLACE.c.conversation, POSTING.c.link)
        .join(POSTING, its_place)
        .where(
            POSTING.c.network_id == network,
            POSTING.c.round_id == round_id,
            POSTING.c.kind == "round",
            POSTING.c.link != "",
            *there,
        )
        .order_by(is_here.desc(), PLACE.c.name)
    )
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(row.name or row.conversation, row.link)
    return found
