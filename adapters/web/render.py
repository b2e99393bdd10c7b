"""Views to HTML. One macro draws one kind of block (``pages/blocks.html``) or field (``pages/fields.html``).

Everything is escaped; what people wrote keeps its line breaks and cannot turn the direction of the text
around it. The pages hold no sentence of their own: words come from the catalogue.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import CodeType
from typing import Any, Final

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup
from starlette.responses import HTMLResponse

from adapters.cards import (
    BARS_IN_SIGHT,
    Bar,
    Block,
    Button,
    Buttons,
    Card,
    ChartBar,
    ChoiceField,
    Field,
    Form,
    Item,
    Line,
    ManyField,
    MarksField,
    Page,
    Section,
    Switch,
    TextField,
    Tone,
)
from adapters.desk import Confirmed, Said
from adapters.marks import by_row
from adapters.web.addresses import Addresses
from adapters.web.assets import Assets
from adapters.web.maps import drawn_map
from adapters.web.plots import drawn_plot
from adapters.web.settings import Translate, WebSettings

CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
MENU_FROM: Final = 11
"""Options from which one of a few is a menu instead of radio buttons."""
IN_A_ROW: Final = 6
"""Marks that stand side by side in a row, when the words of each are short; more, or longer ones, are a menu."""
SHORT: Final = 12
"""Characters of the words of such a mark, and of choices that stand in columns."""
CONTENTS_FROM: Final = 4
"""Sections from which a wide page lists them beside it."""


class Look(StrEnum):
    """Of what a press is answered with."""

    DONE = "yes"
    SHOWN = "note"
    """What was asked to be seen, or how it stands: neither done nor wrong."""
    NOT_DONE = "no"

    @classmethod
    def of(cls, reply: Confirmed | Said) -> "Look":
        if isinstance(reply, Confirmed):
            return cls.DONE
        return cls.SHOWN if reply.shows else cls.NOT_DONE


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a page is drawn for. ``token`` and ``key`` go into its forms; ``name`` is empty for a stranger."""

    w: Translate
    locale: str
    at: Addresses
    token: str = ""
    name: str = ""
    seated: bool = False
    """A visitor of the demonstration, in a sample member's seat."""
    back: str = ""

    def href(self, button: Button) -> str | None:
        """Where a button leads; None when it is pressed."""
        return self.at.link(button.url) if button.url else self.at.of(button.action)


class _Compiled(BytecodeCache):
    """What templates compile to, for every `Pages` of this process: all compile alike, and one takes a quarter of a
    second."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED: Final = _Compiled()


class Pages:
    """Draws whole pages. ``assets`` are the style and the script."""

    def __init__(self, settings: WebSettings, assets: Assets) -> None:
        self._settings = settings
        self._jinja = Environment(
            loader=PackageLoader("adapters.web", "pages"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
            bytecode_cache=_COMPILED,
        )
        self._jinja.globals.update(asset=assets.address, notice=settings.notice, languages=settings.languages)
        self._jinja.globals.update(menu_from=MENU_FROM, contents_from=CONTENTS_FROM)
        self._jinja.globals.update(bars_in_sight=BARS_IN_SIGHT)
        self._jinja.filters.update(runs=runs, mark=mark, apart=apart, kind=kind, part_of=part_of, bare=bare)
        self._jinja.filters.update(by_row=by_row, side_by_side=side_by_side, drawn_map=drawn_map)
        self._jinja.filters.update(brief=brief, drawn_plot=drawn_plot, unfolded=unfolded)
        self._jinja.tests["field"] = is_field

    def page(self, reader: Reader, page: Page, said: str = "", live: str = "") -> HTMLResponse:
        """A page with, above it, what the last press was answered with (HTML of ``card``, kept under our
        signature), and the address of its stream."""
        return self.draw("page.html", reader, page=page, said=Markup(said), live=live)  # noqa: S704

    def form(self, reader: Reader, form: Form, status: int = 200) -> HTMLResponse:
        return self.draw("form.html", reader, status=status, form=form, problems=in_order(form))

    def card_page(self, reader: Reader, card: Card, look: Look) -> HTMLResponse:
        """A card as a page of its own, with the way back."""
        return self.draw("card.html", reader, card=card, said=Markup(self.card(reader, card, look)))  # noqa: S704

    def card(self, reader: Reader, card: Card, look: Look) -> str:
        """The HTML of an answer: what is shown where the button was pressed. It holds no token, and no button to where it is
        shown."""
        blocks = tuple(_without_back(card.blocks, reader))
        return self._jinja.get_template("said.html").render(r=reader, card=card, blocks=blocks, look=look)

    def draw(self, template: str, reader: Reader, status: int = 200, **values: Any) -> HTMLResponse:
        """Any page by its template's name."""
        html = self._jinja.get_template(template).render(r=reader, key=secrets.token_urlsafe(12), **values)
        return HTMLResponse(html, status_code=status, headers=self.headers())

    def headers(self) -> dict[str, str]:
        """What every page is sent with: nobody keeps it, frames it, indexes it or is told of it."""
        headers = {
            "Content-Security-Policy": CSP,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cache-Control": "no-store",
            "X-Robots-Tag": "noindex, nofollow",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }
        if self._settings.secure:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        return headers


