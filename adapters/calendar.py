"""A meeting for people's own calendars: as a file, behind an address that nobody can guess, and as links to what most use."""

import hashlib
import re
import unicodedata
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer

_GOOGLE: Final = "https://calendar.google.com/calendar/render"
_OUTLOOK: Final = "https://outlook.office.com/calendar/0/deeplink/compose"
_GOOGLE_ADDS: Final = "https://calendar.google.com/calendar/r"
PATH: Final = "/calendar/"
_PRODUCT: Final = "-//Rondo//Calendar//EN"
_EVERY: Final = timedelta(hours=6)
_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """``name`` is ASCII."""

    name: str
    content: bytes


CalendarFiles = Callable[[str], Awaitable[CalendarFile | None]]
"""The file behind the secret of an address; None where there is none."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """``uid`` stays the same however often it is fetched, so that a calendar holds it once. ``decided_at`` is when it was made.
    It names nobody: who organises it would be known by an address."""

    uid: str
    title: str
    details: str
    link: str
    starts: datetime
    ends: datetime
    decided_at: datetime
    busy: bool = True
    """Whoever has it in their calendar has no time for anything else."""
    certain: bool = True


@dataclass(frozen=True, slots=True)
class WholeDay:
    """Something to be done on a day or before it. It is a date, the same day wherever the calendar is (RFC 5545, 3.3.4), and
    keeps nobody from anything else. ``changes`` grows with each change (3.8.7.4), the last of them at ``changed_at``."""

    uid: str
    title: str
    details: str
    link: str
    day: date
    changed_at: datetime
    changes: int


def calendar_file(entries: Iterable[Meeting | WholeDay], called: str = "") -> bytes:
    """An iCalendar file (RFC 5545), its times in UTC: every calendar shows them in the zone of whoever opens it. One that is
    subscribed to is ``called`` something, and looked at again after a while (RFC 7986, 5.1 and 5.7; many read the older names).

    It is published (RFC 5546), not a request: nobody answers it by their calendar, for that would be an email to an address at
    which nobody reads."""
    import icalendar  # takes a while: only who fetches a file waits for it

    calendar = icalendar.Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if called:
        for name in ("name", "x-wr-calname"):
            calendar.add(name, called)
        calendar.add("refresh-interval", _EVERY, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", _EVERY)
    for entry in entries:
        calendar.add_component(_whole_day(entry) if isinstance(entry, WholeDay) else _event(entry))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting) -> Any:
    import icalendar

    event = icalendar.Event.new(
        uid=meeting.uid,
        summary=meeting.title,
        description=meeting.details,
        url=meeting.link,
        start=meeting.starts.astimezone(UTC),
        end=meeting.ends.astimezone(UTC),
        stamp=meeting.decided_at.astimezone(UTC),
    )
    if not meeting.busy:
        event.add("transp", "TRANSPARENT")
    if not meeting.certain:
        event.add("status", "TENTATIVE")
    return event


def _whole_day(entry: WholeDay) -> Any:
    import icalendar

    event = icalendar.Event.new(
        uid=entry.uid,
        summary=entry.title,
        description=entry.details,
        url=entry.link,
        start=entry.day,
        end=entry.day + timedelta(days=1),
        stamp=entry.changed_at.astimezone(UTC),
        last_modified=entry.changed_at.astimezone(UTC),
        sequence=entry.changes,
    )
    event.add("transp", "TRANSPARENT")
    return event


def file_name(title: str) -> str:
    """Of the file that holds it: ``bring-chairs.ics``."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain)[:_NAME].strip("-")
    return f"{words or 'rondo'}.ics"


def webcal_link(address: str) -> str:
    """Opens the calendar of a phone or a computer, which then subscribes to the address."""
    return f"webcal://{address.partition('://')[2]}"


def google_subscription(address: str) -> str:
    """Opens Google's calendar, which then asks whether to subscribe to the address."""
    return f"{_GOOGLE_ADDS}?{urlencode({'cid': address})}"


def google_link(meeting: Meeting) -> str:
    """Opens Google's form for a new event, filled in."""
    dates = "/".join(f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (meeting.starts, meeting.ends))
    asked = {"action": "TEMPLATE", "text": meeting.title, "dates": dates, "details": meeting.details}
    return f"{_GOOGLE}?{urlencode(asked)}"


def outlook_link(meeting: Meeting) -> str:
    """Opens Outlook's form for a new event, filled in."""
    asked = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": meeting.title,
        "startdt": f"{meeting.starts.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{meeting.ends.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "body": meeting.details,
    }
    return f"{_OUTLOOK}?{urlencode(asked)}"


class Seals:
    """Makes and reads the secrets in the addresses of calendar files: which round's or circle's, and in which language (of a
    circle's also for whom), under our signature."""

    def __init__(self, secret_key: str) -> None:
        signed = {"digest_method": hashlib.sha256}
        self._serializer = URLSafeSerializer(secret_key, salt="rondo.calendar", signer_kwargs=signed)

    def seal(self, network: UUID, about: UUID, kept: str) -> str:
        return str(self._serializer.dumps([network.hex, about.hex, kept]))

    def opened(self, secret: str) -> tuple[UUID, UUID, str] | None:
        """None for what we have not signed."""
        try:
            network, about, kept = self._serializer.loads(secret)
            return UUID(network), UUID(about), str(kept)
        except (BadData, TypeError, ValueError, AttributeError):
            return None
