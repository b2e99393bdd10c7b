"""A member's accounts in a transaction: one more of them, and those of another member who turned out to be the same person."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Table, delete, insert, select, update

from decisions.people import events as e
from storage.codes import use_code
from storage.tables import METADATA
from storage.tables.delivery import Delivery

_identity: Final = METADATA.tables["identity"]
_member: Final = METADATA.tables["member"]
_person: Final = METADATA.tables["place_person"]
_invitation: Final = METADATA.tables["invitation"]
_outbox: Final = METADATA.tables["outbox"]


def add_account(connection: Connection, network_id: UUID, event: e.AccountAdded) -> None:
    """An account that had been closed is open again, and theirs."""
    platform, tenant, user = event.account.split(":", 2)
    i = _identity.c
    same = (i.network_id == network_id, i.platform == platform, i.tenant == tenant, i.user_id == user)
    connection.execute(delete(_identity).where(*same, i.revoked_at.is_not(None)))
    connection.execute(
        insert(_identity).values(
            network_id=network_id,
            platform=platform,
            tenant=tenant,
            user_id=user,
            member_id=event.member,
            made_at=event.at,
            informs=False,
        )
    )
    use_code(connection, network_id, event.digest, event.at)


def take_over_accounts(connection: Connection, network_id: UUID, event: e.MembersUnited) -> None:
    """Accounts, places, links and messages that wait: all of the other's are the member's. The other's row stays, for what
    was said under its name."""
    if event.digest:
        use_code(connection, network_id, event.digest, event.at)
    theirs = _of(_identity, network_id, event.other)
    connection.execute(update(_identity).where(*theirs).values(member_id=event.member, informs=False))
    _take_places(connection, network_id, event)
    _take_details(connection, network_id, event)
    invited = (_invitation.c.network_id == network_id, _invitation.c.for_member == event.other)
    connection.execute(update(_invitation).where(*invited).values(for_member=event.member))
    _take_messages(connection, network_id, event)


def _take_messages(connection: Connection, network_id: UUID, event: e.MembersUnited) -> None:
    """What has not left yet goes where the one person is asked; what has left is kept true where it is."""
    waiting = (*_of(_outbox, network_id, event.other), _outbox.c.state == Delivery.OPEN)
    unsent = (_outbox.c.shown == 0, _outbox.c.lease_until.is_(None))
    addressed_anew = {"lane": "", "platform": "", "tenant": "", "user_id": ""}
    connection.execute(update(_outbox).where(*waiting, *unsent).values(addressed_anew))
    connection.execute(update(_outbox).where(*waiting).values(member_id=event.member))


def _take_places(connection: Connection, network_id: UUID, event: e.MembersUnited) -> None:
    own = select(_person.c.place_id).where(*_of(_person, network_id, event.member)).scalar_subquery()
    theirs = _of(_person, network_id, event.other)
    connection.execute(delete(_person).where(*theirs, _person.c.place_id.in_(own)))
    connection.execute(update(_person).where(*theirs).values(member_id=event.member))


def _take_details(connection: Connection, network_id: UUID, event: e.MembersUnited) -> None:
    m = _member.c
    one = (m.network_id == network_id, m.id == event.other)
    other = connection.execute(select(m.email, m.is_coordinator).where(*one)).one()
    gone = {"active": False, "email": "", "is_coordinator": False, "wishes_link_at": None}
    connection.execute(update(_member).where(*one).values(united_with=event.member, **gone))
    own = (m.network_id == network_id, m.id == event.member)
    if other.email:
        connection.execute(update(_member).where(*own, m.email == "").values(email=other.email))
    if other.is_coordinator:
        connection.execute(update(_member).where(*own).values(is_coordinator=True))


def _of(table: Table, network_id: UUID, member: UUID) -> tuple[Any, ...]:
    return (table.c.network_id == network_id, table.c.member_id == member)
