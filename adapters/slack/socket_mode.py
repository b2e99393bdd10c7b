"""Socket Mode: the same Bolt application, over a websocket that Rondo opens. For hosts that Slack cannot reach."""

import logging
from time import monotonic
from typing import Any, Final

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.payloads import Malformed
from adapters.slack.receiver import Receiver

logger: Final = logging.getLogger(__name__)


class SocketMode(AsyncSocketModeHandler):
    """``connect_async`` in the lifespan, ``close_async`` at its end. The websocket itself proves that Slack is speaking."""

    def __init__(self, receiver: Receiver, *, app_token: str, web_client: AsyncWebClient) -> None:
        super().__init__(receiver.bolt, app_token=app_token, web_client=web_client, logger=logger)
        self._receiver = receiver

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        started = monotonic()
        answer = await self._answer(req.payload)
        await send_async_response(client, req, answer, started)

    async def _answer(self, payload: Any) -> BoltResponse:
        """What makes no sense is acknowledged all the same: only 200 is, and the rest would come again."""
        try:
            return await self._receiver.receive(payload if isinstance(payload, dict) else {})
        except Malformed as malformed:
            logger.warning("An unexpected payload by Socket Mode: %s", malformed)
            return BoltResponse(status=200, body="")
