"""Leaving a circle, and saying that somebody else has left it."""

from adapters.cards import Action, Button, Buttons, ChoiceField, Form, Line, Paragraph, words
from adapters.desk import Screen
from adapters.present.belonging import name_with_organisation
from adapters.present.forms import errors, people_options, typed
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.rounds.record import CircleRecord


def leave_circle(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    return Form(
        w("leave.title"),
        (
            Paragraph(words(w("leave.asks", circle=record.circle.name), bold=True)),
            Paragraph(words(w("leave.means"))),
            Line(words(w("leave.back"))),
        ),
        Action(Verb.LEAVE_CIRCLE, str(record.circle.id)),
        submit=w("button.leave_circle"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def somebody_left(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    w = reader.copy
    others = [seat for seat in record.circle.seats if seat.member != record.reader.id]
    people = people_options((str(seat.member), name_with_organisation(record, seat)) for seat in others)
    whom = ChoiceField("member", w("left_circle.who"), people, typed(screen, "member"))
    nobody = Paragraph(words(w("left_circle.nobody")))
    return Form(
        w("button.somebody_left"),
        (whom, Line(words(w("left_circle.means")))) if people else (nobody,),
        Action(Verb.SOMEBODY_LEFT, str(record.circle.id)),
        submit=w("form.save") if people else None,
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def leaving_buttons(record: CircleRecord, reader: Reader) -> tuple[Buttons, ...]:
    """Beside the people: for who steers the circle, and for who sits in it."""
    w, id = reader.copy, str(record.circle.id)
    found = []
    if record.may_change:
        found.append(Button(w("button.somebody_left"), Action(Verb.SOMEBODY_LEFT, id)))
    if record.circle.seat(record.reader.id) is not None:
        found.append(Button(w("button.leave_circle"), Action(Verb.LEAVE_CIRCLE, id)))
    return (Buttons(tuple(found)),) if found else ()
