"""What came of a test stays readable: how it ended, and what people gave as their reasons."""

from dataclasses import replace

import pytest

from adapters.desk import Screen
from adapters.present.confirmations import recorded
from adapters.present.more import more
from adapters.present.round_page import round as round_page
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.rounds.record import RoundRecord, TestAnswerSeen
from decisions.rounds.round import ProblemStatus, Stage
from tests.adapters.present import builders as b
from tests.adapters.present.shown import snapshot

FIX = TestAnswerSeen(b.PROBLEM, b.MAYA, False, "It would hurt us.")
TRY = TestAnswerSeen(b.PROBLEM, b.JO, True, "It is small.")
STANDS, SET_ASIDE = "The answer: fix this first.", "The answer: try it anyway."


def with_test(
    stage: Stage,
    *answers: TestAnswerSeen,
    status: ProblemStatus = ProblemStatus.OPEN,
    reader: MemberId = b.JO,
) -> RoundRecord:
    problem = b.a_problem(b.World(), tested=True, status=status)
    return b.a_record(stage, reader=reader, problems=(problem,), record={"test_answers": answers})


def shown(record: RoundRecord, reader: MemberId = b.JO) -> tuple[str, str]:
    """Its page, and *More…*."""
    who = b.a_reader(reader)
    return snapshot(round_page(record, who, Screen("round"))), snapshot(more(record, who, Screen("more")))


@pytest.mark.parametrize("reader", [b.JO, b.TOMAS, b.ROSA, b.LEE])
def test_a_problem_that_stands_says_so_and_why(reader: MemberId) -> None:
    for text in shown(with_test(Stage.INTEGRATING, TRY, FIX, reader=reader), reader):
        assert STANDS in text
        assert "Maya Okafor (parent partners): Fix this first. It would hurt us." in text
        assert "It is small." in text


def test_a_problem_that_was_set_aside_says_so_and_why_when_the_round_is_over() -> None:
    for text in shown(with_test(Stage.AGREED, TRY, status=ProblemStatus.SET_ASIDE)):
        assert SET_ASIDE in text
        assert "Try it anyway. It is small." in text


def test_a_problem_stands_when_too_few_answered() -> None:
    for text in shown(with_test(Stage.INTEGRATING, TRY)):
        assert "Too few people said to try it anyway" in text


def test_while_a_test_runs_it_has_reasons_and_no_outcome() -> None:
    for text in shown(b.a_record(Stage.TESTING)):
        assert "It would hurt us." in text
        assert "The answer:" not in text


def test_a_problem_that_its_raiser_let_go_was_not_decided_by_the_test() -> None:
    for text in shown(with_test(Stage.AGREED, TRY, status=ProblemStatus.WITHDRAWN)):
        assert "We asked the circle" not in text
        assert "It is small." in text


def test_a_problem_without_a_test_says_nothing_of_one() -> None:
    record = replace(b.a_record(Stage.INTEGRATING), test_answers=())
    assert not any("We asked the circle" in text for text in shown(record))


def test_the_answer_that_settles_a_test_is_confirmed_with_the_outcome() -> None:
    mine = replace(FIX, by=b.JO)
    over = recorded(Verb.TEST_ANSWER, with_test(Stage.INTEGRATING, mine), b.a_reader())
    assert STANDS in snapshot(over)
    aside = with_test(Stage.AGREED, TRY, status=ProblemStatus.SET_ASIDE)
    assert SET_ASIDE in snapshot(recorded(Verb.TEST_ANSWER, aside, b.a_reader()))
    goes_on = recorded(Verb.TEST_ANSWER, b.a_record(Stage.TESTING), b.a_reader())
    assert "The answer:" not in snapshot(goes_on)
