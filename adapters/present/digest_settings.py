"""When a circle's weekly digest leaves, as a sentence and to be changed."""

from datetime import time
from typing import Final

from adapters.cards import Action, Button, ChoiceField, Form, Item, Line, Option, words
from adapters.desk import Screen
from adapters.present.forms import YES, errors, typed, yes_no
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.people.people import Circle
from decisions.rounds.record import CircleRecord

_HOURS: Final = range(6, 21)


def circle_digest(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    w, known = reader.copy, record.circle.digest
    hours = sorted({*(time(hour) for hour in _HOURS), known.at})
    weekdays = tuple(Option(str(day), w.weekday_name(day)) for day in range(7))
    return Form(
        w("digest.settings"),
        (
            Line(words(w("digest.what_it_is"))),
            yes_no("on", w("digest.on"), typed(screen, "on", YES if known.on else "no"), w),
            ChoiceField(
                "weekday",
                w("digest.weekday"),
                weekdays,
                typed(screen, "weekday", str(known.weekday)),
                menu=True,
            ),
            ChoiceField(
                "at",
                w("reminders.at"),
                tuple(Option(f"{at:%H:%M}", w.time(at)) for at in hours),
                typed(screen, "at", f"{known.at:%H:%M}"),
                w("digest.by_clock_of", zone=w.zone(record.circle.settings.zone)),
                menu=True,
            ),
        ),
        Action(Verb.CIRCLE_DIGEST, str(record.circle.id)),
        submit=w("form.save"),
        close=w("form.cancel"),
        errors=errors(screen, reader),
    )


def digest_row(circle: Circle, reader: Reader) -> Item:
    """When it leaves, and the way to change that."""
    w, said = reader.copy, digest_said(circle, reader)
    return Item(
        words(said), Button(w("button.change"), Action(Verb.CIRCLE_DIGEST, str(circle.id)), spoken=said)
    )


def digest_said(circle: Circle, reader: Reader) -> str:
    """ "The week in short comes on Mondays at 9 am, Madrid time."."""
    w, times = reader.copy, circle.digest
    if not times.on:
        return w("digest.off")
    zone = w.zone(circle.settings.zone)
    return w(f"digest.comes_{times.weekday}", at=w.time(times.at), zone=zone)
