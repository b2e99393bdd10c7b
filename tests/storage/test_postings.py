"""Postings: what a change asks of the cards, and what it costs the path of an answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, insert, select, update
from uuid_utils.compat import uuid7

from decisions.rounds import commands as c
from decisions.rounds.postings import CardKind
from decisions.rounds.settings import Form
from storage.database import Database
from storage.deliveries import links_for, on_recorded
from storage.postings import PLACE, POSTING
from storage.tables.delivery import Delivery
from storage.writer import Writer
from tests.support.builders import (
    Community,
    TurnedClock,
    a_community,
    an_answer,
    an_open_round,
    answer_all,
    done,
    new_id,
)


@pytest.fixture
def writer(database: Database) -> Iterator[Writer]:
    with Writer(database, TurnedClock(), [on_recorded]) as writer:
        yield writer


def a_place(database: Database, people: Community, platform: str = "slack", conversation: str = "C1") -> UUID:
    place = uuid7()
    with database.writing.begin() as connection:
        connection.execute(
            insert(PLACE).values(
                network_id=people.network_id,
                id=place,
                platform=platform,
                tenant="T1",
                conversation=conversation,
                circle_id=people.circle_id,
                name=conversation,
                private=False,
            )
        )
    return place


def cards(database: Database, **where: Any) -> list[Any]:
    wanted = [POSTING.c[name] == value for name, value in where.items()]
    return database.read_now(lambda k: list(k.execute(select(POSTING).where(*wanted)).all()))


@contextmanager
def said_about(database: Database, table: str) -> Iterator[list[str]]:
    """The statements that write to the table meanwhile."""
    statements: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
        if table in statement:
            statements.append(statement.split(maxsplit=1)[0])

    event.listen(database.writing, "before_cursor_execute", note)
    yield statements
    event.remove(database.writing, "before_cursor_execute", note)


def test_a_browsers_room_has_no_cards(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    a_place(database, people, "web", "room")
    an_open_round(writer, people)
    assert cards(database) == []


def test_a_draft_posts_nothing_and_an_opened_round_one_card_a_place(
    database: Database, writer: Writer
) -> None:
    people = a_community(writer)
    a_place(database, people)
    a_place(database, people, "teams", "19:x")
    an_open_round(writer, people)
    lanes = {row.lane for row in cards(database, kind=CardKind.ROUND)}
    assert lanes == {"slack:T1", "teams:T1"}


@pytest.mark.parametrize("answered_before", [1, 40])
def test_an_answer_is_one_update_however_many_came_before(
    database: Database, writer: Writer, answered_before: int
) -> None:
    people = a_community(writer, 60)
    a_place(database, people)
    round = an_open_round(writer, people)
    answer_all(writer, round, people.members[:answered_before])
    with said_about(database, "posting") as cards_said, said_about(database, "outbox") as messages_said:
        done(writer.submit(an_answer(round, people.members[50]), "").result(30))
    assert cards_said == ["UPDATE"]
    assert messages_said == []


def test_a_batch_of_answers_is_one_update(database: Database, writer: Writer) -> None:
    people = a_community(writer, 40)
    a_place(database, people)
    round = an_open_round(writer, people)
    (before,) = cards(database, kind=CardKind.ROUND)
    with said_about(database, "posting") as said:
        tasks = [an_answer(round, member) for member in people.members[:30]]
        done(writer.run(lambda unit: None).result(30))
        tickets = [writer.submit(command, "") for command in tasks]
        for ticket in tickets:
            done(ticket.result(30))
    (after,) = cards(database, kind=CardKind.ROUND)
    assert len(said) == after.wanted - before.wanted < 30


def test_each_reaction_edits_one_gathering_post(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    a_place(database, people)
    round = an_open_round(writer, people, Form.FULL)
    for member in people.members[2:4]:
        react = c.ShareReaction(
            network_id=round.network_id, by=member, round_id=round.id, id=new_id(), text="Good."
        )
        done(writer.submit(react, "").result(30))
    (post,) = cards(database, kind=CardKind.REACTIONS)
    assert (post.wanted, post.shown) == (2, 0)


def test_a_turn_is_urgent_and_an_answer_is_not(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    a_place(database, people)
    round = an_open_round(writer, people)
    with database.writing.begin() as connection:
        connection.execute(update(POSTING).where(POSTING.c.kind == CardKind.ROUND).values(shown=1))
    answer_all(writer, round, people.members[:1])
    assert not cards(database, kind=CardKind.ROUND)[0].urgent
    meeting = c.TakeToMeeting(network_id=round.network_id, by=people.facilitator, round_id=round.id)
    done(writer.submit(meeting, "").result(30))
    assert cards(database, kind=CardKind.ROUND)[0].urgent
    assert cards(database, kind=CardKind.RESULT)[0].state is Delivery.OPEN
    bump = cards(database, kind=CardKind.BUMP)[0]
    assert not bump.urgent, "what has not been posted is not hurried"


def test_a_place_that_joins_later_gets_the_card_at_the_next_turn(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    a_place(database, people)
    round = an_open_round(writer, people)
    a_place(database, people, conversation="C2")
    answer_all(writer, round, people.members[:1])
    assert len(cards(database, kind=CardKind.ROUND)) == 1
    extend = c.Extend(network_id=round.network_id, by=people.facilitator, round_id=round.id, workdays=1)
    done(writer.submit(extend, "").result(30))
    assert len(cards(database, kind=CardKind.ROUND)) == 2


def test_a_card_that_stands_can_be_opened_from_elsewhere(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    a_place(database, people)
    round = an_open_round(writer, people)
    assert database.read_now(lambda k: links_for(k, round.network_id, round.id)) == {}
    with database.writing.begin() as connection:
        one = POSTING.c.kind == CardKind.ROUND
        connection.execute(update(POSTING).where(one).values(link="https://chat/1", message="1"))
    links = database.read_now(lambda k: links_for(k, round.network_id, round.id))
    assert links == {"C1": "https://chat/1"}


def test_who_reads_in_a_place_is_led_to_the_card_that_stands_there(
    database: Database, writer: Writer
) -> None:
    people = a_community(writer)
    places = {name: a_place(database, people, conversation=name) for name in ("C1", "C2")}
    round = an_open_round(writer, people)
    for name, place in places.items():
        own = (POSTING.c.kind == CardKind.ROUND, POSTING.c.place_id == place)
        with database.writing.begin() as connection:
            connection.execute(update(POSTING).where(*own).values(link=f"https://chat/{name}"))
    for name, place in places.items():
        found = database.read_now(lambda k: links_for(k, round.network_id, round.id, place=place))  # noqa: B023
        assert found == {name: f"https://chat/{name}"}
