"""What people see and press, before any platform has drawn it.

A presenter turns state into a card or a form; each platform draws those in its own ways. Text that people wrote
arrives as ``Span``s (``present/written.py`` reads its few marks): no platform interprets it. A ``SharedCard`` is seen
by everyone in a place and so holds nothing personal; a ``PersonalCard`` is for one person's eyes. They are different
types on purpose.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from adapters.calendar import WholeDay

MAX_BUTTONS_IN_SIGHT: Final = 4
"""Three answers and *More…*."""
MAX_LABEL: Final = 20
"""Characters of a button's label, in every language."""
MAX_TITLE: Final = 80
MAX_EXCERPT: Final = 280
MAX_TEXT: Final = 3_000
"""Characters of one text that somebody writes."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style. ``text`` is plain: markup inside it is shown, not obeyed.

    With ``at`` (aware UTC) it tells that moment to everyone who reads along: a platform that knows the zone of each shows the day
    and the time there, or with ``clock`` the time alone; ``text`` is for where that cannot be, and names its zone."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    url: str | None = None
    at: datetime | None = None
    clock: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Rich text: spans one after the other; a line break is a newline inside a span."""

    spans: tuple[Span, ...]

    @property
    def plain(self) -> str:
        return "".join(span.text for span in self.spans)

    @property
    def in_bold(self) -> "Words":
        return Words(tuple(replace(span, bold=True) for span in self.spans))


def words(text: str, *, bold: bool = False, italic: bool = False) -> Words:
    """Plain text as rich text in one style."""
    return Words((Span(text, bold=bold, italic=italic),))


@dataclass(frozen=True, slots=True)
class Action:
    """What a button asks for. Written as ``v1|verb|id|version`` and readable for ever: cards stay for years.

    ``id`` is the thing it is about (a round, mostly; empty when there is none). ``version`` is what the card showed when it
    was drawn, for a round ``<version>.<pass>``, so that a late click can be told apart from a timely one.
    """

    verb: str
    id: str = ""
    version: str = ""

    def __str__(self) -> str:
        return f"v1|{self.verb}|{self.id}|{self.version}"

    @property
    def about(self) -> UUID | None:
        """The thing that ``id`` names, without the part of it."""
        try:
            return UUID(self.id.partition(":")[0])
        except ValueError:
            return None

    @classmethod
    def parse(cls, text: str) -> "Action | None":
        """The action, or None when the text is not one."""
        parts = text.split("|")
        if len(parts) != 4 or parts[0] != "v1" or not parts[1] or len(text) > 255:
            return None
        return cls(verb=parts[1], id=parts[2], version=parts[3])


class Tone(StrEnum):
    PLAIN = "plain"
    PRIMARY = "primary"
    """The one thing to press on this screen. Never used for one of several answers: they are equal."""
    DANGER = "danger"


AGAIN: Final = "again"
"""The version of an action that shows a form once more, with what was typed in it."""


@dataclass(frozen=True, slots=True)
class Button:
    """Presses ``action``; or, with ``url``, opens an address (and then ``action`` only names it)."""

    label: str
    action: Action
    tone: Tone = Tone.PLAIN
    url: str | None = None
    spoken: str | None = None
    """What a screen reader says, when the label alone is not clear out of context."""


# --- blocks: what a card is made of --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    words: Words


