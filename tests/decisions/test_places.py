"""Where a circle meets: who may connect it with another place, by which code, and who may end that."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from decisions.events import Event
from decisions.ids import CircleId, PlaceId
from decisions.people import places as p
from decisions.people.codes import Code, CodePurpose
from decisions.people.engine import evolve
from decisions.people.people import Circle, CircleSeat
from decisions.refusals import Reason, Refusal
from decisions.rounds.settings import Settings
from tests.decisions.people import AGENCY, ANA, BO, CIRCLE, HAL, NETWORK, PARENTS

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
HERE, THERE = PlaceId(UUID(int=71)), PlaceId(UUID(int=72))
SEATS = tuple(CircleSeat(member, PARENTS, AGENCY) for member in (ANA, BO))
STEERING = Circle(CIRCLE, NETWORK, "Steering", BO, Settings(), SEATS, frozenset((HERE,)))
CODE = Code(NETWORK, CodePurpose.PLACE, "d" * 64, BO, NOW + p.CODE_LASTS, CIRCLE)
CASE = p.PlaceCase(STEERING, code=CODE)
TO: dict[str, Any] = {"network_id": NETWORK, "circle_id": CIRCLE}


def refused(case: p.PlaceCase, command: Any, now: datetime = NOW) -> Reason:
    with pytest.raises(Refusal) as no:
        p.decide(case, command, now)
    return no.value.reason


def after(events: tuple[Event, ...]) -> Circle:
    circle: Circle | None = STEERING
    for event in events:
        circle = evolve(circle, event)
    assert circle is not None
    return circle


def test_a_code_to_meet_elsewhere_too_lasts_three_days() -> None:
    (offered,) = p.decide(CASE, p.OfferPlace(**TO, by=BO, digest=CODE.digest), NOW)
    assert isinstance(offered, p.PlaceOffered)
    assert offered.expires_at - NOW == timedelta(days=3)


OF_THOSE_WHO_STEER: dict[str, Callable[[Any], Any]] = {
    "offer": lambda by: p.OfferPlace(**TO, by=by, digest="e" * 64),
    "leave": lambda by: p.LeavePlace(**TO, by=by, place_id=HERE),
    "language": lambda by: p.ChoosePlaceLanguage(**TO, by=by, place_id=HERE, locale="es"),
}


@pytest.mark.parametrize("what", OF_THOSE_WHO_STEER)
def test_only_who_may_change_the_circle_says_where_it_meets(what: str) -> None:
    command = OF_THOSE_WHO_STEER[what]
    assert refused(CASE, command(ANA)) is Reason.ONLY_FACILITATOR
    assert p.decide(CASE, command(BO), NOW)
    assert p.decide(replace(CASE, is_coordinator=True), command(HAL), NOW)
    nobody = replace(CASE, circle=replace(STEERING, facilitator=None))
    assert p.decide(nobody, command(ANA), NOW), "anybody in it while it has no facilitator"
    assert refused(nobody, command(HAL)) is Reason.ONLY_FACILITATOR


def test_whoever_enters_the_code_elsewhere_connects_the_place() -> None:
    connect = p.ConnectPlace(**TO, by=HAL, place_id=THERE, digest=CODE.digest)
    events = p.decide(CASE, connect, NOW)
    assert after(events).places == {HERE, THERE}
    assert p.decide(replace(CASE, circle=after(events), taken=True), connect, NOW) == ()


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (replace(CASE, code=None), Reason.CODE_UNKNOWN),
        (replace(CASE, code=replace(CODE, circle_id=CircleId(UUID(int=9)))), Reason.CODE_UNKNOWN),
        (replace(CASE, code=replace(CODE, used=True)), Reason.CODE_USED),
        (replace(CASE, code=replace(CODE, expires_at=NOW)), Reason.CODE_EXPIRED),
        (replace(CASE, taken=True), Reason.PLACE_TAKEN),
        (replace(CASE, circle=None), Reason.NOT_FOUND),
    ],
)
def test_a_place_is_not_connected(case: p.PlaceCase, why: Reason) -> None:
    assert refused(case, p.ConnectPlace(**TO, by=HAL, place_id=THERE, digest=CODE.digest)) is why


def test_a_place_is_left_once() -> None:
    leave = p.LeavePlace(**TO, by=BO, place_id=HERE)
    left = after(p.decide(CASE, leave, NOW))
    assert left.places == frozenset()
    assert p.decide(replace(CASE, circle=left), leave, NOW) == ()


def test_the_language_of_a_place_where_the_circle_does_not_meet_is_not_chosen() -> None:
    choose = p.ChoosePlaceLanguage(**TO, by=BO, place_id=THERE, locale="es")
    assert refused(CASE, choose) is Reason.NOT_FOUND


def test_the_same_language_again_is_nothing_new() -> None:
    choose = p.ChoosePlaceLanguage(**TO, by=BO, place_id=HERE, locale="es")
    assert p.decide(replace(CASE, locale="es"), choose, NOW) == ()


def test_a_code_of_somebody_who_steers_the_circle_no_more_connects_nothing() -> None:
    command = p.ConnectPlace(**TO, by=HAL, place_id=THERE, digest=CODE.digest)
    of_ana = replace(CASE, code=replace(CODE, made_by=ANA))
    assert refused(of_ana, command) is Reason.CODE_EXPIRED
    assert p.decide(replace(of_ana, is_coordinator=True), command, NOW)
    assert p.decide(CASE, command, NOW)
