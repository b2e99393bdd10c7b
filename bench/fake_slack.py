"""As much of Slack as a load needs, on loopback: it takes cards and private words, and counts them. It checks nothing:
``tests/fakes/slack.py`` does that, and would cost more than what is measured here."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Posted:
    """One message, or one edit of it; ``at`` is in seconds, monotonic."""

    method: str
    ts: str
    text: str
    blocks: list[dict[str, Any]]
    at: float

    @property
    def words(self) -> str:
        """Everything that it shows, for looking something up."""
        return json.dumps(self.blocks, ensure_ascii=False) + self.text


@dataclass
class FakeSlack:
    """``posted`` and ``updated`` are cards, oldest first; ``private`` counts what came to a ``response_url``."""

    url: str = ""
    posted: list[Posted] = field(default_factory=list)
    updated: list[Posted] = field(default_factory=list)
    private: int = 0
    last_private: float = 0.0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    async def until_posted(self, seconds: float) -> Posted:
        """The first card, waited for."""
        async with asyncio.timeout(seconds):
            while not self.posted:
                self.changed.clear()
                await self.changed.wait()
        return self.posted[0]

    def answer(self, path: str, body: bytes) -> bytes:
        if path.startswith("/response/"):
            self.private += 1
            self.last_private = time.monotonic()
            return b'{"ok":true}'
        method = path.rpartition("/")[2]
        if method in ("chat.postMessage", "chat.update"):
            return self._card(method, json.loads(body))
        return b'{"ok":true,"user_id":"U0RONDO","team_id":"T0BENCH","messages":[]}'

    def _card(self, method: str, said: dict[str, Any]) -> bytes:
        edits = method == "chat.update"
        cards = self.updated if edits else self.posted
        ts = said["ts"] if edits else f"1700000000.{len(self.posted):06d}"
        cards.append(Posted(method, ts, said.get("text", ""), said.get("blocks") or [], time.monotonic()))
        self.changed.set()
        return json.dumps({"ok": True, "channel": said["channel"], "ts": ts}).encode()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept open as long as the other side wants."""
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                path = head.split(" ", 2)[1]
                body = await reader.readexactly(_length(head))
                answer = self.answer(path, body)
                start = "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
                writer.write(f"{start}Content-Length: {len(answer)}\r\n\r\n".encode() + answer)
        writer.close()


def _length(head: str) -> int:
    for line in head.splitlines():
        name, _, value = line.partition(":")
        if name.lower() == "content-length":
            return int(value)
    return 0


@asynccontextmanager
async def a_fake_slack() -> AsyncIterator[FakeSlack]:
    slack = FakeSlack()
    server = await asyncio.start_server(slack.serve, "127.0.0.1", 0)
    slack.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield slack
    finally:
        server.close()
