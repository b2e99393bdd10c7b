"""Text on its way into an Adaptive Card: cut to a limit, and never interpreted.

A TextBlock, a FactSet and a choice read Markdown, and Teams on iOS reads it in a TextRun too. Teams on phones does not
honour the backslash that escapes it, so the signs themselves are made inert: a look-alike in place of a sign, or an unseen
space inside what would be markup. How our own words look is a property of a TextRun, and never Markdown.
"""

import re
import unicodedata
from typing import Any, Final

from adapters.cards import Span, Words

Json = dict[str, Any]

ELLIPSIS: Final = "…"
_FSI, _PDI = "\u2068", "\u2069"
_UNSEEN_SPACE: Final = "\u200b"
# Overrides and embeddings reach past their own text; isolates that nobody closed do as well. Newline and tab stay.
_UNSEEN: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_LOOKALIKE: Final = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
_SIGN: Final = re.compile(r"[*`]|(?<![^\W_])_+|_+(?![^\W_])|~{2,}")
# Where an unseen space goes: it keeps apart what would be read as one.
_JOINS: Final = re.compile(
    r"(?<=\])(?=[(:])"  # a link, or the address of one
    r"|(?<=<)(?=[a-z/!?])"  # a tag, a mention, an address
    r"|(?<=&)(?=#?\w+;)"  # a named sign
    r"|(?<=\\)(?=[!-/:-@\[-`{-~\n]|$)"  # an escape
    r"|(?<=\{)(?=\{(?:DATE|TIME)\()"  # a date that the reader's client would work out
    r"|^(?=[ \t]*(?:[#>+=|-]|\d+[.)]|:-)|[ ]{0,3}\t|[ ]{4})",  # a heading, a quote, a list, a table, code
    re.IGNORECASE | re.MULTILINE,
)


def clean(text: str) -> str:
    """Without the unseen characters that change how the text around them is read."""
    return _UNSEEN.sub("", text)


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters; what had to go is told by an ellipsis."""
    return text if len(text) <= limit else text[: max(0, limit - 1)].rstrip() + ELLIPSIS


def plain(text: str, limit: int) -> str:
    """For what is shown and never read as Markdown: a button, a title, what stands in an input."""
    return cut(clean(text), limit)


def inert(text: str) -> str:
    """With no sign left that would be taken for Markdown, a tag or a function."""
    text = _SIGN.sub(lambda signs: "".join(_LOOKALIKE[sign] for sign in signs.group()), text)
    return _JOINS.sub(_UNSEEN_SPACE, text)


def shown(text: str, limit: int) -> str:
    """For a TextBlock, a fact or a choice: people's words, exactly as text."""
    return isolated(inert(cut(clean(text), limit)))


def isolated(text: str) -> str:
    """Text that runs right to left keeps its direction to itself."""
    if text.isascii():
        return text
    if any(unicodedata.bidirectional(sign) in ("R", "AL") or sign == "\u200f" for sign in text):
        return f"{_FSI}{text}{_PDI}"
    return text


def is_address(url: str) -> bool:
    return url.startswith(("https://", "http://", "mailto:", "tel:")) and not re.search(r"[\s\x00-\x1f]", url)


# --- runs of text --------------------------------------------------------------------------------------------


def cut_words(words: Words, limit: int) -> Words:
    """The spans that fit in ``limit``; the one at the limit ends in an ellipsis."""
    kept: list[Span] = []
    left = limit
    for span in words.spans:
        text = clean(span.text)
        kept.append(_same(span, cut(text, left)))
        if len(text) > left:
            break
        left -= len(text)
    return Words(tuple(kept))


def cut_evenly(words: Words, limit: int) -> Words:
    """At most ``limit`` characters: short spans stay whole, and the long ones share what is left."""
    left, parts = limit, len(words.spans)
    for length in sorted(len(span.text) for span in words.spans):
        if length * parts > left:
            return Words(tuple(_same(span, cut(span.text, left // parts)) for span in words.spans))
        left, parts = left - length, parts - 1
    return words


def _same(span: Span, text: str) -> Span:
    return Span(text, bold=span.bold, italic=span.italic, struck=span.struck, url=span.url)


def runs(words: Words, limit: int, **look: Any) -> list[Json]:
    """The words as TextRuns. ``look`` are properties that each of them has, such as ``isSubtle``."""
    return [_run(span) | look for span in cut_words(words, limit).spans if span.text]


def _run(span: Span) -> Json:
    run: Json = {"type": "TextRun", "text": isolated(inert(span.text))}
    if span.bold:
        run["weight"] = "Bolder"
    if span.italic:
        run["italic"] = True
    if span.struck:
        run["strikethrough"] = True
    if span.url and is_address(span.url):
        run["selectAction"] = {"type": "Action.OpenUrl", "url": span.url}
    return run
