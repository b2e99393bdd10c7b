"""When a commitment is reminded of: the plan, what is due after a stop, and what snoozing does."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.commitments.reminding import (
    Due,
    DueNow,
    Reminder,
    Told,
    Wave,
    due_now,
    next_reminder,
    plan,
    snoozed,
)
from decisions.commitments.wishes import Mornings, Wishes
from decisions.workdays import at_local

MADRID = "Europe/Madrid"
DUE = date(2026, 11, 25)
"""A Wednesday."""
MORNINGS = Mornings(Wishes(), MADRID)
LONG_AGO = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
NOT_TOLD = Told()


def at(text: str, zone: str = MADRID) -> datetime:
    """``11-25 09:00`` by the person's clock."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def read(reminders: Iterable[Reminder], zone: str = MADRID) -> list[str]:
    return [
        f"{one.wave} {one.days:+} {one.at.astimezone(ZoneInfo(zone)):%a %m-%d %H:%M}" for one in reminders
    ]


def planned(
    due: str = "11-25", accepted: str = "10-01 12:00", off: tuple[str, ...] = (), **wishes: Any
) -> list[str]:
    holidays = frozenset(date.fromisoformat(f"2026-{day}") for day in off)
    mornings = Mornings(replace(Wishes(), **wishes), MADRID, holidays)
    return read(plan(date.fromisoformat(f"2026-{due}"), at(accepted), mornings))


PLAN = plan(DUE, LONG_AGO, MORNINGS)


def test_before_on_the_day_and_after_then_the_coordinator() -> None:
    assert planned() == [
        "before -5 Fri 11-20 09:00",
        "before -1 Tue 11-24 09:00",
        "today +0 Wed 11-25 09:00",
        "overdue +1 Thu 11-26 09:00",
        "overdue +5 Mon 11-30 09:00",
        "last_overdue +7 Wed 12-02 09:00",
        "coordinator +8 Thu 12-03 09:00",
    ]


@pytest.mark.parametrize(
    ("due", "off", "expected"),
    [
        (
            "11-23",
            (),
            ["before -3 Fri 11-20", "today +0 Mon 11-23", "overdue +1 Tue 11-24", "overdue +3 Thu 11-26"],
        ),
        (
            "11-22",
            (),
            ["before -3 Thu 11-19", "today -2 Fri 11-20", "overdue +1 Mon 11-23", "overdue +3 Wed 11-25"],
        ),
        (
            "11-27",
            (),
            ["before -3 Tue 11-24", "before -1 Thu 11-26", "today +0 Fri 11-27", "overdue +3 Mon 11-30"],
        ),
        (
            "11-25",
            ("11-24", "11-25", "11-26"),
            ["before -5 Fri 11-20", "today -2 Mon 11-23", "overdue +2 Fri 11-27", "overdue +5 Mon 11-30"],
        ),
    ],
    ids=["due on Monday", "due on Sunday", "due on Friday", "holidays around it"],
)
def test_days_off_move_it_and_two_on_one_morning_become_one(
    due: str, off: tuple[str, ...], expected: list[str]
) -> None:
    assert planned(due, off=off)[:4] == [f"{line} 09:00" for line in expected]


def test_the_last_warning_wins_over_an_earlier_one_and_the_coordinator_comes_a_working_day_later() -> None:
    assert planned("11-27", after=(1, 3))[-2:] == [
        "last_overdue +3 Mon 11-30 09:00",
        "coordinator +4 Tue 12-01 09:00",
    ]
    assert planned("11-20", after=(7,), off=("11-30",))[-2:] == [
        "last_overdue +7 Fri 11-27 09:00",
        "coordinator +11 Tue 12-01 09:00",
    ]


@pytest.mark.parametrize(
    ("accepted", "first"),
    [
        ("11-19 09:00", "before -5 Fri 11-20"),
        ("11-19 09:01", "before -1 Tue 11-24"),
        ("11-23 09:00", "before -1 Tue 11-24"),
        ("11-23 09:01", "today +0 Wed 11-25"),
        ("11-25 08:59", "today +0 Wed 11-25"),
        ("11-25 09:00", "overdue +1 Thu 11-26"),
        ("12-01 10:00", "last_overdue +7 Wed 12-02"),
        ("12-02 10:00", "coordinator +8 Thu 12-03"),
    ],
)
def test_what_was_accepted_lately_is_not_reminded_of_at_once(accepted: str, first: str) -> None:
    assert planned(accepted=accepted)[0] == f"{first} 09:00"


