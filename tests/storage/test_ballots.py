"""A ballot in the tables: kept, counted at its close from what is stored, and made again from the journal."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from decisions.ids import MemberId
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.ballot import Ballot, BallotOption, Method
from decisions.rounds.ballots.choice import Choice, Pile
from decisions.rounds.ballots.moment import Moment
from decisions.rounds.ballots.recount import recount
from decisions.rounds.ballots.result import Result
from decisions.rounds.ballots.terms import Reasons, Shown, Terms
from decisions.rounds.commands import AddOption, ChangeBallot, WriteDown
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Round, Stage
from decisions.rounds.text import Text
from storage.ballot_file import read
from storage.cast import Cast
from storage.codec import RESULT, from_json
from storage.database import Database
from storage.exporting import ballot_lines, counted_ballots
from storage.reading.ballots import kept_result
from storage.reading.rounds import round_record
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


def test_of_a_time_that_was_found_it_is_read_who_can_come(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    starts = datetime(2031, 1, 6, 15, tzinfo=UTC)
    times = (BallotOption("a", "", moment=Moment(starts)), BallotOption("b", "", moment=Moment(starts, 90)))
    poll = Ballot(Method.TIME_POLL, times)
    round = an_open_round(writer, people, text=QUESTION, ballot=poll, terms=TERMS)
    one, two, three, *others = people.members
    for member, said in (
        (one, {"a": 1, "b": 2}),
        (two, {"b": 2}),
        *((who, {"a": 2}) for who in (three, *others)),
    ):
        done(writer.submit(a_vote(round, member, said), "").result(30))
    assert seen_by(database, round, one).who_can == ()
    after = closed(database, writer, clock, round)
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == after
    assert after.ballot is not None
    assert after.ballot.options == times
    record = seen_by(database, after, one)
    assert [who.if_need_be for who in record.who_can] == [False, False, False, True]
    assert {who.by for who in record.who_can} == {one, three, *others} <= set(record.members)


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
    terms = Terms(members_add=True)
    round = an_open_round(writer, people, text=QUESTION, ballot=a_ballot(), terms=terms)
    key: dict[str, Any] = {"network_id": people.network_id, "by": people.proposer, "round_id": round.id}
    changed = ChangeBallot(**key, text=QUESTION, ballot=a_ballot(options="abcd"))
    done(writer.submit(changed, "").result(30))
    done(writer.submit(AddOption(**key, label="At school"), "").result(30))
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == stored(database, round)
    all_vote(writer, people, round, "abbbc")
    after = closed(database, writer, clock, round)
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == after


def test_what_has_closed_is_written_to_a_file_from_which_anyone_gets_the_same_result(
    database: Database, writer: Writer, clock: TurnedClock, tmp_path: Path
) -> None:
    people = a_community(writer)
    ballot = a_ballot(options="aBc")
    round = an_open_round(writer, people, text=QUESTION, ballot=ballot, terms=TERMS)
    all_vote(writer, people, round, "cBBac")
    assert database.read_now(lambda c: list(counted_ballots(c, round.network_id))) == []
    closed(database, writer, clock, round)
    (found,) = database.read_now(lambda c: list(counted_ballots(c, round.network_id)))
    lines = database.read_now(lambda c: list(ballot_lines(c, found)))
    assert [json.loads(line)["choice"] for line in lines[1:]] == ["B=1", "a=1", "c=1"]
    assert not [line for line in lines if any(str(member) in line for member in people.members)]
    path = tmp_path / "vote.jsonl"
    path.write_text("".join(lines), encoding="utf-8")
    file = read(path)
    assert file.ballot == found.ballot
    assert recount(file.ballot, file, file.eligible, file.result) == ()


@pytest.mark.parametrize(
    ("shown", "outside", "before", "after"),
    [
        (Shown.ALWAYS, 1, 1, 1),
        (Shown.AFTER_ANSWERING, None, None, 1),
        (Shown.AT_CLOSE, None, None, None),
    ],
)
def test_what_is_seen_before_the_close_is_as_the_terms_say(
    database: Database,
    writer: Writer,
    shown: Shown,
    outside: int | None,
    before: int | None,
    after: int | None,
) -> None:
    people = a_community(writer)
    round = an_open_round(writer, people, text=QUESTION, ballot=a_ballot(), terms=Terms(shown=shown))
    voter, other = people.members[:2]
    done(writer.submit(a_vote(round, voter, {"b": 1}, words="Why."), "").result(30))
    for reader, counted in ((None, outside), (other, before), (voter, after)):
        record = seen_by(database, round, reader)
        assert (record.counted.counted if record.counted else None) == counted
        assert record.reasons == ()


def test_after_the_close_everyone_sees_the_result_and_the_reasons(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    round = an_open_ballot(writer, people)
    all_vote(writer, people, round, "abbbc")
    done(writer.submit(a_vote(round, people.members[0], {"c": 1}, words="It is warm."), "").result(30))
    closed(database, writer, clock, round)
    record = seen_by(database, round, None)
    assert record.counted == _result(database, round)
    assert [(why.by, why.words, why.choice) for why in record.reasons] == [
        (people.members[0], "It is warm.", Choice.of({"c": 1}))
    ]
    assert people.members[0] in record.members


def seen_by(database: Database, round: Round, reader: MemberId | None) -> RoundRecord:
    record = database.read_now(lambda c: round_record(c, round.network_id, round.id, reader))
    assert record is not None
    return record


def _result(database: Database, round: Round) -> Result:
    table = METADATA.tables["ballot_result"]
    found = select(table.c.result).where(table.c.round_id == round.id)
    return from_json(RESULT, database.read_now(lambda c: c.execute(found).scalar_one()))


# --- by stakeholder group -------------------------------------------------------------------------------------

BY_GROUP = Terms(by_group=True)


def a_closed_ballot_by_group(
    database: Database, writer: Writer, clock: TurnedClock, ballot: Ballot, members: int = 9
) -> tuple[Community, Round]:
    """Of nine, five are parent partners and four providers; each group is of one mind."""
    people = a_community(writer, members)
    round = an_open_round(writer, people, text=QUESTION, ballot=ballot, terms=BY_GROUP)
    for number, member in enumerate(people.members):
        done(writer.submit(a_vote(round, member, {"ab"[number % 2]: 1}), "").result(30))
    return people, closed(database, writer, clock, round)


def test_a_result_is_told_by_group_where_the_terms_let_it(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people, after = a_closed_ballot_by_group(database, writer, clock, a_ballot())
    result = kept(database, after)
    assert [(part.group, part.counted) for part in result.by_group] == list(
        zip(people.groups, (5, 4), strict=True)
    )
    round = an_open_ballot(writer, people)
    all_vote(writer, people, round, "ababababa")
    assert kept(database, closed(database, writer, clock, round)).by_group == ()


@pytest.mark.parametrize("method", [Method.CHOOSE_ONE, Method.APPROVAL])
def test_its_file_tells_of_groups_no_more_than_the_result(
    database: Database, writer: Writer, clock: TurnedClock, tmp_path: Path, method: Method
) -> None:
    people, after = a_closed_ballot_by_group(database, writer, clock, a_ballot(method))
    lines = database.read_now(lambda c: list(ballot_lines(c, after)))
    piles = [json.loads(line) for line in lines[1:]]
    groups = [str(group) for group in people.groups]
    assert [pile.get("group") for pile in piles] == (groups if method is Method.CHOOSE_ONE else [None, None])
    path = tmp_path / "ballot"
    path.write_text("".join(lines), encoding="utf-8")
    file = read(path)
    assert recount(file.ballot, file, file.eligible, file.result) == ()


def test_a_group_that_is_not_shown_by_itself_is_not_in_the_file_either(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    _, after = a_closed_ballot_by_group(database, writer, clock, a_ballot(), members=5)
    assert kept(database, after).by_group == (), "two providers: nothing is broken down"
    lines = database.read_now(lambda c: list(ballot_lines(c, after)))
    assert "group" not in "".join(lines)


def kept(database: Database, round: Round) -> Result:
    result = database.read_now(lambda c: kept_result(c, round))
    assert result is not None
    return result
