"""Roles in the tables: as the journal tells them, whatever happens in the circle and whoever turns out to be whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

from decisions.ids import MemberId
from decisions.people.commands import ChangeCircle, UnseatMember
from decisions.refusals import Reason
from decisions.roles import commands as c
from decisions.roles.fairness.rules import AtLeastFrom, HasServed, NotTwiceRunning, OnePerOrganisation
from decisions.roles.role import RoleKind, WhyLeft
from decisions.rounds.settings import Settings
from storage.checking import verify
from storage.database import Database
from storage.exporting import exported
from storage.replay import erase_member, replay
from storage.tables import METADATA
from storage.writer import Declined, Writer
from tests.storage.test_uniting import unite
from tests.support.builders import Community, TurnedClock, a_community, done, new_id
from tests.support.roles import (
    MONDAY,
    WEEKLY,
    a_role,
    begin,
    circle,
    coming,
    in_turn,
    settle,
    stored,
    submit,
    tell,
    terms,
    turn_to_next,
)


def test_it_is_kept_as_it_was_made_with_every_kind_of_rule(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    other = a_role(writer, people)
    rules = (NotTwiceRunning(), OnePerOrganisation(), AtLeastFrom(people.groups[0]), HasServed(other.id))
    role = in_turn(writer, people, *rules, kind=RoleKind.HOST, places=2)
    assert role.rota is not None
    assert stored(database, role) == role
    assert stored(database, role).rota == role.rota
    assert role.rota.rules == rules


def test_a_rule_about_another_networks_group_or_another_circles_role_is_refused(
    database: Database, writer: Writer
) -> None:
    people, others = a_community(writer), a_community(writer)
    role, theirs = a_role(writer, people), a_role(writer, others)
    for rule in (AtLeastFrom(others.groups[0]), HasServed(theirs.id)):
        set_rota = {"rhythm": WEEKLY, "since": MONDAY, "rules": (rule,)}
        outcome = submit(writer, role, c.SetRota, people.facilitator, **set_rota)
        assert isinstance(outcome, Declined)
        assert (outcome.refusal.reason, outcome.refusal.at_field) == (Reason.NOT_FOUND, "rules")
    assert stored(database, role) == role


def test_time_asks_begins_and_ends_each_turn(database: Database, writer: Writer, clock: TurnedClock) -> None:
    people = a_community(writer)
    role = in_turn(writer, people)
    first = coming(role)
    clock.turn(seconds=(first.begins_at - clock()).total_seconds() / 2)
    settle(writer)
    (asked,) = coming(stored(database, role)).asked
    tell(writer, role, c.AcceptTurn, asked.member, turn=1)
    clock.turn(seconds=(first.begins_at - clock()).total_seconds())
    settle(writer)
    begun = stored(database, role)
    assert begun.holders == (asked.member,)
    assert begun.terms[0].until == first.ends_at
    assert terms(database, role) == [(1, asked.member, None)]
    second = begin(writer, clock, database, role)
    assert terms(database, role) == [
        (1, asked.member, WhyLeft.TERM_ENDED),
        (2, second.holders[0], None),
    ]
    assert second.holders[0] != asked.member


def test_after_a_long_stop_one_turn_begins(database: Database, writer: Writer, clock: TurnedClock) -> None:
    people = a_community(writer)
    role = in_turn(writer, people)
    clock.turn(days=60)
    settle(writer)
    after = stored(database, role)
    assert coming(after).number == 2
    assert coming(after).begins_at > clock()
    assert terms(database, role) == []


def test_the_journal_tells_the_same_as_the_tables(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role = in_turn(writer, people, NotTwiceRunning(), OnePerOrganisation(), places=2)
    for _ in range(3):
        begin(writer, clock, database, role)
    holder = stored(database, role).holders[0]
    tell(
        writer,
        role,
        c.WriteHandover,
        holder,
        term=stored(database, role).terms[0].number,
        learned="Come early.",
    )
    tell(writer, role, c.GoAway, holder, first=clock().date(), why="A long journey")
    tell(writer, role, c.StepDown, holder, words="No time")
    after = stored(database, role)
    assert after.handovers[0].learned == "Come early."
    assert database.read_now(lambda k: replay(k, people.network_id, role.id)) == after


def test_what_is_between_two_people_is_not_exported(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role = a_role(writer, people)
    asked = people.members[2]
    held = tell(writer, role, c.AskToHold, people.facilitator, id=new_id(), who=asked)
    tell(writer, role, c.AnswerOffer, asked, id=held.offers[0].id, accept=True)
    tell(writer, role, c.WriteHandover, asked, term=1, talk_to="the neighbour upstairs")
    tell(writer, role, c.StepDown, asked, words="my mother is ill")
    with database.reading.connect() as connection:
        lines = [line for line in exported(connection, people.network_id) if "role" in line]
    assert [line["event"] for line in lines] == ["RoleMade", "RoleTaken", "HandoverWritten", "RoleLeft"]
    assert "neighbour" not in str(lines)
    assert "mother" not in str(lines)


def test_a_handover_is_written_after_the_term_and_by_nobody_else(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    role = a_role(writer, people)
    held = people.members[2]
    tell(writer, role, c.Volunteer, held)
    tell(writer, role, c.StepDown, held)
    other = submit(writer, role, c.WriteHandover, people.members[3], term=1, learned="Nothing")
    assert isinstance(other, Declined)
    assert other.refusal.reason is Reason.NOT_FOUND
    written = tell(writer, role, c.WriteHandover, held, term=1, learned="Bring pens")
    assert [handover.by for handover in written.handovers] == [held]


def test_only_who_has_held_the_other_role_is_asked(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    scribe, knows = a_role(writer, people), people.members[4]
    tell(writer, scribe, c.Volunteer, knows)
    tell(writer, scribe, c.StepDown, knows)
    role = in_turn(writer, people, HasServed(scribe.id), kind=RoleKind.HOST)
    turn_to_next(writer, clock, database, role)
    assert [asked.member for asked in coming(stored(database, role)).asked] == [knows]


def test_who_holds_other_roles_comes_later(database: Database, writer: Writer, clock: TurnedClock) -> None:
    people = a_community(writer, members=4)
    for member in people.members[:3]:
        tell(writer, a_role(writer, people, RoleKind.OWN), c.Volunteer, member)
    role = in_turn(writer, people)
    turn_to_next(writer, clock, database, role)
    assert [asked.member for asked in coming(stored(database, role)).asked] == [people.members[3]]


def test_who_leaves_the_circle_leaves_its_roles(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role, held = in_turn(writer, people), a_role(writer, people, RoleKind.HOST)
    turn_to_next(writer, clock, database, role)
    (asked,) = coming(stored(database, role)).asked
    tell(writer, held, c.Volunteer, asked.member)
    leaving = UnseatMember(
        network_id=people.network_id, by=asked.member, circle_id=people.circle_id, member=asked.member
    )
    done(writer.submit(leaving, "").result(30))
    assert asked.member not in {one.member for one in coming(stored(database, role)).asked}
    assert len(coming(stored(database, role)).asked) == 1
    assert stored(database, held).holders == ()
    assert terms(database, held) == [(1, asked.member, WhyLeft.LEFT_CIRCLE)]


def test_another_zone_moves_the_coming_turn(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    role = in_turn(writer, people)
    command = ChangeCircle(
        network_id=people.network_id,
        by=people.facilitator,
        circle_id=people.circle_id,
        name="Circle",
        facilitator=people.facilitator,
        settings=Settings(zone="Asia/Tokyo"),
    )
    done(writer.submit(command, "").result(30))
    assert coming(stored(database, role)).begins_at < coming(role).begins_at


def test_a_turn_that_is_due_is_not_lost_when_the_zone_changes(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role = in_turn(writer, people)
    turn_to_next(writer, clock, database, role)
    (asked,) = coming(stored(database, role)).asked
    tell(writer, role, c.AcceptTurn, asked.member, turn=1)
    clock.turn(seconds=(coming(role).begins_at - clock()).total_seconds() + 60)
    command = ChangeCircle(
        network_id=people.network_id,
        by=people.facilitator,
        circle_id=people.circle_id,
        name="Circle",
        facilitator=people.facilitator,
        settings=Settings(zone="Asia/Tokyo"),
    )
    done(writer.submit(command, "").result(30))
    assert stored(database, role).holders == (asked.member,)


def test_the_circles_facilitator_follows_the_role(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role = in_turn(writer, people, kind=RoleKind.FACILITATOR)
    assert circle(database, people).facilitator == people.facilitator, "nobody holds it yet"
    first = begin(writer, clock, database, role).holders[0]
    assert circle(database, people).facilitator == first
    second = begin(writer, clock, database, role).holders[0]
    assert circle(database, people).facilitator == second != first
    tell(writer, role, c.StepDown, second)
    assert circle(database, people).facilitator is None
    assert database.read_now(lambda k: replay(k, people.network_id, people.circle_id)) == circle(
        database, people
    )


def test_of_several_facilitators_one_leads_and_then_the_next(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role = in_turn(writer, people, kind=RoleKind.FACILITATOR, places=2)
    holders = begin(writer, clock, database, role).holders
    one = circle(database, people).facilitator
    assert one is not None
    [other] = [member for member in holders if member != one]
    tell(writer, role, c.StepDown, one)
    assert circle(database, people).facilitator == other
    tell(writer, role, c.StepDown, other)
    assert circle(database, people).facilitator is None


def facilitated_by(writer: Writer, people: Community, who: MemberId | None, by: MemberId) -> None:
    command = ChangeCircle(
        network_id=people.network_id,
        by=by,
        circle_id=people.circle_id,
        name="Circle",
        facilitator=who,
        settings=Settings(),
    )
    done(writer.submit(command, "").result(30))


def test_whoever_is_named_facilitator_of_the_circle_holds_the_role_at_once(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role = begin(writer, clock, database, in_turn(writer, people, kind=RoleKind.FACILITATOR))
    (holder,), until = role.holders, role.terms[0].until
    clock.turn(days=1)
    other = next(member for member in people.members if member != holder)
    facilitated_by(writer, people, other, holder)
    now = stored(database, role)
    assert circle(database, people).facilitator == other
    assert [(term.member, term.until, term.turn) for term in now.terms] == [(other, until, 1)]
    assert terms(database, role) == [(1, holder, WhyLeft.HANDED_ON), (2, other, None)]
    assert begin(writer, clock, database, role).holders == (circle(database, people).facilitator,)
    assert database.read_now(lambda k: replay(k, people.network_id, role.id)) == stored(database, role)


def test_with_nobody_to_facilitate_the_role_is_vacant_and_its_turn_is_asked_of_another(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role = begin(writer, clock, database, in_turn(writer, people, kind=RoleKind.FACILITATOR))
    (holder,) = role.holders
    facilitated_by(writer, people, None, holder)
    now = stored(database, role)
    assert (circle(database, people).facilitator, now.holders) == (None, ())
    assert now.rota is not None
    assert now.rota.present is not None
    (asked,) = now.rota.present.asked
    assert asked.member != holder
    tell(writer, role, c.AcceptTurn, asked.member, turn=1)
    assert circle(database, people).facilitator == asked.member


def test_other_settings_of_the_circle_leave_the_role_as_it_is(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    role = a_role(writer, people, RoleKind.FACILITATOR)
    scribe = a_role(writer, people)
    facilitated_by(writer, people, people.facilitator, people.facilitator)
    assert terms(database, role) == []
    facilitated_by(writer, people, people.members[2], people.facilitator)
    assert (terms(database, role), terms(database, scribe)) == ([(1, people.members[2], None)], [])


def test_when_the_role_is_ended_its_holder_still_facilitates_the_circle(
    database: Database, writer: Writer
) -> None:
    people = a_community(writer)
    role = a_role(writer, people, RoleKind.FACILITATOR)
    tell(writer, role, c.Volunteer, people.members[3])
    tell(writer, role, c.EndRole, people.members[3])
    assert circle(database, people).facilitator == people.members[3]
    assert terms(database, role) == [(1, people.members[3], WhyLeft.ROLE_ENDED)]


def test_a_facilitator_who_leaves_the_circle_leaves_it_without_one(
    database: Database, writer: Writer
) -> None:
    people = a_community(writer)
    role = a_role(writer, people, RoleKind.FACILITATOR)
    holder = people.members[3]
    tell(writer, role, c.Volunteer, holder)
    leaving = UnseatMember(network_id=people.network_id, by=holder, circle_id=people.circle_id, member=holder)
    done(writer.submit(leaving, "").result(30))
    assert circle(database, people).facilitator is None
    assert stored(database, role).holders == ()


def test_two_members_who_are_one_person_hold_it_once(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    role = a_role(writer, people, places=2)
    member, other = people.members[2], people.members[3]
    tell(writer, role, c.Volunteer, other)
    tell(writer, role, c.Volunteer, member)
    unite(writer, people, member, other)
    assert stored(database, role).holders == (member,)
    t = METADATA.tables["role_term"].c
    open_terms = select(t.member_id).where(t.role_id == role.id, t.ended_at.is_(None))
    assert database.read_now(lambda k: k.execute(open_terms).scalars().all()) == [member]
    assert {one for _, one, _ in terms(database, role)} == {member}
    assert database.read_now(lambda k: replay(k, people.network_id, role.id)) == stored(database, role)


def test_what_one_of_the_two_held_before_is_the_persons(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    role, ended = a_role(writer, people), a_role(writer, people)
    member, other = people.members[2], people.members[3]
    for each in (role, ended):
        tell(writer, each, c.Volunteer, other)
        tell(writer, each, c.StepDown, other)
    tell(writer, ended, c.EndRole, people.facilitator)
    unite(writer, people, member, other)
    for each in (role, ended):
        assert terms(database, each) == [(1, member, WhyLeft.STEPPED_DOWN)]
    written = tell(writer, role, c.WriteHandover, member, term=1, learned="Bring pens")
    assert written.handovers[0].by == member


def _all_texts(connection: Connection) -> str:
    columns = (METADATA.tables["role"].c.body, METADATA.tables["journal"].c.personal)
    found = (text for column in columns for text in connection.execute(select(column)).scalars())
    return " ".join(text for text in found if text)


def test_what_somebody_wrote_in_roles_is_erased_with_them(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    role, ended = a_role(writer, people, places=2), a_role(writer, people)
    mine, account, theirs = people.members[2:5]
    tell(writer, ended, c.Volunteer, account)
    tell(writer, ended, c.WriteHandover, account, term=1, learned="Bring marigolds")
    tell(writer, ended, c.EndRole, people.facilitator)
    unite(writer, people, mine, account)
    tell(writer, role, c.Volunteer, mine)
    tell(writer, role, c.Volunteer, theirs)
    tell(writer, role, c.WriteHandover, mine, term=1, learned="Bring marigolds")
    tell(writer, role, c.WriteHandover, theirs, term=2, learned="Bring pens")
    tell(writer, role, c.AskBack, theirs, term=1, id=new_id(), words="Which?")
    asked, kept = new_id(), new_id()
    tell(writer, role, c.AskBack, mine, term=2, id=asked, words="Marigolds too?")
    tell(writer, role, c.AskBack, theirs, term=2, id=kept, words="To myself")
    tell(writer, role, c.AnswerBack, theirs, term=2, id=asked, words="Pens only")
    tell(writer, role, c.GoAway, mine, first=MONDAY, why="marigolds")
    before = stored(database, role)
    done(writer.run(lambda unit: erase_member(unit, people.network_id, mine)).result(10))
    texts = database.read_now(_all_texts)
    assert "marigolds" not in texts.casefold()
    assert "Bring pens" in texts
    (written,) = stored(database, role).handovers
    assert (written.by, written.learned) == (theirs, "Bring pens")
    assert [one.id for one in written.questions] == [kept]
    assert stored(database, role).terms == before.terms, "who held what, and when, stays"
    again = tell(writer, role, c.GoAway, people.members[1], first=MONDAY)
    assert "marigolds" not in repr(again).casefold(), "and nothing that is remembered brings it back"
    assert database.read_now(verify) is None


def test_two_workers_begin_a_turn_once(database: Database, writer: Writer, clock: TurnedClock) -> None:
    if database.on_sqlite:
        pytest.skip("an embedded database has one writer")
    people = a_community(writer)
    role = in_turn(writer, people)
    turn_to_next(writer, clock, database, role)
    (asked,) = coming(stored(database, role)).asked
    tell(writer, role, c.AcceptTurn, asked.member, turn=1)
    clock.turn(seconds=(coming(role).begins_at - clock()).total_seconds())
    with Writer(database, clock) as other:
        for ticket in [each.settle_due() for _ in range(5) for each in (writer, other)]:
            done(ticket.result(30))
    assert terms(database, role) == [(1, asked.member, None)]


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(database.writing, "before_cursor_execute", note)
    yield said
    event.remove(database.writing, "before_cursor_execute", note)


def test_a_command_takes_as_many_statements_however_long_the_history(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role = in_turn(writer, people)

    def accepting() -> int:
        turn = turn_to_next(writer, clock, database, role)
        (asked,) = coming(turn).asked
        with counted(database) as said:
            tell(writer, role, c.AcceptTurn, asked.member, turn=coming(turn).number)
        turn_to_next(writer, clock, database, role)
        return len(said)

    of_the_first = max(accepting(), accepting())
    for _ in range(6):
        accepting()
    assert accepting() <= of_the_first
    assert len(terms(database, role)) == 9
