"""Somebody in Teams with a keyboard and a mouse: they type, press what cards show, and fill in dialogs, through real HTTP.

    rosa = TeamsPerson(teams, teams.person("Rosa Díaz"), post)
    await rosa.says("propose Paid meetings", general)
    await rosa.press(general.posts[-1], "Write it")
    await rosa.submit({"What do you propose, in one line?": "Paid meetings"})

``post`` sends an activity to Rondo as Teams does and gives status and body back.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from tests.fakes.teams import (
    BOT,
    Conversation,
    FakeTeams,
    Json,
    Person,
    Post,
    buttons_in,
    inputs_in,
    words_of,
)

Value = str | date | Sequence[str]
Send = Callable[[Json], Awaitable[tuple[int, Any]]]
_ids = count(1)


class CannotDo(Exception):
    """Nobody could do that with what is on the screen."""


@dataclass
class TeamsPerson:
    teams: FakeTeams
    person: Person
    send: Send
    dialog: Json | None = None
    """The card of the dialog in front of them."""
    dialog_title: str = ""
    notice: str = ""
    """A sentence instead of a dialog, or beside a card."""
    views: dict[str, Json] = field(default_factory=dict)
    """What they see of a card, by its message's id, when that is not what everyone sees."""
    _where: Conversation | None = None
    _last: Json | None = None
    status: int = 0

    # --- what they see ---

    def card(self, post: Post) -> Json:
        return self.views.get(post.id, post.card)

    def sees(self, post: Post) -> str:
        return words_of(self.card(post))

    @property
    def dialog_words(self) -> str:
        return words_of(self.dialog or {})

    @property
    def labels(self) -> list[str]:
        return [_label(each) for each in inputs_in(self.dialog or {})]

    @property
    def filled(self) -> dict[str, str]:
        """What stands in the dialog's fields, by their labels."""
        return {_label(each): _stands_in(each) for each in inputs_in(self.dialog or {})}

    @property
    def chat(self) -> Conversation:
        return self.teams.chat(self.person)

    # --- what they do ---

    async def installs(self, where: Conversation | None = None) -> None:
        where = where or self.chat
        where.installed = True
        await self._send(self._activity(where, "installationUpdate", action="add"))

    async def removes(self, where: Conversation | None = None) -> None:
        where = where or self.chat
        where.installed = False
        await self._send(self._activity(where, "installationUpdate", action="remove"))

    async def upgrades(self, where: Conversation) -> None:
        for action in ("remove-upgrade", "add-upgrade"):
            await self._send(self._activity(where, "installationUpdate", action=action))

    async def says(
        self,
        words: str,
        where: Conversation | None = None,
        *,
        thread: str = "",
        mentions: Sequence[tuple[Person, str]] = (),
    ) -> None:
        """In a channel or a group chat Rondo is mentioned. ``mentions``: people and as what, for ``{0}`` and on in the words."""
        where = where or self.chat
        people = [_mention(each.handle, each.name, called) for each, called in mentions]
        words = words.format(*(each["text"] for each in people)) if people else words
        parts: Json = {"text": words, **({"entities": people} if people else {})}
        if where.kind != "personal":
            rondo = _mention(BOT, "Rondo", "Rondo")
            parts = {"text": f"{rondo['text']}&nbsp;{words}", "entities": [rondo, *people]}
        await self._send(self._activity(where, "message", thread=thread, **parts))

    async def press(self, on: Post, label: str) -> None:
        """A button on a card as they see it."""
        await self.press_as(on, _button(self.card(on), label))

    async def press_as(self, on: Post, button: Mapping[str, Any], values: Json | None = None) -> None:
        where = self.teams.conversations[on.conversation]
        if button["type"] == "Action.Execute":
            value = {
                "action": {
                    "type": "Action.Execute",
                    "verb": button["verb"],
                    "data": button["data"] | (values or {}),
                }
            }
            body = await self._invoke("adaptiveCard/action", where, value, on.id)
            self._after_execute(on, body)
        elif button["data"].get("msteams", {}).get("type") == "task/fetch":
            body = await self._invoke("task/fetch", where, {"data": button["data"]}, on.id)
            self._after_dialog(where, body)
        else:
            raise CannotDo(f"{button['title']!r} is no button that works in a message")

    async def looks(self, on: Post) -> str:
        """A card with a view of one's own asks for it when it comes into sight."""
        refresh = on.card.get("refresh")
        if refresh and self.person.handle in refresh["userIds"]:
            await self.press_as(on, refresh["action"])
        return self.sees(on)

    async def press_in_dialog(self, label: str) -> None:
        await self._submit(_button(self.dialog or {}, label), {})

    async def submit(self, values: Mapping[str, Value] | None = None) -> None:
        """Sends the dialog. ``values`` by label: a text, a date, an option's label, or several of them."""
        card = self.dialog or {}
        unknown = set(values or {}) - set(self.labels)
        if unknown:
            raise CannotDo(f"There is no field {sorted(unknown)}, only {self.labels}")
        button = next((each for each in buttons_in(card) if "f" in each.get("data", {})), None)
        if button is None:
            raise CannotDo(f"{self.dialog_title!r} has nothing to send")
        filled = {each["id"]: _filled(each, dict(values or {})) for each in inputs_in(card)}
        await self._submit(button, {name: value for name, value in filled.items() if value is not None})

    async def fill_card(self, on: Post, values: Mapping[str, Value]) -> None:
        """Sends a form that stands in a card of their personal chat, or in their own view."""
        card = self.card(on)
        button = next(each for each in buttons_in(card) if "f" in each.get("data", {}))
        filled = {each["id"]: _filled(each, dict(values)) for each in inputs_in(card)}
        await self.press_as(on, button, {name: value for name, value in filled.items() if value is not None})

    async def menu(self, command: str, where: Conversation, message: Json | None = None) -> None:
        """A message extension: from the compose box, or from a message's menu."""
        value: Json = {"commandId": command, "commandContext": "message" if message else "compose"}
        value |= {"messagePayload": message} if message else {}
        self._after_dialog(where, await self._invoke("composeExtension/fetchTask", where, value, ""))

    async def again(self) -> Any:
        """Teams delivers the last activity again, as it was."""
        assert self._last is not None
        self.status, body = await self.send(self._last)
        return body

    # --- on the wire ---

    async def _submit(self, button: Mapping[str, Any], values: Json) -> None:
        assert self._where is not None
        data = button["data"] | values
        body = await self._invoke("task/submit", self._where, {"data": data}, "")
        self._after_dialog(self._where, body)

    async def _invoke(self, name: str, where: Conversation, value: Json, message: str) -> Any:
        activity = self._activity(where, "invoke", name=name, value=value, replyToId=message)
        return await self._send(activity)

    async def _send(self, activity: Json) -> Any:
        self._last = activity
        self.status, body = await self.send(activity)
        if self.status >= 400:
            raise AssertionError(f"Teams shows an error to {self.person.name}: {self.status} {body}")
        return body

    def _activity(self, where: Conversation, type: str, *, thread: str = "", **more: Any) -> Json:
        id = f"{where.id};messageid={thread}" if thread else where.id
        tenant = where.tenant or self.person.tenant
        channel_data: Json = {"tenant": {"id": tenant}}
        if where.kind == "channel":
            channel_data |= {"channel": {"id": where.id, "name": where.name}, "team": {"id": where.team}}
        return {
            "type": type,
            "id": f"act-{next(_ids)}",
            "channelId": "msteams",
            "serviceUrl": self.teams.url,
            "from": {"id": self.person.handle, "aadObjectId": self.person.user, "name": self.person.name},
            "recipient": {"id": BOT, "name": "Rondo"},
            "conversation": {"id": id, "conversationType": where.kind, "tenantId": tenant},
            "channelData": channel_data,
            "locale": self.person.locale,
            "localTimezone": self.person.time_zone,
            **more,
        }

    def _after_execute(self, on: Post, body: Any) -> None:
        self.notice = ""
        match body:
            case {"type": "application/vnd.microsoft.card.adaptive", "value": card}:
                self.views[on.id] = card
            case {"type": "application/vnd.microsoft.activity.message", "value": text}:
                self.notice = text
            case _:
                pass

    def _after_dialog(self, where: Conversation, body: Any) -> None:
        self._where, self.dialog, self.notice = where, None, ""
        match body:
            case {"task": {"type": "continue", "value": shown}}:
                self.dialog, self.dialog_title = shown["card"]["content"], shown["title"]
            case {"task": {"type": "message", "value": text}}:
                self.notice = text
            case _:
                pass


