"""Turns are shared evenly, whoever comes, goes, is away or says no."""

from dataclasses import replace
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.ids import MemberId, RoleId
from decisions.roles.fairness.choosing import Chosen, Turn, choose, counted, preview
from decisions.roles.fairness.rules import HasServed, OnePerOrganisation, Person, RotationRule
from decisions.roles.fairness.standing import TURN, Standing, Why, WhyExcused, exchanged
from tests.decisions.roles.rotations import a_turn, member, organisation, people, standing, turns
from tests.decisions.roles.simulating import Setting, simulated

NO = WhyExcused.DECLINED


@given(many=st.integers(1, 12), seats=st.integers(1, 6), seed=st.text(max_size=4))
@settings(max_examples=40, deadline=None)
def test_without_rules_nobody_serves_twice_before_everyone_once(many: int, seats: int, seed: str) -> None:
    served = dict.fromkeys((person.member for person in people(many)), 0)
    for chosen in turns(3 * many, people(many), seats, seed=seed):
        for who in chosen.members:
            served[who] += 1
        assert max(served.values()) - min(served.values()) <= 1


@given(many=st.integers(1, 12), seats=st.integers(1, 6))
@settings(max_examples=30, deadline=None)
def test_without_rules_and_changes_all_are_within_less_than_one_turn_of_an_even_share(
    many: int, seats: int
) -> None:
    for number, chosen in enumerate(turns(3 * many, people(many), seats), start=1):
        for account in chosen.standings:
            even = min(Fraction(1), Fraction(seats, many)) * number
            assert abs(even - account.turns) <= Fraction(many - 1, many)


@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_whoever_comes_goes_is_away_or_refuses_all_are_within_less_than_one_turn_after_reasons(
    data: st.DataObject,
) -> None:
    seats = data.draw(st.integers(1, 3))
    there = people(data.draw(st.integers(1, 6)))
    newest = len(there)
    before: tuple[Standing, ...] = ()
    for number in range(1, 25):
        match data.draw(st.sampled_from(("nothing", "join", "leave", "away"))):
            case "join":
                newest += 1
                there.append(Person(member(newest)))
            case "leave" if there:
                there.pop(data.draw(st.integers(0, len(there) - 1)))
            case "away" if there:
                which = data.draw(st.integers(0, len(there) - 1))
                there[which] = replace(there[which], away=not there[which].away)
        refused = dict.fromkeys(data.draw(st.sets(st.sampled_from(there), max_size=2)) if there else (), NO)
        turn = a_turn(
            there, seats, number=number, refused={person.member: why for person, why in refused.items()}
        )
        chosen = choose(turn, before)
        before = chosen.standings
        for account in chosen.standings:
            assert abs(account.lag) < TURN
            assert not {why for why, _ in account.reasons} - {Why.JOINED, Why.LEFT, Why.AWAY, Why.EXCUSED}
        lags = [account.lag for account in chosen.standings if account.counted]
        assert not lags or max(lags) - min(lags) <= TURN


@given(order=st.permutations(range(6)), seats=st.integers(1, 3))
@settings(max_examples=30, deadline=None)
def test_the_order_in_which_people_are_given_does_not_matter(order: list[int], seats: int) -> None:
    there = [Person(member(n), organisation=organisation(n % 3), load=n % 2) for n in range(6)]
    rules = [OnePerOrganisation()]
    first = turns(2, there, seats, rules)
    turn = a_turn(there, seats, rules, number=3)
    shuffled = replace(turn, people=tuple(there[place] for place in order))
    before = [first[-1].standings[place] for place in order]
    assert choose(shuffled, before) == choose(turn, first[-1].standings)


def test_nobody_there_leaves_the_seats_vacant() -> None:
    nobody = choose(a_turn([], seats=2), [])
    assert (nobody.members, nobody.vacant, nobody.unmet, nobody.standings) == ((), 2, (), ())
    away = choose(a_turn(people(3, away=True), seats=1), [])
    assert (away.members, away.vacant, [account.even for account in away.standings]) == ((), 1, [0, 0, 0])


def test_within_a_lap_whoever_holds_fewer_roles_comes_first_then_whoever_waits_longest() -> None:
    there = [replace(person, load=load) for person, load in zip(people(4), (2, 0, 1, 0), strict=True)]
    lap = [chosen.members[0] for chosen in turns(4, there)]
    assert set(lap[:2]) == {member(2), member(4)}
    assert lap[2:] == [member(3), member(1)]
    even = [replace(person, load=0) for person in there]
    second = turns(4, even, before=turns(4, there)[-1].standings)
    assert [chosen.members[0] for chosen in second] == lap


