"""How a ballot or a question is held: who is asked, from when until when, what is seen meanwhile, whether people say why."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from decisions.ids import GroupId, MemberId
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import Method

FEWEST_TO_HIDE_AMONG: Final = 3
"""Among two, each knows what the other voted."""
USUALLY_TO_HIDE_AMONG: Final = 5
MOST_TO_HIDE_AMONG: Final = 1_000


class Shown(StrEnum):
    """Who sees what has been chosen, or said, while it is open."""

    ALWAYS = "always"
    AFTER_ANSWERING = "after_answering"
    """Each from their own answer on."""
    AT_CLOSE = "at_close"


class Reasons(StrEnum):
    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"
    FOR_DISAGREEMENT = "for_disagreement"
    """Of those alone who disagree (``disagreement.py``); the others may."""


@dataclass(frozen=True, slots=True)
class Terms:
    closes_at: datetime | None = None
    """None: after as long as the circle consents."""
    shown: Shown = Shown.AT_CLOSE
    reasons: Reasons = Reasons.OPTIONAL
    changeable: bool = True
    """Whether an answer may be changed until the close."""
    members_add: bool = False
    """Whether anyone in the circle may add an option while it is open."""
    shuffled: bool = False
    """Whether each person gets the options in an order of their own (``order.py``)."""
    secret: bool = False
    """Whether who voted is recorded, and what they voted never with it (``decisions/rounds/ballots/secret.py``)."""
    by_group: bool = False
    """Whether the result is told by stakeholder group, too."""
    least_voters: int = USUALLY_TO_HIDE_AMONG
    """Of a secret ballot: with fewer, nothing of it is counted or shown."""
    group: GroupId | None = None
    """Only those who sit in the circle for this stakeholder group are asked."""
    people: tuple[MemberId, ...] = ()
    """Only these people of the circle are asked. Without them and without a ``group``: everyone in the circle."""
    closes_when_all_answered: bool = True
    """Whether it may close before its day once all have answered; when, the circle's ``Closing`` says."""
    opens_at: datetime | None = None
    """None: as soon as its authors open it."""
    stand_ins: bool = False
    """Whether somebody whom a member has named may answer for them."""
    guests: bool = False
    """Whether people from outside the circle may be invited into this one vote. Until its close nobody knows then who will
    have been asked."""

    @property
    def asks_everyone(self) -> bool:
        return self.group is None and not self.people

    def asks(self, member: MemberId, group: GroupId | None) -> bool:
        """Whether a member who sits in the circle for that group is one of those who are to answer."""
        return member in self.people if self.people else self.group in (None, group)

    def consistent(self) -> "Terms":
        """Itself; where it is secret, without all that would tell on somebody: an answer that changes, a reason, an option that
        somebody added for themselves, a count that moves with each vote or is told by group, somebody else who votes
        for them."""
        if not self.secret:
            return self
        held = replace(self, shown=Shown.AT_CLOSE, reasons=Reasons.OFF, changeable=False, members_add=False)
        return replace(held, by_group=False, stand_ins=False)


def check_hides(terms: Terms, asked: int) -> None:
    """Whether a secret ballot of so many people can hide anybody. Refuses one that could not."""
    if not terms.secret:
        return
    if terms.least_voters < FEWEST_TO_HIDE_AMONG:
        facts = {"least": FEWEST_TO_HIDE_AMONG, "most": MOST_TO_HIDE_AMONG}
        raise Refusal(Reason.NOT_A_NUMBER, facts, at_field="least_voters")
    if asked < terms.least_voters:
        facts = {"least": terms.least_voters, "asked": asked}
        raise Refusal(Reason.TOO_FEW_TO_HIDE, facts, at_field="least_voters")


def usual_terms(method: Method) -> Terms:
    """As a ballot is held unless somebody says otherwise: sealed, so that nobody follows the others. But whoever asks who takes
    part wants to see who does, and so do those who are asked."""
    return Terms(shown=Shown.ALWAYS) if method is Method.OPT_IN else Terms()
