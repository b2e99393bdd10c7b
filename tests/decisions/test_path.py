"""The path that everyone sees before a round opens (consent.md, "The form of a proposal")."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings

from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.consent.path import path
from decisions.rounds.round import Stage
from decisions.rounds.settings import Form, Settings
from decisions.rounds.text import Text
from tests.decisions.builders import DEFAULTS, MONDAY, TEXT, a_draft, close, give, opened
from tests.decisions.people import ANA, BO, CY
from tests.decisions.test_workdays import at, settings_of_time
from tests.decisions.wandering import moments

CLOCKS_CHANGE = timedelta(hours=1)


def test_the_short_form_asks_once() -> None:
    ahead = path(DEFAULTS, Form.SHORT, MONDAY)
    assert (ahead.asks, ahead.explore_until, ahead.amend_until) == (1, None, None)
    assert (ahead.decided_at, ahead.days) == (at("UTC", 2026, 3, 10, 20), 9)


def test_the_full_form_asks_twice() -> None:
    ahead = path(DEFAULTS, Form.FULL, at("UTC", 2026, 3, 5, 10))
    assert ahead.asks == 2
    assert ahead.explore_until == at("UTC", 2026, 3, 10, 20)
    assert ahead.amend_until == at("UTC", 2026, 3, 17, 20)
    assert (ahead.decided_at, ahead.days) == (at("UTC", 2026, 3, 24, 20), 20)


def test_days_are_counted_as_people_count_them() -> None:
    """A day that has begun is a day; and a day with 23 hours is one too."""
    settings = Settings(zone="America/New_York")
    ahead = path(settings, Form.SHORT, at("America/New_York", 2026, 3, 5, 20))
    assert ahead.decided_at == at("America/New_York", 2026, 3, 10, 20)
    assert ahead.days == 5


@settings(deadline=None)
@given(moments, settings_of_time)
def test_the_path_announced_is_the_path_that_time_takes(now: datetime, settings: Settings) -> None:
    """With nobody in a hurry, no question and no problem."""
    for form in Form:
        world = opened(a_draft(now=now, text=_text(now)), settings=settings, form=form)
        ahead = path(settings, form, now)
        if form is Form.FULL:
            assert world.round.deadline == ahead.explore_until
            world.until_next()
            assert world.round.deadline == ahead.amend_until
            world.until_next()
        for member in (ANA, BO, CY):
            give(world, member, Kind.CONSENT)
        close(world)
        assert (world.round.stage, world.round.ended_at) == (Stage.AGREED, ahead.decided_at)
        rounded_up = timedelta(days=ahead.days) - (ahead.decided_at - now)
        assert -CLOCKS_CHANGE <= rounded_up < timedelta(days=1) + CLOCKS_CHANGE


def _text(now: datetime) -> Text:
    return replace(TEXT, review_on=now.date() + timedelta(days=400))


def test_who_presses_on_gets_there_sooner() -> None:
    world = opened(a_draft())
    announced = path(DEFAULTS, Form.FULL, MONDAY).decided_at
    for member in list(world.electorate):
        world.do(member, c.NothingToAdd)
    world.do(ANA, c.AskEveryone)
    for member in list(world.electorate):
        give(world, member, Kind.CONSENT)
    close(world)
    assert world.now < announced - timedelta(days=14)
