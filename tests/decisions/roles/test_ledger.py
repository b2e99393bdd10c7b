"""At what somebody who comes or returns stands in the order, and what counts of two rules or two accounts."""

import pytest

from decisions.roles.fairness.afterwards import united
from decisions.roles.fairness.ledger import Ledger
from decisions.roles.fairness.rules import AtLeastFrom, bounds
from decisions.roles.fairness.standing import TURN, Standing
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


@pytest.mark.parametrize("many", [(1, 2), (2, 1)])
def test_of_two_rules_for_one_group_the_stricter_is_kept_whichever_comes_first(many: tuple[int, int]) -> None:
    found = bounds(3, [AtLeastFrom(PARENTS, one) for one in many])
    assert found.required == ((AtLeastFrom(PARENTS, 2), 2),)


@pytest.mark.parametrize("counted", [(True, False), (False, True)])
def test_of_two_who_are_one_person_the_one_who_was_there_counts(counted: tuple[bool, bool]) -> None:
    own, other = (Standing(who, counted=there) for who, there in zip((ANA, BO), counted, strict=True))
    assert united(own, other).counted
