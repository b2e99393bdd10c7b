"""Pages that only say something: not found, not signed in, not readable, our mistake. Each says what can be
done."""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from adapters.web.links import TENANT, holds_a_secret, redacted
from adapters.web.read import Posted
from adapters.web.render import Pages
from adapters.web.session import Sessions
from adapters.web.settings import WebSettings
from adapters.web.visit import Visit, Visits
from decisions.refusals import Reason, Refusal

PLAIN_PATHS: Final = ("/slack", "/api", "/healthz", "/readyz", "/static", "/live")
"""Nobody reads a page there."""

TITLES: Final[Mapping[str, str]] = {
    "web.welcome": "web.welcome_title",
    "web.stranger": "web.stranger_title",
    "web.choose_first": "web.stranger_title",
    "web.link_mailed": "web.new_link_asked_title",
    "web.not_found": "web.not_found_title",
    "web.not_allowed": "web.not_allowed_title",
    "web.unreadable": "web.unreadable_title",
    "web.too_long": "web.too_long_title",
    "web.not_from_here": "web.not_from_here_title",
    "web.page_too_old": "web.page_too_old_title",
    "web.busy": "web.busy_title",
    "web.our_mistake": "web.our_mistake_title",
    "web.invitation_over": "web.invitation_over_title",
    "web.already_in": "web.already_in_title",
    "web.new_link_asked": "web.new_link_asked_title",
    "web.tap_unreadable": "web.tap_unreadable_title",
    "web.tap_not_yours": "web.tap_not_yours_title",
    "web.quiet_unreadable": "web.tap_unreadable_title",
}
"""What each page says, and the heading above it."""

log = structlog.get_logger(__name__)


def untold(request: Request, response: Response) -> Response:
    """The response; where the address may hold a secret, the browser tells it to no other page."""
    if holds_a_secret(request.url.path):
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


class Messages:
    """Says it in the reader's language, with the right status."""

    def __init__(self, pages: Pages, visits: Visits, settings: WebSettings, sessions: Sessions) -> None:
        self._pages = pages
        self._visits = visits
        self._settings = settings
        self._sessions = sessions

    def say(
        self, visit: Visit, status: int, key: str, leads_to: str = "", button: str = "web.back", **facts: str
    ) -> Response:
        """The page of a key of ``TITLES``, with one way on: ``leads_to``, or else their home."""
        at = leads_to or visit.reader.at.page("/home" if visit.who else "/")
        return self._draw(visit, status, key, at, button, facts)

    def only(self, visit: Visit, status: int, key: str) -> Response:
        """A page with nothing to press."""
        return self._draw(visit, status, key, "", "web.back", {})

    def stranger(self, visit: Visit) -> Response:
        """Whoever is not signed in: how to get in, or, with a link that has stopped working, how to get a new
        one."""
        if visit.account is not None and visit.account.tenant == TENANT:
            return self.link_over(visit, "/again")
        return self._ways_in(visit, 401, "web.stranger")

    def _ways_in(self, visit: Visit, status: int, key: str) -> Response:
        """By the link that they have, from the chats that this Rondo is on, and by a new link to their address; in the
        demonstration by choosing who to be."""
        w = visit.reader.w
        if self._visits.demonstration:
            return self.say(visit, status, "web.choose_first", "/", "web.choose_title")
        response = self._pages.draw(
            "stranger.html",
            visit.reader,
            status=status,
            title=w(TITLES[key]),
            texts=[w(key), *(w(f"web.way_in_{chat}") for chat in self._settings.chats)],
            mails=self._settings.sends_email,
        )
        if visit.session.fresh:
            self._sessions.remember(response, visit.session)
        return response

    def link_over(self, visit: Visit, action: str) -> Response:
        w = visit.reader.w
        return self._over(visit, 410, w("web.link_over_title"), w("web.link_over"), action)

    def links_stopped(self, visit: Visit) -> Response:
        """What somebody is told who has stopped the link by which they came."""
        w = visit.reader.w
        return self._over(visit, 200, w("web.links_stopped_title"), w("recorded.revoke_links"), "/again")

    def _over(self, visit: Visit, status: int, title: str, text: str, action: str) -> Response:
        """With the way to a new link."""
        reader = replace(visit.reader, name="")
        return self._pages.draw("over.html", reader, status=status, title=title, text=text, action=action)

    def welcome(self, visit: Visit) -> Response:
        return self._ways_in(visit, 200, "web.welcome")

    def unreadable(self, visit: Visit, status: int) -> Response:
        return self.say(visit, status, "web.too_long" if status == 413 else "web.unreadable")

    def refused(self, visit: Visit, refusal: Refusal) -> Response:
        if refusal.reason is Reason.NOT_FOUND:
            return self.say(visit, 404, "web.not_found")
        return self.say(visit, 403, "web.not_allowed")

    def send_again(self, visit: Visit, form: Posted, action: str) -> Response:
        """The page was too old to be trusted: nothing is done, nothing typed is lost, and one press sends
        it."""
        w = visit.reader.w
        typed = [(name, value) for name, value in form.pairs if name != "csrf"]
        return self._pages.draw(
            "message.html",
            visit.reader,
            status=403,
            title=w("web.send_again_title"),
            texts=[w("web.send_again")],
            typed=[*typed, ("csrf", visit.reader.token)],
            action=action,
            leads_to="",
            button=w("web.send_again_button"),
        )

    def _draw(
        self, visit: Visit, status: int, key: str, leads_to: str, button: str, facts: Mapping[str, str]
    ) -> Response:
        w = visit.reader.w
        return self._pages.draw(
            "message.html",
            visit.reader,
            status=status,
            title=w(TITLES[key]),
            texts=[w(key, **facts)],
            typed=(),
            leads_to=leads_to,
            button=w(button),
        )

    # --- for the application's exception handlers -----------------------------------------------------------

    async def on_http_error(self, request: Request, problem: Exception) -> Response:
        """An address that is not there, or a method that it does not take."""
        status = problem.status_code if isinstance(problem, HTTPException) else 400
        headers: Mapping[str, str] = (problem.headers or {}) if isinstance(problem, HTTPException) else {}
        if request.url.path.startswith(PLAIN_PATHS):
            return PlainTextResponse("", status_code=status, headers=dict(headers))
        key = "web.not_found" if status in {404, 405} else "web.unreadable"
        response = self.say(self._visits.stranger(request), status, key)
        response.headers.update(headers)
        return untold(request, response)

    async def on_bug(self, request: Request, problem: Exception) -> Response:
        """Our mistake: an apology with a reference that stands in the log too (the server logs the trace
        itself)."""
        reference = secrets.token_hex(4)
        log.error(
            "request_failed",
            reference=reference,
            path=redacted(request.url.path),
            kind=type(problem).__name__,
        )
        if request.url.path.startswith(PLAIN_PATHS):
            return PlainTextResponse("", status_code=500)
        apology = self.say(self._visits.stranger(request), 500, "web.our_mistake", reference=reference)
        return untold(request, apology)
