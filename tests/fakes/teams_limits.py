"""What Teams would find wrong with an Adaptive Card, from the published schema of 1.5 and what Teams says it supports.

``faults`` returns sentences, each with the place in the card; an empty list means that Teams would show all of it.
Microsoft Learn: "Format cards in Teams", "Types of cards", "Universal Actions for Adaptive Cards", "Invoke dialogs".
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

Json = dict[str, Any]

MESSAGE_SIZE: Final = 28 * 1024
DIALOG_SIZE: Final = 80_000
LABEL: Final = 20
IN_A_ROW: Final = 2

_ANY: Final = {"type", "id", "isVisible", "separator", "spacing", "height", "fallback", "requires"}
_INPUT: Final = _ANY | {"label", "isRequired", "errorMessage", "value"}
ELEMENTS: Final[Mapping[str, set[str]]] = {
    "TextBlock": _ANY
    | {
        "text",
        "wrap",
        "size",
        "weight",
        "color",
        "isSubtle",
        "style",
        "maxLines",
        "horizontalAlignment",
        "fontType",
    },
    "RichTextBlock": _ANY | {"inlines", "horizontalAlignment"},
    "FactSet": _ANY | {"facts"},
    "Container": _ANY
    | {"items", "style", "bleed", "selectAction", "verticalContentAlignment", "minHeight", "rtl"},
    "ColumnSet": _ANY | {"columns", "style", "bleed", "selectAction", "horizontalAlignment", "minHeight"},
    "Column": _ANY
    | {"items", "width", "style", "verticalContentAlignment", "selectAction", "bleed", "minHeight", "rtl"},
    "ActionSet": _ANY | {"actions"},
    "Input.Text": _INPUT | {"isMultiline", "maxLength", "placeholder", "regex", "style", "inlineAction"},
    "Input.ChoiceSet": _INPUT | {"choices", "isMultiSelect", "style", "wrap", "placeholder"},
    "Input.Date": _INPUT | {"max", "min", "placeholder"},
    "Input.Number": _INPUT | {"max", "min", "placeholder"},
}
_ACTION: Final = {
    "type",
    "id",
    "title",
    "iconUrl",
    "style",
    "tooltip",
    "isEnabled",
    "mode",
    "fallback",
    "requires",
}
ACTIONS: Final[Mapping[str, set[str]]] = {
    "Action.Execute": _ACTION | {"verb", "data", "associatedInputs"},
    "Action.Submit": _ACTION | {"data", "associatedInputs"},
    "Action.OpenUrl": _ACTION | {"url"},
    "Action.ToggleVisibility": _ACTION | {"targetElements"},
}
RUN: Final = {
    "type",
    "text",
    "color",
    "fontType",
    "highlight",
    "isSubtle",
    "italic",
    "selectAction",
    "size",
} | {
    "strikethrough",
    "underline",
    "weight",
}
CARD: Final = {
    "type",
    "$schema",
    "version",
    "body",
    "actions",
    "fallbackText",
    "speak",
    "refresh",
    "msteams",
    "lang",
}
VALUES: Final[Mapping[str, set[str]]] = {
    "size": {"Default", "Small", "Medium", "Large", "ExtraLarge"},
    "weight": {"Default", "Lighter", "Bolder"},
    "color": {"Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention"},
    "spacing": {"Default", "None", "Small", "Medium", "Large", "ExtraLarge", "Padding"},
    "associatedInputs": {"auto", "none"},
}
STYLES: Final[Mapping[str, set[str]]] = {
    "TextBlock": {"default", "heading"},
    "Container": {"default", "emphasis", "good", "attention", "warning", "accent"},
    "Input.ChoiceSet": {"compact", "expanded"},
    "Action.Execute": {"default", "positive", "destructive"},
    "Action.Submit": {"default", "positive", "destructive"},
    "Action.OpenUrl": {"default", "positive", "destructive"},
}
HEIGHTS: Final = {"small", "medium", "large"}
_UNSEEN: Final = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]")


def size_of(card: object) -> int:
    return len(json.dumps(card, ensure_ascii=False).encode())


def faults(card: object, *, dialog: bool = False) -> list[str]:
    """Of a message's card, or with ``dialog`` of one that stands in a dialog."""
    if not isinstance(card, dict):
        return ["a card must be an object"]
    return list(_card(card, dialog=dialog))


def task_faults(task: object) -> list[str]:
    """Of the answer that opens a dialog."""
    if not isinstance(task, dict) or set(task) != {"title", "height", "width", "card"}:
        return ["a dialog has a title, a height, a width and a card"]
    found = [] if 0 < len(task["title"]) <= 80 else ["a dialog's title has 1 to 80 characters"]
    if task["height"] not in HEIGHTS or task["width"] not in HEIGHTS:
        found.append("a dialog is small, medium or large")
    attached = task["card"]
    if attached.get("contentType") != "application/vnd.microsoft.card.adaptive":
        found.append("a dialog's card is an adaptive one")
    return [*found, *faults(attached.get("content"), dialog=True)]


