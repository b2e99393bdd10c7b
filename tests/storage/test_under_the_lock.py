"""On PostgreSQL another process may hold a lock for long: what counts is what is so once it is had."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import text

from decisions.ids import MemberId, RoundId
from decisions.people.commands import AskForAccountCode, UniteMembers
from decisions.people.events import CoordinatorNamed
from decisions.refusals import Reason
from decisions.rounds.commands import WriteDraft
from storage.batch import Declined
from storage.checking import checkpoint, verify
from storage.database import Database
from storage.remembered import Remembered
from storage.streams.member_stream import MemberStream
from storage.unit import Unit
from storage.writer import Writer
from tests.storage.conftest import with_schema
from tests.support.builders import (
    Community,
    TurnedClock,
    a_community,
    a_text,
    an_answer,
    an_open_round,
    answer_all,
    done,
    new_id,
)

WAITS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def write_draft(community: Community) -> WriteDraft:
    made, circle = RoundId(new_id()), community.circle_id
    return WriteDraft(
        network_id=community.network_id, by=community.proposer, round_id=made, circle_id=circle, text=a_text()
    )


def until_it_waits(database: Database) -> None:
    end = time.monotonic() + 30
    while not database.read_now(lambda c: c.execute(WAITS).scalar()):
        assert time.monotonic() < end, "nobody waits for a lock"
        time.sleep(0.01)


def test_an_answer_that_waited_past_the_deadline_is_too_late(postgres_url: str) -> None:
    with_schema(postgres_url)
    database, clock = Database(postgres_url), TurnedClock()
    with Writer(database, clock) as writer:
        community = a_community(writer)
        round = an_open_round(writer, community)
        assert round.deadline is not None
        answer_all(writer, round, community.members[:2] + community.members[3:4])
        clock.at = round.deadline - timedelta(seconds=1)
        with database.writing.begin() as other:
            held = text("SELECT 1 FROM stream WHERE id = :id FOR UPDATE")
            assert other.execute(held, {"id": round.id}).all()
            ticket = writer.submit(an_answer(round, community.members[2]), "")
            until_it_waits(database)
            clock.at = round.deadline + timedelta(seconds=1)
        outcome = ticket.result(30)
        assert isinstance(outcome, Declined)
        assert outcome.refusal.reason is Reason.CLOSED
    database.close()


def test_the_same_form_at_two_processes_makes_one_draft(postgres_url: str) -> None:
    """A draft is made under a new id each time, so no lock holds the two apart: the second learns it at the end."""
    with_schema(postgres_url)
    ours, theirs, clock = Database(postgres_url), Database(postgres_url), TurnedClock()
    with Writer(ours, clock) as first, Writer(theirs, clock) as second:
        community = a_community(first)
        together, made_there, held = threading.Event(), threading.Event(), threading.Event()
        _ = first.run(lambda unit: together.wait(30))
        drafted = first.submit(write_draft(community), "form 1")

        def stay(unit: Unit) -> None:
            """In the transaction that has made the draft."""
            made_there.set()
            held.wait(30)

        _ = first.run(stay)
        together.set()
        assert made_there.wait(30)
        repeated = second.submit(write_draft(community), "form 1")
        until_it_waits(theirs)
        held.set()
        made, again = done(drafted.result(30)), done(repeated.result(30))
        assert again.repeat
        assert again.state.id == made.state.id
    ours.close()
    theirs.close()


@pytest.mark.parametrize("begun", [True, False])
def test_of_two_processes_one_unites_somebody_and_the_other_learns_of_it(
    postgres_url: str, begun: bool
) -> None:
    """``begun``: something has happened to them before, so that there is something to lock."""
    with_schema(postgres_url)
    ours, theirs, clock = Database(postgres_url), Database(postgres_url), TurnedClock()
    with Writer(ours, clock) as first, Writer(theirs, clock) as second:
        community = a_community(first)
        coordinator, other, one, another = community.members[:4]
        named = [coordinator, one, another, *([other] if begun else [])]
        done(first.run(lambda unit: name_coordinators(unit, community, named)).result(30))
        with ours.writing.begin() as connection:
            unit = Unit(connection, clock, Remembered())
            stream = unit.find(MemberStream, community.network_id, one)
            assert stream is not None
            stream.handle(unite(community, one, other))
            unit.finish(())
            ticket = second.submit(unite(community, another, other), "")
            until_it_waits(ours)
        outcome = ticket.result(30)
        assert isinstance(outcome, Declined)
        assert outcome.refusal.reason is Reason.NOT_FOUND
    ours.close()
    theirs.close()


def test_what_two_processes_record_first_of_somebody_is_recorded_of_both(postgres_url: str) -> None:
    """Of somebody of whom nothing has been recorded yet there is nothing to lock."""
    with_schema(postgres_url)
    ours, theirs, clock = Database(postgres_url), Database(postgres_url), TurnedClock()
    with Writer(ours, clock) as first, Writer(theirs, clock) as second:
        community = a_community(first)
        somebody = community.members[2]
        with ours.writing.begin() as connection:
            unit = Unit(connection, clock, Remembered())
            name_coordinators(unit, community, [somebody])
            unit.finish(())
            asked = AskForAccountCode(
                network_id=community.network_id, by=somebody, member=somebody, digest="c" * 64
            )
            ticket = second.submit(asked, "")
            until_it_waits(ours)
        assert done(ticket.result(30)).events == ("AccountCodeAsked",)
        assert ours.read_now(verify) is None
    ours.close()
    theirs.close()


def name_coordinators(unit: Unit, community: Community, members: list[MemberId]) -> None:
    for member in members:
        stream = unit.find_or_begin(MemberStream, community.network_id, member)
        assert stream is not None
        stream.record((CoordinatorNamed(member=member, at=unit.now),))


def unite(community: Community, member: MemberId, other: MemberId) -> UniteMembers:
    return UniteMembers(network_id=community.network_id, by=community.facilitator, member=member, other=other)


def test_of_two_processes_that_make_a_checkpoint_one_does(postgres_url: str) -> None:
    with_schema(postgres_url)
    database, clock = Database(postgres_url), TurnedClock()
    with Writer(database, clock) as writer:
        an_open_round(writer, a_community(writer))
        with database.writing.begin() as other:
            assert checkpoint(Unit(other, clock, Remembered())) == 1
            ticket = writer.run(checkpoint)
            until_it_waits(database)
        assert done(ticket.result(30)).state == 0
        assert database.read_now(verify) is None
    database.close()
