"""Slack's Web API: one HTTP session for the whole process, and one client for each installation, kept.

Bolt would make a client for each request and, without a session, a connection for each call.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

SLACK: Final = "https://slack.com/api/"
TOTAL: Final = 10.0
CONNECT: Final = 3.0
"""Seconds. The session holds them, because the SDK's own time-out does not apply to a session that it is given."""
_MOST_CLIENTS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Installed:
    """A workspace or enterprise that has Rondo, and what it speaks with. ``bot_user`` is empty when not known yet."""

    tenant: str
    token: str
    bot_user: str = ""

    def __repr__(self) -> str:
        return f"Installed({self.tenant})"


TokenFor = Callable[[str], Awaitable[Installed | None]]
"""The installation for a tenant, or None when Rondo is not installed there."""


class NotInstalled(Exception):
    """Rondo has no token for this tenant: never installed, or taken away."""


class Clients:
    """``open`` in the application's lifespan before use, ``close`` at its end."""

    def __init__(self, token_for: TokenFor, *, base_url: str | None = None) -> None:
        self.token_for = token_for
        self.base_url = base_url or SLACK
        self._session: aiohttp.ClientSession | None = None
        self._clients: dict[tuple[str, bool], AsyncWebClient] = {}

    async def open(self) -> None:
        if self._session is None or self._session.closed:
            timeout = aiohttp.ClientTimeout(total=TOTAL, connect=CONNECT)
            self._session = aiohttp.ClientSession(timeout=timeout)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
        self._session = None
        self._clients.clear()

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("Open the Slack clients in the application's lifespan before use.")
        return self._session

    async def of(self, tenant: str, *, patient: bool = True) -> AsyncWebClient:
        """The tenant's client. A patient one waits once when Slack asks to; the worker's does not: it has its own queue."""
        installed = await self.token_for(tenant)
        if installed is None:
            raise NotInstalled(tenant)
        return self.with_token(installed.token, patient=patient)

    def with_token(self, token: str | None, *, patient: bool = True) -> AsyncWebClient:
        kept = self._clients.get((token or "", patient))
        if kept is not None and kept.session is self._session:
            return kept
        handlers = (
            [
                AsyncRateLimitErrorRetryHandler(max_retry_count=1),
                AsyncConnectionErrorRetryHandler(max_retry_count=1),
            ]
            if patient
            else []
        )
        client = AsyncWebClient(
            token=token,
            base_url=self.base_url,
            session=self.session,
            timeout=int(TOTAL),
            retry_handlers=handlers,
        )
        if len(self._clients) >= _MOST_CLIENTS:
            self._clients.pop(next(iter(self._clients)))
        self._clients[token or "", patient] = client
        return client


def error_of(failure: SlackApiError) -> str:
    """Slack's own word for what went wrong; empty when the response had none."""
    data = getattr(failure.response, "data", None)
    error: Any = data.get("error") if isinstance(data, dict) else None
    return error if isinstance(error, str) else ""


def status_of(failure: SlackApiError) -> int:
    response = failure.response
    found = getattr(response, "status_code", None) or getattr(response, "status", None)
    return found if isinstance(found, int) else 0


UNREACHABLE: Final = (aiohttp.ClientError, asyncio.TimeoutError, OSError)
"""What a call raises when no answer came."""
