"""Who is asked when, kept at the seats, and the messages that come of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from decisions.rounds import commands as c
from decisions.rounds.notices import NoticeKind
from decisions.rounds.round import Round
from decisions.rounds.settings import Form
from storage.asks import ask_those_due, waves_of
from storage.database import Database
from storage.deliveries import on_recorded
from storage.outbox import MEMBER, OUTBOX, SEAT
from storage.writer import Writer
from tests.support.builders import TurnedClock, a_community, an_open_round, answer_all, done


class Town:
    def __init__(self, database: Database, writer: Writer, clock: TurnedClock) -> None:
        self.database, self.writer, self.clock = database, writer, clock
        self.people = a_community(writer, 5)

    def opens(self, form: Form = Form.SHORT) -> Round:
        return an_open_round(self.writer, self.people, form)

    def does(self, number: int, kind: type[c.RoundCommand], round: Round, **more: Any) -> None:
        by: dict[str, Any] = {
            "network_id": round.network_id,
            "by": self.people.members[number],
            "round_id": round.id,
        }
        done(self.writer.submit(kind(**by, **more), "").result(30))

    def seat(self, number: int, round: Round) -> Any:
        one = (SEAT.c.member_id == self.people.members[number], SEAT.c.round_id == round.id)
        return self.database.read_now(lambda k: k.execute(select(SEAT).where(*one)).one())

    def asks(self, number: int) -> list[Any]:
        mine = (OUTBOX.c.member_id == self.people.members[number], OUTBOX.c.kind == NoticeKind.ASK)
        return self.database.read_now(
            lambda k: list(k.execute(select(OUTBOX).where(*mine).order_by(OUTBOX.c.shown.desc())).all())
        )

    def ask(self) -> int:
        with self.database.writing.begin() as connection:
            return ask_those_due(connection, self.clock())

    def moves_to(self, number: int, zone: str) -> None:
        one = MEMBER.c.id == self.people.members[number]
        with self.database.writing.begin() as connection:
            connection.execute(update(MEMBER).where(one).values(time_zone=zone))

    def turn_to(self, moment: datetime | None) -> None:
        assert moment is not None
        self.clock.at = moment


@pytest.fixture
def town(database: Database) -> Iterator[Town]:
    clock = TurnedClock()
    with Writer(database, clock, [on_recorded]) as writer:
        yield Town(database, writer, clock)


def test_each_is_asked_by_their_own_zone(town: Town) -> None:
    town.moves_to(2, "America/Los_Angeles")
    round = town.opens()
    opened = town.clock.at
    assert town.seat(0, round).ask_at == opened.replace(day=25, hour=9)
    assert town.seat(2, round).ask_at == opened.replace(hour=17)
    assert town.seat(0, round).last_call_at == opened.replace(month=12, day=1, hour=9)
    assert town.seat(2, round).last_call_at == opened.replace(day=30, hour=17)


def test_the_proposer_explores_nothing_of_their_own(town: Town) -> None:
    round = town.opens(Form.FULL)
    assert town.seat(2, round).last_call_at is None
    town.clock.turn(days=1)
    town.ask()
    assert [len(town.asks(number)) for number in range(5)] == [1, 0, 1, 1, 1]


def test_after_the_ask_comes_the_last_call_and_then_nothing(town: Town) -> None:
    round = town.opens()
    town.turn_to(town.seat(2, round).ask_at)
    town.ask()
    assert town.seat(2, round).ask_at == town.seat(2, round).last_call_at
    town.turn_to(town.seat(2, round).last_call_at)
    town.ask()
    assert town.seat(2, round).ask_at is None
    assert town.seat(2, round).last_called_at == town.clock.at
    assert [[w["last_call"] for w in waves_of(row.facts)] for row in town.asks(2)] == [[False, True]]
    assert town.ask() == 0


def test_who_has_been_heard_is_passed_over(town: Town) -> None:
    round = town.opens()
    answer_all(town.writer, round, town.people.members[:3])
    town.clock.turn(days=1)
    town.ask()
    assert [len(town.asks(number)) for number in range(5)] == [0, 0, 0, 1, 1]
    assert town.seat(0, round).asked_at is None
    assert town.ask() == 0


def test_a_reminder_by_hand_is_the_last_call_and_comes_at_once(town: Town) -> None:
    round = town.opens()
    answer_all(town.writer, round, town.people.members[:2])
    town.clock.turn(days=2)
    town.ask()
    town.does(0, c.Remind, round)
    seat = town.seat(2, round)
    assert (seat.ask_at, seat.reminded) == (town.clock.at, True)
    assert not town.seat(1, round).reminded
    town.ask()
    assert town.seat(2, round).last_called_at == town.clock.at
    town.turn_to(seat.last_call_at + timedelta(days=3))
    assert town.ask() == 0


def test_a_reminder_in_exploring_brings_the_ask_forward_and_asks_nobody_twice(town: Town) -> None:
    town.moves_to(2, "Asia/Tokyo")
    round = town.opens(Form.FULL)
    town.clock.turn(hours=2)
    town.does(0, c.Remind, round)
    assert town.seat(3, round).ask_at == town.clock.at
    town.ask()
    town.clock.turn(days=3)
    town.ask()
    assert len(town.asks(3)) == 1
    assert not town.seat(0, round).heard


def test_an_extension_moves_the_last_call_of_those_not_yet_called(town: Town) -> None:
    round = town.opens()
    before = town.seat(2, round)
    town.does(0, c.Extend, round, workdays=3)
    after = town.seat(2, round)
    assert after.last_call_at > before.last_call_at
    assert after.ask_at == before.ask_at
    town.turn_to(after.ask_at)
    town.ask()
    town.does(0, c.Extend, round, workdays=3)
    assert town.seat(2, round).ask_at == town.seat(2, round).last_call_at > after.last_call_at


def test_a_second_round_joins_an_ask_that_has_not_left(town: Town) -> None:
    first = town.opens()
    town.clock.turn(days=1)
    town.ask()
    second = town.opens()
    town.clock.turn(days=1)
    town.ask()
    (row,) = town.asks(2)
    assert [wave["round"] for wave in waves_of(row.facts)] == [str(first.id), str(second.id)]
    assert town.seat(2, second).ask_ref == row.key


def test_a_last_call_takes_the_place_of_an_ask_that_has_left(town: Town) -> None:
    round = town.opens()
    town.clock.turn(days=1)
    town.ask()
    with town.database.writing.begin() as connection:
        connection.execute(update(OUTBOX).where(OUTBOX.c.kind == NoticeKind.ASK).values(shown=1))
    town.turn_to(town.seat(2, round).last_call_at)
    town.ask()
    old, new = town.asks(2)
    assert waves_of(old.facts) == []
    assert old.wanted > old.shown
    assert [wave["last_call"] for wave in waves_of(new.facts)] == [True]


def test_two_workers_never_share_out_one_persons_seats(town: Town) -> None:
    if town.database.on_sqlite:
        pytest.skip("an embedded database has one worker")
    town.opens()
    town.opens()
    town.clock.turn(days=1)
    with town.database.writing.begin() as first:
        assert ask_those_due(first, town.clock(), limit=1) == 1
        assert town.ask() == 0
    town.ask()
    assert [len(town.asks(number)) for number in range(5)] == [1] * 5
