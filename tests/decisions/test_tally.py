"""Counting: kept as numbers, one answer at a time; quorum and voices are read from them."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.refusals import Refusal
from decisions.rounds.answers import Kind
from decisions.rounds.settings import GroupNeed, Quorum, Settings
from decisions.rounds.tally import GroupTally, Tally, quorum_met, voices_missing
from tests.decisions.people import FUNDERS, PARENTS, PROVIDERS

SIX = Tally({PARENTS: GroupTally(asked=4), PROVIDERS: GroupTally(asked=2)})


def heard(tally: Tally, **numbers: int) -> Tally:
    for _ in range(numbers.get("parents", 0)):
        tally = tally.counted(PARENTS, None, Kind.CONSENT)
    for _ in range(numbers.get("providers", 0)):
        tally = tally.counted(PROVIDERS, None, Kind.CONSENT)
    return tally


def test_a_changed_answer_is_heard_once() -> None:
    tally = SIX.counted(PARENTS, None, Kind.CONSENT).counted(PARENTS, Kind.CONSENT, Kind.OBJECTION)
    assert (tally.heard, tally.of(Kind.CONSENT), tally.of(Kind.OBJECTION)) == (1, 0, 1)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(Kind)), max_size=30))
def test_counting_one_by_one_is_counting_all(answers: list[tuple[int, Kind]]) -> None:
    groups = [PARENTS] * 4 + [PROVIDERS] * 2
    tally, last = SIX, dict[int, Kind]()
    for member, kind in answers:
        tally = tally.counted(groups[member], last.get(member), kind)
        last[member] = kind
    assert (tally.asked, tally.heard) == (6, len(last))
    assert {kind: tally.of(kind) for kind in Kind} == {kind: list(last.values()).count(kind) for kind in Kind}
    for group in (PARENTS, PROVIDERS):
        assert tally.groups[group].heard == sum(groups[member] == group for member in last)


def test_everyone_is_heard_when_nobody_is_missing() -> None:
    assert not Tally().everyone_heard, "nobody was asked"
    assert not heard(SIX, parents=4, providers=1).everyone_heard
    assert heard(SIX, parents=4, providers=2).everyone_heard


@pytest.mark.parametrize(
    ("quorum", "asked", "needed"),
    [
        (Quorum(), 20, 10),
        (Quorum(), 7, 4),
        (Quorum(), 4, 3),
        (Quorum(), 2, 2),
        (Quorum(), 0, 1),
        (Quorum(Fraction(2, 3), 1), 7, 5),
    ],
)
def test_half_of_those_asked_and_three_people(quorum: Quorum, asked: int, needed: int) -> None:
    """Rounded up; all of them where fewer than three were asked; never nobody."""
    assert quorum.heard_needed(asked) == needed


def test_the_quorum_is_met_at_half_and_not_before() -> None:
    assert not quorum_met(heard(SIX, parents=2), Settings())
    assert quorum_met(heard(SIX, parents=2, providers=1), Settings())
    assert not quorum_met(Tally(), Settings()), "nobody was asked"


@pytest.mark.parametrize(
    ("need", "parents", "missing"),
    [
        (GroupNeed(PARENTS, count=2), 1, {PARENTS: 1}),
        (GroupNeed(PARENTS, count=2), 2, {}),
        (GroupNeed(PARENTS, share=Fraction(3, 4)), 2, {PARENTS: 1}),
        (GroupNeed(PARENTS, share=Fraction(2, 3)), 2, {PARENTS: 1}),
        (GroupNeed(PARENTS, count=5), 4, {PARENTS: 1}),
        (GroupNeed(FUNDERS, share=Fraction(1, 2)), 4, {FUNDERS: 1}),
    ],
    ids=["a count", "met", "a share", "rounded up", "more than there are", "a group that nobody sits for"],
)
def test_how_many_of_a_group_are_missing(need: GroupNeed, parents: int, missing: dict[Any, int]) -> None:
    assert voices_missing(heard(SIX, parents=parents), Settings(voices=(need,))) == missing


@pytest.mark.parametrize(
    "wrong", [{"count": -1}, {}, {"count": 1, "share": Fraction(1)}, {"share": Fraction(2)}]
)
def test_a_need_is_a_count_or_a_share(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refusal):
        GroupNeed(PARENTS, **wrong)
