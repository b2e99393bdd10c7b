"""What one reader may see of memorandums, as storage reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from decisions.commitments.commitment import Commitment
from decisions.ids import MemberId, MouId, OrganisationId
from decisions.mous.case import MouCase
from decisions.mous.ending import may_end
from decisions.mous.mou import Mou, MouStatus
from decisions.mous.proposing import wording_of
from decisions.mous.terms import MouTerms
from decisions.mous.writing import may_name
from decisions.people.people import Circle, Member, Organisation
from decisions.rounds.round import Round, Stage
from decisions.rounds.text import Text


class MayMou(StrEnum):
    """What the reader can do about a memorandum now. The rules decide again when they do."""

    EDIT = "edit"
    """A draft; or, of what people are asked about, the wording that the round takes from them now."""
    PROPOSE = "propose"
    NAME_SIGNATORY = "name_signatory"
    SIGN = "sign"
    TAKE_BACK_SIGNATURE = "take_back_signature"
    AMEND = "amend"
    DROP_AMENDMENT = "drop_amendment"
    START_REVIEW = "start_review"
    RENEW = "renew"
    END = "end"


@dataclass(frozen=True, slots=True)
class MouRecord:
    """``mou``: as the reader may see it (``as_seen_by``). ``round``: the newest about it, as anybody may see it. ``people``: the
    parties' people in the circle, the longest there first. ``signs_for``: the organisations for which the reader signs."""

    reader: Member
    circle: Circle
    mou: Mou
    members: Mapping[MemberId, Member]
    organisations: Mapping[OrganisationId, Organisation]
    people: tuple[MemberId, ...] = ()
    round: Round | None = None
    signs_for: tuple[OrganisationId, ...] = ()
    may: frozenset[MayMou] = frozenset()
    others: Mapping[MouId, str] = field(default_factory=lambda: MappingProxyType({}))
    """What those are called that it replaces, and is replaced by."""
    commitments: tuple[Commitment, ...] = ()
    """That come of it."""

    @property
    def asked_terms(self) -> MouTerms | None:
        """What the open round about it asks about now; None where none is open."""
        round = self._open_round
        return None if round is None else self._terms_of(round.text)

    @property
    def offered_terms(self) -> MouTerms | None:
        """What could be asked about next, once those who see a problem have said a word."""
        round = self._open_round
        return None if round is None or round.next_text is None else self._terms_of(round.next_text)

    @property
    def _open_round(self) -> Round | None:
        coming, round = self.mou.coming, self.round
        if coming is None or round is None or coming.status is not MouStatus.PROPOSED:
            return None
        return round if round.id == coming.round_id else None

    def _terms_of(self, text: Text) -> MouTerms | None:
        coming = self.mou.coming
        wording = None if coming is None else wording_of(coming, text)
        return None if coming is None or wording is None else coming.wordings[wording].terms

    @property
    def steers(self) -> bool:
        return self.reader.is_coordinator or self.circle.may_be_steered_by(self.reader.id)


@dataclass(frozen=True, slots=True)
class CircleMousRecord:
    """``mous``: those that have not ended, by title; ``ended``: the newest first, of many only the newest."""

    reader: Member
    circle: Circle
    mous: tuple[Mou, ...]
    ended: tuple[Mou, ...]
    members: Mapping[MemberId, Member]
    organisations: Mapping[OrganisationId, Organisation]
    may_draft: bool = False

    @property
    def steers(self) -> bool:
        return self.reader.is_coordinator or self.circle.may_be_steered_by(self.reader.id)


@dataclass(frozen=True, slots=True)
class OwnMous:
    """What waits for a member who signs: for which organisation."""

    to_sign: tuple[tuple[Mou, OrganisationId], ...] = ()
    to_renew: tuple[tuple[Mou, OrganisationId], ...] = ()
    """Under review: for their yes to dates, or for dates that they propose."""
    to_end: tuple[Mou, ...] = ()
    """For their yes to its end, sooner than one alone can name."""
    without_signatory: tuple[Mou, ...] = ()
    """Agreed, and nobody signs for one of its parties: for whoever drafted or steers, and that party's people."""

    @property
    def waits(self) -> bool:
        return bool(self.to_sign or self.to_renew or self.to_end or self.without_signatory)