# --- what the templates ask ---------------------------------------------------------------------------------


def kind(part: object) -> str:
    """The name of the macro that draws it."""
    return type(part).__name__.lower()


def runs(blocks: Iterable[Block]) -> list[tuple[str, Any]]:
    """Blocks with the name of their macro; rows that follow one another are one list."""
    found: list[tuple[str, Any]] = []
    for block in blocks:
        if not isinstance(block, Item):
            found.append((kind(block), block))
        elif found and found[-1][0] == "items":
            found[-1][1].append(block)
        else:
            found.append(("items", [block]))
    return found


def mark(section: Section | Page) -> str:
    """Changes exactly when what is drawn changes: so a page knows which of its parts are out of date."""
    shown = (section.title, section.crumbs) if isinstance(section, Page) else section
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:10]


def bare(section: Section) -> bool:
    """A section that is only something to press, or small print: it needs no frame of its own."""
    return not section.heading and all(isinstance(block, Buttons | Line | Switch) for block in section.blocks)


def apart(buttons: Sequence[Button]) -> tuple[list[Button], list[Button], bool]:
    """Buttons beside each other, those set apart below (*More…*), and whether the first are equals
    (answers)."""
    first = [button for button in buttons if button.action.verb != "more"]
    rest = [button for button in buttons if button.action.verb == "more"]
    return first, rest, len(first) > 1 and all(button.tone is Tone.PLAIN for button in first)


def is_field(part: object) -> bool:
    return isinstance(part, Field)


def side_by_side(field: MarksField) -> bool:
    """Whether the marks of a row stand side by side: not where they are counted out or ranked."""
    names = [field.unmarked, *(mark.label for mark in field.scale)]
    counted = field.spend is not None or field.each_once
    return not counted and len(field.scale) <= IN_A_ROW and max(map(len, names)) <= SHORT


def brief(field: ChoiceField | ManyField) -> bool:
    """Whether its choices are so short that they stand in columns."""
    return all(len(option.label) <= SHORT and not option.description for option in field.options)


def unfolded(form: Form) -> bool:
    """Whether something was typed or is wrong where few look."""
    return any(
        field.name in form.errors
        or (isinstance(field, ManyField) and bool(field.values))
        or (isinstance(field, TextField) and bool(field.value))
        or (isinstance(field, ChoiceField) and field.value != field.options[0].value)
        for field in form.fields
        if field.name in form.folded
    )


def part_of(bar: Bar | ChartBar) -> tuple[int, int]:
    """The part, within the whole, and the whole (at least one)."""
    whole = max(bar.whole, 1)
    return min(max(bar.part, 0), whole), whole


def in_order(form: Form) -> list[tuple[str, str]]:
    """Errors as (field's name, sentence), the whole form's first, then as the fields stand."""
    names = ["", *(field.name for field in form.fields)]
    named = [(name, form.errors[name]) for name in names if name in form.errors]
    return named + [("", text) for name, text in form.errors.items() if name not in names]


def _without_back(blocks: Iterable[Block], reader: Reader) -> Iterator[Block]:
    here = reader.back.partition("?")[0]
    for block in blocks:
        if isinstance(block, Buttons):
            left = tuple(button for button in block.buttons if reader.href(button) != here)
            if left:
                yield replace(block, buttons=left)
        else:
            yield block
