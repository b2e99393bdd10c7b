"""Who belongs: for whom people speak in a circle, and to which organisation they belong."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from decisions.ids import CircleId, GroupId, MemberId, NetworkId, OrganisationId
from decisions.people.commands import ArrangeSeats
from decisions.people.engine import CircleCase, decide
from decisions.people.events import MemberSeated, OrganisationNamed
from decisions.people.people import Circle, CircleSeat
from decisions.rounds.settings import Settings

ANA, BO = MemberId(UUID(int=1)), MemberId(UUID(int=2))
PARENTS, SCHOOLS = GroupId(UUID(int=3)), GroupId(UUID(int=4))
CLINIC, NEW = OrganisationId(UUID(int=5)), OrganisationId(UUID(int=6))
NETWORK, CIRCLE = NetworkId(UUID(int=7)), CircleId(UUID(int=8))
SEATS = (CircleSeat(ANA, PARENTS, CLINIC), CircleSeat(BO, SCHOOLS, CLINIC))


def arranged(**fields: Any) -> tuple[Any, ...]:
    circle = Circle(CIRCLE, NETWORK, "Hours", ANA, Settings(), SEATS)
    usual: dict[str, Any] = {"members": (ANA, BO), "group": None, "organisation": None}
    command = ArrangeSeats(network_id=NETWORK, by=ANA, circle_id=CIRCLE, **{**usual, **fields})
    return decide(CircleCase(circle), command, datetime(2026, 3, 4, tzinfo=UTC))


def seats(events: tuple[Any, ...]) -> list[CircleSeat]:
    return [event.seat for event in events if isinstance(event, MemberSeated)]


def test_what_is_not_said_stays_as_each_has_it() -> None:
    named, *events = arranged(organisation=NEW, organisation_name="Harbour Clinic")
    assert isinstance(named, OrganisationNamed)
    assert seats(tuple(events)) == [CircleSeat(ANA, PARENTS, NEW), CircleSeat(BO, SCHOOLS, NEW)]
    assert seats(arranged(group=SCHOOLS)) == [CircleSeat(ANA, SCHOOLS, CLINIC)]
    assert arranged() == ()
