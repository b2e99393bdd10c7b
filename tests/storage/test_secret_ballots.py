"""Secret ballots in the tables, and what a copy of everything tells of them after the close: who voted, and nothing of what."""

import hashlib
import logging
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from decisions.ids import MemberId
from decisions.people.commands import UnseatMember
from decisions.refusals import Reason
from decisions.rounds.ballots.choice import Choice, Pile
from decisions.rounds.ballots.receipt import LENGTH, SIGNS, Receipt
from decisions.rounds.ballots.recount import recount
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.commands import VoteInSecret, Withdraw
from decisions.rounds.round import Round, Stage
from decisions.rounds.text import Text
from storage.ballot_file import read
from storage.cast import Cast
from storage.database import BUSY_FOR, Database
from storage.exporting import ballot_lines
from storage.reading.ballots import with_papers
from storage.reading.rounds import round_record
from storage.replay import replay
from storage.round_rows import load_round
from storage.secret_ballots import any_traces, papers, wipe_traces
from storage.streams.seats import load_seats
from storage.tables import METADATA
from storage.writer import Declined, Done, Writer
from storage.written_anew import write_anew
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

QUESTION = Text(title="Who speaks for us?", proposal="")
OPTIONS = "abcdefgh"


def an_open_ballot(writer: Writer, people: Community) -> Round:
    terms = Terms(secret=True, least_voters=3)
    return an_open_round(writer, people, text=QUESTION, ballot=a_ballot(options=OPTIONS), terms=terms)


def a_receipt(chance: random.Random) -> Receipt:
    return Receipt("".join(chance.choices(SIGNS, k=LENGTH)))


def a_secret_vote(round: Round, by: MemberId, key: str, receipt: Receipt) -> VoteInSecret:
    choice = Choice.of({key: 1}) if key else None
    return VoteInSecret(network_id=round.network_id, by=by, round_id=round.id, receipt=receipt, choice=choice)


def submitted(writer: Writer, vote: VoteInSecret) -> Done | Declined:
    """As an adapter does: under a key of chance."""
    return writer.submit(vote, new_id().hex).result(30)


def closed(database: Database, writer: Writer, clock: TurnedClock, round: Round) -> Round:
    clock.turn(days=60)
    done(writer.settle_due().result(30))
    return stored(database, round)


def stored(database: Database, round: Round) -> Round:
    found = database.read_now(lambda c: load_round(c, round.network_id, round.id))
    assert found is not None
    return found


def cast(database: Database, round: Round) -> set[Pile]:
    return database.read_now(lambda c: set(Cast(c, stored(database, round))))


# --- as it is kept ----------------------------------------------------------------------------------------------


