"""A ballot that nobody could answer is not opened; and everything that is wrong with it is said at once."""

from dataclasses import replace
from typing import Any

import pytest

from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method, Rules, Threshold
from decisions.rounds.ballots.methods import METHODS, checked_ballot
from tests.decisions.ballots.elections import a_ballot


def with_labels(*labels: str, meaning: str = "") -> Ballot:
    options = tuple(BallotOption(f"o{n}", label, meaning) for n, label in enumerate(labels))
    return Ballot(Method.CHOOSE_ONE, options)


def found(ballot: Ballot) -> list[tuple[str, Reason]]:
    return [(fault.at_field, fault.reason) for fault in ballot.faults()]


def test_a_ballot_is_trimmed() -> None:
    checked = with_labels("  Tea\n at  four ", "Coffee", meaning=" Hot. ").checked()
    assert [option.label for option in checked.options] == ["Tea at four", "Coffee"]
    assert {option.meaning for option in checked.options} == {"Hot."}


@pytest.mark.parametrize(
    ("ballot", "fault"),
    [
        (with_labels(), ("options", Reason.TOO_FEW_OPTIONS)),
        (with_labels("Tea"), ("options", Reason.TOO_FEW_OPTIONS)),
        (with_labels(*map(str, range(101))), ("options", Reason.TOO_MANY_OPTIONS)),
        (with_labels("Tea", " \n"), ("option.o1", Reason.EMPTY)),
        (with_labels("Tea", "x" * 81), ("option.o1", Reason.TOO_LONG)),
    ],
)
def test_too_few_or_too_many_options_and_labels_that_nobody_could_read_are_refused(
    ballot: Ballot, fault: tuple[str, Reason]
) -> None:
    assert found(ballot) == [fault]
    with pytest.raises(Refusal) as refused:
        ballot.checked()
    assert (refused.value.at_field, refused.value.reason) == fault


def test_the_most_that_fits_is_taken() -> None:
    assert with_labels(*(f"{n:>080}" for n in range(100)), meaning="x" * 300).faults() == ()
    assert found(with_labels("Tea", "Coffee", meaning="x" * 301)) == [
        ("option.o0", Reason.TOO_LONG),
        ("option.o1", Reason.TOO_LONG),
    ]


def test_options_that_read_the_same_are_each_named_and_so_is_all_else_that_is_wrong() -> None:
    ballot = with_labels("Tea", "tea ", "", "Water")
    ballot = replace(ballot, rules=Rules(seats=5, thresholds=(("o9", Threshold(50)),)))
    assert found(ballot) == [
        ("option.o0", Reason.READS_THE_SAME),
        ("option.o1", Reason.READS_THE_SAME),
        ("option.o2", Reason.EMPTY),
        ("seats", Reason.OUT_OF_RANGE),
        ("thresholds", Reason.NOT_A_CHOICE),
    ]


@pytest.mark.parametrize(
    ("method", "rules", "at_field"),
    [
        (Method.CHOOSE_ONE, {"seats": 0}, "seats"),
        (Method.CHOOSE_ONE, {"seats": 4}, "seats"),
        (Method.CHOOSE_ONE, {"thresholds": (("a", Threshold(101)),)}, "thresholds"),
        (Method.CHOOSE_ONE, {"thresholds": (("a", Threshold(-1)),)}, "thresholds"),
        (Method.CHOOSE_SEVERAL, {"least": -1}, "least"),
        (Method.CHOOSE_SEVERAL, {"least": 3}, "least"),
        (Method.CHOOSE_SEVERAL, {"least": 2, "most": 1}, "most"),
        (Method.CHOOSE_SEVERAL, {"least": 0, "most": -1}, "most"),
        (Method.CHOOSE_SEVERAL, {"most": 4}, "most"),
        (Method.SCORE, {"top": 0}, "top"),
        (Method.SCORE, {"top": 101}, "top"),
        (Method.DOTS, {"budget": 0}, "budget"),
        (Method.DOTS, {"budget": 101}, "budget"),
        (Method.STV, {"seats": 4}, "seats"),
        (Method.OPT_IN, {"limit": -1}, "limit"),
        (Method.GRADIENTS, {"passes_at": ""}, "passes_at"),
        (Method.GRADIENTS, {"passes_at": "z"}, "passes_at"),
    ],
)
def test_rules_that_make_no_sense_for_the_method_are_refused(
    method: Method, rules: dict[str, Any], at_field: str
) -> None:
    options = tuple(BallotOption(key, key) for key in "abc")
    faults = Ballot(method, options, Rules(**rules)).faults()
    assert [fault.at_field for fault in faults] == [at_field]


@pytest.mark.parametrize(
    ("method", "rules"),
    [
        (Method.CHOOSE_ONE, {"least": 9, "most": 7, "top": 0, "budget": 0, "limit": -1}),
        (Method.CHOOSE_ONE, {"seats": 3, "thresholds": (("a", Threshold(0)), ("c", Threshold(100)))}),
        (Method.CHOOSE_SEVERAL, {"least": 2, "most": 2}),
        (Method.CHOOSE_SEVERAL, {"least": 0, "most": 3}),
        (Method.SCORE, {"top": 100}),
        (Method.DOTS, {"budget": 100}),
        (Method.SCHULZE, {"seats": 7}),
        (Method.GRADIENTS, {"passes_at": "b"}),
    ],
)
def test_rules_that_make_sense_are_taken_and_those_that_the_method_does_not_read_are_not_looked_at(
    method: Method, rules: dict[str, Any]
) -> None:
    options = tuple(BallotOption(key, key) for key in "abc")
    assert Ballot(method, options, Rules(**rules)).faults() == ()


@pytest.mark.parametrize("key", ["", "a b", "a=1", "ninechars", "é", "a_b"])
def test_a_key_is_a_few_letters_and_digits(key: str) -> None:
    with pytest.raises(ValueError, match="not a key"):
        BallotOption(key, "Tea")


def test_two_options_never_share_a_key_and_a_seed_is_a_seed() -> None:
    with pytest.raises(ValueError, match="one key"):
        Ballot(Method.CHOOSE_ONE, (BallotOption("a", "Tea"), BallotOption("a", "Coffee")))
    with pytest.raises(ValueError, match="not a seed"):
        Rules(seed="abc")


@pytest.mark.parametrize("method", METHODS)
def test_a_method_that_brings_its_own_options_takes_no_others(method: Method) -> None:
    ballot = a_ballot(method, passes_at="minor")
    assert checked_ballot(ballot) == ballot
    if METHODS[method].options:
        said = replace(ballot, options=tuple(replace(o, label=f"{o.key}!") for o in ballot.options))
        assert checked_ballot(said) == said
        with pytest.raises(ValueError, match="of its own"):
            checked_ballot(replace(ballot, options=ballot.options[1:]))
