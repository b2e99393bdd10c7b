"""A person's hour stays theirs through every change of clocks from 2024 to 2030."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from decisions.commitments.reminding import Wave, plan
from decisions.commitments.wishes import Mornings, Wishes

ZONES = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/New_York",
    "America/Nuuk",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/Madrid",
    "Pacific/Apia",
    "Pacific/Chatham",
)
"""Clocks that change by an hour, by half of one and by two, at midnight, on the evening before, about Ramadan, and never."""
DAY, QUARTER, MINUTE = timedelta(days=1), timedelta(minutes=15), timedelta(minutes=1)
SATURDAY = 5
LAST_YEAR = 2030
NEVER_QUIET = Wishes(quiet_from=time(0, 0), quiet_until=time(0, 0), days_off=frozenset())
QUARTERS = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]


def changes(zone: str) -> Iterator[date]:
    """The days by the zone's calendar within which its clocks change."""
    midnight = datetime(2024, 1, 1, tzinfo=ZoneInfo(zone))
    while midnight.year <= LAST_YEAR:
        if midnight.utcoffset() != (midnight + DAY).utcoffset():
            yield midnight.date()
        midnight += DAY


def tried(zone: str) -> list[date]:
    """Where nothing changes, the days on which it does in Madrid."""
    return list(changes(zone)) or list(changes("Europe/Madrid"))


def quarters_of(day: date, zone: str) -> dict[time, datetime]:
    """Each quarter of an hour that clocks show on that day, with the first moment at which they do."""
    clock = ZoneInfo(zone)
    first = datetime.combine(day, time(0), UTC) - timedelta(hours=14)
    found: dict[time, datetime] = {}
    for moment in (first + n * QUARTER for n in range(4 * (14 + 24 + 12))):
        local = moment.astimezone(clock)
        if local.date() == day:
            found.setdefault(local.time(), moment)
    return found


def later_on_the_wall(clock: time, by: timedelta) -> time | None:
    """None: past midnight."""
    moment = datetime.combine(date.min, clock) + by
    return moment.time() if moment.date() == date.min else None


def test_the_changes_are_found() -> None:
    """So that what follows tries something, whatever governments decide."""
    assert {date(2024, 3, 31), date(2026, 10, 25), date(2030, 10, 27)} <= set(changes("Europe/Madrid"))
    many = [len(list(changes(zone))) for zone in ZONES]
    assert sum(many) > 100
    assert sum(count > 0 for count in many) >= 10


@pytest.mark.parametrize("zone", ZONES)
def test_their_hour_is_theirs_on_the_days_around_each_change(zone: str) -> None:
    """Every quarter of an hour; of those that come twice the first, those that are skipped as long after the skip."""
    at_each = [(hour, Mornings(replace(NEVER_QUIET, at=hour), zone)) for hour in QUARTERS]
    for day in (change + n * DAY for change in tried(zone) for n in (-1, 0, 1)):
        shown = quarters_of(day, zone)
        skipped = [clock for clock in QUARTERS if clock not in shown]
        for hour, mornings in at_each:
            moment = mornings.on(day)
            after_skip = later_on_the_wall(hour, len(skipped) * QUARTER)
            if hour in shown:
                assert moment == shown[hour]
            elif after_skip:
                assert moment == shown[after_skip]
            else:
                assert moment == max(shown.values()) + QUARTER - MINUTE, "the last minute of the day"


def test_a_skip_leads_nobody_into_quiet_time() -> None:
    """Quiet from just after their hour until two hours before it: only those two are left."""
    many = 0
    for zone in ZONES:
        clock = ZoneInfo(zone)
        for day in changes(zone):
            shown = quarters_of(day, zone)
            for hour in (quarter for quarter in QUARTERS if quarter not in shown):
                quiet_from = (datetime.combine(day, hour) + QUARTER).time()
                quiet_until = (datetime.combine(day, hour) - 8 * QUARTER).time()
                wishes = Wishes(at=hour, quiet_from=quiet_from, quiet_until=quiet_until)
                local = Mornings(wishes, zone).on(day).astimezone(clock)
                assert local.date() == day
                assert not wishes.quiet_at(local.time())
                many += 1
    assert many > 100


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", ["09:00", "06:15", "22:00"])
def test_reminders_keep_their_hour_through_each_change(zone: str, at: str) -> None:
    mornings = Mornings(Wishes(at=time.fromisoformat(at)), zone)
    hour = time(9, 0) if at == "09:00" else time(8, 0)
    for change in tried(zone):
        for due in (change + n * DAY for n in (-9, -3, -1, 0, 1, 2, 4)):
            reminders = plan(due, datetime.combine(due - 30 * DAY, hour, UTC), mornings)
            local = [one.at.astimezone(ZoneInfo(zone)) for one in reminders]
            assert {moment.time() for moment in local} == {hour}
            assert all(moment.weekday() < SATURDAY for moment in local)
            assert {Wave.TODAY, Wave.LAST_OVERDUE, Wave.COORDINATOR} <= {one.wave for one in reminders}
            assert [(moment.date() - due).days for moment in local] == [one.days for one in reminders]
