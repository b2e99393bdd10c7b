"""Two processes on one PostgreSQL: what is answered, asked and sent happens once, whichever of them does it."""

import asyncio
import time
from pathlib import Path

import pytest

from tests.fakes.slack import FakeSlack
from tests.faults.gathering import A_MONDAY, gather, shift_to_monday, user
from tests.faults.hands import Desk, Doing, do_all
from tests.faults.running import Nursery
from tests.faults.truth import check, check_cards, waiting_cards

MEMBERS = 100
QUESTIONS = 3


@pytest.mark.slow
async def test_two_processes_share_a_round(server_url: str, nursery: Nursery, tmp_path: Path) -> None:
    shift = shift_to_monday()
    async with FakeSlack(clock=lambda: time.time() + shift) as slack:
        gathering = await asyncio.to_thread(gather, server_url, slack, MEMBERS + 10, A_MONDAY)
        log = tmp_path / "log"
        apps = [await nursery.start(log, settings=gathering.settings, shift=shift) for _ in range(2)]
        slack.connect(apps[0].url)
        await slack.until(lambda: gathering.channel.cards)
        desk = await Desk.open(slack, gathering.card, user(3))
        deeds = [await desk.draft(n, user(n), Doing.OK_TO_TRY) for n in range(5, MEMBERS)]
        deeds += [await desk.draft(n, user(n), Doing.QUESTION) for n in range(5, 5 + QUESTIONS)]
        # Slack sends each of them to both at the same time.
        await asyncio.gather(*(do_all(slack, deeds, at=app.url) for app in apps))
        # As Slack does: what was not answered in time, on a busy machine, comes once more.
        for app in (*apps, *apps):
            await do_all(slack, [deed for deed in deeds if deed.told is None], at=app.url)
        assert all(deed.told is not None for deed in deeds)
        truth = check(gathering)
        assert (len(truth.answers), len(truth.questions)) == (MEMBERS - 5, QUESTIONS)
        await slack.until(lambda: not waiting_cards(gathering), seconds=25)
        for app in apps:
            await app.stop()
        check_cards(gathering, truth)
    assert "Traceback" not in await asyncio.to_thread(log.read_text)
