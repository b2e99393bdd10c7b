"""Text on its way out to any platform: cleaned, cut to a limit, and kept in its own direction.

How a platform reads what it is given (mrkdwn, Markdown, HTML), and so what has to be made inert for it, is that
platform's own affair.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from adapters.cards import Bar, Span, Words

ELLIPSIS: Final = "…"
LOOKALIKE: Final[Mapping[str, str]] = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
"""For signs that a platform takes for formatting and has no way to escape: what looks like the sign that was typed."""
_FSI, _PDI = "\u2068", "\u2069"
# Overrides and embeddings reach past their own text; isolates that nobody closed do as well. Newline and tab stay.
_UNSEEN: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BAR_CELLS: Final = 10
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "RLE", "RLO"})


def width(text: str) -> int:
    """Length as Slack, Teams and browsers count it: in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Without the unseen characters that change how the text around them is read."""
    return _UNSEEN.sub("", text)


def cut(text: str, limit: int) -> str:
    """At most ``limit`` wide; what had to go is told by an ellipsis."""
    if width(text) <= limit:
        return text
    if limit < 1:
        return ""
    kept = text[: limit - 1]
    while width(kept) > limit - 1:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def cut_words(words: Words, limit: int) -> Words:
    """The spans that fit in ``limit``; the one at the limit ends in an ellipsis."""
    kept: list[Span] = []
    left = limit
    for span in words.spans:
        whole = replace(span, text=clean(span.text))
        if width(whole.text) <= left:
            kept += [whole] if whole.text else []
            left -= width(whole.text)
            continue
        if left < 1 and kept:
            whole = kept.pop()
            left = width(whole.text)
            whole = replace(whole, text=whole.text + ELLIPSIS)
        kept.append(cut_span(whole, left))
        break
    return Words(tuple(kept))


def cut_span(span: Span, limit: int) -> Span:
    """At most ``limit`` wide. A link that is cut leads nowhere: what went may be what told where it leads. A moment that is cut
    is only its text."""
    text = cut(span.text, limit)
    return span if text == span.text else replace(span, text=text, url=None, at=None)


def isolated(text: str) -> str:
    """Text that runs right to left keeps its direction to itself."""
    if text.isascii():
        return text
    if any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT or sign == "\u200f" for sign in text):
        return f"{_FSI}{text}{_PDI}"
    return text


def looking_alike(signs: re.Pattern[str], text: str) -> str:
    """The text with the signs that the pattern finds exchanged for what looks like them."""
    return signs.sub(lambda found: "".join(LOOKALIKE[sign] for sign in found.group()), text)


def is_address(url: str) -> bool:
    """Whether it may be followed: of a kind that opens a page, a message or a call, and in one piece."""
    return url.startswith(("https://", "http://", "mailto:", "tel:")) and not re.search(r"[\s\x00-\x1f]", url)


def bar_of_signs(bar: Bar) -> str:
    """Where no bar can be drawn. The words first, so that a screen reader has said them before it comes to the signs."""
    return f"{bar.words}  {signs_of(bar.part, bar.whole)}"


def signs_of(part: int, whole: int) -> str:
    """A bar of ten signs: a part that is there has one at least, and only a whole has all."""
    whole = max(1, whole)
    part = min(max(0, part), whole)
    full = max(1, _BAR_CELLS * part // whole) if part else 0
    return "▰" * full + "▱" * (_BAR_CELLS - full)
