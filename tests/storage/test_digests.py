"""When a circle's digest is due: once a week from its first commitment on, whatever stood still meanwhile."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from decisions.commitments import commands as c
from decisions.rounds.notices import NoticeKind
from decisions.rounds.settings import Settings
from storage.codec import SETTINGS, to_json
from storage.database import Database
from storage.digest_rows import is_newest
from storage.digests import any_digest_due, put_digests_due
from storage.outbox import CIRCLE, MEMBER, OUTBOX
from storage.tables import METADATA
from storage.writer import Writer
from tests.support.builders import Community, TurnedClock, a_community, done
from tests.support.commitments import promised, tell

DIGEST = METADATA.tables["circle_digest"]
MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
A_WEEK = timedelta(days=7)


@pytest.fixture
def people(writer: Writer) -> Community:
    return a_community(writer)


def begins(writer: Writer, people: Community) -> None:
    """Their first commitment, of which there is always something to say: it waits for something."""
    bo = people.members[1]
    tell(writer, promised(writer, people, bo), c.Block, bo, words="No answer yet")


def put(database: Database, now: datetime) -> int:
    with database.writing.begin() as connection:
        return put_digests_due(connection, now)


def leave(writer: Writer) -> None:
    """Everything that has been put down."""
    set_values(writer, update(OUTBOX).values(shown=OUTBOX.c.wanted))


def told(database: Database) -> list[Any]:
    found = select(OUTBOX).where(OUTBOX.c.kind == NoticeKind.DIGEST).order_by(OUTBOX.c.key)
    return database.read_now(lambda k: list(k.execute(found).all()))


def rows(database: Database) -> list[Any]:
    return database.read_now(lambda k: list(k.execute(select(DIGEST)).all()))


def set_values(writer: Writer, statement: Any) -> None:
    done(writer.run(lambda unit: unit.connection.execute(statement).rowcount).result(30))


def coordinates(writer: Writer, people: Community, number: int, **values: Any) -> None:
    one = (MEMBER.c.network_id == people.network_id, MEMBER.c.id == people.members[number])
    set_values(writer, update(MEMBER).where(*one).values(is_coordinator=True, **values))


def test_it_begins_with_the_circles_first_commitment(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    assert rows(database) == []
    begins(writer, people)
    assert [row.next_at for row in rows(database)] == [MONDAY]
    clock.turn(days=3)
    begins(writer, people)
    assert [row.next_at for row in rows(database)] == [MONDAY]


def test_it_is_by_the_circles_own_clock(database: Database, writer: Writer) -> None:
    people = a_community(writer, settings=Settings(zone="America/New_York"))
    begins(writer, people)
    assert [row.next_at for row in rows(database)] == [datetime(2026, 11, 30, 14, tzinfo=UTC)]


def test_it_is_put_down_once_a_week(database: Database, writer: Writer, people: Community) -> None:
    begins(writer, people)
    for hours in range(-2, 24 * 15):
        put(database, MONDAY + timedelta(hours=hours))
        leave(writer)
    keys = [row.key for row in told(database)]
    weeks = [MONDAY, MONDAY + A_WEEK, MONDAY + 2 * A_WEEK]
    of_facilitator = f"digest:{people.circle_id}:{people.facilitator}"
    assert keys == [f"{of_facilitator}:{week.isoformat()}" for week in weeks]


def test_before_it_is_due_nothing_is(database: Database, writer: Writer, people: Community) -> None:
    begins(writer, people)
    early = MONDAY - timedelta(seconds=1)
    assert not database.read_now(lambda k: any_digest_due(k, early))
    assert put(database, early) == 0
    assert database.read_now(lambda k: any_digest_due(k, MONDAY))


@pytest.mark.parametrize("weeks", [1, 5, 57])
def test_after_a_stop_only_the_newest_one_leaves(
    database: Database, writer: Writer, people: Community, weeks: int
) -> None:
    begins(writer, people)
    now = MONDAY + weeks * A_WEEK + timedelta(days=2)
    put(database, now)
    put(database, now)
    (message,) = told(database)
    newest = MONDAY + weeks * A_WEEK
    assert message.key.endswith(newest.isoformat())
    assert [(row.told_until, row.next_at) for row in rows(database)] == [(newest, newest + A_WEEK)]
    assert database.read_now(lambda k: is_newest(k, people.network_id, people.circle_id, newest))
    earlier = newest - A_WEEK
    assert not database.read_now(lambda k: is_newest(k, people.network_id, people.circle_id, earlier))


@pytest.mark.parametrize(("weeks", "counts"), [(1, 1), (2, 2), (3, 1), (57, 1)])
def test_it_counts_from_the_last_one_that_left_unless_that_is_long_ago(
    database: Database, writer: Writer, people: Community, weeks: int, counts: int
) -> None:
    begins(writer, people)
    put(database, MONDAY)
    leave(writer)
    now = MONDAY + weeks * A_WEEK
    set_values(writer, update(DIGEST).values(next_at=now))
    tell(writer, promised(writer, people, people.members[1]), c.Finish, people.members[1])
    put(database, now)
    (circle,) = json.loads(told(database)[-1].facts)["circles"]
    span = datetime.fromisoformat(circle["until"]) - datetime.fromisoformat(circle["since"])
    assert span == counts * A_WEEK


def test_what_has_stood_for_weeks_is_told_once_a_month(
    database: Database, writer: Writer, people: Community
) -> None:
    begins(writer, people)
    for week in range(14):
        put(database, MONDAY + week * A_WEEK)
        leave(writer)
    days = [message.key[-25:][5:10] for message in told(database)]
    assert days == ["11-30", "12-07", "12-14", "12-21", "01-04", "02-01", "03-01"]


def test_when_the_clock_goes_back_nothing_leaves_twice(
    database: Database, writer: Writer, people: Community
) -> None:
    begins(writer, people)
    put(database, MONDAY + A_WEEK)
    set_values(writer, update(DIGEST).values(next_at=MONDAY))
    put(database, MONDAY)
    put(database, MONDAY + A_WEEK)
    assert len(told(database)) == 1


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_a_circle_that_changes_its_zone_hears_once_in_that_week(
    database: Database, writer: Writer, people: Community, zone: str
) -> None:
    begins(writer, people)
    put(database, MONDAY)
    set_values(writer, _of_zone(people, Settings(zone=zone)))
    set_values(writer, update(DIGEST).values(next_at=MONDAY))
    for hours in range(0, 6 * 24, 3):
        put(database, MONDAY + timedelta(hours=hours))
    assert len(told(database)) == 1


def test_one_that_was_due_by_the_former_zone_is_not_told_again_by_the_new_one(
    database: Database, writer: Writer, people: Community
) -> None:
    begins(writer, people)
    put(database, MONDAY)
    leave(writer)
    set_values(writer, _of_zone(people, Settings(zone="America/Los_Angeles")))
    set_values(writer, update(DIGEST).values(next_at=MONDAY))
    put(database, MONDAY + timedelta(hours=12))
    assert len(told(database)) == 1


def _of_zone(people: Community, settings: Settings) -> Any:
    return update(CIRCLE).where(CIRCLE.c.id == people.circle_id).values(settings=to_json(SETTINGS, settings))


def test_coordinators_and_who_facilitates_get_it_each_once(
    database: Database, writer: Writer, people: Community
) -> None:
    begins(writer, people)
    for number in (0, 3):
        coordinates(writer, people, number)
    coordinates(writer, people, 4, active=False)
    put(database, MONDAY)
    assert {row.member_id for row in told(database)} == {people.members[0], people.members[3]}
    assert len(told(database)) == 2


def test_of_two_workers_one_at_a_time_puts_them_down(database: Database, writer: Writer) -> None:
    for _ in range(2):
        people = a_community(writer)
        begins(writer, people)
    if database.on_sqlite:  # there whoever writes is alone
        assert [put(database, MONDAY), put(database, MONDAY)] == [2, 0]
    else:
        with database.writing.begin() as one, database.writing.begin() as other:
            assert put_digests_due(one, MONDAY, limit=10) == 2
            assert put_digests_due(other, MONDAY, limit=10) == 0
    assert put(database, MONDAY) == 0
    assert len(told(database)) == 2


def test_with_nothing_to_say_nothing_is_put_down(
    database: Database, writer: Writer, people: Community
) -> None:
    promised(writer, people, people.members[1])
    put(database, MONDAY)
    assert told(database) == []
    assert [row.next_at for row in rows(database)] == [MONDAY + A_WEEK]
