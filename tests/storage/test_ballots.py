"""A ballot in the tables: kept, counted at its close from what is stored, and made again from the journal."""

from sqlalchemy import select

from decisions.rounds.answers import Kind
from decisions.rounds.ballots.choice import Choice, Pile
from decisions.rounds.ballots.result import Result
from decisions.rounds.ballots.terms import Reasons, Terms
from decisions.rounds.commands import WriteDown
from decisions.rounds.round import Round, Stage
from decisions.rounds.text import Text
from storage.cast import Cast
from storage.codec import RESULT, from_json
from storage.database import Database
from storage.replay import replay
from storage.round_rows import load_round
from storage.streams.seats import load_seats
from storage.tables import METADATA
from storage.writer import Writer
from tests.support.builders import (
    Community,
    TurnedClock,
    a_ballot,
    a_community,
    a_vote,
    an_answer,
    an_open_round,
    done,
)

QUESTION = Text(title="Where do we meet?", proposal="")
TERMS = Terms(reasons=Reasons.OPTIONAL)


def an_open_ballot(writer: Writer, people: Community) -> Round:
    return an_open_round(writer, people, text=QUESTION, ballot=a_ballot(), terms=TERMS)


def all_vote(writer: Writer, people: Community, round: Round, keys: str) -> None:
    for member, key in zip(people.members, keys, strict=True):
        done(writer.submit(a_vote(round, member, {key: 1}), "").result(30))


def stored(database: Database, round: Round) -> Round:
    found = database.read_now(lambda c: load_round(c, round.network_id, round.id))
    assert found is not None
    return found


def cast(database: Database, round: Round) -> set[Pile]:
    return database.read_now(lambda c: set(Cast(c, stored(database, round))))


def closed(database: Database, writer: Writer, clock: TurnedClock, round: Round) -> Round:
    clock.turn(days=60)
    done(writer.settle_due().result(5))
    return stored(database, round)


def test_a_vote_is_kept_as_it_was_given_and_found_again(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    member = people.members[2]
    done(writer.submit(a_vote(round, member, {"b": 1}, words="It is near."), "").result(30))
    seat = database.read_now(lambda c: load_seats(c, stored(database, round), {member}))[member]
    assert seat.heard
    assert seat.answer is not None
    assert (seat.answer.choice, seat.answer.words) == (Choice.of({"b": 1}), "It is near.")


def test_equal_votes_come_in_one_pile_and_only_those_that_count(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    one, two, three, four, five = people.members
    for member, key in ((one, "a"), (two, "b"), (three, "a")):
        done(writer.submit(a_vote(round, member, {key: 1}), "").result(30))
    done(writer.submit(a_vote(round, two, {"a": 1}), "").result(30))
    done(writer.submit(an_answer(round, four, Kind.STAND_ASIDE), "").result(30))
    told = WriteDown(
        network_id=people.network_id,
        by=people.facilitator,
        round_id=round.id,
        member=five,
        kind=Kind.CHOICE,
        choice=Choice.of({"c": 1}),
    )
    done(writer.submit(told, "").result(30))
    assert cast(database, round) == {Pile(Choice.of({"a": 1}), 3)}


def test_the_close_counts_what_is_stored_and_keeps_the_result(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    all_vote(writer, people, round, "abbbc")
    after = closed(database, writer, clock, round)
    assert after.stage is Stage.DECIDED
    assert after.decided is not None
    assert after.decided.winners == ("b",)
    result = _result(database, round)
    assert (result.counted, [int(one.figure) for one in result.standings]) == (5, [1, 3, 1])


def test_the_journal_makes_the_ballot_again(database: Database, writer: Writer, clock: TurnedClock) -> None:
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == stored(database, round)
    all_vote(writer, people, round, "abbbc")
    after = closed(database, writer, clock, round)
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == after


def _result(database: Database, round: Round) -> Result:
    table = METADATA.tables["ballot_result"]
    found = select(table.c.result).where(table.c.round_id == round.id)
    return from_json(RESULT, database.read_now(lambda c: c.execute(found).scalar_one()))
