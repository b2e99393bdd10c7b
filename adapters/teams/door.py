"""The door of ``/api/messages``: how large a request may be, and whether it has a shape that we know. ``authentication.py`` finds
out who signed it.

The body becomes an ``Activity`` field by field: the SDK's reading takes sixty times as long, and lets odd things pass.
"""

import json
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from botbuilder.schema import Activity, ChannelAccount, ConversationAccount

from adapters.payloads import Malformed

Json = dict[str, Any]
Kind = TypeVar("Kind")

LARGEST_BODY: Final = 256 * 1024
KNOWN: Final = frozenset(
    {
        "message",
        "messageUpdate",
        "messageDelete",
        "messageReaction",
        "conversationUpdate",
        "installationUpdate",
        "invoke",
        "event",
    }
)
"""The types that somebody may want to act upon. Others (typing, read receipts, what is still to be invented) pass by."""
_LONGEST_ID: Final = 2_000
_MOST_MEMBERS: Final = 1_000


def parse(body: bytes) -> Json:
    """One JSON object, in UTF-8, whose texts can be written in UTF-8 again. Else ``Malformed``."""
    try:
        found = json.loads(body.decode())
        if b"\\u" in body:
            # Half of a surrogate pair is JSON, and no text.
            json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise Malformed("not JSON") from None
    if not isinstance(found, dict):
        raise Malformed("not a JSON object")
    return found


def read_activity(payload: Json) -> Activity:
    """The fields that Rondo uses. All of the payload, unchecked (entities, attachments, what members are besides), is in
    ``additional_properties``."""
    conversation = _object(payload, "conversation")
    activity = Activity(
        type=_id(payload, "type"),
        id=_text(payload, "id"),
        name=_text(payload, "name"),
        service_url=_text(payload, "serviceUrl"),
        channel_id=_text(payload, "channelId"),
        locale=_text(payload, "locale"),
        local_timezone=_text(payload, "localTimezone"),
        text=_text(payload, "text"),
        text_format=_text(payload, "textFormat"),
        action=_text(payload, "action"),
        reply_to_id=_text(payload, "replyToId"),
        from_property=_account(_object(payload, "from")),
        recipient=_account(_object(payload, "recipient")) if payload.get("recipient") is not None else None,
        conversation=ConversationAccount(
            id=_id(conversation, "id"),
            name=_text(conversation, "name"),
            tenant_id=_text(conversation, "tenantId"),
            conversation_type=_text(conversation, "conversationType"),
            is_group=conversation.get("isGroup") is True,
        ),
        members_added=_members(payload, "membersAdded"),
        members_removed=_members(payload, "membersRemoved"),
        channel_data=_object(payload, "channelData") if payload.get("channelData") is not None else None,
        value=payload.get("value"),
    )
    activity.additional_properties = payload
    return activity


def _account(found: Mapping[str, Any]) -> ChannelAccount:
    return ChannelAccount(
        id=_id(found, "id"),
        name=_text(found, "name"),
        aad_object_id=_text(found, "aadObjectId"),
        role=_text(found, "role"),
    )


def _members(payload: Mapping[str, Any], name: str) -> list[ChannelAccount] | None:
    listed = _list(payload, name)
    if listed is None:
        return None
    if len(listed) > _MOST_MEMBERS:
        raise Malformed(f"{name} has more than {_MOST_MEMBERS} members")
    return [_account(_expected(each, dict, name)) for each in listed]


def _id(found: Mapping[str, Any], name: str) -> str:
    text = _text(found, name)
    if not text or len(text) > _LONGEST_ID:
        raise Malformed(f"{name} is missing or too long")
    return text


def _text(found: Mapping[str, Any], name: str) -> str | None:
    value = found.get(name)
    return None if value is None else _expected(value, str, name)


def _list(found: Mapping[str, Any], name: str) -> list[Any] | None:
    value = found.get(name)
    return None if value is None else _expected(value, list, name)


def _object(found: Mapping[str, Any], name: str) -> Json:
    return _expected(found.get(name), dict, name)


def _expected(value: object, kind: type[Kind], name: str) -> Kind:
    if not isinstance(value, kind):
        raise Malformed(f"{name} is not what Teams sends")
    return value
