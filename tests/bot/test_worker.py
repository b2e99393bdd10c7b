"""The worker: what should be seen is seen, in order, at the platform's pace, and once."""

import asyncio
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import insert, select, update

from adapters.delivery import DeliveryFailed
from adapters.desk import Platform
from bot.delivery.cards import Cards
from bot.worker import LANES_AT_ONCE, Chore, Worker, of_the_writer
from decisions.rounds import commands as c
from decisions.rounds.answers import Kind
from decisions.rounds.notices import NoticeKind
from decisions.rounds.postings import CardKind
from decisions.rounds.round import Stage
from decisions.rounds.settings import Form
from storage.postings import PLACE, POSTING
from storage.tables.delivery import Delivery
from storage.unit import Unit
from tests.bot.town import InPlainText, Town, a_town
from tests.support.builders import done


def busy(seconds: float) -> DeliveryFailed:
    return DeliveryFailed(permanent=False, why="busy", retry_after=seconds)


async def test_a_round_that_opens_has_a_card_in_every_place_of_its_circle(database_url: str) -> None:
    async with a_town(database_url, places=2) as town:
        await town.opens()
        await town.tick()
        assert [message.text for message in town.channel("C0")] == ["round: consenting, 0 heard"]
        assert [message.text for message in town.channel("C1")] == ["round: consenting, 0 heard"]


async def test_the_first_answer_shows_at_once_and_the_last_card_shows_them_all(database_url: str) -> None:
    async with a_town(database_url, members=8) as town:
        round = await town.opens()
        await town.tick()
        await town.tick(seconds=30)
        await town.answer(round, [0])
        await town.tick()
        (card,) = town.channel()
        assert card.text == "round: consenting, 1 heard"
        await town.answer(round, range(1, 7))
        await town.pass_time(seconds=15)
        assert card.text == "round: consenting, 7 heard"


async def test_edits_stretch_from_one_to_ten_seconds_under_load(embedded_url: str) -> None:
    async with a_town(embedded_url, members=120) as town:
        round = await town.opens()
        await town.pass_time(seconds=20)
        began = town.clock.at
        for number in range(110):
            await town.answer(round, [number])
            await town.tick(seconds=0.5)
        await town.pass_time(seconds=12)
        (card,) = town.channel()
        at = [(moment - began).total_seconds() for moment in card.edited_at if moment > began]
        gaps = [later - earlier for earlier, later in pairwise(at)]
        assert at[0] <= 1
        assert gaps[:4] == [1, 2, 4, 8]
        assert gaps[4:]
        assert all(10 <= gap <= 11 for gap in gaps[4:])
        assert card.text == "round: consenting, 110 heard"


async def test_an_ask_reaches_only_those_not_yet_heard(database_url: str) -> None:
    async with a_town(database_url) as town:
        round = await town.opens()
        await town.answer(round, range(2))
        await town.tick(days=1)
        await town.pass_time(seconds=5)
        assert [len(town.server.at(town.account(n))) for n in range(5)] == [0, 0, 1, 1, 1]


async def test_who_answers_while_the_ask_waits_in_its_lane_is_not_asked(database_url: str) -> None:
    async with a_town(database_url) as town:
        round = await town.opens()
        town.server.failing = lambda method, where: busy(600) if method == "direct" else None
        await town.tick(days=1)
        await town.answer(round, range(5))
        town.server.failing = lambda method, where: None
        await town.pass_time(seconds=1200, step=timedelta(seconds=60))
        assert all(not town.server.at(town.account(n)) for n in range(5))


async def test_asks_due_together_are_one_message(database_url: str) -> None:
    async with a_town(database_url) as town:
        await town.opens()
        await town.opens()
        await town.tick(days=1)
        await town.pass_time(seconds=5)
        assert [message.text for message in town.server.at(town.account(4))] == ["ask about 2"]


async def test_an_ask_folds_to_one_line_when_the_round_has_turned(database_url: str) -> None:
    async with a_town(database_url) as town:
        round = await town.opens()
        await town.tick(days=1)
        await town.pass_time(seconds=5)
        await town.answer(round, range(5))
        await town.tick(days=1)
        await town.pass_time(seconds=30)
        assert [message.texts for message in town.server.at(town.account(4))] == [
            ["ask about 1", "it is over"]
        ]


async def test_a_stop_of_any_length_sends_late_asks_only_while_they_are_of_use(database_url: str) -> None:
    async with a_town(database_url) as town:
        round = await town.opens()
        await town.tick()
        await town.tick(days=40)
        await town.pass_time(seconds=60)
        texts = [message.text for message in town.channel()]
        assert texts == ["round: not_heard_enough, 0 heard", "result: not_heard_enough, 0 heard"]
        assert all(not town.server.at(town.account(n)) for n in range(1, 5)), "nobody is asked too late"
        assert round.stage is Stage.CONSENTING


