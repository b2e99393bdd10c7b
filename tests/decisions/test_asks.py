"""When people are asked: in their own hours, once a wave, and not when they have been heard."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from decisions.rounds.asks import (
    AskPlan,
    WaveKind,
    first_ask,
    last_morning,
    next_in_hours,
    plan_asks,
    still_to_ask,
    wave_of,
)
from decisions.rounds.events import DeadlineMoved, PassOpened, Reminded
from decisions.rounds.round import Stage
from tests.decisions.story import ANA, BO, a_round, seats

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
SATURDAY = MONDAY + timedelta(days=5)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("UTC", datetime(2026, 3, 3, 9, tzinfo=UTC)),
        ("America/Los_Angeles", datetime(2026, 3, 2, 17, tzinfo=UTC)),
        ("Asia/Tokyo", datetime(2026, 3, 3, 0, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2026, 3, 3, 3, 15, tzinfo=UTC)),
        ("Nowhere/At_All", datetime(2026, 3, 3, 9, tzinfo=UTC)),
    ],
)
def test_the_first_ask_comes_at_nine_in_the_members_own_morning(zone: str, expected: datetime) -> None:
    assert first_ask(MONDAY, SATURDAY, zone) == expected


def test_nine_in_the_morning_stays_nine_when_the_clocks_change() -> None:
    before_the_change = datetime(2026, 3, 28, 18, tzinfo=UTC)
    asked = first_ask(before_the_change, before_the_change + timedelta(days=5), "Europe/Berlin")
    assert asked == datetime(2026, 3, 29, 7, tzinfo=UTC)


def test_the_first_ask_comes_earlier_when_half_the_time_would_be_gone_by_the_morning() -> None:
    assert first_ask(MONDAY, MONDAY + timedelta(hours=6), "UTC") == MONDAY + timedelta(hours=3)


def test_an_earlier_ask_does_not_come_at_night() -> None:
    opened = MONDAY.replace(hour=17)
    assert first_ask(opened, opened + timedelta(hours=14), "UTC") == opened.replace(hour=20)


def test_a_round_that_opens_at_night_for_a_few_hours_asks_when_it_opens() -> None:
    opened = MONDAY.replace(hour=23)
    assert first_ask(opened, opened + timedelta(hours=8), "UTC") == opened


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("UTC", SATURDAY.replace(hour=9)),
        ("America/Los_Angeles", datetime(2026, 3, 6, 17, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2026, 3, 6, 20, tzinfo=UTC)),
    ],
)
def test_a_last_call_comes_in_the_last_morning_that_leaves_six_hours(zone: str, expected: datetime) -> None:
    called = last_morning(MONDAY, SATURDAY.replace(hour=20), zone)
    assert called == expected
    assert SATURDAY.replace(hour=20) - called >= timedelta(hours=6)


def test_no_last_call_follows_close_upon_the_ask() -> None:
    assert last_morning(MONDAY, MONDAY + timedelta(hours=20), "UTC") is None


def test_a_reminder_by_hand_waits_for_the_members_morning() -> None:
    at_night = MONDAY.replace(hour=22)
    assert next_in_hours(at_night, SATURDAY, "UTC") == datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert next_in_hours(MONDAY, SATURDAY, "UTC") == MONDAY


def test_a_reminder_that_could_only_come_after_the_deadline_is_not_sent() -> None:
    at_night = MONDAY.replace(hour=22)
    assert next_in_hours(at_night, at_night + timedelta(hours=2), "UTC") is None


def opens(stage: Stage, version: int = 1) -> PassOpened:
    return PassOpened(at=MONDAY, stage=stage, pass_no=1, version=version, seats=seats(), deadline=SATURDAY)


def test_exploring_asks_everyone_but_the_authors_and_calls_nobody_a_last_time() -> None:
    after = a_round(stage=Stage.EXPLORING, pass_no=1, deadline=SATURDAY, co_authors=(BO,))
    (plan,) = plan_asks(None, after, (opens(Stage.EXPLORING),))
    assert plan.spared == (ANA, BO)
    assert plan.last_call_at("UTC") is None


def test_consenting_asks_the_authors_too() -> None:
    after = a_round(stage=Stage.CONSENTING, pass_no=1, deadline=SATURDAY, versions_asked=1)
    (plan,) = plan_asks(None, after, (opens(Stage.CONSENTING),))
    assert plan.spared == ()
    assert plan.ask_at("UTC") == datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert plan.last_call_at("UTC") == datetime(2026, 3, 7, 9, tzinfo=UTC)


def test_a_new_version_asks_at_once() -> None:
    after = a_round(stage=Stage.CONSENTING, pass_no=1, version=2, deadline=SATURDAY, versions_asked=2)
    (plan,) = plan_asks(None, after, (opens(Stage.CONSENTING, 2),))
    assert plan.ask_at("UTC") == MONDAY


def test_a_text_changed_before_anyone_was_asked_does_not_ask_at_once() -> None:
    after = a_round(stage=Stage.CONSENTING, pass_no=1, version=2, deadline=SATURDAY, versions_asked=1)
    (plan,) = plan_asks(None, after, (opens(Stage.CONSENTING, 2),))
    assert plan.ask_at("UTC") > MONDAY


def test_a_pass_that_has_closed_again_asks_nobody() -> None:
    after = a_round(stage=Stage.INTEGRATING, pass_no=1, deadline=SATURDAY)
    assert plan_asks(None, after, (opens(Stage.CONSENTING),)) == ()


def test_a_moved_deadline_moves_the_last_call() -> None:
    later = SATURDAY + timedelta(days=3)
    after = a_round(stage=Stage.CONSENTING, pass_no=1, deadline=later, stage_since=MONDAY, versions_asked=1)
    (plan,) = plan_asks(after, after, (DeadlineMoved(at=SATURDAY, deadline=later),))
    assert not plan.opens
    assert plan.last_call_at("UTC") == later.replace(hour=9)


def test_a_reminder_by_hand_is_the_last_call() -> None:
    after = a_round(stage=Stage.CONSENTING, pass_no=1, deadline=SATURDAY, versions_asked=1)
    (plan,) = plan_asks(after, after, (Reminded(at=MONDAY, by=BO),))
    assert plan.reminds
    assert plan.last_calls
    assert plan.last_call_at("UTC") == MONDAY


def test_each_wave_has_one_key() -> None:
    consenting = a_round(stage=Stage.CONSENTING, pass_no=2, version=2)
    ask, last = wave_of(consenting), wave_of(consenting, last_call=True)
    exploring = wave_of(replace(consenting, stage=Stage.EXPLORING))
    assert ask is not None
    assert last is not None
    assert exploring is not None
    assert (ask.kind, last.kind, exploring.kind) == (WaveKind.ANSWER, WaveKind.LAST_CALL, WaveKind.EXPLORE)
    assert len({ask.key, last.key, exploring.key}) == 3
    assert wave_of(replace(consenting, stage=Stage.AMENDING)) is None


USEFUL: dict[str, Any] = {
    "stage": Stage.CONSENTING,
    "present_pass": 2,
    "deadline": SATURDAY,
    "pass_no": 2,
    "heard": False,
}


@pytest.mark.parametrize(
    ("change", "now", "expected"),
    [
        ({}, MONDAY, True),
        ({"stage": Stage.EXPLORING}, MONDAY, True),
        ({"heard": True}, MONDAY, False),
        ({}, SATURDAY, False),
        ({"pass_no": 1}, MONDAY, False),
        ({"stage": Stage.INTEGRATING}, MONDAY, False),
        ({"stage": Stage.AGREED, "deadline": None}, MONDAY, False),
    ],
)
def test_an_ask_is_sent_only_while_it_is_of_use(
    change: dict[str, Any], now: datetime, expected: bool
) -> None:
    assert still_to_ask(**(USEFUL | change), now=now) is expected


def test_a_plan_for_a_short_round_has_no_last_call() -> None:
    plan = AskPlan(1, MONDAY, MONDAY + timedelta(hours=10), opens=True, last_calls=True)
    assert plan.last_call_at("UTC") is None
