"""What is read of a round stands for as long as nothing has changed but how many have been heard."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from decisions.rounds.ballots.terms import Shown, Terms
from decisions.rounds.round import Stage
from decisions.rounds.tally import GroupTally, Tally
from tests.adapters.present import builders as b
from tests.support.builders import a_ballot

RECORD = b.a_record(Stage.CONSENTING)
MORE = Tally({b.PARENTS: GroupTally(asked=9, heard=7)})


def test_once_more_are_heard_the_rest_stands() -> None:
    after = RECORD.once_heard(replace(RECORD.round, tally=MORE))
    assert after == replace(RECORD, round=replace(RECORD.round, tally=MORE), missing_count=2)


@pytest.mark.parametrize(
    "change",
    [
        {"text": replace(RECORD.round.text, proposal="Something else")},
        {"version": 2},
        {"pass_no": RECORD.round.pass_no + 1},
        {"stage": Stage.INTEGRATING},
        {"deadline": b.NOW + timedelta(days=30)},
        {"closes_early": b.NOW},
        {"facilitator": b.PIA},
        {"deciding": (b.PIA,)},
    ],
    ids=str,
)
def test_once_anything_else_is_different_it_is_to_be_read_anew(change: dict[str, Any]) -> None:
    assert RECORD.once_heard(replace(RECORD.round, tally=MORE, **change)) is None


@pytest.mark.parametrize("shown", Shown)
def test_where_answers_are_seen_while_a_ballot_is_open_it_is_read_anew_after_each(shown: Shown) -> None:
    open_ballot = replace(RECORD.round, stage=Stage.VOTING, ballot=a_ballot(), terms=Terms(shown=shown))
    record = replace(RECORD, round=open_ballot)
    stands = record.once_heard(replace(open_ballot, tally=MORE)) is not None
    assert stands == (shown is Shown.AT_CLOSE)
