"""How a circle reminds its people of what they said they would do, how one of them wants it, and when it tells those who steer
it how it stands."""

from dataclasses import replace
from datetime import datetime

from decisions.commitments.wishes import OwnWishes
from decisions.people import commands as c
from decisions.people import events as e
from decisions.people.email import checked_email
from decisions.people.people import Circle
from decisions.refusals import Reason, Refusal


def set_reminders(circle: Circle, command: c.SetReminders, now: datetime) -> tuple[e.RemindersSet, ...]:
    """By who steers the circle, as the caller has seen."""
    wishes = command.wishes.checked()
    if wishes == circle.reminders:
        return ()
    return (e.RemindersSet(by=command.by, wishes=wishes, at=now),)


def set_digest(circle: Circle, command: c.SetDigest, now: datetime) -> tuple[e.DigestSet, ...]:
    """By who steers the circle, as the caller has seen."""
    times = command.times.checked()
    if times == circle.digest:
        return ()
    return (e.DigestSet(by=command.by, times=times, at=now),)


def evolve(circle: Circle, event: e.RemindersSet | e.DigestSet) -> Circle:
    if isinstance(event, e.DigestSet):
        return replace(circle, digest=event.times)
    return replace(circle, reminders=event.wishes)


def set_own_reminders(
    present: OwnWishes, address: str, command: c.SetOwnReminders, now: datetime
) -> tuple[e.OwnRemindersSet | e.EmailChanged, ...]:
    """Nobody sets another's. ``address``: at which they read now."""
    if command.member != command.by:
        raise Refusal(Reason.NOT_FOUND)
    wishes = command.wishes.checked()
    events: list[e.OwnRemindersSet | e.EmailChanged] = []
    if command.email is not None and command.email.strip() != address:
        email = checked_email(command.email)
        events.append(e.EmailChanged(member=command.member, email=email, at=now))
    if wishes != present:
        events.append(e.OwnRemindersSet(member=command.member, wishes=wishes, at=now))
    return tuple(events)


def set_reminders_by_email(
    present: OwnWishes, command: c.SetRemindersByEmail, now: datetime
) -> tuple[e.OwnRemindersSet, ...]:
    """Nobody sets another's."""
    if command.member != command.by:
        raise Refusal(Reason.NOT_FOUND)
    if command.on == present.by_email:
        return ()
    wishes = replace(present, by_email=command.on)
    return (e.OwnRemindersSet(member=command.member, wishes=wishes, at=now),)
