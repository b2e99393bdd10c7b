"""A circle's commitments: what waits for a yes, what is overdue, what comes, and what was done lately; as a list, as a board, and
in short for a chat."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from adapters.cards import (
    Action,
    Block,
    Button,
    Buttons,
    Form,
    Heading,
    Line,
    Page,
    Paragraph,
    Section,
    Tone,
    words,
)
from adapters.desk import Screen
from adapters.present.commitment_board import columns
from adapters.present.commitment_filters import (
    quick_buttons,
    shows,
    switches,
    wanted_in,
    wanted_said,
    whose,
)
from adapters.present.commitment_plot import over_time
from adapters.present.commitment_rows import rows_of
from adapters.present.reader import Reader
from adapters.present.verbs import Verb
from decisions.commitments.board import Wanted, Which, ended_lately, selected
from decisions.commitments.commitment import Commitment, Standing
from decisions.commitments.record import CommitmentsRecord, told_overdue, waits_for

PARTS: Final = ("waits", "refused", "mine", "nobodys", "asked", "late", "coming", "done")
"""Of a list, by their keys."""
_LATELY: Final = 10
_IN_A_CHAT: Final = 5
"""Rows of each part."""
_IN_SIGHT: Final = 5
"""Rows of each part, on a page; how many there are is at its head, and a button shows them all."""


def commitments(record: CommitmentsRecord, reader: Reader, screen: Screen) -> Page:
    w, circle = reader.copy, record.circle
    wanted, unknown = wanted_in(record, screen)
    sections = [Section("", tuple(_head(record, wanted, unknown, reader)))]
    if record.commitments or record.ended:
        sections.append(Section("", tuple(switches(record, wanted, reader))))
        is_of_one = wanted.person is not None or wanted.organisation is not None
        sections.append(Section(w("commitments.whose"), whose(record, wanted, reader), folded=not is_of_one))
        if not selected(record, wanted):
            sections.append(Section("", tuple(_nothing(record, wanted, reader))))
    if wanted.by is None:
        sections += _list(record, wanted, reader)
        sections += _lately(record, wanted, reader)
    else:
        sections += columns(record, wanted, reader)
    if record.weeks:
        sections.append(Section(w("board.over_time"), tuple(over_time(record.weeks, reader))))
    return Page(
        w("commitments.title"),
        tuple(sections),
        live=(f"circle:{circle.id}",),
        crumbs=(
            (w("home.crumb"), Action(Verb.HOME)),
            (circle.name, Action(Verb.OPEN_CIRCLE, str(circle.id))),
        ),
    )


def commitments_card(record: CommitmentsRecord, reader: Reader, screen: Screen) -> Form:
    """A few of each part; the rest is on the page."""
    w, circle = reader.copy, record.circle
    wanted, unknown = wanted_in(record, screen)
    body: list[Block] = [Heading(wanted_said(wanted, record, reader) or circle.name)]
    if unknown:
        body.append(Paragraph(words(w("commitments.unknown", words=unknown))))
    for key, ones in _parts(record, wanted):
        body += [Heading(_headed(key, ones, reader)), *rows_of(ones[:_IN_A_CHAT], record, reader)]
        if len(ones) > _IN_A_CHAT:
            body.append(Line(words(w.n("coach.and_more", len(ones) - _IN_A_CHAT))))
    if not selected(record, wanted):
        body += _nothing(record, wanted, reader)
    commit = Button(w("button.commit"), Action(Verb.COMMIT, str(circle.id)), Tone.PRIMARY)
    calendar = Button(w("button.own_calendar"), Action(Verb.OWN_CALENDAR))
    body.append(Buttons(quick_buttons(record, wanted, reader)))
    body.append(Buttons((commit, _page_button(record, wanted, reader), calendar)))
    action = Action(Verb.COMMITMENTS, str(circle.id))
    return Form(w("commitments.title"), tuple(body), action, close=w("form.close"))


def _page_button(record: CommitmentsRecord, wanted: Wanted, reader: Reader) -> Button:
    """By a link of one's own: the browser may not know them yet."""
    return Button(reader.copy("button.board"), Action(Verb.NEW_LINK, f"{record.circle.id}:{wanted}"))


