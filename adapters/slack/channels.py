"""Keeping the desk's knowledge of a channel's people true to Slack's."""

import logging
from dataclasses import replace
from typing import Final

from adapters.desk import Account, PlaceKey, Platform
from adapters.slack.roster import Channel, NotInvited, channel_of, people_in
from adapters.slack.wiring import Wiring

logger: Final = logging.getLogger(__name__)


class Channels:
    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring

    async def check(self, tenant: str, channel: str) -> Channel:
        """Raises ``NotInvited`` unless Rondo is in the channel."""
        found = await channel_of(await self._wiring.clients.of(tenant), channel)
        if not found.member:
            raise NotInvited(channel)
        return found

    async def meet(self, tenant: str, channel: str, *, home: str, inviter: str = "") -> None:
        """Everyone in the channel becomes a member or is brought up to date; who is missing has left. Raises ``NotInvited``.

        ``inviter`` is the user who has just brought Rondo here."""
        began = self._wiring.desk.now()
        found = await self.check(tenant, channel)
        client = await self._wiring.clients.of(tenant)
        inviting = Account(Platform.SLACK, home, inviter)
        people = [
            replace(each, brings_rondo=each.account == inviting)
            for each in await people_in(client, channel, tenant=home)
        ]
        place = PlaceKey(Platform.SLACK, tenant, channel)
        known = await self._wiring.desk.place(place) is not None
        workspace = "" if known else await self._wiring.workspace_name(tenant)
        await self._wiring.desk.meet(
            place,
            found.name,
            people,
            complete=True,
            private=found.private,
            workspace=workspace,
            began=began,
        )
        logger.info("Met %d people of a channel", len(people))
