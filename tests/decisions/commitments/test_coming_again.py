"""What comes again: on which day, however late the last time was, and wherever it had been moved."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from decisions.commitments import commands as c
from decisions.commitments.board import as_done
from decisions.commitments.coming_again import first_time
from decisions.commitments.commitment import Promise
from decisions.recurring.rhythm import LAST, Every, Rhythm, openings
from decisions.refusals import Reason
from decisions.rounds.settings import Settings
from decisions.workdays import at_local, local_day
from tests.decisions.commitments.world import NOW, CommitmentWorld, remark
from tests.decisions.people import ANA, BO, CIRCLE, CY, DI

FRIDAYS: Final = Rhythm(Every.WEEK, weekday=4)
EVERY_OTHER_FRIDAY: Final = Rhythm(Every.WEEK, weekday=4, weeks=2)
THE_31ST: Final = Rhythm(Every.MONTH_DAY, day=31)
LAST_OF_A_QUARTER: Final = Rhythm(Every.MONTH_DAY, day=31, month_step=3)


def a_world(rhythm: Rhythm, due: date | None = None, *holidays: date, zone: str = "UTC") -> CommitmentWorld:
    world = CommitmentWorld()
    world.circle = replace(world.circle, settings=Settings(zone=zone, holidays=holidays))
    world.says_yes(ANA, CY, due=due, rhythm=rhythm)
    return world


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def dues(world: CommitmentWorld, many: int) -> list[date | None]:
    """The days on which it is due, each done on its day."""
    found = []
    for _ in range(many):
        found.append(world.one.due)
        assert world.one.due is not None
        world.now = noon(world.one.due)
        world.do(CY, c.Finish, first_due=world.one.first_due)
    return found


# --- the first time ---------------------------------------------------------------------------------------------


def test_without_a_day_it_is_due_on_the_first_of_its_rhythm_which_may_be_today() -> None:
    assert a_world(Rhythm(Every.WEEK, weekday=2)).one.due == NOW.date()
    assert a_world(Rhythm(Every.WEEK, weekday=1)).one.due == date(2026, 3, 10)
    assert a_world(FRIDAYS, date(2026, 3, 20)).one.due == date(2026, 3, 20)


@pytest.mark.parametrize(
    ("today", "rhythm", "first"),
    [
        (date(2026, 3, 2), Rhythm(Every.WEEK, weekday=2, weeks=2), date(2026, 3, 4)),
        (date(2026, 7, 1), Rhythm(Every.MONTH_DAY, day=1, month_step=3), date(2026, 7, 1)),
        (date(2026, 7, 1), Rhythm(Every.MONTH_WEEKDAY, weekday=3, month_step=6), date(2026, 7, 2)),
        (date(2026, 7, 1), Rhythm(Every.LAST_WORKDAY, month_step=12), date(2026, 7, 31)),
    ],
)
def test_no_week_or_month_is_left_out_before_the_first(today: date, rhythm: Rhythm, first: date) -> None:
    assert first_time(Promise("x", rhythm=rhythm), Settings(), noon(today)).due == first


def test_today_is_the_day_in_the_circles_zone() -> None:
    late = datetime(2026, 3, 5, 23, 0, tzinfo=UTC)
    fridays = Promise("x", rhythm=FRIDAYS)
    assert first_time(fridays, Settings(zone="Pacific/Kiritimati"), late).due == date(2026, 3, 6)
    thursdays = Promise("x", rhythm=Rhythm(Every.WEEK, weekday=3))
    assert first_time(thursdays, Settings(zone="Pacific/Kiritimati"), late).due == date(2026, 3, 12)


# --- and again --------------------------------------------------------------------------------------------------


def test_the_31st_is_the_end_of_every_month() -> None:
    days = dues(a_world(THE_31ST), 4)
    assert days == [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30)]
    february = a_world(Rhythm(Every.MONTH_DAY, day=30), date(2027, 1, 30))
    assert dues(february, 3)[1:] == [date(2027, 2, 28), date(2027, 3, 30)]


def test_a_holiday_moves_that_time_and_no_other() -> None:
    world = a_world(FRIDAYS, date(2026, 3, 27), date(2026, 4, 3), date(2026, 4, 6))
    assert dues(world, 3) == [date(2026, 3, 27), date(2026, 4, 7), date(2026, 4, 10)]


def test_a_holiday_that_moves_it_into_another_month_or_week_leaves_the_count_as_it_was() -> None:
    quarters = a_world(LAST_OF_A_QUARTER, date(2026, 3, 31), date(2026, 6, 30))
    assert dues(quarters, 3) == [date(2026, 3, 31), date(2026, 7, 1), date(2026, 9, 30)]
    weeks = a_world(EVERY_OTHER_FRIDAY, date(2026, 3, 6), date(2026, 3, 20))
    assert dues(weeks, 3) == [date(2026, 3, 6), date(2026, 3, 23), date(2026, 4, 3)]
    long = a_world(EVERY_OTHER_FRIDAY, date(2026, 3, 6), *(date(2026, 3, day) for day in range(20, 28)))
    assert dues(long, 3) == [date(2026, 3, 6), date(2026, 3, 30), date(2026, 4, 3)]
    firsts = a_world(
        Rhythm(Every.MONTH_WEEKDAY, weekday=4, nth=LAST, month_step=2), date(2026, 3, 27), date(2026, 5, 29)
    )
    assert dues(firsts, 3) == [date(2026, 3, 27), date(2026, 6, 1), date(2026, 7, 31)]


def test_a_holiday_at_the_end_of_a_month_brings_its_last_workday_forward() -> None:
    world = a_world(Rhythm(Every.LAST_WORKDAY), None, date(2026, 3, 31))
    assert dues(world, 2) == [date(2026, 3, 30), date(2026, 4, 30)]


def test_a_day_that_was_moved_leaves_the_rhythm_as_it_was() -> None:
    for moved in (date(2026, 3, 16), date(2026, 3, 10), date(2026, 3, 26)):
        world = a_world(EVERY_OTHER_FRIDAY, date(2026, 3, 13))
        world.do(CY, c.SuggestDay, id=remark(1), due=moved)
        world.do(ANA, c.AnswerSuggestion, id=remark(1), accept=True)
        assert dues(world, 3) == [moved, date(2026, 3, 27), date(2026, 4, 10)]


def test_what_is_moved_past_its_next_time_takes_the_place_of_both() -> None:
    world = a_world(FRIDAYS, date(2026, 3, 13))
    world.do(CY, c.SuggestDay, id=remark(1), due=date(2026, 3, 23))
    world.do(ANA, c.AnswerSuggestion, id=remark(1), accept=True)
    assert dues(world, 2) == [date(2026, 3, 23), date(2026, 3, 27)]


def test_done_before_its_day_it_comes_again_after_that_day() -> None:
    world = a_world(FRIDAYS, date(2026, 3, 13))
    world.do(CY, c.Finish, first_due=date(2026, 3, 13))
    assert (world.one.due, world.one.kept, world.one.kept_late) == (date(2026, 3, 20), 1, 0)


def test_times_that_went_by_are_not_caught_up_with() -> None:
    world = a_world(FRIDAYS, date(2026, 3, 13))
    world.now = noon(date(2026, 4, 8))
    world.do(CY, c.Finish, first_due=date(2026, 3, 13))
    assert (world.one.due, world.one.kept, world.one.kept_late) == (date(2026, 4, 10), 1, 1)
    world.now = noon(date(2026, 5, 1))
    world.do(CY, c.Finish, first_due=date(2026, 4, 10))
    assert world.one.due == date(2026, 5, 1)


def test_each_time_begins_anew() -> None:
    world = a_world(FRIDAYS, date(2026, 3, 13), zone="America/New_York")
    world.do(CY, c.AddStep, id=remark(1), words="call the clinic")
    world.do(CY, c.TickStep, id=remark(1))
    world.do(CY, c.Block, words="the clinic is closed")
    world.do(CY, c.SnoozeReminders, until=date(2026, 3, 9))
    world.do(CY, c.SuggestDay, id=remark(2), due=date(2026, 3, 14))
    world.do(ANA, c.AnswerSuggestion, id=remark(2), accept=True)
    world.do(CY, c.SuggestDay, id=remark(3), due=date(2026, 3, 15))
    assert world.one.moved == 1
    world.do(CY, c.Finish, first_due=date(2026, 3, 13), words="all of them came")
    one = world.one
    assert [step.done for step in one.steps] == [False]
    assert (one.blocked, one.snoozes, one.suggestion, one.outcome) == (None, (), None, "all of them came")
    assert (one.due, one.first_due, one.moved) == (date(2026, 3, 20), date(2026, 3, 20), 0)
    assert one.doing == (CY,)


# --- which time -------------------------------------------------------------------------------------------------


def test_a_second_click_does_not_do_the_next_time_as_well() -> None:
    world = a_world(FRIDAYS, date(2026, 3, 13))
    world.do(CY, c.Finish, first_due=date(2026, 3, 13))
    assert world.do(CY, c.Finish, first_due=date(2026, 3, 13)) == ()
    assert world.do(CY, c.SkipOnce, first_due=date(2026, 3, 13)) == ()
    assert (world.one.due, world.one.kept) == (date(2026, 3, 20), 1)
    world.do(CY, c.SkipOnce, first_due=date(2026, 3, 20))
    assert world.do(CY, c.SkipOnce, first_due=date(2026, 3, 20)) == ()
    assert (world.one.due, world.one.kept) == (date(2026, 3, 27), 1)
    world.do(CY, c.Finish)
    assert (world.one.due, world.one.kept) == (date(2026, 4, 3), 2)


def test_what_came_of_it_is_told_of_the_time_that_is_done() -> None:
    world = a_world(FRIDAYS, date(2026, 3, 13))
    world.do(CY, c.Finish, first_due=date(2026, 3, 13))
    world.do(CY, c.Finish, first_due=date(2026, 3, 13), words="twelve families came")
    assert (world.one.due, world.one.outcome, world.one.kept) == (
        date(2026, 3, 20),
        "twelve families came",
        1,
    )
    again = {"first_due": date(2026, 3, 13), "words": "thirteen"}
    assert world.refuses(DI, c.Finish, **again) == (Reason.ONLY_WHO_DOES_IT, "")


def test_a_time_that_was_not_done_after_all_is_to_be_done_as_it_stood() -> None:
    world = a_world(FRIDAYS, date(2026, 3, 13))
    world.do(CY, c.AddStep, id=remark(1), words="call the clinic")
    world.do(CY, c.TickStep, id=remark(1))
    before = world.one
    world.do(CY, c.Finish, first_due=date(2026, 3, 13), words="by mistake")
    assert world.do(CY, c.Reopen) == (), "which time is not said: something else was meant"
    assert world.refuses(DI, c.Reopen, first_due=date(2026, 3, 13)) == (Reason.ONLY_WHO_DOES_IT_OR_ASKED, "")
    world.do(CY, c.Reopen, first_due=date(2026, 3, 13))
    assert world.one == replace(before, stands_since=world.now)
    assert world.do(CY, c.Reopen, first_due=date(2026, 3, 13)) == ()


def test_only_the_time_right_before_this_one_is_taken_back() -> None:
    world = a_world(FRIDAYS, date(2026, 3, 13))
    world.do(CY, c.Finish)
    world.do(CY, c.Finish)
    assert world.do(CY, c.Reopen, first_due=date(2026, 3, 13)) == ()
    world.do(CY, c.SkipOnce)
    assert world.one.last_time is None
    assert world.do(CY, c.Reopen, first_due=date(2026, 3, 20)) == ()
    assert world.one.kept == 2


def test_what_somebody_before_them_did_is_not_taken_back_or_told_by_who_does_it_now() -> None:
    world = a_world(FRIDAYS, date(2026, 3, 6))
    world.do(CY, c.Finish, first_due=date(2026, 3, 6), words="of the sixth")
    world.now += timedelta(hours=1)
    world.do(CY, c.HandOver, id=remark(1), to=DI)
    world.do(DI, c.AnswerHandOver, id=remark(1), accept=True)
    before = world.one
    assert world.do(ANA, c.Reopen, first_due=date(2026, 3, 6)) == ()
    assert world.do(DI, c.Finish, first_due=date(2026, 3, 6), words="of my own") == ()
    assert world.one == before
    assert before.last_time is not None
    done = as_done(before, before.last_time)
    assert (done.accountable, done.words) == (CY, "of the sixth")


def test_what_is_offered_is_offered_no_more_once_an_earlier_time_is_to_be_done() -> None:
    world = a_world(FRIDAYS, date(2026, 3, 6))
    world.do(CY, c.Finish, first_due=date(2026, 3, 6))
    world.do(CY, c.HandOver, id=remark(1), to=DI)
    world.do(ANA, c.Reopen, first_due=date(2026, 3, 6))
    assert (world.one.due, world.one.offer) == (date(2026, 3, 6), None)


@pytest.mark.parametrize("moved", [date(2026, 3, 5), date(2026, 3, 17)])
def test_a_card_from_before_it_was_moved_still_means_this_time(moved: date) -> None:
    world = a_world(FRIDAYS, date(2026, 3, 13))
    world.do(CY, c.SuggestDay, id=remark(1), due=moved)
    world.do(ANA, c.AnswerSuggestion, id=remark(1), accept=True)
    world.do(CY, c.Finish, first_due=date(2026, 3, 13))
    assert (world.one.due, world.one.kept) == (date(2026, 3, 20), 1)
    assert world.do(CY, c.Finish, first_due=date(2026, 3, 13)) == ()


def test_what_comes_once_is_done_whatever_day_the_card_shows() -> None:
    world = CommitmentWorld()
    world.says_yes(ANA, CY, due=date(2026, 3, 13))
    world.do(CY, c.Finish, first_due=date(2026, 3, 6))
    assert world.one.over


def test_an_offer_outlasts_one_time_of_what_comes_again() -> None:
    world = a_world(FRIDAYS, date(2026, 3, 6))
    world.do(CY, c.HandOver, id=remark(1), to=DI)
    world.do(CY, c.Finish, first_due=date(2026, 3, 6))
    world.do(DI, c.AnswerHandOver, id=remark(1), accept=True)
    assert (world.one.accountable, world.one.due) == (DI, date(2026, 3, 13))


# --- left out once ----------------------------------------------------------------------------------------------


def test_left_out_once_it_comes_next_time_and_is_not_kept() -> None:
    world = a_world(FRIDAYS, date(2026, 3, 13), date(2026, 3, 20))
    world.do(CY, c.SkipOnce, first_due=date(2026, 3, 13), words="school holidays")
    assert (world.one.due, world.one.kept, world.one.over) == (date(2026, 3, 23), 0, False)


def test_only_who_is_accountable_leaves_it_out_and_only_what_comes_again() -> None:
    world = a_world(FRIDAYS)
    for by in (ANA, BO, DI):
        assert world.refuses(by, c.SkipOnce) == (Reason.ONLY_WHO_DOES_IT, "")
    once = CommitmentWorld()
    once.says_yes(ANA, CY)
    assert once.refuses(CY, c.SkipOnce) == (Reason.COMES_ONCE, "")


def test_a_rhythm_that_never_comes_is_refused_at_its_field() -> None:
    promise = Promise("x", rhythm=Rhythm(Every.WEEK, weeks=0))
    made = {"circle_id": CIRCLE, "who": CY, "promise": promise, "helpers": (DI,)}
    assert CommitmentWorld().refuses(ANA, c.MakeCommitment, **made) == (Reason.OUT_OF_RANGE, "weeks")


# --- whatever the rhythm ----------------------------------------------------------------------------------------


RHYTHMS = st.builds(
    Rhythm,
    st.sampled_from(Every),
    st.sampled_from([time(0, 0), time(2, 30), time(9), time(23, 59)]),
    weekday=st.integers(0, 6),
    weeks=st.integers(1, 5),
    day=st.sampled_from([1, 5, 28, 29, 30, 31]),
    nth=st.sampled_from([1, 4, LAST]),
    month_step=st.sampled_from([1, 2, 3, 12]),
)
ZONES = st.sampled_from(["UTC", "America/New_York", "Pacific/Kiritimati", "America/Santiago"])


@given(
    rhythm=RHYTHMS,
    zone=ZONES,
    moved=st.lists(st.integers(-10, 10), min_size=3, max_size=3),
    holidays=st.sets(st.integers(0, 200), max_size=20),
    late=st.integers(0, 70),
)
@hypothesis_settings(max_examples=100, deadline=None)
def test_it_is_counted_from_its_first_day_whatever_comes_between(
    rhythm: Rhythm, zone: str, moved: list[int], holidays: set[int], late: int
) -> None:
    """The next one is the first of all its days, counted from the one on which it was made, that is still to come."""
    world = CommitmentWorld()
    made_on = local_day(NOW, zone)
    free = tuple(made_on + timedelta(days=day) for day in holidays)
    world.circle = replace(world.circle, settings=Settings(zone=zone, holidays=free))
    world.says_yes(ANA, ANA, due=None, rhythm=rhythm)
    today = made_on
    for number, days in enumerate(moved):
        regular = world.one.due
        assert regular is not None
        assert regular >= today
        due = max(today, regular + timedelta(days=days))
        if due != regular:
            world.do(ANA, c.SuggestDay, id=remark(number), due=due)
        today = due + timedelta(days=late)
        world.now = at_local(today, time(12), zone)
        world.do(ANA, c.Finish, first_due=regular)
        latest = max(due, regular, today - timedelta(days=1))
        coming = openings(rhythm, made_on, world.circle.settings, at_local(latest, time(0), zone))
        assert world.one.due == next(day for at in coming if (day := local_day(at, zone)) > latest)
