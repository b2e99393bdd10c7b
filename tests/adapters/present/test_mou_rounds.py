"""The round about a memorandum: who is asked and who reads along, what it says of it, and where its text is changed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.changes import text_changes
from adapters.present.confirmations import recorded
from adapters.present.more import more
from adapters.present.refused import refused
from adapters.present.result import result_for_person
from adapters.present.round_card import round_card
from adapters.present.round_page import round as round_page
from adapters.present.scene import Scene
from adapters.present.screens import SCREENS
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.mous import commands as c
from decisions.mous.record import MouRecord
from decisions.refusals import Reason, Refusal
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage
from tests.adapters.present import builders as b
from tests.adapters.present import mous as m
from tests.adapters.present.shown import buttons_of, snapshot

OF_OTHERS = "This one is decided by the people of Family Hub and Northside Clinic."


def asked(stage: Stage, reader: MemberId = b.JO, **changes: Any) -> RoundRecord:
    """``MAYA`` sits in the circle for the school, which is no party."""
    record = b.a_record(stage, reader=reader, mou=m.MOU, parties=(b.HUB, b.CLINIC), **changes)
    return replace(record, seat=replace(record.seat, asked=reader != b.MAYA))


@pytest.mark.parametrize("stage", [Stage.EXPLORING, Stage.CONSENTING])
def test_who_is_of_no_party_reads_who_decides_and_is_not_asked(stage: Stage) -> None:
    maya = b.a_reader(b.MAYA)
    for shown in (
        round_page(asked(stage, b.MAYA), maya, Screen("round")),
        more(asked(stage, b.MAYA), maya, Screen("more")),
    ):
        assert OF_OTHERS in snapshot(shown)
        verbs = {button.action.verb for button in buttons_of(shown)}
        assert Verb.ASK_QUESTION in verbs, "they may ask"
        assert not verbs & {Verb.NOTHING_TO_ADD, Verb.CONSENT, Verb.OBJECTION}
    assert OF_OTHERS not in snapshot(round_page(asked(stage), b.a_reader(b.JO), Screen("round")))


def test_who_answers_all_the_same_is_told_who_decides() -> None:
    screen = Screen("refused", errors={"": Refusal(Reason.ASKED_OF_OTHERS)})
    assert OF_OTHERS in snapshot(refused(asked(Stage.CONSENTING, b.MAYA), b.a_reader(b.MAYA), screen))


def test_all_read_on_the_card_who_decides() -> None:
    for stage in (Stage.EXPLORING, Stage.CONSENTING):
        said = snapshot(round_card(asked(stage), b.a_place()))
        assert "Memorandum between Family Hub and Northside Clinic: their people decide" in said


def test_in_a_smaller_deciding_group_the_others_are_not_told_that_they_came_too_late() -> None:
    record = b.a_record(Stage.CONSENTING, reader=b.MAYA, deciding=(b.ROSA, b.TOMAS, b.LEE, b.JO, b.AHMED))
    record = replace(record, seat=replace(record.seat, asked=False))
    said = snapshot(more(record, b.a_reader(b.MAYA), Screen("more")))
    assert "You joined after we asked" not in said
    assert "5 people decide" in said


# --- the way to it ----------------------------------------------------------------------------------------------


def verbs_of(view: View) -> list[tuple[str, str]]:
    return [(button.action.verb, button.action.id) for button in buttons_of(view)]


@pytest.mark.parametrize("stage", [Stage.EXPLORING, Stage.CONSENTING, Stage.INTEGRATING, Stage.AGREED])
def test_its_page_and_the_rest_of_it_lead_to_the_memorandum(stage: Stage) -> None:
    record, reader = asked(stage), b.a_reader(b.JO)
    assert (Verb.OPEN_MOU, str(m.MOU)) in verbs_of(round_page(record, reader, Screen("round")))
    assert (Verb.OPEN_MOU, str(m.MOU)) in verbs_of(more(record, reader, Screen("more")))


def test_what_came_of_it_leads_a_person_there_too() -> None:
    card = result_for_person(asked(Stage.AGREED), b.a_reader(b.JO))
    assert verbs_of(card)[0] == (Verb.OPEN_MOU, str(m.MOU))


def test_what_was_not_agreed_is_proposed_again_from_the_memorandum() -> None:
    record, jo = asked(Stage.NOT_AGREED), b.a_reader(b.JO)
    card, page = round_card(record, b.a_place()), round_page(record, jo, Screen("round"))
    for shown in (card, page, recorded(Verb.WITHDRAW, record, jo)):
        found = verbs_of(shown)
        assert found.count((Verb.OPEN_MOU, str(m.MOU))) == 1
        assert Verb.PROPOSE_AGAIN not in {verb for verb, _ in found}


def test_a_draft_again_is_not_there_for_who_is_of_no_party() -> None:
    page = round_page(asked(Stage.NOT_AGREED, b.MAYA), b.a_reader(b.MAYA), Screen("round"))
    assert Verb.OPEN_MOU not in {verb for verb, _ in verbs_of(page)}


@pytest.mark.parametrize("stage", [Stage.AMENDING, Stage.INTEGRATING])
def test_its_text_is_changed_in_the_memorandum(stage: Stage) -> None:
    record, rosa = asked(stage, b.ROSA), b.a_reader(b.ROSA)
    for shown in (
        round_page(record, rosa, Screen("round")),
        more(record, rosa, Screen("more")),
        SCREENS["change_text"].present(record, rosa, Screen("change_text")),
        recorded(Verb.CARRY_ON, record, rosa),
    ):
        assert (Verb.EDIT_MOU, str(m.MOU)) in verbs_of(shown)
        assert Verb.CHANGE_TEXT not in {verb for verb, _ in verbs_of(shown)}


# --- what it says -------------------------------------------------------------------------------------------------


def about(one: m.Promised, stage: Stage, reader: MemberId = b.JO, **changes: Any) -> RoundRecord:
    coming = one.known.coming
    assert coming is not None
    text = coming.wordings[0].text
    return replace(asked(stage, reader, id=m.MOU_ROUND, text=text, **changes), mou=one.known)


def test_everybody_reads_it_in_their_own_language_and_what_people_wrote_as_they_wrote_it() -> None:
    record = about(m.Promised().proposed(), Stage.CONSENTING)
    assert record.round.text.proposal == "The whole of it."
    for locale, said in (("en", "Family Hub commits to"), ("es", "Family Hub se compromete a")):
        page = snapshot(round_page(record, b.a_reader(b.JO, locale), Screen("round")))
        assert said in page
        assert "Gives a room" in page
        assert "The whole of it." not in page


def test_a_text_that_is_none_of_its_wordings_stays_as_it_was_asked() -> None:
    record = about(m.Promised().proposed(), Stage.CONSENTING)
    other = replace(record.round.text, proposal="Something else.")
    record = replace(record, round=replace(record.round, text=other))
    assert "Something else." in snapshot(round_page(record, b.a_reader(b.JO), Screen("round")))


def amending() -> m.Promised:
    """The one in force is to say one thing otherwise."""
    one = m.Promised().in_force()
    terms = one.known.terms
    clauses = (replace(terms.clauses[0], words="Gives two rooms"), *terms.clauses[1:])
    starts = m.STARTS + timedelta(days=90)
    one.does(b.LEE, c.AmendMou, terms=replace(terms, clauses=clauses, starts=starts))
    return one.does(b.LEE, c.ProposeMou, round_id=m.MOU_ROUND, told="The other whole of it.")


def test_of_another_version_it_says_that_one_is_in_force_and_what_is_new() -> None:
    record = about(amending(), Stage.EXPLORING)
    assert "Changes the memorandum in force between" in snapshot(round_card(record, b.a_place()))
    page = snapshot(round_page(record, b.a_reader(b.JO), Screen("round")))
    _, _, new = page.partition("What is new in it")
    assert "+two+" in new
    first = about(m.Promised().proposed(), Stage.EXPLORING)
    assert "What is new in it" not in snapshot(round_page(first, b.a_reader(b.JO), Screen("round")))


def test_where_much_stays_as_it_was_no_word_is_cut() -> None:
    text = b.World().proposal
    stays = " ".join(f"something{number}" for number in range(100, 130))
    old, new = (replace(text, proposal=f"{stays} {room} {stays}") for room in ("one", "two"))
    (changed,) = text_changes(Scene(b.a_record(Stage.CONSENTING), b.a_reader(b.JO)), old, new)
    shortened = [span.text for span in changed.spans if " … " in span.text]
    assert shortened
    known = {*stays.split(), "…"}
    assert all(set(one.split()) <= known for one in shortened)


# --- on the memorandum's own page -----------------------------------------------------------------------------------


def reworded(stage: Stage) -> MouRecord:
    """Another wording was written while a fix is looked for, or before all are asked."""
    one = m.Promised().proposed()
    terms = one.known.terms
    clauses = (replace(terms.clauses[0], words="Gives two rooms"), *terms.clauses[1:])
    one.does(b.ROSA, c.EditMou, terms=replace(terms, clauses=clauses), told="The other whole of it.")
    coming = one.known.coming
    assert coming is not None
    first, second = (wording.text for wording in coming.wordings)
    offers = stage is Stage.INTEGRATING
    texts: dict[str, Any] = {"text": first if offers else second, "next_text": second if offers else None}
    round = b.a_record(stage, id=m.MOU_ROUND, mou=m.MOU, **texts).round
    return one.for_reader(b.ROSA, round=round)


def page_of(record: MouRecord) -> str:
    return snapshot(SCREENS["mou"].present(record, b.a_reader(b.ROSA), Screen("mou")))


def test_it_shows_the_text_that_is_asked() -> None:
    said = page_of(reworded(Stage.CONSENTING))
    assert "Gives two rooms" in said
    assert "Gives a room" not in said


def test_a_changed_text_that_waits_is_there_with_whose_word_it_waits_for() -> None:
    record = reworded(Stage.INTEGRATING)
    assert record.round is not None
    said = page_of(record)
    assert "A fix is being looked for." in said
    (problem,) = record.round.open_problems
    assert f"A changed text waits for a word from {record.members[problem.raised_by].name}." in said
    assert "+two+" in said
    assert "Gives a room" in said, "what was asked about last still stands below"


def test_who_gave_no_name_is_not_named() -> None:
    record = reworded(Stage.INTEGRATING)
    assert record.round is not None
    (problem,) = record.round.open_problems
    record = replace(record, round=replace(record.round, problems=(replace(problem, named=False),)))
    said = page_of(record)
    assert record.members[problem.raised_by].name not in said.partition("What it changes")[0]
