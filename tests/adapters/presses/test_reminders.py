"""How reminders come is read from its form."""

from datetime import time
from typing import Any, cast

import pytest

from adapters.cards import Action
from adapters.desk import Desk, Press
from adapters.present.verbs import Verb
from adapters.presses.fields import Sent
from adapters.presses.reminders import REMINDER_COMMANDS
from decisions.commitments.digest_times import DigestTimes
from decisions.commitments.wishes import NOTHING_SET, OwnWishes, Wishes
from decisions.people import commands as c
from decisions.refusals import Reason, Refusal
from tests.adapters.presses.test_ballots import CIRCLE, WHO

SET: dict[str, Any] = {
    "at": "07:30",
    "before": ("7", "1"),
    "after": ("2",),
    "days_off": ("5", "6"),
    "quiet_from": "20:00",
    "quiet_until": "06:00",
}
READ: dict[str, Any] = {
    "at": time(7, 30),
    "before": (7, 1),
    "on_the_day": False,
    "after": (2,),
    "days_off": frozenset({5, 6}),
    "quiet_from": time(20),
    "quiet_until": time(6),
}


USUAL: dict[str, Any] = {
    "at": "09:00",
    "before": ("0", "1", "3"),
    "after": ("1", "3", "7"),
    "days_off": ("5", "6"),
    "quiet_from": "20:00",
    "quiet_until": "08:00",
}


async def sent(verb: Verb, values: dict[str, Any], id: str = "", **carried: str) -> Any:
    press = Press(WHO, Action(verb, id), "key", values, carried)
    return await REMINDER_COMMANDS[verb](cast("Desk", None), Sent.of(press, verb))


async def test_somebody_sets_how_they_are_reminded() -> None:
    command = await sent(Verb.OWN_REMINDERS, {**SET, "whose": "own"})
    assert isinstance(command, c.SetOwnReminders)
    assert (command.member, command.wishes) == (WHO.member_id, OwnWishes(**READ))


async def test_as_the_circle_has_it_nothing_is_set() -> None:
    assert (await sent(Verb.OWN_REMINDERS, {**SET, "whose": "circle"})).wishes == NOTHING_SET


async def test_what_was_changed_below_is_kept_though_above_it_still_says_as_the_circle_does() -> None:
    changed = await sent(Verb.OWN_REMINDERS, {**SET, "whose": "circle"}, shown_usual="yes")
    same = await sent(Verb.OWN_REMINDERS, {**USUAL, "whose": "circle"}, shown_usual="yes")
    assert (changed.wishes, same.wishes) == (OwnWishes(**READ), NOTHING_SET)


@pytest.mark.parametrize(("said", "tells"), [("yes", True), ("no", False)])
async def test_a_circle_says_whether_a_coordinator_hears(said: str, tells: bool) -> None:
    command = await sent(Verb.CIRCLE_REMINDERS, {**SET, "tell_coordinator": said}, str(CIRCLE.id))
    assert isinstance(command, c.SetReminders)
    assert (command.circle_id, command.wishes) == (CIRCLE.id, Wishes(**READ, tell_coordinator=tells))


@pytest.mark.parametrize(("said", "on"), [("yes", True), ("no", False)])
async def test_a_circle_says_when_its_digest_leaves(said: str, on: bool) -> None:
    values = {"on": said, "weekday": "4", "at": "16:30"}
    command = await sent(Verb.CIRCLE_DIGEST, values, str(CIRCLE.id))
    assert isinstance(command, c.SetDigest)
    assert (command.circle_id, command.times) == (CIRCLE.id, DigestTimes(4, time(16, 30), on))


@pytest.mark.parametrize("weekday", ["", "Monday", "٣", "12"])
async def test_what_is_no_weekday_is_said_at_its_field(weekday: str) -> None:
    with pytest.raises(Refusal) as refused:
        await sent(Verb.CIRCLE_DIGEST, {"on": "yes", "weekday": weekday, "at": "16:30"}, str(CIRCLE.id))
    assert (refused.value.reason, refused.value.at_field) == (Reason.NOT_A_CHOICE, "weekday")


async def test_nothing_chosen_is_no_reminder() -> None:
    nothing = {**SET, "before": (), "after": (), "days_off": (), "whose": "own"}
    wishes = (await sent(Verb.OWN_REMINDERS, nothing)).wishes
    assert (wishes.before, wishes.after, wishes.days_off) == ((), (), frozenset())


@pytest.mark.parametrize(
    ("field", "value"),
    [("at", "noon"), ("quiet_from", ""), ("before", ("soon",)), ("after", ("1234",)), ("days_off", ("x",))],
)
async def test_what_cannot_be_read_is_said_at_its_field(field: str, value: Any) -> None:
    with pytest.raises(Refusal) as refused:
        await sent(Verb.OWN_REMINDERS, {**SET, "whose": "own", field: value})
    assert (refused.value.reason, refused.value.at_field) == (Reason.NOT_A_CHOICE, field)
