"""Personal links in a transaction: made, ended, and wished for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import Connection, func, insert, or_, select, update

from decisions.events import Event
from decisions.ids import MemberId, NetworkId
from decisions.people.engine import LINK_RESTS
from decisions.people.events import LinkMade
from storage.keys import LINK, WEB
from storage.tables import METADATA

if TYPE_CHECKING:
    from storage.unit import Unit

MOST_AT_AN_ADDRESS: Final = 5
_identity: Final = METADATA.tables["identity"]
_member: Final = METADATA.tables["member"]


@dataclass(frozen=True, slots=True)
class LinkNeed:
    """What the rules ask about a member for whom a link is to be made."""

    wishes_link: bool
    by_link_only: bool
    has_email: bool


def write_link(connection: Connection, network_id: UUID, member: UUID, digest: str, event: Event) -> None:
    """A personal link is an account: it is looked up by its digest like any other."""
    expires_at = event.expires_at if isinstance(event, LinkMade) else None
    connection.execute(
        insert(_identity).values(
            network_id=network_id,
            platform=WEB,
            tenant=LINK,
            user_id=digest,
            member_id=member,
            made_at=event.at,
            expires_at=expires_at,
        )
    )


def revoke_links(connection: Connection, network_id: UUID, member: UUID, event: Event) -> None:
    i = _identity.c
    links = (i.network_id == network_id, i.member_id == member, i.platform == WEB, i.tenant == LINK)
    connection.execute(update(_identity).where(*links, i.revoked_at.is_(None)).values(revoked_at=event.at))


def end_old_links(unit: "Unit") -> int:
    """The links that have expired, or through which nobody has acted for a year; how many."""
    i = _identity.c
    rests = func.coalesce(i.seen_at, i.made_at) < unit.now - LINK_RESTS
    old = (i.platform == WEB, i.tenant == LINK, i.revoked_at.is_(None), or_(i.expires_at <= unit.now, rests))
    return unit.connection.execute(update(_identity).where(*old).values(revoked_at=unit.now)).rowcount


def members_at(connection: Connection, email: str) -> Sequence[tuple[NetworkId, MemberId]]:
    """The active members who read at an address, however its letters are written; a few at most."""
    m = _member.c
    read = select(m.network_id, m.id).where(func.lower(m.email) == email.strip().lower(), m.active.is_(True))
    found = connection.execute(read.order_by(m.network_id, m.id).limit(MOST_AT_AN_ADDRESS))
    return [(NetworkId(network), MemberId(member)) for network, member in found]


def link_need(connection: Connection, network_id: UUID, member: UUID) -> LinkNeed | None:
    """None when there is no such active member."""
    m, i = _member.c, _identity.c
    own = (m.network_id == network_id, m.id == member, m.active.is_(True))
    row = connection.execute(select(m.wishes_link_at, m.email).where(*own)).one_or_none()
    if row is None:
        return None
    account = select(i.user_id).where(
        i.network_id == network_id, i.member_id == member, i.platform != WEB, i.revoked_at.is_(None)
    )
    by_link_only = connection.execute(account.limit(1)).one_or_none() is None
    return LinkNeed(row.wishes_link_at is not None, by_link_only, bool(row.email))
