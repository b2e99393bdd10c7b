"""Where Teams is to be reached: by which service, in which conversation, and under which handle somebody is known to Rondo.

Teams tells these with each activity; they are kept so that Rondo can write first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from adapters.desk import PlaceKey
from adapters.teams.read import Kind, Origin


@dataclass(frozen=True, slots=True)
class Reached:
    """A conversation. ``gone``: Rondo has been taken out of it, or was blocked there."""

    tenant: str
    conversation: str
    service_url: str
    kind: Kind
    team: str = ""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A person. ``conversation`` is empty until somebody has begun one."""

    tenant: str
    user: str
    handle: str
    service_url: str
    conversation: str = ""


class References(Protocol):
    """Kept by whoever implements it. Each of ``note...`` replaces what was there."""

    async def note_place(self, reached: Reached) -> None: ...

    async def note_people(self, people: Sequence[Known]) -> None:
        """A ``conversation`` that is empty leaves one that is known as it is."""
        ...

    async def place(self, tenant: str, conversation: str) -> Reached | None: ...

    async def person(self, tenant: str, user: str) -> Known | None: ...

    async def handles(self, place: PlaceKey, most: int) -> tuple[str, ...]:
        """Of the people in a place who are in Teams there; () when there are more than ``most``."""
        ...


class Noting:
    """Notes of each activity what is new in it. What this process has noted already costs nothing."""

    MOST = 50_000

    def __init__(self, references: References) -> None:
        self._references = references
        self._noted: set[Reached | Known] = set()

    async def note(self, origin: Origin) -> None:
        where, mine = reached_by(origin), ""
        if origin.conversation.kind is Kind.PERSONAL:
            mine = origin.conversation.id
        who = Known(origin.tenant, origin.user, origin.handle, origin.service_url, mine)
        if where not in self._noted:
            await self._references.note_place(where)
        if who not in self._noted:
            await self._references.note_people((who,))
        if len(self._noted) > self.MOST:
            self._noted.clear()
        self._noted |= {where, who}

    async def here(self, origin: Origin) -> None:
        """Rondo is there again, whatever this process remembers of it."""
        self._noted.discard(reached_by(origin))
        await self.note(origin)

    async def gone(self, origin: Origin) -> None:
        self._noted.discard(reached_by(origin))
        await self._references.note_place(reached_by(origin, gone=True))


def reached_by(origin: Origin, *, gone: bool = False) -> Reached:
    talk = origin.conversation
    return Reached(origin.tenant, talk.id, origin.service_url, talk.kind, talk.team, gone)
