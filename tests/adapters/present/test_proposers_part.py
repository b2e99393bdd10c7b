"""What waits for the proposer is in their sight: on the round's page, on Home, and after they have changed the text."""

from dataclasses import replace
from typing import Any

import pytest

from adapters.cards import Page
from adapters.desk import Screen
from adapters.present.confirmations import recorded
from adapters.present.lists import waiting_row
from adapters.present.round_page import round as round_page
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage
from tests.adapters.present import builders as b
from tests.adapters.present.shown import buttons_of, snapshot


def own_part(page: Page) -> tuple[int, bool]:
    """Where the reader's own part stands, and whether it is folded."""
    return next((n, section.folded) for n, section in enumerate(page.sections) if section.anchor == "part")


def page_of(record: RoundRecord, reader: MemberId) -> Page:
    return round_page(record, b.a_reader(reader), Screen("round"))


@pytest.mark.parametrize(
    ("stage", "verbs"),
    [
        (Stage.EXPLORING, {Verb.ANSWER_QUESTION}),
        (Stage.AMENDING, {Verb.ANSWER_QUESTION, Verb.CHANGE_TEXT, Verb.ASK_EVERYONE}),
        (Stage.CONSENTING, {Verb.ANSWER_QUESTION}),
        (Stage.INTEGRATING, {Verb.CHANGE_TEXT}),
    ],
)
def test_what_waits_for_the_proposer_is_open_and_right_below_the_top(stage: Stage, verbs: set[Verb]) -> None:
    page = page_of(b.a_record(stage, reader=b.ROSA), b.ROSA)
    assert own_part(page) == (1, False)
    assert verbs <= {button.action.verb for button in buttons_of(page)}


def test_what_does_not_wait_is_folded() -> None:
    quiet = b.a_record(Stage.CONSENTING, reader=b.ROSA, record={"remarks": ()})
    assert own_part(page_of(quiet, b.ROSA)) == (1, True)


def test_home_says_what_the_proposer_can_do() -> None:
    def said(stage: Stage, reader: MemberId, heard: bool = True, **changes: Any) -> str:
        line = b.a_line(stage, reader=reader, **changes)
        seat = replace(line.seat, asked=True, heard=heard)
        return waiting_row(replace(line, seat=seat), b.a_reader(reader)).words.plain

    assert "Questions wait for your answer" in said(Stage.EXPLORING, b.ROSA)
    assert "Questions wait for your answer" in said(Stage.AMENDING, b.ROSA)
    assert "Your turn: change the text, or ask everyone." in said(Stage.AMENDING, b.ROSA, open_questions=())
    asked: dict[str, Any] = {"open_questions": (b.QUESTION,)}
    assert "Your answer by" in said(Stage.CONSENTING, b.ROSA, heard=False, **asked)
    assert "Questions wait for your answer" in said(Stage.CONSENTING, b.ROSA, **asked)
    assert "Anything unclear?" in said(Stage.EXPLORING, b.JO, heard=False)


def test_a_changed_text_can_be_asked_about_at_once() -> None:
    card = recorded(Verb.CHANGE_TEXT, b.a_record(Stage.AMENDING, reader=b.ROSA), b.a_reader(b.ROSA))
    assert next(button.action.verb for button in buttons_of(card)) == Verb.ASK_EVERYONE
    assert "Nobody has been asked about it yet." in snapshot(card)


def test_an_offered_text_says_for_whom_it_waits() -> None:
    offered = b.a_record(
        Stage.INTEGRATING, reader=b.ROSA, next_text=b.World().proposal, still_does_the_job=True
    )
    card = recorded(Verb.CHANGE_TEXT, offered, b.a_reader(b.ROSA))
    assert "The new text waits for a word from Tomás Reyes (providers)." in snapshot(card)
    assert Verb.ASK_EVERYONE not in {button.action.verb for button in buttons_of(card)}
