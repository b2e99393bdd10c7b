"""Text on its way into Slack, where none of it is interpreted.

Two ways lead in. Rich text is structure: nothing inside it is read as markup, so people's own words go there whenever the
block allows it. The other is mrkdwn (small print, a row beside a button), which Slack parses: there ``& < >`` are escaped,
and the signs that would start bold, a quote or an emoji are made inert.
"""

import re
from datetime import datetime
from typing import Any, Final

from adapters.cards import Span, Words
from adapters.text import clean, cut, cut_words, is_address, isolated, looking_alike, width

Json = dict[str, Any]

_WORD_JOINER: Final = "\u2060"
_ZERO_WIDTH_SPACE: Final = "\u200b"
_EMOJI_NAME: Final = re.compile(r":(?=[a-z0-9_+'\-]+:)", re.IGNORECASE)
_LINE_START: Final = re.compile(r"^(?=&gt;)", re.MULTILINE)
_SIGN: Final = re.compile(r"(?<![^\W_])[*_~`]+|[*_~`]+(?![^\W_])|`")


def plain(text: str, limit: int) -> str:
    """For a plain text object or a field's value: cleaned, cut, kept in its own direction."""
    cleaned = clean(text)
    return isolated(cut(cleaned, limit - 2)) if not cleaned.isascii() else cut(cleaned, limit)


def is_plain(words: Words) -> bool:
    return not any(span.bold or span.italic or span.struck or span.url or span.at for span in words.spans)


# --- mrkdwn --------------------------------------------------------------------------------------------------


def escape(text: str) -> str:
    """The three characters that Slack reads as control characters in mrkdwn."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inert(text: str) -> str:
    """Escaped, and with no sign left that mrkdwn would take for formatting, a quote or an emoji."""
    text = looking_alike(_SIGN, text)
    text = _EMOJI_NAME.sub(":" + _WORD_JOINER, text)
    return _LINE_START.sub(_ZERO_WIDTH_SPACE, escape(text))


def mrkdwn(words: Words, limit: int) -> str:
    """The words as mrkdwn, at most ``limit`` long after escaping."""
    room = limit
    while True:
        text = _joined(cut_words(words, room))
        over = width(text) - limit
        if over <= 0:
            return text
        room -= over // 6 + 1


def _joined(words: Words) -> str:
    """A mark directly beside a letter is not seen as one, so an unseen space goes between."""
    text, after_mark = "", False
    for span in words.spans:
        marked = _is_marked(span)
        piece = _marked(span)
        if (marked and text[-1:].isalnum()) or (after_mark and piece[:1].isalnum()):
            text += _ZERO_WIDTH_SPACE
        text, after_mark = text + piece, marked
    return text


def _is_marked(span: Span) -> bool:
    return bool(span.bold or span.italic or span.struck)


def _marked(span: Span) -> str:
    if span.at is not None:
        fallback = isolated(inert(span.text)).replace("|", "¦")
        return f"<!date^{_seconds(span.at)}^{_format(span)}|{fallback}>"
    if not (_is_marked(span) or span.url):
        return isolated(inert(span.text))
    return "\n".join(_marked_line(line, span) for line in span.text.split("\n"))


def _marked_line(line: str, span: Span) -> str:
    """Marks hold only around text without spaces at its ends, and within one line."""
    inner = line.strip()
    if not inner:
        return line
    before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    text = isolated(inert(inner))
    if span.url and is_address(span.url):
        text = f"<{address(span.url)}|{text.replace('|', '¦')}>"
    for wanted, sign in ((span.struck, "~"), (span.italic, "_"), (span.bold, "*")):
        text = f"{sign}{text}{sign}" if wanted else text
    return f"{before}{text}{after}"


def address(url: str) -> str:
    """An address that cannot end its own link early."""
    return url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")


# --- moments -------------------------------------------------------------------------------------------------


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _format(span: Span) -> str:
    """Slack puts in the day and the time in the zone and the language of each reader."""
    return "{time}" if span.clock else "{date_long_pretty}, {time}"


# --- rich text -----------------------------------------------------------------------------------------------


def rich(words: Words, limit: int) -> list[Json]:
    """The words as elements of a rich text section, which Slack shows and does not read."""
    return [element for span in cut_words(words, limit).spans if span.text for element in (_element(span),)]


def _element(span: Span) -> Json:
    style = {
        name: True
        for name, on in (("bold", span.bold), ("italic", span.italic), ("strike", span.struck))
        if on
    }
    if span.at is not None:
        text = isolated(span.text)
        return {"type": "date", "timestamp": _seconds(span.at), "format": _format(span), "fallback": text}
    element: Json = {"type": "text", "text": isolated(span.text)}
    if span.url and is_address(span.url):
        element = {"type": "link", "url": span.url, "text": isolated(span.text)}
    return element | {"style": style} if style else element
