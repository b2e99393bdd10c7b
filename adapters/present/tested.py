"""What came of the test of a problem ("Should we fix this before we try it?"), and why people said so."""

from typing import Final

from adapters.cards import Block, Line, Listing, Words, words
from adapters.present.excerpts import shortly
from adapters.present.scene import Scene
from decisions.ids import RemarkId
from decisions.rounds.record import TestAnswerSeen
from decisions.rounds.round import Problem, ProblemStatus

_SHOWN: Final = 30
_LET_GO: Final = (ProblemStatus.WITHDRAWN, ProblemStatus.LEFT_AS_WORRY, ProblemStatus.JOINED)
"""The problem went another way while it was tested: then the answers decided nothing."""


def tested_blocks(scene: Scene, problem: Problem) -> list[Block]:
    """The outcome, once there is one, and everyone's answer with its reason; nothing for a problem without a test."""
    given = answers_to(scene, problem.id)
    said = outcome_said(scene, problem)
    outcome: list[Block] = [Line(words(said))] if said else []
    return [*outcome, Listing(tuple(_answer(scene, one) for one in given[:_SHOWN]))] if given else outcome


def answers_to(scene: Scene, problem: RemarkId) -> tuple[TestAnswerSeen, ...]:
    return tuple(seen for seen in scene.record.test_answers if seen.problem == problem)


def outcome_said(scene: Scene, problem: Problem) -> str:
    """What the test came to (docs/decisions/0011); empty while it runs, and where there was none."""
    test = scene.round.test
    if not problem.tested or problem.status in _LET_GO or (test is not None and test.problem == problem.id):
        return ""
    if problem.status is ProblemStatus.SET_ASIDE:
        return scene.w("test.set_aside")
    if all(seen.try_anyway for seen in answers_to(scene, problem.id)):
        return scene.w("test.too_few")
    return scene.w("test.stands")


def last_tested(scene: Scene) -> Problem | None:
    """The problem whose test the reader answered last."""
    mine = [seen.problem for seen in scene.record.test_answers if seen.by == scene.me]
    return scene.round.problem(mine[-1]) if mine else None


def _answer(scene: Scene, seen: TestAnswerSeen) -> Words:
    answer = scene.w("button.try_anyway") if seen.try_anyway else scene.w("button.fix_first")
    reason = shortly(seen.reason, 500)
    return scene.w.rich("read.test_answer", who=scene.who(seen.by), answer=answer, reason=reason)
