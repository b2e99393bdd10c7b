"""Who coordinates names another; where nobody does, whoever facilitates a circle of theirs."""

from datetime import UTC, datetime

import pytest

from decisions.people.commands import NameCoordinator
from decisions.people.engine import CircleCase, decide
from decisions.people.events import CoordinatorNamed
from decisions.refusals import Reason, Refusal
from tests.decisions.people import ANA, BO, NETWORK

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
NAMING = NameCoordinator(network_id=NETWORK, by=BO, member=ANA)
NAMED = (CoordinatorNamed(member=ANA, by=BO, at=NOW),)


def test_a_coordinator_names_another() -> None:
    assert decide(CircleCase(None, is_coordinator=True), NAMING, NOW) == NAMED
    assert decide(CircleCase(None, is_coordinator=True, coordinates=True), NAMING, NOW) == ()


def test_where_nobody_coordinates_whoever_facilitates_their_circle_does() -> None:
    assert decide(CircleCase(None, nobody_coordinates=True, shares_circle=True), NAMING, NOW) == NAMED


@pytest.mark.parametrize(
    "case",
    [CircleCase(None), CircleCase(None, shares_circle=True), CircleCase(None, nobody_coordinates=True)],
)
def test_nobody_else_does(case: CircleCase) -> None:
    with pytest.raises(Refusal) as no:
        decide(case, NAMING, NOW)
    assert no.value.reason is Reason.ONLY_COORDINATOR
