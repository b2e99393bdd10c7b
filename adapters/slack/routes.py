"""``/slack/events`` (events, buttons, forms, commands) and the two addresses of an installation."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from fastapi import APIRouter
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from adapters.bodies import TooLarge, whole_body
from adapters.payloads import Malformed
from adapters.slack.door import LARGEST_BODY, TurnedAway, parse, verify
from adapters.slack.oauth import OAuth
from adapters.slack.receiver import Receiver

EVENTS: Final = "/slack/events"
JSON_TYPE: Final = "application/json"


def slack_routes(
    receiver: Receiver, *, signing_secret: str, now: Callable[[], datetime], oauth: OAuth | None = None
) -> APIRouter:
    """Without ``oauth`` there is one workspace, by its token, and nothing to install."""
    secret = signing_secret.encode()
    if not secret:
        raise ValueError("SLACK_SIGNING_SECRET is empty: without it anybody could speak as Slack.")

    router = APIRouter()
    events: Any = Events(receiver, secret, now)
    router.add_route(EVENTS, events, methods=["POST"], include_in_schema=False)
    if oauth is not None:
        router.add_route("/slack/install", oauth.install, methods=["GET"], include_in_schema=False)
        router.add_route("/slack/oauth_redirect", oauth.redirect, methods=["GET"], include_in_schema=False)
    return router


class Events:
    """``/slack/events`` as a plain ASGI application: a route of FastAPI's own would build its dependency machinery, and one of
    Starlette's its error handling, for each click."""

    def __init__(self, receiver: Receiver, secret: bytes, now: Callable[[], datetime]) -> None:
        self._receiver, self._secret, self._now = receiver, secret, now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._response(scope, receive)
        await response(scope, receive, send)

    async def _response(self, scope: Scope, receive: Receive) -> Response:
        try:
            return await self._answered(scope, receive)
        except TurnedAway as turned:
            return PlainTextResponse(turned.why, turned.status)
        except TooLarge:
            return PlainTextResponse("too large", 413)
        except Malformed as malformed:
            return PlainTextResponse(f"unexpected payload: {malformed}", 400)

    async def _answered(self, scope: Scope, receive: Receive) -> Response:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        body = await whole_body(receive, headers.get(b"content-length", "").encode("latin-1"), LARGEST_BODY)
        verify(
            self._secret,
            body,
            timestamp=headers.get(b"x-slack-request-timestamp", ""),
            signature=headers.get(b"x-slack-signature", ""),
            now=self._now().timestamp(),
        )
        payload = parse(body, headers.get(b"content-type", ""))
        if payload.get("type") == "url_verification":
            return JSONResponse({"challenge": str(payload.get("challenge", ""))})
        if payload.get("ssl_check") == "1":
            return Response()
        answer = await self._receiver.receive(payload)
        return Response(answer.body, answer.status, media_type=JSON_TYPE if answer.body else None)
