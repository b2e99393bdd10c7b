"""A role as it stands: what it is for, who holds it, and who is next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from decisions.ids import CircleId, MemberId, NetworkId, RemarkId, RoleId, RoundId
from decisions.refusals import Reason, Refusal
from decisions.roles.rota import Away, Learner, Rota, Turn
from decisions.rounds.text import checked_words

NAME_LIMIT: Final = 80
MOST_PLACES: Final = 6
LONGEST_TERM: Final = 60
"""Months."""


class RoleKind(StrEnum):
    FACILITATOR = "facilitator"
    """Who holds it facilitates the circle: its rounds are theirs to lead."""
    SCRIBE = "scribe"
    TIMEKEEPER = "timekeeper"
    HOST = "host"
    LIAISON = "liaison"
    OWN = "own"
    """One that the circle has made for itself."""


class Filling(StrEnum):
    """How somebody comes to hold it."""

    ROTATION = "rotation"
    SELECTION = "selection"
    """Chosen by consent (``selection@1``)."""
    APPOINTED = "appointed"
    VOLUNTEER = "volunteer"


@dataclass(frozen=True, slots=True)
class Description:
    name: str
    purpose: str = ""
    responsibilities: str = ""
    domain: str = ""
    """What its holder decides without asking."""

    def checked(self) -> "Description":
        """Itself, trimmed. Refuses one without a name, or with a text that is too long."""
        name = self.name.strip()
        if not name:
            raise Refusal(Reason.EMPTY, at_field="name")
        if len(name) > NAME_LIMIT:
            raise Refusal(Reason.TOO_LONG, {"limit": NAME_LIMIT, "length": len(name)}, at_field="name")
        return Description(
            name,
            checked_words(self.purpose, "purpose", required=False),
            checked_words(self.responsibilities, "responsibilities", required=False),
            checked_words(self.domain, "domain", required=False),
        )


# --- who holds it -----------------------------------------------------------------------------------------------


class How(StrEnum):
    """How somebody came to hold it."""

    TURN = "turn"
    HANDED_ON = "handed_on"
    SELECTED = "selected"
    APPOINTED = "appointed"
    VOLUNTEERED = "volunteered"


class WhyLeft(StrEnum):
    TERM_ENDED = "term_ended"
    STEPPED_DOWN = "stepped_down"
    HANDED_ON = "handed_on"
    REPLACED = "replaced"
    """Whoever steers the circle has named somebody else."""
    LEFT_CIRCLE = "left_circle"
    ROLE_ENDED = "role_ended"


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in a role. ``number`` counts the terms of the role, and names this one in it."""

    number: int
    member: MemberId
    how: How
    since: datetime
    until: datetime | None
    """None: until they step down."""
    turn: int | None = None
    """Which turn of the rotation, where it came of one."""
    end_told: bool = False
    """That its end comes near."""

    def towards_end(self, ahead: timedelta) -> datetime | None:
        """So long before it ends; of a short one, when half of it is over. None where it has no end."""
        if self.until is None:
            return None
        return max(self.since + (self.until - self.since) / 2, self.until - ahead)


# --- what waits for a yes ---------------------------------------------------------------------------------------


class OfferKind(StrEnum):
    HOLD = "hold"
    """Would you hold this role?"""
    HAND_ON = "hand_on"
    """Would you take over from me?"""
    SWAP = "swap"
    """Would you take my coming turn? I take the next one."""


@dataclass(frozen=True, slots=True)
class Offer:
    id: RemarkId
    kind: OfferKind
    by: MemberId
    to: MemberId
    lapses_at: datetime
    turn: int | None = None
    """Which one is handed on or swapped; None: a term that came of no turn."""


@dataclass(frozen=True, slots=True)
class OfferAnswer:
    """So that the same answer given twice is one."""

    id: RemarkId
    by: MemberId
    accept: bool


# --- what is handed over ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """What whoever holds it now asks back."""

    id: RemarkId
    by: MemberId
    words: str
    at: datetime
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """What somebody who leaves gives to whoever comes after."""

    term: int
    by: MemberId
    at: datetime
    in_motion: str = ""
    learned: str = ""
    talk_to: str = ""
    questions: tuple[Question, ...] = ()


# --- the role ---------------------------------------------------------------------------------------------------


class Health(StrEnum):
    """What a glance tells (the colours always stand beside these words)."""

    GOOD = "good"
    ENDS_SOON = "ends_soon"
    VACANT = "vacant"


SOON: Final = timedelta(days=14)
"""Of a short term, its second half: a weekly role is not about to end from its first day."""


@dataclass(frozen=True, slots=True)
class Role:
    id: RoleId
    network_id: NetworkId
    circle_id: CircleId
    kind: RoleKind
    description: Description
    places: int
    """How many hold it at once: co-leads are two."""
    filling: Filling
    months: int | None = None
    """How long a term is, where no rotation says so; None: no end."""
    made_by: MemberId | None = None
    terms: tuple[Term, ...] = ()
    """Of those who hold it now."""
    last_term: int = 0
    """The number of the newest term."""
    rota: Rota | None = None
    away: tuple[Away, ...] = ()
    learners: tuple[Learner, ...] = ()
    offers: tuple[Offer, ...] = ()
    answers: tuple[OfferAnswer, ...] = ()
    """The newest first, no more than are still given twice."""
    handovers: tuple[Handover, ...] = ()
    """The newest first, no more than are still read."""
    ended: bool = False
    selection: RoundId | None = None
    """The newest round in which people are, or were, selected for it."""
    put_off: tuple[int, ...] = ()
    """The numbers of terms whose next selection begins when that round is over."""

    @property
    def holders(self) -> tuple[MemberId, ...]:
        return tuple(term.member for term in self.terms)

    @property
    def vacant(self) -> int:
        return max(0, self.places - len(self.terms))

    def handover(self, term: int) -> Handover | None:
        return next((one for one in self.handovers if one.term == term), None)

    def offer(self, id: RemarkId) -> Offer | None:
        return next((one for one in self.offers if one.id == id), None)

    def term_of(self, member: MemberId) -> Term | None:
        return next((term for term in self.terms if term.member == member), None)

    def is_away(self, member: MemberId, day: date) -> bool:
        return any(away.member == member and away.on(day) for away in self.away)

    def is_learning(self, member: MemberId) -> bool:
        return any(learner.member == member for learner in self.learners)

    def placed(self, turn: Turn) -> tuple[MemberId, ...]:
        """Who holds it in that turn or is asked to: for one of its places each."""
        asked = tuple(one.member for one in turn.asked)
        if self.rota is None or not self.rota.is_under_way(turn):
            return asked
        return tuple(dict.fromkeys((*self.holders, *asked)))

    def unfilled(self, turn: Turn) -> int:
        return max(0, self.places - len(self.placed(turn)))

    def health(self, now: datetime) -> Health:
        """A place without a holder; else a term that ends soon, while nobody has said yes to what follows."""
        if self.vacant:
            return Health.VACANT
        soon = (term.towards_end(SOON) for term in self.terms)
        if self._is_followed() or not any(moment is not None and moment <= now for moment in soon):
            return Health.GOOD
        return Health.ENDS_SOON

    def _is_followed(self) -> bool:
        return self.rota is not None and len(self.rota.coming.accepted) >= self.places
