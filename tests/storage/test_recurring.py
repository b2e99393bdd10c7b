"""What opens anew by itself, in the tables: once, in one transaction, whatever stops in between."""

import json
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, select, update

from decisions.ids import MemberId, RecurrenceId, RoundId
from decisions.people.commands import ChangeCircle, UnseatMember
from decisions.recurring import commands as c
from decisions.recurring.question import Question
from decisions.recurring.recurrence import Going, Recurrence, WhyPaused
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason
from decisions.rounds.ballots.ballot import Method
from decisions.rounds.notices import NoticeKind
from decisions.rounds.round import Round, Stage
from decisions.rounds.settings import Settings
from decisions.templates.pattern import Close, Pattern
from storage.database import Database
from storage.deliveries import on_recorded
from storage.exporting import exported
from storage.replay import replay
from storage.round_rows import load_round
from storage.streams.recurrence_stream import recurrence_from
from storage.streams.stream import Change
from storage.tables import METADATA
from storage.tables.streams import Subject
from storage.writer import Declined, Writer
from tests.storage.test_uniting import unite
from tests.support.builders import (
    Community,
    TurnedClock,
    a_ballot,
    a_community,
    an_open_round,
    done,
    new_id,
)

WORKDAYS = Rhythm(Every.WORKDAY)
PATTERN = Pattern(Method.CHOOSE_ONE, title="What is for lunch?", options=a_ballot().options, closes=Close(0))


def repeat(
    writer: Writer, clock: TurnedClock, people: Community, rhythm: Rhythm = WORKDAYS, **fields: Any
) -> Recurrence:
    command = c.SetRecurrence(
        network_id=people.network_id,
        by=people.proposer,
        recurrence_id=RecurrenceId(new_id()),
        circle_id=people.circle_id,
        rhythm=rhythm,
        since=clock().date(),
        seed=new_id(),
        **{"pattern": PATTERN, **fields},
    )
    recurrence: Recurrence = done(writer.submit(command, "").result(30)).state
    return recurrence


def stored(database: Database, recurrence: Recurrence) -> Recurrence:
    table = METADATA.tables["recurrence"]

    def load(connection: Connection) -> Recurrence:
        return recurrence_from(connection.execute(select(table).where(table.c.id == recurrence.id)).one())

    return database.read_now(load)


def rounds(database: Database, people: Community) -> list[Round]:
    """All of the circle's, the oldest first."""
    table = METADATA.tables["round"]

    def load(connection: Connection) -> list[Round]:
        ids = connection.execute(select(table.c.id).order_by(table.c.ref)).scalars().all()
        found = (load_round(connection, people.network_id, id) for id in ids)
        return [round for round in found if round is not None]

    return database.read_now(load)


def turn_to(clock: TurnedClock, moment: datetime | None) -> None:
    assert moment is not None
    clock.turn(seconds=(moment - clock()).total_seconds())


def settle(writer: Writer) -> None:
    while done(writer.settle_due().result(30)).state:
        pass


