"""Who somebody is and where they are: accounts, places, invitations, and how often live pages have changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID
from zlib import crc32

from sqlalchemy import Connection, and_, exists, func, or_, select

from decisions.ids import (
    CircleId,
    GroupId,
    InvitationId,
    MemberId,
    NetworkId,
    OrganisationId,
    PlaceId,
    RoundId,
)
from decisions.people.people import Network
from decisions.rounds.round import FINAL, Stage
from storage.codec import SETTINGS, from_json
from storage.keys import LINK, WEB, AccountKey, PlaceKey
from storage.raw import AllRows, as_uuid
from storage.reading.names import name_of
from storage.tables import METADATA

_identity: Final = METADATA.tables["identity"]
_member: Final = METADATA.tables["member"]
_place: Final = METADATA.tables["place"]
_workspace: Final = METADATA.tables["workspace"]
_invitation: Final = METADATA.tables["invitation"]
_circle: Final = METADATA.tables["circle"]
_network: Final = METADATA.tables["network"]
_group: Final = METADATA.tables["stakeholder_group"]
_seat: Final = METADATA.tables["circle_seat"]
_stream: Final = METADATA.tables["stream"]
_round: Final = METADATA.tables["round"]

_accounts: Final = AllRows(
    (
        "identity.user_id",
        "member.network_id",
        "member.id",
        "member.name",
        "member.locale",
        "member.time_zone",
        "member.locale_chosen",
    ),
    "FROM identity JOIN member ON member.network_id = identity.network_id AND member.id = identity.member_id "
    "WHERE identity.platform = {p} AND identity.tenant = {p} AND identity.user_id {among} "
    "AND identity.revoked_at IS NULL AND member.active = {true}",
)
_places: Final = AllRows(
    ("conversation", "network_id"),
    "FROM place WHERE platform = {p} AND tenant = {p} AND conversation {among}",
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The member behind an account."""

    network_id: NetworkId
    member_id: MemberId
    name: str
    locale: str
    time_zone: str
    locale_chosen: bool = False


@dataclass(frozen=True, slots=True)
class PlaceFound:
    network_id: NetworkId
    place_id: PlaceId
    circle_id: CircleId | None
    name: str
    private: bool
    organisation_id: OrganisationId | None = None
    locale: str = ""
    """The language that is spoken there; empty while nobody knows."""


@dataclass(frozen=True, slots=True)
class InvitationFound:
    """An invitation, with what it says to whoever opens it. Whether it can still be used is for the rules to say."""

    network_id: NetworkId
    id: InvitationId
    circle_id: CircleId
    inviter: str
    circle: str
    network: str
    group_id: GroupId
    group: str
    locale: str
    time_zone: str
    name: str
    expires_at: datetime
    used: bool
    revoked: bool
    round_id: RoundId | None = None
    """Of a guest: the ballot into which it lets them, and nowhere else."""
    vote: str = ""
    """What that asks."""
    vote_is_open: bool = False


@dataclass(frozen=True, slots=True)
class LinkFound:
    """A personal link that is, or once was, ours."""

    network_id: NetworkId
    member_id: MemberId
    revoked: bool


class Comer(NamedTuple):
    """Who comes, where, what what they press is about, and through which workspace (an installation of Rondo) they come."""

    account: AccountKey
    place: PlaceKey | None = None
    about: UUID | None = None
    workspace: str = ""


def recognise(
    connection: Connection,
    account: AccountKey,
    place: PlaceKey | None = None,
    about: UUID | None = None,
    workspace: str = "",
) -> Recognised | None:
    """The active member behind an account. Of several networks the place decides; where that says nothing (a direct message),
    what it is ``about``: a round or another stream, or a network itself; else the network of the ``workspace``, which for people
    of another company is not their account's; else nobody is recognised, so that nothing is said in the wrong one."""
    comer = Comer(account, place, about, workspace)
    return recognise_all(connection, (comer,))[comer]


def recognise_all(connection: Connection, comers: Iterable[Comer]) -> Mapping[Comer, Recognised | None]:
    """The same for many at once, in as many statements as there are workspaces, not people."""
    each = set(comers)
    found = _members_behind(connection, {one.account for one in each})
    networks = _networks_of(connection, {one.place for one in each if one.place is not None})
    return {
        one: _chosen(connection, one, found.get(one.account, ()), networks.get(one.place)) for one in each
    }


