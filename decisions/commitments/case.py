"""What the rules of a commitment look at."""

from dataclasses import dataclass
from datetime import date, datetime

from decisions.commitments.commitment import Commitment, Standing
from decisions.ids import CommitmentId, MemberId
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal
from decisions.workdays import local_day


@dataclass(frozen=True, slots=True)
class CommitmentCase:
    """``commitment`` is None until it is made; ``steers`` says whether ``by`` is the circle's facilitator or the network's
    coordinator, and ``asker_steers`` the same of whoever asked. ``waits``: for what the other commitment of a ``Block`` waits
    itself, all the way."""

    commitment: Commitment | None
    circle: Circle
    steers: bool = False
    asker_steers: bool = False
    waits: frozenset[CommitmentId] = frozenset()

    def known(self) -> Commitment:
        """The commitment. Raises ``Refusal`` where there is none."""
        if self.commitment is None:
            raise Refusal(Reason.NOT_FOUND)
        return self.commitment

    def today(self, now: datetime) -> date:
        return local_day(now, self.circle.settings.zone)

    def sits_here(self, member: MemberId) -> bool:
        return self.circle.seat(member) is not None

    def is_there(self, member: MemberId) -> bool:
        """Whether they can still answer: who asked may steer the circle without sitting in it."""
        return self.sits_here(member) or (self.asker_steers and member == self.known().asked_by)

    # --- who may --------------------------------------------------------------------------------------------

    def under_way(self) -> Commitment:
        """The commitment that somebody has said yes to. Raises ``Refusal`` where it is over, or nobody has."""
        known = self.not_over()
        if known.standing is not Standing.OPEN:
            raise Refusal(Reason.NOBODY_SAID_YES)
        return known

    def not_over(self) -> Commitment:
        known = self.known()
        if known.over:
            raise Refusal(Reason.COMMITMENT_IS_OVER, {"standing": known.standing.value})
        return known

    def must_do_it(self, by: MemberId) -> None:
        """Alone, or with others. Raises ``Refusal``."""
        if by not in self.known().doing:
            raise Refusal(Reason.ONLY_WHO_DOES_IT)

    def must_be_theirs(self, by: MemberId) -> None:
        """The one who is accountable. Raises ``Refusal``."""
        if by != self.known().accountable:
            raise Refusal(Reason.ONLY_WHO_DOES_IT)

    def asks(self, by: MemberId) -> bool:
        """Whoever asked for it, or steers the circle."""
        return self.steers or by == self.known().asked_by

    def must_have_a_say(self, by: MemberId) -> None:
        """Who is accountable, who asked for it, or who steers the circle. Raises ``Refusal``."""
        known = self.known()
        if by != known.accountable and not self.asks(by):
            raise Refusal(Reason.ONLY_WHO_DOES_IT_OR_ASKED)
