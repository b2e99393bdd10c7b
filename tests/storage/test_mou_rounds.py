"""The round about a memorandum: whom it asks, and what each does to the other."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select, update

from decisions.ids import MouId, RoundId
from decisions.mous import commands as c
from decisions.mous.mou import Mou, MouStatus
from decisions.refusals import Reason
from decisions.rounds.answers import Kind
from decisions.rounds.commands import ChangeText, Withdraw, WriteDraft
from decisions.rounds.round import Round, Stage, Why
from decisions.rounds.settings import Form, Settings
from storage.codec import SETTINGS, to_json
from storage.database import Database
from storage.deliveries import on_recorded
from storage.reading.rounds import round_record
from storage.round_rows import load_round
from storage.tables import METADATA
from storage.tables.people import CircleRow
from storage.writer import Declined, Writer
from tests.support.builders import (
    Community,
    TurnedClock,
    a_text,
    answer_all,
    done,
    make_circle,
    new_id,
)
from tests.support.mous import (
    agreed,
    another_circle,
    consent_to,
    drafted,
    end_together,
    in_force,
    neighbours,
    proposed,
    round_now,
    settle,
    stored,
    submit,
    tell,
)


@pytest.fixture
def writer(database: Database, clock: TurnedClock) -> Any:
    with Writer(database, clock, (on_recorded,)) as writer:
        yield writer


@pytest.fixture
def people(writer: Writer) -> Community:
    return neighbours(writer)[0]


def refused(outcome: object) -> tuple[Reason, str]:
    assert isinstance(outcome, Declined), outcome
    return outcome.refusal.reason, outcome.refusal.at_field


def the_round(database: Database, mou: Mou) -> Round:
    assert mou.coming is not None
    id = mou.coming.round_id
    assert id is not None
    found = database.read_now(lambda k: load_round(k, mou.network_id, id))
    assert found is not None
    return found


def count(database: Database, table: str) -> int:
    t = METADATA.tables[table]
    return database.read_now(lambda k: int(k.execute(select(func.count()).select_from(t)).scalar_one()))


# --- the round about it -----------------------------------------------------------------------------------------


def test_proposing_it_asks_the_parties_people_and_nobody_else(
    database: Database, writer: Writer, people: Community
) -> None:
    mou, round = proposed(writer, people, drafted(writer, people))
    assert (mou.status, round.mou, round.proposer) == (MouStatus.PROPOSED, mou.id, people.proposer)
    assert (round.stage, round.text.title) == (Stage.EXPLORING, "A shared waiting list")
    assert len(round.parties) == 2
    assert round.tally.asked == 3, "also whether anything is unclear: the four, but who proposes it"
    assert "Organisation 0: Gives a room" in round.text.proposal
    assert stored(database, mou) == mou
    seen = database.read_now(lambda k: round_record(k, mou.network_id, round.id, people.members[1]))
    assert seen is not None
    assert seen.mou == mou, "the round is told from what it says"


def test_what_is_agreed_to_is_to_be_signed_and_makes_no_agreement_beside_it(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = agreed(writer, clock, people, drafted(writer, people))
    assert stored(database, mou).status is MouStatus.AGREED
    round = the_round(database, mou)
    assert (round.stage, round.tally.asked) == (Stage.AGREED, 4)
    assert count(database, "agreement") == 0


def test_a_round_that_is_withdrawn_leaves_a_draft(
    database: Database, writer: Writer, people: Community
) -> None:
    mou, round = proposed(writer, people, drafted(writer, people))
    withdraw = Withdraw(network_id=mou.network_id, by=people.proposer, round_id=round.id)
    done(writer.submit(withdraw, "").result(30))
    assert stored(database, mou).status is MouStatus.DRAFT
    again, _ = proposed(writer, people, mou)
    assert again.last_version == 2


def test_when_it_ends_nobody_is_asked_any_more_about_amending_it(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou = in_force(writer, clock, people)
    later = replace(mou.terms, starts=date(2027, 3, 1))
    amended = tell(writer, mou, c.AmendMou, people.proposer, terms=later)
    _, round = proposed(writer, people, amended)
    end_together(writer, clock, mou)
    over = round_now(writer, mou, round.id)
    assert (over.stage, over.why) == (Stage.WITHDRAWN, Why.MOU_ENDED)
    assert stored(database, mou).status is MouStatus.ENDED


def test_another_wording_is_agreed_to_in_the_same_round(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou, _ = proposed(writer, people, drafted(writer, people))
    other = replace(mou.terms, shared="Nothing")
    assert refused(submit(writer, mou, c.EditMou, people.proposer, terms=other)) == (Reason.NOT_NOW, "")
    assert stored(database, mou) == mou, "nothing of it is kept where the round does not take it"
    while the_round(database, mou).stage is Stage.EXPLORING:
        clock.turn(days=1)
        settle(writer)
    assert refused(submit(writer, mou, c.EditMou, people.members[0], terms=other)) == (
        Reason.ONLY_PROPOSER,
        "",
    )
    tell(writer, mou, c.EditMou, people.proposer, terms=other)
    changed = the_round(database, mou)
    assert "Nothing" in changed.text.proposal
    consent_to(writer, clock, people, changed)
    after = stored(database, mou)
    assert (after.status, after.terms.shared) == (MouStatus.AGREED, "Nothing")


def test_its_text_does_not_change_by_itself(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    mou, round = proposed(writer, people, drafted(writer, people))
    while the_round(database, mou).stage is Stage.EXPLORING:
        clock.turn(days=1)
        settle(writer)
    change = ChangeText(
        network_id=mou.network_id, by=people.proposer, round_id=round.id, text=a_text("Something else")
    )
    assert refused(writer.submit(change, "").result(30)) == (Reason.CHANGED_IN_ITS_MOU, "")


def test_a_draft_about_a_memorandum_that_the_circle_does_not_keep_is_refused(
    writer: Writer, people: Community
) -> None:
    elsewhere = another_circle(people)
    done(writer.submit(make_circle(elsewhere), "").result(30))
    theirs = drafted(writer, elsewhere)
    for id in (theirs.id, MouId(new_id())):
        draft = WriteDraft(
            network_id=people.network_id,
            by=people.proposer,
            round_id=RoundId(new_id()),
            circle_id=people.circle_id,
            text=a_text(),
            mou=id,
        )
        assert refused(writer.submit(draft, "").result(30)) == (Reason.NOT_FOUND, "")


def test_where_its_round_cannot_open_nothing_is_written(
    database: Database, writer: Writer, people: Community
) -> None:
    soon = drafted(writer, people, starts=date(2026, 11, 24), review_on=date(2026, 11, 26), clauses=())
    outcome = submit(writer, soon, c.ProposeMou, people.proposer, round_id=RoundId(new_id()))
    assert refused(outcome) == (Reason.REVIEW_TOO_SOON, "review_on")
    assert stored(database, soon) == soon
    assert count(database, "round") == 0
    other = submit(writer, soon, c.ProposeMou, people.members[4], round_id=RoundId(new_id()))
    assert refused(other)[0] is Reason.REVIEW_TOO_SOON


def test_the_same_proposal_given_twice_opens_one_round(
    database: Database, writer: Writer, people: Community
) -> None:
    mou, round = proposed(writer, people, drafted(writer, people))
    assert tell(writer, mou, c.ProposeMou, people.proposer, round_id=round.id) == mou
    assert count(database, "round") == 1


def test_a_problem_that_is_not_settled_leaves_a_draft(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    short = replace(Settings(), form=Form.SHORT)
    own = (CircleRow.network_id == people.network_id, CircleRow.id == people.circle_id)
    changed = update(CircleRow).where(*own).values(settings=to_json(SETTINGS, short))  # type: ignore[arg-type]
    with database.writing.begin() as connection:
        connection.execute(changed)
    with Writer(database, clock, (on_recorded,)) as fresh:
        mou, round = proposed(fresh, people, drafted(fresh, people))
        assert round.stage is Stage.CONSENTING
        answer_all(fresh, round, people.members[:3])
        answer_all(fresh, round, people.members[3:4], Kind.OBJECTION, "Names are not safe there")
        for _ in range(60):
            clock.turn(days=1)
            settle(fresh)
        assert round_now(fresh, mou, round.id).is_over
    assert stored(database, mou).status is MouStatus.DRAFT
