"""Slack put together: what ``bot/app.py`` asks for, starts and stops."""

import logging
from dataclasses import replace
from typing import Final

from fastapi import APIRouter
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web.async_client import AsyncWebClient

from adapters.background import Background
from adapters.cards import Action, PersonalCard
from adapters.connection import ReadWords, Respond
from adapters.copy import words_for
from adapters.delivery import DeliveryFailed
from adapters.desk import Desk, PlaceKey, Platform, Screen
from adapters.present.verbs import ACTS_WHEN_PRESSED
from adapters.slack.asking import Asking
from adapters.slack.channels import Channels
from adapters.slack.clicks import Clicks
from adapters.slack.clients import Clients, NotInstalled
from adapters.slack.confirmations import Confirmations, slack_addresses
from adapters.slack.events import Events
from adapters.slack.home import Home
from adapters.slack.installations import InstallationRows, Installations, OneWorkspace, Seal
from adapters.slack.modals import Modals
from adapters.slack.oauth import OAuth, OAuthSettings
from adapters.slack.read import Happening
from adapters.slack.receiver import Receiver
from adapters.slack.roster import NotInvited, person
from adapters.slack.routes import slack_routes
from adapters.slack.send import SlackSender
from adapters.slack.settings import SlackSettings
from adapters.slack.socket_mode import SocketMode
from adapters.slack.submissions import Submissions
from adapters.slack.wiring import Catalogue, Wiring
from decisions.refusals import Refusal

logger: Final = logging.getLogger(__name__)


Directory = Installations | OneWorkspace
"""Knows what Rondo speaks with in each workspace."""


class Slack:
    """Fulfils ``adapters.connection.Connection``."""

    def __init__(
        self,
        settings: SlackSettings,
        *,
        desk: Desk,
        respond: Respond,
        read_words: ReadWords,
        rows: InstallationRows | None = None,
        catalogue: Catalogue = words_for,
    ) -> None:
        self._settings, self._desk = settings, desk
        directory = _directory(settings, rows)
        self.clients = Clients(directory.token_for, base_url=settings.api_url)
        self.background = Background()
        self.confirmations = Confirmations(
            lambda: self.clients.session, slack_addresses(self.clients.base_url)
        )
        self.wiring = Wiring(
            desk,
            respond,
            read_words,
            catalogue,
            self.clients,
            self.confirmations,
            self.background,
            _opens_form,
        )
        self.sender = SlackSender(self.clients)
        self._channels = Channels(self.wiring)
        self.receiver = self._receiver(directory)
        self.oauth = self._oauth(directory, catalogue)
        self._socket: SocketMode | None = None

    def _receiver(self, directory: Directory) -> Receiver:
        modals, home = Modals(self.clients), Home(self.wiring)
        return Receiver(
            Clicks(self.wiring, modals, home),
            Submissions(self.wiring, modals, home),
            Asking(self.wiring, modals, self._channels),
            Events(self.wiring, home, self._channels, directory),
        )

    def _oauth(self, directory: Directory, catalogue: Catalogue) -> OAuth | None:
        if not isinstance(directory, Installations):
            return None
        settings = self._settings
        return OAuth(
            OAuthSettings(settings.client_id, settings.client_secret, settings.secret_key, settings.base_url),
            clients=self.clients,
            store=directory,
            catalogue=catalogue,
            now=self._desk.now,
            installed=self._installed,
        )

    @property
    def routes(self) -> APIRouter:
        """None without the secret with which Slack signs: then Rondo opens the connection (Socket Mode)."""
        if not self._settings.signing_secret:
            return APIRouter()
        return slack_routes(
            self.receiver, signing_secret=self._settings.signing_secret, now=self._desk.now, oauth=self.oauth
        )

    async def start(self, *, receiving: bool = True) -> None:
        """``receiving`` also answers what Slack sends; without it, ``sender`` alone is used."""
        await self.clients.open()
        if not receiving:
            return
        if self._settings.send_confirmations:
            self.confirmations.start()
        if self._settings.app_token:
            self._socket = SocketMode(
                self.receiver,
                app_token=self._settings.app_token,
                web_client=AsyncWebClient(base_url=self.clients.base_url),
            )
            await self._socket.connect_async()  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        """What was begun is finished: the socket takes nothing new, then the work behind, then the private words."""
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]
        await self.background.drain()
        await self.confirmations.stop()
        await self.clients.close()

    async def read_people(self, place: PlaceKey) -> bool:
        """Everyone who is in the channel now. False: Rondo is not in it, or not installed there."""
        try:
            said = await (await self.clients.of(place.tenant)).auth_test()
            home = str(said.get("enterprise_id") or said.get("team_id") or place.tenant)
            await self._channels.meet(place.tenant, place.conversation, home=home)
        except (NotInvited, NotInstalled):
            return False
        return True

    # --- the first word to who installed it ---

    async def _installed(self, installation: Installation) -> None:
        self.background.start(self._welcome(installation), "slack-welcome")

    async def _welcome(self, installation: Installation) -> None:
        team, enterprise = installation.team_id or "", installation.enterprise_id or ""
        tenant = enterprise if installation.is_enterprise_install else team
        where = Happening("", tenant, team, enterprise, "", "installed", {})
        await self._desk.installed_again(Platform.SLACK, tenant)
        found = await person(await self.clients.of(tenant), installation.user_id, tenant=where.home)
        if found is None:
            return
        await self._desk.meet(
            None,
            "",
            [replace(found, brings_rondo=True)],
            complete=False,
            workspace=installation.team_name or installation.enterprise_name or "",
        )
        who = await self._desk.recognise(found.account)
        try:
            card = await self._desk.show(who, Screen("welcome")) if who is not None else None
            if isinstance(card, PersonalCard):
                key = f"welcome:{tenant}:{installation.user_id}"
                await self.sender.direct(found.account, card, key=key, again=False)
        except (Refusal, DeliveryFailed) as failure:
            logger.info("No welcome: %s", failure)


def _directory(settings: SlackSettings, rows: InstallationRows | None) -> Directory:
    if settings.bot_token:
        return OneWorkspace(settings.bot_token)
    if not (rows and settings.client_id and settings.client_secret and settings.secret_key):
        raise ValueError(
            "Slack needs SLACK_BOT_TOKEN, or SLACK_CLIENT_ID, SLACK_CLIENT_SECRET and RONDO_SECRET_KEY."
        )
    return Installations(rows, Seal(settings.secret_key))


def _opens_form(action: Action) -> bool:
    return action.verb not in ACTS_WHEN_PRESSED
