"""Memorandums that wait for somebody who signs, as rows on their home."""

from adapters.cards import Action, Button, Item
from adapters.present.mou_words import title_of
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.mous.mou import Mou
from decisions.rounds.record import HomeRecord


def mous_asked(record: HomeRecord, reader: Reader) -> list[Item]:
    """Those to sign, then those to renew, to end, and those that lack a signatory; each once, also for whoever signs for several
    of its organisations."""
    found = {mou.id: (mou, "own_mous.to_sign") for mou, _ in record.mous.to_sign}
    for mou, _ in record.mous.to_renew:
        found.setdefault(mou.id, (mou, "own_mous.to_renew"))
    for mou in record.mous.to_end:
        found.setdefault(mou.id, (mou, "own_mous.to_end"))
    for mou in record.mous.without_signatory:
        found.setdefault(mou.id, (mou, "own_mous.without_signatory"))
    return [_row(mou, key, reader) for mou, key in found.values()]


def _row(mou: Mou, key: str, reader: Reader) -> Item:
    w = reader.copy
    title = title_of(mou.terms, w)
    opens = Button(w("button.look"), Action(Verb.OPEN_MOU, str(mou.id)), spoken=title)
    return Item(w.rich("list.row", title=title, said=w(key)), opens)
