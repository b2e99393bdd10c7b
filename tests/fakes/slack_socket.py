"""Slack's end of Socket Mode: says hello, sends envelopes, and keeps what is acknowledged."""

import asyncio
import itertools
import json
from typing import Any

from aiohttp import WSMsgType, web

Json = dict[str, Any]


class FakeSocket:
    def __init__(self) -> None:
        self.acknowledged: dict[str, Json | None] = {}
        """The payload with which each envelope was acknowledged."""
        self._connected = asyncio.Event()
        self._socket: web.WebSocketResponse | None = None
        self._count = itertools.count(1)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self._socket = socket
        self._connected.set()
        async for incoming in socket:
            if incoming.type is WSMsgType.TEXT:
                self._take(incoming.data)
        return socket

    def _take(self, text: str) -> None:
        try:
            found = json.loads(text)
        except ValueError:
            return
        if isinstance(found, dict) and "envelope_id" in found:
            self.acknowledged[found["envelope_id"]] = found.get("payload")

    async def send(self, kind: str, payload: Json) -> str:
        """``kind``: events_api, interactive or slash_commands. Returns the envelope's id."""
        await asyncio.wait_for(self._connected.wait(), 5)
        assert self._socket is not None
        envelope = f"e{next(self._count)}"
        await self._socket.send_json(
            {"envelope_id": envelope, "type": kind, "payload": payload, "accepts_response_payload": True}
        )
        return envelope
