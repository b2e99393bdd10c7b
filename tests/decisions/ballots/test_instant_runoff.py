"""Instant runoff: published elections, worked examples, and what always holds."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from decisions.rounds.ballots.ballot import Ballot, Method
from decisions.rounds.ballots.choice import Choice, Pile
from decisions.rounds.ballots.instant_runoff import count
from decisions.rounds.ballots.lot import drawn
from decisions.rounds.ballots.result import Result
from tests.decisions.ballots.rankings import (
    LOT,
    SEED,
    a_ballot,
    held,
    patiently,
    piles,
    profiles,
    rankings,
    renamed,
    shuffled_and_split,
)

# Memphis, Nashville, Chattanooga and Knoxville, each wanting the capital near: the example of the encyclopaedias,
# https://en.wikipedia.org/wiki/Instant-runoff_voting#Examples
TENNESSEE = {"m n c k": 42, "n c k m": 26, "c k n m": 15, "k c n m": 17}

# The ballots of Burlington, Vermont, 3 March 2009, as they lay when three were left: Kiss, Montroll and Wright.
# A. Gierzynski, W. Hamilton, W. D. Smith, Burlington Vermont 2009 IRV mayoral election, rangevoting.org/Burlington.html. The city
# itself announced 2981, 2554 and 3294, then 4313 and 4061: it read three of the ballots otherwise.
BURLINGTON = {
    "k m w": 2043,
    "k w m": 371,
    "k": 568,
    "m k w": 1332,
    "m w k": 767,
    "m": 455,
    "w m k": 1513,
    "w k m": 495,
    "w": 1289,
}


def irv(keys: str, **rules: object) -> Ballot:
    return a_ballot(Method.INSTANT_RUNOFF, keys, **rules)


def test_tennessee_gets_knoxville() -> None:
    result = count(irv("mnck"), piles(TENNESSEE), 100)
    assert result.winners == ("k",)
    assert [held(step) for step in result.steps] == [
        {"m": 42, "n": 26, "c": 15, "k": 17},
        {"m": 42, "n": 26, "k": 32},
        {"m": 42, "k": 58},
    ]
    assert [step.out for step in result.steps] == [("c",), ("n",), ()]
    assert [step.elected for step in result.steps] == [(), (), ("k",)]
    assert {standing.key: standing.figure for standing in result.standings} == {
        "m": 42,
        "n": 26,
        "c": 15,
        "k": 58,
    }


def test_burlington_gets_kiss_though_more_would_have_had_montroll() -> None:
    result = count(irv("kmw"), piles(BURLINGTON), 10_000)
    assert result.winners == ("k",)
    first, last = result.steps
    assert held(first) == {"k": 2982, "m": 2554, "w": 3297}
    assert first.out == ("m",)
    assert held(last) == {"k": 4314, "w": 4064}
    assert last.exhausted == 455
    assert result.counted == 8833


def test_more_than_half_at_once_is_enough() -> None:
    result = count(irv("abc"), piles({"a": 3, "b c": 2}), 5)
    assert result.winners == ("a",)
    assert len(result.steps) == 1


def test_half_is_not_more_than_half() -> None:
    result = count(irv("abc"), piles({"a": 4, "b": 3, "c b": 1}), 8)
    assert result.steps[0].out == ("c",)
    assert result.winners == ()
    assert result.tied == ("a", "b")


def test_more_than_half_is_of_the_ballots_that_still_name_somebody() -> None:
    result = count(irv("abc"), piles({"a": 4, "b": 3, "c": 2}), 9)
    assert result.winners == ("a",)
    assert [step.exhausted for step in result.steps] == [0, 2]


def test_ranking_an_option_higher_may_harm_it() -> None:
    """P. Tannenbaum, Excursions in Modern Mathematics, the chapter on voting: C wins, then four more put C first, and B wins."""
    before = count(irv("abc"), piles({"a b c": 7, "b c a": 8, "c a b": 10, "a c b": 4}), 29)
    after = count(irv("abc"), piles({"a b c": 7, "b c a": 8, "c a b": 14}), 29)
    assert before.winners == ("c",)
    assert after.winners == ("b",)


def test_those_who_together_hold_less_than_anybody_else_go_together() -> None:
    result = count(irv("abcde"), piles({"a": 6, "b": 5, "c b": 2, "d b": 2}), 15)
    assert [step.out for step in result.steps] == [("e",), ("c", "d"), ()]
    assert result.winners == ("b",)
    assert not result.by_lot


def test_a_tie_that_changes_nothing_does_not_stand() -> None:
    result = count(irv("abc"), piles({"a": 4, "b a": 3, "c a": 3}), 10)
    assert result.winners == ("a",)
    assert result.tied == ()
    assert result.steps[0].out == ("c",), "the last one in the ballot's order"


def test_those_who_together_hold_as_much_as_another_do_not_go_together() -> None:
    """Without c, d holds as much as b, and either may win or lose by it."""
    result = count(irv("abcd"), piles({"a": 3, "b d": 2, "c d": 1, "d c": 1}), 7)
    assert result.winners == ()
    assert result.tied == ("c", "d")


def test_a_tie_that_matters_stands() -> None:
    result = count(irv("abc"), piles({"a": 4, "b c": 3, "c b": 3}), 10)
    assert result.winners == ()
    assert result.tied == ("b", "c")
    assert held(result.steps[-1]) == {"a": 4, "b": 3, "c": 3}
    assert not result.by_lot


def test_the_lot_decides_a_tie_that_matters_and_whoever_is_drawn_first_stays() -> None:
    result = count(irv("abc", **LOT), piles({"a": 4, "b c": 3, "c b": 3}), 10)
    assert result.by_lot
    assert result.tied == ("b", "c")
    stays, goes = drawn(SEED, "bc")
    assert [(step.out, step.by_lot) for step in result.steps] == [((goes,), True), ((), False)]
    assert result.winners == (stays,)


def test_more_ways_than_can_be_tried_make_a_tie_that_stands() -> None:
    every_one_once = dict.fromkeys("abcdefgh", 1)
    result = count(irv("abcdefgh"), piles(every_one_once), 8)
    assert result.tied == tuple("abcdefgh")


def test_where_nobody_ranks_anything_nothing_is_decided() -> None:
    result = count(irv("ab"), piles({"": 3}), 5)
    assert (result.counted, result.winners, result.tied, result.steps) == (3, (), (), ())


def test_it_says_how_many_gave_each_rank() -> None:
    result = count(irv("ab"), piles({"a b": 3, "b": 2}), 5)
    assert {standing.key: standing.marks for standing in result.standings} == {
        "a": ((1, 3),),
        "b": ((1, 2), (2, 3)),
    }


def decided(result: Result) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(result.winners), frozenset(result.tied)


@patiently
@given(profiles(rankings("abcd")), st.randoms())
def test_neither_the_order_of_ballots_nor_their_piles_matter(profile: list[Pile], random: Random) -> None:
    ballot = irv("abcd", **LOT)
    assert count(ballot, shuffled_and_split(profile, random), 0) == count(ballot, profile, 0)


@patiently
@given(profiles(rankings("abcd")), st.permutations("abcd"))
def test_no_option_is_favoured(profile: list[Pile], names: list[str]) -> None:
    new = dict(zip("abcd", names, strict=True))
    before, after = count(irv("abcd"), profile, 0), count(irv("dbca"), renamed(profile, new), 0)
    assert {new[key] for key in before.winners} == set(after.winners)
    assert {new[key] for key in before.tied} == set(after.tied)


@patiently
@given(profiles(rankings("ab")))
def test_between_two_it_is_the_majority(profile: list[Pile]) -> None:
    for_a = sum(pile.many for pile in profile if pile.choice.of_option("a") == 1)
    for_b = sum(pile.many for pile in profile if pile.choice.of_option("b") == 1)
    winners = ("a",) if for_a > for_b else ("b",) if for_b > for_a else ()
    assert count(irv("ab"), profile, 0).winners == winners


@patiently
@given(profiles(rankings("abcde")))
def test_no_ballot_gets_lost_on_the_way(profile: list[Pile]) -> None:
    result = count(irv("abcde"), profile, 0)
    for step in result.steps:
        assert sum(held(step).values()) + step.exhausted == result.counted
        assert step.exhausted >= 0


@patiently
@given(profiles(rankings("abcde")))
def test_whoever_wins_has_more_than_half_of_what_is_left(profile: list[Pile]) -> None:
    result = count(irv("abcde", **LOT), profile, 0)
    for winner in result.winners:
        last = held(result.steps[-1])
        assert 2 * last[winner] > sum(last.values())


@patiently
@given(profiles(rankings("abcd")))
def test_with_a_lot_there_is_always_a_winner_once_anybody_ranks(profile: list[Pile]) -> None:
    anybody = any(pile.choice != Choice.of({}) for pile in profile)
    assert len(count(irv("abcd", **LOT), profile, 0).winners) == anybody
