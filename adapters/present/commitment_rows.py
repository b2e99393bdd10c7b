"""A commitment as a row of a list."""

from datetime import date

from adapters.cards import Action, Button, Item
from adapters.present.commitment_words import Members, asks_said, row_said, what_of
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.commitments.commitment import Commitment
from decisions.commitments.record import waits_for
from decisions.ids import MemberId


def commitment_row(one: Commitment, me: MemberId, members: Members, today: date, reader: Reader) -> Item:
    """What it asks of the reader where it waits for their word; else who does it by when. ``today``: in the circle's zone."""
    waits = waits_for(one, me)
    said = asks_said(one, me, members, reader) if waits else row_said(one, members, today, reader)
    row = reader.copy.rich("list.row", title=what_of(one), said=said)
    label = reader.copy("button.answer_now" if waits else "button.open")
    return Item(row, Button(label, Action(Verb.OPEN_COMMITMENT, str(one.id)), spoken=what_of(one)))
