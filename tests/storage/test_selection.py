"""A selection in the tables: nominations are sealed, then told, the newest of each; and the journal makes the same round."""

from typing import Any

import pytest

from decisions.ids import MemberId
from decisions.roles.role import Description, Filling
from decisions.rounds.answers import Kind
from decisions.rounds.commands import (
    AnswerProposed,
    ConfirmWritten,
    GiveAnswer,
    ProposePeople,
    WriteDown,
)
from decisions.rounds.record import RoundRecord
from decisions.rounds.round import Round, Stage
from decisions.rounds.selection.vacancy import Vacancy
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from storage.database import Database
from storage.readable import Reading
from storage.reading.home import home_record
from storage.reading.rounds import round_record
from storage.replay import entries
from storage.writer import Writer
from tests.storage.test_uniting import unite
from tests.support.builders import A_TUESDAY, Community, TurnedClock, a_community, an_open_round
from tests.support.roles import a_role
from tests.support.selections import all_nominate, closes, does, key, nominate
from tests.support.selections import stored_round as stored

SCRIBE = Vacancy(
    "Scribe", "So that nobody misses what we agreed.", "Notes within two days.", "A year", places=2
)


@pytest.fixture
def people(writer: Writer) -> Community:
    return a_community(writer)


@pytest.fixture
def round(writer: Writer, people: Community) -> Round:
    role = a_role(
        writer, people, description=Description("Scribe", "To remember."), places=2, filling=Filling.SELECTION
    )
    return an_open_round(writer, people, text=Text("", ""), way=Way.SELECTION, vacancy=SCRIBE, role=role.id)


def seen_by(database: Database, round: Round, reader: MemberId | None) -> RoundRecord:
    record = database.read_now(lambda c: round_record(c, round.network_id, round.id, reader))
    assert record is not None
    return record


def waits_for(database: Database, round: Round, member: MemberId) -> bool:
    home = database.read_now(lambda c: home_record(c, round.network_id, member, A_TUESDAY))
    assert home is not None
    return round.id in {line.round.id for line in home.waiting}


def test_a_nomination_is_read_by_nobody_else_before_all_are_told(
    database: Database, writer: Writer, people: Community, round: Round
) -> None:
    nominate(writer, round, people.members[2], people.members[3], "For her garden.")
    for reader in (None, people.members[3], people.facilitator, people.proposer):
        record = seen_by(database, round, reader)
        assert record.nominations == ()
        assert "garden" not in repr(record)
        assert record.round.tally.of(Kind.NOMINATED) == 0
    own = seen_by(database, round, people.members[2]).seat.answer
    assert own is not None
    assert (own.nominee, own.words) == (people.members[3], "For her garden.")
    shown = database.read_now(
        lambda c: repr(list(Reading().readable(entries(c, round.network_id, round.id))))
    )
    assert "garden" not in shown
    assert stored(database, round).tally.heard == 1


def test_everyone_reads_the_reasons_and_the_newest_of_each(
    database: Database, writer: Writer, people: Community, round: Round, clock: TurnedClock
) -> None:
    a, b, passes = people.members[2], people.members[3], people.members[4]
    nominate(writer, round, a, b, "For her garden.")
    does(writer, GiveAnswer(**key(round, passes), kind=Kind.STAND_ASIDE, words="Please not me."))
    closes(database, writer, round, clock)
    assert stored(database, round).stage is Stage.CHANGING
    told = {(one.by, one.nominee, one.words) for one in seen_by(database, round, a).nominations}
    assert told == {(a, b, "For her garden."), (passes, None, "Please not me.")}
    nominate(writer, round, a, people.members[1], "He reads aloud.")
    assert {one.words for one in seen_by(database, round, b).nominations} == {
        "For her garden.",
        "Please not me.",
    }
    closes(database, writer, round, clock)
    after = seen_by(database, round, None).nominations
    assert {(one.by, one.words, one.changed) for one in after} == {
        (a, "He reads aloud.", True),
        (passes, "Please not me.", False),
    }
    assert {a, b, passes, people.members[1]} <= set(seen_by(database, round, None).members)


