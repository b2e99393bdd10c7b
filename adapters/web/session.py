"""Who a browser is: a signed cookie that names an account, and the tokens that are bound to it.

The cookie only says which account was shown a link; who that is, and whether they may still come in, is asked
of the desk at each request, so a revoked link is out at once.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from typing import Any, Final

from itsdangerous import BadData, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

from adapters.desk import Account, Platform
from adapters.web.settings import WebSettings

REFRESH_AFTER: Final = 24 * 3600
"""Seconds after which a cookie that is in use is written anew."""
MAX_COOKIE: Final = 3_800
"""Bytes: browsers drop a cookie of more than 4,096 with its name and attributes."""
FLASH: Final = "rondo_said"
SIGNING: Final = {"digest_method": hashlib.sha256}


@dataclass(frozen=True, slots=True)
class Session:
    """One browser. ``id`` is random and changes whenever the account does; ``at`` is when it was written
    (POSIX seconds)."""

    id: str
    at: int
    account: Account | None = None
    fresh: bool = False
    """Not yet in the browser: the next page that shows a form must set it."""


class Sessions:
    """Reads, writes and signs what a browser holds."""

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._session = URLSafeSerializer(
            settings.secret_key, salt="rondo.web.session", signer_kwargs=SIGNING
        )
        self._flash = URLSafeSerializer(settings.secret_key, salt="rondo.web.flash", signer_kwargs=SIGNING)
        self.cookie: Final = "__Host-rondo" if settings.secure else "rondo"

    def of(self, request: Request) -> Session:
        """The browser's session; a new one without an account when there is none, or it is too old or not
        ours."""
        now = self._now()
        try:
            found = self._session.loads(request.cookies.get(self.cookie, ""))
            session = Session(id=str(found["i"]), at=int(found["a"]), account=_account(found))
        except (BadData, KeyError, TypeError, ValueError):
            return self.new(None)
        age = now - session.at
        if age > self._settings.session_age.total_seconds():
            return self.new(None)
        return replace(session, at=now, fresh=True) if age > REFRESH_AFTER else session

    def new(self, account: Account | None) -> Session:
        return Session(id=secrets.token_urlsafe(16), at=self._now(), account=account, fresh=True)

    def remember(self, response: Response, session: Session) -> None:
        """Write the cookie."""
        data: dict[str, object] = {"i": session.id, "a": session.at}
        if session.account is not None:
            data |= {"t": session.account.tenant, "u": session.account.user}
        response.set_cookie(
            self.cookie,
            str(self._session.dumps(data)),
            max_age=int(self._settings.session_age.total_seconds()),
            path="/",
            secure=self._settings.secure,
            httponly=True,
            samesite="lax",
        )

    def forget(self, response: Response) -> None:
        response.delete_cookie(
            self.cookie, path="/", secure=self._settings.secure, httponly=True, samesite="lax"
        )

    # --- tokens bound to a session --------------------------------------------------------------------------

    def token(self, session: Session) -> str:
        """The synchroniser token that every form of this browser carries."""
        return self._sign("csrf", session.id)

    def token_is_right(self, session: Session, token: str) -> bool:
        return hmac.compare_digest(self.token(session).encode(), token.encode())

    def sign_watch(self, account: Account, watch: str) -> str:
        """Says that a page shown to this account named these streams: they may be watched without asking
        again."""
        return self._sign("watch", f"{account.tenant}\n{account.user}\n{watch}")

    def watch_is_right(self, account: Account, watch: str, signature: str) -> bool:
        return hmac.compare_digest(self.sign_watch(account, watch).encode(), signature.encode())

    def secret_for(self, session: Session, *parts: str) -> str:
        """32 unguessable bytes (URL-safe) that are the same when the same browser repeats the same
        request."""
        return self._sign("secret", session.id, *parts)

    def _sign(self, purpose: str, *parts: str) -> str:
        message = "\0".join((purpose, *parts)).encode()
        digest = hmac.new(self._settings.secret_key.encode(), message, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    # --- what was answered, until the next page -------------------------------------------------------------

    def keep_said(self, response: Response, session: Session, path: str, html: str) -> bool:
        """Keep an answer's card for the page at ``path``, once and for two minutes. False when it is too
        long."""
        value = str(self._flash.dumps({"h": html, "a": self._now(), "p": path, "i": session.id}))
        if len(value) > MAX_COOKIE:
            return False
        response.set_cookie(
            FLASH,
            value,
            max_age=int(self._settings.flash_age.total_seconds()),
            path=path,
            secure=self._settings.secure,
            httponly=True,
            samesite="lax",
        )
        return True

    def said(self, request: Request, session: Session) -> str:
        """The kept card's HTML, ours by its signature; empty when there is none for this page and this
        browser."""
        try:
            found = self._flash.loads(request.cookies.get(FLASH, ""))
            fits = found["p"] == request.url.path and found["i"] == session.id
            fresh = self._now() - int(found["a"]) <= self._settings.flash_age.total_seconds()
            return str(found["h"]) if fits and fresh else ""
        except (BadData, KeyError, TypeError, ValueError):
            return ""

    def drop_said(self, response: Response, path: str) -> None:
        response.delete_cookie(FLASH, path=path, secure=self._settings.secure, httponly=True, samesite="lax")

    def _now(self) -> int:
        return int(self._settings.now().timestamp())


def _account(found: dict[str, Any]) -> Account | None:
    return Account(Platform.WEB, str(found["t"]), str(found["u"])) if "u" in found else None
