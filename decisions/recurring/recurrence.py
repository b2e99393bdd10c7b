"""A vote that opens anew by itself, as it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid5

from decisions.ids import CircleId, MemberId, NetworkId, RecurrenceId, RoundId
from decisions.recurring.question import Asked
from decisions.recurring.rhythm import Rhythm
from decisions.refusals import Reason


class Going(StrEnum):
    ON = "on"
    PAUSED = "paused"
    """Until somebody sets it going again."""
    STOPPED = "stopped"


class WhyPaused(StrEnum):
    BY_PERSON = "by_person"
    SETTER_LEFT = "setter_left"
    """Whoever set it, and in whose name it opens, has left the circle."""
    COULD_NOT_OPEN = "could_not_open"
    """The rules refused to open it: see ``Recurrence.refused``."""


@dataclass(frozen=True, slots=True)
class Recurrence:
    """``pattern`` is what opens each time, in the name of ``by``; ``next_at`` when the next one does, None unless it is on."""

    id: RecurrenceId
    network_id: NetworkId
    circle_id: CircleId
    by: MemberId
    pattern: Asked
    rhythm: Rhythm
    since: date
    """The first day that can be one; every so many weeks or months are counted from its own."""
    seed: UUID
    """By chance, and never shown: from it follow the seeds of what opens."""
    next_at: datetime | None
    going: Going = Going.ON
    why: WhyPaused | None = None
    refused: Reason | None = None
    last_round: RoundId | None = None
    """The one before the next: what opened last, or the vote from which it was set."""
    left_out: datetime | None = None
    """When one was left out last, because the one before was still open."""

    def round_at(self, due: datetime) -> RoundId:
        """What opens then is called so whoever opens it, and so only once."""
        return RoundId(uuid5(self.id, due.isoformat()))

    def seed_at(self, due: datetime) -> UUID:
        return uuid5(self.seed, due.isoformat())
