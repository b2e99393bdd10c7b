"""Somebody's own commitments: as rows on their home, and by themselves."""

from collections.abc import Callable, Iterable
from typing import Final

from adapters.cards import Action, Block, Button, Buttons, Form, Heading, Item, Line, Tone, words
from adapters.desk import Screen
from adapters.present.commitment_words import asks_said, how_it_stands, own_wish_said, row_said, what_of
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.commitments.record import OwnCommitment, answers_day
from decisions.rounds.record import HomeRecord

_NAME = 40
_MOST: Final = 15
"""Rows of each part in a chat."""


def own_commitments_card(record: HomeRecord, reader: Reader, screen: Screen) -> Form:
    """In all their circles: what waits for their word, what they do, and what they asked others for."""
    w = reader.copy
    parts = (
        ("commitments.waits", commitments_asked(record, reader)),
        ("home.refused", refused_rows(record, reader)),
        ("commitments.mine", my_commitments(record, reader)),
        ("home.asked_for", asked_for_rows(record, reader)),
    )
    body: list[Block] = []
    for key, rows in parts:
        if rows:
            body += [Heading(w("home.count", heading=w(key), n=len(rows))), *rows[:_MOST]]
            if len(rows) > _MOST:
                body.append(Line(words(w.n("coach.and_more", len(rows) - _MOST))))
    if not body:
        body.append(Line(words(w("own_commitments.none"))))
    commit = Button(w("button.commit"), Action(Verb.COMMIT, _only_circle(record)), Tone.PRIMARY)
    calendar = Button(w("button.own_calendar"), Action(Verb.OWN_CALENDAR))
    home = Button(w("home.crumb"), Action(Verb.HOME))
    body.append(Buttons((*((commit,) if record.circles else ()), calendar, home)))
    return Form(w("own_commitments.title"), tuple(body), Action(Verb.HOME), close=w("form.close"))


def commitments_asked(record: HomeRecord, reader: Reader, *, days: bool | None = None) -> list[Item]:
    """Those that wait for a word from the reader. ``days``: only those about another day, or only the others."""
    members, me = record.commitments.members or {}, record.reader.id
    asked = [
        own for own in record.commitments.asked if days is None or days is answers_day(own.commitment, me)
    ]

    def said(own: OwnCommitment) -> str:
        return asks_said(own.commitment, me, members, reader)

    return _rows(asked, reader, "button.answer_now", said)


def my_commitments(record: HomeRecord, reader: Reader) -> list[Item]:
    """What they do, what is due first first."""
    members = record.commitments.members or {}

    def said(own: OwnCommitment) -> str:
        one = own.commitment
        if wish := own_wish_said(one, members, reader):
            return wish
        if one.due is None or one.due <= own.today or one.suggestion or one.offer or one.blocked:
            return how_it_stands(one, members, own.today, reader)
        return reader.day(one.due)

    return _rows(record.commitments.does, reader, "button.open", said)


def refused_rows(record: HomeRecord, reader: Reader) -> list[Item]:
    """Whoever said no, in their words, and the way to ask somebody else."""
    return _told_rows(record.commitments.refused, record, reader, "button.ask_another", Verb.ASK_ANOTHER)


def asked_for_rows(record: HomeRecord, reader: Reader) -> list[Item]:
    """How it stands; what ended lately first."""
    ended_first = sorted(record.commitments.asked_for, key=lambda own: not own.commitment.over)
    return _told_rows(ended_first, record, reader, "button.open", Verb.OPEN_COMMITMENT)


def _told_rows(
    ones: Iterable[OwnCommitment], record: HomeRecord, reader: Reader, label: str, verb: Verb
) -> list[Item]:
    members = record.commitments.members or {}

    def said(own: OwnCommitment) -> str:
        one = own.commitment
        return own_wish_said(one, members, reader) or row_said(one, members, own.today, reader)

    return _rows(ones, reader, label, said, verb)


def _only_circle(record: HomeRecord) -> str:
    return str(record.circles[0].id) if len(record.circles) == 1 else ""


def _rows(
    ones: Iterable[OwnCommitment],
    reader: Reader,
    label: str,
    said: Callable[[OwnCommitment], str],
    verb: Verb = Verb.OPEN_COMMITMENT,
) -> list[Item]:
    w = reader.copy
    rows = []
    for own in ones:
        beside = f"{said(own).removesuffix('.')} · {cut(own.circle, _NAME)}"
        row = w.rich("list.row", title=what_of(own.commitment), said=beside)
        leads = Action(verb, str(own.commitment.id))
        rows.append(Item(row, Button(w(label), leads, spoken=what_of(own.commitment))))
    return rows
