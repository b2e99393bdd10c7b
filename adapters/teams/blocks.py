"""The parts of a card as elements of an Adaptive Card 1.5, in the theme's own colours alone, so that light, dark and high
contrast all hold.

People's own words are TextRuns. A heading is a TextBlock, because only that can be one to a screen reader.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from adapters.cards import (
    MAX_TEXT,
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
    Words,
    words,
)
from adapters.charts import simpler
from adapters.teams.buttons import IN_A_MESSAGE, Way, action_sets, button_set
from adapters.teams.text import Json, cut_evenly, moment_lines, runs, shown
from adapters.text import bar_of_signs

HEADING: Final = 200
_BESIDE: Final = ((10, 180), (16, 45))
"""Characters of a label, and of the words that it may stand beside on a phone; what is longer stands below them."""
_SMALL: Final = {"size": "Small", "isSubtle": True}


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words that tell what the eye sees from how a text looks: before what went out, and before what came in."""

    taken_out: str = ""
    put_in: str = ""


UNSPOKEN: Final = Spoken()


@dataclass(frozen=True, slots=True)
class Pen:
    """How a card is drawn: what its buttons do, and at most how many characters a text has."""

    way: Way = IN_A_MESSAGE
    longest: int = MAX_TEXT
    spoken: Spoken = UNSPOKEN


def drawn(blocks: Sequence[Block], pen: Pen) -> list[Json]:
    """Each part in order; a divider is a line above what follows it."""
    elements: list[Json] = []
    divided = False
    for part in simpler(blocks):
        native = _drawn_one(part, pen)
        if divided and native:
            native[0] |= {"separator": True, "spacing": "Medium"}
        elif native and elements:
            native = _beneath(elements[-1], native)
        divided = isinstance(part, Divider) or (divided and not native)
        elements += native
    return elements


def _beneath(above: Json, native: list[Json]) -> list[Json]:
    """Small print stands close below small print, and what has a caption close below that; facts are one table."""
    if above["type"] == native[0]["type"] == "FactSet":
        above["facts"] += native[0]["facts"]
        return native[1:]
    if native[0].get("style") == "heading":
        native[0] |= {"spacing": "Medium"}
    if _is_caption(above) or (_is_small(above) and _is_small(native[0]) and not _is_caption(native[0])):
        native[0] |= {"spacing": "None"}
    return native


def _is_small(element: Json) -> bool:
    return element["type"] == "RichTextBlock" and all("size" in run for run in element["inlines"])


def _is_caption(element: Json) -> bool:
    return _is_small(element) and all("weight" in run for run in element["inlines"])


def _drawn_one(part: SimpleBlock, pen: Pen) -> list[Json]:
    match part:
        case Heading(text):
            return heading(text, pen.longest)
        case Paragraph(said):
            return told(said, pen.longest)
        case Line(said):
            return small_print(said, pen.longest)
        case Quote():
            return _quote(part, pen.longest)
        case Listing(items):
            return _bullets(items, pen.longest)
        case Facts(rows):
            return _facts(rows, pen.longest)
        case Bar():
            return small_print(words(bar_of_signs(part)), pen.longest)
        case Item():
            return _item(part, pen)
        case Buttons(buttons):
            return action_sets(buttons, pen.way)
        case Divider():
            return []
        case Changes(paragraphs):
            return _changes(paragraphs, pen)


# --- text ----------------------------------------------------------------------------------------------------


def heading(text: str, limit: int = HEADING, *, size: str = "Medium") -> list[Json]:
    if not text.strip():
        return []
    look = {"wrap": True, "style": "heading", "weight": "Bolder", "size": size}
    return [{"type": "TextBlock", "text": shown(text, min(limit, HEADING)), **look}]


def rich(inlines: Sequence[Json], **look: object) -> list[Json]:
    """A paragraph; nothing for no words."""
    if not any(run["text"].strip() for run in inlines):
        return []
    return [{"type": "RichTextBlock", "inlines": list(inlines), **look}]


