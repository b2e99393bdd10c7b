"""Text on its way into an Adaptive Card, where none of it is interpreted.

A TextBlock, a FactSet and a choice read Markdown, and Teams on iOS reads it in a TextRun too. Teams on phones does not
honour the backslash that escapes it, so the signs themselves are made inert: a look-alike in place of a sign, or an unseen
space inside what would be markup. How our own words look is a property of a TextRun, and never Markdown.
"""

import re
from typing import Any, Final

from adapters.cards import Span, Words
from adapters.text import clean, cut, cut_span, cut_words, is_address, isolated, looking_alike

Json = dict[str, Any]

_UNSEEN_SPACE: Final = "\u200b"
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


def plain(text: str, limit: int) -> str:
    """For what is shown and never read as Markdown: a button, a title, what stands in an input."""
    return cut(clean(text), limit)


def inert(text: str) -> str:
    """With no sign left that would be taken for Markdown, a tag or a function."""
    text = looking_alike(_SIGN, text)
    return _JOINS.sub(_UNSEEN_SPACE, text)


def shown(text: str, limit: int) -> str:
    """For a TextBlock, a fact or a choice: people's words, exactly as text."""
    return isolated(inert(cut(clean(text), limit)))


# --- runs of text --------------------------------------------------------------------------------------------


def cut_evenly(words: Words, limit: int) -> Words:
    """At most ``limit`` characters: short spans stay whole, and the long ones share what is left."""
    left, parts = limit, len(words.spans)
    for length in sorted(len(span.text) for span in words.spans):
        if length * parts > left:
            return Words(tuple(cut_span(span, left // parts) for span in words.spans))
        left, parts = left - length, parts - 1
    return words


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


# --- moments -------------------------------------------------------------------------------------------------


def moment_lines(words: Words, limit: int) -> list[tuple[str, bool]]:
    """The words' lines, as TextBlocks read them, and whether each is in bold. Moments are worked out by each reader's client, in
    their zone and language: Teams does so in a TextBlock, but not in a TextRun."""
    lines: list[tuple[str, bool]] = []
    text, bold = "", False
    for span in cut_words(words, limit).spans:
        first, *more = _lines(span)
        bold = bold if text else span.bold
        text += first
        for line in more:
            lines.append((text, bold))
            text, bold = line, span.bold
    return [line for line in (*lines, (text, bold)) if line[0].strip()]


def _lines(span: Span) -> list[str]:
    if span.at is not None:
        return [_worked_out(span)]
    lines = [isolated(inert(line)) for line in span.text.split("\n")]
    if span.url and is_address(span.url):
        address = span.url.replace("(", "%28").replace(")", "%29")
        return [f"[{line}]({address})" if line.strip() else line for line in lines]
    return lines


def _worked_out(span: Span) -> str:
    at = f"{span.at:%Y-%m-%dT%H:%M:%SZ}"
    return f"{{{{TIME({at})}}}}" if span.clock else f"{{{{DATE({at}, SHORT)}}}}, {{{{TIME({at})}}}}"