def _chosen(
    connection: Connection, comer: Comer, found: Sequence[Recognised], here: NetworkId | None
) -> Recognised | None:
    if here is None and len(found) > 1:
        here = _network_about(connection, {one.network_id for one in found}, comer.about)
        here = here or _network_at_home(connection, comer, found)
    elif here is None:
        return found[0] if found else None
    return next((one for one in found if one.network_id == here), None)


def _network_at_home(connection: Connection, comer: Comer, found: Sequence[Recognised]) -> NetworkId | None:
    """The workspace's own; or the only one in which they sit in a circle, where they sit in none of the workspace's."""
    own = workspace_network(connection, comer.account.platform, comer.workspace or comer.account.tenant)
    s = _seat.c
    sits = {
        one.network_id
        for one in found
        if connection.execute(
            select(s.circle_id).where(s.network_id == one.network_id, s.member_id == one.member_id).limit(1)
        ).first()
    }
    return sits.pop() if len(sits) == 1 else own


def _network_about(
    connection: Connection, networks: Collection[NetworkId], about: UUID | None
) -> NetworkId | None:
    """Which of the networks it is, or is in."""
    if about is None or about in networks:
        return None if about is None else NetworkId(about)
    s = _stream.c
    found = select(s.network_id).where(s.network_id.in_(networks), s.id == about)
    return connection.execute(found).scalar_one_or_none()


def networks_beside(connection: Connection, network_id: UUID, member_id: UUID) -> tuple[Network, ...]:
    """The other networks in which the member's own accounts are known; but not one that a workspace has left behind, with
    neither a name of its own nor a circle."""
    others = _identity.alias("other")
    i, other, n, w = _identity.c, others.c, _network.c, _workspace.c
    unnamed = exists().where(w.network_id == n.id, w.tenant == n.name)
    in_use = or_(~unnamed, exists().where(_circle.c.network_id == n.id))
    same = and_(other.platform == i.platform, other.tenant == i.tenant, other.user_id == i.user_id)
    statement = (
        select(n.id, name_of(_network, n.id))
        .distinct()
        .select_from(_identity)
        .join(others, same)
        .join(_network, n.id == other.network_id)
        .where(
            i.network_id == network_id,
            i.member_id == member_id,
            other.network_id != network_id,
            other.revoked_at.is_(None),
            in_use,
        )
        .order_by("called", n.id)
    )
    return tuple(Network(row.id, row.called) for row in connection.execute(statement))


def _members_behind(
    connection: Connection, accounts: Iterable[AccountKey]
) -> Mapping[AccountKey, Sequence[Recognised]]:
    users = defaultdict[tuple[str, str], list[str]](list)
    for account in accounts:
        users[account.platform, account.tenant].append(account.user)
    found = defaultdict[AccountKey, list[Recognised]](list)
    for (platform, tenant), named in users.items():
        for user, network, member, name, locale, zone, chosen in _accounts(
            connection, platform, tenant, named
        ):
            who = (as_uuid(network), as_uuid(member), name, locale, zone)
            known = Recognised(*who, locale_chosen=bool(chosen))
            found[AccountKey(platform, tenant, user)].append(known)
    return found


def _networks_of(connection: Connection, places: Iterable[PlaceKey]) -> Mapping[PlaceKey | None, NetworkId]:
    conversations = defaultdict[tuple[str, str], list[str]](list)
    for place in places:
        conversations[place.platform, place.tenant].append(place.conversation)
    return {
        PlaceKey(platform, tenant, conversation): as_uuid(network)
        for (platform, tenant), named in conversations.items()
        for conversation, network in _places(connection, platform, tenant, named)
    }


def is_known(connection: Connection, account: AccountKey) -> bool:
    """Whether the account is, or was, a member's of any network."""
    i = _identity.c
    own = (i.platform == account.platform, i.tenant == account.tenant, i.user_id == account.user)
    return connection.execute(select(i.network_id).where(*own).limit(1)).first() is not None


def find_place(connection: Connection, key: PlaceKey) -> PlaceFound | None:
    p = _place.c
    row = connection.execute(
        select(
            p.network_id, p.id, p.circle_id, p.name, p.private, p.organisation_id, spoken_in(_place)
        ).where(p.platform == key.platform, p.tenant == key.tenant, p.conversation == key.conversation)
    ).one_or_none()
    return None if row is None else PlaceFound(*row)


