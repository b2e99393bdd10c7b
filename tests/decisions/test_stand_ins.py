"""In a circle a member names another one who answers for them for a time (docs/decisions/0043)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from decisions.people import commands as c
from decisions.people import events as e
from decisions.people.engine import CircleCase, decide, evolve
from decisions.people.people import Circle, CircleSeat
from decisions.refusals import Reason, Refusal
from decisions.rounds.settings import Settings
from tests.decisions.people import ANA, BO, CIRCLE, CY, DI, EVERYONE, HAL, NETWORK, SEATS

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def a_circle(zone: str = "UTC") -> Circle:
    seats = tuple(CircleSeat(m, SEATS[m].group, SEATS[m].organisation) for m in EVERYONE)
    return Circle(CIRCLE, NETWORK, "Circle", BO, Settings(zone=zone), seats)


def do(circle: Circle, command: Any, now: datetime = NOW) -> Circle:
    for event in decide(CircleCase(circle), command, now):
        after = evolve(circle, event)
        assert after is not None
        circle = after
    return circle


def naming(by: Any = CY, stand_in: Any = DI, first: date = TODAY, days: int = 6) -> c.NameStandIn:
    last = first + timedelta(days=days)
    return c.NameStandIn(
        network_id=NETWORK, by=by, circle_id=CIRCLE, stand_in=stand_in, first=first, last=last
    )


def ending(by: Any, member: Any = CY) -> c.EndStandIn:
    return c.EndStandIn(network_id=NETWORK, by=by, circle_id=CIRCLE, member=member)


def refused(circle: Circle, command: Any) -> tuple[Reason, str]:
    with pytest.raises(Refusal) as refusal:
        decide(CircleCase(circle), command, NOW)
    return refusal.value.reason, refusal.value.at_field


def pairs(circle: Circle) -> list[tuple[Any, Any]]:
    return [(one.member, one.stand_in) for one in circle.stand_ins]


def test_whole_days_in_the_circles_zone_also_when_clocks_change_between_them() -> None:
    circle = do(a_circle("Europe/Madrid"), naming(first=date(2026, 3, 28), days=1))
    (one,) = circle.stand_ins
    assert one.since == datetime(2026, 3, 27, 23, tzinfo=UTC)
    assert one.until == datetime(2026, 3, 29, 22, tzinfo=UTC), "clocks went forward on that night"
    assert not one.at(one.since - timedelta(seconds=1))
    assert one.at(one.since)
    assert not one.at(one.until), "it ends by itself"


def test_one_at_a_time_the_newer_one_stands() -> None:
    circle = do(do(a_circle(), naming()), naming(stand_in=ANA))
    assert pairs(circle) == [(CY, ANA)]
    assert decide(CircleCase(circle), naming(stand_in=ANA), NOW) == ()


@pytest.mark.parametrize("by", [CY, DI])
def test_it_ends_by_the_word_of_either(by: Any) -> None:
    circle = do(do(a_circle(), naming()), ending(by))
    assert circle.stand_ins == ()
    assert decide(CircleCase(circle), ending(by), NOW) == ()


def test_it_ends_by_nobody_elses_word() -> None:
    assert refused(do(a_circle(), naming()), ending(ANA)) == (Reason.NOT_FOUND, "")


@pytest.mark.parametrize(
    ("command", "reason", "at_field"),
    [
        (naming(stand_in=CY), Reason.SOMEBODY_ELSE, "stand_in"),
        (naming(stand_in=HAL), Reason.NOT_IN_CIRCLE, "stand_in"),
        (naming(by=HAL), Reason.NOT_IN_CIRCLE, ""),
        (naming(days=-1), Reason.DATE_NOT_AHEAD, "last"),
        (naming(first=TODAY - timedelta(days=9)), Reason.DATE_NOT_AHEAD, "last"),
        (naming(days=400), Reason.DATE_TOO_FAR, "last"),
    ],
)
def test_both_sit_in_the_circle_and_the_days_make_sense(
    command: c.NameStandIn, reason: Reason, at_field: str
) -> None:
    assert refused(a_circle(), command) == (reason, at_field)


@pytest.mark.parametrize("leaver", [CY, DI])
def test_it_ends_when_either_leaves(leaver: Any) -> None:
    circle = evolve(do(a_circle(), naming()), e.MemberUnseated(by=leaver, member=leaver, at=NOW))
    assert circle is not None
    assert circle.stand_ins == ()


@pytest.mark.parametrize(
    ("named", "member", "other", "left"),
    [
        ([(CY, DI)], CY, DI, []),
        ([(CY, DI)], ANA, DI, [(CY, ANA)]),
        ([(CY, DI)], ANA, CY, [(ANA, DI)]),
        ([(CY, DI), (ANA, BO)], ANA, CY, [(ANA, BO)]),
        ([(CY, DI), (BO, ANA)], DI, BO, [(CY, DI), (DI, ANA)]),
    ],
)
def test_two_accounts_that_are_one_person_name_one_and_never_themselves(
    named: list[tuple[Any, Any]], member: Any, other: Any, left: list[tuple[Any, Any]]
) -> None:
    circle = a_circle()
    for by, stand_in in named:
        circle = do(circle, naming(by, stand_in))
    united = evolve(circle, e.SeatsUnited(member=member, other=other, as_other=False, at=NOW))
    assert united is not None
    assert sorted(pairs(united)) == sorted(left)
