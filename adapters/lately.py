"""What was read a moment ago, for what may be a moment old."""

from collections.abc import Awaitable, Callable, Hashable
from time import monotonic
from typing import Final, Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")

A_MOMENT: Final = 1.0
"""Seconds."""
MOST: Final = 256
"""Things of which the last reading is kept."""


class Lately(Generic[Key, Found]):
    """Reads again what was read more than a second ago, or no longer fits what is known since. Whoever uses it says what of it
    people may see that old."""

    def __init__(
        self, read: Callable[[Key], Awaitable[Found]], *, now: Callable[[], float] = monotonic
    ) -> None:
        self._read, self._now = read, now
        self._found: dict[Key, tuple[float, Found]] = {}

    async def get(self, key: Key, fits: Callable[[Found], bool] = lambda _: True) -> Found:
        """What was found lately and ``fits``; else what is read now, whether it fits or not."""
        began = self._now()
        kept = self._found.get(key)
        if kept is not None and began - kept[0] < A_MOMENT and fits(kept[1]):
            return kept[1]
        read = await self._read(key)
        if len(self._found) >= MOST:
            self._found.clear()
        self._found[key] = (began, read)
        return read