def test_what_was_written_down_for_somebody_is_theirs_to_confirm_and_says_who_wrote_it(
    database: Database, writer: Writer, people: Community, round: Round, clock: TurnedClock
) -> None:
    by = stored(database, round).facilitator
    assert by is not None
    sure, unsure, nominee = people.members[2:5]
    for member, words in ((sure, "For her garden."), (unsure, "For her songs.")):
        said: dict[str, Any] = {"kind": Kind.NOMINATED, "nominee": nominee, "words": words}
        does(writer, WriteDown(**key(round, by), member=member, **said))
    for reader in (None, nominee, by):
        assert "garden" not in repr(seen_by(database, round, reader))
    mine = seen_by(database, round, sure)
    assert mine.written_for_reader is not None
    assert (mine.written_for_reader.nominee, mine.seat.answer) == (nominee, None)
    home = database.read_now(lambda c: home_record(c, round.network_id, sure, A_TUESDAY))
    assert home is not None
    assert [line.round.id for line in home.to_confirm] == [round.id]
    does(writer, ConfirmWritten(**key(round, sure)))
    closes(database, writer, round, clock)
    (told,) = seen_by(database, round, None).nominations
    assert (told.by, told.nominee, told.written_by) == (sure, nominee, by)
    assert by in seen_by(database, round, None).members


def test_who_keeps_their_nomination_may_say_a_word_about_it_that_everyone_reads(
    database: Database, writer: Writer, people: Community, round: Round, clock: TurnedClock
) -> None:
    a, b, c = people.members[2:5]
    nominate(writer, round, a, b, "For her garden.")
    nominate(writer, round, b, c, "He reads aloud.")
    closes(database, writer, round, clock)
    does(writer, GiveAnswer(**key(round, a), kind=Kind.STAND_ASIDE, words="For her garden."))
    does(writer, GiveAnswer(**key(round, b), kind=Kind.STAND_ASIDE, words="Please not me."))
    closes(database, writer, round, clock)
    told = [(one.by, one.nominee, one.words) for one in seen_by(database, round, None).nominations]
    assert sorted(told, key=str) == sorted(
        [(a, b, "For her garden."), (b, c, "He reads aloud."), (b, None, "Please not me.")], key=str
    )
    assert told.index((b, None, "Please not me.")) == told.index((b, c, "He reads aloud.")) + 1


def test_from_the_nomination_to_the_role_each_is_asked_in_turn(
    database: Database, writer: Writer, people: Community, round: Round, clock: TurnedClock
) -> None:
    nominee = people.members[3]
    all_nominate(writer, round, people, nominee)
    closes(database, writer, round, clock)
    closes(database, writer, round, clock)
    proposing = stored(database, round)
    assert proposing.stage is Stage.PROPOSING
    assert proposing.facilitator is not None
    assert waits_for(database, round, proposing.facilitator)
    assert not waits_for(database, round, nominee)
    by = key(round, proposing.facilitator)
    does(writer, ProposePeople(**by, people=(nominee,), words="Her notes are read."))
    for member in people.members:
        does(writer, GiveAnswer(**key(round, member), kind=Kind.CONSENT))
    closes(database, writer, round, clock)
    assert stored(database, round).stage is Stage.ACCEPTING
    assert waits_for(database, round, nominee)
    assert not waits_for(database, round, proposing.facilitator)
    does(writer, AnswerProposed(**key(round, nominee), accept=True))
    over = stored(database, round)
    assert over.stage is Stage.SELECTED
    assert over.selection is not None
    assert over.selection.proposed == over.selection.accepted == (nominee,)
    shown = database.read_now(
        lambda c: repr(list(Reading().readable(entries(c, round.network_id, round.id))))
    )
    for words in ("Reason 2.", "Her notes are read.", "So that nobody misses"):
        assert words in shown


def test_whoever_nominated_either_account_of_one_person_nominated_them(
    database: Database, writer: Writer, people: Community, round: Round, clock: TurnedClock
) -> None:
    one, other = people.members[3], people.members[4]
    nominate(writer, round, people.members[2], other, "For her garden.")
    unite(writer, people, one, other)
    closes(database, writer, round, clock)
    assert stored(database, round).stage is Stage.CHANGING
    assert [each.nominee for each in seen_by(database, round, None).nominations] == [one]
