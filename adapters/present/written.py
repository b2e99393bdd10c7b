"""What people write, as rich text: the few marks that they may use, and nothing else.

``*bold*``, ``_italic_``, ``~struck~``, an address, ``[words](https://...)``, and lines that begin with ``- ``. A text is kept as
it was typed, and read here whenever it is shown (docs/decisions/0031-what-people-write.md). What is not clearly a mark stays
a sign: ``2*3*4``, ``snake_case``, ``~5``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Final
from urllib.parse import urlsplit

from adapters.cards import Span, Words
from adapters.text import clean, cut_words

_MARKS: Final = "*_~"
_BEFORE: Final = frozenset("([{\"'“‘«¿¡—–-") | set(_MARKS)
"""What may stand directly before a mark that opens, besides white space."""
_AFTER: Final = frozenset(".,;:!?)]}\"'”’»…—–-") | set(_MARKS)
"""What may stand directly after a mark that closes, besides white space."""
_NOT_FIRST: Final = frozenset(")]}.,;:!?")
_NOT_LAST: Final = frozenset("([{")
_ITEM: Final = re.compile(r"^([ \t]*)- (?=\S)", re.MULTILINE)
_ATOM: Final = re.compile(
    r"\[(?P<label>[^\[\]\n]{1,300})\]\((?P<to>https?://[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)\)"
    r"|(?<!\w)(?P<bare>https?://[^\s<>\"]+)"
    r"|(?P<sign>[*_~])"
    r"|(?P<end>\n)"
)
_AFTER_ADDRESS: Final = ".,;:!?'\"”’»…*_~"


@dataclass(slots=True)
class _Piece:
    """Part of a text. ``sign`` is one that may be a mark, and ``opens`` and ``closes`` tell where it stands."""

    text: str
    url: str | None = None
    sign: str = ""
    opens: bool = False
    closes: bool = False
    marks: set[str] = field(default_factory=set)


@lru_cache(maxsize=1_024)
def written(text: str) -> Words:
    """The text with its marks as styles. A link whose words hide where it leads says so behind them."""
    pieces = list(_pieces(_ITEM.sub(r"\1• ", clean(text))))
    _pair(pieces)
    spans = (_span(piece) for piece in pieces if piece.text)
    return _merged(spans) or Words((Span(""),))


def unmarked(text: str) -> str:
    """The text where no style can be shown: a choice, a notification."""
    return written(text).plain


def in_full(text: str) -> str:
    """Without its marks, and with each address whole: for comparing, where no change may hide."""
    return "".join(_with_address(span) for span in written(text).spans)


def _with_address(span: Span) -> str:
    return span.text if span.url in (None, span.text) else f"{span.text} <{span.url}>"


# --- reading ---------------------------------------------------------------------------------------------------


def _pieces(text: str) -> Iterator[_Piece]:
    at = 0
    while found := _ATOM.search(text, at):
        if found.start() > at:
            yield _Piece(text[at : found.start()])
        piece = _atom(found, text)
        yield piece
        at = found.start() + (len(piece.text) if found["bare"] else len(found[0]))
    if at < len(text):
        yield _Piece(text[at:])


def _atom(found: re.Match[str], text: str) -> _Piece:
    if sign := found["sign"]:
        start, end = found.span()
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        return _Piece(sign, sign=sign, opens=_opens(before, sign, after), closes=_closes(before, sign, after))
    if found["bare"]:
        address = _without_what_follows(found["bare"])
        host = _host(address)
        return _Piece(address, address if host and host in address.lower() else None)
    if found["to"]:
        host = _host(found["to"])
        return _Piece(_led(found["label"], found["to"], host), found["to"]) if host else _Piece(found[0])
    return _Piece(found[0])


def _opens(before: str, sign: str, after: str) -> bool:
    edge = not before or before.isspace() or (before in _BEFORE and before != sign)
    return edge and bool(after) and not after.isspace() and after not in _NOT_FIRST and after != sign


def _closes(before: str, sign: str, after: str) -> bool:
    edge = not after or after.isspace() or (after in _AFTER and after != sign)
    return edge and bool(before) and not before.isspace() and before not in _NOT_LAST and before != sign


def _pair(pieces: list[_Piece]) -> None:
    """Each mark that closes belongs to the nearest one that opened, on the same line; both are seen no more."""
    open_at: list[int] = []
    for at, piece in enumerate(pieces):
        if piece.text == "\n":
            open_at.clear()
        if not piece.sign:
            continue
        opened = reversed(open_at) if piece.closes else ()
        begins = next((i for i in opened if pieces[i].sign == piece.sign), None)
        if begins is not None and _holds_words(pieces[begins + 1 : at]):
            for between in pieces[begins + 1 : at]:
                between.marks.add(piece.sign)
            pieces[begins].text = piece.text = ""
            del open_at[open_at.index(begins) :]
        elif piece.opens:
            open_at.append(at)


def _holds_words(pieces: list[_Piece]) -> bool:
    return any(piece.text.strip(_MARKS + " \t") for piece in pieces)


def _span(piece: _Piece) -> Span:
    bold, italic, struck = (sign in piece.marks for sign in _MARKS)
    return Span(piece.text, bold=bold, italic=italic, struck=struck, url=piece.url)


def _merged(spans: Iterator[Span]) -> Words | None:
    """Runs in the same style are one span."""
    alike = (list(run) for _, run in groupby(spans, key=attrgetter("bold", "italic", "struck", "url")))
    merged = tuple(replace(run[0], text="".join(span.text for span in run)) for run in alike)
    return Words(merged) if merged else None


# --- addresses -------------------------------------------------------------------------------------------------


def _without_what_follows(address: str) -> str:
    """An address in a sentence ends before the full stop, and before a bracket that it did not open."""
    while address:
        kept = address.rstrip(_AFTER_ADDRESS)
        for closing, opening in (")(", "][", "}{"):
            if kept.endswith(closing) and kept.count(closing) > kept.count(opening):
                kept = kept[:-1]
        if kept == address:
            break
        address = kept
    return address


def _host(address: str) -> str:
    """Whose address it is, in letters that cannot be mistaken for others; empty where that is not plain to see."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        return ""
    return "" if "@" in parts.netloc or "\\" in address else host


