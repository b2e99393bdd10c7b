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
    Buttons,
    ChoiceField,
    Field,
    Form,
    Item,
    Line,
    ManyField,
    Option,
    Paragraph,
    PersonalCard,
    TextField,
    words,
)
from adapters.copy import Copy
from adapters.desk import Platform, Screen
from adapters.present.forms import YES, errors, typed, typed_many, yes_no
from adapters.present.reader import Reader
from adapters.present.reminder_words import waves_said, wishes_said
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.commitments.wishes import USUAL, OwnWishes, Wishes
from decisions.rounds.record import CircleRecord, HomeRecord

BEFORE: Final = (14, 7, 3, 2, 1)
AFTER: Final = (1, 2, 3, 7, 14)
ON_THE_DAY: Final = 0
"""Among the days before."""
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
    as_circle = Option(AS_CIRCLE, w("reminders.as_circle"), _as_circles_do(record, w))
    options = (as_circle, Option(OWN, w("reminders.own")))
    whose = ChoiceField(
        "whose",
        w("reminders.whose"),
        options,
        typed(screen, "whose", AS_CIRCLE if own.as_circle else OWN),
    )
    body = (
        *_email(record, screen, w),
        whose,
        *_fields(own.merged(USUAL), screen, w, w("reminders.your_clock", zone=w.zone(reader.zone))),
        Line(words(w("reminders.last_stays"))),
    )
    carried = {SHOWN_USUAL: YES} if own.as_circle else {}
    return _form(reader, screen, Action(Verb.OWN_REMINDERS), body, carried)


def _as_circles_do(record: HomeRecord, w: Copy) -> str:
    """Empty where they do it differently."""
    known = {circle.reminders for circle in record.circles}
    return waves_said(known.pop(), w) if len(known) == 1 else ""


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
    body = (
        name,
        *_fields(known, screen, w, w("reminders.their_clock")),
        tells,
        Line(words(w("reminders.own_goes_before"))),
    )
    return _form(reader, screen, Action(Verb.CIRCLE_REMINDERS, str(record.circle.id)), body)


def circle_reminders_card(record: CircleRecord, reader: Reader, screen: Screen) -> PersonalCard:
    """How the circle reminds, and the way to one's own."""
    w, circle = reader.copy, record.circle
    title = w("reminders.of_circle", circle=cut(circle.name, MAX_TITLE))
    said = w("reminders.clocks", said=wishes_said(circle.reminders, w))
    buttons = [Button(w("button.own_settings"), Action(Verb.SETTINGS))]
    if record.may_change:
        buttons.insert(0, Button(w("button.change"), Action(Verb.CIRCLE_REMINDERS, str(circle.id))))
    blocks = (Paragraph(words(title, bold=True)), Paragraph(words(said)), Buttons(tuple(buttons)))
    return PersonalCard(title, blocks)


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


def _fields(known: Wishes, screen: Screen, w: Copy, clock: str) -> Iterable[Block | Field]:
    """``clock``: by whose the times are."""
    before = (*known.before, *((ON_THE_DAY,) if known.on_the_day else ()))
    days_off = (str(day) for day in sorted(known.days_off))
    weekdays = tuple(Option(str(day), w.weekday_name(day)) for day in range(7))
    yield _hour("at", w("reminders.at"), _AT, known.at, screen, w, clock)
    yield ManyField(
        "before",
        w("reminders.before"),
        tuple(_days(n, w) for n in _sorted((*BEFORE, ON_THE_DAY), before)[::-1]),
        typed_many(screen, "before", map(str, before)),
        menu=True,
    )
    yield ManyField(
        "after",
        w("reminders.after"),
        tuple(_days(n, w) for n in _sorted(AFTER, known.after)),
        typed_many(screen, "after", map(str, known.after)),
        menu=True,
    )
    yield ManyField(
        "days_off", w("reminders.days_off"), weekdays, typed_many(screen, "days_off", days_off), menu=True
    )
    yield _hour("quiet_from", w("reminders.quiet_from"), _QUIET_FROM, known.quiet_from, screen, w)
    yield _hour("quiet_until", w("reminders.quiet_until"), _QUIET_UNTIL, known.quiet_until, screen, w)


def _days(n: int, w: Copy) -> Option:
    return Option(str(n), w.n("reminders.days", n) if n else w("reminders.on_the_day"))


def _hour(
    name: str, label: str, usual: Iterable[int], known: time, screen: Screen, w: Copy, hint: str = ""
) -> ChoiceField:
    """The usual hours, and the time that is set where it is none of them."""
    times = sorted({*(time(hour) for hour in usual), known})
    options = tuple(Option(f"{at:%H:%M}", w.time(at)) for at in times)
    return ChoiceField(name, label, options, typed(screen, name, f"{known:%H:%M}"), hint, menu=True)


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
