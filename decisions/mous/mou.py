"""A memorandum of understanding as it stands: who its parties are, what it says, in which version, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from decisions.ids import CircleId, MemberId, MouId, NetworkId, OrganisationId, RoundId
from decisions.mous.terms import Clause, MouTerms
from decisions.rounds.text import Text


class MouStatus(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    """A consent round about it is open."""
    AGREED = "agreed"
    """It waits for signatures, or, signed by all, for its first day."""
    IN_FORCE = "in_force"
    UNDER_REVIEW = "under_review"
    """Still in force: its review has begun, by its date or early."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Party:
    organisation: OrganisationId
    signatory: MemberId | None = None
    """Who signs for it. None: nobody yet, and it cannot be signed."""


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """One that the network did not know until it became a party."""

    id: OrganisationId
    name: str


@dataclass(frozen=True, slots=True)
class Signature:
    """``by`` has signed for the organisation, as its signatory of that time."""

    organisation: OrganisationId
    by: MemberId
    at: datetime


@dataclass(frozen=True, slots=True)
class Wording:
    """Terms that the round about a version has asked about, and the text by which it did."""

    terms: MouTerms
    text: Text


@dataclass(frozen=True, slots=True)
class Version:
    """``number`` 0: a draft that has not been proposed. ``wordings``: while it is proposed, all that its round has asked about or
    been offered; from then on the one that was agreed, whose terms are its own."""

    terms: MouTerms
    status: MouStatus
    number: int = 0
    round_id: RoundId | None = None
    wordings: tuple[Wording, ...] = ()
    agreed_at: datetime | None = None
    signatures: tuple[Signature, ...] = ()
    since: datetime | None = None
    """When it came into force."""
    until: datetime | None = None
    """When another took its place, or the memorandum ended."""

    def signature_of(self, organisation: OrganisationId) -> Signature | None:
        return next((one for one in self.signatures if one.organisation == organisation), None)


class WhyMouReview(StrEnum):
    DATE = "date"
    CALLED = "called"
    """One of its people asked for it, before its date."""


@dataclass(frozen=True, slots=True)
class MouReview:
    since: datetime
    why: WhyMouReview
    by: MemberId | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Renewal:
    """New dates, and the signatories who have said yes to these: with the last of them it is renewed."""

    review_on: date
    ends: date | None
    yeses: tuple[Signature, ...] = ()

    @property
    def dates(self) -> tuple[date, date | None]:
        return self.review_on, self.ends


@dataclass(frozen=True, slots=True)
class NoticeOfEnd:
    """Somebody has said that it ends: from ``on`` it is no longer in force."""

    by: MemberId
    on: date
    words: str
    together: bool = False
    """All have said yes to that day: nobody alone puts it off."""


@dataclass(frozen=True, slots=True)
class EndAsked:
    """A signatory would end it sooner than their word alone can: from ``on``, once all signatories have said yes to that day."""

    by: MemberId
    on: date
    words: str
    yeses: tuple[Signature, ...] = ()


class WhyMouEnded(StrEnum):
    DATE = "date"
    """The last day that it names is over."""
    NOTICE = "notice"
    """One of its signatories has left it, or all have named a day."""
    TOGETHER = "together"
    """All its signatories have said yes to its end; ``by`` asked for it."""
    REPLACED = "replaced"
    """Another memorandum has come into force in its place."""
    GIVEN_UP = "given_up"
    """It was never in force."""


@dataclass(frozen=True, slots=True)
class MouEnd:
    at: datetime
    why: WhyMouEnded
    by: MemberId | None = None
    words: str = ""
    replaced_by: MouId | None = None


@dataclass(frozen=True, slots=True)
class Mou:
    """``in_force`` is the version that holds, or that held until the end; ``coming`` the one on its way to take its place: both
    may be there at once, and the former holds until the other is signed by all and has begun. ``zone``: by whose days its dates
    are; an IANA name."""

    id: MouId
    network_id: NetworkId
    circle_id: CircleId
    ref: int
    made_by: MemberId
    parties: tuple[Party, ...]
    zone: str
    coming: Version | None = None
    in_force: Version | None = None
    last_version: int = 0
    replaces: MouId | None = None
    """The memorandum that ends when this one comes into force."""
    since: datetime | None = None
    """Since when the dates of the version in force are what they are: it came into force, or was renewed."""
    review: MouReview | None = None
    review_told: bool = False
    """That the day of its review comes near."""
    renewal: Renewal | None = None
    renewed: int = 0
    """How often."""
    notice: NoticeOfEnd | None = None
    end_asked: EndAsked | None = None
    end: MouEnd | None = None
    former: tuple[Version, ...] = field(default=())
    """That were in force before, the newest first, no more than are still read."""

    @property
    def status(self) -> MouStatus:
        if self.end is not None:
            return MouStatus.ENDED
        if self.in_force is not None:
            return MouStatus.IN_FORCE if self.review is None else MouStatus.UNDER_REVIEW
        return MouStatus.DRAFT if self.coming is None else self.coming.status

    @property
    def holds(self) -> bool:
        return self.end is None and self.in_force is not None

    @property
    def terms(self) -> MouTerms:
        """Those that hold; before any does, those on their way; after the end, the last."""
        version = self.in_force or self.coming
        if version is None:
            raise ValueError(f"memorandum {self.id} says nothing")
        return version.terms

    @property
    def clauses_in_force(self) -> tuple[Clause, ...]:
        return () if self.in_force is None else self.in_force.terms.clauses

    @property
    def organisations(self) -> tuple[OrganisationId, ...]:
        return tuple(party.organisation for party in self.parties)

    @property
    def signatories(self) -> frozenset[MemberId]:
        return frozenset(party.signatory for party in self.parties if party.signatory is not None)

    @property
    def to_end(self) -> tuple[Party, ...]:
        """Whose yes to an end that is asked for is still to come."""
        asked = self.end_asked
        if asked is None or self.end is not None:
            return ()
        said = {yes.organisation for yes in asked.yeses}
        return tuple(party for party in self.parties if party.organisation not in said)

    @property
    def without_signatory(self) -> tuple[OrganisationId, ...]:
        return tuple(party.organisation for party in self.parties if party.signatory is None)

    def party(self, organisation: OrganisationId) -> Party | None:
        return next((party for party in self.parties if party.organisation == organisation), None)

    @property
    def to_sign(self) -> Version | None:
        """The version that has been agreed and is not in force: until its first day at the latest it is signed."""
        coming = self.coming
        return coming if self.end is None and coming is not None and _waits(coming) else None

    @property
    def unsigned(self) -> tuple[Party, ...]:
        """Who has still to sign the version that is to be signed."""
        return () if self.to_sign is None else tuple(_unsigned(self.to_sign, self.parties))

    @property
    def signed_by_all(self) -> bool:
        return self.to_sign is not None and not self.unsigned


def _waits(version: Version) -> bool:
    return version.status is MouStatus.AGREED


def _unsigned(version: Version, parties: tuple[Party, ...]) -> Iterator[Party]:
    return (party for party in parties if version.signature_of(party.organisation) is None)