def test_ties_are_drawn_from_the_seed_anew_in_each_lap() -> None:
    first = [chosen.members for chosen in turns(8, people(8), seed="one")]
    assert first == [chosen.members for chosen in turns(8, people(8), seed="one")]
    assert first != [chosen.members for chosen in turns(8, people(8), seed="two")]


def test_a_newcomer_is_neither_owed_for_the_past_nor_the_last_for_ever() -> None:
    before = turns(2, people(8))[-1].standings
    later = [chosen.members[0] for chosen in turns(9, people(9), before=before)]
    assert member(9) in later[:7]
    assert member(9) != later[0] or len(set(later[:7])) == 7
    account = standing(choose(a_turn(people(9), number=3), before), 9)
    assert account.even == TURN // 9


def test_who_comes_late_in_a_lap_begins_with_the_next() -> None:
    before = turns(7, people(8))[-1].standings
    later = [chosen.members[0] for chosen in turns(2, people(9), before=before)]
    assert member(9) not in later[:1]


def test_somebody_away_gets_no_share_and_comes_back_to_their_place() -> None:
    before = turns(4, people(8))[-1].standings
    waiting = next(account.member for account in before if account.turns == 0)
    there = [replace(person, away=person.member == waiting) for person in people(8)]
    gone = turns(2, there, before=before)[-1].standings
    account = next(account for account in gone if account.member == waiting)
    assert (account.even, account.turns) == (4 * (TURN // 8), 0)
    back = [chosen.members[0] for chosen in turns(2, people(8), before=gone)]
    assert waiting in back


def test_those_who_come_back_together_are_no_more_than_a_turn_apart() -> None:
    owed = (9, 9, -9, -9, 0, 0, 0, 0)
    before = [
        Standing(person.member, lag=tenths * TURN // 10, counted=not tenths)
        for person, tenths in zip(people(8), owed, strict=True)
    ]
    lags = [account.lag for account in choose(a_turn(people(8), number=5), before).standings]
    assert max(lags) - min(lags) <= TURN


def test_saying_no_costs_the_turn_and_is_no_turn() -> None:
    first = choose(a_turn(people(5)), [])
    asked = first.members[0]
    again = choose(a_turn(people(5), refused={asked: NO}), [])
    assert asked not in again.members
    assert again.excused == (asked,)
    account = next(account for account in again.standings if account.member == asked)
    assert (account.turns, account.excused, account.last_excuse and account.last_excuse.why) == (0, 1, NO)
    lap = [chosen.members[0] for chosen in turns(8, people(5), before=again.standings)]
    assert asked not in lap[:3]
    assert asked in lap[3:8]


def test_saying_no_before_their_turn_has_come_costs_nothing() -> None:
    first = choose(a_turn(people(5)), [])
    other = next(person.member for person in people(5) if person.member not in first.members)
    assert choose(a_turn(people(5), refused={other: NO}), []).standings == first.standings


def test_when_all_refuse_the_seat_is_vacant_and_nobody_is_asked_more_than_the_others() -> None:
    chosen = choose(a_turn(people(3), refused=dict.fromkeys(map(member, (1, 2, 3)), NO)), [])
    assert (chosen.members, chosen.vacant) == ((), 1)
    assert [(account.excused, account.lag) for account in chosen.standings] == [(1, 0)] * 3


def test_who_has_said_yes_keeps_the_turn_when_somebody_else_refuses() -> None:
    first = choose(a_turn(people(6), seats=3), [])
    stays, goes = first.members[1:], first.members[0]
    again = choose(a_turn(people(6), seats=3, said_yes=frozenset(stays), refused={goes: NO}), [])
    assert set(stays) < set(again.members)


def test_a_no_costs_as_much_once_somebody_else_has_said_yes_to_it() -> None:
    first = choose(a_turn(people(5)), [])
    refusing = a_turn(people(5), refused={first.members[0]: NO})
    instead = choose(refusing, [])
    said_yes = choose(replace(refusing, said_yes=frozenset(instead.members)), [])
    assert said_yes.excused == first.members
    assert said_yes == instead


@pytest.mark.parametrize("rules", [frozenset(), frozenset({OnePerOrganisation()})])
def test_whoever_says_yes_in_the_end_every_no_before_it_costs_its_turn(
    rules: frozenset[RotationRule],
) -> None:
    before: tuple[Standing, ...] = ()
    refused = 0
    for turn, chosen, _ in simulated(Setting(9, 2, 60, rules, seed=11, refusing=30)):
        assert choose(turn, before).excused == chosen.excused
        assert counted(turn, before, chosen.members).standings == choose(turn, before).standings
        refused += len(turn.refused)
        before = chosen.standings
    assert refused > 20


def test_who_said_no_and_then_yes_has_said_yes() -> None:
    first = choose(a_turn(people(5)), [])
    both = choose(a_turn(people(5), said_yes=frozenset(first.members), refused={first.members[0]: NO}), [])
    assert (both.members, both.excused) == (first.members, ())


def test_who_said_no_before_their_turn_had_come_is_not_charged_for_who_said_yes() -> None:
    first, *others = (chosen.members[0] for chosen in turns(3, people(5)))
    turn = a_turn(people(5), said_yes=frozenset({first}), refused={others[0]: NO})
    assert choose(turn, []).excused == ()


def test_a_turn_is_counted_to_those_who_take_it_and_to_nobody_else() -> None:
    first = choose(a_turn(people(4), seats=2), [])
    stays, goes = first.members
    chosen = counted(a_turn(people(4), seats=2), [], [stays])
    assert (chosen.members, chosen.vacant) == ((stays,), 1)
    turns_of = {account.member: account.turns for account in chosen.standings}
    assert (turns_of[stays], turns_of[goes], sum(turns_of.values())) == (1, 0, 1)
    for account in chosen.standings:
        reasons = sum(amount for _, amount in account.reasons)
        assert account.even + reasons == account.lag + account.turns * TURN


def test_whoever_takes_a_turn_outside_the_rotation_gives_it() -> None:
    there = people(3)
    chosen = counted(a_turn(there, rules=[HasServed(RoleId(UUID(int=9)))]), [], [there[0].member])
    account = next(one for one in chosen.standings if one.member == there[0].member)
    assert (account.turns, account.lag) == (1, 0)
    assert account.even + sum(amount for _, amount in account.reasons) == TURN


def test_a_volunteer_serves_out_of_order_and_their_turn_is_done() -> None:
    before = turns(1, people(4))[-1]
    keen = before.members[0]
    chosen = choose(a_turn(people(4), number=2, said_yes=frozenset({keen})), before.standings)
    assert chosen.members == (keen,)
    account = next(account for account in chosen.standings if account.member == keen)
    assert account.because_of(Why.VOLUNTEERED) > 0
    assert abs(account.lag) < TURN


def test_a_turn_served_for_another_leaves_both_where_they_are_in_the_order() -> None:
    chosen = turns(1, people(4))[-1]
    planned = next(account for account in chosen.standings if account.member in chosen.members)
    other = next(account for account in chosen.standings if account.member not in chosen.members)
    moved, served = exchanged(planned, other, 1)
    assert (moved.turns, moved.lag, served.turns, served.lag) == (0, planned.lag, 1, other.lag)
    for account in (moved, served):
        reasons = sum(amount for _, amount in account.reasons)
        assert account.even + reasons == account.lag + account.turns * TURN


def test_what_is_shown_beforehand_is_what_comes() -> None:
    there = [Person(member(n), organisation=organisation(n // 2)) for n in range(7)]
    rules = [OnePerOrganisation()]
    assert list(preview(a_turn(there, 2, rules), [], 10)) == turns(10, there, 2, rules)


def test_no_rule_could_foresee_that_all_who_serve_then_leave() -> None:
    """Ten people, and whoever has served leaves: the last was owed 1/10 + 1/9 + ... turns and could not have served before."""
    there = people(10)
    before: tuple[Standing, ...] = ()
    chosen: Chosen | None = None
    for number in range(1, 11):
        chosen = choose(Turn(number, 1, tuple(there), "seed"), before)
        before = chosen.standings
        last: MemberId = chosen.members[0]
        if number < 10:
            there = [person for person in there if person.member != last]
    assert chosen is not None
    (account,) = chosen.standings
    assert account.turns == 1
    assert 2.9 < account.even / TURN < 3
    assert round(account.because_of(Why.LEFT) / TURN, 2) == -1.93
