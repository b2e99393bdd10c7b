"""A form's fields as Slack inputs, and what people put into them read back.

A field's name is its ``block_id``, so that Slack can show an error at it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from adapters.cards import ChoiceField, DateField, Field, ManyField, Option, TextField
from adapters.slack.blocks import IDENTIFIER, plain_text
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
HINT: Final = 2_000
INPUT_LABEL: Final = 2_000
PLACEHOLDER: Final = 150
# Slack refuses an option whose value is empty.
_EMPTY_VALUE: Final = "\u2205"


def field_block(field: Field) -> Json:
    block: Json = {
        "type": "input",
        "block_id": field.name[:IDENTIFIER],
        "label": plain_text(field.label, INPUT_LABEL),
        "element": _element(field),
        "optional": not field.required,
    }
    if field.hint:
        block["hint"] = plain_text(field.hint, HINT)
    return block


def _element(field: Field) -> Json:
    match field:
        case TextField():
            return _text_input(field)
        case DateField():
            element: Json = {"type": "datepicker", "action_id": INPUT}
            return element | {"initial_date": field.value.isoformat()} if field.value else element
        case ChoiceField():
            return _one_of(field)
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


def _one_of(field: ChoiceField) -> Json:
    few = len(field.options) <= FEW
    element = _menu("radio_buttons" if few else "static_select", field.options)
    chosen = [_option(option) for option in field.options if option.value == field.value]
    return element | {"initial_option": chosen[0]} if chosen else element


def _some_of(field: ManyField) -> Json:
    few = len(field.options) <= FEW
    element = _menu("checkboxes" if few else "multi_static_select", field.options)
    chosen = [_option(option) for option in field.options if option.value in field.values]
    return element | {"initial_options": chosen} if chosen else element


def _menu(kind: str, options: Sequence[Option]) -> Json:
    """Above a hundred options Slack wants them in groups; each is named after its first and last."""
    element: Json = {"type": kind, "action_id": INPUT}
    if len(options) <= MANY:
        return element | {"options": [_option(option) for option in options]}
    parts = [options[at : at + MANY] for at in range(0, len(options), MANY)][:MANY]
    groups = [
        {
            "label": plain_text(f"{cut(part[0].label, 30)} – {cut(part[-1].label, 30)}", OPTION_TEXT),
            "options": [_option(option) for option in part],
        }
        for part in parts
    ]
    return element | {"option_groups": groups}


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
