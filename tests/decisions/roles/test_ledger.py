"""At what somebody who comes or returns stands in the order."""

import pytest

from decisions.roles.fairness.ledger import Ledger
from decisions.roles.fairness.rules import AtLeastFrom, bounds
from decisions.roles.fairness.standing import TURN
from tests.decisions.people import ANA, BO, PARENTS

PARENT, OTHER = (None, 0), (None, 1)


@pytest.mark.parametrize(
    ("owed", "stands_at"),
    [(-TURN // 2, -1), (0, 0), (TURN // 2, TURN // 2), (None, 0), (3 * TURN, 2 * TURN - 1)],
)
def test_the_only_one_of_a_kind_stands_within_a_turn_of_the_others(owed: int | None, stands_at: int) -> None:
    ledger = Ledger(1, bounds(2, [AtLeastFrom(PARENTS)]), {}, {}, {ANA: TURN - 1})
    ledger.cells[OTHER].add(ANA)
    ledger.place([(BO, owed)], PARENT)
    assert ledger.lag[BO] - ledger.lag[ANA] == stands_at - (TURN - 1)
