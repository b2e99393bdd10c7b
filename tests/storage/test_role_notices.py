"""Who hears of what happens to a role: put down with it, once, and only while it is so."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select, update

from decisions.ids import MemberId
from decisions.recurring.rhythm import Every, Rhythm
from decisions.roles import commands as c
from decisions.roles.fairness.rules import AtLeastFrom, OnePerOrganisation
from decisions.roles.notices import HAND_OVER_BEFORE
from decisions.roles.role import Filling, Role, RoleKind
from decisions.roles.still_so import still_so
from decisions.rounds.notices import NoticeKind, To
from storage.database import Database
from storage.deliveries import on_recorded
from storage.outbox import MEMBER, OUTBOX
from storage.postings import PLACE
from storage.writer import Writer
from tests.support.builders import Community, TurnedClock, a_community, done, new_id
from tests.support.roles import (
    MONDAY,
    WEEKLY,
    a_role,
    begin,
    coming,
    in_turn,
    stored,
    tell,
    terms,
    turn_to_next,
)
from tests.support.selections import a_selected_role, without_facilitator


@pytest.fixture
def writer(database: Database, clock: TurnedClock) -> Any:
    with Writer(database, clock, (on_recorded,)) as writer:
        yield writer


@pytest.fixture
def people(writer: Writer) -> Community:
    return a_community(writer)


def told(database: Database, kind: NoticeKind) -> list[Any]:
    found = select(OUTBOX).where(OUTBOX.c.kind == kind).order_by(OUTBOX.c.next_at, OUTBOX.c.key)
    return database.read_now(lambda k: list(k.execute(found)))


def a_place(database: Database, people: Community) -> UUID:
    place: dict[str, Any] = {
        "network_id": people.network_id,
        "id": new_id(),
        "platform": "slack",
        "tenant": "T1",
        "conversation": "C1",
        "circle_id": people.circle_id,
        "name": "general",
        "private": False,
    }
    with database.writing.begin() as connection:
        connection.execute(insert(PLACE).values(**place))
    id: UUID = place["id"]
    return id


def facts(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(row.facts)
    return found


def test_who_is_asked_for_a_turn_hears_it_and_once_more(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = in_turn(writer, people)
    turn_to_next(writer, clock, database, role)
    (asked,) = told(database, NoticeKind.ROLE_ASKED)
    assert asked.member_id == coming(stored(database, role)).asked[0].member
    assert (facts(asked)["turn"], facts(asked)["role"], facts(asked)["circle"]) == (1, "scribe", "Circle")
    assert facts(asked)["begins_at"] == coming(role).begins_at.isoformat()
    turn_to_next(writer, clock, database, role)
    (again,) = told(database, NoticeKind.ROLE_ASKED_AGAIN)
    assert again.member_id == asked.member_id


def test_who_need_not_take_a_turn_any_more_hears_it(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = in_turn(writer, people, places=2)
    asked = coming(turn_to_next(writer, clock, database, role)).asked
    for place in asked:
        tell(writer, role, c.AcceptTurn, place.member, turn=1)
    fewer = {"description": role.description, "places": 1, "filling": Filling.ROTATION}
    after = tell(writer, role, c.ChangeRole, people.facilitator, **fewer)
    (row,) = told(database, NoticeKind.ROLE_UNASKED)
    assert row.member_id in {place.member for place in asked}
    assert still_so(NoticeKind.ROLE_UNASKED, None, facts(row), row.member_id, after)
    assert [place.member for place in coming(after).asked] != [row.member_id]


def test_a_turn_that_begins_is_told_to_its_holder_and_in_the_places(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    place = a_place(database, people)
    role = in_turn(writer, people)
    (first,) = begin(writer, clock, database, role).holders
    second = begin(writer, clock, database, role)
    assert [row.member_id for row in told(database, NoticeKind.ROLE_BEGUN)] == [first, *second.holders]
    before, after = told(database, NoticeKind.ROLE_TURNED)
    assert (after.addressed_to, after.place_id, after.user_id) == (To.PLACE, place, "C1")
    assert after.lane == "slack:T1"
    names = {member: f"Member {number}" for number, member in enumerate(people.members)}
    assert facts(before)["thanks"] == []
    assert (facts(after)["holders"], facts(after)["thanks"]) == ([names[second.holders[0]]], [names[first]])


def test_before_a_turn_ends_its_holder_is_asked_what_the_next_one_needs(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = begin(writer, clock, database, in_turn(writer, people))
    (row,) = told(database, NoticeKind.ROLE_HAND_OVER)
    until = role.terms[0].until
    assert until is not None
    assert (row.member_id, row.next_at) == (
        role.holders[0],
        until - min(HAND_OVER_BEFORE, timedelta(days=7) / 4),
    )
    wanted = (NoticeKind.ROLE_HAND_OVER, None, facts(row), role.holders[0])
    assert still_so(*wanted, role)
    written = tell(writer, role, c.WriteHandover, role.holders[0], term=1, in_motion="The list")
    assert not still_so(*wanted, written)


def test_when_a_turn_is_put_off_its_holder_is_asked_before_its_new_end(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = begin(writer, clock, database, in_turn(writer, people))
    until = role.terms[0].until
    assert until is not None
    rhythm = replace(WEEKLY, weekday=1)
    rota = {"rhythm": rhythm, "since": MONDAY, "rules": ()}
    after = tell(writer, role, c.SetRota, people.facilitator, **rota)
    rows = told(database, NoticeKind.ROLE_HAND_OVER)
    wanted = [still_so(row.kind, None, facts(row), row.member_id, after) for row in rows]
    assert after.terms[0].until == until - timedelta(days=6)
    assert sorted(zip((facts(row)["until"] for row in rows), wanted, strict=True)) == [
        ((until - timedelta(days=6)).isoformat(), True),
        (until.isoformat(), False),
    ]


def test_whose_place_is_taken_before_their_time_is_over_is_asked_to_hand_over(
    database: Database, writer: Writer, people: Community
) -> None:
    role, before, after = a_selected_role(writer, people, places=2), people.members[2], people.members[3]
    tell(writer, role, c.SeatSelected, people.facilitator, members=(before, after))
    now = tell(writer, role, c.SeatSelected, people.facilitator, members=(after, people.members[4]))
    rows = told(database, NoticeKind.ROLE_HAND_OVER)
    due = [row for row in rows if still_so(row.kind, None, facts(row), row.member_id, now)]
    assert [(row.member_id, facts(row)["term"]) for row in due if facts(row)["left"]] == [(before, 1)]


def test_who_steers_is_asked_for_the_next_date_when_a_turn_begins_whose_end_nobody_named(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    kind = NoticeKind.ROLE_NEXT_DATE
    role = a_role(writer, people, filling=Filling.ROTATION)
    dated = {"since": MONDAY, "rules": ()}
    tell(writer, role, c.SetRota, people.facilitator, rhythm=Rhythm(Every.DATE, days=30), **dated)
    begin(writer, clock, database, role)
    assert told(database, kind) == []
    begin(writer, clock, database, role)
    (row,) = told(database, kind)
    now = stored(database, role)
    assert now.rota is not None
    assert now.rota.present is not None
    assert (row.member_id, facts(row)["until"]) == (people.facilitator, now.rota.present.ends_at.isoformat())
    assert still_so(kind, None, facts(row), row.member_id, now)
    rhythm = Rhythm(Every.DATE, days=90)
    named = tell(writer, role, c.SetRota, people.facilitator, rhythm=rhythm, **dated)
    assert not still_so(kind, None, facts(row), row.member_id, named)


def test_after_a_stop_past_the_end_of_a_turn_its_holder_is_asked_what_the_next_one_needs_and_once(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = begin(writer, clock, database, in_turn(writer, people))
    (holder,), until = role.holders, role.terms[0].until
    assert until is not None
    clock.turn(days=40)
    done(writer.settle_due().result(30))
    now = stored(database, role)
    assert holder not in now.holders
    (row,) = told(database, NoticeKind.ROLE_HAND_OVER)
    assert (row.member_id, facts(row)["term"]) == (holder, 1)
    assert row.next_at <= clock()
    wanted = (NoticeKind.ROLE_HAND_OVER, None, facts(row), holder)
    assert still_so(*wanted, now, clock())
    written = tell(writer, role, c.WriteHandover, holder, term=1, learned="Tea")
    assert not still_so(*wanted, written, clock())


def everyone_lives_in(database: Database, zone: str) -> None:
    with database.writing.begin() as connection:
        connection.execute(update(MEMBER).values(time_zone=zone))


def test_what_is_asked_about_a_turn_waits_for_the_morning_where_the_person_lives(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    everyone_lives_in(database, "America/Los_Angeles")
    role = in_turn(writer, people)
    while not told(database, NoticeKind.ROLE_ASKED_AGAIN):
        turn_to_next(writer, clock, database, role)
    begin(writer, clock, database, role)
    begin(writer, clock, database, role)
    kinds = (NoticeKind.ROLE_ASKED, NoticeKind.ROLE_ASKED_AGAIN, NoticeKind.ROLE_HAND_OVER)
    for kind in (*kinds, NoticeKind.ROLE_BEGUN):
        hours = {row.next_at.astimezone(ZoneInfo("America/Los_Angeles")).hour for row in told(database, kind)}
        assert hours, kind
        assert hours <= set(range(9, 21)), kind


def test_what_would_be_over_by_the_morning_leaves_at_once(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = begin(writer, clock, database, in_turn(writer, people))
    until = role.terms[0].until
    assert until is not None
    clock.turn(seconds=(until - timedelta(days=1, hours=12) - clock()).total_seconds())
    other = next(member for member in people.members if member not in role.holders)
    tell(writer, role, c.HandOn, role.holders[0], id=new_id(), who=other)
    (held,) = told(database, NoticeKind.ROLE_OFFERED)
    assert held.next_at - clock() == timedelta(hours=12)
    tell(writer, role, c.TakeBackOffer, role.holders[0], id=held.about)
    clock.turn(days=1)
    tell(writer, role, c.HandOn, role.holders[0], id=new_id(), who=other)
    _, at_once = sorted(told(database, NoticeKind.ROLE_OFFERED), key=lambda row: row.next_at)
    assert at_once.next_at == clock()


def test_places_that_stay_vacant_are_told_to_who_facilitates_with_the_rule(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = in_turn(writer, people, OnePerOrganisation(), places=3)
    turn_to_next(writer, clock, database, role)
    (row,) = told(database, NoticeKind.ROLE_VACANT)
    assert row.member_id == people.facilitator
    assert (facts(row)["vacant"], facts(row)["unmet"]) == (1, ["one_per_organisation"])


def test_who_steps_down_is_asked_to_hand_over_and_the_place_is_vacant(
    database: Database, writer: Writer, people: Community
) -> None:
    role, held = a_role(writer, people), people.members[2]
    tell(writer, role, c.Volunteer, held)
    assert told(database, NoticeKind.ROLE_BEGUN) == [], "they know"
    tell(writer, role, c.StepDown, held)
    (asked,) = told(database, NoticeKind.ROLE_HAND_OVER)
    (vacant,) = told(database, NoticeKind.ROLE_VACANT)
    assert (asked.member_id, vacant.member_id) == (held, people.facilitator)
    assert facts(vacant)["by"] == ["Member 2"]


def test_where_nobody_steers_the_circle_everyone_hears_of_it_where_it_meets_and_once(
    database: Database, writer: Writer, people: Community
) -> None:
    place, role = a_place(database, people), a_role(writer, people)
    tell(writer, role, c.Volunteer, people.members[2])
    without_facilitator(writer, people)
    after = tell(writer, role, c.StepDown, people.members[2])
    (row,) = told(database, NoticeKind.ROLE_VACANT)
    assert (row.addressed_to, row.place_id, row.member_id) == (To.PLACE, place, None)
    assert still_so(NoticeKind.ROLE_VACANT, None, facts(row), None, after)
    filled = tell(writer, role, c.Volunteer, people.members[3])
    assert not still_so(NoticeKind.ROLE_VACANT, None, facts(row), None, filled)


def test_where_such_a_circle_meets_in_no_channel_each_hears_of_it_but_who_knows(
    database: Database, writer: Writer, people: Community
) -> None:
    role = a_role(writer, people)
    tell(writer, role, c.Volunteer, people.members[2])
    without_facilitator(writer, people)
    tell(writer, role, c.StepDown, people.members[2])
    hear = {row.member_id for row in told(database, NoticeKind.ROLE_VACANT)}
    assert hear == set(people.members) - {people.members[2]}


def test_where_a_coordinator_steers_the_circle_they_hear_and_the_channel_is_left_in_peace(
    database: Database, writer: Writer, people: Community
) -> None:
    a_place(database, people)
    role = a_role(writer, people)
    tell(writer, role, c.Volunteer, people.members[2])
    without_facilitator(writer, people)
    with database.writing.begin() as connection:
        one = MEMBER.c.id == people.members[4]
        connection.execute(update(MEMBER).where(one).values(is_coordinator=True))
    tell(writer, role, c.StepDown, people.members[2])
    assert [row.member_id for row in told(database, NoticeKind.ROLE_VACANT)] == [people.members[4]]


def test_the_next_date_is_asked_of_nobody_who_could_not_name_it(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = a_role(writer, people, filling=Filling.ROTATION)
    dated = {"since": MONDAY, "rules": ()}
    tell(writer, role, c.SetRota, people.facilitator, rhythm=Rhythm(Every.DATE, days=30), **dated)
    without_facilitator(writer, people)
    begin(writer, clock, database, role)
    begin(writer, clock, database, role)
    assert told(database, NoticeKind.ROLE_NEXT_DATE) == []


def test_an_offer_and_its_answer_are_told_to_the_other(
    database: Database, writer: Writer, people: Community
) -> None:
    role, asked = a_role(writer, people), people.members[2]
    id = new_id()
    offered = tell(writer, role, c.AskToHold, people.facilitator, id=id, who=asked)
    (row,) = told(database, NoticeKind.ROLE_OFFERED)
    assert (row.member_id, row.about, facts(row)["offer"], facts(row)["by"]) == (
        asked,
        id,
        "hold",
        ["Member 0"],
    )
    assert still_so(NoticeKind.ROLE_OFFERED, id, facts(row), asked, offered)
    held = tell(writer, role, c.AnswerOffer, asked, id=id, accept=True)
    assert not still_so(NoticeKind.ROLE_OFFERED, id, facts(row), asked, held)
    (answered,) = told(database, NoticeKind.ROLE_OFFER_ANSWERED)
    assert (answered.member_id, facts(answered)["answer"]) == (people.facilitator, "yes")
    assert told(database, NoticeKind.ROLE_BEGUN) == [], "they have just said yes"


def test_an_offer_that_nobody_answers_is_told_and_one_taken_back_is_not(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = a_role(writer, people, places=2)
    for who in people.members[2:4]:
        tell(writer, role, c.AskToHold, people.facilitator, id=new_id(), who=who)
    first = stored(database, role).offers[0]
    tell(writer, role, c.TakeBackOffer, people.facilitator, id=first.id)
    turn_to_next(writer, clock, database, role)
    (row,) = told(database, NoticeKind.ROLE_OFFER_ANSWERED)
    assert (facts(row)["answer"], facts(row)["by"]) == ("nothing", ["Member 3"])


def test_a_handover_a_question_back_and_its_answer_are_told(
    database: Database, writer: Writer, people: Community
) -> None:
    role, before, after = a_role(writer, people), people.members[2], people.members[3]
    tell(writer, role, c.Volunteer, before)
    tell(writer, role, c.StepDown, before)
    tell(writer, role, c.Volunteer, after)
    tell(writer, role, c.WriteHandover, before, term=1, learned="Ask the neighbours")
    asked = tell(writer, role, c.AskBack, after, term=1, id=new_id(), words="Which ones?")
    question = asked.handovers[0].questions[0]
    (row,) = told(database, NoticeKind.ROLE_QUESTION)
    assert still_so(NoticeKind.ROLE_QUESTION, question.id, facts(row), before, asked)
    tell(writer, role, c.AnswerBack, before, term=1, id=question.id, words="Upstairs")
    kinds = (NoticeKind.ROLE_HANDOVER, NoticeKind.ROLE_QUESTION, NoticeKind.ROLE_ANSWER)
    assert [told(database, kind)[0].member_id for kind in kinds] == [after, before, after]
    assert all("neighbours" not in row.facts for kind in kinds for row in told(database, kind))
    assert not still_so(NoticeKind.ROLE_QUESTION, question.id, facts(row), before, stored(database, role))


def test_the_end_of_a_term_is_told_to_its_holder_and_who_facilitates(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = a_role(writer, people, RoleKind.LIAISON, months=6)
    tell(writer, role, c.Volunteer, people.members[2])
    turn_to_next(writer, clock, database, role)
    rows = told(database, NoticeKind.ROLE_END_NEAR)
    assert {row.member_id for row in rows} == {people.members[2], people.facilitator}
    turn_to_next(writer, clock, database, role)
    assert [why for _, _, why in terms(database, role)] == ["term_ended"]
    assert len(told(database, NoticeKind.ROLE_VACANT)) == 1


def test_who_facilitates_is_told_once_of_the_end_of_their_own_term(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = a_role(writer, people, RoleKind.LIAISON, months=6)
    tell(writer, role, c.Volunteer, people.facilitator)
    turn_to_next(writer, clock, database, role)
    assert [row.member_id for row in told(database, NoticeKind.ROLE_END_NEAR)] == [people.facilitator]


def test_who_facilitates_is_told_what_their_own_no_leaves_vacant(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = in_turn(writer, people, places=len(people.members))
    turn_to_next(writer, clock, database, role)
    tell(writer, role, c.DeclineTurn, people.facilitator, turn=1)
    (row,) = told(database, NoticeKind.ROLE_VACANT)
    assert (row.member_id, facts(row)["vacant"]) == (people.facilitator, 1)


def test_who_sets_a_rule_that_leaves_a_place_vacant_has_seen_it(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = in_turn(writer, people, places=3)
    turn_to_next(writer, clock, database, role)
    rota = {"rhythm": WEEKLY, "since": MONDAY, "rules": (OnePerOrganisation(),)}
    after = tell(writer, role, c.SetRota, people.facilitator, **rota)
    assert (coming(after).vacant, told(database, NoticeKind.ROLE_VACANT)) == (1, [])


def test_who_has_answered_meanwhile_is_not_asked(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = in_turn(writer, people, AtLeastFrom(people.groups[0]))
    asked = coming(turn_to_next(writer, clock, database, role)).asked[0].member
    (row,) = told(database, NoticeKind.ROLE_ASKED)

    def is_asked(role: Role, member: MemberId) -> bool:
        return still_so(NoticeKind.ROLE_ASKED, None, facts(row), member, role)

    assert is_asked(stored(database, role), asked)
    after = tell(writer, role, c.AcceptTurn, asked, turn=1)
    assert not is_asked(after, asked)
