"""What goes wrong on the way out: nothing is lost, nothing is sent twice, and what cannot arrive is told to somebody."""

import asyncio
from datetime import timedelta
from itertools import pairwise

from adapters.delivery import DeliveryFailed
from decisions.rounds.notices import NoticeKind
from storage.deliveries import failed_for
from storage.tables.delivery import Delivery
from tests.bot.town import SLACK, Server, Town, a_town
from tests.storage.conftest import with_schema


def passing(why: str = "unreachable", *, maybe_sent: bool = False) -> DeliveryFailed:
    return DeliveryFailed(permanent=False, why=why, maybe_sent=maybe_sent)


def permanent(why: str) -> DeliveryFailed:
    return DeliveryFailed(permanent=True, why=why)


def once(town: Town, failure: DeliveryFailed) -> None:
    """The next call fails so, and no other."""
    waiting = [failure]
    town.server.failing = lambda method, where: waiting.pop() if waiting else None


def always(town: Town, where: str, failure: DeliveryFailed) -> None:
    town.server.failing = lambda method, at: failure if at == where else None


async def test_a_passing_failure_is_tried_again_after_a_while(database_url: str) -> None:
    async with a_town(database_url) as town:
        await town.opens()
        once(town, passing())
        await town.tick()
        assert not town.channel()
        await town.pass_time(seconds=5)
        assert len(town.channel()) == 1


async def test_retry_after_holds_up_the_whole_lane_and_counts_no_try(database_url: str) -> None:
    async with a_town(database_url, places=2) as town:
        await town.opens()
        town.server.failing = lambda method, where: DeliveryFailed(
            permanent=False, why="busy", retry_after=30
        )
        await town.tick()
        tried = len(town.server.calls)
        await town.pass_time(seconds=29)
        assert len(town.server.calls) == tried
        town.server.failing = lambda method, where: None
        await town.pass_time(seconds=3)
        assert (len(town.channel("C0")), len(town.channel("C1"))) == (1, 1)
        assert all(row.attempts == 0 for row in town.rows())


async def test_what_may_have_arrived_is_edited_and_not_posted_again(database_url: str) -> None:
    async with a_town(database_url) as town:
        await town.opens()
        town.server.arrives_all_the_same = True
        once(town, passing(maybe_sent=True))
        await town.tick()
        assert len(town.channel()) == 1
        await town.pass_time(seconds=10)
        assert len(town.channel()) == 1
        assert len(town.channel()[0].texts) == 2


async def test_a_crash_between_sending_and_marking_makes_the_next_worker_edit(database_url: str) -> None:
    async with a_town(database_url) as town:
        await town.opens()
        town.server.waits = 3600
        await town.worker._look(town.clock.at)
        await asyncio.wait_for(town.server.reached.wait(), 20)
        assert [method for method, _, _ in town.server.calls] == ["post"], "it was on its way"
        for task in town.worker._at_work.values():
            task.cancel()
        row = town.card_row()
        assert row.maybe_sent
        town.server.waits = 0
        town.server.arrived("C0", ":".join(key_of(row)), "round: consenting, 0 heard")
        town.clock.at += timedelta(minutes=5)
        other = town.another_worker()
        await other.tick_once(town.clock.at)
        await other.stop()
        assert len(town.channel()) == 1
        assert len(town.channel()[0].texts) == 2


def key_of(row: object) -> list[str]:
    names = ("network_id", "round_id", "kind", "about", "place_id")
    return [str(getattr(row, name)) for name in names]


async def test_a_lane_whose_worker_died_is_taken_over_when_its_lease_ends(database_url: str) -> None:
    async with a_town(database_url) as town:
        await town.opens()
        town.server.waits = 3600
        await town.worker._look(town.clock.at)
        await asyncio.wait_for(town.server.reached.wait(), 20)
        for task in town.worker._at_work.values():
            task.cancel()
        town.server.waits = 0
        other = town.another_worker()
        town.clock.at += timedelta(seconds=50)
        await other.tick_once(town.clock.at)
        assert not town.channel(), "the lease has not ended yet"
        town.clock.at += timedelta(seconds=11)
        await other.tick_once(town.clock.at)
        assert len(town.channel()) == 1
        await other.stop()


async def test_on_sqlite_a_process_that_starts_goes_on_at_once_with_what_one_that_was_killed_had_leased(
    sqlite_url: str,
) -> None:
    with_schema(sqlite_url)
    async with a_town(sqlite_url) as town:
        await town.opens()
        town.server.waits = 3600
        await town.worker._look(town.clock.at)
        await asyncio.wait_for(town.server.reached.wait(), 20)
        for task in town.worker._at_work.values():
            task.cancel()
        town.server.waits = 0
        other = town.another_worker()
        await other.start()
        async with asyncio.timeout(20):
            while not town.channel():  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        await other.stop()


async def test_a_place_that_fails_does_not_hold_up_the_others(database_url: str) -> None:
    async with a_town(database_url, places=3) as town:
        always(town, "C1", passing())
        await town.opens()
        await town.pass_time(seconds=3)
        assert [len(town.channel(f"C{n}")) for n in range(3)] == [1, 0, 1]


async def test_a_platform_that_hangs_does_not_hold_up_the_other_places(database_url: str) -> None:
    async with a_town(database_url, places=3) as town:
        hanging = town.server.hanging["C1"] = asyncio.Event()
        await town.opens()
        await town.worker._look(town.clock.at)
        async with asyncio.timeout(20):
            while [len(town.channel(f"C{n}")) for n in range(3)] != [1, 0, 1]:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        hanging.set()
        await asyncio.gather(*town.worker._at_work.values())
        assert len(town.channel("C1")) == 1


