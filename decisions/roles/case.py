"""What the rules of a role look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from decisions.ids import MemberId, RoleId
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.roles.role import Filling, Role

_NOBODY: Final[Mapping[MemberId, frozenset[RoleId]]] = MappingProxyType({})
_NOTHING: Final[Mapping[MemberId, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class RoleCase:
    """``role`` is None until it is made; ``steers`` says whether ``by`` is the circle's facilitator or the network's coordinator.
    ``held``: which roles those of the circle have held before; ``load``: how many other roles they hold now, in all circles."""

    role: Role | None
    circle: Circle
    steers: bool = False
    held: Mapping[MemberId, frozenset[RoleId]] = field(default_factory=lambda: _NOBODY)
    load: Mapping[MemberId, int] = field(default_factory=lambda: _NOTHING)
    own_terms: frozenset[int] = frozenset()
    """The numbers of the terms that ``by`` has or had in the role."""
    made_before: int = 0
    """How many roles the circle has made before this one, ended ones too; only where it is yet to be made."""

    @property
    def zone(self) -> str:
        return self.circle.settings.zone

    def chosen_by_consent(self, role: Role) -> bool:
        """The circle alone says who holds it; where it only recommends, whoever steers asks them."""
        return role.filling is Filling.SELECTION and not self.circle.settings.recommends

    def known(self) -> Role:
        """The role. Raises ``Refusal`` where there is none."""
        if self.role is None:
            raise Refusal(Reason.NOT_FOUND)
        return self.role

    def sits_here(self, member: MemberId) -> bool:
        return self.circle.seat(member) is not None
