"""Time goes on for everyone, whatever is wrong with one."""

import asyncio
from datetime import timedelta

from sqlalchemy import Connection, select
from structlog.testing import capture_logs

from bot.settling import Settling
from decisions.ids import RoundId
from decisions.rounds.round import Round, Stage
from storage.asks import any_to_ask
from storage.database import Database
from storage.outbox import SEAT
from storage.round_rows import load_round
from storage.streams.stream import Change
from storage.writer import Writer
from tests.bot.town import TurnedClock, a_town
from tests.storage.conftest import with_schema
from tests.support.builders import a_community, an_open_round


class Poison:
    """Whatever is recorded of one stream fails."""

    stream: RoundId | None = None

    def __call__(self, connection: Connection, change: Change) -> None:
        if change.stream_id == self.stream:
            raise RuntimeError("poisoned")


def stages(database: Database, rounds: list[Round]) -> list[Stage]:
    def load(connection: Connection) -> list[Stage]:
        found = [load_round(connection, round.network_id, round.id) for round in rounds]
        return [round.stage for round in found if round is not None]

    return database.read_now(load)


async def test_one_stream_that_cannot_be_settled_holds_up_no_other(database_url: str) -> None:
    database, clock, poison = Database(database_url), TurnedClock(), Poison()
    with Writer(database, clock.now, [poison]) as writer:
        people = await asyncio.to_thread(a_community, writer)
        rounds = [await asyncio.to_thread(an_open_round, writer, people) for _ in range(4)]
        poison.stream = rounds[1].id
        settling = Settling(database, writer)
        clock.at += timedelta(days=40)
        with capture_logs() as told:
            for _ in range(20):
                await settling.settle(clock.at)
                clock.at += timedelta(seconds=2)
        ended, asking = Stage.NOT_HEARD_ENOUGH, Stage.CONSENTING
        assert stages(database, rounds) == [ended, asking, ended, ended]
        about_it = [line for line in told if line.get("stream") == str(poison.stream)]
        assert [line["event"] for line in about_it] == ["a stream does not settle"], "said once"

        poison.stream = None
        clock.at += timedelta(minutes=10)
        await settling.settle(clock.at)
        assert stages(database, rounds) == [ended] * 4, "it was still due"
    database.close()


async def test_a_worker_does_not_turn_in_circles_while_another_holds_the_rows(postgres_url: str) -> None:
    with_schema(postgres_url)
    async with a_town(postgres_url) as town:
        round = await town.opens()
        town.clock.at += timedelta(days=1)
        with town.database.writing.connect() as other, other.begin():
            held = select(SEAT.c.member_id).where(SEAT.c.round_id == round.id).with_for_update()
            assert len(other.execute(held).all()) == 5
            await asyncio.wait_for(town.worker.tick_once(town.clock.at), 20)
            assert any_to_ask(other, town.clock.at)
        await town.worker.tick_once(town.clock.at)
        assert not town.database.read_now(lambda c: any_to_ask(c, town.clock.at))
