"""Somebody's own commitments, as rows on their home."""

from collections.abc import Callable, Iterable

from adapters.cards import Action, Button, Item
from adapters.present.commitment_words import asks_said, how_it_stands, what_of
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.commitments.record import OwnCommitment
from decisions.rounds.record import HomeRecord

_NAME = 40


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
