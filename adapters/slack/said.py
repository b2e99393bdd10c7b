"""What a message says, as its writer would have typed it for us: from Slack's rich text, or else from its mrkdwn.

Slack names people and channels by their ids. Here they get names, and are nobody's mention any more.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from adapters.cards import MAX_TEXT, Span, Words
from adapters.payloads import Json, objects_of, word_of
from adapters.present.written import typed_out
from adapters.text import clean, cut

_TOKEN: Final = re.compile(r"<([^<>]+)>")
_LONGEST: Final = 40_000
_DEEPEST: Final = 8
"""Lists in lists."""


@dataclass(frozen=True, slots=True)
class Names:
    """What people are called, by their ids; ``someone`` and ``channel`` stand for those whom nobody could name."""

    someone: str
    channel: str
    people: Mapping[str, str] = field(default_factory=dict)


def mentioned(message: Json) -> tuple[str, ...]:
    """The ids of the people whom a message mentions, each once."""
    in_blocks = (str(leaf.get("user_id", "")) for leaf in _leaves(message) if leaf.get("type") == "user")
    in_text = (inside[1:].partition("|")[0] for inside in _tokens(message) if inside.startswith("@"))
    return tuple(dict.fromkeys(filter(None, (*in_blocks, *in_text))))


def called(message: Json, names: Names) -> Mapping[str, str]:
    """Of those whom a message mentions, by their ids, as ``said`` has them."""
    naming = _Naming(names, _labels(message))
    return {id: naming.person(id) for id in mentioned(message)}


def said(message: Json, names: Names) -> str:
    """At most 3,000 characters."""
    naming = _Naming(names, _labels(message))
    rich = Words(tuple(_rich_text(message, naming)))
    if rich.plain.strip():
        return clean(typed_out(rich, MAX_TEXT)).strip()
    return cut(clean(_typed(word_of(message, "text")[:_LONGEST], naming)), MAX_TEXT).strip()


def unescaped(text: str) -> str:
    """As it was typed: Slack escapes the three control characters in what it hands over."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@dataclass(frozen=True, slots=True)
class _Naming:
    """``labels`` are what Slack itself wrote behind an id, where it did."""

    names: Names
    labels: Mapping[str, str]

    def person(self, id: str) -> str:
        return self.names.people.get(id) or self.labels.get(id) or self.names.someone

    def group(self, id: str) -> str:
        return self.labels.get(id) or self.names.someone

    def channel(self, id: str) -> str:
        return f"#{label}" if (label := self.labels.get(id)) else self.names.channel


def _tokens(message: Json) -> list[str]:
    return _TOKEN.findall(word_of(message, "text")[:_LONGEST])


def _labels(message: Json) -> Mapping[str, str]:
    """By id: of people, channels and groups."""
    split = (inside.partition("|") for inside in _tokens(message) if inside[0] in "@#!")
    return {target[1:].removeprefix("subteam^"): unescaped(label) for target, _, label in split if label}


# --- mrkdwn ----------------------------------------------------------------------------------------------------


def _typed(text: str, naming: _Naming) -> str:
    """Its marks for styles are ours; what stands between angle brackets is not."""
    parts = _TOKEN.split(text)
    return "".join(_token(part, naming) if at % 2 else unescaped(part) for at, part in enumerate(parts))


def _token(inside: str, naming: _Naming) -> str:
    target, _, label = inside.partition("|")
    match target[:1], target[1:]:
        case "@", id:
            return naming.person(id)
        case "#", id:
            return naming.channel(id)
        case "!", ("here" | "channel" | "everyone") as everybody:
            return f"@{everybody}"
        case "!", special if special.startswith("subteam^"):
            return naming.group(special.removeprefix("subteam^"))
        case "!", _:
            return unescaped(label)
    address = unescaped(target)
    return typed_out(Words((Span(unescaped(label) or address, url=address),)), MAX_TEXT)


# --- rich text -------------------------------------------------------------------------------------------------


def _rich_text(message: Json, naming: _Naming) -> Iterator[Span]:
    """Its sections one below the other, with the items of lists, and what is quoted, as lines."""
    above = "\n"
    for part in _parts(message):
        below = "\n> " if part.get("type") == "rich_text_quote" else "\n"
        for lead, leaves in _lines(part):
            spans = [_styled(_leaf(leaf, naming), leaf.get("style")) for leaf in leaves]
            yield Span(lead if above.endswith("\n") else f"\n{lead}")
            yield from (replace(span, text=clean(span.text).replace("\n", below)) for span in spans)
            above = "".join(span.text for span in spans)


def _lines(part: Json) -> Iterator[tuple[str, list[Json]]]:
    """Each line of a part: what it begins with, and what stands in it."""
    if part.get("type") != "rich_text_list":
        yield "> " if part.get("type") == "rich_text_quote" else "", objects_of(part, "elements")
        return
    indent, offset = (
        number if isinstance(number := part.get(name), int) else 0 for name in ("indent", "offset")
    )
    for number, item in enumerate(objects_of(part, "elements"), offset + 1):
        sign = f"{number}. " if part.get("style") == "ordered" else "- "
        yield "  " * min(indent, _DEEPEST) + sign, objects_of(item, "elements")


def _leaf(leaf: Json, naming: _Naming) -> Span:
    match leaf.get("type"):
        case "link":
            address = word_of(leaf, "url")
            return Span(word_of(leaf, "text") or address, url=address)
        case "user":
            return Span(naming.person(word_of(leaf, "user_id")))
        case "usergroup":
            return Span(naming.group(word_of(leaf, "usergroup_id")))
        case "channel":
            return Span(naming.channel(word_of(leaf, "channel_id")))
        case "broadcast":
            return Span(f"@{word_of(leaf, 'range')}")
        case "emoji":
            return Span(_sign_of(word_of(leaf, "unicode")) or f":{word_of(leaf, 'name')}:")
        case "date":
            return Span(word_of(leaf, "fallback"))
        case "color":
            return Span(word_of(leaf, "value"))
    return Span(word_of(leaf, "text"))


def _styled(span: Span, style: object) -> Span:
    look = style if isinstance(style, dict) else {}
    bold, italic, struck = (look.get(name) is True for name in ("bold", "italic", "strike"))
    return replace(span, bold=bold, italic=italic, struck=struck)


def _sign_of(codes: str) -> str:
    """``1f44b-1f3fd`` as the sign that it is; empty for a workspace's own emoji."""
    try:
        return "".join(chr(int(code, 16)) for code in codes.split("-")) if codes else ""
    except (ValueError, OverflowError):
        return ""


def _leaves(message: Json) -> Iterator[Json]:
    return (leaf for part in _parts(message) for _, leaves in _lines(part) for leaf in leaves)


def _parts(message: Json) -> list[Json]:
    blocks = (block for block in objects_of(message, "blocks") if block.get("type") == "rich_text")
    return [part for block in blocks for part in objects_of(block, "elements")]
