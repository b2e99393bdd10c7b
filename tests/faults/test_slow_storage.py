"""A database that is locked or slow: people are told in time and honestly, and what they are told stays true.

No test holds anybody to a clock: the lock or the slow transaction lasts until the person has been told, so that what is told does
not wait for it. How long that takes is then Rondo's patience, and that is less than Slack's.
"""

import asyncio
import logging

import pytest

from bot.desk import PATIENCE
from tests.faults.home import Home, another_writes, at_home, picked_up, pressed_waits, told
from tests.faults.truth import check

NOT_RECORDED = "This was not recorded. Nothing was lost on our side: please try again."
STILL_SAVING = "We are still saving this."
SLACK_GIVES_UP = 3.0
"""Seconds after a press."""
FOR_EVER = 600.0
"""Seconds that a form may be opened after a press, where that is not what is shown."""


def test_people_are_told_before_slack_gives_up() -> None:
    assert PATIENCE <= SLACK_GIVES_UP - 1, "a second is left for the way there and back"


def answers(home: Home) -> int:
    return len(check(home.gathering).answers)


@pytest.mark.slow
async def test_while_the_database_is_locked_people_hear_that_it_is_not_recorded(
    embedded_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_home(embedded_url) as home:
        rosa, bo = home.person(1), home.person(2)
        with another_writes(embedded_url) as other, caplog.at_level(logging.WARNING):
            await rosa.press(home.gathering.card, "OK to try")
            await told(rosa, NOT_RECORDED)
            await home.slack.until(lambda: "does not let us write" in caplog.text, seconds=FOR_EVER)
            pressing = asyncio.create_task(bo.press(home.gathering.card, "OK to try"))
            await pressed_waits(home)
            other.rollback()
            await pressing
        await told(bo, "Recorded: OK to try")
        assert answers(home) == 1, "what was told is true: only who was told so is recorded"
        await rosa.again()
        await told(rosa, "Recorded: OK to try")
        assert answers(home) == 2, "what was not recorded is no repeat when it comes again"


@pytest.mark.slow
async def test_what_was_picked_up_is_still_being_saved_and_its_outcome_comes(embedded_url: str) -> None:
    async with at_home(embedded_url) as home:
        rosa, card = home.person(1), home.gathering.card
        async with picked_up(home, rosa.press(card, "OK to try")):
            await told(rosa, STILL_SAVING)
        await told(rosa, "Recorded: OK to try")
        assert answers(home) == 1


@pytest.mark.slow
async def test_a_form_that_is_still_being_saved_shows_its_outcome_in_its_place(embedded_url: str) -> None:
    async with at_home(embedded_url) as home:
        rosa, card = home.person(1), home.gathering.card
        await rosa.press(card, "OK, with a worry")
        await rosa.until_modal("What is your worry?")
        async with picked_up(home, rosa.submit({"What is your worry?": "The heating."})) as sending:
            await sending
            await rosa.until_modal(STILL_SAVING)
        await rosa.until_modal("Recorded: OK, with a worry")
        assert answers(home) == 1


@pytest.mark.slow
async def test_a_question_that_comes_too_late_to_be_asked_is_told_too(embedded_url: str) -> None:
    """Whether an answer replaces the one before is asked in a form."""
    async with at_home(embedded_url) as home:
        rosa, card = home.person(1), home.gathering.card
        await rosa.press(card, "OK, with a worry")
        await rosa.until_modal("What is your worry?")
        await rosa.submit({"What is your worry?": "The heating."})
        await rosa.close()
        async with picked_up(home, rosa.press(card, "OK to try")):
            await told(rosa, STILL_SAVING)
            home.slack.trigger_life = 0
        await told(rosa, "Please press again")
        assert [kind for kind, _ in check(home.gathering).answers.values()] == ["concern"]


async def test_opening_a_form_does_not_wait_for_the_writer(embedded_url: str) -> None:
    async with at_home(embedded_url) as home:
        rosa = home.person(1)
        with another_writes(embedded_url):
            await rosa.press(home.gathering.card, "OK, with a worry")
            await rosa.until_modal("What is your worry?")
