"""The house, put together: the only place where objects are made and handed to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog
from anyio import to_thread
from fastapi import APIRouter
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from adapters import presses
from adapters.calendar import Seals
from adapters.connection import Connection
from adapters.copy import LOCALES, load_words, words_for
from adapters.delivery import Sender
from adapters.desk import Platform
from adapters.email.send import EmailSender
from adapters.slack.connection import Slack
from adapters.slack.settings import SlackSettings
from adapters.typed import read_words
from adapters.web.routes import Web, web_routes
from adapters.web.settings import SampleMembers, WebSettings
from bot.calendars import HouseCalendars
from bot.clock import Clock, SystemClock
from bot.delivery.cards import Cards
from bot.delivery.mailboxes import Mailboxes
from bot.desk import PATIENCE, HouseDesk
from bot.doorkeeper import HouseDoorkeeper
from bot.installed import InstalledRows
from bot.quieting import HouseMailWishes
from bot.rosters import Rosters
from bot.settings import Settings
from bot.worker import Chore, Worker, of_the_writer
from storage.batch import forget_old_keys
from storage.checking import checkpoint
from storage.codes import forget_old_codes
from storage.database import Database
from storage.deliveries import on_recorded
from storage.lock import WriterLock
from storage.migrate import is_up_to_date
from storage.reading.people import versions
from storage.secret_ballots import any_traces, wipe_traces
from storage.streams.links import end_old_links
from storage.writer import Writer

log = structlog.get_logger(__name__)
READ_EVERY: Final = timedelta(seconds=15)
if TYPE_CHECKING:
    from adapters.teams.connection import Teams

CHECKPOINT_EVERY: Final = timedelta(minutes=1)
FORGET_EVERY: Final = timedelta(hours=6)
WIPE_EVERY: Final = timedelta(seconds=30)


@dataclass
class House:
    """Everything, made once. ``open`` before use, ``close`` at the end; what is between is ``bot/app.py``'s."""

    settings: Settings
    clock: Clock
    database: Database
    writer: Writer
    desk: HouseDesk
    web: Web
    slack: Slack | None
    teams: Teams | None
    lock: WriterLock
    stopping: bool = False
    rosters: Rosters | None = None
    """Of the process that has the worker."""

    @property
    def connections(self) -> Mapping[Platform, Connection]:
        """The chat platforms that are set up."""
        known = {Platform.SLACK: self.slack, Platform.TEAMS: self.teams}
        return {platform: connection for platform, connection in known.items() if connection is not None}

    @property
    def routers(self) -> Sequence[APIRouter]:
        return (*(connection.routes for connection in self.connections.values()), self.web.router)

    @property
    def senders(self) -> Mapping[Platform, Sender]:
        by_chat = {platform: connection.sender for platform, connection in self.connections.items()}
        by_email = {Platform.EMAIL: self._by_email()} if self.settings.email_configured else {}
        return {**by_chat, **by_email}

    def _by_email(self) -> Sender:
        """For those who came by a personal link and left an address."""
        settings = self.settings
        secret_key = settings.rondo_secret_key.get_secret_value()
        mailboxes = Mailboxes(self.database, self.writer, settings.base_url, secret_key)
        return EmailSender(_shown(settings.smtp_url), settings.mail_from or "", mailboxes, self.clock.now)

    def worker(self) -> Worker:
        """What keeps cards true, sends, and turns what falls due into commands."""
        readers = {platform: connection.read_people for platform, connection in self.connections.items()}
        self.rosters = Rosters(self.writer, readers)
        return Worker(
            database=self.database,
            writer=self.writer,
            senders=self.senders,
            drawing=Cards(self.settings.base_url, _seals(self.settings).seal),
            clock=self.clock,
            chores=(
                Chore("read the people of places", READ_EVERY, self.rosters.read_due),
                Chore("checkpoint the journal", CHECKPOINT_EVERY, self._checkpoint),
                Chore("forget old keys", FORGET_EVERY, self._forget),
                Chore("wipe the traces of secret ballots", WIPE_EVERY, self._wipe),
                of_the_writer(self.writer, "end old links", FORGET_EVERY, end_old_links),
                of_the_writer(self.writer, "forget old codes", FORGET_EVERY, forget_old_codes),
            ),
        )

    async def open(self, *, receiving: bool = True) -> None:
        """Takes the lock of an embedded database, and begins to write. Without ``receiving`` it only sends."""
        self.lock.take()
        load_words()
        self.writer.start()
        for connection in self.connections.values():
            await connection.start(receiving=receiving)

    async def close(self) -> None:
        """What is waiting is recorded; then every connection ends."""
        self.stopping = True
        if self.rosters is not None:
            await self.rosters.stop()
        for connection in self.connections.values():
            await connection.stop()
        await self.web.background.drain()
        self.writer.stop(timeout=20)
        self.database.close()
        self.lock.release()

    async def not_ready(self) -> str:
        """Why this process cannot take requests now; empty when it can."""
        try:
            up_to_date = await to_thread.run_sync(is_up_to_date, self.database)
        except SQLAlchemyError:
            return "the database does not answer"
        return "" if up_to_date else "the database's schema is not up to date: run `rondo migrate`"

    async def _checkpoint(self, now: datetime) -> object:
        return await self.writer.run(checkpoint)

    async def _wipe(self, now: datetime) -> None:
        """Where somebody else writes or reads just then, the next time."""
        if not await self.database.read(any_traces):
            return
        try:
            wiped = await to_thread.run_sync(wipe_traces, self.database)
        except OperationalError as problem:
            log.warning("the traces of secret ballots are not wiped yet", why=str(problem.orig))
        else:
            if not wiped:
                log.info("the traces of secret ballots are wiped later: somebody still writes or reads")

    async def _forget(self, now: datetime) -> object:
        return await self.writer.run(forget_old_keys)


