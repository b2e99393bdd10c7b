"""What Rondo shows when it speaks to Teams: an access token, fetched in a thread.

Each time it sends, the SDK asks MSAL for it inside the event loop, without a time-out. ``Signed`` takes that place in the
pipeline of each client, so no caller can forget it.
"""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic
from typing import Any, Final

from botframework.connector.auth import (
    AppCredentials,
    ManagedIdentityServiceClientCredentialsFactory,
    MicrosoftAppCredentials,
    PasswordServiceClientCredentialFactory,
    ServiceClientCredentialsFactory,
)
from msal import ConfidentialClientApplication
from msrest.pipeline.async_abc import AsyncHTTPPolicy

from adapters.teams.settings import MANAGED_IDENTITY, MULTI_TENANT, TeamsSettings

logger: Final = logging.getLogger(__name__)

ASK_AGAIN: Final = 60.0
"""Seconds for which a token is used without asking MSAL. It gives none that ends in less than five minutes."""
WITHIN: Final = 15.0
"""Seconds that a send waits for a token."""
EACH_REQUEST: Final = 10.0
"""Seconds for each of MSAL's requests, so that its thread ends."""


class SignInFailed(Exception):
    """Microsoft gave no access token: it does not answer, or refuses the app's id or password."""


class AccessTokens:
    """One app's for one audience. However many ask, one thread at most is at it."""

    def __init__(self, credentials: AppCredentials, *, now: Callable[[], float] = monotonic) -> None:
        self._credentials, self._now = credentials, now
        self._token = ""
        self._asked = float("-inf")
        self._asking: asyncio.Task[str] | None = None

    async def current(self) -> str:
        """A token that is good for minutes. Raises ``SignInFailed``."""
        if self._now() - self._asked < ASK_AGAIN:
            return self._token
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(asyncio.to_thread(self._get), name="teams-sign-in")
            # Whoever asked may have gone by the time it fails.
            self._asking.add_done_callback(lambda asked: asked.cancelled() or asked.exception())
        try:
            token = await asyncio.wait_for(asyncio.shield(self._asking), WITHIN)
        except Exception as failure:
            why = str(failure) or type(failure).__name__
            raise SignInFailed(f"no access token for Teams: {why}") from failure
        self._token, self._asked = token, self._now()
        return token

    def _get(self) -> str:
        credentials = self._credentials
        if isinstance(credentials, MicrosoftAppCredentials) and credentials.app is None:
            # As the SDK would make it, but with a time-out.
            credentials.app = ConfidentialClientApplication(
                client_id=credentials.microsoft_app_id,
                client_credential=credentials.microsoft_app_password,
                authority=credentials.oauth_endpoint,
                timeout=EACH_REQUEST,
            )
        token: str = credentials.get_access_token()
        return token


class Signed(AsyncHTTPPolicy[Any, Any]):
    """A step of one client's pipeline: every request that passes carries the token."""

    def __init__(self, tokens: AccessTokens) -> None:
        super().__init__()
        self._tokens = tokens

    async def send(self, request: Any, **given: Any) -> Any:
        """The next step's response."""
        request.http_request.headers["Authorization"] = f"Bearer {await self._tokens.current()}"
        following: Any = self.next
        return await following.send(request, **given)


class Credentials(ServiceClientCredentialsFactory):  # type: ignore[misc]
    """Made for each client, with one ``AccessTokens`` behind all that speak to the same audience."""

    def __init__(self, settings: TeamsSettings) -> None:
        self._unauthenticated = settings.unauthenticated
        self._inner = _by_registration(settings)
        self._tokens: dict[tuple[str, str, str], AccessTokens] = {}

    async def is_valid_app_id(self, app_id: str) -> bool:
        """Whether a token is for this bot."""
        return bool(app_id) and bool(await self._inner.is_valid_app_id(app_id))

    async def is_authentication_disabled(self) -> bool:
        """Only in the playground."""
        return self._unauthenticated

    async def create_credentials(
        self, app_id: str, oauth_scope: str, login_endpoint: str, validate_authority: bool
    ) -> Any:
        """What a client puts into its pipeline."""
        if self._unauthenticated:
            return MicrosoftAppCredentials.empty()
        key = (app_id, oauth_scope, login_endpoint)
        if key not in self._tokens:
            self._tokens[key] = AccessTokens(await self._inner.create_credentials(*key, validate_authority))
        return Signed(self._tokens[key])


def _by_registration(settings: TeamsSettings) -> ServiceClientCredentialsFactory:
    if settings.app_type == MANAGED_IDENTITY:
        return ManagedIdentityServiceClientCredentialsFactory(settings.app_id)
    tenant = None if settings.app_type == MULTI_TENANT else settings.tenant_id or None
    return PasswordServiceClientCredentialFactory(settings.app_id, settings.app_password, tenant)
