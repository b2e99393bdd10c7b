"""How far a line has come: as numbers, never counted anew from those who stand in it."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Line:
    """Whoever has a number up to ``let_in`` is in; those with a later one wait, the lowest first."""

    last: int = 0
    """The number that was given out last."""
    let_in: int = 0
    taken: int = 0
    """How many are in."""
    waiting: int = 0

    def joined(self, number: int, room: int) -> "Line":
        """With one more, who is in if there is room and nobody waits for it."""
        if self.taken < room and not self.waiting:
            return replace(self, last=number, let_in=number, taken=self.taken + 1)
        return replace(self, last=number, waiting=self.waiting + 1)

    def left(self, number: int) -> "Line":
        if number <= self.let_in:
            return replace(self, taken=self.taken - 1)
        return replace(self, waiting=self.waiting - 1)

    def moved_up(self, number: int) -> "Line":
        """The first of those who wait is in."""
        return replace(self, let_in=number, taken=self.taken + 1, waiting=self.waiting - 1)
