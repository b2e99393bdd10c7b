"""An export holds what a member may read, and nothing that is sealed, private or said without a name."""

import json
from dataclasses import fields
from typing import Any

from sqlalchemy import select

from decisions.agreements import events as agreement_events
from decisions.commitments import events as commitment_events
from decisions.commitments.wishes import NOTHING_SET
from decisions.events import Event
from decisions.ids import RemarkId
from decisions.mous import events as mou_events
from decisions.people.commands import SetOwnReminders
from decisions.recurring import events as recurrence_events
from decisions.roles import events as role_events
from decisions.rounds import events as round_events
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.terms import Shown, Terms
from decisions.rounds.commands import (
    AskAboutProblem,
    EditDraft,
    GiveAnswer,
    OfferHelp,
    OpenRound,
    Withdraw,
    WriteDown,
)
from decisions.rounds.round import Round
from decisions.rounds.settings import Form, Settings
from decisions.templates import events as template_events
from storage.codec import EVENTS
from storage.database import Database
from storage.exporting import exported, networks
from storage.readable import MAY_READ
from storage.round_rows import load_round
from storage.tables import METADATA
from storage.writer import Writer
from tests.support.builders import (
    Community,
    TurnedClock,
    a_ballot,
    a_community,
    a_draft,
    a_text,
    an_answer,
    an_open_round,
    answer_all,
    done,
    new_id,
)

JOURNAL = METADATA.tables["journal"]


def lines(database: Database) -> list[dict[str, Any]]:
    with database.reading.connect() as connection:
        return [line for id in networks(connection) for line in exported(connection, id)]


def key(round: Round) -> dict[str, Any]:
    return {"network_id": round.network_id, "round_id": round.id}


def unnamed(round: Round, community: Community, number: int, kind: Kind, words: str) -> GiveAnswer:
    return GiveAnswer(**key(round), by=community.members[number], kind=kind, words=words, named=False)


def test_every_event_that_an_export_knows_says_what_may_be_read_of_it() -> None:
    subjects = (
        round_events,
        agreement_events,
        template_events,
        recurrence_events,
        role_events,
        commitment_events,
        mou_events,
    )
    modules = {module.__name__ for module in subjects}
    kinds = {kind for kind in EVENTS.values() if kind.__module__ in modules} - {round_events.RoundEvent}
    assert set(MAY_READ) == kinds
    for kind, names in MAY_READ.items():
        assert names <= {one.name for one in fields(kind)} - {one.name for one in fields(Event)}


def test_an_export_holds_the_round_and_not_the_sealed_answers(database: Database, writer: Writer) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    given = an_answer(round, community.members[2], Kind.OBJECTION, "The stairs are not safe")
    done(writer.submit(given, "").result(30))
    found = lines(database)
    assert found[0]["format"] == "rondo-export@1"
    (answered,) = [line for line in found if line.get("event") == "AnswerGiven"]
    assert set(answered) == {"round", "seq", "event", "at", "version", "pass_no", "group"}
    assert "stairs" not in json.dumps(found)


def test_a_text_is_read_as_it_was_opened_and_a_draft_not_at_all(database: Database, writer: Writer) -> None:
    community = a_community(writer)
    a_draft(writer, community, a_text("Never opened"))
    draft = a_draft(writer, community, a_text("A first thought"))
    edit = EditDraft(**key(draft), by=community.proposer, text=a_text("As it was opened"))
    done(writer.submit(edit, "").result(30))
    opening = OpenRound(
        **key(draft),
        by=community.proposer,
        settings=Settings(),
        form=Form.SHORT,
        facilitator=community.facilitator,
    )
    done(writer.submit(opening, "").result(30))
    text = json.dumps(lines(database))
    assert "As it was opened" in text
    assert "A first thought" not in text
    assert "Never opened" not in text


