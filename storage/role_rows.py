"""What the tables know beyond one role: who holds and has held which, and whether people are being selected."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, func, select

from decisions.ids import MemberId, RoleId
from decisions.people.people import Circle
from decisions.roles.role import Role
from decisions.rounds.round import FINAL
from storage.tables import METADATA

_round: Final = METADATA.tables["round"]
_term: Final = METADATA.tables["role_term"]
_role: Final = METADATA.tables["role"]
_seat: Final = METADATA.tables["circle_seat"]


def held_before(
    connection: Connection, circle: Circle, roles: Collection[RoleId]
) -> Mapping[MemberId, frozenset[RoleId]]:
    """Which of these roles those of the circle hold or have held; whom it does not name, none."""
    found: dict[MemberId, set[RoleId]] = defaultdict(set)
    if roles:
        t = _term.c
        terms = select(t.member_id, t.role_id).distinct().where(*_of(circle), t.role_id.in_(list(roles)))
        for member, role in connection.execute(terms):
            found[member].add(role)
    return {member: frozenset(theirs) for member, theirs in found.items()}


def roles_held(connection: Connection, circle: Circle, *, without: UUID) -> Mapping[MemberId, int]:
    """How many roles those of the circle hold now, in all circles, ``without`` one of them; whom it does not name, none."""
    t = _term.c
    now = (t.ended_at.is_(None), t.role_id != without)
    counted = select(t.member_id, func.count()).where(*_of(circle), *now).group_by(t.member_id)
    return {MemberId(member): many for member, many in connection.execute(counted)}


def roles_made(connection: Connection, circle: Circle) -> int:
    """How many roles the circle has made, ended ones too."""
    r = _role.c
    own = (r.network_id == circle.network_id, r.circle_id == circle.id)
    return connection.execute(select(func.count()).select_from(_role).where(*own)).scalar_one()


def is_selecting(connection: Connection, role: Role) -> bool:
    """Whether the newest round in which people are selected for it is open still."""
    r = _round.c
    one = select(r.stage).where(r.network_id == role.network_id, r.id == role.selection)
    stage = connection.execute(one).scalar_one_or_none()
    return stage is not None and stage not in FINAL


def _of(circle: Circle) -> tuple[Any, ...]:
    s = _seat.c
    here = select(s.member_id).where(s.network_id == circle.network_id, s.circle_id == circle.id)
    return _term.c.network_id == circle.network_id, _term.c.member_id.in_(here)
