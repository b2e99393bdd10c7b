"""Who is in and who waits, from the tables; and the same again from the journal."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from sqlalchemy import select

from decisions.ids import MemberId
from decisions.rounds.ballots.ballot import Ballot, Method, Rules
from decisions.rounds.ballots.methods import METHODS
from decisions.rounds.ballots.terms import Terms, usual_terms
from decisions.rounds.commands import NoteDeparture
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Round
from storage.database import Database
from storage.deliveries import on_recorded
from storage.reading.rounds import round_record
from storage.replay import replay
from storage.round_rows import load_round
from storage.tables import METADATA
from storage.writer import Writer
from tests.storage.test_uniting import unite
from tests.support.builders import Community, TurnedClock, a_community, a_vote, an_open_round, done


@pytest.fixture
def writer(database: Database, clock: TurnedClock) -> Iterator[Writer]:
    with Writer(database, clock, (on_recorded,)) as writer:
        yield writer


@pytest.fixture
def people(writer: Writer) -> Community:
    return a_community(writer)


def an_opt_in(writer: Writer, people: Community, room: int, terms: Terms | None = None) -> Round:
    ballot = Ballot(Method.OPT_IN, METHODS[Method.OPT_IN].options, Rules(limit=room))
    return an_open_round(writer, people, ballot=ballot, terms=terms or usual_terms(Method.OPT_IN))


def say(writer: Writer, round: Round, *said: tuple[MemberId, str]) -> None:
    """All at once, as they come in a rush."""
    waiting = [writer.submit(a_vote(round, member, {key: 1}), "") for member, key in said]
    for each in waiting:
        done(each.result(30))


def seen(database: Database, round: Round, reader: MemberId | None = None) -> RoundRecord:
    found = database.read_now(lambda c: round_record(c, round.network_id, round.id, reader))
    assert found is not None
    return found


def told(database: Database) -> list[UUID]:
    o = METADATA.tables["outbox"].c
    moved = select(o.member_id).where(o.kind == NoticeKind.MOVED_UP).order_by(o.next_at)
    return database.read_now(lambda c: list(c.execute(moved).scalars()))


def test_the_first_are_in_and_the_others_know_their_number(
    writer: Writer, database: Database, people: Community
) -> None:
    one, two, three, four = people.members[:4]
    round = an_opt_in(writer, people, room=2)
    say(writer, round, (three, "in"), (one, "in"), (four, "in"), (two, "in"))
    record = seen(database, round)
    assert (record.taking_part, record.waiting) == ((three, one), (four, two))
    assert [seen(database, round, who).waits_as for who in (three, one, four, two)] == [0, 0, 1, 2]


def test_who_steps_back_in_the_same_rush_makes_room(
    writer: Writer, database: Database, people: Community
) -> None:
    one, two, three, four = people.members[:4]
    round = an_opt_in(writer, people, room=1)
    say(writer, round, (one, "in"), (two, "in"), (three, "in"), (one, "out"), (four, "in"))
    record = seen(database, round)
    assert (record.taking_part, record.waiting) == ((two,), (three, four))
    assert told(database) == [two]


def test_two_accounts_of_one_person_take_one_place(
    writer: Writer, database: Database, people: Community
) -> None:
    one, two, three = people.members[1:4]
    round = an_opt_in(writer, people, room=2)
    say(writer, round, (one, "in"), (two, "in"), (three, "in"))
    unite(writer, people, one, two)
    record = seen(database, round)
    assert (record.taking_part, record.waiting) == ((one, three), ())


def test_who_leaves_the_circle_has_no_place_any_more(
    writer: Writer, database: Database, people: Community
) -> None:
    one, two, three = people.members[1:4]
    for room, named in ((1, (two,)), (0, (two, three))):
        round = an_opt_in(writer, people, room=room)
        say(writer, round, (one, "in"), (two, "in"), (three, "in"))
        gone = NoteDeparture(network_id=round.network_id, by=one, round_id=round.id)
        done(writer.submit(gone, "").result(30))
        assert set(seen(database, round).taking_part) == set(named)


def test_what_is_sealed_names_nobody_before_the_close(
    writer: Writer, database: Database, clock: TurnedClock, people: Community
) -> None:
    round = an_opt_in(writer, people, room=1, terms=Terms())
    say(writer, round, *((member, "in") for member in people.members))
    assert (seen(database, round).taking_part, seen(database, round).waiting) == ((), ())
    clock.turn(days=60)
    done(writer.settle_due().result(5))
    assert seen(database, round).taking_part == tuple(people.members[:1])
    assert seen(database, round).waiting == tuple(people.members[1:])


def test_where_all_have_room_all_who_are_in_are_named(
    writer: Writer, database: Database, people: Community
) -> None:
    one, two, three = people.members[:3]
    round = an_opt_in(writer, people, room=0)
    say(writer, round, (two, "in"), (one, "in"), (three, "out"))
    assert set(seen(database, round).taking_part) == {one, two}


def test_the_journal_tells_the_same_line(writer: Writer, database: Database, people: Community) -> None:
    one, two, three = people.members[:3]
    round = an_opt_in(writer, people, room=1)
    say(writer, round, (one, "in"), (two, "in"), (three, "in"), (one, "out"))
    stored = database.read_now(lambda c: load_round(c, round.network_id, round.id))
    again = database.read_now(lambda c: replay(c, round.network_id, round.id))
    assert stored is not None
    assert isinstance(again, Round)
    assert stored.line == again.line
    assert (stored.line.taken, stored.line.waiting) == (1, 1)