def test_who_voted_is_kept_and_what_stands_apart(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    member, receipt = people.members[2], a_receipt(random.Random(1))
    done(submitted(writer, a_secret_vote(round, member, "b", receipt)))
    seat = database.read_now(lambda c: load_seats(c, stored(database, round), {member}))[member]
    assert seat.heard
    assert seat.answer is None
    assert stored(database, round).tally.heard == 1
    assert cast(database, round) == {Pile(Choice.of({"b": 1}), 1)}


def test_the_same_form_again_is_known_by_its_receipt_whatever_its_key(
    database: Database, writer: Writer
) -> None:
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    vote = a_secret_vote(round, people.members[0], "b", a_receipt(random.Random(1)))
    assert not done(submitted(writer, vote)).repeat
    assert done(submitted(writer, vote)).repeat
    assert cast(database, round) == {Pile(Choice.of({"b": 1}), 1)}


def test_a_second_form_is_refused_and_leaves_no_ballot(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    chance = random.Random(1)
    done(submitted(writer, a_secret_vote(round, people.members[0], "b", a_receipt(chance))))
    again = submitted(writer, a_secret_vote(round, people.members[0], "a", a_receipt(chance)))
    assert isinstance(again, Declined)
    assert again.refusal.reason is Reason.VOTED_ALREADY
    assert cast(database, round) == {Pile(Choice.of({"b": 1}), 1)}


def test_a_vote_that_comes_twice_at_once_is_one(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    vote = a_secret_vote(round, people.members[0], "b", a_receipt(random.Random(1)))
    tickets = [writer.submit(vote, new_id().hex) for _ in range(20)]
    assert [done(ticket.result(30)).repeat for ticket in tickets].count(False) == 1
    assert stored(database, round).tally.heard == 1


def test_two_who_have_voted_in_secret_cannot_become_one_before_the_close(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    chance = random.Random(1)
    own, other, third, *_ = people.members
    for member in (own, other):
        done(submitted(writer, a_secret_vote(round, member, "b", a_receipt(chance))))
    with pytest.raises(AssertionError, match="both_have_voted"):
        unite(writer, people, own, other)
    assert stored(database, round).tally.asked == len(people.members), "nothing of it is half done"
    unite(writer, people, own, third)
    assert stored(database, round).tally.asked == len(people.members) - 1
    closed(database, writer, clock, round)
    unite(writer, people, own, other)


@pytest.mark.parametrize("voted_as", ["own", "other"])
def test_of_two_of_whom_one_has_voted_in_secret_the_one_they_become_does_not_vote_again(
    database: Database, writer: Writer, voted_as: str
) -> None:
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    chance = random.Random(1)
    own, other = people.members[2], people.members[4]
    first = own if voted_as == "own" else other
    done(submitted(writer, a_secret_vote(round, first, "b", a_receipt(chance))))
    unite(writer, people, own, other)
    again = submitted(writer, a_secret_vote(round, own, "a", a_receipt(chance)))
    assert isinstance(again, Declined)
    assert again.refusal.reason is Reason.VOTED_ALREADY
    assert stored(database, round).tally.heard == 1
    assert cast(database, round) == {Pile(Choice.of({"b": 1}), 1)}


def test_who_has_left_votes_no_more_and_their_vote_stays(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    chance = random.Random(1)
    for member in people.members[1:]:
        done(submitted(writer, a_secret_vote(round, member, "b", a_receipt(chance))))
    for member in (people.members[0], people.members[4]):
        seat = people.seat(people.members.index(member))
        unseat = UnseatMember(
            network_id=people.network_id,
            by=seat.member,
            circle_id=people.circle_id,
            member=seat.member,
        )
        done(writer.submit(unseat, "").result(30))
    refused = submitted(writer, a_secret_vote(round, people.members[0], "a", a_receipt(chance)))
    assert isinstance(refused, Declined)
    assert refused.refusal.reason is Reason.NOT_IN_CIRCLE
    after = closed(database, writer, clock, round)
    assert after.stage is Stage.DECIDED
    assert cast(database, round) == {Pile(Choice.of({"b": 1}), len(people.members) - 1)}


def test_while_it_is_open_no_ballot_is_listed_for_anybody(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    round, member = an_open_ballot(writer, people), people.members[2]
    done(submitted(writer, a_secret_vote(round, member, "b", a_receipt(random.Random(1)))))
    record = database.read_now(lambda c: round_record(c, round.network_id, round.id, member))
    assert record is not None
    listed = database.read_now(lambda c: with_papers(c, record, "", 100))
    assert (listed.papers, listed.papers_in_all) == ((), 0)
    assert listed.counted is None


def test_the_journal_makes_the_round_again_without_the_ballots(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    everyone = a_close(database, writer, clock)
    again = database.read_now(lambda c: replay(c, everyone.round.network_id, everyone.round.id))
    assert again == stored(database, everyone.round)


def test_the_published_list_is_counted_again_and_holds_every_receipt(
    database: Database, writer: Writer, clock: TurnedClock, tmp_path: Path
) -> None:
    everyone = a_close(database, writer, clock, blank=2)
    lines = database.read_now(lambda c: list(ballot_lines(c, everyone.round)))
    path = tmp_path / "R-1.ballot.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    file = read(path)
    assert recount(file.ballot, file, file.eligible, file.result) == ()
    assert file.result.counted == len(everyone.voters) - 2
    for receipt, key in zip(everyone.receipts, everyone.keys, strict=True):
        (own,) = [line for line in lines if receipt in line]
        assert (f'"choice":"{key}=1"' if key else '"choice":null') in own
    assert not [member for member in everyone.voters if str(member) in "".join(lines)]


def test_of_a_round_in_which_too_few_voted_no_ballot_is_left(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    chance = random.Random(1)
    for member in people.members[:2]:
        done(submitted(writer, a_secret_vote(round, member, "b", a_receipt(chance))))
    assert closed(database, writer, clock, round).stage is Stage.NOT_HEARD_ENOUGH
    assert not database.read_now(lambda c: list(papers(c, round)))
    assert database.read_now(any_traces)


def test_written_anew_in_parts_no_ballot_is_lost(
    database: Database, writer: Writer, clock: TurnedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.secret_ballots._AT_ONCE", 3)
    everyone = a_close(database, writer, clock, blank=2)
    kept = database.read_now(lambda c: [paper.receipt for paper in papers(c, everyone.round)])
    assert kept == sorted(everyone.receipts)


def test_of_a_round_that_is_withdrawn_no_ballot_is_left(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    done(submitted(writer, a_secret_vote(round, people.members[2], "b", a_receipt(random.Random(1)))))
    withdraw = Withdraw(network_id=people.network_id, by=people.proposer, round_id=round.id)
    done(writer.submit(withdraw, "").result(30))
    assert stored(database, round).stage is Stage.WITHDRAWN
    assert not database.read_now(lambda c: list(papers(c, round)))


# --- what a copy of everything tells ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Everyone:
    """All who voted in a round that has closed, in the order in which they came; what each voted is known to the test alone."""

    round: Round
    voters: Sequence[MemberId]
    keys: Sequence[str]
    receipts: Sequence[Receipt]


def a_close(
    database: Database,
    writer: Writer,
    clock: TurnedClock,
    *,
    voters: int = 8,
    seed: int = 5,
    blank: int = 0,
) -> Everyone:
    chance = random.Random(seed)
    people = a_community(writer, members=voters)
    round = an_open_ballot(writer, people)
    order = chance.sample(people.members, voters)
    keys = [OPTIONS[number % len(OPTIONS)] if number >= blank else "" for number in range(voters)]
    chance.shuffle(keys)
    receipts = [a_receipt(chance) for _ in order]
    for member, key, receipt in zip(order, keys, receipts, strict=True):
        done(submitted(writer, a_secret_vote(round, member, key, receipt)))
    after = closed(database, writer, clock, round)
    assert after.stage in {Stage.DECIDED, Stage.UNDECIDED}
    return Everyone(after, order, keys, receipts)


def dumped(database: Database) -> str:
    """Every row of every table, as a copy has them."""
    with database.reading.connect() as connection:
        return "\n".join(
            f"{table.name} {row}"
            for table in METADATA.sorted_tables
            for row in connection.execute(select(table)).all()
        )


def test_no_row_but_its_own_knows_a_receipt(
    database: Database, writer: Writer, clock: TurnedClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    everyone = a_close(database, writer, clock)
    wipe_traces(database)
    lines = dumped(database).splitlines()
    for receipt in everyone.receipts:
        (own,) = [line for line in lines if receipt in line]
        assert own.startswith("secret_ballot ")
        assert not [member for member in everyone.voters if member.hex in own or str(member) in own]
    assert not [receipt for receipt in everyone.receipts if receipt in caplog.text]


def test_no_digest_binds_a_member_to_a_receipt(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    """Whoever has the copy can try every member with every receipt and every choice: nothing that is stored answers to it."""
    everyone = a_close(database, writer, clock)
    stored_digests = dumped(database)
    tried = 0
    for member in everyone.voters:
        for receipt, key in zip(everyone.receipts, everyone.keys, strict=True):
            for guess in (receipt, f"{receipt}|{key}=1", f"vote:{receipt}", f"{key}=1"):
                for digest in (
                    hashlib.sha256(f"{member}|{guess}".encode()).hexdigest(),
                    hashlib.sha256(guess.encode()).hexdigest(),
                ):
                    tried += 1
                    assert digest not in stored_digests
                    assert digest[:32] not in stored_digests.replace("-", "")
    assert tried > 100


@dataclass(frozen=True)
class Copy:
    """What an attacker has: who voted, in the order of the journal, and the ballots in some order that the copy gives away."""

    voters: Sequence[MemberId]
    ballots: Sequence[str]


def matched(everyone: Everyone, copy: Copy) -> int:
    """How many voters an attacker finds who takes the order of the one for the order of the other."""
    voted = dict(zip(everyone.voters, everyone.receipts, strict=True))
    return sum(voted[member] == receipt for member, receipt in zip(copy.voters, copy.ballots, strict=True))


def in_the_journal(database: Database, round: Round) -> list[MemberId]:
    journal = METADATA.tables["journal"].c
    of_it = (journal.stream_id == round.id, journal.entry.contains("VotedInSecret"))
    with database.reading.connect() as connection:
        found = connection.execute(select(journal.member_id).where(*of_it).order_by(journal.seq))
        return [MemberId(id) for id in found.scalars()]


def in_key_order(database: Database, everyone: Everyone) -> list[str]:
    return [paper.receipt for paper in database.read_now(lambda c: list(papers(c, everyone.round)))]


def in_the_file(database: Database, everyone: Everyone) -> list[str]:
    """By where their bytes lie: in SQLite's file, or (``ctid``) in PostgreSQL's table."""
    if not database.on_sqlite:
        with database.reading.connect() as connection:
            lies = text("SELECT receipt FROM secret_ballot ORDER BY ctid, xmin::text::bigint")
            found: list[str] = list(connection.execute(lies).scalars())
            return [receipt for receipt in found if receipt in everyone.receipts]
    bytes_of_it = Path(str(database.url.database)).read_bytes()
    return sorted(everyone.receipts, key=lambda receipt: bytes_of_it.index(receipt.encode()))


ATTACKS: Final[Sequence[Callable[[Database, Everyone], Sequence[str]]]] = (
    in_key_order,
    in_the_file,
    lambda database, everyone: in_the_file(database, everyone)[::-1],
)
ROUNDS, VOTERS = 12, 8


@pytest.mark.slow
def test_a_copy_of_everything_finds_nobody_oftener_than_chance(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    """Of a random order one voter in each round is met by chance, give or take one: in all rounds together as many as there are,
    with a standard deviation of its square root. Five of them are too many."""
    closes = [a_close(database, writer, clock, voters=VOTERS, seed=seed) for seed in range(ROUNDS)]
    wipe_traces(database)
    most = ROUNDS + 5 * ROUNDS**0.5
    for attack in ATTACKS:
        found = 0
        for everyone in closes:
            voters = in_the_journal(database, everyone.round)
            assert voters == list(everyone.voters), "who voted, and when, is no secret"
            found += matched(everyone, Copy(voters, attack(database, everyone)))
        assert found <= most
    assert most < ROUNDS * VOTERS, "an order that gave them away would be seen"


def test_after_the_close_the_files_hold_each_ballot_once_and_no_log_of_how_they_came(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    if not database.on_sqlite:
        pytest.skip("what PostgreSQL's own log keeps is its administrator's (docs/decisions/0047)")
    everyone = a_close(database, writer, clock)
    assert database.read_now(any_traces)
    assert wipe_traces(database) == 1
    assert not database.read_now(any_traces)
    assert [_times(database, receipt) for receipt in everyone.receipts] == [1] * len(everyone.receipts)


def test_of_ballots_that_were_not_counted_the_files_hold_nothing(database: Database, writer: Writer) -> None:
    if not database.on_sqlite:
        pytest.skip("what PostgreSQL's own log keeps is its administrator's (docs/decisions/0047)")
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    receipt = a_receipt(random.Random(1))
    done(submitted(writer, a_secret_vote(round, people.members[2], "b", receipt)))
    assert _times(database, receipt)
    withdraw = Withdraw(network_id=people.network_id, by=people.proposer, round_id=round.id)
    done(writer.submit(withdraw, "").result(30))
    wipe_traces(database)
    assert _times(database, receipt) == 0


def test_postgresql_notes_nothing_of_the_ballots_of_a_vote_that_is_still_open(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    """Its statistics hold samples of a column: one after another, they would say which ballots came between two moments."""
    if database.on_sqlite:
        pytest.skip("SQLite keeps statistics only where it is told to, and it never is")
    a_close(database, writer, clock)
    assert wipe_traces(database) == 1
    with database.reading.connect() as connection:
        noted = text("SELECT count(*) FROM pg_stats WHERE tablename = 'secret_ballot'")
        assert connection.execute(noted).scalar_one() == 0
        by_itself = text("SELECT reloptions FROM pg_class WHERE relname = 'secret_ballot'")
        assert connection.execute(by_itself).scalar_one() == ["autovacuum_enabled=false"]


def test_while_somebody_still_sees_what_was_the_traces_stay_noted_and_are_wiped_later(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    """Whatever else they look at: their view of the whole database is from before the close."""
    with database.reading.connect() as connection, connection.begin():
        connection.execute(select(METADATA.tables["network"])).all()
        everyone = a_close(database, writer, clock)
        assert wipe_traces(database) == 0
        assert database.read_now(any_traces)
    assert wipe_traces(database) == 1
    assert not database.read_now(any_traces)
    assert in_key_order(database, everyone) == sorted(everyone.receipts)


def test_while_somebody_writes_or_dumps_the_traces_are_wiped_later_and_nobody_waits_for_it(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    a_close(database, writer, clock)
    with database.writing.connect() as connection, connection.begin():
        connection.execute(select(METADATA.tables["secret_ballot"])).all()
        began = monotonic()
        assert wipe_traces(database) == 0
        assert monotonic() - began < BUSY_FOR + 5
    assert wipe_traces(database) == 1


def test_a_wipe_that_fails_leaves_no_connection_that_commits_by_itself(database: Database) -> None:
    if database.on_sqlite:
        pytest.skip("a connection that writes to SQLite is nobody's afterwards")
    with pytest.raises(SQLAlchemyError):
        write_anew(database, "nowhere", "traces")
    with database.writing.connect() as connection, connection.begin() as transaction:
        connection.exec_driver_sql("CREATE TABLE undone (id integer)")
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar_one() == "0"
        transaction.rollback()
    assert not inspect(database.reading).has_table("undone")


def _times(database: Database, receipt: str) -> int:
    """In all of the database's files together."""
    return sum(path.read_bytes().count(receipt.encode()) for path in _files(database))


def _files(database: Database) -> Iterator[Path]:
    path = Path(str(database.url.database))
    return path.parent.glob(path.name + "*")
