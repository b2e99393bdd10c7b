"""Deciding about templates: anybody in the circle saves one; who made it, or who steers the circle, renames and removes it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from decisions.commands import Command
from decisions.events import Event
from decisions.refusals import Reason, Refusal
from decisions.templates import commands as c
from decisions.templates import events as e
from decisions.templates.template import MOST_TEMPLATES, NAME_LIMIT, Template, same_name


@dataclass(frozen=True, slots=True)
class TemplateCase:
    """``template`` is None until it is saved. ``others`` are the names of the circle's other templates, as ``same_name`` makes
    them; ``in_circle`` and ``steers`` are about whoever gives the command."""

    template: Template | None
    in_circle: bool = False
    steers: bool = False
    others: frozenset[str] = frozenset()


def decide(case: TemplateCase, command: Command, now: datetime) -> tuple[Event, ...]:
    """The events that the command leads to; () when it is so already. Raises ``Refusal``."""
    rule = _RULES.get(type(command))
    if rule is None:
        raise Refusal(Reason.UNKNOWN_ACTION)
    if not (case.in_circle or case.steers):
        raise Refusal(Reason.NOT_IN_CIRCLE)
    return rule(case, command, now)


def evolve(template: Template | None, event: Event) -> Template | None:
    """None once it is removed."""
    if isinstance(event, e.TemplateSaved):
        return Template(
            event.template_id, event.network_id, event.circle_id, event.name, event.by, event.pattern
        )
    if template is None:
        raise ValueError(f"a template begins with TemplateSaved, not with {type(event).__name__}")
    match event:
        case e.TemplateRenamed():
            return replace(template, name=event.name)
        case e.TemplateRemoved():
            return None
        case _:
            raise ValueError(f"{type(event).__name__} is not an event of a template")


def _save(case: TemplateCase, command: c.SaveTemplate, now: datetime) -> tuple[Event, ...]:
    if case.template is not None:
        return ()
    if len(case.others) >= MOST_TEMPLATES:
        raise Refusal(Reason.TOO_MANY_TEMPLATES, {"most": MOST_TEMPLATES}, at_field="name")
    saved = e.TemplateSaved(
        template_id=command.template_id,
        network_id=command.network_id,
        circle_id=command.circle_id,
        by=command.by,
        name=_free_name(case, command.name),
        pattern=command.pattern.of_nobody().checked(),
        at=now,
    )
    return (saved,)


def _rename(case: TemplateCase, command: c.RenameTemplate, now: datetime) -> tuple[Event, ...]:
    template = _own(case, command)
    name = _free_name(case, command.name)
    return () if name == template.name else (e.TemplateRenamed(by=command.by, name=name, at=now),)


def _remove(case: TemplateCase, command: c.RemoveTemplate, now: datetime) -> tuple[Event, ...]:
    _own(case, command)
    return (e.TemplateRemoved(by=command.by, at=now),)


def _own(case: TemplateCase, command: c.TemplateCommand) -> Template:
    if case.template is None:
        raise Refusal(Reason.NOT_FOUND)
    if not case.steers and case.template.made_by != command.by:
        raise Refusal(Reason.ONLY_MAKER_OR_FACILITATOR)
    return case.template


def _free_name(case: TemplateCase, name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refusal(Reason.EMPTY, at_field="name")
    if len(name) > NAME_LIMIT:
        raise Refusal(Reason.TOO_LONG, {"limit": NAME_LIMIT, "length": len(name)}, at_field="name")
    if same_name(name) in case.others:
        raise Refusal(Reason.NAME_TAKEN, at_field="name")
    return name


_RULES: Final[dict[type[Command], Callable[[TemplateCase, Any, datetime], tuple[Event, ...]]]] = {
    c.SaveTemplate: _save,
    c.RenameTemplate: _rename,
    c.RemoveTemplate: _remove,
}
