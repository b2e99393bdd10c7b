"""A result by stakeholder group: who is shown by themselves, and that nobody can be read out of what is left."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.ids import GroupId
from decisions.rounds.ballots.ballot import Ballot, Method
from decisions.rounds.ballots.by_group import LEAST, by_group, shown_alone
from decisions.rounds.ballots.choice import Choice, Pile
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.recount import recount
from decisions.rounds.ballots.result import GroupCount
from decisions.rounds.ballots.terms import Terms
from tests.decisions.ballots.elections import a_ballot, counted, every_choice

PARENTS, PROVIDERS, SCHOOLS, FUNDERS = (GroupId(UUID(int=n)) for n in range(1, 5))
ONE = a_ballot(Method.CHOOSE_ONE)
many_groups = st.dictionaries(
    st.sampled_from([GroupId(UUID(int=n)) for n in range(8)]), st.integers(0, 9), max_size=8
)


def of(group: GroupId | None, **many: int) -> list[Pile]:
    return [Pile(Choice.of({key: 1}), n, group) for key, n in many.items()]


def shown(parts: tuple[GroupCount, ...]) -> dict[GroupId | None, Mapping[str, int]]:
    return {part.group: {key: int(figure) for key, figure in part.figures} for part in parts}


def test_each_group_is_counted_by_itself_the_largest_first() -> None:
    said = [*of(PARENTS, a=2, b=1), *of(PROVIDERS, b=4)]
    parts = by_group(ONE, said, 10)
    assert [(part.group, part.counted) for part in parts] == [(PROVIDERS, 4), (PARENTS, 3)]
    assert shown(parts) == {PROVIDERS: {"a": 0, "b": 4, "c": 0}, PARENTS: {"a": 2, "b": 1, "c": 0}}


def test_groups_too_small_to_hide_in_are_told_together() -> None:
    said = [*of(PARENTS, a=5), *of(PROVIDERS, b=2), *of(SCHOOLS, c=1)]
    assert shown(by_group(ONE, said, 10)) == {
        PARENTS: {"a": 5, "b": 0, "c": 0},
        None: {"a": 0, "b": 2, "c": 1},
    }


@pytest.mark.parametrize("small", [1, 2])
def test_one_small_group_could_be_read_off_by_taking_away_so_the_next_goes_with_it(small: int) -> None:
    said = [*of(PARENTS, a=5), *of(PROVIDERS, b=3), *of(SCHOOLS, c=small)]
    parts = shown(by_group(ONE, said, 10))
    assert set(parts) == {PARENTS, None}
    assert parts[None] == {"a": 0, "b": 3, "c": small}


def test_where_no_two_parts_are_left_nothing_is_broken_down() -> None:
    assert by_group(ONE, [*of(PARENTS, a=5), *of(SCHOOLS, c=1)], 10) == ()
    assert by_group(ONE, of(PARENTS, a=5), 10) == ()
    assert by_group(ONE, [], 10) == ()


def test_a_group_of_whom_nobody_voted_is_not_among_them() -> None:
    assert shown_alone({PARENTS: 3, PROVIDERS: 3, SCHOOLS: 0}) == (PROVIDERS, PARENTS)


@given(voters=many_groups)
def test_whatever_is_added_up_or_taken_away_three_are_among_it(voters: Mapping[GroupId | None, int]) -> None:
    """What can be known are the parts, the whole, and each sum and difference of these: unions of parts."""
    alone = shown_alone(voters)
    rest = {group: many for group, many in voters.items() if group not in alone and many}
    parts = [[voters[group]] for group in alone] + ([list(rest.values())] if rest else [])
    if len(parts) > 1:
        assert len(rest) != 1, "the rest would be one group, and known to be"
        for size in range(1, len(parts) + 1):
            for union in combinations(parts, size):
                assert sum(map(sum, union)) >= LEAST


@given(voters=many_groups)
def test_no_more_groups_are_hidden_than_must_be(voters: Mapping[GroupId | None, int]) -> None:
    """Were the largest hidden one shown too, those that are left would be too few; or it is too small itself."""
    alone = shown_alone(voters)
    hidden = sorted(many for group, many in voters.items() if group not in alone and many)
    if hidden and hidden[-1] >= LEAST:
        assert sum(hidden[:-1]) < LEAST


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=10, deadline=None)
@given(data=st.data(), eligible=st.integers(20, 40))
def test_of_every_method_each_part_is_what_its_voters_alone_come_to(
    method: Method, data: st.DataObject, eligible: int
) -> None:
    ballot = a_ballot(method, passes_at="minor", top=3, budget=3)
    choices = st.sampled_from(every_choice(ballot))
    said = [
        Pile(data.draw(choices), 1, group)
        for group, many in ((PARENTS, 4), (PROVIDERS, 3), (SCHOOLS, 2), (FUNDERS, 1))
        for _ in range(many)
    ]
    parts = by_group(ballot, said, eligible)
    assert sum(part.counted for part in parts) == counted(ballot, said, eligible).counted
    for part in parts:
        small = (SCHOOLS, FUNDERS)
        own = [p for p in said if (p.group in small if part.group is None else p.group == part.group)]
        alone = counted(ballot, own, len(own))
        assert (part.counted, dict(part.figures)) == (
            alone.counted,
            {standing.key: standing.figure for standing in alone.standings},
        )


def test_a_secret_ballot_is_never_told_by_group() -> None:
    assert not Terms(secret=True, by_group=True).consistent().by_group
    assert Terms(by_group=True).consistent().by_group


# --- counted again --------------------------------------------------------------------------------------------


def in_the_file(ballot: Ballot, said: list[Pile]) -> list[str]:
    """What differs, of a file that has the groups which its result tells."""
    result = replace(counted(ballot, said, 12), by_group=by_group(ballot, said, 12))
    told = {part.group for part in result.by_group}
    lines = [pile if pile.group in told else replace(pile, group=None) for pile in said]
    return [found.what for found in recount(ballot, lines, 12, result)]


def test_the_parts_are_counted_again_from_what_the_file_tells_of_groups() -> None:
    said = [*of(PARENTS, a=5), *of(PROVIDERS, b=3), *of(SCHOOLS, c=1)]
    assert in_the_file(ONE, said) == []


def test_a_part_that_does_not_follow_is_found() -> None:
    said = [*of(PARENTS, a=5), *of(PROVIDERS, b=3)]
    result = replace(counted(ONE, said, 12), by_group=by_group(ONE, said, 12))
    first = result.by_group[0]
    wrong = replace(first, figures=(("a", Fraction(4)), *first.figures[1:]))
    changed = replace(result, by_group=(wrong, *result.by_group[1:]))
    assert [found.what for found in recount(ONE, said, 12, changed)] == ["by_group"]


def test_where_the_file_has_no_groups_the_parts_must_be_of_as_many() -> None:
    ballot = a_ballot(Method.APPROVAL)
    said = [*of(PARENTS, a=5), *of(PROVIDERS, b=3)]
    result = replace(counted(ballot, said, 12), by_group=by_group(ballot, said, 12))
    lines = [replace(pile, group=None) for pile in said]
    assert recount(ballot, lines, 12, result) == ()
    fewer = replace(result, by_group=result.by_group[:1])
    assert [found.what for found in recount(ballot, lines, 12, fewer)] == ["by_group"]
