"""How Teams is reached, kept in our own tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.desk import PlaceKey, Platform
from adapters.teams.read import Kind
from adapters.teams.references import Known, Reached
from bot.screens import place_key
from storage.database import Database
from storage.references import (
    conversations_of,
    find_conversation,
    find_handle,
    find_user,
    handles_in,
    new_in,
    note_conversation,
    note_handles,
)
from storage.writer import Writer

TEAMS = Platform.TEAMS.value


@dataclass(frozen=True, slots=True)
class ReferenceRows:
    """Fulfils ``adapters.teams.references.References``."""

    database: Database
    writer: Writer

    async def note_place(self, reached: Reached) -> None:
        r = reached
        row = (r.tenant, r.conversation, r.service_url, r.kind.value, r.team, r.gone)
        await self.writer.run(lambda unit: note_conversation(unit, TEAMS, *row))

    async def note_people(self, people: Sequence[Known]) -> None:
        """Looks first: who acts is mostly known, and reading costs less than another transaction."""
        rows = [(p.tenant, p.user, p.handle, p.service_url, p.conversation) for p in people]
        new = await self.database.read(lambda c: new_in(c, TEAMS, rows))
        if new:
            await self.writer.run(lambda unit: note_handles(unit, TEAMS, new))

    async def place(self, tenant: str, conversation: str) -> Reached | None:
        row = await self.database.read(lambda c: find_conversation(c, TEAMS, tenant, conversation))
        if row is None:
            return None
        return Reached(tenant, conversation, row.service_url, Kind(row.kind), row.team, row.gone)

    async def channels(self, tenant: str, team: str) -> Sequence[Reached]:
        rows = await self.database.read(lambda c: conversations_of(c, TEAMS, tenant, team))
        return [Reached(tenant, row.id, row.service_url, Kind(row.kind), row.team, row.gone) for row in rows]

    async def person(self, tenant: str, user: str) -> Known | None:
        row = await self.database.read(lambda c: find_handle(c, TEAMS, tenant, user))
        return Known(tenant, user, row.handle, row.service_url, row.conversation) if row else None

    async def user(self, tenant: str, handle: str) -> str:
        return await self.database.read(lambda c: find_user(c, TEAMS, tenant, handle))

    async def handles(self, place: PlaceKey, most: int) -> tuple[str, ...]:
        return await self.database.read(lambda c: handles_in(c, place_key(place), most))