# --- the map of linkages ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Linkage:
    """A memorandum that holds. ``readable``: the reader may open it."""

    id: MouId
    ref: int
    title: str
    status: MouStatus
    parties: tuple[OrganisationId, ...]
    review_on: date | None
    ends: date | None
    readable: bool


@dataclass(frozen=True, slots=True)
class Link:
    """Two organisations, and the memorandums by which they are linked: of more than two parties, each pair is."""

    one: OrganisationId
    other: OrganisationId
    linkages: tuple[Linkage, ...]


@dataclass(frozen=True, slots=True)
class LinkagesRecord:
    """Of a whole network. ``organisations``: all of it, by name, those that are linked with nobody too."""

    reader: Member
    organisations: Mapping[OrganisationId, Organisation]
    linkages: tuple[Linkage, ...]
    """By title."""
    coming: tuple[Mou, ...] = ()
    """Signed by all, with its first day to come, as far as the reader may read them."""

    @property
    def links(self) -> tuple[Link, ...]:
        """Each pair once, in the order in which the organisations stand."""
        order = list(self.organisations)
        found: dict[tuple[OrganisationId, OrganisationId], list[Linkage]] = {}
        for linkage in self.linkages:
            parties = sorted(linkage.parties, key=order.index)
            for number, one in enumerate(parties):
                for other in parties[number + 1 :]:
                    found.setdefault((one, other), []).append(linkage)
        pairs = sorted(found, key=lambda pair: (order.index(pair[0]), order.index(pair[1])))
        return tuple(Link(*pair, tuple(found[pair])) for pair in pairs)


# --- who sees and may do what -----------------------------------------------------------------------------------


def as_seen_by(case: MouCase, reader: MemberId) -> Mou | None:
    """A draft is seen by those who may write it, also one of an amendment; None where there is nothing else."""
    mou = case.known()
    draft = mou.coming is not None and mou.coming.status is MouStatus.DRAFT
    if not draft or writes(case, reader):
        return mou
    return None if mou.in_force is None else replace(mou, coming=None)


def writes(case: MouCase, reader: MemberId) -> bool:
    return case.steers or case.is_party(reader) or case.known().made_by == reader


def may_do(case: MouCase, reader: MemberId, round: Round | None) -> frozenset[MayMou]:
    mou = case.known()
    if mou.end is not None:
        return frozenset()
    found = {*_as_who_signs(mou, reader), *_as_who_ends(case, reader)}
    if writes(case, reader):
        found.update(_as_who_writes(case, reader, round))
    if mou.status is MouStatus.IN_FORCE and (case.is_party(reader) or case.coordinates):
        found.add(MayMou.START_REVIEW)
    if any(may_name(mou, party, case.circle, reader, steers=case.steers) for party in mou.parties):
        found.add(MayMou.NAME_SIGNATORY)
    return frozenset(found)


def _as_who_writes(case: MouCase, reader: MemberId, round: Round | None) -> Iterator[MayMou]:
    mou = case.known()
    status = None if mou.coming is None else mou.coming.status
    if status is MouStatus.PROPOSED:
        takes = round is not None and round.stage in (Stage.AMENDING, Stage.INTEGRATING)
        if takes and round is not None and reader in round.authors:
            yield MayMou.EDIT
        return
    if status is MouStatus.DRAFT:
        yield MayMou.EDIT
        if case.circle.seat(reader) is not None:
            yield MayMou.PROPOSE
    elif mou.signed_by_all:
        return
    elif mou.in_force is not None or status is MouStatus.AGREED:
        yield MayMou.AMEND
    if mou.in_force is not None and mou.coming is not None:
        yield MayMou.DROP_AMENDMENT


def _as_who_signs(mou: Mou, reader: MemberId) -> Iterator[MayMou]:
    if reader not in mou.signatories:
        return
    if any(party.signatory == reader for party in mou.unsigned):
        yield MayMou.SIGN
    if mou.to_sign is not None and not mou.signed_by_all:
        own = (
            mou.to_sign.signature_of(party.organisation) for party in mou.parties if party.signatory == reader
        )
        if any(own):
            yield MayMou.TAKE_BACK_SIGNATURE
    if mou.status is MouStatus.UNDER_REVIEW:
        yield MayMou.RENEW


def _as_who_ends(case: MouCase, reader: MemberId) -> Iterator[MayMou]:
    if may_end(case.known(), reader, coordinates=case.coordinates):
        yield MayMou.END