def test_the_longer_one_needs_twice_as_many_days() -> None:
    every_day: dict[str, Any] = {"before": (3,), "days_off": frozenset()}
    assert planned("11-29", "11-23 23:59", **every_day)[0] == "before -3 Thu 11-26 09:00"
    assert planned("11-29", "11-24 00:00", **every_day)[0] == "today +0 Sun 11-29 09:00"


def test_on_monday_for_thursday_comes_the_day_before_and_the_day() -> None:
    assert planned("11-26", "11-23 08:00")[:2] == ["before -1 Wed 11-25 09:00", "today +0 Thu 11-26 09:00"]


def test_a_day_since_they_said_yes_is_one_by_the_clock_on_the_wall() -> None:
    saturday = datetime(2026, 3, 28, 8, 0, tzinfo=UTC)
    sunday = datetime(2026, 3, 29, 7, 0, tzinfo=UTC)
    every_day = Mornings(Wishes(days_off=frozenset()), MADRID)
    assert plan(date(2026, 3, 30), saturday, every_day)[0] == Reminder(Wave.BEFORE, -1, sunday)


def test_long_after_it_was_due_nothing_is_left() -> None:
    assert planned(accepted="12-03 09:00") == []


def test_what_nobody_wishes_does_not_come() -> None:
    assert planned(before=(), on_the_day=False, after=()) == []
    assert planned(before=(), after=()) == ["today +0 Wed 11-25 09:00"]
    assert planned(before=(), on_the_day=False, after=(1, 3), tell_coordinator=False) == [
        "overdue +1 Thu 11-26 09:00",
        "overdue +5 Mon 11-30 09:00",
    ]


def test_an_hour_in_quiet_time_comes_as_it_ends_that_same_day() -> None:
    assert planned(before=(), after=(), at=time(6, 0)) == ["today +0 Wed 11-25 08:00"]
    assert planned(before=(), after=(), at=time(21, 0)) == ["today +0 Wed 11-25 08:00"]
    assert planned(before=(), after=(), at=time(13, 0), quiet_from=time(12, 0), quiet_until=time(14, 0)) == [
        "today +0 Wed 11-25 14:00"
    ]


def test_the_next_one_is_the_first_that_is_later() -> None:
    assert next_reminder(PLAN, LONG_AGO) == PLAN[0]
    assert next_reminder(PLAN, PLAN[0].at) == PLAN[1]
    assert next_reminder(PLAN, PLAN[1].at - timedelta(microseconds=1)) == PLAN[1]
    assert next_reminder(PLAN, PLAN[-1].at) is None
    assert next_reminder((), LONG_AGO) is None


# --- what is due -----------------------------------------------------------------------------------------------


def due(now: str, told: Told = NOT_TOLD, reminders: tuple[Reminder, ...] = PLAN) -> DueNow:
    return due_now(reminders, DUE, told, at(now), MORNINGS)


def said(one: Due | None) -> str | None:
    return f"{one.reminder.wave} {one.reminder.days:+}{' late' if one.late else ''}" if one else None


def test_in_time_it_is_sent_and_the_next_one_is_waited_for() -> None:
    now = due("11-24 09:00")
    assert said(now.person) == "before -1"
    assert (now.coordinator, now.told, now.next_at) == (None, Told(at("11-24 09:00")), at("11-25 09:00"))


def test_before_its_time_nothing_is_sent() -> None:
    early = due("11-20 08:59")
    assert early == DueNow(None, None, NOT_TOLD, at("11-20 09:00"))


@pytest.mark.parametrize(
    ("now", "told", "person"),
    [
        ("11-20 18:00", None, "before -5"),
        ("11-23 10:00", None, "before -2 late"),
        ("11-24 10:00", "11-20 09:00", "before -1"),
        ("11-25 09:00", None, "today +0"),
        ("11-26 09:00", "11-20 09:00", "overdue +1"),
        ("11-27 10:00", None, "overdue +2 late"),
        ("12-01 10:00", "11-26 09:00", "overdue +6 late"),
        ("12-02 10:00", "11-26 09:00", "last_overdue +7"),
    ],
)
def test_after_a_stop_only_the_newest_is_sent_and_says_so(now: str, told: str | None, person: str) -> None:
    assert said(due(now, Told(at(told) if told else None)).person) == person


