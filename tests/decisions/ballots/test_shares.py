"""Shares as people set them: of the answers or of all who may answer, at least so many for it or at most so many against it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.rounds.ballots.ballot import Ballot, Base, Method, Rules, Side, Threshold
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.shares import AGAINST, Shares, shares_of, thresholds_for
from tests.decisions.ballots.elections import a_ballot, counted


def of(method: Method, shares: Shares) -> Ballot:
    options = METHODS[method].options or a_ballot(method).options
    ballot = Ballot(method, options, Rules(passes_at="reserve" if method is Method.GRADIENTS else ""))
    return Ballot(
        method, options, Rules(passes_at=ballot.rules.passes_at, thresholds=thresholds_for(ballot, shares))
    )


@given(
    st.sampled_from(Method),
    st.integers(0, 100),
    st.none() | st.integers(0, 100),
    st.sampled_from(Base),
)
def test_what_was_set_is_found_again(method: Method, least: int, most: int | None, base: Base) -> None:
    shares = Shares(least, most if method in AGAINST else None, base)
    found = shares_of(of(method, shares))
    assert found == (shares if least or shares.most is not None else Shares())


def test_every_option_has_to_reach_the_share_and_so_has_one_that_is_added() -> None:
    ballot = of(Method.APPROVAL, Shares(60, base=Base.ELIGIBLE))
    assert ballot.rules.thresholds == tuple((key, Threshold(60, base=Base.ELIGIBLE)) for key in ballot.keys)


def test_who_is_not_in_need_not_be_many() -> None:
    ballot = of(Method.OPT_IN, Shares(50))
    assert ballot.rules.thresholds == (("in", Threshold(50)),)
    assert counted(ballot, {"in=1": 2, "out=1": 2}).winners == ("in",)


@pytest.mark.parametrize(("vetoes", "passes"), [(0, True), (1, False)])
def test_one_veto_stops_it_where_nobody_may(vetoes: int, passes: bool) -> None:
    ballot = of(Method.GRADIENTS, Shares(75, most=0))
    assert ballot.rules.thresholds[-1] == ("veto", Threshold(0, Side.AT_MOST))
    said = {"endorse=1": 9, **({"veto=1": vetoes} if vetoes else {})}
    assert bool(counted(ballot, said).winners) is passes


@pytest.mark.parametrize(("aside", "passes"), [(2, True), (3, False)])
def test_a_consensus_may_need_that_few_stand_aside(aside: int, passes: bool) -> None:
    ballot = of(Method.CONSENSUS, Shares(most=20))
    assert bool(counted(ballot, {"agree=1": 10 - aside, "aside=1": aside}).winners) is passes


def test_a_share_of_all_counts_those_who_stay_silent() -> None:
    of_answers = of(Method.CHOOSE_ONE, Shares(50))
    of_all = of(Method.CHOOSE_ONE, Shares(50, base=Base.ELIGIBLE))
    assert counted(of_answers, {"a=1": 3, "b=1": 1}, eligible=10).winners == ("a",)
    assert counted(of_all, {"a=1": 3, "b=1": 1}, eligible=10).winners == ()
