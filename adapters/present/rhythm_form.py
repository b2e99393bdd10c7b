"""The pages on which somebody says how often: how, on which day, and what comes of it, before it is so."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from adapters.cards import (
    Action,
    Block,
    ChoiceField,
    DateField,
    Field,
    Form,
    Line,
    Listing,
    Option,
    Paragraph,
    words,
)
from adapters.copy import Copy
from adapters.desk import Screen
from adapters.present.forms import errors, typed, typed_date
from adapters.present.reader import Reader
from adapters.present.rhythm_words import moments_said, rhythm_said
from decisions.people.people import Circle
from decisions.recurring.rhythm import FOR_VOTES, LAST, NTHS, Every, Rhythm, next_openings
from decisions.refusals import Reason, Refusal
from decisions.workdays import local_day

FIRST, DAYS, SURE = "1", "2", "3"
"""The pages."""
WEEKS: Final = (1, 2, 3, 4, 6, 8, 10, 12)
MONTHS: Final = (1, 2, 3, 4, 6, 12)
HAS_DAYS: Final = frozenset(Every) - {Every.WORKDAY}
ASKED_FIRST: Final = frozenset({"every", "at", "since"})
Texts = Mapping[str, str]


def rhythm_form(
    reader: Reader,
    screen: Screen,
    circle: Circle,
    action: Action,
    before: tuple[Rhythm, date | None],
    lead: tuple[Block, ...] = (),
) -> Form:
    """``before``: the rhythm as it is, or a usual one, and since when. ``lead``: what opens each time."""
    w, carried = reader.copy, {name: value for name, value in screen.carried.items() if name != "page"}
    page = _page(screen)
    shown = {FIRST: first_fields, DAYS: days_fields, SURE: _sure}[page]
    known = read_rhythm({**rhythm_texts(before[0]), **carried})
    return Form(
        w("repeat.title"),
        (*(lead if page == FIRST else ()), *shown(reader, screen, circle, known, before[1])),
        action,
        submit=w("repeat.sure" if page == SURE else "propose.next"),
        close=w("form.cancel"),
        carried={**carried, "page": page},
        errors=errors(screen, reader),
    )


def page_after(page: str, values: Texts) -> str | None:
    """Which page follows; None when what was sent acts."""
    if page == FIRST:
        return DAYS if values.get("every") in HAS_DAYS else SURE
    return SURE if page == DAYS else None


def read_rhythm(values: Texts) -> Rhythm:
    """What was picked; where nothing was, or it cannot be read, as usual. A date is counted from the first day."""
    usual = Rhythm(Every.WEEK)
    every = next((each for each in Every if each == values.get("every")), usual.every)
    return Rhythm(
        every,
        _time(values.get("at", ""), usual.at),
        _number(values.get("weekday", ""), usual.weekday),
        _number(values.get("weeks", ""), usual.weeks),
        _number(values.get("day", ""), usual.day),
        _number(values.get("nth", ""), usual.nth),
        _number(values.get("month_step", ""), usual.month_step),
        _days_until(values, _number(values.get("days", ""), usual.days)),
    )


def _days_until(values: Texts, usual: int) -> int:
    since, until = (_date(values.get(name, "")) for name in ("since", "until"))
    return usual if since is None or until is None else (until - since).days


def read_since(values: Texts, today: date) -> date:
    """Where none was given, today. Refuses what is no date: nobody begins on a day that they did not mean."""
    text = values.get("since", "").strip()
    try:
        return date.fromisoformat(text) if text else today
    except ValueError as wrong:
        raise Refusal(Reason.NOT_A_DATE, at_field="since") from wrong


# --- the pages ------------------------------------------------------------------------------------------------


def _page(screen: Screen) -> str:
    """Where something is wrong, the page that asks for it."""
    if screen.errors:
        return FIRST if set(screen.errors) & ASKED_FIRST else DAYS
    page = typed(screen, "page", FIRST)
    return page if page in (FIRST, DAYS, SURE) else FIRST


def first_fields(
    reader: Reader,
    screen: Screen,
    circle: Circle,
    known: Rhythm,
    since: date | None,
    hint_since: str = "",
    ways: Collection[Every] = FOR_VOTES,
) -> tuple[Block | Field, ...]:
    w = reader.copy
    kinds = tuple(Option(each, w(f"every.{each}")) for each in Every if each in ways)
    hours = tuple(Option(f"{hour:02}:00", w.time(time(hour))) for hour in range(24))
    own = Option(f"{known.at:%H:%M}", w.time(known.at))
    hint = w("repeat.at_hint", zone=circle.settings.zone)
    day = since or local_day(reader.now, circle.settings.zone)
    return (
        ChoiceField("every", w("repeat.every"), kinds, typed(screen, "every", known.every)),
        ChoiceField(
            "at",
            w("repeat.at"),
            hours if own in hours else (own, *hours),
            typed(screen, "at", own.value),
            hint,
        ),
        DateField(
            "since",
            w("repeat.since"),
            typed_date(screen, "since", day),
            hint_since or w("repeat.since_hint"),
        ),
    )


def days_fields(
    reader: Reader, screen: Screen, circle: Circle, known: Rhythm, since: date | None
) -> tuple[Block | Field, ...]:
    w = reader.copy
    weekdays = tuple(Option(str(n), w.weekday_name(n)) for n in range(7))
    weekday = ChoiceField(
        "weekday", w("repeat.weekday"), weekdays, typed(screen, "weekday", str(known.weekday))
    )
    often = tuple(Option(str(n), w.n("repeat.months_n", n)) for n in sorted({*MONTHS, known.month_step}))
    months = ChoiceField(
        "month_step", w("repeat.months"), often, typed(screen, "month_step", str(known.month_step))
    )
    match known.every:
        case Every.MONTH_DAY:
            days = tuple(Option(str(n), w.number(n)) for n in range(1, 32))
            day = typed(screen, "day", str(known.day))
            return (ChoiceField("day", w("repeat.day"), days, day, w("repeat.day_hint")), months)
        case Every.LAST_WORKDAY:
            return (months,)
        case Every.DATE:
            begins = since or read_since(screen.carried, local_day(reader.now, circle.settings.zone))
            until = typed_date(screen, "until", begins + timedelta(days=known.days))
            return (DateField("until", w("repeat.until"), until, w("repeat.until_hint")),)
        case Every.MONTH_WEEKDAY:
            nths = tuple(Option(str(n), w(f"nth.{'last' if n == LAST else n}")) for n in NTHS)
            nth = ChoiceField("nth", w("repeat.nth"), nths, typed(screen, "nth", str(known.nth)))
            return (nth, weekday, months)
    weeks = tuple(Option(str(n), w.n("repeat.weeks_n", n)) for n in sorted({*WEEKS, known.weeks}))
    return (
        weekday,
        ChoiceField("weeks", w("repeat.weeks"), weeks, typed(screen, "weeks", str(known.weeks))),
    )


def _sure(
    reader: Reader, screen: Screen, circle: Circle, known: Rhythm, since: date | None
) -> tuple[Block | Field, ...]:
    """In words, with the next three."""
    w, settings = reader.copy, circle.settings
    begins = read_since(screen.carried, local_day(reader.now, settings.zone))
    coming = next_openings(known, begins, settings, reader.now)
    return (
        Paragraph(words(w("repeat.opens", rhythm=rhythm_said(known, w)), bold=True)),
        *coming_blocks(coming, settings.zone, reader),
        Line(words(w("repeat.closes_before"))),
    )


def coming_blocks(moments: tuple[datetime, ...], zone: str, reader: Reader) -> tuple[Block, ...]:
    w = reader.copy
    listed = Listing(tuple(words(said) for said in moments_said(moments, zone, reader)))
    return (Line(words(w("repeat.next"))), listed, *_clock(zone, reader, w))


def _clock(zone: str, reader: Reader, w: Copy) -> tuple[Block, ...]:
    """Where the reader's own is another one."""
    return () if reader.zone == zone else (Line(words(w("repeat.at_hint", zone=zone))),)


# --- reading --------------------------------------------------------------------------------------------------


def rhythm_texts(rhythm: Rhythm) -> dict[str, str]:
    names = ("weekday", "weeks", "day", "nth", "month_step", "days")
    numbers = {name: str(getattr(rhythm, name)) for name in names}
    return {"every": rhythm.every, "at": f"{rhythm.at:%H:%M}", **numbers}


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(text: str, usual: time) -> time:
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return usual


def _number(text: str, usual: int) -> int:
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    return sign * int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else usual
