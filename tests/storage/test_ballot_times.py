"""When a ballot is open, in the tables: it opens by itself, is opened again after its close, and asks some of the circle."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from decisions.ids import MemberId
from decisions.people.commands import UniteMembers, UnseatMember
from decisions.rounds import commands as c
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.commands import OpenRound
from decisions.rounds.round import Round, Stage
from decisions.rounds.settings import Form, Settings
from decisions.rounds.text import Text
from storage.database import Database
from storage.replay import replay
from storage.tables import METADATA
from storage.writer import Writer
from tests.storage.test_ballots import all_vote, closed, seen_by, stored
from tests.support.builders import (
    A_TUESDAY,
    Community,
    TurnedClock,
    a_ballot,
    a_community,
    a_draft,
    a_vote,
    an_open_round,
    done,
    new_id,
)

QUESTION = Text(title="Where do we meet?", proposal="")
TOMORROW = A_TUESDAY + timedelta(days=1)
WHY = "Two families could not come in."


def scheduled(writer: Writer, community: Community, **terms: Any) -> Round:
    draft = a_draft(
        writer, community, text=QUESTION, ballot=a_ballot(), terms=Terms(opens_at=TOMORROW, **terms)
    )
    opening = OpenRound(
        network_id=community.network_id,
        by=community.proposer,
        round_id=draft.id,
        settings=Settings(),
        form=Form.SHORT,
        facilitator=community.facilitator,
        seed=new_id(),
    )
    round: Round = done(writer.submit(opening, "").result(30)).state
    return round


def reopened(writer: Writer, people: Community, clock: TurnedClock, round: Round) -> Round:
    command = c.Reopen(
        network_id=people.network_id,
        by=people.facilitator,
        round_id=round.id,
        closes_at=clock() + timedelta(days=5),
        words=WHY,
    )
    state: Round = done(writer.submit(command, "").result(30)).state
    return state


def asked(database: Database, round: Round) -> dict[MemberId, bool]:
    """Who was asked in the present pass, and whether they have left since."""
    seat = METADATA.tables["seat"].c
    found = select(seat.member_id, seat.left).where(
        seat.round_id == round.id, seat.pass_no == stored(database, round).pass_no
    )
    return {MemberId(id): left for id, left in database.read_now(lambda c: c.execute(found).all())}


def test_a_ballot_opens_by_itself_for_the_circle_as_it_is_then(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    round = scheduled(writer, people)
    leaver = people.members[4]
    gone = UnseatMember(network_id=people.network_id, by=leaver, circle_id=people.circle_id, member=leaver)
    done(writer.submit(gone, "").result(30))
    clock.turn(hours=23)
    done(writer.settle_due().result(5))
    assert stored(database, round).stage is Stage.DRAFT
    clock.turn(hours=2)
    done(writer.settle_due().result(5))
    after = stored(database, round)
    assert (after.stage, after.opened_at, after.facilitator) == (Stage.VOTING, TOMORROW, people.facilitator)
    assert set(asked(database, round)) == set(people.members) - {leaver}
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == after


def test_what_cannot_open_is_a_draft_again(database: Database, writer: Writer, clock: TurnedClock) -> None:
    people = a_community(writer)
    round = scheduled(writer, people, people=tuple(people.members[3:5]))
    leaver = people.members[4]
    gone = UnseatMember(network_id=people.network_id, by=leaver, circle_id=people.circle_id, member=leaver)
    done(writer.submit(gone, "").result(30))
    clock.turn(days=2)
    done(writer.settle_due().result(5))
    after = stored(database, round)
    assert (after.stage, after.scheduled) == (Stage.DRAFT, None)
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == after


def test_only_a_group_has_seats_where_only_it_is_asked(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    terms = Terms(group=people.groups[0])
    round = an_open_round(writer, people, text=QUESTION, ballot=a_ballot(), terms=terms)
    assert set(asked(database, round)) == set(people.members[0::2])


def test_reopened_it_is_sealed_again_and_what_was_said_stands(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    round = an_open_round(writer, people, text=QUESTION, ballot=a_ballot(), terms=Terms())
    all_vote(writer, people, round, "abbbc")
    closed(database, writer, clock, round)
    assert seen_by(database, round, None).counted is not None
    reopened(writer, people, clock, round)
    after = stored(database, round)
    assert (after.stage, after.tally.heard) == (Stage.VOTING, 5)
    assert seen_by(database, round, None).counted is None
    assert seen_by(database, round, people.members[0]).seat.answer is not None
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == after
    for member in people.members:
        done(writer.submit(a_vote(round, member, {"c": 1}), "").result(30))
    again = closed(database, writer, clock, round)
    assert again.decided is not None
    assert again.decided.winners == ("c",)
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == again


def test_reopened_it_learns_who_is_one_person_by_now_and_who_has_left(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    round = an_open_round(writer, people, text=QUESTION, ballot=a_ballot(), terms=Terms())
    all_vote(writer, people, round, "abbbc")
    closed(database, writer, clock, round)
    one, other, leaver = people.members[2:5]
    _make_coordinator(writer, people.facilitator)
    key: dict[str, Any] = {"network_id": people.network_id, "by": people.facilitator}
    done(writer.submit(UniteMembers(**key, member=one, other=other), "").result(30))
    gone = UnseatMember(**key, circle_id=people.circle_id, member=leaver)
    done(writer.submit(gone, "").result(30))
    reopened(writer, people, clock, round)
    after = stored(database, round)
    assert (after.tally.asked, after.tally.heard) == (4, 4)
    assert asked(database, round) == {**dict.fromkeys(people.members[:3], False), leaver: True}
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == after


def _make_coordinator(writer: Writer, member: MemberId) -> None:
    m = METADATA.tables["member"]
    promote = m.update().where(m.c.id == member).values(is_coordinator=True)
    done(writer.run(lambda unit: unit.connection.execute(promote).rowcount).result(30))
