"""What one reader may see of a vote that opens anew by itself, as storage reads it."""

from dataclasses import dataclass
from datetime import datetime

from decisions.ids import RoundId
from decisions.people.people import Circle, Member
from decisions.recurring.recurrence import Recurrence


@dataclass(frozen=True, slots=True)
class LastTime:
    """A round that asked the same before. ``link``: where its card stands, where that is known."""

    id: RoundId
    opened_at: datetime
    link: str = ""


@dataclass(frozen=True, slots=True)
class RecurrenceRecord:
    reader: Member
    circle: Circle
    recurrence: Recurrence
    setter: Member
    last: LastTime | None = None
    may_change: bool = False
