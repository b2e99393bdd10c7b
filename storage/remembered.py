"""The states that the writer decided last, so that it need not load them again."""

from collections import OrderedDict
from typing import Any, Final
from uuid import UUID

MOST: Final = 512
"""States kept; the one that was longest not looked at goes first."""


class Remembered:
    """A state is only given back for the revision at which it was kept, and that is read under the stream's lock: so what
    another process wrote meanwhile is never overlooked."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._states: OrderedDict[tuple[UUID, UUID], tuple[int, Any]] = OrderedDict()

    def keep(self, key: tuple[UUID, UUID], revision: int, state: Any) -> None:
        self._states[key] = (revision, state)
        self._states.move_to_end(key)
        if len(self._states) > self._most:
            self._states.popitem(last=False)

    def at(self, key: tuple[UUID, UUID], revision: int) -> Any | None:
        kept = self._states.get(key)
        return kept[1] if kept is not None and kept[0] == revision else None

    def forget(self) -> None:
        self._states.clear()
