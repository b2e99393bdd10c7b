"""Presses of "OK to try" as Teams sends them: ``Action.Execute`` out of the card that was really posted, with a signed token."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from bench.channel import Channel, handle, teams_user
from tests.fakes.teams import BOT, Post, buttons_in
from tests.fakes.teams_identity import FakeIdentity

_numbers: Final = count(1)
_WHO: Final = 99_999_999
"""In the template; so many members there are never."""
_ACTIVITY: Final = "activity-of-the-template"


@dataclass(frozen=True, slots=True)
class Executes:
    """Makes requests out of the posted card. Teams uses a token for many requests, and Rondo verifies it at each of them."""

    card: Post
    channel: Channel
    identity: FakeIdentity
    label: str

    def requests(self, numbers: Iterable[int]) -> Sequence[bytes]:
        """One request for each member, as bytes on the wire. They are good for an hour."""
        template = json.dumps(self._activity(), separators=(",", ":")).encode()
        token = self.identity.token(self.channel.service_url)
        return [_signed(_of(template, number), token) for number in numbers]

    def _activity(self) -> dict[str, Any]:
        channel = self.channel
        return {
            "type": "invoke",
            "name": "adaptiveCard/action",
            "id": _ACTIVITY,
            "timestamp": "2026-11-24T10:00:00.000Z",
            "localTimestamp": "2026-11-24T10:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": channel.service_url,
            "from": {"id": handle(_WHO), "name": "Member", "aadObjectId": teams_user(_WHO)},
            "conversation": {
                "isGroup": True,
                "conversationType": "channel",
                "tenantId": channel.tenant,
                "id": f"{channel.conversation};messageid={self.card.id}",
            },
            "recipient": {"id": BOT, "name": "Rondo"},
            "replyToId": self.card.id,
            "channelData": {
                "channel": {"id": channel.conversation, "name": "General"},
                "team": {"id": channel.team},
                "tenant": {"id": channel.tenant},
                "source": {"name": "message"},
            },
            "entities": [{"type": "clientInfo", "locale": "en-US", "country": "US", "platform": "Web"}],
            "locale": "en-US",
            "localTimezone": "UTC",
            "value": {"action": self._button(), "trigger": "manual"},
        }

    def _button(self) -> dict[str, Any]:
        for button in buttons_in(self.card.card):
            if button.get("type") == "Action.Execute" and button["title"] == self.label:
                return {name: button[name] for name in ("type", "title", "verb", "data")}
        raise LookupError(f"the card that was posted has no button {self.label!r}")


def _of(template: bytes, number: int) -> bytes:
    mine = template.replace(teams_user(_WHO).encode(), teams_user(number).encode())
    return mine.replace(_ACTIVITY.encode(), f"f:{next(_numbers):016d}".encode())


def _signed(body: bytes, token: str) -> bytes:
    head = (
        "POST /api/messages HTTP/1.1\r\n"
        "Host: 127.0.0.1\r\n"
        "User-Agent: Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)\r\n"
        "Accept: */*\r\n"
        f"Authorization: Bearer {token}\r\n"
        "Content-Type: application/json; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
