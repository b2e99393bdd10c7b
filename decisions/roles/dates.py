"""A rotation whose turns end on dates that somebody names: from when one is counted, and whether anybody has named it
(docs/decisions/0053)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason, Refusal
from decisions.roles.rota import Rota, Turn
from decisions.workdays import at_local, local_day

_A_DAY = timedelta(days=1)


def counted(
    rhythm: Rhythm, since: date, present: Turn | None, zone: str, now: datetime
) -> tuple[Rhythm, date]:
    """The same date, counted from the first day of the turn that ends on it: of the one under way, unless another begins before;
    where there is none, of the first that can begin. Any other rhythm as it is. Refuses a date that is not ahead."""
    if rhythm.every is not Every.DATE:
        return rhythm, since
    named, today = since + timedelta(days=rhythm.days), local_day(now, zone)
    first = since
    if present is not None and since <= today:
        first = local_day(present.begins_at, zone)
    elif at_local(since, rhythm.at, zone) <= now:
        first = today + _A_DAY
    if at_local(named, rhythm.at, zone) <= now:
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="until")
    return replace(rhythm, days=(named - first).days).checked(), first


def is_named(rota: Rota, begins_at: datetime, zone: str) -> bool:
    """Whether the turn that begins then ends when somebody has said so, by a rhythm or a date; and not merely after as long as
    the one before."""
    named = rota.since + timedelta(days=rota.rhythm.days)
    return rota.rhythm.every is not Every.DATE or local_day(begins_at, zone) < named