async def test_a_permanent_failure_stops_and_is_told_to_the_facilitator_once(database_url: str) -> None:
    async with a_town(database_url) as town:
        always(town, "C0", permanent("not_invited"))
        round = await town.opens()
        await town.pass_time(minutes=30, step=timedelta(seconds=30))
        assert [call for call in town.server.calls if call[1] == "C0"] == town.server.calls[:1]
        assert [m.text for m in town.server.at(town.account(0))] == [NoticeKind.NOT_DELIVERED]
        (failed,) = town.database.read_now(lambda c: failed_for(c, round.network_id, round.id))
        assert (failed.why, failed.place) == ("not_invited", "channel 0")


async def test_a_person_whose_account_is_dead_is_told_to_the_facilitator(database_url: str) -> None:
    async with a_town(database_url) as town:
        always(town, town.account(3), permanent("account_inactive"))
        round = await town.opens()
        await town.tick(days=1)
        await town.pass_time(seconds=10)
        (failed,) = town.database.read_now(lambda c: failed_for(c, round.network_id, round.id))
        assert (failed.why, failed.member) == ("account_inactive", town.people.members[3])
        assert NoticeKind.NOT_DELIVERED in [m.text for m in town.server.at(town.account(0))]


async def test_what_has_failed_is_tried_again_when_the_stage_turns(database_url: str) -> None:
    async with a_town(database_url) as town:
        always(town, "C0", permanent("not_invited"))
        round = await town.opens()
        await town.tick()
        town.server.failing = lambda method, where: None
        await town.pass_time(seconds=60, step=timedelta(seconds=10))
        assert not town.channel()
        await town.answer(round, range(5))
        await town.tick(days=1)
        await town.pass_time(seconds=10)
        assert town.channel()[0].text == "round: agreed, 5 heard"


async def test_passing_failures_back_off_and_end_in_the_facilitators_hands(embedded_url: str) -> None:
    async with a_town(embedded_url) as town:
        always(town, "C0", passing())
        await town.opens()
        began = town.clock.at
        await town.pass_time(hours=1, step=timedelta(seconds=15))
        tries = [(at - began).total_seconds() for _, where, at in town.server.calls if where == "C0"]
        gaps = [later - earlier for earlier, later in pairwise(tries)]
        assert len(tries) == 12
        assert gaps == sorted(gaps)
        assert max(gaps) <= 615
        row = town.card_row()
        assert (row.state, row.why) == (Delivery.FAILED, "unreachable")
        assert [m.text for m in town.server.at(town.account(0))] == [NoticeKind.NOT_DELIVERED]


async def test_a_card_that_somebody_took_down_is_posted_anew_at_the_next_turn(database_url: str) -> None:
    async with a_town(database_url) as town:
        round = await town.opens()
        await town.tick()
        town.server.failing = lambda method, where: permanent("message_gone") if method == "edit" else None
        town.server.messages.clear()
        await town.answer(round, [0])
        await town.pass_time(seconds=10)
        assert not town.channel()
        await town.answer(round, range(1, 5))
        await town.tick(days=1)
        await town.pass_time(seconds=10)
        assert town.channel()[0].text == "round: agreed, 5 heard"


async def test_two_workers_never_send_a_thing_twice(database_url: str) -> None:
    async with a_town(database_url, members=8, places=4) as town:
        other = town.another_worker()
        town.server.waits = 0.01
        round = await town.opens()
        await town.opens()
        for second in range(40):
            town.clock.at += timedelta(seconds=1) if second != 20 else timedelta(days=1)
            if second == 30:
                await town.answer(round, range(3))
            await asyncio.gather(town.worker.tick_once(town.clock.at), other.tick_once(town.clock.at))
        await other.stop()
        keys = [message.key for message in town.server.messages.values()]
        assert len(keys) == len(set(keys))
        assert [len(town.server.at(town.account(n))) for n in range(8)] == [1] * 8
        assert sum(len(town.channel(f"C{n}")) for n in range(4)) == 8


async def test_edits_of_many_cards_stay_within_the_workspaces_rate(embedded_url: str) -> None:
    rate = SLACK.edit.count
    async with a_town(embedded_url, members=40, places=20) as town:
        rounds = [await town.opens() for _ in range(6)]
        await town.pass_time(seconds=30)
        for number in range(40):
            for round in rounds:
                await town.answer(round, [number])
            await town.tick(seconds=5)
        edits = [at for method, _, at in town.server.calls if method == "edit"]
        assert len(edits) > 2 * rate
        for start in edits:
            assert sum(start <= at < start + timedelta(seconds=60) for at in edits) <= rate


async def test_stopping_lets_what_is_on_its_way_arrive_and_begins_nothing_more(database_url: str) -> None:
    async with a_town(database_url) as town:
        other = town.another_worker(town.server)
        await town.opens()
        town.server.waits = 0.3
        await other._look(town.clock.at)
        await asyncio.wait_for(town.server.reached.wait(), 20)
        await other.stop()
        assert len(town.channel()) == 1
        row = town.card_row()
        assert (row.shown, row.maybe_sent) == (row.wanted, False)
        await town.worker.tick_once(town.clock.at)
        assert len(town.channel()) == 1


async def test_stopping_does_not_wait_for_ever(database_url: str) -> None:
    async with a_town(database_url) as town:
        other = town.another_worker(Server(town.clock, waits=3600))
        await town.opens()
        await other._look(town.clock.at)
        await asyncio.sleep(0.1)
        async with asyncio.timeout(5):
            await other.stop(within=0.2)
        await town.worker.tick_once(town.clock.at)
        assert not town.channel(), "the try that was cut off may have arrived: its own lease ends first"
        await town.tick(minutes=1)
        assert len(town.channel()) == 1