def test_what_was_for_a_day_before_is_of_no_use_once_the_due_day_has_passed() -> None:
    only_before = plan(DUE, LONG_AGO, Mornings(Wishes(after=()), MADRID))
    assert said(due("11-25 19:00", reminders=only_before).person) == "today +0"
    assert due("11-26 09:00", reminders=only_before) == DueNow(None, None, NOT_TOLD, None)


def test_late_on_the_due_day_it_is_that_days() -> None:
    no_day = plan(DUE, LONG_AGO, Mornings(Wishes(on_the_day=False), MADRID))
    assert said(due("11-25 12:00", reminders=no_day).person) == "today +0 late"


def test_the_coordinator_and_the_person_never_take_each_others_place() -> None:
    both = due("12-08 10:00")
    assert (said(both.person), said(both.coordinator)) == ("last_overdue +13 late", "coordinator +13 late")
    assert both.told == Told(at("12-08 10:00"), at("12-08 10:00"))
    assert both.next_at is None
    one = due("12-03 09:00", Told(at("12-02 09:00")))
    assert (one.person, said(one.coordinator)) == (None, "coordinator +8")
    assert one.told == Told(at("12-02 09:00"), at("12-03 09:00"))
    other = due("12-08 10:00", Told(None, at("12-03 09:00")))
    assert (said(other.person), other.coordinator) == ("last_overdue +13 late", None)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("11-27 03:00", "11-27 09:00"),
        ("11-27 08:30", "11-27 09:00"),
        ("11-27 20:00", "11-30 09:00"),
        ("11-28 12:00", "11-30 09:00"),
    ],
)
def test_what_is_late_does_not_come_in_quiet_time_nor_on_a_day_off(now: str, opens: str) -> None:
    assert due(now, Told(at("11-25 09:00"))) == DueNow(None, None, Told(at("11-25 09:00")), at(opens))


def test_what_is_late_and_what_falls_on_this_morning_come_as_one() -> None:
    waits = due("11-30 08:30", Told(at("11-25 09:00")))
    assert waits.next_at == at("11-30 09:00")
    assert said(due("11-30 09:00", waits.told).person) == "overdue +5"


def test_nothing_comes_twice_when_the_clock_jumps_back() -> None:
    told = due("11-26 09:00").told
    for now in ("11-26 09:00", "11-26 08:00", "11-24 09:00", "11-20 09:00"):
        again = due(now, told)
        assert again == DueNow(None, None, told, at("11-30 09:00")), now


def test_a_later_hour_from_now_on_does_not_bring_it_twice_in_a_day() -> None:
    later = Mornings(Wishes(at=time(11, 0)), MADRID)
    again = due_now(plan(DUE, LONG_AGO, later), DUE, Told(at("11-24 09:00")), at("11-24 11:00"), later)
    assert (again.person, again.next_at) == (None, at("11-25 11:00"))


def test_who_was_told_of_another_day_is_told_of_the_new_one() -> None:
    moved = date(2026, 12, 9)
    reminders = plan(moved, at("11-26 10:00"), MORNINGS)
    told = Told(at("11-26 09:00"))
    assert due_now(reminders, moved, told, at("11-26 10:00"), MORNINGS).next_at == at("12-04 09:00")
    assert said(due_now(reminders, moved, told, at("12-04 09:00"), MORNINGS).person) == "before -5"


# --- snoozing --------------------------------------------------------------------------------------------------


def put_off(until: str, told: Told = NOT_TOLD) -> list[str]:
    return read(snoozed(PLAN, DUE, date.fromisoformat(f"2026-{until}"), told, MORNINGS))


