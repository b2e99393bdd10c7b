"""Meeting people: whom a platform tells of becomes a member, or is brought up to date, in the writer's transaction.

await writer.run(lambda unit: meet(unit, ...))
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import and_, delete, insert, select, update
from uuid_utils.compat import uuid7

from decisions.ids import CircleId, GroupId, MemberId, NetworkId, OrganisationId
from decisions.people.commands import SeatMember, UnseatMember
from decisions.people.events import CoordinatorNamed, MemberMet
from decisions.people.people import CircleSeat, Member
from storage.bulk import Upsert
from storage.keys import AccountKey, PlaceKey
from storage.places import keep_language, people_read
from storage.postings import try_again_in
from storage.reading.parts import circles_of
from storage.reading.people import find_place, workspace_network
from storage.streams.circle_stream import CircleStream
from storage.streams.links import link_need
from storage.streams.meeting_places import only_through_places
from storage.streams.member_stream import MemberStream, member_from
from storage.tables import METADATA
from storage.unit import Unit

_network: Final = METADATA.tables["network"]
_workspace: Final = METADATA.tables["workspace"]
_organisation: Final = METADATA.tables["organisation"]
_group: Final = METADATA.tables["stakeholder_group"]
_member: Final = METADATA.tables["member"]
_identity: Final = METADATA.tables["identity"]
_place: Final = METADATA.tables["place"]
_person: Final = METADATA.tables["place_person"]
_put_identities: Final = Upsert(
    _identity, ("network_id", "platform", "tenant", "user_id", "member_id", "made_at", "informs")
)
_put_persons: Final = Upsert(_person, ("network_id", "place_id", "member_id", "since"))


@dataclass(frozen=True, slots=True)
class PersonSeen:
    """Somebody, as a platform tells of them. What is empty is not known, and changes nothing."""

    account: AccountKey
    name: str
    locale: str = ""
    time_zone: str = ""
    active: bool = True
    """False: the account has been closed. Being seen again opens it."""
    brings_rondo: bool = False
    """Installed Rondo, or invited it: the first coordinator of their workspace's own network, while it has none."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """With what a new network begins: words of the network's language, so they are handed in."""

    name: str
    locale: str = "en"
    groups: tuple[str, ...] = ("members",)
    """Its stakeholder groups; newcomers are in the first."""


@dataclass(frozen=True, slots=True)
class Met:
    """Who they are now; ``seated`` and ``left`` are those who came into the place's circle by it, or left it."""

    network_id: NetworkId
    members: Mapping[AccountKey, MemberId]
    seated: tuple[MemberId, ...] = ()
    left: tuple[MemberId, ...] = ()


def meet(
    unit: Unit,
    workspace: tuple[str, str],
    people: Sequence[PersonSeen],
    *,
    beginning: Beginning,
    place: PlaceKey | None = None,
    place_name: str = "",
    private: bool | None = None,
    complete: bool = False,
    began: datetime | None = None,
) -> Met:
    """People seen in a place, or in a ``workspace`` (platform, tenant). ``complete``: whoever is missing has left the place,
    but who came after the reading ``began``.

    The workspace's network is made when it is not there. In a circle's place, who comes sits in the circle from now on, and
    who leaves its last place leaves the circle, unless they sit there by another way. For more than a few hundred new
    people: call it with parts first, and with all of them and ``complete`` at the end."""
    network_id = _network_for(unit, workspace, place, beginning)
    members = _members(unit, network_id, [person for person in people if person.active], place)
    _close(unit, network_id, [person.account for person in people if not person.active])
    if network_id == workspace_network(unit.connection, *workspace):
        bringing = [person.account for person in people if person.active and person.brings_rondo]
        _name_coordinator(unit, network_id, [members[account] for account in bringing])
    if place is None:
        _tell_other_networks(unit, network_id, people)
        return Met(network_id, members)
    place_id, circle_id = _place_for(unit, network_id, place, place_name, private)
    began = began or unit.now
    came, went = _present(unit, network_id, place_id, set(members.values()), began if complete else None)
    keep_language(unit, network_id, place_id)
    if complete:
        people_read(unit.connection, network_id, place_id, began)
        try_again_in(unit.connection, network_id, place_id, unit.now)
    if circle_id is None:
        return Met(network_id, members)
    seated = seat_those_who_came(unit, network_id, circle_id, came)
    return Met(network_id, members, seated, _unseat(unit, network_id, circle_id, went))


