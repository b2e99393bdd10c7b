"""Where only those who disagree must say why, each method says who that is."""

import pytest

from decisions.refusals import Reason, Refusal
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.ballot import Ballot, Method, Rules
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.disagreement import can_disagree, disagrees
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.terms import Reasons, Terms
from tests.decisions.people import ANA, BO, CY
from tests.decisions.test_ballots import OPTIONS, a_ballot, choose


def of(method: Method, passes_at: str = "") -> Ballot:
    return Ballot(method, METHODS[method].options or OPTIONS, Rules(passes_at=passes_at))


def against(ballot: Ballot) -> list[str]:
    return [key for key in ballot.keys if disagrees(ballot, Choice.of({key: 1}))]


@pytest.mark.parametrize(
    ("ballot", "keys"),
    [
        (of(Method.CONSENSUS), ["aside", "block"]),
        (of(Method.SENSE_CHECK), ["worried"]),
        (of(Method.GRADIENTS, "reserve"), ["abstain", "discuss", "dislike", "serious", "veto"]),
        (of(Method.GRADIENTS, "dislike"), ["serious", "veto"]),
        (of(Method.GRADIENTS, "veto"), []),
        (of(Method.OPT_IN), []),
        (of(Method.CHOOSE_ONE), []),
    ],
)
def test_the_answers_that_say_no(ballot: Ballot, keys: list[str]) -> None:
    assert against(ballot) == keys


@pytest.mark.parametrize("method", Method)
def test_where_nobody_can_disagree_no_answer_does(method: Method) -> None:
    assert can_disagree(method) is bool(against(of(method, "reserve")))


def test_only_whoever_disagrees_must_say_why() -> None:
    world = a_ballot(of(Method.CONSENSUS), Terms(reasons=Reasons.FOR_DISAGREEMENT))
    choose(world, ANA, "agree")
    with pytest.raises(Refusal) as refused:
        choose(world, BO, "block")
    assert (refused.value.reason, refused.value.at_field) == (Reason.EMPTY, "words")
    choose(world, BO, "block", words="It harms the small ones.")
    choose(world, CY, "agree", words="At last.")
    assert [each.words for each in world.counted_answers().values()] == [
        "",
        "It harms the small ones.",
        "At last.",
    ]


def test_what_is_written_down_for_somebody_says_why_too() -> None:
    world = a_ballot(of(Method.CONSENSUS), Terms(reasons=Reasons.FOR_DISAGREEMENT))
    said = {"member": CY, "kind": Kind.CHOICE, "choice": Choice.of({"block": 1})}
    assert world.refused(BO, c.WriteDown, **said) is Reason.EMPTY
