"""What a form about a commitment offers its reader."""

from dataclasses import replace
from datetime import UTC, datetime

from adapters.cards import ChoiceField
from adapters.desk import Screen
from adapters.present.commitment_forms import snooze
from tests.adapters.present import builders as b
from tests.adapters.present import commitments as k


def test_tomorrow_is_offered_by_the_clock_of_who_reads() -> None:
    """By the circle's it is Thursday already."""
    evening = datetime(2026, 11, 26, 4, tzinfo=UTC)
    record = k.under_way().for_reader(b.ROSA, today=evening.date())
    reader = replace(b.a_reader(b.ROSA), zone="America/Los_Angeles", now=evening)
    form = snooze(record, reader, Screen("snooze"))
    (until,) = (field for field in form.body if isinstance(field, ChoiceField))
    assert "Thursday" in until.options[0].description
