"""Cards as Slack messages, forms as modals, pages as the App Home.

Nothing here writes a sentence or drops a button: a text at its limit ends in an ellipsis, and rows of a page that do not fit are
counted in words that the caller hands in.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from adapters.cards import (
    Action,
    Block,
    Button,
    Buttons,
    Card,
    Field,
    Form,
    Page,
    words,
)
from adapters.slack.blocks import HEADER, Numbers, drawn, numbers, plain_text, small_print
from adapters.slack.fields import field_blocks
from adapters.slack.text import Json, inert
from adapters.text import cut, width

MESSAGE_BLOCKS: Final = 50
VIEW_BLOCKS: Final = 100
MESSAGE_SIZE: Final = 12_000
"""Characters of a message's blocks together. Slack documents no limit, and answers ``msg_blocks_too_long`` from about
13,200 on."""
NOTIFICATION: Final = 3_000
TITLE: Final = 24
METADATA: Final = 3_000
APP_NAME: Final = "Rondo"

MoreRows = Callable[[int], str]
"""Says that so many rows more are not shown here."""


def _no_words(rows: int) -> str:
    return f"… +{rows}"


# --- messages ------------------------------------------------------------------------------------------------


def message(card: Card) -> Json:
    """``text`` is what the notification shows; ``blocks`` what the channel shows."""
    longest = 3_000
    blocks = drawn(card.blocks, numbers(), longest=longest)
    while _size(blocks) > MESSAGE_SIZE and longest > 100:
        longest = longest * 2 // 3
        blocks = drawn(card.blocks, numbers(), longest=longest)
    return {"text": notification(card), "blocks": _within_size(blocks)}


def _within_size(blocks: list[Json]) -> list[Json]:
    """As many of the parts as a message holds: nearly always all. For its size alone no button goes."""
    shown = blocks
    for room in range(MESSAGE_BLOCKS, sum(map(_can_be_pressed, blocks)), -1):
        shown = _fitted([list(blocks)], room, _no_words)[0]
        if _size(shown) <= MESSAGE_SIZE:
            break
    return shown


def notification(card: Card) -> str:
    return cut(inert(card.notification), NOTIFICATION)


def _size(blocks: Sequence[Json]) -> int:
    return width(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))


def _fitted(sections: list[list[Json]], limit: int, more: MoreRows) -> list[list[Json]]:
    """Rows go from the end of the longest section, rows without a button first, until all fit; a line tells how many."""
    hidden = [0] * len(sections)
    while sum(len(section) for section in sections) + sum(map(bool, hidden)) > limit:
        longest = max(range(len(sections)), key=lambda at: len(sections[at]))
        sections[longest].pop(_least_needed(sections[longest]))
        hidden[longest] += 1
    return [
        section + (small_print(words(more(gone))) if gone else [])
        for section, gone in zip(sections, hidden, strict=True)
    ]


def _least_needed(blocks: Sequence[Json]) -> int:
    """The last row that nobody can press; when all can be pressed, the last single row rather than a row of buttons."""
    for kinds in (_can_be_pressed, _is_button_row):
        for at in reversed(range(1, len(blocks))):
            if not kinds(blocks[at]):
                return at
    return len(blocks) - 1


def _can_be_pressed(block: Json) -> bool:
    return block["type"] == "actions" or "accessory" in block


def _is_button_row(block: Json) -> bool:
    return bool(block["type"] == "actions")


# --- modals --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Metadata:
    """What travels with a modal and comes back (untrusted): what sending it asks for, where it was opened, and a ``nonce`` of
    each drawing of a form, because Slack's id of a view stays when another form takes its place. ``over``: what it says is done
    with, so what its buttons open takes its place."""

    action: Action | None
    carried: Mapping[str, str]
    channel: str = ""
    thread: str = ""
    nonce: str = ""
    over: bool = False

    def written(self) -> str:
        """At most 3,000 characters: the longest carried value gives way first."""
        carried = dict(self.carried)
        while True:
            text = json.dumps(
                {
                    "a": str(self.action or ""),
                    "c": carried,
                    "p": self.channel,
                    "t": self.thread,
                    "n": self.nonce,
                    **({"o": 1} if self.over else {}),
                },
                ensure_ascii=False,
                separators=(",", ":"),
            )
            over = width(text) - METADATA
            if over <= 0 or not carried:
                return text
            longest = max(carried, key=lambda name: len(carried[name]))
            carried[longest] = cut(carried[longest], max(0, len(carried[longest]) - over // 2 - 1))
            if len(carried[longest]) <= 1:
                del carried[longest]

    @classmethod
    def read(cls, text: object) -> "Metadata":
        """What was written, or empty when it is not ours."""
        try:
            found = json.loads(text) if isinstance(text, str) and text else {}
        except (ValueError, RecursionError):
            found = {}
        found = found if isinstance(found, dict) else {}
        carried = found.get("c")
        pairs = carried.items() if isinstance(carried, dict) else ()
        return cls(
            action=Action.parse(str(found.get("a", ""))),
            carried={name: value for name, value in pairs if isinstance(value, str)},
            channel=str(found.get("p") or ""),
            thread=str(found.get("t") or ""),
            nonce=str(found.get("n") or ""),
            over=found.get("o") == 1,
        )


def form_view(form: Form, *, channel: str = "", thread: str = "", nonce: str = "") -> Json:
    """A modal. Errors stand above the fields that they are about, for when Slack's own field errors cannot show them."""
    number = numbers()
    blocks = _error(form.errors.get("", ""))
    for part in form.body:
        blocks += _form_part(part, form, number)
    if form.back is not None:
        blocks += drawn((Buttons((form.back,)),), number)
    view: Json = {
        "type": "modal",
        "callback_id": "form",
        "title": plain_text(form.title or APP_NAME, TITLE),
        "blocks": _fitted_form(blocks),
        "private_metadata": Metadata(form.action, form.carried, channel, thread, nonce).written(),
    }
    if form.submit is not None:
        view["submit"] = plain_text(form.submit, TITLE)
    if form.close:
        view["close"] = plain_text(form.close, TITLE)
    return view


