"""Who answers for another one, and who comes as a guest, in the tables and in the journal."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from decisions.ids import InvitationId, MemberId
from decisions.people.commands import EndStandIn, NameStandIn, UnseatMember
from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.round import Round
from decisions.rounds.text import Text
from storage.batch import Declined
from storage.circle_rows import load_circle
from storage.database import Database
from storage.deliveries import on_recorded
from storage.keys import link_account
from storage.reading.home import circle_record, home_record, only_one_waiting
from storage.reading.people import recognise
from storage.reading.rounds import round_record
from storage.replay import replay
from storage.tables import METADATA
from storage.writer import Writer
from tests.storage.test_ballots import cast, closed, seen_by, stored
from tests.support.builders import (
    A_TUESDAY,
    Community,
    TurnedClock,
    a_ballot,
    a_community,
    a_vote,
    an_open_round,
    done,
    new_id,
)

QUESTION = Text(title="Where do we meet?", proposal="")
TODAY = date(2026, 11, 24)
DIGEST, OWN = "a" * 64, "b" * 64


def opened(writer: Writer, people: Community, **terms: Any) -> Round:
    return an_open_round(writer, people, text=QUESTION, ballot=a_ballot(), terms=Terms(**terms))


def name(writer: Writer, people: Community, by: MemberId, stand_in: MemberId) -> None:
    command = NameStandIn(
        network_id=people.network_id,
        by=by,
        circle_id=people.circle_id,
        stand_in=stand_in,
        first=TODAY,
        last=TODAY + timedelta(days=3),
    )
    done(writer.submit(command, "").result(30))


def answer_for(round: Round, by: MemberId, member: MemberId, key: str) -> c.AnswerFor:
    said: dict[str, Any] = {"kind": Kind.CHOICE, "choice": Choice.of({key: 1})}
    return c.AnswerFor(network_id=round.network_id, by=by, round_id=round.id, member=member, **said)


def whys(outcome: Any) -> Reason:
    assert isinstance(outcome, Declined)
    return outcome.refusal.reason


def made_again(database: Database, round: Round) -> None:
    assert database.read_now(lambda c: replay(c, round.network_id, round.id)) == stored(database, round)


# --- stand-ins -----------------------------------------------------------------------------------------------


def test_a_stand_in_is_kept_and_found_and_the_journal_makes_the_circle_again(
    database: Database, writer: Writer
) -> None:
    people = a_community(writer)
    one, two, three = people.members[2:5]
    name(writer, people, one, two)
    name(writer, people, two, three)
    ended = EndStandIn(network_id=people.network_id, by=three, circle_id=people.circle_id, member=two)
    done(writer.submit(ended, "").result(30))
    network, circle_id = people.network_id, people.circle_id
    circle = database.read_now(lambda c: load_circle(c, network, circle_id))
    assert circle is not None
    assert [(each.member, each.stand_in) for each in circle.stand_ins] == [(one, two)]
    assert database.read_now(lambda c: replay(c, network, circle_id)) == circle


def test_their_answer_stands_until_the_member_answers(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    one, two = people.members[2:4]
    name(writer, people, one, two)
    round = opened(writer, people, stand_ins=True)
    done(writer.submit(answer_for(round, two, one, "a"), "").result(30))
    own = seen_by(database, round, one).seat.answer
    assert own is not None
    assert own.stood_in_by == two
    group = people.seat(2).group
    tally = stored(database, round).tally.groups[group]
    assert (tally.heard, tally.lent) == (1, 1)
    done(writer.submit(a_vote(round, one, {"b": 1}), "").result(30))
    assert [str(pile.choice) for pile in cast(database, round)] == ["b=1"]
    tally = stored(database, round).tally.groups[group]
    assert (tally.heard, tally.lent) == (1, 0)
    assert whys(writer.submit(answer_for(round, two, one, "a"), "").result(30)) is Reason.ALREADY_HEARD
    made_again(database, round)


def test_after_their_time_and_after_a_departure_nobody_answers_for_them(
    writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    one, two, three = people.members[2:5]
    name(writer, people, one, two)
    name(writer, people, three, two)
    round = opened(writer, people, stand_ins=True)
    gone = UnseatMember(network_id=people.network_id, by=three, circle_id=people.circle_id, member=three)
    done(writer.submit(gone, "").result(30))
    assert whys(writer.submit(answer_for(round, two, three, "a"), "").result(30)) is Reason.NOT_THEIR_STAND_IN
    clock.turn(days=4)
    assert whys(writer.submit(answer_for(round, two, one, "a"), "").result(30)) is Reason.NOT_THEIR_STAND_IN


# --- guests --------------------------------------------------------------------------------------------------


def invited(writer: Writer, people: Community, round: Round, **fields: Any) -> None:
    facts: dict[str, Any] = {
        "id": InvitationId(new_id()),
        "digest": DIGEST,
        "group": people.groups[1],
        "organisation": people.organisations[1],
        "name": "Noor Aziz",
        **fields,
    }
    command = c.InviteGuest(network_id=people.network_id, by=people.proposer, round_id=round.id, **facts)
    done(writer.submit(command, "").result(30))


def joining(round: Round, guest: MemberId, own: str = OWN) -> c.JoinAsGuest:
    return c.JoinAsGuest(
        network_id=round.network_id,
        by=guest,
        round_id=round.id,
        invitation_digest=DIGEST,
        link_digest=own,
        name="Noor Aziz",
        locale="es",
        time_zone="Europe/Madrid",
        email="noor@example.org",
    )


def joined(writer: Writer, people: Community, round: Round, **fields: Any) -> MemberId:
    invited(writer, people, round, **fields)
    guest = MemberId(new_id())
    done(writer.submit(joining(round, guest), "").result(30))
    return guest


def test_a_guest_votes_in_this_round_and_knows_of_nothing_else(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    round, other = opened(writer, people, guests=True), opened(writer, people)
    guest = joined(writer, people, round)
    known = database.read_now(lambda c: recognise(c, link_account(OWN)))
    assert known is not None
    assert (known.member_id, known.locale) == (guest, "es")
    network = people.network_id
    assert database.read_now(lambda c: only_one_waiting(c, network, guest, A_TUESDAY)) == round.id
    assert database.read_now(lambda c: round_record(c, network, other.id, guest)) is None
    assert database.read_now(lambda c: circle_record(c, network, people.circle_id, guest, A_TUESDAY)) is None
    done(writer.submit(a_vote(round, guest, {"b": 1}), "").result(30))
    assert [str(pile.choice) for pile in cast(database, round)] == ["b=1"]
    assert whys(writer.submit(a_vote(other, guest, {"b": 1}), "").result(30)) is Reason.NOT_IN_CIRCLE
    tally = stored(database, round).tally.groups[people.groups[1]]
    assert (tally.asked, tally.guests, tally.heard, tally.lent) == (3, 1, 1, 1)
    made_again(database, round)


def test_the_link_lets_one_person_in(database: Database, writer: Writer, clock: TurnedClock) -> None:
    people = a_community(writer)
    round = opened(writer, people, guests=True)
    joined(writer, people, round)
    again = joining(round, MemberId(new_id()), own="c" * 64)
    assert whys(writer.submit(again, "").result(30)) is Reason.LINK_USED
    closed(database, writer, clock, round)
    assert whys(writer.submit(again, "").result(30)) is Reason.CLOSED


def test_an_invitation_into_one_ballot_leads_into_no_other(writer: Writer) -> None:
    people = a_community(writer)
    round, other = opened(writer, people, guests=True), opened(writer, people, guests=True)
    invited(writer, people, round)
    assert whys(writer.submit(joining(other, MemberId(new_id())), "").result(30)) is Reason.NOT_FOUND


def test_a_guest_may_come_for_an_organisation_that_is_new(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    round = opened(writer, people, guests=True)
    guest = joined(writer, people, round, organisation=new_id(), organisation_name="The food bank")
    record = seen_by(database, round, guest)
    assert record.seat.organisation is not None
    assert record.organisations[record.seat.organisation].name == "The food bank"


@pytest.mark.parametrize("wrong", ["group", "organisation"])
def test_what_is_of_no_or_another_network_is_refused(writer: Writer, wrong: str) -> None:
    people = a_community(writer)
    round = opened(writer, people, guests=True)
    facts: dict[str, Any] = {
        "id": InvitationId(new_id()),
        "digest": DIGEST,
        "group": people.groups[1],
        "organisation": people.organisations[1],
        "name": "Noor",
        wrong: new_id(),
    }
    command = c.InviteGuest(network_id=people.network_id, by=people.proposer, round_id=round.id, **facts)
    assert whys(writer.submit(command, "").result(30)) is Reason.NOT_FOUND


def test_a_guest_who_has_not_voted_is_asked_the_next_morning(database: Database, clock: TurnedClock) -> None:
    with Writer(database, clock, (on_recorded,)) as writer:
        people = a_community(writer)
        round = opened(writer, people, guests=True)
        guest = joined(writer, people, round)
        asks = _asks(database)
        assert asks[guest] is not None
        home = database.read_now(lambda c: home_record(c, people.network_id, guest, A_TUESDAY))
    assert home is not None
    assert [line.round.id for line in home.waiting] == [round.id]


def _asks(database: Database) -> dict[Any, Any]:
    seat = METADATA.tables["seat"].c
    found = select(seat.member_id, seat.ask_at)
    return {row.member_id: row.ask_at for row in database.read_now(lambda c: c.execute(found).all())}
