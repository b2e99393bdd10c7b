"""The sheet that a card is drawn on: what every Adaptive Card has, and how much it holds."""

import json
from collections.abc import Callable, Sequence
from typing import Final

from adapters.cards import MAX_TEXT, Action, Block, Changes, Facts, words
from adapters.teams.blocks import rich
from adapters.teams.buttons import VERB
from adapters.teams.text import Json, runs, shown

MESSAGE_SIZE: Final = 28_000
"""Bytes of a card in a message, as UTF-8."""
DIALOG_SIZE: Final = 80_000
SHORTEST: Final = 24
"""Characters below which no text is shortened."""
NOTIFICATION: Final = 300
REFRESHED: Final = 60
"""People for whom Teams asks for a view of their own."""
APP_NAME: Final = "Rondo"


def document(body: list[Json], notification: str) -> Json:
    said = shown(notification, NOTIFICATION) or APP_NAME
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "fallbackText": said,
        "speak": said,
        "body": body or rich(runs(words(notification or APP_NAME), NOTIFICATION)),
    }


def width(blocks: Sequence[Block]) -> Json:
    """Texts to compare, and facts, take the width of the window."""
    wide = any(isinstance(part, Changes | Facts) for part in blocks)
    return {"msteams": {"width": "Full"}} if wide else {}


def refreshed(action: Action | None, people: Sequence[str]) -> Json:
    if action is None or not people:
        return {}
    asks = {"type": "Action.Execute", "verb": VERB, "data": {"a": str(action)}}
    return {"refresh": {"action": asks, "userIds": list(people[:REFRESHED])}}


def fitted(draw: Callable[[int], Json], size: int, shortest: int = SHORTEST) -> Json:
    """Every text as long as may be: all are shortened alike until the whole fits, or until they are ``shortest``."""
    longest = MAX_TEXT
    drawn = draw(longest)
    while weight(drawn) > size and longest > shortest:
        longest = max(shortest, longest * 2 // 3)
        drawn = draw(longest)
    return drawn


def weight(card: Json) -> int:
    """Bytes of it, written as JSON in UTF-8."""
    return len(json.dumps(card, ensure_ascii=False).encode("utf-8", "surrogatepass"))
