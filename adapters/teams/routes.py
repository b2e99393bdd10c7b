"""``/api/messages``: everything that Teams sends.

Nothing is read of a body before its token has been verified, and nothing runs before its activity is found to be one that the
token was made for. Junk is 401 when it is not signed and 400 when it is.
"""

import logging
from typing import Final

from fastapi import APIRouter
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from adapters.bodies import TooLarge, whole_body
from adapters.payloads import Malformed
from adapters.teams.adapter import Handler, TeamsAdapter, apology
from adapters.teams.addresses import is_loopback_host
from adapters.teams.answer import Answer
from adapters.teams.authentication import NotAuthenticated
from adapters.teams.door import KNOWN, LARGEST_BODY, parse, read_activity

logger: Final = logging.getLogger(__name__)

MESSAGES: Final = "/api/messages"
JSON_TYPE: Final = "application/json"


class Messages:
    """``/api/messages`` as a plain ASGI application, like Slack's ``Events``. ``handler`` gets what is let in."""

    def __init__(self, adapter: TeamsAdapter, handler: Handler) -> None:
        self._adapter, self._handler = adapter, handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self.received(scope, receive)
        await response(scope, receive, send)

    async def received(self, scope: Scope, receive: Receive) -> Response:
        """The whole way of a request."""
        try:
            return _response(await self._answered(scope, receive))
        except NotAuthenticated as turned_away:
            logger.info("A request is not Teams': %s", turned_away)
            return PlainTextResponse("not authenticated", 401, {"WWW-Authenticate": "Bearer"})
        except Malformed as malformed:
            return PlainTextResponse(f"unexpected activity: {malformed}", 400)
        except TooLarge:
            return PlainTextResponse("too large", 413)

    async def _answered(self, scope: Scope, receive: Receive) -> Answer:
        headers = dict(scope["headers"])
        body = await whole_body(receive, headers.get(b"content-length", b""), LARGEST_BODY)
        authentication = self._adapter.authentication
        if authentication.unauthenticated and not is_loopback_host((scope.get("client") or ("",))[0]):
            raise NotAuthenticated("in the playground, from another machine")
        signed = await authentication.verified(headers.get(b"authorization", b"").decode("latin-1"))
        activity = read_activity(parse(body))
        if activity.type not in KNOWN:
            authentication.admit(signed, activity)
            return Answer()
        return await self._adapter.process_activity(signed, activity, self._handler)


def teams_routes(messages: Messages) -> APIRouter:
    """For ``bot/app.py``, which hands a plain ASGI application its requests at once."""
    router = APIRouter()
    endpoint: object = messages
    router.add_route(MESSAGES, endpoint, methods=["POST"], include_in_schema=False)  # type: ignore[arg-type]
    return router


def _response(answer: Answer) -> Response:
    if answer.body is None:
        return Response(status_code=answer.status)
    try:
        body = answer.written()
    except (TypeError, ValueError, RecursionError) as failure:
        answer = apology(failure)
        body = answer.written()
    return Response(body, answer.status, media_type=JSON_TYPE)
