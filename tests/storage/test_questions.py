"""A question round in the tables: what was said is kept, shown to nobody before its time, and told at the close."""

from typing import Any

import pytest
from sqlalchemy import Connection

from decisions.ids import MemberId
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.terms import Shown, Terms
from decisions.rounds.commands import GiveAnswer, WriteDown
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Round, Stage
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from storage.database import Database
from storage.readable import Reading
from storage.reading.rounds import round_record
from storage.replay import entries, erase_member, replay
from storage.round_rows import load_round
from storage.writer import Writer
from tests.support.builders import (
    Community,
    TurnedClock,
    a_community,
    an_answer,
    an_open_round,
    done,
)

ASKED = Text(title="What should we do less of?", proposal="")


def an_open_question(writer: Writer, people: Community, shown: Shown = Shown.AT_CLOSE) -> Round:
    return an_open_round(writer, people, text=ASKED, way=Way.QUESTION, terms=Terms(shown=shown))


def say(writer: Writer, round: Round, by: MemberId, words: str, *, named: bool = True) -> None:
    key: dict[str, Any] = {"network_id": round.network_id, "round_id": round.id, "by": by}
    said = GiveAnswer(**key, kind=Kind.SPOKEN, words=words, named=named, replace=True)
    done(writer.submit(said, "").result(30))


def stored(database: Database, round: Round) -> Round:
    found = database.read_now(lambda c: load_round(c, round.network_id, round.id))
    assert found is not None
    return found


def closed(database: Database, writer: Writer, clock: TurnedClock, round: Round) -> Round:
    clock.turn(days=60)
    done(writer.settle_due().result(5))
    return stored(database, round)


def seen_by(database: Database, round: Round, reader: MemberId | None) -> RoundRecord:
    record = database.read_now(lambda c: round_record(c, round.network_id, round.id, reader))
    assert record is not None
    return record


def told(record: RoundRecord) -> set[tuple[MemberId, str, bool]]:
    return {(one.by, one.words, one.named) for one in record.spoken}


def journal(database: Database, round: Round) -> str:
    """As a member may read it."""

    def load(connection: Connection) -> str:
        shown = Reading().readable(entries(connection, round.network_id, round.id))
        return "\n".join(repr(entry) for entry in shown)

    return database.read_now(load)


def test_at_the_close_everyone_reads_what_was_said_each_once(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    round = an_open_question(writer, people)
    one, two, three, four, five = people.members
    say(writer, round, one, "Fewer meetings.")
    say(writer, round, two, "Less paper.", named=False)
    say(writer, round, one, "Shorter meetings.")
    done(writer.submit(an_answer(round, three, Kind.STAND_ASIDE), "").result(30))
    written = WriteDown(
        network_id=people.network_id,
        by=people.facilitator,
        round_id=round.id,
        member=four,
        kind=Kind.SPOKEN,
        words="Not confirmed.",
    )
    done(writer.submit(written, "").result(30))
    after = closed(database, writer, clock, round)
    assert after.stage is Stage.ANSWERED
    for reader in (None, five):
        record = seen_by(database, round, reader)
        assert told(record) == {(one, "Shorter meetings.", True), (two, "Less paper.", False)}
        assert {one, two} <= set(record.members)


def test_the_page_reads_in_the_order_in_which_the_journal_tells_it(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer, members=8)
    round = an_open_question(writer, people)
    for number, member in enumerate(people.members):
        say(writer, round, member, f"Words {number}.", named=number % 3 > 0)
    closed(database, writer, clock, round)
    record = seen_by(database, round, None)
    shown = journal(database, round)
    assert [shown.index(one.words) for one in record.spoken] == sorted(
        shown.index(one.words) for one in record.spoken
    )


@pytest.mark.parametrize(
    ("shown", "outside", "before", "after"),
    [
        (Shown.ALWAYS, 1, 1, 1),
        (Shown.AFTER_ANSWERING, 0, 0, 1),
        (Shown.AT_CLOSE, 0, 0, 0),
    ],
)
def test_what_is_read_before_the_close_is_as_the_terms_say(
    database: Database, writer: Writer, shown: Shown, outside: int, before: int, after: int
) -> None:
    people = a_community(writer)
    round = an_open_question(writer, people, shown)
    speaker, other = people.members[:2]
    say(writer, round, speaker, "Fewer meetings.")
    for reader, many in ((None, outside), (other, before), (speaker, after)):
        assert len(seen_by(database, round, reader).spoken) == many


def test_the_journal_tells_nothing_of_what_was_said_before_the_close(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    round = an_open_question(writer, people)
    say(writer, round, people.members[2], "Fewer meetings.")
    say(writer, round, people.members[3], "Less paper.", named=False)
    open_journal = journal(database, round)
    assert "meetings" not in open_journal
    assert "paper" not in open_journal
    closed(database, writer, clock, round)
    lines = [line for line in journal(database, round).splitlines() if "WordsTold" in line]
    named, unnamed = sorted(lines, key=lambda line: "paper" in line)
    assert "Fewer meetings." in named
    assert str(people.members[2]) in named
    assert "Less paper." in unnamed
    assert str(people.members[3]) not in unnamed


def test_the_journal_makes_the_round_again(database: Database, writer: Writer, clock: TurnedClock) -> None:
    people = a_community(writer)
    round = an_open_question(writer, people)
    say(writer, round, people.members[2], "Fewer meetings.")
    after = closed(database, writer, clock, round)
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == after


def test_what_one_person_said_can_be_erased_and_the_others_words_stay(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    round = an_open_question(writer, people)
    say(writer, round, people.members[2], "Fewer meetings.")
    say(writer, round, people.members[3], "Less paper.")
    closed(database, writer, clock, round)
    done(writer.run(lambda unit: erase_member(unit, people.network_id, people.members[2])).result(5))
    left = journal(database, round)
    assert "meetings" not in left
    assert "paper" in left
