"""What people ask of a round: imperatives. Ids are made at the edge and carried here."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from decisions.commands import Command
from decisions.ids import (
    AgreementId,
    CircleId,
    GroupId,
    InvitationId,
    MemberId,
    MouId,
    OrganisationId,
    RecurrenceId,
    RemarkId,
    RoleId,
    RoundId,
)
from decisions.rounds.advice.advisers import Advisers
from decisions.rounds.answers import Kind
from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.moment import Moment
from decisions.rounds.ballots.receipt import Receipt
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.selection.vacancy import Vacancy
from decisions.rounds.settings import Form, Settings
from decisions.rounds.text import Text
from decisions.rounds.way import Way


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCommand(Command):
    """``shown`` is what the card that it came from was about (``Round.shown``): given, and no longer so, it is refused. Empty:
    not known, or it does not matter."""

    round_id: RoundId
    shown: str = ""

    @property
    def stream(self) -> UUID:
        return self.round_id


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedCommand(RoundCommand):
    """A command about one asking: once that is over, it is closed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCommand(RoundCommand):
    """A command about a draft: once the round is open, it is open."""


# --- drafting ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteDraft(RoundCommand):
    """Starts a round with its first draft."""

    circle_id: CircleId
    text: Text
    co_authors: tuple[MemberId, ...] = ()
    about_agreement: AgreementId | None = None
    """The agreement that it reviews; with ``drops``, it proposes to end that."""
    drops: bool = False
    ballot: Ballot | None = None
    """Of a ballot, what it asks."""
    way: Way = Way.CONSENT
    """What it is, where it asks no ballot."""
    terms: Terms = field(default_factory=Terms)
    recurrence: RecurrenceId | None = None
    """What opens it anew, time after time."""
    follows: RoundId | None = None
    """The round before it, where it is one of several that ask the same."""
    advisers: Advisers | None = None
    """In an advice process, who is asked by name."""
    vacancy: Vacancy | None = None
    """In a selection, what people are chosen for; of it comes the title of the text."""
    role: RoleId | None = None
    """The role that it is, where it is one that is kept."""
    mou: MouId | None = None
    """The memorandum about which it asks. Given by the house, with its text."""
    parties: tuple[OrganisationId, ...] = ()
    """Its parties: their people decide, however few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditDraft(DraftCommand):
    """``ballot``: a ballot stays one, and what is none stays that."""

    text: Text
    co_authors: tuple[MemberId, ...] = ()
    ballot: Ballot | None = None
    terms: Terms = field(default_factory=Terms)
    advisers: Advisers | None = None
    vacancy: Vacancy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardDraft(DraftCommand):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRound(DraftCommand):
    """``settings`` are the circle's as the desk read them; ``facilitator`` and ``next_facilitator`` likewise."""

    settings: Settings
    form: Form
    facilitator: MemberId | None
    next_facilitator: MemberId | None = None
    deciding: tuple[MemberId, ...] = ()
    seed: UUID | None = None
    """By chance, made at the edge: the ids of worries and problems follow from it, and so do not tell who said them. A ballot
    draws lots by it, and shows it."""
    at_once: bool = False
    """Also where its terms name a later time."""

    @property
    def settings_with_form(self) -> Settings:
        """The settings with which the round opens: the circle's, in the form that its proposer chose."""
        return replace(self.settings, form=self.form)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldBack(DraftCommand):
    """A ballot that was to open by itself no longer does."""


# --- exploring -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AskQuestion(RoundCommand):
    id: RemarkId
    text: str
    from_thread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareReaction(RoundCommand):
    id: RemarkId
    text: str
    named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingToAdd(RoundCommand):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerQuestion(RoundCommand):
    question_id: RemarkId
    text: str


# --- amending ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeText(RoundCommand):
    """In amending: a new version. In integrating: the text offered as the next version. ``because``: remarks it answers.
    ``of_mou``: given by the house, with another wording of the memorandum that the round is about."""

    text: Text
    because: tuple[RemarkId, ...] = ()
    of_mou: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskEveryone(RoundCommand):
    pass


# --- consenting ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveAnswer(TimedCommand):
    """Without ``replace``, another kind of answer than the one there is refused with ``WOULD_REPLACE``, and one that would be
    final with ``WOULD_BE_FINAL``: people are asked."""

    kind: Kind
    words: str = ""
    fix: str = ""
    named: bool = True
    replace: bool = False
    choice: Choice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteInSecret(TimedCommand):
    """``receipt`` was made with the form, by chance, and is known to nobody but the voter: their ballot stands under it, and by
    it a repeat of the same form is known. ``choice`` is None for a blank ballot. Neither is ever printed."""

    receipt: Receipt = field(repr=False)
    choice: Choice | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFor(TimedCommand):
    """In a ballot: ``by`` answers for ``member``, who has named them as their stand-in."""

    member: MemberId
    kind: Kind
    words: str = ""
    named: bool = True
    choice: Choice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteGuest(TimedCommand):
    """Somebody from outside the circle, into this one ballot, by a link that only invites: of its secret only the digest comes
    here. With a name, the organisation is a new one, and its id is made at the edge."""

    id: InvitationId
    digest: str
    group: GroupId
    organisation: OrganisationId
    organisation_name: str = ""
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAsGuest(TimedCommand):
    """``by`` is the new member's id, made at the edge; ``link_digest`` is of their own link's secret."""

    invitation_digest: str
    link_digest: str
    name: str
    locale: str
    time_zone: str
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBallot(TimedCommand):
    """What an open ballot asks, before anybody has answered."""

    text: Text
    ballot: Ballot


