"""When a commitment is reminded of: before it is due, on the day, and after. The person hears; at the very end a coordinator."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from decisions.commitments.wishes import Mornings

LONGEST_DELAY: Final = timedelta(days=7)
"""By which snoozing puts off that the coordinator hears."""
_DAY: Final = timedelta(days=1)


class Wave(StrEnum):
    """Which of the reminders it is. All but the last are for the person."""

    BEFORE = "before"
    TODAY = "today"
    """The last before it is overdue: on the day, or on the working day before where it is due on a day off."""
    OVERDUE = "overdue"
    LAST_OVERDUE = "last_overdue"
    """It says that the coordinator hears next."""
    COORDINATOR = "coordinator"
    """For whoever coordinates, and not for the person."""


@dataclass(frozen=True, slots=True)
class Reminder:
    wave: Wave
    days: int
    """From the day on which it is due to that of ``at``: negative before, 0 on the day. Not the offset that was wished where a
    day off has moved it, so that what is said is true."""
    at: datetime
    """UTC."""


@dataclass(frozen=True, slots=True)
class Told:
    """When each was last told of a commitment; None: never yet. Kept from one tick to the next, and when it is renegotiated."""

    person: datetime | None = None
    coordinator: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder to be sent now. Its wave and ``days`` are those of today, ``at`` is when it should have come."""

    reminder: Reminder
    late: bool
    """It should have come on an earlier day, by the person's clock."""


@dataclass(frozen=True, slots=True)
class DueNow:
    """What a tick sends about one commitment, and what it keeps."""

    person: Due | None
    coordinator: Due | None
    told: Told
    """To be kept together with what is sent."""
    next_at: datetime | None
    """When to ask again, UTC; later than now. None: nothing is left."""


def plan(due: date, accepted: datetime, mornings: Mornings) -> tuple[Reminder, ...]:
    """All reminders of a commitment, each later than the one before and than ``accepted`` (when they said yes to this day),
    at the person's hour, on no day off. What is wished for a day off comes on the working day before it, and what is overdue on
    the one after. Of several on one morning only the most urgent is left.

    Before it is due, only what comes a day after they said yes, by the clock on the wall; and what is wished more than a day
    before, only where there were twice as many days in all. Offsets from issue 6, section 2."""
    found: dict[date, Reminder] = {}
    for wave, day in _days(due, accepted, mornings):
        moment = mornings.on(day)
        if moment > accepted and (wave is not Wave.BEFORE or _a_day_between(accepted, moment, mornings)):
            found[day] = Reminder(wave, (day - due).days, moment)
    return tuple(found.values())


def next_reminder(reminders: Iterable[Reminder], after: datetime) -> Reminder | None:
    return next((one for one in reminders if one.at > after), None)


def due_now(
    reminders: tuple[Reminder, ...], due: date, told: Told, now: datetime, mornings: Mornings
) -> DueNow:
    """What is to be sent, however long nobody asked: to the person only the newest of what came due since they were told, and
    that only while it is of use, which before a due day that has passed it is not. What the coordinator hears neither takes the
    place of it nor loses its own; a coordinator's own hours come on top (``Mornings.next_open``).

    Nobody is told of it twice in one day of the person's, even when clocks jump back, or their hour is changed. Nothing is sent
    in quiet time or on a day off: it waits, and so does what is late until their hour of the day, with which it is then one."""
    today = mornings.day_of(now)
    mine = _untold((one for one in reminders if one.wave is not Wave.COORDINATOR), told.person, mornings)
    theirs = _untold((one for one in reminders if one.wave is Wave.COORDINATOR), told.coordinator, mornings)
    person = _newest(mine, due, today, now, mornings)
    coordinator = _newest(theirs, due, today, now, mornings)
    ahead = next_reminder(sorted((*mine, *theirs), key=_moment), now)
    next_at = ahead.at if ahead else None
    if person or coordinator:
        opens = mornings.next_open(now)
        if opens > now:
            return DueNow(None, None, told, opens)
    return DueNow(
        person,
        coordinator,
        Told(now if person else told.person, now if coordinator else told.coordinator),
        next_at,
    )


def next_look(
    reminders: Iterable[Reminder], told: Told, now: datetime, mornings: Mornings, *, waiting: bool = False
) -> datetime | None:
    """When to ask ``due_now`` next, once something about the commitment or its person has changed. What came due on an earlier
    day, and they were not told of then, waits for their next morning: it is not of now that they need to hear it. ``waiting``: it
    was to be sent anyway. None: nothing is left."""
    untold = [
        one
        for one in reminders
        if _untold((one,), told.coordinator if one.wave is Wave.COORDINATOR else told.person, mornings)
    ]
    today = mornings.day_of(now)
    if waiting:
        return min((one.at for one in untold), default=None)
    ahead = [one.at for one in untold if mornings.day_of(one.at) >= today]
    if len(ahead) < len(untold):
        days = (mornings.workday_from(today), mornings.workday_from(today + _DAY))
        ahead.append(next(at for day in days if (at := mornings.on(day)) > now))
    return min(ahead, default=None)