def see(unit: Unit, network_id: UUID, accounts: Iterable[AccountKey]) -> None:
    """These accounts have just acted: their members are asked there from now on."""
    i = _identity.c
    users = defaultdict[tuple[str, str], list[str]](list)
    for account in accounts:
        users[account.platform, account.tenant].append(account.user)
    for (platform, tenant), named in users.items():
        own = (i.network_id == network_id, i.platform == platform, i.tenant == tenant, i.user_id.in_(named))
        unit.connection.execute(update(_identity).where(*own).values(seen_at=unit.now))


@dataclass(frozen=True, slots=True)
class Known:
    """The member behind an account, inactive if the account has been closed; and whether the account's news are taken."""

    member: Member
    informs: bool


# --- the network ----------------------------------------------------------------------------------------------


def _network_for(
    unit: Unit, workspace: tuple[str, str], place: PlaceKey | None, beginning: Beginning
) -> NetworkId:
    if place is not None and (known := find_place(unit.connection, place)) is not None:
        return known.network_id
    return workspace_network(unit.connection, *workspace) or make_network(unit, beginning, workspace)


def make_network(unit: Unit, beginning: Beginning, workspace: tuple[str, str] | None = None) -> NetworkId:
    """A network with one organisation of the same name, its groups, and the workspace in it."""
    id = NetworkId(uuid7())
    unit.connection.execute(
        insert(_network).values(
            id=id, name=beginning.name, locale=beginning.locale, holidays="[]", last_ref=0
        )
    )
    first = {"network_id": id, "id": uuid7(), "name": beginning.name, "is_default": True}
    unit.connection.execute(insert(_organisation), [first])
    groups = [
        {"network_id": id, "id": uuid7(), "name": name, "is_default": n == 0, "position": n}
        for n, name in enumerate(beginning.groups)
    ]
    unit.connection.execute(insert(_group), groups)
    if workspace is not None:
        platform, tenant = workspace
        unit.connection.execute(
            insert(_workspace).values(network_id=id, platform=platform, tenant=tenant, name=beginning.name)
        )
    return id


def default_capacity(unit: Unit, network_id: UUID) -> tuple[GroupId, OrganisationId]:
    """The group and the organisation in which newcomers are."""
    found = [
        unit.connection.execute(
            select(table.c.id)
            .where(table.c.network_id == network_id)
            .order_by(table.c.is_default.desc(), table.c.id)
            .limit(1)
        ).scalar_one()
        for table in (_group, _organisation)
    ]
    return GroupId(found[0]), OrganisationId(found[1])


# --- members --------------------------------------------------------------------------------------------------


def _members(
    unit: Unit, network_id: NetworkId, people: Sequence[PersonSeen], place: PlaceKey | None = None
) -> dict[AccountKey, MemberId]:
    """Each person's member; those who are new or have changed are recorded. Who is new belongs to the place's organisation."""
    seen = {person.account: person for person in people}
    known = _known(unit, network_id, seen)
    there = find_place(unit.connection, place) if place is not None else None
    organisation = there.organisation_id if there is not None else None
    organisation = organisation or default_capacity(unit, network_id)[1]
    news: dict[AccountKey, MemberMet] = {}
    for account, person in seen.items():
        before = known.get(account)
        news_of = _met(person, before, organisation, unit)
        if news_of is not None:
            news[account] = news_of
    unit.lock((network_id, one.member) for one in news.values())
    for one in news.values():
        stream = unit.find_or_begin(MemberStream, network_id, one.member)
        if stream is not None:
            stream.record((one,))
    fresh = [(network_id, *account, one.member, unit.now, True) for account, one in news.items()]
    _put_identities(unit.connection, fresh)
    _revoke(unit, network_id, [account for account in news if account in known], None)
    return {
        account: news[account].member if account in news else known[account].member.id for account in seen
    }


