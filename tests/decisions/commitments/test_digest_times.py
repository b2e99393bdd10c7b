"""When a circle's digest leaves, by its own clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.commitments.digest_times import SAME_WEEK, USUAL, DigestTimes
from decisions.refusals import Reason, Refusal

ZONES = (
    "UTC",
    "America/New_York",
    "Europe/Madrid",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
)
MINUTES = 7 * 365 * 24 * 60
MOMENTS = st.integers(0, MINUTES).map(lambda n: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=n))
TIMES = st.builds(
    DigestTimes, st.integers(0, 6), st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
)


@settings(max_examples=60)
@given(TIMES, MOMENTS, st.sampled_from(ZONES))
def test_the_next_is_later_on_its_weekday_and_within_eight_days(
    times: DigestTimes, moment: datetime, zone: str
) -> None:
    following = times.after(moment, zone)
    assert timedelta(0) < following - moment <= timedelta(days=7, hours=2)
    assert following.astimezone(ZoneInfo(zone)).weekday() in (times.weekday, (times.weekday + 1) % 7)


@settings(max_examples=60)
@given(TIMES, MOMENTS, st.sampled_from(ZONES))
def test_the_newest_until_the_next_is_the_one_before(times: DigestTimes, moment: datetime, zone: str) -> None:
    newest, following = times.until(moment, zone), times.after(moment, zone)
    assert newest <= moment
    assert times.after(newest, zone) == following
    assert times.until(following, zone) == following
    assert times.before(following, zone) == newest


@pytest.mark.parametrize("zone", ZONES)
def test_it_is_nine_oclock_by_the_circles_clock_all_year(zone: str) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    for _ in range(53):
        moment = USUAL.after(moment, zone)
        local = moment.astimezone(ZoneInfo(zone))
        assert (local.weekday(), local.time()) == (0, time(9, 0))


def test_an_hour_that_the_clock_skips_is_after_the_skip() -> None:
    times = DigestTimes(6, time(2, 30))
    skipped = times.after(datetime(2026, 3, 28, 12, tzinfo=UTC), "Europe/Madrid")
    assert skipped.astimezone(ZoneInfo("Europe/Madrid")) == datetime(
        2026, 3, 29, 3, 30, tzinfo=ZoneInfo("Europe/Madrid")
    )


def test_an_hour_that_comes_twice_is_the_first() -> None:
    times = DigestTimes(6, time(2, 30))
    twice = times.after(datetime(2026, 10, 24, 12, tzinfo=UTC), "Europe/Madrid")
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert times.after(twice, "Europe/Madrid") == datetime(2026, 11, 1, 1, 30, tzinfo=UTC)


@settings(max_examples=60)
@given(TIMES, TIMES, MOMENTS, st.sampled_from(ZONES), st.timedeltas(timedelta(0), timedelta(days=9)))
def test_after_another_day_was_chosen_the_next_is_another_weeks(
    former: DigestTimes, times: DigestTimes, moment: datetime, zone: str, later: timedelta
) -> None:
    newest = former.until(moment, zone)
    following = times.next(min(newest + later, former.after(newest, zone)), zone, newest)
    assert following is not None
    assert SAME_WEEK <= following - newest <= timedelta(days=14, hours=4)
    assert times.until(following, zone) == following


def test_of_none_there_is_no_next() -> None:
    assert DigestTimes(on=False).next(datetime(2026, 3, 28, tzinfo=UTC), "UTC", None) is None


def test_exactly_three_days_later_is_another_week() -> None:
    """Whoever moves Monday's to Thursday still gets that one."""
    monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
    thursday = DigestTimes(weekday=3)
    assert thursday.next(monday, "UTC", monday) == monday + SAME_WEEK


@pytest.mark.parametrize("weekday", [-1, 7])
def test_a_weekday_that_is_none_is_refused(weekday: int) -> None:
    with pytest.raises(Refusal) as refused:
        DigestTimes(weekday=weekday).checked()
    assert (refused.value.reason, refused.value.at_field) == (Reason.OUT_OF_RANGE, "weekday")
