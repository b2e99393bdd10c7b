"""What people ask of a commitment: imperatives."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from decisions.commands import Command
from decisions.commitments.commitment import Origin, Promise, Step
from decisions.ids import CircleId, CommitmentId, MemberId, RemarkId


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentCommand(Command):
    commitment_id: CommitmentId

    @property
    def stream(self) -> UUID:
        return self.commitment_id


# --- asking -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeCommitment(CommitmentCommand):
    """Asked of ``who``, and theirs once they say yes; of oneself it is at once."""

    circle_id: CircleId
    who: MemberId
    promise: Promise
    origin: Origin = field(default_factory=Origin)
    helpers: tuple[MemberId, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCommitment(CommitmentCommand):
    """By who is asked to do it, or to help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineCommitment(CommitmentCommand):
    """By who is asked to do it, or to help; of a helper who had said yes, too. ``words`` may be empty."""

    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestDay(CommitmentCommand):
    """Another day than was asked for or agreed. Where nobody else waits for it, that day holds at once."""

    id: RemarkId
    due: date
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSuggestion(CommitmentCommand):
    id: RemarkId
    accept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAnother(CommitmentCommand):
    """Of somebody else: where nobody has said yes yet, or whoever had has left."""

    who: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToHelp(CommitmentCommand):
    who: MemberId


# --- keeping it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCommitment(CommitmentCommand):
    """What it says and how it is known to be done; its day is moved by ``SuggestDay``."""

    what: str
    known_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish(CommitmentCommand):
    """It is done. ``words``: what came of it; may be empty, and may be told later by the same command. ``later``: only tells
    that, of what is done already. ``first_due``: of what comes again, which time is meant, as it stood when they looked; None:
    the one that is due now."""

    words: str = ""
    later: bool = False
    first_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipOnce(CommitmentCommand):
    """Of what comes again: not this time. ``first_due``: as of ``Finish``."""

    words: str = ""
    first_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop(CommitmentCommand):
    """It will not be done. ``words``: why. ``mou_over``: the memorandum that it comes of has ended, or says it no more; the house
    tells that, not a person."""

    words: str = ""
    mou_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(CommitmentCommand):
    """It was not done, or is wanted after all. ``first_due``: of what comes again and is under way, which time was not done; of
    anything else it says nothing."""

    first_due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(CommitmentCommand):
    """Asks somebody to take it over; it stays where it is until they say yes."""

    id: RemarkId
    to: MemberId
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerHandOver(CommitmentCommand):
    id: RemarkId
    accept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackHandOver(CommitmentCommand):
    id: RemarkId


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozeReminders(CommitmentCommand):
    """Nothing reminds the person who says so before that day. ``zone``: by whose clock it is a day, an IANA name; empty: by the
    circle's."""

    until: date
    zone: str = ""


# --- on the way -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AddStep(CommitmentCommand):
    id: RemarkId
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TickStep(CommitmentCommand):
    id: RemarkId
    done: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveStep(CommitmentCommand):
    id: RemarkId


@dataclass(frozen=True, slots=True, kw_only=True)
class AddComment(CommitmentCommand):
    id: RemarkId
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(CommitmentCommand):
    """It waits: for what ``words`` say, or until the commitment ``on`` is done."""

    words: str = ""
    on: CommitmentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unblock(CommitmentCommand):
    """It waits no more."""


# --- the house's own --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePartLeft(CommitmentCommand):
    """``by`` has left the circle. Given by the house, not by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteOtherDone(CommitmentCommand):
    """What it waited for is done; or, where it waited ``in_vain``, somebody let it go or said no to it. Given by the house, not
    by a person."""

    on: CommitmentId
    in_vain: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UniteParts(CommitmentCommand):
    """``other`` turned out to be the same person as ``by``. Given by the house, not by a person."""

    other: MemberId
