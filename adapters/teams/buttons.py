"""Buttons as actions of an Adaptive Card, and what travels with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from adapters.cards import MAX_LABEL, Action, Button, Tone
from adapters.present.verbs import ACTS_WHEN_PRESSED
from adapters.teams.text import Json, plain
from adapters.text import cut, is_address

VERB: Final = "rondo"
"""The verb of every ``Action.Execute``: what is asked for is in its data."""
IN_A_ROW: Final = 2
ROW: Final = 21
"""Letters of two labels that fit side by side on a phone, a narrow one counted half. Longer ones stand one below the other."""
CARRIED: Final = 2_000
TOOLTIP: Final = 100
_NARROW, _WIDE = frozenset(" fijlrtI.,'!¡í"), frozenset("mwMW")
_STYLE: Final = {Tone.PRIMARY: "positive", Tone.DANGER: "destructive"}


class Where(StrEnum):
    """What a card stands in decides what its buttons may be."""

    MESSAGE = "message"
    DIALOG = "dialog"
    """Only ``Action.Submit``: a dialog opens no dialog, and is answered with the next card."""
    INLINE = "inline"
    """A form in a message, for one reader alone."""


@dataclass(frozen=True, slots=True)
class Travels:
    """What travels with a form or a dialog and comes back (untrusted): what earlier pages carry, the ``key`` of this one
    drawing of it, and where it was opened."""

    carried: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    place: str = ""
    thread: str = ""

    def written(self, limit: int = CARRIED) -> Json:
        found = {"c": fitted(self.carried, limit), "k": self.key, "p": self.place, "t": self.thread}
        return {name: value for name, value in found.items() if value}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Travels":
        """What was written; whatever is not ours is left out."""
        carried = data.get("c")
        pairs = carried.items() if isinstance(carried, dict) else ()
        return cls(
            carried={name: value for name, value in pairs if isinstance(value, str)},
            key=_text(data.get("k")),
            place=_text(data.get("p")),
            thread=_text(data.get("t")),
        )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def fitted(carried: Mapping[str, str], limit: int) -> dict[str, str]:
    """At most ``limit`` characters together: the longest value gives way first."""
    kept = dict(carried)
    while (over := sum(map(len, (*kept, *kept.values()))) - limit) > 0 and kept:
        longest = max(kept, key=lambda name: len(kept[name]))
        kept[longest] = cut(kept[longest], max(0, len(kept[longest]) - over))
        if len(kept[longest]) <= 1:
            del kept[longest]
    return kept


@dataclass(frozen=True, slots=True)
class Way:
    """What the buttons of one card do when they are pressed."""

    where: Where = Where.MESSAGE
    travels: Travels = Travels()
    room: int = CARRIED
    """Characters that a button may carry: a form of many buttons repeats them in each."""


IN_A_MESSAGE: Final = Way()


def action_sets(buttons: Sequence[Button], way: Way) -> list[Json]:
    """Two in a row at most: Teams shrinks the labels of three."""
    sets = [button_set(row, way) for row in _rows(buttons)]
    return [each | {"spacing": "Small"} if at else each for at, each in enumerate(sets)]


def _rows(buttons: Sequence[Button]) -> list[list[Button]]:
    """In pairs, where both labels fit on a phone; what does not has a row of its own."""
    rows: list[list[Button]] = []
    for button in buttons:
        above = rows[-1] if rows else []
        if 0 < len(above) < IN_A_ROW and _letters(above[0].label) + _letters(button.label) <= ROW:
            above.append(button)
        else:
            rows.append([button])
    return rows


def _letters(label: str) -> float:
    return sum(0.5 if sign in _NARROW else 1.5 if sign in _WIDE else 1 for sign in label)


def button_set(buttons: Sequence[Button], way: Way) -> Json:
    return {"type": "ActionSet", "actions": [native(each, way) for each in buttons]}


def native(button: Button, way: Way) -> Json:
    """A link, an act, or the way to a form. What is typed in a form around it stays there: only sending reads that."""
    look = _look(button.label, button.tone, button.spoken)
    if button.url is not None and is_address(button.url):
        return {"type": "Action.OpenUrl", **look, "url": button.url}
    data: Json = {"a": str(button.action), **way.travels.written(way.room)}
    if way.where is not Where.MESSAGE:
        look["associatedInputs"] = "none"
    if way.where is Where.DIALOG:
        return {"type": "Action.Submit", **look, "data": data}
    if button.action.verb in ACTS_WHEN_PRESSED:
        return executed(look, data)
    return {"type": "Action.Submit", **look, "data": {"msteams": {"type": "task/fetch"}, **data}}


def replacing(button: Button, way: Way) -> Json:
    """What it shows takes the place of the form in which it stands."""
    look = _look(button.label, button.tone, button.spoken) | {"associatedInputs": "none"}
    data: Json = {"a": str(button.action), **way.travels.written(way.room)}
    return (
        {"type": "Action.Submit", **look, "data": data} if way.where is Where.DIALOG else executed(look, data)
    )


def executed(look: Json, data: Json) -> Json:
    """With a plain submit for clients that cannot execute."""
    fallback = {"type": "Action.Submit", **look, "data": data}
    return {"type": "Action.Execute", **look, "verb": VERB, "data": data, "fallback": fallback}


def submit(label: str, action: Action, fields: Sequence[str], way: Way) -> Json:
    """Sends a form. ``f`` names its inputs, because what is left empty does not come back; a press has no ``f``."""
    look = {"title": plain(label, MAX_LABEL), "style": "positive"}
    data: Json = {"a": str(action), "f": list(fields), **way.travels.written()}
    if way.where is Where.DIALOG:
        return {"type": "Action.Submit", **look, "data": data}
    return executed(look, data)


def _look(label: str, tone: Tone, spoken: str | None) -> Json:
    look: Json = {"title": plain(label, MAX_LABEL)}
    if tone in _STYLE:
        look["style"] = _STYLE[tone]
    if spoken:
        look["tooltip"] = plain(spoken, TOOLTIP)
    return look
