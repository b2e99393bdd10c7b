"""Who hears what of a commitment: each once, and nobody of what they have just done themselves."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from decisions.commitments import commands as c
from decisions.ids import MemberId
from decisions.people.commands import UnseatMember
from decisions.rounds.notices import NoticeKind
from storage.database import Database
from storage.deliveries import on_recorded
from storage.outbox import OUTBOX
from storage.writer import Writer
from tests.support.builders import TurnedClock, a_community, done, new_id
from tests.support.commitments import IN_TEN_DAYS, asks, promised, tell


@pytest.fixture
def writer(database: Database, clock: TurnedClock) -> Iterator[Writer]:
    with Writer(database, clock, [on_recorded]) as writer:
        yield writer


def told(database: Database, member: MemberId) -> list[str]:
    query = select(OUTBOX.c.kind).where(OUTBOX.c.member_id == member).order_by(OUTBOX.c.key)
    return sorted(str(kind) for kind in database.read_now(lambda k: list(k.execute(query).scalars())))


def facts(database: Database, kind: NoticeKind) -> dict[str, Any]:
    """Of the one message of that kind."""
    (found,) = [json.loads(row.facts) for row in everything(database) if row.kind is kind]
    return dict(found)


def everything(database: Database) -> list[Any]:
    return database.read_now(lambda k: list(k.execute(select(OUTBOX)).all()))


def test_who_is_asked_hears_it_and_who_asked_hears_the_answer(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    ana, bo, cy = people.members[:3]
    one = asks(writer, people, ana, bo, helpers=(cy,))
    assert told(database, bo) == [NoticeKind.COMMITMENT_ASKED]
    assert told(database, cy) == [NoticeKind.COMMITMENT_HELP_ASKED]
    tell(writer, one, c.AcceptCommitment, bo)
    assert told(database, ana) == [NoticeKind.COMMITMENT_ANSWERED]
    assert told(database, bo) == [NoticeKind.COMMITMENT_ASKED]


def test_who_said_no_does_not_hear_that_it_was_let_go(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    ana, bo, cy = people.members[:3]
    one = asks(writer, people, ana, bo, helpers=(cy,))
    tell(writer, one, c.DeclineCommitment, bo)
    tell(writer, one, c.Drop, ana, words="We buy it.")
    assert told(database, bo) == [NoticeKind.COMMITMENT_ASKED]
    assert NoticeKind.COMMITMENT_DROPPED in told(database, cy)


def test_nobody_hears_of_what_they_take_upon_themselves(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    one = promised(writer, people, people.members[2])
    tell(writer, one, c.Finish, people.members[2])
    assert everything(database) == []


def test_a_yes_to_ones_own_day_is_told_as_the_day(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    ana, bo = people.members[:2]
    one, day = asks(writer, people, ana, bo), new_id()
    tell(writer, one, c.SuggestDay, bo, id=day, due=IN_TEN_DAYS + timedelta(days=7))
    assert told(database, ana) == [NoticeKind.COMMITMENT_OTHER_DAY]
    tell(writer, one, c.AnswerSuggestion, ana, id=day, accept=True)
    assert told(database, ana) == [NoticeKind.COMMITMENT_OTHER_DAY]
    assert told(database, bo) == sorted([NoticeKind.COMMITMENT_ASKED, NoticeKind.COMMITMENT_MOVED])
    moved = facts(database, NoticeKind.COMMITMENT_MOVED)
    assert (moved["who"], moved["answer"]) == (["Member 0"], "yes")
    assert moved["named"]
    assert moved["yours"]


def test_who_named_a_day_hears_who_kept_the_other(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    ana, bo = people.members[:2]
    one, day = asks(writer, people, ana, bo), new_id()
    tell(writer, one, c.AcceptCommitment, bo)
    tell(writer, one, c.SuggestDay, bo, id=day, due=IN_TEN_DAYS + timedelta(days=7))
    tell(writer, one, c.AnswerSuggestion, ana, id=day, accept=False)
    assert told(database, bo) == sorted([NoticeKind.COMMITMENT_ASKED, NoticeKind.COMMITMENT_STAYS])
    assert facts(database, NoticeKind.COMMITMENT_STAYS)["who"] == ["Member 0"]


def test_two_who_act_in_one_transaction_hear_of_each_other(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    ana, bo = people.members[:2]
    one = asks(writer, people, ana, bo)
    about: dict[str, Any] = {"network_id": one.network_id, "commitment_id": one.id}
    tickets = [
        writer.submit(c.AcceptCommitment(**about, by=bo), ""),
        writer.submit(c.AddComment(**about, by=ana, id=new_id(), words="Thank you"), ""),
    ]
    for ticket in tickets:
        done(ticket.result(30))
    assert NoticeKind.COMMITMENT_ANSWERED in told(database, ana)
    assert NoticeKind.COMMITMENT_COMMENT in told(database, bo)


def test_that_nobody_does_it_any_more_is_told_to_who_asked_and_who_steers(
    database: Database, writer: Writer
) -> None:
    people = a_community(writer)
    asker, doer = people.members[3], people.members[4]
    one = asks(writer, people, asker, doer)
    tell(writer, one, c.AcceptCommitment, doer)
    leave = UnseatMember(network_id=people.network_id, by=doer, circle_id=people.circle_id, member=doer)
    done(writer.submit(leave, "").result(30))
    assert NoticeKind.COMMITMENT_NOBODYS in told(database, asker)
    assert NoticeKind.COMMITMENT_NOBODYS in told(database, people.facilitator)


def test_what_the_asker_should_know_goes_to_who_steers_once_they_have_left(
    database: Database, writer: Writer
) -> None:
    people = a_community(writer)
    asker, doer = people.members[3], people.members[4]
    one = asks(writer, people, asker, doer)
    leave = UnseatMember(network_id=people.network_id, by=asker, circle_id=people.circle_id, member=asker)
    done(writer.submit(leave, "").result(30))
    tell(writer, one, c.DeclineCommitment, doer, words="I am away")
    assert told(database, asker) == []
    assert told(database, people.facilitator) == [NoticeKind.COMMITMENT_ANSWERED]