def _tell_other_networks(unit: Unit, network_id: NetworkId, people: Sequence[PersonSeen]) -> None:
    """News of somebody, wherever their account is known: a place's network need not be its workspace's."""
    i = _identity.c
    known = defaultdict[NetworkId, list[PersonSeen]](list)
    for person in people:
        platform, tenant, user = person.account
        own = (i.platform == platform, i.tenant == tenant, i.user_id == user, i.network_id != network_id)
        for other in unit.connection.execute(select(i.network_id).where(*own)).scalars():
            known[NetworkId(other)].append(person)
    for other in sorted(known):
        _members(unit, other, [person for person in known[other] if person.active])
        _close(unit, other, [person.account for person in known[other] if not person.active])


def _known(unit: Unit, network_id: UUID, accounts: Iterable[AccountKey]) -> dict[AccountKey, Known]:
    """The members behind these accounts, a statement for each workspace."""
    by_tenant: dict[tuple[str, str], list[str]] = {}
    for account in accounts:
        by_tenant.setdefault((account.platform, account.tenant), []).append(account.user)
    found: dict[AccountKey, Known] = {}
    i, m = _identity.c, _member.c
    for (platform, tenant), users in by_tenant.items():
        statement = (
            select(_member, i.user_id, i.revoked_at, i.informs)
            .join(_identity, and_(i.network_id == m.network_id, i.member_id == m.id))
            .where(i.network_id == network_id, i.platform == platform, i.tenant == tenant)
            .where(i.user_id.in_(users))
        )
        for row in unit.connection.execute(statement):
            active = row.active and row.revoked_at is None
            known = Known(replace(member_from(row), active=active), row.informs)
            found[AccountKey(platform, tenant, row.user_id)] = known
    return found


def _name_coordinator(unit: Unit, network_id: NetworkId, members: Sequence[MemberId]) -> None:
    m = _member.c
    there = select(m.id).where(m.network_id == network_id, m.is_coordinator.is_(True), m.active.is_(True))
    if not members or unit.connection.execute(there.limit(1)).first() is not None:
        return
    stream = unit.find_or_begin(MemberStream, network_id, members[0])
    if stream is not None:
        stream.record((CoordinatorNamed(member=members[0], at=unit.now),))


def _close(unit: Unit, network_id: NetworkId, accounts: Sequence[AccountKey]) -> None:
    """These accounts are no more. Whoever has no other on a chat platform is inactive, and leaves their places and circles."""
    known = _known(unit, network_id, accounts) if accounts else {}
    _revoke(unit, network_id, list(known), unit.now)
    members = (each.member for each in known.values())
    for member in {member.id: member for member in members if member.active}.values():
        need = link_need(unit.connection, network_id, member.id)
        if need is None or not need.by_link_only:
            continue
        stream = unit.find_or_begin(MemberStream, network_id, member.id)
        if stream is None:
            continue
        stream.record((_gone(member, unit),))
        own = (_person.c.network_id == network_id, _person.c.member_id == member.id)
        unit.connection.execute(delete(_person).where(*own))
        for circle_id in sorted(circles_of(unit.connection, network_id, member.id)):
            _leave(unit, network_id, CircleId(circle_id), member.id)


def _gone(member: Member, unit: Unit) -> MemberMet:
    return MemberMet(
        member=member.id,
        organisation=member.organisation,
        locale=member.locale,
        time_zone=member.time_zone,
        active=False,
        name=member.name,
        at=unit.now,
    )


def _leave(unit: Unit, network_id: NetworkId, circle_id: CircleId, member: MemberId) -> None:
    circle = unit.find(CircleStream, network_id, circle_id)
    if circle is not None:
        leaving = UnseatMember(network_id=network_id, by=member, circle_id=circle_id, member=member)
        circle.handle(leaving)


def _revoke(unit: Unit, network_id: UUID, accounts: Iterable[AccountKey], at: datetime | None) -> None:
    """``at`` is None to open them again."""
    i = _identity.c
    for account in accounts:
        own = (i.platform == account.platform, i.tenant == account.tenant, i.user_id == account.user)
        changes = update(_identity).where(i.network_id == network_id, *own).values(revoked_at=at)
        unit.connection.execute(changes)


