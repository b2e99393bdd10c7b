"""Connecting a place to a circle that meets elsewhere already: all of it in one transaction, and no platform is asked.

    await writer.run(partial(connect_place, key=place, account=account, digest=digest))

The place moves into the circle's network, and with it what is known of its people: each becomes a member there. A workspace's
own network may stay behind with nothing in it, and does no harm.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, and_, delete, select, update
from uuid_utils.compat import uuid7

from decisions.ids import CircleId, MemberId, OrganisationId
from decisions.people.codes import Code, CodePurpose, usable
from decisions.people.events import OrganisationNamed
from decisions.people.people import Circle
from decisions.people.places import ConnectPlace
from decisions.refusals import Reason, Refusal
from storage.codes import find_code
from storage.keys import WEB, AccountKey, PlaceKey
from storage.people import Beginning, PersonSeen, meet, seat_those_who_came
from storage.reading.people import PlaceFound, find_place
from storage.streams.circle_stream import CircleStream
from storage.tables import METADATA
from storage.unit import Unit

_place: Final = METADATA.tables["place"]
_person: Final = METADATA.tables["place_person"]
_posting: Final = METADATA.tables["posting"]
_outbox: Final = METADATA.tables["outbox"]
_member: Final = METADATA.tables["member"]
_identity: Final = METADATA.tables["identity"]
_workspace: Final = METADATA.tables["workspace"]
_organisation: Final = METADATA.tables["organisation"]
_circle: Final = METADATA.tables["circle"]
_network: Final = METADATA.tables["network"]


@dataclass(frozen=True, slots=True)
class Connectable:
    """What a code would do in a place, for whoever is asked whether they want that. ``network`` is empty when it has no name of
    its own."""

    circle: str
    network: str
    inviter: str
    place: str
    people: int


def connectable(
    connection: Connection, key: PlaceKey, account: AccountKey, digest: str, now: datetime
) -> Connectable:
    """Only reads. Raises ``Refusal``: about the code, of a place that has a circle, or for somebody who is not of the place."""
    code = _code(connection, digest)
    place = _whole(find_place(connection, key))
    if code is not None and place.circle_id == code.circle_id:
        raise Refusal(Reason.MEETS_HERE_ALREADY)
    code = usable(code, now)
    _must_be_free(place)
    _member_there(connection, place, account)
    circle, network = _circle.c, _network.c
    found = connection.execute(
        select(circle.name, network.name.label("network"), _member.c.name.label("inviter"))
        .join(_network, network.id == circle.network_id)
        .join(_member, and_(_member.c.network_id == circle.network_id, _member.c.id == code.made_by))
        .where(circle.network_id == code.network_id, circle.id == code.circle_id)
    ).one()
    w = _workspace.c
    unnamed = select(w.tenant).where(w.network_id == code.network_id, w.tenant == found.network)
    named = "" if connection.execute(unnamed).first() else found.network
    people = {one.id for one in _people_of(connection, place)}
    return Connectable(found.name, named, found.inviter, place.name, len(people))


def connect_place(unit: Unit, key: PlaceKey, account: AccountKey, digest: str) -> Circle:
    """The circle, which meets in the place from now on. Raises ``Refusal`` as ``connectable`` does; but where the circle meets
    there already, by this code or another, the answer is the same as to whoever was first."""
    code = _code(unit.connection, digest)
    circle = unit.find(CircleStream, code.network_id, code.circle_id) if code and code.circle_id else None
    if circle is None or circle.state is None:
        raise Refusal(Reason.CODE_UNKNOWN, at_field="code")
    place = _locked(unit.connection, key)
    if place.circle_id == circle.id:
        return circle.state
    code = usable(_code(unit.connection, digest), unit.now)
    _must_be_free(place)
    presser = _member_there(unit.connection, place, account)
    if place.network_id == code.network_id:
        people = {MemberId(one.id) for one in _people_of(unit.connection, place)}
    else:
        met = _move(unit, circle, code, place, key)
        people, presser = set(met.values()), met[account]
    connect = ConnectPlace(
        network_id=code.network_id,
        by=presser,
        circle_id=CircleId(circle.id),
        place_id=place.place_id,
        digest=digest,
    )
    circle.handle(connect)
    seat_those_who_came(unit, code.network_id, connect.circle_id, people)
    return circle.state


def _code(connection: Connection, digest: str) -> Code | None:
    return find_code(connection, CodePurpose.PLACE, digest)


def _locked(connection: Connection, key: PlaceKey) -> PlaceFound:
    """The place, which nobody makes a circle of meanwhile."""
    place = _whole(find_place(connection, key))
    own = (_place.c.network_id == place.network_id, _place.c.id == place.place_id)
    connection.execute(select(_place.c.id).where(*own).with_for_update())
    return _whole(find_place(connection, key))


def _whole(place: PlaceFound | None) -> PlaceFound:
    if place is None:
        raise Refusal(Reason.NOT_FOUND)
    return place


def refuse_if_taken(connection: Connection, key: PlaceKey) -> None:
    """Before anybody is asked for a code that could do nothing there."""
    place = find_place(connection, key)
    if place is not None:
        _must_be_free(place)


def _must_be_free(place: PlaceFound) -> None:
    if place.circle_id is not None:
        raise Refusal(Reason.PLACE_TAKEN)


# --- its people -----------------------------------------------------------------------------------------------


def _member_there(connection: Connection, place: PlaceFound, account: AccountKey) -> MemberId:
    """Who it is that does it. Raises ``Refusal`` unless they are one of the place's people."""
    for one in _people_of(connection, place):
        if (one.platform, one.tenant, one.user_id) == account:
            return MemberId(one.id)
    raise Refusal(Reason.NOT_FOUND)