@dataclass(frozen=True, slots=True)
class Line:
    """Small print: when it closes, who has been heard."""

    words: Words


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, in their own words, and who (already worded for the reader; may be empty).

    ``to_copy``: words to be taken along and sent somewhere else; where a platform can, a button copies them."""

    words: Words
    by: str = ""
    to_copy: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a label and a value."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """How much of a whole; ``words`` says the same for those who cannot see a bar."""

    words: str
    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Item:
    """A row with at most one button beside it."""

    words: Words
    button: Button | None = None


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Divider:
    pass


@dataclass(frozen=True, slots=True)
class Changes:
    """A text with what went out struck and what came in bold, a Words for each paragraph."""

    paragraphs: tuple[Words, ...]


BARS_IN_SIGHT: Final = 6
"""Bars of a chart that are in sight; the browser unfolds the others."""
STEPS_IN_SIGHT: Final = 5
"""Steps of a count that a chat shows: the last of them. The browser shows all."""
HELD_IN_SIGHT: Final = 6
"""Options that a chat names in each."""


@dataclass(frozen=True, slots=True)
class ChartBar:
    """``words`` say what the bar shows: "7 of 12 (58%)". ``chosen`` marks it with a sign."""

    label: str | Words
    words: str
    part: int
    whole: int
    chosen: bool = False

    @property
    def named(self) -> Words:
        return words(self.label) if isinstance(self.label, str) else self.label


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars to compare, the ones that matter first; each is said in words too. ``rest`` says how many are not in sight. Made by
    ``present.charts.chart``, which fills that in."""

    title: str
    bars: tuple[ChartBar, ...]
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A round of a count: what each of the options holds (in their order; empty once it is out), and what happened then."""

    title: str
    held: tuple[str, ...]
    happened: str


@dataclass(frozen=True, slots=True)
class Steps:
    """A count in rounds: in a browser a table, in a chat its last rounds. ``rest`` says how many went before those. Made by
    ``present.charts.steps``, which fills that in."""

    title: str
    options: tuple[str, ...]
    steps: tuple[Step, ...]
    rest: str = ""


PARTS_IN_SIGHT: Final = 6
"""Parts of a breakdown that a chat shows; the browser shows all."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a whole: how much of it there is, in words, and what of that stands beside each of the options (in their
    order)."""

    title: str
    said: str
    held: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A whole by its parts: in a browser a table, in a chat a few lines each. ``rest`` says how many parts a chat does not show.
    Made by ``present.charts.breakdown``, which fills that in."""

    title: str
    options: tuple[str, ...]
    parts: tuple[Part, ...]
    rest: str = ""


LINKS_IN_SIGHT: Final = 12
"""Links of a map that a chat names; the browser draws all."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two that are linked (numbers of the map's names), and by what."""

    one: int
    other: int
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkMap:
    """Who is linked with whom by what: in a browser a picture and a table, in a chat a line each. ``heads``: over the two that
    are linked, and over that by which they are. ``rest`` says how many links a chat does not show. Made by
    ``present.charts.link_map``, which fills that in."""

    title: str
    heads: tuple[str, str]
    names: tuple[str, ...]
    links: tuple[Link, ...]
    rest: str = ""


@dataclass(frozen=True, slots=True)
class PlotPoint:
    """``short``: its label where there is little room. ``counts``: one for each series."""

    label: str
    short: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Up to three counts over time, the oldest first: in a browser a picture, with a table below it under ``unfolds``; in a chat
    a line for each time at which there is anything. ``said``: the whole in a sentence."""

    title: str
    series: tuple[str, ...]
    points: tuple[PlotPoint, ...]
    unfolds: str
    said: str


@dataclass(frozen=True, slots=True)
class Switch:
    """A few views of the same, each with what shows it. ``chosen``: which of them is in sight."""

    label: str
    buttons: tuple[Button, ...]
    chosen: int


SimpleBlock = Heading | Paragraph | Line | Quote | Listing | Facts | Bar | Item | Buttons | Divider | Changes
"""What every platform draws by itself. Charts and their like can be told in these (``charts.simpler``)."""
Block = SimpleBlock | Chart | Steps | Breakdown | LinkMap | Plot | Switch


class Size(StrEnum):
    FULL = "full"
    SMALL = "small"
    """An ask or a bump: what, by when, buttons, a link to the card."""
    LINE = "line"
    """It is over: one line."""


@dataclass(frozen=True, slots=True)
class SharedCard:
    """The same for everyone in the place. ``notification`` is what a phone shows: the ask, the title, the deadline."""

    notification: str
    blocks: tuple[Block, ...]
    size: Size = Size.FULL


@dataclass(frozen=True, slots=True)
class PersonalCard:
    """For one person's eyes: a direct message, a confirmation, the home."""

    notification: str
    blocks: tuple[Block, ...]
    size: Size = Size.FULL
    days: tuple[WholeDay, ...] = ()
    """For the reader's own calendar, where what it travels by can carry a file."""
    reminds: bool = False
    """It only brings something to mind: who gets it by email can stop that in the message itself."""
    circle: str = ""
    """Whose it is, where it is one circle's: an email comes in its name."""


