"""What is a ranking, and what is refused."""

import pytest

from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots import instant_runoff, schulze, stv
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.ranking import ranking
from tests.decisions.ballots.rankings import a_ballot

STRICT = pytest.mark.parametrize(
    ("method", "checked"),
    [(Method.INSTANT_RUNOFF, instant_runoff.checked), (Method.STV, stv.checked)],
    ids=["instant_runoff", "stv"],
)


def test_a_ranking_is_read_from_the_first_to_the_last() -> None:
    assert ranking(Choice.parse("a=3 b=1 c=2")) == ("b", "c", "a")


@STRICT
@pytest.mark.parametrize("said", ["", "b=1", "c=1 a=2", "b=1 a=2 c=3"])
def test_as_many_as_one_likes_are_ranked(method: Method, checked: object, said: str) -> None:
    assert callable(checked)
    assert checked(a_ballot(method, "abc"), Choice.parse(said)) == Choice.parse(said)


@STRICT
@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("a=1 b=1", Refusal(Reason.RANK_TWICE, {"rank": 1}, "option.b")),
        ("a=1 b=2 c=2", Refusal(Reason.RANK_TWICE, {"rank": 2}, "option.c")),
        ("a=1 b=3", Refusal(Reason.RANK_LEFT_OUT, {"rank": 2}, "option.b")),
        ("c=2", Refusal(Reason.RANK_LEFT_OUT, {"rank": 1}, "option.c")),
        ("a=4", Refusal(Reason.OUT_OF_RANGE, {"least": 0, "most": 3}, "option.a")),
        ("x=1", Refusal(Reason.NOT_A_CHOICE, at_field="choice")),
    ],
)
def test_each_number_is_given_once_and_none_is_left_out(
    method: Method, checked: object, said: str, refusal: Refusal
) -> None:
    assert callable(checked)
    with pytest.raises(Refusal) as refused:
        checked(a_ballot(method, "abc"), Choice.parse(said))
    assert refused.value == refusal


@STRICT
def test_an_option_with_0_beside_it_is_not_ranked(method: Method, checked: object) -> None:
    assert callable(checked)
    assert checked(a_ballot(method, "abc"), Choice.parse("a=0 b=1")) == Choice.parse("b=1")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("a=1 b=1 c=3", "a=1 b=1 c=2"),
        ("a=1 b=1 c=2", "a=1 b=1 c=2"),
        ("a=2 b=3", "a=1 b=2"),
        ("a=0 b=2", "b=1"),
        ("", ""),
    ],
)
def test_schulze_takes_equal_ranks_and_keeps_the_order_without_gaps(said: str, kept: str) -> None:
    assert schulze.checked(a_ballot(Method.SCHULZE, "abc"), Choice.parse(said)) == Choice.parse(kept)


@pytest.mark.parametrize(("said", "field"), [("a=4", "option.a"), ("x=1", "choice")])
def test_schulze_refuses_what_cannot_be_a_rank(said: str, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        schulze.checked(a_ballot(Method.SCHULZE, "abc"), Choice.parse(said))
    assert refused.value.at_field == field
