"""The round about a memorandum: who is asked and who reads along, what it says of it, and where its text is changed."""

from dataclasses import replace
from typing import Any

import pytest

from adapters.desk import Screen
from adapters.present.more import more
from adapters.present.refused import refused
from adapters.present.round_card import round_card
from adapters.present.round_page import round as round_page
from adapters.present.verbs import Verb
from decisions.ids import MemberId
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
        assert "Decided by the people of Family Hub and Northside Clinic." in said


def test_in_a_smaller_deciding_group_the_others_are_not_told_that_they_came_too_late() -> None:
    record = b.a_record(Stage.CONSENTING, reader=b.MAYA, deciding=(b.ROSA, b.TOMAS, b.LEE, b.JO, b.AHMED))
    record = replace(record, seat=replace(record.seat, asked=False))
    said = snapshot(more(record, b.a_reader(b.MAYA), Screen("more")))
    assert "You joined after we asked" not in said
    assert "5 people decide" in said