def _people_of(connection: Connection, place: PlaceFound) -> list[Row[Any]]:
    """The active people of a place, each with the accounts that they have on chat platforms."""
    p, m, i = _person.c, _member.c, _identity.c
    statement = (
        select(m.id, m.name, m.locale, m.time_zone, i.platform, i.tenant, i.user_id)
        .select_from(_person)
        .join(_member, and_(m.network_id == p.network_id, m.id == p.member_id))
        .join(_identity, and_(i.network_id == m.network_id, i.member_id == m.id))
        .where(p.network_id == place.network_id, p.place_id == place.place_id, m.active.is_(True))
        .where(i.revoked_at.is_(None), i.platform != WEB)
        .order_by(m.id, i.platform, i.tenant, i.user_id)
    )
    return list(connection.execute(statement))


# --- from one network into another ----------------------------------------------------------------------------


def _move(
    unit: Unit, circle: CircleStream, code: Code, place: PlaceFound, key: PlaceKey
) -> dict[AccountKey, MemberId]:
    """The place and its people; who they are in the circle's network. Cards of another circle, from which the place has been
    taken away, are nobody's to edit any more."""
    connection = unit.connection
    seen = _seen(connection, place, key)
    organisation = _organisation_of(circle, code, place, key)
    for table in (_posting, _person, _outbox):
        own = (table.c.network_id == place.network_id, table.c.place_id == place.place_id)
        connection.execute(delete(table).where(*own))
    own = (_place.c.network_id == place.network_id, _place.c.id == place.place_id)
    moved = {"network_id": code.network_id, "organisation_id": organisation, "locale": ""}
    connection.execute(update(_place).where(*own).values(moved))
    workspace = (key.platform, key.tenant)
    met = meet(unit, workspace, seen, beginning=Beginning(place.name), place=key)
    return dict(met.members)


def _seen(connection: Connection, place: PlaceFound, key: PlaceKey) -> list[PersonSeen]:
    """The place's people as its own platform told of them."""
    return [
        PersonSeen(AccountKey(one.platform, one.tenant, one.user_id), one.name, one.locale, one.time_zone)
        for one in _people_of(connection, place)
        if one.platform == key.platform
    ]


def _organisation_of(circle: CircleStream, code: Code, place: PlaceFound, key: PlaceKey) -> OrganisationId:
    """That of the workspace's other places in the network, or the one that is called like the workspace. Who offered the code
    lets it into the network."""
    found = _known_organisation(circle.connection, code.network_id, key)
    if found is not None:
        return found
    name = _workspace_name(circle.connection, place, key)
    o = _organisation.c
    known = select(o.id).where(o.network_id == code.network_id, o.name == name).order_by(o.id).limit(1)
    called_so: UUID | None = circle.connection.execute(known).scalar_one_or_none()
    if called_so is not None:
        return OrganisationId(called_so)
    named = OrganisationNamed(id=OrganisationId(uuid7()), by=code.made_by, name=name, at=circle.now)
    circle.record((named,))
    return named.id


def _known_organisation(connection: Connection, network_id: UUID, key: PlaceKey) -> OrganisationId | None:
    p = _place.c
    of_workspace = (p.platform == key.platform, p.tenant == key.tenant)
    found = select(p.organisation_id).where(p.network_id == network_id, *of_workspace)
    known = found.where(p.organisation_id.is_not(None)).order_by(p.id).limit(1)
    organisation: UUID | None = connection.execute(known).scalar_one_or_none()
    return None if organisation is None else OrganisationId(organisation)


def _workspace_name(connection: Connection, place: PlaceFound, key: PlaceKey) -> str:
    """Not every platform tells a workspace's name: then the place's own stands for it."""
    w = _workspace.c
    own = (w.platform == key.platform, w.tenant == key.tenant)
    name = connection.execute(select(w.name).where(*own)).scalar_one_or_none() or ""
    return place.name if name in ("", key.tenant) else str(name)
