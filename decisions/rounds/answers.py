"""What a member says when everyone is asked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

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
    NOMINATED = "nominated"
    """In a selection: somebody for the role, ``Answer.nominee``, and in ``Answer.words`` why."""


WITH_WORDS = frozenset({Kind.CONCERN, Kind.OBJECTION, Kind.SPOKEN, Kind.NOMINATED})
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

    @property
    def nominee(self) -> MemberId | None:
        """Who is nominated: of such an answer, the one option of its choice."""
        if self.kind is not Kind.NOMINATED or self.choice is None:
            return None
        return nominee_of(self.choice)

    def says_the_same(self, other: "Answer") -> bool:
        """Whether it says the same thing, whenever it was said."""
        return _said(self) == _said(other)


def nomination_of(member: MemberId) -> Choice:
    """How a nomination is kept as a choice: the member's id as its one option."""
    return Choice.of({member.hex: 1})


def nominee_of(choice: Choice) -> MemberId:
    """Raises ``ValueError`` for a choice that is no nomination."""
    ((key, _),) = choice.marks
    return MemberId(UUID(hex=key))


def _said(answer: Answer) -> tuple[object, ...]:
    said = (answer.kind, answer.choice, answer.words, answer.fix, answer.named)
    return (*said, answer.confirmed, answer.stood_in_by)


@dataclass(frozen=True, slots=True)
class SealedWords:
    """A worry, a problem, what somebody says in a question round, or whom they nominate, as it is read when a pass is unsealed:
    never the answers without words."""

    by: MemberId
    group: GroupId
    organisation: OrganisationId
    answer: Answer
    left: bool = False
    """The member has left the circle meanwhile."""
