"""The path that is announced before a round opens: "about 12 days, two asks of you, decided Thursday 8 pm"."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from decisions.rounds.settings import Form, Settings
from decisions.workdays import deadline_after, deadline_after_workdays


@dataclass(frozen=True, slots=True)
class Path:
    """What lies ahead if nobody sees a problem and every stage takes its time. ``asks``: messages that ask something of each."""

    explore_until: datetime | None
    amend_until: datetime | None
    decided_at: datetime
    days: int
    asks: int


def path(settings: Settings, form: Form, opened_at: datetime) -> Path:
    lengths = settings.lengths
    explore_until = amend_until = None
    start = opened_at
    if form is Form.FULL:
        explore_until = deadline_after(opened_at, lengths.exploring, settings)
        start = amend_until = deadline_after_workdays(explore_until, lengths.amending_workdays, settings)
    decided = deadline_after(
        start, lengths.consenting, settings, spans_weekend=lengths.consenting_spans_weekend
    )
    days = _days_between(opened_at, decided, settings.zone)
    return Path(explore_until, amend_until, decided, days, asks=2 if form is Form.FULL else 1)


def _days_between(start: datetime, end: datetime, zone: str) -> int:
    """Rounded up, by the clock on the wall: a day on which clocks change is a day."""
    began, ends = (moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for moment in (start, end))
    return -(-(ends - began) // timedelta(days=1))
