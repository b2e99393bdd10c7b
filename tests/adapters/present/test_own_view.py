"""A round's card as one person sees it: what they said in place of the question, and nothing twice."""

import pytest

from adapters.cards import Buttons, PersonalCard, SharedCard
from adapters.desk import Screen
from adapters.present.own_view import card_for_one, own_answer
from adapters.present.round_card import round_card
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Stage
from tests.adapters.present import builders as b
from tests.adapters.present.shown import text_of

OWN, ALL = Screen("own_answer"), Screen("card_for_one")


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("kind", Kind)
def test_who_has_been_heard_sees_the_tally_and_no_question(kind: Kind, locale: str) -> None:
    record = b.a_record(Stage.CONSENTING, answer=Answer(kind, b.NOW))
    reader = b.a_reader(b.JO, locale)
    everyones = text_of(round_card(record, reader)).splitlines()
    own = card_for_one(record, reader, ALL)
    lines = text_of(own).splitlines()
    assert set(lines) < set(everyones)
    assert not any(line.endswith("?") for line in lines[1:])
    assert any(line.startswith(("Heard", "Escuchamos")) for line in lines)
    assert sum(isinstance(block, Buttons) for block in own.blocks) == 1, (
        "which their answer takes the place of"
    )
    assert isinstance(own_answer(record, reader, OWN), PersonalCard)


@pytest.mark.parametrize(
    "record", [b.a_record(Stage.CONSENTING), b.a_record(Stage.EXPLORING), b.a_record(Stage.AGREED)]
)
def test_who_has_not_been_heard_or_is_not_asked_sees_what_everyone_sees(record: RoundRecord) -> None:
    reader = b.a_reader(b.JO)
    assert card_for_one(record, reader, ALL) == own_answer(record, reader, OWN) == round_card(record, reader)
    assert isinstance(own_answer(record, reader, OWN), SharedCard)
