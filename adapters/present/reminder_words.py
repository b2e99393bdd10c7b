"""How somebody is reminded, in a sentence or two."""

from collections.abc import Iterator

from adapters.copy import Copy
from decisions.commitments.wishes import Wishes


def wishes_said(wishes: Wishes, w: Copy) -> str:
    """ "3 days and 1 day before, on the day, and 1 day after, at 9 am. Not on Saturday and Sunday." """
    said = waves_said(wishes, w)
    if not wishes.days_off:
        return said
    days = w.list(w.weekday_name(day) for day in sorted(wishes.days_off))
    return f"{said} {w('reminders.not_on', days=days)}"


def waves_said(wishes: Wishes, w: Copy) -> str:
    """The first of them."""
    return w("reminders.said", when=w.list(_waves(wishes, w)) or "–", at=w.time(wishes.hour))


def _waves(wishes: Wishes, w: Copy) -> Iterator[str]:
    if wishes.before:
        yield w("reminders.days_before", days=_days(wishes.before, w))
    if wishes.on_the_day:
        yield w("reminders.that_day")
    if wishes.after:
        yield w("reminders.days_after", days=_days(wishes.after, w))


def _days(offsets: tuple[int, ...], w: Copy) -> str:
    """ "3 and 1 days": the last one with its word."""
    *first, last = offsets
    return w.list([*map(str, first), w.n("reminders.days", last)])
