"""Reads a language's catalogue, and the little markup that its templates may hold.

The catalogues are gettext ``.po`` files that are read as they stand: a fresh clone needs no build step, and
reading one takes a few hundredths of a second, once a process. They are monolingual: ``msgid`` is a stable
key, and English is one language among others.
"""

import gettext
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

_FOLDER: Final = Path(__file__).parent
_MARKUP: Final = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|(?<!\w)_(?P<italic>[^_]+)_(?!\w)|\[(?P<label>[^\]]+)\]\{(?P<url>\w+)\}", re.DOTALL
)
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a template in one style: literal text, or the name of a placeholder."""

    text: str
    is_placeholder: bool = False
    bold: bool = False
    italic: bool = False
    url: str = ""
    """The name of the placeholder that holds the address."""


Template = tuple[Part, ...]


@dataclass(frozen=True)
class Catalogue:
    """One language. ``forms`` holds each key's templates: one, or one for each plural form."""

    forms: Mapping[str, tuple[str, ...]]
    plural_form: Callable[[int], int]


@cache
def catalogue(locale: str) -> Catalogue:
    """The catalogue of a locale that has one. Raises ``FileNotFoundError`` when it has none."""
    with (_FOLDER / locale / "LC_MESSAGES" / "rondo.po").open("rb") as file:
        messages = read_po(file, locale=locale, abort_invalid=True)
    forms = {}
    for message in messages:
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            forms[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return Catalogue(forms, gettext.c2py(messages.plural_expr))


@cache
def parse(template: str) -> Template:
    """The template in parts, with its ``**bold**``, ``_italic_`` and ``[label]{url}`` understood."""
    parts: list[Part] = []
    at = 0
    for found in _MARKUP.finditer(template):
        parts += _parts(template[at : found.start()])
        parts += _styled(found)
        at = found.end()
    return tuple(parts + _parts(template[at:]))


def _styled(found: re.Match[str]) -> list[Part]:
    if (bold := found["bold"]) is not None:
        return _parts(bold, bold=True)
    if (italic := found["italic"]) is not None:
        return _parts(italic, italic=True)
    return _parts(found["label"], url=found["url"])


def _parts(text: str, *, bold: bool = False, italic: bool = False, url: str = "") -> list[Part]:
    parts = []
    for index, piece in enumerate(_PLACEHOLDER.split(text)):
        if piece:
            parts.append(Part(piece, index % 2 == 1, bold, italic, url))
    return parts


def placeholders(template: str) -> frozenset[str]:
    """The names that a template wants, those of addresses too."""
    return frozenset(_PLACEHOLDER.findall(template))


def plain(template: str, values: Mapping[str, str]) -> str:
    """The template with its placeholders filled. Raises ``KeyError`` when one is not given."""
    return _PLACEHOLDER.sub(lambda found: values[found[1]], template)