def test_where_somebody_reads_is_in_no_export_and_can_be_erased_from_the_journal(
    database: Database, writer: Writer
) -> None:
    community = a_community(writer)
    an_open_round(writer, community)
    network, bo = community.network_id, community.members[1]
    change = SetOwnReminders(network_id=network, by=bo, member=bo, wishes=NOTHING_SET, email="bo@example.org")
    done(writer.submit(change, "").result(30))
    assert lines(database)
    assert "bo@example.org" not in json.dumps(lines(database))
    own = select(JOURNAL.c.entry, JOURNAL.c.member_id).where(JOURNAL.c.personal.contains("bo@example.org"))
    ((entry, whose),) = database.read_now(lambda k: k.execute(own).all())
    assert "bo@example.org" not in entry
    assert whose == bo


def test_what_was_said_without_a_name_keeps_none_when_it_is_unsealed(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    community = a_community(writer)
    members = community.members
    round = an_open_round(writer, community)
    answer_all(writer, round, members[:2])
    done(writer.submit(unnamed(round, community, 2, Kind.CONCERN, "It may be loud"), "").result(30))
    done(writer.submit(unnamed(round, community, 3, Kind.OBJECTION, "The stairs"), "").result(30))
    written = WriteDown(
        **key(round),
        by=community.facilitator,
        member=members[4],
        kind=Kind.OBJECTION,
        words="I never said so",
    )
    done(writer.submit(written, "").result(30))
    clock.turn(days=30)
    done(writer.settle_due().result(30))
    (unsealed,) = [line for line in lines(database) if line.get("event") == "Unsealed"]
    assert [worry["words"] for worry in unsealed["worries"]] == ["It may be loud"]
    assert [problem["harm"] for problem in unsealed["problems"]] == ["The stairs"]
    assert not any(str(member) in json.dumps(unsealed) for member in members)
    assert {one["id"] for one in (*unsealed["worries"], *unsealed["problems"])} == {"unnamed-1", "unnamed-2"}
    text = json.dumps(lines(database))
    assert "I never said so" not in text
    for kind in Kind:
        assert f'"{kind}"' not in text, "who answered what is shown nowhere"


def test_what_is_between_two_people_is_not_in_an_export(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    answer_all(writer, round, community.members[:4])
    done(writer.submit(an_answer(round, community.members[4], Kind.OBJECTION, "The stairs"), "").result(30))
    clock.turn(days=1)
    done(writer.settle_due().result(30))
    now = database.read_now(lambda c: load_round(c, round.network_id, round.id))
    assert now is not None
    (problem,) = now.problems
    about = {**key(round), "problem_id": problem.id}
    asked = AskAboutProblem(**about, by=community.proposer, id=RemarkId(new_id()), text="Between us two")
    done(writer.submit(asked, "").result(30))
    done(writer.submit(OfferHelp(**about, by=community.facilitator), "").result(30))
    text = json.dumps(lines(database))
    assert "The stairs" in text
    assert "Between us two" not in text
    assert "HelpOffered" not in text


def test_an_agreement_keeps_its_unnamed_worry_unnamed(
    database: Database, writer: Writer, clock: TurnedClock
) -> None:
    community = a_community(writer)
    round = an_open_round(writer, community)
    answer_all(writer, round, [*community.members[:2], *community.members[3:]])
    done(writer.submit(unnamed(round, community, 2, Kind.CONCERN, "It may be loud"), "").result(30))
    clock.turn(days=30)
    done(writer.settle_due().result(30))
    (reached,) = [line for line in lines(database) if line.get("event") == "AgreementReached"]
    (criterion,) = reached["criteria"]
    assert criterion["words"] == "It may be loud"
    assert str(community.members[2]) not in json.dumps(reached)
    assert criterion["id"] == "unnamed-1"


def test_of_a_ballot_the_export_tells_what_was_asked_and_how_it_was_held(
    database: Database, writer: Writer
) -> None:
    """Also of one that was taken back, and so has no file to count again."""
    people = a_community(writer)
    round = an_open_round(writer, people, ballot=a_ballot(), terms=Terms(shown=Shown.ALWAYS))
    done(writer.submit(Withdraw(**key(round), by=people.proposer), "").result(30))
    (opened,) = (line for line in lines(database) if line.get("event") == "RoundOpened")
    assert [option["label"] for option in opened["ballot"]["options"]] == ["Option A", "Option B", "Option C"]
    assert opened["terms"]["shown"] == "always"
    assert opened["text"]["title"] == "Open on Saturdays"
