"""``/slack/events`` (events, buttons, forms, commands) and the two addresses of an installation."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from adapters.slack.bolt import Receiver
from adapters.slack.door import LARGEST_BODY, TurnedAway, parse, verify
from adapters.slack.oauth import OAuth
from adapters.slack.read import Malformed

JSON_TYPE: Final = "application/json"


def slack_routes(
    receiver: Receiver, *, signing_secret: str, now: Callable[[], datetime], oauth: OAuth | None = None
) -> APIRouter:
    """Without ``oauth`` there is one workspace, by its token, and nothing to install."""
    secret = signing_secret.encode()
    if not secret:
        raise ValueError("SLACK_SIGNING_SECRET is empty: without it anybody could speak as Slack.")

    async def events(request: Request) -> Response:
        try:
            return await _answered(request, receiver, secret, now().timestamp())
        except TurnedAway as turned:
            return PlainTextResponse(turned.why, turned.status)
        except Malformed as malformed:
            return PlainTextResponse(f"unexpected payload: {malformed}", 400)

    router = APIRouter()
    # A plain route: FastAPI's own would build its dependency machinery for each click.
    router.add_route("/slack/events", events, methods=["POST"], include_in_schema=False)
    if oauth is not None:
        router.add_route("/slack/install", oauth.install, methods=["GET"], include_in_schema=False)
        router.add_route("/slack/oauth_redirect", oauth.redirect, methods=["GET"], include_in_schema=False)
    return router


async def _answered(request: Request, receiver: Receiver, secret: bytes, now: float) -> Response:
    # As they came: the framework's own headers are searched from the first on for each that is asked for.
    headers = {name: value.decode("latin-1") for name, value in request.scope["headers"]}
    body = await _bounded(request, headers.get(b"content-length", ""))
    verify(
        secret,
        body,
        timestamp=headers.get(b"x-slack-request-timestamp", ""),
        signature=headers.get(b"x-slack-signature", ""),
        now=now,
    )
    payload = parse(body, headers.get(b"content-type", ""))
    if payload.get("type") == "url_verification":
        return JSONResponse({"challenge": str(payload.get("challenge", ""))})
    if payload.get("ssl_check") == "1":
        return Response()
    answer = await receiver.receive(payload)
    return Response(answer.body, answer.status, media_type=JSON_TYPE if answer.body else None)


async def _bounded(request: Request, told: str) -> bytes:
    """The whole body, or 413 as soon as it is too large. The length that is told is believed only to refuse."""
    if told.isdigit() and int(told) > LARGEST_BODY:
        raise TurnedAway(413, "too large")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            raise TurnedAway(413, "too large")
    return bytes(body)
