"""The load generator: so many connections, each with one request on its way at a time."""

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from bench.plan import CONNECTIONS
from bench.servers import Server

LONGEST: Final = 120.0
"""Seconds after which a load is given up."""
_CARD: Final = b'{"statusCode":200,"type":"application/vnd.microsoft.card.adaptive"'
"""How the answer to an ``Action.Execute`` begins that shows a new card; a word, as that nothing was recorded, is 200 too."""
_LENGTH: Final = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Leg:
    """One variant's one turn: how many were acknowledged, in how many seconds, and how long each took (seconds). ``cpu`` is
    the processor time of the application meanwhile: what other programs on the machine do changes it least. ``cards`` counts
    the answers that were a new card (Teams')."""

    clicks: int
    seconds: float
    cpu: float = 0.0
    took: Sequence[float] = field(default=(), repr=False)
    cards: int = 0

    @property
    def rate(self) -> float:
        return self.clicks / self.seconds

    def slowest_of(self, share: float) -> float:
        """Seconds within which this share of all was acknowledged."""
        return percentile(self.took, share)


def percentile(took: Sequence[float], share: float) -> float:
    ordered = sorted(took)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


@dataclass
class _Heard:
    """What all connections of one turn have heard."""

    took: list[float] = field(default_factory=list)
    cards: int = 0


class _Connection(asyncio.Protocol):
    def __init__(self, requests: Iterator[bytes], all: _Heard, finished: "asyncio.Future[None]") -> None:
        self._requests, self._all, self._finished = requests, all, finished
        self._heard = b""
        self._began = 0.0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._heard += data
        head, end, body = self._heard.partition(b"\r\n\r\n")
        length = _LENGTH.search(head) if end else None
        if not end or len(body) < (int(length[1]) if length else 0):
            return
        self._all.took.append(time.perf_counter() - self._began)
        self._all.cards += body.startswith(_CARD)
        self._heard = b""
        if not head.startswith(b"HTTP/1.1 200"):
            self._end(RuntimeError(f"not acknowledged: {head[:60]!r} {body[:200]!r}"))
            return
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(exc or ConnectionError("the application closed a connection"))

    def _next(self) -> None:
        assert self._transport is not None
        request = next(self._requests, None)
        if request is None:
            self._end(None)
            return
        self._began = time.perf_counter()
        self._transport.write(request)

    def _end(self, failure: Exception | None) -> None:
        if not self._finished.done():
            if failure is None:
                self._finished.set_result(None)
            else:
                self._finished.set_exception(failure)
        if self._transport is not None:
            self._transport.close()


async def press_all(
    servers: Sequence[Server], requests: Sequence[bytes], connections: int = CONNECTIONS
) -> Leg:
    """Every request once, over connections that are shared out among the servers. Raises when one is not answered by 200."""
    loop = asyncio.get_running_loop()
    waiting = iter(requests)
    heard = _Heard()
    finished: list[asyncio.Future[None]] = [loop.create_future() for _ in range(connections)]
    used, began = sum(server.cpu() for server in servers), time.perf_counter()
    async with asyncio.timeout(LONGEST):
        for number, future in enumerate(finished):
            port = servers[number % len(servers)].port
            await loop.create_connection(partial(_Connection, waiting, heard, future), "127.0.0.1", port)
        await asyncio.gather(*finished)
    seconds = time.perf_counter() - began
    used = sum(server.cpu() for server in servers) - used
    return Leg(len(heard.took), seconds, used, heard.took, heard.cards)
