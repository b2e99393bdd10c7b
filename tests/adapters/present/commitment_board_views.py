"""A circle's commitments as lists and boards: none, three, and as many as a busy circle has."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from adapters.cards import View
from adapters.desk import Screen
from adapters.present.commitment_filters import ASKED, WANTED
from adapters.present.own_calendar import CalendarRecord
from adapters.present.screens import SCREENS
from decisions.commitments import commands as c
from decisions.commitments.board import By, Wanted, Which
from decisions.commitments.commitment import Commitment
from decisions.commitments.over_time import Counted, Week
from decisions.commitments.record import CommitmentsRecord
from decisions.ids import CommitmentId
from tests.adapters.present import builders as b
from tests.adapters.present import commitments as k

MANY: Final = 80


def board_views(locale: str, long: bool) -> Mapping[str, View]:
    reader = b.a_reader(b.LEE, locale)

    def show(name: str, record: CommitmentsRecord, wanted: Wanted, **carried: str) -> View:
        return SCREENS[name].present(record, reader, Screen(name, carried={WANTED: str(wanted), **carried}))

    views: dict[str, View] = {}
    for many in (0, 3, MANY):
        record = several(many, long)
        for by in (None, *By):
            name = f"board-{by or 'list'}-{many}"
            views[name] = show("commitments", record, Wanted(by=by))
        views[f"board-card-{many}"] = show("commitments_card", record, Wanted())
        views[f"board-choose-{many}"] = show("choose_commitments", record, Wanted())
        views[f"board-own-{many}"] = _own(record, locale, long)
    three = several(3, long)
    for which in Which:
        views[f"board-card-{which}"] = show("commitments_card", three, Wanted(which))
    one_group = Wanted(by=By.PERSON, only=str(b.ROSA))
    views["board-one-group"] = show("commitments", several(MANY, long), one_group)
    for key in ("coming", "asked"):
        views[f"board-only-{key}"] = show("commitments", several(MANY, long), Wanted(only=key))
    views["board-of-one"] = show("commitments", three, Wanted(Which.OPEN, person=b.ROSA))
    views["board-unknown"] = show(
        "commitments_card", three, Wanted(), **{ASKED: b.World(long).text("soonish", 200)}
    )
    calendar, sealed = CalendarRecord(b.NETWORK.id, b.LEE, 0), replace(reader, seal=lambda *kept: "s" * 150)
    on_the_web = replace(sealed, where="web")
    for name, seen_by in (("ready", sealed), ("web", on_the_web), ("none", reader)):
        views[f"own_calendar-{name}"] = SCREENS["own_calendar"].present(
            calendar, seen_by, Screen("own_calendar")
        )
    return views


def several(many: int, long: bool) -> CommitmentsRecord:
    ones = tuple(_numbered(number, long) for number in range(many))
    done = tuple(_done(number, long) for number in range(many // 4))
    record = k.several(*sorted(ones, key=lambda one: one.due or date.max), long=long, ended=done)
    return replace(record, weeks=_weeks() if many else ())


def _numbered(number: int, long: bool) -> Commitment:
    """Of all people; some overdue, some not yet said yes to, some without a day."""
    who = b.PEOPLE[number % len(b.PEOPLE)]
    due = None if number % 9 == 8 else k.DUE + timedelta(days=number % 40)
    kept = k.asked(long=long, who=who, by=b.LEE, due=due)
    one = kept.one if number % 3 == 2 else kept.yes().one if who != b.LEE else kept.one
    if number % 10 == 1 and due is not None:
        due = b.NOW.date() - timedelta(days=9)
    what = one.promise.what if long else f"{one.promise.what}, part {number + 1}"
    return replace(
        one, id=CommitmentId(b.uid(700 + number)), promise=replace(one.promise, what=what, due=due)
    )


def _done(number: int, long: bool) -> Commitment:
    finished = k.under_way(long=long).does(b.ROSA, c.Finish, words="All is well.").one
    return replace(finished, id=CommitmentId(b.uid(900 + number)))


def _weeks() -> tuple[Week, ...]:
    monday = date(2026, 11, 16)
    return tuple(
        Week(monday - timedelta(weeks=ago), Counted(kept=ago % 5, moved=ago % 3, dropped=ago % 2))
        for ago in range(12)
    )


def _own(record: CommitmentsRecord, locale: str, long: bool) -> View:
    own = k.own(*record.commitments, reader=b.ROSA, long=long)
    home = replace(b.a_home(long=long), commitments=own)
    return SCREENS["own_commitments"].present(home, b.a_reader(b.ROSA, locale), Screen("own_commitments"))
