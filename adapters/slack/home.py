"""The App Home: published when somebody opens it or changes something from it, at most about once a second for each."""

import asyncio
import logging
from typing import Final

from slack_sdk.errors import SlackApiError

from adapters.cards import Form, Page
from adapters.desk import Screen, Who
from adapters.slack.clients import UNREACHABLE, NotInstalled, error_of
from adapters.slack.render import card_view, form_view, home_view
from adapters.slack.text import Json
from adapters.slack.wiring import Wiring
from decisions.refusals import Refusal

logger: Final = logging.getLogger(__name__)

PAUSE: Final = 1.0


class Home:
    """``refresh`` only marks it as due: what is asked for while one is being published is one more publishing, not several."""

    def __init__(self, wiring: Wiring, *, pause: float = PAUSE) -> None:
        self._wiring, self._pause = wiring, pause
        self._due: dict[tuple[str, str], tuple[Who, str]] = {}
        self._running: set[tuple[str, str]] = set()

    def refresh(self, tenant: str, user: str, who: Who, *, seen: str = "") -> None:
        """``seen`` is the hash of the view that the person has: a newer one, published meanwhile, is not overwritten."""
        key = (tenant, user)
        self._due[key] = (who, seen)
        if key not in self._running:
            self._running.add(key)
            self._wiring.background.start(self._publish_due(key), "slack-home")

    async def _publish_due(self, key: tuple[str, str]) -> None:
        try:
            while key in self._due:
                who, seen = self._due.pop(key)
                await self._publish(*key, who, seen)
                await asyncio.sleep(self._pause if key in self._due else 0)
        finally:
            self._running.discard(key)
            self._due.pop(key, None)

    async def _publish(self, tenant: str, user: str, who: Who, seen: str) -> None:
        view = await self._view(who)
        if view is None:
            return
        try:
            client = await self._wiring.clients.of(tenant)
            await client.views_publish(user_id=user, view=view, hash=seen or None)
        except SlackApiError as failure:
            # A conflict means that a newer home is there already.
            if error_of(failure) != "hash_conflict":
                logger.warning("The home could not be published: %s", error_of(failure))
        except (NotInstalled, *UNREACHABLE) as failure:
            logger.warning("The home could not be published: %s", type(failure).__name__)

    async def _view(self, who: Who) -> Json | None:
        try:
            shown = await self._wiring.desk.show(who, Screen("home"))
        except Refusal as refusal:
            logger.info("No home to show: %s", refusal)
            return None
        say = self._wiring.catalogue(who.locale)
        if isinstance(shown, Page):
            return home_view(shown, lambda rows: say.n("slack.more_rows", rows))
        modal = form_view(shown) if isinstance(shown, Form) else card_view(shown)
        return {"type": "home", "callback_id": "home", "blocks": modal["blocks"]}
