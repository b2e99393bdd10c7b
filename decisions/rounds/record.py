"""What one reader may see of a round, as storage reads it: sealed answers are never in it.

While a pass is open nothing of it is read but the numbers of each group, the reader's own answer and, for the facilitator,
who has not been heard.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from decisions.agreements.agreement import Agreement
from decisions.commitments.commitment import Commitment
from decisions.commitments.record import OwnCommitments
from decisions.commitments.wishes import NOTHING_SET, OwnWishes
from decisions.ids import CircleId, GroupId, MemberId, OrganisationId, PlaceId, RemarkId
from decisions.mous.mou import Mou
from decisions.mous.record import OwnMous
from decisions.people.people import AccountSeen, Circle, Group, Member, Network, Organisation
from decisions.recurring.record import LastTime
from decisions.recurring.recurrence import Recurrence
from decisions.roles.record import OwnRoles
from decisions.rounds.answers import Answer
from decisions.rounds.ballots.choice import Choice
from decisions.rounds.ballots.receipt import Paper
from decisions.rounds.ballots.result import Result
from decisions.rounds.ballots.terms import Shown
from decisions.rounds.question.spoken import Spoken
from decisions.rounds.round import Because, Round, Seat
from decisions.rounds.selection.nominated import Nomination
from decisions.rounds.tally import Tally
from decisions.rounds.text import Text
from decisions.templates.template import Template


class RemarkKind(StrEnum):
    QUESTION = "question"
    REACTION = "reaction"
    SUGGESTION = "suggestion"
    ABOUT_PROBLEM = "about_problem"
    """A question to the one who raised a problem: for their eyes and the asker's only."""
    ADVICE = "advice"
    """To the one who decides, for all to read."""
    LATE_WORDS = "late_words"
    CALL = "call"
    """Somebody asks the facilitator to talk it through: for the facilitator's eyes only."""


@dataclass(frozen=True, slots=True)
class Remark:
    id: RemarkId
    kind: RemarkKind
    by: MemberId
    at: datetime
    text: str
    named: bool = True
    version: int = 1
    about: RemarkId | None = None
    answer: str = ""
    answered_by: MemberId | None = None
    fix_kind: str = ""


@dataclass(frozen=True, slots=True)
class TextVersion:
    version: int
    text: Text
    by: MemberId
    at: datetime
    because: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class TestAnswerSeen:
    """An answer to the test of a problem: these are open from the start, and stay readable when the test is over."""

    problem: RemarkId
    by: MemberId
    try_anyway: bool
    reason: str

    __test__ = False


@dataclass(frozen=True, slots=True)
class WhySeen:
    """Why somebody chose what they chose in a ballot, told after its close."""

    by: MemberId
    choice: Choice
    words: str
    named: bool
    stood_in_by: MemberId | None = None
    """Who said it for them."""


@dataclass(frozen=True, slots=True)
class WhoCan:
    """Somebody who said that they can come at the time that a poll has found."""

    by: MemberId
    if_need_be: bool
    named: bool = True


@dataclass(frozen=True, slots=True)
class FailedDelivery:
    """Something that did not arrive: told to the facilitator in words."""

    why: str
    member: MemberId | None = None
    place: str = ""
    platform: str = ""
    """The place's."""


