"""What happens in a round: past tense. Each is journalled; evolving the round by them gives the round."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from decisions.events import Event, personal
from decisions.ids import (
    AgreementId,
    CircleId,
    GroupId,
    InvitationId,
    MemberId,
    MouId,
    NetworkId,
    OrganisationId,
    RecurrenceId,
    RemarkId,
    RoleId,
    RoundId,
)
from decisions.rounds.advice.advisers import Advisers, Decision
from decisions.rounds.answers import Answer, Kind
from decisions.rounds.ballots.ballot import Ballot, BallotOption
from decisions.rounds.ballots.result import Result
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.commands import FixKind
from decisions.rounds.round import Because, Criterion, Problem, RosterSeat, Stage, Why
from decisions.rounds.selection.vacancy import Vacancy
from decisions.rounds.settings import Settings
from decisions.rounds.text import Text
from decisions.rounds.voices import Voices


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEvent(Event):
    pass


# --- drafting ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWritten(RoundEvent):
    """The first event of a round; ``ref`` is given by storage, per network."""

    round_id: RoundId
    network_id: NetworkId
    circle_id: CircleId
    ref: int
    process: str
    by: MemberId
    text: Text = personal()
    co_authors: tuple[MemberId, ...] = ()
    about_agreement: AgreementId | None = None
    drops: bool = False
    ballot: Ballot | None = personal(default=None)
    terms: Terms = field(default_factory=Terms)
    recurrence: RecurrenceId | None = None
    follows: RoundId | None = None
    advisers: Advisers | None = None
    vacancy: Vacancy | None = personal(default=None)
    role: RoleId | None = None
    mou: MouId | None = None
    parties: tuple[OrganisationId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEdited(RoundEvent):
    by: MemberId
    text: Text = personal()
    co_authors: tuple[MemberId, ...] = ()
    ballot: Ballot | None = personal(default=None)
    terms: Terms = field(default_factory=Terms)
    advisers: Advisers | None = None
    vacancy: Vacancy | None = personal(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOpened(RoundEvent):
    by: MemberId
    settings: Settings
    facilitator: MemberId | None
    next_facilitator: MemberId | None
    deciding: tuple[MemberId, ...]
    seed: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningScheduled(RoundEvent):
    """A ballot opens by itself at the time that its terms name, first ``opens_at``. ``seed``: for its lot, shown from then on."""

    by: MemberId
    opens_at: datetime
    seed: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHeldBack(RoundEvent):
    """It is a draft like others again. ``by`` None: it could not open, or whoever asked it has left."""

    by: MemberId | None = None


# --- stages --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOpened(RoundEvent):
    """Everyone is asked: ``seats`` is the electorate, fixed from here on. ``stage`` is one of ``ASKING``."""

    stage: Stage
    pass_no: int
    version: int
    seats: tuple[RosterSeat, ...]
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendingOpened(RoundEvent):
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegratingOpened(RoundEvent):
    deadline: datetime
    test_window: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundEnded(RoundEvent):
    """``by`` is None when time or the rules ended it."""

    stage: Stage
    why: Why
    by: MemberId | None = None
    words: str = personal(default="")
    come_back_on: date | None = None
    agreement_id: AgreementId | None = None
    """Of the agreement that now stands, when it was adopted (and is not a recommendation)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineMoved(RoundEvent):
    """``by`` None: the one extension that happens by itself, for want of quorum or voices."""

    deadline: datetime
    by: MemberId | None = None


# --- exploring -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(RoundEvent):
    id: RemarkId
    by: MemberId
    first_word: bool
    """Whether this is the first that the pass hears of the member, and they were asked."""
    group: GroupId | None
    text: str = personal()
    from_thread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionShared(RoundEvent):
    """One each: a second one replaces the first (same ``by``)."""

    id: RemarkId
    by: MemberId
    first_word: bool
    group: GroupId | None
    text: str = personal()
    named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver(RoundEvent):
    """ "Nothing to add"."""

    by: MemberId
    group: GroupId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(RoundEvent):
    question_id: RemarkId
    by: MemberId
    first_answer: bool
    text: str = personal()