async def test_a_missed_ask_and_last_call_are_one_message(database_url: str) -> None:
    async with a_town(database_url) as town:
        round = await town.opens()
        assert round.deadline is not None
        town.clock.at = round.deadline - timedelta(hours=2)
        await town.pass_time(seconds=10)
        await town.pass_time(minutes=110, step=timedelta(minutes=5))
        assert len(town.server.at(town.account(4))) == 1


@pytest.mark.parametrize("form", list(Form))
async def test_a_silent_member_hears_of_each_wave_once(database_url: str, form: Form) -> None:
    async with a_town(database_url) as town:
        round = await town.opens(form)
        await town.tick()
        if form is Form.SHORT:
            await town.answer(round, range(4))
        assert round.deadline is not None
        left = (round.deadline - town.clock.at).total_seconds() - 60
        await town.pass_time(seconds=left, step=timedelta(hours=1))
        asked = len(town.server.at(town.account(4)))
        assert asked == (2 if form is Form.SHORT else 1)


async def test_a_bump_comes_on_the_last_day_and_folds_when_it_is_over(embedded_url: str) -> None:
    async with a_town(embedded_url) as town:
        round = await town.opens()
        assert round.deadline is not None
        await town.tick()
        await town.answer(round, range(4))
        while town.clock.at < round.deadline + timedelta(hours=1):
            await town.tick(hours=1)
        await town.pass_time(seconds=60)
        root, bump, result = town.channel()
        assert bump.texts == ["bump: consenting, 4 heard", "bump: over"]
        assert bump.broadcast
        assert bump.thread is not None
        assert result.text == "result: agreed, 4 heard"
        assert root.text == "round: agreed, 4 heard"


async def test_a_problem_is_told_to_the_facilitator_and_to_nobody_before_unsealing(database_url: str) -> None:
    async with a_town(database_url) as town:
        round = await town.opens()
        await town.answer(round, range(4))
        await town.answer(round, [4], Kind.OBJECTION, "Nobody can fetch the children.")
        await town.pass_time(seconds=5)
        assert not town.server.at(town.account(0))
        await town.tick(days=1)
        await town.pass_time(seconds=5)
        assert [m.text for m in town.server.at(town.account(0))] == [NoticeKind.PROBLEMS]


async def test_what_was_told_of_a_problem_folds_when_it_is_no_longer_so(database_url: str) -> None:
    async with a_town(database_url) as town:
        round = await town.opens()
        await town.answer(round, range(4))
        await town.answer(round, [4], Kind.OBJECTION, "Nobody can fetch the children.")
        await town.tick(days=1)
        await town.pass_time(seconds=5)
        (told,) = town.server.at(town.account(0))
        facilitator = town.people.members[0]
        await town.does(c.TakeToMeeting(network_id=round.network_id, by=facilitator, round_id=round.id))
        await town.pass_time(seconds=30)
        assert told.texts == ["problems"], "who pressed it reads the confirmation first"
        await town.pass_time(minutes=6, step=timedelta(seconds=30))
        assert told.texts == ["problems", "problems: over"]


async def test_a_bump_folds_the_card_that_asked_again(embedded_url: str) -> None:
    async with a_town(embedded_url, drawing=Cards("https://rondo.example")) as town:
        round = await town.opens()
        assert round.deadline is not None
        await town.answer(round, range(2))
        while town.clock.at < round.deadline - timedelta(hours=12):
            await town.tick(hours=1)
        again = {**town.card_row()._mapping, "kind": CardKind.AGAIN, "about": "v1", "message": None}
        with town.database.writing.begin() as connection:
            connection.execute(insert(POSTING).values(**again | {"wanted": 1, "shown": 0}))
            connection.execute(
                update(POSTING).where(POSTING.c.kind == CardKind.BUMP).values(next_at=round.deadline)
            )
        await town.tick(seconds=30)
        with town.database.writing.begin() as connection:
            connection.execute(
                update(POSTING).where(POSTING.c.kind == CardKind.BUMP).values(next_at=town.clock.at)
            )
        await town.pass_time(seconds=30)
        states = {row.kind: row.state for row in town.rows()}
        assert (states[CardKind.AGAIN], states[CardKind.BUMP]) == (Delivery.CLOSED, Delivery.OPEN)
        _, asked, bump = town.channel()
        assert len(asked.texts) == 2
        assert len(bump.texts) == 1


async def test_a_person_with_no_account_is_told_by_other_means(database_url: str) -> None:
    async with a_town(database_url, silent=4) as town:
        await town.opens()
        await town.tick(days=1)
        await town.pass_time(seconds=5)
        states = {row.member_id: row.state for row in town.outbox(NoticeKind.ASK)}
        assert states[town.people.members[4]] is Delivery.UNREACHABLE
        assert states[town.people.members[3]] is Delivery.OPEN


