"""Schulze: the author's example, a published election, and what always holds."""

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decisions.rounds.ballots.ballot import Ballot, Method
from decisions.rounds.ballots.choice import Choice, Pile
from decisions.rounds.ballots.lot import drawn
from decisions.rounds.ballots.result import Result
from decisions.rounds.ballots.schulze import compared, count, strongest_ways
from tests.decisions.ballots.rankings import (
    LOT,
    SEED,
    a_ballot,
    patiently,
    piles,
    profiles,
    ranks,
    renamed,
    shuffled_and_split,
    weak_rankings,
)
from tests.decisions.ballots.test_instant_runoff import BURLINGTON, TENNESSEE

# M. Schulze, the first of his examples (45 voters, 5 candidates), with both tables as he gives them:
# https://en.wikipedia.org/wiki/User:MarkusSchulze/Schulze_method_examples
SCHULZE = {
    "a c b e d": 5,
    "a d e c b": 5,
    "b e d a c": 8,
    "c a b e d": 3,
    "c a e b d": 7,
    "c b a d e": 2,
    "d c e b a": 7,
    "e b a d c": 8,
}
ABOVE = {
    "a": {"b": 20, "c": 26, "d": 30, "e": 22},
    "b": {"a": 25, "c": 16, "d": 33, "e": 18},
    "c": {"a": 19, "b": 29, "d": 17, "e": 24},
    "d": {"a": 15, "b": 12, "c": 28, "e": 14},
    "e": {"a": 23, "b": 27, "c": 21, "d": 31},
}
WAYS = {
    "a": {"b": 28, "c": 28, "d": 30, "e": 24},
    "b": {"a": 25, "c": 28, "d": 33, "e": 24},
    "c": {"a": 25, "b": 29, "d": 29, "e": 24},
    "d": {"a": 25, "b": 28, "c": 28, "e": 24},
    "e": {"a": 25, "b": 28, "c": 28, "d": 31},
}


def schulze(keys: str, **rules: object) -> Ballot:
    return a_ballot(Method.SCHULZE, keys, **rules)


def wins(result: Result) -> dict[str, int]:
    return {standing.key: int(standing.figure) for standing in result.standings}


def unbeaten(result: Result) -> set[str]:
    return {*result.winners, *result.tied}


def test_schulzes_example_gives_his_two_tables_and_his_order() -> None:
    above = compared(tuple("abcde"), piles(SCHULZE))
    assert above == ABOVE
    assert strongest_ways(above) == WAYS
    result = count(schulze("abcde"), piles(SCHULZE), 45)
    assert result.winners == ("e",)
    assert wins(result) == {"e": 4, "a": 3, "c": 2, "b": 1, "d": 0}


def test_each_pair_is_compared_once() -> None:
    result = count(schulze("abcde"), piles(SCHULZE), 45)
    assert {(duel.a, duel.b): (duel.for_a, duel.for_b) for duel in result.duels} == {
        (a, b): (ABOVE[a][b], ABOVE[b][a]) for a in "abcde" for b in "abcde" if a < b
    }


def test_tennessee_gets_nashville() -> None:
    assert count(schulze("mnck"), piles(TENNESSEE), 100).winners == ("n",)


def test_burlington_gets_montroll() -> None:
    """The figures are those of https://electowiki.org/wiki/2009_Burlington_mayoral_election for these three."""
    result = count(schulze("kmw"), piles(BURLINGTON), 10_000)
    assert result.winners == ("m",)
    assert {(duel.a, duel.b): (duel.for_a, duel.for_b) for duel in result.duels} == {
        ("k", "m"): (3477, 4067),
        ("k", "w"): (4314, 4064),
        ("m", "w"): (4597, 3668),
    }


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("a b=c", {("a", "b"), ("a", "c")}),
        ("a=b c", {("a", "c"), ("b", "c")}),
        ("a=b=c", set()),
        ("a", {("a", "b"), ("a", "c")}),
        ("a=b", {("a", "c"), ("b", "c")}),
        ("", set()),
    ],
)
def test_equal_ranks_prefer_neither_and_what_is_not_ranked_comes_last(
    order: str, wanted: set[tuple[str, str]]
) -> None:
    above = compared(tuple("abc"), [Pile(ranks(order))])
    assert {(a, b) for a in above for b in above[a] if above[a][b]} == wanted


