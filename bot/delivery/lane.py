"""One lane at work: what is due on it is claimed, drawn, sent and marked."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from adapters.delivery import DeliveryFailed, MessageRef, Sender
from bot.clock import Clock
from bot.delivery.budgets import Budgets, given_up, next_gap, retry_in
from bot.delivery.drawing import Drawing, Drawn, personal, shared
from bot.delivery.senders import account_of, kept_ref, message_ref, place_of, tenant_of
from bot.delivery.transactions import Transactions
from decisions.rounds.postings import IN_THREAD, CardKind
from storage import lanes
from storage.away import tell_away
from storage.deliveries import tell_of_failure
from storage.lanes import Due, Method
from storage.postings import fold_the_one_before
from storage.their_hours import may_reach

log = structlog.get_logger(__name__)
AT_ONCE: Final = 8
"""Conversations of one lane that are written to at the same time: a slow one does not hold up the others."""
ROW_LEASE: Final = timedelta(seconds=45)
SEND_WITHIN: Final = 20.0
"""Seconds; well under the lease, so that a try has ended before another may begin."""
TRY_AGAIN_AFTER: Final = 0.2
"""Seconds between tries to write down what came of a message, while the database is away."""
MESSAGE_GONE: Final = "message_gone"
WITHOUT_AN_ANSWER: Final = "timed_out"


@dataclass
class Lane:
    """What one worker knows of a lane that it holds."""

    key: str
    sender: Sender
    transactions: Transactions
    drawing: Drawing
    clock: Clock
    random: Callable[[], float]
    budgets: Budgets

    async def work(self) -> int:
        """Sends one handful of what is due, each conversation once; returns how many rows were dealt with."""
        now = self.clock.now()
        busy: set[str] = set()

        def choose(due: Due) -> bool:
            if len(busy) >= AT_ONCE or due.conversation in busy or not self.budgets.take(due, now):
                return False
            busy.add(due.conversation)
            return True

        taken = await self.transactions.write(
            lambda connection: lanes.claim(connection, self.key, now, ROW_LEASE, choose)
        )
        await asyncio.gather(*(self._deliver(due) for due in taken))
        return len(taken)

    async def _deliver(self, due: Due) -> None:
        now = self.clock.now()
        try:
            opens = await self.transactions.read(lambda c: may_reach(c, due, now))
            drawn = None
            if opens <= now:
                drawn = await self.transactions.read(lambda c: self.drawing.draw(c, due, self.clock.now()))
        except Exception:
            log.exception("drawing failed", message=due.name, kind=due.kind)
            await self._failed(due, DeliveryFailed(permanent=False, why="not_drawn", maybe_sent=due.again))
            return
        if opens > now:
            await self._mark(
                lambda c: lanes.mark_later(c, due, "", opens, maybe_sent=due.again, counts=False)
            )
            return
        if drawn is None:
            await self._mark(lambda c: lanes.mark_pointless(c, due))
            return
        try:
            ref = await asyncio.wait_for(self._send(due, drawn), SEND_WITHIN)
        except TimeoutError:
            await self._failed(due, DeliveryFailed(permanent=False, why=WITHOUT_AN_ANSWER, maybe_sent=True))
        except DeliveryFailed as failure:
            await self._failed(due, failure)
        except Exception:
            log.exception("sending failed", message=due.name, kind=due.kind)
            await self._failed(due, DeliveryFailed(permanent=False, why="bug", maybe_sent=True))
        else:
            await self._arrived(due, drawn, ref)

    async def _send(self, due: Due, drawn: Drawn) -> MessageRef:
        if due.ref is not None:
            at = message_ref(due.ref)
            await self.sender.edit(tenant_of(due), at, drawn.card)
            return at
        if due.method is Method.DIRECT:
            return await self.sender.direct(account_of(due), personal(drawn), key=due.name, again=due.again)
        thread = message_ref(due.thread) if due.thread is not None else None
        return await self.sender.post(
            place_of(due),
            shared(drawn),
            key=due.name,
            again=due.again,
            thread=thread,
            broadcast=due.kind not in {CardKind.ROUND, *IN_THREAD},
        )

    async def _arrived(self, due: Due, drawn: Drawn, ref: MessageRef) -> None:
        now = self.clock.now()
        gap = next_gap(due, now, self.sender.rates.between_edits)

        def mark(connection: Connection) -> None:
            later = now + timedelta(seconds=gap)
            lanes.mark_shown(connection, due, kept_ref(ref), now, next_at=later, gap=gap, closes=drawn.closes)
            if due.kind is CardKind.BUMP and due.ref is None and due.round_id and due.place_id:
                fold_the_one_before(connection, due.network, due.round_id, due.about, due.place_id, now)

        await self._mark(mark)

    async def _failed(self, due: Due, failure: DeliveryFailed) -> None:
        now = self.clock.now()
        maybe_sent = failure.maybe_sent or due.again
        if failure.permanent and due.ref is not None and due.member is not None:
            # The message did arrive once; that it can no longer be folded is nobody's trouble.
            await self._mark(lambda c: lanes.mark_pointless(c, due))
            return
        if failure.permanent or given_up(due, failure.why, now, self.sender.rates):
            log.warning("not delivered", message=due.name, kind=due.kind, why=failure.why)
            await self._mark(lambda c: _give_up(c, due, failure.why, now, maybe_sent=maybe_sent))
            return
        if failure.retry_after is not None:
            until = now + timedelta(seconds=failure.retry_after)
            await self._mark(lambda c: _wait(c, self.key, due, failure.why, until, maybe_sent))
            return
        later = now + retry_in(due.attempts, self.random, self.sender.rates.longest_wait)
        await self._mark(lambda c: _later(c, due, failure.why, now, later, maybe_sent))

    async def _mark(self, change: Callable[[Connection], None]) -> None:
        """What came of a try is written down as soon as the database lets us, while the row is still ours: otherwise nobody
        could go on with it before its lease ends."""
        until = self.clock.monotonic() + ROW_LEASE.total_seconds() - SEND_WITHIN
        while True:
            try:
                return await self.transactions.write(change)
            except OperationalError:
                if self.clock.monotonic() > until:
                    raise
            await asyncio.sleep(TRY_AGAIN_AFTER)


def _give_up(connection: Connection, due: Due, why: str, now: datetime, *, maybe_sent: bool) -> None:
    lanes.mark_failed(connection, due, why, maybe_sent=maybe_sent, gone=why == MESSAGE_GONE)
    tell_of_failure(connection, due, why, now)


def _later(
    connection: Connection, due: Due, why: str, now: datetime, later: datetime, maybe_sent: bool
) -> None:
    lanes.mark_later(connection, due, why, later, maybe_sent=maybe_sent)
    tell_away(connection, due, why, now)


def _wait(connection: Connection, lane: str, due: Due, why: str, until: datetime, maybe_sent: bool) -> None:
    """The platform said how long: the whole lane waits, and the try does not count towards giving up."""
    lanes.mark_later(connection, due, why, until, maybe_sent=maybe_sent, counts=False)
    lanes.hold_up(connection, lane, until)
