"""An answer to a test that came when the test was over: what came of it, and what can be done with the words now."""

from dataclasses import replace
from typing import Final

from adapters.cards import Block, Buttons, Form, Paragraph, PersonalCard, words
from adapters.desk import Screen
from adapters.present.answer import keep_late
from adapters.present.forms import typed
from adapters.present.problem import pressed_problem, suggest_fix
from adapters.present.reader import Reader
from adapters.present.refused import lost_words, true_now
from adapters.present.scene import Scene
from adapters.present.tested import outcome_said
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import FINAL, Stage

_KEEPS_WORDS: Final = FINAL | {Stage.TESTING, Stage.INTEGRATING, Stage.AMENDING}
"""Where words that came late are kept, for everyone to read."""


def late_test(record: RoundRecord, reader: Reader, screen: Screen) -> Form | PersonalCard:
    """``problem_id`` and ``reason`` are carried. A problem that stands still needs ideas; else the words are kept."""
    scene = Scene(record, reader)
    problem, said = pressed_problem(scene, screen), typed(screen, "reason")
    over = scene.w("late.test")
    lead: list[Block] = [Paragraph(words(over))]
    if problem is not None and (outcome := outcome_said(scene, problem)):
        lead.append(Paragraph(words(outcome, bold=True)))
    if said.strip() and scene.round.stage is Stage.INTEGRATING and problem is not None and problem.open:
        about = {"problem_id": str(problem.id)}
        form = suggest_fix(record, reader, replace(screen, typed={"text": said}, carried=about))
        return _led(form, [*lead, Paragraph(words(scene.w("late.test_fix")))])
    if said.strip() and scene.round.stage in _KEEPS_WORDS:
        form = keep_late(record, reader, replace(screen, typed={"words": said}))
        return _led(form, lead)
    return PersonalCard(over, (*lead, *lost_words(scene.w, {"reason": said}), Buttons(true_now(scene))))


def _led(form: Form, lead: list[Block]) -> Form:
    return replace(form, body=(*lead, *form.body))