def spoken_in(place: Any) -> Any:
    """The language of a place (a table or an alias of it), as a column: chosen for it, or that of most of its people."""
    return func.coalesce(func.nullif(place.c.locale, ""), place.c.peoples_locale)


def workspace_network(connection: Connection, platform: str, tenant: str) -> NetworkId | None:
    w = _workspace.c
    found = select(w.network_id).where(w.platform == platform, w.tenant == tenant)
    return connection.execute(found).scalar_one_or_none()


def find_invitation(connection: Connection, digest: str) -> InvitationFound | None:
    """The invitation whose secret has this digest, whatever has become of it. Only reads."""
    i = _invitation.c
    statement = (
        select(
            _invitation,
            _member.c.name.label("inviter"),
            _circle.c.name.label("circle"),
            _circle.c.settings,
            name_of(_network, _network.c.id).label("network"),
            _network.c.locale,
            _group.c.name.label("group"),
            _round.c.title,
            _round.c.stage,
        )
        .outerjoin(_round, and_(_round.c.network_id == i.network_id, _round.c.id == i.round_id))
        .join(_member, and_(_member.c.network_id == i.network_id, _member.c.id == i.invited_by))
        .join(_circle, and_(_circle.c.network_id == i.network_id, _circle.c.id == i.circle_id))
        .join(_network, _network.c.id == i.network_id)
        .join(_group, and_(_group.c.network_id == i.network_id, _group.c.id == i.group_id))
        .where(i.digest == digest)
    )
    row = connection.execute(statement).one_or_none()
    return None if row is None else _invitation_from(row)


def _invitation_from(row: Any) -> InvitationFound:
    return InvitationFound(
        network_id=row.network_id,
        id=row.id,
        circle_id=row.circle_id,
        inviter=row.inviter,
        circle=row.circle,
        network=row.network,
        group_id=row.group_id,
        group=row.group,
        locale=row.locale,
        time_zone=from_json(SETTINGS, row.settings).zone,
        name=row.name,
        expires_at=row.expires_at,
        used=row.used_by is not None,
        revoked=row.revoked_at is not None,
        round_id=row.round_id,
        vote=row.title or "",
        vote_is_open=row.stage is Stage.VOTING,
    )


def find_link(connection: Connection, digest: str) -> LinkFound | None:
    i = _identity.c
    row = connection.execute(
        select(i.network_id, i.member_id, i.revoked_at).where(
            i.platform == WEB, i.tenant == LINK, i.user_id == digest
        )
    ).one_or_none()
    return None if row is None else LinkFound(row.network_id, row.member_id, row.revoked_at is not None)


def versions(connection: Connection, names: Iterable[str]) -> Mapping[str, int]:
    """A number that is another one whenever one of these has changed: ``round:<id>``, ``circle:<id>``, ... A circle changes
    with the stages of its open rounds too, not with each answer. What is not there is left out."""
    by_id = {id: name for name in names if (id := _id_in(name)) is not None}
    if not by_id:
        return {}
    s = _stream.c
    found = connection.execute(select(s.network_id, s.id, s.revision).where(s.id.in_(list(by_id)))).all()
    circles = [(row.network_id, row.id) for row in found if by_id[row.id].startswith("circle:")]
    rounds = _open_rounds(connection, circles)
    return {
        by_id[row.id]: row.revision << 32 | crc32(repr(rounds.get(row.id, ())).encode())
        if (row.network_id, row.id) in circles
        else row.revision
        for row in found
    }


def _open_rounds(
    connection: Connection, circles: list[tuple[UUID, UUID]]
) -> dict[UUID, list[tuple[Any, ...]]]:
    """Where the open rounds of these circles stand; drafts are their authors' own."""
    if not circles:
        return {}
    r = _round.c
    shown = r.stage.not_in((*FINAL, Stage.DRAFT))
    here = and_(r.network_id.in_({each for each, _ in circles}), r.circle_id.in_([id for _, id in circles]))
    statement = select(r.circle_id, r.id, r.stage, r.pass_no).where(here, shown)
    found: dict[UUID, list[tuple[Any, ...]]] = {}
    for row in connection.execute(statement.order_by(r.id)):
        found.setdefault(row.circle_id, []).append((str(row.id), str(row.stage), row.pass_no))
    return found


def _id_in(name: str) -> UUID | None:
    try:
        return UUID(name.partition(":")[2])
    except ValueError:
        return None
