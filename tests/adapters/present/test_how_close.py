"""How close it was: in words for every method, or why that is not worked out."""

from dataclasses import replace

import pytest

from adapters.cards import Line
from adapters.present.ballot_result import close_lines
from adapters.present.ballot_words import RANKED
from adapters.present.round_card import round_card
from adapters.present.scene import Scene
from decisions.rounds.ballots.ballot import Ballot, Method, Threshold
from decisions.rounds.ballots.choice import Choice, Pile
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.result import Result
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage, Why
from tests.adapters.present import ballots
from tests.adapters.present import builders as b
from tests.adapters.present.shown import text_of

ONE = "1 different answer would have changed this."
OTHERS = tuple(method for method in Method if method not in RANKED and method is not Method.SENSE_CHECK)


def counted(ballot: Ballot, many: tuple[int, int]) -> Result:
    """So many put the first option first, and so many the second."""
    first, second = ballot.keys[:2]
    piles = [Pile(Choice.of({key: 1}), n) for key, n in zip((first, second), many, strict=True)]
    return METHODS[ballot.method].count(ballot, piles, sum(many))


def a_record(method: Method, many: tuple[int, int] = (4, 3)) -> RoundRecord:
    rules = {Method.GRADIENTS: {"passes_at": "endorse", "thresholds": (("endorse", Threshold(50)),)}}
    ballot = b.a_ballot(b.World(), method, **rules.get(method, {}))
    result = counted(ballot, many)
    stage = Stage.DECIDED if result.winners else Stage.UNDECIDED
    record = {"counted": result, "reasons": ()}
    return b.a_record(stage, process="ballot@1", ballot=ballot, decided=result.short, record=record)


def said(record: RoundRecord) -> list[str]:
    assert record.counted is not None
    lines = close_lines(Scene(record, b.a_place()), record.counted)
    assert all(isinstance(line, Line) for line in lines)
    return [line.words.plain for line in lines]


@pytest.mark.parametrize("method", OTHERS)
def test_it_is_said_how_many_answers_would_have_changed_it(method: Method) -> None:
    record = a_record(method)
    assert record.counted is not None
    assert record.counted.margin is not None
    (line,) = said(record)
    assert line.startswith(f"{record.counted.margin} different answer")


@pytest.mark.parametrize("method", sorted(RANKED))
def test_of_rankings_it_is_said_that_it_is_not_worked_out(method: Method) -> None:
    (line,) = said(a_record(method))
    assert "is not worked out" in line


def test_a_sense_check_decides_nothing_that_could_be_changed() -> None:
    assert said(a_record(Method.SENSE_CHECK)) == []


def test_one_answer_from_a_tie_is_said_on_the_card_too() -> None:
    assert ONE in text_of(round_card(a_record(Method.CHOOSE_ONE, (4, 3)), b.a_place()))
    assert ONE not in text_of(round_card(a_record(Method.CHOOSE_ONE, (6, 1)), b.a_place()))


def test_it_is_said_of_a_tie_as_well() -> None:
    assert said(a_record(Method.CHOOSE_ONE, (3, 3))) == [ONE]


def test_where_too_few_were_heard_nothing_was_decided_that_could_be_changed() -> None:
    record = ballots.counted()
    few = replace(record, round=replace(record.round, stage=Stage.NOT_HEARD_ENOUGH, why=Why.QUORUM))
    assert said(few) == []
