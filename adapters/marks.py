"""A field of marks as ordinary fields, for platforms that have no such thing, and what was marked read back.

The input of a row is called ``<field>.<row>`` and holds a mark; the input of a mark is called ``<field>:<mark>`` and holds rows.
"""

from collections.abc import Iterator, Mapping, Sequence

from adapters.cards import ChoiceField, ManyField, MarksField, Option

Values = Mapping[str, str | tuple[str, ...]]


# --- drawn ---------------------------------------------------------------------------------------------------


def by_row(field: MarksField) -> tuple[ChoiceField, ...]:
    """Beside each row, which mark it has."""
    marks = (_nothing(field), *field.scale)
    return tuple(
        ChoiceField(
            row_name(field, row), row.label, marks, field.values.get(row.value, ""), hint=row.description
        )
        for row in field.rows
    )


def by_place(field: MarksField, most: int) -> tuple[ChoiceField, ...]:
    """Beside each mark, which one row has it: the first ``most`` marks, and those that are given already."""
    holders = {mark: row for row, mark in reversed(tuple(field.values.items()))}
    rows = (_nothing(field), *_named(field))
    return tuple(
        ChoiceField(mark_name(field, mark), mark.label, rows, holders.get(mark.value, ""))
        for at, mark in enumerate(field.scale)
        if at < most or mark.value in holders
    )


def by_mark(field: MarksField, most: int) -> tuple[ManyField, ...]:
    """Beside each mark, which rows have it: ``most`` of the marks, and those that are given already."""
    given = set(field.values.values())
    offered = _offered(field, most)
    return tuple(
        ManyField(
            mark_name(field, mark),
            mark.label,
            _named(field),
            tuple(row for row, of_row in field.values.items() if of_row == mark.value),
        )
        for mark in field.scale
        if mark in offered or mark.value in given
    )


def row_name(field: MarksField, row: Option) -> str:
    return f"{field.name}.{row.value}"


def mark_name(field: MarksField, mark: Option) -> str:
    return f"{field.name}:{mark.value}"


def belongs_to(input_name: str, field_name: str) -> bool:
    """Whether the input is one of those of the field of marks."""
    return input_name.startswith((f"{field_name}.", f"{field_name}:"))


def _named(field: MarksField) -> tuple[Option, ...]:
    """The rows without their meanings, which would be repeated in each menu."""
    return tuple(Option(row.value, row.label) for row in field.rows)


def _nothing(field: MarksField) -> Option:
    return Option("", field.unmarked)


def _offered(field: MarksField, most: int) -> Sequence[Option]:
    """Of dots the smallest numbers, which most people give; of any other scale marks from its one end to the other."""
    last = len(field.scale) - 1
    if last < most or field.spend is not None:
        return field.scale[:most]
    return [field.scale[round(at * last / (most - 1))] for at in range(most)]


# --- read back -----------------------------------------------------------------------------------------------


def marked(values: Values, name: str) -> tuple[tuple[str, str], ...]:
    """Each row with its mark, as they were sent; a row that was given several marks comes as often. What travelled with the form
    counts where the form did not ask."""
    asked = [(input_name, value) for input_name, value in values.items() if belongs_to(input_name, name)]
    if not asked:
        return tuple(_travelled(values.get(name, "")))
    return tuple(pair for input_name, value in asked for pair in _pairs(input_name[len(name) :], value))


def _pairs(part: str, value: str | tuple[str, ...]) -> Iterator[tuple[str, str]]:
    kind, key = part[0], part[1:]
    chosen = filter(None, value if isinstance(value, tuple) else (value,))
    return ((key, each) if kind == "." else (each, key) for each in chosen)


def _travelled(text: str | tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for part in text.split() if isinstance(text, str) else ():
        key, equals, mark = part.partition("=")
        if equals:
            yield key, mark


def written(marks: Mapping[str, str]) -> str:
    """To travel with a form under the field's name."""
    return " ".join(f"{key}={mark}" for key, mark in marks.items())
