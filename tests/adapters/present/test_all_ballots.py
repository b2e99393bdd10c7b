"""The list of all ballots of a secret vote is for after the close."""

import pytest

from adapters.desk import Screen
from adapters.present.all_ballots import all_ballots
from decisions.refusals import Reason, Refusal
from tests.adapters.present import ballots, secret_views
from tests.adapters.present import builders as b


def test_it_is_refused_while_the_vote_is_open_and_for_a_vote_that_is_not_secret() -> None:
    for record in (secret_views.an_open(), ballots.counted()):
        with pytest.raises(Refusal) as refused:
            all_ballots(record, b.a_reader(b.JO, "en"), Screen("all_ballots"))
        assert refused.value.reason is Reason.NOT_NOW
