"""How evenly the turns of roles have been shared, for whoever keeps the network to look at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, and_, select

from decisions.ids import GroupId, MemberId
from decisions.roles.fairness.report import Fairness, fairness
from storage.streams.role_stream import role_from
from storage.tables import METADATA

_network: Final = METADATA.tables["network"]
_circle: Final = METADATA.tables["circle"]
_role: Final = METADATA.tables["role"]
_member: Final = METADATA.tables["member"]
_group: Final = METADATA.tables["stakeholder_group"]


@dataclass(frozen=True, slots=True)
class RolesFairness:
    """Of one role that passes around, with what things are called in it. ``turns``: how many have begun."""

    network: str
    circle: str
    role: str
    turns: int
    fairness: Fairness
    members: Mapping[MemberId, str]
    groups: Mapping[GroupId, str]


def fairness_of_roles(
    connection: Connection, network: str = "", circle: str = "", role: str = ""
) -> Iterator[RolesFairness]:
    """Of each role that passes around, in the order of names; where a name is given, of those that are called so, however it is
    capitalised."""
    n, c, r = _network.c, _circle.c, _role.c
    rows = connection.execute(
        select(_role, n.name.label("network"), c.name.label("circle"))
        .join(_network, n.id == r.network_id)
        .join(_circle, and_(c.network_id == r.network_id, c.id == r.circle_id))
        .where(r.ended.is_(False))
        .order_by(n.name, c.name, r.name, r.id)
    ).all()
    wanted = [
        row
        for row in rows
        if _is_called(row.network, network) and _is_called(row.circle, circle) and _is_called(row.name, role)
    ]
    for row in wanted:
        rota = role_from(row).rota
        if rota is None:
            continue
        found = fairness(rota.standings)
        yield RolesFairness(
            row.network,
            row.circle,
            row.name,
            rota.coming.number - 1,
            found,
            _members(connection, row.network_id, {one.member for one in found.people}),
            _groups(connection, row.network_id),
        )


def _is_called(name: str, wanted: str) -> bool:
    return not wanted or name.casefold() == wanted.strip().casefold()


def _members(connection: Connection, network_id: UUID, ids: set[MemberId]) -> dict[MemberId, str]:
    m = _member.c
    found = select(m.id, m.name).where(m.network_id == network_id, m.id.in_(ids))
    return {MemberId(row.id): row.name for row in connection.execute(found)} if ids else {}


def _groups(connection: Connection, network_id: UUID) -> dict[GroupId, str]:
    g = _group.c
    found = select(g.id, g.name).where(g.network_id == network_id)
    return {GroupId(row.id): row.name for row in connection.execute(found)}
