"""A network of three organisations and four stakeholder groups, and the people of one circle in it."""

from typing import Final
from uuid import UUID

from decisions.ids import CircleId, GroupId, MemberId, NetworkId, OrganisationId, RemarkId, RoundId
from decisions.rounds.round import RosterSeat

NETWORK: Final = NetworkId(UUID(int=1))
CIRCLE: Final = CircleId(UUID(int=2))
ROUND: Final = RoundId(UUID(int=3))

PARENTS: Final = GroupId(UUID(int=11))
PROVIDERS: Final = GroupId(UUID(int=12))
FUNDERS: Final = GroupId(UUID(int=13))
SCHOOLS: Final = GroupId(UUID(int=14))
GROUPS: Final = (PARENTS, PROVIDERS, FUNDERS, SCHOOLS)

CLINIC: Final = OrganisationId(UUID(int=21))
AGENCY: Final = OrganisationId(UUID(int=22))
DISTRICT: Final = OrganisationId(UUID(int=23))

ANA: Final = MemberId(UUID(int=31))
"""Proposes, unless a test says otherwise."""
BO: Final = MemberId(UUID(int=32))
"""Facilitates."""
CY: Final = MemberId(UUID(int=33))
"""Sees problems."""
DI: Final = MemberId(UUID(int=34))
EVA: Final = MemberId(UUID(int=35))
FLO: Final = MemberId(UUID(int=36))
GUS: Final = MemberId(UUID(int=37))
"""Of no circle until he joins."""
HAL: Final = MemberId(UUID(int=38))
"""An outsider."""

SEATS: Final[dict[MemberId, RosterSeat]] = {
    ANA: RosterSeat(ANA, PROVIDERS, CLINIC),
    BO: RosterSeat(BO, FUNDERS, AGENCY),
    CY: RosterSeat(CY, PARENTS, DISTRICT),
    DI: RosterSeat(DI, PARENTS, CLINIC),
    EVA: RosterSeat(EVA, SCHOOLS, DISTRICT),
    FLO: RosterSeat(FLO, PROVIDERS, AGENCY),
    GUS: RosterSeat(GUS, PARENTS, AGENCY),
}
EVERYONE: Final = (ANA, BO, CY, DI, EVA, FLO)
"""The circle, who has sat there longest first."""
CROWD: Final = tuple(MemberId(UUID(int=50 + number)) for number in range(10))
"""With these the circle is a large one."""
SEATS.update((member, RosterSeat(member, SCHOOLS, DISTRICT)) for member in CROWD)


def remark(number: int) -> RemarkId:
    return RemarkId(UUID(int=1_000 + number))
