"""A count keeps a bounded number of parcels, and comes to the same however few they are."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.rounds.ballots.choice import Choice, Pile, Profile
from decisions.rounds.ballots.papers import WHOLE, Papers
from decisions.rounds.ballots.result import CountStep
from decisions.rounds.ballots.transferable import Tabulation
from tests.decisions.ballots.rankings import patiently, piles, profiles, rankings

KEYS = "abcdefgh"


def until_the_first_tie(profile: Profile, parcels: int, seats: int) -> tuple[CountStep, ...]:
    ballots = sum(pile.many for pile in profile)
    quota = (ballots // (seats + 1) + 1) * WHOLE
    count = Tabulation(
        Papers(profile, tuple("abcde"), parcels), ballots, tuple("abcde"), seats, lambda _: quota
    )
    count.go_on()
    return count.steps


@patiently
@given(profiles(rankings("abcde"), most=40), st.integers(1, 8), st.integers(1, 3))
def test_how_many_parcels_are_kept_changes_nothing(profile: list[Pile], parcels: int, seats: int) -> None:
    assert until_the_first_tie(profile, parcels, seats) == until_the_first_tie(profile, 1_000, seats)


@dataclass
class Counted:
    """A profile that counts how often it is gone through."""

    profile: list[Pile]
    times: int = 0

    def __iter__(self) -> Iterator[Pile]:
        self.times += 1
        return iter(self.profile)


def test_papers_are_sorted_again_only_when_more_of_them_must_be_known() -> None:
    said = Counted(piles({"a b c d": 1, "b a c d": 2, "c a b d": 3, "d a b c": 4}))
    papers = Papers(said, tuple("abcd"), parcels=2)
    assert said.times == 1
    papers.exclude(("a",), frozenset("bcd"))
    assert said.times == 2
    assert papers.held() == {"a": 0, "b": 3 * WHOLE, "c": 3 * WHOLE, "d": 4 * WHOLE}


@dataclass
class Shuffled:
    """So many rankings of all options, hardly two of them alike, made anew each time."""

    many: int

    def __iter__(self) -> Iterator[Pile]:
        random = Random(7)
        for _ in range(self.many):
            order = random.sample(KEYS, len(KEYS))
            yield Pile(Choice.of({key: rank for rank, key in enumerate(order, 1)}))


def peak(parcels: int) -> int:
    tracemalloc.start()
    Papers(Shuffled(20_000), tuple(KEYS), parcels)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


@pytest.mark.slow
def test_memory_is_bounded_by_the_parcels_and_not_by_the_ballots() -> None:
    assert 10 * peak(400) < peak(20_000)