def _mention(id: str, name: str, called: str) -> Json:
    return {"type": "mention", "text": f"<at>{called}</at>", "mentioned": {"id": id, "name": name}}


def _stands_in(field: Mapping[str, Any]) -> str:
    value = str(field.get("value", ""))
    if field["type"] != "Input.ChoiceSet":
        return value
    titles = {choice["value"]: choice["title"].partition(": ")[0] for choice in field["choices"]}
    return "; ".join(titles[each] for each in value.split(",") if each)


def _button(card: Json, label: str) -> Mapping[str, Any]:
    found = [each for each in buttons_in(card) if each.get("title") == label]
    if not found:
        raise CannotDo(
            f"There is no button {label!r}, only {[each.get('title') for each in buttons_in(card)]}"
        )
    return found[0]


def _label(field: Mapping[str, Any]) -> str:
    return str(field.get("label", ""))


def _filled(field: Mapping[str, Any], values: dict[str, Value]) -> Any:
    """What Teams sends of a field: an empty one not at all."""
    if _label(field) not in values:
        return field.get("value") or None
    value = values[_label(field)]
    if field["type"] == "Input.ChoiceSet":
        wanted = [value] if isinstance(value, str) else list(value)  # type: ignore[arg-type]
        by_title = {choice["title"].partition(": ")[0]: choice["value"] for choice in field["choices"]}
        missing = [each for each in wanted if each not in by_title]
        if missing:
            raise CannotDo(f"{_label(field)!r} offers {list(by_title)}, not {missing}")
        return ",".join(by_title[str(each)] for each in wanted)
    return value.isoformat() if isinstance(value, date) else value
