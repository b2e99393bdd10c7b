"""Deciding about votes that open anew by themselves: who sets, changes and stops one; and what is due."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from decisions.commands import Command
from decisions.events import Event
from decisions.ids import RoundId
from decisions.recurring import commands as c
from decisions.recurring import events as e
from decisions.recurring.recurrence import Going, Recurrence, WhyPaused
from decisions.recurring.rhythm import FOR_VOTES, Rhythm, next_openings, openings
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.opening import usual_close
from decisions.rounds.ballots.terms import Terms
from decisions.rounds.settings import Settings
from decisions.workdays import local_day

FARTHEST: Final = timedelta(days=366)
"""The first one is not more than a year away."""


@dataclass(frozen=True, slots=True)
class RecurrenceCase:
    """``recurrence`` is None until it is set; ``settings`` are the circle's. ``in_circle`` and ``steers`` are about whoever gives
    the command."""

    recurrence: Recurrence | None
    settings: Settings
    in_circle: bool = False
    steers: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """The latest that is due, how many were missed before it, and when the next one is."""

    at: datetime
    missed: int
    next_at: datetime


def decide(case: RecurrenceCase, command: Command, now: datetime) -> tuple[Event, ...]:
    """The events that the command leads to; () when it is so already. Raises ``Refusal``."""
    rule = _RULES.get(type(command))
    if rule is None:
        raise Refusal(Reason.UNKNOWN_ACTION)
    if not (case.in_circle or case.steers or type(command) in _OF_THE_HOUSE):
        raise Refusal(Reason.NOT_IN_CIRCLE)
    return rule(case, command, now)


def evolve(recurrence: Recurrence | None, event: Event) -> Recurrence:
    if isinstance(event, e.RecurrenceSet):
        return _was_set(event)
    if recurrence is None:
        raise ValueError(f"a recurrence begins with RecurrenceSet, not with {type(event).__name__}")
    match event:
        case e.RhythmChanged():
            return replace(recurrence, rhythm=event.rhythm, since=event.since, next_at=event.next_at)
        case e.RoundRepeated():
            return replace(recurrence, last_round=event.round_id, next_at=event.next_at, left_out=None)
        case e.RepeatLeftOut():
            return replace(recurrence, next_at=event.next_at, left_out=event.due)
        case e.RecurrencePaused():
            paused = replace(recurrence, going=Going.PAUSED, next_at=None)
            return replace(paused, why=event.why, refused=event.refused)
        case e.RecurrenceResumed():
            on = replace(recurrence, going=Going.ON, by=event.by, next_at=event.next_at)
            return replace(on, why=None, refused=None)
        case e.RecurrenceStopped():
            return replace(recurrence, going=Going.STOPPED, next_at=None, why=None, refused=None)
        case e.NextReckoned():
            return replace(recurrence, next_at=event.next_at)
        case e.SetterUnited():
            return replace(recurrence, by=event.member)
        case _:
            raise ValueError(f"{type(event).__name__} is not an event of a recurrence")


def _was_set(event: e.RecurrenceSet) -> Recurrence:
    return Recurrence(
        id=event.recurrence_id,
        network_id=event.network_id,
        circle_id=event.circle_id,
        by=event.by,
        pattern=event.pattern,
        rhythm=event.rhythm,
        since=event.since,
        seed=event.seed,
        next_at=event.next_at,
        last_round=event.after,
    )


# --- what is due ----------------------------------------------------------------------------------------------


def what_is_due(recurrence: Recurrence, settings: Settings, now: datetime) -> Due | None:
    """None when nothing is. After a stop of any length that is the latest alone: those before it are over."""
    due = recurrence.next_at
    if due is None or due > now:
        return None
    missed = 0
    for moment in openings(recurrence.rhythm, recurrence.since, settings, due):
        if moment > now:
            return Due(due, missed, moment)
        due, missed = moment, missed + 1
    raise RuntimeError(f"recurrence {recurrence.id}: its rhythm ends")


def repeated(due: Due, round_id: RoundId, now: datetime) -> e.RoundRepeated:
    return e.RoundRepeated(round_id=round_id, due=due.at, missed=due.missed, next_at=due.next_at, at=now)


def left_out(due: Due, now: datetime) -> e.RepeatLeftOut:
    """The one before is still open: two of a kind would only be taken for each other."""
    return e.RepeatLeftOut(due=due.at, next_at=due.next_at, at=now)


def could_not_open(refusal: Refusal, now: datetime) -> e.RecurrencePaused:
    return e.RecurrencePaused(why=WhyPaused.COULD_NOT_OPEN, refused=refusal.reason, at=now)


def terms_at(recurrence: Recurrence, due: Due, settings: Settings, now: datetime) -> Terms:
    """Those of the vote that opens now. It closes when the next one opens, at the latest, so that this can. Where it opens so
    late that less than half of the time is left, it takes its own, and the next one is left out."""
    terms = recurrence.pattern.terms_of(now, settings.zone)
    closes = terms.closes_at or usual_close(settings, now)
    late = due.next_at - now < (due.next_at - due.at) / 2
    return terms if late or closes <= due.next_at else replace(terms, closes_at=due.next_at)


# --- commands -------------------------------------------------------------------------------------------------


def _set(case: RecurrenceCase, command: c.SetRecurrence, now: datetime) -> tuple[Event, ...]:
    if case.recurrence is not None:
        return ()
    pattern = command.pattern.checked()
    if not pattern.asks:
        raise Refusal(Reason.NOTHING_TO_ASK)
    was_set = e.RecurrenceSet(
        recurrence_id=command.recurrence_id,
        network_id=command.network_id,
        circle_id=command.circle_id,
        by=command.by,
        rhythm=_checked(command.rhythm),
        since=command.since,
        seed=command.seed,
        next_at=_first(command.rhythm, command.since, case.settings, now),
        after=command.after,
        pattern=pattern,
        at=now,
    )
    return (was_set,)


def _change(case: RecurrenceCase, command: c.ChangeRhythm, now: datetime) -> tuple[Event, ...]:
    recurrence = _own(case, command)
    if (command.rhythm, command.since) == (recurrence.rhythm, recurrence.since):
        return ()
    first = _first(_checked(command.rhythm), command.since, case.settings, now)
    changed = e.RhythmChanged(
        by=command.by,
        rhythm=command.rhythm,
        since=command.since,
        next_at=first if recurrence.going is Going.ON else None,
        at=now,
    )
    return (changed,)


def _pause(case: RecurrenceCase, command: c.PauseRecurrence, now: datetime) -> tuple[Event, ...]:
    if _own(case, command).going is Going.PAUSED:
        return ()
    return (e.RecurrencePaused(why=WhyPaused.BY_PERSON, by=command.by, at=now),)


def _resume(case: RecurrenceCase, command: c.ResumeRecurrence, now: datetime) -> tuple[Event, ...]:
    """Who left can no longer do so: then anybody in the circle may, and it opens in their name."""
    recurrence = _going_on(case)
    if recurrence.why is not WhyPaused.SETTER_LEFT:
        _own(case, command)
    if not case.in_circle:
        raise Refusal(Reason.NOT_IN_CIRCLE)
    if recurrence.going is Going.ON:
        return ()
    next_at = _next(recurrence, case.settings, now)
    return (e.RecurrenceResumed(by=command.by, next_at=next_at, at=now),)


def _stop(case: RecurrenceCase, command: c.StopRecurrence, now: datetime) -> tuple[Event, ...]:
    _own(case, command)
    return (e.RecurrenceStopped(by=command.by, at=now),)


def _setter_left(case: RecurrenceCase, command: c.NoteSetterLeft, now: datetime) -> tuple[Event, ...]:
    """It opens in nobody's name, and so not at all, until somebody lends theirs."""
    recurrence = case.recurrence
    if recurrence is None or recurrence.by != command.by or recurrence.going is Going.STOPPED:
        return ()
    if recurrence.why is WhyPaused.SETTER_LEFT:
        return ()
    return (e.RecurrencePaused(why=WhyPaused.SETTER_LEFT, at=now),)


def _reckon(case: RecurrenceCase, command: c.ReckonAnew, now: datetime) -> tuple[Event, ...]:
    recurrence = case.recurrence
    if recurrence is None or recurrence.next_at is None:
        return ()
    next_at = _next(recurrence, case.settings, now)
    return () if next_at == recurrence.next_at else (e.NextReckoned(next_at=next_at, at=now),)


def _unite(case: RecurrenceCase, command: c.UniteSetter, now: datetime) -> tuple[Event, ...]:
    recurrence = case.recurrence
    if recurrence is None or recurrence.by != command.other:
        return ()
    return (e.SetterUnited(member=command.by, other=command.other, at=now),)


def _own(case: RecurrenceCase, command: c.RecurrenceCommand) -> Recurrence:
    recurrence = _going_on(case)
    if not case.steers and recurrence.by != command.by:
        raise Refusal(Reason.ONLY_MAKER_OR_FACILITATOR)
    return recurrence


def _going_on(case: RecurrenceCase) -> Recurrence:
    if case.recurrence is None:
        raise Refusal(Reason.NOT_FOUND)
    if case.recurrence.going is Going.STOPPED:
        raise Refusal(Reason.REPEATS_NO_MORE)
    return case.recurrence


def _first(rhythm: Rhythm, since: date, settings: Settings, now: datetime) -> datetime:
    if since < local_day(now, settings.zone):
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="since")
    if since > local_day(now + FARTHEST, settings.zone):
        raise Refusal(Reason.DATE_TOO_FAR, at_field="since")
    return next_openings(rhythm, since, settings, now, 1)[0]


def _checked(rhythm: Rhythm) -> Rhythm:
    if rhythm.every not in FOR_VOTES:
        raise Refusal(Reason.NOT_A_CHOICE, at_field="every")
    return rhythm.checked()


def _next(recurrence: Recurrence, settings: Settings, now: datetime) -> datetime:
    return next_openings(recurrence.rhythm, recurrence.since, settings, now, 1)[0]


_RULES: Final[dict[type[Command], Callable[[RecurrenceCase, Any, datetime], tuple[Event, ...]]]] = {
    c.SetRecurrence: _set,
    c.ChangeRhythm: _change,
    c.PauseRecurrence: _pause,
    c.ResumeRecurrence: _resume,
    c.StopRecurrence: _stop,
    c.NoteSetterLeft: _setter_left,
    c.ReckonAnew: _reckon,
    c.UniteSetter: _unite,
}
_OF_THE_HOUSE: Final = frozenset({c.NoteSetterLeft, c.ReckonAnew, c.UniteSetter})
