"""What the small print of a card says: who facilitates, and the path; and what an answer form says first."""

from dataclasses import replace
from typing import Any

import pytest

from adapters.desk import Screen
from adapters.present.answer import answer
from adapters.present.circle import circle
from adapters.present.preview import preview
from adapters.present.round_card import round_card
from adapters.present.round_page import round as round_page
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.round import Stage
from decisions.rounds.settings import Form
from tests.adapters.present import builders as b
from tests.adapters.present.shown import text_of

GOES_ON = (Stage.EXPLORING, Stage.AMENDING, Stage.CONSENTING)


def both(stage: Stage, **changes: Any) -> tuple[str, str]:
    """A round's card and its page, read from the top."""
    record = b.a_record(stage, **changes)
    page = round_page(record, b.a_reader(), Screen("round"))
    return text_of(round_card(record, b.a_place())), text_of(page)


@pytest.mark.parametrize("stage", GOES_ON)
def test_everyone_sees_the_path_while_it_goes_on(stage: Stage) -> None:
    for shown in both(stage):
        assert "The path: about" in shown


def test_the_path_ends_when_the_asking_does() -> None:
    card, _ = both(Stage.CONSENTING)
    assert "2 asks of each, decided Monday 8 pm" in card


def test_after_another_version_no_path_is_promised() -> None:
    for shown in both(Stage.CONSENTING, again=Kind.CONSENT):
        assert "The path" not in shown


@pytest.mark.parametrize("stage", [*GOES_ON, Stage.TESTING, Stage.INTEGRATING])
def test_card_and_page_say_who_facilitates_and_who_took_over(stage: Stage) -> None:
    assert all("Lee Wong facilitates" in shown for shown in both(stage))
    assert all("Lee Wong has taken over" in shown for shown in both(stage, taken_over=True))
    assert all("facilitates" not in shown for shown in both(stage, facilitator=None))


def test_each_way_to_decide_has_its_own_path_in_the_preview() -> None:
    record = b.a_record(Stage.DRAFT, reader=b.ROSA)
    shown = text_of(preview(record, b.a_reader(b.ROSA), Screen("preview")))
    assert "Talk first. The path: about 18 days" in shown
    assert "Ask at once. The path: about 11 days" in shown


@pytest.mark.parametrize("kind", [None, Kind.CONCERN, Kind.OBJECTION, Kind.CONSENT])
def test_a_form_that_replaces_an_answer_says_so_first(kind: Kind | None) -> None:
    screen = Screen("answer", carried={"kind": kind} if kind else {})
    said = b.a_record(Stage.CONSENTING, answer=Answer(Kind.CONSENT, b.NOW))
    assert text_of(answer(said, b.a_reader(), screen)).startswith("You said: OK to try")
    assert "You said" not in text_of(answer(b.a_record(Stage.CONSENTING), b.a_reader(), screen))


def test_a_short_form_asks_once() -> None:
    short = replace(b.World().settings, form=Form.SHORT)
    card, _ = both(Stage.CONSENTING, settings=short)
    assert "one ask of each" in card


def test_a_circle_that_is_called_like_its_network_is_named_once() -> None:
    record = b.a_circle_record()
    record = replace(record, network=replace(record.network, name=record.circle.name))
    assert f"{record.circle.name} · " not in text_of(circle(record, b.a_reader(), Screen("circle")))
