"""The review date is a day in the circle's zone: the same everywhere that it is shown."""

from dataclasses import replace
from datetime import date

import pytest

from adapters.desk import Screen
from adapters.present.agreement import agreement, agreement_notice
from adapters.present.lists import agreement_row
from adapters.present.result import folded_card, result_card
from decisions.rounds.notices import NoticeKind
from decisions.rounds.round import Stage
from decisions.workdays import MORNING, at_local
from tests.adapters.present import builders as b
from tests.adapters.present.shown import text_of

THE_DAY = date(2027, 2, 22)


@pytest.mark.parametrize(
    "zone", ["Pacific/Auckland", "Pacific/Kiritimati", "Asia/Tokyo", "America/Los_Angeles"]
)
def test_a_review_is_on_the_day_that_was_agreed_wherever_the_circle_is(zone: str) -> None:
    made = b.an_agreement(b.World(), review_at=at_local(THE_DAY, MORNING, zone))
    reader = replace(b.a_reader(), zone=zone)
    ended = b.a_record(Stage.AGREED, record={"agreement": made})
    kept = replace(b.an_agreement_record(), agreement=made)
    shown = (
        text_of(agreement(kept, reader, Screen("agreement"))),
        text_of(agreement_notice(NoticeKind.REVIEW, kept, reader)),
        agreement_row(made, reader).words.plain,
        text_of(result_card(ended, reader)),
        text_of(folded_card(ended, reader)),
    )
    for text in shown:
        assert "February 22" in text, text