def _led(label: str, address: str, host: str) -> str:
    """The words of a link, and where it leads unless they say it themselves."""
    said, whole = (re.sub(r"^https?://", "", each.strip().lower()) for each in (label, address))
    return label if said.startswith(host) and whole.startswith(said) else f"{label} ({host})"


# --- writing ---------------------------------------------------------------------------------------------------


def typed_out(words: Words, limit: int) -> str:
    """Rich text as somebody would have typed it, at most ``limit`` long: what ``written`` reads as the same words, in the same
    styles where marks can say them. ``url`` is an address behind a span's own words: addresses go before words do."""
    words, room = cut_words(words, limit), limit
    if len(text := _typed_out(words)) <= limit:
        return text
    words = _with_room_for_words(words, limit // 2)
    while len(text := _typed_out(cut_words(words, room))) > limit:
        room -= len(text) - limit
    return text


def _with_room_for_words(words: Words, most: int) -> Words:
    """With addresses that together take at most so much; the longest lead nowhere."""
    spans = list((_merged(iter(words.spans)) or words).spans)
    behind = {at: len(span.url) for at, span in enumerate(spans) if span.url and span.url != span.text}
    for at in sorted(behind, key=lambda at: behind[at]):
        most -= behind[at]
        if most < 0:
            spans[at] = replace(spans[at], url=None)
    return Words(tuple(spans))


def _typed_out(words: Words) -> str:
    spans = (_merged(iter(words.spans)) or words).spans
    text, without = _typed(spans, marks=True), _typed(spans, marks=False)
    return text if written(text).plain == written(without).plain else without


def _typed(spans: tuple[Span, ...], *, marks: bool) -> str:
    text = ""
    for span, after in zip(spans, (*spans[1:], Span("")), strict=False):
        shown = replace(span, bold=False, italic=False, struck=False) if not marks else span
        lines = shown.text.split("\n")
        for at, line in enumerate(lines):
            text += "\n" if at else ""
            follows = "\n" if at + 1 < len(lines) else after.text[:1]
            text += _typed_line(replace(shown, text=line), text[-1:], follows)
    return text


def _typed_line(span: Span, before: str, after: str) -> str:
    """In its marks, if these would be read as such where it stands."""
    inner = span.text.strip()
    lead, trail = span.text[: len(span.text) - len(span.text.lstrip())], span.text[len(span.text.rstrip()) :]
    if not inner:
        return span.text
    text = _typed_link(inner, span.url) if span.url else inner
    if any(sign in inner for sign in _MARKS):
        return lead + text + trail
    before, after = (lead or before)[-1:], (trail or after)[:1]
    for wanted, sign in ((span.struck, "~"), (span.italic, "_"), (span.bold, "*")):
        if wanted and _opens(before, sign, text[0]) and _closes(text[-1], sign, after):
            text = f"{sign}{text}{sign}"
    return lead + text + trail


def _typed_link(label: str, address: str) -> str:
    if not _host(address) or label == address:
        return label
    plain_label = label.replace("[", "(").replace("]", ")")
    link = f"[{plain_label}]({address})"
    return link if (found := _ATOM.fullmatch(link)) and found["to"] else f"{label} ({address})"
