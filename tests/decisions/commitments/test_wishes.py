"""How somebody wants to be reminded: what is refused, whose wish counts, and what is quiet."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from decisions.commitments.wishes import USUAL, Mornings, OwnWishes, Wishes
from decisions.refusals import Reason, Refusal

CIRCLE = Wishes(before=(5,), after=(2, 6), at=time(10, 0))
SATURDAY, MONDAY = date(2026, 11, 28), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("wrong", "reason", "facts"),
    [
        ({"before": (0,)}, Reason.OUT_OF_RANGE, {"least": 1, "most": 60}),
        ({"before": (1, 61)}, Reason.OUT_OF_RANGE, {"least": 1, "most": 60}),
        ({"before": (1, 2, 3, 4, 5, 6)}, Reason.TOO_MANY_CHOSEN, {"most": 5}),
        ({"after": (-1,)}, Reason.OUT_OF_RANGE, {"least": 1, "most": 60}),
        ({"after": (1, 2, 3, 4, 5, 6)}, Reason.TOO_MANY_CHOSEN, {"most": 5}),
        ({"days_off": frozenset({7})}, Reason.OUT_OF_RANGE, {"least": 0, "most": 6}),
        ({"days_off": frozenset(range(7))}, Reason.NO_DAY_LEFT, {}),
    ],
)
@pytest.mark.parametrize("whose", [Wishes, OwnWishes])
def test_senseless_wishes_are_refused_at_their_field(
    whose: type[Wishes] | type[OwnWishes], wrong: dict[str, Any], reason: Reason, facts: dict[str, int]
) -> None:
    with pytest.raises(Refusal) as refused:
        whose(**wrong).checked()
    assert refused.value == Refusal(reason, facts, at_field=next(iter(wrong)))


@pytest.mark.parametrize("whose", [Wishes, OwnWishes])
def test_offsets_come_out_once_and_in_order(whose: type[Wishes] | type[OwnWishes]) -> None:
    checked = whose(before=(1, 60, 3, 3), after=(7, 1, 7)).checked()
    assert (checked.before, checked.after) == ((60, 3, 1), (1, 7))


def test_the_widest_that_makes_sense_passes() -> None:
    widest = Wishes(before=(60, 4, 3, 2, 1), after=(1, 2, 3, 4, 60), days_off=frozenset(range(6)))
    assert widest.checked() == widest
    assert Wishes(before=(), after=(), on_the_day=False, days_off=frozenset()).checked().before == ()
    assert Wishes().checked() == Wishes()
    assert OwnWishes().checked() == OwnWishes()


def test_an_hour_in_the_quiet_time_that_is_set_with_it_is_refused() -> None:
    quiet: dict[str, Any] = {"quiet_from": time(18, 0), "quiet_until": time(11, 0)}
    for wishes in (Wishes(at=time(19, 0), **quiet), OwnWishes(at=time(19, 0), **quiet)):
        with pytest.raises(Refusal) as refused:
            wishes.checked()
        assert (refused.value.reason, refused.value.at_field) == (Reason.HOUR_IS_QUIET, "at")
    assert OwnWishes(at=time(6, 0)).checked().merged(USUAL).hour == USUAL.quiet_until
    assert OwnWishes(at=time(11, 0), **quiet).checked().at == time(11, 0)


def test_what_nobody_set_is_as_the_circle_has_it() -> None:
    assert OwnWishes().merged(CIRCLE) == CIRCLE


def test_ones_own_wishes_count_before_the_circles() -> None:
    own = OwnWishes(
        before=(),
        on_the_day=False,
        at=time(0, 0),
        quiet_from=time(22, 0),
        quiet_until=time(0, 0),
        days_off=frozenset(),
    )
    assert own.merged(CIRCLE) == Wishes(
        before=(),
        on_the_day=False,
        after=(2, 6),
        at=time(0, 0),
        quiet_from=time(22, 0),
        quiet_until=time(0, 0),
        days_off=frozenset(),
    )


@pytest.mark.parametrize(
    ("own", "merged"), [((), (6,)), ((1,), (1, 6)), ((1, 3, 60), (1, 3, 6)), ((6,), (6,)), ((60,), (6,))]
)
def test_nobody_puts_off_that_the_coordinator_hears_nor_goes_without_the_last_warning(
    own: tuple[int, ...], merged: tuple[int, ...]
) -> None:
    assert OwnWishes(after=own).merged(CIRCLE).after == merged


@pytest.mark.parametrize("circle", [replace(CIRCLE, tell_coordinator=False), replace(CIRCLE, after=())])
def test_where_the_coordinator_does_not_hear_all_offsets_are_ones_own(circle: Wishes) -> None:
    mine = OwnWishes(after=(1, 60)).merged(circle)
    assert (mine.after, mine.tell_coordinator) == ((1, 60), False)


@pytest.mark.parametrize(
    ("quiet", "at", "hour"),
    [
        (("20:00", "08:00"), "09:00", "09:00"),
        (("20:00", "08:00"), "08:00", "08:00"),
        (("20:00", "08:00"), "07:59", "08:00"),
        (("20:00", "08:00"), "00:00", "08:00"),
        (("20:00", "08:00"), "19:59", "19:59"),
        (("20:00", "08:00"), "20:00", "08:00"),
        (("20:00", "08:00"), "23:30", "08:00"),
        (("13:00", "16:00"), "12:59", "12:59"),
        (("13:00", "16:00"), "13:00", "16:00"),
        (("13:00", "16:00"), "15:59", "16:00"),
        (("13:00", "16:00"), "16:00", "16:00"),
        (("00:00", "07:00"), "03:00", "07:00"),
        (("09:00", "09:00"), "09:00", "09:00"),
    ],
)
def test_an_hour_in_quiet_time_is_the_end_of_it(quiet: tuple[str, str], at: str, hour: str) -> None:
    quiet_from, quiet_until = map(time.fromisoformat, quiet)
    wishes = Wishes(at=time.fromisoformat(at), quiet_from=quiet_from, quiet_until=quiet_until)
    assert wishes.hour == time.fromisoformat(hour)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("11-30 03:00", "11-30 09:00"),
        ("11-30 08:30", "11-30 09:00"),
        ("11-30 09:00", "11-30 09:00"),
        ("11-30 12:59", "11-30 12:59"),
        ("11-30 13:00", "11-30 16:00"),
        ("11-30 15:59", "11-30 16:00"),
        ("11-30 16:00", "11-30 16:00"),
        ("11-28 12:00", "12-01 09:00"),
        ("12-01 09:01", "12-01 09:01"),
    ],
)
def test_what_is_late_waits_for_their_hour_and_the_end_of_quiet(now: str, opens: str) -> None:
    holidays = (MONDAY,) if now.startswith("11-28") else ()
    siesta = Mornings(Wishes(quiet_from=time(13, 0), quiet_until=time(16, 0)), "UTC", holidays)
    moment = datetime.fromisoformat(f"2026-{now}").replace(tzinfo=UTC)
    assert f"{siesta.next_open(moment):%m-%d %H:%M}" == opens


def test_in_the_evening_quiet_time_ends_on_the_next_working_morning() -> None:
    friday_night = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)
    assert Mornings(Wishes(), "UTC").next_open(friday_night) == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def test_a_day_off_or_holiday_is_gone_around_on_the_side_that_is_asked_for() -> None:
    mornings = Mornings(Wishes(), "UTC", frozenset({MONDAY}))
    assert mornings.workday_until(SATURDAY) == mornings.workday_until(MONDAY) == date(2026, 11, 27)
    assert mornings.workday_from(SATURDAY) == mornings.workday_from(MONDAY) == date(2026, 12, 1)
    assert mornings.workday_until(date(2026, 12, 1)) == mornings.workday_from(date(2026, 12, 1))
