"""A circle's commitments: what waits for a yes, what is overdue, what comes, and what was done lately."""

from collections.abc import Iterable

from adapters.cards import Action, Block, Button, Buttons, Item, Line, Page, Section, Tone, words
from adapters.desk import Screen
from adapters.present.commitment_rows import commitment_row
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.commitments.commitment import Commitment, Standing
from decisions.commitments.record import CommitmentsRecord, waits_for

_LATELY = 10


def commitments(record: CommitmentsRecord, reader: Reader, screen: Screen) -> Page:
    w, me, today = reader.copy, record.reader.id, record.today
    found = record.commitments
    waits = [one for one in found if waits_for(one, me)]
    mine = [one for one in found if me in one.doing and one not in waits]
    rest = [one for one in found if one not in waits and one not in mine]
    parts = (
        ("commitments.waits", waits),
        ("commitments.mine", mine),
        ("commitments.nobodys", [one for one in rest if one.standing is Standing.NOBODYS]),
        ("commitments.asked", [one for one in rest if one.standing is Standing.ASKED]),
        ("commitments.late", [one for one in rest if one.is_overdue(today)]),
        (
            "commitments.coming",
            [one for one in rest if one.standing is Standing.OPEN and not one.is_overdue(today)],
        ),
    )
    sections = [Section("", tuple(_head(record, reader)))]
    for key, ones in parts:
        if ones:
            heading = w("home.count", heading=w(key), n=len(ones))
            sections.append(Section(heading, tuple(_rows(ones, record, reader))))
    if record.ended:
        lately = tuple(_rows(record.ended[:_LATELY], record, reader))
        sections.append(Section(w("commitments.ended"), lately, folded=True))
    circle = record.circle
    return Page(
        w("commitments.title"),
        tuple(sections),
        live=(f"circle:{circle.id}",),
        crumbs=(
            (w("home.crumb"), Action(Verb.HOME)),
            (circle.name, Action(Verb.OPEN_CIRCLE, str(circle.id))),
        ),
    )


def _head(record: CommitmentsRecord, reader: Reader) -> Iterable[Block]:
    w = reader.copy
    if not record.commitments:
        yield Line(words(w("commitments.none")))
    commit = Action(Verb.COMMIT, str(record.circle.id))
    yield Buttons((Button(w("button.commit"), commit, Tone.PRIMARY),))


def _rows(ones: Iterable[Commitment], record: CommitmentsRecord, reader: Reader) -> Iterable[Item]:
    for one in ones:
        yield commitment_row(one, record.reader.id, record.members, record.today, reader)
