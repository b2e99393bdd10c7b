"""How reminders come: as a circle has it, and as somebody wants it for themselves."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import time
from types import MappingProxyType
from typing import Final

from adapters.cards import (
    MAX_TITLE,
    Action,
    Block,
    Button,
    ChoiceField,
    Field,
    Form,
    Item,
    Line,
    ManyField,
    Option,
    TextField,
    words,
)
from adapters.copy import Copy
from adapters.desk import Platform, Screen
from adapters.present.forms import YES, errors, typed, typed_many, yes_no
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.commitments.wishes import USUAL, OwnWishes, Wishes
from decisions.rounds.record import CircleRecord, HomeRecord

BEFORE: Final = (30, 14, 7, 5, 3, 2, 1)
AFTER: Final = (1, 2, 3, 5, 7, 14, 30)
EMAIL_LIMIT: Final = 254
AS_CIRCLE, OWN = "circle", "own"
SHOWN_USUAL: Final = "shown_usual"
"""Travels with a form that shows what is usual: what comes back otherwise was changed."""
_AT: Final = range(6, 21)
_QUIET_FROM: Final = range(17, 24)
_QUIET_UNTIL: Final = range(5, 12)


def own_reminders(record: HomeRecord, reader: Reader, screen: Screen) -> Form:
    """Their own wishes, or as each circle has it. What is shown where nothing is set yet is what is usual."""
    w, own = reader.copy, record.reminders
    options = (Option(AS_CIRCLE, w("reminders.as_circle")), Option(OWN, w("reminders.own")))
    whose = ChoiceField(
        "whose",
        w("reminders.whose"),
        options,
        typed(screen, "whose", AS_CIRCLE if own.as_circle else OWN),
    )
    body = (
        *_email(record, screen, w),
        whose,
        *_fields(own.merged(USUAL), screen, w),
        Line(words(w("reminders.last_stays"))),
    )
    carried = {SHOWN_USUAL: YES} if own.as_circle else {}
    return _form(reader, screen, Action(Verb.OWN_REMINDERS), body, carried)


def _email(record: HomeRecord, screen: Screen, w: Copy) -> Iterator[Field]:
    """Of whoever has left an address, or could be written to nowhere else."""
    in_chat = any(account.platform not in (Platform.WEB, Platform.EMAIL) for account in record.accounts)
    if record.email or not in_chat:
        known = typed(screen, "email", record.email)
        hint = w("reminders.email_hint")
        yield TextField("email", w("reminders.email"), known, hint, required=False, max_length=EMAIL_LIMIT)
    if record.email:
        on = typed(screen, "by_email", YES if record.reminders.by_email else "no")
        yield yes_no("by_email", w("reminders.by_email"), on, w)


def circle_reminders(record: CircleRecord, reader: Reader, screen: Screen) -> Form:
    w, known = reader.copy, record.circle.reminders
    tells = yes_no(
        "tell_coordinator",
        w("reminders.tell_coordinator"),
        typed(screen, "tell_coordinator", YES if known.tell_coordinator else "no"),
        w,
    )
    name = Line(words(cut(record.circle.name, MAX_TITLE), bold=True))
    body = (name, *_fields(known, screen, w), tells, Line(words(w("reminders.own_goes_before"))))
    return _form(reader, screen, Action(Verb.CIRCLE_REMINDERS, str(record.circle.id)), body)


def reminders_row(own: OwnWishes, reader: Reader) -> Item:
    """On the home: when the reader is reminded, and the way to change that."""
    w = reader.copy
    said = (
        w("reminders.home_not_by_email")
        if not own.by_email
        else w("reminders.home_circle")
        if own.as_circle
        else w("reminders.home_own", at=w.time(own.merged(USUAL).hour))
    )
    return Item(words(said), Button(w("button.change"), Action(Verb.OWN_REMINDERS), spoken=said))


def _fields(known: Wishes, screen: Screen, w: Copy) -> Iterable[Block | Field]:
    days_off = (str(day) for day in sorted(known.days_off))
    weekdays = tuple(Option(str(day), w.weekday_name(day)) for day in range(7))
    yield _hour("at", w("reminders.at"), _AT, known.at, screen, w)
    yield ManyField(
        "before",
        w("reminders.before"),
        tuple(Option(str(n), w.n("reminders.days", n)) for n in _sorted(BEFORE, known.before)[::-1]),
        typed_many(screen, "before", map(str, known.before)),
    )
    on_the_day = typed(screen, "on_the_day", YES if known.on_the_day else "no")
    yield yes_no("on_the_day", w("reminders.on_the_day"), on_the_day, w)
    yield ManyField(
        "after",
        w("reminders.after"),
        tuple(Option(str(n), w.n("reminders.days", n)) for n in _sorted(AFTER, known.after)),
        typed_many(screen, "after", map(str, known.after)),
    )
    yield ManyField("days_off", w("reminders.days_off"), weekdays, typed_many(screen, "days_off", days_off))
    yield _hour("quiet_from", w("reminders.quiet_from"), _QUIET_FROM, known.quiet_from, screen, w)
    yield _hour("quiet_until", w("reminders.quiet_until"), _QUIET_UNTIL, known.quiet_until, screen, w)


def _hour(name: str, label: str, usual: Iterable[int], known: time, screen: Screen, w: Copy) -> ChoiceField:
    """The usual hours, and the time that is set where it is none of them."""
    times = sorted({*(time(hour) for hour in usual), known})
    options = tuple(Option(f"{at:%H:%M}", w.time(at)) for at in times)
    return ChoiceField(name, label, options, typed(screen, name, f"{known:%H:%M}"))


def _sorted(usual: Collection[int], known: Collection[int]) -> list[int]:
    return sorted({*usual, *known})


def _form(
    reader: Reader,
    screen: Screen,
    action: Action,
    body: Iterable[Block | Field],
    carried: Mapping[str, str] = MappingProxyType({}),
) -> Form:
    w = reader.copy
    return Form(
        w("reminders.title"),
        tuple(body),
        action,
        submit=w("form.save"),
        close=w("form.cancel"),
        carried=dict(carried),
        errors=errors(screen, reader),
    )