def snoozed(
    reminders: tuple[Reminder, ...], due: date, until: date, told: Told, mornings: Mornings
) -> tuple[Reminder, ...]:
    """``plan``'s reminders once the person has put them off until a day: nothing for them before their hour on that day (or on
    the first working day after it), then one, as things stand on that day, then what came later anyway. ``until`` is that of
    their latest snooze: those before it leave nothing behind.

    It puts off the coordinator, too: whoever says "ask me on Monday" is asked before anybody else hears. The coordinator then
    hears on the working day after that reminder, which says so. But nobody can hide for ever: a snooze that ends more than
    ``LONGEST_DELAY`` after the day that was planned for the coordinator, all snoozes together, does not stop them from hearing
    at the end of that time. No reminder comes before that, so whoever offers so long a snooze says it there."""
    day = mornings.workday_from(until)
    morning = mornings.on(day)
    later = [one for one in reminders if one.at > morning and one.wave is not Wave.COORDINATOR]
    on_the_day = Reminder(Wave.TODAY, (day - due).days, morning)
    wave = Wave.TODAY if on_the_day in reminders else _wave_on(day, due)
    planned = next((one for one in reminders if one.wave is Wave.COORDINATOR), None)
    if planned and not (told.coordinator and told.coordinator >= planned.at):
        hears = _coordinators_day(mornings.day_of(planned.at), day, mornings)
        later.append(Reminder(Wave.COORDINATOR, (hears - due).days, mornings.on(hears)))
        if hears == mornings.workday_from(day + _DAY):
            wave = Wave.LAST_OVERDUE
    return tuple(sorted((Reminder(wave, (day - due).days, morning), *later), key=_moment))


def _days(due: date, accepted: datetime, mornings: Mornings) -> Iterator[tuple[Wave, date]]:
    """In order, the more urgent later; two may be the same."""
    wishes = mornings.wishes
    length = (due - mornings.day_of(accepted)).days
    for days in sorted(wishes.before, reverse=True):
        if days == 1 or length >= 2 * days:
            yield Wave.BEFORE, mornings.workday_until(due - days * _DAY)
    if wishes.on_the_day:
        yield Wave.TODAY, mornings.workday_until(due)
    last = max(wishes.after, default=0)
    for days in sorted(wishes.after):
        is_last = wishes.tell_coordinator and days == last
        yield Wave.LAST_OVERDUE if is_last else Wave.OVERDUE, mornings.workday_from(due + days * _DAY)
    if wishes.tell_coordinator and last:
        yield Wave.COORDINATOR, mornings.workday_from(mornings.workday_from(due + last * _DAY) + _DAY)


def _a_day_between(earlier: datetime, later: datetime, mornings: Mornings) -> bool:
    """By the clock on the wall, whatever clocks do meanwhile."""
    zone = ZoneInfo(mornings.zone)
    return later.astimezone(zone).replace(tzinfo=None) - earlier.astimezone(zone).replace(tzinfo=None) >= _DAY


def _untold(reminders: Iterable[Reminder], told: datetime | None, mornings: Mornings) -> tuple[Reminder, ...]:
    """Those of the days after that on which somebody was told."""
    if told is None:
        return tuple(reminders)
    day = mornings.day_of(told)
    return tuple(one for one in reminders if mornings.day_of(one.at) > day)


def _newest(
    untold: tuple[Reminder, ...], due: date, today: date, now: datetime, mornings: Mornings
) -> Due | None:
    """Of those whose time has come, if it is of use yet."""
    passed = [one for one in untold if one.at <= now]
    if not passed or (passed[-1].wave in (Wave.BEFORE, Wave.TODAY) and today > due):
        return None
    newest = passed[-1]
    wave = Wave.TODAY if today == due else newest.wave
    return Due(replace(newest, wave=wave, days=(today - due).days), mornings.day_of(newest.at) < today)


def _wave_on(day: date, due: date) -> Wave:
    if day == due:
        return Wave.TODAY
    return Wave.BEFORE if day < due else Wave.OVERDUE


def _coordinators_day(planned: date, snoozed_until: date, mornings: Mornings) -> date:
    latest = mornings.workday_from(planned + LONGEST_DELAY)
    if snoozed_until > latest:
        return latest
    return max(planned, mornings.workday_from(snoozed_until + _DAY))


def _moment(reminder: Reminder) -> datetime:
    return reminder.at
