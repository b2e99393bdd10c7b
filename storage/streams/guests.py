"""Guests of a ballot in the tables: who was invited, and who came."""

from typing import Final
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from decisions.rounds import events as e
from decisions.rounds.round import GuestInvitation, Round
from storage.streams.links import write_link
from storage.tables import METADATA

_invitation: Final = METADATA.tables["invitation"]
_member: Final = METADATA.tables["member"]
_organisation: Final = METADATA.tables["organisation"]
_seat: Final = METADATA.tables["seat"]


def find_guest_invitation(connection: Connection, round: Round, digest: str) -> GuestInvitation | None:
    """The invitation into this round whose secret has this digest."""
    i = _invitation.c
    row = connection.execute(
        select(i.id, i.group_id, i.organisation_id, i.expires_at, i.used_by).where(
            i.network_id == round.network_id,
            i.round_id == round.id,
            i.digest == digest,
            i.revoked_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        return None
    return GuestInvitation(row.id, row.group_id, row.organisation_id, row.expires_at, row.used_by is not None)


def keep_invitation(event: e.GuestInvited, round: Round, connection: Connection) -> None:
    if event.organisation_name:
        named = {"network_id": round.network_id, "id": event.organisation, "name": event.organisation_name}
        connection.execute(insert(_organisation).values(**named))
    connection.execute(
        insert(_invitation).values(
            network_id=round.network_id,
            id=event.id,
            circle_id=round.circle_id,
            round_id=round.id,
            digest=event.digest,
            group_id=event.group,
            organisation_id=event.organisation,
            invited_by=event.by,
            name=event.name,
            made_at=event.at,
            expires_at=event.expires_at,
        )
    )


def keep_guest(event: e.GuestJoined, round: Round, connection: Connection) -> None:
    """A member of the network with a link of their own, and a seat in this round alone."""
    network = round.network_id
    connection.execute(
        insert(_member).values(
            network_id=network,
            id=event.by,
            name=event.name,
            locale=event.locale,
            time_zone=event.time_zone,
            email=event.email,
            organisation_id=event.organisation,
        )
    )
    write_link(connection, network, event.by, event.link_digest, event)
    connection.execute(
        insert(_seat).values(
            network_id=network,
            round_id=round.id,
            pass_no=event.pass_no,
            member_id=event.by,
            group_id=event.group,
            organisation_id=event.organisation,
            guest=True,
        )
    )
    one = (_invitation.c.network_id == network, _invitation.c.id == event.invitation_id)
    used = {"used_by": event.by, "used_at": event.at}
    connection.execute(update(_invitation).where(*one).values(used))


def guest_rounds(connection: Connection, network_id: UUID, member: UUID) -> list[UUID]:
    """The rounds in which a member is a guest."""
    s = _seat.c
    found = select(s.round_id).where(s.network_id == network_id, s.member_id == member, s.guest.is_(True))
    return list(connection.execute(found.order_by(s.round_id)).scalars())
