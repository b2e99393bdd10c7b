"""Cards and forms as Adaptive Cards 1.5: messages, dialogs, and forms inside a message.

Nothing here writes a sentence or drops a button: a text at its limit ends in an ellipsis.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from adapters.cards import (
    MAX_TEXT,
    Action,
    Block,
    Button,
    Buttons,
    Card,
    Field,
    Form,
    Item,
    PersonalCard,
    SharedCard,
    words,
)
from adapters.present.verbs import Verb
from adapters.teams.blocks import UNSPOKEN, Pen, Spoken, drawn, heading, rich, warning
from adapters.teams.buttons import CARRIED, Travels, Way, Where, replacing, submit
from adapters.teams.fields import drawn_field, inputs_of
from adapters.teams.sheet import APP_NAME, DIALOG_SIZE, MESSAGE_SIZE, document, fitted, refreshed, width
from adapters.teams.text import Json, plain, runs

__all__ = ["card", "card_dialog", "dialog", "inline_form", "notice_dialog", "own_view"]

TITLE: Final = 80
CONTENT_TYPE: Final = "application/vnd.microsoft.card.adaptive"
_FORM_ROOM: Final = 12_000
"""Characters of what the buttons inside a form carry, together."""


# --- messages ------------------------------------------------------------------------------------------------


def card(
    card: Card,
    *,
    refresh_for: Sequence[str] = (),
    refresh: Action | None = None,
    confirms: bool = False,
    spoken: Spoken = UNSPOKEN,
) -> Json:
    """A message's card. Teams asks for ``refresh`` to get each of ``refresh_for`` a view of their own. ``confirms``: it says
    that something of the reader's is recorded."""

    def draw(longest: int) -> Json:
        pen = Pen(longest=longest, spoken=spoken)
        body = _confirmed(card.blocks, pen) if confirms else drawn(card.blocks, pen)
        return document(body, card.notification) | width(card.blocks) | refreshed(refresh, refresh_for)

    return fitted(draw, MESSAGE_SIZE)


def own_view(
    shared: SharedCard,
    own: PersonalCard,
    *,
    refresh_for: Sequence[str] = (),
    refresh: Action | None = None,
    spoken: Spoken = UNSPOKEN,
) -> Json:
    """A shared card as one person sees it who has been heard: what they said, in place of the first buttons."""
    at = next((n for n, part in enumerate(shared.blocks) if isinstance(part, Buttons)), len(shared.blocks))
    replaced = shared.blocks[at : at + 1]
    more = tuple(
        each for row in replaced if isinstance(row, Buttons) for each in row.buttons if _leads_on(each)
    )

    def draw(longest: int) -> Json:
        pen = Pen(longest=longest, spoken=spoken)
        said = _confirmed(_with_buttons(own.blocks, more), pen)
        body = [*drawn(shared.blocks[:at], pen), *said, *drawn(shared.blocks[at + 1 :], pen)]
        return document(body, own.notification) | width(shared.blocks) | refreshed(refresh, refresh_for)

    return fitted(draw, MESSAGE_SIZE)


def _leads_on(button: Button) -> bool:
    return button.action.verb == Verb.MORE


def _with_buttons(blocks: Sequence[Block], more: tuple[Button, ...]) -> tuple[Block, ...]:
    """``more`` at the end of the last row of buttons, unless it is there."""
    row = next((part for part in reversed(blocks) if isinstance(part, Buttons)), Buttons(()))
    verbs = {button.action.verb for button in row.buttons}
    whole = Buttons((*row.buttons, *(button for button in more if button.action.verb not in verbs)))
    return tuple(whole if part is row else part for part in blocks) if row.buttons else (*blocks, whole)


def _confirmed(blocks: Sequence[Block], pen: Pen) -> list[Json]:
    """What is said before the first button stands on a ground that says: done."""
    at = next((n for n, part in enumerate(blocks) if isinstance(part, Buttons | Item)), len(blocks))
    said = [_without_ground(element) for element in drawn(blocks[:at], pen)]
    ground: list[Json] = [{"type": "Container", "style": "good", "items": said}] if said else []
    return [*ground, *drawn(blocks[at:], pen)]


def _without_ground(element: Json) -> Json:
    """A ground of another colour would cover this one."""
    return {name: value for name, value in element.items() if (name, value) != ("style", "emphasis")}


# --- forms ---------------------------------------------------------------------------------------------------