def _form_part(part: Block | Field, form: Form, number: Numbers) -> list[Json]:
    if isinstance(part, Field):
        return [*_error(form.errors.get(part.name, "")), *field_blocks(part)]
    return drawn((part,), number)


def _error(text: str) -> list[Json]:
    if not text:
        return []
    elements = [
        {"type": "emoji", "name": "warning"},
        {"type": "text", "text": " " + cut(text, 1_000), "style": {"bold": True}},
    ]
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}]


def _fitted_form(blocks: list[Json]) -> list[Json]:
    """Fields stay; of a form that is too long, shown text goes from the end."""
    while len(blocks) > VIEW_BLOCKS:
        spare = [
            at for at, block in enumerate(blocks) if block["type"] != "input" and not _can_be_pressed(block)
        ]
        blocks.pop(spare[-1] if spare else -1)
    return blocks or [{"type": "divider"}]


def card_view(
    card: Card, *, close: str = "", channel: str = "", thread: str = "", over: bool = False
) -> Json:
    """A card shown in a modal: the confirmation of a form, or a word about a button in one."""
    blocks = _fitted([drawn(card.blocks, numbers())], VIEW_BLOCKS, _no_words)[0]
    view: Json = {
        "type": "modal",
        "callback_id": "card",
        "title": plain_text(APP_NAME, TITLE),
        "blocks": blocks or small_print(words(card.notification or "…")),
        "private_metadata": Metadata(None, {}, channel, thread, over=over).written(),
    }
    return view | {"close": plain_text(close, TITLE)} if close else view


def notice_view(text: str, *, close: str = "") -> Json:
    """One sentence in a modal."""
    view: Json = {
        "type": "modal",
        "callback_id": "card",
        "title": plain_text(APP_NAME, TITLE),
        "blocks": [{"type": "section", "text": plain_text(text, 3_000)}],
    }
    return view | {"close": plain_text(close, TITLE)} if close else view


# --- the App Home --------------------------------------------------------------------------------------------


def home_view(page: Page, more: MoreRows = _no_words) -> Json:
    """A page's sections one below the other; Slack cannot fold, so what is folded elsewhere comes last."""
    number = numbers()
    ordered = sorted(page.sections, key=lambda section: section.folded)
    sections = [_page_section(section.heading, section.blocks, number) for section in ordered]
    crumbs = Buttons(tuple(_crumb(label, action) for label, action in page.crumbs))
    sections.append(drawn((crumbs,), number) if page.crumbs else [])
    blocks = [block for section in _fitted(sections, VIEW_BLOCKS, more) for block in section]
    return {
        "type": "home",
        "callback_id": "home",
        "blocks": blocks or small_print(words(page.title or APP_NAME)),
    }


def _page_section(heading: str, blocks: Sequence[Block], number: Numbers) -> list[Json]:
    header: list[Json] = [{"type": "header", "text": plain_text(heading, HEADER)}] if heading.strip() else []
    return header + drawn(blocks, number)


def _crumb(label: str, action: Action) -> Button:
    return Button(label, action)
