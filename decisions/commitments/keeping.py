"""Keeping it, or not: done, left out for once, let go, wanted after all; and when reminders are to be quiet."""

from datetime import datetime, timedelta
from typing import Final

from decisions.commitments import commands as c
from decisions.commitments import events as e
from decisions.commitments.asking import asked_anew
from decisions.commitments.case import CommitmentCase
from decisions.commitments.coming_again import next_due
from decisions.commitments.commitment import Commitment, Promise, Standing
from decisions.commitments.leaving import who_left_meanwhile
from decisions.events import Event
from decisions.refusals import Reason, Refusal
from decisions.rounds.text import checked_words
from decisions.workdays import local_day

LONGEST_SNOOZE: Final = timedelta(days=60)


def change(case: CommitmentCase, command: c.ChangeCommitment, now: datetime) -> tuple[Event, ...]:
    """Once somebody has said yes, nobody else says what to."""
    known = case.not_over()
    if known.standing is Standing.OPEN:
        case.must_be_theirs(command.by)
    else:
        case.must_have_a_say(command.by)
    new = Promise(command.what, known_by=command.known_by).checked()
    if (new.what, new.known_by) == (known.promise.what, known.promise.known_by):
        return ()
    return (e.CommitmentChanged(by=command.by, what=new.what, known_by=new.known_by, at=now),)


def finish(case: CommitmentCase, command: c.Finish, now: datetime) -> tuple[Event, ...]:
    """Said once more, with other words: what came of it. Of what comes again a second click does not do the next time as well."""
    known = case.known()
    words = checked_words(command.words, "words", required=False)
    tells_of_last = command.later and known.last_time is not None
    if known.standing is Standing.DONE or (
        not known.over and (tells_of_last or known.has_been(command.first_due))
    ):
        return _told(case, known, command, words, now)
    known = case.under_way()
    if command.later:
        raise Refusal(Reason.NOT_DONE_YET)
    case.must_do_it(command.by)
    again = next_due(known, case.circle.settings, now)
    done = e.CommitmentDone(
        by=command.by,
        late=known.due is not None and known.due < case.today(now),
        next_due=again,
        words=words,
        at=now,
    )
    return (done,) if again is not None else (*_nothing_to_take_over(known, now), done)


def _told(
    case: CommitmentCase, known: Commitment, command: c.Finish, words: str, now: datetime
) -> tuple[Event, ...]:
    if words in ("", known.outcome) or not (known.over or known.last_time_is_theirs):
        return ()
    case.must_do_it(command.by)
    return (e.OutcomeOfDoingTold(by=command.by, words=words, at=now),)


def skip_once(case: CommitmentCase, command: c.SkipOnce, now: datetime) -> tuple[Event, ...]:
    known = case.under_way()
    case.must_be_theirs(command.by)
    words = checked_words(command.words, "words", required=False)
    if known.has_been(command.first_due):
        return ()
    day = next_due(known, case.circle.settings, now)
    if day is None:
        raise Refusal(Reason.COMES_ONCE)
    return (e.SkippedOnce(by=command.by, next_due=day, words=words, at=now),)


def drop(case: CommitmentCase, command: c.Drop, now: datetime) -> tuple[Event, ...]:
    """Where somebody said no to it, whoever asked need not say why they ask nobody else."""
    known = case.known()
    if known.standing is Standing.DROPPED:
        return ()
    refused = known.standing is Standing.DECLINED and not command.mou_over
    if not refused:
        known = case.not_over()
    case.must_have_a_say(command.by)
    if refused and command.by == known.accountable and command.by != known.asked_by:
        raise Refusal(Reason.ONLY_WHO_DOES_IT_OR_ASKED)
    words = "" if command.mou_over else checked_words(command.words, "words", required=not refused)
    dropped = e.CommitmentDropped(by=command.by, words=words, mou_over=command.mou_over, at=now)
    return (*_nothing_to_take_over(known, now), dropped)


def reopen(case: CommitmentCase, command: c.Reopen, now: datetime) -> tuple[Event, ...]:
    """What was not done after all is still promised. What was let go is not: they take it up themselves, or are asked anew."""
    known = case.known()
    case.must_have_a_say(command.by)
    if not known.over:
        last = known.last_time
        if last is None or not known.follows_last_time or command.first_due != last.first_due:
            return ()
        return (*_nothing_to_take_over(known, now), e.CommitmentReopened(by=command.by, at=now))
    doer = known.accountable
    if known.standing is Standing.DECLINED or doer is None or not case.sits_here(doer):
        raise Refusal(Reason.NOBODY_SAID_YES)
    gone = who_left_meanwhile(case, known, now)
    if known.standing is Standing.DONE or (command.by == doer and known.accepted_at is not None):
        return (*gone, e.CommitmentReopened(by=command.by, at=now))
    if command.by == doer != known.asked_by:
        raise Refusal(Reason.NOBODY_SAID_YES)
    return (*gone, *asked_anew(case, command.by, doer, now))


def snooze(case: CommitmentCase, command: c.SnoozeReminders, now: datetime) -> tuple[Event, ...]:
    known = case.under_way()
    case.must_do_it(command.by)
    today = local_day(now, command.zone or case.circle.settings.zone)
    if command.until <= today:
        raise Refusal(Reason.DATE_NOT_AHEAD, at_field="until")
    if command.until - today > LONGEST_SNOOZE:
        latest = today + LONGEST_SNOOZE
        raise Refusal(Reason.QUIET_TOO_LONG, {"day": latest.isoformat()}, at_field="until")
    there = known.snooze(command.by)
    if there is not None and there.until == command.until:
        return ()
    since = there.since if there is not None and there.until >= today else today
    return (e.RemindersSnoozed(by=command.by, until=command.until, since=since, at=now),)


def _nothing_to_take_over(known: Commitment, now: datetime) -> tuple[Event, ...]:
    return () if known.offer is None else (e.HandOverEnded(id=known.offer.id, at=now),)
