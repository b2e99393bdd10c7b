"""What became of a circle's commitments in some time, and week by week."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Connection, func, select

from decisions.commitments.over_time import Counted, Week, week_of
from decisions.people.people import Circle
from decisions.workdays import at_local
from storage.tables import METADATA
from storage.tables.commitments import Happening

WEEKS: Final = 8
_happening: Final = METADATA.tables["commitment_happening"]


def counted(
    connection: Connection, network_id: UUID, circle_id: UUID, since: datetime, until: datetime | None = None
) -> Counted:
    """What became of the circle's commitments from ``since`` on, and before ``until`` if there is one."""
    h = _happening.c
    before = () if until is None else (h.at < until,)
    found = connection.execute(
        select(h.happening, func.count())
        .where(h.network_id == network_id, h.circle_id == circle_id, h.at >= since, *before)
        .group_by(h.happening)
    )
    return _counted({Happening(row[0]): row[1] for row in found})


def weeks(connection: Connection, circle: Circle, now: datetime, most: int = WEEKS) -> tuple[Week, ...]:
    """What became of the circle's commitments in this week and those before it, the newest first."""
    h, zone = _happening.c, circle.settings.zone
    mondays = [week_of(now, zone) - timedelta(weeks=n) for n in range(most)]
    since = at_local(mondays[-1], time(), zone)
    here = (h.network_id == circle.network_id, h.circle_id == circle.id, h.at >= since)
    times: dict[date, Counter[Happening]] = {monday: Counter() for monday in mondays}
    for happening, at in connection.execute(select(h.happening, h.at).where(*here)):
        if (monday := week_of(at, zone)) in times:
            times[monday][Happening(happening)] += 1
    found = tuple(Week(monday, _counted(times[monday])) for monday in mondays)
    return found if any(week.counted.any for week in found) else ()


def _counted(times: Mapping[Happening, int]) -> Counted:
    late = times.get(Happening.KEPT_LATE, 0)
    return Counted(
        kept=times.get(Happening.KEPT, 0) + late,
        kept_late=late,
        moved=times.get(Happening.MOVED, 0),
        dropped=times.get(Happening.DROPPED, 0),
    )
