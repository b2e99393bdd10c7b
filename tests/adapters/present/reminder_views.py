"""What is brought to mind, and what those who coordinate hear."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from adapters.cards import View
from adapters.present.commitment_reminders import help_card, reminder_card
from decisions.commitments import commands as c
from decisions.commitments.commitment import Step
from decisions.commitments.reminded import Heard, Reminded
from decisions.commitments.reminding import Wave
from decisions.ids import MemberId
from tests.adapters.present import builders as b
from tests.adapters.present import commitments as k

WAVES = {
    "before": (Wave.BEFORE, -3, False),
    "tomorrow": (Wave.BEFORE, -1, False),
    "today": (Wave.TODAY, 0, False),
    "overdue": (Wave.OVERDUE, 3, True),
    "last": (Wave.LAST_OVERDUE, 7, False),
}


def reminder_views(locale: str, long: bool) -> Mapping[str, View]:
    reader, lee = b.a_reader(b.ROSA, locale), b.a_reader(b.LEE, locale)
    views: dict[str, View] = {
        f"reminder-{name}": reminder_card((_one(long, *wave),), reader) for name, wave in WAVES.items()
    }
    helped = _promised(long, 0, helpers=(b.JO,)).does(b.JO, c.AcceptCommitment)
    helping = Reminded(helped.for_reader(b.JO), Wave.TODAY, 0)
    views["reminder-helper"] = reminder_card((helping,), b.a_reader(b.JO, locale))
    waves = tuple(WAVES.values())
    for count in (2, 5, 20):
        several = tuple(_one(long, *waves[n % len(waves)]) for n in range(count))
        views[f"reminder-{count}"] = reminder_card(several, reader)
    for heard in (Heard.NOT_REMINDED, Heard.WANTS_NONE):
        one = replace(_one(long, Wave.COORDINATOR, 10, False, b.LEE), heard=heard)
        views[f"may-help-{heard}"] = help_card((one,), lee)
    views["may-help-one"] = help_card((_one(long, Wave.COORDINATOR, 10, False, b.LEE),), lee)
    blocked = _promised(long, 12).does(b.ROSA, c.Block, words=b.World(long).text("No answer yet."))
    waiting = Reminded(
        replace(blocked.for_reader(b.LEE), waits_for=b.World(long).text("Open the fund", 300)),
        Wave.COORDINATOR,
        12,
    )
    for count in (1, 19):
        some = tuple(_one(long, Wave.COORDINATOR, n, False, b.LEE) for n in range(1, count + 1))
        views[f"may-help-{count + 1}"] = help_card((waiting, *some), lee)
    return views


def _one(long: bool, wave: Wave, days: int, late: bool, reader: MemberId = b.ROSA) -> Reminded:
    steps = tuple(Step(k.remark(n), "Read them") for n in range(3)) if wave is Wave.TODAY else ()
    return Reminded(_promised(long, days, steps=steps).for_reader(reader), wave, days, late)


def _promised(long: bool, days: int, **more: object) -> k.Promised:
    """Due so many days before the present day."""
    one = k.under_way(long=long, due=b.NOW.date() + timedelta(days=30), **more)
    due: date = b.NOW.date() - timedelta(days=days)
    one.commitment = replace(one.one, promise=replace(one.one.promise, due=due))
    return one
