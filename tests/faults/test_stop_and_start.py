"""Stopping and starting: what was begun is finished, and what fell due meanwhile happens once, as of its own time."""

import asyncio
import json
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from decisions.rounds.round import Stage
from storage.database import Database
from storage.lanes import LANE
from tests.fakes.slack import FakeSlack
from tests.faults.gathering import A_MONDAY, Gathering, gather, shift_to_monday, user
from tests.faults.hands import Desk, Doing, acknowledged, do_all
from tests.faults.home import at_home, picked_up, told
from tests.faults.running import Nursery
from tests.faults.truth import JOURNAL, check, posted_twice

MEMBERS = 40
A_FORTNIGHT = timedelta(days=14).total_seconds()


async def test_what_is_in_flight_is_answered_and_recorded_before_rondo_stops(embedded_url: str) -> None:
    async with at_home(embedded_url) as home:
        rosa = home.person(1)
        async with picked_up(home, rosa.press(home.gathering.card, "OK to try")) as pressing:
            assert not pressing.done()
    assert pressing.done(), "it is answered before the end"
    assert (await pressing).status == 200
    await told(rosa, "Recorded: OK to try")
    assert len(check(home.gathering).answers) == 1


@pytest.mark.slow
async def test_told_to_stop_in_the_middle_of_a_load_it_loses_nothing(
    embedded_url: str, nursery: Nursery, tmp_path: Path
) -> None:
    shift = shift_to_monday()
    async with FakeSlack(clock=lambda: time.time() + shift) as slack:
        gathering = await asyncio.to_thread(gather, embedded_url, slack, MEMBERS + 10, A_MONDAY)
        app = await nursery.start(tmp_path / "log", settings=gathering.settings, shift=shift)
        slack.connect(app.url)
        await slack.until(lambda: gathering.channel.cards)
        desk = await Desk.open(slack, gathering.card, user(3))
        deeds = [await desk.draft(n, user(n), Doing.OK_TO_TRY) for n in range(5, MEMBERS)]
        load = asyncio.create_task(do_all(slack, deeds))
        await slack.until(lambda: len(acknowledged(deeds)) >= 5)
        await app.stop()
        await load
        answered = set(check(gathering).answers)
        assert {gathering.community.members[deed.member] for deed in acknowledged(deeds)} <= answered
        assert lanes_held(gathering) == [], "another process can send at once"
    assert "Traceback" not in await asyncio.to_thread((tmp_path / "log").read_text)


def lanes_held(gathering: Gathering) -> list[str]:
    database = Database(gathering.url)
    held = select(LANE.c.key).where(LANE.c.owner != "")
    found = database.read_now(lambda connection: list(connection.execute(held).scalars()))
    database.close()
    return found


def closings(gathering: Gathering) -> list[datetime]:
    """When the round ended, by the journal; once for each time that it did."""
    database = Database(gathering.url)
    mine = select(JOURNAL.c.entry).where(JOURNAL.c.stream_id == gathering.round.id)
    entries = [json.loads(e) for e in database.read_now(lambda c: list(c.execute(mine).scalars()))]
    database.close()
    return [datetime.fromisoformat(entry["at"]) for entry in entries if entry["event"] == "RoundEnded"]


@pytest.mark.slow
@pytest.mark.parametrize("processes", [1, 2])
async def test_a_deadline_that_passed_during_a_stop_happens_once_as_of_its_own_time(
    processes: int, request: pytest.FixtureRequest, nursery: Nursery, tmp_path: Path
) -> None:
    url: str = request.getfixturevalue("embedded_url" if processes == 1 else "server_url")
    shift = [shift_to_monday()]
    async with FakeSlack(clock=lambda: time.time() + shift[0]) as slack:
        gathering = await asyncio.to_thread(gather, url, slack, 8, A_MONDAY)
        log, settings = tmp_path / "log", gathering.settings
        app = await nursery.start(log, settings=settings, shift=shift[0])
        slack.connect(app.url)
        await slack.until(lambda: gathering.channel.cards)
        desk = await Desk.open(slack, gathering.card, user(3))
        await do_all(slack, [await desk.draft(n, user(n), Doing.OK_TO_TRY) for n in range(6)])
        late = await desk.draft(7, user(7), Doing.WORRY)
        deadline = check(gathering).round.deadline
        assert deadline is not None
        await app.stop()

        shift[0] += A_FORTNIGHT
        if processes == 1:
            unhurried = await nursery.start(log, settings=settings, shift=shift[0], worker=False)
            await do_all(slack, [late], at=unhurried.url)
            assert "Recorded" not in str(late.told), "no tick has come yet, and it is too late all the same"
            await unhurried.stop()
        apps = [await nursery.start(log, settings=settings, shift=shift[0]) for _ in range(processes)]
        await slack.until(lambda: any("Agreed" in card.words for card in gathering.channel.cards), seconds=20)
        await asyncio.sleep(1.5)
        for each in apps:
            await each.stop()
        truth = check(gathering)
        assert truth.round.stage is Stage.AGREED
        assert len(truth.answers) == 6
        (closed,) = closings(gathering)
        assert closed == deadline
        assert posted_twice(slack) == []
