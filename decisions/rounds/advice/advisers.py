"""Whose advice is asked for by name, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from decisions.ids import MemberId


@dataclass(frozen=True, slots=True)
class Advisers:
    """``affected``: whom the decision affects; ``knowing``: who knows about it. The same person may be both; whoever decides is
    neither."""

    affected: tuple[MemberId, ...] = ()
    knowing: tuple[MemberId, ...] = ()
    heard: tuple[MemberId, ...] = ()
    """Of them, those who have given advice or have none."""

    @property
    def named(self) -> tuple[MemberId, ...]:
        """Each once."""
        return tuple(dict.fromkeys((*self.affected, *self.knowing)))

    @property
    def nobody_affected_heard(self) -> bool:
        return bool(self.affected) and not set(self.affected) & set(self.heard)

    def having_heard(self, member: MemberId) -> "Advisers":
        if member not in self.named or member in self.heard:
            return self
        return replace(self, heard=(*self.heard, member))

    def without(self, member: MemberId) -> "Advisers":
        return self._each(lambda members: tuple(one for one in members if one != member))

    def as_one(self, by: MemberId, other: MemberId) -> "Advisers":
        """``other`` is the same person as ``by``."""
        return self._each(
            lambda members: tuple(dict.fromkeys(by if one == other else one for one in members))
        )

    def _each(self, change: Callable[[tuple[MemberId, ...]], tuple[MemberId, ...]]) -> "Advisers":
        return Advisers(change(self.affected), change(self.knowing), change(self.heard))


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, and how the advice was used; with a day on which it is looked at again, it stands as an agreement."""

    text: str
    advice_used: str
    review_on: date | None = None
