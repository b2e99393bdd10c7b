"""A circle's wishes and the time of its digest are set by whoever steers it, a person's own by nobody else."""

from dataclasses import replace
from datetime import UTC, datetime, time
from uuid import UUID

import pytest

from decisions.commitments.digest_times import DigestTimes
from decisions.commitments.wishes import OwnWishes, Wishes
from decisions.people.commands import ChooseLanguage, SetDigest, SetOwnReminders, SetReminders
from decisions.people.engine import CircleCase, decide, evolve
from decisions.people.events import DigestSet, LanguageChosen, OwnRemindersSet, RemindersSet
from decisions.people.people import Circle, CircleSeat
from decisions.refusals import Reason, Refusal
from decisions.rounds.settings import Settings
from tests.decisions.people import ANA, BO, CIRCLE, NETWORK, SEATS

NOW = datetime(2026, 3, 4, 10, tzinfo=UTC)
SEATED = tuple(CircleSeat(one, SEATS[one].group, SEATS[one].organisation) for one in (ANA, BO))
HERE = Circle(CIRCLE, NETWORK, "Family Hub", BO, Settings(), SEATED)


def of_circle(wishes: Wishes, by: UUID = BO) -> SetReminders:
    return SetReminders(network_id=NETWORK, by=by, circle_id=CIRCLE, wishes=wishes)  # type: ignore[arg-type]


def own(wishes: OwnWishes, by: UUID = ANA) -> SetOwnReminders:
    return SetOwnReminders(network_id=NETWORK, by=by, member=ANA, wishes=wishes)  # type: ignore[arg-type]


def test_whoever_steers_the_circle_sets_how_its_people_are_reminded() -> None:
    wishes = Wishes(before=(1, 5, 5), after=())
    (event,) = decide(CircleCase(HERE), of_circle(wishes), NOW)
    assert event == RemindersSet(by=BO, wishes=Wishes(before=(5, 1), after=()), at=NOW)
    after = evolve(HERE, event)
    assert after is not None
    assert after.reminders == Wishes(before=(5, 1), after=())
    assert decide(CircleCase(after), of_circle(wishes), NOW) == ()


def test_nobody_else_does() -> None:
    with pytest.raises(Refusal) as no:
        decide(CircleCase(HERE), of_circle(Wishes(before=()), by=ANA), NOW)
    assert no.value.reason is Reason.ONLY_FACILITATOR
    assert decide(CircleCase(HERE, is_coordinator=True), of_circle(Wishes(before=()), by=ANA), NOW)


def test_each_sets_their_own_and_nobody_anothers() -> None:
    wishes = OwnWishes(days_off=frozenset({4, 5, 6}))
    assert decide(CircleCase(None), own(wishes), NOW) == (OwnRemindersSet(member=ANA, wishes=wishes, at=NOW),)
    assert decide(CircleCase(None, own_reminders=wishes), own(wishes), NOW) == ()
    with pytest.raises(Refusal) as no:
        decide(CircleCase(None, is_coordinator=True), own(wishes, by=BO), NOW)
    assert no.value.reason is Reason.NOT_FOUND


def test_what_makes_no_sense_is_refused_at_its_field() -> None:
    with pytest.raises(Refusal) as no:
        decide(CircleCase(HERE), of_circle(Wishes(before=(0,))), NOW)
    assert (no.value.reason, no.value.at_field) == (Reason.OUT_OF_RANGE, "before")
    with pytest.raises(Refusal) as none_left:
        decide(CircleCase(None), own(OwnWishes(days_off=frozenset(range(7)))), NOW)
    assert none_left.value.at_field == "days_off"


def digest(times: DigestTimes, by: UUID = BO) -> SetDigest:
    return SetDigest(network_id=NETWORK, by=by, circle_id=CIRCLE, times=times)  # type: ignore[arg-type]


def test_whoever_steers_the_circle_sets_when_its_digest_leaves() -> None:
    times = DigestTimes(4, time(16, 30))
    (event,) = decide(CircleCase(HERE), digest(replace(times, at=time(16, 30, 12))), NOW)
    assert event == DigestSet(by=BO, times=times, at=NOW)
    after = evolve(HERE, event)
    assert after is not None
    assert after.digest == times
    assert decide(CircleCase(after), digest(times), NOW) == ()
    with pytest.raises(Refusal) as no:
        decide(CircleCase(HERE), digest(times, by=ANA), NOW)
    assert no.value.reason is Reason.ONLY_FACILITATOR
    assert decide(CircleCase(HERE, is_coordinator=True), digest(times, by=ANA), NOW)


@pytest.mark.parametrize("weekday", [-1, 7])
def test_a_week_has_seven_days(weekday: int) -> None:
    with pytest.raises(Refusal) as no:
        decide(CircleCase(HERE), digest(DigestTimes(weekday)), NOW)
    assert (no.value.reason, no.value.at_field) == (Reason.OUT_OF_RANGE, "weekday")


def test_each_chooses_their_own_language_and_nobody_anothers() -> None:
    chosen = ChooseLanguage(network_id=NETWORK, by=ANA, member=ANA, locale="es")
    assert decide(CircleCase(None), chosen, NOW) == (LanguageChosen(member=ANA, locale="es", at=NOW),)
    assert decide(CircleCase(None, own_language="es"), chosen, NOW) == ()
    with pytest.raises(Refusal) as no:
        decide(CircleCase(None, is_coordinator=True), replace(chosen, by=BO), NOW)
    assert no.value.reason is Reason.NOT_FOUND
