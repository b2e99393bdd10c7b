"""What whoever leaves gives to whoever comes after, and what can be asked back."""

import pytest

from decisions.refusals import Reason
from decisions.roles import commands as c
from decisions.roles.evolve_holding import MOST_HANDOVERS
from decisions.roles.role import Filling
from tests.decisions.people import ANA, BO, CY, HAL
from tests.decisions.roles.world import RoleWorld, a_rota

WORDS = {"in_motion": "The picnic", "learned": "Ask early", "talk_to": "Cy, about the hall"}


def handed_over() -> RoleWorld:
    """Ana held it first and wrote; Cy holds it now."""
    world = RoleWorld().make(filling=Filling.VOLUNTEER)
    world.do(ANA, c.Volunteer)
    world.do(ANA, c.StepDown)
    world.do(CY, c.Volunteer)
    world.do(ANA, c.WriteHandover, term=1, **WORDS)
    return world


def test_three_short_things_are_handed_over_after_the_term_or_during_it() -> None:
    world = handed_over()
    world.do(CY, c.WriteHandover, term=2, learned="  Bring tea ")
    newest, before = world.known.handovers
    assert (newest.by, newest.in_motion, newest.learned) == (CY, "", "Bring tea")
    assert (before.by, before.in_motion, before.talk_to) == (ANA, "The picnic", "Cy, about the hall")


def test_one_of_the_three_is_enough_and_none_is_not() -> None:
    refusal = handed_over().refused(ANA, c.WriteHandover, term=1, learned="  ")
    assert (refusal.reason, refusal.at_field) == (Reason.EMPTY, "in_motion")


@pytest.mark.parametrize("field", list(WORDS))
def test_what_is_too_long_is_said_at_its_field(field: str) -> None:
    refusal = handed_over().refused(ANA, c.WriteHandover, term=1, **{field: "w" * 3_001})
    assert (refusal.reason, refusal.at_field) == (Reason.TOO_LONG, field)


def test_writing_it_again_replaces_it_and_the_same_again_is_nothing() -> None:
    world = handed_over()
    assert world.do(ANA, c.WriteHandover, term=1, **WORDS) == ()
    world.do(ANA, c.WriteHandover, term=1, learned="Ask earlier")
    (handover,) = world.known.handovers
    assert (handover.in_motion, handover.learned) == ("", "Ask earlier")


def test_nobody_writes_it_for_somebody_else() -> None:
    world = handed_over()
    assert world.refused(CY, c.WriteHandover, term=1, **WORDS).reason is Reason.NOT_FOUND
    assert world.refused(HAL, c.WriteHandover, term=1, **WORDS).reason is Reason.NOT_IN_CIRCLE


def test_who_has_left_the_circle_may_still_write_and_answer() -> None:
    world = handed_over()
    id = world.remark()
    world.do(CY, c.AskBack, term=1, id=id, words="Who has the key?")
    world.leave(ANA)
    world.do(ANA, c.WriteHandover, term=1, learned="Ask early, and twice")
    world.do(ANA, c.AnswerBack, term=1, id=id, words="Bo")
    (handover,) = world.known.handovers
    assert (handover.learned, handover.questions[0].answer) == ("Ask early, and twice", "Bo")
    assert world.refused(ANA, c.Volunteer).reason is Reason.NOT_IN_CIRCLE


def test_whoever_holds_it_now_asks_back_and_who_wrote_answers() -> None:
    world = handed_over()
    id = world.remark()
    world.do(CY, c.AskBack, term=1, id=id, words="Who has the key?")
    assert world.do(CY, c.AskBack, term=1, id=id, words="Who has the key?") == ()
    world.do(ANA, c.AnswerBack, term=1, id=id, words="Bo")
    assert world.do(ANA, c.AnswerBack, term=1, id=id, words="Bo") == ()
    (question,) = world.known.handovers[0].questions
    assert (question.by, question.words, question.answer) == (CY, "Who has the key?", "Bo")


def test_a_question_stays_when_the_handover_is_written_again() -> None:
    world = handed_over()
    world.do(CY, c.AskBack, term=1, id=world.remark(), words="Who has the key?")
    world.do(ANA, c.WriteHandover, term=1, learned="Ask earlier")
    assert len(world.known.handovers[0].questions) == 1


def test_only_holders_ask_and_only_who_wrote_answers() -> None:
    world = handed_over()
    id = world.remark()
    ask = {"term": 1, "id": id, "words": "Who has the key?"}
    assert world.refused(BO, c.AskBack, **ask).reason is Reason.HOLDS_IT_NOT
    assert world.refused(CY, c.AskBack, **ask | {"term": 2}).reason is Reason.NOT_FOUND
    assert world.refused(CY, c.AskBack, **ask | {"words": " "}).reason is Reason.EMPTY
    world.do(CY, c.AskBack, **ask)
    assert world.refused(CY, c.AnswerBack, **ask).reason is Reason.NOT_FOUND
    other = ask | {"id": world.remark()}
    assert world.refused(ANA, c.AnswerBack, **other).reason is Reason.NOT_FOUND


def test_the_newest_are_kept_at_the_role() -> None:
    world = a_rota(members=[ANA])
    for term in range(1, MOST_HANDOVERS + 2):
        world.turn()
        world.do(ANA, c.WriteHandover, term=term, learned=f"Week {term}")
    assert [one.term for one in world.known.handovers] == list(range(MOST_HANDOVERS + 1, 1, -1))