def _head(record: CommitmentsRecord, wanted: Wanted, unknown: str, reader: Reader) -> Iterator[Block]:
    w, circle = reader.copy, record.circle
    if unknown:
        yield Paragraph(words(w("commitments.unknown", words=unknown)))
    if not record.commitments and not record.ended:
        yield from _nothing(record, wanted, reader)
    found = [Button(w("button.commit"), Action(Verb.COMMIT, str(circle.id)), Tone.PRIMARY)]
    if record.commitments or record.ended:
        written = str(wanted)
        url = reader.link("commitments_file", circle.id) + (f"?{written}" if written else "")
        found.append(Button(w("button.commitments_file"), Action(Verb.COMMITMENTS, str(circle.id)), url=url))
    found.append(Button(w("button.own_calendar"), Action(Verb.OWN_CALENDAR)))
    yield Buttons(tuple(found))


def _nothing(record: CommitmentsRecord, wanted: Wanted, reader: Reader) -> Iterator[Block]:
    """Where the list would be: that there is none."""
    anything = bool(record.commitments or record.ended)
    key = "commitments.none_such" if anything and wanted.narrows else "commitments.none"
    yield Line(words(reader.copy(key)))


def _list(record: CommitmentsRecord, wanted: Wanted, reader: Reader) -> Iterator[Section]:
    for key, ones in _parts(record, wanted):
        if wanted.only in ("", key):
            blocks = tuple(_some(key, ones, record, wanted, reader))
            yield Section(_headed(key, ones, reader), blocks, anchor=f"g-{key}")


def _lately(record: CommitmentsRecord, wanted: Wanted, reader: Reader) -> Iterator[Section]:
    if wanted == Wanted():
        ended = [one for one in ended_lately(record) if one not in _refused(record, wanted)]
        rows = tuple(rows_of(ended[:_LATELY], record, reader))
        if rows:
            heading = reader.copy("home.count", heading=reader.copy("commitments.ended"), n=len(rows))
            yield Section(heading, rows, folded=True)


def _refused(record: CommitmentsRecord, wanted: Wanted) -> list[Commitment]:
    """What somebody said no to stays in sight for whoever asked, and for who steers, until something is done."""
    if wanted != replace(Wanted(), only=wanted.only):
        return []
    me = record.reader.id
    declined = (one for one in record.ended if one.standing is Standing.DECLINED and one.ended_by != me)
    return [one for one in declined if record.steers or one.asked_by == me]


def _headed(key: str, ones: Sequence[Commitment], reader: Reader) -> str:
    w = reader.copy
    return w("home.count", heading=w(f"commitments.{key}"), n=len(ones))


def _parts(record: CommitmentsRecord, wanted: Wanted) -> Iterator[tuple[str, Sequence[Commitment]]]:
    """Those that are not empty, each with its key."""
    me, found = record.reader.id, selected(record, wanted)
    if wanted.which is Which.DONE:
        parts: dict[str, Sequence[Commitment]] = {"done": found}
    else:
        waits = [one for one in found if waits_for(one, me)]
        mine = [one for one in found if me in one.doing and one not in waits]
        rest = [one for one in found if one not in waits and one not in mine]
        late = [one for one in rest if told_overdue(one, me, record.today, coordinates=record.coordinates)]
        parts = {
            "waits": waits,
            "refused": _refused(record, wanted),
            "mine": mine,
            "nobodys": [one for one in rest if one.standing is Standing.NOBODYS],
            "asked": [one for one in rest if one.standing is Standing.ASKED],
            "late": late,
            "coming": [one for one in rest if one.standing is Standing.OPEN and one not in late],
        }
    yield from ((key, ones) for key, ones in parts.items() if ones)


def _some(
    key: str, ones: Sequence[Commitment], record: CommitmentsRecord, wanted: Wanted, reader: Reader
) -> Iterator[Block]:
    w = reader.copy
    yield from rows_of(ones if wanted.only else ones[:_IN_SIGHT], record, reader)
    if wanted.only:
        yield Buttons((Button(w("board.back"), shows(record, replace(wanted, only=""))),))
    elif len(ones) > _IN_SIGHT:
        label = w("board.show_all", n=len(ones))
        yield Buttons((Button(label, shows(record, replace(wanted, only=key))),))
