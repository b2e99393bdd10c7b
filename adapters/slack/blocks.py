"""The parts of a card as Slack blocks, each within Slack's limits whatever people wrote.

People's own words are drawn as rich text, which Slack shows and never reads as markup. Only small print and the row
beside a button must be text objects; they are plain text unless something in them is bold, italic, struck or a link.
"""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Final

from adapters.cards import (
    Bar,
    Block,
    Button,
    Buttons,
    Changes,
    Divider,
    Facts,
    Heading,
    Item,
    Line,
    Listing,
    Paragraph,
    Quote,
    SimpleBlock,
    Span,
    Tone,
    Words,
    words,
)
from adapters.charts import simpler
from adapters.slack.text import Json, is_plain, mrkdwn, plain, rich
from adapters.text import bar_of_signs, is_address

TEXT: Final = 3_000
"""Characters of a section's text, and of one run of rich text."""
SMALL_PRINT: Final = 2_000
HEADER: Final = 150
LABEL: Final = 75
VALUE: Final = 2_000
IDENTIFIER: Final = 255
BUTTONS_IN_A_ROW: Final = 25
URL: Final = 3_000

_STYLE: Final = {Tone.PRIMARY: "primary", Tone.DANGER: "danger"}

Numbers = Iterator[int]
"""Numbers the buttons of one message or view: Slack wants every ``action_id`` to be its own."""


def numbers() -> Numbers:
    return count(1)


def drawn(blocks: Sequence[Block], number: Numbers, *, longest: int = TEXT) -> list[Json]:
    """Each part in order. ``longest`` shortens every text, for a message that would be too long as a whole."""
    return [block for part in simpler(blocks) for block in _drawn_one(part, number, min(longest, TEXT))]


def _drawn_one(part: SimpleBlock, number: Numbers, longest: int) -> list[Json]:
    match part:
        case Heading(text):
            return rich_words(words(text, bold=True), longest)
        case Paragraph(text_words):
            return rich_words(text_words, longest)
        case Line(text_words):
            return small_print(text_words, longest)
        case Quote(text_words, by):
            return _rich_text([_quote(text_words, longest), _section(words(by, italic=True), SMALL_PRINT)])
        case Listing(items):
            return _rich_text([_bullets(items, longest)])
        case Facts(rows):
            return _rich_text([_facts(rows, longest)])
        case Bar():
            return small_print(words(bar_of_signs(part)), longest)
        case Item():
            return _item(part, number, longest)
        case Buttons(buttons):
            return _button_rows(buttons, number)
        case Divider():
            return [{"type": "divider"}]
        case Changes(paragraphs):
            return _rich_text([_section(_apart(paragraphs), longest)])


# --- rich text -----------------------------------------------------------------------------------------------


def rich_words(text: Words, longest: int = TEXT) -> list[Json]:
    """A paragraph; nothing for no words."""
    return _rich_text([_section(text, longest)])


def _rich_text(elements: Sequence[Json]) -> list[Json]:
    kept = [element for element in elements if element["elements"]]
    return [{"type": "rich_text", "elements": kept}] if kept else []


def _section(text: Words, limit: int) -> Json:
    return {"type": "rich_text_section", "elements": rich(text, limit)}


def _quote(text: Words, limit: int) -> Json:
    return {"type": "rich_text_quote", "elements": rich(text, limit)}


def _bullets(items: Sequence[Words], limit: int) -> Json:
    each = max(40, limit // max(1, len(items)))
    sections = [_section(item, each) for item in items]
    return {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [section for section in sections if section["elements"]],
    }


def _facts(rows: Sequence[tuple[str, str]], limit: int) -> Json:
    each = max(40, limit // max(1, len(rows)))
    elements: list[Json] = []
    for label, value in rows:
        if elements:
            elements.append({"type": "text", "text": "\n"})
        elements += rich(Words((Span(label, bold=True), Span(f"  {value}"))), each)
    return {"type": "rich_text_section", "elements": elements}


def _apart(paragraphs: Sequence[Words]) -> Words:
    spans: list[Span] = []
    for paragraph in paragraphs:
        spans += [Span("\n\n")] if spans else []
        spans += paragraph.spans
    return Words(tuple(spans))


# --- text objects --------------------------------------------------------------------------------------------


def text_object(text: Words, limit: int) -> Json:
    """Plain where nothing is styled; otherwise mrkdwn in which Slack links and mentions nothing by itself."""
    if is_plain(text):
        return plain_text(text.plain, limit)
    return {"type": "mrkdwn", "text": mrkdwn(text, limit), "verbatim": True}


def plain_text(text: str, limit: int) -> Json:
    return {"type": "plain_text", "text": plain(text, limit), "emoji": False}


def small_print(text: Words, longest: int = SMALL_PRINT) -> list[Json]:
    if not text.plain.strip():
        return []
    return [{"type": "context", "elements": [text_object(text, min(longest, SMALL_PRINT))]}]


# --- buttons -------------------------------------------------------------------------------------------------


def _item(item: Item, number: Numbers, longest: int) -> list[Json]:
    if item.button is None:
        return _rich_text([_section(item.words, longest)])
    if not item.words.plain.strip():
        return _button_rows((item.button,), number)
    text = text_object(item.words, longest)
    return [{"type": "section", "text": text, "accessory": button(item.button, number)}]


def _button_rows(buttons: Sequence[Button], number: Numbers) -> list[Json]:
    rows = [buttons[at : at + BUTTONS_IN_A_ROW] for at in range(0, len(buttons), BUTTONS_IN_A_ROW)]
    return [{"type": "actions", "elements": [button(each, number) for each in row]} for row in rows]


def button(each: Button, number: Numbers) -> Json:
    """What is asked for travels in ``value``; ``action_id`` only has to be its own, and to tell a link from a press."""
    link = each.url is not None and is_address(each.url) and len(each.url) <= URL
    kind = "link" if link else "v1"
    native: Json = {
        "type": "button",
        "text": plain_text(each.label, LABEL),
        "action_id": f"{kind}|{each.action.verb}|{next(number)}"[:IDENTIFIER],
        "value": str(each.action)[:VALUE],
    }
    if link:
        native["url"] = each.url
    if each.tone in _STYLE:
        native["style"] = _STYLE[each.tone]
    if each.spoken:
        native["accessibility_label"] = plain(each.spoken, LABEL)
    return native
