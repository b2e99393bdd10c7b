"""What stands in the fake Slack: messages, modals, channels, and the trouble that a test may order."""

from dataclasses import dataclass, field
from typing import Any

from tests.fakes.slack_limits import words_of

Json = dict[str, Any]


class Refused(Exception):
    """Slack's ``{"ok": false, "error": ...}``."""

    def __init__(self, error: str, messages: list[str] | None = None) -> None:
        super().__init__(error)
        self.error, self.messages = error, messages or []


@dataclass
class Message:
    """As it is shown now. ``versions`` counts the first posting and every edit."""

    channel: str
    ts: str
    text: str
    blocks: list[Json]
    thread_ts: str = ""
    broadcast: bool = False
    user: str = ""
    """Who wrote it; Rondo's own user for its cards."""
    metadata: Json = field(default_factory=dict)
    versions: int = 1
    bot: str = ""
    """The app that wrote it."""

    @property
    def words(self) -> str:
        return words_of(self.blocks) or self.text

    @property
    def buttons(self) -> list[str]:
        return [button["text"]["text"] for button in buttons_in(self.blocks)]


@dataclass
class PrivateWord(Message):
    """Ephemeral: only ``to`` sees it."""

    to: str = ""


@dataclass
class Modal:
    id: str
    hash: str
    owner: str
    view: Json

    @property
    def words(self) -> str:
        return "\n".join([self.title, words_of(self.view["blocks"])])

    @property
    def title(self) -> str:
        return str(self.view["title"]["text"]) if "title" in self.view else ""

    @property
    def buttons(self) -> list[str]:
        return [button["text"]["text"] for button in buttons_in(self.view["blocks"])]

    @property
    def labels(self) -> list[str]:
        return [block["label"]["text"] for block in self.view["blocks"] if block["type"] == "input"]

    @property
    def filled(self) -> dict[str, str]:
        """What stands in its fields, by their labels."""
        return {
            block["label"]["text"]: _stands_in(block["element"])
            for block in self.view["blocks"]
            if block["type"] == "input"
        }


def _stands_in(element: Json) -> str:
    one = [element["initial_option"]] if "initial_option" in element else []
    chosen = [option["text"]["text"] for option in element.get("initial_options", one)]
    return ", ".join(filter(None, (element.get("initial_value", ""), *chosen)))


@dataclass
class Channel:
    id: str
    name: str
    private: bool = False
    archived: bool = False
    members: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    @property
    def cards(self) -> list[Message]:
        """What stands in the channel itself: threads only where they were sent to the channel too."""
        return [each for each in self.messages if not each.thread_ts or each.broadcast]

    def thread(self, of: Message) -> list[Message]:
        return [each for each in self.messages if each.thread_ts == of.ts]


@dataclass(frozen=True)
class Call:
    method: str
    arguments: Json


@dataclass
class Trouble:
    method: str
    times: int
    status: int = 200
    error: str = ""
    retry_after: int | None = None
    hang: float = 0.0
    reset: bool = False
    after: bool = False
    """It happens after Slack has done what was asked: the answer is lost, not the message."""

    @property
    def only_slow(self) -> bool:
        """It takes ``hang`` seconds, and then goes well."""
        return self.status == 200 and not (self.error or self.reset or self.after)


def buttons_in(blocks: list[Json]) -> list[Json]:
    elements = [
        each for block in blocks for each in [*block.get("elements", []), block.get("accessory") or {}]
    ]
    return [each for each in elements if each.get("type") == "button"]
