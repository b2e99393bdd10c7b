"""What people ask of a memorandum: imperatives."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from decisions.commands import Command
from decisions.ids import CircleId, MemberId, MouId, OrganisationId, RoundId
from decisions.mous.mou import NewOrganisation, Party
from decisions.mous.terms import MouTerms
from decisions.rounds.settings import Form
from decisions.rounds.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MouCommand(Command):
    mou_id: MouId

    @property
    def stream(self) -> UUID:
        return self.mou_id


# --- writing it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMou(MouCommand):
    """Kept, and agreed, in that circle. ``replaces``: one of the circle's that ends when this one comes into force. ``named``:
    parties besides, that the network may not know yet; one that has such a name already is that one."""

    circle_id: CircleId
    parties: tuple[Party, ...]
    terms: MouTerms
    replaces: MouId | None = None
    named: tuple[NewOrganisation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMou(MouCommand):
    """Of a draft: it makes no version. While its round is open, the other wording is shown or offered there, by the rules of that
    (``told``: see ``MouTerms.as_text``). ``parties`` None: as they are; they stay so while it is asked about, and once it is in
    force. ``named``: see ``DraftMou``; with ``parties`` only."""

    terms: MouTerms
    parties: tuple[Party, ...] | None = None
    named: tuple[NewOrganisation, ...] = ()
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSignatory(MouCommand):
    """Who signs for one of its parties; None: nobody, until somebody is named."""

    organisation: OrganisationId
    signatory: MemberId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeMou(MouCommand):
    """The draft becomes a version, and the parties' people are asked in that round, which opens with it. ``seed``: by chance,
    made at the edge (see ``OpenRound``); ``told``: see ``MouTerms.as_text``. ``form``: how they are asked; None: as the circle
    does. ``starts``: another first day than the draft's."""

    round_id: RoundId
    form: Form | None = None
    starts: date | None = None
    seed: UUID | None = None
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendMou(MouCommand):
    """A draft of its next version. What holds until then holds on."""

    terms: MouTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class DropAmendment(MouCommand):
    """What holds holds on as it is."""


# --- signing it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(MouCommand):
    """For an organisation, by its signatory."""

    organisation: OrganisationId
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBackSignature(MouCommand):
    organisation: OrganisationId
    version: int


# --- keeping it -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class StartReview(MouCommand):
    """Before its day, by one of the parties' people or a coordinator. On its day it starts by itself."""

    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewMou(MouCommand):
    """A signatory's yes to these dates, after a review. ``version``: of what they have looked at."""

    organisation: OrganisationId
    version: int
    review_on: date
    ends: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMou(MouCommand):
    """From ``on`` it is no longer in force; a draft is given up at once. ``on`` sooner than one alone can name is a yes to that
    day: with the last signatory's it is so. ``words`` may be empty where somebody else has asked for that day."""

    words: str
    on: date | None = None
    """None: the first day that one alone can name; of what does not hold yet, today."""


# --- the house's own --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRoundEnded(MouCommand):
    """The round about a version is over, with ``text`` as it was asked about last. Given by the house, not by a person."""

    round_id: RoundId
    agreed: bool
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMemberLeft(MouCommand):
    """``by`` has left the circle, or the network. Given by the house, not by a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteReplaced(MouCommand):
    """``with_mou`` has come into force in its place. Given by the house, not by a person."""

    with_mou: MouId


@dataclass(frozen=True, slots=True, kw_only=True)
class UniteSignatories(MouCommand):
    """``other`` turned out to be the same person as ``by``. Given by the house, not by a person."""

    other: MemberId
