"""From their forms to how reminders come, and when a circle's digest does."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from typing import Any, Final

from adapters.desk import Desk
from adapters.present.forms import YES
from adapters.present.reminder_settings import AS_CIRCLE, ON_THE_DAY, SHOWN_USUAL
from adapters.present.verbs import Verb
from adapters.presses.drafts import ReadAtDesk
from adapters.presses.fields import Sent
from decisions.commitments.digest_times import DigestTimes
from decisions.commitments.wishes import NOTHING_SET, USUAL, OwnWishes, Wishes
from decisions.ids import CircleId
from decisions.people import commands as c
from decisions.refusals import Reason, Refusal


async def _own(desk: Desk, sent: Sent) -> c.SetOwnReminders:
    who = sent.press.who
    as_circle = sent.text("whose") == AS_CIRCLE and not _changed(sent)
    wishes = NOTHING_SET if as_circle else OwnWishes(**_read(sent))
    return c.SetOwnReminders(
        network_id=who.network_id,
        by=who.member_id,
        member=who.member_id,
        wishes=replace(wishes, by_email=sent.yes("by_email", default=True)),
        email=sent.text("email") if "email" in sent.all else None,
    )


def _changed(sent: Sent) -> bool:
    """Whoever sets a time means it, and may not have seen that above it stood "as each circle does"."""
    return sent.text(SHOWN_USUAL) == YES and OwnWishes(**_read(sent)).checked().merged(USUAL) != USUAL


async def _of_circle(desk: Desk, sent: Sent) -> c.SetReminders:
    who = sent.press.who
    wishes = Wishes(**_read(sent), tell_coordinator=sent.yes("tell_coordinator", default=True))
    return c.SetReminders(
        network_id=who.network_id, by=who.member_id, circle_id=CircleId(sent.about), wishes=wishes
    )


async def _digest(desk: Desk, sent: Sent) -> c.SetDigest:
    who = sent.press.who
    weekday = sent.text("weekday")
    if not (weekday.isascii() and weekday.isdigit() and len(weekday) == 1):
        raise Refusal(Reason.NOT_A_CHOICE, at_field="weekday")
    times = DigestTimes(int(weekday), _clock(sent, "at"), sent.yes("on"))
    return c.SetDigest(
        network_id=who.network_id, by=who.member_id, circle_id=CircleId(sent.about), times=times
    )


def _read(sent: Sent) -> dict[str, Any]:
    before = _days(sent, "before")
    return {
        "before": tuple(day for day in before if day != ON_THE_DAY),
        "on_the_day": ON_THE_DAY in before,
        "after": _days(sent, "after"),
        "at": _clock(sent, "at"),
        "quiet_from": _clock(sent, "quiet_from"),
        "quiet_until": _clock(sent, "quiet_until"),
        "days_off": frozenset(_days(sent, "days_off")),
    }


def _days(sent: Sent, name: str) -> tuple[int, ...]:
    many = sent.many(name)
    if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in many):
        raise Refusal(Reason.NOT_A_CHOICE, at_field=name)
    return tuple(int(part) for part in many)


def _clock(sent: Sent, name: str) -> time:
    try:
        return time.fromisoformat(sent.text(name)).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError as wrong:
        raise Refusal(Reason.NOT_A_CHOICE, at_field=name) from wrong


REMINDER_COMMANDS: Final[Mapping[Verb, ReadAtDesk]] = {
    Verb.OWN_REMINDERS: _own,
    Verb.CIRCLE_REMINDERS: _of_circle,
    Verb.CIRCLE_DIGEST: _digest,
}
