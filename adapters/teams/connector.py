"""Teams' connector, through the Bot Framework's client for it."""

from collections.abc import Awaitable, Sequence
from typing import Any, Final, TypeVar

from botbuilder.schema import Activity, ChannelAccount, ConversationParameters
from botframework.connector.auth import AuthenticationConstants, ClaimsIdentity
from msrest.exceptions import ClientException, HttpOperationError

from adapters.teams.authentication import Authentication
from adapters.teams.calls import CallFailed, Json
from adapters.teams.tokens import SignInFailed

T = TypeVar("T")
PAGE: Final = 500
"""People of one page of a roster: Teams gives no more."""
MOST_PAGES: Final = 200


class SdkConnector:
    """Fulfils ``adapters.teams.calls.Connector``."""

    def __init__(self, authentication: Authentication, app_id: str) -> None:
        self._authentication, self._app_id = authentication, app_id

    async def send(self, service_url: str, conversation: str, activity: Json) -> str:
        client = await self._client(service_url)
        written = _activity(activity, conversation)
        made = await _call(client.conversations.send_to_conversation(conversation, written))
        return str(getattr(made, "id", "") or "")

    async def update(self, service_url: str, conversation: str, message: str, activity: Json) -> None:
        client = await self._client(service_url)
        written = _activity(activity, conversation)
        await _call(client.conversations.update_activity(conversation, message, written))

    async def begin_chat(self, service_url: str, tenant: str, handle: str) -> str:
        client = await self._client(service_url)
        wanted = ConversationParameters(
            is_group=False,
            bot=ChannelAccount(id=f"28:{self._app_id}"),
            members=[ChannelAccount(id=handle)],
            tenant_id=tenant,
            channel_data={"tenant": {"id": tenant}},
        )
        made = await _call(client.conversations.create_conversation(wanted), sends=False)
        return str(made.id)

    async def people(self, service_url: str, conversation: str) -> Sequence[Json]:
        client = await self._client(service_url)
        found: list[Json] = []
        after: str | None = None
        for _ in range(MOST_PAGES):
            page: Any = await _call(
                client.conversations.get_conversation_paged_members(
                    conversation, page_size=PAGE, continuation_token=after
                ),
                sends=False,
            )
            found += [_member(each) for each in page.members or ()]
            after = page.continuation_token
            if not after:
                break
        return found

    async def _client(self, service_url: str) -> Any:
        identity = ClaimsIdentity(
            {
                AuthenticationConstants.AUDIENCE_CLAIM: self._app_id,
                AuthenticationConstants.APP_ID_CLAIM: self._app_id,
            },
            True,
        )
        factory = self._authentication.create_connector_factory(identity)
        return await factory.create(service_url, self._authentication.get_originating_audience())


def _activity(written: Json, conversation: str) -> Activity:
    return Activity.deserialize({**written, "conversation": {"id": conversation}})


def _member(member: Any) -> Json:
    """The SDK's model knows some of its fields; the others are beside them."""
    own = {"id": member.id, "name": member.name, "aadObjectId": member.aad_object_id}
    return {**(member.additional_properties or {}), **{name: value for name, value in own.items() if value}}


async def _call(calling: Awaitable[T], *, sends: bool = True) -> T:
    """The SDK's answer, or ``CallFailed``. When none came, what ``sends`` may have arrived."""
    try:
        return await calling
    except HttpOperationError as refused:
        status = int(getattr(refused.response, "status_code", 0) or 0)
        raise CallFailed(
            status, _code(refused), _retry_after(refused), maybe_done=sends and status >= 500
        ) from None
    except SignInFailed:
        raise CallFailed(0, "no access token") from None
    except (ClientException, TimeoutError, OSError):
        raise CallFailed(0, "no answer", maybe_done=sends) from None


def _code(refused: HttpOperationError) -> str:
    error = getattr(getattr(refused, "error", None), "error", None)
    return str(getattr(error, "code", "") or "")


def _retry_after(refused: HttpOperationError) -> float | None:
    headers: Any = getattr(refused.response, "headers", None) or {}
    asked = str(headers.get("Retry-After") or "")
    return float(asked) if asked.isdigit() else None
