"""A rotation by dates: a turn ends on the one that is named; then it turns, and until another is named it lasts as long again."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason
from decisions.roles import commands as c
from decisions.roles import events as e
from decisions.rounds.settings import Settings
from tests.decisions.people import BO
from tests.decisions.roles.world import NOW, RoleWorld, a_rota, at

TODAY = NOW.date()


def by_date(until: date, since: date = TODAY, **fields: Any) -> dict[str, Any]:
    rhythm = Rhythm(Every.DATE, days=(until - since).days)
    return {"rhythm": rhythm, "since": since, "rules": (), **fields}


def a_dated_role(until: date, since: date = TODAY) -> RoleWorld:
    world = RoleWorld().make()
    world.do(BO, c.SetRota, **by_date(until, since))
    return world


def test_the_turn_ends_on_the_date_that_was_named() -> None:
    world = a_dated_role(date(2026, 3, 30), since=date(2026, 3, 9))
    assert (world.coming.begins_at, world.coming.ends_at) == (at(9), at(30))
    (holder,) = world.turn().holders
    assert world.until(at(30, 8)).holders == (holder,)
    assert world.until(at(30)).holders != (holder,)


def test_a_first_day_whose_hour_is_over_is_the_next_and_the_date_stays() -> None:
    world = a_dated_role(date(2026, 3, 30))
    assert (world.coming.begins_at, world.coming.ends_at) == (at(5), at(30))
    assert world.rota.since == date(2026, 3, 5)


def test_without_another_date_the_next_turn_is_as_long_and_turns_go_on() -> None:
    world = a_dated_role(date(2026, 3, 30), since=date(2026, 3, 9))
    held = [world.turn().holders for _ in range(5)]
    assert len(set(held[:4])) == 4
    ends = [event.ends_at for event in world.of(e.TurnBegan)]
    assert [end - begin for begin, end in pairwise(ends)] == [timedelta(days=21)] * 4


def test_only_of_a_turn_whose_end_nobody_named_another_date_is_asked_for() -> None:
    world = a_dated_role(date(2026, 3, 30), since=date(2026, 3, 9)).turn().turn()
    world.do(BO, c.SetRota, **by_date(date(2026, 5, 4), since=date(2026, 3, 30)))
    world.turn()
    assert [event.end_named for event in world.of(e.TurnBegan)] == [True, False, False]
    assert all(event.end_named for event in a_rota().turn().turn().of(e.TurnBegan))


def test_another_date_moves_the_end_of_the_turn_under_way() -> None:
    world = a_dated_role(date(2026, 3, 30), since=date(2026, 3, 9)).turn()
    world.until(at(12))
    holders = world.holders
    world.do(BO, c.SetRota, **by_date(date(2026, 4, 20), since=world.now.date()))
    assert (world.present.ends_at, world.known.terms[0].until) == (at(20, month=4), at(20, month=4))
    assert world.coming.ends_at == at(1, month=6), "as long again, counted from when it began"
    assert world.until(at(20, 8, 4)).holders == holders
    assert world.until(at(20, 9, 4)).holders != holders


def test_the_same_date_named_again_changes_nothing() -> None:
    world = a_dated_role(date(2026, 3, 30))
    assert world.do(BO, c.SetRota, **by_date(date(2026, 3, 30))) == ()
    world.turn()
    world.until(at(20))
    assert world.do(BO, c.SetRota, **by_date(date(2026, 3, 30), since=world.now.date())) == ()


def test_turns_of_weeks_can_end_on_a_date_from_now_on() -> None:
    world = a_rota().turn()
    holders = world.holders
    world.do(BO, c.SetRota, **by_date(date(2026, 3, 25), since=world.now.date()))
    assert (world.present.ends_at, world.coming.begins_at) == (at(25), at(25))
    assert world.until(at(24)).holders == holders


@pytest.mark.parametrize(
    ("until", "since", "reason"),
    [
        (TODAY, TODAY - timedelta(days=3), Reason.DATE_NOT_AHEAD),
        (TODAY, TODAY, Reason.DATE_NOT_AHEAD),
        (TODAY + timedelta(days=2000), TODAY, Reason.DATE_TOO_FAR),
    ],
)
def test_a_date_that_is_none_is_refused_at_its_field(until: date, since: date, reason: Reason) -> None:
    refusal = RoleWorld().make().refused(BO, c.SetRota, **by_date(until, since))
    assert (refusal.reason, refusal.at_field) == (reason, "until")


def test_a_date_in_the_past_is_refused_in_mid_turn_too() -> None:
    world = a_dated_role(date(2026, 3, 30), since=date(2026, 3, 9)).turn()
    world.until(at(12))
    refusal = world.refused(BO, c.SetRota, **by_date(date(2026, 3, 11), since=date(2026, 3, 9)))
    assert (refusal.reason, refusal.at_field) == (Reason.DATE_NOT_AHEAD, "until")


def test_a_stop_past_the_date_ends_in_the_turn_of_now() -> None:
    world = a_dated_role(date(2026, 3, 30), since=date(2026, 3, 9)).turn()
    world.stopped_until(at(29, month=12))
    assert world.present.begins_at <= world.now < world.present.ends_at
    assert world.of(e.TurnBegan)[-1].missed > 0
    assert not world.of(e.TurnBegan)[-1].end_named


def test_a_date_that_is_a_holiday_moves_to_the_next_workday() -> None:
    world = RoleWorld(settings=Settings(holidays=(date(2026, 3, 30),))).make()
    world.do(BO, c.SetRota, **by_date(date(2026, 3, 30), since=date(2026, 3, 9)))
    assert world.coming.ends_at == at(31)
