"""Rules are never broken; a seat that they leave vacant says why, and what would help."""

from dataclasses import replace
from uuid import UUID

import pytest

from decisions.ids import MemberId, RoleId
from decisions.roles.fairness.choosing import Unmet, choose
from decisions.roles.fairness.rules import (
    AtLeastFrom,
    HasServed,
    NotTwiceRunning,
    OnePerOrganisation,
    Person,
    RotationRule,
)
from decisions.roles.fairness.standing import TURN, Why
from tests.decisions.roles.rotations import (
    CLINICS,
    PARENTS,
    a_turn,
    member,
    organisation,
    people,
    standing,
    turns,
)

SCRIBE = RoleId(UUID(int=3000))
A_PARENT = AtLeastFrom(PARENTS)
APART = OnePerOrganisation()


def half_in_one_organisation() -> list[Person]:
    return [Person(member(n), organisation=organisation(0 if n < 4 else n)) for n in range(8)]


def one_by_one(there: list[Person], seed: str, many: int) -> dict[MemberId, int]:
    """Greedy: who has served least comes first, by the draw of that turn; then the first whom the rule lets serve beside them."""
    served = {person.member: 0 for person in there}
    for number in range(many):
        chosen = choose(a_turn(there, len(there), seed=f"{seed}{number}"), [])
        draw = list(chosen.members)
        known = {person.member: person.organisation for person in there}
        order = sorted(served, key=lambda who: (served[who], draw.index(who)))
        first = order[0]
        second = next(who for who in order if known[who] != known[first])
        served[first] += 1
        served[second] += 1
    return served


