"""How circles stand, for those who coordinate, in a few lines that leave each week; and in the same message who may need help."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from adapters.cards import (
    Action,
    Block,
    Button,
    Buttons,
    Item,
    Line,
    Listing,
    Paragraph,
    PersonalCard,
    Tone,
    words,
)
from adapters.present.commitment_do import EMAIL
from adapters.present.commitment_reminders import help_blocks
from adapters.present.commitment_words import SHORT, name_of
from adapters.present.digest_settings import digest_row
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.commitments.digest import DigestRecord
from decisions.commitments.reminded import Reminded
from decisions.ids import MemberId
from decisions.people.people import Circle

IN_LINES: Final = 3
"""So many circles of one message have their lines; of more, each has one row."""
IN_ROWS: Final = 12
_NAMES: Final = 5
_IN_ROW: Final = 3


def digest_notice(
    records: Sequence[DigestRecord], reader: Reader, helped: Sequence[Reminded] = ()
) -> PersonalCard:
    """Of at least one circle: short, and everything else behind *More…*; an email says when it comes, and how to change that.
    ``helped``: who may need help, and with what."""
    w = reader.copy
    named = {one.record.commitment.accountable for one in helped}
    blocks: list[Block] = []
    if len(records) > IN_LINES:
        said = w.n("digest.of_circles", len(records))
        blocks.append(Paragraph(words(said, bold=True)))
        blocks += [_row(record, reader, named) for record in records[:IN_ROWS]]
        if (rest := len(records) - IN_ROWS) > 0:
            blocks.append(Line(words(w.n("coach.and_more", rest))))
    else:
        said = w("digest.of", circle=w.list(cut(record.circle.name, SHORT) for record in records))
        for record in records:
            blocks += _lines(record, reader, named, primary=len(records) == 1)
            blocks += [digest_row(record.circle, reader)] if reader.where == EMAIL else []
    blocks += coordinators_missing(records[0].coordinators_missing, reader)
    if helped:
        blocks += help_blocks(helped, reader)
    return PersonalCard(said, tuple(blocks))


def coordinators_missing(missing: int, reader: Reader, circle: Circle | None = None) -> Iterator[Block]:
    """That there should be two; nothing where there are. With a ``circle``, of whose people one may be named."""
    if missing == 1:
        yield Line(words(reader.copy("digest.one_coordinator")))
    elif missing:
        yield Line(words(reader.copy("digest.no_coordinator")))
    if missing and circle is not None:
        action = Action(Verb.NAME_COORDINATOR, str(circle.id))
        yield Buttons((Button(reader.copy("button.name_coordinator"), action),))


def counted_said(record: DigestRecord, reader: Reader) -> str:
    """What became of commitments; empty where nothing did."""
    w, counted = reader.copy, record.counted
    counts = (
        ("digest.kept_n", counted.kept),
        ("digest.moved_n", counted.moved),
        ("digest.dropped_n", counted.dropped),
    )
    return " · ".join(w.n(key, n) for key, n in counts if n)


def _lines(
    record: DigestRecord, reader: Reader, named: Collection[MemberId | None], *, primary: bool
) -> Iterator[Block]:
    said = reader.copy("digest.of", circle=cut(record.circle.name, SHORT))
    yield Paragraph(words(said, bold=True))
    if lines := tuple(words(line) for line in _in_short(record, reader, named)):
        yield Listing(lines)
    yield Buttons((_more(record, reader, said, Tone.PRIMARY if primary else Tone.PLAIN),))


def _row(record: DigestRecord, reader: Reader, named: Collection[MemberId | None]) -> Item:
    name = cut(record.circle.name, SHORT)
    said = " · ".join(tuple(_in_short(record, reader, named))[:_IN_ROW])
    row = reader.copy.rich("list.row", title=name, said=said) if said else words(name, bold=True)
    return Item(row, _more(record, reader, name))


def _more(record: DigestRecord, reader: Reader, spoken: str, tone: Tone = Tone.PLAIN) -> Button:
    return Button(reader.copy("button.more"), Action(Verb.DIGEST, str(record.circle.id)), tone, spoken=spoken)


def _in_short(record: DigestRecord, reader: Reader, named: Collection[MemberId | None]) -> Iterator[str]:
    """``named``: who is named in the same message anyway."""
    w = reader.copy
    if done := counted_said(record, reader):
        yield done
    if helped := [one for one in record.may_need_help if one.member not in named]:
        yield w("digest.help_in_short", names=_some_names([one.member for one in helped], record, reader))
    yield from _past_their_day(record, reader, {*named, *(one.member for one in helped)})
    counts = (
        ("digest.blocked_n", len(record.blocked)),
        ("digest.unanswered_n", len(record.unanswered)),
        ("digest.nobodys_n", len(record.nobodys)),
        ("digest.stuck_n", len(record.stuck)),
        ("digest.unheard_n", len(record.unheard)),
        ("digest.coming_n", len(record.coming)),
    )
    yield from (w.n(key, n) for key, n in counts if n)


def _past_their_day(
    record: DigestRecord, reader: Reader, named: Collection[MemberId | None]
) -> Iterator[str]:
    """By whom, once it is theirs to hear who coordinate, and of those who are not ``named`` anyway."""
    w = reader.copy
    by = [one for one in record.overdue if one.accountable not in (*named, record.reader.id, None)]
    said = []
    if by:
        who = [member for member in dict.fromkeys(one.accountable for one in by) if member is not None]
        said.append(w.n("digest.overdue_by", len(by), names=_some_names(who, record, reader)))
    if rest := len(record.overdue) + record.just_overdue - len(by):
        said.append(w.n("digest.overdue_more" if by else "digest.overdue_n", rest))
    if said:
        yield " · ".join(said)


def _some_names(those: Sequence[MemberId], record: DigestRecord, reader: Reader) -> str:
    w = reader.copy
    names = [name_of(record.members, member, w) for member in those[:_NAMES]]
    rest = len(those) - len(names)
    return w.list([*names, w.n("digest.others", rest)] if rest else names)
