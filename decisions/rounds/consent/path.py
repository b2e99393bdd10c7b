"""The path that is announced before a round opens: "about 12 days, two asks of you, decided Thursday 8 pm"."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from decisions.rounds.round import Round, Stage
from decisions.rounds.settings import Form, Settings
from decisions.workdays import deadline_after, deadline_after_workdays

_ON_THE_WAY: Final = frozenset({Stage.EXPLORING, Stage.AMENDING, Stage.CONSENTING})


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


def path_now(round: Round) -> Path | None:
    """The path of a round that goes on, with its end as it is to be expected now; None once it was asked about another
    version, when nobody can tell, or while a problem is looked at."""
    if round.deadline is None or round.opened_at is None or round.versions_asked > 1:
        return None
    settings, lengths = round.settings, round.settings.lengths
    end = round.closes_early or round.deadline
    if round.stage not in _ON_THE_WAY:
        return None
    if round.stage is Stage.EXPLORING:
        end = deadline_after_workdays(end, lengths.amending_workdays, settings)
    if round.stage is not Stage.CONSENTING:
        weekend = lengths.consenting_spans_weekend
        end = deadline_after(end, lengths.consenting, settings, spans_weekend=weekend)
    days = _days_between(round.opened_at, end, settings.zone)
    return Path(None, None, end, days, asks=2 if settings.form is Form.FULL else 1)


def _days_between(start: datetime, end: datetime, zone: str) -> int:
    """Rounded up, by the clock on the wall: a day on which clocks change is a day."""
    began, ends = (moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for moment in (start, end))
    return -(-(ends - began) // timedelta(days=1))