@dataclass(frozen=True, slots=True, kw_only=True)
class AddOption(TimedCommand):
    label: str
    meaning: str = ""
    moment: Moment | None = None
    """In a time poll: instead of a label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteDown(TimedCommand):
    """A facilitator writes down what somebody told them; it counts once that person confirms it."""

    member: MemberId
    kind: Kind
    words: str = ""
    fix: str = ""
    choice: Choice | None = None
    nominee: MemberId | None = None
    """In a selection: whom they nominate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmWritten(TimedCommand):
    """ "Yes, that is what I said"; or, with ``right`` false, it is taken back."""

    right: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForCall(RoundCommand):
    """``words``: how and when they can be reached, for the facilitator's eyes only."""

    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkFirst(RoundCommand):
    pass


# --- advising and deciding -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveAdvice(RoundCommand):
    """From anyone of the circle but the one who decides."""

    id: RemarkId
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(RoundCommand):
    """From the one who decides. ``review_on``: when it is looked at again; without, it is no agreement."""

    decision: str
    advice_used: str
    review_on: date | None = None


# --- selecting -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominate(GiveAnswer):
    """``member`` for the role; ``words``: why. To pass, or to keep what one has said, is to give the answer ``STAND_ASIDE``."""

    kind: Kind = Kind.NOMINATED
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposePeople(RoundCommand):
    """From the facilitator. ``words``: on the strength of which reasons. ``vacancy``: the role changes with it, its name apart;
    None: it stays as it is."""

    people: tuple[MemberId, ...]
    words: str
    vacancy: Vacancy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerProposed(RoundCommand):
    """From somebody who is proposed and in whom nobody sees a problem: whether they take the role."""

    accept: bool
    words: str = ""


# --- testing and integrating ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutProblem(RoundCommand):
    problem_id: RemarkId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForTest(AboutProblem):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTest(AboutProblem):
    try_anyway: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeToo(AboutProblem):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAboutProblem(AboutProblem):
    """A question to the one who raised it: in their own view and the journal, never in the thread."""

    id: RemarkId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferHelp(AboutProblem):
    """The facilitator offers to talk it through, in private."""


class FixKind(StrEnum):
    CHANGE_TEXT = "change_text"
    TRY_SMALLER = "try_smaller"
    MEASURE = "measure"
    HAND_OVER = "hand_over"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestFix(RoundCommand):
    id: RemarkId
    kind: FixKind
    text: str
    problem_id: RemarkId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedForMe(AboutProblem):
    """From the raiser of an open problem, about the offered text (or, with none offered, the text as it is); or, where the
    version went on unconfirmed, from somebody of their group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYetFixed(AboutProblem):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepAsWorry(AboutProblem):
    """The raiser lets it go on, and keeps the problem as a worry for the review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOverProblem(AboutProblem):
    """Somebody of the group of a raiser who left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillDoesTheJob(RoundCommand):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class NoVersionWorks(RoundCommand):
    """From proposer or facilitator while integrating: it ends as not agreed."""

    words: str = ""


# --- powers --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend(RoundCommand):
    workdays: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOn(RoundCommand):
    """ "Next step": the facilitator ends the stage now, where nobody loses a say by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remind(RoundCommand):
    """Reminds those not yet heard; once in a pass."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(RoundCommand):
    """``mou_ended``: in the name of the proposer, by the house: what it would have amended holds no more."""

    words: str = ""
    mou_ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComeBackLater(RoundCommand):
    come_back_on: date
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeToMeeting(RoundCommand):
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOn(RoundCommand):
    """Any member takes a silent proposer's place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOverFacilitation(RoundCommand):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class HandFacilitationTo(RoundCommand):
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDeparture(RoundCommand):
    """``by`` has left the circle: what they said stays. Given by the house, not by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UniteVoices(RoundCommand):
    """``other`` turned out to be the same person as ``by``, who speaks for both from now on. Given by the house, not by a
    person. ``as_other``: in the capacity of the other's seat."""

    other: MemberId
    as_other: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(RoundCommand):
    """A ballot that has closed goes on until ``closes_at``. ``words``: why."""

    closes_at: datetime | None
    words: str


# --- after the end -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TellOutcome(RoundCommand):
    """What it means and what comes next, told to everyone; told again, it is a correction."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepLateWords(RoundCommand):
    """Words that came after the close, kept for the review."""

    id: RemarkId
    words: str
