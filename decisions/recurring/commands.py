"""What is asked of a vote that opens anew by itself: imperatives."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from decisions.commands import Command
from decisions.ids import CircleId, MemberId, RecurrenceId, RoundId
from decisions.recurring.question import Asked
from decisions.recurring.rhythm import Rhythm


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceCommand(Command):
    recurrence_id: RecurrenceId

    @property
    def stream(self) -> UUID:
        return self.recurrence_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRecurrence(RecurrenceCommand):
    """``after``: the vote of which it is the next one, when there is one. ``seed``: by chance, made at the edge."""

    circle_id: CircleId
    pattern: Asked
    rhythm: Rhythm
    since: date
    seed: UUID
    after: RoundId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRhythm(RecurrenceCommand):
    rhythm: Rhythm
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseRecurrence(RecurrenceCommand):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeRecurrence(RecurrenceCommand):
    """From now on it opens in the name of whoever says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRecurrence(RecurrenceCommand):
    """For good. What is open stays open."""


# --- the house's own ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSetterLeft(RecurrenceCommand):
    """``by`` has left the circle. Given by the house, not by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReckonAnew(RecurrenceCommand):
    """The circle's clock or its holidays have changed. Given by the house, not by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UniteSetter(RecurrenceCommand):
    """``other`` turned out to be the same person as ``by``. Given by the house, not by a person."""

    other: MemberId
