"""Somebody else answers for me: the form, who is told, and how it is seen in a circle's room."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from adapters.cards import (
    Action,
    Block,
    Button,
    Buttons,
    ChoiceField,
    DateField,
    Form,
    Item,
    Line,
    Paragraph,
    PersonalCard,
    words,
)
from adapters.desk import Screen
from adapters.present.belonging import name_with_organisation
from adapters.present.forms import errors, people_options, typed, typed_date
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.ids import MemberId
from decisions.people.people import StandIn
from decisions.people.stand_ins import last_day
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import CircleRecord
from decisions.workdays import local_day

_A_WEEK: Final = timedelta(days=7)
_NAME: Final = 60


def stand_in(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    """Who, from when until when."""
    w = reader.copy
    others = [seat for seat in record.circle.seats if seat.member != record.reader.id]
    people = people_options((str(seat.member), name_with_organisation(record, seat)) for seat in others)
    return Form(
        w("stand_in.title"),
        (
            Line(words(w("stand_in.means", circle=record.circle.name))),
            ChoiceField("stand_in", w("stand_in.who"), people, typed(screen, "stand_in")),
            DateField("first", w("stand_in.first"), typed_date(screen, "first", reader.today)),
            DateField(
                "last",
                w("stand_in.last"),
                typed_date(screen, "last", reader.today + _A_WEEK),
                w("stand_in.last_hint"),
            ),
        ),
        Action(Verb.STAND_IN, str(record.circle.id)),
        submit=w("stand_in.save"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def stand_in_rows(record: CircleRecord, reader: Reader) -> tuple[Block, ...]:
    """Who answers for whom, now and soon, for all to see; and the way to name somebody for oneself."""
    w, circle = reader.copy, record.circle
    rows = tuple(_row(record, one, reader) for one in circle.stand_ins if one.until > reader.now)
    if circle.seat(record.reader.id) is None or len(circle.seats) < 2:
        return rows
    label = "button.other_stand_in" if _own(record) else "button.stand_in"
    return (*rows, Item(words(w("stand_in.away")), Button(w(label), Action(Verb.STAND_IN, str(circle.id)))))


def _own(record: CircleRecord) -> bool:
    return any(one.member == record.reader.id for one in record.circle.stand_ins)


def _row(record: CircleRecord, one: StandIn, reader: Reader) -> Item:
    w = reader.copy
    key = "stand_in.now" if one.at(reader.now) else "stand_in.later"
    names = {"stand_in": _name(record, one.stand_in), "name": _name(record, one.member)}
    zone = record.circle.settings.zone
    first = reader.day(local_day(one.since, zone))
    said = w(key, **names, first=first, last=reader.day(last_day(one, zone)))
    mine = record.reader.id in (one.member, one.stand_in)
    action = Action(Verb.END_STAND_IN, f"{record.circle.id}:{one.member}")
    return Item(words(said), Button(w("button.end_stand_in"), action) if mine else None)


def _name(record: CircleRecord, member: MemberId) -> str:
    found = record.members.get(member)
    return cut(found.name, _NAME) if found else record.reader.name


def stand_in_notice(kind: NoticeKind, facts: Mapping[str, str], reader: Reader) -> PersonalCard:
    """To who was named, who may say no; and to the other of the two, when one has ended it."""
    w = reader.copy
    circle, name = cut(facts["circle"], _NAME), cut(facts["name"], _NAME)
    if kind is NoticeKind.STAND_IN_ENDED:
        said = w("notice.stand_in_ended", circle=circle, name=name)
        return PersonalCard(said, (Paragraph(words(said)),))
    first, last = (reader.day(date.fromisoformat(facts[day])) for day in ("first", "last"))
    said = w("notice.stand_in_named", circle=circle, name=name, first=first, last=last)
    no = Button(w("button.no_thanks"), Action(Verb.END_STAND_IN, f"{facts['circle_id']}:{facts['member']}"))
    look = Button(w("button.open_circle"), Action(Verb.OPEN_CIRCLE, facts["circle_id"]))
    how = Line(words(w("stand_in.how")))
    return PersonalCard(said, (Paragraph(words(said)), how, Buttons((look, no))))
