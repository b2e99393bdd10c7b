"""A template as text, for others to take in: one JSON object in its canonical form (``storage/codec.py``), without anybody's
name and without a date. What is as usual is written too: it stays so, whatever the usual becomes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from decisions.refusals import Reason, Refusal
from decisions.templates.pattern import Pattern, ones_own
from storage.codec import canonical

FORMAT: Final = "rondo-template@1"
_FIELD: Final = "written"
"""The form's field in which it is pasted."""
_QUOTES: Final = str.maketrans("\u201c\u201d\u201e\u00a0", '""" ')
"""What chats and keyboards make of plain quotes and spaces."""
_UNKNOWN: Final = "unexpected_keyword_argument"
_OPTIONAL_IN_TEMPLATES: Final = frozenset({"closes", "passing"})
_LEFT_OUT: Final[Mapping[str, Iterable[str]]] = {
    "terms": ones_own(),
    "rules": ("seed",),
    "options": ("moment",),
}
"""What a vote may hold and a template never does: a date, somebody's id, a seed of chance."""


@dataclass(frozen=True, slots=True)
class _File:
    format: str
    name: str
    pattern: Pattern


_FILE: Final = TypeAdapter(_File)


@dataclass(frozen=True, slots=True)
class Read:
    """``name``: what it was called where it comes from."""

    name: str
    pattern: Pattern


def written(name: str, pattern: Pattern) -> str:
    values = _FILE.dump_python(_File(FORMAT, name, pattern), mode="json")
    kept: dict[str, Any] = values["pattern"]
    for part, names in _LEFT_OUT.items():
        for holder in _holders(kept, part):
            for name in names:
                holder.pop(name, None)
    for optional in _OPTIONAL_IN_TEMPLATES:
        if kept[optional] is None:
            del kept[optional]
    return canonical(values)


def read(text: str) -> Read:
    """Whatever white space stands in it. Raises ``Refusal`` that says where it cannot be read, at the field ``written``."""
    values = _json(text)
    found = values.get("format") if isinstance(values, dict) else None
    if found != FORMAT:
        facts = {"found": str(found or "–")[:40], "format": FORMAT}
        raise Refusal(Reason.OTHER_FORMAT, facts, at_field=_FIELD)
    try:
        file = _FILE.validate_python(values, extra="forbid")
        return Read(file.name, _own_only(values, file.pattern).checked())
    except ValidationError as wrong:
        raise _refusal(wrong) from wrong
    except Refusal as refusal:
        if refusal.at_field == _FIELD:
            raise
        part = {"part": f"pattern.{refusal.at_field}"}
        raise Refusal(Reason.WRONG_PART, part, at_field=_FIELD) from refusal
    except ValueError as wrong:
        raise Refusal(Reason.WRONG_PART, {"part": "pattern.options"}, at_field=_FIELD) from wrong


def _json(text: str) -> Any:
    try:
        return json.loads(text.translate(_QUOTES).strip())
    except json.JSONDecodeError as wrong:
        facts = {"line": wrong.lineno, "column": wrong.colno}
        raise Refusal(Reason.NOT_A_TEMPLATE, facts, at_field=_FIELD) from wrong
    except (RecursionError, ValueError) as odd:
        raise Refusal(Reason.NOT_A_TEMPLATE, {"line": 1, "column": 1}, at_field=_FIELD) from odd


def _own_only(values: dict[str, Any], pattern: Pattern) -> Pattern:
    """Refuses what a template never holds, though a vote does."""
    for part, names in _LEFT_OUT.items():
        for holder in _holders(values["pattern"], part):
            if found := next((name for name in names if name in holder), None):
                facts = {"part": f"pattern.{part}.{found}"}
                raise Refusal(Reason.UNKNOWN_PART, facts, at_field=_FIELD)
    return pattern


def _holders(pattern: dict[str, Any], part: str) -> list[dict[str, Any]]:
    """The objects of which that part is made; none where it is not there."""
    found = pattern.get(part, [])
    return found if isinstance(found, list) else [found]


def _refusal(wrong: ValidationError) -> Refusal:
    """Of all that is wrong, what comes first; what is not known goes before what is."""
    errors = sorted(wrong.errors(), key=lambda error: error["type"] != _UNKNOWN)
    reason = Reason.UNKNOWN_PART if errors[0]["type"] == _UNKNOWN else Reason.WRONG_PART
    part = ".".join(str(step) for step in errors[0]["loc"])[:80]
    return Refusal(reason, {"part": part}, at_field=_FIELD)
