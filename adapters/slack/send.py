"""Messages out to Slack: posts, direct messages and edits, and what Slack's refusals mean for the worker."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.cards import Card, PersonalCard
from adapters.delivery import A_DAY, DeliveryFailed, MessageRef, Rate, Rates
from adapters.desk import Account, PlaceKey
from adapters.slack.clients import Clients, NotInstalled, error_of, status_of
from adapters.slack.read import permalink
from adapters.slack.render import message
from adapters.slack.text import Json

RATES: Final = Rates(post=Rate(1, 1.0), edit=Rate(45, 60.0), direct=Rate(2, 1.0), waits_for_server=A_DAY)
"""Slack: about one post a second in a channel; ``chat.update`` 50 a minute and more, of which some are left for corrections."""

EVENT_TYPE: Final = "rondo_message"
LOOK_BACK: Final = 200
"""Messages of a conversation that are searched for an earlier try."""
CALL: Final = 15.0
"""Seconds for one call, waiting for a connection included."""
_MOST_DIRECT: Final = 10_000

PERMANENT: Final = {
    "channel_not_found": "channel_gone",
    "is_archived": "channel_archived",
    "not_in_channel": "not_invited",
    "restricted_action": "not_allowed",
    "restricted_action_read_only_channel": "not_allowed",
    "restricted_action_thread_only_channel": "not_allowed",
    "restricted_action_non_threadable_channel": "not_allowed",
    "restricted_action_thread_locked": "not_allowed",
    "team_access_not_granted": "not_allowed",
    "access_denied": "not_allowed",
    "no_permission": "not_allowed",
    "missing_scope": "not_allowed",
    "not_allowed_token_type": "not_allowed",
    "ekm_access_denied": "not_allowed",
    "token_revoked": "token_revoked",
    "token_expired": "token_revoked",
    "invalid_auth": "token_revoked",
    "not_authed": "token_revoked",
    "account_inactive": "account_inactive",
    "user_not_found": "person_gone",
    "users_not_found": "person_gone",
    "user_disabled": "person_gone",
    "user_not_visible": "person_gone",
    "cannot_dm_bot": "person_gone",
    "messages_tab_disabled": "not_allowed",
    "message_not_found": "message_gone",
    "thread_not_found": "message_gone",
    "cant_update_message": "message_gone",
    "edit_window_closed": "message_gone",
    "team_not_found": "not_installed",
}
"""Slack's word for what will not change by itself, and ours. Any error that is in neither table is permanent: ``refused``."""

PASSING: Final = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "fatal_error",
        "internal_error",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "org_login_required",
        "accesslimited",
    }
)
_MAYBE: Final = frozenset({"fatal_error", "internal_error", "request_timeout"})


def failure_of(failure: SlackApiError) -> DeliveryFailed:
    """What Slack's answer means. After a 5xx the message may be there all the same."""
    status, error = status_of(failure), error_of(failure)
    if status == 429 or error in ("ratelimited", "rate_limited"):
        return DeliveryFailed(permanent=False, why="busy", retry_after=_retry_after(failure))
    if error in PERMANENT:
        return DeliveryFailed(permanent=True, why=PERMANENT[error])
    if status >= 500 or error in PASSING or not error:
        return DeliveryFailed(
            permanent=False, why="unreachable", maybe_sent=status >= 500 or not error or error in _MAYBE
        )
    return DeliveryFailed(permanent=True, why="refused")


def _retry_after(failure: SlackApiError) -> float | None:
    headers: Any = getattr(failure.response, "headers", None) or {}
    asked = str(headers.get("Retry-After") or headers.get("retry-after") or "")
    return float(asked) if asked.isdigit() else None


