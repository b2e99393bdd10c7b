"""Templates in the tables: kept, renamed, removed, and made again from the journal."""

import json
from typing import Any

from decisions.ids import TemplateId
from decisions.refusals import Reason
from decisions.rounds.ballots.ballot import Method
from decisions.templates import commands as c
from decisions.templates.pattern import Pattern
from decisions.templates.template import Template
from storage.database import Database
from storage.exporting import exported
from storage.reading.templates import circle_templates
from storage.replay import replay
from storage.template_file import written
from storage.writer import Declined, Done, Writer
from tests.support.builders import Community, a_community, done, new_id

PATTERN = Pattern(Method.DOTS, title="What first?")


def save(writer: Writer, people: Community, name: str = "Lunch", **fields: Any) -> Done | Declined:
    command = c.SaveTemplate(
        network_id=people.network_id,
        by=fields.get("by", people.proposer),
        template_id=TemplateId(new_id()),
        circle_id=fields.get("circle_id", people.circle_id),
        name=name,
        pattern=PATTERN,
    )
    return writer.submit(command, "").result(30)


def a_template(writer: Writer, people: Community, name: str = "Lunch") -> Template:
    template: Template = done(save(writer, people, name)).state
    return template


def act(writer: Writer, template: Template, kind: type[c.TemplateCommand], **fields: Any) -> Done | Declined:
    given = {"network_id": template.network_id, "by": template.made_by, **fields}
    return writer.submit(kind(template_id=template.id, **given), "").result(30)


def reason(outcome: Done | Declined) -> Reason:
    assert isinstance(outcome, Declined)
    return outcome.refusal.reason


def names(database: Database, people: Community) -> list[str]:
    found = database.read_now(lambda k: circle_templates(k, people.network_id, people.circle_id))
    return [template.name for template in found]


def test_templates_are_listed_by_name(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    for name in ("lunch", "Budget", "chores"):
        a_template(writer, people, name)
    assert names(database, people) == ["Budget", "chores", "lunch"]


def test_two_of_one_circle_never_have_one_name(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    lunch, chores = a_template(writer, people), a_template(writer, people, "Chores")
    assert reason(save(writer, people, " LUNCH ")) is Reason.NAME_TAKEN
    assert reason(act(writer, chores, c.RenameTemplate, name="lunch")) is Reason.NAME_TAKEN
    done(act(writer, lunch, c.RemoveTemplate))
    done(act(writer, chores, c.RenameTemplate, name="Lunch"))
    assert names(database, people) == ["Lunch"]


def test_a_template_is_made_again_from_the_journal(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    template = a_template(writer, people)
    done(act(writer, template, c.RenameTemplate, name="Supper"))
    (stored,) = database.read_now(lambda k: circle_templates(k, people.network_id, people.circle_id))
    assert stored.name == "Supper"
    assert database.read_now(lambda k: replay(k, people.network_id, template.id)) == stored


def test_what_was_removed_is_out_of_the_tables_and_in_the_journal(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    template = a_template(writer, people)
    done(act(writer, template, c.RemoveTemplate))
    assert names(database, people) == []
    assert database.read_now(lambda k: replay(k, people.network_id, template.id)) is None
    assert reason(act(writer, template, c.RenameTemplate, name="Back")) is Reason.NOT_FOUND
    with database.reading.connect() as connection:
        lines = [line for line in exported(connection, people.network_id) if "template" in line]
    assert [line["event"] for line in lines] == ["TemplateSaved", "TemplateRemoved"]
    assert "What first?" in json.dumps(lines)


def test_only_the_circle_saves_in_it(database: Database, writer: Writer) -> None:
    people, others = a_community(writer), a_community(writer)
    assert reason(save(writer, people, circle_id=others.circle_id)) is Reason.NOT_FOUND
    assert reason(save(writer, people, circle_id=new_id())) is Reason.NOT_FOUND
    assert names(database, people) == []


def test_another_circles_template_is_taken_in_under_its_own_name_or_a_new_one(
    database: Database, writer: Writer
) -> None:
    people = a_community(writer)
    for name in ("", "Ours"):
        command = c.TakeInTemplate(
            network_id=people.network_id,
            by=people.proposer,
            template_id=TemplateId(new_id()),
            circle_id=people.circle_id,
            name=name,
            written=written("Theirs", PATTERN),
        )
        done(writer.submit(command, "").result(30))
    assert names(database, people) == ["Ours", "Theirs"]


def test_what_cannot_be_read_is_not_taken_in(database: Database, writer: Writer) -> None:
    people = a_community(writer)
    command = c.TakeInTemplate(
        network_id=people.network_id,
        by=people.proposer,
        template_id=TemplateId(new_id()),
        circle_id=people.circle_id,
        name="",
        written="{",
    )
    assert reason(writer.submit(command, "").result(30)) is Reason.NOT_A_TEMPLATE
    assert names(database, people) == []
