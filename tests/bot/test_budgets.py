"""How often a lane calls its platform, and how long it waits before trying again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from adapters.delivery import Rate, Rates
from adapters.email.send import RATES as MAIL_RATES
from adapters.slack.send import RATES as SLACK_RATES
from adapters.teams.send import RATES as TEAMS_RATES
from bot.delivery.budgets import (
    GIVE_UP_AFTER,
    LONGEST_RETRY,
    Bucket,
    Budgets,
    given_up,
    next_gap,
    retry_in,
)
from decisions.rounds.notices import NoticeKind
from decisions.rounds.postings import CardKind
from storage.keys import AccountKey, PlaceKey
from storage.lanes import Due, Method, Ref
from tests.bot.town import SLACK
from tests.support.builders import A_TUESDAY


def due(**changes: Any) -> Due:
    facts: dict[str, Any] = {
        "network": UUID(int=1),
        "key": ("k",),
        "kind": CardKind.ROUND,
        "round_id": UUID(int=2),
        "about": "",
        "wanted": 2,
        "shown": 1,
        "attempts": 1,
        "again": False,
        "first_wanted_at": A_TUESDAY,
        "gap": 0.0,
        "shown_at": None,
        "place": PlaceKey("slack", "T1", "C1"),
    }
    return Due(**{**facts, **changes})


@pytest.mark.parametrize("rate", [Rate(45, 60.0), Rate(1, 1.0), Rate(7, 1.0), Rate(60, 30.0)])
def test_no_span_ever_holds_more_than_the_rate(rate: Rate) -> None:
    bucket = Bucket.full(rate, A_TUESDAY)
    step = rate.seconds / rate.count / 10
    taken = [n * step for n in range(3000) if bucket.take(A_TUESDAY + timedelta(seconds=n * step))]
    for start in taken:
        assert sum(start <= at < start + rate.seconds - step for at in taken) <= rate.count
    assert len(taken) >= 0.8 * 3000 * step * rate.count / rate.seconds


def test_a_clock_that_is_set_back_stops_nobody_for_long() -> None:
    bucket = Bucket.full(Rate(1, 1.0), A_TUESDAY)
    assert bucket.take(A_TUESDAY)
    assert not bucket.take(A_TUESDAY - timedelta(hours=1))
    assert bucket.take(A_TUESDAY + timedelta(seconds=1))


def test_posts_are_counted_for_each_conversation_and_edits_for_the_workspace() -> None:
    budgets = Budgets(SLACK)
    other = PlaceKey("slack", "T1", "C2")
    assert budgets.take(due(), A_TUESDAY)
    assert not budgets.take(due(), A_TUESDAY)
    assert budgets.take(due(place=other), A_TUESDAY)
    edits = [due(ref=Ref("C1", "1")), due(ref=Ref("C2", "1"), place=other)] * 5
    assert sum(budgets.take(edit, A_TUESDAY) for edit in edits) == 5


WINDOWS = (Rate(7, 1.0), Rate(8, 2.0), Rate(60, 30.0), Rate(1_800, 3_600.0))
BY_CONVERSATION = Rates(post=Rate(7, 1.0), edit=Rate(40, 1.0), direct=Rate(40, 1.0), each=WINDOWS)


@pytest.mark.parametrize("window", WINDOWS)
def test_a_conversation_holds_each_of_its_limits_for_posts_and_edits_together(window: Rate) -> None:
    budgets, step = Budgets(BY_CONVERSATION), 0.05
    dues = [due(), due(ref=Ref("C1", "1"))]
    times = [n * step for n in range(2_000)]
    taken = [at for n, at in enumerate(times) if budgets.take(dues[n % 2], A_TUESDAY + timedelta(seconds=at))]
    for start in taken:
        assert sum(start <= at < start + window.seconds - step for at in taken) <= window.count
    assert len(taken) >= 40


def test_what_one_limit_refuses_takes_nothing_from_the_others() -> None:
    budgets = Budgets(BY_CONVERSATION)
    one = [due() for _ in range(100)]
    sent = sum(budgets.take(each, A_TUESDAY) for each in one)
    other = PlaceKey("teams", "T1", "C2")
    assert sum(budgets.take(due(place=other), A_TUESDAY) for _ in range(100)) == sent


def test_a_platform_may_want_longer_between_two_edits() -> None:
    shown = A_TUESDAY - timedelta(seconds=12)
    assert next_gap(due(ref=Ref("C1", "1"), gap=0.0, shown_at=None), A_TUESDAY, 10.0) == 10.0
    assert next_gap(due(ref=Ref("C1", "1"), gap=10.0, shown_at=shown), A_TUESDAY, 10.0) == 10.0


@pytest.mark.parametrize(
    ("changes", "method"),
    [
        ({}, Method.POST),
        ({"ref": Ref("C1", "1")}, Method.EDIT),
        ({"place": None, "account": AccountKey("slack", "T1", "U1"), "kind": NoticeKind.ASK}, Method.DIRECT),
    ],
)
def test_what_is_due_names_its_method(changes: dict[str, Any], method: Method) -> None:
    assert due(**changes).method is method


@pytest.mark.parametrize(
    ("gap", "ago", "expected"),
    [(0.0, None, 1), (1.0, 1, 2), (2.0, 2, 4), (4.0, 4, 8), (8.0, 8, 10), (10.0, 10, 10), (10.0, 25, 1)],
)
def test_gaps_between_edits_double_up_to_ten_seconds_and_start_anew_after_quiet(
    gap: float, ago: float | None, expected: float
) -> None:
    shown_at = None if ago is None else A_TUESDAY - timedelta(seconds=ago)
    assert next_gap(due(gap=gap, shown_at=shown_at), A_TUESDAY) == expected


def test_retries_back_off_with_jitter_up_to_a_bound() -> None:
    longest = [retry_in(attempt, lambda: 1.0).total_seconds() for attempt in range(1, 30)]
    shortest = [retry_in(attempt, lambda: 0.0).total_seconds() for attempt in range(1, 30)]
    assert longest[:4] == [2, 4, 8, 16]
    assert longest == sorted(longest)
    assert longest[-1] == LONGEST_RETRY
    assert all(low == high / 2 for low, high in zip(shortest, longest, strict=True))


def test_a_workspace_holds_its_own_limit_however_many_conversations_there_are() -> None:
    rates = Rates(post=Rate(90, 1.0), edit=Rate(90, 1.0), direct=Rate(90, 1.0), all=Rate(45, 1.0))
    budgets = Budgets(rates)
    taken = 0
    for step in range(200):
        for number in range(40):
            place = PlaceKey("teams", "t", f"C{number}")
            one = due(place=place, shown=0) if number % 2 else due(place=place)
            taken += budgets.take(one, A_TUESDAY + timedelta(seconds=step / 200))
    assert 30 < taken <= 45


@pytest.mark.parametrize(
    ("rates", "why", "member", "hours"),
    [
        (SLACK_RATES, "unreachable", True, 24),
        (TEAMS_RATES, "timed_out", True, 24),
        (MAIL_RATES, "unreachable", True, 14 * 24),
        (MAIL_RATES, "busy", True, 2 * 24),
        (SLACK_RATES, "busy", True, 1),
        (SLACK_RATES, "unreachable", False, 1),
    ],
)
def test_what_is_for_one_person_waits_for_a_server_that_is_away(
    rates: Rates, why: str, member: bool, hours: int
) -> None:
    one = due(attempts=GIVE_UP_AFTER, member=UUID(int=3) if member else None)
    end = A_TUESDAY + timedelta(hours=hours)
    assert given_up(one, why, end, rates)
    assert given_up(one, why, end - timedelta(seconds=1), rates) is (hours == 1)
    assert not given_up(replace(one, attempts=GIVE_UP_AFTER - 1), why, end, rates)
