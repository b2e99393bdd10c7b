"""Every command has its rule, every event its consequence, and every refusal its test."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from inspect import getmembers, isclass
from pathlib import Path
from types import ModuleType

import pytest

import decisions.commitments
import tests.decisions.commitments
from decisions.commands import Command
from decisions.commitments import commands as c
from decisions.commitments import engine, evolve
from decisions.commitments import events as e
from decisions.commitments.engine import decide
from decisions.events import Event
from decisions.refusals import Reason, Refusal
from tests.decisions.commitments.world import NOW, CommitmentWorld
from tests.decisions.people import ANA, NETWORK


def made_in(module: ModuleType, kind: type) -> set[type]:
    named = getmembers(module, isclass)
    return {one for _, one in named if issubclass(one, kind) and one.__module__ == module.__name__}


def reasons_in(package: ModuleType) -> Iterator[str]:
    for folder in package.__path__:
        for file in Path(folder).glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                match node:
                    case ast.Attribute(value=ast.Name(id="Reason"), attr=name):
                        yield name


def test_every_command_has_its_rule() -> None:
    assert set(engine._RULES) == made_in(c, c.CommitmentCommand) - {c.CommitmentCommand}


def test_every_event_is_evolved() -> None:
    assert {*evolve._AFTER, e.CommitmentMade} == made_in(e, Event)


def test_what_is_no_command_of_a_commitment_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        decide(CommitmentWorld().case(ANA), Command(network_id=NETWORK, by=ANA), NOW)
    assert refused.value.reason is Reason.UNKNOWN_ACTION


def test_a_commitment_begins_with_being_made_and_takes_its_own_events_only() -> None:
    with pytest.raises(ValueError, match="begins with CommitmentMade"):
        evolve.evolve(None, e.CommitmentAccepted(by=ANA, at=NOW))
    world = CommitmentWorld()
    world.asks()
    with pytest.raises(ValueError, match="not an event of a commitment"):
        evolve.evolve(world.one, Event(at=NOW))


def test_every_refusal_is_tested() -> None:
    tested = set(reasons_in(tests.decisions.commitments))
    assert set(reasons_in(decisions.commitments)) <= tested


def test_what_people_write_and_who_they_are_to_each_other_is_personal() -> None:
    """The journal can be erased of it."""
    texts = {"words", "what", "known_by", "promise", "origin", "steps"}
    for event in made_in(e, Event):
        for field in fields(event):
            assert bool(field.metadata.get("personal")) == (field.name in texts), (event, field.name)
