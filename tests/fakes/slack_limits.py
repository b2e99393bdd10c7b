"""What Slack would find wrong with blocks and views, from its published reference of Block Kit.

``faults`` returns sentences like those of Slack's ``response_metadata.messages``; an empty list means that Slack would take it.
Lengths count UTF-16 units, as Slack's do.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

Json = dict[str, Any]

BLOCKS: Final = {"message": 50, "modal": 100, "home": 100}
BUTTON_KEYS: Final = {"type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label"}
BLOCK_KEYS: Final = {
    "section": {"type", "block_id", "text", "fields", "accessory", "expand"},
    "actions": {"type", "block_id", "elements"},
    "context": {"type", "block_id", "elements"},
    "header": {"type", "block_id", "text"},
    "divider": {"type", "block_id"},
    "input": {"type", "block_id", "label", "element", "optional", "hint", "dispatch_action"},
    "rich_text": {"type", "block_id", "elements"},
}
INPUTS: Final = {
    "plain_text_input": {
        "initial_value",
        "placeholder",
        "multiline",
        "min_length",
        "max_length",
        "focus_on_load",
    },
    "datepicker": {"initial_date", "placeholder", "focus_on_load"},
    "radio_buttons": {"options", "initial_option", "focus_on_load"},
    "checkboxes": {"options", "initial_options", "focus_on_load"},
    "static_select": {"options", "option_groups", "initial_option", "placeholder", "focus_on_load"},
    "multi_static_select": {
        "options",
        "option_groups",
        "initial_options",
        "placeholder",
        "max_selected_items",
    },
}
OPTIONS: Final = {"radio_buttons": 10, "checkboxes": 10, "static_select": 100, "multi_static_select": 100}
RICH_LEAVES: Final = {
    "text": {"text", "style"},
    "link": {"url", "text", "style"},
    "emoji": {"name"},
    "date": {"timestamp", "format", "fallback", "url"},
}
STYLES: Final = {"bold", "italic", "strike", "code"}
VIEW_KEYS: Final = {
    "modal": {
        "type",
        "title",
        "blocks",
        "close",
        "submit",
        "private_metadata",
        "callback_id",
        "clear_on_close",
    }
    | {"notify_on_close", "external_id", "submit_disabled"},
    "home": {"type", "blocks", "private_metadata", "callback_id", "external_id"},
}
MESSAGE_SIZE: Final = 13_200


def length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def faults(blocks: object, where: str) -> list[str]:
    """Of a message's, a modal's or the home's blocks."""
    return list(_blocks(blocks, where))


def view_faults(view: object, *, home: bool = False) -> list[str]:
    if not isinstance(view, dict):
        return ["view must be an object"]
    return list(_view(view, "home" if home else "modal"))


def _view(view: Json, kind: str) -> Iterator[str]:
    if view.get("type") != kind:
        yield f"view type must be {kind}"
        return
    yield from _extra(view, VIEW_KEYS[kind], "view")
    yield from _limited(view.get("private_metadata", ""), 3_000, "private_metadata")
    yield from _limited(view.get("callback_id", ""), 255, "callback_id")
    if kind == "modal":
        yield from _text(view.get("title"), 24, "title", plain=True)
        for name in ("submit", "close"):
            if name in view:
                yield from _text(view[name], 24, name, plain=True)
        if "submit" not in view and any(block.get("type") == "input" for block in view.get("blocks") or ()):
            yield "submit is required when an input block is in blocks"
    yield from _blocks(view.get("blocks"), kind)


def _blocks(blocks: object, where: str) -> Iterator[str]:
    if not isinstance(blocks, list) or not blocks:
        yield "blocks must hold at least one block"
        return
    if len(blocks) > BLOCKS[where]:
        yield f"no more than {BLOCKS[where]} items allowed [json-pointer:/blocks]"
    named = [block["block_id"] for block in blocks if isinstance(block, dict) and "block_id" in block]
    if len(named) != len(set(named)):
        yield "block_id must be unique"
    for at, block in enumerate(blocks):
        for fault in _block(block):
            yield f"{fault} [json-pointer:/blocks/{at}]"


