"""When the term of somebody who was selected comes near its end, the next selection opens by itself, and once."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from decisions.ids import MemberId
from decisions.people.commands import UnseatMember
from decisions.roles import commands as c
from decisions.roles.role import Role
from decisions.rounds.commands import Withdraw
from decisions.rounds.notices import NoticeKind
from decisions.rounds.round import Round, Stage
from decisions.workdays import local_day
from storage.database import Database
from storage.deliveries import on_recorded
from storage.outbox import OUTBOX
from storage.streams.selections import select_next
from storage.unit import Unit
from storage.writer import Writer
from tests.support.builders import (
    Community,
    TurnedClock,
    a_community,
    done,
)
from tests.support.roles import a_role, circle, settle, stored, tell, turn_to_next
from tests.support.selections import (
    a_selected_role,
    as_replayed,
    choose,
    does,
    key,
    open_for,
    rounds,
    turn_to,
    without_facilitator,
)


@pytest.fixture
def writer(database: Database, clock: TurnedClock) -> Any:
    with Writer(database, clock, (on_recorded,)) as writer:
        yield writer


@pytest.fixture
def people(writer: Writer) -> Community:
    return a_community(writer)


def held(writer: Writer, people: Community, *members: MemberId, **fields: Any) -> Role:
    role = a_selected_role(writer, people, places=len(members), **fields)
    return tell(writer, role, c.SeatSelected, people.facilitator, members=members)


def test_when_the_end_comes_near_the_next_selection_opens_by_itself_and_once(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = held(writer, people, people.members[2])
    until = role.terms[0].until
    turn_to_next(writer, clock, database, role)
    (round,) = rounds(database, people)
    assert until is not None
    assert (until - clock()).days == 28
    assert (round.stage, round.proposer, round.facilitator, round.role) == (
        Stage.NOMINATING,
        people.facilitator,
        people.facilitator,
        role.id,
    )
    assert round.selection is not None
    assert (round.selection.vacancy.name, round.selection.vacancy.places) == ("Lead", 1)
    assert round.tally.asked == len(people.members)
    assert as_replayed(database, role).selection == round.id
    turn_to(clock, until)
    settle(writer)
    assert stored(database, role).holders == ()
    assert [one.id for one in rounds(database, people)] == [round.id]


def test_what_has_begun_once_for_the_end_of_a_term_does_not_begin_again(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = held(writer, people, people.members[2])
    turn_to_next(writer, clock, database, role)
    (round,) = rounds(database, people)
    does(writer, Withdraw(**key(round, people.facilitator)))
    now, here = stored(database, role), circle(database, people)

    def once_more(unit: Unit) -> None:
        select_next(unit, now, [term.number for term in now.terms], here)

    done(writer.run(once_more).result(30))
    assert [(one.id, one.stage) for one in rounds(database, people)] == [(round.id, Stage.WITHDRAWN)]


def test_who_is_selected_next_follows_for_another_term_and_is_followed_in_turn(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = held(writer, people, people.members[2])
    turn_to_next(writer, clock, database, role)
    (first,) = rounds(database, people)
    assert first.selection is not None
    choose(database, writer, clock, people, first, people.members[3])
    (term,) = as_replayed(database, role).terms
    assert (term.number, term.member) == (2, people.members[3])
    assert term.until is not None
    assert local_day(term.until, "UTC") > (first.selection.vacancy.until or date.max)
    turn_to_next(writer, clock, database, role)
    assert [one.stage for one in rounds(database, people)] == [Stage.SELECTED, Stage.NOMINATING]


def test_of_two_whose_terms_end_together_one_selection_follows(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = held(writer, people, people.members[2], people.members[3])
    turn_to_next(writer, clock, database, role)
    (round,) = rounds(database, people)
    assert round.selection is not None
    assert round.selection.vacancy.places == 2


def test_whose_term_ended_while_nothing_was_running_is_followed_by_one_selection(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = held(writer, people, people.members[2])
    clock.turn(days=400)
    settle(writer)
    (round,) = rounds(database, people)
    assert (round.stage, as_replayed(database, role).holders) == (Stage.NOMINATING, ())
    assert round.deadline is not None
    assert round.deadline > clock()


def test_while_people_are_being_selected_already_nothing_else_is_written(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = held(writer, people, people.members[2])
    near = stored(database, role).terms[0].until
    assert near is not None
    clock.turn(seconds=(near - clock()).total_seconds() - 29 * 86_400)
    begun = open_for(writer, people, role)
    turn_to_next(writer, clock, database, role)
    assert stored(database, role).terms[0].end_told
    assert [one.id for one in rounds(database, people)] == [begun.id]


def two_leads(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> tuple[Role, Round]:
    """The end of the second comes near while people are being selected to follow the first."""
    role = a_selected_role(writer, people, places=2)
    ends = ((people.members[2], date(2027, 2, 1)), (people.members[3], date(2027, 2, 4)))
    for member, until in ends:
        tell(writer, role, c.SeatSelected, people.facilitator, members=(member,), until=until)
    while not all(term.end_told for term in stored(database, role).terms):
        turn_to_next(writer, clock, database, role)
    (first,) = rounds(database, people)
    assert first.selection is not None
    assert (first.stage, first.selection.vacancy.places) == (Stage.NOMINATING, 1)
    assert stored(database, role).put_off == (2,)
    return role, first


def test_whose_end_comes_near_while_another_is_followed_is_followed_after_that(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role, first = two_leads(database, writer, clock, people)
    choose(database, writer, clock, people, first, people.members[4])
    after = as_replayed(database, role)
    assert set(after.holders) == {people.members[3], people.members[4]}
    _, second = rounds(database, people)
    assert (second.stage, second.proposer) == (Stage.NOMINATING, people.facilitator)
    assert second.selection is not None
    assert (second.selection.vacancy.places, after.selection, after.put_off) == (1, second.id, ())
    settle(writer)
    assert len(rounds(database, people)) == 2


def test_where_the_first_of_two_selections_comes_to_nothing_the_second_is_for_both(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role, first = two_leads(database, writer, clock, people)
    does(writer, Withdraw(**key(first, people.facilitator)))
    _, second = rounds(database, people)
    assert second.selection is not None
    assert (second.stage, second.selection.vacancy.places) == (Stage.NOMINATING, 2)
    does(writer, Withdraw(**key(second, people.facilitator)))
    assert len(rounds(database, people)) == 2, "nobody is pressed"
    assert as_replayed(database, role).put_off == ()


def test_what_the_rules_do_not_let_open_stays_a_draft_of_who_facilitates(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    """Nobody is left whom one could choose."""
    role = held(writer, people, people.facilitator)
    for member in people.members:
        if member != people.facilitator:
            does(
                writer,
                UnseatMember(
                    network_id=people.network_id,
                    by=people.facilitator,
                    circle_id=people.circle_id,
                    member=member,
                ),
            )
    turn_to_next(writer, clock, database, role)
    (draft,) = rounds(database, people)
    assert (draft.stage, draft.proposer) == (Stage.DRAFT, people.facilitator)
    assert stored(database, role).selection is None


def test_with_nobody_who_facilitates_none_begins_and_its_holder_hears_of_the_end(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = held(writer, people, people.members[2])
    without_facilitator(writer, people)
    turn_to_next(writer, clock, database, role)
    assert rounds(database, people) == []
    told = select(OUTBOX.c.member_id).where(OUTBOX.c.kind == NoticeKind.ROLE_END_NEAR)
    assert people.members[2] in database.read_now(lambda k: set(k.execute(told).scalars()))


def test_a_role_that_is_filled_in_another_way_opens_nothing(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = a_role(writer, people, months=6)
    tell(writer, role, c.Volunteer, people.members[2])
    turn_to_next(writer, clock, database, role)
    assert stored(database, role).terms[0].end_told
    assert rounds(database, people) == []
