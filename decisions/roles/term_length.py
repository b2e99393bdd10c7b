"""How long a term of months lasts."""

from datetime import datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta


def months_later(now: datetime, months: int, zone: str) -> datetime:
    """At the same time by the clock in the zone; where the month has fewer days, on its last."""
    local = now.astimezone(ZoneInfo(zone))
    return (local + relativedelta(months=months)).astimezone(now.tzinfo)
