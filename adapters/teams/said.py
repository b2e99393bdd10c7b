"""What somebody said in Teams, as they would have typed it for us: from a message's HTML, or from the words of an activity."""

import html
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import count, repeat
from typing import Final

from adapters.cards import MAX_TEXT, Span, Words
from adapters.payloads import Json, objects_of, some_of, word_of
from adapters.present.written import typed_out
from adapters.text import clean, cut

_LONGEST: Final = 20_000
_DEEPEST: Final = 8
"""Lists in lists."""
_MENTION: Final = re.compile(r"<at\b[^<>]*>([^<>]*)</at>", re.IGNORECASE)
_FIRST_MENTION: Final = re.compile(r"\A\s*" + _MENTION.pattern, re.IGNORECASE)
_SECTION: Final = r"!\[(?:if|else|endif|cdata)(?![-_.a-z0-9])"
_NO_TAG: Final = re.compile(rf"<(?!(?:[a-z/]|!(?!\[)|{_SECTION})[^<>]*>)", re.IGNORECASE)
"""What begins no tag that ends, where the parser would look for its end again and again; or a section that it does not know,
at which it would give up."""
_STYLES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("s", "strike", "del"), "struck"),
}
_LINES: Final = frozenset(
    {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "codeblock", "tr"}
)
_OPEN: Final[Mapping[str, str]] = {
    **dict.fromkeys(("script", "style", "attachment", "title"), "unsaid"),
    **dict.fromkeys(("pre", "codeblock"), "as it is"),
    "blockquote": "quoted",
}
"""What counts for as long as one of these is open."""
_EMOJI: Final = "http://schema.skype.com/Emoji"


def of_message(body: Json) -> str:
    """A message's body: HTML mostly, sometimes text. At most 3,000 characters."""
    content = word_of(body, "content")[:_LONGEST]
    if body.get("contentType") == "text":
        return cut(clean(content), MAX_TEXT).strip()
    reading = _Reading()
    reading.feed(_NO_TAG.sub("&lt;", content))
    reading.close()
    return clean(typed_out(Words(tuple(reading.spans)), MAX_TEXT)).strip()


def to_rondo(activity: Json) -> str:
    """Words to Rondo, without the mention of it; who else is mentioned is named. At most 3,000 characters."""
    text, own = word_of(activity, "text")[:_LONGEST], _own_mentions(activity)
    for mention in own:
        text = text.replace(mention, " ")
    if not own:
        text = _FIRST_MENTION.sub(" ", text)
    named = html.unescape(_MENTION.sub(r"\1", text)).replace("\xa0", " ")
    return cut(clean(named), MAX_TEXT).strip()


def _own_mentions(activity: Json) -> tuple[str, ...]:
    """As they stand in the text: by whatever name Rondo is shown there."""
    rondo = some_of(activity, "recipient").get("id")
    found = (each for each in objects_of(activity, "entities") if each.get("type") == "mention")
    own = (word_of(each, "text") for each in found if some_of(each, "mentioned").get("id") == rondo)
    return tuple(filter(None, own))


class _Reading(HTMLParser):
    """Spans as they are read. Tags that are never closed, or closed twice, do no harm."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.spans: list[Span] = []
        self._styles = dict.fromkeys(_STYLES.values(), 0)
        self._address: str | None = None
        self._lists: list[Iterator[str]] = []
        self._open = {"unsaid": 0, "quoted": 0, "as it is": 0}
        self._sign = ""
        self._is_new = True
        """Nothing has been said on this line."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _STYLES:
            self._styles[_STYLES[tag]] += 1
        elif tag == "a":
            self._address = values.get("href") or None
        elif tag in ("emoji", "customemoji") or (tag == "img" and values.get("itemtype") == _EMOJI):
            self._say(values.get("alt", ""))
        elif tag == "br":
            self._end_line()
        if tag in _LINES:
            self._end_line(unless_new=True)
        if tag in ("ul", "ol"):
            self._lists.append(_signs(values.get("start", "")) if tag == "ol" else repeat("- "))
        elif tag == "li":
            self._sign = "  " * min(len(self._lists) - 1, _DEEPEST) + next(
                self._lists[-1] if self._lists else repeat("- ")
            )
        if tag in _OPEN:
            self._open[_OPEN[tag]] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<attachment/>`` ends where it begins."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _STYLES:
            self._styles[_STYLES[tag]] = max(0, self._styles[_STYLES[tag]] - 1)
        elif tag == "a":
            self._address = None
        elif tag in ("td", "th"):
            self._say(" ")
        if tag in _LINES:
            self._end_line(unless_new=True)
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        if tag in _OPEN:
            self._open[_OPEN[tag]] = max(0, self._open[_OPEN[tag]] - 1)

    def handle_data(self, data: str) -> None:
        if not self._open["as it is"]:
            return self._say(re.sub(r"\s+", " ", data))
        for at, line in enumerate(data.split("\n")):
            if at:
                self._end_line()
            self._say(line)
        return None

    def _say(self, text: str) -> None:
        if self._open["unsaid"]:
            return
        if self._is_new:
            text = text if self._open["as it is"] else text.lstrip()
            if not text:
                return
            self.spans.append(Span(("> " if self._open["quoted"] else "") + self._sign))
            self._sign, self._is_new = "", False
        bold, italic, struck = (self._styles[name] > 0 for name in ("bold", "italic", "struck"))
        text = clean(text.replace("\xa0", " "))
        self.spans.append(Span(text, bold=bold, italic=italic, struck=struck, url=self._address))

    def _end_line(self, *, unless_new: bool = False) -> None:
        if not (unless_new and self._is_new):
            self.spans.append(Span("\n"))
            self._is_new = True


def _signs(start: str) -> Iterator[str]:
    first = int(start) if start.isdecimal() and len(start) < 6 else 1
    return (f"{number}. " for number in count(first))
