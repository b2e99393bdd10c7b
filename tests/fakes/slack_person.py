"""Somebody at a keyboard in Slack, for tests that go through the whole application in the words that people see.

    rosa = slack.person("Rosa Díaz")
    await rosa.command("/rondo propose Paid meetings", general)
    await rosa.until_modal("New proposal")
    await rosa.submit({"What do you propose, in one line?": "Paid meetings", "When do we look at it again?": date(2027, 2, 22)})
    await rosa.press(general.cards[-1], "OK to try")
    await slack.until(lambda: rosa.private_words)
    assert "Recorded" in rosa.private_words[-1].words

Everything goes out as a real signed HTTP request, and what comes back is taken as Slack takes it: an invalid view or an error
at a field that is not there fails the test. ``CannotDo`` means that a person could not have done it: no such button, a
required field left empty, a text longer than the field. ``await rosa.again()`` sends the last request once more, byte for byte.
"""

import hashlib
import hmac
import io
import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.fakes.slack import FakeSlack
from tests.fakes.slack_limits import length, view_faults
from tests.fakes.slack_things import Channel, Json, Message, Modal, PrivateWord, buttons_in

Value = str | date | Sequence[str] | None
_events = itertools.count(1)
SHORTCUTS = {
    "Make this a proposal": "propose_from_message",
    "Ask this in the round": "ask_in_round",
    "Note a commitment": "note_commitment",
}


class CannotDo(AssertionError):
    """Slack would not have let a person do this."""


@dataclass(frozen=True)
class Answer:
    """What the application answered with."""

    status: int
    text: str

    @property
    def json(self) -> Json:
        found = json.loads(self.text) if self.text else {}
        return found if isinstance(found, dict) else {}


def signed(secret: str, body: bytes, at: float) -> dict[str, str]:
    """Slack's signature over exactly these bytes."""
    base = b"v0:" + str(int(at)).encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(int(at)), "X-Slack-Signature": f"v0={digest}"}


