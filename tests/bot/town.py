"""A community in a real database with its worker; only the platform's server and the clock are made up."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, insert, select, update
from uuid_utils.compat import uuid7

from adapters.cards import Card, PersonalCard, SharedCard
from adapters.delivery import DeliveryFailed, MessageRef, Rate, Rates
from adapters.desk import Account, PlaceKey, Platform
from bot.delivery.drawing import Drawing, Drawn
from bot.worker import Worker
from decisions.commands import Command
from decisions.ids import MemberId
from decisions.rounds.answers import Kind
from decisions.rounds.notices import FOLDS, NoticeKind, still_true
from decisions.rounds.postings import CardKind, Standing, standing, worth_posting
from decisions.rounds.round import Round
from decisions.rounds.settings import Form
from storage.asks import still_asked
from storage.database import Database
from storage.deliveries import on_recorded
from storage.lanes import Due
from storage.outbox import MEMBER, OUTBOX
from storage.postings import PLACE, POSTING
from storage.round_rows import load_round
from storage.tables.people import IdentityRow
from storage.writer import Writer
from tests.support.builders import A_TUESDAY, Community, a_community, an_open_round, answer_all, done

SLACK = Rates(post=Rate(1, 1.0), edit=Rate(45, 60.0), direct=Rate(2, 1.0))


@dataclass
class TurnedClock:
    """Stands still until it is turned."""

    at: datetime = A_TUESDAY

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()


@dataclass
class Message:
    """One message on the platform, with every text that it has shown."""

    where: str
    key: str
    texts: list[str]
    edited_at: list[datetime] = field(default_factory=list)
    thread: str | None = None
    broadcast: bool = False

    @property
    def text(self) -> str:
        return self.texts[-1]


@dataclass
class Server:
    """A chat platform's server, which several workers may write to. ``failing`` is asked before each call."""

    clock: TurnedClock
    rates: Rates = SLACK
    messages: dict[str, Message] = field(default_factory=dict)
    failing: Callable[[str, str], DeliveryFailed | None] = lambda method, where: None
    arrives_all_the_same: bool = False
    calls: list[tuple[str, str, datetime]] = field(default_factory=list)
    waits: float = 0.0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    """Set by the first call."""
    hanging: dict[str, asyncio.Event] = field(default_factory=dict)
    """Where a call gets no answer before the event is set."""

    async def post(
        self,
        place: PlaceKey,
        card: Card,
        *,
        key: str,
        again: bool,
        thread: MessageRef | None = None,
        broadcast: bool = False,
    ) -> MessageRef:
        assert isinstance(card, SharedCard)
        root = thread.message if thread else None
        return await self._put("post", place.conversation, card, key, again, root, broadcast)

    async def direct(self, account: Account, card: PersonalCard, *, key: str, again: bool) -> MessageRef:
        assert isinstance(card, PersonalCard)
        return await self._put("direct", f"@{account.user}", card, key, again, None, False)

    async def edit(self, tenant: str, at: MessageRef, card: Card) -> None:
        await self._called("edit", at.conversation)
        self._edit(at.message, card)

    async def _put(
        self, method: str, where: str, card: Card, key: str, again: bool, thread: str | None, broadcast: bool
    ) -> MessageRef:
        failure = await self._called(method, where, rises=False)
        earlier = next((id for id, message in self.messages.items() if message.key == key), None)
        id = earlier if again and earlier else str(uuid7())
        if failure is None or (failure.maybe_sent and self.arrives_all_the_same):
            if id in self.messages:
                self._edit(id, card)
            else:
                self.messages[id] = Message(where, key, [card.notification], [], thread, broadcast)
        if failure is not None:
            raise failure
        return MessageRef(where, id, f"https://chat/{id}")

    def arrived(self, where: str, key: str, text: str) -> None:
        """A message that did arrive, though its sender never heard of it."""
        self.messages[str(uuid7())] = Message(where, key, [text])

    def _edit(self, id: str, card: Card) -> None:
        self.messages[id].texts.append(card.notification)
        self.messages[id].edited_at.append(self.clock.now())

    async def _called(self, method: str, where: str, *, rises: bool = True) -> DeliveryFailed | None:
        self.calls.append((method, where, self.clock.now()))
        self.reached.set()
        await asyncio.sleep(self.waits)
        if where in self.hanging:
            await self.hanging[where].wait()
        failure = self.failing(method, where)
        if failure is not None and rises:
            raise failure
        return failure

    def at(self, where: str) -> list[Message]:
        return [message for message in self.messages.values() if message.where == where]


class InPlainText:
    """Draws every message as one line that says what it is and what it knows."""

    def draw(self, connection: Connection, due: Due, now: datetime) -> Drawn | None:
        assert due.round_id is not None
        round = load_round(connection, due.network, due.round_id)
        assert round is not None
        if isinstance(due.kind, CardKind):
            return self._shared(due, due.kind, round)
        assert due.member is not None
        if due.kind is NoticeKind.ASK:
            waiting = still_asked(connection, due.network, due.member, due.facts, now)
            if not waiting and due.ref is None:
                return None
            text = f"ask about {len(waiting)}" if waiting else "it is over"
            return Drawn(PersonalCard(text, ()), closes=not waiting)
        about = UUID(due.about) if due.about else None
        if not still_true(due.kind, about, MemberId(due.member), round):
            return Drawn(PersonalCard(f"{due.kind}: over", ()), closes=True) if due.ref else None
        return Drawn(PersonalCard(due.kind, ()), closes=due.kind not in FOLDS)

    def _shared(self, due: Due, kind: CardKind, round: Round) -> Drawn | None:
        how = standing(kind, due.about, round)
        if how is None or (due.ref is None and not worth_posting(kind, due.about, round)):
            return None
        if how is Standing.LINE:
            return Drawn(SharedCard(f"{kind}: over", ()), closes=True)
        return Drawn(SharedCard(f"{kind}: {round.stage}, {round.tally.heard} heard", ()))


