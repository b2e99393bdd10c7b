"""What a circle's digest reads from a real database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from decisions.commitments import commands as c
from decisions.commitments.digest import Coming, ComingKind, DigestRecord
from decisions.commitments.over_time import Counted, Week
from decisions.ids import MemberId
from decisions.roles.commands import Volunteer
from decisions.rounds.consent.closing import agreement_id
from decisions.rounds.round import Round
from decisions.rounds.settings import Settings
from storage.database import Database
from storage.outbox import MEMBER
from storage.reading.digest import digest_record
from storage.reading.home import home_record
from storage.reading.over_time import counted
from storage.writer import Writer
from tests.support.builders import (
    Community,
    TurnedClock,
    a_community,
    a_draft,
    an_open_round,
    answer_all,
    done,
    new_id,
)
from tests.support.commitments import IN_TEN_DAYS, asks, promised, tell
from tests.support.mous import REVIEW, in_force, neighbours, turn_to
from tests.support.roles import a_role
from tests.support.roles import tell as tell_role

A_WEEK = timedelta(days=7)


@pytest.fixture
def people(writer: Writer) -> Community:
    return a_community(writer)


def read(
    database: Database, clock: TurnedClock, people: Community, reader: MemberId | None = None
) -> DigestRecord | None:
    reader, now = reader or people.facilitator, clock()
    return database.read_now(
        lambda k: digest_record(k, people.network_id, people.circle_id, reader, now - A_WEEK, now)
    )


def read_until(database: Database, clock: TurnedClock, people: Community) -> Counted:
    """What happened before this very moment."""
    now = clock()
    return database.read_now(lambda k: counted(k, people.network_id, people.circle_id, now - A_WEEK, now))


def found(database: Database, clock: TurnedClock, people: Community) -> DigestRecord:
    record = read(database, clock, people)
    assert record is not None
    return record


def coordinates(writer: Writer, people: Community, member: MemberId, active: bool = True) -> None:
    own = update(MEMBER).where(MEMBER.c.network_id == people.network_id, MEMBER.c.id == member)
    values = own.values(is_coordinator=True, active=active)
    done(writer.run(lambda unit: unit.connection.execute(values).rowcount).result(30))


def agree(writer: Writer, clock: TurnedClock, people: Community, round: Round) -> None:
    answer_all(writer, round, people.members)
    clock.turn(days=2)
    done(writer.settle_due().result(30))


def test_it_is_for_who_facilitates_and_who_coordinates(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    cy = people.members[2]
    assert read(database, clock, people) is not None
    assert read(database, clock, people, cy) is None
    coordinates(writer, people, cy)
    assert read(database, clock, people, cy) is not None


def test_another_networks_circle_is_not_there(
    database: Database, clock: TurnedClock, writer: Writer, people: Community
) -> None:
    other = replace(a_community(writer), circle_id=people.circle_id)
    assert read(database, clock, other) is None


def test_it_counts_what_became_of_commitments_since_a_week(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    ana, bo = people.members[:2]
    before = promised(writer, people, ana)
    tell(writer, before, c.Finish, ana)
    clock.turn(days=8)
    kept, late, moved, dropped = (promised(writer, people, bo) for _ in range(4))
    tell(writer, kept, c.Finish, bo)
    tell(writer, dropped, c.Drop, bo, words="No longer needed")
    tell(writer, moved, c.SuggestDay, bo, id=new_id(), due=IN_TEN_DAYS + A_WEEK)
    clock.turn(days=5)
    tell(writer, late, c.Finish, bo)
    assert found(database, clock, people).counted == Counted(kept=2, kept_late=1, moved=1, dropped=1)
    assert read_until(database, clock, people) == Counted(kept=1, moved=1, dropped=1)
    clock.turn(days=7, hours=1)
    assert found(database, clock, people).counted == Counted()


def test_what_is_open_is_told_with_who_does_it(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    ana, bo = people.members[:2]
    one = promised(writer, people, bo)
    tell(writer, promised(writer, people, bo), c.Finish, bo)
    tell(writer, one, c.SnoozeReminders, bo, until=IN_TEN_DAYS)
    clock.turn(days=20)
    record = found(database, clock, people)
    assert [late.id for late in record.overdue] == [one.id]
    assert record.overdue[0].snoozes == ()
    assert record.members[bo].name == "Member 1"
    assert [help.member for help in record.may_need_help] == [bo]
    assert ana == record.reader.id


def test_what_was_asked_twice_is_told(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    ana, bo = people.members[:2]
    one = asks(writer, people, ana, bo)
    assert found(database, clock, people).unanswered == ()
    clock.turn(days=5)
    done(writer.settle_due().result(30))
    assert [asked.id for asked in found(database, clock, people).unanswered] == [one.id]


def test_a_round_is_told_once_it_is_open_and_until_it_is_over(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    a_draft(writer, people)
    round = an_open_round(writer, people)
    answer_all(writer, round, people.members[2:4])
    (line,) = found(database, clock, people).rounds
    assert line.round.id == round.id
    assert not any(group.kinds for group in line.round.tally.groups.values())
    agree(writer, clock, people, round)
    assert found(database, clock, people).rounds == ()


def test_an_agreements_review_is_told_within_two_weeks_before(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    round = an_open_round(writer, people)
    agree(writer, clock, people, round)
    review = date(2027, 2, 24)
    turn_to(writer, clock, review - timedelta(days=15))
    assert found(database, clock, people).coming == ()
    turn_to(writer, clock, review - timedelta(days=13))
    expected = Coming(ComingKind.REVIEW, review, "Open on Saturdays", agreement_id(round.id))
    assert found(database, clock, people).coming == (expected,)


def test_a_term_that_ends_within_two_weeks_is_told(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    cy = people.members[2]
    role = tell_role(writer, a_role(writer, people, months=1), Volunteer, cy)
    ends = role.terms[0].until
    assert ends is not None
    assert found(database, clock, people).coming == ()
    clock.turn(days=20)
    (coming,) = found(database, clock, people).coming
    assert (coming.kind, coming.day, coming.about, coming.who) == (
        ComingKind.TERM_ENDS,
        ends.date(),
        role.id,
        cy,
    )


def test_a_memorandums_review_is_told_within_two_weeks_before(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people, _ = neighbours(writer)
    mou = in_force(writer, clock, people)
    assert found(database, clock, people).coming == ()
    turn_to(writer, clock, REVIEW - timedelta(days=14))
    (coming,) = found(database, clock, people).coming
    assert (coming.kind, coming.day, coming.about) == (ComingKind.MOU_REVIEW, REVIEW, mou.id)


def test_it_knows_the_networks_coordinators(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    ana, bo = people.members[:2]
    coordinates(writer, people, ana)
    coordinates(writer, people, bo, active=False)
    record = found(database, clock, people)
    assert (record.coordinators, record.coordinators_missing) == ((ana,), 1)


def test_the_one_coordinator_is_told_at_home_that_another_is_missing(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    def missing(member: MemberId) -> int:
        home = database.read_now(lambda k: home_record(k, people.network_id, member, clock()))
        assert home is not None
        return home.coordinators_missing

    ana, bo = people.members[:2]
    assert missing(ana) == 0
    coordinates(writer, people, ana)
    assert (missing(ana), missing(bo)) == (1, 0)
    coordinates(writer, people, bo)
    assert (missing(ana), missing(bo)) == (0, 0)


def test_over_time_it_is_counted_by_the_weeks_of_the_circles_clock(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer, settings=Settings(zone="Pacific/Auckland"))
    assert found(database, clock, people).weeks == ()
    bo = people.members[1]
    clock.at = datetime(2026, 11, 29, 10, 30, tzinfo=UTC)
    tell(writer, promised(writer, people, bo), c.Finish, bo)
    clock.turn(hours=1)
    for _ in range(2):
        tell(writer, promised(writer, people, bo), c.Finish, bo)
    weeks = found(database, clock, people).weeks
    assert weeks[:3] == (
        Week(date(2026, 11, 30), Counted(kept=2)),
        Week(date(2026, 11, 23), Counted(kept=1)),
        Week(date(2026, 11, 16), Counted()),
    )
    clock.turn(weeks=len(weeks) - 1)
    assert [week.counted.kept for week in found(database, clock, people).weeks] == [0] * 7 + [2]
