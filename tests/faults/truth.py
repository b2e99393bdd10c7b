"""What must hold after any fault: the tables agree with each other, with the journal, and with the cards that people see."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Connection, func, select

from decisions.rounds.answers import Kind
from decisions.rounds.postings import CardKind
from decisions.rounds.round import Round
from storage.checking import verify
from storage.database import Database
from storage.postings import POSTING
from storage.replay import replay
from storage.round_rows import load_round
from storage.tables import METADATA
from tests.fakes.slack import FakeSlack
from tests.faults.gathering import Gathering

ANSWER, TALLY, SEAT, REMARK, JOURNAL, DONE = (
    METADATA.tables[name] for name in ("answer", "tally", "seat", "remark", "journal", "done_key")
)
KINDS = tuple(kind.value for kind in Kind)


@dataclass(frozen=True)
class Truth:
    """One moment of a database."""

    round: Round
    answers: dict[UUID, tuple[Kind, str]]
    heard: frozenset[UUID]
    counted: int
    """Answers of every kind, as the tallies count them."""
    counted_heard: int
    questions: tuple[str, ...]
    entries: int
    keys: int

    @classmethod
    def of(cls, connection: Connection, round: Round) -> Self:
        found = load_round(connection, round.network_id, round.id)
        assert found is not None
        answers = connection.execute(select(ANSWER.c.member_id, ANSWER.c.kind, ANSWER.c.words)).all()
        tallies = connection.execute(select(TALLY)).all()
        return cls(
            round=found,
            answers={row.member_id: (row.kind, row.words) for row in answers},
            heard=frozenset(connection.execute(select(SEAT.c.member_id).where(SEAT.c.heard)).scalars()),
            counted=sum(getattr(row, kind) for row in tallies for kind in KINDS),
            counted_heard=sum(row.heard for row in tallies),
            questions=tuple(connection.execute(select(REMARK.c.text).order_by(REMARK.c.text)).scalars()),
            entries=_count(connection, JOURNAL),
            keys=_count(connection, DONE),
        )


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def check(gathering: Gathering) -> Truth:
    """The truth, which must be one: nothing counted twice or not at all, and the journal tells the same story."""
    database = Database(gathering.url)
    try:
        return database.read_now(lambda connection: _check(connection, gathering.round))
    finally:
        database.close()


def _check(connection: Connection, round: Round) -> Truth:
    truth = Truth.of(connection, round)
    assert truth.counted == truth.counted_heard == len(truth.answers) == truth.round.tally.heard
    assert truth.heard == set(truth.answers)
    assert len(truth.questions) == len(set(truth.questions)), "a question was recorded twice"
    assert verify(connection) is None
    assert replay(connection, round.network_id, round.id) == truth.round
    return truth


def waiting_cards(gathering: Gathering) -> list[Any]:
    """Cards that do not show yet what they should. (The bump is for the round's last day.)"""
    database = Database(gathering.url)
    try:
        now = POSTING.c.kind != CardKind.BUMP
        behind = select(POSTING).where(POSTING.c.shown < POSTING.c.wanted, now)
        return database.read_now(lambda connection: list(connection.execute(behind).all()))
    finally:
        database.close()


def check_cards(gathering: Gathering, truth: Truth) -> None:
    """The card has the final numbers, each question stands once in its thread, and nothing was posted twice."""
    asked = truth.round.tally.asked
    assert f"Heard {len(truth.answers):,} of {asked:,}" in gathering.card.words
    thread = gathering.channel.thread(gathering.card)
    assert sorted(_quoted(message.words, truth.questions) for message in thread) == sorted(truth.questions)
    assert posted_twice(gathering.slack) == []


def _quoted(words: str, questions: Iterable[str]) -> str:
    (quoted,) = [question for question in questions if question in words]
    return quoted


def posted_twice(slack: FakeSlack) -> list[str]:
    """The keys of messages that stand more than once anywhere."""
    messages = [message for channel in slack.channels.values() for message in channel.messages]
    keys = Counter(each.metadata["event_payload"]["key"] for each in messages if each.metadata)
    return [key for key, times in keys.items() if times > 1]
