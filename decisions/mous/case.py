"""What the rules of a memorandum look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from decisions.ids import MemberId, OrganisationId
from decisions.mous.mou import Mou, Party
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.workdays import local_day

_NO_NAMES: Final[Mapping[OrganisationId, str]] = MappingProxyType({})
_NONE_CALLED: Final[Mapping[str, OrganisationId]] = MappingProxyType({})
_OF_NONE: Final[Mapping[MemberId, frozenset[OrganisationId]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MouCase:
    """``mou`` is None until it is drafted. ``organisations``: what those are called that it or the command names, as far as they
    are of the network; ``of``: to which organisations those belong whom the command names as signatories, as far as they are
    active in the network. ``older``: the memorandum that it is to replace."""

    mou: Mou | None
    circle: Circle
    steers: bool = False
    """Whether ``by`` facilitates the circle or coordinates the network."""
    coordinates: bool = False
    organisations: Mapping[OrganisationId, str] = field(default_factory=lambda: _NO_NAMES)
    of: Mapping[MemberId, frozenset[OrganisationId]] = field(default_factory=lambda: _OF_NONE)
    older: Mou | None = None
    called: Mapping[str, OrganisationId] = field(default_factory=lambda: _NONE_CALLED)
    """The network's organisations that have a name the command gives a new one, by that name casefolded."""

    def known(self) -> Mou:
        """The memorandum. Raises ``Refusal`` where there is none."""
        if self.mou is None:
            raise Refusal(Reason.NOT_FOUND)
        return self.mou

    def party(self, organisation: OrganisationId) -> Party:
        """Raises ``Refusal`` where the organisation is no party."""
        party = self.known().party(organisation)
        if party is None:
            raise Refusal(Reason.NOT_FOUND)
        return party

    def must_write(self, member: MemberId) -> None:
        """Raises ``Refusal`` where they may not change what is written of it."""
        if not (self.steers or self.is_party(member) or member == self.known().made_by):
            raise Refusal(Reason.ONLY_PARTIES)

    def today(self, now: datetime) -> date:
        """In the circle's zone."""
        return local_day(now, self.circle.settings.zone)

    def name(self, organisation: OrganisationId) -> str:
        return self.organisations.get(organisation, "")

    def is_party(self, member: MemberId) -> bool:
        """Whether they sit in the circle for one of its parties, or sign for one."""
        mou = self.known()
        return member in mou.signatories or member in people_of(mou, self.circle)


def people_of(mou: Mou, circle: Circle) -> tuple[MemberId, ...]:
    """The parties' people in the circle, the longest there first: they are asked whether they agree, and hear of it."""
    return tuple(seat.member for seat in circle.seats if seat.organisation in mou.organisations)