def blocks_size(blocks: object) -> int:
    """What Slack weighs when it answers ``msg_blocks_too_long``, as far as anybody outside knows."""
    return length(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))


def _block(block: object) -> Iterator[str]:
    if not isinstance(block, dict) or block.get("type") not in BLOCK_KEYS:
        yield f"unsupported block type {block.get('type') if isinstance(block, dict) else block!r}"
        return
    kind = block["type"]
    yield from _extra(block, BLOCK_KEYS[kind], kind)
    yield from _limited(block.get("block_id", ""), 255, "block_id")
    checks = {
        "section": _section,
        "actions": _actions,
        "context": _context,
        "header": lambda each: _text(each.get("text"), 150, "header", plain=True),
        "divider": lambda _: iter(()),
        "input": _input,
        "rich_text": _rich_text,
    }
    yield from checks[kind](block)


def _section(block: Json) -> Iterator[str]:
    if "text" not in block and not block.get("fields"):
        yield "a section needs text or fields"
    if "text" in block:
        yield from _text(block["text"], 3_000, "section")
    fields = block.get("fields", [])
    if len(fields) > 10:
        yield "no more than 10 fields"
    for field in fields:
        yield from _text(field, 2_000, "field")
    if "accessory" in block:
        yield from _button(block["accessory"])


def _actions(block: Json) -> Iterator[str]:
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= 25:
        yield "actions need 1 to 25 elements"
        return
    ids = [element.get("action_id") for element in elements]
    if len(ids) != len(set(ids)):
        yield "action_id must be unique in its block"
    for element in elements:
        yield from _button(element)


def _button(element: object) -> Iterator[str]:
    if not isinstance(element, dict) or element.get("type") != "button":
        yield "only buttons are expected here"
        return
    yield from _extra(element, BUTTON_KEYS, "button")
    yield from _text(element.get("text"), 75, "button", plain=True)
    yield from _limited(element.get("action_id"), 255, "action_id", least=1)
    yield from _limited(element.get("value", ""), 2_000, "value")
    yield from _limited(element.get("url", ""), 3_000, "url")
    yield from _limited(element.get("accessibility_label", ""), 75, "accessibility_label")
    if element.get("style", "primary") not in ("primary", "danger"):
        yield "style must be primary or danger"


def _context(block: Json) -> Iterator[str]:
    elements = block.get("elements")
    if not isinstance(elements, list) or not 1 <= len(elements) <= 10:
        yield "context needs 1 to 10 elements"
        return
    for element in elements:
        yield from _text(element, 2_000, "context")


def _input(block: Json) -> Iterator[str]:
    yield from _text(block.get("label"), 2_000, "label", plain=True)
    if "hint" in block:
        yield from _text(block["hint"], 2_000, "hint", plain=True)
    element = block.get("element")
    if not isinstance(element, dict) or element.get("type") not in INPUTS:
        yield "unsupported input element"
        return
    kind = element["type"]
    yield from _extra(element, INPUTS[kind] | {"type", "action_id"}, kind)
    yield from _limited(element.get("action_id"), 255, "action_id", least=1)
    if "placeholder" in element:
        yield from _text(element["placeholder"], 150, "placeholder", plain=True)
    if kind == "plain_text_input":
        yield from _text_input(element)
    if kind in OPTIONS:
        yield from _options(element)


def _text_input(element: Json) -> Iterator[str]:
    limit = element.get("max_length", 3_000)
    if not 1 <= limit <= 3_000:
        yield "max_length must be 1 to 3000"
    if "initial_value" in element:
        yield from _limited(element["initial_value"], limit, "initial_value", least=1)


