"""The best set is the best of all sets: compared with trying every one."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.roles.fairness.rates import Cell, rates
from decisions.roles.fairness.rules import AtLeastFrom, Bounds, OnePerOrganisation, RotationRule, bounds
from decisions.roles.fairness.sets import Candidate, Owed, best
from decisions.roles.fairness.standing import TURN
from tests.decisions.roles.rotations import CLINICS, PARENTS, member, organisation


@st.composite
def some_bounds(draw: st.DrawFn) -> Bounds:
    rules: list[RotationRule] = [
        AtLeastFrom(PARENTS, draw(st.integers(0, 2))),
        AtLeastFrom(CLINICS, draw(st.integers(0, 1))),
        *([OnePerOrganisation()] if draw(st.booleans()) else []),
    ]
    return bounds(draw(st.integers(1, 4)), rules)


@st.composite
def some_candidates(draw: st.DrawFn, limits: Bounds) -> list[Candidate]:
    kinds = st.integers(0, len(limits.required))
    places = st.none() | st.integers(1, 4)
    found = []
    for number in range(draw(st.integers(0, 9))):
        place = draw(places) if limits.one_per_organisation else None
        found.append(
            Candidate(
                member(number), draw(kinds), organisation(place) if place else None, draw(st.integers(0, 1))
            )
        )
    return found


def every_set(candidates: list[Candidate], limits: Bounds) -> list[tuple[Candidate, ...]]:
    found = []
    for many in range(limits.seats + 1):
        for some in combinations(candidates, many):
            known = [candidate.organisation for candidate in some if candidate.organisation]
            if len(known) == len(set(known)) and limits.allow(counts(some, limits)):
                found.append(some)
    return found


def counts(some: tuple[Candidate, ...], limits: Bounds) -> tuple[int, ...]:
    kinds = [candidate.kind for candidate in some]
    return tuple(kinds.count(kind) for kind in range(len(limits.required) + 1))


@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_no_other_set_that_keeps_every_rule_is_better(data: st.DataObject) -> None:
    limits = data.draw(some_bounds())
    candidates = data.draw(some_candidates(limits))
    # In the order in which they come, who must comes before who need not, as in ``order.in_order``.
    candidates.sort(key=lambda candidate: -candidate.must)
    tenths = st.integers(-10, 10 * limits.seats)
    kinds = len(limits.required) + 1
    owed = (
        Owed(tuple(data.draw(st.lists(tenths, min_size=kinds, max_size=kinds)))) if limits.required else None
    )
    owed = owed and Owed(tuple(tenth * TURN // 10 for tenth in owed.kinds))

    def value(some: tuple[Candidate, ...]) -> tuple[object, ...]:
        missed, squares = owed.cost(counts(some, limits)) if owed else (0, 0)
        places = [candidate in some for candidate in candidates]
        return len(some), -missed, sum(candidate.must for candidate in some), -squares, places

    sets = every_set(candidates, limits)
    expected = max(sets, key=value, default=())
    assert best(candidates, limits, owed) == tuple(candidate.member for candidate in expected)


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_shares_keep_every_rule_and_fill_as_many_seats_as_can_be_filled(data: st.DataObject) -> None:
    limits = data.draw(some_bounds())
    candidates = data.draw(some_candidates(limits))
    cells: dict[Cell, int] = {}
    for candidate in candidates:
        cell = (candidate.organisation, candidate.kind)
        cells[cell] = cells.get(cell, 0) + 1
    found = rates(cells, limits, rested=False)
    shares = {cell: rate.share * cells[cell] for cell, rate in found.items()}
    most = max((len(some) for some in every_set(candidates, limits)), default=0)
    assert abs(sum(shares.values()) - most * TURN) < 100
    for place in {cell[0] for cell in cells} - {None}:
        assert sum(share for cell, share in shares.items() if cell[0] == place) <= TURN
    by_kind = [
        sum(share for cell, share in shares.items() if cell[1] == kind)
        for kind in range(len(limits.required) + 1)
    ]
    kept = sum(max(0, many * TURN - by_kind[kind]) for kind, (_, many) in enumerate(limits.required))
    assert not sum(by_kind) or sum(by_kind) + kept <= limits.seats * TURN + 100
