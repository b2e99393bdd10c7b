"""Who sets, changes and stops what opens anew by itself, and what is due when."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from decisions.commands import Command
from decisions.events import Event
from decisions.ids import CircleId, NetworkId, RecurrenceId, RoundId
from decisions.recurring import commands as c
from decisions.recurring import events as e
from decisions.recurring.engine import (
    Due,
    RecurrenceCase,
    could_not_open,
    decide,
    evolve,
    terms_at,
    what_is_due,
)
from decisions.recurring.question import Question
from decisions.recurring.recurrence import Going, Recurrence, WhyPaused
from decisions.recurring.rhythm import Every, Rhythm
from decisions.refusals import Reason, Refusal
from decisions.rounds.ballots.ballot import BallotOption, Method
from decisions.rounds.settings import Settings
from decisions.rounds.way import Way
from decisions.templates.pattern import Close, Pattern
from tests.decisions.people import ANA, BO
from tests.support.builders import new_id

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
"""A Wednesday."""
MONDAYS = Rhythm(Every.WEEK)
OPTIONS = (BallotOption("1", "Soup"), BallotOption("2", "Salad"))
PATTERN = Pattern(Method.CHOOSE_ONE, title="Lunch?", options=OPTIONS, closes=Close(2))
ID, NETWORK, CIRCLE = RecurrenceId(new_id()), NetworkId(new_id()), CircleId(new_id())
SEED = UUID(int=7)
UTC_CIRCLE = Settings()


def monday(n: int = 1) -> datetime:
    """The nth Monday from now on, 9:00."""
    return datetime(2026, 3, 9, 9, 0, tzinfo=UTC) + timedelta(weeks=n - 1)


def given(kind: type[c.RecurrenceCommand], by: Any = ANA, **fields: Any) -> Command:
    return kind(network_id=NETWORK, by=by, recurrence_id=ID, **fields)


def setting(**fields: Any) -> Command:
    usual = {"rhythm": MONDAYS, "since": NOW.date(), "pattern": PATTERN, "seed": SEED}
    return given(c.SetRecurrence, circle_id=CIRCLE, **{**usual, **fields})


def decided(command: Command, before: Recurrence | None, **case: Any) -> tuple[Event, ...]:
    whole = {"settings": UTC_CIRCLE, "in_circle": True, **case}
    return decide(RecurrenceCase(before, **whole), command, NOW)


def after(command: Command, before: Recurrence | None = None, **case: Any) -> Recurrence:
    for event in decided(command, before, **case):
        before = evolve(before, event)
    assert before is not None
    return before


def refused(command: Command, before: Recurrence | None = None, **case: Any) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        decided(command, before, **case)
    return refusal.value


def lunch() -> Recurrence:
    return after(setting())


def test_the_first_one_opens_when_the_rhythm_first_has_it() -> None:
    assert (lunch().going, lunch().next_at) == (Going.ON, monday())
    later = after(setting(since=date(2026, 3, 10)))
    assert later.next_at == monday(2)


def test_it_is_set_for_days_that_are_ahead_and_within_a_year() -> None:
    assert refused(setting(since=date(2026, 3, 3))).reason is Reason.DATE_NOT_AHEAD
    assert refused(setting(since=date(2028, 3, 3))).at_field == "since"
    assert refused(setting(rhythm=replace(MONDAYS, weeks=0))).at_field == "weeks"
    assert refused(setting(rhythm=Rhythm(Every.DATE))).at_field == "every"
    assert (
        refused(given(c.ChangeRhythm, rhythm=Rhythm(Every.DATE), since=NOW.date()), lunch()).at_field
        == "every"
    )


def test_what_could_not_open_by_itself_is_not_set() -> None:
    assert refused(setting(pattern=replace(PATTERN, title=""))).reason is Reason.NOTHING_TO_ASK
    assert refused(setting(pattern=replace(PATTERN, options=()))).reason is Reason.NOTHING_TO_ASK
    assert refused(setting(), in_circle=False).reason is Reason.NOT_IN_CIRCLE


def test_a_question_is_asked_anew_too() -> None:
    weekly = after(setting(pattern=Question("How was the week?", closes=Close(3))))
    assert weekly.pattern.way is Way.QUESTION
    assert refused(setting(pattern=Question("  "))).reason is Reason.NOTHING_TO_ASK
    assert refused(setting(pattern=Question("Why?", closes=Close(400)))).at_field == "closes"


# --- what is due ----------------------------------------------------------------------------------------------


def test_nothing_is_due_before_its_time() -> None:
    assert what_is_due(lunch(), UTC_CIRCLE, monday() - timedelta(seconds=1)) is None
    assert what_is_due(lunch(), UTC_CIRCLE, monday()) == Due(monday(), 0, monday(2))


def test_after_a_stop_the_latest_alone_is_due() -> None:
    assert what_is_due(lunch(), UTC_CIRCLE, monday(5) + timedelta(days=2)) == Due(monday(5), 4, monday(6))


def test_what_opens_has_an_id_and_a_seed_that_follow_from_its_time() -> None:
    one, other = (lunch().round_at(monday(n)) for n in (1, 2))
    assert one != other
    assert one == lunch().round_at(monday())
    assert replace(lunch(), seed=UUID(int=8)).seed_at(monday()) != lunch().seed_at(monday())


# --- until when -----------------------------------------------------------------------------------------------


def closes(due: Due, now: datetime, **pattern: Any) -> datetime | None:
    recurrence = replace(lunch(), pattern=replace(PATTERN, **pattern))
    return terms_at(recurrence, due, UTC_CIRCLE, now).closes_at


def test_it_closes_as_its_template_says_where_that_is_before_the_next_one() -> None:
    assert closes(Due(monday(), 0, monday(2)), monday()) == datetime(2026, 3, 11, 20, 0, tzinfo=UTC)


def test_it_closes_when_the_next_one_opens_at_the_latest() -> None:
    assert closes(Due(monday(), 0, monday(2)), monday(), closes=Close(30)) == monday(2)
    daily = Due(monday(), 0, monday() + timedelta(days=1))
    assert closes(daily, monday(), closes=None) == daily.next_at


def test_what_opens_late_keeps_its_own_time_where_little_is_left() -> None:
    late = monday(2) - timedelta(minutes=5)
    assert closes(Due(monday(), 0, monday(2)), late) == datetime(2026, 3, 18, 20, 0, tzinfo=UTC)


def test_on_its_evening_a_close_that_is_over_is_a_day_later() -> None:
    evening = monday() + timedelta(hours=12)
    assert closes(Due(monday(), 0, monday(2)), evening, closes=Close(0, time(20, 0))) == monday() + timedelta(
        days=1, hours=11
    )


# --- pausing, changing, stopping ------------------------------------------------------------------------------


def paused() -> Recurrence:
    return after(given(c.PauseRecurrence), lunch())


def test_who_set_it_or_steers_the_circle_pauses_changes_and_stops_it() -> None:
    changed = given(c.ChangeRhythm, BO, rhythm=replace(MONDAYS, weekday=2), since=NOW.date())
    for command in (given(c.PauseRecurrence, BO), given(c.StopRecurrence, BO), changed):
        assert refused(command, lunch()).reason is Reason.ONLY_MAKER_OR_FACILITATOR
        assert decided(command, lunch(), steers=True)


def test_while_it_is_paused_nothing_is_due() -> None:
    assert (paused().going, paused().next_at, paused().why) == (Going.PAUSED, None, WhyPaused.BY_PERSON)
    assert what_is_due(paused(), UTC_CIRCLE, monday(9)) is None
    assert decided(given(c.PauseRecurrence), paused()) == ()


def test_it_goes_on_with_the_next_one_and_not_with_what_was_missed() -> None:
    resumed = after(given(c.ResumeRecurrence), paused())
    assert (resumed.going, resumed.next_at, resumed.why) == (Going.ON, monday(), None)
    assert decided(given(c.ResumeRecurrence), lunch()) == ()


def test_a_rhythm_that_is_changed_while_it_is_paused_stays_paused() -> None:
    command = given(c.ChangeRhythm, rhythm=replace(MONDAYS, weekday=4), since=NOW.date())
    changed = after(command, paused())
    assert (changed.going, changed.next_at) == (Going.PAUSED, None)
    assert after(given(c.ResumeRecurrence), changed).next_at == datetime(2026, 3, 6, 9, 0, tzinfo=UTC)
    assert after(command, lunch()).next_at == datetime(2026, 3, 6, 9, 0, tzinfo=UTC)


def test_what_is_stopped_stays_stopped() -> None:
    stopped = after(given(c.StopRecurrence), lunch())
    assert (stopped.going, stopped.next_at) == (Going.STOPPED, None)
    for command in (given(c.ResumeRecurrence), given(c.PauseRecurrence), given(c.StopRecurrence)):
        assert refused(command, stopped).reason is Reason.REPEATS_NO_MORE


def test_when_its_setter_leaves_it_waits_for_somebody_else() -> None:
    left = after(given(c.NoteSetterLeft), lunch(), in_circle=False)
    assert (left.going, left.why) == (Going.PAUSED, WhyPaused.SETTER_LEFT)
    assert decided(given(c.NoteSetterLeft, BO), lunch()) == ()
    resumed = after(given(c.ResumeRecurrence, BO), left)
    assert (resumed.by, resumed.going) == (BO, Going.ON)
    assert (
        refused(given(c.ResumeRecurrence, BO), left, in_circle=False, steers=True).reason
        is Reason.NOT_IN_CIRCLE
    )


def test_what_could_not_open_is_paused_and_says_why() -> None:
    state = evolve(lunch(), could_not_open(Refusal(Reason.CIRCLE_TOO_SMALL), NOW))
    assert (state.going, state.why, state.refused) == (
        Going.PAUSED,
        WhyPaused.COULD_NOT_OPEN,
        Reason.CIRCLE_TOO_SMALL,
    )
    assert after(given(c.ResumeRecurrence), state).refused is None


def test_a_circle_that_moves_its_clock_moves_the_next_one() -> None:
    chicago = Settings(zone="America/Chicago")
    reckoned = after(given(c.ReckonAnew), lunch(), settings=chicago)
    assert reckoned.next_at == datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
    assert decided(given(c.ReckonAnew), lunch()) == ()
    assert decided(given(c.ReckonAnew), paused(), settings=chicago) == ()


def test_one_person_with_two_accounts_goes_on() -> None:
    united = after(given(c.UniteSetter, BO, other=ANA), lunch())
    assert united.by == BO
    assert decided(given(c.UniteSetter, ANA, other=BO), lunch()) == ()


def test_what_has_opened_is_the_one_before_the_next() -> None:
    opened = RoundId(new_id())
    event = e.RoundRepeated(round_id=opened, due=monday(), missed=0, next_at=monday(2), at=monday())
    skipped = e.RepeatLeftOut(due=monday(2), next_at=monday(3), at=monday(2))
    one = evolve(lunch(), event)
    other = evolve(one, skipped)
    assert (one.last_round, one.next_at, one.left_out) == (opened, monday(2), None)
    assert (other.last_round, other.next_at, other.left_out) == (opened, monday(3), monday(2))
