"""One person, one voice: two members who turn out to be one, in circles, rounds and agreements."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update

from decisions.ids import GroupId, MemberId
from decisions.people.accounts import CODE_LASTS
from decisions.people.commands import (
    AddAccount,
    AskForAccountCode,
    InviteMember,
    JoinByInvitation,
    UniteMembers,
)
from decisions.people.events import CoordinatorNamed
from decisions.people.people import Circle
from decisions.refusals import Reason
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.choice import Choice, Pile
from decisions.rounds.notices import NoticeKind, To
from decisions.rounds.round import Round, Stage
from decisions.rounds.settings import Form
from decisions.rounds.way import Way
from storage.asks import ask_those_due
from storage.cast import Cast
from storage.circle_rows import load_circle
from storage.database import Database
from storage.deliveries import on_recorded
from storage.keys import AccountKey, PlaceKey
from storage.people import Beginning, Met, PersonSeen, meet
from storage.reading.accounts import account_command
from storage.reading.people import recognise
from storage.replay import erase_member, replay
from storage.round_rows import load_round
from storage.streams.member_stream import MemberStream
from storage.tables import METADATA
from storage.tables.people import SeatedThrough
from storage.unit import Unit
from storage.writer import Declined, Done, Writer
from tests.storage.test_people import a_circle_in, met_in
from tests.support.builders import (
    Community,
    TurnedClock,
    a_ballot,
    a_community,
    a_vote,
    an_open_round,
    answer_all,
    done,
    new_id,
)

DIGEST = "c" * 64


@pytest.fixture
def people(writer: Writer) -> Community:
    return a_community(writer)


@pytest.fixture
def writer(database: Database, clock: TurnedClock) -> Any:
    with Writer(database, clock, (on_recorded,)) as writer:
        yield writer


def unite(writer: Writer, people: Community, member: MemberId, other: MemberId) -> Done:
    """As a coordinator says."""
    coordinator = people.members[-1]

    def named(unit: Any) -> None:
        stream = unit.find_or_begin(MemberStream, people.network_id, coordinator)
        stream.record((CoordinatorNamed(member=coordinator, at=unit.now),))

    done(writer.run(named).result(10))
    command = UniteMembers(network_id=people.network_id, by=coordinator, member=member, other=other)
    return done(writer.submit(command, "").result(10))


def stored(database: Database, round: Round) -> Round:
    """As the tables have it: which is as its journal makes it."""
    found = database.read_now(lambda k: load_round(k, round.network_id, round.id))
    assert found is not None
    assert database.read_now(lambda k: replay(k, round.network_id, round.id)) == found
    return found


def circle(database: Database, people: Community) -> Circle:
    found = database.read_now(lambda k: load_circle(k, people.network_id, people.circle_id))
    assert found is not None
    assert database.read_now(lambda k: replay(k, people.network_id, people.circle_id)) == found
    return found


def rows(database: Database, table: str, *columns: str) -> list[tuple[Any, ...]]:
    t = METADATA.tables[table].c
    return [
        tuple(row) for row in database.read_now(lambda k: k.execute(select(*(t[n] for n in columns))).all())
    ]


def test_two_seats_in_a_circle_become_one(writer: Writer, database: Database, people: Community) -> None:
    own, other = people.members[2], people.members[0]
    unite(writer, people, own, other)
    after = circle(database, people)
    assert [seat.member for seat in after.seats] == [m for m in people.members if m != other]
    assert after.facilitator == own
    assert rows(database, "circle_seat", "member_id").count((own,)) == 1


@pytest.mark.parametrize("later", ["own", "other"])
def test_of_two_answers_the_later_one_stands(
    writer: Writer, database: Database, clock: TurnedClock, people: Community, later: str
) -> None:
    own, other = people.members[2], people.members[3]
    round = an_open_round(writer, people)
    first, second = (other, own) if later == "own" else (own, other)
    answer_all(writer, round, [first])
    clock.turn(minutes=1)
    answer_all(writer, round, [second], Kind.CONCERN, "It is late.")
    before = stored(database, round)
    unite(writer, people, own, other)
    after = stored(database, round)
    assert (before.tally.asked, before.tally.heard) == (5, 2)
    assert (after.tally.asked, after.tally.heard) == (4, 1)
    assert after.tally.of(Kind.CONCERN) == 1
    assert after.tally.of(Kind.CONSENT) == 0
    assert rows(database, "answer", "member_id", "kind", "words") == [(own, Kind.CONCERN, "It is late.")]
    assert (other,) not in rows(database, "seat", "member_id")


def test_of_two_votes_the_later_choice_is_the_one_that_counts(
    writer: Writer, database: Database, clock: TurnedClock, people: Community
) -> None:
    own, other = people.members[2], people.members[3]
    round = an_open_round(writer, people, ballot=a_ballot())
    for member, key in ((own, "a"), (other, "b")):
        done(writer.submit(a_vote(round, member, {key: 1}), "").result(10))
        clock.turn(minutes=1)
    unite(writer, people, own, other)
    after = stored(database, round)
    assert (after.tally.asked, after.tally.heard) == (4, 1)
    cast = database.read_now(lambda k: list(Cast(k, after)))
    assert cast == [Pile(Choice.of({"b": 1}), 1)]


def test_of_two_texts_to_a_question_both_stand_as_one(
    writer: Writer, database: Database, clock: TurnedClock, people: Community
) -> None:
    own, other = people.members[2], people.members[3]
    round = an_open_round(writer, people, way=Way.QUESTION)
    for member, words, named in ((other, "Fewer meetings.", False), (own, "Less paper.", True)):
        key: dict[str, Any] = {"network_id": people.network_id, "by": member, "round_id": round.id}
        said = c.GiveAnswer(**key, kind=Kind.SPOKEN, words=words, named=named)
        done(writer.submit(said, "").result(10))
        clock.turn(minutes=1)
    unite(writer, people, own, other)
    together = (own, "Fewer meetings.\n\nLess paper.", False)
    assert rows(database, "answer", "member_id", "words", "named") == [together]
    after = stored(database, round)
    assert (after.tally.asked, after.tally.of(Kind.SPOKEN)) == (4, 1)


def test_who_answered_twice_is_told_and_so_is_the_facilitator(
    writer: Writer, database: Database, people: Community
) -> None:
    own, other = people.members[2], people.members[3]
    round = an_open_round(writer, people)
    answer_all(writer, round, [own, other])
    unite(writer, people, own, other)
    told = {
        kind: (to, member)
        for kind, to, member in rows(database, "outbox", "kind", "addressed_to", "member_id")
    }
    assert told[NoticeKind.ANSWERED_TWICE] == (To.MEMBER, own)
    assert told[NoticeKind.COUNTED_ONCE] == (To.FACILITATOR, None)


def test_whoever_facilitates_is_told_of_a_third_account_too(
    writer: Writer, database: Database, clock: TurnedClock
) -> None:
    people = a_community(writer, 6)
    own, *others = people.members[2:5]
    round = an_open_round(writer, people)
    answer_all(writer, round, [own, *others])
    for other in others:
        clock.turn(minutes=1)
        unite(writer, people, own, other)
    assert stored(database, round).tally.heard == 1
    kinds = [row[0] for row in rows(database, "outbox", "kind")]
    assert kinds.count(NoticeKind.COUNTED_ONCE) == kinds.count(NoticeKind.ANSWERED_TWICE) == 2


def test_who_answered_once_is_heard_once_and_nobody_is_told_of_two_answers(
    writer: Writer, database: Database, people: Community
) -> None:
    own, other = people.members[2], people.members[3]
    round = an_open_round(writer, people)
    answer_all(writer, round, [other], Kind.OBJECTION, "It is too late for children.")
    unite(writer, people, own, other)
    after = stored(database, round)
    assert (after.tally.asked, after.tally.heard, after.tally.of(Kind.OBJECTION)) == (4, 1, 1)
    assert rows(database, "answer", "member_id", "kind") == [(own, Kind.OBJECTION)]
    kinds = {row[0] for row in rows(database, "outbox", "kind")}
    assert NoticeKind.ANSWERED_TWICE not in kinds


def asked_of(database: Database, round: Round, member: MemberId) -> list[str]:
    """The messages by which the member is still to be asked about the round."""
    columns = ("key", "kind", "member_id", "facts")
    return [
        key
        for key, kind, to, facts in rows(database, "outbox", *columns)
        if kind == NoticeKind.ASK and to == member and str(round.id) in facts
    ]


def test_who_is_one_is_asked_once(
    writer: Writer, database: Database, clock: TurnedClock, people: Community
) -> None:
    own, other = people.members[2], people.members[3]
    round = an_open_round(writer, people)
    clock.turn(days=1)
    done(writer.run(lambda unit: ask_those_due(unit.connection, clock())).result(10))
    (before,) = asked_of(database, round, own)
    unite(writer, people, own, other)
    assert asked_of(database, round, own) == [before]


def test_who_has_been_asked_under_the_other_account_is_not_asked_again(
    writer: Writer, database: Database, clock: TurnedClock, people: Community
) -> None:
    own, other = people.members[2], people.members[3]
    done(writer.run(lambda unit: lives_in(unit, other, "America/Los_Angeles")).result(10))
    round = an_open_round(writer, people)
    clock.turn(hours=8)
    done(writer.run(lambda unit: ask_those_due(unit.connection, clock())).result(10))
    (before,) = asked_of(database, round, other)
    unite(writer, people, own, other)
    clock.turn(days=1)
    done(writer.run(lambda unit: ask_those_due(unit.connection, clock())).result(10))
    assert asked_of(database, round, own) == [before]


def lives_in(unit: Unit, member: MemberId, zone: str) -> None:
    m = METADATA.tables["member"]
    unit.connection.execute(update(m).where(m.c.id == member).values(time_zone=zone))


def test_with_the_last_voice_heard_twice_everyone_has_been_heard(
    writer: Writer, database: Database, people: Community
) -> None:
    own, other = people.members[2], people.members[3]
    round = an_open_round(writer, people)
    answer_all(writer, round, [m for m in people.members if m != own])
    assert stored(database, round).closes_early is None
    unite(writer, people, own, other)
    assert stored(database, round).closes_early is not None


def test_what_somebody_raised_is_theirs_under_their_other_account_too(
    writer: Writer, database: Database, clock: TurnedClock, people: Community
) -> None:
    own, other = people.members[2], people.members[3]
    round = an_open_round(writer, people)
    answer_all(writer, round, [m for m in people.members if m != other])
    answer_all(writer, round, [other], Kind.OBJECTION, "It is too late for children.")
    clock.turn(days=1)
    done(writer.settle_due().result(10))
    raised = stored(database, round)
    assert raised.stage is Stage.INTEGRATING
    unite(writer, people, own, other)
    (problem,) = stored(database, round).problems
    assert problem.raiser == problem.raised_by == own


def test_a_proposer_who_turns_out_to_facilitate_hands_it_on(
    writer: Writer, database: Database, people: Community
) -> None:
    round = an_open_round(writer, people)
    assert (round.proposer, round.facilitator) == (people.proposer, people.facilitator)
    unite(writer, people, people.proposer, people.facilitator)
    after = stored(database, round)
    assert after.proposer == people.proposer
    assert after.facilitator == people.members[2]


def test_a_reaction_of_each_stays_and_they_are_heard_once(
    writer: Writer, database: Database, clock: TurnedClock, people: Community
) -> None:
    own, other = people.members[2], people.members[3]
    round = an_open_round(writer, people, Form.FULL)
    for member, text in ((other, "Good."), (own, "Very good.")):
        said = c.ShareReaction(
            network_id=people.network_id, by=member, round_id=round.id, id=new_id(), text=text
        )
        done(writer.submit(said, "").result(10))
        clock.turn(minutes=1)
    unite(writer, people, own, other)
    assert sorted(rows(database, "remark", "member_id", "text")) == [(own, "Good."), (own, "Very good.")]
    after = stored(database, round)
    assert (after.tally.asked, after.tally.heard) == (3, 1)


def test_a_round_that_is_over_stays_as_it_was(
    writer: Writer, database: Database, clock: TurnedClock, people: Community
) -> None:
    own, other = people.members[2], people.members[3]
    round = an_open_round(writer, people)
    answer_all(writer, round, people.members)
    clock.turn(days=1)
    done(writer.settle_due().result(10))
    before = stored(database, round)
    assert before.stage is Stage.AGREED
    unite(writer, people, own, other)
    assert stored(database, round) == before
    assert len(rows(database, "answer", "member_id")) == 5


def test_a_round_that_was_due_is_counted_before_two_become_one(
    writer: Writer, database: Database, clock: TurnedClock, people: Community
) -> None:
    round = an_open_round(writer, people)
    answer_all(writer, round, people.members)
    clock.turn(days=20)
    unite(writer, people, people.members[2], people.members[3])
    after = stored(database, round)
    assert (after.stage, after.tally.heard) == (Stage.AGREED, 5)


def test_a_pass_in_which_both_were_asked_and_which_is_over_stays_as_it_was(
    writer: Writer, database: Database, clock: TurnedClock, people: Community
) -> None:
    own, other = people.members[2], people.members[3]
    round = an_open_round(writer, people, Form.FULL)
    clock.turn(days=20)
    done(writer.settle_due().result(10))
    now = stored(database, round)
    assert (now.stage, now.pass_no) == (Stage.CONSENTING, 2)
    unite(writer, people, own, other)
    asked = set(rows(database, "seat", "member_id", "pass_no"))
    assert {(own, 1), (other, 1), (own, 2)} <= asked
    assert (other, 2) not in asked


def test_what_was_written_down_for_others_was_by_the_one_person(
    writer: Writer, database: Database, people: Community
) -> None:
    own, other = people.members[2], people.facilitator
    round = an_open_round(writer, people)
    spoke = people.members[3]
    written = c.WriteDown(
        network_id=people.network_id, by=other, round_id=round.id, member=spoke, kind=Kind.CONSENT
    )
    done(writer.submit(written, "").result(10))
    unite(writer, people, own, other)
    assert rows(database, "answer", "member_id", "written_by") == [(spoke, own)]


def test_only_a_coordinator_unites_two_without_a_code(writer: Writer, people: Community) -> None:
    asked = UniteMembers(
        network_id=people.network_id, by=people.facilitator, member=people.members[2], other=people.members[3]
    )
    outcome = writer.submit(asked, "").result(10)
    assert isinstance(outcome, Declined)
    assert outcome.refusal.reason is Reason.ONLY_COORDINATOR


# --- by a code ------------------------------------------------------------------------------------------------


def ask_for_code(writer: Writer, people: Community, member: MemberId) -> None:
    asked = AskForAccountCode(network_id=people.network_id, by=member, member=member, digest=DIGEST)
    done(writer.submit(asked, "").result(10))


def enter(people: Community, member: MemberId, other: MemberId) -> UniteMembers:
    return UniteMembers(
        network_id=people.network_id, by=other, member=member, other=other, digest=DIGEST, through="teams:t:u"
    )


def added_to(people: Community, member: MemberId) -> AddAccount:
    account = {"platform": "teams", "tenant": "t", "user": "u"}
    return AddAccount(network_id=people.network_id, by=member, member=member, digest=DIGEST, **account)


def refusal(outcome: Done | Declined) -> Reason:
    assert isinstance(outcome, Declined), outcome
    return outcome.refusal.reason


def test_a_code_works_once_and_for_whoever_asked_for_it(
    writer: Writer, database: Database, people: Community
) -> None:
    own, other, third = people.members[2:5]
    ask_for_code(writer, people, own)
    not_theirs = enter(people, third, other)
    assert refusal(writer.submit(not_theirs, "").result(10)) is Reason.CODE_UNKNOWN
    for_another = replace(enter(people, own, other), by=third)
    assert refusal(writer.submit(for_another, "").result(10)) is Reason.CODE_UNKNOWN
    done(writer.submit(enter(people, own, other), "").result(10))
    assert refusal(writer.submit(enter(people, own, third), "").result(10)) is Reason.CODE_USED
    assert other not in [seat.member for seat in circle(database, people).seats]


def test_the_code_of_somebody_who_has_become_one_with_another_works_no_more(
    writer: Writer, database: Database, people: Community
) -> None:
    """Whoever entered it would be nobody from then on."""
    own, other, third = people.members[1:4]
    ask_for_code(writer, people, other)
    unite(writer, people, own, other)
    assert refusal(writer.submit(enter(people, other, third), "").result(10)) is Reason.CODE_UNKNOWN
    assert refusal(writer.submit(added_to(people, other), "").result(10)) is Reason.CODE_UNKNOWN
    assert third in [seat.member for seat in circle(database, people).seats]


def test_nobody_becomes_one_with_somebody_who_is_another_already(writer: Writer, people: Community) -> None:
    """Two coordinators may say so at once."""
    own, other, third = people.members[1:4]
    unite(writer, people, own, other)
    asked = UniteMembers(network_id=people.network_id, by=people.members[-1], member=other, other=third)
    assert refusal(writer.submit(asked, "").result(10)) is Reason.NOT_FOUND


def test_a_code_ends_soon(writer: Writer, clock: TurnedClock, people: Community) -> None:
    own, other = people.members[2:4]
    ask_for_code(writer, people, own)
    clock.turn(seconds=CODE_LASTS.total_seconds())
    assert refusal(writer.submit(enter(people, own, other), "").result(10)) is Reason.CODE_EXPIRED


def test_entering_ones_own_code_with_the_same_account_says_so(writer: Writer, people: Community) -> None:
    own = people.members[2]
    ask_for_code(writer, people, own)
    assert refusal(writer.submit(enter(people, own, own), "").result(10)) is Reason.ONE_PERSON_ALREADY


def test_an_account_that_is_nobodys_yet_becomes_the_members_own(
    writer: Writer, database: Database, people: Community
) -> None:
    own = people.members[2]
    ask_for_code(writer, people, own)
    done(writer.submit(added_to(people, own), "").result(10))
    found = database.read_now(lambda k: recognise(k, AccountKey("teams", "t", "u")))
    assert found is not None
    assert found.member_id == own


def test_an_account_that_was_closed_becomes_the_members_own(writer: Writer, database: Database) -> None:
    met = seen(writer, PersonSeen(SLACK_ANA, "Ana"), PersonSeen(TEAMS_ANA, "Ana Ruiz"))
    seen(writer, PersonSeen(TEAMS_ANA, "Ana Ruiz", active=False))
    own = met.members[SLACK_ANA]
    asked = AskForAccountCode(network_id=met.network_id, by=own, member=own, digest=DIGEST)
    done(writer.submit(asked, "").result(10))
    command = database.read_now(lambda k: account_command(k, TEAMS_ANA, DIGEST))
    assert command is not None
    done(writer.submit(command, "").result(10))
    found = database.read_now(partial(recognise, account=TEAMS_ANA))
    assert found is not None
    assert found.member_id == own


# --- accounts, places and what platforms say ------------------------------------------------------------------


CHANNEL = PlaceKey("slack", "T1", "C1")
ANOTHER_CHANNEL = PlaceKey("slack", "T1", "C2")
SLACK_ANA = AccountKey("slack", "T1", "UANA")
TEAMS_ANA = AccountKey("teams", "t", "ana")


def seen(writer: Writer, *people: PersonSeen, place: PlaceKey = CHANNEL) -> Met:
    def task(unit: Unit) -> Met:
        beginning = Beginning("Early Years")
        return meet(unit, ("slack", "T1"), people, beginning=beginning, place=place, complete=False)

    met: Met = done(writer.run(task).result(10)).state
    return met


def united_in_slack_and_teams(writer: Writer) -> Met:
    ana = PersonSeen(SLACK_ANA, "Ana", "es", "Europe/Madrid", brings_rondo=True)
    met = seen(writer, ana, PersonSeen(TEAMS_ANA, "Ana Ruiz (Agency)", "en", "UTC"))
    own, other = met.members[SLACK_ANA], met.members[TEAMS_ANA]
    command = UniteMembers(network_id=met.network_id, by=own, member=own, other=other)
    done(writer.submit(command, "").result(10))
    return met


def test_both_accounts_are_recognised_as_the_one_person(writer: Writer, database: Database) -> None:
    met = united_in_slack_and_teams(writer)
    for account in (SLACK_ANA, TEAMS_ANA):
        found = database.read_now(partial(recognise, account=account))
        assert found is not None
        assert (found.member_id, found.name, found.locale) == (met.members[SLACK_ANA], "Ana", "es")
    assert rows(database, "place_person", "member_id") == [(met.members[SLACK_ANA],)]


def test_the_places_of_both_are_the_one_persons(writer: Writer, database: Database) -> None:
    ana, ruiz = PersonSeen(SLACK_ANA, "Ana", brings_rondo=True), PersonSeen(TEAMS_ANA, "Ana Ruiz")
    met = seen(writer, ana, ruiz)
    seen(writer, ruiz, place=ANOTHER_CHANNEL)
    own, other = met.members[SLACK_ANA], met.members[TEAMS_ANA]
    command = UniteMembers(network_id=met.network_id, by=own, member=own, other=other)
    done(writer.submit(command, "").result(10))
    assert rows(database, "place_person", "member_id") == [(own,), (own,)]


def test_whoever_goes_on_coordinates_where_the_other_did(writer: Writer, database: Database) -> None:
    met = seen(writer, PersonSeen(SLACK_ANA, "Ana"), PersonSeen(TEAMS_ANA, "Ana Ruiz", brings_rondo=True))
    own, other = met.members[SLACK_ANA], met.members[TEAMS_ANA]
    command = UniteMembers(network_id=met.network_id, by=other, member=own, other=other)
    done(writer.submit(command, "").result(10))
    coordinates = dict(rows(database, "member", "id", "is_coordinator"))
    assert coordinates == {own: True, other: False}


def test_what_the_other_platform_says_of_the_person_changes_nothing(
    writer: Writer, database: Database
) -> None:
    united_in_slack_and_teams(writer)
    before = rows(database, "journal", "stream_id", "seq")
    seen(writer, PersonSeen(TEAMS_ANA, "RUIZ, Ana", "en", "Asia/Tokyo"))
    assert rows(database, "journal", "stream_id", "seq") == before
    seen(writer, PersonSeen(SLACK_ANA, "Ana María", "es", "Europe/Madrid"))
    found = database.read_now(lambda k: recognise(k, TEAMS_ANA))
    assert found is not None
    assert found.name == "Ana María"


def test_each_account_is_told(writer: Writer, database: Database) -> None:
    united_in_slack_and_teams(writer)
    told = rows(database, "outbox", "kind", "platform", "user_id")
    assert sorted(told) == [(NoticeKind.ONE_PERSON, "slack", "UANA"), (NoticeKind.ONE_PERSON, "teams", "ana")]


def test_the_account_that_entered_the_code_is_not_told_what_it_has_just_said(
    writer: Writer, database: Database
) -> None:
    met = seen(writer, PersonSeen(SLACK_ANA, "Ana"), PersonSeen(TEAMS_ANA, "Ana Ruiz"))
    own, other = met.members[SLACK_ANA], met.members[TEAMS_ANA]
    asked = AskForAccountCode(network_id=met.network_id, by=own, member=own, digest=DIGEST)
    done(writer.submit(asked, "").result(10))
    through = ":".join(TEAMS_ANA)
    entered = UniteMembers(
        network_id=met.network_id, by=other, member=own, other=other, digest=DIGEST, through=through
    )
    done(writer.submit(entered, "").result(10))
    assert rows(database, "outbox", "platform", "user_id") == [("slack", "UANA")]


def test_somebody_who_was_invited_by_link_keeps_their_group(
    writer: Writer, database: Database, clock: TurnedClock
) -> None:
    """Who was invited to speak for a group, and is in the channel like anybody else, speaks for that group."""
    met = met_in(writer, CHANNEL, "ana", "bo", "cy")
    circle_id = a_circle_in(writer, database, met, CHANNEL)
    members = list(met.members.values())
    providers = GroupId(rows(database, "stakeholder_group", "id", "name")[1][0])
    people = Community(met.network_id, circle_id, (), (providers,), members)
    invited = joined_by_link(writer, clock, people, providers)
    round = an_open_round(writer, people)
    unite(writer, people, members[0], invited)
    seat = circle(database, people).seat(members[0])
    assert seat is not None
    assert seat.group == providers
    through = dict(rows(database, "circle_seat", "member_id", "through"))
    assert through[members[0]] is SeatedThrough.INVITATION
    after = stored(database, round).tally
    assert (after.asked, after.groups[providers].asked) == (3, 1)
    answer_all(writer, round, [members[0]])
    assert stored(database, round).tally.groups[providers].heard == 1


def joined_by_link(writer: Writer, clock: TurnedClock, people: Community, group: GroupId) -> MemberId:
    invited = MemberId(new_id())
    made = InviteMember(
        network_id=people.network_id,
        by=people.facilitator,
        circle_id=people.circle_id,
        id=new_id(),
        digest="i" * 64,
        group=group,
        expires_at=clock() + timedelta(days=30),
    )
    done(writer.submit(made, "").result(10))
    joined = JoinByInvitation(
        network_id=people.network_id,
        by=invited,
        circle_id=people.circle_id,
        invitation_digest="i" * 64,
        link_digest="l" * 64,
        name="Lupe",
        locale="es",
        time_zone="UTC",
    )
    done(writer.submit(joined, "").result(10))
    return invited


def test_erasing_somebody_erases_what_was_theirs_under_their_other_account(
    writer: Writer, database: Database, people: Community
) -> None:
    own, other = people.members[2], people.members[3]
    round = an_open_round(writer, people)
    answer_all(writer, round, [other], Kind.CONCERN, "It is late.")
    unite(writer, people, own, other)
    assert any("It is late." in (personal or "") for (personal,) in rows(database, "journal", "personal"))
    done(writer.run(lambda unit: erase_member(unit, people.network_id, own)).result(10))
    kept = "".join(personal or "" for (personal,) in rows(database, "journal", "personal"))
    assert "It is late." not in kept
    assert str(other) not in kept
