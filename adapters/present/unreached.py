"""To those who coordinate: whom Rondo's messages do not reach, what did not arrive, and what can be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from adapters.cards import Action, Block, Button, Item, Line, Paragraph, PersonalCard, Quote, words
from adapters.copy import words_for
from adapters.present.notices import why_not_delivered
from adapters.present.reader import Reader
from adapters.text import cut

IN_SIGHT: Final = 8
_NAME: Final = 60
_TITLE: Final = 80
_TRIED: Final = frozenset({"busy", "unreachable", "timed_out", "not_drawn", "bug"})
"""They may pass; but for now it was tried often enough."""
_NOT_THE_ADDRESS: Final = (_TRIED - {"busy"}) | {"mail_login_refused"}


@dataclass(frozen=True, slots=True)
class Unreached:
    """``platform``: where it was tried; empty where there is nowhere to write to. ``what`` it was about, and what ``opens`` that:
    nothing where it is not the reader's to know."""

    name: str
    platform: str
    why: str
    what: str = ""
    opens: Action | None = None


def unreached_card(people: Sequence[Unreached], reader: Reader) -> PersonalCard:
    w = reader.copy
    names = [cut(one.name, _NAME) for one in people]
    head = w("unreached.one", name=names[0]) if len(people) == 1 else w.n("unreached.head", len(people))
    blocks: list[Block] = [Paragraph(words(head, bold=True))]
    for one in people[:IN_SIGHT]:
        blocks += _of_one(one, reader)
    if len(people) > IN_SIGHT:
        blocks.append(Line(words(w.n("unreached.others", len(people) - IN_SIGHT))))
    address = any(one.platform in ("", "email") and one.why not in _NOT_THE_ADDRESS for one in people)
    blocks.append(Paragraph(words(w("unreached.ask") if address else w("unreached.tell"))))
    if address:
        blocks.append(Quote(words(w("unreached.message", link=reader.link("home"))), to_copy=True))
    blocks.append(Line(words(w("unreached.again") if address else w("unreached.once"))))
    return PersonalCard(head, tuple(blocks))


def mail_away_card(since: datetime, waiting: Sequence[str], reader: Reader) -> PersonalCard:
    """``waiting``: the names of those for whom something has not gone out."""
    w = reader.copy
    head = w("mail_away.head", when=reader.at(since))
    names = [cut(name, _NAME) for name in waiting[:IN_SIGHT]]
    more = len(waiting) - len(names)
    listed = w.list([*names, w.n("mail_away.others", more)] if more else names)
    blocks = (
        Paragraph(words(head, bold=True)),
        Line(words(w("mail_away.waits", names=listed))),
        Line(words(w("mail_away.tell"))),
        Line(words(w("mail_away.once"))),
    )
    return PersonalCard(head, blocks)


def _of_one(one: Unreached, reader: Reader) -> Iterator[Block]:
    w = reader.copy
    said = w("failed.to", to=cut(one.name, _NAME), why=_why(one, reader))
    if not one.what:
        yield Line(words(said))
        return
    row = w.rich("list.row", title=cut(one.what, _TITLE), said=said)
    opens = Button(w("button.open"), one.opens, spoken=one.what) if one.opens is not None else None
    yield Item(row, opens)


def _why(one: Unreached, reader: Reader) -> str:
    if one.why in _TRIED:
        return reader.copy("unreached.tried")
    if not one.platform:
        return reader.copy("unreached.no_account")
    return why_not_delivered(one.why, words_for(reader.locale, one.platform))
