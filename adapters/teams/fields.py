"""A form's fields as Adaptive Card inputs, and what people put into them read back.

Teams sends what was typed flat, beside what the button carries, and joins several choices with commas. So an input is named
``f.<name>``, or ``m.<name>`` where any number may be chosen. A field of marks is several inputs.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from adapters.cards import ChoiceField, DateField, Field, Form, ManyField, MarksField, Option, TextField
from adapters.cards import words as as_words
from adapters.marks import by_mark, by_place, by_row
from adapters.teams.blocks import rich, small_print, warning
from adapters.teams.text import Json, plain, runs, shown

ONE, MANY = "f.", "m."
FEW: Final = 10
"""Options up to this many are all in sight; above it, a menu."""
OPTION: Final = 150
ROWS: Final = 25
"""Rows to be marked, up to this many, have their meanings beside them."""
LISTED: Final = 150
"""Options of all the menus of a field of marks together, when each row or place has one: they must not fill a message."""
CROWDED: Final = 350
"""The same when each mark has one: so many fit a message when their words are cut."""
NARROW: Final = 30
"""Characters of a label that is still read easily in half the width."""
LABEL: Final = 300
HINT: Final = 500
PLACEHOLDER: Final = 150
# An empty value cannot be told from no choice.
_EMPTY_VALUE: Final = "\u2205"


SingleField = TextField | ChoiceField | ManyField | DateField
"""What is one input."""


def inputs_of(form: Form) -> tuple[str, ...]:
    """The names that the form's inputs have in the card."""
    return tuple(_id(each) for field in form.fields for each in _single(field))


def _single(field: Field) -> Sequence[SingleField]:
    return _marks(field) if isinstance(field, MarksField) else (field,)


def _id(field: SingleField) -> str:
    return (MANY if isinstance(field, ManyField) else ONE) + field.name


def drawn_field(field: Field, error: str, required_words: str, longest: int) -> list[Json]:
    """What is wrong, the input, and its hint. ``required_words`` is said when a field that must be filled is not."""
    if isinstance(field, MarksField):
        return [*warning(error), *_drawn_marks(field, longest)]
    label = plain(field.label, min(longest, LABEL))
    native: Json = {"type": "", "id": _id(field), "label": label, **_element(field, longest)}
    if field.required:
        native |= {"isRequired": True, "errorMessage": plain(required_words, LABEL)}
    hint = small_print(as_words(field.hint), min(longest, HINT))
    return [*warning(error), native, *hint]


# --- marks ---------------------------------------------------------------------------------------------------


def _marks(field: MarksField) -> Sequence[ChoiceField | ManyField]:
    """As many menus as a card holds: one a place, or one a row, or of a long list one a mark. Where the marks are numbers, each
    is typed beside its row, however many there are."""
    if len(field.rows) * len(field.scale) <= LISTED:
        return by_place(field, len(field.rows)) if field.each_once else by_row(field)
    return by_row(field) if field.numbers else by_mark(field, min(FEW, CROWDED // len(field.rows)))


def _typed(field: MarksField) -> tuple[int, int] | None:
    """The least and the greatest number, where a menu for each row would take too much room."""
    return field.numbers if len(field.rows) * len(field.scale) > LISTED else None


def _drawn_marks(field: MarksField, longest: int) -> list[Json]:
    said = runs(as_words(field.label, bold=True), min(longest, LABEL))
    above = [*rich(said, spacing="Medium"), *small_print(as_words(field.hint), min(longest, HINT))]
    drawn = [_drawn_mark(part, field, longest) for part in _marks(field)]
    return above + (_two_in_a_row(drawn) if _is_narrow(field) else [each for mark in drawn for each in mark])


def _is_narrow(field: MarksField) -> bool:
    """Whether half the width is enough for each row, of so many that the list would be long."""
    if _typed(field) is None or len(field.rows) <= FEW:
        return False
    meanings = len(field.rows) <= ROWS and any(row.description for row in field.rows)
    return not meanings and all(len(row.label) <= NARROW for row in field.rows)


def _two_in_a_row(marks: Sequence[list[Json]]) -> list[Json]:
    """Level at their inputs, where one label takes more lines than the one beside it."""
    half: Json = {"type": "Column", "width": "stretch", "verticalContentAlignment": "Bottom"}
    columns: list[Json] = [half | {"items": mark} for mark in marks]
    if len(columns) % 2:
        columns.append(half | {"items": []})
    return [{"type": "ColumnSet", "columns": columns[at : at + 2]} for at in range(0, len(columns), 2)]


def _drawn_mark(part: ChoiceField | ManyField, field: MarksField, longest: int) -> list[Json]:
    label = plain(part.label or "–", min(longest, LABEL))
    native: Json = {"id": _id(part), "label": label}
    meaning = small_print(as_words(part.hint), min(longest, HINT)) if len(field.rows) <= ROWS else []
    numbers = _typed(field)
    if numbers is not None and isinstance(part, ChoiceField):
        return [native | _number(part.value, *numbers), *meaning]
    chosen = part.values if isinstance(part, ManyField) else (part.value,)
    many = isinstance(part, ManyField)
    menu = _menu(part.options, chosen, longest, many=many)
    return [native | menu | ({"isMultiSelect": True} if many else {}), *meaning]


def _number(value: str, least: int, most: int) -> Json:
    element: Json = {"type": "Input.Number", "min": least, "max": most, "placeholder": f"{least}–{most}"}
    return element | {"value": int(value)} if value.isdecimal() else element


# --- one input -----------------------------------------------------------------------------------------------


def _element(field: SingleField, longest: int) -> Json:
    match field:
        case TextField():
            return _text_input(field)
        case DateField():
            element: Json = {"type": "Input.Date"}
            return element | {"value": field.value.isoformat()} if field.value else element
        case ChoiceField():
            return _chosen(field, (field.value,), longest)
        case ManyField():
            return {"isMultiSelect": True} | _chosen(field, field.values, longest, many=True)


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


def _chosen(
    field: ChoiceField | ManyField, values: Sequence[str], longest: int, *, many: bool = False
) -> Json:
    style = "expanded" if len(field.options) <= FEW and not field.menu else "compact"
    return _menu(field.options, values, longest, many=many) | {"style": style}


def _menu(options: Sequence[Option], values: Sequence[str], longest: int, *, many: bool = False) -> Json:
    chosen = [_value(option.value) for option in options if option.value in values]
    element: Json = {
        "type": "Input.ChoiceSet",
        "style": "compact",
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
    found = empty | {name: _typed_value(value) for name, value in data.items() if _is_value(value)}
    return {
        name.removeprefix(kind): _read(value)
        if kind == ONE
        else tuple(map(_read, filter(None, value.split(","))))
        for name, value in found.items()
        for kind in (ONE, MANY)
        if name.startswith(kind)
    }


def _is_value(value: object) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _typed_value(value: object) -> str:
    """Some clients send a number as a number."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _read(value: str) -> str:
    return "" if value == _EMPTY_VALUE else value