@pytest.mark.parametrize(
    ("until", "first", "then"),
    [
        ("11-23", "before -2 Mon 11-23", "before -1 Tue 11-24"),
        ("11-24", "before -1 Tue 11-24", "today +0 Wed 11-25"),
        ("11-25", "today +0 Wed 11-25", "overdue +1 Thu 11-26"),
        ("11-26", "overdue +1 Thu 11-26", "overdue +5 Mon 11-30"),
        ("11-27", "overdue +2 Fri 11-27", "overdue +5 Mon 11-30"),
        ("11-28", "overdue +5 Mon 11-30", "last_overdue +7 Wed 12-02"),
        ("12-01", "overdue +6 Tue 12-01", "last_overdue +7 Wed 12-02"),
        ("12-02", "last_overdue +7 Wed 12-02", "coordinator +8 Thu 12-03"),
    ],
)
def test_snoozed_it_comes_on_that_morning_as_things_stand_then(until: str, first: str, then: str) -> None:
    assert put_off(until)[:2] == [f"{first} 09:00", f"{then} 09:00"]


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("12-03", ["last_overdue +8 Thu 12-03", "coordinator +9 Fri 12-04"]),
        ("12-04", ["last_overdue +9 Fri 12-04", "coordinator +12 Mon 12-07"]),
        ("12-10", ["last_overdue +15 Thu 12-10", "coordinator +16 Fri 12-11"]),
        ("12-11", ["coordinator +15 Thu 12-10", "overdue +16 Fri 12-11"]),
        ("12-31", ["coordinator +15 Thu 12-10", "overdue +36 Thu 12-31"]),
    ],
)
def test_snoozing_puts_off_the_coordinator_for_a_week_in_all(until: str, expected: list[str]) -> None:
    assert put_off(until) == [f"{line} 09:00" for line in expected]


def test_a_coordinator_who_was_told_is_not_told_again_for_a_snooze() -> None:
    told = Told(at("12-02 09:00"), at("12-03 09:00"))
    assert put_off("12-07", told) == ["overdue +12 Mon 12-07 09:00"]


def test_who_was_told_before_another_day_was_agreed_hears_of_this_one() -> None:
    told = Told(at("10-02 09:00"), at("10-05 09:00"))
    assert put_off("12-02", told)[-1] == "coordinator +8 Thu 12-03 09:00"


def test_what_is_due_on_a_day_off_and_snoozed_to_the_morning_before_stays_the_last_before_it() -> None:
    sunday = date(2026, 11, 22)
    reminders = plan(sunday, LONG_AGO, MORNINGS)
    assert (
        read(snoozed(reminders, sunday, date(2026, 11, 20), NOT_TOLD, MORNINGS))[0]
        == "today -2 Fri 11-20 09:00"
    )


def test_who_wishes_no_reminders_still_gets_the_one_they_snoozed_to() -> None:
    assert read(snoozed((), DUE, date(2026, 11, 24), NOT_TOLD, MORNINGS)) == ["before -1 Tue 11-24 09:00"]


# --- whatever the wishes, the zone, the holidays and the stops --------------------------------------------------

ZONES = (
    "Europe/Madrid",
    "America/New_York",
    "America/Nuuk",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Pacific/Chatham",
)
clocks = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45)))
offsets = st.lists(st.integers(1, 20), max_size=5).map(tuple)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def wished(draw: st.DrawFn) -> Wishes:
    """Their hour may be quiet: it is theirs, and the quiet time the circle's."""
    quiet_from = draw(st.integers(0, 23))
    wishes = Wishes(
        before=draw(offsets),
        on_the_day=draw(st.booleans()),
        after=draw(offsets),
        at=draw(clocks),
        quiet_from=time(0),
        quiet_until=time(0),
        days_off=draw(st.sets(st.integers(0, 6), max_size=6).map(frozenset)),
        tell_coordinator=draw(st.booleans()),
    )
    quiet_until = time((quiet_from + draw(st.integers(0, 20))) % 24)
    return replace(wishes.checked(), quiet_from=time(quiet_from), quiet_until=quiet_until)


everyone = st.builds(Mornings, wished(), st.sampled_from(ZONES), st.frozensets(days, max_size=12))
yeses = st.builds(
    lambda day, clock, zone: (day, at_local(day, clock, zone)), days, clocks, st.sampled_from(ZONES)
)
lengths = st.integers(0, 70)


def fits(reminders: Iterable[Reminder], mornings: Mornings) -> None:
    """Ascending, one a day, on working days, out of quiet time."""
    found = list(reminders)
    assert all(one.at < other.at for one, other in pairwise(found))
    local = [one.at.astimezone(ZoneInfo(mornings.zone)) for one in found]
    assert len({moment.date() for moment in local}) == len(found)
    for moment in local:
        assert moment.weekday() not in mornings.wishes.days_off
        assert moment.date() not in mornings.holidays
        assert not mornings.wishes.quiet_at(moment.time())


