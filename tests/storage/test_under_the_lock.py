"""On PostgreSQL another process may hold a lock for long: what counts is what is so once it is had."""

import time
from datetime import timedelta

from sqlalchemy import text

from decisions.refusals import Reason
from storage.batch import Declined
from storage.checking import checkpoint, verify
from storage.database import Database
from storage.remembered import Remembered
from storage.unit import Unit
from storage.writer import Writer
from tests.storage.conftest import with_schema
from tests.support.builders import TurnedClock, a_community, an_answer, an_open_round, answer_all, done

WAITS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def until_it_waits(database: Database) -> None:
    while not database.read_now(lambda c: c.execute(WAITS).scalar()):
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
