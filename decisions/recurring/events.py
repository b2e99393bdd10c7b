"""What happens to a vote that opens anew by itself: past tense."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from decisions.events import Event, personal
from decisions.ids import CircleId, MemberId, NetworkId, RecurrenceId, RoundId
from decisions.recurring.question import Asked
from decisions.recurring.recurrence import WhyPaused
from decisions.recurring.rhythm import Rhythm
from decisions.refusals import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceSet(Event):
    """The first event of its stream."""

    recurrence_id: RecurrenceId
    network_id: NetworkId
    circle_id: CircleId
    by: MemberId
    rhythm: Rhythm
    since: date
    seed: UUID
    next_at: datetime
    after: RoundId | None
    pattern: Asked = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmChanged(Event):
    """``next_at`` is None while it is paused."""

    by: MemberId
    rhythm: Rhythm
    since: date
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRepeated(Event):
    """The round that was due at ``due`` has opened. ``missed``: how many before it nobody could open, for nothing was running;
    they stay missed."""

    round_id: RoundId
    due: datetime
    missed: int
    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatLeftOut(Event):
    """The one before was still open."""

    due: datetime
    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrencePaused(Event):
    """``by`` None: the house. ``refused``: why it could not open."""

    why: WhyPaused
    by: MemberId | None = None
    refused: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceResumed(Event):
    by: MemberId
    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceStopped(Event):
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class NextReckoned(Event):
    """By the circle's clock and holidays as they are now."""

    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SetterUnited(Event):
    """``other``, in whose name it opened, turned out to be the same person as ``member``."""

    member: MemberId
    other: MemberId
