"""For people's calendars, as files: the meetings that time polls have found, and the turns of a circle's roles."""

from dataclasses import dataclass
from uuid import UUID

from adapters.calendar import Seals, calendar_file
from adapters.present.calendar import meetings_for_calendars
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from adapters.present.turns_calendar import Subscription, turns_as_meetings
from bot.clock import Clock
from storage.database import Database
from storage.reading.rounds import round_record
from storage.reading.turn_feed import turns_for_calendar


@dataclass(frozen=True, slots=True)
class HouseCalendars:
    """Fulfils ``adapters.calendar.CalendarFiles``."""

    database: Database
    clock: Clock
    base_url: str
    seals: Seals

    async def __call__(self, secret: str) -> bytes | None:
        opened = self.seals.opened(secret)
        if opened is None:
            return None
        network, round, locale = opened
        if (subscription := Subscription.parse(locale)) is not None:
            return await self._turns(network, round, subscription)
        record = await self.database.read(lambda connection: round_record(connection, network, round, None))
        if record is None or record.round.ballot is None:
            return None
        reader = Reader.place(locale, record.circle.settings.zone, self.clock.now(), self.base_url)
        found = meetings_for_calendars(Scene(record, reader))
        return calendar_file(found) if found else None

    async def _turns(self, network: UUID, circle: UUID, own: Subscription) -> bytes | None:
        now = self.clock.now()
        found = await self.database.read(
            lambda connection: turns_for_calendar(connection, network, circle, own.member, own.stopped, now)
        )
        if found is None:
            return None
        here, entries = found
        reader = Reader.place(own.locale, here.settings.zone, now, self.base_url)
        return calendar_file(turns_as_meetings(entries, here.name, reader))
