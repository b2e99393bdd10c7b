"""Teams put together: what ``bot/house.py`` asks for, starts and stops. Importing it imports the Bot Framework (2 s)."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from botbuilder.core import TurnContext
from fastapi import APIRouter

from adapters.background import Background
from adapters.connection import ReadWords, Respond
from adapters.desk import Desk, PlaceKey
from adapters.teams.adapter import TeamsAdapter
from adapters.teams.answer import Answer
from adapters.teams.authentication import Authentication
from adapters.teams.calls import Connector
from adapters.teams.connector import SdkConnector
from adapters.teams.playground import PlaygroundConnector, as_in_playground, as_in_teams
from adapters.teams.receiver import Receiver
from adapters.teams.references import Noting, References
from adapters.teams.roster import NotThere, Rosters
from adapters.teams.routes import Messages, teams_routes
from adapters.teams.send import TeamsSender
from adapters.teams.settings import TeamsSettings
from adapters.teams.wiring import Wiring

THREADS: Final = 64
"""As many calls as Teams may be asked at once."""


class Teams:
    """Fulfils ``adapters.connection.Connection``."""

    def __init__(
        self,
        settings: TeamsSettings,
        *,
        desk: Desk,
        respond: Respond,
        read_words: ReadWords,
        references: References,
    ) -> None:
        self.authentication = Authentication(settings)
        connector: Connector = SdkConnector(self.authentication, settings.app_id)
        self._in_playground = settings.playground
        if self._in_playground:
            connector = PlaygroundConnector(connector)
        self.background = Background()
        noting = Noting(references)
        self.sender = TeamsSender(connector, references, noting)
        self._rosters = Rosters(desk, connector, references)
        self.receiver = Receiver(
            Wiring(
                desk,
                respond,
                read_words,
                self.sender,
                self._rosters,
                noting,
                self.background,
            )
        )
        self._adapter = TeamsAdapter(self.authentication)

    @property
    def routes(self) -> APIRouter:
        return teams_routes(Messages(self._adapter, self._turn))

    async def _turn(self, turn: TurnContext) -> Answer:
        """A verified activity, as it came."""
        payload: Mapping[str, Any] = turn.activity.additional_properties
        if self._in_playground:
            return as_in_playground(await self.receiver.receive(as_in_teams(payload)))
        return await self.receiver.receive(payload)

    async def read_people(self, place: PlaceKey) -> bool:
        """Everyone who is in the channel or chat now. False: Rondo is not in it."""
        try:
            await self._rosters.meet_again(place)
        except NotThere:
            return False
        return True

    async def start(self, *, receiving: bool = True) -> None:
        """``receiving`` also answers what Teams sends, and fetches the signing keys for it; else ``sender`` alone is used.

        The SDK waits for each of its calls in a thread of the event loop's, of which there are six on two cores. While Teams is
        slow they would all be taken: the next call would wait until the worker gives it up, and then be made twice, and whoever
        looks up an address would wait too."""
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "teams"))
        if receiving:
            await self.authentication.start()

    async def stop(self) -> None:
        """What was begun is finished; then the connections end."""
        await self.background.drain()
        await self.authentication.close()
