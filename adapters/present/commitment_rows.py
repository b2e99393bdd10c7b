"""A commitment as a row of a list, or of a board."""

from collections.abc import Iterable, Iterator
from datetime import date

from adapters.cards import Action, Button, Item, Span, Words
from adapters.present.commitment_words import Members, asks_said, row_said, what_of
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.commitments.commitment import Commitment
from decisions.commitments.record import CommitmentsRecord, waits_for
from decisions.ids import MemberId


def commitment_row(
    one: Commitment,
    me: MemberId,
    members: Members,
    today: date,
    reader: Reader,
    *,
    coordinates: bool = False,
) -> Item:
    """What it asks of the reader where it waits for their word; else who does it by when. ``today``: in the circle's zone;
    ``coordinates``: as in ``told_overdue``."""
    row = reader.copy.rich(
        "list.row", title=what_of(one), said=_said(one, me, members, today, reader, coordinates)
    )
    label = reader.copy("button.answer_now" if waits_for(one, me) else "button.open")
    return Item(row, _open(one, label))


def rows_of(ones: Iterable[Commitment], record: CommitmentsRecord, reader: Reader) -> Iterator[Item]:
    for one in ones:
        yield commitment_row(
            one, record.reader.id, record.members, record.today, reader, coordinates=record.coordinates
        )


def board_row(one: Commitment, record: CommitmentsRecord, reader: Reader) -> Item:
    """What it says leads to it; only what waits for the reader's word has a button."""
    me = record.reader.id
    said = _said(one, me, record.members, record.today, reader, record.coordinates)
    link = reader.link("commitment", one.id)
    row = Words((Span(what_of(one), bold=True, url=link), Span(f"\n{said}")))
    return Item(row, _open(one, reader.copy("button.answer_now")) if waits_for(one, me) else None)


def _said(
    one: Commitment, me: MemberId, members: Members, today: date, reader: Reader, coordinates: bool
) -> str:
    if waits_for(one, me):
        return asks_said(one, me, members, reader)
    return row_said(one, members, today, reader, coordinates=coordinates)


def _open(one: Commitment, label: str) -> Button:
    return Button(label, Action(Verb.OPEN_COMMITMENT, str(one.id)), spoken=what_of(one))
