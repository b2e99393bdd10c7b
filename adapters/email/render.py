"""A private card as an email: plain text and HTML that say the same, with a link where the card has a
button."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from adapters.cards import (
    Action,
    Bar,
    Button,
    Buttons,
    Changes,
    Divider,
    Facts,
    Heading,
    Item,
    Line,
    Listing,
    Paragraph,
    PersonalCard,
    Quote,
    SimpleBlock,
    Span,
    Tone,
    Words,
)
from adapters.charts import simpler
from adapters.present.verbs import Verb
from adapters.text import cut

MAX_SUBJECT: Final = 160
_PAGE: Final = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
    '</head><body style="margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif">'
    '<div style="max-width:34em;margin:0 auto" dir="auto">{body}'
    '<p style="font-size:13px;opacity:.75;margin-top:24px">{footer}</p></div></body></html>'
)
_BUTTON: Final = (
    "display:inline-block;margin:4px 8px 4px 0;padding:10px 16px;border:1px solid #8a8a8a;"
    "border-radius:6px;color:inherit;text-decoration:none;font-weight:600"
)
_MAIN: Final = (
    _BUTTON.replace("#8a8a8a", "#1a5fb4").replace("color:inherit", "color:#ffffff") + ";background:#1a5fb4"
)
_QUIET: Final = "display:inline-block;margin:0 20px 0 0;padding:8px 0;color:inherit"
"""Colours that can be read on white as on black: mail programs choose what is behind them."""
_ONLY_OPENS: Final = frozenset({Verb.MORE, Verb.MORE_OF_ROLE, Verb.MORE_OF_COMMITMENT, Verb.OPEN_COMMITMENT})
"""Beside an answer they stand back."""
_QUOTE: Final = "margin:8px 0;padding:4px 12px;border-left:3px solid #9a9a9a"


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Stop:
    """The way to get no more of these, at the foot."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """``link`` gives the address behind a button: the reader's own, which opens the thing and does nothing
    by itself."""

    link: Callable[[Action], str]

    def letter(self, card: PersonalCard, *, language: str, footer: str, stop: Stop | None = None) -> Letter:
        blocks = tuple(simpler(card.blocks, bars=False))
        subject = one_line(card.notification)
        text = "\n\n".join(self._texts(blocks, subject))
        html = "".join(self._html(block) for block in blocks)
        return Letter(
            subject=subject,
            text=f"{text}\n\n--\n{footer}\n" + (f"{_named(stop.label, stop.address)}\n" if stop else ""),
            html=_PAGE.format(lang=escape(language), body=html, footer=escape(footer) + _html_stop(stop)),
        )

    def _address(self, button: Button) -> str:
        return button.url or self.link(button.action)

    # --- plain text ---------------------------------------------------------------------------------------

    def _texts(self, blocks: Sequence[SimpleBlock], subject: str) -> Iterator[str]:
        """Without what its subject says already."""
        said = subject
        for at, block in enumerate(blocks):
            repeats = at == 0 and bool(head := _head_of(block)) and subject.startswith(head)
            if not repeats and (text := self._text(block, said)):
                said += f"\n{text}"
                yield text

    def _text(self, block: SimpleBlock, said: str) -> str:
        """``said``: what stands above it."""
        match block:
            case Heading(text):
                return f"{text}\n{'=' * min(len(text), 60)}"
            case Paragraph(words) | Line(words):
                return plain(words)
            case Quote(words, by):
                quoted = "\n".join(f"> {line}" for line in plain(words).splitlines())
                return f"{by}\n{quoted}" if by else quoted
            case Listing(items):
                return "\n".join(f"- {plain(item)}" for item in items)
            case Facts(rows):
                return "\n".join(f"{label}: {value}" for label, value in rows)
            case Bar(words):
                return words
            case Item(words, button):
                return plain(words) + (f"\n{_named(button.label, self._address(button))}" if button else "")
            case Buttons(buttons):
                return "\n\n".join(
                    _named(_in_full(button, said), self._address(button)) for button in buttons
                )
            case Changes(paragraphs):
                return "\n".join(plain(paragraph) for paragraph in paragraphs)
            case Divider():
                return "---"

    # --- HTML ---------------------------------------------------------------------------------------------

    def _html(self, block: SimpleBlock) -> str:
        match block:
            case Heading(text):
                return f'<h1 style="font-size:20px;line-height:1.3">{escape(text)}</h1>'
            case Paragraph(words):
                return f"<p>{rich(words)}</p>"
            case Line(words):
                return f'<p style="font-size:14px">{rich(words)}</p>'
            case Quote(words, by):
                name = f"<strong>{escape(by)}</strong><br>" if by else ""
                return f'<blockquote style="{_QUOTE}">{name}{rich(words)}</blockquote>'
            case Listing(items):
                return f"<ul>{''.join(f'<li>{rich(item)}</li>' for item in items)}</ul>"
            case Facts(rows):
                cells = (f"<p><strong>{escape(label)}</strong>: {escape(value)}</p>" for label, value in rows)
                return "".join(cells)
            case Bar(words):
                return f'<p style="font-size:14px">{escape(words)}</p>'
            case Item(words, button):
                return f"<p>{rich(words)}{'<br>' + self._html_button(button) if button else ''}</p>"
            case Buttons(buttons):
                main, rest = _apart(buttons)
                lines = (
                    "".join(self._html_button(button) for button in main),
                    "".join(self._html_button(button, _QUIET) for button in rest),
                )
                return "".join(f'<p style="margin:8px 0">{line}</p>' for line in lines if line)
            case Changes(paragraphs):
                return "".join(f"<p>{rich(paragraph)}</p>" for paragraph in paragraphs)
            case Divider():
                return "<hr>"

    def _html_button(self, button: Button, style: str = "") -> str:
        spoken = f' aria-label="{escape(button.spoken)}"' if button.spoken else ""
        href = escape(self._address(button))
        look = style or (_MAIN if button.tone is Tone.PRIMARY else _BUTTON)
        return f'<a style="{look}" href="{href}"{spoken}>{escape(button.label)}</a>'


def _head_of(block: SimpleBlock) -> str:
    match block:
        case Heading(text):
            return text
        case Paragraph(words):
            return plain(words)
        case _:
            return ""


def _in_full(button: Button, said: str) -> str:
    """What it is about too, where that does not stand above it."""
    return button.label if button.spoken is None or button.spoken in said else button.spoken


def _apart(buttons: Sequence[Button]) -> tuple[list[Button], list[Button]]:
    """The one main button, or all answers (which are equal), and what stands back behind them."""
    main = [button for button in buttons if button.tone is Tone.PRIMARY]
    main = main or [button for button in buttons if button.action.verb not in _ONLY_OPENS] or list(buttons)
    return main, [button for button in buttons if button not in main]


def _named(label: str, address: str) -> str:
    """An address on a line of its own: long as it is, it stays whole, and what it does is seen."""
    return f"{label}:\n{address}"


def _html_stop(stop: Stop | None) -> str:
    if stop is None:
        return ""
    return f'<br><a style="color:inherit" href="{escape(stop.address)}">{escape(stop.label)}</a>'


def plain(words: Words) -> str:
    """What was taken out is in square brackets, so that changes can be told apart without colours."""
    return "".join(_plain_span(span) for span in words.spans)


def _plain_span(span: Span) -> str:
    text = f"[-{span.text}-]" if span.struck else span.text
    return f"{text} ({span.url})" if span.url and span.url != span.text else text


def rich(words: Words) -> str:
    return "".join(_rich_spans(words))


def _rich_spans(words: Words) -> Iterator[str]:
    for span in words.spans:
        html = _lines(span.text)
        for wanted, tag in ((span.bold, "strong"), (span.italic, "em"), (span.struck, "del")):
            html = f"<{tag}>{html}</{tag}>" if wanted else html
        safe = span.url is not None and span.url.startswith(("https://", "http://", "mailto:"))
        yield f'<a rel="nofollow noopener" href="{escape(span.url or "")}">{html}</a>' if safe else html


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def one_line(text: str) -> str:
    """A header is one line, whatever a title holds."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return cut(line, MAX_SUBJECT)
