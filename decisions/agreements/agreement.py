"""An agreement as it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from decisions.ids import AgreementId, CircleId, MemberId, NetworkId, RemarkId, RoundId
from decisions.rounds.round import Criterion
from decisions.rounds.text import Text


class Standing(StrEnum):
    IN_FORCE = "in_force"
    UNDER_REVIEW = "under_review"
    """Still in force: its review has begun, by its date or early."""
    KEPT = "kept"
    """A review kept it: a newer agreement with the same text stands in its place."""
    EVOLVED = "evolved"
    """A review changed it: a newer agreement stands in its place."""
    DROPPED = "dropped"


class WhyReview(StrEnum):
    DATE = "date"
    NOT_WORKING = "not_working"
    LATE_PROBLEM = "late_problem"


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody saw of how it works, for the review."""

    id: RemarkId
    by: MemberId
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Agreement:
    id: AgreementId
    network_id: NetworkId
    circle_id: CircleId
    round_id: RoundId
    ref: int
    text: Text
    version: int
    standing: Standing
    since: datetime
    review_at: datetime
    """When its review begins by itself: 9:00 of the review date in the circle's zone."""
    criteria: tuple[Criterion, ...] = ()
    notes: tuple[Note, ...] = ()
    review_since: datetime | None = None
    why_review: WhyReview | None = None
    review_asked_by: MemberId | None = None
    review_round: RoundId | None = None
    """The round that decides the review, once somebody has proposed what should become of it."""
    replaced_by: AgreementId | None = None
    replaces: AgreementId | None = None

    @property
    def review_day(self) -> date:
        """The review date as it was agreed, a day in the circle's own zone: ``review_at`` is a day earlier in UTC east
        of it."""
        return self.text.review_on or self.review_at.date()
