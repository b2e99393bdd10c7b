"""A circle of four and what happens in its rounds, for the tests of what is sent about it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from decisions.events import Event
from decisions.ids import CircleId, GroupId, MemberId, NetworkId, OrganisationId, RemarkId, RoundId
from decisions.rounds.evolve import evolve, evolve_all
from decisions.rounds.round import Problem, RosterSeat, Round, Stage
from decisions.rounds.settings import Settings
from decisions.rounds.text import Text

NETWORK: Final = NetworkId(UUID(int=1))
CIRCLE: Final = CircleId(UUID(int=2))
ROUND: Final = RoundId(UUID(int=3))
PARENTS: Final = GroupId(UUID(int=4))
PROVIDERS: Final = GroupId(UUID(int=5))
CLINIC: Final = OrganisationId(UUID(int=6))
ANA: Final = MemberId(UUID(int=11))
"""Proposes."""
BO: Final = MemberId(UUID(int=12))
"""Facilitates."""
CY: Final = MemberId(UUID(int=13))
"""Raises problems."""
DI: Final = MemberId(UUID(int=14))
OPENED: Final = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
TEXT: Final = Text("Evening hours", "Open on Tuesdays until 8 pm.", review_on=date(2026, 6, 2))


def a_round(**changes: Any) -> Round:
    facts: dict[str, Any] = {
        "id": ROUND,
        "network_id": NETWORK,
        "circle_id": CIRCLE,
        "ref": 12,
        "process": "consent@1",
        "stage": Stage.CONSENTING,
        "settings": Settings(),
        "proposer": ANA,
        "facilitator": BO,
        "text": TEXT,
        "opened_at": OPENED,
        "stage_since": OPENED,
    }
    return Round(**(facts | changes))


def seats() -> tuple[RosterSeat, ...]:
    return tuple(RosterSeat(member, PARENTS, CLINIC) for member in (ANA, BO, CY, DI))


def a_problem(number: int = 100, **changes: Any) -> Problem:
    facts: dict[str, Any] = {
        "id": remark(number),
        "raised_by": CY,
        "raiser": CY,
        "group": PARENTS,
        "organisation": CLINIC,
        "version": 1,
        "harm": "Nobody can fetch the children.",
    }
    return Problem(**(facts | changes))


def remark(number: int) -> RemarkId:
    return RemarkId(UUID(int=number))


@dataclass
class Story:
    """Changes of one round, each with the round before and after it."""

    round: Round | None = None
    changes: list[tuple[Round | None, Round, tuple[Event, ...]]] = field(default_factory=list)

    def then(self, *events: Event) -> "Story":
        before = self.round
        self.round = evolve_all(before or evolve(None, events[0]), events if before else events[1:])
        self.changes.append((before, self.round, events))
        return self


def after(days: float, hours: float = 0) -> datetime:
    return OPENED + timedelta(days=days, hours=hours)
