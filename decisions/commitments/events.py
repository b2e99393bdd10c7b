"""What happens to a commitment: past tense."""

from dataclasses import dataclass
from datetime import date, datetime

from decisions.commitments.commitment import Origin, Promise, Step
from decisions.events import Event, personal
from decisions.ids import CircleId, CommitmentId, MemberId, NetworkId, RemarkId

# --- asking -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentMade(Event):
    """The first event of its stream. ``ask_again_at``: when they are asked once more; None where they asked it of themselves."""

    commitment_id: CommitmentId
    network_id: NetworkId
    circle_id: CircleId
    by: MemberId
    who: MemberId
    helpers: tuple[MemberId, ...]
    ask_again_at: datetime | None
    promise: Promise = personal()
    origin: Origin = personal()
    steps: tuple[Step, ...] = personal(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentAccepted(Event):
    """By who is accountable."""

    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentDeclined(Event):
    by: MemberId
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class DoerAskedAgain(Event):
    """They have said nothing yet. ``next_at``: when the asker hears of it."""

    member: MemberId
    next_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingSaid(Event):
    """Neither yes nor no: the asker may ask somebody else."""

    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class AnotherAsked(Event):
    """``by`` asks ``who``; where both are one, they take it upon themselves."""

    by: MemberId
    who: MemberId
    ask_again_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperAsked(Event):
    by: MemberId
    who: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperAnswered(Event):
    by: MemberId
    accept: bool
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySuggested(Event):
    id: RemarkId
    by: MemberId
    due: date
    answer_by: datetime
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionDeclined(Event):
    """The day stays as it was. ``by`` None: nobody has answered, and nobody is committed by silence; whoever had named it: they
    took it back. ``ask_again_at``: where nobody has said yes yet, when they are asked once more."""

    id: RemarkId
    by: MemberId | None
    ask_again_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMoved(Event):
    """It is due then. ``id``: the suggestion, and ``by`` who agreed to it; None: nobody said anything against it in time.
    ``ask_again_at``: where nobody has said yes yet, when they are asked once more."""

    id: RemarkId
    by: MemberId | None
    due: date
    ask_again_at: datetime | None = None


# --- keeping it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentChanged(Event):
    by: MemberId
    what: str = personal()
    known_by: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentDone(Event):
    """``late``: after its day. ``next_due``: when it comes again."""

    by: MemberId
    late: bool
    next_due: date | None = None
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeOfDoingTold(Event):
    """What came of it, after it was done."""

    by: MemberId
    words: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedOnce(Event):
    by: MemberId
    next_due: date
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentDropped(Event):
    by: MemberId
    words: str = personal()
    mou_over: bool = False
    """The memorandum that it comes of has ended, or says it no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentReopened(Event):
    """Of what comes again and is under way: its last time was not done after all."""

    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverOffered(Event):
    id: RemarkId
    by: MemberId
    to: MemberId
    lapses_at: datetime
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverAnswered(Event):
    """With a yes it is theirs from now on."""

    id: RemarkId
    by: MemberId
    accept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOverEnded(Event):
    """Nobody answered in time; or it was taken back (``by``), or there is nothing to take over any more."""

    id: RemarkId
    by: MemberId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindersSnoozed(Event):
    by: MemberId
    until: date
    since: date


# --- on the way -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAdded(Event):
    id: RemarkId
    by: MemberId
    words: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTicked(Event):
    id: RemarkId
    by: MemberId
    done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRemoved(Event):
    id: RemarkId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentAdded(Event):
    id: RemarkId
    by: MemberId
    words: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentBlocked(Event):
    by: MemberId
    on: CommitmentId | None = None
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentUnblocked(Event):
    """``by`` None: what it waited for is done; or, where it was ``in_vain``, somebody let it go or said no to it."""

    by: MemberId | None = None
    in_vain: bool = False


# --- people -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DoerLeft(Event):
    """Who was accountable has left the circle: somebody else has to be asked."""

    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperLeft(Event):
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class DoersUnited(Event):
    """``other`` turned out to be the same person as ``member``."""

    member: MemberId
    other: MemberId
