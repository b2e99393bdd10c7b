"""When a circle's digest leaves is the circle's: the next one follows at once, and nothing is counted twice or lost."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from decisions.commitments.digest_times import DigestTimes
from decisions.people.commands import ChangeCircle, SetDigest
from decisions.rounds.settings import Settings
from storage.circle_rows import load_circle
from storage.database import Database
from storage.digest_rows import next_digest_of
from storage.writer import Writer
from tests.storage.test_digests import MONDAY, begins, coordinates, leave, put, rows, told
from tests.support.builders import Community, TurnedClock, a_community, done, make_circle, new_id

FRIDAYS = DigestTimes(4, time(16, 30))
OFF = DigestTimes(on=False)
A_DAY = timedelta(days=1)


@pytest.fixture
def people(writer: Writer) -> Community:
    return a_community(writer)


def choose(writer: Writer, people: Community, times: DigestTimes) -> None:
    who: dict[str, Any] = {
        "network_id": people.network_id,
        "by": people.facilitator,
        "circle_id": people.circle_id,
    }
    done(writer.submit(SetDigest(**who, times=times), "").result(30))


def moves_to(writer: Writer, people: Community, zone: str) -> None:
    who: dict[str, Any] = {
        "network_id": people.network_id,
        "by": people.facilitator,
        "circle_id": people.circle_id,
    }
    settings = Settings(zone=zone)
    change = ChangeCircle(**who, name="Circle", facilitator=people.facilitator, settings=settings)
    done(writer.submit(change, "").result(30))


def next_at(database: Database) -> datetime | None:
    (row,) = rows(database)
    moment: datetime | None = row.next_at
    return moment


def spans(database: Database) -> list[tuple[str, str]]:
    """Since when each that was put down counts, and until when."""
    found = [one for row in told(database) for one in json.loads(row.facts)["circles"]]
    return sorted((one["since"], one["until"]) for one in found)


def test_the_next_one_follows_at_once(database: Database, writer: Writer, people: Community) -> None:
    begins(writer, people)
    assert next_at(database) == MONDAY
    choose(writer, people, FRIDAYS)
    assert next_at(database) == datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
    kept = database.read_now(lambda k: load_circle(k, people.network_id, people.circle_id))
    assert kept is not None
    assert kept.digest == FRIDAYS


def test_one_that_is_due_already_still_leaves(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    begins(writer, people)
    clock.at = MONDAY + timedelta(seconds=1)
    choose(writer, people, FRIDAYS)
    put(database, clock.at)
    assert [until for _, until in spans(database)] == [MONDAY.isoformat()]
    assert next_at(database) == datetime(2026, 12, 4, 16, 30, tzinfo=UTC)


def test_the_week_after_a_change_counts_from_the_one_before(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    begins(writer, people)
    put(database, MONDAY)
    leave(writer)
    clock.at = MONDAY + A_DAY
    choose(writer, people, FRIDAYS)
    friday = datetime(2026, 12, 4, 16, 30, tzinfo=UTC)
    put(database, friday)
    assert spans(database)[1:] == [(MONDAY.isoformat(), friday.isoformat())]


@pytest.mark.parametrize("weekday", [0, 1, 2])
def test_none_comes_within_three_days_of_the_last(
    database: Database, writer: Writer, clock: TurnedClock, people: Community, weekday: int
) -> None:
    begins(writer, people)
    put(database, MONDAY)
    clock.at = MONDAY + timedelta(minutes=5)
    choose(writer, people, DigestTimes(weekday, time(20)))
    assert next_at(database) == datetime(2026, 12, 7, 20, tzinfo=UTC) + weekday * A_DAY


def test_a_circle_may_want_none(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    begins(writer, people)
    clock.at = MONDAY + timedelta(seconds=1)
    choose(writer, people, OFF)
    assert next_at(database) is None
    assert put(database, MONDAY + 30 * A_DAY) == 0
    clock.at = MONDAY + 30 * A_DAY
    choose(writer, people, DigestTimes())
    assert next_at(database) == MONDAY + 35 * A_DAY


def test_where_none_is_wanted_none_begins(database: Database, writer: Writer, people: Community) -> None:
    choose(writer, people, OFF)
    begins(writer, people)
    assert next_at(database) is None


def test_one_that_is_wanted_begins_without_any_commitment(
    database: Database, writer: Writer, people: Community
) -> None:
    choose(writer, people, DigestTimes(0, time(7)))
    assert next_at(database) == MONDAY - timedelta(hours=2)


def test_with_the_zone_the_next_one_moves(database: Database, writer: Writer, people: Community) -> None:
    begins(writer, people)
    moves_to(writer, people, "America/New_York")
    assert next_at(database) == MONDAY + timedelta(hours=5)


def test_the_hour_stays_when_the_clock_changes(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    moves_to(writer, people, "Europe/Madrid")
    begins(writer, people)
    choose(writer, people, DigestTimes(6, time(9)))
    heard = []
    clock.at = datetime(2027, 3, 20, tzinfo=UTC)
    for _ in range(3):
        put(database, clock.at)
        moment = next_at(database)
        assert moment is not None
        heard.append(moment)
        clock.at = moment
    assert heard == [
        datetime(2027, 3, 21, 8, tzinfo=UTC),
        datetime(2027, 3, 28, 7, tzinfo=UTC),
        datetime(2027, 4, 4, 7, tzinfo=UTC),
    ]


def test_of_several_circles_one_message_tells(database: Database, writer: Writer, people: Community) -> None:
    other = replace(people, circle_id=new_id())
    done(writer.submit(make_circle(other), "").result(30))
    for each in (people, other):
        begins(writer, each)
    put(database, MONDAY)
    (message,) = told(database)
    circles = [one["circle_id"] for one in json.loads(message.facts)["circles"]]
    assert sorted(circles) == sorted(str(each.circle_id) for each in (people, other))


def test_whose_the_next_one_is(database: Database, writer: Writer, people: Community) -> None:
    begins(writer, people)
    coordinates(writer, people, 3)

    def of(number: int, until: datetime = MONDAY) -> Any:
        return database.read_now(
            lambda k: next_digest_of(k, people.network_id, people.members[number], until)
        )

    assert [of(number) for number in (0, 1, 3)] == [MONDAY, None, MONDAY]
    assert of(0, MONDAY - A_DAY) is None