def build(
    settings: Settings,
    clock: Clock | None = None,
    *,
    sample_members: SampleMembers | None = None,
    notice: str = "",
    send_confirmations: bool = True,
    patience: float = PATIENCE,
) -> House:
    """The house for these settings. Nothing connects or starts before ``open``. ``patience``: seconds until a person hears what
    became of what they pressed, whatever happens."""
    clock = clock or SystemClock()
    database = Database(settings.database_url.get_secret_value())
    writer = Writer(database, clock.now, (on_recorded,))
    desk = HouseDesk(database, writer, clock, settings.base_url.rstrip("/"), patience, _seals(settings).seal)
    house = House(
        settings=settings,
        clock=clock,
        database=database,
        writer=writer,
        desk=desk,
        web=None,  # type: ignore[arg-type]
        slack=_slack(settings, desk, database, writer, send_confirmations=send_confirmations),
        teams=_teams(settings, desk, database, writer),
        lock=WriterLock(database.url),
    )
    house.web = _web(house, sample_members, notice)
    return house


def _web(house: House, sample_members: SampleMembers | None, notice: str) -> Web:
    async def versions_of(names: Sequence[str]) -> Mapping[str, int]:
        return await house.database.read(lambda connection: versions(connection, names))

    settings = house.settings
    return web_routes(
        house.desk,
        partial(presses.respond, house.desk),
        HouseDoorkeeper(
            house.database,
            house.writer,
            house.clock,
            sends_email=house.settings.email_configured,
            patience=house.desk.patience,
        ),
        WebSettings(
            base_url=settings.base_url,
            secret_key=settings.rondo_secret_key.get_secret_value(),
            now=house.clock.now,
            words_for=words_for,
            languages=tuple(LOCALES.items()),
            chats=tuple(house.connections),
            sends_email=settings.email_configured,
            notice=notice,
        ),
        versions_of,
        sample_members=sample_members,
        stopping=lambda: house.stopping,
        calendar_files=HouseCalendars(house.database, house.clock, house.desk.base_url, _seals(settings)),
        mail_wishes=HouseMailWishes(house.database, house.writer, house.clock, house.desk.patience),
    )


def _slack(
    settings: Settings, desk: HouseDesk, database: Database, writer: Writer, *, send_confirmations: bool
) -> Slack | None:
    if not settings.slack_configured:
        return None
    return Slack(
        SlackSettings(
            signing_secret=_shown(settings.slack_signing_secret),
            bot_token=_shown(settings.slack_bot_token),
            app_token=_shown(settings.slack_app_token),
            client_id=settings.slack_client_id or "",
            client_secret=_shown(settings.slack_client_secret),
            api_url=settings.slack_api_url or None,
            secret_key=settings.rondo_secret_key.get_secret_value(),
            base_url=settings.base_url,
            send_confirmations=send_confirmations,
        ),
        desk=desk,
        respond=presses.respond,
        read_words=read_words,
        rows=InstalledRows(database, writer),
    )


def _teams(settings: Settings, desk: HouseDesk, database: Database, writer: Writer) -> Teams | None:
    """Imports the Bot Framework, which takes seconds, only where Teams is used."""
    if not (settings.teams_configured or settings.teams_playground):
        return None
    from adapters.teams.connection import Teams
    from adapters.teams.settings import TeamsSettings
    from bot.references import ReferenceRows

    return Teams(
        TeamsSettings(
            app_id=settings.teams_app_id or "",
            app_password=_shown(settings.teams_app_password),
            app_type=settings.teams_app_type.value,
            tenant_id=settings.teams_tenant_id or "",
            allowed_tenants=settings.teams_tenants,
            bot_framework=settings.bot_framework,
            playground=settings.teams_playground,
        ),
        desk=desk,
        respond=presses.respond,
        read_words=read_words,
        references=ReferenceRows(database, writer),
    )


def _seals(settings: Settings) -> Seals:
    return Seals(settings.rondo_secret_key.get_secret_value())


def _shown(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