def _options(element: Json) -> Iterator[str]:
    groups = element.get("option_groups")
    lists: list[Any] = [group.get("options") for group in groups] if groups else [element.get("options")]
    if groups and len(groups) > 100:
        yield "no more than 100 option groups"
    for group in groups or []:
        yield from _text(group.get("label"), 75, "option group", plain=True)
    most = OPTIONS[element["type"]]
    for options in lists:
        if not isinstance(options, list) or not 1 <= len(options) <= most:
            yield f"{element['type']} takes 1 to {most} options"
            return
        for option in options:
            yield from _option(option)
    every = [option for options in lists for option in options]
    values = [option["value"] for option in every]
    if len(values) != len(set(values)):
        yield "option values must be unique"
    chosen = (
        [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    )
    if any(option not in every for option in chosen) or element.get("initial_options") == []:
        yield "an initial option must be one of the options"


def _option(option: Json) -> Iterator[str]:
    yield from _extra(option, {"text", "value", "description", "url"}, "option")
    yield from _text(option.get("text"), 75, "option", plain=True)
    yield from _limited(option.get("value"), 150, "option value", least=1)
    if "description" in option:
        yield from _text(option["description"], 75, "option description", plain=True)


def _rich_text(block: Json) -> Iterator[str]:
    elements = block.get("elements")
    if not isinstance(elements, list) or not elements:
        yield "rich_text needs elements"
        return
    for element in elements:
        kind = element.get("type")
        if kind == "rich_text_list":
            yield from _extra(element, {"type", "style", "elements", "indent", "border"}, kind)
            if element.get("style") not in ("bullet", "ordered"):
                yield "a list's style is bullet or ordered"
            for part in element.get("elements") or ():
                yield from _rich_leaves(part)
        elif kind in ("rich_text_section", "rich_text_quote"):
            yield from _extra(element, {"type", "elements"}, kind)
            yield from _rich_leaves(element)
        else:
            yield f"unsupported rich text {kind!r}"


def _rich_leaves(element: Json) -> Iterator[str]:
    leaves = element.get("elements")
    if not isinstance(leaves, list) or not leaves:
        yield "rich text needs elements"
        return
    for leaf in leaves:
        kind = leaf.get("type")
        if kind not in RICH_LEAVES:
            yield f"unsupported rich text element {kind!r}"
            continue
        yield from _extra(leaf, RICH_LEAVES[kind] | {"type"}, kind)
        if kind in ("text", "link"):
            yield from _limited(leaf.get("text"), 4_000, "rich text", least=1)
        if kind == "date" and not (isinstance(leaf.get("timestamp"), int) and "{" in leaf.get("format", "")):
            yield "a date needs a timestamp and a format"
        if "style" in leaf and (not leaf["style"] or set(leaf["style"]) - STYLES):
            yield "unknown rich text style"


def _text(text: object, limit: int, name: str, *, plain: bool = False) -> Iterator[str]:
    if not isinstance(text, dict) or text.get("type") not in ("plain_text", "mrkdwn"):
        yield f"{name}: a text object is missing"
        return
    keys = {"type", "text", "emoji"} if text["type"] == "plain_text" else {"type", "text", "verbatim"}
    yield from _extra(text, keys, name)
    if plain and text["type"] != "plain_text":
        yield f"{name} must be plain_text"
    yield from _limited(text.get("text"), limit, name, least=1)


def _limited(text: object, limit: int, name: str, *, least: int = 0) -> Iterator[str]:
    if not isinstance(text, str):
        yield f"{name} must be a text"
    elif length(text) > limit:
        yield f"{name} must be less than {limit + 1} characters"
    elif length(text) < least:
        yield f"{name} must be more than {least - 1} characters"


def _extra(found: Json, allowed: set[str], name: str) -> Iterator[str]:
    for key in sorted(set(found) - allowed):
        yield f"{name} must not have {key!r}"


def words_of(blocks: Sequence[Json]) -> str:
    """Everything that can be read in blocks, a line for each part: for asserting on what people see."""
    return "\n".join(line for block in blocks for line in _words(block))


def _words(part: object) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _words(each)
    elif isinstance(part, dict):
        if part.get("type") in ("rich_text_section", "rich_text_quote"):
            yield "".join(
                leaf.get("text") or leaf.get("fallback") or leaf.get("url") or "" for leaf in part["elements"]
            )
            return
        for key in ("text", "label", "hint", "placeholder", "initial_value", "description"):
            value = part.get(key)
            if isinstance(value, str):
                yield value
            elif isinstance(value, dict):
                yield from _words(value)
        for key in ("fields", "elements", "accessory", "element", "options", "option_groups"):
            yield from _words(part.get(key))
