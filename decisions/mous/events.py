"""What happens to a memorandum: past tense."""

from dataclasses import dataclass
from datetime import date

from decisions.events import Event, personal
from decisions.ids import CircleId, MemberId, MouId, NetworkId, OrganisationId, RoundId
from decisions.mous.mou import NewOrganisation, Party, WhyMouEnded, WhyMouReview
from decisions.mous.terms import MouTerms
from decisions.rounds.text import Text

# --- writing it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MouDrafted(Event):
    """The first event of its stream; ``ref`` is given by storage, per network. ``named``: those of its parties that were new to
    the network."""

    mou_id: MouId
    network_id: NetworkId
    circle_id: CircleId
    ref: int
    by: MemberId
    zone: str
    parties: tuple[Party, ...]
    replaces: MouId | None = None
    named: tuple[NewOrganisation, ...] = ()
    terms: MouTerms = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class MouEdited(Event):
    by: MemberId
    parties: tuple[Party, ...]
    named: tuple[NewOrganisation, ...] = ()
    terms: MouTerms = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryNamed(Event):
    by: MemberId
    organisation: OrganisationId
    signatory: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoryLeft(Event):
    """They have left the circle or the network, and nobody signs for the organisation until somebody is named."""

    organisation: OrganisationId
    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class MouProposed(Event):
    """``zone``: by whose days its dates are from now on."""

    by: MemberId
    version: int
    round_id: RoundId
    zone: str
    terms: MouTerms = personal()
    text: Text = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class MouReworded(Event):
    """In its round, which asks about these words once it comes to that."""

    by: MemberId
    version: int
    terms: MouTerms = personal()
    text: Text = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class MouAgreed(Event):
    """The parties' people have agreed to its wording of that number, from 0 on, and it is to be signed."""

    version: int
    round_id: RoundId
    wording: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MouNotAgreed(Event):
    """Its round has ended otherwise: it is a draft again."""

    version: int
    round_id: RoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentBegun(Event):
    by: MemberId
    terms: MouTerms = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentDropped(Event):
    """``by`` None: it was not signed by all until its last day."""

    by: MemberId | None = None


# --- signing it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MouSigned(Event):
    by: MemberId
    organisation: OrganisationId
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureTakenBack(Event):
    by: MemberId
    organisation: OrganisationId
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MouCameIntoForce(Event):
    """All have signed, and its first day has come."""

    version: int


# --- keeping it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MouReviewCameNear(Event):
    review_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MouReviewStarted(Event):
    """``by`` None: its day came."""

    why: WhyMouReview
    by: MemberId | None = None
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalApproved(Event):
    """By a signatory. Whatever others have said to other dates is void."""

    by: MemberId
    organisation: OrganisationId
    version: int
    review_on: date
    ends: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MouRenewed(Event):
    """All signatories have said yes to the same dates. Its version stays what it is, apart from these; and no notice that it ends
    holds any more."""

    version: int
    review_on: date
    ends: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndApproved(Event):
    """By a signatory: it may be over from ``on``. What others have said to another day is void. ``words`` "": of a yes."""

    by: MemberId
    organisation: OrganisationId
    on: date
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeGiven(Event):
    """That it ends: from ``on`` it is no longer in force."""

    by: MemberId
    on: date
    words: str = personal()
    together: bool = False
    """All have said yes to that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MouEnded(Event):
    """Whatever was on its way for it is over, too."""

    why: WhyMouEnded
    by: MemberId | None = None
    replaced_by: MouId | None = None
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatoriesUnited(Event):
    """``other`` turned out to be the same person as ``member``."""

    member: MemberId
    other: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class MouWordsErased(Event):
    """Why a member called a review, or ended it, is gone from the memorandum. What it says is not theirs, but the parties'."""

    member: MemberId