def _card(card: Json, *, dialog: bool) -> Iterator[str]:
    if card.get("type") != "AdaptiveCard" or card.get("version") != "1.5":
        yield "a card is an AdaptiveCard of version 1.5"
    yield from _extra(card, CARD, "card")
    limit = DIALOG_SIZE if dialog else MESSAGE_SIZE
    if (size := size_of(card)) > limit:
        yield f"card: {size} bytes, at most {limit}"
    for name in ("fallbackText", "speak"):
        yield from _text(card.get(name), f"card {name}")
    if not card.get("body"):
        yield "card: an empty body"
    for at, element in enumerate(card.get("body") or ()):
        yield from _element(element, f"body[{at}]")
    yield from _row(card.get("actions"), "actions", least=1) if "actions" in card else ()
    if "refresh" in card:
        yield from _refresh(card["refresh"])
    yield from _whole(card, dialog=dialog)


def _whole(card: Json, *, dialog: bool) -> Iterator[str]:
    """What only shows when the card is seen as one."""
    parts = list(every(card))
    ids = Counter(part["id"] for part in parts if "id" in part)
    yield from (f"id {name!r} is used {count} times" for name, count in ids.items() if count > 1)
    for part in parts:
        for target in part.get("targetElements", ()):
            if target not in ids:
                yield f"toggles {target!r}, which is not there"
        if dialog and part.get("type") == "Action.Execute":
            yield "Action.Execute does nothing in a dialog"
        data = part.get("data") if str(part.get("type")).startswith("Action.") else None
        if dialog and isinstance(data, dict) and "msteams" in data:
            yield "a dialog opens no dialog"


def _refresh(refresh: Json) -> Iterator[str]:
    yield from _extra(refresh, {"action", "userIds"}, "refresh")
    people = refresh.get("userIds")
    if not isinstance(people, list) or not 1 <= len(people) <= 60 or len(set(people)) != len(people):
        yield "refresh: 1 to 60 people, each once"
    action = refresh.get("action") or {}
    if action.get("type") != "Action.Execute" or not action.get("verb"):
        yield "refresh: an Action.Execute with a verb"


def _element(element: object, at: str) -> Iterator[str]:
    if not isinstance(element, dict) or element.get("type") not in ELEMENTS:
        yield f"{at}: unsupported element {element!r:.60}"
        return
    kind = str(element["type"])
    where = f"{at} {kind}"
    yield from _extra(element, ELEMENTS[kind], where)
    yield from _values(element, kind, where)
    if kind.startswith("Input."):
        yield from _input(element, where)
    checks = {
        "TextBlock": _text_block,
        "RichTextBlock": _rich_text,
        "FactSet": _facts,
        "Container": lambda each, name: _elements(each.get("items"), name),
        "Column": lambda each, name: _elements(each.get("items"), name),
        "ColumnSet": lambda each, name: _elements(each.get("columns"), name),
        "ActionSet": lambda each, name: _row(each.get("actions"), name, least=1),
        "Input.ChoiceSet": _choices,
    }
    yield from checks[kind](element, where) if kind in checks else ()
    if "selectAction" in element:
        yield from _action(element["selectAction"], where, button=False)


def _elements(elements: object, at: str) -> Iterator[str]:
    if not isinstance(elements, list) or not elements:
        yield f"{at}: nothing in it"
        return
    for number, element in enumerate(elements):
        yield from _element(element, f"{at}[{number}]")


def _text_block(element: Json, at: str) -> Iterator[str]:
    yield from _text(element.get("text"), at)
    if element.get("wrap") is not True:
        yield f"{at}: does not wrap, so it is cut off on a phone"


def _rich_text(element: Json, at: str) -> Iterator[str]:
    inlines = element.get("inlines")
    if not isinstance(inlines, list) or not inlines:
        yield f"{at}: no inlines"
        return
    for run in inlines:
        if run.get("type") != "TextRun":
            yield f"{at}: unsupported inline {run.get('type')!r}"
        yield from _extra(run, RUN, at)
        yield from _values(run, "TextRun", at)
        yield from _text(run.get("text"), at)
        if "selectAction" in run:
            yield from _action(run["selectAction"], at, button=False)
    if not any(run["text"].strip() for run in inlines):
        yield f"{at}: nothing to read"


def _facts(element: Json, at: str) -> Iterator[str]:
    if not element.get("facts"):
        yield f"{at}: no facts"
    for fact in element.get("facts") or ():
        yield from _extra(fact, {"title", "value"}, at)
        yield from _text(fact.get("title"), at)
        yield from _text(fact.get("value"), at)


