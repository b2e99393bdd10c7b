"""The keys with which Teams' requests are signed: fetched before they are needed, and never in the event loop's way.

The SDK fetches them once a day in the middle of a request, blocking, without a time-out; and stumbles over a key that it does not
know. ``SigningKeys`` stands in for what it would make.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

import aiohttp
from botframework.connector.auth.jwt_token_extractor import JwtTokenExtractor
from jwt.algorithms import RSAAlgorithm
from jwt.exceptions import PyJWTError

from adapters.teams.addresses import is_on_this_machine, is_protected

logger: Final = logging.getLogger(__name__)

REFRESH_EVERY: Final = 4 * 60 * 60.0
"""Seconds. New keys are published days before they are used."""
AGAIN_AFTER_A_FAILURE: Final = 60.0
AT_ONCE_AGAIN: Final = 5.0
"""Seconds between attempts while there are no keys at all, and nobody can get in."""
UNKNOWN_EVERY: Final = 60.0
"""Seconds between fetches because of a key that nobody knows; anyone can invent one."""
FETCH_WITHIN: Final = 5.0
LARGEST: Final = 1024 * 1024


class UnknownKey(Exception):
    """No key of this id, now."""


class _NotKeys(Exception):
    """What came back is no set of keys."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """By the names that the SDK asks for. ``endorsements`` are the channels that it may sign for."""

    public_key: Any
    endorsements: tuple[str, ...]


class SigningKeys:
    """Those that the OpenID document at ``url`` points to. ``start`` before use, ``stop`` at the end.

    While a refresh fails, the keys that there are stay in use. After one that succeeds, only the new ones count.
    """

    def __init__(self, url: str, *, now: Callable[[], float] = monotonic) -> None:
        if not is_protected(url):
            raise ValueError(f"Signing keys cannot be trusted from {url}: it must begin with https://.")
        self._url, self._now = url, now
        self._keys: Mapping[str, SigningKey] = {}
        self._asked_for_unknown = float("-inf")
        self._fetching: asyncio.Task[bool] | None = None
        self._keeping: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """The first fetch, and from then on one every few hours. When the first fails it is tried again behind."""
        JwtTokenExtractor.metadataCache[self._url] = self
        succeeded = await self.refresh()
        self._keeping = asyncio.create_task(self._keep(succeeded), name="teams-signing-keys")

    async def stop(self) -> None:
        """Ends what is under way, and gives the SDK its place back."""
        if JwtTokenExtractor.metadataCache.get(self._url) is self:
            del JwtTokenExtractor.metadataCache[self._url]
        under_way = [task for task in (self._keeping, self._fetching) if task is not None]
        for task in under_way:
            task.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    async def get(self, key_id: str | None) -> SigningKey:
        """The SDK's question. A known key is given at once, whatever else goes on; an unknown one is looked for at most once a
        minute, and then raises ``UnknownKey``."""
        found = self._keys.get(key_id or "")
        if found is None and key_id and self._may_look():
            await self.refresh()
            found = self._keys.get(key_id)
        if found is None:
            raise UnknownKey("signed with a key that nobody knows")
        return found

    async def refresh(self) -> bool:
        """Fetches them now, or waits for the fetch that is under way. Whether it succeeded; why not is in the log."""
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.create_task(self._fetch(), name="teams-signing-keys-fetch")
        return await asyncio.shield(self._fetching)

    def _may_look(self) -> bool:
        if self._fetching is not None and not self._fetching.done():
            return True
        if self._now() - self._asked_for_unknown < UNKNOWN_EVERY:
            return False
        self._asked_for_unknown = self._now()
        return True

    async def _keep(self, succeeded: bool) -> None:
        while True:
            failed = AGAIN_AFTER_A_FAILURE if self._keys else AT_ONCE_AGAIN
            await asyncio.sleep(REFRESH_EVERY if succeeded else failed)
            succeeded = await self.refresh()

    async def _fetch(self) -> bool:
        try:
            async with asyncio.timeout(FETCH_WITHIN):
                self._keys = await _published(self._url)
        except (aiohttp.ClientError, TimeoutError, ValueError, RecursionError, _NotKeys) as failure:
            why = str(failure) or type(failure).__name__
            logger.warning("Teams' signing keys could not be fetched from %s: %s", self._url, why)
            return False
        return True


class NoKeys:
    """Stands where no key is trusted: for tokens of the Emulator and of other bots, which Rondo has nothing to say to."""

    async def get(self, key_id: str | None) -> SigningKey:
        """Refuses."""
        raise UnknownKey("signed for another purpose")


async def _published(url: str) -> Mapping[str, SigningKey]:
    # A proxy of the environment is used as elsewhere, but never for this machine.
    async with aiohttp.ClientSession(trust_env=not is_on_this_machine(url)) as session:
        document = await _fetched(session, url)
        keys_url = document.get("jwks_uri")
        if not isinstance(keys_url, str) or not is_protected(keys_url):
            raise _NotKeys("its jwks_uri is no https:// address")
        listed = (await _fetched(session, keys_url)).get("keys")
    keys = _read(listed) if isinstance(listed, list) else {}
    if not keys:
        raise _NotKeys("there are none")
    return keys


async def _fetched(session: aiohttp.ClientSession, url: str) -> Mapping[str, Any]:
    async with session.get(url, allow_redirects=False) as response:
        response.raise_for_status()
        body = await response.content.read(LARGEST)
        while len(body) < LARGEST and (more := await response.content.read(LARGEST - len(body))):
            body += more
    found = json.loads(body) if response.status == 200 else None
    if not isinstance(found, dict):
        raise _NotKeys(f"{url} answered {response.status}, and no JSON object")
    return found


def _read(listed: list[Any]) -> Mapping[str, SigningKey]:
    """Those of them that are RSA keys with a name; others are for others."""
    keys = {}
    for each in listed:
        if not (isinstance(each, dict) and isinstance(each.get("kid"), str) and each.get("kty") == "RSA"):
            continue
        try:
            public = RSAAlgorithm.from_jwk(json.dumps(each))
        except (PyJWTError, ValueError):
            continue
        endorsements = each.get("endorsements")
        said = endorsements if isinstance(endorsements, list) else []
        keys[each["kid"]] = SigningKey(public, tuple(name for name in said if isinstance(name, str)))
    return keys
