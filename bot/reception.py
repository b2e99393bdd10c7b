"""Who comes, and where they were seen: both looked up and written down for many people at once.

Each statement hands the interpreter from the event loop to a thread and back. For one click alone that is nothing; for
hundreds a second it was most of what a click cost (docs/speed.md).
"""

import asyncio
import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from sqlalchemy import Connection

from decisions.ids import MemberId, NetworkId
from storage.database import Database
from storage.keys import AccountKey
from storage.people import see
from storage.reading.people import Comer, Recognised, recognise_all
from storage.unit import Unit
from storage.writer import Writer, WriterStopped

logger: Final = logging.getLogger(__name__)

WRITTEN_EVERY: Final = 1.0
"""Seconds until a sighting is written down, with those that came meanwhile."""
A_DAY: Final = 86_400
"""Seconds: a link that is in use is seen to be (docs/decisions/0006-personal-links.md)."""
MOST_REMEMBERED: Final = 100_000
"""Members of whom this process remembers where they last acted."""
MOST_AT_ONCE: Final = 500
"""People in one statement: what waits for it should not wait long."""

_Waiting = list[tuple[Comer, "asyncio.Future[Recognised | None]"]]


@dataclass
class Reception:
    """Recognises whoever comes. Those who come while one look at the database is under way are looked up together by the
    next: never from memory, so that what was revoked a moment ago is revoked."""

    database: Database
    _waiting: _Waiting = field(default_factory=list, repr=False)
    _looking: "asyncio.Task[None] | None" = field(default=None, repr=False)

    async def recognise(self, comer: Comer) -> Recognised | None:
        """The member behind an account, as ``storage.reading.people.recognise`` says."""
        found: asyncio.Future[Recognised | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((comer, found))
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="reception")
        return await found

    async def _look(self) -> None:
        while self._waiting:
            await self._gather()
            came, self._waiting = self._waiting, []
            wanted = {each for each, _ in came}
            try:
                found = await self.database.read(partial(_recognise, wanted))
            except Exception as failure:  # whoever waits hears of it
                _tell(came, failure)
            else:
                for each, waiting in came:
                    if not waiting.done():
                        waiting.set_result(found[each])

    async def _gather(self) -> None:
        """Until nobody has come for one turn of the event loop: who is about to come is looked up with the others, and the
        thread that looks then finds the interpreter free (a seventh of a click's processor time)."""
        before = 0
        while before < len(self._waiting) < MOST_AT_ONCE:
            before = len(self._waiting)
            await asyncio.sleep(0)


def _recognise(comers: Collection[Comer], connection: Connection) -> Mapping[Comer, Recognised | None]:
    return recognise_all(connection, comers)


def _tell(came: _Waiting, failure: Exception) -> None:
    for _, waiting in came:
        if not waiting.done():
            waiting.set_exception(failure)


@dataclass
class Sightings:
    """People are asked where they last acted; only a change of place, or of the day, is written down, soon, and nobody waits
    for it: what is lost is noted the next time."""

    writer: Writer
    every: float = WRITTEN_EVERY
    _last: dict[tuple[NetworkId, MemberId], tuple[AccountKey, int]] = field(default_factory=dict, repr=False)
    _fresh: dict[NetworkId, set[AccountKey]] = field(default_factory=dict, repr=False)

    def note(self, network_id: NetworkId, member: MemberId, account: AccountKey) -> None:
        seen = (account, int(asyncio.get_running_loop().time() // A_DAY))
        if self._last.get((network_id, member)) == seen:
            return
        if len(self._last) >= MOST_REMEMBERED:
            self._last.clear()
        self._last[network_id, member] = seen
        if not self._fresh:
            asyncio.get_running_loop().call_later(self.every, self._write)
        self._fresh.setdefault(network_id, set()).add(account)

    def _write(self) -> None:
        fresh, self._fresh = self._fresh, {}
        try:
            for network_id, accounts in fresh.items():
                ordered = sorted(accounts)
                for first in range(0, len(ordered), MOST_AT_ONCE):
                    some = ordered[first : first + MOST_AT_ONCE]
                    _ = self.writer.run(partial(_see, network_id, some))
        except WriterStopped:
            logger.debug("Sightings were not written down: Rondo is stopping.")


def _see(network_id: NetworkId, accounts: list[AccountKey], unit: Unit) -> None:
    see(unit, network_id, accounts)
