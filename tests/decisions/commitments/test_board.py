"""Which commitments somebody wants to see, how they stand side by side, and who is told that something is overdue."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.commitments import commands as c
from decisions.commitments.board import (
    NONE,
    OVERDUE,
    By,
    Wanted,
    Which,
    begins,
    grouped,
    people_in,
    selected,
)
from decisions.commitments.commitment import Commitment, Helper, Said, Standing
from decisions.commitments.record import NAMED_AFTER, CommitmentsRecord, told_overdue
from decisions.ids import CommitmentId, MemberId, OrganisationId
from decisions.people.people import Member
from tests.decisions.commitments.world import CommitmentWorld, remark
from tests.decisions.people import ANA, BO, CY, DI, SEATS

TODAY = date(2026, 3, 4)
"""A Wednesday."""
MONDAY = date(2026, 3, 2)
NAMES = {ANA: "Ana", BO: "Bo", CY: "Cy", DI: "Di"}


def one(number: int = 1, who: MemberId = CY, due: date | None = TODAY, **changes: Any) -> Commitment:
    world = CommitmentWorld()
    world.says_yes(who=who)
    made = replace(world.one, id=CommitmentId(UUID(int=700 + number)))
    return replace(made, promise=replace(made.promise, due=due), **changes)


def record(
    *ones: Commitment, reader: MemberId = ANA, ended: tuple[Commitment, ...] = (), coordinator: bool = False
) -> CommitmentsRecord:
    members = {id: Member(id, name, is_coordinator=coordinator) for id, name in NAMES.items()}
    circle = CommitmentWorld().circle
    return CommitmentsRecord(members[reader], circle, ones, ended, members, {}, {}, TODAY)


def groups(of: CommitmentsRecord, by: By, **wanted: Any) -> dict[str, int]:
    return {each.key: len(each.commitments) for each in grouped(of, Wanted(by=by, **wanted), 0)}


# --- who is told that it is overdue -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reader", "coordinates", "days", "told"),
    [
        (CY, False, 0, False),
        (CY, False, 1, True),
        (DI, False, 1, True),
        (ANA, False, 60, False),
        (BO, True, NAMED_AFTER, False),
        (BO, True, NAMED_AFTER + 1, True),
        (None, False, 60, False),
    ],
)
def test_it_is_first_between_rondo_and_who_does_it(
    reader: MemberId | None, coordinates: bool, days: int, told: bool
) -> None:
    late = one(due=TODAY - timedelta(days=days), helpers=(Helper(DI, Said.YES),))
    assert told_overdue(late, reader, TODAY, coordinates=coordinates) is told


def test_what_waits_for_something_or_for_an_answer_is_not_overdue() -> None:
    world = CommitmentWorld()
    world.says_yes()
    world.do(CY, c.SuggestDay, id=remark(1), due=world.now.date() + timedelta(days=40))
    waits = CommitmentWorld()
    waits.says_yes()
    waits.do(CY, c.Block, words="No answer")
    later = TODAY + timedelta(days=30)
    for each in (world.one, waits.one):
        assert each.is_overdue(later)
        assert not told_overdue(each, CY, later, coordinates=True)


# --- which --------------------------------------------------------------------------------------------------------


def test_each_is_found_by_how_it_stands_and_by_whose_it_is() -> None:
    open_one, asked = one(1), one(2, who=DI, standing=Standing.ASKED, accepted_at=None)
    helped = one(3, who=DI, helpers=(Helper(CY, Said.YES), Helper(ANA, Said.NO)))
    done = one(4, standing=Standing.DONE)
    of = record(open_one, asked, helped, ended=(done,), reader=CY)
    late = replace(open_one, promise=replace(open_one.promise, due=TODAY - timedelta(days=1)))
    finds = {
        Wanted(): (open_one, asked, helped),
        Wanted(Which.MINE): (open_one, helped),
        Wanted(Which.ASKED): (asked,),
        Wanted(Which.OPEN): (open_one, helped),
        Wanted(Which.DONE): (done,),
        Wanted(Which.DONE, person=DI): (),
        Wanted(person=DI): (asked, helped),
        Wanted(person=ANA): (),
        Wanted(organisation=SEATS[CY].organisation): tuple(
            each
            for each in (open_one, asked, helped)
            if any(SEATS[m].organisation == SEATS[CY].organisation for m in people_in(each))
        ),
        Wanted(organisation=OrganisationId(UUID(int=9))): (),
    }
    assert {wanted: selected(of, wanted) for wanted in finds} == finds
    assert selected(record(late, asked, reader=CY), Wanted(Which.OVERDUE)) == (late,)
    assert selected(record(late, asked, reader=ANA), Wanted(Which.OVERDUE)) == ()


# --- on a board ---------------------------------------------------------------------------------------------------


def test_weeks_follow_each_other_with_what_is_overdue_first_and_what_has_no_day_last() -> None:
    ones = (
        one(1, due=None),
        one(2, due=date(2026, 3, 16)),
        one(3, due=date(2026, 3, 8)),
        one(4, due=date(2026, 3, 1)),
    )
    keys = list(groups(record(*ones, reader=CY), By.WEEK))
    assert keys == [OVERDUE, "2026-03-02", "2026-03-16", NONE]
    sundays = grouped(record(*ones, reader=CY), Wanted(by=By.WEEK), 6)
    assert [each.key for each in sundays] == [OVERDUE, "2026-03-08", "2026-03-15", NONE]


def test_what_somebody_else_is_late_with_stands_among_what_is_to_be_done_this_week() -> None:
    late = one(1, due=date(2026, 2, 2))
    assert groups(record(late), By.WEEK) == {MONDAY.isoformat(): 1}
    assert groups(record(late, reader=BO), By.WEEK) == {OVERDUE: 1}, "whoever facilitates hears of it"
    assert groups(record(late, coordinator=True), By.WEEK) == {OVERDUE: 1}


def test_what_several_do_stands_with_each_of_them_and_ones_own_comes_first() -> None:
    shared = one(1, helpers=(Helper(BO, Said.YES), Helper(ANA, Said.NOTHING), Helper(DI, Said.NO)))
    nobodys = one(2, accountable=None, accepted_at=None, standing=Standing.NOBODYS)
    assert groups(record(shared, nobodys, reader=CY), By.PERSON) == {
        str(CY): 1,
        str(ANA): 1,
        str(BO): 1,
        NONE: 1,
    }
    keys = list(groups(record(shared, nobodys, reader=CY), By.PERSON))
    assert keys == [str(CY), str(ANA), str(BO), NONE]
    assert groups(record(shared, reader=CY), By.PERSON, only=str(BO)) == {str(BO): 1}


def test_done_by_week_is_by_the_day_on_which_it_was_done_the_newest_first() -> None:
    world = CommitmentWorld()
    world.says_yes()
    world.do(CY, c.Finish)
    first = world.one
    assert first.ended_at is not None
    second = replace(first, id=CommitmentId(UUID(int=9)), ended_at=first.ended_at + timedelta(days=8))
    of = record(ended=(second, first))
    assert list(groups(of, By.WEEK, which=Which.DONE)) == ["2026-03-09", "2026-03-02"]


@given(
    due=st.lists(st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=12),
    by=st.sampled_from(By),
    first=st.integers(0, 6),
    which=st.sampled_from(Which),
)
@settings(max_examples=40, deadline=None)
def test_a_board_holds_all_that_is_wanted_and_nothing_else(
    due: list[date | None], by: By, first: int, which: Which
) -> None:
    ones = tuple(one(n, who=(BO, CY, DI)[n % 3], due=day) for n, day in enumerate(due))
    of, wanted = record(*ones), Wanted(which, by=by)
    shown = grouped(of, wanted, first)
    assert {each.id for group in shown for each in group.commitments} == {
        each.id for each in selected(of, wanted)
    }
    assert all(group.commitments for group in shown)


@given(day=st.dates(), first=st.integers(0, 6))
@settings(max_examples=50)
def test_a_week_begins_on_its_first_day_and_is_seven_days_long(day: date, first: int) -> None:
    if day.toordinal() > 7:
        start = begins(day, first)
        assert start.weekday() == first
        assert 0 <= (day - start).days < 7


# --- as it is written ---------------------------------------------------------------------------------------------


@given(
    which=st.sampled_from(Which),
    person=st.none() | st.uuids(),
    organisation=st.none() | st.uuids(),
    by=st.none() | st.sampled_from(By),
    only=st.sampled_from(["", OVERDUE, NONE, "2026-03-02"]),
)
@settings(max_examples=50)
def test_what_is_wanted_is_read_as_it_was_written(
    which: Which, person: UUID | None, organisation: UUID | None, by: By | None, only: str
) -> None:
    wanted = Wanted(
        which,
        None if person is None else MemberId(person),
        None if organisation is None else OrganisationId(organisation),
        by,
        only,
    )
    assert Wanted.parse(str(wanted)) == wanted
    assert len(str(wanted)) < 200, "it fits into an action"


@given(st.text(max_size=400))
@settings(max_examples=50)
def test_what_cannot_be_read_is_as_if_it_were_not_there(text: str) -> None:
    Wanted.parse(text)
    assert Wanted.parse(f"which=nothing&person=Ana&{text[:3].replace('&', '')}") == Wanted()
