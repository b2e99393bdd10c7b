"""Who may speak as Teams: a token that Microsoft signed for this bot, and an activity of an organisation that is let in.

The SDK verifies signatures, issuers, audiences and times. What it leaves out is here: tenants, a missing service URL or expiry,
other channels, an empty app id. And in whatever way a request fails, one exception says so: the SDK raises a dozen kinds.
"""

import logging
from collections.abc import Callable, Mapping
from time import monotonic
from types import SimpleNamespace
from typing import Any, Final

from botbuilder.integration.aiohttp import ConfigurationBotFrameworkAuthentication
from botbuilder.schema import Activity
from botframework.connector import Channels
from botframework.connector.auth import (
    AuthenticateRequestResult,
    AuthenticationConstants,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
    GovernmentConstants,
    JwtTokenExtractor,
    UserTokenClient,
)

from adapters.teams.addresses import is_on_this_machine, is_protected
from adapters.teams.clients import Kept, KeptConnectors
from adapters.teams.keys import NoKeys, SigningKeys
from adapters.teams.settings import TeamsSettings
from adapters.teams.tokens import Credentials

logger: Final = logging.getLogger(__name__)

PUBLIC: Final[Mapping[str, str]] = {
    "TO_CHANNEL_FROM_BOT_LOGIN_URL": AuthenticationConstants.TO_CHANNEL_FROM_BOT_LOGIN_URL_PREFIX,
    "TO_CHANNEL_FROM_BOT_OAUTH_SCOPE": AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE,
    "TO_BOT_FROM_CHANNEL_TOKEN_ISSUER": AuthenticationConstants.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER,
    "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL": AuthenticationConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL,
    "TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL": AuthenticationConstants.TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL,
    "OAUTH_URL": AuthenticationConstants.OAUTH_URL,
}
GOVERNMENT: Final[Mapping[str, str]] = {
    "TO_CHANNEL_FROM_BOT_LOGIN_URL": GovernmentConstants.TO_CHANNEL_FROM_BOT_LOGIN_URL_PREFIX,
    "TO_CHANNEL_FROM_BOT_OAUTH_SCOPE": GovernmentConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE,
    "TO_BOT_FROM_CHANNEL_TOKEN_ISSUER": GovernmentConstants.TO_BOT_FROM_CHANNEL_TOKEN_ISSUER,
    "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL": GovernmentConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL,
    "TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL": GovernmentConstants.TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL,
    "OAUTH_URL": GovernmentConstants.OAUTH_URL_GOV,
}
_CLOUDS: Final = {"": PUBLIC, GovernmentConstants.CHANNEL_SERVICE: GOVERNMENT}
_FROM_TEAMS: Final = Activity(channel_id=Channels.ms_teams)
"""What a token is verified for, before anything of the body is read: the key must be endorsed for Teams."""


class NotAuthenticated(Exception):
    """401, and nothing of the request is acted upon. The reason is for our log and tells the sender nothing."""


