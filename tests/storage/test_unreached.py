"""Whom messages do not reach, as the outbox has it: who is told, about whom, and what is sent once there is another address."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from decisions.ids import MemberId
from decisions.rounds.notices import NoticeKind
from storage.database import Database
from storage.lanes import Due
from storage.messages import message_row
from storage.outbox import EMAIL, OUTBOX, insert_messages
from storage.postings import unsent
from storage.tables.delivery import Delivery
from storage.unreached import STILL_OF_USE, is_unreached, tell_unreached, write_again
from storage.writer import Writer
from tests.support.builders import A_TUESDAY, Community, a_community

NIGHT = A_TUESDAY.replace(hour=22)
KIND = NoticeKind.PERSON_UNREACHED


@pytest.fixture
def people(writer: Writer) -> Community:
    return a_community(writer)


def message(database: Database, people: Community, to: MemberId, at: datetime, **values: Any) -> str:
    """One to somebody, wanted at a moment: by default it has been given up."""
    key = f"{to}:{at.isoformat()}:{len(values)}"
    row = message_row(people.network_id, key, NoticeKind.REMINDER, to, "{}")
    fate = {"state": Delivery.FAILED, "platform": EMAIL, **values}
    with database.writing.begin() as connection:
        insert_messages(connection, [{**row, **unsent(at), **fate}])
    return key


def gets_through(database: Database, people: Community, to: MemberId, at: datetime) -> None:
    message(database, people, to, at, state=Delivery.CLOSED, shown=1, shown_at=at)


def given_up(
    database: Database,
    people: Community,
    to: MemberId,
    at: datetime,
    kind: NoticeKind = NoticeKind.REMINDER,
) -> None:
    message(database, people, to, at)
    due = Due(people.network_id, ("x",), kind, None, "", 1, 0, 1, False, at, 0.0, None, member=to)
    with database.writing.begin() as connection:
        tell_unreached(connection, due, "refused", at)


def told(database: Database, whom: MemberId) -> list[list[str]]:
    """Of whom, in each of their messages."""
    found = select(OUTBOX.c.facts).where(OUTBOX.c.member_id == whom, OUTBOX.c.kind == KIND)
    facts = database.read_now(lambda k: k.execute(found.order_by(OUTBOX.c.key)).scalars().all())
    return [[person["member"] for person in json.loads(each)["people"]] for each in facts]


def test_who_has_been_reached_since_is_reached(database: Database, people: Community) -> None:
    bo = people.members[1]

    def unreached() -> bool:
        return database.read_now(lambda k: is_unreached(k, people.network_id, bo))

    assert not unreached()
    message(database, people, bo, A_TUESDAY)
    assert unreached()
    gets_through(database, people, bo, A_TUESDAY + timedelta(hours=1))
    assert not unreached()
    message(database, people, bo, A_TUESDAY + timedelta(hours=2))
    assert unreached()


@pytest.mark.parametrize("kind", [KIND, NoticeKind.NOT_DELIVERED])
def test_nobody_is_told_that_word_of_such_a_thing_did_not_arrive(
    database: Database, people: Community, kind: NoticeKind
) -> None:
    given_up(database, people, people.members[1], A_TUESDAY, kind)
    assert told(database, people.facilitator) == []


def test_a_message_that_waits_for_the_morning_names_each_once(database: Database, people: Community) -> None:
    """Something got through to Bo meanwhile, and the next did not: it is news again, and the same message."""
    bo, cy = people.members[1:3]
    given_up(database, people, bo, NIGHT)
    given_up(database, people, cy, NIGHT + timedelta(minutes=1))
    gets_through(database, people, bo, NIGHT + timedelta(minutes=2))
    given_up(database, people, bo, NIGHT + timedelta(minutes=3))
    assert told(database, people.facilitator) == [[str(cy), str(bo)]]


@pytest.mark.parametrize(
    ("age", "values", "again"),
    [
        (STILL_OF_USE - timedelta(seconds=1), {}, True),
        (STILL_OF_USE, {}, False),
        (timedelta(days=1), {"platform": ""}, True),
        (timedelta(days=1), {"platform": "slack"}, False),
        (timedelta(days=1), {"state": Delivery.UNREACHABLE}, True),
        (timedelta(days=1), {"state": Delivery.CLOSED}, False),
        (timedelta(days=1), {"shown": 1}, False),
    ],
)
def test_at_another_address_what_of_the_last_two_weeks_did_not_arrive_is_sent(
    database: Database, people: Community, age: timedelta, values: dict[str, Any], again: bool
) -> None:
    bo = people.members[1]
    key = message(database, people, bo, A_TUESDAY - age, **values)
    with database.writing.begin() as connection:
        connection.execute(update(OUTBOX).values(attempts=7))
        write_again(connection, people.network_id, bo, A_TUESDAY)
    (row,) = database.read_now(lambda k: k.execute(select(OUTBOX).where(OUTBOX.c.key == key)).all())
    assert (row.state is Delivery.OPEN) is again
    assert (row.attempts, row.next_at == A_TUESDAY) == ((0, True) if again else (7, False))
