"""A round as it stands: everything that the rules look at, apart from the members' answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from typing import Final
from uuid import UUID

from decisions.events import Event
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
from decisions.people.people import Circle
from decisions.rounds.advice.advisers import Advisers, Decision
from decisions.rounds.answers import Answer, SealedWords
from decisions.rounds.ballots.ballot import Ballot
from decisions.rounds.ballots.choice import Profile
from decisions.rounds.ballots.line import Line
from decisions.rounds.ballots.receipt import Paper
from decisions.rounds.ballots.result import Decided
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.outcome import OutcomeStatement
from decisions.rounds.selection.vacancy import Selection
from decisions.rounds.settings import Settings
from decisions.rounds.tally import Tally
from decisions.rounds.text import Text
from decisions.rounds.voices import Voices
from decisions.rounds.way import Way

RoundEvents = tuple[Event, ...]


class Stage(StrEnum):
    DRAFT = "draft"
    EXPLORING = "exploring"
    AMENDING = "amending"
    NOMINATING = "nominating"
    """In a selection: everyone nominates somebody for the role, sealed, with a reason."""
    CHANGING = "changing"
    """The reasons are told, and everyone may nominate somebody else."""
    PROPOSING = "proposing"
    """The facilitator proposes somebody, on the strength of the reasons."""
    CONSENTING = "consenting"
    VOTING = "voting"
    """A ballot is open."""
    LISTENING = "listening"
    """A question is open: everyone is heard, in words."""
    ADVISING = "advising"
    """Those named, and whoever else likes, give advice to the one who will decide."""
    DECIDING = "deciding"
    """They have been heard, and the one who decides makes up their mind."""
    TESTING = "testing"
    INTEGRATING = "integrating"
    ACCEPTING = "accepting"
    """Nobody sees a problem, and those who are proposed say whether they take the role."""
    SELECTED = "selected"
    """They do."""
    DECIDED = "decided"
    """A ballot that came to a result, or a decision that was made after advice."""
    UNDECIDED = "undecided"
    """A ballot that came to none: a tie, no option with enough support, or no answer."""
    ANSWERED = "answered"
    """A question that has closed: what was said is everybody's to read."""
    AGREED = "agreed"
    NOT_AGREED = "not_agreed"
    NOT_HEARD_ENOUGH = "not_heard_enough"
    WITHDRAWN = "withdrawn"
    DEFERRED = "deferred"
    MEETING = "meeting"
    DISCARDED = "discarded"
    """A draft that its proposer threw away."""


FINAL: Final = frozenset(
    {
        Stage.DECIDED,
        Stage.UNDECIDED,
        Stage.ANSWERED,
        Stage.SELECTED,
        Stage.AGREED,
        Stage.NOT_AGREED,
        Stage.NOT_HEARD_ENOUGH,
        Stage.WITHDRAWN,
        Stage.DEFERRED,
        Stage.MEETING,
        Stage.DISCARDED,
    }
)
DECIDING: Final = frozenset({Stage.CONSENTING, Stage.VOTING, Stage.LISTENING})
"""The stages in which everyone gives one answer: it decides, or in a question round is told."""
COUNTED: Final = frozenset({Stage.DECIDED, Stage.UNDECIDED, Stage.NOT_HEARD_ENOUGH})
"""The ends at which a ballot has been counted."""
NAMING: Final = frozenset({Stage.NOMINATING, Stage.CHANGING})
"""The stages of a selection in which everyone nominates: sealed, and nothing is decided by how many do."""
ASKING: Final = DECIDING | NAMING | {Stage.EXPLORING, Stage.ADVISING}
"""The stages in which people are asked: each is a pass of its own, with its own electorate."""


