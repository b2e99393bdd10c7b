"""When people are asked: one message for each member and wave, in their own hours (cards.md, "Message
budget").

All moments are aware UTC; a zone is an IANA name, and one that is not known counts as UTC.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from decisions.events import Event
from decisions.ids import MemberId, RoundId
from decisions.rounds.events import BallotReopened, DeadlineMoved, GuestJoined, PassOpened, Reminded
from decisions.rounds.round import ASKING, DECIDING, Round, Stage

MORNING: Final = time(9)
EVENING: Final = time(20)
LEAD: Final = timedelta(hours=6)
"""A last call leaves at least this long to answer."""
APART: Final = timedelta(hours=12)
"""A last call comes at least this long after the ask, or not at all."""


class WaveKind(StrEnum):
    EXPLORE = "explore"
    NOMINATE = "nominate"
    RECONSIDER = "reconsider"
    """The change round of a selection."""
    ANSWER = "answer"
    LAST_CALL = "last_call"


@dataclass(frozen=True, slots=True)
class Wave:
    """One reason to write to somebody about a round. ``version`` is 0 while exploring, and while nobody is proposed yet."""

    round_id: RoundId
    pass_no: int
    kind: WaveKind
    version: int = 0

    @property
    def key(self) -> str:
        """The same for everyone who is asked in this wave."""
        return f"{self.kind}:{self.round_id}:{self.version}"


@dataclass(frozen=True, slots=True)
class AskPlan:
    """What a change means for those asked in the pass ``pass_no``; the moments follow from each member's
    zone.

    ``opens``: asks are planned anew. ``spared`` is not asked: nobody explores a proposal of their own.
    ``reminds``: the last call comes now, for those not yet heard.
    """

    pass_no: int
    opened: datetime
    deadline: datetime
    opens: bool = False
    at_once: bool = False
    last_calls: bool = False
    reminds: bool = False
    spared: tuple[MemberId, ...] = ()
    only: tuple[MemberId, ...] = ()
    """Nobody else's asks are planned; empty: everyone's."""

    def ask_at(self, zone: str) -> datetime:
        return self.opened if self.at_once else first_ask(self.opened, self.deadline, zone)

    def last_call_at(self, zone: str) -> datetime | None:
        """When those not yet heard are called a last time; None when that would follow too close upon the
        ask."""
        if self.reminds:
            return next_in_hours(self.opened, self.deadline, zone)
        if not self.last_calls:
            return None
        return last_morning(self.ask_at(zone), self.deadline, zone)


def plan_asks(before: Round | None, after: Round, events: Sequence[Event]) -> tuple[AskPlan, ...]:
    """What these events change about who is asked when; only the pass that is open after them matters."""
    if after.stage not in ASKING or after.deadline is None:
        return ()
    plans = [_opening(after, event) for event in events if _opens_present_pass(event, after)]
    if not plans and any(isinstance(event, DeadlineMoved | BallotReopened) for event in events):
        plans.append(_moved(after))
    joined = tuple(event.by for event in events if isinstance(event, GuestJoined))
    if joined:
        now = events[-1].at
        plans.append(AskPlan(after.pass_no, now, after.deadline, opens=True, last_calls=True, only=joined))
    remind = next((event for event in events if isinstance(event, Reminded)), None)
    if remind is not None:
        plans.append(
            AskPlan(after.pass_no, remind.at, after.deadline, last_calls=_calls_twice(after), reminds=True)
        )
    return tuple(plans)


def _opens_present_pass(event: Event, after: Round) -> bool:
    return isinstance(event, PassOpened) and event.pass_no == after.pass_no


def _opening(after: Round, event: Event) -> AskPlan:
    return AskPlan(
        pass_no=after.pass_no,
        opened=event.at,
        deadline=after.deadline or event.at,
        opens=True,
        at_once=asks_again(after),
        last_calls=_calls_twice(after),
        spared=after.authors if after.stage is Stage.EXPLORING else (),
    )


def _moved(after: Round) -> AskPlan:
    return AskPlan(
        pass_no=after.pass_no,
        opened=after.stage_since or after.opened_at or after.deadline or datetime.min.replace(tzinfo=UTC),
        deadline=after.deadline or datetime.min.replace(tzinfo=UTC),
        at_once=asks_again(after),
        last_calls=_calls_twice(after),
    )


def _calls_twice(round: Round) -> bool:
    """Whether those not yet heard are called a last time. In exploring they are not: they are asked again soon. In a change round
    silence changes nothing."""
    return round.stage not in (Stage.EXPLORING, Stage.CHANGING)


def asks_again(round: Round) -> bool:
    """Whether everyone is asked about another version after having been asked about an earlier one."""
    return round.stage in DECIDING and round.versions_asked > 1


def wave_of(round: Round, *, last_call: bool = False) -> Wave | None:
    """What somebody who is asked now is asked for; None while nobody is asked."""
    if round.stage is Stage.EXPLORING:
        return Wave(round.id, round.pass_no, WaveKind.EXPLORE)
    if round.stage is Stage.CHANGING:
        return Wave(round.id, round.pass_no, WaveKind.RECONSIDER)
    if round.stage is Stage.NOMINATING:
        kind = WaveKind.LAST_CALL if last_call else WaveKind.NOMINATE
        return Wave(round.id, round.pass_no, kind)
    if round.stage in ASKING:
        kind = WaveKind.LAST_CALL if last_call else WaveKind.ANSWER
        return Wave(round.id, round.pass_no, kind, round.version)
    return None


def still_to_ask(
    stage: Stage, present_pass: int, deadline: datetime | None, *, pass_no: int, heard: bool, now: datetime
) -> bool:
    """Whether an ask planned for a pass is still of use: it is open, there is time, and the member has not
    been heard."""
    open_now = stage in ASKING and present_pass == pass_no
    return open_now and deadline is not None and now < deadline and not heard


# --- moments ----------------------------------------------------------------------------------------------


def first_ask(opened: datetime, deadline: datetime, zone: str) -> datetime:
    """The member's next morning, or earlier if half the time has gone by then: then in the hours of the day
    before it."""
    morning = next_morning(opened, zone)
    half = half_time(opened, deadline)
    return morning if morning <= half else max(opened, _last_in_hours(half, zone))


def half_time(opened: datetime, deadline: datetime) -> datetime:
    return opened + (deadline - opened) / 2


def next_morning(after: datetime, zone: str) -> datetime:
    """The first 9:00 in the zone after that moment."""
    local = after.astimezone(zone_of(zone))
    today = _at(local, MORNING)
    return today if today > after else _at(local + timedelta(days=1), MORNING)


def last_morning(asked: datetime, deadline: datetime, zone: str) -> datetime | None:
    """The last 9:00 in the zone that leaves time to answer; None when it is too close upon ``asked``."""
    latest = deadline - LEAD
    local = latest.astimezone(zone_of(zone))
    morning = _at(local, MORNING)
    if morning > latest:
        morning = _at(local - timedelta(days=1), MORNING)
    return morning if morning >= asked + APART else None


def next_in_hours(moment: datetime, deadline: datetime, zone: str) -> datetime | None:
    """That moment if it is between 9:00 and 20:00 in the zone, else the next morning; None if the deadline
    comes first."""
    clock = moment.astimezone(zone_of(zone)).time()
    due = moment if MORNING <= clock <= EVENING else next_morning(moment, zone)
    return due if due < deadline else None


def in_hours(moment: datetime, not_before: datetime, zone: str) -> datetime:
    """That moment if it is between 9:00 and 20:00 in the zone; else the evening before, or where that is sooner than
    ``not_before``, the next morning."""
    evening = _last_in_hours(moment, zone)
    return evening if evening >= not_before else next_morning(moment, zone)


def _last_in_hours(moment: datetime, zone: str) -> datetime:
    local = moment.astimezone(zone_of(zone))
    if local.time() < MORNING:
        return _at(local - timedelta(days=1), EVENING)
    return moment if local.time() <= EVENING else _at(local, EVENING)


def _at(local: datetime, clock: time) -> datetime:
    return datetime.combine(local.date(), clock, tzinfo=local.tzinfo).astimezone(UTC)


def zone_of(name: str) -> tzinfo:
    """The zone of that name, or UTC when there is none: a wrong zone must not keep anyone from being
    asked."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC
