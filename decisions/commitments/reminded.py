"""Who is reminded of a commitment, by what has become of it; and whether it is still so when the message leaves."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from decisions.commitments.commitment import Commitment, Standing
from decisions.commitments.record import CommitmentRecord
from decisions.commitments.reminding import Reminder, Told, Wave, plan, snoozed
from decisions.commitments.wishes import Mornings
from decisions.ids import MemberId

_NOT_DUE_YET: Final = frozenset({Wave.BEFORE, Wave.TODAY})


class Heard(StrEnum):
    """Whether Rondo has reminded somebody of what they are late with, before it tells others."""

    REMINDED = "reminded"
    NOT_REMINDED = "not_reminded"
    WANTS_NONE = "wants_none"
    """They want no reminders by email, and had none."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """One commitment of a reminder, as its reader is told of it. ``days``: as in ``Reminder``, from the reader's own today.
    ``heard``: what a coordinator is told of whoever is accountable."""

    record: CommitmentRecord
    wave: Wave
    days: int
    late: bool = False
    heard: Heard = Heard.REMINDED


def reminders_for(one: Commitment, member: MemberId, told: Told, mornings: Mornings) -> tuple[Reminder, ...]:
    """All of them, as ``plan`` and ``snoozed`` have it: before it is due and on the day for whoever helps, the others too for
    whoever is accountable. None while nobody has said yes to this day, or another one that its doer has named waits for an
    answer; while it is blocked, only what the coordinator hears.

    Who takes on, takes up again or keeps what was overdue by then has as long as if it had been due on that day."""
    if not _stands(one, member) or one.due is None:
        return ()
    found = tuple(_planned(one, one.due, member, mornings))
    snooze = one.snooze(member)
    if snooze is not None:
        found = snoozed(found, one.due, snooze.until, told, mornings)
    return tuple(each for each in found if one.blocked is None or each.wave is Wave.COORDINATOR)


def still_reminds(one: Commitment, member: MemberId, due: date, today: date) -> bool:
    """Whether a reminder of it, put down when it was due on ``due``, still says something."""
    snooze = one.snooze(member)
    put_off = snooze is not None and snooze.until > today
    return _stands(one, member) and one.due == due and one.blocked is None and not put_off


def still_needs_help(one: Commitment, who: MemberId, due: date) -> bool:
    """The same of what a coordinator is told, when ``who`` was to do it."""
    return _stands(one, who) and one.accountable == who and one.due == due


def _planned(one: Commitment, due: date, member: MemberId, mornings: Mornings) -> Iterator[Reminder]:
    since = _since(one, member)
    counted = max(due, mornings.day_of(since))
    for each in plan(counted, since, mornings):
        early = each.wave in _NOT_DUE_YET
        if counted == due and (early or member == one.accountable):
            yield each
        elif not early and member == one.accountable:
            yield replace(each, days=(mornings.day_of(each.at) - due).days)


def _since(one: Commitment, member: MemberId) -> datetime:
    helper = one.helper(member)
    stands = one.stands_since or one.accepted_at or one.since
    return stands if helper is None or helper.since is None else max(stands, helper.since)


def _stands(one: Commitment, member: MemberId) -> bool:
    """Whether this day is a word that they have given."""
    waits = one.suggestion is not None and one.suggestion.by == one.accountable
    return one.standing is Standing.OPEN and member in one.doing and not waits