class SlackPerson:
    def __init__(self, slack: FakeSlack, user: str) -> None:
        self.slack, self.user = slack, user
        self.errors: dict[str, str] = {}
        """After ``submit``: what stands at which field, by its label."""
        self._last: tuple[bytes, str] | None = None

    def __repr__(self) -> str:
        return f"{self.slack.people[self.user]['real_name']} ({self.user})"

    # --- what they see ---

    @property
    def modal(self) -> Modal:
        """The modal in front of them."""
        stack = self.slack.stacks.get(self.user)
        if not stack:
            raise CannotDo(f"{self} has no modal open. Last calls: {self.slack.methods[-8:]}")
        return stack[-1]

    @property
    def has_modal(self) -> bool:
        return bool(self.slack.stacks.get(self.user))

    @property
    def home(self) -> Modal:
        if self.user not in self.slack.homes:
            raise CannotDo(f"{self} has no home yet: open_home() first, and wait for it.")
        return self.slack.homes[self.user]

    @property
    def direct_messages(self) -> list[Message]:
        return self.slack.direct(self.user).messages

    @property
    def private_words(self) -> list[PrivateWord]:
        """What only they see in channels."""
        return [each for each in self.slack.private_words if each.to == self.user]

    async def until_modal(self, words: str) -> Modal:
        """Waits until the modal in front of them shows these words."""
        await self.slack.until(lambda: self.has_modal and words in self.modal.words)
        return self.modal

    # --- what they do ---

    async def press(self, on: Message | Modal, label: str) -> Answer:
        """A button by its label: on a message, a private word, a modal or the home."""
        blocks = on.view["blocks"] if isinstance(on, Modal) else on.blocks
        found = [button for button in buttons_in(blocks) if button["text"]["text"] == label]
        if not found:
            raise CannotDo(
                f"There is no button {label!r}, only {[each['text']['text'] for each in buttons_in(blocks)]}"
            )
        return await self.press_as(on, found[0])

    async def press_as(self, on: Message | Modal, button: Json) -> Answer:
        """A button as it stands in the blocks, or as somebody forged it."""
        pressed = {"type": "button", "block_id": "b1", "action_ts": self.slack.new_ts()}
        pressed |= {name: button[name] for name in ("action_id", "value", "text") if name in button}
        payload = self._person() | {
            "type": "block_actions",
            "trigger_id": self.slack.new_trigger(self.user),
            "actions": [pressed],
            **(self._on_view(on) if isinstance(on, Modal) else self._on_message(on)),
        }
        return await self._interact(payload)

    async def submit(self, values: Mapping[str, Value] | None = None) -> Answer:
        """Sends the modal in front of them. ``values`` by label: a text, a date, an option's label, or several of them."""
        modal, self.errors = self.modal, {}
        if "submit" not in modal.view:
            raise CannotDo(f"{modal.title!r} has nothing to send")
        unknown = set(values or {}) - set(modal.labels)
        if unknown:
            raise CannotDo(f"There is no field {sorted(unknown)}, only {modal.labels}")
        state = {
            block["block_id"]: {block["element"]["action_id"]: _filled(block, dict(values or {}))}
            for block in modal.view["blocks"]
            if block["type"] == "input"
        }
        return await self.submit_state(modal, state)

    async def submit_state(self, modal: Modal, state: Json) -> Answer:
        """The same with a state of one's own making, as a forged request would have it."""
        view = self._on_view(modal)["view"] | {"state": {"values": state}}
        payload = self._person() | {
            "type": "view_submission",
            "trigger_id": self.slack.new_trigger(self.user),
        }
        answer = await self._interact(payload | {"view": view})
        self._after_submission(modal, answer)
        return answer

    async def close(self) -> None:
        """The modal in front of them, and those below it."""
        self.slack.stacks[self.user] = []

    async def command(self, words: str, channel: Channel | None = None) -> Answer:
        """``/rondo ...`` in a channel, or in the direct messages with Rondo."""
        command, _, text = words.partition(" ")
        where = channel or self.slack.direct(self.user)
        fields = {
            "command": command,
            "text": text,
            "user_id": self.user,
            "user_name": self.slack.people[self.user]["name"],
            "team_id": self.slack.team,
            "team_domain": "network",
            "channel_id": where.id,
            "channel_name": where.name,
            "api_app_id": self.slack.app_id,
            "is_enterprise_install": "false",
            "trigger_id": self.slack.new_trigger(self.user),
            "response_url": self.slack.new_response_url(self.user, where.id),
        }
        answer = self._shown(await self.send_form(fields))
        if answer.json:
            self.slack.say_privately(self.user, where.id, answer.json)
        return answer

    async def shortcut(self, name: str, message: Message) -> Answer:
        """From a message's menu, by its name or callback id."""
        payload = self._person() | {
            "type": "message_action",
            "callback_id": SHORTCUTS.get(name, name),
            "trigger_id": self.slack.new_trigger(self.user),
            "action_ts": self.slack.new_ts(),
            "channel": {"id": message.channel, "name": self.slack.channels[message.channel].name},
            "response_url": self.slack.new_response_url(self.user, message.channel, message.ts),
            "message_ts": message.ts,
            "message": {
                "type": "message",
                "user": message.user,
                "text": message.text,
                "ts": message.ts,
                **({"bot_id": message.bot, "subtype": "bot_message"} if message.bot else {}),
                **({"blocks": message.blocks} if message.blocks else {}),
                **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
            },
        }
        return await self._interact(payload)

    async def open_home(self) -> Answer:
        """Looks at Rondo's home; it is published a little later: ``await slack.until(lambda: rosa.user in slack.homes)``."""
        seen = self.slack.homes.get(self.user)
        view = {"view": {"id": seen.id, "hash": seen.hash, "type": "home"}} if seen else {}
        return await self.event({"type": "app_home_opened", "user": self.user, "tab": "home", **view})

    def says(self, text: str, channel: Channel, *, thread: Message | None = None) -> Message:
        """Writes in a channel: Slack keeps text with its three control characters escaped."""
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return self.writes(escaped, channel, thread=thread)

    def writes(self, mrkdwn: str, channel: Channel, *blocks: Json, thread: Message | None = None) -> Message:
        """Writes with Slack's own means: ``mrkdwn`` and ``blocks`` are what it makes of mentions, links and styles."""
        said = Message(
            channel.id, self.slack.new_ts(), mrkdwn, [*blocks], thread.ts if thread else "", user=self.user
        )
        channel.messages.append(said)
        return said

    async def invites_rondo(self, channel: Channel) -> Answer:
        channel.members.append(self.slack.rondo)
        return await self.event(
            {
                "type": "member_joined_channel",
                "user": self.slack.rondo,
                "channel": channel.id,
                "channel_type": "G" if channel.private else "C",
                "team": self.slack.team,
                "inviter": self.user,
            }
        )

    async def joins(self, channel: Channel) -> Answer:
        channel.members.append(self.user)
        return await self.event({"type": "member_joined_channel", "user": self.user, "channel": channel.id})

    async def leaves(self, channel: Channel) -> Answer:
        channel.members.remove(self.user)
        return await self.event({"type": "member_left_channel", "user": self.user, "channel": channel.id})

    async def event(self, event: Json, *, event_id: str = "") -> Answer:
        """Any event of the Events API, as this workspace's Slack sends it."""
        payload = {
            "type": "event_callback",
            "token": "deprecated",
            "team_id": self.slack.team,
            "api_app_id": self.slack.app_id,
            "event_id": event_id or f"Ev{next(_events):08d}",
            "event_time": int(self.slack.clock()),
            "authorizations": [
                {
                    "enterprise_id": self.slack.enterprise or None,
                    "team_id": self.slack.team,
                    "user_id": self.slack.rondo,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "event": {"event_ts": self.slack.new_ts(), **event},
        }
        return self._shown(await self.send(json.dumps(payload).encode(), "application/json"))

    async def again(self) -> Answer:
        """The last request once more, byte for byte, signed anew: what Slack does when it did not hear an answer."""
        if self._last is None:
            raise CannotDo("Nothing has been sent yet")
        return await self.send(*self._last)

    # --- on the wire ---

    async def send_form(self, fields: Mapping[str, str]) -> Answer:
        return await self.send(urlencode(fields).encode(), "application/x-www-form-urlencoded")

    async def send(self, body: bytes, content_type: str) -> Answer:
        """Signed and posted to ``/slack/events``."""
        self._last = (body, content_type)
        headers = {"Content-Type": content_type, **signed(self.slack.secret, body, self.slack.clock())}
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session,
            session.post(
                f"{self.slack.application}/slack/events", data=io.BytesIO(body), headers=headers
            ) as response,
        ):
            return Answer(response.status, await response.text())

    async def _interact(self, payload: Json) -> Answer:
        return self._shown(await self.send_form({"payload": json.dumps(payload)}))

    def _shown(self, answer: Answer) -> Answer:
        if answer.status != 200:
            raise AssertionError(f"Slack shows a warning to {self}: {answer.status} {answer.text}")
        return answer

    def _person(self) -> Json:
        person = self.slack.people[self.user]
        enterprise = {"id": self.slack.enterprise, "name": "Org"} if self.slack.enterprise else None
        return {
            "user": {
                "id": self.user,
                "username": person["name"],
                "name": person["name"],
                "team_id": person["team_id"],
            },
            "team": {"id": self.slack.team, "domain": "network"},
            "api_app_id": self.slack.app_id,
            "token": "deprecated",
            "enterprise": enterprise,
            "is_enterprise_install": False,
        }

    def _on_message(self, message: Message) -> Json:
        private = isinstance(message, PrivateWord)
        channel = self.slack.channels[message.channel]
        shown: Json = {"type": "message", "ts": message.ts, "text": message.text, "blocks": message.blocks}
        shown |= {"thread_ts": message.thread_ts} if message.thread_ts else {}
        return {
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": channel.id,
                "is_ephemeral": private,
            },
            "channel": {"id": channel.id, "name": channel.name},
            "response_url": self.slack.new_response_url(self.user, channel.id, message.ts),
            **({} if private else {"message": shown}),
        }

    def _on_view(self, modal: Modal) -> Json:
        view = {
            **modal.view,
            "id": modal.id,
            "hash": modal.hash,
            "team_id": self.slack.team,
            "app_installed_team_id": self.slack.team,
            "state": {"values": {}},
        }
        view.setdefault("private_metadata", "")
        return {"container": {"type": "view", "view_id": modal.id}, "view": view}

    def _after_submission(self, modal: Modal, answer: Answer) -> None:
        """What Slack does with the answer to a form."""
        body, stack = answer.json, self.slack.stacks.get(self.user, [])
        action = body.get("response_action")
        if action is None:
            self.slack.stacks[self.user] = [each for each in stack if each is not modal]
        elif action == "errors":
            labels = {
                block["block_id"]: block["label"]["text"]
                for block in modal.view["blocks"]
                if block["type"] == "input"
            }
            assert body["errors"], "Slack takes no empty errors"
            assert set(body["errors"]) <= set(labels), (
                f"Errors at fields that are not there: {body['errors']}"
            )
            self.errors = {labels[name]: text for name, text in body["errors"].items()}
        elif action == "clear":
            self.slack.stacks[self.user] = []
        else:
            wrong = view_faults(body["view"])
            assert not wrong, f"Slack would not take this view: {wrong}"
            if action == "update":
                self.slack.put(self.user, body["view"], over=modal)
            else:
                stack.append(self.slack.put(self.user, body["view"]))


