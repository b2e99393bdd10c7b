"""Every screen of what opens anew by itself: how it is set, each rhythm in words, each state, and what is told of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.recurring import recurrence_notice
from adapters.present.round_card import round_card
from adapters.present.screens import SCREENS
from decisions.ids import RecurrenceId
from decisions.recurring.record import LastTime, RecurrenceRecord
from decisions.recurring.recurrence import Going, Recurrence, WhyPaused
from decisions.recurring.rhythm import LAST, NTHS, Every, Rhythm
from decisions.refusals import Reason, Refusal
from decisions.rounds.notices import NoticeKind
from decisions.rounds.record import RoundRecord
from tests.adapters.present import ballots
from tests.adapters.present import builders as b
from tests.adapters.present.template_views import a_pattern, a_template_record

FIRST_MONDAY = Rhythm(Every.MONTH_WEEKDAY)
RHYTHMS = (
    Rhythm(Every.WORKDAY, time(12, 0)),
    Rhythm(Every.WEEK, weekday=2),
    Rhythm(Every.WEEK, time(17, 30), weekday=4, weeks=2),
    Rhythm(Every.MONTH_DAY, day=15),
    Rhythm(Every.MONTH_DAY, day=31),
    Rhythm(Every.LAST_WORKDAY),
    *(Rhythm(Every.MONTH_WEEKDAY, nth=nth) for nth in NTHS),
    *(Rhythm(Every.MONTH_WEEKDAY, nth=nth, month_step=3) for nth in NTHS),
    Rhythm(Every.MONTH_DAY, day=15, month_step=2),
    Rhythm(Every.MONTH_DAY, day=31, month_step=12),
    Rhythm(Every.LAST_WORKDAY, month_step=6),
)
LAST_TIME = LastTime(b.uid(700), b.NOW - timedelta(days=28), "https://slack.com/archives/C1/p1")


def a_recurrence(*, long: bool = False, **changes: Any) -> Recurrence:
    usual = Recurrence(
        id=RecurrenceId(b.uid(701)),
        network_id=b.NETWORK.id,
        circle_id=b.CIRCLE,
        by=b.ROSA,
        pattern=a_pattern(long=long),
        rhythm=FIRST_MONDAY,
        since=date(2026, 1, 1),
        seed=b.uid(702),
        next_at=b.NOW + timedelta(days=9),
        last_round=LAST_TIME.id,
    )
    return replace(usual, **changes)


def a_recurrence_record(*, long: bool = False, may_change: bool = True, **changes: Any) -> RecurrenceRecord:
    world = b.World(long)
    return RecurrenceRecord(
        world.members[b.JO],
        world.circle,
        a_recurrence(long=long, **changes),
        world.members[b.ROSA],
        LAST_TIME,
        may_change,
    )


def one_of_several(*, long: bool = False, link: bool = True) -> RoundRecord:
    """An open vote that opened by itself."""
    before = LAST_TIME if link else replace(LAST_TIME, link="")
    return replace(ballots.an_open(long=long), recurrence=a_recurrence(long=long), last_time=before)


def show(name: str, record: object, locale: str = "en", screen: Screen | None = None) -> View:
    return SCREENS[name].present(record, b.a_reader(b.JO, locale), screen or Screen(name))


def picked(rhythm: Rhythm, page: str) -> dict[str, str]:
    numbers = {name: str(getattr(rhythm, name)) for name in ("weekday", "weeks", "day", "nth", "month_step")}
    return {"every": rhythm.every, "at": f"{rhythm.at:%H:%M}", "since": "2026-12-20", **numbers, "page": page}


def recurring_views(locale: str, long: bool) -> Mapping[str, View]:
    vote, kept = ballots.an_open(long=long), a_recurrence_record(long=long)
    paused: dict[str, Any] = {"going": Going.PAUSED, "next_at": None}
    views: dict[str, View] = {
        "repeat-first": show("repeat", vote, locale),
        "repeat-template": show("repeat_template", a_template_record(long=long), locale),
        "repeat-change": show("change_repeat", kept, locale),
        "repeat-refused": show("repeat", vote, locale, _refused()),
        "repeat-on": show("recurrence", kept, locale),
        "repeat-others": show("recurrence", a_recurrence_record(long=long, may_change=False), locale),
        "repeat-left-out": show("recurrence", a_recurrence_record(long=long, left_out=b.NOW), locale),
        "repeat-stopped": show(
            "recurrence", a_recurrence_record(long=long, **{**paused, "going": Going.STOPPED}), locale
        ),
        "repeat-stop": show("stop_repeat", kept, locale),
        "repeat-room": show("circle", _room(long), locale),
        "repeat-room-card": show("circle_card", _room(long), locale),
        "repeat-card": round_card(one_of_several(long=long), b.a_place(locale)),
        "repeat-card-unlinked": round_card(one_of_several(long=long, link=False), b.a_place(locale)),
        "repeat-more": show("more", one_of_several(long=long), locale),
        "repeat-round": show("round", one_of_several(long=long), locale),
    }
    for n, rhythm in enumerate(RHYTHMS):
        for page in ("2", "3"):
            screen = Screen("repeat", carried=picked(rhythm, page))
            views[f"repeat-{rhythm.every}-{n}-{page}"] = show("repeat", vote, locale, screen)
    for why in WhyPaused:
        record = a_recurrence_record(long=long, **paused, why=why)
        views[f"repeat-paused-{why}"] = show("recurrence", record, locale)
    return {**views, **_notices(locale, long)}


def _notices(locale: str, long: bool) -> Mapping[str, View]:
    world = b.World(long)
    facts = {
        "title": world.text("What do we do first?", 80),
        "circle": world.circle.name,
        "setter": world.members[b.ROSA].name,
        "recurrence_id": str(b.uid(701)),
    }
    left = recurrence_notice(NoticeKind.REPEAT_SETTER_LEFT, facts, b.a_reader(b.LEE, locale))
    draft = {**facts, "draft": str(b.uid(703))}
    not_opened = recurrence_notice(NoticeKind.REPEAT_NOT_OPENED, draft, b.a_reader(b.ROSA, locale))
    return {"message-repeat_setter_left": left, "message-repeat_not_opened": not_opened}


def _room(long: bool) -> object:
    paused = a_recurrence(long=long, going=Going.PAUSED, next_at=None, why=WhyPaused.BY_PERSON)
    every = a_recurrence(long=long, rhythm=Rhythm(Every.MONTH_WEEKDAY, nth=LAST, weekday=4))
    return replace(b.a_circle_record(long=long), recurrences=(a_recurrence(long=long), every, paused))


def _refused() -> Screen:
    refusal = Refusal(Reason.DATE_NOT_AHEAD, at_field="since")
    return Screen("repeat", carried=picked(FIRST_MONDAY, "3"), errors={"since": refusal})
