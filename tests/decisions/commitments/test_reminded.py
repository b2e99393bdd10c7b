"""Who is reminded of a commitment by what has become of it, and when it is looked at next."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.commitments import commands as c
from decisions.commitments.reminded import reminders_for, still_needs_help, still_reminds
from decisions.commitments.reminding import Reminder, Told, Wave, due_now, next_look
from decisions.commitments.wishes import Mornings, Wishes
from decisions.ids import MemberId
from tests.decisions.commitments.world import FRIDAY, MONDAY, NOW, CommitmentWorld, remark
from tests.decisions.people import ANA, BO, CY, DI

MORNINGS = Mornings(Wishes(), "UTC")
EVERY_WAVE = [Wave.BEFORE, Wave.BEFORE, Wave.TODAY, Wave.OVERDUE, Wave.LAST_OVERDUE, Wave.COORDINATOR]
EARLY = EVERY_WAVE[:3]


@pytest.fixture
def world() -> CommitmentWorld:
    world = CommitmentWorld()
    world.says_yes(helpers=(DI,))
    return world


def waves(world: CommitmentWorld, member: MemberId = CY) -> list[Wave]:
    return [one.wave for one in reminders_for(world.one, member, Told(), MORNINGS)]


def test_whoever_is_accountable_hears_all_and_who_helps_before_it_and_on_its_day(
    world: CommitmentWorld,
) -> None:
    assert waves(world) == EVERY_WAVE
    assert waves(world, DI) == []
    world.do(DI, c.AcceptCommitment)
    assert waves(world, DI) == EARLY
    assert waves(world, ANA) == [], "who asked does not do it"


def test_before_a_yes_and_after_the_end_nobody_hears() -> None:
    world = CommitmentWorld()
    world.asks()
    assert waves(world) == []
    world.do(CY, c.AcceptCommitment)
    world.do(CY, c.Finish)
    assert waves(world) == []


def test_a_day_that_its_doer_named_is_waited_for_and_one_that_the_asker_named_is_not(
    world: CommitmentWorld,
) -> None:
    world.do(ANA, c.SuggestDay, id=remark(1), due=MONDAY)
    assert waves(world) == EVERY_WAVE
    world.do(CY, c.SuggestDay, id=remark(2), due=MONDAY)
    assert waves(world) == []


def test_blocked_only_what_a_coordinator_hears_is_left(world: CommitmentWorld) -> None:
    world.do(CY, c.Block, words="The form is missing")
    assert waves(world) == [Wave.COORDINATOR]
    world.do(CY, c.Unblock)
    assert waves(world) == EVERY_WAVE


def test_what_is_taken_over_late_is_counted_as_if_it_had_been_due_that_day(world: CommitmentWorld) -> None:
    world.now = datetime(2026, 3, 18, 12, tzinfo=UTC)
    world.do(CY, c.HandOver, id=remark(1), to=BO)
    world.do(BO, c.AnswerHandOver, id=remark(1), accept=True)
    found = reminders_for(world.one, BO, Told(), MORNINGS)
    assert [(one.wave, one.at.day, one.days) for one in found] == [
        (Wave.OVERDUE, 19, 6),
        (Wave.OVERDUE, 23, 10),
        (Wave.LAST_OVERDUE, 25, 12),
        (Wave.COORDINATOR, 26, 13),
    ]


def test_a_reminder_that_waits_to_leave_says_nothing_any_more_once_it_is_not_so(
    world: CommitmentWorld,
) -> None:
    assert still_reminds(world.one, CY, FRIDAY, FRIDAY)
    assert still_needs_help(world.one, CY, FRIDAY)
    assert not still_reminds(world.one, CY, MONDAY, FRIDAY)
    assert not still_reminds(world.one, DI, FRIDAY, FRIDAY), "they have not said yes"
    assert not still_needs_help(world.one, DI, FRIDAY)
    world.do(CY, c.SnoozeReminders, until=MONDAY)
    assert not still_reminds(world.one, CY, FRIDAY, FRIDAY)
    assert still_reminds(world.one, CY, FRIDAY, MONDAY)


# --- when it is looked at next ----------------------------------------------------------------------------------


def look(now: datetime, told: Told = Told(), *, waiting: bool = False) -> datetime | None:  # noqa: B008
    world = CommitmentWorld()
    world.says_yes()
    return next_look(reminders_for(world.one, CY, Told(), MORNINGS), told, now, MORNINGS, waiting=waiting)


def test_what_is_to_come_is_looked_at_when_it_comes() -> None:
    assert look(NOW) == datetime(2026, 3, 10, 9, tzinfo=UTC)


def test_what_came_due_today_is_looked_at_at_once() -> None:
    noon = datetime(2026, 3, 13, 12, tzinfo=UTC)
    assert look(noon) == datetime(2026, 3, 13, 9, tzinfo=UTC)
    assert look(noon, Told(datetime(2026, 3, 13, 9, tzinfo=UTC))) == datetime(2026, 3, 16, 9, tzinfo=UTC)


@pytest.mark.parametrize(("hour", "day"), [(7, 18), (12, 19)])
def test_what_was_missed_waits_for_the_next_morning_unless_it_was_to_be_sent_anyway(
    hour: int, day: int
) -> None:
    wednesday = datetime(2026, 3, 18, hour, tzinfo=UTC)
    assert look(wednesday) == datetime(2026, 3, day, 9, tzinfo=UTC)
    assert look(wednesday, waiting=True) == datetime(2026, 3, 10, 9, tzinfo=UTC)


def test_when_all_has_been_told_it_is_not_looked_at_again() -> None:
    late = datetime(2026, 6, 1, 9, tzinfo=UTC)
    assert look(late, Told(late, late)) is None


@given(hours=st.lists(st.integers(1, 400), min_size=1, max_size=12))
def test_however_often_it_is_reckoned_anew_nothing_is_told_twice_and_the_coordinator_hears(
    hours: list[int],
) -> None:
    """Something changes at any moments, and a worker looks at each of them, and then whenever it is to."""
    world = CommitmentWorld()
    world.says_yes()
    reminders: tuple[Reminder, ...] = reminders_for(world.one, CY, Told(), MORNINGS)
    now, told, days = NOW, Told(), list[date]()
    at = next_look(reminders, told, now, MORNINGS)

    def looks() -> None:
        nonlocal told, at
        found = due_now(reminders, FRIDAY, told, now, MORNINGS)
        days.extend([now.date()] if found.person else [])
        told, at = found.told, found.next_at

    for step in hours:
        now += timedelta(hours=step)
        at = next_look(reminders, told, now, MORNINGS, waiting=at is not None and at <= now)
        if at is not None and at <= now:
            looks()
    while at is not None:
        now = max(now, at)
        looks()
    assert len(set(days)) == len(days) > 0
    assert told.coordinator is not None
