"""What a member says when everyone is asked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from decisions.ids import GroupId, MemberId, OrganisationId
from decisions.rounds.ballots.choice import Choice


class Kind(StrEnum):
    CONSENT = "consent"
    CONCERN = "concern"
    """Consent with a worry: never blocks, and is kept for the review."""
    OBJECTION = "objection"
    STAND_ASIDE = "stand_aside"
    CHOICE = "choice"
    """In a ballot: what was chosen is in ``Answer.choice``."""
    SPOKEN = "spoken"
    """In a question round: what they say is in ``Answer.words``."""


WITH_WORDS = frozenset({Kind.CONCERN, Kind.OBJECTION, Kind.SPOKEN})
"""What is said in words, and nothing without them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One member's answer in one pass. ``words`` is the worry or the harm, in a ballot the reason, in a question round all
    that they say; ``fix`` what would make it safe enough.

    ``written_by`` is the facilitator who wrote it down for them; such an answer counts only once ``confirmed``. ``stood_in_by``
    answered for them because they had said so; it counts until they answer themselves.
    """

    kind: Kind
    at: datetime
    words: str = ""
    fix: str = ""
    named: bool = True
    """May the circle see their name beside the words?"""
    written_by: MemberId | None = None
    confirmed: bool = True
    choice: Choice | None = None
    number: int | None = None
    """Where there is room for so many: in which order they said that they are in. Not a part of what they say."""
    stood_in_by: MemberId | None = None

    def says_the_same(self, other: "Answer") -> bool:
        """Whether it says the same thing, whenever it was said."""
        return _said(self) == _said(other)


def _said(answer: Answer) -> tuple[object, ...]:
    said = (answer.kind, answer.choice, answer.words, answer.fix, answer.named)
    return (*said, answer.confirmed, answer.stood_in_by)


@dataclass(frozen=True, slots=True)
class SealedWords:
    """A worry, a problem, or what somebody says in a question round, as it is read when a pass is unsealed: never the answers
    without words."""

    by: MemberId
    group: GroupId
    organisation: OrganisationId
    answer: Answer
    left: bool = False
    """The member has left the circle meanwhile."""
