"""Who reads a screen, and when: what every presenter is told beside the state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from adapters.calendar import PATH
from adapters.copy import Copy, words_for
from adapters.desk import Who
from decisions.ids import MemberId

Seal = Callable[[UUID, UUID, str], str]
"""Of a network, a round and a language; or of a circle, and whose its turns are."""
_PATHS: Final = {
    "home": "/home",
    "help": "/help",
    "round": "/rounds/{id}",
    "ballot": "/rounds/{id}/ballot",
    "circle": "/circles/{id}",
    "role": "/roles/{id}",
    "agreement": "/agreements/{id}",
    "commitment": "/commitments/{id}",
    "commitments": "/circles/{id}/commitments",
    "commitments_file": "/circles/{id}/commitments/file",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """One person, or (``member`` None) everybody in a place. ``zone`` is an IANA name, ``now`` aware UTC.

    ``base_url`` is how people reach the browser's pages, without a slash at its end; empty when there are
    none.
    """

    locale: str
    zone: str
    now: datetime
    base_url: str = ""
    member: MemberId | None = None
    name: str = ""
    where: str = ""
    """The platform on which it is read, where that makes a difference to the words."""
    seal: Seal | None = None
    """Makes the secret in the address of a round's calendar file; None: there are no such addresses."""

    @classmethod
    def of(cls, who: Who, now: datetime, base_url: str = "", seal: Seal | None = None) -> "Reader":
        where = who.account.platform.value if who.account is not None else ""
        return cls(who.locale, who.time_zone, now, base_url.rstrip("/"), who.member_id, who.name, where, seal)

    @classmethod
    def place(cls, locale: str, zone: str, now: datetime, base_url: str = "") -> "Reader":
        """Everybody in a place: its language, its zone."""
        return cls(locale, zone, now, base_url.rstrip("/"))

    @property
    def copy(self) -> Copy:
        return words_for(self.locale, self.where)

    @property
    def today(self) -> date:
        try:
            return self.now.astimezone(ZoneInfo(self.zone)).date()
        except (ZoneInfoNotFoundError, ValueError):
            return self.now.date()

    @property
    def host(self) -> str:
        """Of our pages, for what is to be told apart everywhere."""
        return urlsplit(self.base_url).hostname or "rondo"

    def link(self, page: str, about: UUID | None = None) -> str:
        """The address of a page (``_PATHS``), or of a file."""
        return self.base_url + _PATHS[page].format(id=about)

    def calendar_link(self, network: UUID, round: UUID) -> str:
        """Of the meeting that a round has found, as a file in the reader's language; empty where nobody could open it."""
        return self.sealed_link(network, round, self.copy.locale)

    def sealed_link(self, network: UUID, about: UUID, kept: str) -> str:
        """Of a calendar file that nobody can guess; empty where nobody could open it."""
        if self.seal is None or not self.base_url:
            return ""
        return f"{self.base_url}{PATH}{self.seal(network, about, kept)}"

    def when(self, moment: datetime) -> str:
        return self.copy.when(moment, self.zone, self.now)

    def at(self, moment: datetime) -> str:
        return self.copy.at(moment, self.zone, self.now)

    def day(self, day: date) -> str:
        return self.copy.day(day, self.today)