@pytest.mark.parametrize("seed", ["a", "b", "c", "d", "e", "f"])
def test_a_large_organisation_is_paired_in_every_turn_and_not_left_to_the_end_of_the_lap(seed: str) -> None:
    there = half_in_one_organisation()
    for number, chosen in enumerate(turns(12, there, 2, [APART], seed=seed), start=1):
        assert sum(who.int < 4 for who in chosen.members) == 1
        if number % 4 == 0:
            assert {account.turns for account in chosen.standings} == {number // 4}


def test_taking_one_by_one_does_leave_it_to_the_end() -> None:
    there = half_in_one_organisation()
    served = [one_by_one(there, seed, 4) for seed in "abcdef"]
    assert any(min(turns.values()) == 0 and max(turns.values()) == 2 for turns in served)


def test_one_of_two_is_a_parent_in_every_turn_and_others_are_not_left_to_the_end() -> None:
    """Six of ten: each has two turns in ten, and never are two who are no parents in one turn, or two parents twice more than
    it takes."""
    there = [Person(member(n), PARENTS if n < 6 else CLINICS) for n in range(10)]
    for number, chosen in enumerate(turns(15, there, 2, [A_PARENT]), start=1):
        assert any(who.int < 6 for who in chosen.members)
        if number % 5 == 0:
            assert {account.turns for account in chosen.standings} == {number // 5}


def test_a_few_parents_serve_more_often_and_the_rule_is_the_reason_on_record() -> None:
    there = [Person(member(n), PARENTS if n < 2 else CLINICS) for n in range(10)]
    last = turns(8, there, 2, [A_PARENT])[-1]
    assert [account.turns for account in last.standings] == [4, 4] + [1] * 8
    parent, other = standing(last, 0), standing(last, 9)
    assert parent.even == other.even == 8 * (TURN // 5)
    assert round(parent.because_of(Why.AT_LEAST_FROM) / TURN, 6) == 2.4
    assert round(other.because_of(Why.AT_LEAST_FROM) / TURN, 6) == -0.6
    assert last.rates[member(0)].because == (Why.AT_LEAST_FROM,)


def test_a_large_organisation_serves_less_and_the_rule_is_the_reason_on_record() -> None:
    there = [Person(member(n), organisation=organisation(0 if n < 6 else n)) for n in range(8)]
    last = turns(6, there, 2, [APART])[-1]
    assert [account.turns for account in last.standings] == [1] * 6 + [3, 3]
    assert (
        standing(last, 0).because_of(Why.ONE_PER_ORGANISATION)
        < 0
        < standing(last, 7).because_of(Why.ONE_PER_ORGANISATION)
    )


def test_without_a_parent_the_seat_stays_vacant_and_it_says_which_rule_and_that_resting_it_helps() -> None:
    there = people(5, group=CLINICS)
    turn = a_turn(there, 2, [A_PARENT])
    chosen = choose(turn, [])
    assert (len(chosen.members), chosen.vacant, chosen.unmet) == (1, 1, (Unmet(A_PARENT, missing=1),))
    rested = choose(replace(turn, resting=frozenset({A_PARENT})), [])
    assert (len(rested.members), rested.vacant, rested.unmet) == (2, 0, ())


def test_with_too_few_people_no_rule_is_blamed() -> None:
    chosen = choose(a_turn(people(1, group=PARENTS), 2, [A_PARENT]), [])
    assert (len(chosen.members), chosen.vacant, chosen.unmet, chosen.missing_together) == (1, 1, (), 0)


def test_where_only_two_rules_together_stand_in_the_way_it_says_so() -> None:
    there = people(2, group=CLINICS, organisation=organisation(1))
    chosen = choose(a_turn(there, 2, [A_PARENT, APART]), [])
    assert (len(chosen.members), chosen.vacant, chosen.unmet, chosen.missing_together) == (1, 1, (), 1)


def test_more_required_than_there_are_seats_leaves_all_vacant() -> None:
    there = [*people(2, group=PARENTS)]
    rules = [A_PARENT, AtLeastFrom(CLINICS)]
    chosen = choose(a_turn(there, 1, rules), [])
    assert (chosen.members, chosen.unmet) == ((), (Unmet(AtLeastFrom(CLINICS), 1),))


def test_nobody_serves_twice_running_even_where_a_seat_stays_vacant() -> None:
    chosen = turns(6, people(3), 2, [NotTwiceRunning()])
    assert [len(turn.members) for turn in chosen] == [2, 1] * 3
    for now, then in zip(chosen[1:], chosen, strict=False):
        assert not set(now.members) & set(then.members)
    assert chosen[1].unmet == (Unmet(NotTwiceRunning(), 1),)
    assert {account.turns for account in chosen[-1].standings} == {3}


def test_one_alone_serves_every_second_turn() -> None:
    assert [len(turn.members) for turn in turns(4, people(1), 1, [NotTwiceRunning()])] == [1, 0, 1, 0]


def test_only_those_who_have_held_the_other_role_are_in_the_rotation() -> None:
    there = [Person(member(n), held=frozenset({SCRIBE}) if n < 2 else frozenset()) for n in range(5)]
    last = turns(4, there, 1, [HasServed(SCRIBE)])[-1]
    assert [account.turns for account in last.standings] == [2, 2, 0, 0, 0]
    left_out = standing(last, 4)
    assert (left_out.lag, left_out.because_of(Why.HAS_SERVED)) == (0, -left_out.even)


def test_once_they_have_held_it_they_join_with_nothing_owed_for_the_past() -> None:
    there = [Person(member(n), held=frozenset({SCRIBE}) if n < 4 else frozenset()) for n in range(5)]
    before = turns(8, there, 1, [HasServed(SCRIBE)])[-1].standings
    everyone = [replace(person, held=frozenset({SCRIBE})) for person in there]
    later = turns(10, everyone, 1, [HasServed(SCRIBE)], before=before)
    assert [account.turns for account in later[-1].standings] == [4, 4, 4, 4, 2]


def test_whoever_would_keep_another_seat_vacant_is_out_and_the_rules_are_the_reason() -> None:
    """Two seats, one for each group, one person from each organisation: beside the middle one nobody could be a parent."""
    parent, middle, clinic = (
        Person(member(1), PARENTS, organisation(1)),
        Person(member(2), CLINICS, organisation(1)),
        Person(member(3), CLINICS, organisation(2)),
    )
    rules: list[RotationRule] = [A_PARENT, AtLeastFrom(CLINICS), APART]
    last = turns(4, [parent, middle, clinic], 2, rules)[-1]
    assert [account.turns for account in last.standings] == [4, 0, 4]
    assert last.rates[middle.member].because == (Why.AT_LEAST_FROM, Why.ONE_PER_ORGANISATION)
    assert standing(last, 2).lag == 0


def test_people_without_an_organisation_may_serve_beside_anybody() -> None:
    chosen = choose(a_turn(people(3), 3, [APART]), [])
    assert len(chosen.members) == 3
