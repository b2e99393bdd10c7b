"""What the forms of an advice process were sent with becomes whom it names, advice, and a decision."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import uuid4

import pytest

from adapters.cards import Action
from adapters.desk import Desk, Press
from adapters.present.verbs import Verb
from adapters.presses.advice import ADVICE_COMMANDS
from adapters.presses.fields import Sent
from adapters.presses.rounds import ROUND_COMMANDS
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.advice.advisers import Advisers
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.commands import Decide, EditDraft, GiveAdvice, WriteDraft
from decisions.rounds.round import Round
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from tests.adapters.presses.test_ballots import CIRCLE, DRAFT, WHO, DeskWithOneDraft

ONE, TWO, THREE = (MemberId(uuid4()) for _ in range(3))
ADVICE = replace(DRAFT, process="advice@1", ballot=None, advisers=Advisers((ONE,)))
FORM = {
    "title": " Which bus do\nwe hire? ",
    "proposal": "The small one.",
    "affected": (str(ONE), str(TWO)),
    "knowing": (str(THREE),),
    "closes_at": "2026-12-01",
}
DECISION = {"decision": "The small one.", "advice_used": "All of it.", "review_on": "2027-03-01"}


def pressed(verb: Verb, about: Any, values: dict[str, Any]) -> Sent:
    return Sent.of(Press(WHO, Action(verb, str(about), "1.1"), "key", values, {}), verb)


async def sent(verb: Verb, about: Any, draft: Round = ADVICE, **values: Any) -> Any:
    desk = cast("Desk", cast("Any", DeskWithOneDraft(draft)))
    return await ADVICE_COMMANDS[verb](desk, pressed(verb, about, {**FORM, **values}))


async def test_the_form_becomes_a_draft_that_names_people() -> None:
    command = await sent(Verb.ADVICE, CIRCLE.id)
    assert isinstance(command, WriteDraft)
    assert (command.way, command.advisers) == (Way.ADVICE, Advisers((ONE, TWO), (THREE,)))
    assert command.text == Text("Which bus do we hire?", "The small one.")
    assert command.terms == Terms(datetime(2026, 12, 2, 2, tzinfo=UTC))


async def test_an_edited_draft_names_others() -> None:
    command = await sent(Verb.EDIT_ADVICE, ADVICE.id, affected=(), knowing=())
    assert isinstance(command, EditDraft)
    assert command.advisers == Advisers()


async def test_a_draft_of_something_else_is_not_edited_as_one() -> None:
    with pytest.raises(Refusal) as refusal:
        await sent(Verb.EDIT_ADVICE, DRAFT.id, DRAFT)
    assert refusal.value.reason is Reason.NOT_FOUND


def test_words_become_advice() -> None:
    command = ROUND_COMMANDS[Verb.ADVISE](pressed(Verb.ADVISE, ADVICE.id, {"words": "With a ramp."}))
    assert isinstance(command, GiveAdvice)
    assert command.words == "With a ramp."


@pytest.mark.parametrize(("typed", "day"), [("2027-03-01", date(2027, 3, 1)), ("", None)])
def test_what_was_decided_comes_with_how_the_advice_was_used(typed: str, day: date | None) -> None:
    values = {**DECISION, "review_on": typed}
    command = ROUND_COMMANDS[Verb.DECIDE](pressed(Verb.DECIDE, ADVICE.id, values))
    assert isinstance(command, Decide)
    assert (command.decision, command.advice_used) == ("The small one.", "All of it.")
    assert command.review_on == day