def told(said: Words, limit: int, **look: object) -> list[Json]:
    """A paragraph, whatever is in it."""
    return _with_moments(said, limit, **look) if _has_moments(said) else rich(runs(said, limit), **look)


def _has_moments(said: Words) -> bool:
    return any(span.at is not None for span in said.spans)


def _with_moments(said: Words, limit: int, **look: object) -> list[Json]:
    """A TextBlock a line, close below each other."""
    blocks: list[Json] = []
    for text, bold in moment_lines(said, limit):
        weight = {"weight": "Bolder"} if bold else {}
        below = {"spacing": "None"} if blocks else {}
        blocks.append({"type": "TextBlock", "text": text, "wrap": True, **weight, **look, **below})
    return blocks


def small_print(said: Words, limit: int) -> list[Json]:
    """All of it bold is a caption: that belongs to what follows."""
    caption = all(span.bold for span in said.spans if span.text)
    spacing = "Default" if caption else "Small"
    if _has_moments(said):
        return _with_moments(said, limit, spacing=spacing, **_SMALL)
    return rich(runs(said, limit, **_SMALL), spacing=spacing)


def warning(text: str, limit: int = 1_000) -> list[Json]:
    """What is wrong: with a sign, so that it does not hang on the colour."""
    if not text.strip():
        return []
    return rich(runs(words(f"⚠ {text}", bold=True), limit, color="Attention"))


def _quote(quote: Quote, limit: int) -> list[Json]:
    by = rich(runs(words(quote.by, bold=True), limit, size="Small"))
    said = rich(runs(quote.words, limit), spacing="Small" if by else "Default")
    items = [*by, *said]
    return [{"type": "Container", "style": "emphasis", "items": items}] if items else []


def _bullets(items: Sequence[Words], limit: int) -> list[Json]:
    rows = [
        told(Words((Span("• "), *item.spans)), limit + 2, spacing="Small") for item in items if item.plain
    ]
    return [row for found in rows for row in found]


def _facts(rows: Sequence[tuple[str, str]], limit: int) -> list[Json]:
    """A line break in a fact takes an empty line: Markdown would make one line of both."""
    facts = [
        {"title": shown(label, min(limit, 80)), "value": shown(value or "–", limit).replace("\n", "\n\n")}
        for label, value in rows
    ]
    return [{"type": "FactSet", "facts": facts}] if facts else []


def _changes(paragraphs: Sequence[Words], pen: Pen) -> list[Json]:
    rows = [rich(_told_apart(paragraph, pen), spacing="Small") for paragraph in paragraphs]
    items = [row for found in rows for row in found]
    return [{"type": "Container", "style": "emphasis", "items": items}] if items else []


def _told_apart(paragraph: Words, pen: Pen) -> list[Json]:
    """What went out is struck and what came in bold, each with a word before it for who cannot see that.
    There is room for an old text and a new one, and neither crowds out the other."""
    inlines: list[Json] = []
    spoken, room = pen.spoken, 2 * pen.longest
    for run in runs(cut_evenly(paragraph, room), room):
        label = spoken.taken_out if "strikethrough" in run else spoken.put_in if "weight" in run else ""
        gap = " " if "weight" in run and inlines and "strikethrough" in inlines[-1] else ""
        inlines += runs(words(f"{gap}{label} " if label else gap), 40, **_SMALL)
        inlines.append(run)
    return inlines


# --- a row with its button -----------------------------------------------------------------------------------


def _item(item: Item, pen: Pen) -> list[Json]:
    said = told(item.words, pen.longest)
    if item.button is None:
        return said
    press = button_set((item.button,), pen.way)
    if not said or not _fits_beside(item.words, item.button):
        return [*said, press | {"spacing": "Small"}]
    columns = [
        {"type": "Column", "width": "stretch", "verticalContentAlignment": "Center", "items": said},
        {"type": "Column", "width": "auto", "verticalContentAlignment": "Center", "items": [press]},
    ]
    return [{"type": "ColumnSet", "columns": columns}]


def _fits_beside(said: Words, button: Button) -> bool:
    return any(len(button.label) <= label and len(said.plain) <= text for label, text in _BESIDE)
