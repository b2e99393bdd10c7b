"""A circle's roles: who holds what and until when, what is vacant first."""

from collections.abc import Iterator
from typing import Final

from adapters.cards import Action, Block, Button, Buttons, Item, Line, Page, Section, Tone, words
from adapters.desk import Screen
from adapters.present.reader import Reader
from adapters.present.role_words import health_said, next_said, role_name
from adapters.present.verbs import Verb
from decisions.roles.record import CircleRolesRecord
from decisions.roles.role import Health, Role

_FIRST: Final = (Health.VACANT, Health.ENDS_SOON, Health.GOOD)


def roles(record: CircleRolesRecord, reader: Reader, screen: Screen) -> Page:
    w, circle = reader.copy, record.circle
    rows = tuple(_row(role, record, reader) for role in _in_order(record, reader))
    lead = w("roles.lead" if rows else "roles.none_yet", circle=circle.name)
    return Page(
        w("roles.title"),
        (Section("", (Line(words(lead)), *rows, *_buttons(record, reader))),),
        live=(f"circle:{circle.id}", *(f"role:{role.id}" for role in record.roles)),
        crumbs=(
            (w("home.crumb"), Action(Verb.HOME)),
            (circle.name, Action(Verb.OPEN_CIRCLE, str(circle.id))),
        ),
    )


def _in_order(record: CircleRolesRecord, reader: Reader) -> list[Role]:
    return sorted(
        record.roles,
        key=lambda role: (_FIRST.index(role.health(reader.now)), role.description.name.casefold()),
    )


def _row(role: Role, record: CircleRolesRecord, reader: Reader) -> Item:
    w = reader.copy
    said = [health_said(role, record, reader), next_said(role, record, w)]
    row = w.rich("list.row", title=role_name(role), said=" · ".join(filter(None, said)))
    return Item(row, Button(w("button.open"), Action(Verb.OPEN_ROLE, str(role.id)), spoken=role_name(role)))


def _buttons(record: CircleRolesRecord, reader: Reader) -> Iterator[Block]:
    w, id = reader.copy, str(record.circle.id)
    found = []
    if record.may_change:
        tone = Tone.PLAIN if record.roles else Tone.PRIMARY
        found.append(Button(w("button.make_role"), Action(Verb.MAKE_ROLE, id), tone))
    if any(role.rota is not None for role in record.roles):
        found.append(Button(w("button.fairness"), Action(Verb.FAIRNESS, id)))
        found.append(Button(w("button.turns_calendar"), Action(Verb.TURNS_CALENDAR, id)))
    if found:
        yield Buttons(tuple(found))
