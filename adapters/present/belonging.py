"""Who belongs: for which stakeholder group people speak in a circle, and to which organisation they belong."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from adapters.cards import Action, Block, ChoiceField, Field, Form, Line, ManyField, Option, TextField, words
from adapters.desk import Screen
from adapters.present.forms import errors, people_options, typed, typed_many
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.people.engine import NAME_LIMIT
from decisions.people.people import CircleSeat, Group, Organisation
from decisions.rounds.record import CircleRecord

NEW: Final = "new"
"""Chosen instead of a group or an organisation that is there already."""
STAYS: Final = "stays"
"""Each is where they were."""
_MOST_SHOWN: Final = 100


def who_belongs(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    """Some people at a time: who they are, for whom they speak, and where they work."""
    w = reader.copy
    names = ((str(seat.member), _said(record, seat.member)) for seat in record.circle.seats[:_MOST_SHOWN])
    body: tuple[Block | Field, ...] = (
        Line(words(w("belongs.lead"))),
        ManyField(
            "members",
            w("belongs.members"),
            people_options(names),
            typed_many(screen, "members"),
            required=True,
        ),
        _as_it_is_or(reader, screen, "group", record.groups.values()),
        _or_new(reader, screen, "group"),
        _as_it_is_or(reader, screen, "organisation", record.organisations.values()),
        _or_new(reader, screen, "organisation"),
    )
    return Form(
        w("button.who_belongs"),
        body,
        Action(Verb.WHO_BELONGS, str(record.circle.id)),
        submit=w("belongs.save"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def name_with_organisation(record: CircleRecord, seat: CircleSeat) -> str:
    """As people tell two of one name apart."""
    member, body = record.members.get(seat.member), record.organisations.get(seat.organisation)
    name = member.name if member else "–"
    return f"{name} · {body.name}" if body else name


def _said(record: CircleRecord, member: object) -> str:
    """A name with the capacity in which they sit there now."""
    seat = next(seat for seat in record.circle.seats if seat.member == member)
    person, group = record.members.get(seat.member), record.groups.get(seat.group)
    name = person.name if person else "–"
    return cut(f"{name} · {group.name}", 75) if group else name


def _as_it_is_or(
    reader: Reader, screen: Screen, name: str, known: Iterable[Group | Organisation]
) -> ChoiceField:
    field = known_or_new(reader, screen, name, known, new=False)
    options = (Option(STAYS, reader.copy("belongs.stays")), *field.options)
    return replace(field, options=options, value=typed(screen, name, STAYS))


def _or_new(reader: Reader, screen: Screen, name: str) -> TextField:
    label, new = reader.copy(f"belongs.or_new_{name}"), f"new_{name}"
    return TextField(new, label, typed(screen, new), required=False, max_length=NAME_LIMIT)


def known_or_new(
    reader: Reader, screen: Screen, name: str, known: Iterable[Group | Organisation], *, new: bool = True
) -> ChoiceField:
    """One of those that there are; or, with ``new``, one whose name ``named_anew`` asks for."""
    options = [Option(str(one.id), cut(one.name, 75)) for one in known]
    if new:
        options.append(Option(NEW, reader.copy(f"belongs.new_{name}")))
    return ChoiceField(name, reader.copy(f"belongs.{name}"), tuple(options), typed(screen, name))


def named_anew(reader: Reader, screen: Screen, name: str) -> TextField:
    label, hint = reader.copy(f"belongs.name_of_{name}"), reader.copy("belongs.only_when_new")
    return TextField(name, label, typed(screen, name), hint=hint, required=False, max_length=NAME_LIMIT)
