"""What somebody said they would do, brought to mind when its day comes; and what those who coordinate hear at the very end."""

from collections.abc import Iterator, Sequence
from typing import Final

from adapters.cards import (
    Action,
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    Line,
    Paragraph,
    PersonalCard,
    words,
)
from adapters.present.commitment_do import reminder_buttons
from adapters.present.commitment_words import comes_from, day_said, name_of, what_of
from adapters.present.own_calendar import as_days
from adapters.present.reader import Reader
from adapters.present.scene import cut
from adapters.present.verbs import Verb
from decisions.commitments.reminded import Heard, Reminded
from decisions.commitments.reminding import Wave

EACH_WITH_ITS_BUTTONS: Final = 4
"""So many commitments of one message have all their buttons; of more, each has one that opens it."""
IN_SIGHT: Final = 8
_NAMED: Final = 3
"""So many are named where a message is announced."""
_TITLE: Final = 80


def reminder_card(reminded: Sequence[Reminded], reader: Reader) -> PersonalCard:
    """Everything of one morning: what is longest overdue first."""
    ones = sorted(reminded, key=lambda one: -one.days)
    w, head = reader.copy, _head(ones, reader)
    blocks: list[Block] = [Paragraph(words(head, bold=True)) if len(ones) == 1 else Heading(head)]
    if any(one.late for one in ones):
        late = "reminder.late" if all(one.late for one in ones) else "reminder.late_some"
        blocks.append(Line(words(w(late))))
    if len(ones) == 1:
        blocks += [*_whole(ones[0], reader), _buttons(ones[0], reader)]
        return _reminding(head, blocks, ones, reader)
    for one in ones[:IN_SIGHT]:
        blocks += _one_of(one, reader, alone=len(ones) <= EACH_WITH_ITS_BUTTONS)
    blocks += _others(len(ones) - IN_SIGHT, reader)
    if any(one.wave is Wave.LAST_OVERDUE for one in ones):
        blocks.append(Line(words(w("reminder.last"))))
    first = w.list(what_of(one.record.commitment, _TITLE) for one in ones[:_NAMED])
    said = w("reminder.said" if len(ones) <= _NAMED else "reminder.said_first", head=head, first=first)
    return _reminding(said, blocks, ones, reader)


def _reminding(said: str, blocks: list[Block], ones: Sequence[Reminded], reader: Reader) -> PersonalCard:
    """With the days that are still to come."""
    ahead = (one for one in ones if one.days <= 0)
    days = tuple(day for one in ahead for day in as_days(one.record.for_calendar, reader))
    return PersonalCard(said, tuple(blocks), days=days, reminds=True)


def help_card(reminded: Sequence[Reminded], reader: Reader) -> PersonalCard:
    """To somebody who coordinates: who may need help, and with what. ``days``: by how many it is overdue."""
    w, ones = reader.copy, sorted(reminded, key=lambda one: -one.days)
    head = w.n("may_help.head", len(ones))
    if len(ones) == 1:
        record = ones[0].record
        name = name_of(record.members, record.commitment.accountable, w)
        head = w("may_help.one", name=name, what=what_of(record.commitment, _TITLE))
    return PersonalCard(head, tuple(_help_blocks(ones, head, reader)))


def help_blocks(reminded: Sequence[Reminded], reader: Reader) -> Iterator[Block]:
    """The same, within another message."""
    ones = sorted(reminded, key=lambda one: -one.days)
    return _help_blocks(ones, reader.copy.n("may_help.head", len(ones)), reader)


def _help_blocks(ones: Sequence[Reminded], head: str, reader: Reader) -> Iterator[Block]:
    yield Paragraph(words(head, bold=True))
    if any(one.record.commitment.blocked is None for one in ones):
        told = all(one.heard is Heard.REMINDED for one in ones)
        yield Line(words(reader.copy("may_help.how" if told else "may_help.how_untold")))
    for one in ones[:IN_SIGHT]:
        yield from _in_need(one, reader)
    yield from _others(len(ones) - IN_SIGHT, reader)


# --- their parts ------------------------------------------------------------------------------------------------


def _head(ones: Sequence[Reminded], reader: Reader) -> str:
    if len(ones) > 1:
        return reader.copy.n("reminder.several", len(ones))
    what = what_of(ones[0].record.commitment)
    return reader.copy("reminder.one", when=_when(ones[0], reader), what=what)


def _when(one: Reminded, reader: Reader) -> str:
    """ "In 3 days", "Today", "Due 2 days ago"."""
    w = reader.copy
    if one.days == 0:
        return w("reminder.today")
    return w.n("reminder.in_days" if one.days < 0 else "reminder.days_ago", abs(one.days))


def _whole(one: Reminded, reader: Reader) -> Iterator[Block]:
    """What in full, by when, why, and how it stands."""
    w, record = reader.copy, one.record
    commitment = record.commitment
    if len(commitment.promise.what) > len(what_of(commitment)):
        yield Paragraph(words(commitment.promise.what))
    due = (
        w("reminder.due", day=day_said(commitment.due, reader)) if commitment.due else w("commitment.no_day")
    )
    yield Line(words(f"{due} · {record.circle.name}"))
    if known_by := commitment.promise.known_by:
        yield Line(words(w("reminder.known_by", words=cut(known_by, 2 * _TITLE))))
    yield from comes_from(commitment.origin, record.origin, commitment.promise.what, w, _TITLE)
    if commitment.steps:
        done = sum(step.done for step in commitment.steps)
        yield Line(words(w("reminder.steps", done=done, steps=len(commitment.steps))))
    if one.wave is Wave.LAST_OVERDUE:
        yield Line(words(w("reminder.last")))


def _one_of(one: Reminded, reader: Reader, *, alone: bool) -> Iterator[Block]:
    """A row, with every button or with one that opens it."""
    commitment = one.record.commitment
    said = f"{_when(one, reader)} · {one.record.circle.name}"
    row = reader.copy.rich("list.row", title=what_of(commitment), said=said)
    if alone:
        yield Item(row)
        yield _buttons(one, reader)
    else:
        yield Item(row, _opens(one, reader))


def _in_need(one: Reminded, reader: Reader) -> Iterator[Block]:
    w, record = reader.copy, one.record
    commitment = record.commitment
    parts = [name_of(record.members, commitment.accountable, w), w.n("reminder.days_ago", one.days)]
    if commitment.blocked is not None:
        parts.append(w("commitment.waits_for", what=cut(_waits(one), _TITLE)))
    elif one.heard is not Heard.REMINDED:
        parts.append(w(f"heard.{one.heard}"))
    parts.append(record.circle.name)
    row = w.rich("list.row", title=what_of(commitment), said=" · ".join(parts))
    yield Item(row, _opens(one, reader))


def _waits(one: Reminded) -> str:
    blocked = one.record.commitment.blocked
    return one.record.waits_for or (blocked.words if blocked is not None else "")


def _others(count: int, reader: Reader) -> Iterator[Block]:
    if count > 0:
        said = reader.copy.n("reminder.others", count)
        yield Item(words(said), Button(reader.copy("button.open"), Action(Verb.HOME), spoken=said))


def _opens(one: Reminded, reader: Reader) -> Button:
    commitment = one.record.commitment
    opens = Action(Verb.OPEN_COMMITMENT, str(commitment.id))
    return Button(reader.copy("button.open"), opens, spoken=what_of(commitment))


def _buttons(one: Reminded, reader: Reader) -> Buttons:
    return Buttons(reminder_buttons(one.record, reader))
