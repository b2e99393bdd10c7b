"""The margin is the fewest ballots that would have changed who is chosen: held against every way to answer small ballots."""

import pytest

from decisions.rounds.ballots.ballot import Ballot, Base, Method, Threshold
from tests.decisions.ballots.elections import LOT, a_ballot, margins

THRESHOLDS = ((("b", Threshold(50)),), (("a", Threshold(60, base=Base.ELIGIBLE)), ("c", Threshold(26))))
RULES = [
    {"seats": seats, "thresholds": thresholds, **tie}
    for seats in (1, 2, 3)
    for thresholds in ((), *THRESHOLDS)
    for tie in ({}, LOT)
]
MARKING = [a_ballot(Method.CHOOSE_ONE, "abc", **rules) for rules in RULES]


@pytest.mark.parametrize("ballot", MARKING, ids=str)
def test_the_margin_of_marks_is_the_fewest(ballot: Ballot) -> None:
    for voters in range(6 if ballot.method is Method.CHOOSE_ONE else 5):
        for way, result, fewest in margins(ballot, voters, eligible=6):
            assert result.margin == fewest, way
