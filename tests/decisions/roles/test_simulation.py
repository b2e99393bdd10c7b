"""Years of a rotation: every rule held in each turn, and nobody is more than one turn from an even share without a reason.

The long one is ``python -m tests.decisions.roles.simulating``.
"""

import pytest

from decisions.ids import MemberId
from decisions.roles.fairness.report import fairness
from decisions.roles.fairness.rules import RotationRule
from decisions.roles.fairness.standing import TURN
from tests.decisions.roles.simulating import (
    WEEKS,
    Figures,
    Setting,
    every_combination,
    figures,
    simulated,
)


@pytest.mark.parametrize("rules", list(every_combination()), ids=lambda rules: str(len(rules)))
def test_every_rule_holds_and_every_difference_has_its_reason(rules: frozenset[RotationRule]) -> None:
    found = Figures()
    for people, seats in ((5, 2), (9, 1), (20, 3)):
        found.add(figures(Setting(people, seats, turns=25, rules=rules, seed=people)))
    assert found.lag <= 1


def test_ten_years_of_weeks_without_rules_stay_within_less_than_one_turn() -> None:
    assert figures(Setting(12, 2, WEEKS, seed=3)).lag < 1


def test_of_two_who_were_always_there_neither_is_asked_more_than_once_more() -> None:
    setting = Setting(12, 2, 150, seed=5, join_or_leave=1, away=0)
    asked: dict[MemberId, int] = {}
    for turn, chosen, _ in simulated(setting):
        asked = {account.member: account.turns + account.excused for account in chosen.standings}
        first = [asked[person.member] for person in turn.people if person.member.int <= 12]
        assert not first or max(first) - min(first) <= 1
    assert max(asked.values()) > 10


def test_the_report_explains_each_persons_turns_to_within_one() -> None:
    *_, (_, chosen, _) = simulated(Setting(12, 2, 60, seed=7))
    report = fairness(chosen.standings)
    assert [person.off_even for person in report.people] == sorted(
        person.off_even for person in report.people
    )
    for person in report.people:
        assert abs(person.unexplained) < TURN
        account = next(account for account in chosen.standings if account.member == person.member)
        assert person.unexplained == -account.lag
    assert sum(group.turns for group in report.groups) == sum(person.turns for person in report.people)
    assert sum(group.people for group in report.groups) == len(chosen.standings)
