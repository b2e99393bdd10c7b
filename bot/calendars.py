"""For people's calendars, as files: the meetings that time polls have found, the turns of a circle's roles, and what somebody has
said they will do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from adapters.calendar import CalendarFile, Meeting, Seals, WholeDay, calendar_file, file_name
from adapters.copy import words_for
from adapters.present.calendar import meetings_for_calendars
from adapters.present.commitment_words import what_of
from adapters.present.own_calendar import as_days
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.turns_calendar import Feed, Subscription, turns_as_meetings
from bot.clock import Clock
from storage.database import Database
from storage.reading.own_feed import commitments_for_calendar, own_turns
from storage.reading.rounds import round_record
from storage.reading.turn_feed import turns_for_calendar

UTC: Final = "UTC"
"""Of what has only days."""


@dataclass(frozen=True, slots=True)
class HouseCalendars:
    """Fulfils ``adapters.calendar.CalendarFiles``."""

    database: Database
    clock: Clock
    base_url: str
    seals: Seals

    async def __call__(self, secret: str) -> CalendarFile | None:
        opened = self.seals.opened(secret)
        if opened is None:
            return None
        network, round, locale = opened
        if (subscription := Subscription.parse(locale)) is not None:
            match subscription.feed:
                case Feed.OWN:
                    return await self._own(network, subscription)
                case Feed.ONE:
                    return await self._one(network, round, subscription)
            return await self._turns(network, round, subscription)
        record = await self.database.read(lambda connection: round_record(connection, network, round, None))
        if record is None or record.round.ballot is None:
            return None
        reader = Reader.place(locale, record.circle.settings.zone, self.clock.now(), self.base_url)
        found = meetings_for_calendars(Scene(record, reader))
        return CalendarFile(file_name(found[0].title), calendar_file(found)) if found else None

    async def _turns(self, network: UUID, circle: UUID, own: Subscription) -> CalendarFile | None:
        now = self.clock.now()
        found = await self.database.read(
            lambda connection: turns_for_calendar(connection, network, circle, own.member, own.stopped, now)
        )
        if found is None:
            return None
        here, entries = found
        reader = Reader.place(own.locale, here.settings.zone, now, self.base_url)
        called = reader.copy("turns_calendar.name", circle=here.name)
        return _feed(called, turns_as_meetings(entries, here.name, reader))

    async def _own(self, network: UUID, own: Subscription) -> CalendarFile | None:
        """Empty for who does nothing now: a subscription goes on."""
        now, member = self.clock.now(), own.member
        found, turns = await self.database.read(
            lambda connection: (
                commitments_for_calendar(connection, network, member, own.stopped),
                own_turns(connection, network, member, now),
            )
        )
        if found is None:
            return None
        entries: list[Meeting | WholeDay] = []
        for kept in found:
            entries += as_days(kept, Reader.place(own.locale, UTC, now, self.base_url))
        for circle, zone, theirs in turns:
            entries += turns_as_meetings(theirs, circle, Reader.place(own.locale, zone, now, self.base_url))
        return _feed(words_for(own.locale)("own_calendar.name"), entries)

    async def _one(self, network: UUID, id: UUID, own: Subscription) -> CalendarFile | None:
        found = await self.database.read(
            lambda connection: commitments_for_calendar(connection, network, own.member, own.stopped, id)
        )
        if not found:
            return None
        reader = Reader.place(own.locale, UTC, self.clock.now(), self.base_url)
        days = as_days(found[0], reader)
        return CalendarFile(file_name(what_of(found[0].commitment)), calendar_file(days))


def _feed(called: str, entries: Iterable[Meeting | WholeDay]) -> CalendarFile:
    return CalendarFile(file_name(called), calendar_file(entries, called))
