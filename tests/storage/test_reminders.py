"""Who is reminded when: through storage, with a clock that is turned hour by hour."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from decisions.commitments import commands as c
from decisions.commitments.wishes import OwnWishes, Wishes
from decisions.people.commands import UnseatMember
from storage.database import Database
from storage.deliveries import on_recorded
from storage.outbox import OUTBOX
from storage.reminders import remind_those_due
from storage.writer import Writer
from tests.support.builders import TurnedClock, done, new_id
from tests.support.commitments import asks, parts, promised, tell
from tests.support.reminded import KINDS, Reminding

IN_TIME = ["Tue 01: before", "Thu 03: before", "Fri 04: today"]
AFTER = ["Mon 07: overdue", "Fri 11: last_overdue"]
"""Of a commitment that is due on Friday, 4 December: what falls on the weekend comes on Monday."""


@pytest.fixture
def town(database: Database, clock: TurnedClock) -> Iterator[Reminding]:
    with Writer(database, clock, [on_recorded]) as writer:
        yield Reminding(database, writer, clock)


def test_they_hear_before_it_is_due_on_the_day_and_after_and_then_a_coordinator(town: Reminding) -> None:
    ana, bo = town.people.members[1:3]
    town.coordinates(bo)
    promised(town.writer, town.people, ana)
    town.run(days=60)
    assert town.days(ana) == IN_TIME + AFTER
    assert {one.at.time() for one in town.reminders(ana)} == {time(9)}
    assert town.calls_for_help() == [(date(2026, 12, 14), bo)]
    assert not any(one["late"] for heard in town.reminders(ana) for one in heard.said)


def test_who_has_done_it_hears_no_more(town: Reminding) -> None:
    ana = town.people.members[1]
    one = promised(town.writer, town.people, ana)
    town.run(days=9)
    tell(town.writer, one, c.Finish, ana)
    town.run(days=30)
    assert town.days(ana) == IN_TIME[:2]
    assert parts(town.database, one)[ana].remind_at is None


def test_nobody_is_reminded_of_what_they_have_not_said_yes_to(town: Reminding) -> None:
    ana, bo = town.people.members[1:3]
    asks(town.writer, town.people, ana, bo)
    town.run(days=30)
    assert not town.heard


def test_who_helps_hears_before_and_on_the_day_only(town: Reminding) -> None:
    ana, bo, cy = town.people.members[1:4]
    one = promised(town.writer, town.people, ana, helpers=(bo, cy))
    tell(town.writer, one, c.AcceptCommitment, bo)
    town.run(days=40)
    assert town.days(bo) == IN_TIME
    assert town.days(cy) == []


def test_a_helper_who_has_just_said_yes_is_not_reminded_of_it_the_same_day(town: Reminding) -> None:
    ana, bo = town.people.members[1:3]
    one = promised(town.writer, town.people, ana, helpers=(bo,))
    town.run_to(datetime(2026, 12, 4, 11, tzinfo=UTC))
    tell(town.writer, one, c.AcceptCommitment, bo)
    town.run(days=10)
    assert town.days(bo) == []


def test_what_falls_in_one_morning_comes_as_one_message(town: Reminding) -> None:
    ana = town.people.members[1]
    for _ in range(7):
        promised(town.writer, town.people, ana)
    town.run(days=60)
    assert len(town.reminders(ana)) == len(IN_TIME + AFTER)
    assert {len(heard.said) for heard in town.reminders(ana)} == {7}
    assert [len(one.said) for one in town.heard if one.member == town.people.facilitator] == [7]


@pytest.mark.parametrize("days", [7.5, 8, 9.1, 10, 13, 16.9, 17, 25, 400])
def test_after_a_stop_of_any_length_they_hear_once_and_that_it_is_late(town: Reminding, days: float) -> None:
    ana = town.people.members[1]
    promised(town.writer, town.people, ana)
    town.clock.turn(days=days)
    town.run(hours=1)
    town.run(days=2.5)
    first = town.reminders(ana)[0]
    fell_due = {7.5: 1, 8: 1, 9.1: 3, 10: 4, 13: 7, 16.9: 11, 17: 11, 25: 11, 400: 11}[days]
    was_due = datetime(2026, 12, fell_due, 9, tzinfo=UTC)
    assert [one["late"] for one in first.said] == [first.at.date() > was_due.date()]
    by_day = [one.at.date() for one in town.reminders(ana)]
    assert len(set(by_day)) == len(by_day)
    assert time(9) <= first.at.time() < time(20)
    assert first.at.weekday() < 5


def test_a_clock_that_jumps_back_makes_nothing_come_twice(town: Reminding) -> None:
    ana = town.people.members[1]
    promised(town.writer, town.people, ana)
    town.run(days=8)
    for _ in range(3):
        town.clock.turn(days=-1)
        town.run(days=1)
    town.clock.turn(days=30)
    town.tick()
    town.clock.turn(days=-29)
    town.run(days=60)
    assert town.days(ana)[0] == IN_TIME[0]
    assert len(town.reminders(ana)) == 2, "before, and once after the jump"
    assert len(town.calls_for_help()) == 1


def test_they_hear_by_their_own_clock_and_never_in_quiet_hours(town: Reminding) -> None:
    ana = town.people.members[1]
    town.lives_in(ana, "America/Los_Angeles")
    promised(town.writer, town.people, ana)
    town.run(days=9)
    assert {one.at.time() for one in town.reminders(ana)} == {time(17)}
    town.wishes(ana, OwnWishes(quiet_from=time(21), quiet_until=time(9, 30)))
    town.run(days=3)
    assert [one.at.time() for one in town.reminders(ana)][2:] == [time(17, 30)]


def test_who_moves_hears_by_the_new_clock(town: Reminding) -> None:
    ana = town.people.members[1]
    one = promised(town.writer, town.people, ana)
    assert parts(town.database, one)[ana].remind_at == datetime(2026, 12, 1, 9, tzinfo=UTC)
    town.lives_in(ana, "Asia/Tokyo")
    assert parts(town.database, one)[ana].remind_at == datetime(2026, 12, 1, 0, tzinfo=UTC)


def test_days_off_and_holidays_are_free_of_it(town: Reminding) -> None:
    ana = town.people.members[1]
    town.wishes(ana, OwnWishes(days_off=frozenset({1, 5, 6})))
    promised(town.writer, town.people, ana)
    town.holidays(date(2026, 12, 3), date(2026, 12, 7))
    town.run(days=40)
    assert town.days(ana) == [
        "Mon 30: before",
        "Wed 02: before",
        "Fri 04: today",
        "Wed 09: overdue",
        "Fri 11: last_overdue",
    ]


def test_a_new_holiday_moves_what_was_to_come_on_it(town: Reminding) -> None:
    ana = town.people.members[1]
    one = promised(town.writer, town.people, ana)
    town.holidays(date(2026, 12, 1))
    assert parts(town.database, one)[ana].remind_at == datetime(2026, 11, 30, 9, tzinfo=UTC)


def test_a_circle_and_each_person_set_what_they_want(town: Reminding) -> None:
    ana, bo = town.people.members[1:3]
    promised(town.writer, town.people, ana)
    promised(town.writer, town.people, bo)
    town.circle_wishes(Wishes(before=(2,), after=(), tell_coordinator=False))
    town.wishes(bo, OwnWishes(before=(), on_the_day=True))
    town.run(days=60)
    assert town.days(ana) == ["Wed 02: before", "Fri 04: today"]
    assert town.days(bo) == ["Fri 04: today"]
    assert not town.calls_for_help()


def test_put_off_it_comes_back_that_morning(town: Reminding) -> None:
    ana = town.people.members[1]
    one = promised(town.writer, town.people, ana)
    town.run(days=8)
    tell(town.writer, one, c.SnoozeReminders, ana, until=date(2026, 12, 9))
    town.run(days=40)
    assert town.days(ana)[1:] == ["Wed 09: overdue", "Fri 11: last_overdue"]


def test_while_another_day_that_they_named_waits_for_an_answer_nobody_hears(town: Reminding) -> None:
    ana, bo = town.people.members[1:3]
    one = asks(town.writer, town.people, ana, bo)
    tell(town.writer, one, c.AcceptCommitment, bo)
    town.run(days=8)
    tell(town.writer, one, c.SuggestDay, bo, id=new_id(), due=date(2026, 12, 18), words="")
    assert parts(town.database, one)[bo].remind_at is None


def test_blocked_it_is_quiet_but_a_coordinator_hears_and_free_again_it_waits_for_the_morning(
    town: Reminding,
) -> None:
    ana = town.people.members[1]
    one = promised(town.writer, town.people, ana)
    tell(town.writer, one, c.Block, ana, words="The form is missing")
    town.run_to(datetime(2026, 12, 16, 12, tzinfo=UTC))
    assert town.days(ana) == []
    assert town.calls_for_help() == [(date(2026, 12, 14), town.people.facilitator)]
    tell(town.writer, one, c.Unblock, ana)
    town.run(days=30)
    assert town.days(ana) == ["Thu 17: last_overdue"]
    assert len(town.calls_for_help()) == 1


def test_who_takes_over_what_is_overdue_has_the_time_of_a_new_one(town: Reminding) -> None:
    ana, bo = town.people.members[1:3]
    one = promised(town.writer, town.people, ana)
    town.run_to(datetime(2026, 12, 10, 12, tzinfo=UTC))
    offer = new_id()
    tell(town.writer, one, c.HandOver, ana, id=offer, to=bo, words="")
    tell(town.writer, one, c.AnswerHandOver, bo, id=offer, accept=True)
    town.run(days=40)
    assert town.days(bo) == ["Fri 11: overdue", "Mon 14: overdue", "Thu 17: last_overdue"]
    assert town.calls_for_help() == [(date(2026, 12, 18), town.people.facilitator)]


def test_where_nobody_coordinates_the_facilitator_hears_but_nobody_of_themselves(town: Reminding) -> None:
    facilitator, ana = town.people.members[:2]
    promised(town.writer, town.people, facilitator)
    town.run(days=40)
    assert len(town.reminders(facilitator)) == 5
    assert not town.calls_for_help()
    town.coordinates(facilitator)
    promised(town.writer, town.people, ana, date(2027, 1, 15))
    promised(town.writer, town.people, facilitator, date(2027, 1, 15))
    town.run(days=40)
    assert [member for _, member in town.calls_for_help()] == [facilitator]
    assert [one["who"] for one in town.heard[-1].said] == [str(ana)]


def test_a_coordinator_hears_at_their_own_hour(town: Reminding) -> None:
    ana, bo = town.people.members[1:3]
    town.coordinates(bo)
    town.lives_in(bo, "America/New_York")
    promised(town.writer, town.people, ana)
    town.run(days=40)
    assert [one.at for one in town.heard if one.member == bo] == [datetime(2026, 12, 14, 14, tzinfo=UTC)]


def test_who_leaves_the_circle_hears_no_more(town: Reminding) -> None:
    ana, people = town.people.members[1], town.people
    promised(town.writer, people, ana)
    left = UnseatMember(network_id=people.network_id, by=ana, circle_id=people.circle_id, member=ana)
    done(town.writer.submit(left, "").result(30))
    town.run(days=40)
    assert not town.heard


def test_two_who_are_one_do_not_hear_it_again(town: Reminding) -> None:
    ana, bo = town.people.members[1:3]
    one = promised(town.writer, town.people, ana)
    town.run(days=7)
    tell(town.writer, one, c.UniteParts, bo, other=ana)
    town.run(hours=12)
    assert town.days(ana) == IN_TIME[:1]
    assert town.days(bo) == []
    assert parts(town.database, one)[bo].told_at is not None


def test_two_workers_never_put_down_one_persons_morning_between_them(town: Reminding) -> None:
    if town.database.on_sqlite:
        pytest.skip("an embedded database has one worker")
    ana = town.people.members[1]
    for _ in range(4):
        promised(town.writer, town.people, ana)
    town.clock.turn(days=8)
    with town.database.writing.begin() as first:
        assert remind_those_due(first, town.clock(), limit=2) == 2
        with town.database.writing.begin() as second:
            assert remind_those_due(second, town.clock()) == 0
    with town.database.writing.begin() as second:
        assert remind_those_due(second, town.clock()) == 2
    rows = town.database.read_now(lambda k: k.execute(select(OUTBOX).where(OUTBOX.c.kind.in_(KINDS))).all())
    assert len(rows) == 1


def test_a_worker_that_dies_before_it_commits_leaves_all_of_it_to_the_next(town: Reminding) -> None:
    ana = town.people.members[1]
    promised(town.writer, town.people, ana)
    town.clock.turn(days=8)
    connection = town.database.writing.connect()
    begun = connection.begin()
    assert remind_those_due(connection, town.clock()) == 1
    begun.rollback()
    connection.close()
    town.tick()
    assert len(town.reminders(ana)) == 1


def test_through_a_year_what_comes_each_month_is_told_as_often_as_was_promised(town: Reminding) -> None:
    """Two things on each of thirteen days, both done on their day: before it three days and one, and on it, each time as one."""
    ana = town.people.members[1]
    days = [date(2026, 12, 11) + timedelta(days=28 * n) for n in range(13)]
    for due in days:
        two = [promised(town.writer, town.people, ana, due) for _ in range(2)]
        town.run_to(datetime.combine(due, time(10), UTC))
        for_today = town.reminders(ana)[-1]
        assert {said["id"]: said["wave"] for said in for_today.said} == {str(one.id): "today" for one in two}
        for one in two:
            tell(town.writer, one, c.Finish, ana)
    assert len(town.reminders(ana)) == 3 * len(days)
    assert town.clock() - datetime(2026, 11, 24, tzinfo=UTC) > timedelta(days=350)
    assert not town.calls_for_help()
