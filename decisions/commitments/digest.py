"""How a circle's commitments and rounds stand, for those who coordinate: what could be helped with, and never whose fault it is.

What is a few days overdue is between Rondo, who reminds them, and whoever does it: it is counted, and names nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from decisions.commitments.commitment import Commitment, Standing
from decisions.commitments.over_time import Counted, Week
from decisions.commitments.record import NAMED_AFTER, days_over
from decisions.commitments.reminded import Heard
from decisions.ids import CommitmentId, GroupId, MemberId, OrganisationId
from decisions.people.people import Circle, Group, Member, Organisation
from decisions.rounds.record import RoundLine
from decisions.rounds.round import DECIDING, NAMING
from decisions.rounds.tally import quorum_met
from decisions.workdays import local_day

HELP_AFTER: Final = 7
"""Days overdue, from which on somebody may need help: by then they have been reminded of it several times."""
MANY_OVERDUE: Final = 3
"""Or so many at once."""
AHEAD: Final = timedelta(days=14)
CLOSES_SOON: Final = timedelta(days=3)
WAITS_LONG: Final = timedelta(days=1)
ENOUGH_COORDINATORS: Final = 2
STANDS_LONG: Final = timedelta(days=28)
_WEEK: Final = 7


class ComingKind(StrEnum):
    REVIEW = "review"
    """Of an agreement."""
    TERM_ENDS = "term_ends"
    """Of who holds a role."""
    MOU_REVIEW = "mou_review"
    MOU_ENDS = "mou_ends"


@dataclass(frozen=True, slots=True)
class Coming:
    """``about``: the agreement, role or memorandum, which is called ``what``. ``who``: holds the role."""

    kind: ComingKind
    day: date
    what: str
    about: UUID
    who: MemberId | None = None


@dataclass(frozen=True, slots=True)
class MayNeedHelp:
    """``overdue``: theirs, the one that is overdue for longest first."""

    member: MemberId
    overdue: tuple[Commitment, ...]


@dataclass(frozen=True, slots=True)
class DigestRecord:
    """Of one circle, at one moment, for one who steers it. ``counted``: since ``since``. ``commitments``: those that are not
    over, the one that is due first first. ``rounds``: those that go on. ``coming``: within ``AHEAD``, the nearest first.
    ``coordinators``: the network's."""

    reader: Member
    circle: Circle
    at: datetime
    since: datetime
    counted: Counted = field(default_factory=Counted)
    commitments: tuple[Commitment, ...] = ()
    rounds: tuple[RoundLine, ...] = ()
    coming: tuple[Coming, ...] = ()
    weeks: tuple[Week, ...] = ()
    """The newest first: this one, and those before it that are shown; empty while nothing has happened in any of them."""
    coordinators: tuple[MemberId, ...] = ()
    heard: Mapping[CommitmentId, Heard] = field(default_factory=dict)
    """Of what each who ``may_need_help`` is late with first."""
    members: Mapping[MemberId, Member] = field(default_factory=dict)
    groups: Mapping[GroupId, Group] = field(default_factory=dict)
    organisations: Mapping[OrganisationId, Organisation] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """In the circle's zone."""
        return local_day(self.at, self.circle.settings.zone)

    def has_news(self, due: datetime) -> bool:
        """Whether it is worth a message, as the digest that was due then: what has stood as it is for ``STANDS_LONG`` is a reason
        for one only in the first seven days of a month."""
        if local_day(due, self.circle.settings.zone).day <= _WEEK:
            return self.says_anything
        lately = tuple(one for one in self.commitments if not self._stands_long(one))
        return replace(self, commitments=lately).says_anything

    @property
    def says_anything(self) -> bool:
        """That a coordinator is missing is said beside it, and is nothing by itself."""
        return self.counted.any or bool(
            self.just_overdue
            or self.overdue
            or self.blocked
            or self.unanswered
            or self.nobodys
            or self.stuck
            or self.unheard
            or self.coming
        )

    @property
    def coordinators_missing(self) -> int:
        return missing_of(len(self.coordinators))

    # --- commitments ----------------------------------------------------------------------------------------

    @property
    def just_overdue(self) -> int:
        return sum(0 < self._days_over(one) <= NAMED_AFTER for one in self.commitments)

    @property
    def overdue(self) -> tuple[Commitment, ...]:
        """For longest first. What waits for something is ``blocked`` instead."""
        return tuple(one for one in self.commitments if self._days_over(one) > NAMED_AFTER)

    @property
    def blocked(self) -> tuple[Commitment, ...]:
        return tuple(one for one in self.commitments if _is_open(one) and one.blocked is not None)

    @property
    def asked(self) -> tuple[Commitment, ...]:
        """Not anybody's yet."""
        return tuple(one for one in self.commitments if one.standing is Standing.ASKED)

    @property
    def unanswered(self) -> tuple[Commitment, ...]:
        """Asked, and asked once more, without a word."""
        return tuple(
            one
            for one in self.commitments
            if one.standing is Standing.ASKED and one.asked_again and one.suggestion is None
        )

    @property
    def nobodys(self) -> tuple[Commitment, ...]:
        return tuple(one for one in self.commitments if one.standing is Standing.NOBODYS)

    @property
    def may_need_help(self) -> tuple[MayNeedHelp, ...]:
        """Who has something overdue for a week or several things at once: for longest first. Nobody reads it of themselves."""
        theirs: dict[MemberId, list[Commitment]] = {}
        for one in self.overdue:
            if one.accountable is not None and one.accountable != self.reader.id:
                theirs.setdefault(one.accountable, []).append(one)
        return tuple(
            MayNeedHelp(member, tuple(ones))
            for member, ones in theirs.items()
            if len(ones) >= MANY_OVERDUE or self._days_over(ones[0]) >= HELP_AFTER
        )

    def _stands_long(self, one: Commitment) -> bool:
        """Overdue, waiting or without a word for so long. What is nobody's never does: somebody has to be found."""
        match one.standing:
            case Standing.ASKED:
                since: date | None = local_day(one.since, self.circle.settings.zone)
            case Standing.OPEN if one.blocked is not None:
                since = local_day(one.blocked.since, self.circle.settings.zone)
            case Standing.OPEN:
                since = one.due
            case _:
                since = None
        return since is not None and self.today - since > STANDS_LONG

    def _days_over(self, one: Commitment) -> int:
        return days_over(one, self.today)

    # --- rounds ---------------------------------------------------------------------------------------------

    @property
    def stuck(self) -> tuple[RoundLine, ...]:
        """Those that wait for their facilitator for a day or longer, or for somebody who carries them on."""
        return tuple(line for line in self.rounds if self._is_stuck(line))

    @property
    def unheard(self) -> tuple[RoundLine, ...]:
        """Those that close soon, and still lack voices that their rules ask for."""
        return tuple(line for line in self.rounds if self._lacks_voices(line))

    def _is_stuck(self, line: RoundLine) -> bool:
        turn = line.round.facilitator_turn
        return line.round.carry_on_since is not None or (turn is not None and self.at - turn >= WAITS_LONG)

    def _lacks_voices(self, line: RoundLine) -> bool:
        round = line.round
        if round.stage not in DECIDING | NAMING or round.deadline is None:
            return False
        lacks = any(line.voices_short.values()) or not quorum_met(round.tally, round.settings)
        return lacks and round.deadline - self.at <= CLOSES_SOON


def missing_of(coordinators: int) -> int:
    """How many more coordinators a network with so many should have."""
    return max(0, ENOUGH_COORDINATORS - coordinators)


def _is_open(one: Commitment) -> bool:
    return one.standing is Standing.OPEN