def _input(element: Json, at: str) -> Iterator[str]:
    if not element.get("id"):
        yield f"{at}: an input without an id"
    yield from _text(element.get("label"), f"{at} label")
    if element.get("isRequired") and not element.get("errorMessage"):
        yield f"{at}: required, and says nothing when it is left empty"
    limit = element.get("maxLength", 1)
    if not isinstance(limit, int) or limit < 1:
        yield f"{at}: maxLength must be at least 1"


def _choices(element: Json, at: str) -> Iterator[str]:
    choices = element.get("choices") or []
    values = [choice.get("value") for choice in choices]
    if not choices or len(values) != len(set(values)) or not all(values):
        yield f"{at}: choices with values of their own are needed"
    if element.get("wrap") is not True:
        yield f"{at}: choices do not wrap"
    for choice in choices:
        yield from _extra(choice, {"title", "value"}, at)
        yield from _text(choice.get("title"), at)
    many = element.get("isMultiSelect")
    if many and any("," in value for value in values):
        yield f"{at}: a comma in a value"
    chosen = element["value"].split(",") if many and element.get("value") else [element.get("value")]
    if "value" in element and not set(chosen) <= set(values):
        yield f"{at}: what is chosen is no choice"


def _row(actions: object, at: str, *, least: int) -> Iterator[str]:
    if not isinstance(actions, list) or not least <= len(actions) <= IN_A_ROW:
        yield f"{at}: {least} to {IN_A_ROW} actions in a row"
        return
    for action in actions:
        yield from _action(action, at)


def _action(action: object, at: str, *, button: bool = True) -> Iterator[str]:
    if not isinstance(action, dict) or action.get("type") not in ACTIONS:
        yield f"{at}: unsupported action {action!r:.60}"
        return
    kind = str(action["type"])
    yield from _extra(action, ACTIONS[kind], f"{at} {kind}")
    yield from _values(action, kind, at)
    if button:
        yield from _text(action.get("title"), f"{at} title")
        if len(action.get("title", "")) > LABEL:
            yield f"{at}: label {action['title']!r} has more than {LABEL} characters"
    if kind in ("Action.Execute", "Action.Submit"):
        yield from _data(action, at)
    if kind == "Action.OpenUrl" and not re.match(r"(https?|mailto|tel):\S+$", action.get("url", "")):
        yield f"{at}: no address to open"


def _data(action: Json, at: str) -> Iterator[str]:
    data = action.get("data")
    if not isinstance(data, dict) or not data.get("a"):
        yield f"{at}: what is asked for must be in the data"
    elif json.loads(json.dumps(data)) != data:
        yield f"{at}: data must be JSON"
    if action["type"] == "Action.Execute":
        fallback = action.get("fallback") or {}
        if not action.get("verb") or fallback.get("type") != "Action.Submit" or fallback.get("data") != data:
            yield f"{at}: an Execute has a verb, and a Submit of the same to fall back on"
        yield from _action(fallback, f"{at} fallback") if fallback else ()


def _values(found: Json, kind: str, at: str) -> Iterator[str]:
    for name, allowed in VALUES.items():
        if name in found and found[name] not in allowed:
            yield f"{at}: {name} {found[name]!r} is not known"
    if "style" in found and found["style"] not in STYLES.get(kind, set()):
        yield f"{at}: style {found['style']!r} is not known"


def _text(text: object, at: str) -> Iterator[str]:
    if not isinstance(text, str) or not text:
        yield f"{at}: a text is missing"
    elif _UNSEEN.search(text):
        yield f"{at}: a control character"


def _extra(found: Json, allowed: set[str], at: str) -> Iterator[str]:
    for name in sorted(set(found) - allowed):
        yield f"{at}: must not have {name!r}"


# --- looking into a card ---------------------------------------------------------------------------------------


def every(part: object) -> Iterator[Json]:
    """Every object in a card, the data of actions and what stands in for others left out."""
    if isinstance(part, list):
        for each in part:
            yield from every(each)
    elif isinstance(part, dict):
        yield part
        for name, value in part.items():
            if name not in ("data", "fallback", "msteams", "refresh"):
                yield from every(value)


def actions_in(card: object) -> list[Json]:
    """Every button, in order; not what a link or a heading does."""
    return [
        action
        for part in every(card)
        for action in (part.get("actions") or () if part.get("type") in ("ActionSet", "AdaptiveCard") else ())
    ]


def words_of(card: object) -> str:
    """Everything that can be read in a card, a line for each part: for asserting on what people see."""
    return "\n".join(_said(part) for part in every(card) if _said(part))


def _said(part: Json) -> str:
    if part.get("type") == "RichTextBlock":
        return "".join(run["text"] for run in part["inlines"])
    if part.get("type") == "TextRun" or part.get("type") == "AdaptiveCard":
        return ""
    return "\n".join(
        str(part[name]) for name in ("text", "label", "title", "value", "placeholder") if name in part
    )
