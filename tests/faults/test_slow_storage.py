"""A database that is locked or slow: people are told in time and honestly, and what they are told stays true."""

import asyncio
import time

import pytest

from tests.faults.home import Home, another_writes, at_home, busy, told
from tests.faults.truth import check

NOT_RECORDED = "This was not recorded. Nothing was lost on our side: please try again."
STILL_SAVING = "We are still saving this."
IN_TIME = 2.9
"""Seconds. Rondo means to speak after two; Slack gives up after three."""
SLOW = 2.6
"""Seconds: longer than anybody is left to wait."""


def answers(home: Home) -> int:
    return len(check(home.gathering).answers)


@pytest.mark.slow
async def test_while_the_database_is_locked_people_hear_in_time_that_it_is_not_recorded(
    embedded_url: str,
) -> None:
    async with at_home(embedded_url) as home:
        rosa, bo = home.person(1), home.person(2)
        with another_writes(embedded_url) as other:
            began = time.monotonic()
            await rosa.press(home.gathering.card, "OK to try")
            assert NOT_RECORDED in await told(rosa)
            assert 1.9 < time.monotonic() - began < IN_TIME
            await asyncio.sleep(began + 4.2 - time.monotonic())
            pressing = asyncio.create_task(bo.press(home.gathering.card, "OK to try"))
            await asyncio.sleep(1)
            other.rollback()
            await pressing
        assert "Recorded: OK to try" in await told(bo)
        assert answers(home) == 1, "what was told is true: only who was told so is recorded"
        await rosa.again()
        assert "Recorded: OK to try" in await told(rosa, 2)
        assert answers(home) == 2, "what was not recorded is no repeat when it comes again"


@pytest.mark.slow
async def test_what_was_picked_up_is_still_being_saved_and_its_outcome_comes(embedded_url: str) -> None:
    async with at_home(embedded_url) as home:
        rosa, card = home.person(1), home.gathering.card
        working = asyncio.create_task(busy(home, embedded_url, SLOW))
        await asyncio.sleep(0.1)
        began = time.monotonic()
        await rosa.press(card, "OK to try")
        assert STILL_SAVING in await told(rosa)
        assert time.monotonic() - began < IN_TIME
        assert "Recorded: OK to try" in await told(rosa, 2)
        await working
        assert answers(home) == 1


@pytest.mark.slow
async def test_a_form_that_is_still_being_saved_shows_its_outcome_in_its_place(embedded_url: str) -> None:
    async with at_home(embedded_url) as home:
        rosa, card = home.person(1), home.gathering.card
        await rosa.press(card, "OK, with a worry")
        await rosa.until_modal("What is your worry?")
        working = asyncio.create_task(busy(home, embedded_url, SLOW))
        await asyncio.sleep(0.1)
        began = time.monotonic()
        await rosa.submit({"What is your worry?": "The heating."})
        assert time.monotonic() - began < IN_TIME
        assert STILL_SAVING in rosa.modal.words
        await rosa.until_modal("Recorded: OK, with a worry")
        await working
        assert answers(home) == 1


@pytest.mark.slow
async def test_a_question_that_comes_too_late_to_be_asked_is_told_too(embedded_url: str) -> None:
    async with at_home(embedded_url) as home:
        rosa, card = home.person(1), home.gathering.card
        await rosa.press(card, "OK, with a worry")
        await rosa.until_modal("What is your worry?")
        await rosa.submit({"What is your worry?": "The heating."})
        await rosa.close()
        home.slack.trigger_life = 1.0
        working = asyncio.create_task(busy(home, embedded_url, SLOW))
        await asyncio.sleep(0.1)
        await rosa.press(card, "OK to try")
        assert STILL_SAVING in await told(rosa)
        assert "Please press again" in await told(rosa, 2), "whether it replaces the worry is asked in a form"
        await working
        assert [kind for kind, _ in check(home.gathering).answers.values()] == ["concern"]


async def test_opening_a_form_does_not_wait_for_the_writer(embedded_url: str) -> None:
    async with at_home(embedded_url) as home:
        rosa = home.person(1)
        with another_writes(embedded_url):
            began = time.monotonic()
            await rosa.press(home.gathering.card, "OK, with a worry")
            await rosa.until_modal("What is your worry?")
            assert time.monotonic() - began < 1.5
