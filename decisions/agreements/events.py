"""What happens to an agreement: past tense."""

from dataclasses import dataclass
from datetime import datetime

from decisions.agreements.agreement import Standing, WhyReview
from decisions.events import Event, personal
from decisions.ids import AgreementId, CircleId, MemberId, NetworkId, RemarkId, RoundId
from decisions.rounds.round import Criterion
from decisions.rounds.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReached(Event):
    """The first event of an agreement's stream, in the transaction in which its round ended."""

    agreement_id: AgreementId
    network_id: NetworkId
    circle_id: CircleId
    round_id: RoundId
    ref: int
    version: int
    review_at: datetime
    replaces: AgreementId | None
    text: Text = personal()
    criteria: tuple[Criterion, ...] = personal(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatWeSeeNoted(Event):
    id: RemarkId
    by: MemberId
    words: str = personal()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewStarted(Event):
    """``by`` None: its date came."""

    why: WhyReview
    by: MemberId | None = None
    id: RemarkId | None = None
    words: str = personal(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRoundOpened(Event):
    round_id: RoundId


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReplaced(Event):
    """A round about it was adopted: it is kept, evolved or dropped, and the newer agreement stands."""

    standing: Standing
    replaced_by: AgreementId


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsUnited(Event):
    """``other`` turned out to be the same person as ``member``: what either said is theirs."""

    member: MemberId
    other: MemberId
