"""A commitment as it stands: what somebody has said they will do, by when, and what has become of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from decisions.ids import CircleId, CommitmentId, MemberId, NetworkId, RemarkId
from decisions.recurring.rhythm import Rhythm
from decisions.refusals import Reason, Refusal
from decisions.rounds.text import checked_words

WHAT_LIMIT: Final = 300
ORIGIN_LIMIT: Final = 1_000
"""Characters of what is kept of a message, and of an address."""
MOST_HELPERS: Final = 8
MOST_STEPS: Final = 20
STEP_LIMIT: Final = 200
COMMENTS_KEPT: Final = 50
"""The newest; the journal has them all."""


class Standing(StrEnum):
    ASKED = "asked"
    """Waiting for a yes: nobody is committed by somebody else."""
    OPEN = "open"
    NOBODYS = "nobodys"
    """Whoever had said yes has left: somebody else is to be asked."""
    DONE = "done"
    DROPPED = "dropped"
    DECLINED = "declined"


OVER: Final = frozenset({Standing.DONE, Standing.DROPPED, Standing.DECLINED})


class OriginKind(StrEnum):
    """What it comes from."""

    AGREEMENT = "agreement"
    ROLE = "role"
    MOU = "mou"
    MEETING = "meeting"
    MESSAGE = "message"
    OWN = "own"
    """Somebody's own idea."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Why it was made. ``about``: the agreement, role or MOU. ``words``: which meeting, or what the message said; ``link``: where
    that stands."""

    kind: OriginKind = OriginKind.OWN
    about: UUID | None = None
    words: str = ""
    link: str = ""


# --- what is to be done -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Promise:
    """``due``: a day in the circle's zone, on which it may still be done; None: no day. ``known_by``: how we will know that it is
    done; may be empty. ``rhythm``: when it comes again; of what it says only the days count. ``since``: the first day that may be
    one of them, from which weeks and months that are left out are counted; it is set when the commitment is made."""

    what: str
    due: date | None = None
    known_by: str = ""
    rhythm: Rhythm | None = None
    since: date | None = None

    def checked(self) -> "Promise":
        """Itself, trimmed. Refuses one that says nothing, or says too much."""
        what = " ".join(self.what.split())
        if not what:
            raise Refusal(Reason.EMPTY, at_field="what")
        if len(what) > WHAT_LIMIT:
            raise Refusal(Reason.TOO_LONG, {"limit": WHAT_LIMIT, "length": len(what)}, at_field="what")
        known_by = checked_words(self.known_by, "known_by", required=False)
        rhythm = None if self.rhythm is None else self.rhythm.checked()
        return Promise(what, self.due, known_by, rhythm)


@dataclass(frozen=True, slots=True)
class Step:
    id: RemarkId
    words: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    id: RemarkId
    by: MemberId
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Blocked:
    """What it waits for: somebody's words, or another commitment (``on``) that has to be done first."""

    by: MemberId
    since: datetime
    words: str = ""
    on: CommitmentId | None = None


# --- who does it ------------------------------------------------------------------------------------------------


class Said(StrEnum):
    NOTHING = "nothing"
    """Asked, and waiting for their word."""
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody who does it together with whoever is accountable."""

    member: MemberId
    said: Said = Said.NOTHING
    since: datetime | None = None
    """When they said yes."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another day, which waits for the other one's yes until ``answer_by``."""

    id: RemarkId
    by: MemberId
    due: date
    words: str
    answer_by: datetime


