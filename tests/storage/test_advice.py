"""An advice process in the tables: advice is read by all as it comes, and a decision may become an agreement."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from decisions.ids import MemberId
from decisions.rounds.advice.advisers import Advisers
from decisions.rounds.commands import Decide, GiveAdvice, NothingToAdd
from decisions.rounds.record import RemarkKind, RoundRecord
from decisions.rounds.round import Round, Stage
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from storage.database import Database
from storage.readable import Reading
from storage.reading.home import home_record
from storage.reading.rounds import round_record
from storage.replay import entries, replay
from storage.round_rows import load_round
from storage.tables import METADATA
from storage.writer import Writer
from tests.support.builders import A_TUESDAY, Community, TurnedClock, a_community, an_open_round, done, new_id

ASKED = Text(title="Which bus do we hire?", proposal="")
SAID: dict[str, Any] = {"decision": "The small one.", "advice_used": "It has a ramp."}


@pytest.fixture
def people(writer: Writer) -> Community:
    return a_community(writer)


@pytest.fixture
def round(writer: Writer, people: Community) -> Round:
    """Two are named whom it affects, and one who knows."""
    named = Advisers(affected=tuple(people.members[2:4]), knowing=(people.members[4],))
    return an_open_round(writer, people, text=ASKED, way=Way.ADVICE, advisers=named)


def key(round: Round, by: MemberId) -> dict[str, Any]:
    return {"network_id": round.network_id, "round_id": round.id, "by": by}


def advise(writer: Writer, round: Round, by: MemberId, words: str) -> None:
    done(writer.submit(GiveAdvice(**key(round, by), id=new_id(), words=words), "").result(30))


def all_heard(writer: Writer, round: Round, people: Community) -> None:
    for member in people.members[2:4]:
        advise(writer, round, member, f"Advice of {people.members.index(member)}.")
    done(writer.submit(NothingToAdd(**key(round, people.members[4])), "").result(30))


def stored(database: Database, round: Round) -> Round:
    """As the tables have it: which is as its journal makes it."""
    found = database.read_now(lambda c: load_round(c, round.network_id, round.id))
    assert found is not None
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == found
    return found


def seen_by(database: Database, round: Round, reader: MemberId | None) -> RoundRecord:
    record = database.read_now(lambda c: round_record(c, round.network_id, round.id, reader))
    assert record is not None
    return record


def test_everyone_reads_advice_as_it_comes(
    database: Database, writer: Writer, people: Community, round: Round
) -> None:
    advise(writer, round, people.members[2], "With a ramp.")
    advise(writer, round, people.facilitator, "The clinic has one.")
    for reader in (None, people.proposer, people.members[4]):
        record = seen_by(database, round, reader)
        given = [(one.by, one.text) for one in record.remarks if one.kind is RemarkKind.ADVICE]
        assert given == [(people.members[2], "With a ramp."), (people.facilitator, "The clinic has one.")]
        assert set(people.members[1:]) <= set(record.members)
    assert stored(database, round).tally.heard == 1


def test_once_those_named_have_been_heard_it_waits_for_the_owner(
    database: Database, writer: Writer, people: Community, round: Round
) -> None:
    def waits_for(member: MemberId) -> bool:
        home = database.read_now(lambda c: home_record(c, round.network_id, member, A_TUESDAY))
        assert home is not None
        return round.id in {line.round.id for line in home.waiting}

    assert waits_for(people.members[2])
    assert not waits_for(people.proposer)
    all_heard(writer, round, people)
    assert stored(database, round).stage is Stage.DECIDING
    assert waits_for(people.proposer)
    assert not waits_for(people.members[2])


@pytest.mark.parametrize("day", [None, date(2027, 3, 1)])
def test_what_is_decided_becomes_an_agreement_where_it_is_to_be_looked_at_again(
    database: Database, writer: Writer, people: Community, round: Round, day: date | None
) -> None:
    all_heard(writer, round, people)
    decide = Decide(**key(round, people.proposer), **SAID, review_on=day)
    done(writer.submit(decide, "").result(30))
    after = stored(database, round)
    assert after.stage is Stage.DECIDED
    assert after.decision is not None
    assert after.decision.advice_used == "It has a ramp."
    titles = select(METADATA.tables["agreement"].c.title)
    found = database.read_now(lambda c: list(c.execute(titles).scalars()))
    assert found == ([ASKED.title] if day else [])


def test_with_nobody_heard_whom_it_affects_it_ends_undecided(
    database: Database, writer: Writer, people: Community, round: Round, clock: TurnedClock
) -> None:
    advise(writer, round, people.members[4], "The clinic has one.")
    clock.turn(days=60)
    done(writer.settle_due().result(5))
    assert stored(database, round).stage is Stage.NOT_HEARD_ENOUGH


def test_the_journal_tells_the_advice_the_decision_and_how_it_was_used(
    database: Database, writer: Writer, people: Community, round: Round
) -> None:
    all_heard(writer, round, people)
    done(writer.submit(Decide(**key(round, people.proposer), **SAID), "").result(30))
    shown = database.read_now(
        lambda c: repr(list(Reading().readable(entries(c, round.network_id, round.id))))
    )
    for words in ("Advice of 2.", "The small one.", "It has a ramp."):
        assert words in shown
