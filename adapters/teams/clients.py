"""The SDK's clients for Teams' services, made once for each address and audience: making them costs more than a turn.

They send and do not repeat: how soon to try again is Teams' to say and our sender's to do.
"""

from collections import OrderedDict
from typing import Any, Final

from botframework.connector.auth import ConnectorFactory
from msrest.universal_http.requests import ClientRetryPolicy

MOST: Final = 256
"""Clients kept. Their number is that of the addresses and tenants with which Teams has signed requests."""
ANSWER_WITHIN: Final = 10
"""Seconds."""


def make_retry_codes_quick() -> None:
    """For each client msrest lists the codes that are not in a list of 500: with a set, it takes a thousandth of the steps."""
    policy: Any = ClientRetryPolicy
    policy.safe_codes = frozenset(policy.safe_codes)


make_retry_codes_quick()


class Kept:
    """The clients, by whatever tells them apart; the one not used for longest goes first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._clients: OrderedDict[tuple[str, ...], Any] = OrderedDict()

    def find(self, key: tuple[str, ...]) -> Any:
        """The client, or None."""
        if key in self._clients:
            self._clients.move_to_end(key)
        return self._clients.get(key)

    def keep(self, key: tuple[str, ...], client: Any) -> Any:
        """The one to use: of two made at the same time, the first."""
        if (found := self.find(key)) is not None:
            return found
        self._clients[key] = client
        if len(self._clients) > self._most:
            self._clients.popitem(last=False)
        return client

    async def close(self) -> None:
        """Their connections end."""
        for client in self._clients.values():
            await client.__aexit__()
        self._clients.clear()

    def __len__(self) -> int:
        return len(self._clients)


class KeptConnectors(ConnectorFactory):  # type: ignore[misc]
    """One identity's connector clients, out of those that are kept for all."""

    def __init__(self, kept: Kept, app_id: str, make: ConnectorFactory, audience: str) -> None:
        self._kept, self._app_id, self._make, self._audience = kept, app_id, make, audience

    async def create(self, service_url: str, audience: str | None = None) -> Any:
        """The client for this address; made when there is none."""
        key = ("connector", self._app_id, service_url, audience or self._audience)
        found = self._kept.find(key)
        if found is not None:
            return found
        client = await self._make.create(service_url, audience or self._audience)
        _send_once(client.config)
        return self._kept.keep(key, client)


def _send_once(config: Any) -> None:
    """The client's pipeline holds this very policy object, so it is changed and not replaced."""
    policy = config.retry_policy.policy
    policy.total = policy.connect = policy.read = 0
    policy.status_forcelist = frozenset()
    policy.respect_retry_after_header = False
    config.connection.timeout = ANSWER_WITHIN
