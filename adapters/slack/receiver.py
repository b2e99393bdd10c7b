"""The Bolt application: which handler takes what. HTTP and Socket Mode both hand it what ``read`` has already understood.

Bolt is given a small body of our own making to match on, and never the payload itself: nothing that a payload holds can make it
stumble, and nothing is parsed or searched twice. What was read travels in the request's context.
"""

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncApp, AsyncBoltContext, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse

from adapters.slack.asking import Asking
from adapters.slack.clicks import Clicks
from adapters.slack.events import Events
from adapters.slack.read import (
    Click,
    Closed,
    Happening,
    Incoming,
    Shortcut,
    Submission,
    Typed,
    read,
)
from adapters.slack.submissions import Submissions
from decisions.refusals import Refusal

logger: Final = logging.getLogger(__name__)

ANY: Final = re.compile("")
_INCOMING: Final = "rondo_incoming"
Json = dict[str, Any]


class _Anyone(AsyncAuthorize):
    """Whoever Slack signed for may speak: what they may do is the desk's to say, from stored membership. So no request
    costs a call of ``auth.test`` or a look at an installation."""

    _RESULT: Final = AuthorizeResult(enterprise_id=None, team_id=None)

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult:
        return self._RESULT


class _ClicksFirst(AsyncMiddleware):
    """A click is answered among Bolt's middleware. Finding its listener, and making everything that a listener may ask for,
    would cost as much as all that we do with it before it is recorded."""

    def __init__(self, clicks: Clicks) -> None:
        self._clicks = clicks

    async def async_process(
        self, *, req: AsyncBoltRequest, resp: BoltResponse, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        incoming = req.context[_INCOMING]
        if isinstance(incoming, Click):
            return _ok(await self._clicks.answer(incoming))
        return await next()


class Receiver:
    """Takes payloads that are proven to come from Slack, and gives Slack's answer to each."""

    def __init__(self, clicks: Clicks, submissions: Submissions, asking: Asking, events: Events) -> None:
        self.bolt = _application(_ClicksFirst(clicks))
        _listen(self.bolt, submissions, asking, events)

    async def receive(self, payload: Mapping[str, Any]) -> BoltResponse:
        """Decided, committed, and only then answered. Raises ``Malformed`` for what Slack does not send."""
        incoming = read(payload)
        # "socket_mode" is Bolt's word for a body that has been parsed already.
        request = AsyncBoltRequest(
            body=_to_match(incoming), mode="socket_mode", context={_INCOMING: incoming}
        )
        return await self.bolt.async_dispatch(request)


def _application(first: AsyncMiddleware) -> AsyncApp:
    bolts_logger = logging.getLogger("rondo.slack.bolt")
    # Bolt reads tokens from the environment by itself, and would warn that it leaves them aside.
    bolts_logger.setLevel(logging.ERROR)
    bolt = AsyncApp(
        name="rondo",
        logger=bolts_logger,
        process_before_response=True,
        before_authorize=first,
        authorize=_Anyone(),  # type: ignore[no-untyped-call]
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    bolts_logger.setLevel(logging.WARNING)
    return bolt


def _listen(bolt: AsyncApp, submissions: Submissions, asking: Asking, events: Events) -> None:
    @bolt.view_submission(ANY)
    async def _submission(context: AsyncBoltContext) -> BoltResponse:
        return _ok(await submissions.answer(context[_INCOMING]))

    @bolt.command(ANY)
    async def _typed(context: AsyncBoltContext) -> BoltResponse:
        return _ok(await asking.typed(context[_INCOMING]))

    @bolt.shortcut(ANY)
    async def _shortcut(context: AsyncBoltContext) -> BoltResponse:
        return _ok(await asking.shortcut(context[_INCOMING]))

    @bolt.event(ANY)
    async def _happening(context: AsyncBoltContext) -> BoltResponse:
        try:
            await events.take(context[_INCOMING])
        except Refusal as refusal:
            logger.warning("Slack is to tell an event again: %s", refusal)
            return BoltResponse(status=503, body="")
        return _ok({})

    @bolt.view_closed(ANY)
    async def _closed(context: AsyncBoltContext) -> BoltResponse:
        return _ok({})


def _ok(body: Json) -> BoltResponse:
    return BoltResponse(status=200, body=body or "")


def _to_match(incoming: Incoming) -> Json:
    match incoming:
        case Click():
            return {
                "type": "block_actions",
                "actions": [{"type": "button", "action_id": "press", "block_id": "b"}],
            }
        case Submission():
            return {"type": "view_submission", "view": {"type": "modal", "callback_id": "form"}}
        case Typed():
            return {"command": "/rondo"}
        case Shortcut():
            return {"type": "message_action", "callback_id": incoming.name}
        case Happening():
            return {"type": "event_callback", "event": {"type": incoming.kind}}
        case Closed():
            return {"type": "view_closed", "view": {"type": "modal", "callback_id": "form"}}
