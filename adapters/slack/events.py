"""What happens in a workspace: people join and leave channels, open the App Home, take Rondo away.

Slack delivers an event up to four times. Each is answered at once and worked on behind; everything it does brings what
we know up to what Slack says now, so that doing it twice changes nothing. That somebody came or left is noted before
Slack has its answer, so that what fails behind it is made good by the next reading of the channel.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, Protocol

from slack_sdk.errors import SlackApiError

from adapters.cards import PersonalCard
from adapters.desk import PlaceKey, Platform, Screen
from adapters.payloads import word_of
from adapters.slack.channels import Channels
from adapters.slack.clients import UNREACHABLE, NotInstalled, error_of
from adapters.slack.home import Home
from adapters.slack.read import Happening
from adapters.slack.render import message
from adapters.slack.roster import NotInvited, closed_account_of, person, person_of
from adapters.slack.wiring import Wiring
from decisions.refusals import Refusal

logger: Final = logging.getLogger(__name__)

REMEMBERED: Final = 10_000
COMINGS_AND_GOINGS: Final = frozenset({"member_joined_channel", "member_left_channel"})
SETTLE: Final = 2.0
"""Seconds in which several people leaving one channel count as one change of its people."""


class Removals(Protocol):
    async def forget(self, tenant: str) -> None: ...


class Events:
    def __init__(
        self,
        wiring: Wiring,
        home: Home,
        channels: Channels,
        removals: Removals | None,
        *,
        settle: float = SETTLE,
    ) -> None:
        self._wiring, self._home, self._channels, self._removals = wiring, home, channels, removals
        self._settle = settle
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._settling: set[tuple[str, str]] = set()
        self._handlers: Mapping[str, Callable[[Happening], Awaitable[None]]] = {
            "app_home_opened": self._home_opened,
            "member_joined_channel": self._joined,
            "member_left_channel": self._left,
            "channel_left": self._rondo_left,
            "group_left": self._rondo_left,
            "channel_rename": self._renamed,
            "group_rename": self._renamed,
            "channel_archive": self._told_by_delivery,
            "group_archive": self._told_by_delivery,
            "user_change": self._person_changed,
            "team_join": self._person_changed,
            "app_uninstalled": self._uninstalled,
            "tokens_revoked": self._tokens_revoked,
        }

    async def take(self, happening: Happening) -> None:
        """Starts what is to be done, once for each event; what we do not follow is let pass. Raises ``Refusal`` when Slack must
        tell it again."""
        handler = self._handlers.get(happening.kind)
        if handler is None or happening.id in self._seen:
            return
        if happening.kind in COMINGS_AND_GOINGS:
            channel = word_of(happening.event, "channel")
            await self._wiring.desk.people_changed(PlaceKey(Platform.SLACK, happening.tenant, channel))
        self._seen[happening.id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        self._wiring.background.start(self._guarded(handler, happening), f"slack-{happening.kind}")

    async def _guarded(self, handler: Callable[[Happening], Awaitable[None]], happening: Happening) -> None:
        try:
            await handler(happening)
        except (NotInvited, NotInstalled, Refusal) as expected:
            logger.info("%s: %s %s", happening.kind, type(expected).__name__, expected)
        except SlackApiError as failure:
            logger.warning("%s: Slack answered %s", happening.kind, error_of(failure))
        except UNREACHABLE as failure:
            logger.warning("%s: Slack could not be reached: %s", happening.kind, type(failure).__name__)

    # --- the App Home ---

    async def _home_opened(self, happening: Happening) -> None:
        event = happening.event
        if event.get("tab", "home") != "home":
            return
        user = word_of(event, "user")
        who = await self._wiring.recognise(happening.origin(user), None)
        if who is not None:
            view = event.get("view")
            seen = word_of(view, "hash") if isinstance(view, dict) else ""
            self._home.refresh(happening.tenant, user, who, seen=seen)

    # --- channels ---

    async def _joined(self, happening: Happening) -> None:
        event = happening.event
        channel, user = word_of(event, "channel"), word_of(event, "user")
        if user == await self._rondo(happening):
            return await self._rondo_joined(happening, channel, word_of(event, "inviter"))
        place = PlaceKey(Platform.SLACK, happening.tenant, channel)
        known = await self._wiring.desk.place(place)
        if known is None:
            return None
        found = await person(await self._wiring.clients.of(happening.tenant), user, tenant=happening.home)
        if found is not None:
            await self._wiring.desk.meet(place, known.name, [found], complete=False)
        return None

    async def _rondo_joined(self, happening: Happening, channel: str, inviter: str) -> None:
        """Nothing is posted: only who added Rondo is told, privately."""
        await self._channels.meet(happening.tenant, channel, home=happening.home, inviter=inviter)
        if not inviter:
            return
        place = PlaceKey(Platform.SLACK, happening.tenant, channel)
        who = await self._wiring.recognise(happening.origin(inviter), place)
        if who is None:
            return
        card = await self._wiring.desk.show(who, Screen("added_to_channel", place=place))
        if isinstance(card, PersonalCard):
            client = await self._wiring.clients.of(happening.tenant)
            await client.api_call(
                "chat.postEphemeral", json={"channel": channel, "user": inviter, **message(card)}
            )

    async def _left(self, happening: Happening) -> None:
        channel, user = word_of(happening.event, "channel"), word_of(happening.event, "user")
        if user == await self._rondo(happening):
            return await self._rondo_left(happening)
        return await self._meet_again(happening, channel)

    async def _meet_again(self, happening: Happening, channel: str) -> None:
        """Several who leave together are one reading of the channel's people."""
        key = (happening.tenant, channel)
        place = PlaceKey(Platform.SLACK, *key)
        if key in self._settling or await self._wiring.desk.place(place) is None:
            return
        self._settling.add(key)
        try:
            await asyncio.sleep(self._settle)
        finally:
            self._settling.discard(key)
        await self._channels.meet(happening.tenant, channel, home=happening.home)

    async def _rondo_left(self, happening: Happening) -> None:
        """The people are still a circle: what cannot be posted is told to the facilitator when it is due."""
        logger.info("Rondo is no longer in a channel: %s", word_of(happening.event, "channel"))

    async def _told_by_delivery(self, happening: Happening) -> None:
        logger.info("A channel was archived")

    async def _renamed(self, happening: Happening) -> None:
        channel = happening.event.get("channel")
        if not isinstance(channel, dict):
            return
        place = PlaceKey(Platform.SLACK, happening.tenant, word_of(channel, "id"))
        name = word_of(channel, "name")
        if name and await self._wiring.desk.place(place) is not None:
            await self._wiring.desk.meet(place, name, [], complete=False)

    # --- people and the installation ---

    async def _person_changed(self, happening: Happening) -> None:
        """Only somebody who is a member already, or was: a workspace's other people are not ours to know."""
        user = happening.event.get("user")
        if not isinstance(user, dict):
            return
        found = person_of(user, tenant=happening.home) or closed_account_of(user, tenant=happening.home)
        if found is not None and await self._wiring.desk.has_met(found.account):
            await self._wiring.desk.meet(None, "", [found], complete=False)

    async def _uninstalled(self, happening: Happening) -> None:
        if self._removals is not None:
            await self._removals.forget(happening.tenant)

    async def _tokens_revoked(self, happening: Happening) -> None:
        tokens = happening.event.get("tokens")
        if isinstance(tokens, dict) and tokens.get("bot"):
            await self._uninstalled(happening)

    async def _rondo(self, happening: Happening) -> str:
        """Rondo's own user in this workspace."""
        if happening.bot_user:
            return happening.bot_user
        installed = await self._wiring.clients.token_for(happening.tenant)
        if installed is not None and installed.bot_user:
            return installed.bot_user
        client = await self._wiring.clients.of(happening.tenant)
        return str((await client.auth_test()).get("user_id") or "")