class Why(StrEnum):
    """Why a round ended, beside the stage in which it did."""

    MOU_ENDED = "mou_ended"
    """The memorandum that it would have amended."""
    COUNTED = "counted"
    """A ballot has its result."""
    TIED = "tied"
    NO_OPTION_ENOUGH = "no_option_enough"
    """No option has what it was to reach."""
    NOBODY_CHOSE = "nobody_chose"
    ANSWERED = "answered"
    """What was said to a question is told."""
    NOBODY_SPOKE = "nobody_spoke"
    OWNER_DECIDED = "owner_decided"
    NOBODY_AFFECTED = "nobody_affected"
    """Of those whom it affects, nobody has been heard."""
    NOBODY_NOMINATED = "nobody_nominated"
    NOBODY_PROPOSED = "nobody_proposed"
    """The facilitator was silent, and nobody took over."""
    NO_ONE_LEFT = "no_one_left"
    """Whoever was nominated has declined or left."""
    ROLE_FILLED = "role_filled"
    ADOPTED = "adopted"
    NO_ONE_CONSENTED = "no_one_consented"
    """Everyone who was heard sat it out."""
    NO_VERSION_WORKS = "no_version_works"
    QUORUM = "quorum"
    VOICES = "voices"
    TOO_FEW_TO_HIDE = "too_few_to_hide"
    """Fewer voted in secret than a ballot can hide among: nothing of it was counted."""
    WITHDRAWN_BY_PROPOSER = "withdrawn_by_proposer"
    DEFERRED_BY_PERSON = "deferred_by_person"
    PROPOSER_SILENT = "proposer_silent"
    TAKEN_TO_MEETING = "taken_to_meeting"
    NO_FIX_IN_TIME = "no_fix_in_time"
    TOO_MANY_VERSIONS = "too_many_versions"
    NOBODY_CONFIRMED = "nobody_confirmed"
    DISCARDED = "discarded"


class ProblemStatus(StrEnum):
    OPEN = "open"
    SET_ASIDE = "set_aside"
    """By a test; kept as a worry for the review."""
    FIXED = "fixed"
    """The one who raised it, or somebody of their group, says so of the version that was then asked about."""
    WITHDRAWN = "withdrawn"
    """Its raiser keeps it as a worry."""
    JOINED = "joined"
    """It says the same as another."""
    LEFT_AS_WORRY = "left_as_worry"
    """Its raiser left and nobody of their group took it over."""
    ASKED_ANEW = "asked_anew"
    """In a selection: somebody else is proposed, or the role is changed, and everyone is asked again."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An objection, from its unsealing on. ``raiser`` holds it now (whoever took it over, after ``raised_by`` left)."""

    id: RemarkId
    raised_by: MemberId
    raiser: MemberId | None
    group: GroupId
    organisation: OrganisationId
    version: int
    harm: str
    fix: str = ""
    named: bool = True
    status: ProblemStatus = ProblemStatus.OPEN
    joined_to: RemarkId | None = None
    me_too: tuple[MemberId, ...] = ()
    test_asked_by: tuple[tuple[MemberId, OrganisationId], ...] = ()
    tested: bool = False
    fixed_in: int | None = None
    """The version of which it was said that it fixes this."""
    not_yet: str = ""
    """What is still missing, in the raiser's words, about the newest text."""
    unconfirmed: bool = False
    """The version went on without its raiser's word: open until somebody of the group confirms."""
    left_at: datetime | None = None

    @property
    def open(self) -> bool:
        return self.status is ProblemStatus.OPEN


@dataclass(frozen=True, slots=True)
class Criterion:
    """A worry that is kept as something to look at in the review."""

    id: RemarkId
    words: str
    by: MemberId
    named: bool
    version: int
    from_problem: bool = False


@dataclass(frozen=True, slots=True)
class Test:
    """A test of one problem: may it be set aside? ``asked`` and the counts leave the raiser out."""

    problem: RemarkId
    asked: int
    fix_first: int = 0
    try_anyway: int = 0
    anyway_groups: Mapping[GroupId, int] = field(default_factory=dict)

    __test__ = False

    def counted(self, group: GroupId, try_anyway: bool, by: int) -> "Test":
        """With so many answers of that kind more, or (``by`` below 0) fewer."""
        if not try_anyway:
            return replace(self, fix_first=self.fix_first + by)
        groups = {**self.anyway_groups, group: self.anyway_groups.get(group, 0) + by}
        return replace(
            self, try_anyway=self.try_anyway + by, anyway_groups={g: n for g, n in groups.items() if n}
        )


@dataclass(frozen=True, slots=True)
class Because:
    """Whose words a change answers ("you said, we changed")."""

    remark: RemarkId
    by: MemberId
    words: str
    named: bool