# --- filling in ---------------------------------------------------------------------------------------------------


def _filled(block: Json, values: dict[str, Value]) -> Json:
    element, label = block["element"], block["label"]["text"]
    given = values.get(label, _UNTOUCHED)
    filled = _FILL[element["type"]](element, given, label)
    empty = not any(value for name, value in filled.items() if name != "type")
    if empty and not block.get("optional"):
        raise CannotDo(f"{label!r} must not be left empty")
    return filled


_UNTOUCHED: Any = object()


def _fill_text(element: Json, given: Any, label: str) -> Json:
    value = element.get("initial_value") if given is _UNTOUCHED else given
    if value and length(value) > element.get("max_length", 3_000):
        raise CannotDo(f"{label!r} takes at most {element.get('max_length', 3_000)} characters")
    return {"type": "plain_text_input", "value": value or None}


def _fill_date(element: Json, given: Any, label: str) -> Json:
    value = element.get("initial_date") if given is _UNTOUCHED else given
    return {"type": "datepicker", "selected_date": value.isoformat() if isinstance(value, date) else value}


def _fill_one(element: Json, given: Any, label: str) -> Json:
    chosen = (
        element.get("initial_option") if given is _UNTOUCHED else given and _option(element, given, label)
    )
    return {"type": element["type"], "selected_option": chosen or None}


def _fill_some(element: Json, given: Any, label: str) -> Json:
    if given is _UNTOUCHED:
        chosen = element.get("initial_options", [])
    else:
        chosen = [_option(element, each, label) for each in given or ()]
    return {"type": element["type"], "selected_options": chosen}


def _option(element: Json, wanted: str, label: str) -> Json:
    groups = element.get("option_groups") or [{"options": element.get("options", [])}]
    options = [option for group in groups for option in group["options"]]
    for option in options:
        if option["text"]["text"] == wanted:
            return dict(option)
    raise CannotDo(f"{label!r} has no option {wanted!r}, only {[each['text']['text'] for each in options]}")


_FILL = {
    "plain_text_input": _fill_text,
    "datepicker": _fill_date,
    "radio_buttons": _fill_one,
    "static_select": _fill_one,
    "checkboxes": _fill_some,
    "multi_static_select": _fill_some,
}
