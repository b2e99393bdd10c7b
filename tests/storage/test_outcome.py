"""What a vote means is told to everyone once, and corrected where it stands."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select, update

from decisions.rounds.commands import TellOutcome
from decisions.rounds.notices import NoticeKind
from decisions.rounds.postings import CardKind
from decisions.rounds.round import Round
from storage.database import Database
from storage.deliveries import on_recorded
from storage.outbox import IDENTITY, OUTBOX, SEAT, Reach, address_due
from storage.postings import POSTING
from storage.replay import replay
from storage.round_rows import load_round
from storage.tables.delivery import Delivery
from storage.writer import Writer
from tests.storage.test_postings import a_place
from tests.support.builders import A_TUESDAY, TurnedClock, a_ballot, a_community, a_vote, an_open_round, done

WORDS = "We meet at the library from March on."
LATER = A_TUESDAY + timedelta(days=40)
REACH = Reach(frozenset({"slack", "email"}))


class Closed:
    """A vote of five that has closed. Members 0 to 3 are in Slack, 4 comes by a link; 2 was asked in private."""

    def __init__(self, database: Database, clock: TurnedClock) -> None:
        self.database, self.clock = database, clock
        self.writer = Writer(database, clock, [on_recorded]).start()
        self.people = a_community(self.writer, 5)
        self._in_slack(0, 1, 2, 3)
        a_place(database, self.people)
        self.round: Round = an_open_round(self.writer, self.people, ballot=a_ballot())
        for member in self.people.members:
            done(self.writer.submit(a_vote(self.round, member, {"a": 1}), "").result(30))
        self._change(
            update(SEAT).where(SEAT.c.member_id == self.people.members[2]).values(asked_at=A_TUESDAY)
        )
        clock.turn(days=30)
        done(self.writer.settle_due().result(30))

    def tell(self, words: str = WORDS) -> None:
        command = TellOutcome(
            network_id=self.people.network_id,
            by=self.people.facilitator,
            round_id=self.round.id,
            words=words,
        )
        done(self.writer.submit(command, "").result(30))

    def address(self) -> None:
        """An audience first, then each of it."""
        for _ in range(3):
            with self.database.writing.begin() as connection:
                address_due(connection, LATER, REACH)

    def sent(self, kind: NoticeKind) -> None:
        self._change(update(OUTBOX).where(OUTBOX.c.kind == kind, OUTBOX.c.lane != "").values(shown=1))

    def told(self, kind: NoticeKind = NoticeKind.OUTCOME) -> list[UUID]:
        rows = self._rows(select(OUTBOX).where(OUTBOX.c.kind == kind, OUTBOX.c.member_id.is_not(None)))
        return [row.member_id for row in rows]

    def to_edit(self) -> list[UUID]:
        waits = (OUTBOX.c.kind == NoticeKind.OUTCOME, OUTBOX.c.shown > 0, OUTBOX.c.wanted > OUTBOX.c.shown)
        return [row.member_id for row in self._rows(select(OUTBOX).where(*waits))]

    def cards_to_edit(self) -> set[CardKind]:
        behind = select(POSTING).where(POSTING.c.wanted > POSTING.c.shown, POSTING.c.shown > 0)
        return {row.kind for row in self._rows(behind)}

    def cards_stand(self) -> None:
        self._change(update(POSTING).values(shown=POSTING.c.wanted, state=Delivery.OPEN))

    def _rows(self, query: Any) -> list[Any]:
        return self.database.read_now(lambda c: list(c.execute(query).all()))

    def _change(self, statement: Any) -> None:
        with self.database.writing.begin() as connection:
            connection.execute(statement)

    def _in_slack(self, *numbers: int) -> None:
        for number in numbers:
            account = {"platform": "slack", "tenant": "T1", "user_id": f"U{number}", "made_at": A_TUESDAY}
            member = {"network_id": self.people.network_id, "member_id": self.people.members[number]}
            self._change(insert(IDENTITY).values(**account, **member))


@pytest.fixture
def closed(database: Database, clock: TurnedClock) -> Iterator[Closed]:
    vote = Closed(database, clock)
    yield vote
    vote.writer.stop()


def test_it_is_kept_and_can_be_replayed(closed: Closed) -> None:
    closed.tell()
    closed.tell("We meet online.")

    def both(connection: Any) -> tuple[Any, Any]:
        found = (connection, closed.people.network_id, closed.round.id)
        return load_round(*found), replay(*found)

    kept, replayed = closed.database.read_now(both)
    assert kept == replayed
    assert (kept.outcome_statement.words, kept.outcome_statement.version) == ("We meet online.", 2)


def test_those_asked_in_private_and_those_by_link_are_told_once(closed: Closed) -> None:
    members = closed.people.members
    closed.address()
    closed.sent(NoticeKind.RESULT)
    closed.tell()
    closed.address()
    assert set(closed.told()) == {members[2], members[4]}
    closed.tell("We meet online.")
    closed.address()
    assert len(closed.told()) == 2


def test_a_result_that_has_not_left_yet_says_it_in_the_same_message(closed: Closed) -> None:
    closed.tell()
    closed.address()
    assert closed.told(NoticeKind.RESULT) == [closed.people.members[4]]
    assert closed.told() == [closed.people.members[2]]


def test_a_correction_is_edited_into_what_has_been_sent(closed: Closed) -> None:
    closed.tell()
    closed.address()
    closed.sent(NoticeKind.OUTCOME)
    assert closed.to_edit() == []
    closed.tell("We meet online.")
    assert closed.to_edit() == [closed.people.members[2]]


def test_the_cards_that_show_the_result_are_edited(closed: Closed) -> None:
    closed.cards_stand()
    closed.tell()
    assert closed.cards_to_edit() == {CardKind.ROUND, CardKind.RESULT}