async def test_a_burst_of_10000_answers_makes_few_edits_and_the_last_shows_them_all(
    embedded_url: str,
) -> None:
    async with a_town(embedded_url, members=10_001) as town:
        round = await town.opens()
        await town.pass_time(seconds=30, step=timedelta(seconds=5))
        began = town.clock.at
        for start in range(0, 10_000, 200):
            await town.answer(round, range(start, start + 200))
            await town.tick(seconds=0.5)
        await town.pass_time(seconds=12)
        (card,) = town.channel()
        at = [(moment - began).total_seconds() for moment in card.edited_at if moment > began]
        assert card.text == "round: consenting, 10000 heard"
        assert at[0] <= 1
        assert len(at) <= 7, "at 0, 1, 3, 7, 15 and 25 seconds, and the last"


async def test_a_running_worker_ticks_by_itself_and_does_its_chores(database_url: str) -> None:
    async with a_town(database_url) as town:
        done: list[datetime] = []
        posted = town.server.reached = asyncio.Event()

        async def note(now: datetime) -> None:
            done.append(now)

        chores = (Chore("a minute's", timedelta(minutes=1), note), Chore("a day's", timedelta(days=1), note))
        senders = {Platform.SLACK: town.server}
        worker = Worker(town.database, town.writer, senders, InPlainText(), town.clock, chores)
        await town.opens()
        await worker.start()
        await asyncio.wait_for(posted.wait(), 20)
        await worker.stop()
        assert done == [town.clock.at] * 2
        assert len(town.channel()) == 1


async def test_a_chore_is_done_again_when_its_time_has_passed(database_url: str) -> None:
    async with a_town(database_url) as town:
        chores = [
            of_the_writer(town.writer, "count", timedelta(minutes=1), lambda unit: ran.append(unit.now))
        ]
        ran: list[datetime] = []
        worker = Worker(town.database, town.writer, {}, InPlainText(), town.clock, chores)
        for _ in range(5):
            await worker.tick_once(town.clock.at)
            town.clock.at += timedelta(seconds=30)
        await worker.stop()
        assert len(ran) == 3


async def test_a_part_that_fails_does_not_keep_the_others_from_being_done(database_url: str) -> None:
    async with a_town(database_url) as town:

        async def breaks(now: datetime) -> None:
            raise RuntimeError("broken")

        chores = (Chore("broken", timedelta(seconds=1), breaks),)
        senders = {Platform.SLACK: town.server}
        worker = Worker(town.database, town.writer, senders, InPlainText(), town.clock, chores)
        await worker.tick_once(town.clock.at)
        await town.opens()
        town.clock.at += timedelta(seconds=5)
        await worker.tick_once(town.clock.at)
        await worker.stop()
        assert len(town.channel()) == 1


async def test_a_worker_leaves_lanes_alone_for_which_it_has_no_sender(database_url: str) -> None:
    async with a_town(database_url) as town:
        without = Worker(town.database, town.writer, {}, InPlainText(), town.clock)
        await town.opens()
        await without.tick_once(town.clock.at)
        await town.tick()
        await without.stop()
        assert len(town.channel()) == 1


async def test_platforms_that_do_not_answer_hold_up_no_other(database_url: str) -> None:
    """More workspaces than are begun in one tick hang; the one that answers shows what it should all the same."""
    async with a_town(database_url, places=1 + 2 * LANES_AT_ONCE) as town:
        await asyncio.to_thread(each_in_a_workspace_of_its_own, town)
        hung = {f"C{number}": asyncio.Event() for number in range(1, 1 + 2 * LANES_AT_ONCE)}
        town.server.hanging = hung
        await town.opens()
        ticks = []
        for _ in range(4):
            town.clock.at += timedelta(seconds=1)
            ticks.append(asyncio.create_task(town.worker.tick_once(town.clock.at)))
            await asyncio.sleep(0.3)
        assert town.channel("C0"), "the first in the alphabet, or the last: it has its turn"
        assert len({where for _, where, _ in town.server.calls}) == 1 + 2 * LANES_AT_ONCE
        for event in hung.values():
            event.set()
        await asyncio.gather(*ticks)


def each_in_a_workspace_of_its_own(town: Town) -> None:
    def move(unit: Unit) -> None:
        for row in unit.connection.execute(select(PLACE.c.id, PLACE.c.conversation)).all():
            own = update(PLACE).where(PLACE.c.id == row.id)
            unit.connection.execute(own.values(tenant=row.conversation.replace("C0", "ZZ")))

    done(town.writer.run(move).result(30))
