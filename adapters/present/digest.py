"""How a circle stands, for those who coordinate, all of it on a page. It helps; it blames nobody."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from adapters.cards import (
    Action,
    Block,
    Button,
    ChartBar,
    Item,
    Line,
    Page,
    Paragraph,
    Part,
    Quote,
    Section,
    words,
)
from adapters.desk import Screen
from adapters.present.charts import breakdown, chart
from adapters.present.coach import message_to_send, next_steps, step_said
from adapters.present.commitment_words import NAME, day_said, name_of, names_of, row_said, what_of
from adapters.present.digest_notice import coordinators_missing, counted_said
from adapters.present.digest_settings import digest_row
from adapters.present.lists import open_button, title_of
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.commitments.commitment import Commitment
from decisions.commitments.digest import Coming, ComingKind, DigestRecord
from decisions.commitments.over_time import Week
from decisions.commitments.reminded import Heard
from decisions.rounds.record import RoundLine

_MOST: Final = 5
"""Rows of a part; how many more there are is said."""
_STEPS: Final = 2
_GROUP: Final = 40
_COMING: Final[Mapping[ComingKind, str]] = {
    ComingKind.REVIEW: "digest.review",
    ComingKind.TERM_ENDS: "digest.term_ends",
    ComingKind.MOU_REVIEW: "digest.review",
    ComingKind.MOU_ENDS: "digest.mou_ends",
}
_OPENS: Final[Mapping[ComingKind, Verb]] = {
    ComingKind.REVIEW: Verb.OPEN_AGREEMENT,
    ComingKind.TERM_ENDS: Verb.OPEN_ROLE,
    ComingKind.MOU_REVIEW: Verb.OPEN_MOU,
    ComingKind.MOU_ENDS: Verb.OPEN_MOU,
}


def digest(record: DigestRecord, reader: Reader, screen: Screen) -> Page:
    w, circle = reader.copy, record.circle
    sections = [Section("", tuple(_lead(record, reader)))]
    for heading, n, blocks in _parts(record, reader):
        if n:
            sections.append(Section(w("home.count", heading=heading, n=n), tuple(blocks)))
    if record.weeks:
        sections.append(Section(w("digest.over_time"), tuple(_over_time(record.weeks, reader))))
    sections.append(Section("", (digest_row(circle, reader),)))
    return Page(
        w("digest.title"),
        tuple(sections),
        live=(f"circle:{circle.id}",),
        crumbs=(
            (w("home.crumb"), Action(Verb.HOME)),
            (circle.name, Action(Verb.OPEN_CIRCLE, str(circle.id))),
            (w("commitments.title"), Action(Verb.COMMITMENTS, str(circle.id))),
        ),
    )


# --- all of it ----------------------------------------------------------------------------------------------------


def _lead(record: DigestRecord, reader: Reader) -> Iterator[Block]:
    w = reader.copy
    done = counted_said(record, reader)
    yield Paragraph(words(w("digest.since", counted=done) if done else w("digest.nothing_counted")))
    if record.asked:
        yield Line(words(w.n("digest.asked_n", len(record.asked))))
    names = record.reader.is_coordinator or not record.coordinators
    circle = record.circle if names else None
    yield from coordinators_missing(record.coordinators_missing, reader, circle)
    if not record.says_anything:
        yield Line(words(w("digest.all_well")))


def _parts(record: DigestRecord, reader: Reader) -> Iterator[tuple[str, int, Iterable[Block]]]:
    """A heading, how many there are, and what stands below it."""
    w = reader.copy
    yield w("digest.help"), len(record.may_need_help), _help(record, reader)
    late = len(record.overdue) + record.just_overdue
    yield w("commitments.late"), late, _overdue(record, reader)
    for heading, ones in (
        (w("digest.blocked"), record.blocked),
        (w("digest.unanswered"), record.unanswered),
        (w("commitments.nobodys"), record.nobodys),
    ):
        yield heading, len(ones), _some([_commitment(one, record, reader) for one in ones], reader)
    stuck = [_round(line, _next(line, reader), reader) for line in record.stuck]
    yield w("digest.stuck"), len(stuck), _some(stuck, reader)
    yield w("digest.unheard"), len(record.unheard), _unheard(record, reader)
    coming = [_coming(one, record, reader) for one in record.coming]
    yield w("digest.coming"), len(coming), _some(coming, reader)


def _some(rows: Sequence[Block], reader: Reader) -> Iterator[Block]:
    yield from rows[:_MOST]
    if len(rows) > _MOST:
        yield Line(words(reader.copy.n("coach.and_more", len(rows) - _MOST)))


def _help(record: DigestRecord, reader: Reader) -> Iterator[Block]:
    w = reader.copy
    firsts = [record.heard.get(one.overdue[0].id, Heard.NOT_REMINDED) for one in record.may_need_help]
    told = all(heard is Heard.REMINDED for heard in firsts)
    yield Line(words(w("digest.how_to_help" if told else "digest.how_to_help_untold")))
    rows = []
    for one, heard in zip(record.may_need_help, firsts, strict=True):
        first = one.overdue[0]
        said = what_of(first)
        if rest := len(one.overdue) - 1:
            said = f"{said} · {w.n('coach.and_more', rest)}"
        if heard is not Heard.REMINDED:
            said = f"{said} · {w(f'heard.{heard}')}"
        row = w.rich("list.row", title=name_of(record.members, one.member, w), said=said)
        rows.append(Item(row, _open(first, reader)))
    yield from _some(rows, reader)


def _overdue(record: DigestRecord, reader: Reader) -> Iterator[Block]:
    yield from _some([_commitment(one, record, reader) for one in record.overdue], reader)
    if record.just_overdue:
        yield Line(words(reader.copy.n("digest.just_overdue", record.just_overdue)))


def _commitment(one: Commitment, record: DigestRecord, reader: Reader) -> Item:
    said = row_said(one, record.members, record.today, reader, coordinates=True)
    return Item(reader.copy.rich("list.row", title=what_of(one), said=said), _open(one, reader))


def _open(one: Commitment, reader: Reader) -> Button:
    action = Action(Verb.OPEN_COMMITMENT, str(one.id))
    return Button(reader.copy("button.open"), action, spoken=what_of(one))


def _round(line: RoundLine, said: str, reader: Reader) -> Item:
    row = reader.copy.rich("list.row", title=title_of(line.round, reader), said=said)
    return Item(row, open_button(line.round, reader))


def _next(line: RoundLine, reader: Reader) -> str:
    return " ".join(step_said(step, reader) for step in next_steps(line.round, reader)[:_STEPS])


def _unheard(record: DigestRecord, reader: Reader) -> Iterator[Block]:
    """Of which groups, and a message that can be sent to them."""
    w = reader.copy
    blocks: list[Block] = []
    for line in record.unheard[:_MOST]:
        groups = [
            cut(record.groups[id].name, _GROUP)
            for id, n in line.voices_short.items()
            if n and id in record.groups
        ]
        said = w("digest.voices_of", groups=w.list(groups)) if groups else _next(line, reader)
        message = message_to_send(line.round, title_of(line.round, reader), reader)
        blocks += [_round(line, said, reader), Line(words(w("coach.message_ready")))]
        blocks.append(Quote(words(message), to_copy=True))
    yield from blocks
    if len(record.unheard) > _MOST:
        yield Line(words(w.n("coach.and_more", len(record.unheard) - _MOST)))


def _coming(one: Coming, record: DigestRecord, reader: Reader) -> Item:
    w = reader.copy
    name = names_of(record.members, (one.who,), w) if one.who is not None else ""
    said = w(_COMING[one.kind], day=day_said(one.day, reader), **({"name": name} if name else {}))
    what = cut(one.what, NAME)
    row = w.rich("list.row", title=what, said=said)
    return Item(row, Button(w("button.open"), Action(_OPENS[one.kind], str(one.about)), spoken=what))


# --- over time ----------------------------------------------------------------------------------------------------


def _over_time(weeks: Sequence[Week], reader: Reader) -> Iterator[Block]:
    """What was done as bars, and everything as a table."""
    w = reader.copy
    most = max(1, *(week.counted.kept for week in weeks))
    names = [w("digest.week_of", day=reader.day(week.monday)) for week in weeks]
    bars = [
        ChartBar(name, w.n("digest.kept_n", week.counted.kept), week.counted.kept, most)
        for name, week in zip(names, weeks, strict=True)
    ]
    yield chart(w("digest.done_each_week"), bars, w)
    rows = [
        Part(name, "", tuple(str(n) for n in (week.counted.kept, week.counted.moved, week.counted.dropped)))
        for name, week in zip(names, weeks, strict=True)
    ]
    columns = (w("digest.done"), w("digest.moved"), w("digest.let_go"))
    yield breakdown(w("digest.each_week"), columns, rows, w)
