"""What one reader may see of a circle's roles, as storage reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from decisions.ids import GroupId, MemberId, RoleId
from decisions.people.people import Circle, Group, Member
from decisions.roles.fairness.choosing import Unmet
from decisions.roles.role import How, Role, WhyLeft


@dataclass(frozen=True, slots=True)
class ComingTurn:
    """Who takes a turn, if nobody comes, goes or refuses. Of the turn that people have been asked for, who has been asked."""

    number: int
    begins_at: datetime
    ends_at: datetime
    members: tuple[MemberId, ...]
    vacant: int = 0
    unmet: tuple[Unmet, ...] = ()


@dataclass(frozen=True, slots=True)
class PastTerm:
    number: int
    member: MemberId
    how: How
    since: datetime
    ended_at: datetime
    why: WhyLeft


@dataclass(frozen=True, slots=True)
class CircleRolesRecord:
    """All roles of a circle that have not ended. ``people``: everybody whom they name, the reader included."""

    reader: Member
    circle: Circle
    roles: tuple[Role, ...]
    people: Mapping[MemberId, Member]
    steers: bool = False
    """The reader may make, change and end roles."""


@dataclass(frozen=True, slots=True)
class RoleRecord:
    """``people``: everybody in the circle and whoever else is named; ``groups``: the network's; ``roles``: the names of
    the circle's roles, for rules that speak of another one.

    ``order``: the coming turn and those after it; ``history``: the terms that have ended, the newest first; ``own_terms``: the
    numbers of those that are or were the reader's."""

    reader: Member
    circle: Circle
    role: Role
    people: Mapping[MemberId, Member]
    groups: Mapping[GroupId, Group]
    roles: Mapping[RoleId, str]
    order: tuple[ComingTurn, ...] = ()
    history: tuple[PastTerm, ...] = ()
    own_terms: frozenset[int] = frozenset()
    steers: bool = False
    feed: str = ""
    """The address of the circle's calendar of turns, where there is one for the reader."""


@dataclass(frozen=True, slots=True)
class OwnRole:
    """A role that the reader holds, or is asked to hold: for the home screen."""

    role: Role
    circle: Circle