@dataclass(frozen=True, slots=True)
class OtherDay:
    """What became of another day that ``by`` named. ``was``: the day before; ``held``: it was agreed to, or nobody said anything
    against it in time. ``answered_by`` None: nobody did. ``words``: why."""

    by: MemberId
    due: date
    was: date | None
    words: str
    held: bool
    answered_by: MemberId | None


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody else is asked to take it over; it stays where it is until they say yes."""

    id: RemarkId
    by: MemberId
    to: MemberId
    words: str
    lapses_at: datetime


@dataclass(frozen=True, slots=True)
class Passed:
    """What whoever did it before (``by``) wanted whoever does it now to know."""

    by: MemberId
    words: str


@dataclass(frozen=True, slots=True)
class Snooze:
    """Nothing reminds this person before that day. ``since``: of the first of those in a row."""

    member: MemberId
    until: date
    since: date


@dataclass(frozen=True, slots=True)
class Answered:
    """So that the same answer given twice is one."""

    id: RemarkId
    by: MemberId
    accept: bool


@dataclass(frozen=True, slots=True)
class LastTime:
    """Of what comes again: the last time that it was done, as it stood then. ``words``: what came of it; ``next_due``: the day of
    its rhythm that came after it."""

    by: MemberId
    at: datetime
    due: date | None
    first_due: date | None
    next_due: date
    late: bool
    words: str
    steps: tuple[Step, ...]


# --- the commitment ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Commitment:
    id: CommitmentId
    network_id: NetworkId
    circle_id: CircleId
    promise: Promise
    origin: Origin
    asked_by: MemberId
    accountable: MemberId | None
    """One person, who has said yes or is asked to; None: they have left, and nobody else is asked yet."""
    standing: Standing
    since: datetime
    """When it was asked."""
    accepted_at: datetime | None = None
    """Since when it is theirs who is accountable now."""
    after_no: bool = False
    """Whoever does it had said no first."""
    stands_since: datetime | None = None
    """Since when this day is theirs: reminders count from then. None: it is nobody's word yet."""
    helpers: tuple[Helper, ...] = ()
    suggestion: Suggestion | None = None
    other_day: OtherDay | None = None
    """The last one that was named, once that is settled; of what comes again, of this time."""
    offer: Offer | None = None
    passed: Passed | None = None
    asked_next_at: datetime | None = None
    """When they are asked once more, or the asker hears that nothing was said; None: neither is to come."""
    asked_again: bool = False
    steps: tuple[Step, ...] = ()
    comments: tuple[Comment, ...] = ()
    """The newest last."""
    blocked: Blocked | None = None
    in_vain: CommitmentId | None = None
    """What it waited for, and what was not done after all; until it waits again, or is over."""
    snoozes: tuple[Snooze, ...] = ()
    answered: tuple[Answered, ...] = ()
    """The newest first."""
    ended_at: datetime | None = None
    ended_by: MemberId | None = None
    words: str = ""
    """What came of it; or why it was let go or declined."""
    mou_over: bool = False
    """Let go because the memorandum that it comes of has ended, or says it no more."""
    first_due: date | None = None
    """As it was when they said yes; of what comes again, the day of its rhythm that this time stands for."""
    moved: int = 0
    """How often its day has been moved since."""
    kept: int = 0
    """How often it has been done, where it comes again."""
    kept_late: int = 0
    """How often of these after its day."""
    last_time: LastTime | None = None
    """None also where the last time was left out."""

    @property
    def over(self) -> bool:
        return self.standing in OVER

    @property
    def due(self) -> date | None:
        return self.promise.due

    @property
    def outcome(self) -> str:
        """What came of it, or why it ended; of what comes again, what came of the last time."""
        return self.words if self.over or self.last_time is None else self.last_time.words

    @property
    def doing(self) -> tuple[MemberId, ...]:
        """Who has said yes to it: the accountable one first."""
        is_theirs = self.accountable is not None and self.accepted_at is not None
        first = (self.accountable,) if is_theirs else ()
        return (*first, *(helper.member for helper in self.helpers if helper.said is Said.YES))

    @property
    def people(self) -> tuple[MemberId, ...]:
        """Everybody with a part in it, each once."""
        named = (self.accountable, *(helper.member for helper in self.helpers), self.asked_by)
        return tuple(dict.fromkeys(member for member in named if member is not None))

    def helper(self, member: MemberId) -> Helper | None:
        return next((one for one in self.helpers if one.member == member), None)

    def snooze(self, member: MemberId) -> Snooze | None:
        return next((one for one in self.snoozes if one.member == member), None)

    def has_answered(self, id: RemarkId) -> bool:
        """Somebody has, to that suggestion or offer."""
        return any(answer.id == id for answer in self.answered)

    def has_been(self, first_due: date | None) -> bool:
        """Whether that is of an earlier time of what comes again."""
        if self.promise.rhythm is None or self.first_due is None or first_due is None:
            return False
        return first_due < self.first_due

    @property
    def follows_last_time(self) -> bool:
        """Whether it is the time right after the one that was done last: that one may still be taken back."""
        last = self.last_time
        return self.last_time_is_theirs and last is not None and last.next_due == self.first_due

    @property
    def last_time_is_theirs(self) -> bool:
        """Whether whoever does what comes again did it the last time too, and not somebody before them."""
        last, since = self.last_time, self.accepted_at
        return self.standing is Standing.OPEN and last is not None and since is not None and since <= last.at

    def is_overdue(self, today: date) -> bool:
        """``today``: in the circle's zone."""
        return self.standing is Standing.OPEN and self.due is not None and self.due < today