def test_a_circle_is_broken_at_its_weakest_win() -> None:
    result = count(schulze("abc"), piles({"a b c": 5, "b c a": 4, "c a b": 2}), 11)
    assert result.winners == ("a",), "a beats b by 7, b beats c by 9, c beats a by 6 only"


def test_a_pair_that_is_equal_is_not_a_way() -> None:
    """c beats a, and b is equal with both: a way from a by b to c would make a as good as c."""
    result = count(schulze("abc"), piles({"c a b": 1, "b": 1}), 2)
    assert result.tied == ("b", "c")


def test_a_tie_stands() -> None:
    result = count(schulze("abc"), piles({"a b c": 3, "b a c": 3}), 6)
    assert (result.winners, result.tied, result.by_lot) == ((), ("a", "b"), False)


def test_a_lot_takes_the_one_that_is_drawn_first() -> None:
    result = count(schulze("abc", **LOT), piles({"a b c": 3, "b a c": 3}), 6)
    assert (result.winners, result.tied, result.by_lot) == (drawn(SEED, "ab")[:1], ("a", "b"), True)


def test_where_nobody_ranks_anything_nothing_is_decided() -> None:
    result = count(schulze("ab", **LOT), piles({"": 3}), 5)
    assert (result.counted, result.winners, result.tied) == (3, (), ())


@patiently
@given(profiles(weak_rankings("abcd")), st.randoms())
def test_neither_the_order_of_ballots_nor_their_piles_matter(profile: list[Pile], random: Random) -> None:
    ballot = schulze("abcd", **LOT)
    assert count(ballot, shuffled_and_split(profile, random), 0) == count(ballot, profile, 0)


@patiently
@given(profiles(weak_rankings("abcd")), st.permutations("abcd"))
def test_no_option_is_favoured(profile: list[Pile], names: list[str]) -> None:
    new = dict(zip("abcd", names, strict=True))
    before, after = count(schulze("abcd"), profile, 0), count(schulze("dbca"), renamed(profile, new), 0)
    assert {new[key] for key in before.winners} == set(after.winners)
    assert {new[key] for key in before.tied} == set(after.tied)
    assert {new[key]: many for key, many in wins(before).items()} == wins(after)


@patiently
@given(profiles(weak_rankings("abcd")))
def test_whoever_beats_each_other_one_wins(profile: list[Pile]) -> None:
    above = compared(tuple("abcd"), profile)
    beats_all = [a for a in above if all(above[a][b] > above[b][a] for b in above[a])]
    assume(beats_all)
    assert list(count(schulze("abcd"), profile, 0).winners) == beats_all


@patiently
@given(profiles(weak_rankings("abcd")))
def test_whoever_is_beaten_by_each_other_one_never_wins(profile: list[Pile]) -> None:
    above = compared(tuple("abcd"), profile)
    beaten_by_all = {a for a in above if all(above[a][b] < above[b][a] for b in above[a])}
    assert not beaten_by_all & unbeaten(count(schulze("abcd"), profile, 0))


@patiently
@given(profiles(weak_rankings("abcd")))
def test_there_is_always_somebody_than_whom_none_is_better(profile: list[Pile]) -> None:
    anybody = any(pile.choice != Choice.of({}) for pile in profile)
    assert bool(unbeaten(count(schulze("abcd"), profile, 0))) == anybody


@patiently
@given(profiles(weak_rankings("abcd"), most=4), st.data())
def test_ranking_the_winner_higher_never_harms_it(profile: list[Pile], data: st.DataObject) -> None:
    winners = count(schulze("abcd"), profile, 0).winners
    assume(winners)
    raised = data.draw(st.integers(0, len(profile) - 1), label="the pile that thinks better of the winner")
    higher = [_raised(pile, winners[0]) if n == raised else pile for n, pile in enumerate(profile)]
    assert count(schulze("abcd"), higher, 0).winners == winners


def _raised(pile: Pile, key: str) -> Pile:
    """The option by itself before the one that was above it, and all others as they were."""
    rank = pile.choice.of_option(key) or 1 + max((rank for _, rank in pile.choice.marks), default=0)
    others = {other: 2 * number for other, number in pile.choice.marks if other != key}
    return Pile(Choice.of(others | {key: max(1, 2 * rank - 3)}), pile.many)
