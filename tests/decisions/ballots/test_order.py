"""Each reader has an order of their own, the same whenever they look; over many readers nothing stands in front."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.ids import MemberId, RoundId
from decisions.rounds.ballots.ballot import Ballot, Method
from decisions.rounds.ballots.order import can_be_shuffled, own_order
from tests.decisions.ballots.elections import a_ballot

ROUND = RoundId(UUID(int=3))


def of(many: int) -> Ballot:
    return a_ballot(Method.CHOOSE_ONE, (f"o{n}" for n in range(many)))


uuids = st.integers(0, 2**128 - 1).map(lambda n: UUID(int=n))


@given(uuids, uuids, st.integers(2, 100))
def test_it_is_every_option_once_and_the_same_each_time(round: UUID, reader: UUID, many: int) -> None:
    ballot = of(many)
    order = own_order(ballot, RoundId(round), MemberId(reader))
    assert sorted(order, key=lambda one: one.key) == sorted(ballot.options, key=lambda one: one.key)
    assert order == own_order(ballot, RoundId(round), MemberId(reader))


def test_each_option_stands_first_about_as_often() -> None:
    ballot = of(4)
    first = [own_order(ballot, ROUND, MemberId(UUID(int=n)))[0].key for n in range(2_000)]
    assert all(400 < first.count(key) < 600 for key in ballot.keys)


def test_an_option_that_is_added_leaves_the_others_in_their_order() -> None:
    reader = MemberId(UUID(int=9))
    more, fewer = of(9), of(8)
    kept = [one for one in own_order(more, ROUND, reader) if one.key in fewer.keys]
    assert kept == list(own_order(fewer, ROUND, reader))


@pytest.mark.parametrize("method", Method)
def test_only_options_without_an_order_of_their_own_are_shuffled(method: Method) -> None:
    own = {Method.SENSE_CHECK, Method.OPT_IN, Method.CONSENSUS, Method.GRADIENTS, Method.TIME_POLL}
    assert can_be_shuffled(a_ballot(method)) is (method not in own)