@dataclass(frozen=True, slots=True)
class RoundRecord:
    round: Round
    circle: Circle
    network: Network
    members: Mapping[MemberId, Member]
    """Everybody named in it."""
    groups: Mapping[GroupId, Group]
    organisations: Mapping[OrganisationId, Organisation]
    versions: tuple[TextVersion, ...]
    remarks: tuple[Remark, ...]
    """Only those that the reader may see."""
    seat: Seat
    """The reader's own, with their own answer."""
    earlier: Answer | None = None
    """The reader's answer to the pass before ("You were OK with version 1")."""
    earlier_version: int | None = None
    written_for_reader: Answer | None = None
    """What the facilitator wrote down for the reader, waiting for their yes."""
    result: Tally | None = None
    """The last pass that was unsealed."""
    standing_for: Mapping[MemberId, Answer | None] = field(default_factory=dict)
    """Those for whom the reader may answer now, and what they have answered for them."""
    missing: tuple[MemberId, ...] = ()
    """Not yet heard: for the facilitator only, at most 200, in the order of the voice rule's groups first."""
    missing_count: int = 0
    test_answers: tuple[TestAnswerSeen, ...] = ()
    """Of every problem that has been tested, the earliest first."""
    counted: Result | None = None
    """What a ballot comes to, as far as the reader may see it: after its close; before, as its terms say."""
    taking_part: tuple[MemberId, ...] = ()
    """Of an opt-in, who is in, as far as the reader may see it: at most 200; where there is room for so many, whoever said so
    first comes first."""
    waiting: tuple[MemberId, ...] = ()
    """And who waits for a place, the first one first."""
    waits_as: int = 0
    """1 if the reader is the first of those who wait, and so on; 0 if they do not wait."""
    reasons: tuple[WhySeen, ...] = ()
    papers: tuple[Paper, ...] = ()
    """Secret ballots after the close, where they are asked for; of very many a part (``papers_in_all``)."""
    papers_in_all: int = 0
    """Once the ballot is closed, at most 200."""
    who_can: tuple[WhoCan, ...] = ()
    """Come to the one time that a poll has found, at most 200; nobody where it was secret."""
    spoken: tuple[Spoken, ...] = ()
    """What was said to a question, as far as the reader may see it, in the order in which it is read."""
    nominations: tuple[Nomination, ...] = ()
    """In a selection, what has been told, in the order in which it is read."""
    failed: tuple[FailedDelivery, ...] = ()
    """For the facilitator only."""
    mou: Mou | None = None
    """The memorandum that it is about."""
    agreement: Agreement | None = None
    commitments: tuple[Commitment, ...] = ()
    """Those that come of the agreement, in the order in which they were asked."""
    card_links: Mapping[str, str] = field(default_factory=dict)
    """Where its card stands: a place's name to an address."""
    recurrence: Recurrence | None = None
    """What opened it, and opens the next one like it."""
    last_time: LastTime | None = None
    """The one before it."""
    capacities: Mapping[MemberId, tuple[GroupId, OrganisationId]] = field(default_factory=dict)
    """Of those who are named in it, in this round."""

    def once_heard(self, round: Round) -> "RoundRecord | None":
        """The same after more people have been heard. None when more than that is different in ``round``, or more than that is
        seen of what they said: then it is to be read anew."""
        if round.terms.shown is not Shown.AT_CLOSE:
            return None
        if round.with_tally(self.round.tally) != self.round:
            return None
        return replace(self, round=round, missing_count=round.tally.asked - round.tally.heard)

    @classmethod
    def just_recorded(cls, round: Round, seat: Seat) -> "RoundRecord":
        """No more than what was in hand when something was recorded: the round and the reader's own seat. Enough to confirm an
        answer, without reading anything."""
        circle = Circle(round.circle_id, round.network_id, "", round.facilitator, round.settings)
        return cls(round, circle, Network(round.network_id, ""), {}, {}, {}, (), (), seat)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list: the home's, the room's."""

    round: Round
    circle_name: str
    seat: Seat
    proposer_name: str
    missing_count: int = 0
    voices_short: Mapping[GroupId, int] = field(default_factory=dict)
    calls: tuple[str, ...] = ()
    """Who would like to talk it through with the reader, who facilitates it, and waits for that."""
    asked_about: int = 0
    """Questions to the reader about a problem that they raised, of which they have not yet said what is missing."""


@dataclass(frozen=True, slots=True)
class HomeRecord:
    """What waits for one member, and what they can do."""

    reader: Member
    network: Network
    circles: tuple[Circle, ...]
    groups: Mapping[GroupId, Group]
    waiting: tuple[RoundLine, ...]
    """Rounds that ask something of the reader, the nearest deadline first."""
    facilitating: tuple[RoundLine, ...]
    proposed: tuple[RoundLine, ...]
    agreements: tuple[Agreement, ...]
    link_wishes: tuple[tuple[CircleId, Member], ...] = ()
    """Members of the circles that the reader facilitates, whose link no longer works."""
    to_confirm: tuple[RoundLine, ...] = ()
    """Rounds in which the facilitator wrote something down for the reader."""
    beside: tuple[Network, ...] = ()
    """Other networks that know the reader by the same account."""
    accounts: tuple[AccountSeen, ...] = ()
    roles: OwnRoles = field(default_factory=OwnRoles)
    commitments: OwnCommitments = field(default_factory=OwnCommitments)
    reminders: OwnWishes = NOTHING_SET
    """How the reader wants to be reminded."""
    email: str = ""
    """At which the reader reads; shown to nobody else."""
    email_fails: bool = False
    """What Rondo last wrote to that address did not arrive."""
    coordinators_missing: int = 0
    """Of two that the network should have; only a coordinator is told."""
    mous: OwnMous = field(default_factory=OwnMous)
    linked: bool = False
    """Whether a memorandum holds in the network."""


@dataclass(frozen=True, slots=True)
class MeetingPlace:
    """A place of a circle. ``locale`` is what is spoken there (empty: nobody knows), ``chosen`` what somebody has chosen;
    ``only_here`` counts who (but the reader) meets in no other of its places. ``why`` says what stands in its way, ``since``
    when."""

    id: PlaceId
    name: str
    platform: str
    locale: str = ""
    chosen: str = ""
    only_here: int = 0
    why: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class CircleRecord:
    """A circle's room, for one reader."""

    reader: Member
    network: Network
    circle: Circle
    members: Mapping[MemberId, Member]
    groups: Mapping[GroupId, Group]
    organisations: Mapping[OrganisationId, Organisation]
    rounds: tuple[RoundLine, ...]
    ended: tuple[RoundLine, ...]
    """The last twenty."""
    agreements: tuple[Agreement, ...]
    may_change: bool = False
    """The reader facilitates it or is a coordinator."""
    places: tuple[MeetingPlace, ...] = ()
    today: date | None = None
    templates: tuple[Template, ...] = ()
    """By name."""
    recurrences: tuple[Recurrence, ...] = ()
    """What opens anew by itself, the next one first."""


@dataclass(frozen=True, slots=True)
class AgreementRecord:
    reader: Member
    network: Network
    circle: Circle
    agreement: Agreement
    members: Mapping[MemberId, Member]
    groups: Mapping[GroupId, Group]
    round: Round
    commitments: tuple[Commitment, ...] = ()
    """Those that come of it, in the order in which they were asked."""
