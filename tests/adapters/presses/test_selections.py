"""What the forms of a selection were sent with becomes a role, a nomination, a proposal, and a yes or a no."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast
from uuid import uuid4

import pytest

from adapters.cards import Action
from adapters.desk import Desk, Press
from adapters.present.verbs import Verb
from adapters.presses.fields import Sent
from adapters.presses.rounds import ROUND_COMMANDS
from adapters.presses.selections import PEOPLE_COMMANDS, SELECTION_COMMANDS
from decisions.ids import MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.commands import (
    AnswerProposed,
    EditDraft,
    GiveAnswer,
    Nominate,
    ProposePeople,
    WriteDown,
    WriteDraft,
)
from decisions.rounds.round import Round
from decisions.rounds.selection.vacancy import Selection, Vacancy
from decisions.rounds.way import Way
from tests.adapters.presses.test_ballots import CIRCLE, DRAFT, WHO, DeskWithOneDraft

ONE, TWO = (MemberId(uuid4()) for _ in range(2))
SCRIBE = Vacancy("Scribe", "So that all can follow.", "Notes.", "A year", date(2027, 3, 1), 2)
SELECTION = replace(DRAFT, process="selection@1", ballot=None, selection=Selection(SCRIBE))
FORM = {
    "title": " Scribe\n",
    "purpose": "So that all can follow.",
    "responsibilities": "Notes.",
    "term": "A year",
    "until": "2027-03-01",
    "places": "2",
    "closes_at": "2026-12-01",
}


def pressed(verb: Verb, about: Any, values: dict[str, Any] | None) -> Sent:
    return Sent.of(Press(WHO, Action(verb, str(about), "1.1"), "key", values, {}), verb)


async def sent(verb: Verb, about: Any, draft: Round = SELECTION, **values: Any) -> Any:
    desk = cast("Desk", cast("Any", DeskWithOneDraft(draft)))
    return await SELECTION_COMMANDS[verb](desk, pressed(verb, about, {**FORM, **values}))


def asked(verb: Verb, values: dict[str, Any] | None) -> Any:
    return PEOPLE_COMMANDS[verb](pressed(verb, SELECTION.id, values))


async def test_the_form_becomes_a_draft_with_its_role() -> None:
    command = await sent(Verb.SELECTION, CIRCLE.id)
    assert isinstance(command, WriteDraft)
    assert (command.way, command.vacancy, command.role) == (Way.SELECTION, SCRIBE, None)
    assert command.text.title == "Scribe"
    assert command.terms == Terms(datetime(2026, 12, 2, 2, tzinfo=UTC))


async def test_for_a_role_that_is_there_already_the_draft_names_it() -> None:
    role = uuid4()
    command = await sent(Verb.SELECTION, CIRCLE.id, role=str(role))
    assert isinstance(command, WriteDraft)
    assert (command.role, command.vacancy) == (role, SCRIBE)
    with pytest.raises(Refusal) as refusal:
        await sent(Verb.SELECTION, CIRCLE.id, role="scribe")
    assert refusal.value.reason is Reason.NOT_A_CHOICE


async def test_an_edited_draft_describes_another() -> None:
    command = await sent(Verb.EDIT_SELECTION, SELECTION.id, term="", until="", places="")
    assert isinstance(command, EditDraft)
    assert command.vacancy == replace(SCRIBE, term="", until=None, places=1)


@pytest.mark.parametrize("places", ["0", "21", "two"])
async def test_a_number_that_no_role_has_is_refused_beside_its_field(places: str) -> None:
    with pytest.raises(Refusal) as refusal:
        await sent(Verb.SELECTION, CIRCLE.id, places=places)
    assert (refusal.value.reason, refusal.value.at_field) == (Reason.NOT_A_NUMBER, "places")


async def test_a_draft_of_something_else_is_not_edited_as_one() -> None:
    with pytest.raises(Refusal) as refusal:
        await sent(Verb.EDIT_SELECTION, DRAFT.id, DRAFT)
    assert refusal.value.reason is Reason.NOT_FOUND


def test_a_nomination_names_somebody_and_says_why() -> None:
    command = asked(Verb.NOMINATE, {"member": str(ONE), "words": "She writes."})
    assert isinstance(command, Nominate)
    assert (command.member, command.words, command.kind) == (ONE, "She writes.", Kind.NOMINATED)
    assert command.replace


def test_to_nominate_nobody_is_an_answer_too_with_a_word_or_without() -> None:
    command = asked(Verb.NOMINATE, {"member": "nobody", "words": "Please not me."})
    assert type(command) is GiveAnswer
    assert (command.kind, command.words) == (Kind.STAND_ASIDE, "Please not me.")


def test_who_has_chosen_nobody_at_all_is_asked_to_choose() -> None:
    with pytest.raises(Refusal) as refusal:
        asked(Verb.NOMINATE, {"member": "", "words": "She writes."})
    assert (refusal.value.reason, refusal.value.at_field) == (Reason.NOT_A_CHOICE, "member")


def test_a_proposal_leaves_the_role_as_it_is_unless_the_form_asked() -> None:
    command = asked(Verb.PROPOSE_PEOPLE, {"people": (str(ONE), str(TWO)), "words": "Both listen."})
    assert isinstance(command, ProposePeople)
    assert (command.people, command.words, command.vacancy) == ((ONE, TWO), "Both listen.", None)
    described = {name: value for name, value in FORM.items() if name not in ("title", "closes_at")}
    changed = asked(
        Verb.PROPOSE_PEOPLE, {"people": str(ONE), "words": "For less.", **described, "term": "May"}
    )
    assert isinstance(changed, ProposePeople)
    assert changed.vacancy == replace(SCRIBE, name="", term="May")


def test_a_yes_is_one_tap_and_a_no_may_have_words() -> None:
    yes, no = asked(Verb.TAKE_ROLE, None), asked(Verb.DECLINE_ROLE, {"words": "My evenings are full."})
    assert isinstance(yes, AnswerProposed)
    assert isinstance(no, AnswerProposed)
    assert (yes.accept, yes.words) == (True, "")
    assert (no.accept, no.words) == (False, "My evenings are full.")


def test_what_was_told_by_phone_is_a_nomination_or_none() -> None:
    told = {"member": str(ONE), "nominee": str(TWO), "words": "Reads aloud."}
    command = ROUND_COMMANDS[Verb.WRITE_DOWN](pressed(Verb.WRITE_DOWN, SELECTION.id, told))
    assert isinstance(command, WriteDown)
    assert (command.member, command.kind, command.nominee) == (ONE, Kind.NOMINATED, TWO)
    none = {**told, "nominee": "nobody"}
    command = ROUND_COMMANDS[Verb.WRITE_DOWN](pressed(Verb.WRITE_DOWN, SELECTION.id, none))
    assert isinstance(command, WriteDown)
    assert (command.kind, command.nominee) == (Kind.STAND_ASIDE, None)
    with pytest.raises(Refusal) as refused:
        ROUND_COMMANDS[Verb.WRITE_DOWN](pressed(Verb.WRITE_DOWN, SELECTION.id, {**told, "nominee": ""}))
    assert refused.value.at_field == "nominee"
