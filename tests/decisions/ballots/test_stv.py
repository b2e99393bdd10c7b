"""STV: a published election stage by stage, worked examples, a plain count paper by paper, and what always holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from itertools import combinations
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from decisions.rounds.ballots import instant_runoff
from decisions.rounds.ballots.ballot import Ballot, Method
from decisions.rounds.ballots.choice import Choice, Pile
from decisions.rounds.ballots.lot import drawn
from decisions.rounds.ballots.ranking import ranking
from decisions.rounds.ballots.result import Result
from decisions.rounds.ballots.stv import count
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


def stv(keys: str, seats: int, **rules: object) -> Ballot:
    return a_ballot(Method.STV, keys, seats=seats, **rules)


def exactly(**figures: str) -> dict[str, Fraction]:
    return {key: Fraction(figure) for key, figure in figures.items()}


def figures(result: Result) -> list[dict[str, Fraction]]:
    return [held(step) for step in result.steps]


# What to serve at a party: https://www.liquisearch.com/single_transferable_vote/example, from the encyclopaedia's article.
PARTY = {"o": 4, "p o": 2, "c s": 8, "c w": 4, "s": 1, "w": 1}


def test_the_party_gets_chocolate_oranges_and_strawberries() -> None:
    result = count(stv("opcsw", 3), piles(PARTY), 20)
    assert result.winners == ("c", "o", "s")
    assert figures(result) == [
        {"o": 4, "p": 2, "c": 12, "s": 1, "w": 1},
        {"o": 4, "p": 2, "c": 6, "s": 5, "w": 3},
        {"o": 6, "c": 6, "s": 5, "w": 3},
        {"o": 6, "c": 6, "s": 5},
    ]
    assert [(step.elected, step.out) for step in result.steps] == [
        (("c",), ()),
        ((), ("p",)),
        (("o",), ("w",)),
        (("s",), ()),
    ]
    assert [step.exhausted for step in result.steps] == [0, 0, 0, 3]


# The steering committee of the Green Party of the United States, 24 July 2005: 94 ballots, 13 candidates (a to m), 4 seats.
# Ballots and count by Scottish rules, to the fifth decimal place, are in J. Lundell's Droop (github.com/jklundell/droop:
# test/blt/SC.blt, test/ref/dump/SC-scotland-fixed-p5-d5.txt). There f, j, k and l, who hold nothing, go in four rounds.
COMMITTEE = """
ghikl ghikl mgedba embgda mdab dbmac dmbg ghlamibdke amcdgeb damgceb damgceb admbgecihlk gahimcbdlek ghikl gahimcbdlek
ghikl ghikl ghikl eamcbdg ghiclbmead cmab cmab dgme demcba ghikl gihlkbm ghikl ghikl dcma dcma mcdagbe cmdagbe mcdabeg
madbecg mdcabe cmadbge dcmh dcma admg admg gcdmae ikhg ghikl mceb debcm mebdacg mebagch ghilk ghdil mdgbh dmbgah ghkil
hdgkmi gdbm magd dabmie admecb gedhkbmacil dhgembaci cdgblmhae ghikl ghki ghki ghikl ghikl ghikl mbdgea ghikl ghik ghikl
bghlmkaei dghb dmebac mdgcaehbi dcmag mdac damcbgh bdme bcdamg cadm dcabk cadmbg dabhc daembc daembc ghikl ghikl mgcbeda
megbda ghikl amcgbde mabgdec mabgdec cadbmgieh
"""


def test_a_published_count_comes_to_the_same_stage_by_stage() -> None:
    profile = [Pile(Choice.of({key: n for n, key in enumerate(order, 1)})) for order in COMMITTEE.split()]
    result = count(stv("abcdefghijklm", 4), profile, 100)
    assert result.counted == 94
    assert result.winners == ("g", "d", "m", "c")
    nobody = dict.fromkeys("fjkl", Fraction())
    assert figures(result) == [
        exactly(a="6", b="3", c="8", d="22", e="2", g="33", h="1", i="1", m="18") | nobody,
        exactly(
            a="6.84848",
            b="3.42424",
            c="8.42424",
            d="22",
            e="2.42424",
            g="19",
            h="12.45448",
            i="1.42424",
            m="18",
        )
        | nobody,
        exactly(
            a="7.803",
            b="3.5606",
            c="9.2424",
            d="19",
            e="2.69696",
            g="19",
            h="12.7272",
            i="1.42424",
            m="18.54544",
        )
        | nobody,
        exactly(
            a="7.803",
            b="3.5606",
            c="9.2424",
            d="19",
            e="2.69696",
            g="19",
            h="12.7272",
            i="1.42424",
            m="18.54544",
        ),
        exactly(a="7.803", b="3.5606", c="9.2424", d="19", e="2.69696", g="19", h="14.15144", m="18.54544"),
        exactly(a="8.803", b="3.69696", c="9.2424", d="19", g="19", h="14.57568", m="19.6818"),
        exactly(a="9.01084", b="3.9536", c="9.45496", d="19", g="19", h="14.57568", m="19"),
        exactly(a="9.36448", c="10.59132", d="19", g="19", h="15.61032", m="19"),
        exactly(c="16.62204", d="19", g="19", h="16.59988", m="19"),
        exactly(c="18.59172", d="19", g="19", m="19"),
    ]
    assert [(step.elected, step.out) for step in result.steps] == [
        (("g", "d"), ()),
        ((), ()),
        ((), ("f", "j", "k", "l")),
        ((), ("i",)),
        ((), ("e",)),
        (("m",), ()),
        ((), ("b",)),
        ((), ("a",)),
        ((), ("h",)),
        (("c",), ()),
    ]
    assert result.steps[-1].exhausted == Fraction("18.40808") + Fraction("0.0002"), (
        "what the fifth place left away"
    )
    assert not result.tied


def test_a_quota_is_a_share_of_the_ballots_that_rank_anybody() -> None:
    result = count(stv("abc", 1), piles({"a": 2, "b": 1, "": 4}), 7)
    assert result.steps[0].elected == ("a",), "two of three are a quota, though not of seven"
    assert result.steps[0].exhausted == 4


def test_equal_surpluses_go_on_in_one_step() -> None:
    result = count(stv("abcd", 3), piles({"a c": 6, "b d": 6, "c": 2, "d": 1}), 15)
    assert figures(result) == [
        {"a": 6, "b": 6, "c": 2, "d": 1},
        exactly(a="4", b="4", c=str(2 + Fraction(199998, 100000)), d=str(1 + Fraction(199998, 100000))),
        exactly(a="4", b="4", c=str(2 + Fraction(199998, 100000))),
    ]
    assert result.steps[1].exhausted == Fraction(4, 100_000)
    assert result.winners == ("a", "b", "c")


def test_as_many_as_there_are_seats_are_all_elected() -> None:
    assert count(stv("abc", 3), piles({"b": 2, "a": 1}), 3).winners == ("b", "a", "c")


def test_with_a_tie_that_stands_those_elected_before_are_elected() -> None:
    result = count(stv("abcd", 2), piles({"a": 4, "b": 2, "c": 2}), 8)
    assert result.winners == ("a",)
    assert result.tied == ("b", "c")
    assert not result.by_lot


def test_the_lowest_do_not_go_together_when_somebody_might_be_elected_on_the_way() -> None:
    """As soon as d goes, a has a quota; with b still there or not is not the same count."""
    result = count(stv("abcde", 2), piles({"c a": 3, "e": 3, "d a b": 1, "b": 1, "a c": 3}), 11)
    assert result.winners == ()
    assert result.tied == ("b", "d")


def test_the_lot_decides_a_tie_that_matters() -> None:
    result = count(stv("abcd", 2, **LOT), piles({"a": 4, "b": 2, "c": 2}), 8)
    assert result.winners == ("a", drawn(SEED, "bc")[0])
    assert result.tied == ("b", "c")
    assert result.by_lot
    assert [step.by_lot for step in result.steps] == [False, False, True, False]


def test_where_nobody_ranks_anything_nobody_is_elected() -> None:
    result = count(stv("abc", 2), piles({"": 3}), 5)
    assert (result.counted, result.winners, result.tied, result.steps) == (3, (), (), ())


@dataclass
class Paper:
    """One ballot paper, as it lies on a table."""

    names: tuple[str, ...]
    value: Decimal = Decimal(1)

    def next_of(self, continuing: Sequence[str]) -> str:
        return next((key for key in self.names if key in continuing), "")


def by_hand(profile: list[Pile], keys: str, seats: int) -> list[dict[str, Fraction]] | None:
    """What each holds at each stage, counted paper by paper, as rules 45 to 52 of the Order read. None as soon as any two are
    equal where the Order would look back or draw lots."""
    papers = [Paper(ranking(pile.choice)) for pile in profile for _ in range(pile.many) if pile.choice.marks]
    quota = len(papers) // (seats + 1) + 1
    continuing, elected, pending, stages = list(keys), [], [], []
    lying = {key: [paper for paper in papers if paper.names[0] == key] for key in keys}
    credit = {key: Decimal(len(lying[key])) for key in keys}
    while True:
        stages.append({key: Fraction(credit[key]) for key in credit})
        reached = [key for key in continuing if credit[key] >= quota]
        continuing = [key for key in continuing if key not in reached]
        elected += reached
        pending += [key for key in reached if credit[key] > quota]
        if len(elected) + len(continuing) <= seats or len(elected) >= seats:
            return stages
        extreme = max(credit[key] for key in pending) if pending else min(credit[key] for key in continuing)
        moving = [key for key in pending or continuing if credit[key] == extreme]
        if len(moving) > 1:
            return None
        (mover,) = moving
        surplus, total = credit[mover] - quota, credit[mover]
        if pending:
            pending.remove(mover)
            credit[mover] = Decimal(quota)
        else:
            continuing.remove(mover)
            del credit[mover]
        for paper in lying.pop(mover):
            if mover in elected:
                paper.value = (surplus * paper.value / total).quantize(Decimal("0.00001"), ROUND_DOWN)
            if to := paper.next_of(continuing):
                lying[to].append(paper)
                credit[to] += paper.value


@patiently
@given(profiles(rankings("abcde"), most=40), st.integers(1, 3))
def test_it_comes_to_what_a_count_paper_by_paper_comes_to(profile: list[Pile], seats: int) -> None:
    stages = by_hand(profile, "abcde", seats)
    assume(stages is not None)
    result = count(stv("abcde", seats), profile, 0)
    assert figures(result) == (stages if any(pile.choice.marks for pile in profile) else [])


@patiently
@given(profiles(rankings("abcd")), st.integers(1, 3), st.randoms())
def test_neither_the_order_of_ballots_nor_their_piles_matter(
    profile: list[Pile], seats: int, random: Random
) -> None:
    ballot = stv("abcd", seats, **LOT)
    assert count(ballot, shuffled_and_split(profile, random), 0) == count(ballot, profile, 0)


@patiently
@given(profiles(rankings("abcd")), st.permutations("abcd"), st.integers(1, 3))
def test_no_option_is_favoured(profile: list[Pile], names: list[str], seats: int) -> None:
    new = dict(zip("abcd", names, strict=True))
    before = count(stv("abcd", seats), profile, 0)
    after = count(stv("dbca", seats), renamed(profile, new), 0)
    assert {new[key] for key in before.winners} == set(after.winners)
    assert {new[key] for key in before.tied} == set(after.tied)


@patiently
@given(profiles(rankings("abcde")), st.integers(1, 4))
def test_no_ballot_gets_lost_on_the_way(profile: list[Pile], seats: int) -> None:
    result = count(stv("abcde", seats), profile, 0)
    exhausted = [step.exhausted for step in result.steps]
    assert exhausted == sorted(exhausted)
    for step in result.steps:
        assert sum(held(step).values()) + step.exhausted == result.counted


@patiently
@given(profiles(rankings("abcd")))
def test_with_one_seat_it_is_instant_runoff(profile: list[Pile]) -> None:
    one_seat = count(stv("abcd", 1), profile, 0)
    runoff = instant_runoff.count(a_ballot(Method.INSTANT_RUNOFF, "abcd"), profile, 0)
    assert one_seat.winners == runoff.winners
    assert one_seat.tied == runoff.tied


@patiently
@given(profiles(rankings("abcde")), st.integers(1, 4))
def test_all_seats_are_filled_once_anybody_ranks(profile: list[Pile], seats: int) -> None:
    winners = count(stv("abcde", seats, **LOT), profile, 0).winners
    anybody = any(pile.choice.marks for pile in profile)
    assert len(winners) == len(set(winners)) == (seats if anybody else 0)


@patiently
@given(profiles(rankings("abcde"), most=40), st.integers(1, 4))
def test_a_group_of_so_many_quotas_gets_so_many_seats(profile: list[Pile], seats: int) -> None:
    """Droop's proportionality, for those who rank the same options, in whatever order, before all others."""
    result = count(stv("abcde", seats, **LOT), profile, 0)
    voters = sum(pile.many for pile in profile if pile.choice.marks)
    quota = voters // (seats + 1) + 1
    for size in range(1, 5):
        for wanted in map(set, combinations("abcde", size)):
            together = sum(pile.many for pile in profile if set(ranking(pile.choice)[:size]) == wanted)
            assert len(wanted & set(result.winners)) >= min(together // quota, size)
