"""The margin is the fewest ballots that would have changed who is chosen: held against every way to answer small ballots."""

from typing import Any

import pytest

from decisions.rounds.ballots.ballot import Ballot, Base, Method, Side, Threshold
from decisions.rounds.ballots.margins import MOST_PAIRS
from tests.decisions.ballots.elections import LOT, a_ballot, counted, every_choice, margins

SEATS_AND_TIES: list[dict[str, Any]] = [{"seats": seats, **tie} for seats in (1, 2, 3) for tie in ({}, LOT)]
THRESHOLDS = ((("b", Threshold(50)),), (("a", Threshold(60, base=Base.ELIGIBLE)), ("c", Threshold(26))))
MARKING = [
    a_ballot(method, "abc", **rules, thresholds=thresholds, **more)
    for method, more in (
        (Method.CHOOSE_ONE, {}),
        (Method.APPROVAL, {}),
        (Method.CHOOSE_SEVERAL, {"most": 2}),
        (Method.CHOOSE_SEVERAL, {"least": 0, "most": 1}),
    )
    for rules in SEATS_AND_TIES
    for thresholds in ((), *THRESHOLDS)
]
TWO_OF_FOUR = [
    a_ballot(Method.CHOOSE_SEVERAL, "abcd", least=2, most=most, **rules)
    for most in (2, 3)
    for rules in SEATS_AND_TIES
]
POINTS = [
    a_ballot(method, keys, **rules, **more)
    for method, keys, more in (
        (Method.SCORE, "ab", {"top": 2}),
        (Method.SCORE, "abc", {"top": 1}),
        (Method.DOTS, "abc", {"budget": 2}),
        (Method.TIME_POLL, "ab", {}),
    )
    for rules in SEATS_AND_TIES
    if rules["seats"] <= len(keys)
]
POINTS_WITH_THRESHOLDS = [
    a_ballot(method, "ab", top=2, budget=2, seats=seats, thresholds=(("a", Threshold(70)),), **tie)
    for method in (Method.SCORE, Method.DOTS, Method.TIME_POLL)
    for seats in (1, 2)
    for tie in ({}, LOT)
]
LEVELS = [
    a_ballot(method, passes_at="reserve", thresholds=thresholds)
    for method, of_method in (
        (Method.CONSENSUS, ((), (("agree", Threshold(60)), ("aside", Threshold(40, Side.AT_MOST))))),
        (Method.OPT_IN, ((), (("in", Threshold(50, base=Base.ELIGIBLE)),))),
        (
            Method.GRADIENTS,
            (
                (),
                (("reserve", Threshold(60)), ("veto", Threshold(100))),
                (("reserve", Threshold(50, base=Base.ELIGIBLE)), ("serious", Threshold(26, Side.AT_MOST))),
                (("endorse", Threshold(10, Side.AT_MOST)), ("veto", Threshold(0))),
                (("endorse", Threshold(100, Side.AT_MOST)), ("abstain", Threshold(100))),
            ),
        ),
    )
    for thresholds in of_method
]


def named(ballot: Ballot) -> str:
    rules = ballot.rules
    bars = ", ".join(f"{key} {bar.side} {bar.percent}% of {bar.base}" for key, bar in rules.thresholds)
    return f"{ballot.method}, {len(ballot.keys)}, {rules.least} to {rules.most}, {rules.seats}, {rules.tie}, {bars}"


@pytest.mark.parametrize("ballot", [*MARKING, *POINTS, *LEVELS], ids=named)
def test_the_margin_is_the_fewest(ballot: Ballot) -> None:
    most = 4 if len(every_choice(ballot)) < 10 else 3
    for voters in range(most + 1):
        for way, result, fewest in margins(ballot, voters, eligible=6):
            assert result.margin == fewest, way


@pytest.mark.parametrize("ballot", TWO_OF_FOUR, ids=named)
def test_where_everyone_marks_two_the_margin_is_the_fewest_but_for_ties_that_stand(ballot: Ballot) -> None:
    for voters in range(4):
        for way, result, fewest in margins(ballot, voters):
            stands = result.tied and not result.by_lot
            assert result.margin == (None if stands else fewest), way


@pytest.mark.parametrize("ballot", POINTS_WITH_THRESHOLDS, ids=named)
def test_with_points_and_thresholds_the_margin_is_the_fewest_or_is_not_told(ballot: Ballot) -> None:
    told = 0
    for way, result, fewest in margins(ballot, 4):
        assert result.margin in {fewest, None}, way
        if result.standings[0].meets_threshold:
            assert result.margin == fewest, way
            told += 1
    assert told


@pytest.mark.parametrize("method", [Method.CHOOSE_ONE, Method.APPROVAL, Method.SCORE, Method.DOTS])
def test_with_a_threshold_that_must_not_be_exceeded_no_margin_is_told(method: Method) -> None:
    ballot = a_ballot(method, "ab", thresholds=(("b", Threshold(90, Side.AT_MOST)),))
    result = counted(ballot, {"a=1": 5, "b=1": 1})
    assert (result.winners, result.margin) == (("a",), None)


@pytest.mark.parametrize(("options", "told"), [(25, True), (26, False)])
def test_with_very_many_pairs_no_margin_of_points_is_told(options: int, told: bool) -> None:
    keys = [f"o{n}" for n in range(options)]
    said = {" ".join(f"{key}={5 if n < 5 else 1}" for n, key in enumerate(keys)): 3}
    result = counted(a_ballot(Method.SCORE, keys, seats=5), said)
    assert result.winners == tuple(keys[:5])
    assert result.margin == (2 if told else None)
    assert (5 * (options - 5) <= MOST_PAIRS) is told