class SlackSender:
    """Fulfils ``adapters.delivery.Sender``."""

    rates = RATES

    def __init__(self, clients: Clients) -> None:
        self._clients = clients
        self._direct: OrderedDict[tuple[str, str], str] = OrderedDict()

    async def post(
        self,
        place: PlaceKey,
        card: Card,
        *,
        key: str,
        again: bool,
        thread: MessageRef | None = None,
        broadcast: bool = False,
    ) -> MessageRef:
        """In the channel, or in ``thread``; ``broadcast`` shows a thread's message in the channel too."""
        client = await self._client(place.tenant)
        in_thread = thread.message if thread is not None else ""
        extra: Json = {"thread_ts": in_thread, "reply_broadcast": broadcast} if in_thread else {}
        written = await self._once(client, place.conversation, card, key=key, again=again, extra=extra)
        return MessageRef(place.conversation, written, await self._link(client, place.conversation, written))

    async def direct(self, account: Account, card: PersonalCard, *, key: str, again: bool) -> MessageRef:
        client = await self._client(account.tenant)
        conversation = await self._conversation(client, account)
        written = await self._once(client, conversation, card, key=key, again=again, extra={})
        return MessageRef(conversation, written, permalink(conversation, written))

    async def edit(self, tenant: str, at: MessageRef, card: Card) -> None:
        client = await self._client(tenant)
        await self._update(client, at.conversation, at.message, card)

    # --- one call each ---

    async def _client(self, tenant: str) -> AsyncWebClient:
        try:
            return await self._clients.of(tenant, patient=False)
        except NotInstalled:
            raise DeliveryFailed(permanent=True, why="not_installed") from None

    async def _once(
        self, client: AsyncWebClient, conversation: str, card: Card, *, key: str, again: bool, extra: Json
    ) -> str:
        """The message's ts: of an earlier try that did arrive, now edited, or of a new message."""
        if again:
            found = await self._earlier(client, conversation, key, extra.get("thread_ts", ""))
            if found:
                await self._update(client, conversation, found, card)
                return found
        metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": key}}
        arguments = {
            "channel": conversation,
            "metadata": metadata,
            "unfurl_links": False,
            "unfurl_media": False,
            **message(card),
            **extra,
        }
        response = await _call(client.api_call("chat.postMessage", json=arguments))
        return str(response.get("ts") or "")

    async def _update(self, client: AsyncWebClient, conversation: str, written: str, card: Card) -> None:
        arguments = {"channel": conversation, "ts": written, **message(card)}
        await _call(client.api_call("chat.update", json=arguments))

    async def _earlier(self, client: AsyncWebClient, conversation: str, key: str, thread: str) -> str:
        """The ts of a message with this key among the latest of the conversation or thread; "" when there is none."""
        arguments = {"channel": conversation, "limit": LOOK_BACK, "include_all_metadata": True}
        if thread:
            response = await _call(
                client.api_call("conversations.replies", params=arguments | {"ts": thread})
            )
        else:
            response = await _call(client.api_call("conversations.history", params=arguments))
        for found in response.get("messages") or ():
            metadata = found.get("metadata") or {}
            if (
                metadata.get("event_type") == EVENT_TYPE
                and (metadata.get("event_payload") or {}).get("key") == key
            ):
                return str(found.get("ts") or "")
        return ""

    async def _conversation(self, client: AsyncWebClient, account: Account) -> str:
        key = (account.tenant, account.user)
        if key not in self._direct:
            response = await _call(
                client.api_call("conversations.open", json={"users": account.user}), sends=False
            )
            self._direct[key] = str((response.get("channel") or {}).get("id") or "")
            if len(self._direct) > _MOST_DIRECT:
                self._direct.popitem(last=False)
        return self._direct[key]

    async def _link(self, client: AsyncWebClient, conversation: str, written: str) -> str:
        """Slack's own link where it gives one. The message is out: a failure here is none of the message's."""
        try:
            response = await _call(
                client.api_call("chat.getPermalink", params={"channel": conversation, "message_ts": written}),
                sends=False,
            )
        except DeliveryFailed:
            return permalink(conversation, written)
        return str(response.get("permalink") or permalink(conversation, written))


async def _call(calling: Awaitable[Any], *, sends: bool = True) -> Any:
    """Slack's answer, or ``DeliveryFailed``. When none came, what ``sends`` may have arrived."""
    try:
        async with asyncio.timeout(CALL):
            return await calling
    except SlackApiError as failure:
        failed = failure_of(failure)
        failed.maybe_sent = failed.maybe_sent and sends
        raise failed from None
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
        raise DeliveryFailed(permanent=False, why="unreachable") from None
    except (aiohttp.ClientError, TimeoutError, OSError):
        raise DeliveryFailed(permanent=False, why="unreachable", maybe_sent=sends) from None
