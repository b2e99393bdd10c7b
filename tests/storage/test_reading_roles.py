"""What one reader sees of a circle's roles, of one role, and of their own."""

import itertools
from datetime import timedelta

from decisions.ids import MemberId
from decisions.roles import commands as c
from decisions.roles.fairness.rules import HasServed, NotTwiceRunning
from decisions.roles.record import May, OwnRoles, RoleRecord
from decisions.roles.role import Filling, Health, Role, RoleKind, WhyLeft
from decisions.roles.setting import first_seed
from storage.database import Database
from storage.reading.roles import circle_roles_record, own_roles, role_record, turn_entries
from storage.writer import Writer
from tests.support.builders import Community, TurnedClock, a_community, new_id
from tests.support.roles import MONDAY, WEEKLY, a_role, begin, coming, in_turn, stored, tell, turn_to_next


def read(database: Database, role: Role, reader: MemberId, clock: TurnedClock) -> RoleRecord:
    found = database.read_now(lambda k: role_record(k, role.network_id, role.id, reader, clock()))
    assert found is not None
    return found


def own(database: Database, people: Community, reader: MemberId) -> OwnRoles:
    return database.read_now(lambda k: own_roles(k, people.network_id, reader))


def test_a_circles_roles_stand_with_their_holders_and_what_is_vacant(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    held, vacant = a_role(writer, people, RoleKind.HOST), a_role(writer, people, RoleKind.SCRIBE)
    ended = a_role(writer, people, RoleKind.LIAISON)
    tell(writer, held, c.Volunteer, people.members[2])
    tell(writer, ended, c.EndRole, people.facilitator)
    record = database.read_now(
        lambda k: circle_roles_record(k, people.network_id, people.circle_id, people.members[2])
    )
    assert record is not None
    assert [role.id for role in record.roles] == [held.id, vacant.id]
    assert [role.health(clock()) for role in record.roles] == [Health.GOOD, Health.VACANT]
    assert record.members[people.members[2]].name == "Member 2"
    assert not record.may_change


def test_who_is_not_of_the_circle_sees_nothing_of_its_roles(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people, others = a_community(writer), a_community(writer)
    role, stranger = a_role(writer, people), others.members[0]
    network, now = people.network_id, clock()
    assert database.read_now(lambda k: circle_roles_record(k, network, people.circle_id, stranger)) is None
    assert database.read_now(lambda k: role_record(k, network, role.id, stranger, now)) is None


def test_a_role_is_read_with_its_history_the_order_and_how_even_it_is(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    scribe = a_role(writer, people)
    for member in people.members:
        tell(writer, scribe, c.Volunteer, member)
        tell(writer, scribe, c.StepDown, member)
    role = in_turn(writer, people, NotTwiceRunning(), HasServed(scribe.id), kind=RoleKind.HOST)
    begin(writer, clock, database, role)
    now = begin(writer, clock, database, role)
    record = read(database, role, people.members[1], clock)
    assert [term.why_left for term in record.terms] == [None, WhyLeft.TERM_ENDED]
    assert record.other_roles == {scribe.id: "scribe"}
    assert record.fairness is not None
    assert sum(one.turns for one in record.fairness.people) == 2
    assert record.turns[0].number == coming(now).number
    assert [turn.begins_at for turn in record.turns[1:]] == [turn.ends_at for turn in record.turns[:-1]]
    assert all(turn.ends_at - turn.begins_at == timedelta(days=7) for turn in record.turns)
    assert now.holders[0] not in record.turns[0].members
    assert {member for turn in record.turns for member in turn.members} <= set(people.members)


def test_handovers_are_read_by_those_they_are_for(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role, before, after, other = (a_role(writer, people), *people.members[2:5])
    tell(writer, role, c.Volunteer, before)
    tell(writer, role, c.WriteHandover, before, term=1, learned="Come early")
    tell(writer, role, c.StepDown, before)
    assert read(database, role, after, clock).handovers == ()
    tell(writer, role, c.AskToHold, people.facilitator, id=new_id(), who=after)
    assert [one.learned for one in read(database, role, after, clock).handovers] == ["Come early"]
    assert [one.by for one in read(database, role, before, clock).handovers] == [before]
    assert read(database, role, other, clock).handovers == ()
    assert read(database, role, people.facilitator, clock).handovers == ()


def test_whoever_asked_about_notes_reads_the_answer_when_they_hold_the_role_no_more(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role, before, asks, after = (a_role(writer, people), *people.members[2:5])
    tell(writer, role, c.Volunteer, before)
    tell(writer, role, c.WriteHandover, before, term=1, learned="Come early")
    tell(writer, role, c.StepDown, before)
    tell(writer, role, c.Volunteer, asks)
    mine, theirs = new_id(), new_id()
    tell(writer, role, c.AskBack, asks, term=1, id=mine, words="How early?")
    tell(writer, role, c.StepDown, asks)
    tell(writer, role, c.Volunteer, after)
    tell(writer, role, c.AskBack, after, term=1, id=theirs, words="Where?")
    tell(writer, role, c.AnswerBack, before, term=1, id=mine, words="By nine")
    (shown,) = read(database, role, asks, clock).handovers
    assert [(one.id, one.answer) for one in shown.questions] == [(mine, "By nine")]
    assert shown.learned == "", "the notes are for whoever holds it now"
    assert read(database, role, asks, clock).role.handovers == (shown,)
    assert len(read(database, role, after, clock).handovers[0].questions) == 2


def test_the_draw_of_a_new_role_is_the_one_that_was_shown(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    tell(writer, a_role(writer, people), c.EndRole, people.facilitator)
    key = (people.network_id, people.circle_id, people.facilitator)
    for _ in range(2):
        shown = database.read_now(lambda k: circle_roles_record(k, *key))
        assert shown is not None
        rota = c.FirstRota(rhythm=WEEKLY, since=MONDAY, rules=())
        made = a_role(writer, people, filling=Filling.ROTATION, rota=rota)
        assert made.rota is not None
        assert made.rota.seed == first_seed(people.circle_id, shown.made_before)


def test_what_is_between_others_is_not_shown(database: Database, writer: Writer, clock: TurnedClock) -> None:
    people = a_community(writer)
    role, asked, away, other = (a_role(writer, people, places=3), *people.members[2:5])
    tell(writer, role, c.GoAway, away, first=clock().date(), why="an operation")
    tell(writer, role, c.AskToHold, people.facilitator, id=new_id(), who=asked)
    assert read(database, role, away, clock).role.away[0].why == "an operation"
    assert [one.why for one in read(database, role, other, clock).role.away] == [""]
    assert len(read(database, role, asked, clock).role.offers) == 1
    assert len(read(database, role, people.facilitator, clock).role.offers) == 1
    assert read(database, role, other, clock).role.offers == ()
    held = a_role(writer, people)
    tell(writer, held, c.Volunteer, other)
    tell(writer, held, c.HandOn, other, id=new_id(), who=asked)
    assert len(read(database, held, asked, clock).role.offers) == 1
    assert read(database, held, people.facilitator, clock).role.offers == (), "it is between the two"


def test_each_reader_is_shown_what_they_can_do(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role = in_turn(writer, people)
    asked = coming(turn_to_next(writer, clock, database, role)).asked[0].member
    other = next(member for member in people.members[1:] if member != asked)
    assert {May.ACCEPT, May.DECLINE, May.SWAP} <= read(database, role, asked, clock).may
    may = read(database, role, other, clock).may
    assert May.GO_AWAY in may
    assert not may & {May.ACCEPT, May.DECLINE, May.CHANGE, May.STEP_DOWN}
    assert May.CHANGE in read(database, role, people.facilitator, clock).may
    tell(writer, role, c.GoAway, other, first=clock().date())
    assert May.COME_BACK in read(database, role, other, clock).may
    tell(writer, role, c.EndRole, people.facilitator)
    assert read(database, role, people.facilitator, clock).may == frozenset()


def test_after_a_swap_the_turn_that_is_owed_is_shown_as_whose_it_will_be(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role = in_turn(writer, people)
    owes = coming(turn_to_next(writer, clock, database, role)).asked[0].member
    steps_in = read(database, role, owes, clock).turns[2].members[0]
    offer = new_id()
    tell(writer, role, c.OfferSwap, owes, id=offer, who=steps_in)
    tell(writer, role, c.AnswerOffer, steps_in, id=offer, accept=True)
    turns = read(database, role, owes, clock).turns
    assert [turns[0].members, turns[2].members] == [(steps_in,), (owes,)]
    entries = database.read_now(lambda k: turn_entries(k, people.network_id, people.circle_id, clock()))
    assert entries[2].holders == (f"Member {people.members.index(owes)}",)


def test_the_home_knows_what_somebody_holds_and_is_asked(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role = in_turn(writer, people)
    asked = coming(turn_to_next(writer, clock, database, role)).asked[0].member
    host = a_role(writer, people, RoleKind.HOST)
    tell(writer, host, c.AskToHold, people.facilitator, id=new_id(), who=people.members[3])
    mine = own(database, people, asked)
    assert [(turn.role.id, turn.turn.number) for turn in mine.turns] == [(role.id, 1)]
    assert mine.waits
    assert [offer.by for _, offer in own(database, people, people.members[3]).offers] == [people.facilitator]
    tell(writer, role, c.AcceptTurn, asked, turn=1)
    begin(writer, clock, database, role)
    assert [held.id for held, _ in own(database, people, asked).holds] == [role.id]


def test_the_home_asks_for_notes_near_the_end_and_for_two_weeks_after(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role = in_turn(writer, people)
    first = begin(writer, clock, database, role).holders[0]

    def wanted(days: float = 0) -> list[int]:
        now = clock() + timedelta(days=days)
        return [one.number for one in own(database, people, first).terms if one.wants_notes(now)]

    assert wanted() == []
    assert wanted(days=5.5) == [1]
    begin(writer, clock, database, role)
    assert wanted() == wanted(days=13) == [1]
    assert wanted(days=14) == []
    tell(writer, role, c.WriteHandover, first, term=1, learned="Write short.")
    assert wanted() == []


def test_a_calendar_has_the_turns_that_were_that_is_and_that_come(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role = in_turn(writer, people)
    first = begin(writer, clock, database, role).holders[0]
    second = begin(writer, clock, database, role).holders[0]
    entries = database.read_now(lambda k: turn_entries(k, people.network_id, people.circle_id, clock()))
    names = {member: f"Member {number}" for number, member in enumerate(people.members)}
    assert [entry.number for entry in entries] == list(range(1, 1 + len(entries)))
    assert [entry.holders for entry in entries[:2]] == [(names[first],), (names[second],)]
    assert [entry.certain for entry in entries[:3]] == [True, True, False]
    assert all(later.begins_at == entry.ends_at for entry, later in itertools.pairwise(entries))
    assert len({entry.holders for entry in entries[:5]}) == 5


def test_once_an_absence_is_over_the_next_can_be_said(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role, who, today = a_role(writer, people), people.members[2], clock().date()
    tell(writer, role, c.GoAway, who, first=today, last=today + timedelta(days=3))
    may = read(database, role, who, clock).may
    assert (May.COME_BACK in may, May.GO_AWAY in may) == (True, False)
    clock.turn(days=4)
    may = read(database, role, who, clock).may
    assert (May.COME_BACK in may, May.GO_AWAY in may) == (False, True)
    tell(writer, role, c.GoAway, who, first=today + timedelta(days=30))
    may = read(database, role, who, clock).may
    assert (May.COME_BACK in may, May.GO_AWAY in may) == (True, True), "before it begins, another can be said"


def test_who_has_said_no_can_take_the_coming_turn_after_all_while_nobody_else_does(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    role = in_turn(writer, people)
    turn_to_next(writer, clock, database, role)
    said_no = []
    while asked := coming(stored(database, role)).asked:
        said_no.append(asked[0].member)
        assert May.TAKE_TURN not in read(database, role, said_no[0], clock).may
        tell(writer, role, c.DeclineTurn, asked[0].member, turn=1)
    assert sorted(said_no) == sorted(people.members)
    assert May.TAKE_TURN in read(database, role, said_no[0], clock).may
    tell(writer, role, c.AcceptTurn, said_no[0], turn=1)
    assert all(May.TAKE_TURN not in read(database, role, one, clock).may for one in said_no[:2])


def test_a_turn_that_a_rule_leaves_vacant_is_offered_to_nobody_whom_it_keeps_out(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    people = a_community(writer)
    scribe = a_role(writer, people)
    tell(writer, scribe, c.Volunteer, people.members[2])
    role = in_turn(writer, people, HasServed(scribe.id), kind=RoleKind.HOST)
    turn_to_next(writer, clock, database, role)
    after = tell(writer, role, c.DeclineTurn, people.members[2], turn=1)
    assert (coming(after).vacant, len(coming(after).unmet)) == (1, 1)
    assert May.TAKE_TURN in read(database, role, people.members[2], clock).may
    assert May.TAKE_TURN not in read(database, role, people.members[3], clock).may
