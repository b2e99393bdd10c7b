"""Rondo is installed or removed, and people come and go."""

import logging
from typing import Final

from adapters.cards import PersonalCard
from adapters.delivery import DeliveryFailed
from adapters.desk import Screen
from adapters.teams.buttons import Travels
from adapters.teams.calls import CallFailed
from adapters.teams.carrying import taking_along
from adapters.teams.read import Happening, Kind, Origin
from adapters.teams.render import card
from adapters.teams.roster import NotThere
from adapters.teams.wiring import Wiring
from decisions.refusals import Refusal

logger: Final = logging.getLogger(__name__)


class Happenings:
    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    async def take(self, happening: Happening) -> None:
        """Notes what must not be lost before Teams has its answer, and starts the rest. Raises ``Refusal`` when Teams must tell
        it again."""
        noting = self._wiring.noting
        for there in await noting.concerned(happening.origin, happening.team):
            if happening.kind == "removed":
                await noting.gone(there)
            if happening.kind in ("installed", "upgraded"):
                await noting.here(there)
            if happening.kind in ("installed", "upgraded", "people") and there.kind is not Kind.PERSONAL:
                await self._wiring.desk.people_changed(there.place)
        self._wiring.background.start(self._guarded(happening), f"teams-{happening.kind}")

    async def _guarded(self, happening: Happening) -> None:
        try:
            await self._follow(happening)
        except (NotThere, Refusal, DeliveryFailed) as expected:
            logger.info("%s: %r", happening.kind, expected)
        except CallFailed as failure:
            logger.warning("%s: Teams answered %s", happening.kind, failure)

    async def _follow(self, happening: Happening) -> None:
        origin = happening.origin
        match happening.kind:
            case "removed" | "upgraded":
                return
            case "installed" if origin.conversation.kind is Kind.PERSONAL:
                await self._welcome(origin)
            case "installed":
                await self._settled_in(origin)
            case "people" if origin.conversation.kind is not Kind.PERSONAL:
                await self._wiring.rosters.meet(origin)
            case "renamed" if (place := origin.place) is not None:
                if await self._wiring.desk.place(place) is not None:
                    await self._wiring.desk.meet(place, origin.conversation.name, [], complete=False)

    async def _welcome(self, origin: Origin) -> None:
        """The first word to who installed it for themselves. What Teams tells of an installation has no name in it."""
        await self._wiring.rosters.introduce(origin)
        await self._tell(origin, Screen("welcome"))

    async def _settled_in(self, origin: Origin) -> None:
        """In a team or a chat nothing is posted: only who added Rondo is told, privately."""
        await self._wiring.rosters.meet(origin, installer=True)
        await self._tell(origin, Screen("added_to_channel", place=origin.place))

    async def _tell(self, origin: Origin, screen: Screen) -> None:
        who = await self._wiring.recognise(origin)
        shown = await self._wiring.desk.show(who, screen) if who is not None else None
        if isinstance(shown, PersonalCard):
            place = origin.place.conversation if origin.place is not None else ""
            content = taking_along(card(shown), Travels(place=place))
            await self._wiring.sender.tell(origin.account, content, shown.notification)
