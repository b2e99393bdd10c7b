"""A template inside a transaction. Names are free or taken under the lock of its circle."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, delete, insert, select, update

from decisions.commands import Command
from decisions.events import Event
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.templates import commands as c
from decisions.templates import events as e
from decisions.templates.engine import TemplateCase, decide, evolve
from decisions.templates.template import Template, same_name
from storage.codec import PATTERN, from_json, to_json
from storage.streams.circle_stream import CircleStream
from storage.streams.known import steers
from storage.streams.stream import Stream
from storage.tables import METADATA
from storage.tables.streams import Subject
from storage.template_file import read

_template: Final = METADATA.tables["template"]


class TemplateStream(Stream):
    subject = Subject.TEMPLATE
    state: Template | None

    def load(self) -> Template | None:
        remembered = self.unit.remembered.at((self.network_id, self.id), self.head.revision)
        if isinstance(remembered, Template):
            return remembered
        row = self.connection.execute(select(_template).where(*self._own)).one_or_none()
        return None if row is None else template_from(row)

    def decide(self, command: Command) -> Sequence[Event]:
        if isinstance(command, c.TakeInTemplate):
            command = _as_read(command)
        circle = self._circle(command)
        by = command.by
        case = TemplateCase(
            template=self.state,
            in_circle=circle.seat(by) is not None,
            steers=steers(self.connection, circle, by),
            others=self._other_names(circle.id),
        )
        return decide(case, command, self.now)

    def keep(self, event: Event) -> None:
        self.state = evolve(self.state, event)
        match event:
            case e.TemplateSaved():
                key = {"network_id": self.network_id, "id": self.id, "circle_id": event.circle_id}
                self.connection.execute(
                    insert(_template).values(
                        **key,
                        **_named(event.name),
                        made_by=event.by,
                        pattern=to_json(PATTERN, event.pattern),
                    )
                )
            case e.TemplateRenamed():
                renamed = update(_template).where(*self._own).values(**_named(event.name))
                self.connection.execute(renamed)
            case e.TemplateRemoved():
                self.connection.execute(delete(_template).where(*self._own))

    @property
    def _own(self) -> tuple[Any, ...]:
        return (_template.c.network_id == self.network_id, _template.c.id == self.id)

    def _circle(self, command: Command) -> Circle:
        """Its circle, locked: no other of its templates changes meanwhile."""
        wanted: UUID | None = None
        if self.state is not None:
            wanted = self.state.circle_id
        elif isinstance(command, c.SaveTemplate):
            wanted = command.circle_id
        circle = self.unit.find(CircleStream, self.network_id, wanted) if wanted is not None else None
        if circle is None or circle.state is None:
            raise Refusal(Reason.NOT_FOUND)
        return circle.state

    def _other_names(self, circle_id: UUID) -> frozenset[str]:
        t = _template.c
        here = (t.network_id == self.network_id, t.circle_id == circle_id, t.id != self.id)
        return frozenset(self.connection.execute(select(t.same_name).where(*here)).scalars())


def template_from(row: Row[Any]) -> Template:
    pattern = from_json(PATTERN, row.pattern)
    return Template(row.id, row.network_id, row.circle_id, row.name, row.made_by, pattern)


def _named(name: str) -> dict[str, str]:
    return {"name": name, "same_name": same_name(name)}


def _as_read(command: c.TakeInTemplate) -> c.SaveTemplate:
    """Under the name that was given; without one, under the one that it brings."""
    found = read(command.written)
    return c.SaveTemplate(
        network_id=command.network_id,
        by=command.by,
        template_id=command.template_id,
        circle_id=command.circle_id,
        name=command.name.strip() or found.name,
        pattern=found.pattern,
    )
