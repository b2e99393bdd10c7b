"""The worker: keeps cards true, sends the outbox, and turns what falls due into commands.

Everything that is due stands in the database. The scheduler only ticks, so that after a stop of any length
what fell due meanwhile happens once and in order, and what has become pointless is not sent.
"""

import asyncio
import contextlib
import random as chance
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import uuid4

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import DBAPIError

from bot.clock import Clock, SystemClock
from bot.delivery.budgets import Budgets
from bot.delivery.drawing import Drawing
from bot.delivery.lane import Lane
from bot.delivery.senders import Senders, sender_for
from bot.delivery.transactions import Transactions
from bot.settling import Settling
from storage import lanes
from storage.asks import any_to_ask, ask_those_due
from storage.database import Database
from storage.digests import any_digest_due, put_digests_due
from storage.outbox import Reach, address_due, any_to_address
from storage.reminders import any_to_remind, remind_those_due
from storage.unit import Unit
from storage.unreached import tell_no_account
from storage.writer import Writer, WriterStopped

log = structlog.get_logger(__name__)
TICK: Final = 0.5
"""Seconds between two ticks; half of the shortest gap between two edits."""
LANE_LEASE: Final = timedelta(seconds=60)
LANES_AT_ONCE: Final = 16
FREE_WITHIN: Final = 3.0
"""Seconds."""
STOP_WITHIN: Final = 20.0
"""Seconds in which what is being sent may end; a host waits for 30 before it kills."""


@dataclass(frozen=True, slots=True)
class Chore:
    """Something that the house does from time to time: checkpoints of the journal, old keys."""

    name: str
    every: timedelta
    do: Callable[[datetime], Awaitable[object]]


def of_the_writer(writer: Writer, name: str, every: timedelta, task: Callable[[Unit], object]) -> Chore:
    """A chore that is a task of the writer's."""

    async def do(now: datetime) -> object:
        return await writer.run(task)

    return Chore(name, every, do)