class Authentication(BotFrameworkAuthentication):  # type: ignore[misc]
    """``start`` before use: it fetches the keys. ``close`` at the end."""

    def __init__(self, settings: TeamsSettings, *, now: Callable[[], float] = monotonic) -> None:
        self._settings = settings
        self.unauthenticated = settings.unauthenticated
        cloud = _cloud(settings.bot_framework)
        self.keys = SigningKeys(cloud["TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL"], now=now)
        self._emulator_keys_url = cloud["TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL"]
        self._inner = ConfigurationBotFrameworkAuthentication(
            SimpleNamespace(**cloud), credentials_factory=Credentials(settings)
        )
        self.kept = Kept()
        self._user_token_client: Any = None

    async def start(self) -> None:
        """Fetches the signing keys, and keeps them fresh. Without a network it starts too, and lets nobody in until there is."""
        if self.unauthenticated:
            return
        JwtTokenExtractor.metadataCache[self._emulator_keys_url] = NoKeys()
        await self.keys.start()

    async def close(self) -> None:
        """Ends the fetching, and the connections of the clients."""
        await self.keys.stop()
        await self.kept.close()

    async def verified(self, authorization: str) -> AuthenticateRequestResult:
        """Whom the request's ``Authorization`` proves, before a byte of its body is read. Then ``admit`` its activity."""
        try:
            signed = await self._inner.authenticate_request(
                _FROM_TEAMS, None if self.unauthenticated else _bearer(authorization)
            )
        except NotAuthenticated:
            raise
        except Exception as failure:  # jwt's own, KeyError, IndexError, AttributeError, PermissionError, ...
            raise NotAuthenticated(f"{type(failure).__name__}: {str(failure)[:200]!r}") from failure
        if not self.unauthenticated and "exp" not in signed.claims_identity.claims:
            raise NotAuthenticated("the token never ends")
        signed.connector_factory = self._connectors(signed.claims_identity, signed.connector_factory)
        return signed

    def admit(self, signed: AuthenticateRequestResult, activity: Activity) -> None:
        """Raises ``NotAuthenticated`` unless the token was made for activities like this one, and its tenant is on the list."""
        self._check_channel(activity)
        self._check_service_url(signed.claims_identity, activity.service_url)
        self._check_tenant(activity)

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        """Both, for whoever has only the SDK's own way in."""
        signed = await self.verified(auth_header or "")
        self.admit(signed, activity)
        return signed

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        """Refuses: Teams does not stream."""
        raise NotAuthenticated("streaming")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        """For what Rondo sends of itself."""
        return self._connectors(claims_identity, self._inner.create_connector_factory(claims_identity))

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> UserTokenClient:
        """Nobody signs in through the bot; the SDK wants one in each turn all the same."""
        if self._user_token_client is None:
            self._user_token_client = await self._inner.create_user_token_client(claims_identity)
        return self._user_token_client

    def get_originating_audience(self) -> str:
        """Whom Rondo's access tokens are for."""
        audience: str = self._inner.get_originating_audience()
        return audience

    def _connectors(self, identity: ClaimsIdentity, make: ConnectorFactory) -> KeptConnectors:
        app_id = self._settings.app_id if identity.claims else ""
        return KeptConnectors(self.kept, app_id, make, self.get_originating_audience())

    def _check_channel(self, activity: Activity) -> None:
        playground = self._settings.playground and activity.channel_id == Channels.emulator
        if activity.channel_id != Channels.ms_teams and not playground:
            raise NotAuthenticated("of another channel")

    def _check_service_url(self, identity: ClaimsIdentity, service_url: object) -> None:
        """Answers go there, with our access token. The SDK does not look when it is missing."""
        if not isinstance(service_url, str) or not is_protected(service_url):
            raise NotAuthenticated("without a protected service URL")
        if self.unauthenticated:
            if not is_on_this_machine(service_url):
                raise NotAuthenticated("in the playground, with a service URL elsewhere")
        elif identity.get_claim_value(AuthenticationConstants.SERVICE_URL_CLAIM) != service_url:
            raise NotAuthenticated("for another service URL")

    def _check_tenant(self, activity: Activity) -> None:
        allowed = {each.casefold() for each in self._settings.allowed_tenants}
        if self.unauthenticated and not allowed:
            return
        named = tenants(activity)
        if not named:
            raise NotAuthenticated("of no tenant")
        if not named <= allowed:
            raise NotAuthenticated("of a tenant that is not on the list")


def tenants(activity: Activity) -> frozenset[str]:
    """The tenants that an activity names: one, unless somebody made it up. In small letters, as people may not write them."""
    data = activity.channel_data if isinstance(activity.channel_data, Mapping) else {}
    tenant = data.get("tenant")
    told = (
        getattr(activity.conversation, "tenant_id", None),
        tenant.get("id") if isinstance(tenant, Mapping) else None,
    )
    return frozenset(each.casefold() for each in told if isinstance(each, str) and each)


def _bearer(authorization: str) -> str:
    scheme, _, token = authorization.partition(" ")
    if scheme != "Bearer" or not token or " " in token or not token.isascii():
        raise NotAuthenticated("without a token")
    return authorization


def _cloud(given: Mapping[str, str]) -> Mapping[str, str]:
    """All that the SDK wants to know of a cloud. Told only a part, it would take the rest as nothing: no issuer would then be the
    right one for a token without any."""
    service = given.get("CHANNEL_SERVICE", "")
    if service not in _CLOUDS:
        raise ValueError(
            f"CHANNEL_SERVICE is {service}, which is unknown. Remove it, or set it to {GovernmentConstants.CHANNEL_SERVICE}."
        )
    own = {name: value for name, value in given.items() if value and name != "CHANNEL_SERVICE"}
    return {**_CLOUDS[service], **own}
