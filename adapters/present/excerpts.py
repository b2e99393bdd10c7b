"""The beginnings of what people wrote, on one line: cut between words, never inside a mark, and no link without its end."""

import re
from dataclasses import replace

from adapters.cards import MAX_EXCERPT, Span, Words
from adapters.present.scene import cut, excerpt
from adapters.present.written import written
from adapters.text import ELLIPSIS


def shortly(text: str, limit: int) -> Words:
    """At most ``limit`` characters, with an ellipsis where something went."""
    line = _on_one_line(written(text))
    return _ended(line, cut(line.plain, limit))


def beginning(text: str, words: int, limit: int = MAX_EXCERPT) -> Words:
    """At most ``words`` words and ``limit`` characters."""
    line = _on_one_line(written(text))
    return _ended(line, excerpt(line.plain, words, limit))


def paragraphs(text: str, words: int, limit: int) -> tuple[Words, ...]:
    """The beginning of a text that is laid out, one of its paragraphs each: whole lines, of together at most ``words`` words and
    ``limit`` characters, with an ellipsis where something went. Of a first line that is longer its beginning."""
    found = text.strip()
    if _words(found) > words or len(found) > limit:
        lines = found.split("\n")
        whole = ("\n".join((*lines[:n], ELLIPSIS)) for n in range(len(lines) - 1, 0, -1))
        fitting = (some for some in whole if _words(some) <= words and len(some) <= limit)
        found = next(fitting, "")
    if not found:
        return (beginning(text, words, limit),)
    return tuple(written(part.strip()) for part in re.split(r"\n\s*\n", found) if part.strip())


def _words(text: str) -> int:
    return len(text.split())


def _on_one_line(words: Words) -> Words:
    spans: list[Span] = []
    for span in words.spans:
        text = re.sub(r"\s+", " ", span.text)
        if not spans or spans[-1].text.endswith(" "):
            text = text.removeprefix(" ")
        spans += [replace(span, text=text)] if text else []
    if spans:
        spans[-1] = replace(spans[-1], text=spans[-1].text.rstrip())
    return Words(tuple(spans))


def _ended(line: Words, short: str) -> Words:
    """The line where ``short``, which is its beginning and an ellipsis, ends."""
    if short == line.plain:
        return line
    kept: list[Span] = []
    left = len(short) - 1
    for span in line.spans:
        if len(span.text) >= left:
            whole = len(span.text) == left
            kept.append(replace(span, text=span.text[:left], url=span.url if whole else None))
            break
        kept.append(span)
        left -= len(span.text)
    return Words((*kept, Span(short[-1:])))
