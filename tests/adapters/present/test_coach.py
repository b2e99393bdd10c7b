"""The coach's next step for a facilitator."""

from datetime import timedelta

from adapters.present.coach import coach_line, message_to_send, next_steps
from decisions.rounds.round import Stage
from tests.adapters.present import builders as b


def _steps(stage: Stage, **changes: object) -> list[str]:
    round = b.a_round(stage, b.World(), **changes)
    return [step.key for step in next_steps(round, b.a_reader(b.LEE))]


def test_what_has_waited_comes_first() -> None:
    waited = b.NOW - timedelta(days=2)
    assert _steps(Stage.INTEGRATING, facilitator_turn=waited) == ["waited", "find_fix"]


def test_a_voice_that_the_rule_names_comes_before_the_others() -> None:
    assert _steps(Stage.CONSENTING) == ["voices"]


def test_when_all_are_heard_there_is_nothing_to_do() -> None:
    assert _steps(Stage.CONSENTING, tally=b.RESULT) == ["all_heard"]


def test_an_open_question_and_a_quiet_proposer_are_told_without_blame() -> None:
    assert _steps(Stage.AMENDING, carry_on_since=b.NOW) == ["carry_on", "questions"]


def test_while_reasons_are_read_nobody_is_reminded_for_silence_keeps_what_was_said() -> None:
    assert _steps(Stage.CHANGING) == ["changing"]


def test_a_round_that_is_over_needs_nothing() -> None:
    assert _steps(Stage.AGREED) == []
    assert coach_line(b.a_line(Stage.AGREED), b.a_reader()) == ""


def test_the_message_to_send_names_nobody_and_says_until_when() -> None:
    round = b.a_round(Stage.CONSENTING, b.World())
    said = message_to_send(round, "Open on Saturdays", b.a_reader(b.LEE))
    assert round.deadline is not None
    assert "Open on Saturdays" in said
    assert b.a_reader(b.LEE).at(round.deadline) in said
