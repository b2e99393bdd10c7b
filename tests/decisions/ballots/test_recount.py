"""Counting again finds every part of a result that does not follow from what was said."""

from dataclasses import fields, replace
from fractions import Fraction
from typing import Any

import pytest

from decisions.rounds.ballots.ballot import Method, Tie
from decisions.rounds.ballots.recount import Difference, recount
from decisions.rounds.ballots.result import CountStep, Duel, GroupCount, Result, Standing
from tests.decisions.ballots.elections import LOT, a_ballot, counted, piles

BALLOT = a_ballot(Method.CHOOSE_ONE, "ab")
SAID = {"a=1": 3, "b=1": 1}
RESULT = counted(BALLOT, SAID)
OTHERWISE: dict[str, Any] = {
    "method": Method.APPROVAL,
    "counted": 5,
    "standings": RESULT.standings[:1],
    "winners": ("b",),
    "tied": ("a", "b"),
    "by_lot": True,
    "steps": (CountStep((), Fraction(0)),),
    "duels": (Duel("a", "b", 3, 1),),
    "margin": None,
    "by_group": (GroupCount(None, 3, ()),),
}


def test_the_same_is_the_same() -> None:
    assert recount(BALLOT, piles(SAID), 0, RESULT) == ()
    assert recount(BALLOT, list(reversed(piles(SAID))), 0, RESULT) == ()


@pytest.mark.parametrize("name", [field.name for field in fields(Result)])
def test_each_part_that_differs_is_named(name: str) -> None:
    other = replace(RESULT, **{name: OTHERWISE[name]})
    assert recount(BALLOT, piles(SAID), 0, other) == (
        Difference(name, OTHERWISE[name], getattr(RESULT, name)),
    )


@pytest.mark.parametrize(
    ("name", "value"), [("figure", Fraction(7)), ("marks", ((1, 2),)), ("meets_threshold", False)]
)
def test_each_part_of_a_standing_that_differs_is_named(name: str, value: object) -> None:
    first, second = RESULT.standings
    changed: Standing = replace(second, **{name: value})  # type: ignore[arg-type]
    found = recount(BALLOT, piles(SAID), 0, replace(RESULT, standings=(first, changed)))
    assert found == (Difference(f"b.{name}", value, getattr(second, name)),)


def test_one_answer_more_or_less_is_found() -> None:
    assert {it.what for it in recount(BALLOT, piles({"a=1": 3, "b=1": 2}), 0, RESULT)} == {
        "counted",
        "b.figure",
        "b.marks",
    }


def test_another_seed_is_found_where_the_lot_decided() -> None:
    ballot = a_ballot(Method.CHOOSE_ONE, "abcdefgh", **LOT)
    said = piles({f"{key}=1": 1 for key in ballot.keys})
    result = counted(ballot, said)
    assert ballot.rules.tie is Tie.LOT
    found = [
        recount(replace(ballot, rules=replace(ballot.rules, seed=f"{n:064x}")), said, 0, result)
        for n in range(20)
    ]
    assert ["winners"] in [[it.what for it in differences] for differences in found]
