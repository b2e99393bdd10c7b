"""Installing Rondo into a workspace: Slack's OAuth, with a state that is signed, short-lived and bound to the browser."""

import hmac
import logging
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any, Final
from urllib.parse import urlencode

from itsdangerous import BadSignature, URLSafeSerializer
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from adapters.slack.clients import UNREACHABLE, Clients, error_of
from adapters.slack.manifest import BOT_SCOPES
from adapters.slack.wiring import Catalogue

logger: Final = logging.getLogger(__name__)

AUTHORIZE: Final = "https://slack.com/oauth/v2/authorize"
COOKIE: Final = "rondo_slack_install"
LASTS: Final = 600
"""Seconds from *Install* to Slack's answer."""


@dataclass(frozen=True, slots=True)
class OAuthSettings:
    client_id: str
    client_secret: str
    secret_key: str
    base_url: str
    """How the outside reaches Rondo: Slack sends the browser back there."""

    def __repr__(self) -> str:
        return f"OAuthSettings({self.client_id})"

    @property
    def redirect_uri(self) -> str:
        return f"{self.base_url.rstrip('/')}/slack/oauth_redirect"


class OAuth:
    """``installed`` is told of every installation after it is stored."""

    def __init__(
        self,
        settings: OAuthSettings,
        *,
        clients: Clients,
        store: AsyncInstallationStore,
        catalogue: Catalogue,
        now: Callable[[], datetime],
        installed: Callable[[Installation], Awaitable[None]],
    ) -> None:
        self._settings, self._clients, self._store = settings, clients, store
        self._catalogue, self._now, self._installed = catalogue, now, installed
        self._signer = URLSafeSerializer(settings.secret_key, salt="rondo/slack/install/1")

    async def install(self, request: Request) -> Response:
        """To Slack's own page, which asks for consent."""
        nonce = secrets.token_urlsafe(24)
        state = str(self._signer.dumps({"n": nonce, "at": int(self._now().timestamp())}))
        query = {
            "client_id": self._settings.client_id,
            "scope": ",".join(BOT_SCOPES),
            "user_scope": "",
            "redirect_uri": self._settings.redirect_uri,
            "state": state,
        }
        response = RedirectResponse(f"{AUTHORIZE}?{urlencode(query)}", 302)
        response.set_cookie(
            COOKIE,
            nonce,
            max_age=LASTS,
            httponly=True,
            samesite="lax",
            secure=self._settings.base_url.startswith("https://"),
            path="/slack",
        )
        return response

    async def redirect(self, request: Request) -> Response:
        """Back from Slack: stores the installation and leads to Rondo in that workspace."""
        query = request.query_params
        if query.get("error"):
            return self._page(request, "slack.install_cancelled", 200)
        if not self._state_holds(query.get("state", ""), request.cookies.get(COOKIE, "")):
            return self._page(request, "slack.install_expired", 400)
        installation, app = await self._exchanged(query.get("code", ""))
        if installation is None:
            return self._page(request, "slack.install_failed", 502)
        await self._store.async_save(installation)
        await self._installed(installation)
        where = {"app": app, "team": installation.team_id or installation.enterprise_id or ""}
        response = RedirectResponse(f"https://slack.com/app_redirect?{urlencode(where)}", 303)
        response.delete_cookie(COOKIE, path="/slack")
        return response

    def _state_holds(self, state: str, nonce: str) -> bool:
        try:
            found = self._signer.loads(state)
        except BadSignature:
            return False
        if not isinstance(found, dict) or not isinstance(found.get("at"), int):
            return False
        fresh = 0 <= self._now().timestamp() - found["at"] + 1 <= LASTS
        return fresh and bool(nonce) and hmac.compare_digest(str(found.get("n", "")).encode(), nonce.encode())

    async def _exchanged(self, code: str) -> tuple[Installation | None, str]:
        asked = {
            "client_id": self._settings.client_id,
            "client_secret": self._settings.client_secret,
            "code": code,
            "redirect_uri": self._settings.redirect_uri,
        }
        try:
            # Not by the SDK's own method: it sends the secret by a way that aiohttp is about to drop.
            answer = await self._clients.with_token(None).api_call("oauth.v2.access", data=asked)
        except SlackApiError as failure:
            logger.warning("Slack would not finish an installation: %s", error_of(failure))
            return None, ""
        except UNREACHABLE as failure:
            logger.warning("Slack could not be reached for an installation: %s", type(failure).__name__)
            return None, ""
        data = answer.data if isinstance(answer.data, dict) else {}
        return _installation(data, self._now()), str(data.get("app_id") or "")

    def _page(self, request: Request, key: str, status: int) -> Response:
        locale = request.headers.get("accept-language", "en").split(",")[0].split("-")[0].strip().lower()
        said = escape(self._catalogue(locale)(key))
        page = f'<!doctype html><meta charset="utf-8"><title>Rondo</title><main><p>{said}</p></main>'
        return HTMLResponse(page, status, headers={"Cache-Control": "no-store"})


def _installation(answer: dict[str, Any], now: datetime) -> Installation | None:
    """None when Slack's answer has no bot in it."""
    team, enterprise = answer.get("team") or {}, answer.get("enterprise") or {}
    token, installer = answer.get("access_token"), answer.get("authed_user") or {}
    if not token or not (team.get("id") or enterprise.get("id")):
        return None
    return Installation(
        app_id=answer.get("app_id"),
        enterprise_id=enterprise.get("id"),
        enterprise_name=enterprise.get("name"),
        team_id=team.get("id"),
        team_name=team.get("name"),
        bot_token=token,
        bot_user_id=answer.get("bot_user_id"),
        bot_scopes=str(answer.get("scope") or ""),
        user_id=str(installer.get("id") or ""),
        is_enterprise_install=answer.get("is_enterprise_install") is True,
        token_type=answer.get("token_type"),
        installed_at=now.timestamp(),
    )
