"""Where Teams is to be reached: by which service, in which conversation, and under which handle somebody is known to Rondo.

Teams tells these with each activity; they are kept so that Rondo can write first.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Protocol

from adapters.background import Background
from adapters.desk import PlaceKey, Platform
from adapters.teams.read import Kind, Origin
from adapters.teams.together import Together


@dataclass(frozen=True, slots=True)
class Reached:
    """A conversation. ``gone``: Rondo has been taken out of it, or was blocked there."""

    tenant: str
    conversation: str
    service_url: str
    kind: Kind
    team: str = ""
    gone: bool = False

    @property
    def place(self) -> PlaceKey:
        return PlaceKey(Platform.TEAMS, self.tenant, self.conversation)


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

    async def channels(self, tenant: str, team: str) -> Sequence[Reached]:
        """Those of a team that Rondo has been in."""
        ...

    async def person(self, tenant: str, user: str) -> Known | None: ...

    async def user(self, tenant: str, handle: str) -> str:
        """The directory id behind a handle; empty when nobody knows."""
        ...

    async def handles(self, place: PlaceKey, most: int) -> tuple[str, ...]:
        """Of the people in a place who are in Teams there; () when there are more than ``most``."""
        ...


class Noting:
    """Notes of each activity what is new in it. What this process has noted a moment ago costs nothing; after a while it is noted
    again, because another process may have learnt otherwise. Who comes while others are written down is written down with the
    next."""

    MOST = 50_000
    AGAIN_AFTER = 600.0
    REST = 0.05
    SOON = 0.5
    """Seconds: until what was noted is noted again, between two writings, and until that for which nobody waits."""

    def __init__(self, references: References, now: Callable[[], float] = monotonic) -> None:
        self._references, self._now = references, now
        self._noted: set[Reached | Known] = set()
        self._since = now()
        self._new: dict[tuple[str, str], Known] = {}
        self._people_soon: dict[tuple[str, str], Known] = {}
        self._places_soon: set[Reached] = set()
        self._writing: Together[None, None] = Together(self._write, rest=self.REST)

    async def note(self, origin: Origin) -> None:
        """For what happens where Rondo is: who did it, and how both are reached."""
        where = reached_by(origin)
        await self._note_person(origin, _chat(where))
        if where not in self._noted:
            await self._references.note_place(where)
            self._noted.add(where)

    def note_soon(self, origin: Origin, background: Background) -> None:
        """With all who act meanwhile, and nobody waits for it: what is lost is noted the next time."""
        self._forget_what_is_old()
        where = reached_by(origin)
        who = _known_by(origin, _chat(where))
        if where in self._noted and who in self._noted:
            return
        if not self._people_soon:
            background.start(self._note_those_who_wait(), "teams-noting")
        self._people_soon[who.tenant, who.user] = who
        self._places_soon.add(where)

    async def _note_those_who_wait(self) -> None:
        await asyncio.sleep(self.SOON)
        people, self._people_soon = set(self._people_soon.values()), {}
        places, self._places_soon = self._places_soon - self._noted, set()
        await self._references.note_people(tuple(people))
        self._noted |= people
        for where in places:
            await self._references.note_place(where)
            self._noted.add(where)

    async def note_person(self, origin: Origin) -> None:
        """For what may happen where Rondo is not, such as a chat of two people: nothing is said of the place."""
        await self._note_person(origin, "")

    async def _note_person(self, origin: Origin, chat: str) -> None:
        self._forget_what_is_old()
        who = _known_by(origin, chat)
        if who not in self._noted:
            await self._put_down(who)
            self._noted.add(who)

    def _forget_what_is_old(self) -> None:
        if len(self._noted) > self.MOST or self._now() - self._since > self.AGAIN_AFTER:
            self._noted.clear()
            self._since = self._now()

    async def _put_down(self, who: Known) -> None:
        if (who.tenant, who.user) in self._new:  # in another conversation, at the same time
            await self._references.note_people((who,))
            return
        self._new[who.tenant, who.user] = who
        await self._writing.get(None)

    async def _write(self, _: None) -> None:
        new, self._new = self._new, {}
        await self._references.note_people(tuple(new.values()))

    async def user_of(self, tenant: str, handle: str) -> str:
        """The directory id of whoever has this handle; empty when Rondo has not met them."""
        return await self._references.user(tenant, handle) if handle else ""

    async def concerned(self, origin: Origin, team: str) -> Sequence[Reached]:
        """Where it happened; or, of a ``team``, in each of its channels."""
        where = reached_by(origin)
        others = await self._references.channels(origin.tenant, team) if team else ()
        return (where, *(each for each in others if each.conversation != where.conversation))

    async def here(self, there: Reached) -> None:
        """Rondo is there again, whatever this process remembers of it."""
        await self._references.note_place(replace(there, gone=False))

    async def gone(self, there: Reached) -> None:
        """Rondo is not there any more, or was blocked: until somebody acts there, or adds it again."""
        still_there = replace(there, gone=False)
        self._noted.discard(still_there)
        self._places_soon.discard(still_there)
        await self._references.note_place(replace(there, gone=True))


def reached_by(origin: Origin) -> Reached:
    talk = origin.conversation
    return Reached(origin.tenant, talk.id, origin.service_url, talk.kind, talk.team)


def _chat(where: Reached) -> str:
    """The personal chat, when it happened there."""
    return where.conversation if where.kind is Kind.PERSONAL else ""


def _known_by(origin: Origin, chat: str) -> Known:
    return Known(origin.tenant, origin.user, origin.handle, origin.service_url, chat)
