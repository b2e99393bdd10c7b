"""The meetings that time polls have found, as files for people's calendars."""

from dataclasses import dataclass

from adapters.calendar import Seals, calendar_file
from adapters.present.calendar import meetings_for_calendars
from adapters.present.reader import Reader
from adapters.present.scene import Scene
from bot.clock import Clock
from storage.database import Database
from storage.reading.rounds import round_record


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
        record = await self.database.read(lambda connection: round_record(connection, network, round, None))
        if record is None or record.round.ballot is None:
            return None
        reader = Reader.place(locale, record.circle.settings.zone, self.clock.now(), self.base_url)
        found = meetings_for_calendars(Scene(record, reader))
        return calendar_file(found) if found else None
