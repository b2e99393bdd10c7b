"""What the form of a question round was sent with becomes what it asks, and what somebody says becomes their answer."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from adapters.cards import Action
from adapters.desk import Desk, Press
from adapters.present.verbs import Verb
from adapters.presses.fields import Sent
from adapters.presses.questions import QUESTION_COMMANDS
from adapters.presses.rounds import ROUND_COMMANDS
from decisions.refusals import Reason, Refusal
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.terms import Shown, Terms
from decisions.rounds.commands import EditDraft, GiveAnswer, WriteDraft
from decisions.rounds.round import Round
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from tests.adapters.presses.test_ballots import CIRCLE, DRAFT, WHO, DeskWithOneDraft

QUESTION = replace(DRAFT, process="question@1", ballot=None)
FORM = {
    "title": " What do we\ndo less of? ",
    "proposal": "Of all of it.",
    "closes_at": "",
    "shown": "at_close",
}


def pressed(verb: Verb, about: Any, values: dict[str, str]) -> Sent:
    return Sent.of(Press(WHO, Action(verb, str(about), "1.1"), "key", values, {}), verb)


async def sent(verb: Verb, about: Any, draft: Round = QUESTION, **values: str) -> Any:
    desk = cast("Desk", cast("Any", DeskWithOneDraft(draft)))
    return await QUESTION_COMMANDS[verb](desk, pressed(verb, about, {**FORM, **values}))


async def test_the_form_becomes_a_draft_of_a_question_round() -> None:
    command = await sent(Verb.QUESTION, CIRCLE.id)
    assert isinstance(command, WriteDraft)
    assert (command.way, command.ballot) == (Way.QUESTION, None)
    assert command.text == Text("What do we do less of?", "Of all of it.")
    assert command.terms == Terms()


async def test_its_terms_are_until_when_and_who_reads_it_before() -> None:
    command = await sent(Verb.QUESTION, CIRCLE.id, closes_at="2026-12-01", shown="always")
    assert command.terms == Terms(datetime(2026, 12, 2, 2, tzinfo=UTC), Shown.ALWAYS)


async def test_an_edited_draft_keeps_its_co_authors() -> None:
    command = await sent(Verb.EDIT_QUESTION, QUESTION.id, title="Anything else?")
    assert isinstance(command, EditDraft)
    assert (command.text.title, command.co_authors) == ("Anything else?", QUESTION.co_authors)


async def test_a_draft_of_something_else_is_not_edited_as_a_question() -> None:
    with pytest.raises(Refusal) as refusal:
        await sent(Verb.EDIT_QUESTION, DRAFT.id, DRAFT)
    assert refusal.value.reason is Reason.NOT_FOUND


async def test_who_reads_it_is_one_of_three() -> None:
    with pytest.raises(Refusal) as refusal:
        await sent(Verb.QUESTION, CIRCLE.id, shown="to_friends")
    assert (refusal.value.reason, refusal.value.at_field) == (Reason.NOT_A_CHOICE, "shown")


@pytest.mark.parametrize(("named", "is_named"), [("yes", True), ("no", False)])
def test_what_somebody_says_takes_the_place_of_what_they_said(named: str, is_named: bool) -> None:
    values = {"words": "Fewer meetings.", "named": named}
    command = ROUND_COMMANDS[Verb.SAY](pressed(Verb.SAY, QUESTION.id, values))
    assert isinstance(command, GiveAnswer)
    assert (command.kind, command.words, command.named) == (Kind.SPOKEN, "Fewer meetings.", is_named)
    assert command.replace
    assert command.shown == "1.1"
