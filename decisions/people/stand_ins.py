"""A member of a circle names another one who answers for them there for a time (docs/decisions/0043)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from decisions.events import Event
from decisions.ids import MemberId
from decisions.people import commands as c
from decisions.people import events as e
from decisions.people.people import Circle, StandIn
from decisions.refusals import Reason, Refusal
from decisions.workdays import at_local, local_day

LONGEST: Final = timedelta(days=366)
"""From today to the last day on which somebody stands in."""


def name_stand_in(circle: Circle, command: c.NameStandIn, now: datetime) -> tuple[Event, ...]:
    """Both sit in the circle. Whom they had named before is so no longer."""
    if circle.seat(command.by) is None:
        raise Refusal(Reason.NOT_IN_CIRCLE)
    if command.stand_in == command.by:
        raise Refusal(Reason.SOMEBODY_ELSE, at_field="stand_in")
    if circle.seat(command.stand_in) is None:
        raise Refusal(Reason.NOT_IN_CIRCLE, at_field="stand_in")
    today = local_day(now, circle.settings.zone)
    if command.last < max(today, command.first):
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="last")
    if command.last > today + LONGEST:
        raise Refusal(Reason.DATE_TOO_FAR, at_field="last")
    named = StandIn(
        command.by,
        command.stand_in,
        at_local(command.first, time.min, circle.settings.zone),
        at_local(command.last + timedelta(days=1), time.min, circle.settings.zone),
    )
    if named in circle.stand_ins:
        return ()
    return (
        e.StandInNamed(by=command.by, stand_in=named.stand_in, since=named.since, until=named.until, at=now),
    )


def end_stand_in(circle: Circle, command: c.EndStandIn, now: datetime) -> tuple[Event, ...]:
    """By the word of either."""
    found = next((one for one in circle.stand_ins if one.member == command.member), None)
    if found is None:
        return ()
    if command.by not in (found.member, found.stand_in):
        raise Refusal(Reason.NOT_FOUND)
    return (e.StandInEnded(by=command.by, member=found.member, stand_in=found.stand_in, at=now),)


def last_day(one: StandIn, zone: str) -> date:
    """The last day on which they stand in, in the circle's zone."""
    return local_day(one.until - timedelta(seconds=1), zone)


def named(circle: Circle, event: e.StandInNamed) -> Circle:
    others = tuple(one for one in circle.stand_ins if one.member != event.by)
    one = StandIn(event.by, event.stand_in, event.since, event.until)
    return replace(circle, stand_ins=(*others, one))


def ended(circle: Circle, event: e.StandInEnded) -> Circle:
    return _kept(circle, lambda one: one.member != event.member)


def without(circle: Circle, member: MemberId) -> Circle:
    """They have left: nobody answers for them, and they for nobody."""
    return _kept(circle, lambda one: member not in (one.member, one.stand_in))


def with_one_person(circle: Circle, member: MemberId, other: MemberId) -> Circle:
    """``other`` is ``member`` from now on. Nobody stands in for themselves; of two whom one person has named, their own stays."""

    def whose(id: MemberId) -> MemberId:
        return member if id == other else id

    found: dict[MemberId, StandIn] = {}
    for one in sorted(circle.stand_ins, key=lambda one: one.member == other):
        united = replace(one, member=whose(one.member), stand_in=whose(one.stand_in))
        if united.member != united.stand_in:
            found.setdefault(united.member, united)
    return replace(circle, stand_ins=tuple(found.values()))


def _kept(circle: Circle, keeps: Callable[[StandIn], bool]) -> Circle:
    return replace(circle, stand_ins=tuple(one for one in circle.stand_ins if keeps(one)))
