"""A selection is begun for a role as it is described, and fills it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from decisions.ids import CircleId, RoleId, RoundId
from decisions.people.commands import ChangeCircle
from decisions.refusals import Reason
from decisions.roles import commands as c
from decisions.roles.record import May
from decisions.roles.role import Filling, How
from decisions.rounds.answers import Kind
from decisions.rounds.commands import (
    AnswerProposed,
    EditDraft,
    GiveAnswer,
    Nominate,
    ProposePeople,
    Withdraw,
    WriteDraft,
)
from decisions.rounds.events import PeopleSelected
from decisions.rounds.round import Stage
from decisions.rounds.selection.vacancy import Vacancy
from decisions.rounds.settings import Settings
from decisions.rounds.text import Text
from decisions.rounds.way import Way
from decisions.workdays import local_day
from storage.database import Database
from storage.deliveries import on_recorded
from storage.reading.roles import role_record
from storage.streams.selections import after_round_event
from storage.unit import Unit
from storage.writer import Declined, Writer
from tests.support.builders import (
    Community,
    TurnedClock,
    a_community,
    done,
    make_circle,
    new_id,
)
from tests.support.roles import a_role, stored, tell
from tests.support.selections import (
    LEAD,
    a_selected_role,
    as_replayed,
    choose,
    closes,
    does,
    draft_for,
    key,
    open_for,
    opened,
    refused,
    rounds,
    stored_round,
    until_accepting,
)


@pytest.fixture
def writer(database: Database, clock: TurnedClock) -> Any:
    with Writer(database, clock, (on_recorded,)) as writer:
        yield writer


@pytest.fixture
def people(writer: Writer) -> Community:
    return a_community(writer)


# --- filling it -------------------------------------------------------------------------------------------------


def test_whoever_is_selected_holds_the_role_until_the_day_that_was_said(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role, nominee = a_selected_role(writer, people), people.members[3]
    last = local_day(clock(), "UTC").replace(year=2027, month=6, day=30)
    vacancy = Vacancy("", LEAD.purpose, until=last)
    round = open_for(writer, people, role, vacancy=vacancy)
    until_accepting(database, writer, clock, people, round, nominee)
    assert stored(database, role).holders == ()
    does(writer, AnswerProposed(**key(round, nominee), accept=True))
    after = as_replayed(database, role)
    (term,) = after.terms
    assert (term.member, term.how, after.selection) == (nominee, How.SELECTED, round.id)
    assert term.until is not None
    assert term.until.date() == date(2027, 7, 1)


def test_where_the_circle_only_recommends_the_role_is_as_it_was(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role, nominee = a_selected_role(writer, people), people.members[3]
    changed = ChangeCircle(
        network_id=people.network_id,
        by=people.facilitator,
        circle_id=people.circle_id,
        name="Circle",
        facilitator=people.facilitator,
        settings=Settings(recommends=True),
    )
    done(writer.submit(changed, "").result(30))
    round = open_for(writer, people, role, settings=changed.settings)
    choose(database, writer, clock, people, round, nominee)
    after = as_replayed(database, role)
    assert (after.terms, after.vacant) == ((), role.places)
    offer = new_id()
    tell(writer, role, c.AskToHold, people.facilitator, id=offer, who=nominee)
    tell(writer, role, c.AnswerOffer, nominee, id=offer, accept=True)
    assert stored(database, role).holders == (nominee,)


def test_a_second_delivery_seats_nobody_again(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role, nominee = a_selected_role(writer, people), people.members[3]
    over = choose(database, writer, clock, people, open_for(writer, people, role), nominee)
    after = stored(database, role)
    again = AnswerProposed(**key(over, nominee), accept=True)
    assert refused(writer.submit(again, "").result(30)) is Reason.IT_IS_OVER
    selected = PeopleSelected(people=(nominee,), role=role.id, until=None, at=clock())
    clock.turn(days=1)

    def once_more(unit: Unit) -> None:
        after_round_event(unit, over, selected)

    done(writer.run(once_more).result(30))
    assert as_replayed(database, role) == after


@pytest.mark.parametrize("ends", [True, False])
def test_a_role_that_has_ended_or_is_filled_otherwise_meanwhile_stays_as_it_is(
    database: Database, writer: Writer, clock: TurnedClock, people: Community, ends: bool
) -> None:
    role, nominee = a_selected_role(writer, people), people.members[3]
    round = open_for(writer, people, role)
    until_accepting(database, writer, clock, people, round, nominee)
    if ends:
        changed = tell(writer, role, c.EndRole, people.facilitator)
    else:
        other = {"description": LEAD, "places": 1, "filling": Filling.APPOINTED}
        changed = tell(writer, role, c.ChangeRole, people.facilitator, **other)
    does(writer, AnswerProposed(**key(round, nominee), accept=True))
    assert stored_round(database, round).stage is Stage.SELECTED
    assert as_replayed(database, role) == changed


def test_two_are_selected_for_two_places(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = a_selected_role(writer, people, places=2)
    pair = (people.members[2], people.members[3])
    choose(database, writer, clock, people, open_for(writer, people, role), *pair)
    assert as_replayed(database, role).holders == pair


def test_the_role_is_from_then_on_what_everyone_consented_to(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role, nominee = a_selected_role(writer, people), people.members[3]
    round = open_for(writer, people, role)
    for by in people.members:
        does(writer, Nominate(**key(round, by), member=nominee, words="Calm.", replace=True))
    closes(database, writer, round, clock)
    closes(database, writer, round, clock)
    otherwise = Vacancy("Boss", "So that nobody is alone with it.", "Calls us together twice a month.")
    proposing = ProposePeople(
        **key(round, people.facilitator), people=(nominee,), words="Calm.", vacancy=otherwise
    )
    does(writer, proposing)
    for member in people.members:
        does(writer, GiveAnswer(**key(round, member), kind=Kind.CONSENT))
    closes(database, writer, round, clock)
    assert stored(database, role).description == LEAD, "nobody has said yes to it yet"
    does(writer, AnswerProposed(**key(round, nominee), accept=True))
    after = as_replayed(database, role)
    assert after.holders == (nominee,)
    assert after.description == replace(
        LEAD, purpose=otherwise.purpose, responsibilities=otherwise.responsibilities
    )


# --- begun for it -----------------------------------------------------------------------------------------------


def test_it_is_described_as_the_role_is_and_keeps_its_name(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = a_selected_role(writer, people, places=2)
    draft = draft_for(writer, people, role)
    assert draft.selection is not None
    vacancy = draft.selection.vacancy
    assert (vacancy.name, vacancy.purpose, vacancy.responsibilities, vacancy.places) == (
        LEAD.name,
        LEAD.purpose,
        LEAD.responsibilities,
        2,
    )
    assert vacancy.until is not None
    assert 175 < (vacancy.until - clock().date()).days < 185
    assert (draft.text.title, draft.role) == (LEAD.name, role.id)
    edit = EditDraft(
        **key(draft, people.proposer), text=Text("Boss", ""), vacancy=Vacancy("Boss", "To lead.")
    )
    does(writer, edit)
    edited = stored_round(database, draft)
    assert edited.selection is not None
    assert (edited.selection.vacancy, edited.text.title) == (Vacancy("Lead", "To lead."), "Lead")


def test_for_a_role_that_cannot_be_selected_for_no_draft_is_written(
    database: Database, writer: Writer, people: Community
) -> None:
    ended = a_selected_role(writer, people)
    tell(writer, ended, c.EndRole, people.facilitator)
    elsewhere = replace(people, circle_id=CircleId(new_id()))
    done(writer.submit(make_circle(elsewhere), "").result(30))
    theirs = a_selected_role(writer, elsewhere)
    another_network = a_selected_role(writer, a_community(writer))
    being_filled = a_selected_role(writer, people)
    open_for(writer, people, being_filled)
    wanted = {
        RoleId(new_id()): Reason.NOT_FOUND,
        theirs.id: Reason.NOT_FOUND,
        another_network.id: Reason.NOT_FOUND,
        RoleId(people.circle_id): Reason.NOT_FOUND,
        ended.id: Reason.ROLE_ENDED,
        a_role(writer, people).id: Reason.NOT_BY_SELECTION,
        being_filled.id: Reason.SELECTION_IS_OPEN,
    }
    for role, reason in wanted.items():
        draft = WriteDraft(
            network_id=people.network_id,
            by=people.proposer,
            round_id=RoundId(new_id()),
            circle_id=people.circle_id,
            text=Text("Lead", "To lead."),
            way=Way.SELECTION,
            role=role,
        )
        assert refused(writer.submit(draft, "").result(30)) is reason
    assert len(rounds(database, people)) == 1


def test_no_more_people_are_selected_for_it_than_it_has_places(
    database: Database, writer: Writer, people: Community
) -> None:
    role = a_selected_role(writer, people)
    draft = draft_for(writer, people, role)
    two = Vacancy("", LEAD.purpose, places=2)
    written = WriteDraft(
        network_id=people.network_id,
        by=people.proposer,
        round_id=RoundId(new_id()),
        circle_id=people.circle_id,
        text=Text("", ""),
        way=Way.SELECTION,
        vacancy=two,
        role=role.id,
    )
    does(writer, EditDraft(**key(draft, people.proposer), text=Text("", ""), vacancy=two))
    for outcome in (writer.submit(written, "").result(30), opened(writer, people, draft)):
        assert isinstance(outcome, Declined)
        refusal = outcome.refusal
        assert (refusal.reason, refusal.at_field, refusal.facts["most"]) == (Reason.OUT_OF_RANGE, "places", 1)


def test_of_two_drafts_for_a_role_one_opens_and_when_that_is_over_the_other_can(
    database: Database, writer: Writer, people: Community
) -> None:
    role = a_selected_role(writer, people)
    one, other = draft_for(writer, people, role), draft_for(writer, people, role)
    done(opened(writer, people, one))
    assert refused(opened(writer, people, other)) is Reason.SELECTION_IS_OPEN
    assert as_replayed(database, role).selection == one.id
    does(writer, Withdraw(**key(one, people.proposer)))
    done(opened(writer, people, other))
    assert as_replayed(database, role).selection == other.id


def test_while_people_are_being_selected_no_other_selection_is_offered_and_afterwards_it_is(
    database: Database, writer: Writer, clock: TurnedClock, people: Community
) -> None:
    role = a_selected_role(writer, people)

    def offered() -> bool:
        record = database.read_now(
            lambda k: role_record(k, role.network_id, role.id, people.facilitator, clock())
        )
        return record is not None and May.SELECT in record.may

    before = offered()
    round = open_for(writer, people, role)
    meanwhile = offered()
    does(writer, Withdraw(**key(round, people.proposer)))
    assert (before, meanwhile, offered()) == (True, False, True)


def test_what_was_drafted_for_a_role_that_has_ended_does_not_open(
    database: Database, writer: Writer, people: Community
) -> None:
    role = a_selected_role(writer, people)
    draft = draft_for(writer, people, role)
    tell(writer, role, c.EndRole, people.facilitator)
    assert refused(opened(writer, people, draft)) is Reason.ROLE_ENDED
    assert stored_round(database, draft).stage is Stage.DRAFT
