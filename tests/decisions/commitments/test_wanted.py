"""Which commitments somebody gets to see when they ask for theirs, or for what is done; and what is too long to be asked."""

from datetime import date, timedelta

from decisions.commitments import commands as c
from decisions.commitments.board import LONGEST, By, Wanted, Which, selected
from tests.decisions.commitments.test_board import groups, record
from tests.decisions.commitments.world import CommitmentWorld, remark
from tests.decisions.people import ANA, BO, CY, DI


def test_ones_own_are_also_those_that_wait_for_ones_word() -> None:
    """Ana asked for it and does nothing of it; it waits for her since Cy has named another day, then for Di, to take it over."""
    world = CommitmentWorld()
    world.says_yes()
    mine = Wanted(Which.MINE)
    assert selected(record(world.one, reader=ANA), mine) == ()
    world.do(CY, c.SuggestDay, id=remark(1), due=date(2026, 3, 20))
    assert selected(record(world.one, reader=ANA), mine) == (world.one,)
    assert selected(record(world.one, reader=BO), mine) == ()
    world.do(CY, c.HandOver, id=remark(2), to=DI)
    assert selected(record(world.one, reader=DI), mine) == (world.one,)


def test_what_was_done_weeks_ago_stands_in_its_own_week() -> None:
    world = CommitmentWorld()
    world.now -= timedelta(days=30)
    world.says_yes()
    world.do(CY, c.Finish)
    assert groups(record(ended=(world.one,)), By.WEEK, which=Which.DONE) == {"2026-02-02": 1}


def test_what_is_wanted_is_read_no_further_than_its_length() -> None:
    assert Wanted.parse("which=mine&" + "x" * LONGEST + "&by=week") == Wanted(Which.MINE)