@dataclass
class Worker:
    """Runs inside ``rondo serve`` or alone; any number of them beside each other on PostgreSQL.

    ``random`` gives numbers from 0 to 1. Stop it before the writer.
    """

    database: Database
    writer: Writer
    senders: Senders
    drawing: Drawing
    clock: Clock
    chores: Sequence[Chore] = ()
    random: Callable[[], float] = chance.random
    owner: str = field(default_factory=lambda: uuid4().hex)

    def __post_init__(self) -> None:
        self._transactions = Transactions(self.database, self.writer)
        self._settling = Settling(self.database, self.writer)
        self._reach = Reach(frozenset(platform.value for platform in self.senders))
        self._lanes: dict[str, Lane] = {}
        self._at_work: dict[str, asyncio.Task[None]] = {}
        self._done_at: dict[str, datetime] = {}
        self._stopping = False
        self._scheduler = AsyncIOScheduler(timezone="UTC")

    # --- running ------------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Ticks from now on, until ``stop``. At once at first: something may have waited for a long time. An embedded
        database has this one process: what a process that was killed had leased need not wait for its leases."""
        if self.database.on_sqlite:
            await self._transactions.write(lanes.end_leases)
        self._scheduler.add_job(
            self._tick,
            "interval",
            seconds=TICK,
            next_run_time=SystemClock().now(),
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.start()

    async def stop(self, within: float = STOP_WITHIN) -> None:
        """Begins nothing more, lets what is being sent end for ``within`` seconds, and gives its lanes
        back."""
        self._stopping = True
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self._at_work:
            _, late = await asyncio.wait(self._at_work.values(), timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._free_lanes()
        self._transactions.close()

    async def _free_lanes(self) -> None:
        """Where that fails they are free when their leases end; the house closes all the same."""
        try:
            async with asyncio.timeout(FREE_WITHIN):
                await self._transactions.write(lambda connection: lanes.free_lanes(connection, self.owner))
        except (DBAPIError, WriterStopped, TimeoutError):
            log.warning("the lanes were not given back")

    async def tick_once(self, now: datetime) -> None:
        """One whole tick, and everything that it sends: for tests, which turn the clock themselves."""
        await self._look(now)
        while self._at_work:
            await asyncio.gather(*self._at_work.values())

    async def _tick(self) -> None:
        # The scheduler ends a tick in its middle when it is stopped, and would call that an error.
        with contextlib.suppress(asyncio.CancelledError):
            await self._look(self.clock.now())

    async def _look(self, now: datetime) -> None:
        """Each part on its own: one that fails does not keep the others from being done."""
        for part in (
            self._settle,
            self._ask,
            self._remind,
            self._address,
            self._begin_lanes,
            self._digest,
            self._do_chores,
        ):
            if self._stopping:
                return
            try:
                await part(now)
            except Exception:
                log.exception("a part of the tick failed", part=part.__name__)

    # --- the parts of a tick ------------------------------------------------------------------------------

    async def _settle(self, now: datetime) -> None:
        await self._settling.settle(now)

    async def _ask(self, now: datetime) -> None:
        """Until nothing is left, or what is left another worker holds."""
        while await self._transactions.read(lambda connection: any_to_ask(connection, now)):
            if not await self._transactions.write(lambda connection: ask_those_due(connection, now)):
                return

    async def _remind(self, now: datetime) -> None:
        """Until nothing is left, or what is left another worker holds."""
        while await self._transactions.read(lambda connection: any_to_remind(connection, now)):
            if not await self._transactions.write(lambda connection: remind_those_due(connection, now)):
                return

    async def _digest(self, now: datetime) -> None:
        """Until nothing is left, or what is left another worker holds. It leaves with the next tick: what somebody is asked or
        reminded of comes first."""
        while await self._transactions.read(lambda connection: any_digest_due(connection, now)):
            if not await self._transactions.write(lambda connection: put_digests_due(connection, now)):
                return

    async def _address(self, now: datetime) -> None:
        """Until nothing is left, or what is left another worker holds."""
        while await self._transactions.read(lambda connection: any_to_address(connection, now)):
            if not await self._transactions.write(
                lambda connection: address_due(connection, now, self._reach, no_account=tell_no_account)
            ):
                return

    async def _begin_lanes(self, now: datetime) -> None:
        if not await self._transactions.read(lambda connection: lanes.lanes_with_work(connection, now)):
            return
        busy = tuple(self._at_work)
        keys = await self._transactions.write(
            lambda connection: lanes.take_lanes(
                connection,
                self.owner,
                now,
                LANE_LEASE,
                platforms=self._reach.platforms,
                busy=busy,
                limit=LANES_AT_ONCE,
            )
        )
        for key in keys:
            lane = self._lane(key, now)
            if lane is not None and key not in self._at_work:
                task = asyncio.create_task(self._work(lane))
                self._at_work[key] = task
                task.add_done_callback(partial(self._ended, key))

    def _ended(self, key: str, _: "asyncio.Task[None]") -> None:
        self._at_work.pop(key, None)

    def _lane(self, key: str, now: datetime) -> Lane | None:
        if key not in self._lanes:
            sender = sender_for(self.senders, key)
            if sender is None:
                return None
            budgets = Budgets(sender.rates)
            self._lanes[key] = Lane(
                key, sender, self._transactions, self.drawing, self.clock, self.random, budgets
            )
        return self._lanes[key]

    async def _work(self, lane: Lane) -> None:
        """Until nothing more is due there, its rates are used up, or it is time to renew the lease."""
        until = self.clock.now() + LANE_LEASE / 2
        try:
            while not self._stopping and self.clock.now() < until and await lane.work():
                pass
        except Exception:
            log.exception("a lane failed", lane=lane.key)

    async def _do_chores(self, now: datetime) -> None:
        for chore in self.chores:
            last = self._done_at.get(chore.name)
            if last is None or now - last >= chore.every:
                self._done_at[chore.name] = now
                await chore.do(now)