def _met(
    person: PersonSeen, known: Known | None, organisation: OrganisationId, unit: Unit
) -> MemberMet | None:
    """News of somebody; None when nothing about them has changed."""
    before = known.member if known else None
    if known is not None and not known.informs:
        person = replace(person, name="", locale="", time_zone="")
    if before is not None and before.locale_chosen:
        person = replace(person, locale="")
    name = " ".join(person.name.split()) or (before.name if before else person.account.user)
    locale = person.locale or (before.locale if before else "")
    zone = person.time_zone or (before.time_zone if before else "UTC")
    if (
        before is not None
        and before.active
        and (before.name, before.locale, before.time_zone) == (name, locale, zone)
    ):
        return None
    return MemberMet(
        member=before.id if before else MemberId(uuid7()),
        organisation=before.organisation if before else organisation,
        locale=locale,
        time_zone=zone,
        active=True,
        name=name,
        account=":".join(person.account),
        at=unit.now,
    )


# --- places ---------------------------------------------------------------------------------------------------


def _place_for(
    unit: Unit, network_id: NetworkId, key: PlaceKey, name: str, private: bool | None
) -> tuple[UUID, CircleId | None]:
    known = find_place(unit.connection, key)
    if known is None:
        id = uuid7()
        unit.connection.execute(
            insert(_place).values(
                network_id=network_id,
                id=id,
                platform=key.platform,
                tenant=key.tenant,
                conversation=key.conversation,
                name=name,
                private=bool(private),
            )
        )
        return id, None
    private = known.private if private is None else private
    if (known.name, known.private) != (name or known.name, private):
        own = (_place.c.network_id == network_id, _place.c.id == known.place_id)
        changes = {"name": name or known.name, "private": private}
        unit.connection.execute(update(_place).where(*own).values(**changes))
    return known.place_id, known.circle_id


def _present(
    unit: Unit, network_id: UUID, place_id: UUID, here: set[MemberId], all_since: datetime | None
) -> tuple[set[MemberId], set[MemberId]]:
    """Bring up to date who is in the place; who came and who went. ``all_since``: these are all, as they were then.
    A platform that names nobody at all has not answered: nobody is taken for gone by it."""
    p = _person.c
    in_place = (p.network_id == network_id, p.place_id == place_id)
    rows = unit.connection.execute(select(p.member_id, p.since).where(*in_place))
    before = {row.member_id: row.since for row in rows}
    came, went = here - before.keys(), set[MemberId]()
    if all_since is not None and here:
        went = {member for member in before.keys() - here if before[member] <= all_since}
    _put_persons(unit.connection, [(network_id, place_id, member, unit.now) for member in sorted(came)])
    if went:
        unit.connection.execute(delete(_person).where(*in_place, p.member_id.in_(went)))
    return came, went


def seat_those_who_came(
    unit: Unit, network_id: NetworkId, circle_id: CircleId, came: set[MemberId]
) -> tuple[MemberId, ...]:
    """Those of them who do not sit in the circle do so from now on, through the place; who they are."""
    circle = unit.find(CircleStream, network_id, circle_id)
    if circle is None or circle.state is None:
        return ()
    sit = {seat.member for seat in circle.state.seats}
    group, default = default_capacity(unit, network_id)
    homes = _organisations(unit, network_id, came)
    seated = tuple(sorted(came - sit))
    for member in seated:
        seat = CircleSeat(member, group, homes.get(member) or default)
        circle.handle(SeatMember(network_id=network_id, by=member, circle_id=circle_id, seat=seat))
    if seated:
        circle.reckon_turns(seated[0])
    return seated


def _unseat(
    unit: Unit, network_id: NetworkId, circle_id: CircleId, went: set[MemberId]
) -> tuple[MemberId, ...]:
    circle = unit.find(CircleStream, network_id, circle_id) if went else None
    leave = tuple(sorted(only_through_places(circle, went))) if circle is not None else ()
    for member in leave:
        _leave(unit, network_id, circle_id, member)
    return leave


def _organisations(unit: Unit, network_id: UUID, members: set[MemberId]) -> dict[MemberId, OrganisationId]:
    m = _member.c
    found = select(m.id, m.organisation_id).where(m.network_id == network_id, m.id.in_(members))
    return {id: organisation for id, organisation in unit.connection.execute(found) if organisation}