Card = SharedCard | PersonalCard


# --- forms ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextField:
    name: str
    label: str
    value: str = ""
    hint: str = ""
    placeholder: str = ""
    multiline: bool = False
    required: bool = True
    max_length: int = MAX_TEXT


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of a few (drawn as radio buttons up to 10, a menu above that, or where ``menu`` asks for one)."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str = ""
    hint: str = ""
    required: bool = True
    menu: bool = False


@dataclass(frozen=True, slots=True)
class ManyField:
    """Any number of a few (check boxes up to 10; in a chat a menu above that, or where ``menu`` asks for one)."""

    name: str
    label: str
    options: tuple[Option, ...]
    values: tuple[str, ...] = ()
    hint: str = ""
    required: bool = False
    menu: bool = False


@dataclass(frozen=True, slots=True)
class DateField:
    name: str
    label: str
    value: date | None = None
    hint: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True)
class MarksField:
    """A mark beside each of 2 to 100 rows: points, dots, ranks, or yes, if need be and no.

    ``scale`` are the marks that there are, without one for nothing: a row that has none is ``unmarked``. Dots are numbers from 1
    to the budget, and ``spend`` is the budget; ranks are 1st, 2nd, ... with ``each_once``. ``values`` are the marks of the rows
    that have one. Keys of rows and marks are letters and digits.

    ``spend`` (marks are whole numbers, and come to this much together at most) and ``each_once`` (no two rows have the same mark)
    only make it easier to fill in: whoever reads what comes back checks it, and whether anything is marked if it is ``required``.
    It comes back through ``Sent.marks``; ``typed_marks`` shows it again; to travel with a form it is ``marks.written``.

    Each platform draws it in as few inputs as it can hold: one a row, or, of many rows, one a mark in which rows are chosen.
    """

    name: str
    label: str
    rows: tuple[Option, ...]
    scale: tuple[Option, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    unmarked: str = "–"
    hint: str = ""
    required: bool = False
    spend: int | None = None
    each_once: bool = False

    @property
    def numbers(self) -> tuple[int, int] | None:
        """The least and the greatest mark, when the marks are numbers in a row and each is called by its number."""
        found = [int(mark.value) for mark in self.scale if mark.value.isascii() and mark.value.isdigit()]
        named = all(mark.label.startswith(mark.value) for mark in self.scale)
        in_a_row = sorted(found) == list(
            range(min(found, default=0), min(found, default=0) + len(self.scale))
        )
        return (min(found), max(found)) if found and named and in_a_row else None


Field = TextField | ChoiceField | ManyField | DateField | MarksField


@dataclass(frozen=True, slots=True)
class Form:
    """A page of a form. ``submit`` is None when it only shows (its buttons still work).

    ``action`` is what submitting asks for; ``carried`` are values from earlier pages and other small facts that travel with
    the form (untrusted when they come back, 2,000 characters together at most). ``errors`` belong to fields, by name; the
    empty name is for the whole form. What was typed is already in the fields.

    ``folded`` are names of fields that few need: a page folds them under ``fold``. ``back`` leads to the page before, in this
    one's place: its action has the version ``AGAIN``. ``behind`` shows that from which the form was opened, where it has taken
    its place.
    """

    title: str
    body: tuple[Block | Field, ...]
    action: Action
    submit: str | None = None
    close: str = ""
    carried: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    folded: tuple[str, ...] = ()
    fold: str = ""
    back: Button | None = None
    behind: Action | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(part for part in self.body if isinstance(part, Field))


# --- pages ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under a heading of its own (empty: none). ``folded`` parts open on demand; a ``column`` stands beside
    those next to it where there is room."""

    heading: str
    blocks: tuple[Block, ...]
    folded: bool = False
    anchor: str = ""
    column: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page for one reader: the browser's room, round or agreement; Slack's App Home.

    ``live`` names the streams whose changes make it out of date (``round:<id>``, ``circle:<id>``); ``crumbs`` are the way
    back, each a label and the action that leads there.
    """

    title: str
    sections: tuple[Section, ...]
    live: tuple[str, ...] = ()
    crumbs: tuple[tuple[str, Action], ...] = ()


View = SharedCard | PersonalCard | Form | Page