@dataclass(frozen=True, slots=True)
class Reopening:
    """The last time that a closed ballot was opened again: by whom, why, when it had closed, and how often in all."""

    by: MemberId
    words: str
    closed_at: datetime | None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A draft of a ballot that opens by itself when its terms say. ``by`` opens it then; ``seed`` is for its lot."""

    by: MemberId
    seed: UUID | None


@dataclass(frozen=True, slots=True)
class Round:
    """One decision process about one proposal, as it stands."""

    id: RoundId
    network_id: NetworkId
    circle_id: CircleId
    ref: int
    process: str
    """The process and its version with which it opened: ``consent@1``."""
    stage: Stage
    settings: Settings
    proposer: MemberId
    text: Text
    """The text in its newest shared version; in a draft, the draft."""
    version: int = 1
    co_authors: tuple[MemberId, ...] = ()
    facilitator: MemberId | None = None
    next_facilitator: MemberId | None = None
    """Facilitates from the end of exploring on, when the facilitator is the proposer."""
    deciding: tuple[MemberId, ...] = ()
    """The smaller deciding group; empty: everyone in the circle."""
    seed: UUID | None = None
    """By chance, and never shown: from it follow the ids of worries and problems."""
    about_agreement: AgreementId | None = None
    """The agreement that this round reviews."""
    drops: bool = False
    """Whether it proposes to end that agreement."""
    ballot: Ballot | None = None
    """What a ballot asks; None in every other way."""
    terms: Terms = field(default_factory=Terms)
    """How a ballot or a question round is held."""
    written_for: tuple[MemberId, ...] = ()
    """For whom an answer to the ballot was written down, of which they have not said yes or no."""
    recurrence: RecurrenceId | None = None
    """What opened it, and will open the next one like it."""
    follows: RoundId | None = None
    """The one before it of that."""
    line: Line = field(default_factory=Line)
    """Of a ballot with room for so many: who is in, and who waits."""
    scheduled: Scheduled | None = None
    """The draft of a ballot is to open by itself."""
    reopened: Reopening | None = None
    decided: Decided | None = None
    """What the ballot came to."""
    advisers: Advisers | None = None
    """In an advice process, who is asked by name."""
    decision: Decision | None = None
    """What was decided after advice."""
    role: RoleId | None = None
    """The role for which people are selected, where it is one that is kept."""
    mou: MouId | None = None
    """The memorandum about which it asks: whether the parties' people agree to it."""
    parties: tuple[OrganisationId, ...] = ()
    """Of that memorandum. Whoever sits in the circle for one of them is asked, in every pass, and nobody else."""
    selection: Selection | None = None
    """In a selection, what it is for and who is proposed."""
    opened_at: datetime | None = None
    stage_since: datetime | None = None
    pass_no: int = 0
    """Counts every asking of everyone, exploring included."""
    deadline: datetime | None = None
    """When the stage ends by itself; None only in a draft and at an end."""
    option_added_at: datetime | None = None
    """When an option was last added to the open ballot."""
    closes_early: datetime | None = None
    """Consenting: when it closes because everyone asked has answered."""
    tally: Tally = field(default_factory=Tally)
    """Of the present pass; in testing and integrating, of the pass that was unsealed."""
    versions_asked: int = 0
    version_asked: int = 0
    """The version that the last pass asked about; changes made since then share one new number."""
    reminded: bool = False
    """Whether the facilitator has sent this pass's reminder."""
    extended_by_itself: bool = False
    extensions: int = 0
    """By the facilitator, in this stage."""
    open_questions: tuple[RemarkId, ...] = ()
    """Asked in exploring and not yet answered: with these open, amending waits for a silent proposer."""
    problems: tuple[Problem, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    test: Test | None = None
    test_window: datetime | None = None
    """Until when a test of an open problem may be asked for."""
    next_text: Text | None = None
    """In integrating: the text that is offered as the next version, not yet asked about."""
    next_because: tuple[Because, ...] = ()
    next_text_at: datetime | None = None
    offer: int = 0
    """How many texts have been offered since the present pass opened."""
    asked_raisers_again: bool = False
    still_does_the_job: bool = False
    """The proposer's word about ``next_text``."""
    proposer_acted: datetime | None = None
    """When the proposer last did something in this round."""
    carry_on_since: datetime | None = None
    """Since when any member may carry it on, because the proposer is silent."""
    proposer_left: bool = False
    """The proposer has left the circle, and nobody has carried it on yet."""
    facilitator_turn: datetime | None = None
    """Since when something waits for the facilitator."""
    taken_over: bool = False
    """The facilitator has taken it over from one who was silent."""
    come_back_on: date | None = None
    ended_words: str = ""
    """Why, in the words of whoever ended it."""
    ended_at: datetime | None = None
    why: Why | None = None
    outcome_statement: OutcomeStatement | None = None
    """What it came to, in the words that everyone was told."""

    def with_tally(self, tally: Tally) -> "Round":
        """What ``dataclasses.replace`` does, in a third of its time: every answer needs it."""
        values = list(_EVERY_FIELD(self))
        values[_TALLY] = tally
        return Round(*values)

    @property
    def way(self) -> Way:
        return Way(self.process.partition("@")[0])

    @property
    def stands(self) -> Text:
        """What stands once it is agreed, or decided after advice."""
        if self.decision is None:
            return self.text
        return replace(self.text, proposal=self.decision.text, review_on=self.decision.review_on)

    @property
    def is_over(self) -> bool:
        return self.stage in FINAL

    @property
    def waits_for_its_outcome(self) -> bool:
        """Whether it has been counted, or what was said is told, and nobody has told yet what that means."""
        counted = self.ballot is not None and self.stage in COUNTED
        return (counted or self.why is Why.ANSWERED) and self.outcome_statement is None

    @property
    def authors(self) -> tuple[MemberId, ...]:
        return (self.proposer, *self.co_authors)

    @property
    def concerned(self) -> tuple[MemberId, ...]:
        """Whom it is about, and who therefore neither facilitates it (once it is open to all) nor speaks for somebody who sees a
        problem: its authors; in a selection, those who are proposed."""
        return self.authors if self.selection is None else self.selection.proposed

    @property
    def open_problems(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.open)

    def problem(self, problem_id: RemarkId) -> Problem | None:
        return next((problem for problem in self.problems if problem.id == problem_id), None)

    @property
    def shown(self) -> str:
        """What a card's buttons carry as their version: version and pass; and the offer, once a text has been offered."""
        asked = f"{self.version}.{self.pass_no}"
        return f"{asked}.{self.offer}" if self.offer else asked


_FIELDS: Final = tuple(one.name for one in fields(Round))
_EVERY_FIELD: Final = attrgetter(*_FIELDS)
_TALLY: Final = _FIELDS.index("tally")


@dataclass(frozen=True, slots=True)
class Seat:
    """One member in one round's present pass: who they are here, and what they have said.

    ``asked`` is false for somebody who is not in the electorate (joined later, comments only, another circle's).
    """

    member: MemberId
    in_circle: bool = False
    is_coordinator: bool = False
    asked: bool = False
    heard: bool = False
    group: GroupId | None = None
    organisation: OrganisationId | None = None
    answer: Answer | None = None
    test_answer: bool | None = None
    """In a test: True for "try it anyway", False for "fix it first"."""
    guest: bool = False
    """From outside the circle, let into this one ballot."""


@dataclass(frozen=True, slots=True)
class RosterSeat:
    """A member of the circle who may be asked, in the capacity in which they sit there now."""

    member: MemberId
    group: GroupId
    organisation: OrganisationId


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that has been asked in exploring."""

    id: RemarkId
    by: MemberId
    answered: bool


@dataclass(frozen=True, slots=True)
class GuestInvitation:
    """A link by which a guest joins a ballot, as it stands."""

    id: InvitationId
    group: GroupId
    organisation: OrganisationId
    expires_at: datetime
    used: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule looks at: the round, the seat of whoever acts, and what the process table says the rule needs.

    ``roster`` are the circle's members now; ``sealed`` the worries and problems of the present pass, and the answers of those
    whose problem went on unconfirmed; ``seat_of`` the seat of another member whom the command names, or the facilitator's;
    ``about`` the questions, reactions and suggestions that a change says it answers; ``voices`` what two members have who are
    one person; ``profile`` what everyone has chosen in the ballot, read when it is counted; ``voted`` what stands under the
    receipt that the command brings, of one who has voted in secret;
    ``waiting`` who waits in line, the first one first, each with their number: without those whom the command is about, and read
    only as far as somebody moves up; ``circle`` the circle as it is now, for a draft that opens by itself; ``stands_in``
    whether who acts may answer for the member whom the command names; ``invitation`` that of the guest who joins.
    Each is loaded only where it is needed: the cost of one answer does not grow with the answers before it.
    """

    round: Round
    seat: Seat
    roster: tuple[RosterSeat, ...] = ()
    sealed: tuple[SealedWords, ...] = ()
    seat_of: Seat | None = None
    question: OpenQuestion | None = None
    about: tuple[Because, ...] = ()
    voices: Voices = field(default_factory=Voices)
    profile: Profile = ()
    voted: Paper | None = None
    waiting: Iterable[tuple[MemberId, int]] = ()
    circle: Circle | None = None
    stands_in: bool = False
    invitation: GuestInvitation | None = None