def test_it_opens_at_its_time_in_the_name_of_who_set_it(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    recurrence = repeat(writer, clock, people)
    settle(writer)
    assert rounds(database, people) == []
    turn_to(clock, recurrence.next_at)
    settle(writer)
    (opened,) = rounds(database, people)
    assert (opened.stage, opened.proposer, opened.facilitator) == (
        Stage.VOTING,
        people.proposer,
        people.facilitator,
    )
    assert (opened.text.title, opened.recurrence, opened.follows) == (
        "What is for lunch?",
        recurrence.id,
        None,
    )
    assert opened.tally.asked == len(people.members)
    after = stored(database, recurrence)
    assert after.last_round == opened.id
    assert recurrence.next_at is not None
    assert after.next_at is not None
    assert after.next_at > recurrence.next_at


def test_a_question_round_opens_anew(database: Database, writer: Writer, clock: TurnedClock) -> None:
    people = a_community(writer)
    weekly = Question("How was the week?", closes=Close(2))
    recurrence = repeat(writer, clock, people, Rhythm(Every.WEEK), pattern=weekly)
    assert stored(database, recurrence).pattern == weekly
    for _ in range(2):
        turn_to(clock, stored(database, recurrence).next_at)
        settle(writer)
    first, second = rounds(database, people)
    assert (first.stage, second.stage) == (Stage.ANSWERED, Stage.LISTENING)
    assert (second.text.title, second.follows) == ("How was the week?", first.id)
    again = database.read_now(lambda k: replay(k, people.network_id, recurrence.id))
    assert again == stored(database, recurrence)


def test_each_is_linked_to_the_one_before_and_draws_lots_by_itself(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    recurrence = repeat(writer, clock, people)
    for _ in range(3):
        turn_to(clock, stored(database, recurrence).next_at)
        settle(writer)
    first, second, third = rounds(database, people)
    assert (second.follows, third.follows) == (first.id, second.id)
    assert first.is_over
    assert second.is_over
    assert len({round.seed for round in (first, second, third)}) == 3


def test_the_first_follows_the_vote_from_which_it_was_set(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    before = an_open_round(writer, people, ballot=a_ballot())
    recurrence = repeat(writer, clock, people, after=before.id)
    clock.turn(days=40)
    settle(writer)
    assert rounds(database, people)[-1].follows == before.id
    assert stored(database, recurrence).last_round == rounds(database, people)[-1].id


def test_after_a_long_stop_the_latest_opens_once(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    recurrence = repeat(writer, clock, people)
    clock.turn(days=30)
    settle(writer)
    settle(writer)
    (opened,) = rounds(database, people)
    assert opened.opened_at == clock()
    assert opened.deadline is not None
    assert opened.deadline > clock()
    after = stored(database, recurrence)
    assert after.next_at is not None
    assert after.next_at > clock()


def test_while_the_one_before_is_open_it_is_left_out(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    before = an_open_round(writer, people, ballot=a_ballot())
    recurrence = repeat(writer, clock, people, after=before.id)
    turn_to(clock, recurrence.next_at)
    settle(writer)
    assert len(rounds(database, people)) == 1
    after = stored(database, recurrence)
    assert after.left_out == recurrence.next_at
    assert after.going is Going.ON


def test_two_workers_open_it_once(database: Database, writer: Writer, clock: TurnedClock) -> None:
    if database.on_sqlite:
        pytest.skip("an embedded database has one writer")
    people = a_community(writer)
    recurrence = repeat(writer, clock, people)
    turn_to(clock, recurrence.next_at)
    with Writer(database, clock) as other:
        for ticket in [each.settle_due() for _ in range(5) for each in (writer, other)]:
            done(ticket.result(30))
    assert len(rounds(database, people)) == 1


@pytest.mark.parametrize("last", [Subject.RECURRENCE, Subject.ROUND])
def test_the_round_and_what_opened_it_are_written_together_or_not_at_all(
    database: Database, clock: TurnedClock, last: Subject
) -> None:
    """The process stops when one of the two is written, and nothing is committed yet."""

    def stop(connection: Connection, change: Change) -> None:
        if change.subject is last:
            raise RuntimeError("stopped")

    with Writer(database, clock) as writer:
        people = a_community(writer)
        recurrence = repeat(writer, clock, people)
    turn_to(clock, recurrence.next_at)
    with Writer(database, clock, (stop,)) as stopping, pytest.raises(RuntimeError, match="stopped"):
        stopping.settle_due().result(30)
    assert rounds(database, people) == []
    assert stored(database, recurrence) == recurrence
    with Writer(database, clock) as writer:
        settle(writer)
    assert len(rounds(database, people)) == 1
    assert stored(database, recurrence).last_round is not None


def test_when_its_setter_leaves_it_waits_and_another_sets_it_going(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    recurrence = repeat(writer, clock, people)
    leaving = UnseatMember(
        network_id=people.network_id,
        by=people.proposer,
        circle_id=people.circle_id,
        member=people.proposer,
    )
    done(writer.submit(leaving, "").result(30))
    left = stored(database, recurrence)
    assert (left.going, left.why) == (Going.PAUSED, WhyPaused.SETTER_LEFT)
    clock.turn(days=5)
    settle(writer)
    assert rounds(database, people) == []
    resume = c.ResumeRecurrence(
        network_id=people.network_id, by=people.members[3], recurrence_id=recurrence.id
    )
    done(writer.submit(resume, "").result(30))
    turn_to(clock, stored(database, recurrence).next_at)
    settle(writer)
    assert [round.proposer for round in rounds(database, people)] == [people.members[3]]


def test_what_the_rules_refuse_to_open_is_a_draft_of_its_setter_and_the_rest_waits(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer, members=3)
    recurrence = repeat(writer, clock, people)
    for member in people.members:
        if member != people.proposer:
            gone = UnseatMember(
                network_id=people.network_id, by=member, circle_id=people.circle_id, member=member
            )
            done(writer.submit(gone, "").result(30))
    turn_to(clock, recurrence.next_at)
    settle(writer)
    after = stored(database, recurrence)
    assert (after.why, after.refused) == (WhyPaused.COULD_NOT_OPEN, Reason.CIRCLE_TOO_SMALL)
    assert [round.stage for round in rounds(database, people)] == [Stage.DRAFT]


def test_a_circle_that_changes_its_zone_moves_the_next_one(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    recurrence = repeat(writer, clock, people)
    command = ChangeCircle(
        network_id=people.network_id,
        by=people.facilitator,
        circle_id=people.circle_id,
        name="Circle",
        facilitator=people.facilitator,
        settings=Settings(zone="Asia/Tokyo"),
    )
    done(writer.submit(command, "").result(30))
    after = stored(database, recurrence)
    assert after.next_at != recurrence.next_at
    turn_to(clock, after.next_at)
    settle(writer)
    assert len(rounds(database, people)) == 1


def test_it_is_made_again_from_the_journal_and_its_seed_is_read_by_nobody(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    recurrence = repeat(writer, clock, people)
    turn_to(clock, recurrence.next_at)
    settle(writer)
    pause = c.PauseRecurrence(network_id=people.network_id, by=people.proposer, recurrence_id=recurrence.id)
    done(writer.submit(pause, "").result(30))
    after = stored(database, recurrence)
    assert database.read_now(lambda k: replay(k, people.network_id, recurrence.id)) == after
    with database.reading.connect() as connection:
        lines = [line for line in exported(connection, people.network_id) if "recurrence" in line]
    events = [line["event"] for line in lines if line["event"] != "DraftWritten"]
    assert events == ["RecurrenceSet", "RoundRepeated", "RecurrencePaused"]
    assert str(recurrence.seed) not in json.dumps(lines)


def test_a_vote_of_another_circle_is_not_the_one_before(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people, others = a_community(writer), a_community(writer)
    theirs = an_open_round(writer, others, ballot=a_ballot())
    for before in (theirs.id, RoundId(new_id())):
        command = c.SetRecurrence(
            network_id=people.network_id,
            by=people.proposer,
            recurrence_id=RecurrenceId(new_id()),
            circle_id=people.circle_id,
            rhythm=WORKDAYS,
            since=date(2027, 1, 1),
            seed=new_id(),
            pattern=PATTERN,
            after=before,
        )
        outcome = writer.submit(command, "").result(30)
        assert isinstance(outcome, Declined)
        assert outcome.refusal.reason is Reason.NOT_FOUND


def told(database: Database) -> list[tuple[Any, Any, dict[str, str]]]:
    """Each private message about what repeats: its kind, for whom, and what it says."""
    outbox = METADATA.tables["outbox"]
    kinds = (NoticeKind.REPEAT_SETTER_LEFT, NoticeKind.REPEAT_NOT_OPENED)
    found = select(outbox.c.kind, outbox.c.member_id, outbox.c.facts).where(outbox.c.kind.in_(kinds))
    rows = database.read_now(lambda k: k.execute(found).all())
    return [(row.kind, row.member_id, json.loads(row.facts)) for row in rows]


def leave(writer: Writer, people: Community, member: MemberId) -> None:
    command = UnseatMember(network_id=people.network_id, by=member, circle_id=people.circle_id, member=member)
    done(writer.submit(command, "").result(30))


def test_who_facilitates_is_told_that_its_setter_left(database: Database, clock: TurnedClock) -> None:
    with Writer(database, clock, (on_recorded,)) as writer:
        people = a_community(writer)
        recurrence = repeat(writer, clock, people)
        leave(writer, people, people.proposer)
    ((kind, member, facts),) = told(database)
    assert (kind, member) == (NoticeKind.REPEAT_SETTER_LEFT, people.facilitator)
    assert (facts["title"], facts["recurrence_id"]) == (PATTERN.title, str(recurrence.id))
    assert "draft" not in facts


def test_where_nobody_facilitates_the_coordinators_are_told(database: Database, clock: TurnedClock) -> None:
    with Writer(database, clock, (on_recorded,)) as writer:
        people = a_community(writer)
        repeat(writer, clock, people)
        leave(writer, people, people.facilitator)
        member = METADATA.tables["member"]
        coordinates = update(member).where(member.c.id == people.members[4]).values(is_coordinator=True)
        done(writer.run(lambda unit: unit.connection.execute(coordinates).rowcount).result(30))
        leave(writer, people, people.proposer)
    assert [member for _, member, _ in told(database)] == [people.members[4]]


def test_who_set_it_is_told_that_it_could_not_open_and_where_its_draft_is(
    database: Database, clock: TurnedClock
) -> None:
    with Writer(database, clock, (on_recorded,)) as writer:
        people = a_community(writer, members=2)
        recurrence = repeat(writer, clock, people)
        (other,) = (member for member in people.members if member != people.proposer)
        leave(writer, people, other)
        turn_to(clock, recurrence.next_at)
        settle(writer)
    ((kind, member, facts),) = told(database)
    assert (kind, member) == (NoticeKind.REPEAT_NOT_OPENED, people.proposer)
    assert facts["draft"] == str(rounds(database, people)[0].id)


def test_two_accounts_of_one_person_set_one_thing(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    recurrence = repeat(writer, clock, people)
    unite(writer, people, member=people.members[3], other=people.proposer)
    assert stored(database, recurrence).by == people.members[3]
    turn_to(clock, recurrence.next_at)
    settle(writer)
    assert [round.proposer for round in rounds(database, people)] == [people.members[3]]
