"""Memorandums from their rows and into them; and what the tables know of the organisations and people that they name."""

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select, update

from decisions.ids import MemberId, OrganisationId
from decisions.mous.mou import Mou, NewOrganisation
from storage.codec import MOU, from_json, to_json
from storage.reading.names import name_of
from storage.tables import METADATA

MOU_TABLE: Final = METADATA.tables["mou"]
MOU_PARTY: Final = METADATA.tables["mou_party"]
_organisation: Final = METADATA.tables["organisation"]
_member: Final = METADATA.tables["member"]
_seat: Final = METADATA.tables["circle_seat"]


def load_mou(connection: Connection, network_id: UUID, id: UUID) -> Mou | None:
    one = (MOU_TABLE.c.network_id == network_id, MOU_TABLE.c.id == id)
    row = connection.execute(select(MOU_TABLE).where(*one)).one_or_none()
    return None if row is None else mou_from(row)


def mou_from(row: Row[Any]) -> Mou:
    return from_json(MOU, row.body)


def insert_mou(connection: Connection, mou: Mou) -> None:
    connection.execute(insert(MOU_TABLE).values(network_id=mou.network_id, id=mou.id, **_columns(mou)))
    _insert_parties(connection, mou)


def update_mou(connection: Connection, mou: Mou) -> None:
    own = (MOU_TABLE.c.network_id == mou.network_id, MOU_TABLE.c.id == mou.id)
    connection.execute(update(MOU_TABLE).where(*own).values(**_columns(mou)))


def put_parties(connection: Connection, mou: Mou) -> None:
    """As they are now."""
    p = MOU_PARTY.c
    connection.execute(delete(MOU_PARTY).where(p.network_id == mou.network_id, p.mou_id == mou.id))
    _insert_parties(connection, mou)


def _insert_parties(connection: Connection, mou: Mou) -> None:
    rows = [
        {
            "network_id": mou.network_id,
            "mou_id": mou.id,
            "organisation_id": party.organisation,
            "position": number,
            "signatory_id": party.signatory,
        }
        for number, party in enumerate(mou.parties)
    ]
    connection.execute(insert(MOU_PARTY), rows)


def _columns(mou: Mou) -> dict[str, Any]:
    terms = mou.terms
    return {
        "circle_id": mou.circle_id,
        "ref": mou.ref,
        "status": mou.status,
        "title": terms.title,
        "starts": terms.starts,
        "review_on": terms.review_on,
        "ends": terms.ends,
        "body": to_json(MOU, mou),
    }


def insert_organisations(
    connection: Connection, network_id: UUID, named: Collection[NewOrganisation]
) -> None:
    if named:
        rows = [{"network_id": network_id, "id": one.id, "name": one.name} for one in named]
        connection.execute(insert(_organisation), rows)


# --- whom it names ----------------------------------------------------------------------------------------------


def organisation_names(
    connection: Connection, network_id: UUID, ids: Collection[OrganisationId]
) -> Mapping[OrganisationId, str]:
    """Of those that are the network's own."""
    if not ids:
        return {}
    o = _organisation.c
    found = select(o.id, name_of(_organisation, network_id)).where(o.network_id == network_id, o.id.in_(ids))
    return {OrganisationId(id): name for id, name in connection.execute(found)}


def organisations_called(
    connection: Connection, network_id: UUID, names: Collection[str]
) -> Mapping[str, OrganisationId]:
    """The network's own that people know by one of these names, in whatever letters, by its casefolded name. Folded here:
    databases fold letters differently."""
    if not names:
        return {}
    o = _organisation.c
    own = select(o.id, name_of(_organisation, network_id)).where(o.network_id == network_id)
    found = connection.execute(own.order_by(o.id.desc()))
    return {folded: OrganisationId(id) for id, name in found if (folded := name.casefold()) in names}


def organisations_of(
    connection: Connection, network_id: UUID, members: Collection[MemberId]
) -> Mapping[MemberId, frozenset[OrganisationId]]:
    """Their own, and those for which they sit in circles; of those who are active in the network."""
    if not members:
        return {}
    m, s = _member.c, _seat.c
    own = select(m.id, m.organisation_id).where(
        m.network_id == network_id, m.id.in_(members), m.active.is_(True)
    )
    found = {MemberId(id): {organisation} for id, organisation in connection.execute(own)}
    sits = select(s.member_id, s.organisation_id).where(s.network_id == network_id, s.member_id.in_(found))
    for id, organisation in connection.execute(sits):
        found[MemberId(id)].add(organisation)
    return {
        member: frozenset(OrganisationId(one) for one in theirs if one is not None)
        for member, theirs in found.items()
    }
