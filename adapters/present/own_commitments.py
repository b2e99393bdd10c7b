"""Somebody's own commitments: as rows on their home, and by themselves."""

from collections.abc import Callable, Iterable
from typing import Final

from adapters.cards import Action, Block, Button, Buttons, Form, Heading, Item, Line, words
from adapters.desk import Screen
from adapters.present.commitment_words import asks_said, how_it_stands, what_of
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.commitments.record import OwnCommitment
from decisions.rounds.record import HomeRecord

_NAME = 40
_MOST: Final = 15
"""Rows of each part in a chat."""


def own_commitments_card(record: HomeRecord, reader: Reader, screen: Screen) -> Form:
    """In all their circles: what waits for their word, and what they do."""
    w = reader.copy
    parts = (
        ("commitments.waits", commitments_asked(record, reader)),
        ("commitments.mine", my_commitments(record, reader)),
    )
    body: list[Block] = []
    for key, rows in parts:
        if rows:
            body += [Heading(w("home.count", heading=w(key), n=len(rows))), *rows[:_MOST]]
            if len(rows) > _MOST:
                body.append(Line(words(w.n("coach.and_more", len(rows) - _MOST))))
    if not body:
        body.append(Line(words(w("own_commitments.none"))))
    calendar = Button(w("button.own_calendar"), Action(Verb.OWN_CALENDAR))
    home = Button(w("home.crumb"), Action(Verb.HOME))
    body.append(Buttons((calendar, home)))
    return Form(w("own_commitments.title"), tuple(body), Action(Verb.HOME), close=w("form.close"))


def commitments_asked(record: HomeRecord, reader: Reader) -> list[Item]:
    """Those that wait for a word from the reader."""
    members = record.commitments.members or {}

    def said(own: OwnCommitment) -> str:
        return asks_said(own.commitment, record.reader.id, members, reader)

    return _rows(record.commitments.asked, reader, "button.answer_now", said)


def my_commitments(record: HomeRecord, reader: Reader) -> list[Item]:
    """What they do, what is due first first."""
    members = record.commitments.members or {}

    def said(own: OwnCommitment) -> str:
        one = own.commitment
        if one.due is None or one.due <= own.today:
            return how_it_stands(one, members, own.today, reader)
        return reader.day(one.due)

    return _rows(record.commitments.does, reader, "button.open", said)


def _rows(
    ones: Iterable[OwnCommitment], reader: Reader, label: str, said: Callable[[OwnCommitment], str]
) -> list[Item]:
    w = reader.copy
    rows = []
    for own in ones:
        beside = f"{said(own).removesuffix('.')} · {cut(own.circle, _NAME)}"
        row = w.rich("list.row", title=what_of(own.commitment), said=beside)
        open_it = Action(Verb.OPEN_COMMITMENT, str(own.commitment.id))
        rows.append(Item(row, Button(w(label), open_it, spoken=what_of(own.commitment))))
    return rows
