"""Making something once for all who want it at the same time."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class Together(Generic[Key, Made]):
    """Never from memory: whoever comes while a thing is being made gets the next, whose making begins after they came. So what
    they have just done is in it."""

    def __init__(self, make: Callable[[Key], Awaitable[Made]], *, rest: float = 0.0) -> None:
        """``rest``: seconds between the making of two of the same, so that more come together when many come."""
        self._make, self._rest = make, rest
        self._under_way: dict[Key, asyncio.Task[Made]] = {}
        self._next: dict[Key, asyncio.Task[Made]] = {}
        self._came = 0

    async def get(self, key: Key) -> Made:
        """What ``make`` comes to, its exception included."""
        if key not in self._next:
            earlier = self._under_way.get(key)
            self._next[key] = asyncio.create_task(self._after(earlier, key), name="together")
        self._came += 1
        return await asyncio.shield(self._next[key])

    async def _after(self, earlier: "asyncio.Task[Made] | None", key: Key) -> Made:
        if earlier is not None:
            await asyncio.wait((earlier,))
            await asyncio.sleep(self._rest)
        await self._gather()
        mine = self._under_way[key] = self._next.pop(key)
        try:
            return await self._make(key)
        finally:
            if self._under_way.get(key) is mine:
                del self._under_way[key]

    async def _gather(self) -> None:
        """Until nobody has come for one turn of the event loop: those whose answers were committed together come together."""
        before = -1
        while before < self._came:
            before = self._came
            await asyncio.sleep(0)
