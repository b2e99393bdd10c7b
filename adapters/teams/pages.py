"""A page as one card for one reader: its sections one below the other, and what is folded opens where it stands."""

from collections.abc import Callable, Sequence
from typing import Final

from adapters.cards import Action, Block, Button, Buttons, Item, Line, Page, Section, words
from adapters.teams.blocks import Pen, drawn, heading
from adapters.teams.sheet import MESSAGE_SIZE, document, fitted, refreshed, weight
from adapters.teams.text import Json, plain

MoreRows = Callable[[int], str]
"""Says that so many rows more are not shown here."""
EXCERPT: Final = 140
"""Characters that every text of a page keeps; what does not fit then goes a row at a time."""
TITLE: Final = 80


def page_card(
    page: Page, more: MoreRows, *, refresh: Action | None = None, refresh_for: Sequence[str] = ()
) -> Json:
    """A page's sections one below the other, for one reader; what is folded opens where it stands."""
    sections = [list(section.blocks) for section in page.sections]
    hidden = [0] * len(sections)
    while True:
        card = fitted(lambda longest: _page(page, sections, hidden, more, longest), MESSAGE_SIZE, EXCERPT)
        if weight(card) <= MESSAGE_SIZE or not any(sections):
            return card | refreshed(refresh, refresh_for)
        longest = max(range(len(sections)), key=lambda at: len(sections[at]))
        gone = max(1, len(sections[longest]) // 8)
        for _ in range(gone):
            sections[longest].pop(_least_needed(sections[longest]))
        hidden[longest] += gone


def _least_needed(blocks: Sequence[Block]) -> int:
    """The last row that nobody can press; when all can be pressed, the last single row rather than a row of buttons."""
    for needed in (_can_be_pressed, _is_button_row):
        for at in reversed(range(1, len(blocks))):
            if not needed(blocks[at]):
                return at
    return len(blocks) - 1


def _can_be_pressed(block: Block) -> bool:
    return _is_button_row(block) or (isinstance(block, Item) and block.button is not None)


def _is_button_row(block: Block) -> bool:
    return isinstance(block, Buttons)


def _page(page: Page, sections: list[list[Block]], hidden: list[int], more: MoreRows, longest: int) -> Json:
    body = heading(page.title, size="Large")
    for at, (section, blocks) in enumerate(zip(page.sections, sections, strict=True)):
        rest = (Line(words(more(hidden[at]))),) if hidden[at] else ()
        body += _section(section, drawn((*blocks, *rest), Pen(longest=longest)), f"s{at}")
    crumbs = tuple(Button(label, action) for label, action in page.crumbs)
    body += drawn((Buttons(crumbs),), Pen()) if crumbs else []
    return document(body, page.title) | {"msteams": {"width": "Full"}}


def _section(section: Section, blocks: list[Json], name: str) -> list[Json]:
    if section.folded and section.heading.strip() and blocks:
        return _folded(section.heading, blocks, name)
    head = [element | {"separator": True, "spacing": "Large"} for element in heading(section.heading)]
    return head + blocks


def _folded(text: str, blocks: list[Json], name: str) -> list[Json]:
    """A heading that opens and shuts what stands below it; its sign says which of the two is next."""
    shut, opened, body = f"{name}.shut", f"{name}.open", f"{name}.body"
    (head,) = heading(text)
    toggle = {
        "type": "Action.ToggleVisibility",
        "title": plain(text, TITLE),
        "targetElements": [shut, opened, body],
    }
    signs = [
        head | {"id": shut, "text": f"▸ {head['text']}"},
        head | {"id": opened, "text": f"▾ {head['text']}", "isVisible": False},
    ]
    return [
        {"type": "Container", "separator": True, "spacing": "Large", "selectAction": toggle, "items": signs},
        {"type": "Container", "id": body, "isVisible": False, "items": blocks},
    ]
