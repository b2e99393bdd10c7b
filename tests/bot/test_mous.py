"""People hear of a memorandum by the worker: that they sign, that it is in force, that it has ended."""

import asyncio
from datetime import timedelta
from typing import Any, cast

from bot.delivery.cards import Cards
from decisions.mous.mou import Mou
from tests.bot.town import TurnedClock, a_town
from tests.support.mous import (
    consent_to,
    drafted,
    end_together,
    mou_now,
    proposed,
    settle,
    signed,
    stored,
)


class Turning:
    def __init__(self, clock: TurnedClock) -> None:
        self.clock = clock

    def turn(self, *, days: int) -> None:
        self.clock.at += timedelta(days=days)


async def test_whoever_signs_is_asked_and_all_hear_how_it_goes_on(embedded_url: str) -> None:
    async with a_town(embedded_url, drawing=Cards("https://rondo.example")) as town:
        people, writer = town.people, town.writer

        def agree() -> Mou:
            mou, round = proposed(writer, people, drafted(writer, people))
            consent_to(writer, cast("Any", Turning(town.clock)), people, round)
            return mou_now(writer, mou)

        mou = await asyncio.to_thread(agree)
        await town.pass_time(seconds=10)
        asked = town.server.at(town.account(2))[-1].text
        assert asked.startswith("“A shared waiting list” is agreed. Will you sign for ")
        await asyncio.to_thread(signed, writer, mou)
        await asyncio.to_thread(end_together, writer, lambda: town.clock.at, mou)
        await asyncio.to_thread(settle, writer)
        await town.pass_time(seconds=10)
        assert stored(town.database, mou).end is not None
        told = [message.text for message in town.server.at(town.account(3))]
        assert "“A shared waiting list” has ended." in told
