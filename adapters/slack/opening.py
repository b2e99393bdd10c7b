"""Showing a form within the three seconds that Slack gives.

When it takes long to load, *One moment* is shown and then replaced.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from adapters.desk import Reply
from adapters.slack.modals import Modals, view_of
from adapters.slack.render import notice_view
from adapters.slack.text import Json
from adapters.slack.wiring import A_MOMENT, Say, Wiring
from decisions.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a modal appears: on its own, on top of ``under``, or ``instead`` of that. ``key`` is that of the press that it
    answers; ``tell`` is the way out when Slack shows no modal."""

    tenant: str
    trigger: str
    locale: str
    key: str
    tell: Callable[[str], None]
    under: str = ""
    instead: bool = False
    channel: str = ""
    thread: str = ""


class Opening:
    def __init__(self, wiring: Wiring, modals: Modals) -> None:
        self._wiring, self._modals = wiring, modals

    def say(self, locale: str) -> Say:
        return self._wiring.catalogue(locale)

    async def show(self, spot: Spot, reply: Reply) -> None:
        """The reply as a modal; a sentence when the time for one has passed."""
        if not await self._put_up(spot, self._view(spot, reply)):
            spot.tell(self.say(spot.locale)("slack.too_slow"))

    async def show_notice(self, spot: Spot, text: str) -> None:
        await self._put_up(spot, self._notice(spot, text))

    async def load(
        self, spot: Spot, loading: Awaitable[Reply], done: Callable[[Reply], Awaitable[None]]
    ) -> None:
        """Waits a second for the reply and hands it to ``done``; after that *One moment* is up, and the reply replaces it."""
        task = asyncio.ensure_future(loading)
        await asyncio.wait((task,), timeout=A_MOMENT)
        if task.done():
            return await done(task.result())
        return await self.load_behind(spot, task)

    async def load_behind(self, spot: Spot, loading: Awaitable[Reply]) -> None:
        """*One moment* at once, replaced by the reply or by what went wrong."""
        await self._both(spot, self._notice(spot, self.say(spot.locale)("slack.one_moment")), loading)

    async def show_both(self, spot: Spot, first: Reply, then: Awaitable[Reply]) -> None:
        """A reply that is not the last word, replaced by the one that is."""
        await self._both(spot, self._view(spot, first), then)

    async def _both(self, spot: Spot, first: Json, then: Awaitable[Reply]) -> None:
        view_id = await self._put_up(spot, first)
        view = await self._loaded(spot, then)
        if not (view_id and await self._modals.update(spot.tenant, view_id, view)):
            spot.tell(self.say(spot.locale)("slack.too_slow"))

    async def _loaded(self, spot: Spot, loading: Awaitable[Reply]) -> Json:
        try:
            return self._view(spot, await loading)
        except Refusal as refusal:
            return self._notice(spot, self._wiring.refused(spot.locale, refusal))
        except Exception as failure:  # a bug is told with a reference, and logged there
            return self._notice(spot, self._wiring.apology(spot.locale, failure))

    async def _put_up(self, spot: Spot, view: Json) -> str:
        if spot.under and spot.instead:
            return await self._modals.update(spot.tenant, spot.under, view)
        if spot.under:
            return await self._modals.push(spot.tenant, spot.trigger, spot.under, view)
        return await self._modals.open(spot.tenant, spot.trigger, view)

    def _view(self, spot: Spot, reply: Reply) -> Json:
        close = self.say(spot.locale)("slack.close")
        return view_of(reply, close=close, channel=spot.channel, thread=spot.thread, key=spot.key)

    def _notice(self, spot: Spot, text: str) -> Json:
        return notice_view(text, close=self.say(spot.locale)("slack.close"))