# --- the text ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChanged(RoundEvent):
    """A new version, in amending."""

    version: int
    by: MemberId
    text: Text = personal()
    because: tuple[Because, ...] = personal(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class TextOffered(RoundEvent):
    """In integrating: what could be the next version. It replaces what was offered before, and what was said of that."""

    by: MemberId
    deadline: datetime
    text: Text = personal()
    because: tuple[Because, ...] = personal(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedTextTaken(RoundEvent):
    """The offered text is the next version. ``unconfirmed``: problems that went on without their raiser's word."""

    version: int
    fixed: tuple[RemarkId, ...]
    unconfirmed: tuple[RemarkId, ...] = ()
    text: Text = personal()
    because: tuple[Because, ...] = personal(default=())


# --- consenting ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven(RoundEvent):
    """``before`` is the kind that it replaces, if that counted; ``gave_up`` the number in line that goes with it. Sealed until
    the pass is unsealed."""

    by: MemberId
    version: int
    pass_no: int
    group: GroupId
    answer: Answer = personal()
    before: Kind | None = personal(default=None)
    gave_up: int | None = personal(default=None)
    lent: bool = False
    """Not the voice of somebody who sits in the circle for the group: a guest's, or by a stand-in."""
    lent_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedUp(RoundEvent):
    """Somebody stepped back, and whoever waited first is in."""

    member: MemberId
    number: int = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class VotedInSecret(RoundEvent):
    """That they have voted, and nothing of what."""

    by: MemberId
    version: int
    pass_no: int
    group: GroupId
    lent: bool = False
    """As ``AnswerGiven.lent``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTakenBack(RoundEvent):
    """What a facilitator wrote down was not what the member said."""

    by: MemberId
    version: int
    pass_no: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EveryoneHeard(RoundEvent):
    """It closes at ``closes_at``, unless the deadline comes first."""

    closes_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAsked(RoundEvent):
    by: MemberId
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsealed(RoundEvent):
    """The pass has closed with a result: worries and problems take effect and are told."""

    pass_no: int
    worries: tuple[Criterion, ...] = personal(default=())
    problems: tuple[Problem, ...] = personal(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsTold(RoundEvent):
    """What one person said to a question, told once it has closed. Each is an entry of the journal, so that one can be erased
    without the others; they come in the order in which they are read."""

    by: MemberId
    group: GroupId
    words: str = personal()
    named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotChanged(RoundEvent):
    """A new version of what is asked, before anybody has answered."""

    by: MemberId
    version: int
    text: Text = personal()
    ballot: Ballot = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionAdded(RoundEvent):
    by: MemberId
    option: BallotOption = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotCounted(RoundEvent):
    """What everyone's choices come to, once the ballot has closed."""

    pass_no: int
    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotReopened(RoundEvent):
    """It had closed, and goes on until ``deadline``; what it had come to is in ``BallotCounted`` before. ``words``: why."""

    by: MemberId
    deadline: datetime
    words: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestInvited(RoundEvent):
    """With a name, ``organisation`` is a new one."""

    id: InvitationId
    by: MemberId
    digest: str
    group: GroupId
    organisation: OrganisationId
    organisation_name: str = ""
    expires_at: datetime
    name: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestJoined(RoundEvent):
    """They are asked from now on, in the present pass."""

    by: MemberId
    invitation_id: InvitationId
    group: GroupId
    organisation: OrganisationId
    pass_no: int
    link_digest: str
    locale: str
    time_zone: str
    name: str = personal()
    email: str = personal(default="")


# --- advising and deciding -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceGiven(RoundEvent):
    id: RemarkId
    by: MemberId
    first_word: bool
    group: GroupId | None
    text: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingOpened(RoundEvent):
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade(RoundEvent):
    by: MemberId
    decision: Decision = personal()


# --- selecting -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationTold(RoundEvent):
    """Whom somebody nominated, and why: each is an entry of the journal, in the order in which they are read. ``at_home``: the
    nominee sits in the circle still, and can be proposed."""

    by: MemberId
    group: GroupId
    nominee: MemberId = personal()
    words: str = personal()
    at_home: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposingOpened(RoundEvent):
    """It is the facilitator's turn to propose somebody. What was asked about whoever was proposed before is over."""

    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleProposed(RoundEvent):
    """``version`` counts what everyone is asked about: these people, for the role as ``vacancy`` describes it."""

    version: int
    by: MemberId
    people: tuple[MemberId, ...]
    words: str = personal()
    vacancy: Vacancy = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptingOpened(RoundEvent):
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAccepted(RoundEvent):
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDeclined(RoundEvent):
    by: MemberId
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class NomineesPassedOver(RoundEvent):
    """They have said neither yes nor no in time, and are not asked for longer."""

    people: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleSelected(RoundEvent):
    """They take the role, and nobody saw a problem. ``role``: the one that they hold from now on, where it is kept and the circle
    does not only recommend them; ``until``: the last day of the term, where it has one."""

    people: tuple[MemberId, ...]
    role: RoleId | None = None
    until: date | None = None


# --- testing -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TestAsked(RoundEvent):
    problem_id: RemarkId
    by: MemberId
    organisation: OrganisationId

    __test__ = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TestOpened(RoundEvent):
    problem_id: RemarkId
    asked: int
    deadline: datetime

    __test__ = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TestAnswered(RoundEvent):
    problem_id: RemarkId
    by: MemberId
    group: GroupId
    try_anyway: bool = personal()
    before: bool | None = personal(default=None)
    reason: str = personal(default="")

    __test__ = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TestClosed(RoundEvent):
    problem_id: RemarkId
    set_aside: bool

    __test__ = False


# --- integrating ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemJoined(RoundEvent):
    """*Me too*. ``own`` is the member's own open problem, if they had raised one: it goes on as part of the other."""

    problem_id: RemarkId
    by: MemberId
    own: RemarkId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAboutProblem(RoundEvent):
    problem_id: RemarkId
    id: RemarkId
    by: MemberId
    text: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpOffered(RoundEvent):
    problem_id: RemarkId
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class FixSuggested(RoundEvent):
    id: RemarkId
    by: MemberId
    kind: FixKind
    problem_id: RemarkId | None
    text: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class FixConfirmed(RoundEvent):
    """``by_group``: somebody of the raiser's group says so, of a version that went on unconfirmed."""

    problem_id: RemarkId
    by: MemberId
    by_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FixFellShort(RoundEvent):
    problem_id: RemarkId
    by: MemberId
    text: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemKeptAsWorry(RoundEvent):
    """By its raiser; or, ``by`` None, because they left and nobody took it over."""

    problem_id: RemarkId
    by: MemberId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemTakenOver(RoundEvent):
    """``test_answer``: what ``by`` had said in the test of it that is open, which no longer counts."""

    problem_id: RemarkId
    by: MemberId
    group: GroupId
    test_answer: bool | None = personal(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisersAskedAgain(RoundEvent):
    """The second ask of those whose problems the offered text would fix."""

    problems: tuple[RemarkId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobConfirmed(RoundEvent):
    """The proposer: it still does the job."""

    by: MemberId


# --- powers --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(RoundEvent):
    by: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOnInvited(RoundEvent):
    """The proposer has been silent: any member may carry it on until ``deadline``."""

    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOn(RoundEvent):
    by: MemberId
    before: MemberId
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitationPassed(RoundEvent):
    """``by`` None: by rule, because the proposer never facilitates past exploring."""

    to: MemberId
    before: MemberId | None
    by: MemberId | None = None
    taken_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(RoundEvent):
    by: MemberId
    holds: tuple[RemarkId, ...] = ()
    """Problems that they held: open ones, and those that go on as part of another."""
    next_facilitator: MemberId | None = None
    """Who now facilitates from the end of exploring on, when the facilitator is the proposer."""
    gave_up: int | None = personal(default=None)
    """The number in line that goes with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicesUnited(RoundEvent):
    """``other`` turned out to be the same person as ``by``, who speaks for both from now on: in the present pass with one
    voice, and of two answers the later one stands."""

    by: MemberId
    other: MemberId
    as_other: bool
    """They sit in the pass in the capacity of the other's seat."""
    answered_twice: bool
    other_answer_stands: bool
    next_facilitator: MemberId | None
    voices: Voices = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class LateWordsKept(RoundEvent):
    id: RemarkId
    by: MemberId
    words: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTold(RoundEvent):
    """``version`` 1 is told to everyone; a later one corrects it."""

    by: MemberId
    version: int
    words: str = personal()
