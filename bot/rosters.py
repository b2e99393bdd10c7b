"""Reading again who is in each place, when that is due (``storage/places.py``)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import structlog

from adapters.desk import PlaceKey, Platform
from storage import keys
from storage.places import put_off, take_places_to_read
from storage.writer import Writer

log = structlog.get_logger(__name__)

ReadPeople = Callable[[PlaceKey], Awaitable[bool]]
"""Asks the platform who is in a place, and has it recorded. False: Rondo is not there (any more)."""


@dataclass
class Rosters:
    """Reads one place after the other, beside the worker's other work. What fails is due again after a while."""

    writer: Writer
    readers: Mapping[Platform, ReadPeople]
    _reading: "asyncio.Task[None] | None" = field(default=None, repr=False)

    async def read_due(self, now: datetime) -> None:
        """Begins, unless an earlier reading still goes on."""
        if self.readers and (self._reading is None or self._reading.done()):
            self._reading = asyncio.create_task(self._read_due(), name="rosters")

    async def until_read(self) -> None:
        """What has begun is done."""
        if self._reading is not None:
            await self._reading

    async def stop(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def _read_due(self) -> None:
        try:
            platforms = [platform.value for platform in self.readers]
            due = await self.writer.run(partial(take_places_to_read, platforms=platforms))
            for key in due.state:
                await self._read(key)
        except Exception:
            log.exception("the people of places were not read")

    async def _read(self, key: keys.PlaceKey) -> None:
        place = PlaceKey(Platform(key.platform), key.tenant, key.conversation)
        try:
            if not await self.readers[place.platform](place):
                await self.writer.run(partial(put_off, key=key))
        except Exception as failure:  # it is due again by itself
            log.warning("the people of a place were not read", why=type(failure).__name__)
