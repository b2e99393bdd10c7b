"""Clicks on "OK to try" as Slack sends them, encoded and signed beforehand so that the generator costs little."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final
from urllib.parse import quote, urlencode

from bench.community import CHANNEL, TENANT, user
from bench.fake_slack import Posted

SECRET: Final = "a-signing-secret-for-the-bench"
_numbers: Final = count(1)
_WHO: Final = "U-WHOEVER"
_WHEN: Final = "1700000000.999999"


@dataclass(frozen=True, slots=True)
class Clicks:
    """Makes requests out of the card that was really posted: a click carries all of it."""

    card: Posted
    slack: str
    """Where the fake Slack is."""
    label: str

    def requests(self, numbers: Iterable[int]) -> Sequence[bytes]:
        """One signed request for each member, as bytes on the wire. They are good for five minutes."""
        template = urlencode({"payload": json.dumps(self._payload())}).encode()
        now = str(int(time.time()))
        return [_signed(self._of(template, number), now) for number in numbers]

    def _of(self, template: bytes, number: int) -> bytes:
        when = f"{int(time.time())}.{next(_numbers):06d}"
        mine = template.replace(_WHO.encode(), user(number).encode())
        return mine.replace(quote(_WHEN).encode(), when.encode())

    def _payload(self) -> dict[str, Any]:
        return {
            "type": "block_actions",
            "user": {"id": _WHO, "username": "member", "name": "member", "team_id": TENANT},
            "api_app_id": "A0BENCH",
            "token": "deprecated",
            "container": {
                "type": "message",
                "message_ts": self.card.ts,
                "channel_id": CHANNEL,
                "is_ephemeral": False,
            },
            "trigger_id": f"1.2.{_WHO}",
            "team": {"id": TENANT, "domain": "community"},
            "enterprise": None,
            "is_enterprise_install": False,
            "channel": {"id": CHANNEL, "name": "general"},
            "message": {
                "type": "message",
                "user": "U0RONDO",
                "ts": self.card.ts,
                "bot_id": "B0BENCH",
                "app_id": "A0BENCH",
                "team": TENANT,
                "text": self.card.text,
                "blocks": self.card.blocks,
            },
            "state": {"values": {}},
            "response_url": f"{self.slack}/response/{_WHO}",
            "actions": [self._button() | {"block_id": "b1", "type": "button", "action_ts": _WHEN}],
        }

    def _button(self) -> dict[str, Any]:
        elements = (each for block in self.card.blocks for each in block.get("elements", ()))
        for element in elements:
            if element.get("type") == "button" and element["text"]["text"] == self.label:
                return {name: element[name] for name in ("action_id", "text", "value")}
        raise LookupError(f"the card that was posted has no button {self.label!r}")


def _signed(body: bytes, now: str) -> bytes:
    base = b"v0:" + now.encode() + b":" + body
    signature = "v0=" + hmac.new(SECRET.encode(), base, hashlib.sha256).hexdigest()
    head = (
        "POST /slack/events HTTP/1.1\r\n"
        "Host: 127.0.0.1\r\n"
        "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
        "Accept: application/json,*/*\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {now}\r\n"
        f"X-Slack-Signature: {signature}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
