"""A form's fields as Adaptive Card inputs, and what people put into them read back.

Teams sends what was typed flat, beside what the button carries, and joins several choices with commas. So an input is named
``f.<name>``, or ``m.<name>`` where any number may be chosen.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from adapters.cards import ChoiceField, DateField, Field, Form, ManyField, Option, TextField
from adapters.cards import words as as_words
from adapters.teams.blocks import small_print, warning
from adapters.teams.text import Json, plain, shown

ONE, MANY = "f.", "m."
FEW: Final = 10
"""Options up to this many are all in sight; above it, a menu."""
OPTION: Final = 150
LABEL: Final = 300
HINT: Final = 500
PLACEHOLDER: Final = 150
# An empty value cannot be told from no choice.
_EMPTY_VALUE: Final = "\u2205"


def inputs_of(form: Form) -> tuple[str, ...]:
    """The names that the form's inputs have in the card."""
    return tuple(_id(field) for field in form.fields)


def _id(field: Field) -> str:
    return (MANY if isinstance(field, ManyField) else ONE) + field.name


def drawn_field(field: Field, error: str, required_words: str, longest: int) -> list[Json]:
    """What is wrong, the input, and its hint. ``required_words`` is said when a field that must be filled is not."""
    label = plain(field.label, min(longest, LABEL))
    native: Json = {"type": "", "id": _id(field), "label": label, **_element(field, longest)}
    if field.required:
        native |= {"isRequired": True, "errorMessage": plain(required_words, LABEL)}
    hint = small_print(as_words(field.hint), min(longest, HINT))
    return [*warning(error), native, *hint]


def _element(field: Field, longest: int) -> Json:
    match field:
        case TextField():
            return _text_input(field)
        case DateField():
            element: Json = {"type": "Input.Date"}
            return element | {"value": field.value.isoformat()} if field.value else element
        case ChoiceField():
            return _chosen(field.options, (field.value,), longest)
        case ManyField():
            return {"isMultiSelect": True} | _chosen(field.options, field.values, longest, many=True)


def _text_input(field: TextField) -> Json:
    """What was typed is never cut: it would be lost."""
    element: Json = {"type": "Input.Text", "maxLength": max(1, field.max_length)}
    if field.multiline:
        element["isMultiline"] = True
    if field.value:
        element["value"] = field.value
    if field.placeholder:
        element["placeholder"] = plain(field.placeholder, PLACEHOLDER)
    return element


def _chosen(options: Sequence[Option], values: Sequence[str], longest: int, *, many: bool = False) -> Json:
    chosen = [_value(option.value) for option in options if option.value in values]
    element: Json = {
        "type": "Input.ChoiceSet",
        "style": "expanded" if len(options) <= FEW else "compact",
        "wrap": True,
        "choices": [_option(option, min(longest // 2, OPTION), many=many) for option in options],
    }
    return element | {"value": ",".join(chosen)} if chosen else element


def _option(option: Option, limit: int, *, many: bool) -> Json:
    if many and "," in option.value:
        raise ValueError(f"the value {option.value!r} would come back as two: take one without a comma")
    said = f"{option.label}: {option.description}" if option.description else option.label
    return {"title": shown(said or "–", limit), "value": _value(option.value)}


def _value(value: str) -> str:
    return value or _EMPTY_VALUE


# --- read back -----------------------------------------------------------------------------------------------


def values_of(data: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    """Every field of a sent form by its name; what is left empty is an empty text. Junk in a field counts as empty."""
    named = data.get("f")
    empty = {name: "" for name in named if isinstance(name, str)} if isinstance(named, list) else {}
    found = empty | {name: value for name, value in data.items() if isinstance(value, str)}
    return {
        name.removeprefix(kind): _read(value)
        if kind == ONE
        else tuple(map(_read, filter(None, value.split(","))))
        for name, value in found.items()
        for kind in (ONE, MANY)
        if name.startswith(kind)
    }


def _read(value: str) -> str:
    return "" if value == _EMPTY_VALUE else value
