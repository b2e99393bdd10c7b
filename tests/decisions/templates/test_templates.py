"""Who may do what with a template, and what it may be called."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from decisions.commands import Command
from decisions.events import Event
from decisions.ids import CircleId, NetworkId, TemplateId
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Method
from decisions.templates import commands as c
from decisions.templates import events as e
from decisions.templates.engine import TemplateCase, decide, evolve
from decisions.templates.pattern import Close, Pattern
from decisions.templates.template import MOST_TEMPLATES, NAME_LIMIT, Template, same_name
from tests.decisions.people import ANA, BO
from tests.support.builders import new_id

NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
PATTERN = Pattern(Method.CHOOSE_ONE)
NETWORK, CIRCLE, ID = NetworkId(new_id()), CircleId(new_id()), TemplateId(new_id())
WEEKLY = Template(ID, NETWORK, CIRCLE, "Weekly lunch", ANA, PATTERN)


def given(kind: type[c.TemplateCommand], by: Any = ANA, **fields: Any) -> Command:
    return kind(network_id=NETWORK, by=by, template_id=ID, **fields)


def save(name: str = "Weekly lunch", pattern: Pattern = PATTERN) -> Command:
    return given(c.SaveTemplate, circle_id=CIRCLE, name=name, pattern=pattern)


def decided(command: Command, template: Template | None = WEEKLY, **case: Any) -> tuple[Event, ...]:
    return decide(TemplateCase(template, **{"in_circle": True, **case}), command, NOW)


def refused(command: Command, template: Template | None = WEEKLY, **case: Any) -> Reason:
    with pytest.raises(Refusal) as refusal:
        decided(command, template, **case)
    return refusal.value.reason


def test_anybody_in_the_circle_saves_one() -> None:
    (saved,) = decided(save("  Weekly   lunch "), None)
    assert evolve(None, saved) == WEEKLY
    assert refused(save(), None, in_circle=False) is Reason.NOT_IN_CIRCLE


def test_it_has_a_name_that_no_other_of_the_circle_has() -> None:
    assert (
        refused(save("weekly LUNCH"), None, others=frozenset({same_name("Weekly lunch")}))
        is Reason.NAME_TAKEN
    )
    assert refused(save("  "), None) is Reason.EMPTY
    assert refused(save("x" * (NAME_LIMIT + 1)), None) is Reason.TOO_LONG


def test_a_circle_has_so_many_at_most() -> None:
    full = frozenset(str(n) for n in range(MOST_TEMPLATES))
    assert refused(save(), None, others=full) is Reason.TOO_MANY_TEMPLATES
    assert decided(given(c.RenameTemplate, name="Lunch"), others=full)


def test_what_cannot_be_begun_from_is_not_saved() -> None:
    assert refused(save(pattern=replace(PATTERN, closes=Close(400))), None) is Reason.OUT_OF_RANGE


def test_who_made_it_or_who_steers_the_circle_renames_and_removes_it() -> None:
    for command in (given(c.RenameTemplate, BO, name="Lunch"), given(c.RemoveTemplate, BO)):
        assert refused(command) is Reason.ONLY_MAKER_OR_FACILITATOR
        assert decided(command, steers=True)


def test_to_call_it_what_it_is_called_is_nothing_new() -> None:
    assert decided(given(c.RenameTemplate, name="Weekly lunch")) == ()
    (renamed,) = decided(given(c.RenameTemplate, name="Weekly Lunch"))
    assert evolve(WEEKLY, renamed) == replace(WEEKLY, name="Weekly Lunch")


def test_what_was_removed_is_gone() -> None:
    (removed,) = decided(given(c.RemoveTemplate))
    assert evolve(WEEKLY, removed) is None
    assert refused(given(c.RemoveTemplate), None) is Reason.NOT_FOUND


def test_a_template_begins_by_being_saved() -> None:
    with pytest.raises(ValueError, match="begins with TemplateSaved"):
        evolve(None, e.TemplateRemoved(by=ANA, at=NOW))
