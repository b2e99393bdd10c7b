"""What holds of every method that is not ranked, whatever people say."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.rounds.ballots.ballot import Ballot, Base, Method, Side, Threshold, Tie
from decisions.rounds.ballots.choice import Choice, Pile
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.result import Result
from tests.decisions.ballots.elections import LOT, a_ballot, counted, every_choice, is_taken, renamed

ELIGIBLE: Final = 12
CHOOSING: Final[dict[Method, dict[str, Any]]] = {
    Method.CHOOSE_ONE: {},
    Method.CHOOSE_SEVERAL: {"least": 0, "most": 2},
    Method.APPROVAL: {},
    Method.SCORE: {"top": 3},
    Method.DOTS: {"budget": 3},
    Method.TIME_POLL: {},
}
REACHED: Final = (("a", Threshold(40)), ("c", Threshold(20, base=Base.ELIGIBLE)))
NOT_EXCEEDED: Final = (("b", Threshold(70, Side.AT_MOST)),)
LEVELS: Final[dict[Method, dict[str, Any]]] = {
    Method.CONSENSUS: {"thresholds": (("aside", Threshold(40, Side.AT_MOST)),)},
    Method.OPT_IN: {"thresholds": (("in", Threshold(20, base=Base.ELIGIBLE)),)},
    Method.GRADIENTS: {
        "passes_at": "reserve",
        "thresholds": (("reserve", Threshold(60)), ("serious", Threshold(20, Side.AT_MOST))),
    },
}
BALLOTS: Final = [
    *(
        a_ballot(method, "abcd", seats=seats, thresholds=thresholds, **rules, **tie)
        for method, rules in CHOOSING.items()
        for seats in (1, 2)
        for thresholds in ((), REACHED + NOT_EXCEEDED)
        for tie in ({}, LOT)
    ),
    *(a_ballot(method, **rules) for method, rules in LEVELS.items()),
    a_ballot(Method.SENSE_CHECK),
]
OF_PEOPLES_OWN: Final = [
    ballot for ballot in BALLOTS if ballot.method in CHOOSING and ballot.rules.tie is Tie.STANDS
]
THAT_CHOOSE: Final = [
    replace(ballot, rules=replace(ballot.rules, thresholds=REACHED))
    for ballot in BALLOTS
    if ballot.method in CHOOSING
]
TAKEN: Final[dict[Method, Callable[[list[int]], bool]]] = {
    **dict.fromkeys(
        (Method.CHOOSE_ONE, *LEVELS, Method.SENSE_CHECK),
        lambda given: max(given, default=0) == sum(given) == 1,
    ),
    Method.CHOOSE_SEVERAL: lambda given: max(given, default=0) <= 1 and sum(given) <= 2,
    Method.APPROVAL: lambda given: max(given, default=0) <= 1,
    Method.SCORE: lambda given: max(given, default=0) <= 3,
    Method.DOTS: lambda given: sum(given) <= 3,
    Method.TIME_POLL: lambda given: max(given, default=0) <= 2,
}
"""By the numbers beside the options, none of them below 0."""
CHOICES: Final = {ballot: tuple(every_choice(ballot)) for ballot in (*BALLOTS, *THAT_CHOOSE)}


few = settings(max_examples=25, deadline=None)


def named(ballot: Ballot) -> str:
    rules = ballot.rules
    return f"{ballot.method}, {rules.seats}, {rules.tie}, {len(rules.thresholds)} thresholds"


def said_in(ballot: Ballot, *, least: int = 0) -> st.SearchStrategy[list[Choice]]:
    return st.lists(st.sampled_from(CHOICES[ballot]), min_size=least, max_size=ELIGIBLE)


def result_of(ballot: Ballot, said: list[Choice]) -> Result:
    return counted(ballot, [Pile(choice) for choice in said], ELIGIBLE)


def test_every_method_that_is_not_ranked_is_tried_here() -> None:
    ranked = {Method.INSTANT_RUNOFF, Method.SCHULZE, Method.STV}
    assert {ballot.method for ballot in BALLOTS} == set(Method) - ranked
    assert set(METHODS) >= set(Method) - ranked


@pytest.mark.parametrize("ballot", BALLOTS, ids=named)
@few
@given(data=st.data(), random=st.randoms())
def test_neither_who_says_what_nor_in_which_order_nor_on_which_pile_matters(
    ballot: Ballot, data: st.DataObject, random: Random
) -> None:
    said = data.draw(said_in(ballot))
    result = result_of(ballot, said)
    random.shuffle(said)
    assert result_of(ballot, said) == result
    piled = [Pile(choice, many) for choice, many in Counter(said).items()]
    assert counted(ballot, piled, ELIGIBLE) == result
    split = [part for pile in piled for part in (replace(pile, many=1), replace(pile, many=pile.many - 1))]
    random.shuffle(split)
    assert counted(ballot, [pile for pile in split if pile.many], ELIGIBLE) == result


@pytest.mark.parametrize("ballot", OF_PEOPLES_OWN, ids=named)
@few
@given(data=st.data())
def test_options_by_other_names_have_the_same_result_by_those_names(
    ballot: Ballot, data: st.DataObject
) -> None:
    said = data.draw(said_in(ballot))
    names = dict(zip(ballot.keys, data.draw(st.permutations(ballot.keys)), strict=True))
    others = [Choice.of({names[key]: number for key, number in choice.marks}) for choice in said]
    result, by_other_names = result_of(ballot, said), result_of(renamed(ballot, names), others)
    assert by_other_names.standings == tuple(replace(s, key=names[s.key]) for s in result.standings)
    assert by_other_names.winners == tuple(names[key] for key in result.winners)
    assert by_other_names.tied == tuple(names[key] for key in result.tied)
    assert by_other_names.margin == result.margin


@pytest.mark.parametrize("ballot", OF_PEOPLES_OWN, ids=named)
@few
@given(data=st.data())
def test_in_which_order_the_options_stand_does_not_matter(ballot: Ballot, data: st.DataObject) -> None:
    said = data.draw(said_in(ballot))
    other = replace(ballot, options=tuple(data.draw(st.permutations(ballot.options))))
    result, in_other_order = result_of(ballot, said), result_of(other, said)
    assert set(in_other_order.winners) == set(result.winners)
    assert set(in_other_order.tied) == set(result.tied)
    assert set(in_other_order.standings) == set(result.standings)
    assert in_other_order.margin == result.margin


@pytest.mark.parametrize("ballot", THAT_CHOOSE, ids=named)
@few
@given(data=st.data())
def test_more_for_what_is_chosen_never_loses_it_its_place(ballot: Ballot, data: st.DataObject) -> None:
    said = data.draw(said_in(ballot, least=1))
    winners = result_of(ballot, said).winners
    if not winners:
        return
    chosen = data.draw(st.sampled_from(winners))
    at = data.draw(st.integers(0, len(said) - 1))
    more = data.draw(st.sampled_from([c for c in CHOICES[ballot] if _is_more(c, said[at], chosen)]))
    assert chosen in result_of(ballot, [*said[:at], more, *said[at + 1 :]]).winners


def _is_more(choice: Choice, before: Choice, chosen: str) -> bool:
    """It gives ``chosen`` no less, and everything else no more."""
    ours, theirs = dict(choice.marks), dict(before.marks)
    return ours.get(chosen, 0) >= theirs.get(chosen, 0) and all(
        number <= theirs.get(key, 0) for key, number in ours.items() if key != chosen
    )


@pytest.mark.parametrize("ballot", [ballot for ballot in BALLOTS if ballot.method in LEVELS], ids=named)
@few
@given(data=st.data())
def test_a_more_favourable_answer_never_stops_it_from_passing(ballot: Ballot, data: st.DataObject) -> None:
    said = data.draw(said_in(ballot, least=1))
    at = data.draw(st.integers(0, len(said) - 1))
    [(key, _)] = said[at].marks
    better = data.draw(st.sampled_from(ballot.keys[: ballot.keys.index(key) + 1]))
    after = [*said[:at], Choice.of({better: 1}), *said[at + 1 :]]
    assert result_of(ballot, said).winners <= result_of(ballot, after).winners


@pytest.mark.parametrize("ballot", BALLOTS, ids=named)
@few
@given(data=st.data())
def test_a_result_fits_together(ballot: Ballot, data: st.DataObject) -> None:
    said = data.draw(said_in(ballot))
    result = result_of(ballot, said)
    assert result.method is ballot.method
    assert result.counted == len(said)
    assert tuple(standing.key for standing in result.standings) == ballot.keys
    by_key = {standing.key: standing for standing in result.standings}
    assert len(set(result.winners)) == len(result.winners) <= ballot.rules.seats
    if ballot.method in CHOOSING:
        assert all(by_key[key].meets_threshold and by_key[key].figure > 0 for key in result.winners)
    assert result.by_lot <= (ballot.rules.tie is Tie.LOT)
    assert result.by_lot == bool(set(result.tied) & set(result.winners))
    assert result.margin is None or 1 <= result.margin <= result.counted


@pytest.mark.parametrize("ballot", [*BALLOTS[::8], *BALLOTS[-4:]], ids=named)
@few
@given(data=st.data())
def test_exactly_what_a_method_asks_for_is_taken_without_what_says_nothing(
    ballot: Ballot, data: st.DataObject
) -> None:
    keys = [*ballot.keys[:4], "z"] if data.draw(st.booleans()) else ballot.keys[:4]
    numbers = data.draw(st.dictionaries(st.sampled_from(keys), st.integers(-1, 4)))
    choice = Choice.of(numbers)
    taken = "z" not in numbers and min(numbers.values(), default=0) >= 0
    assert is_taken(ballot, choice) is (taken and TAKEN[ballot.method](list(numbers.values())))
    if is_taken(ballot, choice):
        checked = METHODS[ballot.method].checked(ballot, choice)
        assert dict(checked.marks) == {key: number for key, number in numbers.items() if number}
