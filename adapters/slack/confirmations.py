"""The private word after a click: sent through the click's ``response_url``, after the commit, from memory.

It costs the click nothing and is nobody's record: if one is lost, *More…* and Home show the truth. So the queue is
bounded, keeps only the latest for each member, and draws a card only when it is about to be sent.
"""

import asyncio
import contextlib
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from adapters.cards import PersonalCard
from adapters.slack.render import message
from adapters.slack.text import Json, inert

logger: Final = logging.getLogger(__name__)

MOST: Final = 5_000
AT_ONCE: Final = 4
TRIES: Final = 3
"""Of the five uses that Slack allows to one ``response_url`` in 30 minutes."""
LONGEST_WAIT: Final = 30.0
"""Seconds. Slack may ask for more; a confirmation that old confirms nothing."""

ToSay = PersonalCard | str | Json | Callable[[], PersonalCard]
"""A card may be handed in as what makes it: then it is made when it is about to be sent."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """``replace`` puts it in the place of what was pressed (never of a shared card); otherwise it stands beside it,
    in ``thread``."""

    member: str
    response_url: str
    said: ToSay
    replace: bool = False
    thread: str = ""

    def payload(self) -> Json:
        drawn = self._drawn()
        if self.replace:
            return drawn | {"replace_original": True}
        beside = drawn | {"response_type": "ephemeral", "replace_original": False}
        return beside | {"thread_ts": self.thread} if self.thread else beside

    def _drawn(self) -> Json:
        said = self.said() if callable(self.said) else self.said
        match said:
            case str():
                return {"text": inert(said)}
            case PersonalCard():
                return message(said)
            case _:
                return said


def slack_addresses(base_url: str) -> Callable[[str], bool]:
    """Whether an address is Slack's own (or that of the API that the settings name), so that nothing is sent elsewhere."""
    ours = urlsplit(base_url)

    def allowed(url: str) -> bool:
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            return False
        if (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc):
            return True
        return parts.scheme == "https" and host.endswith(".slack.com")

    return allowed


class Confirmations:
    """``put`` never waits. Between ``start`` and ``stop`` they are sent; before it they only gather."""

    def __init__(
        self,
        session: Callable[[], aiohttp.ClientSession],
        allowed: Callable[[str], bool],
        *,
        most: int = MOST,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._session, self._allowed, self._most, self._sleep = session, allowed, most, sleep
        self._waiting: OrderedDict[str, Confirmation] = OrderedDict()
        self._sending: set[str] = set()
        self._wake = asyncio.Event()
        self._empty = asyncio.Event()
        self._workers: list[asyncio.Task[None]] = []
        self.dropped = 0

    @property
    def waiting(self) -> int:
        return len(self._waiting) + len(self._sending)

    def put(self, confirmation: Confirmation) -> None:
        """The latest for its member; when there are too many, the oldest of all goes."""
        if not self._allowed(confirmation.response_url):
            self.dropped += 1
            return
        self._waiting.pop(confirmation.member, None)
        self._waiting[confirmation.member] = confirmation
        if len(self._waiting) > self._most:
            self._waiting.popitem(last=False)
            self.dropped += 1
        self._wake.set()

    def start(self) -> None:
        if not self._workers:
            self._workers = [
                asyncio.create_task(self._work(), name="slack-confirmations") for _ in range(AT_ONCE)
            ]

    async def stop(self, seconds: float = 3.0) -> None:
        """Sends what is waiting for at most ``seconds``, then lets the rest go."""
        if self._workers and self.waiting:
            self._empty.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._empty.wait(), seconds)
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        self._workers = []

    async def _work(self) -> None:
        while True:
            confirmation = self._next()
            if confirmation is None:
                self._wake.clear()
                if not self.waiting:
                    self._empty.set()
                await self._wake.wait()
                continue
            try:
                await self._send(confirmation)
            except Exception:
                logger.exception("A confirmation could not be drawn or sent")
            finally:
                self._sending.discard(confirmation.member)
                self._wake.set()

    def _next(self) -> Confirmation | None:
        """The oldest whose member has none on its way: a member's words never overtake each other."""
        for member in self._waiting:
            if member not in self._sending:
                self._sending.add(member)
                return self._waiting.pop(member)
        return None

    async def _send(self, confirmation: Confirmation) -> None:
        payload = confirmation.payload()
        for attempt in range(1, TRIES + 1):
            wait = await self._try(confirmation.response_url, payload, attempt)
            if wait is None:
                return
            if attempt < TRIES:
                await self._sleep(wait)
        self.dropped += 1
        logger.info("A confirmation was dropped after %d tries", TRIES)

    async def _try(self, url: str, payload: Json, attempt: int) -> float | None:
        """None when it is done with; else the seconds to wait before another try."""
        try:
            async with self._session().post(url, json=payload, allow_redirects=False) as response:
                status, asked = response.status, response.headers.get("Retry-After", "")
        except (aiohttp.ClientError, TimeoutError, OSError):
            return float(attempt)
        if status == 429:
            return min(float(asked), LONGEST_WAIT) if asked.isdigit() else float(attempt)
        if status >= 500:
            return float(attempt)
        if status != 200:
            self.dropped += 1
            logger.info("Slack would not take a confirmation: %d", status)
        return None
