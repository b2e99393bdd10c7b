"""Text on its way into Slack: cut to a limit, and never interpreted.

Two ways lead in. Rich text is structure: nothing inside it is read as markup, so people's own words go there whenever the
block allows it. The other is mrkdwn (small print, a row beside a button), which Slack parses: there ``& < >`` are escaped,
and the signs that would start bold, a quote or an emoji are made inert.
"""

import re
import unicodedata
from typing import Any, Final

from adapters.cards import Span, Words

Json = dict[str, Any]

ELLIPSIS: Final = "…"
_FSI, _PDI = "\u2068", "\u2069"
_WORD_JOINER = "\u2060"
_ZERO_WIDTH_SPACE = "\u200b"
# Overrides and embeddings reach past their own text; isolates that nobody closed do as well. Newline and tab stay.
_UNSEEN: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_EMOJI_NAME: Final = re.compile(r":(?=[a-z0-9_+'\-]+:)", re.IGNORECASE)
_LINE_START: Final = re.compile(r"^(?=&gt;)", re.MULTILINE)
# The look-alikes are shown as the sign that was typed; Slack has no way to escape the signs themselves.
_LOOKALIKE: Final = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
_SIGN: Final = re.compile(r"(?<![^\W_])[*_~`]+|[*_~`]+(?![^\W_])|`")


def width(text: str) -> int:
    """Length as Slack counts it: in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clean(text: str) -> str:
    """Without the unseen characters that change how the text around them is read."""
    return _UNSEEN.sub("", text)


def cut(text: str, limit: int) -> str:
    """At most ``limit`` long; what had to go is told by an ellipsis."""
    if width(text) <= limit:
        return text
    kept = text[: max(0, limit - 1)]
    while width(kept) > limit - 1:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def isolated(text: str) -> str:
    """Text that runs right to left keeps its direction to itself."""
    if text.isascii():
        return text
    if any(unicodedata.bidirectional(sign) in ("R", "AL", "RLE", "RLO") or sign == "\u200f" for sign in text):
        return f"{_FSI}{text}{_PDI}"
    return text


def plain(text: str, limit: int) -> str:
    """For a plain text object or a field's value: cleaned, cut, kept in its own direction."""
    cleaned = clean(text)
    return isolated(cut(cleaned, limit - 2)) if not cleaned.isascii() else cut(cleaned, limit)


def cut_words(words: Words, limit: int) -> Words:
    """The spans that fit in ``limit``; the one at the limit ends in an ellipsis."""
    kept: list[Span] = []
    left = limit
    for span in words.spans:
        text = clean(span.text)
        if width(text) > left:
            kept.append(_same(span, cut(text, left)))
            break
        kept.append(_same(span, text))
        left -= width(text)
    return Words(tuple(kept))


def _same(span: Span, text: str) -> Span:
    return Span(text, bold=span.bold, italic=span.italic, struck=span.struck, url=span.url)


def is_plain(words: Words) -> bool:
    return not any(span.bold or span.italic or span.struck or span.url for span in words.spans)


# --- mrkdwn --------------------------------------------------------------------------------------------------


def escape(text: str) -> str:
    """The three characters that Slack reads as control characters in mrkdwn."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inert(text: str) -> str:
    """Escaped, and with no sign left that mrkdwn would take for formatting, a quote or an emoji."""
    text = _SIGN.sub(lambda signs: "".join(_LOOKALIKE[sign] for sign in signs.group()), text)
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


def is_address(url: str) -> bool:
    return url.startswith(("https://", "http://", "mailto:", "tel:")) and not re.search(r"[\s\x00-\x1f]", url)


def address(url: str) -> str:
    """An address that cannot end its own link early."""
    return url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")


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
    element: Json = {"type": "text", "text": isolated(span.text)}
    if span.url and is_address(span.url):
        element = {"type": "link", "url": span.url, "text": isolated(span.text)}
    return element | {"style": style} if style else element
