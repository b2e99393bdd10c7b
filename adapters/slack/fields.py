"""A form's fields as Slack inputs, and what people put into them read back.

A field's name is its ``block_id``, so that Slack can show an error at it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import Any, Final

from adapters.cards import (
    ChoiceField,
    DateField,
    Field,
    ManyField,
    MarksField,
    Option,
    TextField,
    words,
)
from adapters.marks import by_mark, by_place, by_row
from adapters.slack.blocks import IDENTIFIER, plain_text, rich_words, small_print
from adapters.slack.text import Json
from adapters.text import clean, cut

INPUT: Final = "value"
"""The ``action_id`` of every input; an input is told apart by its block."""
LONGEST_TEXT: Final = 3_000
FEW: Final = 10
"""Radio buttons and check boxes hold this many options; above it, a menu."""
MANY: Final = 100
OPTION_TEXT: Final = 75
OPTION_VALUE: Final = 150
ROWS: Final = 25
"""Rows to be marked, up to this many, have a menu each; of more, each mark has one."""
LISTED: Final = 1_500
"""Options of all the menus of rows together."""
PLACES: Final = 800
"""The same of the menus of places, which name rows."""
MENUS_SIZE: Final = 200_000
"""Bytes of the menus of one field; Slack takes a view of 250 KB."""
HINT: Final = 2_000
INPUT_LABEL: Final = 2_000
PLACEHOLDER: Final = 150
# Slack refuses an option whose value is empty.
_EMPTY_VALUE: Final = "\u2205"
_OPTION_SIZE: Final = 90
"""Bytes of an option without its text."""
_WIDEST: Final = 3
"""Bytes of a character, as Slack counts characters."""

SingleField = TextField | ChoiceField | ManyField | DateField
"""What is one input."""


def field_blocks(field: Field) -> list[Json]:
    if isinstance(field, MarksField):
        return _marks(field)
    return [_input(field, _element(field))]


def _input(field: SingleField, element: Json) -> Json:
    block: Json = {
        "type": "input",
        "block_id": field.name[:IDENTIFIER],
        "label": plain_text(field.label or "–", INPUT_LABEL),
        "element": element,
        "optional": not field.required,
    }
    if field.hint:
        block["hint"] = plain_text(field.hint, HINT)
    return block


def _marks(field: MarksField) -> list[Json]:
    above = [*rich_words(words(field.label, bold=True)), *small_print(words(field.hint))]
    if field.each_once:
        most = min(ROWS, PLACES // max(1, len(field.rows)))
        return above + [_menu_of_one(part) for part in by_place(_shortened(field, most), most)]
    if len(field.rows) <= ROWS and len(field.rows) * len(field.scale) <= LISTED:
        return above + [_menu_of_one(part) for part in by_row(field)]
    parts = by_mark(_shortened(field, FEW), FEW)
    return above + [_input(part, _some_of(part)) for part in parts]


def _menu_of_one(field: ChoiceField) -> Json:
    """Always with something chosen, if it is nothing: Slack lets nobody take back a choice, and calls what may stay empty
    optional, once a row."""
    return _input(field, _one_of(field, "static_select"))


def _shortened(field: MarksField, menus: int) -> MarksField:
    """So that as many menus of all its rows do not make the view too large."""
    each = MENUS_SIZE // max(1, menus * len(field.rows))
    room = min(OPTION_TEXT, (each - _OPTION_SIZE) // _WIDEST)
    return replace(field, rows=tuple(replace(row, label=cut(row.label, room)) for row in field.rows))


def _element(field: SingleField) -> Json:
    match field:
        case TextField():
            return _text_input(field)
        case DateField():
            element: Json = {"type": "datepicker", "action_id": INPUT}
            return element | {"initial_date": field.value.isoformat()} if field.value else element
        case ChoiceField():
            return _one_of(field, "radio_buttons" if _are_few(field) else "static_select")
        case ManyField():
            return _some_of(field)


def _text_input(field: TextField) -> Json:
    limit = max(1, min(field.max_length, LONGEST_TEXT))
    element: Json = {
        "type": "plain_text_input",
        "action_id": INPUT,
        "multiline": field.multiline,
        "max_length": limit,
    }
    value = cut(clean(field.value), limit)
    if value:
        element["initial_value"] = value
    if field.placeholder:
        element["placeholder"] = plain_text(field.placeholder, PLACEHOLDER)
    return element


def _one_of(field: ChoiceField, kind: str) -> Json:
    element = _menu(kind, field.options)
    chosen = [_option(option) for option in field.options if option.value == field.value]
    return element | {"initial_option": chosen[0]} if chosen else element


def _are_few(field: ChoiceField | ManyField) -> bool:
    return len(field.options) <= FEW and not field.menu


def _some_of(field: ManyField) -> Json:
    element = _menu("checkboxes" if _are_few(field) else "multi_static_select", field.options)
    chosen = [_option(option) for option in field.options if option.value in field.values]
    return element | {"initial_options": chosen} if chosen else element


def _menu(kind: str, options: Sequence[Option]) -> Json:
    """Above a hundred options Slack wants them in groups; each is named after its first and last. What stands for nothing is in
    the first, and gives it no name."""
    element: Json = {"type": kind, "action_id": INPUT}
    if len(options) <= MANY:
        return element | {"options": [_option(option) for option in options]}
    each = ceil(len(options) / ceil(len(options) / MANY))
    parts = [options[at : at + each] for at in range(0, len(options), each)][:MANY]
    groups = [
        {
            "label": plain_text(f"{cut(_first(part), 30)} – {cut(part[-1].label, 30)}", OPTION_TEXT),
            "options": [_option(option) for option in part],
        }
        for part in parts
    ]
    return element | {"option_groups": groups}


def _first(options: Sequence[Option]) -> str:
    return next((option.label for option in options if option.value), options[0].label)


def _option(option: Option) -> Json:
    native: Json = {
        "text": plain_text(option.label or "–", OPTION_TEXT),
        "value": option.value[:OPTION_VALUE] or _EMPTY_VALUE,
    }
    if option.description:
        native["description"] = plain_text(option.description, OPTION_TEXT)
    return native


# --- read back -----------------------------------------------------------------------------------------------


def values_of(state: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    """Every field of a sent form by name; what is left empty is an empty text. Junk in a field counts as empty."""
    return {
        name: _value(element)
        for name, elements in state.items()
        if isinstance(elements, dict)
        for element in list(elements.values())[:1]
        if isinstance(element, dict)
    }


def _value(element: Mapping[str, Any]) -> str | tuple[str, ...]:
    kind = element.get("type")
    if kind in ("checkboxes", "multi_static_select"):
        chosen = element.get("selected_options")
        return tuple(_chosen(option) for option in chosen) if isinstance(chosen, list) else ()
    if kind in ("radio_buttons", "static_select"):
        return _chosen(element.get("selected_option"))
    value = element.get("selected_date") if kind == "datepicker" else element.get("value")
    return value if isinstance(value, str) else ""


def _chosen(option: object) -> str:
    value = option.get("value") if isinstance(option, dict) else None
    return value if isinstance(value, str) and value != _EMPTY_VALUE else ""