def dialog(
    form: Form,
    *,
    key: str,
    required_words: str,
    place: str = "",
    thread: str = "",
    spoken: Spoken = UNSPOKEN,
) -> Json:
    """What opens a dialog, or takes the place of what is in one. ``key`` is of this one drawing, and comes back when it is
    sent; ``required_words`` are said at a field that was left empty."""

    def draw(longest: int) -> Json:
        pen = _form_pen(form, Where.DIALOG, Travels(form.carried, key, place, thread), longest, spoken)
        sends = _sends(form, pen.way)
        card = document(_form_body(form, pen, required_words), form.title)
        return card | ({"actions": sends} if sends else {})

    return _task(form.title, fitted(draw, DIALOG_SIZE))


def inline_form(
    form: Form,
    *,
    key: str,
    required_words: str,
    place: str = "",
    thread: str = "",
    spoken: Spoken = UNSPOKEN,
) -> Json:
    """A form in a message that one person alone sees; its own word for closing shows what is ``behind`` it."""

    def draw(longest: int) -> Json:
        pen = _form_pen(form, Where.INLINE, Travels(form.carried, key, place, thread), longest, spoken)
        body = [*heading(form.title), *_form_body(form, pen, required_words)]
        actions = _sends(form, pen.way)
        return document(body, form.title) | ({"actions": actions} if actions else {})

    return fitted(draw, MESSAGE_SIZE)


def _sends(form: Form, way: Way) -> list[Json]:
    """What stands below it: its own button, the way to the page before, and the way out."""
    sends = [] if form.submit is None else [submit(form.submit, form.action, inputs_of(form), way)]
    if form.back is not None:
        sends.append(replacing(form.back, way))
    if form.behind is not None and form.close:
        bare = replace(way, travels=replace(way.travels, carried={}))
        sends.append(replacing(Button(form.close, form.behind), bare))
    return sends


def _form_pen(form: Form, where: Where, travels: Travels, longest: int, spoken: Spoken) -> Pen:
    presses = sum(len(part.buttons) if isinstance(part, Buttons) else 1 for part in form.body)
    room = min(CARRIED, _FORM_ROOM // max(1, presses))
    return Pen(Way(where, travels, room), longest, spoken)


def _form_body(form: Form, pen: Pen, required_words: str) -> list[Json]:
    body = warning(form.errors.get("", ""))
    between: list[Block] = []
    for part in form.body:
        if isinstance(part, Field):
            body += drawn(between, pen)
            body += drawn_field(part, form.errors.get(part.name, ""), required_words, pen.longest)
            between = []
        else:
            between.append(part)
    return body + drawn(between, pen)


def card_dialog(
    card: Card,
    *,
    title: str = APP_NAME,
    confirms: bool = False,
    place: str = "",
    thread: str = "",
    spoken: Spoken = UNSPOKEN,
) -> Json:
    """A card in a dialog: the confirmation of a form, or a word about a button in one."""

    def draw(longest: int) -> Json:
        pen = Pen(Way(Where.DIALOG, Travels(place=place, thread=thread)), longest, spoken)
        body = _confirmed(card.blocks, pen) if confirms else drawn(card.blocks, pen)
        return document(body, card.notification)

    return _task(title, fitted(draw, DIALOG_SIZE))


def notice_dialog(text: str, *, title: str = APP_NAME) -> Json:
    """One sentence in a dialog."""
    return _task(title, document(rich(runs(words(text), MAX_TEXT)), text))


def _task(title: str, content: Json) -> Json:
    return {
        "title": plain(title, TITLE) or APP_NAME,
        "height": _height(content),
        "width": "medium",
        "card": {"contentType": CONTENT_TYPE, "content": content},
    }


def _height(content: Json) -> str:
    """By how many lines the card has, more or less: a short word needs no large window."""
    lines = _lines(content["body"])
    return "small" if lines <= 9 else "medium" if lines <= 20 else "large"


def _lines(elements: Sequence[Json]) -> int:
    return sum(map(_lines_of, elements))


_LINE: Final = 70
_LINES: Final = {"ActionSet": 2, "Input.Date": 3, "FactSet": 4, "ColumnSet": 3}


def _lines_of(element: Json) -> int:
    match element["type"]:
        case "Container":
            return _lines(element["items"]) + 1
        case "TextBlock":
            return 1 + len(element["text"]) // _LINE
        case "RichTextBlock":
            return 1 + sum(len(run["text"]) for run in element["inlines"]) // _LINE
        case "Input.Text":
            return 6 if element.get("isMultiline") else 3
        case "Input.ChoiceSet":
            return 2 + (len(element["choices"]) if element["style"] == "expanded" else 1)
        case kind:
            return _LINES.get(kind, 2)