@settings(max_examples=200)
@given(everyone, yeses, lengths)
def test_a_plan_goes_forward_once_a_day_on_working_days_out_of_quiet_time(
    mornings: Mornings, yes: tuple[date, datetime], length: int
) -> None:
    day, accepted = yes
    due = day + timedelta(days=length)
    reminders = plan(due, accepted, mornings)
    fits(reminders, mornings)
    assert all(one.at > accepted for one in reminders)
    assert all(one.days == (mornings.day_of(one.at) - due).days for one in reminders)
    assert [one.wave for one in reminders] == sorted((one.wave for one in reminders), key=list(Wave).index)


@settings(max_examples=200)
@given(everyone, yeses, lengths, lengths, st.sampled_from(("nobody", "coordinator")))
def test_a_snoozed_plan_is_one_too_and_hides_nothing_for_more_than_a_week(
    mornings: Mornings, yes: tuple[date, datetime], length: int, snooze: int, told: str
) -> None:
    day, accepted = yes
    due, until = day + timedelta(days=length), day + timedelta(days=snooze)
    before = plan(due, accepted, mornings)
    known = Told(None, before[-1].at if told == "coordinator" and before else None)
    after = snoozed(before, due, until, known, mornings)
    fits(after, mornings)
    mine = [one for one in after if one.wave is not Wave.COORDINATOR]
    assert mine[0].at == mornings.on(mornings.workday_from(until))
    assert set(mine[1:]) <= set(before)
    theirs, planned = ([o.at for o in of if o.wave is Wave.COORDINATOR] for of in (after, before))
    if planned and not known.coordinator:
        latest = mornings.workday_from(mornings.day_of(planned[0]) + timedelta(days=7))
        assert planned[0] <= theirs[0] <= mornings.on(mornings.workday_from(latest + timedelta(days=1)))
    else:
        assert not theirs


@settings(max_examples=150)
@given(
    everyone,
    yeses,
    st.integers(0, 40),
    st.lists(st.integers(-4 * 24 * 60, 20 * 24 * 60), min_size=1, max_size=30),
)
def test_whatever_the_stops_and_jumps_each_is_told_once_a_day_at_most_and_the_end_is_reached(
    mornings: Mornings, yes: tuple[date, datetime], length: int, jumps: list[int]
) -> None:
    day, accepted = yes
    due = day + timedelta(days=length)
    reminders = plan(due, accepted, mornings)
    ticks = [accepted + timedelta(minutes=sum(jumps[: n + 1])) for n in range(len(jumps))]
    end = max(accepted, *ticks, *(one.at for one in reminders)) + timedelta(days=30)
    told, persons, coordinators = NOT_TOLD, [], []
    for now in (*ticks, mornings.next_open(end), end + timedelta(days=60)):
        found = due_now(reminders, due, told, now, mornings)
        assert found.next_at is None or found.next_at > now
        if found.person or found.coordinator:
            assert mornings.next_open(now) == now
        persons += [(mornings.day_of(now), found.person)] if found.person else []
        coordinators += [found.coordinator] if found.coordinator else []
        told = found.told
    assert all(one < other for (one, _), (other, _) in pairwise(persons)), "one a day, and no day again"
    assert len({sent.reminder.at for _, sent in persons}) == len(persons)
    assert len(coordinators) == sum(one.wave is Wave.COORDINATOR for one in reminders)
    for today, sent in persons:
        assert sent.reminder.at > accepted
        assert sent.late == (mornings.day_of(sent.reminder.at) < today)
        assert sent.reminder.days == (today - due).days
        assert sent.reminder.days <= 0 or sent.reminder.wave in (Wave.OVERDUE, Wave.LAST_OVERDUE)


@settings(max_examples=60)
@given(everyone, yeses, lengths)
def test_who_asks_again_when_told_to_hears_of_everything_in_time(
    mornings: Mornings, yes: tuple[date, datetime], length: int
) -> None:
    day, accepted = yes
    due = day + timedelta(days=length)
    reminders = plan(due, accepted, mornings)
    first = next_reminder(reminders, accepted)
    now, told, heard = first.at if first else None, NOT_TOLD, []
    while now:
        found = due_now(reminders, due, told, now, mornings)
        heard += [sent.reminder for sent in (found.person, found.coordinator) if sent and not sent.late]
        now, told = found.next_at, found.told
    assert tuple(heard) == reminders