@dataclass
class Town:
    database: Database
    clock: TurnedClock
    writer: Writer
    server: Server
    worker: Worker
    people: Community

    async def tick(self, **later: float) -> None:
        self.clock.at += timedelta(**later)
        await self.worker.tick_once(self.clock.at)

    async def pass_time(self, *, step: timedelta = timedelta(seconds=1), **until: float) -> None:
        """Ticks again and again until so much time has passed."""
        end = self.clock.at + timedelta(**until)
        while self.clock.at < end:
            self.clock.at = min(end, self.clock.at + step)
            await self.worker.tick_once(self.clock.at)

    async def opens(self, form: Form = Form.SHORT, **more: Any) -> Round:
        """A round about a new proposal."""
        return await asyncio.to_thread(an_open_round, self.writer, self.people, form, **more)

    async def answer(
        self, round: Round, numbers: Iterable[int], kind: Kind = Kind.CONSENT, words: str = ""
    ) -> None:
        members = [self.people.members[number] for number in numbers]
        await asyncio.to_thread(answer_all, self.writer, round, members, kind, words)

    async def does(self, command: Command) -> Round:
        def do() -> Round:
            round: Round = done(self.writer.submit(command, "").result(30)).state
            return round

        return await asyncio.to_thread(do)

    def another_worker(self, server: Server | None = None, drawing: Drawing | None = None) -> Worker:
        return a_worker(self.database, self.writer, server or self.server, self.clock, drawing)

    def account(self, number: int) -> str:
        return f"@U{number}"

    def channel(self, name: str = "C0") -> list[Message]:
        return self.server.at(name)

    def rows(self, table: Table = POSTING) -> list[Any]:
        return self.database.read_now(lambda c: list(c.execute(select(table)).all()))

    def card_row(self) -> Any:
        """The row of the one round's own card."""
        (row,) = [row for row in self.rows() if row.kind is CardKind.ROUND]
        return row

    def outbox(self, kind: NoticeKind) -> list[Any]:
        return [row for row in self.rows(OUTBOX) if row.kind is kind]


def a_worker(
    database: Database, writer: Writer, server: Server, clock: TurnedClock, drawing: Drawing | None = None
) -> Worker:
    senders = {Platform.SLACK: server, Platform.EMAIL: server}
    return Worker(database, writer, senders, drawing or InPlainText(), clock, random=lambda: 1.0)


def _settle_in(
    connection: Connection, people: Community, places: int, silent: int | None, by_email: int | None
) -> None:
    """Everyone has an account in the workspace but ``silent`` (who has nothing) and ``by_email`` (who has a
    link and an address); the circle meets in its channels."""
    identities = [
        {
            "network_id": people.network_id,
            "platform": "web" if number == by_email else "slack",
            "tenant": "link" if number == by_email else "T1",
            "user_id": f"U{number}",
            "member_id": member,
            "made_at": A_TUESDAY,
        }
        for number, member in enumerate(people.members)
        if number != silent
    ]
    connection.execute(insert(IdentityRow), identities)
    if by_email is not None:
        one = MEMBER.c.id == people.members[by_email]
        connection.execute(update(MEMBER).where(one).values(email="member@example.org"))
    channels = [
        {
            "network_id": people.network_id,
            "id": uuid7(),
            "platform": "slack",
            "tenant": "T1",
            "conversation": f"C{number}",
            "circle_id": people.circle_id,
            "name": f"channel {number}",
            "private": False,
        }
        for number in range(places)
    ]
    if channels:
        connection.execute(insert(PLACE), channels)


@asynccontextmanager
async def a_town(
    url: str,
    *,
    members: int = 5,
    places: int = 1,
    silent: int | None = None,
    by_email: int | None = None,
    drawing: Drawing | None = None,
) -> AsyncIterator[Town]:
    with _opened(url) as (database, clock, writer):
        loop = asyncio.get_running_loop()
        people = await loop.run_in_executor(None, a_community, writer, members)

        def settle_in() -> None:
            with database.writing.begin() as connection:
                _settle_in(connection, people, places, silent, by_email)

        await loop.run_in_executor(None, settle_in)
        server = Server(clock)
        worker = a_worker(database, writer, server, clock, drawing)
        try:
            yield Town(database, clock, writer, server, worker, people)
        finally:
            await worker.stop()


@contextmanager
def _opened(url: str) -> Iterator[tuple[Database, TurnedClock, Writer]]:
    database, clock = Database(url), TurnedClock()
    with closing(database), Writer(database, clock.now, [on_recorded]) as writer:
        yield database, clock, writer
